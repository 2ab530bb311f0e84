"""The follow-up list: what was promised, who does it, by when; what was paid, and its forms."""

from __future__ import annotations

from tourplanner.core.clock import parse_date
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.arranged import payments
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Note,
    Paper,
    Row,
    Span,
    Style,
    Table,
    cell,
    line,
    strong,
)
from tourplanner.core.papers.desk.stops import planned
from tourplanner.core.papers.sheet import is_past, sheet
from tourplanner.core.papers.style import short_date
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line
from tourplanner.core.units import count_text

_COLUMNS = (
    Column("No.", 5),
    Column("Stop", 20),
    Column("Promise", 32),
    Column("To", 16),
    Column("Who does it", 12),
    Column("Due", 15),
)


def follow_up(cut: CutView) -> Paper:
    """Lay out the promises of a cut view: those to do by their day, then those done; payments.

    The numbers are those of the order in which they were made, so that one keeps its number.
    """
    made = sorted(cut.all("promise"), key=lambda p: (p.text("at"), p.id))
    numbers = {promise.id: n for n, promise in enumerate(made, 1)}
    stops = {one.stop.id: f"{one.number} {one.name}" for one in planned(cut)}
    blocks: list[Block] = []
    if not made:
        blocks.append(Note(line("Nothing was promised yet. Promises are written at the stops.")))
    for title, is_done in (("To do", False), ("Done", True)):
        mine = [p for p in made if bool(p["done"]) is is_done]
        mine.sort(key=lambda p: (p.text("due") or "9999", numbers[p.id]))
        if mine:
            blocks.append(Heading(2, title, count_text(len(mine), "promise")))
            rows = tuple(_row(cut, p, numbers[p.id], stops.get(p.text("stop"), "")) for p in mine)
            blocks.append(Table(f"Promises: {title.lower()}", _COLUMNS, rows))
    blocks += payments(cut)
    blocks += [Bullets((line(note),)) for note in lines(cut.one("blocks").text("notes"))]
    return sheet(cut, blocks, landscape=True)


def _row(cut: CutView, promise: RecordView, number: int, stop: str) -> Row:
    due, done = promise.text("due"), promise.text("done")
    is_late = not done and is_past(cut, due)
    return Row(
        (
            cell(str(number)),
            cell(stop),
            cell(strong(one_line(promise.text("words")))),
            cell(one_line(promise.text("whom"))),
            cell(one_line(promise.text("owner"))),
            cell(
                short_date(parse_date(due)) if due else "",
                Span("PAST", Style.WARN) if is_late else "",
                f"Done {short_date(parse_date(done))}" if done else "",
            ),
        )
    )
