"""A press secretary's list of AP and house-style traps: what the papers print of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.core.test_privacy import changed
from tests.papers_fixture import OFFICE, SITES, Parts, rid, sample_view
from tourplanner.core.clock import date_text, range_text, time_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.advisory import advisory
from tourplanner.core.papers.blocks import Paper, texts
from tourplanner.core.papers.press import press_itinerary
from tourplanner.core.papers.specs import ADVISORY, PRESS_ITINERARY
from tourplanner.core.papers.style import (
    address_text,
    dates_text,
    grades_text,
    member_text,
    party_text,
    phone_text,
    quoted,
    short_date,
    street_text,
)
from tourplanner.core.privacy import cut
from tourplanner.core.safe_text import sentence

LA = "America/Los_Angeles"
LONG = "Dr. Martin Luther King Jr. and Señora Peña Núñez Bilingual Academy of Arts and Sciences"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2013, 10, 14, 7, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)


def span(start: tuple[int, int], end: tuple[int, int]) -> str:
    return range_text(at(*start), at(*end), LA)


def member(title: str, name: str) -> str:
    return member_text(RecordView("office", "o", {"member_title": title, "member_name": name}))


def address(**facts: str) -> str:
    return address_text(RecordView("site", "s", facts))


TRAPS: dict[str, tuple[Callable[[], str], str]] = {
    "a full hour has no :00": (lambda: time_text(at(9), LA), "9 a.m."),
    "a.m. has its periods": (lambda: time_text(at(9, 30), LA), "9:30 a.m."),
    "noon is a word": (lambda: time_text(at(12), LA), "noon"),
    "midnight is a word": (lambda: time_text(at(24), LA), "midnight"),
    "half past noon is p.m.": (lambda: time_text(at(12, 30), LA), "12:30 p.m."),
    "a span says a.m. once": (lambda: span((9, 30), (11, 0)), "9:30-11 a.m."),
    "a span over noon says both": (lambda: span((11, 30), (13, 0)), "11:30 a.m.-1 p.m."),
    "a span to noon": (lambda: span((11, 0), (12, 0)), "11 a.m.-noon"),
    "a span from noon": (lambda: span((12, 0), (13, 30)), "noon-1:30 p.m."),
    "a zone by its letters": (lambda: time_text(at(9), LA, with_zone=True), "9 a.m. PDT"),
    "winter has the other letters": (
        lambda: time_text(datetime(2013, 12, 2, 17, tzinfo=UTC), LA, with_zone=True),
        "9 a.m. PST",
    ),
    "a sentence that ends in a.m. has one period": (lambda: sentence("At 9 a.m."), "At 9 a.m."),
    "a long month is cut before a day": (lambda: date_text(date(2013, 10, 14)), "Monday, Oct. 14"),
    "September is Sept.": (lambda: date_text(date(2013, 9, 30)), "Monday, Sept. 30"),
    "March is never cut": (lambda: date_text(date(2014, 3, 4)), "Tuesday, March 4"),
    "May, June and July neither": (
        lambda: ", ".join(date_text(date(2014, m, 1), weekday=False) for m in (5, 6, 7)),
        "May 1, June 1, July 1",
    ),
    "no st, nd, rd or th": (lambda: date_text(date(2013, 10, 22)), "Tuesday, Oct. 22"),
    "a year stands after a comma": (
        lambda: date_text(date(2013, 10, 14), year=True),
        "Monday, Oct. 14, 2013",
    ),
    "days of one month say it once": (
        lambda: dates_text(date(2013, 10, 14), 3),
        "Oct. 14-16, 2013",
    ),
    "days of two months say both": (
        lambda: dates_text(date(2013, 9, 30), 3),
        "Sept. 30-Oct. 2, 2013",
    ),
    "a cut weekday has its period": (lambda: short_date(date(2013, 10, 14)), "Mon., Oct. 14"),
    "Senator before a name is Sen.": (lambda: member("Senator", "Carol Liu"), "Sen. Carol Liu"),
    "Assemblymember is never cut": (
        lambda: member("Assemblymember", "Ana Ruiz Peña"),
        "Assemblymember Ana Ruiz Peña",
    ),
    "Representative is Rep.": (lambda: member("Representative", "Bo Lee"), "Rep. Bo Lee"),
    "Lieutenant Governor is Lt. Gov.": (
        lambda: member("Lieutenant Governor", "Bo Lee"),
        "Lt. Gov. Bo Lee",
    ),
    "Jr. has no comma before it": (
        lambda: member("Senator", "John Lee Jr."),
        "Sen. John Lee Jr.",
    ),
    "two surnames and accents stay": (
        lambda: member("Senator", "María Núñez de la O"),
        "Sen. María Núñez de la O",
    ),
    "a numbered street is cut": (
        lambda: street_text("515 East Ashtabula Street"),
        "515 E. Ashtabula St.",
    ),
    "Drive, Road and Lane are not": (
        lambda: street_text("7 Bal Harbor Drive"),
        "7 Bal Harbor Drive",
    ),
    "a street without a number is not": (
        lambda: street_text("East Ashtabula Street"),
        "East Ashtabula Street",
    ),
    "a street that is a compass word stays": (lambda: street_text("201 North St"), "201 North St."),
    "a county avenue with a fraction stays": (
        lambda: street_text("12861 Avenue 18 1/2"),
        "12861 Avenue 18 1/2",
    ),
    "a ZIP has five digits": (
        lambda: address(street="1 A St", city="Ceres", state="CA", zip="95307-1234"),
        "1 A St., Ceres, CA 95307",
    ),
    "midnight and noon in one span": (lambda: span((12, 0), (24, 0)), "noon-midnight"),
    "a weekday is whole before a date, a year after it": (
        lambda: dates_text(date(2013, 12, 30), 4),
        "Dec. 30, 2013-Jan. 2, 2014",
    ),
    "Assembly Member is one word": (
        lambda: member("Assembly Member", "Ana Ruiz Peña"),
        "Assemblymember Ana Ruiz Peña",
    ),
    "State Senator keeps State": (lambda: member("State Senator", "Bo Lee"), "State Sen. Bo Lee"),
    "a congresswoman is Rep.": (lambda: member("Congresswoman", "Bo Lee"), "Rep. Bo Lee"),
    "a title that AP does not cut stays": (lambda: member("Mayor", "Bo Lee"), "Mayor Bo Lee"),
    "a comma before Jr. goes": (lambda: member("Senator", "John Lee, Jr."), "Sen. John Lee Jr."),
    "Jr has its period": (lambda: member("Senator", "John Lee, Jr"), "Sen. John Lee Jr."),
    "III has none, and no comma": (lambda: member("", "John Lee, III"), "John Lee III"),
    "a Spanish particle stays small": (
        lambda: member("Senator", "Ana de la Peña-Ruiz"),
        "Sen. Ana de la Peña-Ruiz",
    ),
    "a party letter is a word": (lambda: party_text("d"), "Democrat"),
    "an independent is small": (lambda: party_text("I"), "independent"),
    "a phone number has hyphens": (lambda: phone_text("(916) 555-0100"), "916-555-0100"),
    "no 1, no dots in a phone number": (lambda: phone_text("+1 916.555.0100"), "916-555-0100"),
    "an extension follows a comma": (
        lambda: phone_text("916 555 0100 x12"),
        "916-555-0100, ext. 12",
    ),
    "a phone number of another country stays": (
        lambda: phone_text("+52 55 1234 5678"),
        "+52 55 1234 5678",
    ),
    "grades take a hyphen": (lambda: grades_text("K\N{EN DASH}8"), "Grades K-8"),
    "one grade is Grade": (lambda: grades_text("5"), "Grade 5"),
    "a quote in a quote is single": (
        lambda: quoted('She said "come in" and it\'s true.'),
        "“She said ‘come in’ and it’s true.”",
    ),
    "typed quotation marks are not doubled": (lambda: quoted("“We read.”"), "“We read.”"),
    "a comma stands inside the marks": (lambda: quoted("We read.", ","), "“We read,”"),
    "an apostrophe of a name is no quote": (
        lambda: quoted("O'Neill's school"),
        "“O’Neill’s school”",
    ),
    "a highway stays a highway": (lambda: street_text("9 Highway 99"), "9 Highway 99"),
    "a numbered street name stays": (
        lambda: street_text("12 Tenth Avenue"),
        "12 Tenth Ave.",
    ),
    "a town alone is no line of commas": (lambda: address(city="Ceres"), "Ceres"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_the_list_of_traps(name: str) -> None:
    write, printed = TRAPS[name]
    assert write() == printed


def test_the_list_is_long_enough() -> None:
    assert len(TRAPS) >= 30


def said(paper: Paper) -> str:
    return "\n".join(texts(paper))


def test_a_long_name_with_accents_is_never_cut_on_a_page() -> None:
    sites = ({**SITES[0], "name": LONG}, *SITES[1:])
    view = sample_view(Parts(sites=sites))
    made = press_itinerary(cut(view, PRESS_ITINERARY)[0])
    assert LONG in said(made)
    invitation = advisory(cut(view, ADVISORY, stop=rid("stop", "madison"))[0])
    assert f"{LONG}, Auditorium" in said(invitation)


def test_an_advisory_says_the_zone_the_contact_and_the_end() -> None:
    view = changed(sample_view(), "stop", rid("stop", "madison"), press_call_tod_min=720)
    made = advisory(cut(view, ADVISORY, stop=rid("stop", "madison"))[0])
    words = said(made)
    assert "9:30-11 a.m. PDT Monday, Oct. 14." in words
    assert "Press check-in noon" in words
    assert f"{OFFICE['press_contact']}, {OFFICE['press_phone']}" in words
    assert "for Monday, Oct. 14, 2013" in words
    assert "# # #" in words
    assert made.pages == 1
