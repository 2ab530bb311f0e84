"""What the paper service takes and gives: writers, papers made, previews, texts for a mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tourplanner.core.papers.blocks import Column, Paper, QrCode, Table
from tourplanner.core.papers.calendar import Calendar
from tourplanner.core.papers.map import TourMap
from tourplanner.core.papers.specs import SPECS, PaperFormat
from tourplanner.core.ports import (
    CalendarWriter,
    ContactsWriter,
    MailDrafts,
    MapWriter,
    PagePictures,
    PaperFolder,
    PaperWriter,
    WebFolderWriter,
)
from tourplanner.core.withheld import Withheld


@dataclass(frozen=True)
class PaperWriters:
    """The writers that app.py hands in."""

    pages: Mapping[PaperFormat, PaperWriter]
    calendar: CalendarWriter
    contacts: ContactsWriter
    maps: Mapping[PaperFormat, MapWriter]  # the page, and points for other programs
    pictures: PagePictures
    web: WebFolderWriter
    mail: MailDrafts
    folder: Callable[[Path], PaperFolder]

    def warm_up(self) -> None:
        """Write a paper without words in every form, so that what writes them is loaded.

        Else whoever writes first waits for it.
        """
        blocks = (Table("", (Column("", 100),), ()), QrCode("blank", (), "Code"))
        blank = Paper("", "Paper", "", "", (), "", blocks)
        for writer in self.pages.values():
            writer.render(blank)
        self.pictures.pictures(blank, 72)
        self.calendar.render(Calendar("", "", "en", ()))
        self.contacts.render(())
        for points in self.maps.values():
            points.render(TourMap("", "Map", "", "", "en", (), (), None))


@dataclass(frozen=True, slots=True)
class PaperStop:
    """A stop that papers of one stop can be made of, as lists show it.

    ``ready``: its host agreed and its press rule lets it out.
    """

    id: str
    number: str  # day.stop
    name: str
    ready: bool


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue of a paper as the sent log shows it: when it was made, and who got it."""

    version: int
    at: str  # as the log writes it, UTC
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperMade:
    """One paper: its files, and what stays beside it. ``version`` None = a draft.

    ``told`` is what to know before it goes: when to send it, who holds an older issue.
    """

    key: str
    name: str
    version: int | None
    files: tuple[Path, ...]
    withheld: tuple[Withheld, ...] = ()
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PapersMade:
    """What was made in one go, and what is shown beside it; ``alarm`` comes before all else."""

    papers: tuple[PaperMade, ...]
    sentence: str = ""
    alarm: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every paper was written, of a plan without errors."""
        return not self.alarm and all(paper.files for paper in self.papers)

    @property
    def files(self) -> tuple[Path, ...]:
        """All files, in the order of the papers."""
        return tuple(path for paper in self.papers for path in paper.files)

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """All that was withheld, each thing once, papers that leave the office first."""
        ordered = sorted(self.papers, key=lambda paper: not SPECS[paper.key].leaves)
        return tuple(dict.fromkeys(w for paper in ordered for w in paper.withheld))

    @property
    def lines(self) -> list[str]:
        """All of it in words, for a terminal or a notice."""
        out = [line for line in (self.alarm, self.sentence) if line]
        for paper in self.papers:
            out += [f"{paper.name}: {path}" for path in paper.files]
            out += [*paper.notes, *paper.cautions, *paper.told]
            if paper.withheld:
                out.append(f"Held back from {paper.name}:")
                out += [f"  {w.what}. {w.why} {w.release}".rstrip() for w in paper.withheld]
        return out


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be issued now, its pages as pictures, and what stays beside it.

    ``alarm`` names the errors of the plan: with one, a paper for outside is a draft only.
    ``told`` is what to know before it goes: when to send it, who holds an older issue.
    """

    paper: Paper
    pictures: tuple[bytes, ...]
    withheld: tuple[Withheld, ...]
    cautions: tuple[str, ...]
    sentence: str
    version: int | None
    is_new: bool  # what stands in it differs from the last issue
    alarm: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MailText:
    """A paper as one text for a mail, formatted and plain, and what stayed out of it.

    ``message`` is the same for a telephone, in few words. ``subject`` says what it is.
    """

    html: str
    plain: str
    message: str
    withheld: tuple[Withheld, ...]
    subject: str
