"""The day itself: what was planned, when the bus really came and left, and what follows from it.

A day is a row of *turns*: the bus leaves its hotel, comes to a stop, leaves it, and so on to the
day's end. Each turn has the planned moment, the moment that is expected now, and the one that was
marked. What is marked holds; the turns after it are worked out from it. A turn that is due and not
marked is expected now at the earliest, so the rest of the day moves on with the clock. A ferry is
taken to be caught for some minutes more: who drives aboard has no hand free to mark it.

While nothing of a day is marked, nobody knows whether it runs late: then all is as planned, and
``Run.is_by_plan`` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from tourplanner.core.clock import add_minutes, date_text, minutes_between, moment, time_text
from tourplanner.core.errors import InputError
from tourplanner.core.late import Delay
from tourplanner.core.leg_times import departures_of
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.schedule import RULE_LATE, RULE_MISSED, DaySchedule, waits
from tourplanner.core.model.tour import Node, Plan, PlanSettings, TourDay, TourStop
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.underway import arriving, leaving_late

NIGHT_MIN = 240  # a day that ends after midnight is still that day until 4 a.m.
MOST_SPARE_MIN = 180  # more than three hours to spare is not counted
_STEP_MIN = 15
_ABOARD_MIN = 10  # for so long after a fixed departure nobody is called late who has not marked it


class TurnKind(StrEnum):
    """Whether the bus comes to a place or leaves it."""

    ARRIVE = "arrive"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Marks:
    """When the bus really came and left: by stop, and by day for its start and its end."""

    left_start: Mapping[int, datetime] = field(default_factory=dict)
    arrived: Mapping[StopId, datetime] = field(default_factory=dict)
    left: Mapping[StopId, datetime] = field(default_factory=dict)
    reached: Mapping[int, datetime] = field(default_factory=dict)

    def of(self, day: TourDay) -> Marks:
        """Give the marks that were made on the date of a day.

        A stop that was moved to another day since keeps what was marked, and it does not count
        there.
        """
        first = moment(day.date, 0, day.start.zone)
        last = add_minutes(first, 1440 + NIGHT_MIN)
        ids = {stop.id for stop in day.stops}

        def own(marks: Mapping[StopId, datetime]) -> dict[StopId, datetime]:
            return {k: at for k, at in marks.items() if k in ids and first <= at < last}

        def ends(marks: Mapping[int, datetime]) -> dict[int, datetime]:
            return {k: at for k, at in marks.items() if k == day.index and first <= at < last}

        return Marks(ends(self.left_start), own(self.arrived), own(self.left), ends(self.reached))

    def marked(self, turn: Turn, at: datetime | None) -> Marks:
        """Give the marks with one more; None takes it back."""
        name = _NAMES[turn.way, turn.stop is None]
        known = dict(getattr(self, name))
        known.pop(turn.key, None)
        if at is not None:
            known[turn.key] = at
        return replace(self, **{name: known})


_NAMES = {
    (TurnKind.LEAVE, True): "left_start",
    (TurnKind.ARRIVE, False): "arrived",
    (TurnKind.LEAVE, False): "left",
    (TurnKind.ARRIVE, True): "reached",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a day; ``stop`` None = the day's start (left) or its end (reached)."""

    way: TurnKind
    day: int
    stop: TourStop | None
    node: Node
    planned_at: datetime
    expected_at: datetime
    marked_at: datetime | None

    @property
    def key(self) -> str | int:
        """What a mark of it hangs at: the stop's id, or the day for its ends."""
        return self.day if self.stop is None else self.stop.id

    @property
    def at(self) -> datetime:
        """The moment that is known best."""
        return self.marked_at or self.expected_at

    @property
    def late_min(self) -> int:
        """How much later than planned, in minutes; less than 0 = earlier."""
        return minutes_between(self.planned_at, self.at)


