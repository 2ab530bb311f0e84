"""A day on its way: when the bus came to a stop, or left it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tourplanner.core.leg_times import first_departure
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import TourDay


def arriving(day: TourDay, stop: StopId, at: datetime) -> TourDay:
    """Give the day with the moment when the bus comes to a stop."""
    return replace(day, arrived_at={**day.arrived_at, stop: at})


def leaving(day: TourDay, stop: StopId, at: datetime) -> TourDay:
    """Give the day with the moment when the bus leaves a stop."""
    return replace(day, left_at={**day.left_at, stop: at})


def leaving_late(day: TourDay, schedule: DaySchedule, stop: StopId, at: datetime) -> TourDay:
    """Give the day with a stop left no sooner than a moment, as its next leg can be left then.

    Parameters
    ----------
    schedule : of the day, for the leg that follows the stop.
    """
    position = next(k for k, row in enumerate(schedule.rows) if row.stop.id == stop)
    following = schedule.rows[position + 1 :]
    leg = following[0].leg if following else schedule.last_leg
    zone = schedule.rows[position].stop.node.zone
    return leaving(day, stop, first_departure(leg, at, day.date, zone))
