"""Driver hours: driving, duty, rest and week against the chosen law and the stricter house rule.

A break of the law is an error. Above the house rule, or from 85 % of the law on, it is a warning.
A coach has one driver for the whole tour; the empty runs count; all spans are elapsed minutes, so
zone lines and clock-change nights come out right. On an idle day the bus stands and the driver is
off duty. Where coaches come from different yards, each driver is held against the limits, and the
one who breaks them most is told by the coach, unless all have the same hours; a plan is made for
the longest empty runs of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.clock import minutes_between, tod_min_of
from tourplanner.core.coaches import of_driver
from tourplanner.core.model.rules import RuleSet
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Tour, TourDay, Vehicle
from tourplanner.core.units import hours_text, join_names

DRIVE, DUTY, REST, WEEK, REACH = "HOS-DRIVE", "HOS-DUTY", "HOS-REST", "HOS-WEEK", "HOS-REACH"
NEAR_PERCENT = 85


@dataclass(frozen=True, slots=True)
class Over:
    """A limit that a plan breaks: the rule, on which day, by how many minutes."""

    rule: str
    day: int
    over_min: int


def drive_min(schedule: DaySchedule) -> int:
    """Give the driver's minutes at the wheel on a day, empty runs included; 0 on an idle day."""
    return schedule.driver.driving_min


def duty_min(schedule: DaySchedule, rules: RuleSet) -> int:
    """Give the minutes that a set's duty limit is held against; 0 on an idle day.

    From report to release where the set counts elapsed time, else from report to the end of the
    last drive: those laws forbid driving after so much duty, not work after it.
    """
    hours = schedule.driver
    if rules.duty_is_elapsed:
        return hours.duty_min
    return minutes_between(hours.report_at, hours.last_drive_end_at)


def rest_min(before: DaySchedule, after: DaySchedule) -> int:
    """Give the elapsed minutes between one day's release and the next one's report."""
    return minutes_between(before.driver.release_at, after.driver.report_at)


def week_min(schedules: Sequence[DaySchedule], last: int, rules: RuleSet) -> int:
    """Give the minutes on duty when the last drive of a day ends, over the set's days up to it.

    Parameters
    ----------
    last : position of the day in ``schedules``; the days before it within ``week_days`` count.
    """
    assert rules.week_days is not None  # asked only where the set has a weekly limit
    total = 0
    for schedule in schedules[: last + 1]:
        age = (schedules[last].day.date - schedule.day.date).days
        if schedule.is_idle or age >= rules.week_days:
            continue
        hours = schedule.driver
        end_at = hours.last_drive_end_at if age == 0 else hours.release_at
        total += minutes_between(hours.report_at, end_at)
    return total


def working_pairs(schedules: Sequence[DaySchedule]) -> Iterator[tuple[DaySchedule, DaySchedule]]:
    """Give each working day with the working day before it; idle days are rest."""
    working = [schedule for schedule in schedules if not schedule.is_idle]
    yield from pairwise(working)


def over_limits(schedules: Sequence[DaySchedule], rules: RuleSet) -> list[Over]:
    """Give every limit of a set that the schedules break, with the minutes."""
    found = []
    for schedule in schedules:
        index = schedule.day.index
        found.append(Over(DRIVE, index, _above(drive_min(schedule), rules.drive_max_min)))
        found.append(Over(DUTY, index, _above(duty_min(schedule, rules), rules.duty_max_min)))
    for before, after in working_pairs(schedules):
        missing = 0 if rules.rest_min is None else rules.rest_min - rest_min(before, after)
        found.append(Over(REST, after.day.index, missing))
    if rules.week_max_min is not None:
        for position, schedule in enumerate(schedules):
            if not schedule.is_idle:
                worked = week_min(schedules, position, rules)
                found.append(Over(WEEK, schedule.day.index, worked - rules.week_max_min))
    return [over for over in found if over.over_min > 0]


def check_hours(ground: Ground) -> Iterator[Finding]:
    """Give what the hours of the checked days break, and what comes near it."""
    tour = ground.plan.tour
    worst: dict[tuple[str, int | None], tuple[Finding, list[Vehicle]]] = {}
    for crew in _crews(tour):
        own = tuple(of_driver(schedule, tour, crew[0]) for schedule in ground.schedules)
        for finding in _of_one(replace(ground, schedules=own)):
            key = finding.rule, finding.day
            if key not in worst or _weight(finding) > _weight(worst[key][0]):
                worst[key] = finding, list(crew)
            elif finding.said == worst[key][0].said:
                worst[key][1].extend(crew)
    for finding, coaches in worst.values():
        if len(coaches) < len(tour.coaches):
            names = join_names([coach.name for coach in coaches])
            finding = replace(finding, text=f"{names}: {finding.text}")
        yield finding


