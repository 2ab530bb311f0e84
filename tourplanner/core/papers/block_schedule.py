"""The block schedule: the whole tour on one page, days across and half-hours down.

Every block is colored and lettered: D drive, V visit, M meal, P press, R rest, H hotel. It is for
the people on the bus, so the bus leaves at its times, and when it arrives, and what is kept as a
buffer before a visit, stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tourplanner.core.clock import add_minutes, local, tod_min_of, tod_text
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
from tourplanner.core.papers.day_sheet import is_still, program, riders_times
from tourplanner.core.papers.moments import DayView, days_of, node_name, visit_name
from tourplanner.core.papers.press import letterhead
from tourplanner.core.papers.sheet import RIDERS, sheet
from tourplanner.core.papers.style import (
    TimeWords,
    count_text,
    miles_text,
    short_date,
    span_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

_STEP_MIN = 30
_DAY_MIN = 24 * 60
_TIME_WIDTH = 8
_MOST_DAYS = 5  # abreast: with more, a span of time is wider than its day
_LEGEND = (
    "D drive, V visit, M meal, P press, R rest, H hotel or end of the day. Times are of the place."
)
# Items of a visit's program that have a letter of their own, and their color.
_OF_PROGRAM = {"press": ("P", "visit"), "rest": ("R", "meal"), "meal": ("M", "meal")}


@dataclass(frozen=True, slots=True)
class _Part:
    """One block of a day. ``begins`` : minutes of the day's clock, over 1440 past its midnight."""

    letter: str
    kind: str
    start_at: datetime
    end_at: datetime
    begins: int
    when: str
    what: str
    warn: str = ""


def block_schedule(cut: CutView) -> Paper:
    """Lay out the block schedule of a cut view."""
    days = days_of(cut)
    times = riders_times(days)
    blocks: list[Block] = []
    weeks = list(_abreast(len(days)))
    if not days:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this paper.")))
    else:
        for first, end in weeks:
            blocks += [PageBreak()] if first else []
            blocks.append(_table(cut, days[first:end], times, first + 1))
            blocks.append(Paragraph(line(_LEGEND), "small"))
    return sheet(
        cut,
        blocks,
        whom=RIDERS,
        head=letterhead(cut.one("office"))[:1],
        size=Size.SMALL,
        landscape=True,
        pages=max(len(weeks), 1),
    )


