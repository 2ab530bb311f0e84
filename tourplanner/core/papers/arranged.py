"""What is arranged around the stops, for the staff: interpreters and handouts, payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tourplanner.core.clock import parse_date, tod_text
from tourplanner.core.costs import dollars_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Row,
    Span,
    Style,
    Table,
    cell,
    soft,
    strong,
)
from tourplanner.core.papers.desk.stops import planned
from tourplanner.core.papers.moments import TENTATIVE
from tourplanner.core.papers.sheet import is_past
from tourplanner.core.papers.style import short_date
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text

_BOOKINGS = (
    Column("Stop", 22),
    Column("From", 12),
    Column("Min", 6, right=True),
    Column("What", 32),
    Column("Who does it", 28),
)
_PAYMENTS = (
    Column("What", 30),
    Column("Who pays", 22),
    Column("Dollars", 12, right=True),
    Column("On", 12),
    Column("Form", 24),
)
_FUNDS = {
    "state": soft("From the state's money"),
    "campaign": soft("From the campaign"),
    "outside": soft("From outside"),
}
_NOT_SAID = Span("WHOSE MONEY?", Style.WARN)
_LAST = 10_000


def bookings(cut: CutView) -> Iterator[Block]:
    """Give interpreters and translated handouts by stop and time; nothing where there are none."""
    stops = {one.stop.id: (n, one) for n, one in enumerate(planned(cut))}

    def place(record: RecordView) -> tuple[int, int, str, str]:
        at = stops.get(record.text("stop"))
        start = record["start_tod_min"]
        first = at[0] if at else _LAST
        return first, int(start) if start is not None else -1, record.text("what"), record.id

    found = sorted(cut.all("booking"), key=place)
    if not found:
        return
    yield Heading(2, "Interpreters and handouts")
    rows = []
    for record in found:
        known = stops.get(record.text("stop"))
        nowhere = "Not in the plan" if record.text("stop") else "No stop"
        stop = cell(strong(known[1].number), known[1].name) if known else cell(soft(nowhere))
        rows.append(_booking(record, stop))
    yield Table("Interpreters and translated handouts by stop", _BOOKINGS, tuple(rows))


def _booking(record: RecordView, stop: Cell) -> Row:
    start, minutes = record["start_tod_min"], record["minutes"]
    by = _confirmed_by(record["status"])
    how = ", ".join(filter(None, (one_line(record.text(n)) for n in ("sort", "language", "mode"))))
    how = f"{how[:1].upper()}{how[1:]}"
    return Row(
        (
            stop,
            cell(tod_text(int(start)) if start is not None else ""),
            cell(str(minutes) if minutes is not None else ""),
            cell(
                strong(one_line(record.text("what"))),
                how,
                soft(one_line(record.text("note"))),
            ),
            cell(
                one_line(record.text("provider")), soft(f"Confirmed by {by}") if by else TENTATIVE
            ),
        )
    )


def _confirmed_by(status: Any) -> str:
    return one_line(str(status.get("by") or "")) if isinstance(status, Mapping) else ""


def payments(cut: CutView) -> Iterator[Block]:
    """Give who paid what by day, with the form that is due for it; nothing where there is none."""
    found = sorted(
        cut.all("payment"), key=lambda p: (p.text("date") or "9999", p.text("what"), p.id)
    )
    if found:
        yield Heading(2, "Payments", count_text(len(found), "payment"))
        rows = tuple(_payment(cut, record) for record in found)
        yield Table("Who pays what, and the form for it", _PAYMENTS, rows)


def _payment(cut: CutView, record: RecordView) -> Row:
    due, filed = record.text("due"), record.text("filed")
    is_late = not filed and is_past(cut, due)
    return Row(
        (
            cell(strong(one_line(record.text("what"))), soft(one_line(record.text("note")))),
            cell(one_line(record.text("payer")), _FUNDS.get(record.text("fund"), _NOT_SAID)),
            cell(dollars_text(int(record["cents"])) if record["cents"] is not None else ""),
            cell(_day(record.text("date"))),
            cell(
                one_line(record.text("form")),
                f"Due {_day(due)}" if due else "",
                Span("PAST", Style.WARN) if is_late else "",
                soft(f"Filed {_day(filed)}") if filed else "",
            ),
        )
    )


def _day(text: str) -> str:
    return short_date(parse_date(text)) if text else ""
