"""Running late: what can be done with the rest of a day; each way was computed before it is named.

The bus leaves a stop (or its hotel) so many minutes after plan, or comes to the next one so late.
What lies behind stays as it was; ways change only what lies ahead: eat shorter or on the bus,
shorten a visit, change the order, leave a stop out, move it to a later day.

Source
------
domain.md, "Running late": spend the buffer, then shorten, then lunch aboard, then swap the order,
then cancel; never cut head counts, rest or driver's hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from tourplanner.core.arranging import find_stop, mended, place_of
from tourplanner.core.checks.ground import Ground, crosses_zones, day_name
from tourplanner.core.checks.hours import over_limits
from tourplanner.core.checks.mending import Attempt, Faults, Goal, Mender, faults, no_worse
from tourplanner.core.checks.times import missed_words
from tourplanner.core.clock import add_minutes, minutes_between, time_text
from tourplanner.core.errors import InputError
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import RULE_MISSED, DaySchedule, StopTimes
from tourplanner.core.model.tour import Node, Plan, TourDay, TourStop
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.underway import arriving, leaving_late
from tourplanner.core.units import hours_text
from tourplanner.core.versions import NOT_SEEN, Changed

MOST_LATE_MIN = 600
SHORT_LUNCH_MIN = (30, 20)
NEWS_MIN = 5  # a host is called about a start that moves by as much
AT_MOST = {"Leave out": 3, "Shorten": 2, "See": 2, "Move": 2, "Take": 1}
_ABOARD = "Eat on the bus"
_LADDER = ("Go on", "Cut lunch", "Shorten", _ABOARD, "See", "Leave out", "Move", "Take")


@dataclass(frozen=True, slots=True)
class Delay:
    """The bus leaves a stop (``after`` = its id), or the day's start (empty), so much after plan.

    ``reaching`` is the id of a stop that the bus is on its way to: then it comes there so late.
    ``waits_min`` is what the party would wait for a fixed departure there: so much is taken up.
    """

    day: int
    after: str
    minutes: int
    reaching: str = ""
    waits_min: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to tell what: a host whose visit moves, is shorter or is not made.

    ``new_at`` is the new start, on ``day`` from 0, None = not seen; ``visit_min`` the new length.
    """

    stop: TourStop
    why: str
    was_at: datetime
    new_at: datetime | None
    day: int
    visit_min: int
    shorter_min: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go on: the plan as it would be, and what it asks of others.

    ``over_min`` are the minutes by which it breaks rules that the plan kept, 0 = it holds;
    ``misses`` says which, in sentences. ``shift_min`` is how much later than planned the visits
    ahead start, all together; ``lost`` are the visits of the day that are not made on it.
    """

    do: str
    plan: Plan
    schedules: tuple[DaySchedule, ...]
    over_min: int
    shift_min: int
    calls: tuple[Call, ...]
    misses: tuple[str, ...] = ()
    lost: tuple[TourStop, ...] = ()


def delayed(
    plan: Plan, schedules: Sequence[DaySchedule], delay: Delay, running: Plan | None = None
) -> Plan:
    """Give the plan as it runs now: the bus is late, nothing else changed.

    Parameters
    ----------
    schedules : the moments of ``plan``, from which the delay counts.
    running : the plan with what is known of the day so far; None = all went as planned.

    Raises
    ------
    InputError : the day or the stop is none of the plan's, or the minutes are none.
    """
    if not 0 <= delay.day < len(plan.days):
        raise InputError("The tour has no such day.", "Choose one of its days.")
    if not 1 <= delay.minutes <= MOST_LATE_MIN:
        raise InputError(
            f"{delay.minutes} minutes are no delay.", f"Type 1 to {MOST_LATE_MIN} minutes."
        )
    running = running or plan
    day, schedule = running.days[delay.day], schedules[delay.day]
    if not day.stops:
        raise InputError(f"{day_name(plan, delay.day)} has no stops.", "Choose another day.")
    late_at = delay.reaching or delay.after
    if not late_at:
        at = add_minutes(schedule.depart_at, delay.minutes)
        now = replace(day, depart_at=at, has_left=False)
    else:
        row = next((row for row in schedule.rows if row.stop.id == late_at), None)
        if row is None:
            name = find_stop(plan, late_at).name
            raise InputError(
                f"{name} is not on {day_name(plan, delay.day)}.", "Choose a stop of that day."
            )
        if delay.reaching:
            at = add_minutes(row.arrive_at, delay.minutes)
            now = arriving(day, row.stop.id, at)
        else:
            now = leaving_late(day, schedule, row.stop.id, _ready_at(row, delay))
    days = tuple(now if other.index == delay.day else other for other in running.days)
    return replace(running, days=days)


def _ready_at(row: StopTimes, delay: Delay) -> datetime:
    """Give the moment at which the bus can leave the stop that it leaves late."""
    return add_minutes(row.depart_at, delay.minutes - delay.waits_min)


def ways(
    plan: Plan,
    schedules: Sequence[DaySchedule],
    travel: TravelMatrix,
    rules: DriverRules,
    delay: Delay,
    running: Plan | None = None,
) -> tuple[Way, ...]:
    """Give the ways to go on, the best first: what holds, then what asks least of others.

    The first way of all, to go on as planned, is always among them. Ways that would not hold are
    left out while others do; but where no other order of the visits holds, the one that misses
    least is named, so that nobody looks for it.

    Raises
    ------
    InputError : as ``delayed``.
    """
    now = delayed(plan, schedules, delay, running)
    search = _Search(plan, now, tuple(schedules), travel, rules, delay)
    found = search.all()
    holding = [way for way in found if not way.over_min]
    go_on, rest = found[0], holding if holding else found
    ranked = sorted(rest, key=_rank)
    if go_on.over_min and holding and not any("before" in way.do for way in ranked):
        ranked += search.refused_order()
    if go_on not in ranked:
        ranked.append(go_on)
    return tuple(_cut_to_most(ranked))


def _rank(way: Way) -> tuple[int, int, int, int, str]:
    """Give the order of ways: what holds, what loses no stop, what is asked first, what is soon."""
    return way.over_min, len(way.lost), _step(way.do), way.shift_min, way.do


def _next(day: TourDay, position: int) -> str:
    """Give the id of the stop at a position of a day, empty for the day's end."""
    return day.stops[position].id if position < len(day.stops) else ""


