"""23 messy lines of three states: right, asked or kept, and none silently wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.school_office import SchoolOffice, open_school_office, shipped_edition
from tests.three_states import LINES, TEXT, make_edition
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_match import LineMatch

STATES = {"sure": MatchState.SURE, "asks": MatchState.SEVERAL, "none": MatchState.NONE}


@pytest.fixture
def texas(tmp_path: Path) -> Iterator[SchoolOffice]:
    opened = open_school_office(tmp_path, home_state="TX", editions=[make_edition(tmp_path)])
    yield opened
    opened.close()


def kept(matches: tuple[LineMatch, ...]) -> list[LineMatch]:
    return [m.keep_by_hand() if m.state is MatchState.NONE else m for m in matches]


def test_with_the_directory_each_line_is_right_or_asks(texas: SchoolOffice) -> None:
    matches = texas.sites.match_list(TEXT)
    assert len(matches) == len(LINES) == 23
    for match, (line, outcome, key) in zip(matches, LINES, strict=True):
        assert match.text == line
        assert (match.state, match.choice) == (STATES[outcome], key), line
    by_line = {match.text: match for match in matches}
    assert "Washington, not in Texas" in by_line["530423002011"].reason
    tacoma = by_line["Lincoln High, 701 So. 37th St, Tacoma"]
    assert [c.row.city for c in tacoma.candidates] == ["Tacoma"]
    assert {c.row.city for c in by_line["Martin Luther King Elementary"].candidates} == {
        *("Austin", "Urbana", "Seattle"),
    }


@pytest.mark.parametrize("home", ["WA", "CA"])
def test_with_no_directory_or_another_states_nothing_is_sure(tmp_path: Path, home: str) -> None:
    editions = [shipped_edition()] if home == "CA" else []
    office = open_school_office(tmp_path, home_state=home, editions=editions)
    matches = office.sites.match_list(TEXT)
    assert [m.text for m in matches] == [line for line, _, _ in LINES], "no line takes another in"
    assert not [m.text for m in matches if m.state is MatchState.SURE]
    says_a_state = [m for m in matches if m.guess.get("state", home) not in (home, "CA")]
    assert len(says_a_state) == (10 if home == "CA" else 6)
    assert all(m.state is not MatchState.SEVERAL for m in says_a_state if "Seattle" not in m.text)
    office.close()


def test_what_is_kept_is_in_the_state_that_its_line_says(tmp_path: Path) -> None:
    office = open_school_office(tmp_path, home_state="CA", editions=[shipped_edition()])
    count = office.file.tables.count("site")
    applied = office.sites.apply(kept(office.sites.match_list(TEXT)))
    assert len(applied.by_hand) + len(applied.open_lines) == 23
    made = {view.name: view for view in office.sites.all()}
    said = {name: (view.city, view.state) for name, view in made.items()}
    assert said["Paris High School"] == ("Paris", "TX")
    assert said["Lincoln Elementary"] == ("Springfield", "IL")
    assert said["Lincoln Elem."] == ("Dallas", "TX")
    assert said["Stewart Middle Sch."] == ("Tacoma", "WA")
    center = made["Garden City Family Resource Center"]
    assert (center.street, center.zip, center.state) == ("12 Elm St", "98032", "WA")
    again = office.sites.apply(kept(office.sites.match_list(TEXT)))
    assert (again.changes, again.added, again.by_hand) == (None, (), ())
    assert office.file.tables.count("site") == count + len(applied.by_hand)
    office.close()


def test_two_springfields_are_two_sites(texas: SchoolOffice) -> None:
    text = "Oak Center, Springfield, Mo.\nOak Center, Springfield, Ill.\nOAK CENTER, Springfield MO"
    applied = texas.sites.apply(m.keep_by_hand() for m in texas.sites.match_list(text))
    assert (len(applied.by_hand), len(applied.already)) == (2, 1)
    assert {view.state for view in texas.sites.all()} == {"MO", "IL"}


def test_a_school_of_no_directory_is_not_read_as_the_address_of_the_line_above(
    texas: SchoolOffice,
) -> None:
    text = "Lincoln Elementary\nMapleton School, La Grange Park\n\nLincoln Elementary\nDallas"
    first, second, third = texas.sites.match_list(text)
    assert (first.text, second.text) == ("Lincoln Elementary", "Mapleton School, La Grange Park")
    assert third.choice == "481623001045", "a town below a name is its town"


def test_short_forms_of_new_england(tmp_path: Path) -> None:
    office = open_school_office(tmp_path, home_state="MA")
    path = tmp_path / "edge.csv"
    path.write_text(
        "NCESSCH,NAME,STREET,CITY,STATE,ZIP\n"
        "250001000001,Mosier Elementary School,101 Mosier St,South Hadley,MA,01075\n"
        "250001000007,Dr. William R. Peck School,1916 Northampton St,Holyoke,MA,01040\n",
        "utf-8",
    )
    office.directory.import_edition(path)
    (mosier,) = office.sites.match_list("Mosier Elem., So. Hadley")
    assert mosier.choice == "250001000001"
    (peck,) = office.sites.match_list("Wm. R. Peck School, Holyoke")
    assert [c.row.key for c in peck.candidates] == ["250001000007"]
    office.close()


def test_initials_and_short_words_are_read_as_people_mean_them(texas: SchoolOffice) -> None:
    (austin,) = texas.sites.match_list("MLK Elem., Austin")
    assert [c.row.key for c in austin.candidates] == ["480894000501"]
    assert texas.directory.find("mlk austin").hits[0].row.key == "480894000501"
    (point,) = texas.sites.match_list("Lincoln HS, Dallas, 32.76, -96.75")
    assert point.choice == "481623001046", "a point says nothing against its school"
    (virginia,) = texas.sites.match_list("Lincoln HS, Dallas, W. Va.")
    assert (virginia.choice, virginia.guess["state"]) == ("", "WV")
    (sch,) = texas.sites.match_list("Zavala Elem. Sch., El Paso, Tex.")
    assert sch.choice == "482364002346"
