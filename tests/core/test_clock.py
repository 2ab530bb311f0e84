"""Clock times become moments and are shown again, over zone lines and clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tourplanner.core import clock
from tourplanner.core.errors import InputError

PACIFIC, CENTRAL, PHOENIX = "America/Los_Angeles", "America/Chicago", "America/Phoenix"
SPRING, FALL = date(2027, 3, 14), date(2027, 11, 7)
ZONES = (
    PACIFIC,
    PHOENIX,
    CENTRAL,
    "America/Denver",
    "America/New_York",
    "America/Indiana/Tell_City",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/North_Dakota/Beulah",
    "America/Boise",
    "America/Anchorage",
    "Pacific/Honolulu",
)
zones = st.sampled_from(ZONES)
days = st.dates(date(2007, 3, 1), date(2037, 12, 31))


def test_a_typed_time_is_a_moment_of_its_place() -> None:
    assert clock.moment(date(2013, 10, 14), 570, PACIFIC) == datetime(
        2013, 10, 14, 16, 30, tzinfo=UTC
    )
    assert clock.moment(date(2013, 10, 14), 1440 + 30, PACIFIC) == clock.moment(
        date(2013, 10, 15), 30, PACIFIC
    )


@given(days, st.integers(0, 1439), zones)
def test_a_clock_time_comes_back_unless_the_spring_change_skips_it(
    day: date, tod: int, zone: str
) -> None:
    at = clock.moment(day, tod, zone)
    assert at.tzinfo is UTC
    shown = clock.tod_min_of(at, zone)
    assert clock.was_shifted(day, tod, zone) == (shown != tod)
    if shown != tod:
        assert shown - tod == 60
        assert clock.shift_text(day, tod, zone).startswith("There is no ")


def test_half_past_two_on_the_spring_day_is_shifted_visibly() -> None:
    assert clock.was_shifted(SPRING, 150, PACIFIC)
    assert clock.time_text(clock.moment(SPRING, 150, PACIFIC), PACIFIC) == "3:30 a.m."
    assert clock.shift_text(SPRING, 150, PACIFIC) == (
        "There is no 2:30 a.m. on Sunday, March 14: the clocks go forward. 3:30 a.m. PDT is used."
    )
    assert not clock.was_shifted(SPRING, 150, PHOENIX)
    assert clock.shift_text(SPRING, 119, PACIFIC) == ""


def test_half_past_one_on_the_fall_day_is_the_first_of_two_and_says_so() -> None:
    first = clock.moment(FALL, 90, PACIFIC)
    assert clock.zone_text(first, PACIFIC) == "PDT"
    assert clock.is_repeated(FALL, 90, PACIFIC)
    assert not clock.is_repeated(FALL, 120, PACIFIC)
    assert not clock.is_repeated(SPRING, 150, PACIFIC)
    assert clock.shift_text(FALL, 90, PACIFIC) == (
        "1:30 a.m. comes twice on Sunday, Nov. 7: the clocks go back. The first, in PDT, is used."
    )
    assert clock.minutes_between(first, clock.moment(FALL, 120, PACIFIC)) == 90


def test_days_of_23_and_25_hours() -> None:
    for day, hours in ((SPRING, 23), (FALL, 25), (date(2027, 5, 1), 24)):
        start, end = clock.moment(day, 0, PACIFIC), clock.moment(day, 1440, PACIFIC)
        assert clock.minutes_between(start, end) == hours * 60


@given(days, st.integers(0, 2879), st.integers(-3000, 3000), zones)
def test_elapsed_minutes_hold_for_local_times_too(
    day: date, tod: int, minutes: int, zone: str
) -> None:
    # Python's own arithmetic on times of one zone follows the wall clock: that must not leak in.
    at = clock.moment(day, tod, zone)
    there = at.astimezone(ZoneInfo(zone))
    later = clock.add_minutes(there, minutes)
    assert later == clock.add_minutes(at, minutes) == at + timedelta(minutes=minutes)
    assert later.tzinfo is UTC
    assert clock.minutes_between(there, later.astimezone(ZoneInfo(zone))) == minutes


def test_part_minutes_count_down() -> None:
    at = datetime(2027, 5, 1, 8, 0, tzinfo=UTC)
    assert clock.minutes_between(at, at + timedelta(seconds=119)) == 1
    assert clock.minutes_between(at, at - timedelta(seconds=1)) == -1


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2027, 5, 1, 8, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="no moment"):
        clock.add_minutes(naive, 1)
    with pytest.raises(ValueError, match="no moment"):
        clock.minutes_between(naive, datetime(2027, 5, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "America"])
def test_an_unknown_zone_is_an_input_error(name: str) -> None:
    with pytest.raises(InputError):
        clock.zone(name)


@pytest.mark.parametrize(
    ("tod", "text"),
    [
        (0, "midnight"),
        (720, "noon"),
        (570, "9:30 a.m."),
        (840, "2 p.m."),
        (1, "12:01 a.m."),
        (721, "12:01 p.m."),
        (1439, "11:59 p.m."),
        (1440 + 570, "9:30 a.m."),
    ],
)
def test_times_in_ap_style(tod: int, text: str) -> None:
    assert clock.tod_text(tod) == text


def _span(first: int, last: int, *, zoned: bool = False, day: date = date(2013, 10, 14)) -> str:
    start, end = clock.moment(day, first, PACIFIC), clock.moment(day, last, PACIFIC)
    return clock.range_text(start, end, PACIFIC, with_zone=zoned)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (570, 630, "9:30-10:30 a.m."),
        (660, 780, "11 a.m.-1 p.m."),
        (690, 720, "11:30 a.m.-noon"),
        (720, 780, "noon-1 p.m."),
        (540, 1440 + 600, "9 a.m.-10 a.m."),
        (600, 600, "10 a.m."),
    ],
)
def test_spans(first: int, last: int, text: str) -> None:
    assert _span(first, last) == text


def test_spans_with_the_zone() -> None:
    assert _span(570, 630, zoned=True) == "9:30-10:30 a.m. PDT"
    assert _span(60, 240, zoned=True, day=FALL) == "1 a.m. PDT-4 a.m. PST"


def test_dates_in_ap_style() -> None:
    day = date(2013, 10, 14)
    assert clock.date_text(day) == "Monday, Oct. 14"
    assert clock.date_text(day, weekday=False, year=True) == "Oct. 14, 2013"
    assert clock.date_text(date(2027, 5, 3), weekday=False) == "May 3"
    assert clock.weekday_text(day) == "Monday"


@pytest.mark.parametrize(
    ("text", "tod"),
    [
        ("11:20", 680),
        ("9:30 a.m.", 570),
        ("9:30am", 570),
        ("2 pm", 840),
        ("2 P.M.", 840),
        ("7:15a", 435),
        ("1:05 P", 785),
        ("noon", 720),
        ("midnight", 0),
        ("12 a.m.", 0),
        ("12:05 p.m.", 725),
        ("00:00", 0),
        ("23:59", 1439),
        ("7", 420),
    ],
)
def test_typed_times(text: str, tod: int) -> None:
    assert clock.parse_tod(text) == tod


@pytest.mark.parametrize(
    ("text", "earliest", "tod"),
    [
        ("1:30", 420, 810),
        ("7", 420, 420),
        ("6:59", 420, 1139),
        ("12:30", 420, 750),
        ("5:55", 240, 355),
        ("1:30 am", 420, 90),
        ("01:30", 420, 90),
        ("13:30", 420, 810),
        ("0:15", 420, 15),
        ("12:10", 1380 - 360, 10),  # the bus came ten minutes after midnight
        ("11:50", -340, 1430),  # ten minutes before a turn at 0:20
    ],
)
def test_a_time_without_its_half_of_the_day(text: str, earliest: int, tod: int) -> None:
    assert clock.parse_tod(text, earliest) == tod


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "24:00",
        "9:60",
        "13 pm",
        "0 am",
        "9:",
        ":30",
        "9:3",
        "930",
        "-1:00",
        "٩:٣٠",
        "9:30:00",
        "1.5",
        "7.15",
        "1 1:30",
        "a.m.",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        clock.parse_tod(text)


@given(st.integers(0, 1439))
def test_a_shown_time_can_be_typed(tod: int) -> None:
    assert clock.parse_tod(clock.tod_text(tod)) == tod


@given(days)
def test_dates_are_read_back(day: date) -> None:
    assert clock.parse_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["", "14.10.2013", "2013-02-30", "tomorrow"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        clock.parse_date(text)


FRIDAY = date(2013, 10, 11)


@pytest.mark.parametrize(
    "text",
    ["10/14/2013", "10/14", "10-14-13", "Oct 14", "oct. 14, 2013", "Mon, Oct 14, 2013",
     "Monday, October 14th", "14 Oct 2013", "2013-10-14"],
)  # fmt: skip
def test_a_day_is_read_as_people_type_it(text: str) -> None:
    assert clock.read_day(text, FRIDAY) == date(2013, 10, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [("10/11", FRIDAY), ("10/10", date(2014, 10, 10)), ("2/29", date(2016, 2, 29))],
)
def test_a_day_without_a_year_is_the_next_one(text: str, day: date) -> None:
    assert clock.read_day(text, FRIDAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "march", "2/30/2013", "13/1", "Octopus 14", "Tue, Oct 14, 2013", "0213-10-14",
     "10/14/9999"],
)  # fmt: skip
def test_what_is_no_day_is_refused_and_so_is_a_wrong_weekday(text: str) -> None:
    with pytest.raises(InputError):
        clock.read_day(text, FRIDAY)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001
def test_moments_are_written_and_read(naive: datetime, hours: int) -> None:
    at = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert clock.parse_moment(clock.utc_text(at)) == at
    assert clock.parse_moment(at.isoformat()).tzinfo is UTC


@pytest.mark.parametrize("text", ["", "soon", "2013-10-14T09:30:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        clock.parse_moment(text)


def test_a_tour_over_a_zone_line_shows_both_clocks() -> None:
    at = clock.moment(date(2027, 2, 10), 600, "America/Phoenix")
    assert clock.time_text(at, "America/Phoenix", with_zone=True) == "10 a.m. MST"
    assert clock.time_text(at, PACIFIC, with_zone=True) == "9 a.m. PST"


@given(days, zones, st.integers(0, 1439), st.integers(0, 1439))
def test_later_on_the_clock_is_never_earlier_on_one_day(
    day: date, zone: str, a: int, b: int
) -> None:
    assume(a <= b)
    first, last = clock.moment(day, a, zone), clock.moment(day, b, zone)
    if not clock.was_shifted(day, a, zone):
        assert first <= last
