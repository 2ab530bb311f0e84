"""What a plan costs by the office's own rates: coach, driver's nights, lodging and meals.

A rate is dated data that the office types, with its source. Without one nothing is guessed: what
cannot be counted is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tourplanner.core.changes import Record
from tourplanner.core.clock import date_text, local, parse_date, tod_min_of, tod_text
from tourplanner.core.coaches import of_driver
from tourplanner.core.errors import InputError
from tourplanner.core.model.rates import BY_DAY, RATES
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan
from tourplanner.core.units import MIN_PER_HOUR, count_text, hours_text, join_names, miles

CENTS_PER_DOLLAR = 100
_COACH = ("coach day", "coach hour", "coach mile")
_FOOD = ("meals", "breakfast", "lunch", "dinner")
MIN_PER_DAY = 1440


@dataclass(frozen=True, slots=True)
class Rate:
    """A price as the office has it. ``since`` : the first day on which it holds."""

    what: str  # one of RATES
    cents: int
    source: str
    since: date
    out_by_tod_min: int | None = None  # meals: only where one is away by then
    back_from_tod_min: int | None = None  # and only where one is back then or later

    def fits(self, out_tod_min: int, back_tod_min: int) -> bool:
        """Whether a day with these times, by the clock of the place, is one that it is paid for."""
        by, after = self.out_by_tod_min, self.back_from_tod_min
        return (by is None or out_tod_min <= by) and (after is None or back_tod_min >= after)


@dataclass(frozen=True, slots=True)
class DayMeals:
    """What a person is paid for one day away. ``out`` and ``back`` by the clock of the place.

    ``out_tod_min`` 0 = away since the day before, ``back_tod_min`` 1440 = away overnight.
    """

    day: date
    out_tod_min: int
    back_tod_min: int
    rates: tuple[Rate, ...]

    @property
    def cents(self) -> int:
        """What it comes to a person."""
        return sum(rate.cents for rate in self.rates)

    @property
    def text(self) -> str:
        """The day, its times, what is paid, in one line."""
        out = (
            f"out {tod_text(self.out_tod_min)}" if self.out_tod_min else "away since the day before"
        )
        is_night = self.back_tod_min >= MIN_PER_DAY
        back = "away overnight" if is_night else f"back {tod_text(self.back_tod_min)}"
        paid = join_names([rate.what for rate in self.rates])
        due = f"{paid}, {dollars_text(self.cents)} a person" if paid else "nothing"
        return f"{date_text(self.day)}, {out}, {back}: {due}"


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
    days: tuple[DayMeals, ...] = ()  # what a person is paid by day, where a rate says so

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
            window = (record["out_by_tod_min"], record["back_from_tod_min"])
            found.append(Rate(str(record["what"]), cents, str(source), day, *window))
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
    Several coaches cost it each, an hour on duty as long as each one's own driver is.
    People are away from the first day on which the bus goes to the last one; nights are those
    between. A rate of BY_DAY is paid for each person and day whose times fit its window: one that
    is away since the night before is out from midnight, one that stays away overnight is back at
    midnight.
    """
    held = _in_force(rates, plan.tour.first_date)
    busy = [schedule for schedule in schedules if not schedule.is_idle]
    away = _away(schedules)
    nights = max(0, len(away) - 1)
    many = len(plan.tour.coaches)
    crews = [of_driver(day, plan.tour, coach) for day in busy for coach in plan.tour.coaches]
    duty_min = sum(crew.driver.duty_min for crew in crews)
    far = sum(miles(schedule.meters) for schedule in busy) * many
    by, sleep = ("", "") if many == 1 else (f", {many} coaches", f", {many} drivers")
    party = plan.tour.party
    people = count_text(party, "person", "people")
    counts: dict[str, tuple[float, str]] = {
        "coach day": (len(busy) * many, f"{count_text(len(busy), 'day')}{by}"),
        "coach hour": (duty_min / MIN_PER_HOUR, f"{hours_text(duty_min)} on duty{by}"),
        "coach mile": (far, f"{count_text(round(far), 'mile')}{by}"),
        "driver night": (nights * many, f"{count_text(nights, 'night')}{sleep}"),
        "lodging": (party * nights, f"{people}, {count_text(nights, 'night')}"),
    }
    days = _by_day(away, [held[what] for what in BY_DAY if what in held])
    for what in BY_DAY:
        fit = sum(any(rate.what == what for rate in day.rates) for day in days)
        of = "" if fit == len(days) else f" of {len(days)}"
        count = f"{people}, {fit}{of} {'day' if len(days) == 1 else 'days'}"
        counts[what] = (party * fit if what in held else 0, count)
    lines = tuple(
        CostLine(held[what], words, round(held[what].cents * count))
        for what, (count, words) in counts.items()
        if what in held and count
    )
    missing = [] if any(what in held for what in _COACH) or not busy else ["coach"]
    others = (what for what in counts if what not in (*_COACH, *BY_DAY))
    missing += [RATES[what][1] for what in others if what not in held and counts[what][0]]
    if busy and not any(what in held for what in _FOOD):
        missing.append(RATES["meals"][1])
    return Cost(lines, tuple(missing), days if any(what in held for what in BY_DAY) else ())


def _away(schedules: Sequence[DaySchedule]) -> Sequence[DaySchedule]:
    """Give the days from the one on which the party leaves to the one on which it is back.

    On a day before or after them the bus stands where the tour starts or ends; one between, on
    which it waits, is away.
    """
    goes = [n for n, schedule in enumerate(schedules) if not schedule.is_idle]
    return schedules[goes[0] : goes[-1] + 1] if goes else ()


def _by_day(schedules: Sequence[DaySchedule], rates: Sequence[Rate]) -> tuple[DayMeals, ...]:
    """Give what a person is paid on each day away."""
    found = []
    for n, schedule in enumerate(schedules):
        day = schedule.day
        out = 0 if n else tod_min_of(schedule.depart_at, day.start.zone)
        is_last = n == len(schedules) - 1
        back = MIN_PER_DAY
        if is_last and local(schedule.arrive_at, day.end.zone).date() == day.date:
            back = tod_min_of(schedule.arrive_at, day.end.zone)
        found.append(DayMeals(day.date, out, back, tuple(r for r in rates if r.fits(out, back))))
    return tuple(found)


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
