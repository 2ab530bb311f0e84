"""The school day, holidays, the coach, points and estimates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.core.tourkit import (
    MONDAY,
    PLAIN,
    RULES,
    anytime,
    at,
    day_of,
    matrix,
    node,
    plan_of,
    schedules_of,
    stop,
)
from tourplanner.core.checks import CheckFacts, Finding, GeoFact, check_plan
from tourplanner.core.closures import Closure, Closures, FixedDay, WeekOf
from tourplanner.core.geo import Precision
from tourplanner.core.model.school_day import SchoolDays
from tourplanner.core.model.tour import TourDay, TourStop, Vehicle
from tourplanner.core.travel import Grade, TravelMatrix
from tourplanner.core.windows import visit_windows

ROADS = matrix({("Inn", "Madison"): 30, ("Madison", "Dorsa"): 30, ("Dorsa", "Inn"): 30})
CALIFORNIA = Closures(
    "CA",
    (
        Closure("Veterans Day", FixedDay(11, 11)),
        Closure("Lincoln Day", WeekOf(2, 12, (0, 4)), sure=False),
    ),
    "Education Code 37220",
    "2025-01-01",
)


def checked(
    days: Sequence[TourDay],
    *,
    roads: TravelMatrix = ROADS,
    calendar: Mapping[date, str] | None = None,
    calendars: Mapping[str, Mapping[date, str]] | None = None,
    facts: CheckFacts | None = None,
    mends: bool = True,
    **changes: Any,
) -> list[Finding]:
    plan = plan_of(days, **changes)
    return list(
        check_plan(
            plan,
            schedules_of(plan, roads),
            RULES,
            calendars or {"": calendar or {}},
            travel=roads if mends else None,
            facts=facts or CheckFacts(),
        )
    )


def of(findings: Sequence[Finding], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


# -- closed days --------------------------------------------------------------------------------

FRIDAY = date(2013, 10, 11)


def over_weekend(**changes: Any) -> tuple[TourStop, list[TourDay]]:
    made = replace(stop("Dorsa", first=FRIDAY, days=4), **changes)
    days = [day_of([made] if k == 1 else [], index=k, first=FRIDAY) for k in range(4)]
    return made, days


def test_a_weekend_is_closed_and_the_next_school_day_is_the_mend() -> None:
    _, days = over_weekend()
    (finding,) = of(checked(days), "DAY-CLOSED")
    assert finding.severity == "E"
    assert finding.text == (
        "Saturday, Oct. 12: Dorsa cannot be seen as a school at work: there is no school on a "
        "weekend."
    )
    assert finding.mend == "Move Dorsa to Friday."
    (finding,) = of(checked(days, mends=False), "DAY-CLOSED")
    assert finding.mend == "Take Dorsa to another day, or leave it out."


@pytest.mark.parametrize("mends", [True, False])
@pytest.mark.parametrize("with_time", [True, False])
def test_a_pin_on_a_weekend_is_an_error_and_has_to_move(mends: bool, with_time: bool) -> None:
    made, days = over_weekend(fixed_day=None if with_time else 1)
    if with_time:
        days[1] = replace(days[1], pins={made.id: at(600, FRIDAY + timedelta(1))})
    (finding,) = of(checked(days, mends=mends), "DAY-CLOSED")
    assert finding.severity == "E"
    assert finding.mend == "Lock Dorsa to Friday, or leave it out."


def closing(day: date, **changes: Any) -> TourStop:
    windows, why = visit_windows(day, "America/Los_Angeles", PLAIN, **changes)
    made = stop("Dorsa", first=day, days=1)
    return replace(made, windows=(windows,), closed_why=(why,), state="CA")


def test_a_mandatory_closure_is_an_error_with_its_source_even_when_pinned() -> None:
    day = date(2013, 11, 11)
    made = closing(day, closures=CALIFORNIA)
    facts = CheckFacts(closures=(CALIFORNIA,))
    for pins in ({}, {made.id: at(600, day)}):
        found = checked([day_of([made], first=day, pins=pins)], facts=facts, mends=False)
        (finding,) = of(found, "DAY-CLOSED")
        assert finding.severity == "E"
        assert finding.text.endswith("schools are closed for Veterans Day.")
        assert (finding.source, finding.date) == ("Education Code 37220", "2025-01-01")


def test_a_closed_school_is_an_error() -> None:
    made = closing(MONDAY, status="Merged")
    (finding,) = of(checked([day_of([made])], mends=False), "DAY-CLOSED")
    assert finding.severity == "E"
    assert finding.text.endswith("the directory has it as merged.")
    assert finding.source == "school directory"


def test_a_stop_on_another_day_than_it_is_fixed_to() -> None:
    made = replace(stop("Dorsa"), fixed_day=0)
    found = checked([day_of([]), day_of([made], index=1), day_of([], index=2)])
    (finding,) = of(found, "DAY-CLOSED")
    assert finding.text == "Tuesday, Oct. 15: Dorsa stands here, but is locked to Monday."
    assert finding.mend == "Move Dorsa to Monday."
    lost = checked([day_of([replace(made, fixed_day=7)])], mends=False)
    assert "locked to day 8, which this tour does not have" in of(lost, "DAY-CLOSED")[0].text


def test_a_stop_without_hours_on_that_day() -> None:
    made = replace(stop("Dorsa"), windows=(), closed_why=())
    (finding,) = of(checked([day_of([made])], mends=False), "DAY-CLOSED")
    assert finding.text.endswith("it has no hours for visits that day.")
    pinned = day_of([made], pins={made.id: at(600)})
    assert of(checked([pinned], mends=False), "DAY-CLOSED") == []


# -- bells and lunch ----------------------------------------------------------------------------


def bell_texts(made: TourStop, depart: int, rule: str = "BELL") -> list[tuple[str, str]]:
    found = checked([day_of([made], depart_at=at(depart))], mends=False)
    return [(finding.text, finding.mend) for finding in of(found, rule)]


def test_a_visit_past_the_last_bell() -> None:
    made = replace(stop("Madison", bells=(480, 870)), visit_min=90)
    assert bell_texts(made, 754) == [
        (
            "Monday, Madison: the visit ends at 2:50 p.m., 20 min past the last bell at 2:30 p.m.",
            "Shorten the visit by 20 min, or start it so much earlier.",
        )
    ]
    assert bell_texts(replace(made, visit_min=20), 480) == []


def test_loading_around_the_last_bell() -> None:
    made = replace(stop("Madison", typed=(480, 900), bells=(480, 870)), boarding_min=10)
    # The visit ends at 2:15 p.m., loading until 2:25.
    assert bell_texts(made, 749) == [
        (
            "Monday, Madison: the bus loads at 2:15-2:25 p.m., within 20 min of the bell at "
            "2:30 p.m.",
            "End the visit 15 min earlier.",
        )
    ]
    assert bell_texts(made, 734) == []  # loaded at 2:10, twenty minutes before


def test_arriving_in_the_minutes_before_the_first_bell() -> None:
    made = stop("Madison", bells=(540, 870))
    assert bell_texts(made, 495) == [
        (
            "Monday, Madison: people get off at 8:45-8:51 a.m., within 20 min of the bell at "
            "9 a.m.",
            "Arrive 15 min later, after the first bell.",
        )
    ]
    assert bell_texts(made, 510) == []  # at the bell itself pupils are in
    assert bell_texts(made, 480) == []  # off the bus at 8:36


def test_the_last_bell_of_a_minimum_day_and_days_of_tests() -> None:
    days = SchoolDays(
        weekdays=(MONDAY.weekday(),), end_tod_min=760, tests=((MONDAY, MONDAY + timedelta(4)),)
    )
    made = stop("Madison", bells=(480, 900), school_days=days)
    ((text, mend),) = bell_texts(made, 710, "MINDAY")  # ends at 2:11
    assert "1 h 31 min past the last bell of a minimum day at 12:40 p.m." in text
    assert mend.startswith("Shorten the visit by 1 h 31 min")
    assert bell_texts(made, 710, "BELL") == []
    ((text, mend),) = bell_texts(made, 560, "TESTWIN")
    assert text.startswith("Monday, Madison: the school has tests then (Oct. 14, 2013 to Oct. 18")
    assert "another day" in mend


def test_the_lunch_rush() -> None:
    made = stop("Madison", lunch=(710, 755))
    got = bell_texts(made, 685, "LUNCH")  # there at 11:55
    assert got == [
        (
            "Monday, Madison: people get off at 11:55 a.m.-12:01 p.m., in the lunch rush of "
            "11:50 a.m.-12:35 p.m.",
            "Do it 11 min earlier.",
        )
    ]
    loading = bell_texts(made, 600, "LUNCH")  # ends at 11:46, loads until 11:55
    assert loading == [
        (
            "Monday, Madison: the bus loads at 11:46-11:55 a.m., in the lunch rush of "
            "11:50 a.m.-12:35 p.m.",
            "Do it 5 min earlier.",
        )
    ]
    assert bell_texts(made, 590, "LUNCH") == []


# -- calendar -----------------------------------------------------------------------------------


def test_the_second_monday_of_october_asks_for_the_district_calendar() -> None:
    days = [day_of([stop("Madison")]), day_of([stop("Dorsa")], index=1)]
    (finding,) = of(checked(days, calendar={MONDAY: "Columbus Day (federal)"}), "HOLIDAY")
    assert finding.severity == "W"
    assert finding.day == 0
    assert finding.text == (
        "Monday, Oct. 14 is Columbus Day (federal), a public holiday, but not by itself a school "
        "holiday."
    )
    assert finding.mend == "Check the district calendar of Madison."


def test_a_holiday_on_a_day_without_visits_or_on_a_weekend_says_nothing() -> None:
    calendar = {MONDAY: "Columbus Day", FRIDAY + timedelta(1): "Some Day"}
    assert of(checked([day_of([])], calendar=calendar), "HOLIDAY") == []
    _, days = over_weekend()
    assert of(checked(days, calendar=calendar), "HOLIDAY") == []


def test_a_day_that_closes_the_schools_is_not_repeated_as_a_holiday() -> None:
    day = date(2013, 11, 11)
    made = closing(day, closures=CALIFORNIA)
    facts = CheckFacts(closures=(CALIFORNIA,))
    found = checked([day_of([made], first=day)], calendar={day: "Veterans Day"}, facts=facts)
    assert of(found, "HOLIDAY") == []


def test_a_day_that_districts_may_choose_warns() -> None:
    day = date(2014, 2, 10)
    made = stop("Madison", first=day, days=1, state="CA")
    facts = CheckFacts(closures=(CALIFORNIA,))
    (finding,) = of(checked([day_of([made], first=day)], facts=facts), "HOLIDAY")
    assert finding.text == ("Monday, Feb. 10 may be kept as Lincoln Day by districts in CA.")
    assert (finding.source, finding.date) == ("Education Code 37220", "2025-01-01")


def test_each_stop_is_judged_by_the_calendar_of_its_own_state() -> None:
    """A school of California closes on Veterans Day by law; one of Nevada does so by custom."""
    day = date(2013, 11, 11)
    nevada = stop("Madison", first=day, days=2, state="NV")
    california = stop("Dorsa", first=day, days=2, state="CA")
    closures = (CALIFORNIA, Closures("NV"))
    facts = CheckFacts(frozenset({"CA", "NV"}), closures=closures)
    calendars = {"NV": {day: "Veterans Day"}, "CA": {day: "Veterans Day"}}
    elsewhere = [
        day_of([nevada], first=day),
        day_of([california], index=1, first=day),
    ]
    (finding,) = of(checked(elsewhere, calendars=calendars, facts=facts), "HOLIDAY")
    assert finding.text.startswith("Monday, Nov. 11 is Veterans Day, a public holiday")
    assert finding.mend == "Check the district calendar of Madison."
    together = [day_of([california, nevada], first=day)]
    (finding,) = of(checked(together, calendars=calendars, facts=facts), "HOLIDAY")
    assert finding.mend == "Check the district calendar of Madison."
    only_nevada = {"NV": {day: "Nevada Day (NV)"}, "CA": {}}
    assert of(checked([day_of([california], first=day)], calendars=only_nevada), "HOLIDAY") == []


# -- places that are no schools -----------------------------------------------------------------

SATURDAY = FRIDAY + timedelta(1)


def church(**changes: Any) -> tuple[TourStop, list[TourDay]]:
    """Give a place by hand on the Saturday, with the hours that its facts give it."""
    found = [
        visit_windows(
            FRIDAY + timedelta(k),
            "America/Los_Angeles",
            PLAIN,
            keeps_school_days=False,
            typed=changes.get("typed"),
            is_fixed=k == changes.get("fixed_day"),
        )
        for k in range(4)
    ]
    made = replace(
        stop("Dorsa", first=FRIDAY, days=4),
        windows=tuple(windows for windows, _ in found),
        closed_why=tuple(why for _, why in found),
        keeps_school_days=False,
        confirmed=changes.get("confirmed", False),
        fixed_day=changes.get("fixed_day"),
    )
    return made, [day_of([made] if k == 1 else [], index=k, first=FRIDAY) for k in range(4)]


@pytest.mark.parametrize("known", [{"typed": (600, 720)}, {"fixed_day": 1}])
def test_a_place_by_hand_is_open_on_a_weekend_for_whom_its_hours_are_known(
    known: dict[str, Any],
) -> None:
    _, days = church(**known)
    found = checked(days)
    assert of(found, "DAY-CLOSED") == []
    (finding,) = of(found, "NO-SCHOOL")
    assert finding.severity == "W"
    assert finding.text == (
        "Saturday, Oct. 12: Dorsa is in no school directory and counts as open, though there is "
        "no school on a weekend."
    )
    _, agreed = church(**known, confirmed=True)
    assert of(checked(agreed), "NO-SCHOOL") == [], "the host said so"


def test_a_start_pinned_in_the_plan_opens_a_place_by_hand_too() -> None:
    made, days = church()
    (finding,) = of(checked(days, mends=False), "DAY-CLOSED")
    assert finding.text == (
        "Saturday, Oct. 12: Dorsa cannot be seen: there is no school on a weekend; if it is no "
        "school, type its hours or lock its start."
    )
    days[1] = replace(days[1], pins={made.id: at(600, SATURDAY)})
    assert of(checked(days), "DAY-CLOSED") == []


def test_on_a_day_with_school_nothing_is_said_of_a_place_by_hand() -> None:
    made, _ = church(fixed_day=0)
    days = [day_of([made] if k == 0 else [], index=k, first=FRIDAY) for k in range(4)]
    assert of(checked(days), "NO-SCHOOL") == []


# -- coach --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "seats", "fits"), [(50, 56, True), (51, 56, False), (0, 0, True)]
)
def test_ninety_per_cent_of_the_seats(party: int, seats: int, fits: bool) -> None:
    found = of(checked([day_of([])], party=party, vehicle=Vehicle(seats=seats)), "CAPACITY")
    assert (found == []) == fits
    if not fits:
        assert found[0].severity == "E"
        assert found[0].text == "51 people, but 50 usable seats (90 % of 56): 1 too many."
        assert found[0].mend == "Take a coach of 57 seats, a second coach, or 1 person fewer."


def test_a_lift() -> None:
    found = checked([day_of([])], lift_users=1)
    (finding,) = of(found, "LIFT")
    assert finding.severity == "E"
    assert finding.text == "1 rider uses a lift, and the 45-ft coach has none."
    with_lift = Vehicle(has_lift=True)
    assert of(checked([day_of([])], lift_users=3, vehicle=with_lift), "LIFT") == []


def test_a_long_coach() -> None:
    known = replace(stop("Madison"), bus_fits=True)
    unknown, tight = stop("Dorsa"), replace(stop("Alview"), bus_fits=False)
    roads = matrix({}, names=("Inn", "Madison", "Dorsa", "Alview"))
    found = checked([day_of([known, unknown, tight])], roads=roads)
    (length,) = of(found, "BUS-LENGTH")
    assert length.text == "Nobody has checked yet whether a 45-ft coach reaches 1 stop: Dorsa."
    (park,) = of(found, "BUS-PARK")
    assert (park.subject, park.text) == ("Alview", "Alview: a 45-ft coach does not fit there.")
    short = checked([day_of([known, unknown, tight])], roads=roads, vehicle=Vehicle(length_ft=40))
    assert {"BUS-LENGTH", "BUS-PARK"}.isdisjoint({finding.rule for finding in short})


# -- points and estimates -----------------------------------------------------------------------


@pytest.mark.parametrize(("confirmed", "severity"), [(False, "W"), (True, "E")])
def test_a_coarse_point_blocks_once_confirmed(confirmed: bool, severity: str) -> None:
    coarse = replace(
        stop("Madison"),
        node=node("Madison", precision=Precision.TOWN),
        confirmed=confirmed,
    )
    (finding,) = of(checked([day_of([coarse])]), "POINT-COARSE")
    assert finding.severity == severity
    assert finding.text == (
        "Madison: the point is only the middle of a town, too coarse to send a bus to."
    )


def test_odd_points_that_are_handed_in() -> None:
    made = stop("Madison")
    fact = GeoFact("is 900 m from the directory's point", "Compare the two.", "geocoder", 900)
    found = checked([day_of([made])], facts=CheckFacts(geo={made.id: (fact,)}))
    (finding,) = of(found, "GEO-ODD")
    assert finding.text == "Madison is 900 m from the directory's point."
    assert (finding.severity, finding.mend, finding.source) == ("W", "Compare the two.", "geocoder")
    assert finding.numbers == {"gap_m": 900}


def test_every_estimate_is_counted_and_the_doubtful_ones_are_named() -> None:
    roads = matrix(
        {("Inn", "Madison"): 30, ("Madison", "Dorsa"): 30, ("Dorsa", "Inn"): 30},
        check=[("Madison", "Dorsa")],
    )
    days = [day_of([anytime(stop("Madison")), anytime(stop("Dorsa"))]), day_of([], index=1)]
    (finding,) = of(checked(days, roads=roads), "ESTIMATE")
    assert finding.text == (
        "3 of 3 legs are estimates; 1 of the legs says “check”: Madison to Dorsa."
    )
    assert finding.source == "test roads, 2026-01-01"
    routed = matrix({("Inn", "Madison"): 30}, grade=Grade.ROUTED)
    assert of(checked([day_of([anytime(stop("Madison"))])], roads=routed), "ESTIMATE") == []


def test_assumed_school_hours_are_told() -> None:
    found = checked([day_of([stop("Madison"), stop("Dorsa", bells=(480, 870))])])
    (finding,) = of(found, "HOURS-ASSUMED")
    assert finding.text == (
        "1 stop has no bell times, so school hours of 8:30 a.m.-2:30 p.m. are assumed: Madison."
    )


# -- all together -------------------------------------------------------------------------------


def test_findings_are_sorted_errors_first_and_the_same_every_time() -> None:
    _, days = over_weekend()
    days = [
        replace(
            day, stops=(*day.stops, replace(stop("Madison", first=FRIDAY, days=4), bus_fits=False))
        )
        for day in days
    ]
    first = checked(days, calendar={FRIDAY: "Some Day"}, party=99)
    assert first == checked(list(days), calendar={FRIDAY: "Some Day"}, party=99)
    errors = [finding.severity == "E" for finding in first]
    assert errors == sorted(errors, reverse=True)
    assert len({(f.rule, f.day, f.subject, f.text) for f in first}) == len(first)


def test_every_text_and_mend_is_a_sentence() -> None:
    _, days = over_weekend()
    for finding in checked(days, party=99, lift_users=2):
        for text in (finding.text, finding.mend):
            assert text.endswith(".")
            assert not text.endswith("..")
            assert text[0].isupper() or text[0].isdigit()
