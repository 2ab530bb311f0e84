"""The day as it is shown: plain words made from a tour on its way, a day of it and a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tourplanner.core.checks.ground import crosses_zones
from tourplanner.core.checks.hours import drive_min
from tourplanner.core.clock import local, minutes_between, zone_text
from tourplanner.core.model.schedule import RULE_LATE
from tourplanner.core.run_of_day import Run, Spare, Turn, TurnKind, spare_of, today_of
from tourplanner.core.units import hours_text, miles
from tourplanner.ui.words import (
    count_words,
    day_words,
    days_words,
    span_words,
    time_words,
    window_times,
)

if TYPE_CHECKING:
    from tourplanner.core.calls import CallLine
    from tourplanner.core.model.tour import Node
    from tourplanner.services.day import TourRun


@dataclass(frozen=True, slots=True)
class Ahead:
    """One thing that is still to come.

    ``mark`` is a stop's number, or M for a meal and H for the day's end. ``was`` is the planned
    time where it is another one now. ``tone`` is good, warn, bad or empty.
    """

    day: int
    mark: str
    name: str
    was: str
    at: str
    more: str
    remark: str = ""
    tone: str = ""

    @property
    def spoken(self) -> str:
        """The line as a sentence."""
        kind = {"M": "", "H": "End of the day, "}.get(self.mark, f"Stop {self.mark}, ")
        was = f", planned {self.was}" if self.was else ""
        return ", ".join(filter(None, (f"{kind}{self.name}, {self.at}{was}", self.more,
                                       self.remark)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caller:
    """One call with the numbers; ``is_told`` None = nobody has to be told."""

    line: CallLine
    name: str
    numbers: tuple[tuple[str, str], ...]
    is_told: bool | None

    @property
    def number(self) -> str:
        """The number to try first."""
        return self.numbers[0][1] if self.numbers else "no number known"

    @property
    def spoken(self) -> str:
        """The call as a sentence."""
        numbers = ", ".join(f"{label} {number}" for label, number in self.numbers)
        told = {True: "told", False: "to be told"}.get(bool(self.is_told), "")
        news = window_times(self.line.news, is_sentence=False)
        said = (self.line.who, self.name, numbers or self.number, news)
        return ", ".join(filter(None, (*said, told if self.is_told is not None else "")))


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything that *Now* shows but the ways out of a delay, and the day that it was made of."""

    run: Run
    clock: str
    date: str
    state: str
    badge: str
    tone: str
    lead: str
    head: str
    sub: str
    spare: str
    spare_tone: str
    duty: str
    ahead: tuple[Ahead, ...]
    callers: tuple[Caller, ...]
    left: Turn | None
    arrived: Turn | None
    delay_min: int


def make_screen(tour: TourRun, day: int, now: datetime, *, is_rehearsal: bool) -> Screen:
    """Give what is shown of a day at a moment."""
    return _Maker(tour, tour.run(day, now), is_rehearsal).screen()


