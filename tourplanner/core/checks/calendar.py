"""The tour's days against public holidays and days that districts may choose as closed.

Each stop is judged by the calendar of its own state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.clock import date_text
from tourplanner.core.model.tour import TourDay, TourStop
from tourplanner.core.units import join_names
from tourplanner.core.windows import no_school

HOLIDAY, NO_SCHOOL = "HOLIDAY", "NO-SCHOOL"


def check_calendar(ground: Ground) -> Iterator[Finding]:
    """Warn of holidays that do not by themselves close a school, on checked days with visits.

    A day on which the law closes the schools is not repeated here: DAY-CLOSED says it per stop.
    """
    for schedule in ground.checked():
        yield from _by_hand(ground, schedule.day)
        if schedule.day.date.weekday() < 5:
            yield from _holidays(ground, schedule.day)


def _holidays(ground: Ground, day: TourDay) -> Iterator[Finding]:
    facts = ground.facts
    named: dict[str, list[TourStop]] = {}
    perhaps: dict[tuple[str, str], list[TourStop]] = {}
    for stop in day.stops:
        closures = ground.closures_of(stop)
        name = ground.holidays_of(stop).get(day.date, "")
        if name and not closures.on(day.date):
            named.setdefault(name, []).append(stop)
        if may := closures.perhaps_on(day.date):
            perhaps.setdefault((may, stop.state), []).append(stop)
    for name, stops in sorted(named.items()):
        text = f"is {name}, a public holiday, but not by itself a school holiday"
        yield _warn(day, stops, text, facts.holidays_source, facts.holidays_date)
    for (name, state), stops in sorted(perhaps.items()):
        where = f" in {state}" if state else ""
        text = f"may be kept as {name} by districts{where}"
        yield _warn(day, stops, text, *ground.closures_of(stops[0]).source_on(day.date))


def _warn(day: TourDay, stops: Sequence[TourStop], text: str, source: str, as_of: str) -> Finding:
    names = join_names([stop.name for stop in stops])
    return Finding(
        HOLIDAY,
        Severity.WARNING,
        f"{date_text(day.date)} {text}.",
        f"Check the district calendar of {names}.",
        source,
        as_of,
        day.index,
    )


def _by_hand(ground: Ground, day: TourDay) -> Iterator[Finding]:
    """Say which stops count as open on a day without school, until their host has agreed."""
    for stop in day.stops:
        why = no_school(day.date, ground.closures_of(stop))
        if stop.keeps_school_days or stop.confirmed or not why:
            continue
        when = f"{ground.day_name(day.index)}, {date_text(day.date, weekday=False)}"
        yield Finding(
            NO_SCHOOL,
            Severity.WARNING,
            f"{when}: {stop.name} is in no school directory and counts as open, though {why}.",
            "Ask whether it is, and note who agreed; if it is a school, take another day.",
            day=day.index,
            subject=stop.id,
        )