@dataclass(frozen=True, slots=True)
class Run:
    """One day as it runs.

    ``at`` is the last turn that has happened, -1 before the first; ``next`` the one that is waited
    for, None when the day is over. ``is_by_plan`` : nothing is marked, so both follow the plan.
    ``overdue_min`` : by how much the next turn is due already.
    """

    day: TourDay
    planned: DaySchedule
    expected: DaySchedule
    turns: tuple[Turn, ...]
    now: datetime
    at: int
    is_by_plan: bool
    is_today: bool

    @property
    def next(self) -> Turn | None:
        """The turn that is waited for."""
        return self.turns[self.at + 1] if self.at + 1 < len(self.turns) else None

    @property
    def overdue_min(self) -> int:
        """By how many minutes the turn that is waited for is due already; 0 = it is not."""
        due = self.unmarked if self.is_by_plan else self.next
        if due is None or not self.is_today:
            return 0
        return max(minutes_between(due.planned_at, self.now), 0)

    @property
    def unmarked(self) -> Turn | None:
        """The last departure that is due by the plan and was not marked."""
        past = [
            t for t in self.turns[: self.at + 1] if t.way is TurnKind.LEAVE and t.marked_at is None
        ]
        here = self.turns[self.at] if self.at >= 0 else None
        return past[-1] if past and here is not None and here.way is TurnKind.LEAVE else None

    @property
    def late_min(self) -> int:
        """How late the day runs, by its marks and the clock; less than 0 = early."""
        if self.is_by_plan:
            return 0
        known = self.next or (self.turns[self.at] if self.turns else None)
        return known.late_min if known is not None else 0

    def to_mark(self, way: TurnKind) -> Turn | None:
        """Give the turn that Arrived or Left would mark now; None where none is left.

        With marks it is the first after the last mark; without any it is where the plan is.
        """
        first = self.at + 1
        here = self.turns[self.at] if self.at >= 0 else None
        if here is not None and here.way is way and here.marked_at is None:
            first = self.at
        return next((t for t in self.turns[first:] if t.way is way and t.marked_at is None), None)

    def delay(self, minutes: int) -> Delay | None:
        """Give the delay of so many minutes after plan as it is now.

        None = the day has no visit, or neither one nor, after the last, a leg with fixed departures
        lies ahead. At a stop where the party is ready before its ferry leaves, the minutes count
        from then, until that moment is past.
        """
        turn = (self.unmarked if self.is_by_plan else None) or self.next
        stops = [row.stop.id for row in self.expected.rows]
        if turn is None or not stops:
            return None
        if turn.stop is None:  # the start of the day, or its end: nothing comes after that
            return Delay(self.day.index, "", minutes) if turn.way is TurnKind.LEAVE else None
        if turn.way is TurnKind.ARRIVE:
            return Delay(self.day.index, "", minutes, reaching=turn.stop.id)
        home = self.expected.last_leg
        is_last = turn.stop.id == stops[-1] and not (home and home.departures_tod_min)
        if is_last:
            return None
        row = next(row for row in self.planned.rows if row.stop.id == turn.stop.id)
        had = self.planned.lunch
        lunch = (had.start_at, had.end_at) if had else None
        spans = waits(row.end_at, row.board_at, lunch)
        waits_min = sum(minutes_between(*span) for span in spans)
        is_past = self.now >= add_minutes(row.depart_at, -waits_min)
        return Delay(self.day.index, row.stop.id, minutes, waits_min=0 if is_past else waits_min)

    def departures(self, turn: Turn) -> list[datetime]:
        """Give the fixed departures of the leg that a turn leaves for; [] = it leaves at any."""
        if turn.way is TurnKind.ARRIVE:
            return []
        rows, last = self.expected.rows, self.expected.last_leg
        ids = [row.stop.id for row in rows]
        onward = 0 if turn.stop is None else ids.index(turn.stop.id) + 1
        leg = rows[onward].leg if onward < len(rows) else last
        return departures_of(leg, self.day.date, turn.node.zone)


