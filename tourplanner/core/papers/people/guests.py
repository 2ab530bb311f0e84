"""The guest list: who was asked, by when they answer, and what they said."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.aboard import COMING
from tourplanner.core.clock import parse_date
from tourplanner.core.fields import RIDER_STATES
from tourplanner.core.papers.blocks import (
    Block,
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
    soft,
    strong,
)
from tourplanner.core.papers.people.riders import NOBODY, Rider, riders_of
from tourplanner.core.papers.sheet import is_past, sheet
from tourplanner.core.papers.style import short_date
from tourplanner.core.privacy import CutView
from tourplanner.core.units import count_text

_COLUMNS = (
    Column("Name", 24),
    Column("Organization and role", 26),
    Column("Reply by", 16),
    Column("Aboard", 14),
    Column("Note", 20),
)


def guest_list(cut: CutView) -> Paper:
    """Lay out the guest list of a cut view, by what the guests said."""
    riders = riders_of(cut)
    blocks: list[Block] = [] if riders else [NOBODY]
    late = [rider for rider in riders if _is_late(cut, rider)]
    if late:
        names = ", ".join(rider.name for rider in late)
        blocks.append(Note(line(strong("No answer by the cut-off: "), names), "warn"))
    for state in RIDER_STATES:
        mine = [rider for rider in riders if _state(rider) == state]
        if mine:
            title = "Invited, no answer yet" if state == "invited" else state.capitalize()
            blocks.append(Heading(2, title, count_text(len(mine), "person", "people")))
            rows = tuple(_rows(cut, mine))
            blocks.append(Table(f"Guests: {title.lower()}", _COLUMNS, rows))
    return sheet(cut, blocks)


def _state(rider: Rider) -> str:
    return rider.text("status") or COMING


def _is_late(cut: CutView, rider: Rider) -> bool:
    """Whether a guest did not answer by the day that was given, as of the paper's stamp."""
    return _state(rider) == "invited" and is_past(cut, rider.text("reply_by"))


def _rows(cut: CutView, riders: list[Rider]) -> Iterator[Row]:
    for rider in riders:
        by = rider.text("reply_by")
        when = short_date(parse_date(by)) if by else ""
        is_late = _is_late(cut, rider)
        yield Row(
            (
                cell(strong(rider.name)),
                cell(rider.text("organization"), soft(rider.text("role"))),
                cell(when, Span("PAST", Style.WARN) if is_late else ""),
                cell(rider.days if _state(rider) != "declined" else ""),
                cell(rider.text("note")),
            )
        )
