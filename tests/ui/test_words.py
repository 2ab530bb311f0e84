from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tourplanner.ui import words

LA = "America/Los_Angeles"


def test_times_are_written_as_the_clock_of_the_place_shows_them() -> None:
    at = datetime(2013, 10, 14, 16, 30, tzinfo=UTC)
    assert words.time_words(at, LA) == "9:30 am"
    assert words.time_words(at, LA, with_zone=True) == "9:30 am PDT"
    assert words.tod_words(0, 5) == "12:05 am"
    assert words.tod_words(12, 0) == "12:00 pm"


def test_a_span_names_the_half_of_the_day_once() -> None:
    nine = datetime(2013, 10, 14, 16, 30, tzinfo=UTC)
    assert words.span_words(nine, nine.replace(hour=17, minute=50), LA) == "9:30–10:50 am"
    assert words.span_words(nine, nine.replace(hour=20), LA) == "9:30 am–1:30 pm"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2013, 10, 14), date(2013, 10, 14), "Oct 14, 2013"),
        (date(2013, 10, 14), date(2013, 10, 16), "Oct 14–16, 2013"),
        (date(2013, 10, 30), date(2013, 11, 2), "Oct 30 – Nov 2, 2013"),
        (date(2013, 12, 30), date(2014, 1, 2), "Dec 30, 2013 – Jan 2, 2014"),
    ],
)
def test_spans_of_days(first: date, last: date, text: str) -> None:
    assert words.days_words(first, last) == text


def test_counts_and_totals() -> None:
    assert words.count_words(1, "stop") == "1 stop"
    assert words.count_words(1200, "school") == "1,200 schools"
    assert words.clock_span(176) == "2:56"
    assert words.day_words(date(2013, 10, 14), year=True) == "Mon, Oct 14, 2013"