def with_marks(day: TourDay, marks: Marks) -> TourDay:
    """Give a day with what was marked on it in the place of what was worked out."""
    own = marks.of(day)
    if not (own.arrived or own.left or own.left_start):
        return day
    return replace(
        day,
        depart_at=own.left_start.get(day.index, day.depart_at),
        has_left=day.index in own.left_start,
        arrived_at={**day.arrived_at, **own.arrived},
        left_at={**day.left_at, **own.left},
    )


def plan_with_marks(plan: Plan, marks: Marks) -> Plan:
    """Give a plan with the marks of all its days."""
    return replace(plan, days=tuple(with_marks(day, marks) for day in plan.days))


def run_of(
    planned: DaySchedule, travel: TravelMatrix, settings: PlanSettings, marks: Marks, now: datetime
) -> Run:
    """Give a day as it runs at a moment.

    Parameters
    ----------
    planned : its moments as planned, with nothing that was marked.
    marks : of all days; those of this one count.
    """
    own, day = marks.of(planned.day), with_marks(planned.day, marks)
    expected = compute_day(day, travel, settings)
    turns = _turns(planned, expected, own)
    marked = [k for k, turn in enumerate(turns) if turn.marked_at is not None]
    is_today = is_on(planned.day, now)
    if not marked:
        at = max((k for k, t in enumerate(turns) if is_today and t.planned_at <= now), default=-1)
        return Run(planned.day, planned, expected, turns, now, at, True, is_today)
    at = marked[-1]
    waited = turns[at + 1] if at + 1 < len(turns) else None
    run = Run(planned.day, planned, expected, turns, now, at, False, is_today)
    if not is_today or waited is None:
        return run
    is_aboard = run.departures(waited) and minutes_between(waited.expected_at, now) <= _ABOARD_MIN
    if waited.expected_at < now and not is_aboard:
        if waited.stop is not None:
            day = _at_soonest(day, expected, waited, now)
            expected = compute_day(day, travel, settings)
            turns = _turns(planned, expected, own)
        else:
            turns = (*turns[: at + 1], replace(waited, expected_at=now), *turns[at + 2 :])
    return Run(planned.day, planned, expected, turns, now, at, False, is_today)


def _at_soonest(day: TourDay, expected: DaySchedule, turn: Turn, at: datetime) -> TourDay:
    """Give the day with a turn that comes no sooner than a moment."""
    if turn.stop is None:
        return replace(day, depart_at=at, has_left=False)
    if turn.way is TurnKind.ARRIVE:
        return arriving(day, turn.stop.id, at)
    return leaving_late(day, expected, turn.stop.id, at)


def is_on(day: TourDay, now: datetime) -> bool:
    """Whether a moment lies on a day, by the clock of its start; its night counts until 4 a.m."""
    first = moment(day.date, NIGHT_MIN, day.start.zone)
    return first <= now < add_minutes(first, 1440)


def moment_on(day: TourDay, tod_min: int, zone: str) -> datetime:
    """Give the moment of a clock time on a day; one before 4 a.m. is that of its night."""
    return moment(day.date, tod_min + (1440 if tod_min < NIGHT_MIN else 0), zone)


def today_of(plan: Plan, now: datetime) -> int | None:
    """Give the day of a plan on which a moment lies, from 0; None = on none."""
    return next((day.index for day in plan.days if is_on(day, now)), None)


def _turns(planned: DaySchedule, expected: DaySchedule, own: Marks) -> tuple[Turn, ...]:
    day = planned.day
    was = {row.stop.id: row for row in planned.rows}
    turns = [
        Turn(
            TurnKind.LEAVE,
            day.index,
            None,
            day.start,
            planned.depart_at,
            expected.depart_at,
            own.left_start.get(day.index),
        )
    ]
    for row in expected.rows:
        stop, old = row.stop, was[row.stop.id]
        came, left = own.arrived.get(stop.id), own.left.get(stop.id)
        turns += [
            Turn(TurnKind.ARRIVE, day.index, stop, stop.node, old.arrive_at, row.arrive_at, came),
            Turn(TurnKind.LEAVE, day.index, stop, stop.node, old.depart_at, row.depart_at, left),
        ]
    reached = own.reached.get(day.index)
    end = Turn(
        TurnKind.ARRIVE, day.index, None, day.end, planned.arrive_at, expected.arrive_at, reached
    )
    return (*turns, end)


