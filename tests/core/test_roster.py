"""Rosters: rows as offices have them, and the members of a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tourplanner.adapters.resources import resource_path
from tourplanner.core.model.district import parse_chambers
from tourplanner.core.model.roster import (
    RosterMember,
    chamber_of,
    day_of,
    members_on,
    read_member,
    roster_columns,
    with_count,
)

WORDS = parse_chambers(json.loads(resource_path("packs", "chambers_us.json").read_text("utf-8")))


def read(state: str = "CA", **cells: str) -> RosterMember | str:
    row = {"name": "Ana Ruiz", "chamber": "Senate", "district": "5", **cells}
    return read_member(row, state, "2026-01-05", WORDS)


@pytest.mark.parametrize(
    ("state", "chamber", "wanted"),
    [
        ("CA", "State Assembly", "lower"),
        ("CA", "Assembly", "lower"),
        ("MD", "House of Delegates", "lower"),
        ("NE", "Legislature", "upper"),
        ("NE", "Unicameral", "upper"),
        ("TX", "House", "lower"),
        ("TX", "U.S. House", "congress"),
        ("", "SLDU", "upper"),
    ],
)
def test_a_chamber_is_known_by_what_its_state_calls_it(
    state: str, chamber: str, wanted: str
) -> None:
    member = read(state, chamber=chamber)
    assert isinstance(member, RosterMember)
    assert member.chamber == wanted


@pytest.mark.parametrize("text", ["41", "041", "AD 41", "District 41", "41st"])
def test_a_district_is_its_number(text: str) -> None:
    member = read(district=text)
    assert isinstance(member, RosterMember)
    assert member.district == "41"


@pytest.mark.parametrize(
    ("text", "code", "label"),
    [
        ("Addison-1", "A-1", "Addison-1 State House District"),
        ("1st Hampden", "H01", "First Hampden District"),
        ("Hillsborough 2", "602", "State House District Hillsborough 2"),
        ("District K", "K", "State Senate District K"),
        ("Ward 7", "7", "Ward 7"),
        ("VA-7", "7", "Congressional District 7"),
    ],
)
def test_a_district_that_has_a_name_is_known_by_it(text: str, code: str, label: str) -> None:
    named = read("VT", chamber="House", district=text)
    assert isinstance(named, RosterMember)
    every = [replace(named, roster="2026-01-05")]
    kind, day = named.chamber, date(2026, 5, 1)
    assert members_on(every, "VT", kind, code, day, label=label).members == tuple(every)
    other = label.replace("1", "2").replace("2", "3").replace("7", "8").replace(" K", " T")
    other = other.replace("First", "Second")
    assert not members_on(every, "VT", kind, "99", day, label=other).members


def test_a_column_called_senator_names_members_of_the_senate() -> None:
    header = ("Dist.", "State Senator", "Capitol phone", "Office")
    assert roster_columns(header) == {"district": 0, "name": 1, "phone": 2}
    assert chamber_of(header) == "senate"
    assert chamber_of(("District", "Assemblymember")) == "assembly"
    assert chamber_of(("District", "Name")) == ""
    for state in ("NE", "DC"):  # one chamber: there is no other
        alone = read(state, chamber="")
        assert isinstance(alone, RosterMember)
        assert alone.chamber == "upper"
    assert "chamber" in str(read("OH", chamber=""))


def test_rows_that_say_too_little_are_refused_with_the_reason() -> None:
    assert read(name=" ") == "it has no name"
    assert "not known" in str(read(chamber="Parliament"))
    assert read(district="") == "it has no district"
    assert "of which body" in str(read(chamber="tribal", district=""))
    assert read(as_of="soon") == "its day is odd"
    assert "longer than" in str(read(name="x" * 201))
    local = read(chamber="local", district="", body="Pasadena City Council")
    assert isinstance(local, RosterMember)


def test_columns_and_days_as_people_write_them() -> None:
    header = ("Member Name", "CHAMBER", "District Number", "Party", "Office phone", "As-of", "x")
    assert roster_columns(header) == {
        "name": 0, "chamber": 1, "district": 2, "party": 3, "phone": 4, "as_of": 5,
    }  # fmt: skip
    assert day_of("1/5/2026") == day_of("2026-01-05") == "2026-01-05"
    assert day_of("13/13/2026") == day_of("") == ""


def test_the_members_of_a_day_come_from_the_roster_of_that_day() -> None:
    def member(name: str, roster: str, district: str = "1") -> RosterMember:
        return RosterMember(name, "lower", district, state="AZ", as_of=roster, roster=roster)

    every = [
        member("Old One", "2023-01-09"),
        member("New One", "2025-01-13"),
        member("New Two", "2025-01-13"),
        member("Elsewhere", "2025-01-13", "2"),
    ]

    def names(day: date, district: str = "1", lines_from: str = "") -> list[str]:
        found = members_on(every, "AZ", "lower", district, day, lines_from)
        return [m.name for m in found.members] or [found.sentence]

    assert names(date(2024, 5, 1)) == ["Old One"]
    assert names(date(2025, 5, 1)) == ["New One", "New Two"]
    assert "later than this day" in names(date(2013, 5, 1))[0]
    assert "older than these lines" in names(date(2025, 5, 1), "1", "2025-02-01")[0]
    assert names(date(2025, 5, 1), "9") == ["The roster of Jan. 13, 2025 has nobody here."]
    nobody = members_on(every, "AZ", "upper", "1", date(2025, 5, 1))
    assert nobody.sentence == "No roster is loaded."
    two, one = (members_on(every, "AZ", "lower", "1", date(y, 5, 1)) for y in (2025, 2024))
    house = WORDS.states["AZ"].lower
    assert with_count(two, house) == two
    assert "has 2 members; the roster names 1" in with_count(one, house).sentence
    single = with_count(two, WORDS.states["CA"].lower)
    assert "has 1 member; the roster names 2" in single.sentence
