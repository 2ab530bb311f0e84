"""What makes a day hard on the riders: long legs, much driving, late lunch, too many visits."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import DrivenLeg, Ground, driven_legs
from tourplanner.core.clock import minutes_between, moment, tod_text
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.safe_text import sentence
from tourplanner.core.units import hours_text

LEG_LONG, GUESTS, FULL = "LEG-LONG", "DRIVE-GUEST", "DAY-FULL"
LUNCH_LATE, LUNCH_NONE = "LUNCH-LATE", "LUNCH-NONE"


def check_comfort(ground: Ground) -> Iterator[Finding]:
    """Give what is hard on the riders of the checked days."""
    for schedule in ground.checked():
        for driven in driven_legs(schedule):
            yield from _long_leg(ground, schedule, driven)
        yield from _guests(ground, schedule)
        yield from _lunch(ground, schedule)
        yield from _full(ground, schedule)


def without_stop_min(schedule: DaySchedule, driven: DrivenLeg) -> int:
    """Give the longest part of a leg without a stop: lunch on the road is one."""
    lunch = schedule.lunch
    if lunch is None or lunch.place != "road" or lunch.start_at == lunch.end_at:  # eaten aboard
        return driven.minutes
    if not driven.depart_at <= lunch.start_at < driven.arrive_at:
        return driven.minutes
    before = minutes_between(driven.depart_at, lunch.start_at)
    return max(before, driven.minutes - before)


def _long_leg(ground: Ground, schedule: DaySchedule, driven: DrivenLeg) -> Iterator[Finding]:
    limit = ground.settings.leg_long_min
    minutes = without_stop_min(schedule, driven)
    if minutes <= limit:
        return
    over, index = minutes - limit, schedule.day.index
    yield Finding(
        LEG_LONG,
        Severity.WARNING,
        f"{ground.day_name(index)}: {hours_text(minutes)} from {driven.start.name} to "
        f"{driven.end.name} without a stop, {hours_text(over)} over {hours_text(limit)}.",
        f"Stop for 15 to 30 min after about {hours_text(minutes // 2)}.",
        day=index,
        numbers={"leg_min": minutes, "limit_min": limit, "over_min": over},
    )


def _guests(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    limit, minutes = ground.settings.guest_drive_max_min, schedule.guest_drive_min
    if minutes <= limit:
        return
    over, index = minutes - limit, schedule.day.index
    yield Finding(
        GUESTS,
        Severity.WARNING,
        f"{ground.day_name(index)}: the riders sit in the bus for {hours_text(minutes)}, "
        f"{hours_text(over)} over {hours_text(limit)}.",
        f"Take {hours_text(over)} of driving out of the day.",
        day=index,
        numbers={"guest_drive_min": minutes, "limit_min": limit, "over_min": over},
    )


def _lunch(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    day, settings, lunch = schedule.day, ground.settings, schedule.lunch
    index, name = day.index, ground.day_name(day.index)
    latest = tod_text(settings.lunch_to_tod_min)
    if lunch is None:
        opens = moment(day.date, settings.lunch_from_tod_min, day.start.zone)
        closes = moment(day.date, settings.lunch_to_tod_min, day.end.zone)
        if schedule.depart_at < opens and schedule.arrive_at > closes:
            yield Finding(
                LUNCH_NONE,
                Severity.WARNING,
                sentence(f"{name}: there is no lunch, though the day lasts past {latest}"),
                f"Make room for {hours_text(settings.lunch_min)} between "
                f"{tod_text(settings.lunch_from_tod_min)} and {latest}, or eat aboard.",
                day=index,
            )
        return
    zone = lunch.stop.node.zone if lunch.stop else day.start.zone
    late = minutes_between(moment(day.date, settings.lunch_to_tod_min, zone), lunch.start_at)
    if late <= 0 or lunch.place == "road":
        return
    where = f" after {lunch.stop.node.name}" if lunch.stop else ""
    yield Finding(
        LUNCH_LATE,
        Severity.WARNING,
        sentence(
            f"{name}: lunch{where} is at {ground.time(lunch.start_at, zone, day.date)}, "
            f"{hours_text(late)} after {latest}"
        ),
        "Eat aboard on the way there, or ask the hosts for lunch during the visit; "
        f"or be {hours_text(late)} earlier.",
        day=index,
        subject=lunch.stop.id if lunch.stop else "",
        numbers={"late_min": late},
    )


def _full(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    most, count = ground.settings.max_stops_per_day, len(schedule.rows)
    if count <= most:
        return
    over = count - most
    what = "one visit" if over == 1 else f"{over} visits"
    index = schedule.day.index
    yield Finding(
        FULL,
        Severity.WARNING,
        f"{ground.day_name(index)}: {count} visits, {over} more than the {most} a day that are "
        "planned with.",
        f"Move {what} to another day.",
        day=index,
        numbers={"visits": count, "limit": most},
    )
