"""Which papers can be made, for whom, and how they are made: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tourplanner.core.papers.specs import SPECS, Audience, PaperFormat, PaperKind, PaperSpec

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.core.withheld import Withheld
    from tourplanner.services.workspace import Workspace

FORMAT_WORDS = {
    PaperFormat.PDF: "PDF",
    PaperFormat.DOCX: "Word",
    PaperFormat.HTML: "Web page",
    PaperFormat.TEXT: "Text",
    PaperFormat.ICS: "Calendar",
}
_ICONS = {
    "press-itinerary": "newspaper",
    "tour/press": "calendar",
    "map/press": "map",
    "line-by-line": "list",
    "driver-sheet": "bus",
    "tour/staff": "calendar",
    "map/staff": "map",
}
_LEVELS = "PMTIR"
PREVIEW_INCH = 110


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

    @property
    def has_pages(self) -> bool:
        """Whether it can be looked at as pages."""
        return PaperFormat.PDF in self.formats

    @property
    def formats_words(self) -> str:
        """The formats it has, in words."""
        return ", ".join(FORMAT_WORDS[f] for f in self.formats)


@dataclass(frozen=True, slots=True)
class Look:
    """A paper as it would be issued now: pages as PNG, and what stays beside it.

    ``most`` is how many pages it should take, 0 = any; ``alarm`` names the errors of the plan.
    """

    key: str
    pages: tuple[bytes, ...]
    withheld: tuple[Withheld, ...]
    cautions: tuple[str, ...] = ()
    sentence: str = ""
    state: str = ""
    alarm: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files, sentences to read, how many things stayed out."""

    folder: Path
    files: tuple[Path, ...]
    notes: tuple[str, ...]
    withheld: int


def choices() -> tuple[PaperChoice, ...]:
    """Give the papers there are: those that leave the office first."""
    ordered = sorted(SPECS.values(), key=lambda spec: not spec.leaves)
    return tuple(_choice(spec) for spec in ordered)


def _choice(spec: PaperSpec) -> PaperChoice:
    level = max((str(level.value) for level in spec.levels), key=_LEVELS.index)
    group = "For everyone and the press" if spec.leaves else "Staff"
    icon = _ICONS.get(spec.key, "file-text")
    return PaperChoice(spec.key, spec.name, group, level, icon, spec.formats, spec.leaves)


def look_at(workspace: Workspace, choice: PaperChoice, tour_id: str, draft: bool) -> Look:
    """Give a paper's pages and what is held back; called on a helper's thread."""
    if not choice.has_pages:
        kind, audience = _kind(choice)
        withheld: tuple[Withheld, ...] = ()
        if kind is not None:
            withheld = workspace.papers.withheld(tour_id, kind, audience)
        return Look(choice.key, (), withheld)
    kind = PaperKind(choice.key)
    seen = workspace.papers.preview(tour_id, kind, draft=draft, pixels_per_inch=PREVIEW_INCH)
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
    )


def write(
    workspace: Workspace,
    chosen: Sequence[PaperChoice],
    formats: Sequence[PaperFormat],
    tour_id: str,
    folder: Path,
    draft: bool,
    progress: Progress,
) -> Written:
    """Write papers into a folder; called on a helper's thread."""
    files: list[Path] = []
    notes: list[str] = []
    withheld = 0
    for number, choice in enumerate(chosen):
        progress(number, len(chosen), f"Writing {choice.name}")
        kind, audience = _kind(choice)
        if kind is None:
            path = folder / f"{choice.name}.html"
            audience = audience or Audience.STAFF
            made = workspace.papers.make_map(tour_id, path, audience=audience, draft=draft)
        else:
            wanted = [f for f in formats if f in choice.formats]
            if not wanted:
                notes.append(f"{choice.name} has no such format: {choice.formats_words}.")
                continue
            made = workspace.papers.make(
                tour_id, [kind], wanted, folder, audience=audience, draft=draft
            )
        files += made.files
        withheld += len(made.withheld)
        notes += [made.alarm] if made.alarm else []
        for paper in made.papers:
            notes += [*paper.notes, *paper.cautions]
        if made.sentence and choice.leaves:
            notes.append(made.sentence)
    return Written(folder, tuple(files), tuple(dict.fromkeys(notes)), withheld)


def _kind(choice: PaperChoice) -> tuple[PaperKind | None, Audience | None]:
    """Give the kind and audience of a paper; kind None for a map."""
    name, _, audience = choice.key.partition("/")
    whom = Audience(audience) if audience else None
    return (None if name == "map" else PaperKind(name)), whom
