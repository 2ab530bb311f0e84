"""Finds records for the command palette, and says in which place each is at home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tourplanner.ui.papers.choices import choices
from tourplanner.ui.session import Session
from tourplanner.ui.shell.palette import Entry
from tourplanner.ui.words import day_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.finding import Found
    from tourplanner.services.workspace import Workspace

# The place where a kind of record is at home; one that is not here has a card and no place.
HOMES = {
    "tour": "tours",
    "place": "tours",
    "stop": "tours",
    "item": "tours",
    "site": "sites",
    "note": "visits",
    "quote": "visits",
    "answer": "visits",
    "promise": "visits",
    "practice": "practices",
    "partner": "practices",
    "office": "settings",
    "roster_member": "settings",
}
_ICONS = {"Hotel": "signpost", "Place": "signpost", "Site": "school", "Note": "notebook-pen"}
_PERSON, _ICON_OF_KIND = (
    "user",
    {"tour": "route", "quote": "message-square", "practice": "sparkles"},
)
_PEOPLE = frozenset(
    {"Person", "Member", "Host", "Confirmed by", "Driver", "Press contact", "Speaker"}
)
GoTo = Callable[[str, str], None]  # the place, the record
Beside = Callable[[str, str], None]  # the kind of record, the record


def find_records(
    session: Session,
    text: str,
    give: Callable[[Sequence[Entry]], None],
    go_to: GoTo,
    beside: Beside,
) -> None:
    """Look records up in the background and give them to the palette."""

    def show(found: Sequence[Found]) -> None:
        give([*(_entry(one, go_to, beside) for one in found), *_papers(text, go_to)])

    def work(workspace: Workspace, _: Progress) -> Sequence[Found]:
        from tourplanner.services.finding import find

        return find(workspace.file, workspace.sites, text)

    session.read(work, show, topic="palette")


def _entry(found: Found, go_to: GoTo, beside: Beside) -> Entry:
    home = HOMES.get(found.kind, "")
    icon = _PERSON if found.what in _PEOPLE else _ICONS.get(found.what, "")
    detail = found.detail
    if found.what == "Tour" and detail:
        detail = day_words(date.fromisoformat(detail), year=True)

    def look() -> None:
        beside(found.kind, found.record)

    def go() -> None:
        go_to(home, found.record)

    return Entry(
        found.words,
        found.what,
        icon or _ICON_OF_KIND.get(found.kind, "file-text"),
        go if home else look,
        detail,
        look,
    )


def _papers(text: str, go_to: GoTo) -> list[Entry]:
    words = text.casefold().split()
    if not words:
        return []
    return [
        Entry(
            paper.name,
            "Paper",
            paper.icon,
            lambda key=paper.key: go_to("papers", key),  # type: ignore[misc]
        )
        for paper in choices()
        if all(word in paper.name.casefold() for word in words)
    ]
