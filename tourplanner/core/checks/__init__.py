"""The checks: facts of a plan in, findings out. Each says the rule, the numbers and the mend.

One module per family. None of them changes anything; what blocks is told by its severity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tourplanner.core.checks.bus import check_bus
from tourplanner.core.checks.busy import check_busy
from tourplanner.core.checks.calendar import check_calendar
from tourplanner.core.checks.comfort import check_comfort
from tourplanner.core.checks.estimates import check_estimates
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import NO_FACTS, CheckFacts, GeoFact, Ground, Holidays
from tourplanner.core.checks.hours import check_hours
from tourplanner.core.checks.mends import with_mends
from tourplanner.core.checks.office import check_office
from tourplanner.core.checks.people import check_people
from tourplanner.core.checks.photos import check_photos
from tourplanner.core.checks.places import check_places
from tourplanner.core.checks.school import check_school
from tourplanner.core.checks.speed import check_speed
from tourplanner.core.checks.times import check_times
from tourplanner.core.checks.wanted import check_wanted
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan
from tourplanner.core.travel import TravelMatrix

__all__ = ["CheckFacts", "Finding", "GeoFact", "Severity", "check_day", "check_plan"]

NO_HOLIDAYS: Holidays = {}
_BY_DAY = (
    check_hours,
    check_times,
    check_speed,
    check_comfort,
    check_school,
    check_calendar,
    check_places,
    check_photos,
)
_WHOLE = (check_wanted, check_bus, check_people, check_office, check_busy, check_estimates)


def check_plan(
    plan: Plan,
    schedules: Sequence[DaySchedule],
    rules: DriverRules,
    calendar: Holidays = NO_HOLIDAYS,
    *,
    travel: TravelMatrix | None = None,
    facts: CheckFacts = NO_FACTS,
    look: Callable[[], None] | None = None,
) -> tuple[Finding, ...]:
    """Give what the checks say of a plan, errors first, then by day.

    Parameters
    ----------
    schedules : one per day of the plan, same order.
    calendar : public holidays by state and name.
    travel : the bus minutes that the schedules were made with. With them each mend is found by
        trying changes; without, it is worked out from the finding's own figures.
    facts : what a plan does not hold: states, school closures, odd points.
    look : called before each change that is tried, of which there may be thousands; what it raises
        comes through.
    """
    indices = tuple(schedule.day.index for schedule in schedules)
    ground = Ground(plan, tuple(schedules), rules, calendar, travel, facts, indices)
    found = [finding for check in (*_BY_DAY, *_WHOLE) for finding in check(ground)]
    return _sorted(with_mends(ground, found, look))


def check_day(
    plan: Plan,
    schedules: Sequence[DaySchedule],
    index: int,
    rules: DriverRules,
    calendar: Holidays = NO_HOLIDAYS,
    *,
    travel: TravelMatrix | None = None,
    facts: CheckFacts = NO_FACTS,
) -> tuple[Finding, ...]:
    """Give what the checks say of one day; the others count for rest, week and mends.

    Parameters
    ----------
    index : of the day, from 0. The others as in :func:`check_plan`.
    """
    ground = Ground(plan, tuple(schedules), rules, calendar, travel, facts, (index,))
    found = [finding for check in _BY_DAY for finding in check(ground)]
    return _sorted(with_mends(ground, [finding for finding in found if finding.day == index]))


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                finding.severity is not Severity.ERROR,
                -1 if finding.day is None else finding.day,
                finding.rule,
                finding.subject,
                finding.text,
            ),
        )
    )
