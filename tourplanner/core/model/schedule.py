"""The schedule of a day: its moments, the driver's hours and the rules that it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tourplanner.core.model.tour import TourDay, TourStop, Window
from tourplanner.core.travel import Leg

RULE_NO_ROAD = "NO-ROAD"
RULE_LATE = "TIME-IMPOSSIBLE"
RULE_CLOSED = "DAY-CLOSED"
RULE_OFF_ROAD = "OFF-ROAD"
RULE_MISSED = "LEG-DEPARTURE"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule of time that this order breaks. ``over_min`` = by how many minutes, 0 = cannot be."""

    rule: str
    stop: TourStop | None
    over_min: int
    limit_at: datetime | None = None
    actual_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Lunch: when, and where ("before" or "after" a visit, or "road")."""

    start_at: datetime
    end_at: datetime
    place: str
    stop: TourStop | None  # None on the road


@dataclass(frozen=True, slots=True)
class StopTimes:
    """One stop's moments, in order of time. ``leg`` is the way there, None = no road."""

    stop: TourStop
    leg: Leg | None
    leg_min: int
    at_peak: bool
    arrive_at: datetime
    ready_at: datetime  # everybody is off the bus
    start_at: datetime
    end_at: datetime
    board_at: datetime
    depart_at: datetime
    window: Window | None
    slack_min: int  # ready before the start, buffer included
    buffer_min: int  # the buffer that the leg asks for
    late_min: int  # start after the window's end or the pinned moment


@dataclass(frozen=True, slots=True)
class DriverHours:
    """One driver's day. Minutes are elapsed; ``driving_min`` counts the empty runs."""

    report_at: datetime
    release_at: datetime
    driving_min: int
    duty_min: int
    last_drive_end_at: datetime


@dataclass(frozen=True, slots=True)
class DaySchedule:
    """All moments of one day."""

    day: TourDay
    depart_at: datetime
    rows: tuple[StopTimes, ...]
    last_leg: Leg | None
    last_leg_min: int
    last_leg_at_peak: bool
    arrive_at: datetime  # at the day's end
    lunch: Break | None
    driver: DriverHours
    guest_drive_min: int
    meters: int
    broken: tuple[Broken, ...]

    @property
    def is_idle(self) -> bool:
        """Whether the bus stands all day: no visit and no way to go, so the driver is off duty."""
        return not self.rows and self.guest_drive_min == 0 and self.last_leg is not None


Span = tuple[datetime, datetime]


def waits(end_at: datetime, board_at: datetime, lunch: Span | None) -> tuple[Span, ...]:
    """Give when a party waits at a stop for a fixed departure, its visit over.

    Parameters
    ----------
    end_at : the visit's end. board_at : when people board.
    lunch : of the day, None where there is none; while people eat they do not wait.
    """
    start, end = lunch or (board_at, board_at)
    start, end = (max(end_at, min(board_at, at)) for at in (start, end))
    return tuple(span for span in ((end_at, start), (end, board_at)) if span[0] < span[1])