def _abreast(days: int) -> Iterator[tuple[int, int]]:
    """Give which days stand beside each other, from 0 and the end left out; about as many each."""
    pages = -(-days // _MOST_DAYS)
    for page in range(pages):
        yield page * days // pages, (page + 1) * days // pages


def _table(cut: CutView, days: Sequence[DayView], times: TimeWords, number: int) -> Table:
    """Lay out days beside each other; ``number`` is that of the first."""
    parts = [list(_parts(cut, day, times)) for day in days]
    first, last = _bounds(parts)
    width = (100 - _TIME_WIDTH) // len(days)
    columns = (
        Column("Time", _TIME_WIDTH),
        *(
            Column(f"Day {n}: {short_date(day.day['date'])}", width)
            for n, day in enumerate(days, number)
        ),
    )
    rows = [_row(tod, parts, columns) for tod in range(first, last + 1, _STEP_MIN)]
    totals = tuple(cell(line(soft(_totals(cut, day)))) for day in days)
    rows.append(Row((cell(strong("In all")), *totals), "strong"))
    return Table("The blocks of each day by the half-hour", columns, tuple(rows), compact=True)


def _bounds(parts: Sequence[Sequence[_Part]]) -> tuple[int, int]:
    """Give the first and last half-hour in which anything begins, minutes of the day."""
    begins = [_slot(part) for day in parts for part in day]
    return (min(begins), max(begins)) if begins else (0, 0)


def _slot(part: _Part) -> int:
    return part.begins // _STEP_MIN * _STEP_MIN


def _row(tod: int, parts: Sequence[Sequence[_Part]], columns: Sequence[Column]) -> Row:
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


def _runs(part: _Part, tod: int) -> bool:
    """Whether a block that began before goes on in the half-hour."""
    length = part.end_at - part.start_at
    return part.begins < tod < part.begins + length.total_seconds() / 60


def _line(part: _Part) -> Line:
    mark = Span(f" {part.warn}", Style.WARN) if part.warn else ""
    return line(strong(f"{part.letter} {part.when}"), f" {part.what}", mark)


def _parts(cut: CutView, day: DayView, times: TimeWords) -> Iterator[_Part]:
    """Give the blocks of a day in order of time."""
    made = sorted(_all_parts(cut, day, times), key=lambda part: part.start_at)
    yield from made


def _all_parts(cut: CutView, day: DayView, times: TimeWords) -> Iterator[_Part]:
    end, end_zone = day.day.text("end"), day.day.text("end_zone")
    arrive_at = day.day["arrive_at"]

    def part(
        letter: str, kind: str, span: tuple[datetime, datetime], zone: str, when: str, what: str,
        warn: str = "",
    ) -> _Part:  # fmt: skip
        begins = _minute(span[0], zone, day.day["date"])
        return _Part(letter, kind, *span, begins, when, what, warn)

    if not is_still(day):
        leaves = [(day.day["depart_at"], day.day.text("start_zone"))]
        leaves += [(visit["depart_at"], visit.text("zone")) for visit in day.visits]
        goals = [visit_name(cut, visit) for visit in day.visits] + [node_name(cut, end)]
        # A drive is drawn to the next visit: when the bus is there is the staff's affair.
        until = [visit["start_at"] for visit in day.visits] + [arrive_at]
        for (at, zone), goal, to in zip(leaves, goals, until, strict=True):
            yield part("D", "drive", (at, to), zone, times.at(at, zone), f"to {goal}")
    for visit in day.visits:
        span, zone = (visit["start_at"], visit["end_at"]), visit.text("zone")
        warn = "TENTATIVE" if visit.text("stop") in cut.tentative else ""
        when = times.span(*span, zone)
        yield part("V", "visit", span, zone, when, visit_name(cut, visit), warn)
        for item in program(cut, visit.text("stop")):
            letter, kind = _OF_PROGRAM.get(item.text("kind"), ("", ""))
            if not letter or not int(item["minutes"] or 0) > 0:
                continue
            begins = add_minutes(visit["start_at"], int(item["offset_min"] or 0))
            lasts = (begins, add_minutes(begins, int(item["minutes"])))
            words = one_line(item.text("title")) or item.text("kind").capitalize()
            yield part(letter, kind, lasts, zone, times.span(*lasts, zone), words)
    if day.lunch is not None:
        span, zone = (day.lunch["start_at"], day.lunch["end_at"]), day.lunch.text("zone")
        yield part("M", "meal", span, zone, times.span(*span, zone), "Lunch")
    span = (arrive_at, add_minutes(arrive_at, _STEP_MIN))
    when = times.at(arrive_at, end_zone)
    yield part("H", "night", span, end_zone, when, node_name(cut, end))


def _minute(at: datetime, zone: str, day: date) -> int:
    """Give a moment as minutes of a day by the clock of its place; past midnight they go on."""
    return (local(at, zone).date() - day).days * _DAY_MIN + tod_min_of(at, zone)


def _totals(cut: CutView, day: DayView) -> str:
    """Give what a day adds up to."""
    sites = [cut.get("site", visit.text("site")) for visit in day.visits]
    districts = {site.text("district") for site in sites} - {""}
    parts = [count_text(len(day.visits), "visit")]
    if districts:
        parts.append(count_text(len(districts), "school district"))
    if miles_ := miles_text(day.day["meters"]):
        parts.append(miles_)
    if day.day["drive_min"]:
        parts.append(f"{span_text(int(day.day['drive_min']))} on the road")
    return ", ".join(parts)
