"""Days across and half-hours down: the table of both block schedules, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tourplanner.core.clock import local, tod_min_of, tod_text
from tourplanner.core.papers.blocks import (
    Block,
    Cell,
    Column,
    Line,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Size,
    Span,
    Style,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.moments import DayView
from tourplanner.core.papers.press import letterhead
from tourplanner.core.papers.sheet import sheet
from tourplanner.core.papers.style import short_date
from tourplanner.core.privacy import CutView

STEP_MIN = 30
_DAY_MIN = 24 * 60
_TIME_WIDTH = 8
_MOST_DAYS = 5  # abreast: with more, a span of time is wider than its day
# Items of a visit's program that have a letter of their own.
PROGRAM_LETTERS = {"press": "P", "rest": "R", "meal": "M"}


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a day. ``begins`` : minutes of the day's clock, over 1440 past its midnight."""

    letter: str
    kind: str
    start_at: datetime
    end_at: datetime
    begins: int
    when: str
    what: str = ""
    warn: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """Something that a day adds up to: its label and what it is of each day."""

    label: str
    of_days: tuple[Cell, ...]


def minute_of(at: datetime, zone: str, day: date) -> int:
    """Give a moment as minutes of a day by the clock of its place; past midnight they go on."""
    return (local(at, zone).date() - day).days * _DAY_MIN + tod_min_of(at, zone)


def half_hours(
    cut: CutView,
    days: Sequence[DayView],
    parts: Sequence[Sequence[Part]],
    totals: Sequence[Total],
    legend: str,
    whom: str,
) -> Paper:
    """Give a block schedule: a page of at most five days abreast, then the next.

    Parameters
    ----------
    parts : of each day, in order of time.
    totals : a single one ends the half-hours; several are a table of their own under them, so that
        a page that is too short for both ends between them.
    legend : what the letters mean. whom : for whom it is.
    """
    blocks: list[Block] = []
    pages = list(_abreast(len(days)))
    if not days:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this paper.")))
    for first, end in pages:
        blocks += [PageBreak()] if first else []
        rows = [_row(tod, parts[first:end]) for tod in _half_hours(parts[first:end])]
        sums = [Row((cell(strong(one.label)), *one.of_days[first:end]), "strong") for one in totals]
        rows, sums = (rows, sums) if len(sums) > 1 else (rows + sums, [])
        abreast = days[first:end]
        alt = "The blocks of each day by the half-hour"
        blocks.append(Table(alt, _columns("Time", abreast, first), tuple(rows), compact=True))
        blocks.append(Paragraph(line(legend), "small"))
        if sums:
            alt, columns = "What each day adds up to", _columns("In all", abreast, first)
            blocks.append(Table(alt, columns, tuple(sums), compact=True))
    return sheet(
        cut,
        blocks,
        whom=whom,
        head=letterhead(cut.one("office"))[:1],
        size=Size.SMALL,
        landscape=True,
        pages=max(len(pages), 1),
    )


def _abreast(days: int) -> Iterator[tuple[int, int]]:
    """Give which days stand beside each other, from 0 and the end left out; about as many each."""
    pages = -(-days // _MOST_DAYS)
    for page in range(pages):
        yield page * days // pages, (page + 1) * days // pages


def _columns(label: str, days: Sequence[DayView], first: int) -> tuple[Column, ...]:
    """Give the labels' column and one a day; ``first`` is the number of the first day, from 0."""
    width = (100 - _TIME_WIDTH) // len(days)
    heads = (f"Day {n}: {short_date(day.day['date'])}" for n, day in enumerate(days, first + 1))
    return (Column(label, _TIME_WIDTH), *(Column(head, width) for head in heads))


def _half_hours(parts: Sequence[Sequence[Part]]) -> range:
    """Give the half-hours from the first to the last in which anything begins, in minutes."""
    begins = [_slot(part) for day in parts for part in day]
    return range(min(begins, default=0), max(begins, default=0) + 1, STEP_MIN)


def _slot(part: Part) -> int:
    return part.begins // STEP_MIN * STEP_MIN


def _row(tod: int, parts: Sequence[Sequence[Part]]) -> Row:
    after, clock = divmod(tod, _DAY_MIN)
    cells: list[Cell] = [cell(strong(tod_text(clock)), soft("next day") if after else "")]
    fills = [""]
    for day in parts:
        begin = [part for part in day if _slot(part) == tod]
        runs = [part for part in day if _runs(part, tod)]
        if begin:
            cells.append(tuple(_line(part) for part in begin))
            fills.append(next((p.kind for p in begin if p.kind == "visit"), begin[-1].kind))
        elif runs:
            cells.append(cell(soft(runs[-1].letter)))
            fills.append(runs[-1].kind)
        else:
            cells.append(())
            fills.append("")
    return Row(tuple(cells), "", tuple(fills))


def _runs(part: Part, tod: int) -> bool:
    """Whether a block that began before goes on in the half-hour."""
    length = part.end_at - part.start_at
    return part.begins < tod < part.begins + length.total_seconds() / 60


def _line(part: Part) -> Line:
    what = f" {part.what}" if part.what else ""
    mark = Span(f" {part.warn}", Style.WARN) if part.warn else ""
    return line(strong(f"{part.letter} {part.when}"), what, mark)
