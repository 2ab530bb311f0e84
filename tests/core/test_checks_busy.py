"""Who is busy elsewhere while the tour counts on them, by calendars that were read."""

from __future__ import annotations

from datetime import date, datetime

from tests.core.test_checks_school import checked, of
from tests.core.tourkit import MONDAY, day_of, moment, stop
from tourplanner.core.busy import BusyCalendar, Span
from tourplanner.core.checks import CheckFacts
from tourplanner.core.checks.busy import BUSY, NOBODY, NOT_READ
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.people import People
from tourplanner.core.model.paper import RecordView

STOPS = (stop("Madison"), stop("Dorsa"))
ZONE = "America/Los_Angeles"


def at(tod_min: int, day: date = MONDAY) -> datetime:
    return moment(day, tod_min, ZONE)


def found(
    *spans: Span, who: str = "", riders: tuple[RecordView, ...] = (), last: date = MONDAY
) -> list[Finding]:
    one = BusyCalendar(who, spans, MONDAY, last, "cal.ics", "2013-09-30T17:00:00+00:00")
    people = People(riders, calendars=(one,), member="Senator Ana Ruiz")
    return checked([day_of(STOPS)], facts=CheckFacts(people=people))


def test_a_busy_member_is_told_with_time_place_and_source() -> None:
    (told,) = of(found((at(0), at(1440))), BUSY)
    assert told.text == (
        "Monday: Senator Ana Ruiz is busy all day by the calendar, and the tour has them on the "
        "way to Madison, at Madison, on the way to Dorsa and 2 more."
    )
    assert (told.severity, told.day, told.subject) == (Severity.WARNING, 0, "Madison")
    assert (told.source, told.date) == ("cal.ics", "2013-09-30")
    assert not of(found((at(60), at(120)), (at(1380), at(1439))), BUSY)


def test_a_rider_counts_only_while_aboard() -> None:
    joins = RecordView("rider", "r", {"name": "Bo Lind", "joins": {"stop": "Dorsa"}})
    whole = (at(0), at(1440))
    (told,) = of(found(whole, who="bo lind", riders=(joins,)), BUSY)
    assert "Madison" not in told.text
    gone = RecordView("rider", "r", {"name": "Bo Lind", "status": "declined"})
    assert not of(found(whole, who="Bo Lind", riders=(gone,)), BUSY)
    renamed = found(whole, who="Bo Lindt", riders=(gone,))
    assert not of(renamed, BUSY), "nobody of that name is on the tour"
    (told,) = of(renamed, NOBODY)
    assert told.text.startswith("A calendar of Bo Lindt was read, and no rider is called so")
    assert not of(found(whole, who="Bo Lind", riders=(gone,)), NOBODY)


def test_days_that_were_not_read_are_told() -> None:
    assert not of(found(), NOT_READ)
    early = found(last=date(2013, 10, 13))
    (told,) = of(early, NOT_READ)
    assert told.text.endswith("nobody looked at Oct. 14.")