def _crews(tour: Tour) -> list[list[Vehicle]]:
    """Give the coaches, those whose drivers have the same empty runs together."""
    crews: dict[tuple[int | None, int | None], list[Vehicle]] = {}
    for coach in tour.coaches:
        crews.setdefault((coach.out_min, coach.back_min), []).append(coach)
    return list(crews.values())


def _weight(finding: Finding) -> tuple[bool, float, float]:
    figures = finding.numbers
    worked = figures.get("driving_min", figures.get("duty_min", 0))
    return finding.severity is Severity.ERROR, figures.get("over_min", 0), worked


def _of_one(ground: Ground) -> Iterator[Finding]:
    """Give what one driver's hours break."""
    for schedule in ground.checked():
        if not schedule.is_idle:
            yield from _drive(ground, schedule)
            yield from _duty(ground, schedule)
    for before, after in working_pairs(ground.schedules):
        if after.day.index in ground.days:
            yield from _rest(ground, before, after)
    yield from _week(ground)
    yield from _reach(ground)


def _above(value: int, limit: int | None) -> int:
    return 0 if limit is None else value - limit


@dataclass(frozen=True, slots=True)
class _Held:
    """One figure as one set counts it, the set's limit, and the figure in words."""

    rules: RuleSet
    minutes: int
    limit_min: int | None
    lead: str

    @property
    def over_min(self) -> int:
        return _above(self.minutes, self.limit_min)


