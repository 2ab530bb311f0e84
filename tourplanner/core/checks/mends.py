"""Puts computed mends into findings: for every rule, what is worth trying, from small to large."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tourplanner.core.checks import comfort, hours, times
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.checks.mending import SMALL_SHIFT_MIN, Attempt, Goal, Mender, faults
from tourplanner.core.clock import moment
from tourplanner.core.model.rules import RuleSet
from tourplanner.core.model.schedule import (
    RULE_CLOSED,
    RULE_LATE,
    RULE_MISSED,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
    DaySchedule,
    StopTimes,
)
from tourplanner.core.units import hours_text

Recipe = Callable[[Mender, Finding, Goal], Iterator[Attempt]]


def with_mends(
    ground: Ground, findings: Sequence[Finding], look: Callable[[], None] | None = None
) -> list[Finding]:
    """Give the findings with the smallest change that was found by trying, where one was.

    Without travel times nothing can be tried, and each keeps the mend that its own figures give.
    ``look`` is called before each trial; what it raises comes through.
    """
    if ground.travel is None:
        return list(findings)
    mender = Mender(ground.plan, ground.schedules, ground.rules, ground.travel, look)
    return [_mended(ground, mender, finding) for finding in findings]


def mend_of(ground: Ground, finding: Finding) -> Attempt | None:
    """Give the smallest change that mends a finding, None where none was found by trying."""
    assert ground.travel is not None  # nothing can be tried without travel times
    mender = Mender(ground.plan, ground.schedules, ground.rules, ground.travel)
    return _smallest(ground, mender, finding)


def _smallest(ground: Ground, mender: Mender, finding: Finding) -> Attempt | None:
    if finding.day is None or finding.rule not in _RECIPES:
        return None
    if not finding.numbers.get("over_min", 1):  # near a limit, not over it
        return None
    goal = _goal(ground, finding)
    return mender.smallest(goal, _RECIPES[finding.rule](mender, finding, goal))


def _mended(ground: Ground, mender: Mender, finding: Finding) -> Finding:
    attempt = _smallest(ground, mender, finding)
    if attempt is None:
        return finding
    do = attempt.do
    if finding.rule == hours.DRIVE:
        schedule = _of_day(mender.computed(attempt.days), finding.day or 0)
        driven = hours_text(hours.drive_min(schedule))
        do = f"{do[:-1]}: {ground.day_name(finding.day or 0)} then has {driven} of driving."
    if finding.rule == RULE_NO_ROAD:
        do = f"If there is a road or a ferry, type its minutes. Else: {do[0].lower()}{do[1:]}"
    return replace(finding, mend=do, is_tried=True)


def _goal(ground: Ground, finding: Finding) -> Goal:
    """Give what a change has to reach for a finding to be gone."""
    index, rule, subject = finding.day or 0, finding.rule, finding.subject
    settings = ground.settings
    if rule in (hours.DRIVE, hours.DUTY, hours.REST, hours.WEEK):
        is_law = finding.severity is Severity.ERROR
        return _within(ground.rules.law if is_law else ground.rules.house, rule, index)
    if rule == comfort.GUESTS:
        return lambda after: _of_day(after, index).guest_drive_min <= settings.guest_drive_max_min
    if rule == times.BUFFER:
        return lambda after: _has_buffer(_row(after, index, subject))
    if rule == times.EARLY:
        day = ground.plan.days[index]
        wished = moment(day.date, settings.day_start_tod_min, day.start.zone)
        return lambda after: _of_day(after, index).depart_at >= wished
    fault = RULE_LATE if rule == times.OVERLAP else rule
    key = (fault, index, subject)
    return lambda after: key not in faults(after, ground.rules)


def _within(rules: RuleSet, rule: str, index: int) -> Goal:
    def goal(after: Sequence[DaySchedule]) -> bool:
        return not any(
            over.rule == rule and over.day == index for over in hours.over_limits(after, rules)
        )

    return goal


def _of_day(schedules: Sequence[DaySchedule], index: int) -> DaySchedule:
    return next(schedule for schedule in schedules if schedule.day.index == index)


def _row(schedules: Sequence[DaySchedule], index: int, stop_id: str) -> StopTimes | None:
    rows = _of_day(schedules, index).rows
    return next((row for row in rows if row.stop.id == stop_id), None)


def _has_buffer(row: StopTimes | None) -> bool:
    return row is not None and row.late_min == 0 and row.slack_min >= row.buffer_min


# -- recipes ----------------------------------------------------------------------------------


def _driving(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index = finding.day or 0
    yield from mender.reordered(index)
    yield from mender.moved(index)
    if finding.severity is Severity.ERROR:  # nobody gives up a visit for a warning
        yield from mender.dropped(index)
        yield from mender.taken_out(index)


def _duty(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index = finding.day or 0
    yield from mender.shorter(goal, index)
    yield from mender.leaving(goal, index, later=True)
    yield from _driving(mender, finding, goal)


def _rest(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index = finding.day or 0
    earlier = [s.day.index for s in mender.schedules if s.day.index < index and not s.is_idle]
    yield from mender.leaving(goal, index, later=True)
    before = earlier[-1] if earlier else index
    yield from mender.shorter(goal, before)
    yield from mender.leaving(goal, before, most=mender.until_earliest_out(before))
    if finding.severity is Severity.ERROR:
        yield from mender.moved(before)
        yield from mender.dropped(before)
        yield from mender.taken_out(before)


def _week(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index = finding.day or 0
    yield from mender.shorter(goal, index)
    yield from mender.dropped(index)


def _late(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index, subject = finding.day or 0, finding.subject
    late = int(finding.numbers["late_min"])
    room = mender.until_earliest_out(index)
    yield from mender.leaving_as_worked_out(index)
    yield from mender.shorter(goal, index, subject)
    yield from mender.leaving(goal, index, most=min(room, SMALL_SHIFT_MIN))
    yield from mender.reordered(index)
    yield from mender.repinned(index, subject, late)
    yield from mender.leaving(goal, index, most=room)
    yield from mender.moved(index, subject)
    yield from mender.leaving(goal, index)
    yield from mender.dropped(index, subject)
    yield from mender.taken_out(index)


def _missed(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index, subject = finding.day or 0, finding.subject
    room = mender.until_earliest_out(index)
    yield from mender.leaving_as_worked_out(index)
    yield from mender.shorter(goal, index, subject)
    yield from mender.leaving(goal, index, most=room)
    yield from mender.reordered(index)
    yield from mender.moved(index, subject)
    yield from mender.dropped(index, subject)
    yield from mender.taken_out(index)


def _off_road(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index = finding.day or 0
    yield from mender.leaving_as_worked_out(index)
    yield from mender.shorter(goal, index)
    yield from mender.leaving(goal, index, most=mender.until_earliest_out(index))
    yield from mender.reordered(index)
    yield from mender.moved(index)


def _elsewhere(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index, subject = finding.day or 0, finding.subject
    if mender.is_pinned(index, subject):
        return  # the pin has to move, and only a person can say where to
    yield from mender.moved(index, subject)
    yield from mender.dropped(index, subject)


def _road(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    yield from mender.reordered(finding.day or 0)
    yield from _elsewhere(mender, finding, goal)


def _buffer(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    index = finding.day or 0
    yield from mender.leaving(goal, index, most=mender.until_earliest_out(index))
    yield from mender.shorter(goal, index, finding.subject)
    missing = int(finding.numbers["buffer_min"] - finding.numbers["slack_min"])
    yield from mender.repinned(index, finding.subject, missing)


def _early(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    yield from mender.repinned(finding.day or 0, finding.subject, int(finding.numbers["early_min"]))


def _guests(mender: Mender, finding: Finding, goal: Goal) -> Iterator[Attempt]:
    yield from mender.reordered(finding.day or 0)
    yield from mender.moved(finding.day or 0)


_RECIPES: dict[str, Recipe] = {
    hours.DRIVE: _driving,
    hours.DUTY: _duty,
    hours.REST: _rest,
    hours.WEEK: _week,
    RULE_LATE: _late,
    RULE_MISSED: _missed,
    times.OVERLAP: _late,
    RULE_OFF_ROAD: _off_road,
    RULE_NO_ROAD: _road,
    RULE_CLOSED: _elsewhere,
    times.BUFFER: _buffer,
    times.EARLY: _early,
    comfort.GUESTS: _guests,
}
