"""A plan as what the board, the list and a screen reader show: days of blocks, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import minutes_between
from tourplanner.core.model.tour import LeftOut, Node
from tourplanner.core.schedule import DaySchedule, StopTimes, day_epoch, pinned_at
from tourplanner.core.travel import Grade, Leg
from tourplanner.core.units import hours_text, miles
from tourplanner.ui.words import day_words, span_words, time_words

if TYPE_CHECKING:
    from tourplanner.services.plan import Planned

KIND_WORDS = {
    "V": "visit",
    "D": "drive",
    "B": "board, buffer",
    "M": "meal",
    "H": "hotel, end",
}
GRADE_WORDS = {
    Grade.TYPED: "typed",
    Grade.ROUTED: "from a street router",
    Grade.NETWORK: "estimate, road network",
    Grade.FORMULA: "estimate, distance only",
    Grade.MOUNTAIN: "estimate, mountain road",
}
_END_MIN = 40  # height of the block that closes a day
_LAW = "HOS-"


@dataclass(frozen=True, slots=True)
class LegFacts:
    """A drive as it is shown and typed over. ``left`` and ``right`` are node ids."""

    left: str
    right: str
    left_name: str
    right_name: str
    minutes: int
    miles: int
    how: str
    is_estimate: bool
    is_typed: bool
    needs_check: bool
    at_peak: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A span of a day. ``kind`` is V, D, B, M or H; ``top_min`` counts from the day's midnight.

    ``number`` is day.stop for a visit, ``stop`` and ``site`` its ids; ``spoken`` is the whole as
    a sentence.
    """

    kind: str
    day: int
    top_min: int
    minutes: int
    title: str
    detail: str
    time: str
    spoken: str
    number: str = ""
    stop: str = ""
    site: str = ""
    leg: LegFacts | None = None
    is_tentative: bool = False
    is_pinned: bool = False
    late_min: int = 0
    facts: tuple[tuple[str, str, str], ...] = ()  # label, value, remark

    @property
    def bottom_min(self) -> int:
        """Where it ends."""
        return self.top_min + self.minutes


@dataclass(frozen=True, slots=True)
class Column:
    """One day: its head and its blocks in order of time."""

    index: int
    title: str
    start: str
    end: str
    blocks: tuple[Block, ...]
    miles: int
    drive_min: int
    drive_limit_min: int | None
    duty_min: int
    duty_limit_min: int | None
    is_estimate: bool
    verdict: str
    tone: str  # good | bad
    warnings: int
    stops: int


