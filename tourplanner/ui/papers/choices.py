"""Which papers can be made, for whom, and how they are made: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tourplanner.core.papers.specs import (
    SPECS,
    Audience,
    PaperFormat,
    PaperKind,
    PaperSpec,
    Reader,
)
from tourplanner.services.paper_words import has_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.core.withheld import Withheld
    from tourplanner.services.paper_values import PaperStop
    from tourplanner.services.workspace import Workspace

#: The formats in the order of their buttons; the first ones stand open, the rest under Other.
FORMAT_WORDS = {
    PaperFormat.DOCX: "Word",
    PaperFormat.PDF: "PDF",
    PaperFormat.ICS: "Calendar",
    PaperFormat.HTML: "Web page",
    PaperFormat.TEXT: "Text",
    PaperFormat.MARKDOWN: "Markdown",
    PaperFormat.XLSX: "Excel",
    PaperFormat.CSV: "CSV",
    PaperFormat.VCARD: "vCard",
    PaperFormat.GPX: "GPX",
    PaperFormat.KML: "KML",
    PaperFormat.GEOJSON: "GeoJSON",
    PaperFormat.WEB: "Folder of web pages",
}
OPEN_FORMATS = (PaperFormat.DOCX, PaperFormat.PDF, PaperFormat.ICS)
_ICONS = {
    "press-itinerary": "newspaper",
    "tour/press": "calendar",
    "map/press": "map",
    "web-folder": "map",
    "advisory": "megaphone",
    "advisory-es": "megaphone",
    "day-sheet": "sun",
    "day-sheet-large": "sun",
    "day-sheet-es": "sun",
    "host-sheet": "school",
    "thank-you": "mail",
    "visit-sheet": "notebook-pen",
    "line-by-line": "list",
    "block-schedule-staff": "list",
    "fact-sheet": "check-check",
    "release": "newspaper",
    "manifest": "user",
    "manifest-names": "user",
    "guest-list": "user",
    "visitor-list": "user",
    "badges": "user",
    "sign-in": "notebook-pen",
    "call-list": "phone",
    "site-list": "map",
    "media-list": "megaphone",
    "coverage-log": "newspaper",
    "follow-up": "check-check",
    "driver-sheet": "bus",
    "phone-page": "phone",
    "change-sheet": "list",
    "tour/staff": "calendar",
    "map/staff": "map",
}
_LEVELS = "PMTIR"
_GROUPS = {
    Reader.PUBLIC: "For everyone and the press",
    Reader.PRESS: "For everyone and the press",
    Reader.TRAVELERS: "On the bus",
    Reader.HOST: "Hosts",
    Reader.DRIVER: "Staff",
    Reader.STAFF: "Staff",
    Reader.NAMED: "Named people only",
}
PREVIEW_INCH = 110
_FORMATS_SHOWN = 3  # in words; the menus have them all


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One paper as the list shows it; ``level`` is the most private letter it may hold."""

    key: str
    name: str
    group: str
    level: str
    icon: str
    formats: tuple[PaperFormat, ...]
    leaves: bool
    per_stop: bool = False
    has_words: bool = False

    @property
    def has_pages(self) -> bool:
        """Whether it can be looked at as pages."""
        return PaperFormat.PDF in self.formats

    @property
    def formats_words(self) -> str:
        """The formats it has, in words."""
        known = [words for f, words in FORMAT_WORDS.items() if f in self.formats]
        more = len(known) - _FORMATS_SHOWN
        words = ", ".join(known[:_FORMATS_SHOWN]) + (f" and {more} more" if more > 0 else "")
        return f"One a stop: {words}" if self.per_stop else words


