"""The school day: closed days, bells, minimum days, the lunch rush and tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.clock import add_minutes, date_text, minutes_between, moment, range_text
from tourplanner.core.model.schedule import RULE_CLOSED, DaySchedule, StopTimes
from tourplanner.core.model.school_day import span_words
from tourplanner.core.model.tour import TourDay, TourStop
from tourplanner.core.safe_text import sentence
from tourplanner.core.schedule import pinned_at
from tourplanner.core.units import hours_text
from tourplanner.core.windows import IF_NO_SCHOOL

BELL, LUNCH, MINIMUM_DAY, TESTS = "BELL", "LUNCH", "MINDAY", "TESTWIN"
_NO_HOURS = "it has no hours for visits that day"


def check_school(ground: Ground) -> Iterator[Finding]:
    """Give where the checked days meet a closed school, a bell or the lunch rush."""
    for schedule in ground.checked():
        for row in schedule.rows:
            closed = closed_finding(ground, schedule.day, row.stop)
            if closed is not None:
                yield closed
                continue
            yield from _bells(ground, schedule, row)
            yield from _lunch_rush(ground, schedule, row)
            yield from _tests(ground, schedule, row)


def _closed_words(stop: TourStop, day: TourDay) -> str:
    """Say as half a sentence why a stop cannot be seen on a day; empty where it can."""
    why = stop.closed_why[day.index] if day.index < len(stop.closed_why) else ""
    has_windows = day.index < len(stop.windows) and bool(stop.windows[day.index])
    return why or ("" if has_windows else _NO_HOURS)


def barred_words(stop: TourStop, day: TourDay) -> str:
    """Say the same of a stop as it is locked: a typed start stands for hours that nobody knows."""
    why = _closed_words(stop, day)
    is_unknown = why == _NO_HOURS or why.endswith(IF_NO_SCHOOL)
    return "" if is_unknown and pinned_at(stop, day) is not None else why


def closed_finding(ground: Ground, day: TourDay, stop: TourStop) -> Finding | None:
    """Give the finding of a stop on a day on which it cannot be seen; None where it can.

    A pinned start opens no school: the pin is what has to move. It only stands for hours that
    nobody knows.
    """
    pinned = pinned_at(stop, day)
    why = barred_words(stop, day)
    name, when = (
        stop.node.name,
        f"{ground.day_name(day.index)}, {date_text(day.date, weekday=False)}",
    )
    if pinned is None and stop.fixed_day is not None and stop.fixed_day != day.index and not why:
        fixed = (
            ground.day_name(stop.fixed_day)
            if 0 <= stop.fixed_day < len(ground.plan.days)
            else f"day {stop.fixed_day + 1}, which this tour does not have"
        )
        return Finding(
            RULE_CLOSED,
            Severity.ERROR,
            f"{when}: {name} stands here, but is locked to {fixed}.",
            f"Move {name} to {fixed}, or unlock it.",
            day=day.index,
            subject=stop.id,
        )
    if not why:
        return None
    is_pinned = pinned is not None or stop.fixed_day == day.index
    source, as_of = _closure_source(ground, day, stop, why)
    seen = "be seen as a school at work" if stop.keeps_school_days else "be seen"
    return Finding(
        RULE_CLOSED,
        Severity.ERROR,
        f"{when}: {name} cannot {seen}: {why}.",
        f"Lock {name} to {_open_day(ground, day, stop)}, or leave it out."
        if is_pinned
        else f"Take {name} to another day, or leave it out.",
        source,
        as_of,
        day.index,
        stop.id,
    )


def _open_day(ground: Ground, day: TourDay, stop: TourStop) -> str:
    """Name the tour's nearest day on which a stop can be seen."""
    fits = [other for other in ground.plan.days if not _closed_words(stop, other)]
    near = min(fits, key=lambda other: abs(other.index - day.index), default=None)
    return ground.day_name(near.index) if near else "another day"


def _closure_source(ground: Ground, day: TourDay, stop: TourStop, why: str) -> tuple[str, str]:
    closures = ground.closures_of(stop)
    if (name := closures.on(day.date)) and name in why:
        return closures.source_on(day.date)
    if "directory" in why or "opens on" in why:
        return "school directory", ""
    return "house rule", ""


