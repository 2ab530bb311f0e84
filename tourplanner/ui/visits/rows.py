"""Stops and notes as the place of visits shows them, and how they are read: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tourplanner.core.clock import local, parse_moment
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.ui.words import day_words, time_words

if TYPE_CHECKING:
    from tourplanner.core.changes import Record
    from tourplanner.services.workspace import Workspace

EVIDENCE = {
    "seen": ("Seen", "eye", "good"),
    "told": ("Told", "message-square", "info"),
    "document": ("Paper", "file-text", "ink2"),
}


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop of the tour; ``number`` is day.stop where it is planned, ``day`` from 0 or -1."""

    stop: str
    number: str
    day: int
    name: str
    city: str
    zone: str
    notes: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note at a stop."""

    id: str
    text: str
    time: str
    author: str
    evidence: str

    @property
    def first(self) -> str:
        """The first line."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "Empty note")

    @property
    def rest(self) -> str:
        """What follows the first line, in one line."""
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        return " ".join(lines[1:])


def read_stops(workspace: Workspace, tour_id: str) -> list[StopRow]:
    """Give the stops of a tour: planned ones in their order, then the others by name."""
    tables = workspace.file.tables
    try:
        tour = workspace.tours.load(tour_id)
        plan = workspace.tours.plan_of(tour)
    except (InputError, NotFoundError):
        return []
    numbers = {
        stop.id: (day.index, f"{day.index + 1}.{k}")
        for day in (plan.days if plan else ())
        for k, stop in enumerate(day.stops, 1)
    }
    rows = []
    for stop in tour.stops:
        if stop.wish == "not":
            continue
        day, number = numbers.get(stop.id, (-1, ""))
        count = tables.count("note", stop=stop.id)
        node = stop.node
        rows.append(StopRow(stop.id, number, day, node.name, node.city, node.zone, count))
    rows.sort(key=lambda row: (row.day < 0, row.day, _order(row.number), row.name))
    return rows


def _order(number: str) -> int:
    return int(number.partition(".")[2] or 0)


def read_notes(workspace: Workspace, stop: str, zone: str) -> list[NoteRow]:
    """Give the notes of a stop, newest first."""
    notes = [note_row(note, zone) for note in workspace.visits.notes(stop)]
    return notes[::-1]


def note_row(note: Record, zone: str) -> NoteRow:
    """Give a note as a row; its time is that of the stop's clock."""
    try:
        moment = parse_moment(str(note["at"]))
        at = f"{day_words(local(moment, zone).date())}, {time_words(moment, zone)}"
    except InputError:
        at = ""
    return NoteRow(
        note.id, str(note["body"] or ""), at, str(note["author"] or ""), str(note["evidence"] or "")
    )
