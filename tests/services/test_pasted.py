"""A list that was looked through: one action, marked for a tour, and never twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.school_office import SchoolOffice, load_states
from tourplanner.app import ProgramDoors
from tourplanner.core.geo import Precision
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_match import LineMatch
from tourplanner.core.model.pasted import split_list
from tourplanner.services.line_guess import guess_by_hand
from tourplanner.services.pasted import add_list
from tourplanner.services.workspace import Workspace

LINES = "Altadena Elementary, Pasadena\nSunrise Community House, Fresno\nMadison Elementary, PUSD"


def looked_through(office: Workspace) -> list[LineMatch]:
    matches = office.sites.match_list(LINES)
    return [m.keep_by_hand() if m.state is MatchState.NONE else m for m in matches]


def test_a_list_is_one_action_and_adds_nothing_the_second_time(
    sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.find("pathways")
        before = office.file.tables.count("site"), office.file.tables.count("stop")
        done = add_list(office, looked_through(office), tour)
        assert (len(done.added), len(done.by_hand)) == (1, 1)
        stops = {s["site"]: s["wish"] for s in office.file.tables.where("stop", tour=tour)}
        assert {stops[site] for site in (*done.added, *done.by_hand)} == {"may"}
        again = add_list(office, looked_through(office), tour)
        assert again.changes is None
        assert set(again.already) == {*done.added, *done.by_hand}
        office.undo.undo()
        assert (office.file.tables.count("site"), office.file.tables.count("stop")) == before
        assert add_list(office, looked_through(office), tour).changes is not None
        after = office.file.tables.count("site"), office.file.tables.count("stop")
        assert after == (before[0] + 2, before[1] + 2), "what Undo took away is made again"


def test_a_line_kept_by_hand_has_the_point_of_its_zip_at_once(
    tmp_path: Path, doors: ProgramDoors
) -> None:
    line = "Mariposa Academy, 3875 Mill St, Reno, NV 89502"
    with doors.create(tmp_path / "nv.tour", {"home_state": "NV"}) as office:
        kept = [m.keep_by_hand() for m in office.sites.match_list(line)]
        done = add_list(office, kept)
        view = office.sites.view(done.by_hand[0])
        assert (view.street, view.city, view.county) == ("3875 Mill St", "Reno", "Washoe")
        assert view.point is not None
        assert view.point.precision is Precision.ZIP
        assert not done.unplaced
        assert add_list(office, kept).changes is None
        as_typed = office.sites.match_list("Mariposa  academy., 3875 Mill St, Reno NV")
        assert add_list(office, [m.keep_by_hand() for m in as_typed]).changes is None
        office.undo.undo()
        assert office.sites.all() == []
        bare = [m.keep_by_hand() for m in office.sites.match_list("Hope Center, 89502\nUnity Hall")]
        done = add_list(office, bare)
        assert [site in done.unplaced for site in done.by_hand] == [False, True]
        assert add_list(office, bare).changes is None, "no town is made up, so it is found again"


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "• Saint Paul: Dayton's Bluff Elementary, 262 Bates Avenue, St. Paul MN 55106",
            ("Dayton's Bluff Elementary", "262 Bates Avenue", "Saint Paul", "55106"),
        ),
        (
            "Rochester – Riverside Elem, 506 5th Ave SE, Rochester 55904",
            ("Riverside Elem", "506 5th Ave SE", "Rochester", "55904"),
        ),
        (
            "2. Myers-Wilkins Elementary (Duluth) 1027 N 8th Ave E, Duluth, MN 55805",
            ("Myers-Wilkins Elementary", "1027 N 8th Ave E", "Duluth", "55805"),
        ),
        (
            "Edison High School, Fresno 540 E California Ave",
            ("Edison High School", "540 E California Ave", "Fresno", ""),
        ),
        ("Dorsey High, L.A.", ("Dorsey High", "", "L.A.", "")),
        (
            "Dorsey High (L.A.) 3537 Farmdale Ave, CA",
            ("Dorsey High", "3537 Farmdale Ave", "L.A.", ""),
        ),
        ("P.S. 1, N.Y.C.", ("P.S. 1", "", "N.Y.C.", "")),
        ("Española – Escuela Primaria Nuñez", ("Escuela Primaria Nuñez", "", "Española", "")),
        ("School: Unity Hall, City: Lima", ("Unity Hall", "", "Lima", "")),
        ("NCES ID 390438000203 Unity Hall, Lima", ("Unity Hall", "", "Lima", "")),
        ("Unity Hall, High Point", ("Unity Hall", "", "High Point", "")),
        ("Muir (John) Elementary, Leon", ("Muir John Elementary", "", "Leon", "")),
        ("Hope Center, Lincoln Elementary", ("Hope Center", "", "Lincoln Elementary", "")),
        ("24th Street Elementary, Elk River", ("24th Street Elementary", "", "Elk River", "")),
    ],
)
def test_name_street_and_town_of_a_line_are_told_apart(
    line: str, facts: tuple[str, str, str, str]
) -> None:
    (read,) = split_list(line)
    guess = guess_by_hand([read], load_states())
    assert tuple(guess.get(fact, "") for fact in ("name", "street", "city", "zip")) == facts
    assert not guess.get("remarks")
    assert guess.get("state") != "LA", "no town's initials are taken for a state"


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "Peñasco Elem., P.O. Box 520, Peñasco, New Mexico 87553",
            {"city": "Peñasco", "state": "NM", "zip": "87553", "remarks": "Mail: P.O. Box 520"},
        ),
        (
            "Lincoln School – Augusta, Maine 4330",
            {"city": "Augusta", "state": "ME", "remarks": "ZIP 4330"},
        ),
        (
            "Lincoln School, 25 Lincoln St, Augusta ME 4330",
            {"city": "Augusta", "state": "ME", "street": "25 Lincoln St", "remarks": "ZIP 4330"},
        ),
        ("Garfield Hall, Hamilton County, Ohio", {"county": "Hamilton", "state": "OH"}),
        ("Garfield Hall, Lima, Allen County", {"city": "Lima", "county": "Allen"}),
        ("Garfield Hall, Charleston, W. Va.", {"city": "Charleston", "state": "WV"}),
        ("40.74, -84.10 Garfield Hall, Lima", {"city": "Lima", "remarks": "Point: 40.74, -84.10"}),
    ],
)
def test_a_mail_box_a_short_zip_and_a_county_are_no_town(line: str, facts: dict[str, str]) -> None:
    (read,) = split_list(line)
    guess = guess_by_hand([read], load_states())
    assert {name: text for name, text in guess.items() if name != "name"} == facts


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "1) Lincoln Elem. (Principal: Maria Lopez) - Dallas",
            "name=Lincoln Elem. city=Dallas remarks=Principal: Maria Lopez",
        ),
        (
            "• Travis Heights Elementary School (AISD) 2010 Alameda",
            "name=Travis Heights Elementary School street=2010 Alameda district=AISD",
        ),
        ("Lincoln El, Dallas ISD", "name=Lincoln El district=Dallas ISD"),
        (
            "Oak Elementary, Omaha Public Schools",
            "name=Oak Elementary district=Omaha Public Schools",
        ),
        (
            "- St. Marys Academy Charter, Inc., Beeville",
            "name=St. Marys Academy Charter, Inc. city=Beeville",
        ),
        (
            "Maria Lopez, Lincoln School, Dallas",
            "name=Lincoln School city=Dallas remarks=Maria Lopez",
        ),
        (
            "Stop 4 - Lincoln Middle School - El Paso - lunch here?",
            "name=Lincoln Middle School city=El Paso remarks=Stop 4, lunch here?",
        ),
        ("Tuesday: Lincoln High, Dallas", "name=Lincoln High city=Dallas remarks=Tuesday"),
        (
            "Paris, Texas: Paris High School (PISD)",
            "name=Paris High School city=Paris state=TX district=PISD",
        ),
        (
            "Yates High, band will play, Houston",
            "name=Yates High city=Houston remarks=band will play",
        ),
        ("Zavala Elem., El Passo, TX", "name=Zavala Elem. city=El Passo state=TX"),
        (
            "Oak School\n12 Elm St\nDallas, TX 75215",
            "name=Oak School street=12 Elm St city=Dallas state=TX zip=75215",
        ),
        ("Oak School\nAsk Ana first", "name=Oak School"),
        ("Oak School @ 12 Elm St (Dallas)", "name=Oak School street=12 Elm St city=Dallas"),
    ],
)
def test_what_stands_beside_a_school_is_no_town(
    bare_office: SchoolOffice, line: str, facts: str
) -> None:
    kept = bare_office.sites.match_list(line)[0].keep_by_hand().by_hand
    names = ("name", "street", "city", "state", "zip", "district", "remarks")
    assert " ".join(f"{name}={kept[name]}" for name in names if name in kept) == facts


def test_of_one_name_in_two_counties_both_are_kept(tmp_path: Path, doors: ProgramDoors) -> None:
    text = (
        "Garfield Hall, Hamilton County\nGarfield Hall, Allen County\nGarfield Hall, Allen County"
    )
    with doors.create(tmp_path / "oh.tour", {"home_state": "OH"}) as office:
        done = add_list(office, [m.keep_by_hand() for m in office.sites.match_list(text)])
        counties = {office.sites.view(site).county for site in done.by_hand}
        assert counties == {"Hamilton", "Allen"}
        again = add_list(office, [m.keep_by_hand() for m in office.sites.match_list(text)])
        assert again.changes is None


def test_without_a_tour_they_are_candidates_alone(office_file: Path, doors: ProgramDoors) -> None:
    with doors.open(office_file, write=True) as office:
        add_list(office, looked_through(office))
        assert office.file.tables.count("site") == 2
        assert office.file.tables.count("stop") == 0


def test_sites_keep_the_marks_they_have(sample_file: Path, doors: ProgramDoors) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.find("pathways")
        matches = office.sites.match_list("Madison Elementary, Pasadena")
        assert add_list(office, matches, tour).changes is None
