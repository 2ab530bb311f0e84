"""The driver's day around the party's."""

from __future__ import annotations

from datetime import datetime

from tourplanner.core.clock import add_minutes, minutes_between
from tourplanner.core.model.schedule import DriverHours
from tourplanner.core.model.tour import PlanSettings, TourDay


def driver_hours(
    day: TourDay,
    settings: PlanSettings,
    depart_at: datetime,
    arrive_at: datetime,
    drive_min: int,
) -> DriverHours:
    """Give the driver's day around the party's: report, empty runs, release.

    The driver reports ``report_before_min`` before the empty run to the party's door starts, and is
    released ``post_trip_min`` after the empty run back; waiting at sites is on duty. The empty runs
    are the day's own, from and to a yard, else as long as the settings say.

    Source
    ------
    domain.md section 3, "Hours of service", and its defaults: report 45 before, post-trip 20,
    deadhead 30 each way.
    """
    loading = boarding_before(day)
    out, back = day.empty_min or (settings.deadhead_min, settings.deadhead_min)
    report_at = add_minutes(depart_at, -(loading + out + settings.report_before_min))
    last_drive_end_at = add_minutes(arrive_at, back)
    release_at = add_minutes(last_drive_end_at, settings.post_trip_min)
    return DriverHours(
        report_at,
        release_at,
        drive_min + out + back,
        minutes_between(report_at, release_at),
        last_drive_end_at,
    )


def boarding_before(day: TourDay) -> int:
    """Give the minutes of loading before the day's departure: as long as its longest boarding."""
    return max((stop.boarding_min for stop in day.stops), default=0)