@dataclass(frozen=True, slots=True)
class Board:
    """A whole plan as it is shown."""

    tour_id: str
    name: str
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[tuple[str, str, str], ...] = ()  # name, city, sentence
    source: str = ""
    hit_time_cap: bool = False

    @property
    def first_min(self) -> int:
        """The earliest minute of any day, rounded to the hour before."""
        tops = [block.top_min for column in self.columns for block in column.blocks]
        return min(tops, default=480) // 60 * 60

    @property
    def last_min(self) -> int:
        """The latest minute of any day, rounded to the hour after."""
        ends = [block.bottom_min for column in self.columns for block in column.blocks]
        return -(-max(ends, default=1080) // 60) * 60


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
    maker = _Maker(len(zones) > 1)
    columns = tuple(
        _column(schedule, planned.findings, limits, maker) for schedule in planned.schedules
    )
    left = tuple((out.stop.name, out.stop.city, _without_name(out)) for out in plan.left_out)
    return Board(
        plan.tour.id,
        plan.name,
        columns,
        planned.findings,
        left,
        planned.travel.source,
        plan.hit_time_cap,
    )


def _without_name(left: LeftOut) -> str:
    """Give the sentence of a site left out, to stand beside its name."""
    text = left.sentence.removeprefix(f"{left.stop.name}: ")
    return f"{text[:1].upper()}{text[1:]}"


def _column(
    schedule: DaySchedule,
    findings: Sequence[Finding],
    limits: tuple[int | None, int | None],
    maker: _Maker,
) -> Column:
    day, hours = schedule.day, schedule.driver
    own = [finding for finding in findings if finding.day == day.index]
    verdict, tone = day_verdict(own)
    legs = [row.leg for row in schedule.rows] + [schedule.last_leg]
    return Column(
        day.index,
        day_words(day.date),
        day.start.name,
        day.end.name,
        tuple(sorted(maker.blocks(schedule), key=lambda block: (block.top_min, block.minutes))),
        round(miles(schedule.meters)),
        hours.driving_min,
        limits[0],
        hours.duty_min,
        limits[1],
        any(leg is not None and leg.grade.is_estimate for leg in legs),
        verdict,
        tone,
        sum(finding.severity is Severity.WARNING for finding in own),
        len(schedule.rows),
    )


def day_verdict(findings: Sequence[Finding]) -> tuple[str, str]:
    """Say in two words whether a day can be, and by how much it cannot: words, tone."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    unlawful = [finding for finding in errors if finding.rule.startswith(_LAW)]
    for words, found in (("Not lawful", unlawful), ("Does not fit", errors)):
        if found:
            over = max(int(f.numbers.get("over_min", f.numbers.get("late_min", 0))) for f in found)
            return (f"{words}, {hours_text(over)} over" if over else words), "bad"
    return "Lawful", "good"


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the blocks of a day; ``zones`` = every time names its zone."""

    zones: bool

    def blocks(self, schedule: DaySchedule) -> Iterator[Block]:
        day = schedule.day
        before, left_at = day.start, schedule.depart_at
        for position, row in enumerate(schedule.rows, 1):
            yield from self._drive(schedule, before, row.stop.node, row.leg, row.leg_min, left_at,
                                   row.arrive_at, row.at_peak)  # fmt: skip
            yield from self._stop(schedule, row, f"{day.index + 1}.{position}")
            before, left_at = row.stop.node, row.depart_at
        yield from self._drive(schedule, before, day.end, schedule.last_leg,
                               schedule.last_leg_min, left_at, schedule.arrive_at,
                               schedule.last_leg_at_peak)  # fmt: skip
        yield from self._lunch(schedule)
        yield self._end(schedule)

    def _stop(self, schedule: DaySchedule, row: StopTimes, number: str) -> Iterator[Block]:
        zone = row.stop.node.zone
        if row.arrive_at < row.start_at:
            yield self._plain("B", schedule, row.arrive_at, row.start_at, zone, "Alight, buffer")
        yield self._visit(schedule, row, number)
        if row.board_at < row.depart_at:
            yield self._plain("B", schedule, row.board_at, row.depart_at, zone, "Boarding")

    def _visit(self, schedule: DaySchedule, row: StopTimes, number: str) -> Block:
        stop, zone = row.stop, row.stop.node.zone
        span = span_words(row.start_at, row.end_at, zone, with_zone=self.zones)
        pinned = pinned_at(stop, schedule.day) is not None
        notes = [stop.node.city]
        if row.late_min:
            notes.insert(0, f"{hours_text(row.late_min)} late")
        state = "confirmed" if stop.confirmed else "tentative"
        spoken = f"Stop {number}, {stop.node.name}, {day_words(schedule.day.date)} {span}, {state}"
        if row.late_min:
            spoken += f", {hours_text(row.late_min)} late"
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
            is_tentative=not stop.confirmed,
            is_pinned=pinned,
            late_min=row.late_min,
            facts=self._facts(row, pinned),
        )

    def _facts(self, row: StopTimes, pinned: bool) -> tuple[tuple[str, str, str], ...]:
        zone = row.stop.node.zone
        facts = [
            (
                "Starts",
                time_words(row.start_at, zone, with_zone=self.zones),
                "pinned" if pinned else "worked out",
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
            GRADE_WORDS[leg.grade] if leg else "no road is known",
            leg is not None and leg.grade.is_estimate,
            leg is not None and leg.typed is not None,
            bool(leg and leg.check),
            at_peak,
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
        if facts.how == "no road is known":
            words = "No road is known"
        elif not is_main:
            words = f"Drive on to {facts.right_name}"
        at = time_words(span[0], start.zone, with_zone=self.zones)
        about = "about " if facts.is_estimate else ""
        return Block(
            "D",
            schedule.day.index,
            _minute(schedule, span[0]),
            max(minutes_between(*span), 0),
            words,
            f"{facts.left_name} to {facts.right_name}",
            at,
            f"Leave {facts.left_name} at {at}, drive {about}{hours_text(facts.minutes)}, "
            f"{facts.miles} miles, to {facts.right_name}",
            leg=facts,
        )

    def _lunch(self, schedule: DaySchedule) -> Iterator[Block]:
        lunch = schedule.lunch
        if lunch is None:
            return
        zone = lunch.stop.node.zone if lunch.stop else schedule.day.start.zone
        words = "Lunch on the road" if lunch.stop is None else f"Lunch at {lunch.stop.node.name}"
        yield self._plain("M", schedule, lunch.start_at, lunch.end_at, zone, words)

    def _end(self, schedule: DaySchedule) -> Block:
        day = schedule.day
        at = time_words(schedule.arrive_at, day.end.zone, with_zone=self.zones)
        released = time_words(schedule.driver.release_at, day.end.zone, with_zone=self.zones)
        return Block(
            "H",
            day.index,
            _minute(schedule, schedule.arrive_at),
            _END_MIN,
            day.end.name,
            f"Driver released {released}",
            at,
            f"Arrive at {day.end.name} at {at}; the driver is released at {released}",
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


def _minute(schedule: DaySchedule, at: datetime) -> int:
    return minutes_between(day_epoch(schedule.day), at)
