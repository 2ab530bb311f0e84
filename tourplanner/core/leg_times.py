"""When a leg can be left, how long it takes then, and the buffer that it asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from tourplanner.core.clock import add_minutes, local, moment
from tourplanner.core.model.tour import Node, PlanSettings
from tourplanner.core.travel import Leg

PEAKS_TOD_MIN = ((420, 570), (900, 1110))  # 7:00-9:30 a.m., 3:00-6:30 p.m., weekdays


def in_peak(at: datetime, node: Node) -> bool:
    """Whether a moment lies in a weekday peak of a metropolitan place."""
    return node.is_metro and _at_peak(at, node.zone)


@lru_cache(maxsize=8192)  # the mends of a day try the same moments again and again
def _at_peak(at: datetime, zone: str) -> bool:
    there = local(at.astimezone(UTC), zone)
    tod = there.hour * 60 + there.minute
    return there.weekday() < 5 and any(a <= tod < b for a, b in PEAKS_TOD_MIN)


def leg_minutes(leg: Leg, depart_at: datetime, start: Node, end: Node) -> tuple[int, bool]:
    """Give the bus minutes of a leg for a departure, and whether a peak makes it longer."""
    if leg.peak_min == leg.off_peak_min:
        return leg.off_peak_min, False
    reached_at = add_minutes(depart_at, leg.off_peak_min)
    if in_peak(depart_at, start) or in_peak(reached_at, end):
        return leg.peak_min, True
    return leg.off_peak_min, False


def first_departure(leg: Leg | None, at: datetime, day: date, zone: str) -> datetime:
    """Give the first moment at or after another at which a leg can be left on a day.

    After its last departure, and where it has no fixed ones, that is ``at`` itself.
    """
    return next((one for one in departures_of(leg, day, zone) if one >= at), at)


def departures_of(leg: Leg | None, day: date, zone: str) -> list[datetime]:
    """Give the moments of a day at which a leg can be left, in order; [] = at any."""
    if leg is None:
        return []
    return [moment(day, tod_min, zone) for tod_min in leg.departures_tod_min]


def buffer_min(leg_min: int, settings: PlanSettings) -> int:
    """Give the buffer that a leg asks for before the visit."""
    long = leg_min >= settings.buffer_long_from_min
    return settings.buffer_long_min if long else settings.buffer_short_min
