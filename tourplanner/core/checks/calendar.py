"""The tour's days against public holidays and days that districts may choose as closed."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground, join_names, stop_names
from tourplanner.core.clock import date_text
from tourplanner.core.model.tour import TourDay

HOLIDAY = "HOLIDAY"


def check_calendar(ground: Ground) -> Iterator[Finding]:
    """Warn of holidays that do not by themselves close a school, on checked days with visits.

    A day on which the law closes the schools is not repeated here: DAY-CLOSED says it per stop.
    """
    for schedule in ground.checked():
        day = schedule.day
        if not day.stops or day.date.weekday() >= 5:
            continue
        closing = [closures.on(day.date) for closures in ground.facts.closures]
        name = ground.calendar.get(day.date, "")
        if name and not any(closing):
            facts = ground.facts
            text = f"is {name}, a public holiday, but not by itself a school holiday"
            yield _warn(ground, day, text, facts.holidays_source, facts.holidays_date)
        for closures in ground.facts.closures:
            if perhaps := closures.perhaps_on(day.date):
                text = f"may be kept as {perhaps} by districts in {closures.state}"
                yield _warn(ground, day, text, closures.source_on(day.date), closures.as_of)


def _warn(ground: Ground, day: TourDay, text: str, source: str, as_of: str) -> Finding:
    names = join_names(stop_names([day]))
    return Finding(
        HOLIDAY,
        Severity.WARNING,
        f"{date_text(day.date)} {text}.",
        f"Check the district calendar of {names}.",
        source,
        as_of,
        day.index,
    )
