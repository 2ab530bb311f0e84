"""Whether somebody is busy by a calendar while the tour counts on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tourplanner.core.aboard import Places, Ride, folded_name, ride_of
from tourplanner.core.busy import BusyCalendar, Span, joined
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import date_text, local, minutes_between, parse_moment, range_text
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.units import join_names

if TYPE_CHECKING:
    from tourplanner.core.checks.ground import Ground

BUSY, NOT_READ, NOBODY = "BUSY", "BUSY-NOT-READ", "BUSY-NOBODY"
_MEMBER = "The member"


def check_busy(ground: Ground) -> Iterator[Finding]:
    """Give a finding for each person and day with busy times, and for what nobody looks at."""
    people = ground.facts.people
    if not people.calendars:
        return
    places: Places = {
        stop.id: (day.index, order)
        for day in ground.plan.days
        for order, stop in enumerate(day.stops)
    }
    names = {folded_name(rider.text("name")) for rider in people.riders}
    for one in people.calendars:
        if one.who and folded_name(one.who) not in names:
            yield _nobody(one)
        ride = _ride(ground, one, places)
        if ride is None:
            continue
        who = one.who or people.member or _MEMBER
        for schedule in ground.schedules:
            if _asked(schedule, ride):
                yield from _day(ground, one, who, schedule, ride)
        yield from _not_read(ground, one, who)


def _ride(ground: Ground, one: BusyCalendar, places: Places) -> Ride | None:
    """Give when somebody is aboard; None for one who is not on the tour any more."""
    if not one.who:
        return Ride()
    name = folded_name(one.who)
    for rider in ground.facts.people.riders:
        if folded_name(rider.text("name")) == name and rider.text("status") != "declined":
            return ride_of(rider, places)
    return None


def _asked(schedule: DaySchedule, ride: Ride) -> list[tuple[Span, str, str]]:
    """Give when a day asks for somebody: the span, where in words, the stop's id or nothing."""
    day, found = schedule.day.index, list[tuple[Span, str, str]]()
    left = schedule.depart_at
    for order, row in enumerate(schedule.rows):
        if ride.is_aboard((day, order)):
            found.append(((left, row.arrive_at), f"on the way to {row.stop.name}", ""))
        if ride.sees((day, order)):
            found.append(((row.arrive_at, row.depart_at), f"at {row.stop.name}", row.stop.id))
        left = row.depart_at
    if ride.is_aboard((day, len(schedule.rows))) and not schedule.is_idle:
        found.append(((left, schedule.arrive_at), "on the way to the day's end", ""))
    return found


def _day(
    ground: Ground, one: BusyCalendar, who: str, schedule: DaySchedule, ride: Ride
) -> Iterator[Finding]:
    hit: list[Span] = []
    where: list[str] = []
    subject = ""
    for (start, end), words, stop in _asked(schedule, ride):
        spans = [(max(a, start), min(b, end)) for a, b in one.spans if a < end and start < b]
        if spans:
            hit += spans
            where.append(words)
            subject = subject or stop
    if not hit:
        return
    zone = schedule.day.start.zone
    whole = [span for span in one.spans if any(span[0] < b and a < span[1] for a, b in hit)]
    day = ground.day_name(schedule.day.index)
    times = join_names([_times(span, schedule, zone, ground) for span in whole])
    yield Finding(
        BUSY,
        Severity.WARNING,
        f"{day}: {who} is busy {times} by the calendar, and the tour has them {join_names(where)}.",
        "Ask whether that can be moved; or let the tour go on without them there.",
        one.source,
        _read_on(one),
        day=schedule.day.index,
        subject=subject,
        numbers={"minutes": sum(minutes_between(a, b) for a, b in joined(hit))},
        about=who,
    )


def _times(span: Span, schedule: DaySchedule, zone: str, ground: Ground) -> str:
    """Write when somebody is busy on a day; what began before it or ends after it says so."""
    start, end = (local(at, zone) for at in span)
    day = schedule.day.date
    if start.date() < day and end.date() > day:
        return "all day"
    if start.date() == day and start.hour == start.minute == 0 and end.date() > day:
        return "all day"
    if start.date() < day:
        return f"until {ground.time(span[1], zone)}"
    if end.date() > day:
        return f"from {ground.time(span[0], zone)}"
    return range_text(*span, zone, with_zone=ground.crosses_zones)


def _not_read(ground: Ground, one: BusyCalendar, who: str) -> Iterator[Finding]:
    missed = [day for day in ground.plan.days if not one.first <= day.date <= one.last]
    if missed:
        span = f"{date_text(one.first, weekday=False)} to {date_text(one.last, weekday=False)}"
        days = join_names([date_text(day.date, weekday=False) for day in missed])
        yield Finding(
            NOT_READ,
            Severity.WARNING,
            f"The calendar of {who} was read for {span}: nobody looked at {days}.",
            "Read it again: Papers, Riders, Busy times.",
            one.source,
            _read_on(one),
            numbers={"days": len(missed)},
            about=who,
        )


def _nobody(one: BusyCalendar) -> Finding:
    """Tell of a calendar whose rider has another name now, or was taken out."""
    return Finding(
        NOBODY,
        Severity.WARNING,
        f"A calendar of {one.who} was read, and no rider is called so: its busy times are not "
        "looked at.",
        "Read it again for the rider, and take this one out: Papers, Riders, Busy times.",
        one.source,
        _read_on(one),
        about=one.who,
    )


def _read_on(one: BusyCalendar) -> str:
    return parse_moment(one.read_at).date().isoformat() if one.read_at else ""
