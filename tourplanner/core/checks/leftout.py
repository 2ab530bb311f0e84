"""Why a site is in no day: the rule, the minutes, and the smallest change that makes room for it.

The sentence is built from the best place that the site could have had. The change that it names was
computed: with it, that day holds and no other day is worse than without the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tourplanner.core.checks.comfort import FULL
from tourplanner.core.checks.ground import Ground, day_name
from tourplanner.core.checks.hours import DRIVE, DUTY, REST, WEEK, drive_min, duty_min, rest_min
from tourplanner.core.checks.mending import (
    SMALL_SHIFT_MIN,
    Attempt,
    Faults,
    Mender,
    broken_times,
    faults,
    passed_limits,
)
from tourplanner.core.checks.school import barred_words
from tourplanner.core.checks.times import limit_text, missed_words
from tourplanner.core.clock import tod_text
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import (
    RULE_CLOSED,
    RULE_LATE,
    RULE_MISSED,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
    DaySchedule,
)
from tourplanner.core.model.tour import LeftOut, Plan, Tour, TourDay, TourStop, UnplacedStop
from tourplanner.core.safe_text import sentence
from tourplanner.core.schedule import compute_day, with_stops
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.units import hours_text, join_names

_RANK = (
    *(RULE_CLOSED, RULE_NO_ROAD, RULE_MISSED, RULE_LATE),
    *(DRIVE, DUTY, REST, WEEK, RULE_OFF_ROAD),
)
_NAMES = {
    RULE_CLOSED: "a day on which it is closed",
    RULE_NO_ROAD: "a road that is not known",
    RULE_MISSED: "the last departure of a leg",
    DRIVE: "the driving limit",
    DUTY: "the duty limit",
    REST: "the rest between two days",
    WEEK: "the limit of the driver's week",
    RULE_OFF_ROAD: "the hour to be off the road",
}
NO_PLACE = "NO-PLACE"
FaultKey = tuple[str, int, str]


def best_insertion(
    plan: Plan,
    stop: TourStop,
    travel: TravelMatrix,
    rules: DriverRules,
    schedules: Sequence[DaySchedule] | None = None,
) -> DaySchedule | None:
    """Give the day with the stop put in where it breaks least, over all days and places.

    Returns
    -------
    None where the stop cannot be seen on any day. Fewest rules broken come first, then the fewest
    minutes over, then the least driving more.
    """
    settings = plan.tour.settings
    base = list(schedules or (compute_day(day, travel, settings) for day in plan.days))
    before = faults(base, rules)
    best: tuple[tuple[bool, int, int, int, int, int], DaySchedule] | None = None
    for position, old in enumerate(base):
        if barred_words(stop, old.day):
            continue
        full = len(old.day.stops) >= settings.max_stops_per_day
        for place in range(len(old.day.stops) + 1):
            stops = (*old.day.stops[:place], stop, *old.day.stops[place:])
            tried = compute_day(with_stops(old.day, stops), travel, settings)
            after = [*base[:position], tried, *base[position + 1 :]]
            worse = _worse(broken_times(after), before)
            if best is not None and (full, len(worse), sum(worse)) > best[0][:3]:
                continue  # the driver's limits, which take longer to find, only add to it
            worse += _worse(passed_limits(after, rules), before)
            more = tried.guest_drive_min - old.guest_drive_min
            cost = (full, len(worse), sum(worse), more, old.day.index, place)
            if best is None or cost < best[0]:
                best = (cost, tried)
    return best[1] if best else None


def _worse(after: Faults, before: Faults) -> list[int]:
    """Give by how many minutes each fault is worse than it was."""
    return [over - before.get(key, 0) for key, over in after.items() if over > before.get(key, 0)]


def left_out(
    plan: Plan,
    stop: TourStop,
    tried: DaySchedule | None,
    travel: TravelMatrix,
    rules: DriverRules,
    schedules: Sequence[DaySchedule] | None = None,
    look: Callable[[], None] | None = None,
) -> LeftOut:
    """Say why a stop is in no day of a plan.

    Parameters
    ----------
    tried : the best day with the stop in it, None = it could be tried on no day.
    schedules : those of the plan, computed where they are not given.
    look : called before each change that is tried; what it raises comes through.
    """
    name = stop.node.name
    if tried is None:
        return _nowhere(plan, stop)
    mender, new = _with_it(plan, tried, travel, rules, schedules, look)
    ground = Ground(plan, mender.schedules, rules, days=(tried.day.index,))
    if not new:
        over_full = len(tried.day.stops) > plan.tour.settings.max_stops_per_day
        return _fits(ground, stop, tried, over_full)
    key = min(new, key=lambda k: _rank(k, stop.id))
    found = _room_made(mender, stop, tried.day.index)
    text = f"{name}: {_words(ground, key, new[key], stop)}"
    rest = [k for k in new if k != key and (k[0] != RULE_NO_ROAD or key[0] != RULE_NO_ROAD)]
    if rest:
        others = dict.fromkeys(_named(k, tried.day) for k in rest)
        text += f", and this would break as well: {join_names(list(others))}"
    if found is None and key[0] == RULE_NO_ROAD:
        text += "; if there is a ferry, put it in a day and type the minutes of its legs"
    elif found is None:
        text += "; no single change makes room for it"
    else:
        text += f"; would fit if {found.would}"
    told = " ".join([sentence(text), *_closed_days(plan, stop)])
    return LeftOut(stop, told, key[0], found.do if found else "")


def room_for(
    plan: Plan,
    stop: TourStop,
    travel: TravelMatrix,
    rules: DriverRules,
    schedules: Sequence[DaySchedule] | None = None,
) -> Mapping[int, TourDay] | None:
    """Give the days as they would be with a stop in them and the change that makes room for it.

    Returns
    -------
    The days that change; None where no single change makes room.
    """
    tried = best_insertion(plan, stop, travel, rules, schedules)
    if tried is None:
        return None
    mender, new = _with_it(plan, tried, travel, rules, schedules)
    index = tried.day.index
    if not new and len(tried.day.stops) <= plan.tour.settings.max_stops_per_day:
        return {index: tried.day}
    found = _room_made(mender, stop, index)
    return {index: tried.day, **found.days} if found else None


def _with_it(
    plan: Plan,
    tried: DaySchedule,
    travel: TravelMatrix,
    rules: DriverRules,
    schedules: Sequence[DaySchedule] | None,
    look: Callable[[], None] | None = None,
) -> tuple[Mender, dict[FaultKey, int]]:
    """Give a mender of the plan with the tried day in it, and the faults that this day adds."""
    settings = plan.tour.settings
    base = tuple(schedules or (compute_day(day, travel, settings) for day in plan.days))
    index = tried.day.index
    with_it = tuple(tried if s.day.index == index else s for s in base)
    mender = Mender(plan, with_it, rules, travel, look)
    before = faults(base, rules)
    new = {k: v for k, v in mender.before.items() if v > before.get(k, 0)}
    mender.before = before  # a change holds when no day is worse than without the stop
    return mender, new


def _room_made(mender: Mender, stop: TourStop, index: int) -> Attempt | None:
    most = mender.plan.tour.settings.max_stops_per_day
    return mender.smallest(
        lambda after: all(len(s.rows) <= most for s in after if s.day.index == index),
        _room(mender, stop, index),
    )


def untried_words(tour: Tour) -> str:
    """Say of how many sites that may be seen nothing was tried, and why; empty where of none."""
    if not tour.untried:
        return ""
    tried = sum(stop.wish != "not" for stop in tour.stops)
    one = tour.untried == 1
    return (
        f"{tour.untried:,} more {'site' if one else 'sites'} that may be seen "
        f"{'was' if one else 'were'} not tried: the {tried:,} that were promise more for the "
        "minutes of visit and detour. Mark a site as must, and it is tried."
    )


def without_place(stop: UnplacedStop) -> LeftOut:
    """Say of a site without a point why it is in no day."""
    text = f"{stop.name}: has no place yet: give it an address, a ZIP or a pin."
    return LeftOut(stop, text, NO_PLACE, f"Give {stop.name} an address, a ZIP or a pin.")


def _room(mender: Mender, stop: TourStop, index: int) -> Iterator[Attempt]:
    """Give what may make room for a stop, from small to large; the stop itself stays."""
    earliest = mender.until_earliest_out(index)
    yield from mender.shorter(_anyhow, index, stop.id)
    yield from mender.leaving(_anyhow, index, most=min(earliest, SMALL_SHIFT_MIN))
    yield from mender.shorter(_anyhow, index)
    yield from mender.reordered(index)
    yield from mender.leaving(_anyhow, index, most=earliest)
    yield from mender.sleeping_elsewhere(index)
    yield from mender.dropped(index, keep=stop.id)


def _anyhow(after: Sequence[DaySchedule]) -> bool:
    """Ask nothing more than what every change has to keep: no day worse than without the stop."""
    return True


def _rank(key: FaultKey, stop_id: StopId) -> tuple[bool, int, int, str]:
    rule, day, subject = key
    place = _RANK.index(rule) if rule in _RANK else len(_RANK)
    return subject != stop_id, place, day, subject


def _nowhere(plan: Plan, stop: TourStop) -> LeftOut:
    name = stop.node.name
    if stop.wish == "not":
        return LeftOut(stop, f"{name}: marked as not wanted.", "WISH", "Mark it as may or must.")
    if stop.fixed_day is not None and stop.fixed_day >= len(plan.days):
        text = f"{name}: is locked to day {stop.fixed_day + 1}, which this tour does not have."
        return LeftOut(stop, text, RULE_CLOSED, f"Lock {name} to another day, or unlock it.")
    if stop.fixed_day is not None:
        why = barred_words(stop, plan.days[stop.fixed_day]) or "no place in that day was tried"
        text = f"{name}: is locked to {day_name(plan, stop.fixed_day)}, but {why}"
        mend = f"Lock {name} to another day, or unlock it."
        return LeftOut(stop, sentence(text), RULE_CLOSED, mend)
    reasons = {barred_words(stop, day) for day in plan.days}
    if "" not in reasons:
        days = "its day" if len(plan.days) == 1 else f"all {len(plan.days)} days"
        text = f"{name}: cannot be seen on {days} of the tour"
        told = [sentence(f"{text}: {reasons.pop()}")]
        if reasons:
            told = [f"{text}.", *_closed_days(plan, stop)]
        return LeftOut(stop, " ".join(told), RULE_CLOSED, "Choose other days for the tour.")
    return LeftOut(stop, f"{name}: no day was tried for it.", "", "Plan again.")


def _closed_days(plan: Plan, stop: TourStop) -> Iterator[str]:
    """Say of the days on which a stop cannot be seen why, days of one reason in one sentence.

    Nothing is said of a stop that is fixed to a day: the others do not matter to it.
    """
    by_reason: dict[str, list[str]] = {}
    for day in plan.days:
        if stop.fixed_day is None and (why := barred_words(stop, day)):
            by_reason.setdefault(why, []).append(day_name(plan, day.index))
    for why, days in by_reason.items():
        yield sentence(f"On {join_names(days)} it cannot be seen: {why}")


def _fits(ground: Ground, stop: TourStop, tried: DaySchedule, over_full: bool) -> LeftOut:
    name, index = stop.node.name, tried.day.index
    when = ground.day_name(index)
    count = len(tried.day.stops)
    if over_full:
        most = ground.settings.max_stops_per_day
        text = f"{name}: {when} already has the {most} visits that are planned a day"
        return LeftOut(
            stop,
            f"{text}; would fit if {count} a day were allowed.",
            FULL,
            f"Allow {count} visits a day, or leave one of {when} out.",
        )
    driven = hours_text(tried.guest_drive_min)
    return LeftOut(
        stop,
        f"{name}: would fit on {when}, which then has {driven} of driving for the riders.",
        "",
        f"Put it on {when}.",
    )


def _words(ground: Ground, key: FaultKey, over_min: int, stop: TourStop) -> str:
    """Say what a new fault is, as half a sentence that follows the stop's name."""
    rule, index, subject = key
    schedule = next(s for s in ground.schedules if s.day.index == index)
    when, over, law = ground.day_name(index), hours_text(over_min), ground.rules.law
    day = schedule.day
    if rule == RULE_LATE:
        return _late_words(ground, schedule, subject, over, stop)
    if rule == RULE_CLOSED:
        return (
            f"cannot be seen on {when}: {barred_words(stop, day) or 'it is fixed to another day'}"
        )
    if rule == RULE_NO_ROAD:
        return f"no road is known to it on {when}"
    if rule == RULE_MISSED:
        return f"{_missed_by(ground, schedule, subject)} on {when}"
    if rule == RULE_OFF_ROAD:
        back = ground.time(schedule.arrive_at, day.end.zone, day.date)
        limit = tod_text(ground.settings.off_road_tod_min)
        return f"the bus would be on the road until {back} on {when}, {over} after {limit}"
    if rule == DRIVE:
        driven, limit = hours_text(drive_min(schedule)), hours_text(law.drive_max_min or 0)
        return f"{when} would have {driven} of driving, {over} over the {limit} limit"
    if rule == DUTY:
        worked, limit = hours_text(duty_min(schedule, law)), hours_text(law.duty_max_min or 0)
        return (
            f"the driver would still drive after {worked} on duty on {when}, {over} over the "
            f"{limit} limit"
        )
    if rule == REST:
        limit = hours_text(law.rest_min or 0)
        before = [s for s in ground.schedules if s.day.index < index]
        rested = f"{hours_text(rest_min(before[-1], schedule))} of rest " if before else ""
        return f"the driver would have {rested}before {when}, {over} under the {limit} limit"
    return f"the driver's week would be {over} over its limit"


def _missed_by(ground: Ground, schedule: DaySchedule, subject: str) -> str:
    broken = next(
        b
        for b in schedule.broken
        if b.rule == RULE_MISSED and (b.stop.id if b.stop else "") == subject
    )
    return missed_words(ground, schedule, broken)


def _named(key: FaultKey, day: TourDay) -> str:
    """Name a rule that breaks, after the one that was said in full."""
    rule, _, subject = key
    if rule == RULE_LATE:
        return next((f"the start at {s.name}" for s in day.stops if s.id == subject), "a start")
    return _NAMES.get(rule, "another limit of the driver's hours")


def _late_words(
    ground: Ground, schedule: DaySchedule, subject: str, over: str, stop: TourStop
) -> str:
    row = next(row for row in schedule.rows if row.stop.id == subject)
    start = ground.time(row.start_at, row.stop.node.zone, schedule.day.date)
    limit = limit_text(ground, schedule, row.stop)
    late = f"{over} after {limit}" if limit else f"{over} late"
    when = ground.day_name(schedule.day.index)
    if subject == stop.id:
        return f"could start at {start} on {when}, {late}"
    return f"{row.stop.node.name} could then start at {start} on {when}, {late}"
