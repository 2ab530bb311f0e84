"""Editions of a school directory: what one is, and what came of importing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tourplanner.core.units import count_text


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken."""

    line: int  # from 1, as a person counts
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """Some lines of a directory file, a column at a time, as they are read and written.

    Parameters
    ----------
    lines : the numbers of the lines that are taken, from 1, as a person counts.
    columns : by the fields of a SchoolRow, a cell per line that is taken.
    notes : per line, what was repaired or looks wrong, in words that counts can be made of.
    refused, repeated : the lines that are not taken.
    """

    lines: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    notes: Sequence[Sequence[str]]
    refused: Sequence[Refused] = ()
    repeated: Sequence[Refused] = ()


@dataclass(frozen=True, slots=True)
class DirectoryReading:
    """A directory file that is open for reading.

    ``blocks`` reads on while it is consumed and may raise InputError or Cancelled.
    """

    kind: str  # cde | nces
    file_name: str
    columns: Mapping[str, str]  # header -> field
    ignored: tuple[str, ...]  # headers that are not imported
    blocks: Iterator[ReadBlock]
    date: str = ""  # as the file says, empty = its rows tell
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import, line by line and in counts."""

    read: int = 0
    taken: int = 0
    schools: int = 0
    offices: int = 0
    padded: int = 0
    closed: int = 0
    incomplete: int = 0
    repeated: tuple[Refused, ...] = ()
    refused: tuple[Refused, ...] = ()
    refused_count: int = 0  # may be more than are listed
    notes: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    is_undated: bool = False  # neither the file nor its rows say of which day they are

    def sentences(self) -> tuple[str, ...]:
        """Tell the outcome in plain sentences, the most important first."""
        offices = count_text(self.offices, "office")
        rows = count_text(self.read, "row")
        out = [f"{count_text(self.schools, 'school')} and {offices} taken of {rows}."]
        if self.refused_count:
            rows = count_text(self.refused_count, "row")
            out.append(f"{rows} refused: line {self.refused[0].line}, {self.refused[0].reason}.")
        if self.repeated:
            first = self.repeated[0]
            out.append(f"{len(self.repeated):,} repeated: line {first.line} {first.reason}.")
        if self.padded:
            codes = count_text(self.padded, "code")
            out.append(f"{codes} had lost a leading zero, which was put back.")
        if self.closed:
            out.append(f"{count_text(self.closed, 'school')} closed or merged.")
        if self.incomplete:
            out.append(f"{count_text(self.incomplete, 'school')} incomplete.")
        out += [
            f"{count_text(count, 'row')}: {note}." for note, count in sorted(self.notes.items())
        ]
        if self.is_undated:
            out.append("The file does not say of which day it is: that of the import is taken.")
        if self.ignored:
            out.append(f"Not imported: {', '.join(self.ignored[:12])}.")
        return tuple(out)


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """One edition that is at hand; ``id`` is its file's name without the ending."""

    id: str
    kind: str
    date: str  # ISO, "2018-06" or longer; sorts by time
    states: tuple[str, ...]
    schools: int
    offices: int
    title: str = ""
    source: str = ""
    imported_at: str = ""

    @property
    def summary(self) -> str:
        """Tell the edition in one line."""
        of = ", ".join(self.states)
        return f"{self.source} ({of}, {self.date}): {count_text(self.schools, 'school')}"

    def may_hold(self, state: str) -> bool:
        """Whether schools of a state, two letters or empty, may stand in it."""
        return not (state and self.states) or state in self.states or "US" in self.states

    @property
    def scope(self) -> tuple[str, tuple[str, ...]]:
        """What a newer edition replaces: the same kind for the same states."""
        return self.kind, self.states


@dataclass(frozen=True, slots=True)
class Imported:
    """An edition just imported, with its report; ``is_new`` is False where it was there already."""

    edition: EditionInfo
    report: ImportReport
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class DirectoryHint:
    """What to fetch where no directory is loaded; the program works by hand meanwhile."""

    text: str
    hint: str
    file_name: str


def missing_directory(state: str, state_name: str = "") -> DirectoryHint:
    """Name the public file that holds a state's schools.

    Source
    ------
    domain.md section 2: CDE's public schools and districts file; NCES EDGE geocodes for any state.
    """
    by_hand = "Meanwhile, type the schools you need: name, street, city and ZIP."
    if state == "CA":
        return DirectoryHint(
            "No school directory of California is loaded.",
            "Get “pubschls.txt”, the Public Schools and Districts Data File, from the California "
            f"Department of Education and import it. {by_hand}",
            "pubschls.txt",
        )
    place = state_name or state
    of_place = f" of {place}" if place else ""
    return DirectoryHint(
        f"No school directory{of_place} is loaded.",
        "Get “EDGE_GEOCODE_PUBLICSCH”, the public school geocode file, from the National Center "
        f"for Education Statistics and import it. {by_hand}",
        "EDGE_GEOCODE_PUBLICSCH",
    )