class _Maker:
    """Puts the words of one day together."""

    def __init__(self, tour: TourRun, run: Run, is_rehearsal: bool) -> None:
        self.tour, self.run, self.is_rehearsal = tour, run, is_rehearsal
        self.plan = tour.plan
        self.zones = crosses_zones(self.plan)
        self.number = {
            stop.id: f"{run.day.index + 1}.{k}" for k, stop in enumerate(run.day.stops, 1)
        }
        settings = self.plan.tour.settings
        self.spare = (
            spare_of(run, tour.arrangement.planned.travel, settings)
            if run.is_today
            else Spare(0, "")
        )

    def screen(self) -> Screen:
        run, here = self.run, self._here()
        badge, tone = self._badge()
        lead, head, sub = self._where()
        overdue = run.overdue_min if run.is_by_plan else max(run.late_min, 0)
        zone = f" {zone_text(run.now, here.zone)}" if self.zones else ""
        return Screen(
            run=run,
            clock=f"{time_words(run.now, here.zone)}{zone}",
            date=day_words(run.day.date, year=True),
            state=self._state(),
            badge=badge,
            tone=tone,
            lead=lead,
            head=head,
            sub=sub,
            spare=self._spare() if run.is_today else "",
            spare_tone="bad" if self.spare.minutes < 0 else "ink",
            duty=self._duty(),
            ahead=tuple(self._ahead()),
            callers=tuple(self._callers()),
            left=run.to_mark(TurnKind.LEAVE),
            arrived=run.to_mark(TurnKind.ARRIVE),
            delay_min=overdue,
        )

    def _here(self) -> Node:
        """Give the place whose clock counts: where the bus is, or left last."""
        return self.run.turns[max(self.run.at, 0)].node

    def _time(self, at: datetime, node: Node) -> str:
        return time_words(at, node.zone, with_zone=self.zones)

    # -- where the bus is ------------------------------------------------------------------------

    def _badge(self) -> tuple[str, str]:
        run = self.run
        if not run.is_today:
            return "Not today", "plain"
        if run.is_by_plan:
            return "Nothing marked", "plain"
        late = run.late_min
        if late > 0:
            return f"{hours_text(late)} late", "warn"
        return (f"{hours_text(-late)} early" if late < 0 else "On plan"), "good"

    def _state(self) -> str:
        run = self.run
        rehearsal = "Rehearsal, nothing is saved. " if self.is_rehearsal else ""
        if not run.is_today:
            return f"{rehearsal}{self._not_today()}"
        if run.is_by_plan:
            return f"{rehearsal}{self.plan.name}. Shown as planned until the first mark."
        return f"{rehearsal}{self.plan.name}. {self._last_mark()}"

    def _not_today(self) -> str:
        first, last = self.plan.days[0], self.plan.days[-1]
        today = today_of(self.plan, self.run.now)
        if today is not None:
            return f"Today is day {today + 1}, {day_words(self.plan.days[today].date)}."
        span = days_words(first.date, last.date)
        now = local(self.run.now, first.start.zone).date()
        days = (first.date - now).days
        if days > 0:
            return f"The tour is {span}, in {count_words(days, 'day')}."
        return f"The tour was {span}."

    def _last_mark(self) -> str:
        turn = self.run.turns[self.run.at]
        assert turn.marked_at is not None
        return f"{marked_words(turn, self.zones)}."

    def _where(self) -> tuple[str, str, str]:
        run = self.run
        by_plan = "By the plan" if run.is_by_plan else "Now"
        if not run.is_today:
            stops = count_words(len(run.day.stops), "stop")
            return (
                f"Day {run.day.index + 1} as planned" if run.is_by_plan else "As it went",
                f"{run.day.start.name} to {run.day.end.name}",
                f"{stops}. R rehearses it, with a time that you type.",
            )
        turn = run.next
        if turn is None:
            return "The day is over", run.day.end.name, self._tomorrow()
        shown = run.now.replace(second=0, microsecond=0)  # as the clock above tells it
        wait = minutes_between(shown, turn.expected_at)
        due = self._time(turn.expected_at, turn.node)
        until = f"in {hours_text(wait)}" if wait > 0 else "now"
        if run.at < 0:
            leave = f"At {due}, {until}{self._next_one(turn)}."
            return f"{by_plan}, next", f"Leave {turn.node.name}", leave
        if turn.way is TurnKind.LEAVE:
            lunch = run.expected.lunch
            eats = lunch is not None and lunch.stop == turn.stop and lunch.place == "after"
            after = " after lunch" if eats else ""
            leave = f"Leave{after} at {due}, {until}{self._next_one(turn)}."
            return f"{by_plan}, at", turn.node.name, leave
        away = self._miles_to(turn)
        return (
            f"{by_plan}, on the way to",
            turn.node.name,
            f"{until[:1].upper()}{until[1:]}, about {due} (estimate).{away}",
        )

    def _next_one(self, turn: Turn) -> str:
        """Say when the next ferry or plane leaves after the one that is waited for."""
        departures = self.run.departures(turn)
        later = [at for at in departures if at > turn.expected_at]
        if not departures:
            return ""
        if later:
            return f"; the next departure is at {self._time(later[0], turn.node)}"
        if turn.expected_at > departures[-1]:
            return f"; the last departure is at {self._time(departures[-1], turn.node)}"
        return "; it is the last departure"

    def _miles_to(self, turn: Turn) -> str:
        rows, stop = self.run.expected.rows, turn.stop
        leg = self.run.expected.last_leg
        if stop is not None:
            leg = next((row.leg for row in rows if row.stop.id == stop.id), None)
        if leg is None:
            return ""
        return f" Drive: {round(miles(leg.meters))}\N{NO-BREAK SPACE}mi."

    def _tomorrow(self) -> str:
        index = self.run.day.index + 1
        schedules = self.tour.arrangement.planned.schedules
        if index >= len(schedules):
            return "It was the last day of the tour."
        after = schedules[index]
        at = self._time(after.depart_at, after.day.start)
        return f"Next: the bus leaves {after.day.start.name} at {at} tomorrow."

    def _spare(self) -> str:
        run = self.run
        if run.next is None or (run.next.stop is None and run.next.way is TurnKind.ARRIVE):
            return "No visit lies ahead today."
        spare = self.spare
        if not spare.missed:
            return "More than 3 h to spare before a visit is missed."
        if spare.minutes < 0:
            missed = spare.missed[:1].upper() + spare.missed[1:]
            return f"{missed} is missed by {hours_text(-spare.minutes)}."
        if spare.minutes == 0:
            return f"No minute to spare before {spare.missed} is missed."
        return f"{hours_text(spare.minutes)} to spare before {spare.missed} is missed."

    def _duty(self) -> str:
        law = self.tour.arrangement.rules.law
        drive, duty = drive_min(self.run.expected), self.run.expected.driver.duty_min
        return (
            f"Driver, whole day: {_share(drive, law.drive_max_min)} driving, "
            f"{_share(duty, law.duty_max_min)} on duty."
        )

    # -- what lies ahead -------------------------------------------------------------------------

    def _ahead(self) -> Iterator[Ahead]:
        run = self.run
        was = {row.stop.id: row for row in run.planned.rows}
        gone = {t.stop.id for t in run.turns[: run.at + 1] if t.stop and t.way is TurnKind.LEAVE}
        missed = {
            b.stop.id: b
            for b in run.expected.broken
            if b.rule == RULE_LATE and b.stop is not None and b.limit_at is not None
        }
        lunch, lunch_was = run.expected.lunch, run.planned.lunch
        ahead_at = run.turns[run.at].at if run.at >= 0 else run.expected.depart_at
        for row in run.expected.rows:
            node = row.stop.node
            if lunch is not None and lunch.end_at <= row.start_at and lunch.start_at >= ahead_at:
                yield self._meal(lunch.start_at, lunch_was.start_at if lunch_was else None, node)
                lunch = None
            if row.stop.id in gone:
                continue
            old = was[row.stop.id]
            miss = missed.get(row.stop.id)
            remark, tone = "", ""
            if miss is not None and miss.limit_at is not None:
                limit = self._time(miss.limit_at, node)
                remark, tone = f"{hours_text(miss.over_min)} after {limit}", "bad"
            yield Ahead(
                run.day.index,
                self.number[row.stop.id],
                row.stop.name,
                self._was(old.start_at, row.start_at, node),
                span_words(row.start_at, row.end_at, node.zone, with_zone=self.zones),
                f"there {_half_told(row.arrive_at, row.start_at, node)}",
                remark,
                tone,
            )
        end = run.day.end
        if lunch is not None and lunch.start_at >= ahead_at:
            yield self._meal(lunch.start_at, lunch_was.start_at if lunch_was else None, end)
        if run.next is not None:
            at = run.turns[-1].at
            was_end = self._was(run.planned.arrive_at, at, end)
            yield Ahead(run.day.index, "H", end.name, was_end, self._time(at, end), "")

    def _meal(self, at: datetime, was: datetime | None, node: Node) -> Ahead:
        words = "Lunch"
        minutes = self.run.expected.day.lunch_min
        if minutes == 0:
            words = "Lunch on the bus"
        shown = self._was(was, at, node) if was else ""
        return Ahead(self.run.day.index, "M", words, shown, self._time(at, node), "")

    def _was(self, planned: datetime, at: datetime, node: Node) -> str:
        return "" if minutes_between(planned, at) == 0 else self._time(planned, node)

    # -- calls -----------------------------------------------------------------------------------

    def _callers(self) -> Iterator[Caller]:
        from tourplanner.core.calls import calls_of_day

        tour, run = self.tour, self.run
        asked = tour.calls if tour.calls_day == run.day.index else ()
        for line in asked:
            yield caller(tour, line, is_told=line.key in tour.told)
        known = {line.key for line in asked}
        behind = [t.stop.id for t in run.turns[: run.at + 1] if t.stop and t.way is TurnKind.LEAVE]
        turn = run.turns[run.at] if run.at >= 0 and not run.is_by_plan else None
        here = turn.stop.id if turn and turn.stop and turn.way is TurnKind.ARRIVE else ""
        usual = calls_of_day(
            run.expected,
            self.plan,
            tour.contacts.office,
            behind,
            here,
            is_today=run.is_today,
            now=run.now,
        )
        for line in usual:
            if line.key not in known:
                yield caller(tour, line)


