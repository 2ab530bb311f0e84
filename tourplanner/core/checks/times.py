"""Times that cannot be: late starts, overlaps, missing roads, and what is left of the buffers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import (
    DrivenLeg,
    Ground,
    driven_legs,
    row_before,
)
from tourplanner.core.clock import add_minutes, minutes_between, moment, shift_text, tod_text
from tourplanner.core.model.schedule import (
    RULE_LATE,
    RULE_MISSED,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
    Broken,
    DaySchedule,
)
from tourplanner.core.model.tour import Node, TourStop
from tourplanner.core.safe_text import sentence
from tourplanner.core.schedule import departure, latest_departure, pinned_at
from tourplanner.core.units import hours_text
from tourplanner.core.windows import limit_words

OVERLAP, BUFFER, EARLY, SHIFTED = "TIME-OVERLAP", "BUFFER-LOW", "EARLY-OUT", "CLOCK-CHANGE"
LATE_OUT = "LATE-OUT"


def check_times(ground: Ground) -> Iterator[Finding]:
    """Give what the moments of the checked days break, and where they are tight."""
    for schedule in ground.checked():
        for broken in schedule.broken:
            if broken.rule == RULE_LATE and broken.stop is not None:
                yield late_start(ground, schedule, broken, broken.stop)
            elif broken.rule == RULE_OFF_ROAD:
                yield _off_road(ground, schedule, broken)
            elif broken.rule == RULE_MISSED:
                yield _missed(ground, schedule, broken)
        yield from _no_roads(ground, schedule)
        yield from _late_out(ground, schedule)
        yield from _buffers(ground, schedule)
        yield from _early_out(ground, schedule)
        yield from _shifted(ground, schedule)


def limit_text(ground: Ground, schedule: DaySchedule, stop: TourStop) -> str:
    """Name what a start is held against: ``the last bell at 2:30 p.m.``, ``the locked 9:30 a.m.``.

    Empty where the day has neither pin nor window for the stop.
    """
    day, zone = schedule.day, stop.node.zone
    pinned = pinned_at(stop, day)
    if pinned is not None:
        return f"the locked {ground.time(pinned, zone)}"
    windows = stop.windows[day.index] if day.index < len(stop.windows) else ()
    if not windows:
        return ""
    words = limit_words(stop, windows[-1], day.date)
    return f"the {words} at {ground.time(windows[-1].close_at, zone)}"


def late_start(ground: Ground, schedule: DaySchedule, broken: Broken, stop: TourStop) -> Finding:
    """Give the finding of a start that comes too late: an overlap where two visits collide."""
    day, zone = schedule.day, stop.node.zone
    position = row_before(schedule, stop)
    row = schedule.rows[position]
    start = ground.time(row.start_at, zone, day.date)
    late = hours_text(broken.over_min)
    name, when = stop.node.name, ground.day_name(day.index)
    numbers = {"late_min": broken.over_min}
    pinned = pinned_at(stop, day)
    before = schedule.rows[position - 1] if position else None
    if pinned is not None and before is not None and pinned < before.end_at:
        overlap = minutes_between(pinned, before.end_at)
        end = ground.time(before.end_at, before.stop.node.zone)
        return Finding(
            OVERLAP,
            Severity.ERROR,
            f"{when}: {name} is locked to {ground.time(pinned, zone)}, but the visit at "
            f"{before.stop.node.name} before it lasts until {end}, {hours_text(overlap)} too long.",
            f"Lock {name} {late} later, to {start}, or take one of the two to another day.",
            day=day.index,
            subject=stop.id,
            numbers={**numbers, "overlap_min": overlap},
        )
    return Finding(
        RULE_LATE,
        Severity.ERROR,
        sentence(
            f"{when}: {name} can start at {start}, {late} after "
            f"{limit_text(ground, schedule, stop) or 'it has to'}"
        ),
        f"Be there {late} earlier: shorten or leave out what comes before.",
        day=day.index,
        subject=stop.id,
        numbers=numbers,
    )


def missed_words(ground: Ground, schedule: DaySchedule, broken: Broken) -> str:
    """Say by how much the last departure of a leg is missed, as half a sentence."""
    left, right = _ends_of(schedule, broken.stop)
    assert broken.limit_at is not None
    assert broken.actual_at is not None
    last = ground.time(broken.limit_at, left.zone)
    ready = ground.time(broken.actual_at, left.zone)
    return (
        f"the bus can leave {left.name} at {ready}, {hours_text(broken.over_min)} after the last "
        f"departure to {right.name} at {last}"
    )


def _ends_of(schedule: DaySchedule, stop: TourStop | None) -> tuple[Node, Node]:
    """Give the ends of the leg to a stop, None = to the day's end."""
    at = len(schedule.rows) if stop is None else row_before(schedule, stop)
    left = schedule.rows[at - 1].stop.node if at else schedule.day.start
    return left, schedule.day.end if stop is None else stop.node


def _missed(ground: Ground, schedule: DaySchedule, broken: Broken) -> Finding:
    over, index = hours_text(broken.over_min), schedule.day.index
    return Finding(
        RULE_MISSED,
        Severity.ERROR,
        sentence(f"{ground.day_name(index)}: {missed_words(ground, schedule, broken)}"),
        f"Be there {over} earlier: shorten or leave out what comes before.",
        day=index,
        subject=broken.stop.id if broken.stop else "",
        numbers={"late_min": broken.over_min},
    )