def _step(do: str) -> int:
    return next((k for k, kind in enumerate(_LADDER) if do.startswith(kind)), len(_LADDER))


def _cut_to_most(ranked: Sequence[Way]) -> Iterator[Way]:
    seen: dict[str, int] = {}
    for way in ranked:
        kind = next((kind for kind in AT_MOST if way.do.startswith(kind)), "")
        seen[kind] = seen.get(kind, 0) + 1
        if not kind or seen[kind] <= AT_MOST[kind]:
            yield way


class _Search:
    """Tries the ways of one delay."""

    def __init__(
        self,
        planned: Plan,
        now: Plan,
        schedules: tuple[DaySchedule, ...],
        travel: TravelMatrix,
        rules: DriverRules,
        delay: Delay,
    ) -> None:
        self.planned, self.now, self.before = planned, now, schedules
        self.travel, self.rules, self.delay = travel, rules, delay
        self.kept = faults(schedules, rules)
        late_at = delay.reaching or delay.after
        at = place_of(planned, late_at) if late_at else None
        # What was planned in front of ``fixed`` stays, since the bus was there or is on its way
        # there; who is ``behind`` needs no call any more.
        self.fixed = 0 if at is None else at[1] + 1
        self.behind = self.fixed - 1 if delay.reaching else self.fixed
        self.starts = {row.stop.id: row.start_at for s in schedules for row in s.rows}
        rows = schedules[delay.day].rows
        self.late_row = None if delay.reaching or at is None else rows[at[1]]
        gone = {stop.id for stop in now.days[delay.day].stops[: self.behind]}
        for key, minutes in faults(self._computed(now), rules).items():
            if key[2] in gone:  # nothing that is done now mends what has been
                self.kept[key] = max(minutes, self.kept.get(key, 0))

    def all(self) -> list[Way]:
        """Give every way that was found, going on first.

        While going on holds, nobody gives up a visit: then only what brings the day back to its
        planned times is looked for.
        """
        go_on = self._way("Go on as planned.", self.now)
        found = {go_on.do: go_on}
        for goal in (self._on_time,) if not go_on.over_min else (self._on_time, self._holds):
            if goal(go_on.schedules):
                continue
            known: set[str] = set()
            for eaten, plan in self._eaten():
                if eaten and goal(self._computed(plan)):  # a shorter lunch alone is enough
                    found.setdefault(f"{eaten}.", self._way(f"{eaten}.", plan))
                    break
                for attempt in self._attempts(plan, goal, gentle=not go_on.over_min):
                    if attempt.do in known:
                        continue
                    known.add(attempt.do)
                    do = f"{eaten}, and {_small(attempt.do)}" if eaten else attempt.do
                    if do not in found:
                        found[do] = self._way(do, mended(plan, attempt.days, do).plan)
        return list(found.values())

    def _eaten(self) -> Iterator[tuple[str, Plan]]:
        """Give the plan with lunch as it is, shorter, and on the bus, where lunch lies ahead."""
        yield "", self.now
        schedule = self._computed(self.now)[self.delay.day]
        lunch = schedule.lunch
        if lunch is None or lunch.start_at < self._from(schedule):
            return
        full = minutes_between(lunch.start_at, lunch.end_at)
        for minutes in (*SHORT_LUNCH_MIN, 0):
            if minutes < full:
                day = replace(self.now.days[self.delay.day], lunch_min=minutes)
                yield f"Cut lunch to {minutes} min" if minutes else _ABOARD, self._with(day)

    def _from(self, schedule: DaySchedule) -> datetime:
        """Give the moment from which the day can be changed."""
        if self.delay.reaching:
            return schedule.rows[self.behind].arrive_at
        return schedule.rows[self.behind - 1].depart_at if self.behind else schedule.depart_at

    def _attempts(self, plan: Plan, goal: Goal, *, gentle: bool) -> Iterator[Attempt]:
        """Give what reaches a goal from a plan; two visits go only where one is not enough."""
        mender = Mender(plan, self._computed(plan), self.rules, self.travel)
        index = self.delay.day
        kinds = [mender.shorter(goal, index), mender.reordered(index)]
        if not gentle:
            kinds += [mender.dropped(index), mender.moved(index)]
        reached = False
        for attempt in self._ahead(chain.from_iterable(kinds)):
            if mender.holds(attempt, goal):
                reached = True
                yield attempt
        if not reached and not gentle:
            for attempt in self._ahead(mender.taken_out(index)):
                if mender.holds(attempt, goal):
                    yield attempt

    def _ahead(self, attempts: Iterable[Attempt]) -> Iterator[Attempt]:
        """Give the attempts that change only what lies ahead.

        Where another stop comes next, the late one is left as the leg to that can be left.
        """
        old, late = self.now.days[self.delay.day], self.late_row
        for attempt in filter(self._is_ahead, attempts):
            day = attempt.days[self.delay.day]
            if late is not None and _next(day, self.fixed) != _next(old, self.fixed):
                schedule = compute_day(day, self.travel, self.planned.tour.settings)
                day = leaving_late(day, schedule, late.stop.id, _ready_at(late, self.delay))
                attempt = replace(attempt, days={**attempt.days, day.index: day})
            yield attempt

    def _is_ahead(self, attempt: Attempt) -> bool:
        """Whether an attempt leaves alone what has been and days before this one."""
        old, new = self.now.days[self.delay.day], attempt.days.get(self.delay.day)
        if new is None or any(index < self.delay.day for index in attempt.days):
            return False
        kept = [stop.id for stop in old.stops[: self.fixed]]
        if [stop.id for stop in new.stops[: self.fixed]] != kept:
            return False
        return new.stops[: self.behind] == old.stops[: self.behind]

    def _holds(self, after: Sequence[DaySchedule]) -> bool:
        return no_worse(faults(after, self.rules), self.kept)

    def _on_time(self, after: Sequence[DaySchedule]) -> bool:
        return self._holds(after) and all(
            minutes_between(self.starts[row.stop.id], row.start_at) < NEWS_MIN
            for row in after[self.delay.day].rows[self.behind :]
            if row.stop.id in self.starts
        )

    def _with(self, day: TourDay) -> Plan:
        days = tuple(day if other.index == day.index else other for other in self.now.days)
        return replace(self.now, days=days)

    def _computed(self, plan: Plan) -> tuple[DaySchedule, ...]:
        settings = plan.tour.settings
        return tuple(
            old if old.day == day else compute_day(day, self.travel, settings)
            for old, day in zip(self.before, plan.days, strict=True)
        )

    def _way(self, do: str, plan: Plan) -> Way:
        after = self._computed(plan)
        worse = faults(after, self.rules)
        over = sum(max(m - self.kept.get(key, 0), 0) for key, m in worse.items())
        shifts = [
            minutes_between(self.starts[row.stop.id], row.start_at)
            for row in after[self.delay.day].rows[self.behind :]
            if row.stop.id in self.starts
        ]
        calls = tuple(self._calls(plan, after))
        seen = {row.stop.id for row in after[self.delay.day].rows}
        lost = [s for s in self.planned.days[self.delay.day].stops if s.id not in seen]
        misses = tuple(self._misses(after, worse))
        shift = sum(max(shift, 0) for shift in shifts)
        return Way(do, plan, after, over, shift, calls, misses, tuple(lost))

    def refused_order(self) -> list[Way]:
        """Give the other order of the visits ahead that misses least; empty where there is none."""
        mender = Mender(self.now, self._computed(self.now), self.rules, self.travel)
        found = [
            self._way(attempt.do, mended(self.now, attempt.days, attempt.do).plan)
            for attempt in self._ahead(mender.reordered(self.delay.day))
        ]
        found = [way for way in found if way.over_min]
        return [min(found, key=lambda way: (way.over_min, way.do))] if found else []

    def _misses(self, after: Sequence[DaySchedule], worse: Faults) -> Iterator[str]:
        """Say what a way breaks that the plan kept: late visits, a late end, too long a duty."""
        zones = crosses_zones(self.planned)
        for schedule in after:
            for broken in schedule.broken:
                stop = broken.stop
                key = (broken.rule, schedule.day.index, stop.id if stop else "")
                if max(broken.over_min, 1) <= self.kept.get(key, 0):
                    continue
                node = stop.node if stop else schedule.day.end
                if broken.rule == RULE_MISSED:
                    yield missed_words(
                        Ground(self.planned, tuple(after), self.rules), schedule, broken
                    )
                    continue
                if broken.actual_at is None or broken.limit_at is None:
                    yield f"{node.name} cannot be seen then"
                    continue
                at, limit = (
                    time_text(one, node.zone, with_zone=zones)
                    for one in (broken.actual_at, broken.limit_at)
                )
                over = hours_text(broken.over_min)
                does = "would start" if stop else "is reached"
                yield f"{node.name} {does} at {at}, {over} after {limit}"
        for over_limit in over_limits(after, self.rules.law):
            key = (over_limit.rule, over_limit.day, "")
            if worse.get(key, 0) > self.kept.get(key, 0):
                yield f"the driver is {hours_text(over_limit.over_min)} over the law's hours"

    def _calls(self, plan: Plan, after: Sequence[DaySchedule]) -> Iterator[Call]:
        """Give the hosts ahead for whom something changes, in the order of the plan."""
        rows = {row.stop.id: row for schedule in after for row in schedule.rows}
        days = {row.stop.id: s.day.index for s in after for row in s.rows}
        ahead = self.planned.days[self.delay.day].stops[self.behind :]
        others = [day.stops for day in self.planned.days if day.index > self.delay.day]
        for stop in (*ahead, *(stop for stops in others for stop in stops)):
            row, was_at = rows.get(stop.id), self.starts[stop.id]
            if row is None:
                day = self.delay.day
                yield Call(stop, "not seen today", was_at, None, day, 0, stop.visit_min)
                continue
            said = []
            when = time_text(row.start_at, stop.node.zone, with_zone=crosses_zones(plan))
            shift = minutes_between(was_at, row.start_at)
            if days[stop.id] != self.delay.day and stop in ahead:
                said.append(f"moved to {day_name(plan, days[stop.id])}, {when}")
            elif abs(shift) >= NEWS_MIN:
                word = "later" if shift > 0 else "earlier"
                said.append(f"starts at {when}, {hours_text(abs(shift))} {word}")
            minutes = row.stop.visit_min
            if minutes != stop.visit_min:
                said.append(f"{hours_text(stop.visit_min - minutes)} shorter")
            if said:
                shorter = stop.visit_min - minutes
                why, day = ", ".join(said), days[stop.id]
                yield Call(stop, why, was_at, row.start_at, day, minutes, shorter)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def change_sheet(planned: Sequence[DaySchedule], way: Way, day: int) -> tuple[Changed, ...]:
    """Give what a way makes of a day, in its new order; what is not seen any more comes after."""
    zones = crosses_zones(way.plan)

    def said(at: datetime, node: Node) -> str:
        return time_text(at, node.zone, with_zone=zones)

    old, new = planned[day], way.schedules[day]
    was = {row.stop.id: said(row.start_at, row.stop.node) for row in old.rows}
    lines = [
        Changed(
            row.stop.name, was.pop(row.stop.id, "not planned"), said(row.start_at, row.stop.node)
        )
        for row in new.rows
    ]
    names = {row.stop.id: row.stop.name for row in old.rows}
    lines += [Changed(names[stop], at, NOT_SEEN) for stop, at in was.items()]
    end = new.day.end
    lines.append(Changed(f"Arrive {end.name}", said(old.arrive_at, end), said(new.arrive_at, end)))
    return tuple(lines)
