"""What a plan costs by the office's own rates: coach, driver's nights, lodging and meals.

A rate is dated data that the office types, with its source. Without one nothing is guessed: what
cannot be counted is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tourplanner.core.changes import Record
from tourplanner.core.clock import parse_date
from tourplanner.core.errors import InputError
from tourplanner.core.model.rates import RATES
from tourplanner.core.model.tour import Plan
from tourplanner.core.schedule import DaySchedule
from tourplanner.core.units import MIN_PER_HOUR, count_text, hours_text, join_names, miles

CENTS_PER_DOLLAR = 100
_COACH = ("coach day", "coach hour", "coach mile")


@dataclass(frozen=True, slots=True)
class Rate:
    """A price as the office has it. ``since`` : the first day on which it holds."""

    what: str  # one of RATES
    cents: int
    source: str
    since: date


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of the sheet: so much of something, at a rate, comes to so much."""

    rate: Rate
    count: str  # in words: 3 days, 11 h 20 min, 45 people x 2 nights
    cents: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a plan comes to. ``missing`` : what it needs and no rate is there for, in words."""

    lines: tuple[CostLine, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def cents(self) -> int:
        """The sum of what could be counted."""
        return sum(line.cents for line in self.lines)

    @property
    def dollars(self) -> int:
        """The same to the dollar."""
        return round(self.cents / CENTS_PER_DOLLAR)

    @property
    def text(self) -> str:
        """The sum in words, with what it leaves out."""
        if not self.lines:
            return "no rates yet" if self.missing else "none"
        without = f" without {join_names(self.missing)}" if self.missing else ""
        return f"≈ ${self.dollars:,}{without}"


def read_rates(records: Iterable[Record]) -> tuple[Rate, ...]:
    """Give the rates that can be used; one without an amount, a source or a day is none yet."""
    found = []
    for record in records:
        cents, source, since = record["cents"], record["source"], record["since"]
        if record.deleted or not isinstance(cents, int) or not source or not since:
            continue
        if record["what"] in RATES:
            day = parse_date(str(since))
            found.append(Rate(str(record["what"]), cents, str(source), day))
    return tuple(found)


def cost_of(plan: Plan, schedules: Sequence[DaySchedule], rates: Iterable[Rate]) -> Cost:
    """Add up what a plan costs.

    Parameters
    ----------
    schedules : of the plan's days, in order. rates : of each kind the newest that holds on the
        tour's first day is taken.

    Returns
    -------
    A line for each rate that applies, in the order of RATES. The coach needs one rate of three, by
    the day, the hour or the mile, and every one that is there is added: a carrier may bill several.
    Nights are those between two days of the tour.
    """
    held = _in_force(rates, plan.tour.first_date)
    busy = [schedule for schedule in schedules if not schedule.is_idle]
    nights = max(0, len(plan.days) - 1)
    duty_min = sum(schedule.driver.duty_min for schedule in busy)
    far = sum(miles(schedule.meters) for schedule in busy)
    party = plan.tour.party
    people = count_text(party, "person", "people")
    counts: dict[str, tuple[float, str]] = {
        "coach day": (len(busy), count_text(len(busy), "day")),
        "coach hour": (duty_min / MIN_PER_HOUR, f"{hours_text(duty_min)} on duty"),
        "coach mile": (far, count_text(round(far), "mile")),
        "driver night": (nights, count_text(nights, "night")),
        "lodging": (party * nights, f"{people}, {count_text(nights, 'night')}"),
        "meals": (party * len(busy), f"{people}, {count_text(len(busy), 'day')}"),
    }
    lines = tuple(
        CostLine(held[what], words, round(held[what].cents * count))
        for what, (count, words) in counts.items()
        if what in held and count
    )
    missing = [] if any(what in held for what in _COACH) or not busy else ["coach"]
    others = (what for what in counts if what not in _COACH)
    missing += [RATES[what][1] for what in others if what not in held and counts[what][0]]
    return Cost(lines, tuple(missing))


def _in_force(rates: Iterable[Rate], on: date) -> Mapping[str, Rate]:
    """Give of each kind the newest rate that holds on a day."""
    held: dict[str, Rate] = {}
    for rate in sorted(rates, key=lambda one: (one.since, one.cents)):
        if rate.since <= on:
            held[rate.what] = rate
    return held


def dollars_text(cents: int) -> str:
    """Write an amount: ``$1,650``, ``$4.25``."""
    dollars, rest = divmod(cents, CENTS_PER_DOLLAR)
    return f"${dollars:,}.{rest:02}" if rest else f"${dollars:,}"


def read_dollars(typed: str) -> int:
    """Read ``$1,650`` or ``4.25`` as cents.

    Raises
    ------
    InputError : it is no amount, or one below nothing or over a million dollars.
    """
    text = typed.replace("$", "").replace(",", "").strip()
    dollars, _, rest = text.partition(".")
    fits = dollars.isdecimal() and len(dollars) <= 6 and (not rest or rest.isdecimal())
    if not fits or len(rest) > 2:
        raise InputError(f"“{typed}” is no amount.", "Type dollars, such as 1,650 or 4.25.")
    return int(dollars) * CENTS_PER_DOLLAR + int(rest.ljust(2, "0") or 0)
