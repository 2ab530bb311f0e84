"""What outside sources pay for a tour in a year, against the limit from which it is reported.

The limit is dated data of the office's state; without one nothing is held against anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tourplanner.core.aboard import folded_name
from tourplanner.core.changes import Record
from tourplanner.core.clock import parse_date


@dataclass(frozen=True, slots=True)
class GiftLimit:
    """From which value on what one source pays in a year is reported, and within how many days."""

    cents: int
    report_days: int
    source: str
    date: str  # as-of date of the text, ISO
    form: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as typed. ``on`` : its day, None = not typed, then it counts in the tour's year."""

    id: str
    tour: str
    what: str
    payer: str
    cents: int
    year: int
    on: date | None = None
    fund: str = ""
    campaign: bool = False
    filed: bool = False
    has_due: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether somebody outside pays it, for the office and not for a campaign."""
        return bool(self.payer) and not self.campaign and self.fund == "outside"


@dataclass(frozen=True, slots=True)
class GiftSource:
    """An outside source that pays as much as is to be reported, or more, in a year.

    ``reached`` : the day on which it did, None where a day is missing. ``due`` : of the first
    report that is not filed; each payment after that day has one of its own.
    """

    payer: str
    year: int
    cents: int
    payments: tuple[Payment, ...]
    reached: date | None = None
    due: date | None = None

    @property
    def is_filed(self) -> bool:
        """Whether every payment of it has its report filed."""
        return all(payment.filed for payment in self.payments)


def read_payments(records: Iterable[tuple[Record, int]]) -> tuple[Payment, ...]:
    """Give payments of records, each with the year of its tour; those without a value are none."""
    found = []
    for record, year in records:
        cents = record["cents"]
        if record.deleted or not isinstance(cents, int):
            continue
        on = parse_date(str(record["date"])) if record["date"] else None
        found.append(
            Payment(
                record.id,
                str(record["tour"] or ""),
                str(record["what"] or "a payment"),
                " ".join(str(record["payer"] or "").split()),
                cents,
                on.year if on else year,
                on,
                str(record["fund"] or ""),
                record["campaign"] is True,
                bool(record["filed"]),
                bool(record["due"]),
            )
        )
    return tuple(found)


def gift_sources(payments: Iterable[Payment], limit: GiftLimit | None) -> tuple[GiftSource, ...]:
    """Give the sources at or over the limit, by year and name.

    A source is known by its name, whatever capitals and accents it is typed with.
    """
    if limit is None:
        return ()
    by_source: dict[tuple[int, str], list[Payment]] = {}
    for payment in payments:
        if payment.is_outside:
            by_source.setdefault((payment.year, folded_name(payment.payer)), []).append(payment)
    found = []
    for (year, _), paid in sorted(by_source.items()):
        paid.sort(key=lambda payment: (payment.on or date.min, payment.id))
        total = sum(payment.cents for payment in paid)
        if total >= limit.cents:
            reached = _reached(paid, limit.cents)
            due = _due(paid, reached, limit) if reached else None
            found.append(GiftSource(paid[0].payer, year, total, tuple(paid), reached, due))
    return tuple(found)


def _due(paid: Sequence[Payment], reached: date, limit: GiftLimit) -> date | None:
    """Give by when the first payment without a report needs one; None where all have theirs."""
    open_days = [max(one.on or reached, reached) for one in paid if not one.filed]
    return min(open_days) + timedelta(days=limit.report_days) if open_days else None


def _reached(paid: Iterable[Payment], cents: int) -> date | None:
    """Give the day on which payments come to so much, oldest first; None where it is missing."""
    total = 0
    for payment in paid:
        total += payment.cents
        if payment.on is None or total >= cents:
            return payment.on
    return None
