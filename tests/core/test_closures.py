"""Days on which the law closes schools, evaluated from rules as data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.closures import Closure, Closures, DayRule, FixedDay, NthWeekday, WeekOf

YEARS = st.integers(1990, 2090)


def days_of(rule: DayRule, year: int) -> list[date]:
    start = date(year, 1, 1)
    return [d for k in range(366) if (d := start + timedelta(k)).year == year and rule.covers(d)]


@pytest.mark.parametrize(
    ("rule", "year", "days"),
    [
        (FixedDay(11, 11), 2013, [date(2013, 11, 11)]),
        (FixedDay(7, 4, sunday=1), 2027, [date(2027, 7, 5)]),
        (FixedDay(11, 11, sunday=1, saturday=-1), 2028, [date(2028, 11, 10)]),
        (FixedDay(1, 1, saturday=-1), 2021, [date(2021, 1, 1), date(2021, 12, 31)]),
        (FixedDay(2, 29), 2027, []),
        (FixedDay(2, 29), 2028, [date(2028, 2, 29)]),
        (NthWeekday(1, 0, 3), 2027, [date(2027, 1, 18)]),
        (NthWeekday(5, 0, -1), 2027, [date(2027, 5, 31)]),
        (NthWeekday(5, 0, -2), 2027, [date(2027, 5, 24)]),
        (NthWeekday(11, 3, 4), 2013, [date(2013, 11, 28)]),
        (NthWeekday(2, 0, 5), 2027, []),
        (WeekOf(2, 12, (0, 4)), 2027, [date(2027, 2, 8), date(2027, 2, 12)]),
        (WeekOf(2, 12, (0, 4)), 2028, [date(2028, 2, 7), date(2028, 2, 11)]),
        (WeekOf(2, 12, (0, 4)), 2034, [date(2034, 2, 13), date(2034, 2, 17)]),
    ],
)
def test_rules(rule: DayRule, year: int, days: list[date]) -> None:
    assert days_of(rule, year) == days


@given(YEARS, st.integers(1, 12), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1]))
def test_an_nth_weekday_comes_once_a_year(year: int, month: int, weekday: int, n: int) -> None:
    (found,) = days_of(NthWeekday(month, weekday, n), year)
    assert (found.month, found.weekday()) == (month, weekday)
    if n < 0:
        assert (found + timedelta(7)).month != month


@given(YEARS, st.integers(1, 12), st.integers(1, 28))
def test_a_day_that_moves_off_the_weekend_is_a_weekday_next_to_it(
    year: int, month: int, day: int
) -> None:
    rule = FixedDay(month, day, sunday=1, saturday=-1)
    meant = date(year, month, day)
    near = [d for k in (-1, 0, 1) if rule.covers(d := meant + timedelta(k))]
    assert len(near) == 1
    assert near[0].weekday() < 5


def test_what_is_sure_wins_over_what_a_district_may_choose() -> None:
    closures = Closures(
        "CA",
        (
            Closure("King Day", NthWeekday(1, 0, 3)),
            Closure("King Day or so", WeekOf(1, 18, (0, 4)), sure=False, source="section 2"),
        ),
        "section 1",
        "2025-01-01",
    )
    monday, friday = date(2027, 1, 18), date(2027, 1, 22)
    assert (closures.on(monday), closures.perhaps_on(monday)) == ("King Day", "")
    assert (closures.on(friday), closures.perhaps_on(friday)) == ("", "King Day or so")
    assert closures.source_on(monday) == ("section 1", "2025-01-01")
    assert closures.source_on(friday) == ("section 2", "2025-01-01")
    assert closures.source_on(date(2027, 1, 20)) == ("section 1", "2025-01-01")


def test_what_holds_in_the_nation_holds_in_every_state() -> None:
    nation = Closures(
        "US",
        (
            Closure("Labor Day", NthWeekday(9, 0, 1)),
            Closure("winter break", FixedDay(12, 24), sure=False, source="house rule"),
        ),
        "federal law",
        "2021-06-17",
    )
    state = Closures(
        "NV",
        (
            Closure("Nevada Day", NthWeekday(10, 4, -1)),
            Closure("Labor Day, perhaps", NthWeekday(9, 0, 1), sure=False),
        ),
        "state law",
        "2025-01-01",
        nation=nation,
    )
    labor, ours, eve = date(2026, 9, 7), date(2026, 10, 30), date(2026, 12, 24)
    assert (state.on(labor), state.perhaps_on(labor)) == ("Labor Day", "")
    assert state.source_on(labor) == ("federal law", "2021-06-17")
    assert state.on(ours) == "Nevada Day"
    assert state.source_on(ours) == ("state law", "2025-01-01")
    assert (state.on(eve), state.perhaps_on(eve)) == ("", "winter break")
    assert state.source_on(eve) == ("house rule", "2021-06-17")


def test_single_days_can_be_added() -> None:
    closures = Closures("CA", extra={date(2027, 4, 5): "spring break"})
    assert closures.on(date(2027, 4, 5)) == "spring break"
    assert closures.perhaps_on(date(2027, 4, 5)) == ""
    assert closures.on(date(2027, 4, 6)) == ""