def check_mark(run: Run, turn: Turn, at: datetime) -> None:
    """Refuse a mark that cannot be.

    Raises
    ------
    InputError : it lies in the future, on another date, or not between the marks around it.
    """
    there = turn.node.zone
    said = time_text(at, there)
    if not is_on(run.day, at):
        raise InputError(f"{said} is not on {date_text(run.day.date)}.", "Type a time of that day.")
    if at > run.now:
        raise InputError(f"{said} has not come yet.", "Type when it was, or wait until then.")
    k = next(n for n, other in enumerate(run.turns) if other.key == turn.key
             and other.way is turn.way)  # fmt: skip
    before = [t for t in run.turns[:k] if t.marked_at is not None and t.marked_at > at]
    after = [t for t in run.turns[k + 1 :] if t.marked_at is not None and t.marked_at < at]
    if before:
        raise InputError(_out_of_order(said, before[-1], "before"), "Type a later time.")
    if after:
        raise InputError(_out_of_order(said, after[0], "after"), "Type an earlier time.")


def _out_of_order(said: str, other: Turn, word: str) -> str:
    assert other.marked_at is not None
    did = "came to" if other.way is TurnKind.ARRIVE else "left"
    when = time_text(other.marked_at, other.node.zone)
    return f"{said} is {word} {when}, when the bus {did} {other.node.name}."


@dataclass(frozen=True, slots=True)
class Spare:
    """How much later the next turn may be before something is missed.

    ``missed`` names that visit, or the last departure of a leg; empty = nothing is missed within
    three hours. ``minutes`` under 0 = it is missed already by so many.
    """

    minutes: int
    missed: str


def spare_of(run: Run, travel: TravelMatrix, settings: PlanSettings) -> Spare:
    """Give the minutes to spare at the turn that is waited for."""
    missed = _missed(run, run.expected)
    if missed:
        return Spare(-missed[0][1], missed[0][0])
    turn = run.next
    if turn is None or (turn.stop is None and turn.way is TurnKind.ARRIVE):
        return Spare(MOST_SPARE_MIN, "")

    def after(minutes: int) -> list[tuple[str, int]]:
        at = add_minutes(turn.expected_at, minutes)
        day = _at_soonest(run.expected.day, run.expected, turn, at)
        return _missed(run, compute_day(day, travel, settings))

    for step in range(_STEP_MIN, MOST_SPARE_MIN + 1, _STEP_MIN):
        if after(step):
            for minutes in range(step - _STEP_MIN + 1, step + 1):
                if found := after(minutes):
                    return Spare(minutes - 1, found[0][0])
    return Spare(MOST_SPARE_MIN, "")


def _missed(run: Run, schedule: DaySchedule) -> list[tuple[str, int]]:
    """Give what lies ahead and is missed in a schedule of the day, with the minutes."""
    come = {turn.key: k for k, turn in enumerate(run.turns) if turn.way is TurnKind.ARRIVE}
    found = []
    for broken in schedule.broken:
        end = broken.stop.node if broken.stop else run.day.end
        ahead = come[broken.stop.id if broken.stop else run.day.index] - run.at
        if broken.rule == RULE_MISSED and ahead > 1:  # the bus has not left for it
            found.append((f"the last departure to {end.name}", broken.over_min))
        elif broken.rule == RULE_LATE and broken.stop is not None and ahead > 0:
            found.append((broken.stop.name, broken.over_min))
    return found
