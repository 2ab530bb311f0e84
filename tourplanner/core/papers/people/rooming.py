"""The rooming list: who sleeps where, night by night."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.papers.blocks import (
    Block,
    Column,
    Heading,
    Note,
    Paper,
    Paragraph,
    Row,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.kinds import PaperKind
from tourplanner.core.papers.moments import DayView, days_of, node_address, node_name
from tourplanner.core.papers.people.riders import NOBODY, Rider, riders_of
from tourplanner.core.papers.sheet import NAMED, RIDERS, bullets, sheet
from tourplanner.core.papers.style import short_date
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text

_WHOLE = (
    Column("Name", 22),
    Column("Organization", 18),
    Column("Room", 18),
    Column("Shares with", 16),
    Column("Access", 14),
    Column("Who pays", 12),
)
_NAMES = (Column("Name", 52), Column("Organization", 48))


def rooming(cut: CutView) -> Paper:
    """Lay out the rooming list of a cut view, whole or names only as it was cut."""
    is_whole = cut.spec.key == PaperKind.ROOMING
    days, riders = days_of(cut), riders_of(cut)
    blocks: list[Block] = [] if riders else [NOBODY]
    nights = days[:-1]
    if not nights:
        blocks.append(Note(line("This tour has no night." if days else "Nothing is planned yet.")))
    for day in nights if riders else ():
        blocks += _night(cut, day, riders, is_whole=is_whole)
    blocks += bullets("Notes", cut.one("blocks").text("notes"))
    return sheet(cut, blocks, whom=NAMED if is_whole else RIDERS, landscape=is_whole)


def _night(cut: CutView, day: DayView, riders: list[Rider], *, is_whole: bool) -> Iterator[Block]:
    number, end = int(day.day["number"]), day.day.text("end")
    sleepers = [rider for rider in riders if rider.ride.sleeps(number)]
    where = node_name(cut, end)
    yield Heading(
        2, f"Night of {short_date(day.day['date'])}: {where}",
        count_text(len(sleepers), "person", "people"),
    )  # fmt: skip
    phone = one_line(cut.get("place", end).text("phone"))
    if is_whole and (told := ", ".join(filter(None, (node_address(cut, end), phone)))):
        yield Paragraph(line(told))
    rows = tuple(_row(rider) if is_whole else _name(rider) for rider in sleepers)
    if rows:
        columns = _WHOLE if is_whole else _NAMES
        yield Table(f"Who sleeps at {where}", columns, rows)


def _row(rider: Rider) -> Row:
    number = rider.text("room")
    return Row(
        (
            cell(strong(rider.name)),
            cell(soft(rider.text("organization"))),
            cell(f"Room {number}" if number else "", rider.text("room_type")),
            cell(rider.text("shares")),
            cell(rider.text("access")),
            cell(rider.text("payment")),
        )
    )


def _name(rider: Rider) -> Row:
    return Row((cell(strong(rider.name)), cell(rider.text("organization"))))