def _share(minutes: int, most: int | None) -> str:
    return hours_text(minutes) if most is None else f"{hours_text(minutes)} of {hours_text(most)}"


def caller(tour: TourRun, line: CallLine, *, is_told: bool | None = None) -> Caller:
    """Give a call with who answers and their numbers."""
    person = tour.contacts.of(line.key)
    return Caller(line, person.name, person.numbers, is_told)


def marked_words(turn: Turn, zones: bool) -> str:
    """Say a mark against the plan: ``Left Alview at 11:20 am, 40 min after plan (10:40 am)``."""
    assert turn.marked_at is not None
    did = "Left" if turn.way is TurnKind.LEAVE else "Arrived at"
    zone = turn.node.zone
    at = time_words(turn.marked_at, zone, with_zone=zones)
    late, planned = turn.late_min, time_words(turn.planned_at, zone)
    if not late:
        return f"{did} {turn.node.name} at {at}, as planned"
    word = "after" if late > 0 else "before"
    return f"{did} {turn.node.name} at {at}, {hours_text(abs(late))} {word} plan ({planned})"


def _half_told(at: datetime, then: datetime, node: Node) -> str:
    """Give a time beside a later one: am or pm are told only where the two differ in it."""
    return span_words(at, then, node.zone, with_zone=False).split("–")[0]
