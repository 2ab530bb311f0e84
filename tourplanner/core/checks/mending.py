"""The smallest change that mends a day, found by trying: every mend that is named was computed.

An *attempt* is one change of one or two days. It counts only if, with the schedules computed anew,
the fault is gone and nothing that blocks (late starts, roads, closed days, the law's hours) has
become worse anywhere in the plan. Attempts are tried from small to large: shorten a visit, leave at
another time, change the order, move a stop to another day, leave a stop out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from tourplanner.core.checks.ground import crosses_zones, day_name
from tourplanner.core.checks.hours import over_limits
from tourplanner.core.clock import add_minutes, minutes_between, moment, time_text
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan, TourDay, TourStop
from tourplanner.core.safe_text import sentence
from tourplanner.core.schedule import compute_day, pinned_at, with_stops
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.units import hours_text, join_names

MOST_SHIFT_MIN = 180  # nobody is asked to leave more than three hours earlier or later
SMALL_SHIFT_MIN = 30  # so much earlier is asked before the order of a day is changed
Faults = Mapping[tuple[str, int, str], int]
Goal = Callable[[Sequence[DaySchedule]], bool]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One change: what to do, the same as "it would fit if ...", and the days as they would be."""

    do: str
    would: str
    days: Mapping[int, TourDay]


def faults(schedules: Sequence[DaySchedule], rules: DriverRules) -> dict[tuple[str, int, str], int]:
    """Give what blocks these days: (rule, day, stop id) -> minutes over, at least 1."""
    return broken_times(schedules) | passed_limits(schedules, rules)


def broken_times(schedules: Sequence[DaySchedule]) -> dict[tuple[str, int, str], int]:
    """Give the part of the faults that stands in the days' own times."""
    return {
        (broken.rule, schedule.day.index, broken.stop.id if broken.stop else ""): max(
            broken.over_min, 1
        )
        for schedule in schedules
        for broken in schedule.broken
    }


def passed_limits(
    schedules: Sequence[DaySchedule], rules: DriverRules
) -> dict[tuple[str, int, str], int]:
    """Give the other part: the limits of the driver's hours; it takes longer to find."""
    return {(over.rule, over.day, ""): over.over_min for over in over_limits(schedules, rules.law)}