@dataclass(frozen=True, slots=True)
class Look:
    """A paper as it would be issued now: pages as PNG, and what stays beside it.

    ``most`` is how many pages it should take, 0 = any; ``alarm`` names the errors of the plan;
    ``told`` is what to know before it goes; ``stops`` are those that a paper of one stop may be of.
    """

    key: str
    pages: tuple[bytes, ...]
    withheld: tuple[Withheld, ...]
    cautions: tuple[str, ...] = ()
    sentence: str = ""
    state: str = ""
    alarm: str = ""
    most: int = 0
    told: tuple[str, ...] = ()
    stops: tuple[PaperStop, ...] = ()
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files, sentences to read, how many things stayed out."""

    folder: Path
    files: tuple[Path, ...]
    notes: tuple[str, ...]
    withheld: int


def choices() -> tuple[PaperChoice, ...]:
    """Give the papers there are, by reader: those that leave the office first."""
    groups = list(dict.fromkeys(_GROUPS.values()))
    return tuple(sorted(map(_choice, SPECS.values()), key=lambda c: groups.index(c.group)))


def groups() -> tuple[str, ...]:
    """Give the groups of readers, in order."""
    return tuple(dict.fromkeys(_GROUPS.values()))


def _choice(spec: PaperSpec) -> PaperChoice:
    return PaperChoice(
        spec.key,
        spec.name,
        _GROUPS[spec.reader],
        max((str(level.value) for level in spec.levels), key=_LEVELS.index),
        _ICONS.get(spec.key, "file-text"),
        spec.formats,
        spec.leaves,
        spec.per_stop,
        has_words(spec.key),
    )


def look_at(
    workspace: Workspace, choice: PaperChoice, tour_id: str, draft: bool, stop: str = ""
) -> Look:
    """Give a paper's pages and what is held back; called on a helper's thread."""
    if not choice.has_pages:
        kind, audience = _kind(choice)
        withheld: tuple[Withheld, ...] = ()
        if kind is not None:
            withheld = workspace.papers.withheld(tour_id, kind, audience)
        return Look(choice.key, (), withheld)
    kind = PaperKind(choice.key)
    stops = workspace.papers.stops(tour_id) if choice.per_stop else ()
    known = {one.id for one in stops}
    stop = stop if stop in known else _first(stops, choice)
    seen = workspace.papers.preview(
        tour_id, kind, draft=draft, pixels_per_inch=PREVIEW_INCH, stop=stop
    )
    if draft:
        state = "Draft, nothing is issued"
    elif seen.is_new:
        state = f"Would be version {seen.version}"
    else:
        state = f"Version {seen.version}, as issued"
    return Look(
        choice.key,
        seen.pictures,
        seen.withheld,
        seen.cautions,
        seen.sentence,
        state,
        seen.alarm,
        seen.paper.pages,
        seen.told,
        stops,
        stop,
    )


def _first(stops: Sequence[PaperStop], choice: PaperChoice) -> str:
    """Give the stop that is looked at first: one of which the paper may be written."""
    ready = [one.id for one in stops if one.ready or not choice.leaves]
    return next(iter((*ready, *(one.id for one in stops))), "")


def write(
    workspace: Workspace,
    chosen: Sequence[PaperChoice],
    formats: Sequence[PaperFormat],
    tour_id: str,
    folder: Path,
    draft: bool,
    progress: Progress,
    stop: str = "",
) -> Written:
    """Write papers into a folder; called on a helper's thread.

    Parameters
    ----------
    stop : the stop of papers of one stop; empty = every stop that they may be written of.
    """
    files: list[Path] = []
    notes: list[str] = []
    withheld = 0
    for number, choice in enumerate(chosen):
        progress(number, len(chosen), f"Writing {choice.name}")
        kind, audience = _kind(choice)
        wanted = [f for f in formats if f in choice.formats]
        if choice.formats == (PaperFormat.WEB,):  # a paper of its own, which nobody chooses as such
            wanted = [PaperFormat.WEB]
        if not wanted and kind is not None:
            notes.append(f"{choice.name} has no such format: {choice.formats_words}.")
            continue
        if kind is None:
            whom = audience or Audience.STAFF
            paths = [folder / f"{choice.name}.{f}" for f in wanted or [PaperFormat.HTML]]
            all_made = [
                workspace.papers.make_map(tour_id, path, audience=whom, draft=draft)
                for path in paths
            ]
        else:
            make = workspace.papers.make
            all_made = [
                make(tour_id, [kind], wanted, folder, audience=audience, draft=draft, stop=stop)
            ]
        for made in all_made:
            files += made.files
            notes += [made.alarm] if made.alarm else []
            for paper in made.papers:
                notes += [*paper.notes, *paper.cautions, *paper.told]
            if made.sentence and choice.leaves:
                notes.append(made.sentence)
        withheld += len(all_made[-1].withheld)
    return Written(folder, tuple(files), tuple(dict.fromkeys(notes)), withheld)


def _kind(choice: PaperChoice) -> tuple[PaperKind | None, Audience | None]:
    """Give the kind and audience of a paper; kind None for a map."""
    name, _, audience = choice.key.partition("/")
    whom = Audience(audience) if audience else None
    return (None if name == "map" else PaperKind(name)), whom
