"""Plans of one tour beside each other: what each comes to, and where each differs from the first.

Every difference is marked by a sign and a word: ``+`` seen in this plan alone, ``-`` not seen in
it, ``>`` seen on another day, ``~`` at another time or place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import crosses_zones, day_name
from tourplanner.core.checks.unknown import is_unknown
from tourplanner.core.clock import minutes_between, time_text, weekday_text
from tourplanner.core.costs import Rate, cost_of
from tourplanner.core.model.schedule import DaySchedule, StopTimes
from tourplanner.core.model.tour import Plan
from tourplanner.core.schedule import day_epoch
from tourplanner.core.units import count_text, hours_text, miles

LETTERS = "ABC"  # more than three beside each other cannot be read
NONE = "none"
COST = "Cost, estimate"
_LAW = "HOS-"
_MOST = "Most in the bus in a day"
Say = Callable[[datetime, str], str]  # a moment and the zone of its place, in words


class ClockWords(Protocol):
    """Writes a moment as the reader is used to it."""

    def __call__(self, at: datetime, zone_name: str, /, *, with_zone: bool) -> str:
        """Give the words of a moment by the clock of its place."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A plan with its moments and what the checks say of it."""

    plan: Plan
    schedules: tuple[DaySchedule, ...]
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> tuple[str, str]:
        """Whether it can be: words, and the tone good, warn or bad."""
        errors = [f for f in self.findings if f.severity is Severity.ERROR]
        unlawful = [f for f in errors if f.rule.startswith(_LAW)]
        if unlawful:
            return f"Not lawful: {count_text(len(unlawful), 'rule')}", "bad"
        if errors:
            return f"Does not fit: {len(errors)} to mend", "bad"
        unknown = sum(is_unknown(f) for f in self.findings)
        warned = len(self.findings) - unknown
        words = f"Lawful, {count_text(warned, 'warning') if warned else 'no warning'}"
        if unknown:
            words += f", {unknown} unknown"
        return words, "warn" if self.findings else "good"

    @property
    def seen(self) -> dict[str, tuple[DaySchedule, StopTimes]]:
        """Its visits by stop."""
        return {row.stop.id: (day, row) for day in self.schedules for row in day.rows}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one plan's column; ``sign`` and ``difference`` say how it is another."""

    text: str
    difference: str = ""
    sign: str = ""

    @property
    def spoken(self) -> str:
        """The whole in words."""
        return f"{self.text}, {self.difference}" if self.difference else self.text


@dataclass(frozen=True, slots=True)
class Line:
    """One line over all plans. ``day`` : of the tour, from 0; None for the whole of it."""

    what: str
    cells: tuple[Cell, ...]
    day: int | None = None

    @property
    def is_other(self) -> bool:
        """Whether a plan differs from the first here."""
        return any(cell.sign for cell in self.cells)

    @property
    def spoken(self) -> str:
        """The line as a sentence."""
        said = (f"{LETTERS[k]}: {cell.spoken or NONE}" for k, cell in enumerate(self.cells))
        return f"{self.what}. {'; '.join(said)}"


def side_by_side(
    plans: Sequence[Timed], clock: ClockWords = time_text, rates: Sequence[Rate] = ()
) -> tuple[Line, ...]:
    """Give totals, then each day line by line; all are held against the first plan.

    Parameters
    ----------
    plans : one to three of one tour. clock : writes times; as papers do, unless another is given.
    rates : of the office; what they do not cover is named in the line of the cost.

    Raises
    ------
    ValueError : none, or more than three.
    """
    if not 1 <= len(plans) <= len(LETTERS):
        raise ValueError(f"{len(plans)} plans beside each other")
    days = max(len(one.schedules) for one in plans)
    say = partial(clock, with_zone=any(crosses_zones(one.plan) for one in plans))
    return (
        *_totals(plans, say, rates),
        *(line for day in range(days) for line in _day(plans, day, say)),
    )


# -- totals --------------------------------------------------------------------------------------