def _bells(ground: Ground, schedule: DaySchedule, row: StopTimes) -> Iterator[Finding]:
    stop, day = row.stop, schedule.day
    bells, early = stop.bells_on(day.date), stop.school_days.early_bell(day.date)
    if bells is None:
        return
    rule, of = (BELL, "") if early is None else (MINIMUM_DAY, " of a minimum day")
    margin, zone = ground.settings.bell_margin_min, stop.node.zone
    first, last = (moment(day.date, bell, zone) for bell in bells)
    past = minutes_between(last, row.end_at)
    if past > 0:
        text = (
            f"the visit ends at {ground.time(row.end_at, zone)}, {hours_text(past)} past the last "
            f"bell{of} at {ground.time(last, zone)}"
        )
        mend = f"Shorten the visit by {hours_text(past)}, or start it so much earlier."
        yield _at_stop(ground, rule, day, stop, text, mend, {"past_min": past})
        return
    # The bus in the street is in the way while pupils come, up to the first bell, and while parents
    # wait and pupils leave, around the last one.
    if _meets(row.arrive_at, row.ready_at, add_minutes(first, -margin), first):
        needed = max(minutes_between(row.arrive_at, first), 0)
        text = _touch(ground, "people get off", row.arrive_at, row.ready_at, first, zone, margin)
        mend = f"Arrive {hours_text(needed)} later, after the first bell."
        yield _at_stop(ground, BELL, day, stop, text, mend, {"needed_min": needed})
    clear = add_minutes(last, -margin)
    if _meets(row.board_at, row.depart_at, clear, add_minutes(last, margin)):
        needed = max(minutes_between(clear, row.depart_at), 0)
        text = _touch(ground, "the bus loads", row.board_at, row.depart_at, last, zone, margin)
        mend = f"End the visit {hours_text(needed)} earlier."
        yield _at_stop(ground, rule, day, stop, text, mend, {"needed_min": needed})


def _touch(
    ground: Ground,
    what: str,
    start_at: datetime,
    end_at: datetime,
    bell_at: datetime,
    zone: str,
    margin: int,
) -> str:
    span = range_text(start_at, end_at, zone, with_zone=ground.crosses_zones)
    return f"{what} at {span}, within {margin} min of the bell at {ground.time(bell_at, zone)}"


def _lunch_rush(ground: Ground, schedule: DaySchedule, row: StopTimes) -> Iterator[Finding]:
    stop, day = row.stop, schedule.day
    if stop.lunch_rush is None:
        return
    zone = stop.node.zone
    opens, closes = (moment(day.date, tod, zone) for tod in stop.lunch_rush)
    for what, start_at, end_at in (
        ("people get off", row.arrive_at, row.ready_at),
        ("the bus loads", row.board_at, row.depart_at),
    ):
        if not _meets(start_at, end_at, opens, closes):
            continue
        earlier, later = minutes_between(opens, end_at), minutes_between(start_at, closes)
        needed = min(earlier, later)
        way = "earlier" if earlier <= later else "later"
        zoned = ground.crosses_zones
        text = (
            f"{what} at {range_text(start_at, end_at, zone, with_zone=zoned)}, in the lunch rush "
            f"of {range_text(opens, closes, zone, with_zone=zoned)}"
        )
        mend = f"Do it {hours_text(needed)} {way}."
        yield _at_stop(ground, LUNCH, day, stop, text, mend, {"needed_min": needed})


def _tests(ground: Ground, schedule: DaySchedule, row: StopTimes) -> Iterator[Finding]:
    stop, day = row.stop, schedule.day
    span = stop.school_days.test_on(day.date)
    if span is None:
        return
    text = f"the school has tests then ({span_words(span)})"
    mend = f"Ask the school which rooms are free, or see {stop.name} on another day."
    yield _at_stop(ground, TESTS, day, stop, text, mend, {})


def _meets(start_at: datetime, end_at: datetime, opens: datetime, closes: datetime) -> bool:
    return start_at < closes and end_at > opens


def _at_stop(
    ground: Ground,
    rule: str,
    day: TourDay,
    stop: TourStop,
    text: str,
    mend: str,
    numbers: dict[str, int],
) -> Finding:
    return Finding(
        rule,
        Severity.WARNING,
        sentence(f"{ground.day_name(day.index)}, {stop.node.name}: {text}"),
        mend,
        day=day.index,
        subject=stop.id,
        numbers=numbers,
    )