class Mender:
    """Tries changes of one plan against its law, its windows and its roads.

    ``look`` is called before each trial, of which there may be thousands; what it raises comes
    through.
    """

    def __init__(
        self,
        plan: Plan,
        schedules: Sequence[DaySchedule],
        rules: DriverRules,
        travel: TravelMatrix,
        look: Callable[[], None] | None = None,
    ) -> None:
        self.plan = plan
        self.look = look
        self.schedules = tuple(schedules)
        self.rules = rules
        self.travel = travel
        self.before: Faults = faults(schedules, rules)
        self._position = {s.day.index: k for k, s in enumerate(self.schedules)}

    def day(self, index: int) -> TourDay:
        """Give a day as it stands."""
        return self.schedules[self._position[index]].day

    def computed(self, days: Mapping[int, TourDay]) -> tuple[DaySchedule, ...]:
        """Give all schedules with some days changed."""
        changed = list(self.schedules)
        for index, day in days.items():
            changed[self._position[index]] = compute_day(day, self.travel, self.plan.tour.settings)
        return tuple(changed)

    def holds(self, attempt: Attempt, goal: Goal) -> bool:
        """Whether an attempt reaches the goal and makes nothing that blocks worse."""
        if self.look is not None:
            self.look()
        after = self.computed(attempt.days)
        if not goal(after) or not no_worse(broken_times(after), self.before):
            return False  # as most attempts; the driver's limits take as long as the times
        return no_worse(passed_limits(after, self.rules), self.before)

    def smallest(self, goal: Goal, attempts: Iterable[Attempt]) -> Attempt | None:
        """Give the first of the attempts, which come from small to large, that holds."""
        return next((attempt for attempt in attempts if self.holds(attempt, goal)), None)

    # -- kinds of attempts, each from small to large ------------------------------------------

    def shorter(self, goal: Goal, index: int, until: str = "") -> Iterator[Attempt]:
        """Shorten one visit of a day by the fewest minutes that do, by at most half of it.

        Parameters
        ----------
        until : id of a stop; only visits before it count. Empty = all of the day.
        """
        day = self.day(index)
        ids: list[str] = [stop.id for stop in day.stops]
        end = ids.index(until) if until in ids else len(ids)
        found: list[tuple[bool, int, int, Attempt]] = []
        for position in range(end):
            stop = day.stops[position]
            attempt_of = _shortening(self, day, position, until)
            least = self._least(goal, attempt_of, stop.visit_min // 2)
            if least is not None:
                # A confirmed visit comes last: its host would have to be asked.
                found.append((stop.confirmed, least, -position, attempt_of(least)))
        yield from (attempt for *_, attempt in sorted(found, key=lambda entry: entry[:3]))

    def leaving(
        self, goal: Goal, index: int, *, later: bool = False, most: int = MOST_SHIFT_MIN
    ) -> Iterator[Attempt]:
        """Leave in the morning by the fewest minutes earlier (or later) that do."""
        schedule = self.schedules[self._position[index]]
        day, name = schedule.day, schedule.day.start.name

        def attempt_of(minutes: int) -> Attempt:
            at = add_minutes(schedule.depart_at, minutes if later else -minutes)
            when = self._time(at, day.start.zone)
            word = "later" if later else "earlier"
            shift = f"{hours_text(minutes)} {word}"
            return Attempt(
                f"Leave {name} at {when}, {shift}.",
                f"the bus left {name} at {when}, {shift}",
                {index: replace(day, depart_at=at)},
            )

        least = self._least(goal, attempt_of, most)
        if least is not None:
            yield attempt_of(least)

    def leaving_as_worked_out(self, index: int) -> Iterator[Attempt]:
        """Take a typed departure back."""
        day = self.day(index)
        if day.depart_at is not None:
            free = replace(day, depart_at=None)
            (schedule,) = (s for s in self.computed({index: free}) if s.day.index == index)
            when = self._time(schedule.depart_at, day.start.zone)
            yield Attempt(
                sentence(f"Take the typed departure back: then the bus leaves at {when}"),
                f"the bus left at {when}, not at the typed time",
                {index: free},
            )

    def reordered(self, index: int) -> Iterator[Attempt]:
        """Put one stop of a day before another."""
        day = self.day(index)
        stops = day.stops
        for source in range(len(stops)):
            for target in range(len(stops)):
                if target in (source, source + 1):  # stays where it is
                    continue
                moved, other = stops[source], stops[target]
                rest = [stop for stop in stops if stop.id != moved.id]
                rest.insert(rest.index(other), moved)
                yield Attempt(
                    f"See {moved.node.name} before {other.node.name}.",
                    f"{moved.node.name} came before {other.node.name}",
                    {index: with_stops(day, rest)},
                )

    def moved(self, index: int, first: str = "") -> Iterator[Attempt]:
        """Move one stop to its best place on another day; the nearest day first.

        Parameters
        ----------
        first : id of the stop to try before the others.
        """
        day = self.day(index)
        others = sorted(
            (s.day for s in self.schedules if s.day.index != index),
            key=lambda other: (abs(other.index - index), other.index),
        )
        most = self.plan.tour.settings.max_stops_per_day
        for stop in self._by_cost(day, first):
            if pinned_at(stop, day) is not None:  # the move would lose the pin in silence
                continue
            for other in others:
                has_hours = other.index < len(stop.windows) and stop.windows[other.index]
                if not has_hours or len(other.stops) >= most:
                    continue
                yield Attempt(
                    f"Move {stop.node.name} to {day_name(self.plan, other.index)}.",
                    f"{stop.node.name} moved to {day_name(self.plan, other.index)}",
                    {index: _without(day, stop), other.index: self.inserted(other, stop)},
                )

    def dropped(self, index: int, first: str = "", keep: str = "") -> Iterator[Attempt]:
        """Leave one stop of a day out; ``keep`` is the id of one that stays."""
        day = self.day(index)
        for stop in self._by_cost(day, first):
            if stop.id != keep:
                yield Attempt(
                    f"Leave out {stop.node.name}.",
                    f"{stop.node.name} were left out",
                    {index: _without(day, stop)},
                )

    def taken_out(self, index: int) -> Iterator[Attempt]:
        """Take two, then three stops out of a day."""
        day = self.day(index)
        stops = self._by_cost(day, "")
        for count in (2, 3):
            for group in combinations(stops, count):
                names = join_names([stop.node.name for stop in group])
                gone = {stop.id for stop in group}
                rest = [stop for stop in day.stops if stop.id not in gone]
                yield Attempt(
                    f"Take {names} out of {day_name(self.plan, index)}.",
                    f"{names} were taken out of that day",
                    {index: with_stops(day, rest)},
                )

    def sleeping_elsewhere(self, index: int) -> Iterator[Attempt]:
        """Spend the night before a day, then the one after it, at another hotel of the tour."""
        for night in (index - 1, index):
            if night not in self._position or night + 1 not in self._position:
                continue  # where the tour starts and ends is given
            before, after = self.day(night), self.day(night + 1)
            for hotel in self.plan.tour.hotels:
                if hotel.id == before.end.id or hotel.id not in self.travel.index:
                    continue
                when = f"{day_name(self.plan, night)} night"
                yield Attempt(
                    f"Spend {when} at {hotel.name}.",
                    f"{when} were spent at {hotel.name}",
                    {night: replace(before, end=hotel), night + 1: replace(after, start=hotel)},
                )

    def repinned(self, index: int, stop_id: str, minutes: int) -> Iterator[Attempt]:
        """Pin a pinned stop so many minutes later."""
        day = self.day(index)
        for stop in day.stops:
            pinned = pinned_at(stop, day)
            if stop.id == stop_id and pinned is not None:
                at = add_minutes(pinned, minutes)
                when = f"{hours_text(minutes)} later, at {self._time(at, stop.node.zone)}"
                yield Attempt(
                    sentence(f"Start {stop.node.name} {when}"),
                    f"{stop.node.name} were locked {when}",
                    {index: replace(day, pins={**day.pins, stop.id: at})},
                )

    def is_pinned(self, index: int, stop_id: str) -> bool:
        """Whether a stop is pinned to its day, or to a time on it."""
        day = self.day(index)
        return any(
            stop.id == stop_id and (stop.fixed_day == index or pinned_at(stop, day) is not None)
            for stop in day.stops
        )

    def until_earliest_out(self, index: int) -> int:
        """Give the minutes by which a day may leave earlier before anybody has to be asked."""
        schedule = self.schedules[self._position[index]]
        settings, day = self.plan.tour.settings, schedule.day
        earliest = moment(day.date, settings.earliest_out_tod_min, day.start.zone)
        return min(max(minutes_between(earliest, schedule.depart_at), 0), MOST_SHIFT_MIN)

    def inserted(self, day: TourDay, stop: TourStop) -> TourDay:
        """Give the day with a stop where it costs least: fewest faults, then least driving."""
        best, best_cost = day, (0, 0)
        for position in range(len(day.stops) + 1):
            stops = (*day.stops[:position], stop, *day.stops[position:])
            tried = with_stops(day, stops)
            schedule = compute_day(tried, self.travel, self.plan.tour.settings)
            late = sum(max(broken.over_min, 1) for broken in schedule.broken)
            cost = (late, schedule.guest_drive_min)
            if position == 0 or cost < best_cost:
                best, best_cost = tried, cost
        return best

    # -- parts --------------------------------------------------------------------------------

    def _by_cost(self, day: TourDay, first: str) -> list[TourStop]:
        """Give the stops of a day, the one whose loss costs least first; pinned ones last."""
        return sorted(
            day.stops,
            key=lambda stop: (
                stop.id != first,
                pinned_at(stop, day) is not None,
                stop.confirmed,
                stop.wish == "must",
                stop.score,
                stop.id,
            ),
        )

    def _least(self, goal: Goal, attempt_of: Callable[[int], Attempt], most: int) -> int | None:
        """Give the fewest minutes up to ``most`` for which an attempt holds, None where none does.

        Halving finds it where more minutes never hurt; each answer was tried, so it holds anyway.
        """
        if most < 1 or not self.holds(attempt_of(most), goal):
            return self._least_in_steps(goal, attempt_of, most)
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            if self.holds(attempt_of(middle), goal):
                high = middle
            else:
                low = middle
        return high

    def _least_in_steps(
        self, goal: Goal, attempt_of: Callable[[int], Attempt], most: int
    ) -> int | None:
        """Look in steps of five minutes where the largest change overshoots."""
        step = 5
        for minutes in range(step, most, step):
            if self.holds(attempt_of(minutes), goal):
                closer = range(minutes - step + 1, minutes)
                return next((m for m in closer if self.holds(attempt_of(m), goal)), minutes)
        return None

    def _time(self, at: datetime, zone: str) -> str:
        return time_text(at, zone, with_zone=crosses_zones(self.plan))


def no_worse(after: Faults, before: Faults) -> bool:
    """Whether nothing that blocks is new or larger."""
    return all(minutes <= before.get(key, 0) for key, minutes in after.items())


def _shortening(
    mender: Mender, day: TourDay, position: int, until: str
) -> Callable[[int], Attempt]:
    stop = day.stops[position]
    ids: list[str] = [other.id for other in day.stops]
    just_before = until in ids and position == ids.index(until) - 1
    name = f"the visit before, at {stop.node.name}," if just_before else ""

    def attempt_of(minutes: int) -> Attempt:
        short = replace(stop, visit_min=stop.visit_min - minutes)
        stops = (*day.stops[:position], short, *day.stops[position + 1 :])
        span = hours_text(minutes)
        return Attempt(
            f"Shorten the visit at {stop.node.name} by {span}.",
            f"{name or f'the visit at {stop.node.name}'} were {span} shorter",
            {day.index: with_stops(day, stops)},
        )

    return attempt_of


def _without(day: TourDay, stop: TourStop) -> TourDay:
    return with_stops(day, [other for other in day.stops if other.id != stop.id])