def _totals(plans: Sequence[Timed], say: Say, rates: Sequence[Rate]) -> Iterator[Line]:
    figures: tuple[tuple[str, Callable[[Timed], int], Callable[[int], str], bool], ...] = (
        ("Stops seen", lambda one: len(one.seen), str, False),
        ("Miles", _miles, lambda n: f"{n:,}", True),
        ("In the bus, whole tour", _driven, hours_text, True),
        ("Driver on duty", _duty, hours_text, True),
        ("Regions", _regions, str, False),
    )
    for name, count, words, estimated in figures:
        values = [count(one) for one in plans]
        marks = ["≈ " if estimated and _is_estimate(one) else "" for one in plans]
        yield Line(
            name,
            tuple(
                Cell(f"{mark}{words(value)}", *_more(value - values[0], words))
                for mark, value in zip(marks, values, strict=True)
            ),
        )
    yield _extreme(plans, _MOST, _most_driving)
    yield _extreme(plans, "Earliest start", partial(_earliest, say=say))
    yield _extreme(plans, "Bus off the road, latest", partial(_latest, say=say))
    yield _costs(plans, rates)
    yield Line("Calls to make", tuple(Cell(text) for text in _calls(plans)))


def _costs(plans: Sequence[Timed], rates: Sequence[Rate]) -> Line:
    found = [cost_of(one.plan, one.schedules, rates) for one in plans]
    first = found[0]
    return Line(
        COST,
        tuple(
            # Sums that leave out different things are not held against each other.
            Cell(cost.text, *_more(cost.dollars - first.dollars, "${:,}".format))
            if cost.missing == first.missing
            else Cell(cost.text)
            for cost in found
        ),
    )


def _more(difference: int, words: Callable[[int], str]) -> tuple[str, str]:
    """Write how much a figure is more or less: ``18 fewer`` with its sign."""
    if not difference:
        return "", ""
    sign = "+" if difference > 0 else "-"
    return f"{words(abs(difference))} {'more' if difference > 0 else 'less'}", sign


def _extreme(
    plans: Sequence[Timed], what: str, find: Callable[[Timed], tuple[int, str] | None]
) -> Line:
    """Give a line of the day that is the worst in something: minutes to compare by, and words."""
    found = [find(one) for one in plans]
    cells = []
    for one in found:
        if one is None:
            cells.append(Cell(NONE))
        elif found[0] is None:
            cells.append(Cell(one[1]))
        else:
            cells.append(Cell(one[1], *_more_time(one[0] - found[0][0], what)))
    return Line(what, tuple(cells))


def _more_time(difference: int, what: str) -> tuple[str, str]:
    if not difference:
        return "", ""
    is_clock = what != _MOST
    words = ("later", "earlier") if is_clock else ("more", "less")
    sign = "+" if difference > 0 else "-"
    return f"{hours_text(abs(difference))} {words[difference < 0]}", sign


def _busy(one: Timed) -> list[DaySchedule]:
    return [schedule for schedule in one.schedules if not schedule.is_idle]


def _miles(one: Timed) -> int:
    return round(sum(miles(schedule.meters) for schedule in _busy(one)))


def _driven(one: Timed) -> int:
    return sum(schedule.guest_drive_min for schedule in _busy(one))


def _duty(one: Timed) -> int:
    return sum(schedule.driver.duty_min for schedule in _busy(one))


def _regions(one: Timed) -> int:
    return len({row.stop.region for _, row in one.seen.values()} - {""})


def _is_estimate(one: Timed) -> bool:
    return any(
        leg is not None and leg.grade.is_estimate
        for schedule in one.schedules
        for leg in (*(row.leg for row in schedule.rows), schedule.last_leg)
    )


def _most_driving(one: Timed) -> tuple[int, str] | None:
    worst = max(_busy(one), key=lambda schedule: schedule.guest_drive_min, default=None)
    if worst is None:
        return None
    mark = "≈ " if _is_estimate(one) else ""
    minutes = worst.guest_drive_min
    return minutes, f"{mark}{hours_text(minutes)} {weekday_text(worst.day.date)}"


def _clock(schedule: DaySchedule, say: Say, *, is_start: bool) -> tuple[int, str]:
    """Give when a day starts or ends: minutes of its own clock, and words."""
    at, place = (
        (schedule.depart_at, schedule.day.start)
        if is_start
        else (schedule.arrive_at, schedule.day.end)
    )
    text = say(at, place.zone)
    return minutes_between(day_epoch(schedule.day), at), f"{text} {weekday_text(schedule.day.date)}"


def _earliest(one: Timed, say: Say) -> tuple[int, str] | None:
    return min((_clock(s, say, is_start=True) for s in _busy(one)), default=None)


def _latest(one: Timed, say: Say) -> tuple[int, str] | None:
    return max((_clock(s, say, is_start=False) for s in _busy(one)), default=None)


