"""Traps beside the press secretary's list: odd hours, streets, titles, words that people type."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.core.papers.test_traps import LA, address, at, member, span
from tourplanner.adapters.resources import resource_path
from tourplanner.core.clock import range_text, time_text
from tourplanner.core.papers.press_style import against_style, parse_style
from tourplanner.core.papers.style import (
    TimeWords,
    dates_text,
    grades_text,
    quoted,
    speaker_text,
    street_text,
)

PHOENIX = "America/Phoenix"
OVER_THE_LINE = datetime(2013, 10, 14, 17, tzinfo=UTC)


def in_two_zones() -> str:
    words = TimeWords([(OVER_THE_LINE, LA), (OVER_THE_LINE, "America/Denver")])
    return f"{words.at(OVER_THE_LINE, LA)}, {words.at(OVER_THE_LINE, 'America/Denver')}"


PRINTED: dict[str, tuple[Callable[[], str], str]] = {
    "half past midnight is a.m.": (lambda: time_text(at(24, 30), LA), "12:30 a.m."),
    "a span from midnight": (lambda: span((24, 0), (24, 30)), "midnight-12:30 a.m."),
    "a span over midnight": (lambda: span((23, 30), (24, 30)), "11:30 p.m.-12:30 a.m."),
    "a span from noon says p.m. once": (lambda: span((12, 0), (12, 30)), "noon-12:30 p.m."),
    "a span without minutes is a time": (lambda: span((9, 0), (9, 0)), "9 a.m."),
    "a span with its zone": (
        lambda: range_text(at(12), at(13), LA, with_zone=True),
        "noon-1 p.m. PDT",
    ),
    "Arizona keeps its time": (
        lambda: time_text(OVER_THE_LINE, PHOENIX, with_zone=True),
        "10 a.m. MST",
    ),
    "times over a zone line have theirs": (in_two_zones, "10 a.m. PDT, 11 a.m. MDT"),
    "days of January": (lambda: dates_text(date(2014, 1, 3), 3), "Jan. 3-5, 2014"),
    "days over the end of May": (lambda: dates_text(date(2014, 5, 30), 4), "May 30-June 2, 2014"),
    "grades from the year before kindergarten": (lambda: grades_text("TK-8"), "Grades TK-8"),
    "kindergarten alone is a word": (lambda: grades_text("K"), "Kindergarten"),
    "TK alone is words": (lambda: grades_text("TK"), "Transitional kindergarten"),
    "KG is K": (lambda: grades_text("KG-8"), "Grades K-8"),
    "no spaces beside a hyphen of grades": (lambda: grades_text("K \N{EM DASH} 8"), "Grades K-8"),
    "a compass word at the end": (
        lambda: street_text("38440 Second St East"),
        "38440 Second St. E.",
    ),
    "a suite stays behind the street": (
        lambda: street_text("1100 J Street, Suite 200"),
        "1100 J St., Suite 200",
    ),
    "a quadrant has no periods": (lambda: street_text("600 K Street NW"), "600 K St. NW"),
    "St. of a saint stays": (
        lambda: street_text("12 St. Helena Avenue"),
        "12 St. Helena Ave.",
    ),
    "a street with its city's name keeps it": (
        lambda: address(street="15 West Covina Boulevard", city="West Covina"),
        "15 West Covina Blvd., West Covina",
    ),
    "Jr. of a street": (
        lambda: street_text("4501 Martin Luther King Jr. Boulevard"),
        "4501 Martin Luther King Jr. Blvd.",
    ),
    "a U.S. Senator": (lambda: member("US Senator", "Bo Lee"), "U.S. Sen. Bo Lee"),
    "a U.S. Representative": (lambda: member("U.S. Representative", "Bo Lee"), "U.S. Rep. Bo Lee"),
    "Sen without its period": (lambda: member("Sen", "Bo Lee"), "Sen. Bo Lee"),
    "two surnames joined by y": (
        lambda: member("Senator", "José Martínez y Pérez, Sr"),
        "Sen. José Martínez y Pérez Sr.",
    ),
    "Rev. Dr. stays as it is typed": (lambda: member("", "Rev. Dr. Bo Lee"), "Rev. Dr. Bo Lee"),
    "a senator who speaks": (lambda: speaker_text("Carol Liu", "Senator"), "Sen. Carol Liu"),
    "a teacher who speaks": (lambda: speaker_text("Bo Lee", "teacher"), "Bo Lee, teacher"),
    "a quote that ends in a quote": (
        lambda: quoted('She said "yes."', ","),
        "“She said ‘yes,’”",
    ),
    "what is left out stays left out": (lambda: quoted("We read...", ","), "“We read...,”"),
    "a decade has an apostrophe": (lambda: quoted("Since the '60s", ","), "“Since the ’60s,”"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_the_papers_print(name: str) -> None:
    write, printed = PRINTED[name]
    assert write() == printed


TYPED = {
    "Mar. 4": "write “March 4”",
    "Sep. 30": "write “Sept. 30”",
    "Dec 3rd": "write “Dec. 3”",
    "October 14th": "write “Oct. 14”",
    "Jan. 3 - 5": "write “3-5”",
    "14 October 2013": "write “Oct. 14, 2013”",
    "10/14/2013": "month in words",
    "Oct. 14 2013": "a comma stands before the year",
    "Monday Oct. 14": "a comma stands after the weekday",
    "on Tues.": "spelled out",
    "11:00 AM": "write “11 a.m.”",
    "9 a.m. in the morning": "a.m. says it already",
    "from 9-11 a.m.": "write “from 9 to 11”",
    "in Pasadena, Calif.": "write “California”",
    "in Reno, NV": "spelled out",
    "Rev. Bo Lee": "write “the Rev.”",
    "Prof. Ana Ruiz": "write “professor”",
    "Lt. Governor Bo Lee": "write “Lt. Gov.”",
    "Congressman Bo Lee": "write “Rep.”",
    "Asm. Bo Lee": "write “Assemblymember”",
    "with 7 children": "numbers below 10",
    "It won 1st place": "first to ninth",
    "They stayed. 12 schools joined": "no sentence begins with a figure",
    "Apr. 2": "write “April 2”",
    "Jun 3": "write “June 3”",
    "Jul. 4": "write “July 4”",
    "Governor Bo Lee": "write “Gov.”",
    "Supt. Ana Ruiz": "write “Superintendent”",
    "on-line": "write “online”",
    "5 million dollars": "write “$5 million”",
    "3 p.m. in the afternoon": "p.m. says it already",
    "in Yuma, Ariz.": "spelled out",
    "$5,000,000": "write “$5 million”",
    "John Lee, Jr.": "no comma stands before Jr. or Sr.",
    "12:00 a.m.": "write “midnight”",
    "in September, 2013": "write “September 2013”",
    "On Oct. 14, 2013 in Pasadena": "write “Oct. 14, 2013,”",
    "9 a.m.-11 a.m.": "write “9-11 a.m.”",
    "9a.m.": "write “9 a.m.”",
    "5 p.m": "write “5 p.m.”",
    "6:00-7:30 p.m.": "write “6”",
    "at 9 o'clock": "a.m. or p.m. stands after the hour",
    "between 9-11 a.m.": "write “between 9 and 11”",
    "from 2010-2013": "write “from 2010 to 2013”",
    "St. Mary's Elem. Sch.": "write “Elementary School”",
    "Lincoln Jr./Sr. High": "write “Junior/Senior High”",
    "for ages five to 12": "ages are figures",
    "a five year old girl": "ages are figures",
    "ages 10-12 years old": "write “ages 10-12”",
    "in grade five": "a figure",
    "the Senator said": "a title without a name is small",
    "$5.00 a meal": "write “$5”",
    "$3 Million": "million and billion are small",
    "the parents's room": "write “parents’”",
    "Ana Reyes's class": "write “Reyes’”",
}
FINE = (
    "9:30 a.m. to noon Monday, Oct. 14, 2013",
    "Sept. 30-Oct. 2 in Pasadena, California, and at 515 A St., Pasadena, CA 91104",
    "the Rev. Bo Lee Jr., 12 schools, seven districts, Grade 5, 5 p.m., 96%, $5 million",
    "She met Ana Ruiz, MA, at Del Mar 5 p.m. In May the tour ends. 2013 was its first year",
    "State Sen. Carol Liu, grades TK-8, the 30th anniversary",
    "St. Mary's Elementary School, Martin Luther King Jr. High School, R. B. Gaston Sr. Middle",
    "In September 2013, on Oct. 14, 2013, and from 2010 to 2013; the 2013-14 school year",
    "Between 9 and 11 a.m., 6-7:30 p.m., a 5-year-old, ages 10-12, $5.50",
    "The mayor met the Senate; the students’ garden, the children's choir and Ana Ruiz's class",
)


def told(text: str) -> tuple[str, ...]:
    pack = resource_path("packs", "press_style.json").read_text("utf-8")
    return against_style([text], parse_style(json.loads(pack)))


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_type_against_house_style_is_told(typed: str) -> None:
    assert any(TYPED[typed] in sentence for sentence in told(typed)), told(typed)
    assert not any(sentence.endswith("..") for sentence in told(typed))


@pytest.mark.parametrize("typed", FINE)
def test_what_follows_house_style_is_let_be(typed: str) -> None:
    assert not told(typed)


def test_there_are_thirty_more_of_each() -> None:
    assert len(PRINTED) >= 30
    assert len(PRINTED) + len(TYPED) >= 55