def _drive(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    minutes, index = drive_min(schedule), schedule.day.index
    lead = f"{ground.day_name(index)}: {hours_text(minutes)} of driving {_way(schedule.day)}"
    law, house = ground.rules.law, ground.rules.house
    yield from _graded(
        DRIVE,
        index,
        _Held(law, minutes, law.drive_max_min, lead),
        _Held(house, minutes, house.drive_max_min, lead),
        {"driving_min": minutes, "empty_min": minutes - schedule.guest_drive_min},
        "Take {over} of driving out of the day, or add a second driver.",
    )


def _duty(ground: Ground, schedule: DaySchedule) -> Iterator[Finding]:
    index, hours = schedule.day.index, schedule.driver

    def held(rules: RuleSet) -> _Held:
        minutes = duty_min(schedule, rules)
        return _Held(rules, minutes, rules.duty_max_min, _duty_lead(ground, schedule, rules))

    law, house = held(ground.rules.law), held(ground.rules.house)
    yield from _graded(
        DUTY,
        index,
        law,
        house,
        {"duty_min": law.minutes, "elapsed_duty_min": hours.duty_min},
        "Shorten the day by {over}, or add a second driver.",
    )


def _duty_lead(ground: Ground, schedule: DaySchedule, rules: RuleSet) -> str:
    hours, day = schedule.driver, schedule.day
    name = ground.day_name(day.index)
    minutes = hours_text(duty_min(schedule, rules))
    report = ground.driver_time(hours.report_at, day.start.zone, day.date)
    if rules.duty_is_elapsed:
        release = ground.driver_time(hours.release_at, day.end.zone, day.date)
        return f"{name}: {minutes} on duty {_way(day)}, {report} to {release}"
    end = ground.driver_time(hours.last_drive_end_at, day.end.zone, day.date)
    after = f"after {minutes} on duty {_way(day)}"
    return f"{name}: the driver reports at {report} and still drives at {end}, {after}"


def _way(day: TourDay) -> str:
    """Say from where to where a day goes: ``from Fresno to Reno``, ``from Fresno and back``."""
    if day.start.id == day.end.id:
        return f"from {day.start.name} and back"
    return f"from {day.start.name} to {day.end.name}"


def _graded(
    rule: str,
    index: int,
    law: _Held,
    house: _Held,
    numbers: dict[str, int],
    mend: str,
) -> Iterator[Finding]:
    """Hold one figure against the law, else the house rule, else 85 % of the law."""
    if law.over_min > 0:
        text = f"{law.lead}, {_over_text(law)} limit."
        yield _finding(rule, Severity.ERROR, text, mend, law, index, numbers)
    elif house.over_min > 0:
        allowed = "" if law.limit_min is None else f"; the law allows {hours_text(law.limit_min)}"
        over, limit = hours_text(house.over_min), hours_text(house.limit_min or 0)
        text = f"{house.lead}, {over} over the house rule of {limit}{allowed}."
        yield _finding(rule, Severity.WARNING, text, mend, house, index, numbers)
    elif law.limit_min is not None and law.minutes * 100 >= law.limit_min * NEAR_PERCENT:
        share = law.minutes * 100 // law.limit_min
        text = f"{law.lead}, {share} % of the {hours_text(law.limit_min)} limit."
        near = f"Nothing to mend; {hours_text(-law.over_min)} are left for delays."
        yield _finding(rule, Severity.WARNING, text, near, law, index, numbers)


def _over_text(held: _Held) -> str:
    return f"{hours_text(held.over_min)} over the {hours_text(held.limit_min or 0)}"


def _finding(
    rule: str,
    severity: Severity,
    text: str,
    mend: str,
    held: _Held,
    index: int,
    numbers: dict[str, int],
) -> Finding:
    return Finding(
        rule,
        severity,
        text,
        mend.format(over=hours_text(held.over_min)),
        held.rules.source,
        held.rules.date,
        index,
        numbers={**numbers, "limit_min": held.limit_min or 0, "over_min": max(held.over_min, 0)},
    )


def _rest(ground: Ground, before: DaySchedule, after: DaySchedule) -> Iterator[Finding]:
    minutes, index = rest_min(before, after), after.day.index
    law, house = ground.rules.law, ground.rules.house
    broken = law.rest_min is not None and minutes < law.rest_min
    rules = law if broken else house
    if rules.rest_min is None or minutes >= rules.rest_min:
        return
    missing = rules.rest_min - minutes
    release_at, report_at = before.driver.release_at, after.driver.report_at
    released = ground.driver_time(release_at, before.day.end.zone, before.day.date)
    reports = ground.driver_time(report_at, after.day.start.zone, after.day.date)
    span = (
        f"{hours_text(minutes)} off duty at {before.day.end.name}, from {released} to {reports}"
        if minutes >= 0
        else f"the driver would report at {reports}, before being released at {released}"
    )
    days = f"{ground.day_name(before.day.index)} to {ground.day_name(index)}"
    limit = (
        f"the {hours_text(rules.rest_min)} that the law asks for"
        if broken
        else f"the house rule of {hours_text(rules.rest_min)}"
    )
    change = _clock_change(before, after)
    yield Finding(
        REST,
        Severity.ERROR if broken else Severity.WARNING,
        f"{days}: {span}, {hours_text(missing)} under {limit}{change}.",
        f"{ground.day_name(index)}: leave {hours_text(missing)} later, "
        "or end the day before so much earlier.",
        rules.source,
        rules.date,
        index,
        numbers={"rest_min": minutes, "limit_min": rules.rest_min, "over_min": missing},
    )


def _clock_change(before: DaySchedule, after: DaySchedule) -> str:
    """Say that the clocks change in the night, where the clock shows another span than elapsed."""
    zone = after.day.start.zone
    release_at, report_at = before.driver.release_at, after.driver.report_at
    shown = (tod_min_of(report_at, zone) - tod_min_of(release_at, zone)) % 1440
    gap = minutes_between(release_at, report_at) % 1440
    if shown == gap:
        return ""
    return " (the clocks change that night; elapsed time counts)"


def _week(ground: Ground) -> Iterator[Finding]:
    law = ground.rules.law
    if law.week_max_min is None or law.week_days is None:
        return
    for position, schedule in enumerate(ground.schedules):
        index = schedule.day.index
        if schedule.is_idle or index not in ground.days:
            continue
        minutes = week_min(ground.schedules, position, law)
        first = _first_of_week(ground, schedule.day.date, law.week_days)
        day, end_at = schedule.day, schedule.driver.last_drive_end_at
        end = ground.driver_time(end_at, day.end.zone, day.date)
        lead = (
            f"{ground.day_name(first)} to {ground.day_name(index)}: the driver still drives at "
            f"{end} of the last day, {_way(day)}, after {hours_text(minutes)} on duty "
            f"in {law.week_days} days"
        )
        yield from _graded(
            WEEK,
            index,
            _Held(law, minutes, law.week_max_min, lead),
            _Held(ground.rules.house, 0, None, lead),
            {"duty_min": minutes, "days": law.week_days},
            "Take {over} of duty out of these days, add a rest day, or change the driver.",
        )


def _first_of_week(ground: Ground, last: date, days: int) -> int:
    return next(
        schedule.day.index
        for schedule in ground.schedules
        if (last - schedule.day.date).days < days
    )


def _reach(ground: Ground) -> Iterator[Finding]:
    law, facts = ground.rules.law, ground.facts
    outside = sorted(facts.states - facts.law_states)
    if facts.law_states and outside:
        yield Finding(
            REACH,
            Severity.WARNING,
            f"The rule set “{law.name}” is for {law.reach}; this tour also touches "
            f"{', '.join(outside)}.",
            "Choose the federal rule set.",
            law.source,
            law.date,
        )
