from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.list_match import Applied
from tourplanner.ui import words
from tourplanner.ui.sites.points import added_words

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
    ("core", "window"),
    [
        ("Starts at 9:30 a.m., 5 min early.", "Starts at 9:30 am, 5 min early."),
        ("School ends at 2:30 p.m.", "School ends at 2:30 pm."),
        ("It closes at 5 p.m. Oak Hill would fit.", "It closes at 5 pm. Oak Hill would fit."),
        ("From 9-10:30 a.m. PDT on.", "From 9–10:30 am PDT on."),
        ("Hours of 8:30 a.m.-2:30 p.m. are assumed.", "Hours of 8:30 am–2:30 pm are assumed."),
        ("CDE Jun 2018-06 at 9 a.m. Monday.", "CDE Jun 2018-06 at 9 am Monday."),
        ("By 9:30 a.m. Monday, A. M. Winn.", "By 9:30 am Monday, A. M. Winn."),
        ("Last at 5 p.m. Tuesday: it is late.", "Last at 5 pm. Tuesday: it is late."),
        ("By 5 p.m. Tuesday to Friday: rest.", "By 5 pm. Tuesday to Friday: rest."),
    ],
)
def test_sentences_of_the_core_have_the_times_of_the_window(core: str, window: str) -> None:
    assert words.window_times(core) == window


def test_a_name_that_ends_with_a_time_has_no_period() -> None:
    assert words.window_times("Start at 9:30 a.m.", is_sentence=False) == "Start at 9:30 am"


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


def test_what_a_list_brought_names_the_sites_that_have_no_point() -> None:
    site, other = SiteId("a"), SiteId("b")
    brought = Applied(None, by_hand=(site, other), unplaced={other: "Family Center"})
    assert added_words(brought) == (
        "2 sites added. Without a point yet: Family Center. "
        "On its page a town, a ZIP or a pin gives it one."
    )
    assert added_words(Applied(None, by_hand=(site,))) == "1 site added."
