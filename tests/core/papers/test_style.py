from datetime import UTC, date, datetime, timedelta

import pytest

from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.style import (
    TimeWords,
    address_text,
    count_text,
    dates_text,
    member_text,
    miles_text,
    short_date,
    stamp_text,
    street_text,
)

LA, PHOENIX, DENVER = "America/Los_Angeles", "America/Phoenix", "America/Denver"
NOON_UTC = datetime(2013, 10, 14, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("515 East Ashtabula Street", "515 E. Ashtabula St."),
        ("515 Ashtabula St.", "515 Ashtabula St."),
        ("700 South Mariposa Avenue", "700 S. Mariposa Ave."),
        ("4501 Martin Luther King Blvd", "4501 Martin Luther King Blvd."),
        ("12861 Avenue 18 1/2", "12861 Avenue 18 1/2"),
        ("201 North St", "201 North St."),
        ("1290 Bal Harbor Dr.", "1290 Bal Harbor Dr."),
        ("1501-B West Cameron Avenue", "1501-B W. Cameron Ave."),
        ("East Ashtabula Street", "East Ashtabula Street"),
        ("Tenth Ave and Bay Rd", "Tenth Ave and Bay Rd"),
        ("", ""),
        ("P.O. Box 7", "P.O. Box 7"),
    ],
)
def test_streets_in_ap_style(typed: str, printed: str) -> None:
    assert street_text(typed) == printed


def test_addresses_print_what_is_known() -> None:
    whole = {"street": "20513 Road 4", "city": "Chowchilla", "state": "CA", "zip": "93610"}
    site = RecordView("site", "s", whole)
    assert address_text(site) == "20513 Road 4, Chowchilla, CA 93610"
    assert address_text(site, state=False) == "20513 Road 4, Chowchilla 93610"
    assert address_text(RecordView("site", "s", {"city": "Chowchilla"})) == "Chowchilla"
    assert address_text(RecordView("site", "s", {"zip": "93610"})) == "93610"
    assert address_text(RecordView("site", "s")) == ""


@pytest.mark.parametrize(
    ("first", "days", "printed"),
    [
        (date(2013, 10, 14), 3, "Oct. 14-16, 2013"),
        (date(2013, 10, 14), 1, "Oct. 14, 2013"),
        (date(2013, 9, 30), 3, "Sept. 30-Oct. 2, 2013"),
        (date(2013, 12, 31), 2, "Dec. 31, 2013-Jan. 1, 2014"),
    ],
)
def test_the_days_of_a_tour(first: date, days: int, printed: str) -> None:
    assert dates_text(first, days) == printed


def test_names_counts_and_stamps() -> None:
    office = {"member_title": "Senator", "member_name": "Carol Liu"}
    assert member_text(RecordView("office", "o", office)) == "Sen. Carol Liu"
    other = {"member_title": "Assemblymember", "member_name": "Ana Ruiz Peña"}
    assert member_text(RecordView("office", "o", other)) == "Assemblymember Ana Ruiz Peña"
    assert member_text(RecordView("office", "o")) == ""
    assert count_text(1, "stop") == "1 stop"
    assert count_text(0, "stop") == "0 stops"
    assert short_date(date(2013, 10, 14)) == "Mon., Oct. 14"
    assert stamp_text(NOON_UTC, LA) == "noon PDT Monday, Oct. 14, 2013"


def test_miles() -> None:
    assert miles_text(1609.344) == "1.0 mi"
    assert miles_text(200 * 1609.344) == "200 mi"
    assert miles_text(1234 * 1609.344) == "1,234 mi"
    assert miles_text(None) == ""
    assert miles_text(-1) == ""


def test_a_zone_prints_where_the_clocks_of_the_places_differ() -> None:
    one = TimeWords([(NOON_UTC, LA), (NOON_UTC + timedelta(days=30), LA)])
    assert one.at(NOON_UTC, LA) == "noon"
    two = TimeWords([(NOON_UTC, LA), (NOON_UTC, DENVER)])
    assert two.at(NOON_UTC, LA) == "noon PDT"
    assert two.span(NOON_UTC, NOON_UTC + timedelta(hours=1), DENVER) == "1-2 p.m. MDT"
    # In summer clocks in Arizona stand as in California, so nobody needs the word.
    assert not TimeWords([(NOON_UTC, LA), (NOON_UTC, PHOENIX)]).with_zone
    winter = datetime(2013, 12, 2, 19, 0, tzinfo=UTC)
    assert TimeWords([(winter, LA), (winter, PHOENIX)]).with_zone
    assert not TimeWords([]).with_zone
