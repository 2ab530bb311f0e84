"""Photos for the press: pictures in a folder, and the list of their captions beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tourplanner.core.fields import Level
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.specs import PaperSpec, Reader
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

#: What goes in is cut like a paper; it has no pages, so it is none of the list of papers.
PRESS_PHOTOS = PaperSpec(
    "press-photos",
    "Photos for the press",
    Reader.PRESS,
    frozenset({Level.PUBLIC}),
    True,
    {
        "tour": frozenset({"name", "start_date", "days"}),
        "site": frozenset({"name", "city"}),
        "stop": frozenset({"site"}),
        "photo": frozenset({"stop", "caption", "credit", "alt", "file"}),
    },
    (),
)


def public_photos(cut: CutView) -> Iterator[RecordView]:
    """Give the photos of a cut view whose picture may go out, in the order of the stops."""
    found = [photo for photo in cut.all("photo") if photo["file"]]
    return iter(sorted(found, key=lambda p: (p.text("stop"), p.text("caption"), p.id)))


def picture_name(cut: CutView, photo: RecordView, number: int) -> str:
    """Give what a picture's file is called outside, without its end: number and school."""
    site = cut.get("site", cut.get("stop", photo.text("stop")).text("site"))
    return f"{number:03d} {one_line(site.text('name')) or one_line(cut.one('tour').text('name'))}"


def caption_list(cut: CutView, named: Iterable[tuple[str, RecordView]]) -> str:
    """Give the list of captions as plain text: per picture its file, caption, credit, alt text."""
    parts = [f"{one_line(cut.one('tour').text('name'))}: photos"]
    for name, photo in named:
        lines = [name, one_line(photo.text("caption"))]
        if credit := one_line(photo.text("credit")):
            lines.append(f"Photo: {credit}")
        lines.append(f"To be seen: {one_line(photo.text('alt'))}")
        parts.append("\n".join(line for line in lines if line))
    return "\n\n".join(parts) + "\n"
