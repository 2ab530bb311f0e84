"""Makes what is shown of a plan: days of blocks with their words, times and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tourplanner.core.arranging import COVERAGE_SAID
from tourplanner.core.checks.comfort import FULL
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.hours import rest_min, working_pairs
from tourplanner.core.checks.leftout import untried_words
from tourplanner.core.clock import (
    add_minutes,
    local,
    minutes_between,
    parse_moment,
    tod_min_of,
    zone_text,
)
from tourplanner.core.errors import InputError
from tourplanner.core.model.schedule import RULE_CLOSED, DaySchedule, StopTimes, waits
from tourplanner.core.model.tour import LeftOut, Node, TourStop
from tourplanner.core.schedule import day_epoch, pinned_at
from tourplanner.core.travel import Grade, Leg
from tourplanner.core.units import hours_text, miles
from tourplanner.ui.tours.blocks import Block, Board, Column, LegFacts, NotPlaced, day_verdict
from tourplanner.ui.words import (
    count_words,
    day_words,
    span_words,
    time_words,
    times_words,
    window_times,
)

if TYPE_CHECKING:
    from tourplanner.services.plan import Planned

GRADE_WORDS = {
    Grade.TYPED: "typed",
    Grade.ROUTED: "from a street router",
    Grade.NETWORK: "estimate, road network",
    Grade.FORMULA: "estimate, distance only",
    Grade.MOUNTAIN: "estimate, mountain road",
}
NO_ROAD = "no road is known"
_END_MIN, _REST_MIN = 40, 25  # heights of the blocks that close a day
_PART_LETTERS = {"press": "P", "rest": "R", "meal": "M"}  # of a program's items that have a letter


def make_board(planned: Planned, limits: tuple[int | None, int | None] = (None, None)) -> Board:
    """Give a plan as it is shown.

    Parameters
    ----------
    limits : the law's driving and duty minutes of one day, None = no such limit.
    """
    plan = planned.plan
    zones = {
        node.zone
        for day in plan.days
        for node in (day.start, day.end, *(stop.node for stop in day.stops))
    }
    nights = frozenset(day.index for day in plan.days[:-1]) - set(plan.homeless_nights)
    rests = {
        before.day.index: rest_min(before, after)
        for before, after in working_pairs(planned.schedules)
    }
    maker = _Maker(len(zones) > 1, nights, rests)
    columns = tuple(
        _column(schedule, planned.findings, limits, maker) for schedule in planned.schedules
    )
    return Board(
        plan.tour.id,
        plan.name,
        columns,
        planned.findings,
        tuple(sorted(map(_not_placed, plan.left_out), key=lambda one: (one.name, one.stop))),
        planned.travel.source,
        plan.hit_time_cap,
        untried_words(plan.tour),
        planned.accepted,
    )


def _not_placed(out: LeftOut) -> NotPlaced:
    stop = out.stop
    text = out.sentence.removeprefix(f"{stop.name}: ")
    has_point = isinstance(stop, TourStop)
    can_try = has_point and bool(out.mend) and out.rule not in (FULL, RULE_CLOSED)
    sentence = window_times(f"{text[:1].upper()}{text[1:]}")
    return NotPlaced(stop.id, stop.name, stop.city, sentence, has_point, can_try)


def _column(
    schedule: DaySchedule,
    findings: Sequence[Finding],
    limits: tuple[int | None, int | None],
    maker: _Maker,
) -> Column:
    day, hours = schedule.day, schedule.driver
    own = [finding for finding in findings if finding.day == day.index]
    legs = [row.leg for row in schedule.rows] + [schedule.last_leg]
    return Column(
        day.index,
        day_words(day.date),
        day.start.name,
        day.end.name,
        _with_asides(sorted(maker.blocks(schedule), key=_place)),
        round(miles(schedule.meters)),
        hours.driving_min,
        limits[0],
        hours.duty_min,
        limits[1],
        any(leg is not None and leg.grade.is_estimate for leg in legs),
        *day_verdict(own),
        sum(finding.severity is Severity.WARNING for finding in own),
        len(schedule.rows),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the blocks of a day.

    ``zones`` : every time names its zone. ``nights`` : the days that end at a place to sleep.
    ``rests`` : the driver's minutes off duty after a day, until the next working one.
    """

    zones: bool
    nights: frozenset[int]
    rests: Mapping[int, int]

    def blocks(self, schedule: DaySchedule) -> Iterator[Block]:
        day = schedule.day
        before, left_at = day.start, schedule.depart_at
        for position, row in enumerate(schedule.rows, 1):
            drive = self._drive(schedule, before, row.stop.node, row.leg, row.leg_min, left_at,
                                row.arrive_at, row.at_peak)  # fmt: skip
            yield from drive if position > 1 else self._opening(schedule, drive)
            yield from self._stop(schedule, row, position)
            before, left_at = row.stop.node, row.depart_at
        drive = self._drive(schedule, before, day.end, schedule.last_leg, schedule.last_leg_min,
                            left_at, schedule.arrive_at, schedule.last_leg_at_peak)  # fmt: skip
        yield from drive if day.stops else self._opening(schedule, drive)
        yield from self._lunch(schedule)
        yield from self._end(schedule)

    def _opening(self, schedule: DaySchedule, drive: Iterator[Block]) -> Iterator[Block]:
        """Mark the first part of a day's first drive: its start is when the bus leaves."""
        typed = schedule.day.depart_at
        waits = typed is not None and typed < schedule.depart_at
        ready = time_words(typed, schedule.day.start.zone) if typed and waits else ""
        for k, block in enumerate(drive):
            is_first = k == 0
            yield replace(
                block,
                opens_day=is_first,
                is_pinned=typed is not None and is_first,
                ready=ready if is_first else "",
            )

    def _stop(self, schedule: DaySchedule, row: StopTimes, position: int) -> Iterator[Block]:
        zone = row.stop.node.zone
        if row.arrive_at < row.start_at:
            yield self._plain("B", schedule, row.arrive_at, row.start_at, zone, "Alight, buffer")
        yield self._visit(schedule, row, position)
        yield from self._parts(schedule, row)
        lunch = (schedule.lunch.start_at, schedule.lunch.end_at) if schedule.lunch else None
        for begins, ends in waits(row.end_at, row.board_at, lunch):
            yield self._plain("B", schedule, begins, ends, zone, "Wait for the departure")
        if row.board_at < row.depart_at:
            yield self._plain("B", schedule, row.board_at, row.depart_at, zone, "Boarding")

    def _visit(self, schedule: DaySchedule, row: StopTimes, position: int) -> Block:
        stop, zone = row.stop, row.stop.node.zone
        number = f"{schedule.day.index + 1}.{position}"
        span = span_words(row.start_at, row.end_at, zone, with_zone=self.zones)
        pinned = pinned_at(stop, schedule.day)
        notes = [stop.node.city]
        if row.late_min:
            notes.insert(0, f"{hours_text(row.late_min)} late")
        state = "confirmed" if stop.confirmed else "tentative"
        spoken = f"Stop {number}, {stop.node.name}, {day_words(schedule.day.date)} {span}, {state}"
        if pinned is not None or stop.fixed_day is not None:
            spoken += ", locked"
        if row.late_min:
            spoken += f", {hours_text(row.late_min)} late"
        spoken += f", {COVERAGE_SAID.get(stop.coverage, 'no press rule')}"
        return Block(
            "V",
            schedule.day.index,
            _minute(schedule, row.start_at),
            minutes_between(row.start_at, row.end_at),
            stop.node.name,
            f"{span} · {', '.join(notes)}",
            time_words(row.start_at, zone, with_zone=self.zones),
            spoken,
            number,
            stop.id,
            stop.site,
            stop.node.name.removesuffix(f" ({stop.node.city})"),
            is_tentative=not stop.confirmed,
            is_pinned=pinned is not None,
            is_locked=stop.fixed_day is not None,
            late_min=row.late_min,
            position=position - 1,
            start_tod_min=tod_min_of(row.start_at, zone),
            confirmed_by=stop.confirmed_by,
            confirmed_on=_day_of(stop.confirmed_at, zone),
            coverage=stop.coverage,
            boarding_min=stop.boarding_min,
            facts=self._facts(row, pinned),
        )

    def _parts(self, schedule: DaySchedule, row: StopTimes) -> Iterator[Block]:
        """Give what of a visit's program has a letter of its own: press, rest, a meal."""
        stop, zone = row.stop, row.stop.node.zone
        for item in stop.program:
            if item.kind not in _PART_LETTERS or item.minutes <= 0:
                continue
            start = add_minutes(row.start_at, item.offset_min)
            end = add_minutes(start, item.minutes)
            words = item.title or item.kind.capitalize()
            made = self._plain(_PART_LETTERS[item.kind], schedule, start, end, zone, words)
            state = "confirmed" if item.confirmed else "tentative"
            yield replace(
                made,
                detail=f"Part of the visit to {stop.node.name}, {state}",
                spoken=f"{item.kind.capitalize()}: {made.spoken}, part of the visit to "
                f"{stop.node.name}, {state}",
                within=stop.id,
                is_tentative=not item.confirmed,
            )

    def _facts(self, row: StopTimes, pinned: datetime | None) -> tuple[tuple[str, str, str], ...]:
        zone = row.stop.node.zone
        how = "worked out" if pinned is None else "locked"
        if pinned is not None and row.late_min:
            how = f"locked to {time_words(pinned, zone, with_zone=self.zones)}"
        facts = [
            (
                "Starts",
                time_words(row.start_at, zone, with_zone=self.zones),
                how,
            ),
            (
                "Stay",
                hours_text(minutes_between(row.start_at, row.end_at)),
                f"+ {minutes_between(row.board_at, row.depart_at)} to board",
            ),
        ]
        if row.window is not None:
            by = time_words(row.window.close_at, zone, with_zone=self.zones)
            why = "bells not known" if row.window.assumed else row.window.why
            facts.append(("Start by", by, why))
        room = f"{row.slack_min} min"
        if row.late_min:
            facts.append(("Late", hours_text(row.late_min), ""))
        else:
            facts.append(("Room before", room, f"{row.buffer_min} wanted"))
        return tuple(facts)

    def _drive(
        self,
        schedule: DaySchedule,
        start: Node,
        end: Node,
        leg: Leg | None,
        minutes: int,
        left_at: datetime,
        there_at: datetime,
        at_peak: bool,
    ) -> Iterator[Block]:
        """Give a drive as one block, or as two where lunch is eaten on the road."""
        facts = LegFacts(
            start.id,
            end.id,
            start.name,
            end.name,
            minutes,
            round(leg.miles) if leg else 0,
            GRADE_WORDS[leg.grade] if leg else NO_ROAD,
            leg is not None and leg.grade.is_estimate,
            leg is not None and leg.typed is not None,
            bool(leg and leg.check),
            at_peak,
            self._departures(leg, left_at, start),
        )
        lunch = schedule.lunch
        on_road = lunch is not None and lunch.stop is None
        if lunch is not None and on_road and left_at <= lunch.start_at <= there_at:
            before, after = (left_at, lunch.start_at), (lunch.end_at, there_at)
            longer = max(before, after, key=lambda span: span[1] - span[0])
            for span in (before, after):
                if span[0] < span[1]:
                    yield self._part(schedule, facts, start, span, is_main=span is longer)
        else:
            yield self._part(schedule, facts, start, (left_at, there_at), is_main=True)

    def _departures(self, leg: Leg | None, left_at: datetime, start: Node) -> str:
        """Give the only times when a leg leaves, by the clock of where it starts."""
        times = times_words(leg.departures_tod_min) if leg else ""
        return f"{times} {zone_text(left_at, start.zone)}" if times and self.zones else times

    def _part(
        self,
        schedule: DaySchedule,
        facts: LegFacts,
        start: Node,
        span: tuple[datetime, datetime],
        *,
        is_main: bool,
    ) -> Block:
        mark = "≈ " if facts.is_estimate else ""
        words = f"{facts.miles} mi · {mark}{hours_text(facts.minutes)}"
        if facts.how == NO_ROAD:
            words = "No road is known"
        elif not is_main:
            words = f"Drive on to {facts.right_name}"
        at = time_words(span[0], start.zone, with_zone=self.zones)
        about = "about " if facts.is_estimate else ""
        way = f"drive {about}{hours_text(facts.minutes)}, {count_words(facts.miles, 'mile')},"
        if facts.how == NO_ROAD:
            way = "no road is known"
        return Block(
            "D",
            schedule.day.index,
            _minute(schedule, span[0]),
            max(minutes_between(*span), 0),
            words,
            f"{facts.left_name} to {facts.right_name}",
            at,
            f"Leave {facts.left_name} at {at}, {way} to {facts.right_name}"
            f"{', a fixed departure' if facts.leaves else ''}",
            leg=facts,
            start_tod_min=tod_min_of(span[0], start.zone),
        )

    def _lunch(self, schedule: DaySchedule) -> Iterator[Block]:
        lunch = schedule.lunch
        if lunch is None:
            return
        zone = lunch.stop.node.zone if lunch.stop else schedule.day.start.zone
        words = "Lunch on the road" if lunch.stop is None else f"Lunch at {lunch.stop.node.name}"
        yield self._plain("M", schedule, lunch.start_at, lunch.end_at, zone, words)

    def _end(self, schedule: DaySchedule) -> Iterator[Block]:
        """Close a day: where the bus stays, and for how long its driver rests."""
        day, zone = schedule.day, schedule.day.end.zone
        at = time_words(schedule.arrive_at, zone, with_zone=self.zones)
        released_at = schedule.driver.release_at
        released = time_words(released_at, zone, with_zone=self.zones)
        end = Block(
            "H",
            day.index,
            _minute(schedule, schedule.arrive_at),
            max(_END_MIN, minutes_between(schedule.arrive_at, released_at)),
            day.end.name,
            f"Driver released {released}",
            at,
            f"Arrive at {day.end.name} at {at}; the driver is released at {released}",
            hotel=day.end.id if day.index in self.nights else "",
            closes_day=True,
        )
        yield end
        if day.index in self.rests:
            words = f"Driver rests {hours_text(max(self.rests[day.index], 0))}"
            yield Block(
                "R",
                day.index,
                end.bottom_min,
                _REST_MIN,
                words,
                "Off duty, from the release to the next report",
                released,
                f"{words}, off duty from {released}",
                closes_day=True,
            )

    def _plain(
        self,
        kind: str,
        schedule: DaySchedule,
        start: datetime,
        end: datetime,
        zone: str,
        words: str,
    ) -> Block:
        at = time_words(start, zone, with_zone=self.zones)
        minutes = minutes_between(start, end)
        return Block(
            kind,
            schedule.day.index,
            _minute(schedule, start),
            minutes,
            words,
            hours_text(minutes),
            at,
            f"{words}, {at}, {hours_text(minutes)}",
        )


def _place(block: Block) -> tuple[int, bool, int]:
    """Give the order of a day's blocks: by time, a visit before its parts."""
    return block.top_min, bool(block.within), block.minutes


def _with_asides(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Mark the blocks that parts of a visit lie over, its own or those after it."""
    parts = [block for block in blocks if block.within]

    def is_under_one(block: Block) -> bool:
        return not block.within and any(
            part.top_min < block.bottom_min and block.top_min < part.bottom_min for part in parts
        )

    return tuple(replace(b, has_parts=True) if is_under_one(b) else b for b in blocks)


def _day_of(at: str, zone: str) -> str:
    """Give the day of a moment of the log by the clock of a place; empty where it is none."""
    try:
        return day_words(local(parse_moment(at), zone).date(), year=True) if at else ""
    except InputError:
        return ""


def _minute(schedule: DaySchedule, at: datetime) -> int:
    return minutes_between(day_epoch(schedule.day), at)
