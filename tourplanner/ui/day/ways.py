"""The ways out of a delay as they are shown: rank, what it does, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tourplanner.core.checks.ground import crosses_zones
from tourplanner.core.units import hours_text
from tourplanner.ui.words import count_words, span_words, time_words, window_times

if TYPE_CHECKING:
    from tourplanner.core.late import Way
    from tourplanner.services.late import Late


@dataclass(frozen=True, slots=True)
class Choice:
    """One way; ``verdict`` says in a word or two what it costs, ``tone`` good, warn or bad."""

    number: int
    way: Way
    title: str
    detail: str
    verdict: str
    tone: str

    @property
    def spoken(self) -> str:
        """The way as a sentence."""
        return f"Choice {self.number}, {self.title}. {self.verdict}. {self.detail}"


def choices_of(late: Late) -> list[Choice]:
    """Give the ways of a delay, the best first."""
    return [_choice(late, number, way) for number, way in enumerate(late.ways, 1)]


def _choice(late: Late, number: int, way: Way) -> Choice:
    verdict, tone = _verdict(way)
    return Choice(number, way, window_times(way.do).rstrip("."), _detail(late, way), verdict, tone)


def _verdict(way: Way) -> tuple[str, str]:
    if way.over_min:
        return f"Misses by {hours_text(way.over_min)}", "bad"
    if way.lost:
        return ("Loses a stop" if len(way.lost) == 1 else f"Loses {len(way.lost)} stops"), "warn"
    cut = sum(max(call.shorter_min, 0) for call in way.calls if call.new_at is not None)
    if cut:
        return f"{hours_text(cut)} less to see", "warn"
    return "Misses nothing", "good"


def _detail(late: Late, way: Way) -> str:
    if way.misses:
        return window_times(f"{'. '.join(way.misses)}.")
    schedule = way.schedules[late.delay.day]
    zones = crosses_zones(way.plan)
    known = [*schedule.day.left_at.values(), *schedule.day.arrived_at.values()]
    since = max(known, default=schedule.depart_at)

    def time(at: datetime, zone: str) -> str:
        return time_words(at, zone, with_zone=zones)

    ahead = [
        (
            row.start_at,
            f"{row.stop.name} {span_words(row.start_at, row.end_at, row.stop.node.zone)}",
        )
        for row in schedule.rows
        if row.depart_at > since
    ]
    onward = [*(row.leg for row in schedule.rows[1:]), schedule.last_leg]
    ahead += [
        (row.depart_at, f"leave {row.stop.name} {time(row.depart_at, row.stop.node.zone)}")
        for row, leg in zip(schedule.rows, onward, strict=True)
        if leg is not None and leg.departures_tod_min and row.depart_at >= since
    ]
    lunch = schedule.lunch
    if lunch is not None and lunch.start_at >= since:  # often why a visit starts so much later
        zone = (lunch.stop.node if lunch.stop else schedule.day.start).zone
        ahead.append((lunch.start_at, f"lunch {span_words(lunch.start_at, lunch.end_at, zone)}"))
    parts = [words for _, words in sorted(ahead)]
    end = schedule.day.end
    parts.append(f"{end.name} {time(schedule.arrive_at, end.zone)}")
    parts.append(f"driver {hours_text(schedule.driver.duty_min)} on duty")
    parts.append(count_words(len(late.calls(way)), "call"))
    return f"{'; '.join(parts)}."
