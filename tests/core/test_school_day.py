"""Minimum days and tests as people type them; the same text typed again means the same."""

from __future__ import annotations

from datetime import date

import pytest

from tourplanner.core.errors import InputError
from tourplanner.core.model.school_day import school_days
from tourplanner.core.model.site_parts import SITE_FIELDS, read_site_field, site_field_text


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("bells", "8:05-2:45", "8:05 a.m.-2:45 p.m."),
        ("bells", "8 to 3", "8 a.m.-3 p.m."),
        ("lunch", "noon-12:45", "noon-12:45 p.m."),
        ("minimum_days", "Weds until 12:40", "Wednesdays until 12:40 p.m."),
        (
            "minimum_days",
            "wed and fri, 10/18/2013 until 1:15 pm",
            "Wednesdays; Fridays; Oct. 18, 2013 until 1:15 p.m.",
        ),
        ("tests", "Apr 21, 2014 - May 9, 2014", "April 21, 2014 to May 9, 2014"),
        ("tests", "5/9/14; 4/21/2014", "April 21, 2014; May 9, 2014"),
        ("step_free", "Y", "yes"),
        ("score", "80", "80"),
    ],
)
def test_what_is_typed_is_shown_and_means_the_same_again(name: str, typed: str, shown: str) -> None:
    field = SITE_FIELDS[name]
    fact = read_site_field(field, typed)
    assert site_field_text(field, fact) == shown
    assert read_site_field(field, shown) == fact


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("bells", "2:45-8", "not later"),
        ("bells", "8:05", "not two times"),
        ("minimum_days", "Wednesdays", "When do these days end?"),
        ("minimum_days", "Sat until 12", "no year"),
        ("minimum_days", "10/18 until 12", "no year"),
        ("tests", "5/9/2014 to 4/21/2014", "no span"),
        ("tests", "4/21", "no year"),
        ("tests", "4/21/2014 to 5/9/2014; 5/1/2014", "meet"),
        ("bus_fits", "perhaps", "neither yes nor no"),
        ("zip", "9110", "no ZIP"),
        ("score", "101", "0 to 100"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_write(name: str, typed: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read_site_field(SITE_FIELDS[name], typed)
    assert says in f"{refused.value.text} {refused.value.hint}"


def test_days_of_another_laptop_that_make_no_sense_count_as_unknown() -> None:
    for odd in (None, 3, {}, {"weekdays": [9, "x"], "dates": ["soon"], "end_tod_min": "noon"}):
        days = school_days(odd, {"spans": [["2014-05-09", "2014-04-21"], 3, ["x", "y"]]})
        assert days.early_bell(date(2013, 10, 16)) is None
        assert days.test_on(date(2014, 5, 1)) is None
        assert days.bells_on((480, 900), date(2013, 10, 16)) == (480, 900)