def _off_road(ground: Ground, schedule: DaySchedule, broken: Broken) -> Finding:
    day, over = schedule.day, hours_text(broken.over_min)
    limit = tod_text(ground.settings.off_road_tod_min)
    return Finding(
        RULE_OFF_ROAD,
        Severity.WARNING,
        sentence(
            f"{ground.day_name(day.index)}: the bus is on the road until "
            f"{ground.time(schedule.arrive_at, day.end.zone, day.date)}, {over} after {limit}"
        ),
        f"Shorten the day by {over}, or sleep nearer.",
        day=day.index,
        numbers={"over_min": broken.over_min},
    )


def _no_roads(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    rows = {row.stop.node.id: row.stop.id for row in schedule.rows}
    for driven in driven_legs(schedule):
        if driven.leg is None:
            yield _no_road(ground, schedule, driven, rows.get(driven.end.id, ""))


def _no_road(ground: Ground, schedule: DaySchedule, driven: DrivenLeg, subject: str) -> Finding:
    index = schedule.day.index
    return Finding(
        RULE_NO_ROAD,
        Severity.ERROR,
        f"{ground.day_name(index)}: no road is known from {driven.start.name} to "
        f"{driven.end.name}; the way counts as 0 minutes until there is one.",
        "If there is a road or a ferry, type its minutes; else take one of the two out of the day.",
        day=index,
        subject=subject,
    )


def _buffers(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    """A pin may eat into the buffer; windows never do."""
    for position, row in enumerate(schedule.rows):
        missing = row.buffer_min - row.slack_min
        if missing <= 0 or row.late_min > 0 or row.leg is None:
            continue
        index, name = schedule.day.index, row.stop.node.name
        earlier = (
            f"Leave {hours_text(missing)} earlier"
            if position == 0
            else f"End the visit before {hours_text(missing)} earlier"
        )
        yield Finding(
            BUFFER,
            Severity.WARNING,
            f"{ground.day_name(index)}: {row.slack_min} min are left before {name} starts at "
            f"{ground.time(row.start_at, row.stop.node.zone)}; its leg asks for "
            f"{row.buffer_min} min, {hours_text(missing)} more.",
            f"{earlier}, or start {name} {hours_text(missing)} later.",
            day=index,
            subject=row.stop.id,
            numbers={"slack_min": row.slack_min, "buffer_min": row.buffer_min},
        )


def _late_out(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    """Say so where a typed departure alone makes visits late; needs the travel times."""
    day, travel, settings = schedule.day, ground.travel, ground.settings
    late = [broken for broken in schedule.broken if broken.rule == RULE_LATE]
    if day.depart_at is None or travel is None or not late:
        return
    free = replace(day, depart_at=None)
    worked_out = departure(free, travel, settings)
    latest = latest_departure(free, travel, settings)
    if worked_out >= day.depart_at or latest is None:
        return
    typed = ground.time(day.depart_at, day.start.zone, day.date)
    visits = "1 visit" if len(late) == 1 else f"{len(late)} visits"
    over = minutes_between(latest, day.depart_at)
    yield Finding(
        LATE_OUT,
        Severity.WARNING,
        f"{ground.day_name(day.index)}: the typed departure at {typed} makes {visits} late; it is "
        f"{hours_text(over)} after the latest that meets every start.",
        sentence(f"Leave by {ground.time(latest, day.start.zone, day.date)}"),
        day=day.index,
        numbers={"over_min": over},
    )


def _early_out(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    day, settings = schedule.day, ground.settings
    if day.depart_at is not None or not schedule.rows:
        return
    wished = moment(day.date, settings.day_start_tod_min, day.start.zone)
    early = minutes_between(schedule.depart_at, wished)
    first = schedule.rows[0]
    pinned = pinned_at(first.stop, day)
    if early <= 0 or pinned is None:
        return
    name, zone = first.stop.node.name, first.stop.node.zone
    later = ground.time(add_minutes(max(pinned, first.start_at), early), zone)
    yield Finding(
        EARLY,
        Severity.WARNING,
        sentence(
            f"{ground.day_name(day.index)}: the bus leaves at "
            f"{ground.time(schedule.depart_at, day.start.zone)}, {hours_text(early)} before "
            f"{tod_text(settings.day_start_tod_min)}, to start {name} at "
            f"{ground.time(pinned, zone)}"
        ),
        f"Start {name} at {later}, or sleep {hours_text(early)} nearer.",
        day=day.index,
        subject=first.stop.id,
        numbers={"early_min": early},
    )


def _shifted(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    """Default clock times that the clock change skips or repeats; typed ones say so when typed."""
    day, settings = schedule.day, ground.settings
    wished = settings.day_start_tod_min
    text = shift_text(day.date, wished, day.start.zone) if day.depart_at is None else ""
    if text:
        yield Finding(
            SHIFTED,
            Severity.WARNING,
            f"{ground.day_name(day.index)}: {text}",
            "Type a departure outside the hour of the clock change.",
            day=day.index,
        )
