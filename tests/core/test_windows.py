"""When a visit may start, and why there is no time for one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.tourkit import MONDAY, PACIFIC, stop
from tourplanner.core.clock import moment, time_text
from tourplanner.core.closures import Closure, Closures, FixedDay
from tourplanner.core.model.school_day import SchoolDays
from tourplanner.core.model.tour import PlanSettings
from tourplanner.core.windows import IF_NO_SCHOOL, WEEKEND, limit_words, visit_windows

SETTINGS = PlanSettings()


def spans(day: date = MONDAY, zone: str = PACIFIC, **changes: Any) -> list[str]:
    windows, why = visit_windows(day, zone, SETTINGS, **changes)
    assert bool(why) != bool(windows)
    return [f"{time_text(w.open_at, zone)} - {time_text(w.close_at, zone)}" for w in windows]


def why_not(day: date = MONDAY, **changes: Any) -> str:
    windows, why = visit_windows(day, PACIFIC, SETTINGS, **changes)
    assert not windows
    return why


def test_unknown_bells_give_the_default_hours_of_the_place_marked_as_assumed() -> None:
    assert spans() == ["8:30 a.m. - 2:30 p.m."]
    ((window,), _) = visit_windows(MONDAY, "America/Chicago", SETTINGS)
    assert window.assumed
    assert window.open_at == moment(MONDAY, 510, "America/Chicago")
    assert window.why == "school hours assumed 8:30 a.m.-2:30 p.m."


def test_known_bells_open_a_margin_later_and_close_at_the_last() -> None:
    assert spans(bells=(480, 900)) == ["8:20 a.m. - 3 p.m."]
    ((window,), _) = visit_windows(MONDAY, PACIFIC, SETTINGS, bells=(480, 900))
    assert not window.assumed
    assert window.why == "bells 8 a.m.-3 p.m."


def test_the_lunch_rush_cuts_the_hours_in_two() -> None:
    assert spans(bells=(480, 900), lunch=(710, 755)) == [
        "8:20 a.m. - 11:50 a.m.",
        "12:35 p.m. - 3 p.m.",
    ]
    assert spans(lunch=(710, 755)) == ["8:30 a.m. - 11:50 a.m.", "12:35 p.m. - 2:30 p.m."]
    assert spans(bells=(480, 700), lunch=(710, 755)) == ["8:20 a.m. - 11:40 a.m."]
    assert spans(lunch=(400, 500)) == ["8:30 a.m. - 2:30 p.m."]
    assert spans(lunch=(500, 560)) == ["9:20 a.m. - 2:30 p.m."]
    assert spans(lunch=(755, 710)) == ["8:30 a.m. - 2:30 p.m."]


def test_a_minimum_day_ends_at_its_own_last_bell() -> None:
    days = SchoolDays(weekdays=(0,), dates=(MONDAY + timedelta(1),), end_tod_min=760)
    assert spans(bells=(480, 900), days=days) == ["8:20 a.m. - 12:40 p.m."]
    assert spans(MONDAY + timedelta(1), days=days) == ["8:30 a.m. - 12:40 p.m."]
    assert spans(MONDAY + timedelta(2), bells=(480, 900), days=days) == ["8:20 a.m. - 3 p.m."]
    ((window,), _) = visit_windows(MONDAY, PACIFIC, SETTINGS, bells=(480, 900), days=days)
    assert window.why == "bells 8 a.m.-3 p.m., minimum day until 12:40 p.m."
    assert limit_words(stop("A", bells=(480, 900), school_days=days), window, MONDAY) == (
        "last bell of a minimum day"
    )


def test_a_typed_window_wins() -> None:
    assert spans(bells=(480, 900), lunch=(600, 640), typed=(590, 660)) == ["9:50 a.m. - 11 a.m."]
    assert spans(typed=(600, 600)) == ["10 a.m. - 10 a.m."]
    assert why_not(typed=(700, 600)) == ("no time is left for a visit (typed 11:40 a.m.-10 a.m.)")


def test_bells_that_leave_no_time() -> None:
    assert "no time is left" in why_not(bells=(480, 490))


@pytest.mark.parametrize("weekend", [date(2013, 10, 12), date(2013, 10, 13)])
def test_no_school_on_a_weekend(weekend: date) -> None:
    assert why_not(weekend) == WEEKEND
    assert why_not(weekend, typed=(600, 660)) == WEEKEND


@pytest.mark.parametrize("day", [date(2013, 10, 13), date(2013, 11, 11)])
def test_a_place_that_is_no_school_is_open_where_somebody_says_so(day: date) -> None:
    closures = Closures("CA", (Closure("Veterans Day", FixedDay(11, 11)),))
    place = {"closures": closures, "keeps_school_days": False}
    assert why_not(day, **place).endswith(IF_NO_SCHOOL)
    assert spans(day, **place, typed=(600, 660)) == ["10 a.m. - 11 a.m."]
    assert spans(day, **place, is_fixed=True) == ["8:30 a.m. - 2:30 p.m."]
    assert why_not(day, **place, is_fixed=True, status="closed")
    assert spans(MONDAY, **place) == ["8:30 a.m. - 2:30 p.m."]


@pytest.mark.parametrize("status", ["Closed", "merged", "CLOSED", "Inactive"])
def test_a_closed_school(status: str) -> None:
    assert why_not(status=status) == f"the directory has it as {status.casefold()}"
    then = date(2013, 7, 1)
    assert why_not(status=status, closed_on=then).endswith("since July 1, 2013")
    assert spans(status=status, closed_on=MONDAY + timedelta(1)) == ["8:30 a.m. - 2:30 p.m."]
    assert why_not(status=status, closed_on=MONDAY)


def test_a_school_that_is_not_open_yet() -> None:
    assert "not open yet" in why_not(status="Pending")
    assert why_not(opens_on=date(2014, 8, 1)) == "it opens on Aug. 1, 2014"
    assert spans(status="Pending", opens_on=date(2013, 8, 1))
    assert spans(status="Active", opens_on=MONDAY)


def test_a_day_on_which_the_law_closes_schools() -> None:
    closures = Closures("CA", (Closure("Veterans Day", FixedDay(11, 11)),))
    assert why_not(date(2013, 11, 11), closures=closures) == "schools are closed for Veterans Day"
    assert spans(date(2013, 11, 12), closures=closures)


@given(
    st.dates(date(2010, 1, 1), date(2035, 1, 1)),
    st.none() | st.tuples(st.integers(0, 1439), st.integers(0, 1439)),
    st.none() | st.tuples(st.integers(0, 1439), st.integers(0, 1439)),
)
def test_windows_are_in_order_and_apart(
    day: date, bells: tuple[int, int] | None, lunch: tuple[int, int] | None
) -> None:
    windows, why = visit_windows(day, PACIFIC, SETTINGS, bells=bells, lunch=lunch)
    assert bool(why) != bool(windows)
    edges = [edge for window in windows for edge in (window.open_at, window.close_at)]
    assert edges == sorted(edges)
    assert len(windows) <= 2


def test_the_words_for_what_closes_a_window() -> None:
    belled = stop("A", bells=(480, 900), lunch=(710, 755))
    before, after = belled.windows[0]
    assert limit_words(belled, before, MONDAY) == "lunch rush"
    assert limit_words(belled, after, MONDAY) == "last bell"
    plain, typed = stop("A"), stop("A", typed=(500, 600))
    assert limit_words(plain, plain.windows[0][0], MONDAY) == "end of school hours (assumed)"
    assert limit_words(typed, typed.windows[0][0], MONDAY) == "end of its typed window"