def _calls(plans: Sequence[Timed]) -> Iterator[str]:
    """Say how many must be called to go from the first plan to each: hosts, and hotels."""
    yield NONE
    first = plans[0]
    nights = [day.end.id for day in first.plan.days[:-1]]
    for one in plans[1:]:
        hosts = sum(
            stop not in one.seen
            or stop not in first.seen
            or _moment(one, stop) != _moment(first, stop)
            for stop in {**first.seen, **one.seen}
        )
        others = [day.end.id for day in one.plan.days[:-1]]
        hotels = len({*enumerate(nights)} ^ {*enumerate(others)})
        said = [count_text(n, what) for n, what in ((hosts, "host"), (hotels, "hotel")) if n]
        yield ", ".join(said) or NONE


def _moment(one: Timed, stop: str) -> object:
    return one.seen[stop][1].start_at


# -- days ----------------------------------------------------------------------------------------


def _day(plans: Sequence[Timed], day: int, say: Say) -> Iterator[Line]:
    """Give one day: when the bus leaves, every stop that a plan sees on it, where the night is."""
    named = next(one.plan for one in plans if day < len(one.plan.days))
    name = day_name(named, day)
    yield Line(
        f"{name}, leave", tuple(_end(plans, k, day, say, is_start=True) for k in _all(plans)), day
    )
    for stop in _in_order(plans, day):
        site = next(one.seen[stop][1].stop.name for one in plans if stop in one.seen)
        yield Line(site, tuple(_visit(plans, k, day, stop, say) for k in _all(plans)), day)
    yield Line(
        f"{name}, arrive", tuple(_end(plans, k, day, say, is_start=False) for k in _all(plans)), day
    )


def _all(plans: Sequence[Timed]) -> range:
    return range(len(plans))


def _in_order(plans: Sequence[Timed], day: int) -> list[str]:
    """Give the stops that any plan sees on a day, by the time at which the first of them does."""
    found: dict[str, object] = {}
    for one in plans:
        if day < len(one.schedules):
            for row in one.schedules[day].rows:
                found.setdefault(row.stop.id, (row.start_at, row.stop.id))
    return sorted(found, key=lambda stop: found[stop])  # type: ignore[arg-type,return-value]


def _visit(plans: Sequence[Timed], k: int, day: int, stop: str, say: Say) -> Cell:
    """Say when a plan sees a stop on a day, and how that is not as in the first."""
    here, first = plans[k].seen.get(stop), plans[0].seen.get(stop)
    if here is None:
        return Cell("not seen", f"seen in {LETTERS[0]}", "-") if first and k else Cell("not seen")
    schedule, row = here
    if schedule.day.index != day:
        return Cell(f"on {weekday_text(schedule.day.date)}", *_from(k, first, schedule))
    text = f"{say(row.start_at, row.stop.node.zone)}, {hours_text(row.stop.visit_min)}"
    if k == 0:
        return Cell(text)
    if first is None:
        return Cell(text, f"not in {LETTERS[0]}", "+")
    if first[0].day.index != schedule.day.index:
        return Cell(text, *_from(k, first, schedule))
    if first[1].start_at != row.start_at:
        minutes = minutes_between(first[1].start_at, row.start_at)
        words = "later" if minutes > 0 else "earlier"
        return Cell(text, f"{hours_text(abs(minutes))} {words}", "~")
    return Cell(text)


def _from(
    k: int, first: tuple[DaySchedule, StopTimes] | None, schedule: DaySchedule
) -> tuple[str, str]:
    """Say on which day the first plan has a stop that this one has on another."""
    if k == 0 or first is None or first[0].day.index == schedule.day.index:
        return "", ""
    return f"{weekday_text(first[0].day.date)} in {LETTERS[0]}", ">"


def _end(plans: Sequence[Timed], k: int, day: int, say: Say, *, is_start: bool) -> Cell:
    """Say when and from where the bus leaves, or where and when it comes."""
    told = [_end_text(one, day, say, is_start=is_start) for one in (plans[0], plans[k])]
    (_, first, at), (text, place, moment_) = told
    if k == 0 or not text or not first:
        return Cell(text or "no such day")
    if first != place:
        return Cell(text, f"not {first}", "~")
    if at != moment_:
        minutes = minutes_between(at, moment_)  # type: ignore[arg-type]
        words = "later" if minutes > 0 else "earlier"
        return Cell(text, f"{hours_text(abs(minutes))} {words}", "~")
    return Cell(text)


def _end_text(one: Timed, day: int, say: Say, *, is_start: bool) -> tuple[str, str, object]:
    if day >= len(one.schedules):
        return "", "", None
    schedule = one.schedules[day]
    place = schedule.day.start if is_start else schedule.day.end
    at = schedule.depart_at if is_start else schedule.arrive_at
    return f"{say(at, place.zone)}, {place.name}", place.name, at
