"""The districts of sites in a real office: by the lines of the day, else told why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.district_files import nevada, square, write_zip
from tests.office import ALVIEW, MADISON
from tourplanner.app import ProgramDoors
from tourplanner.core.districts import Ask, Said
from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.district import DistrictKind, How, LayerFacts, SiteDistrict
from tourplanner.services.county_check import CountyCheck, check_counties
from tourplanner.services.workspace import Workspace

THEN, NOW = date(2013, 10, 14), date(2025, 10, 14)
NEVADA = Path(__file__).parent.parent / "reference" / "districts"
PLACED = (How.INSIDE, How.LINE, How.NEAREST)
UPPER, LOWER, COUNTY = DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.COUNTY


@pytest.fixture
def office(doors: ProgramDoors, office_file: Path) -> Iterator[Workspace]:
    with doors.open(office_file, write=True) as workspace:
        yield workspace


def at(
    office: Workspace,
    lat: float,
    lon: float,
    state: str,
    precision: Precision = Precision.PIN,
    day: date = NOW,
) -> dict[DistrictKind, SiteDistrict]:
    ask = Ask("Center", state, Located(LatLon(lat, lon), precision, "by hand"), Said({}))
    return {answer.kind: answer for answer in office.districts.find([ask], day)[0]}


def test_a_visit_keeps_the_districts_of_its_day(office: Workspace) -> None:
    office.sites.add_from_directory([MADISON])
    (view,) = office.sites.all()
    then = [a.label for a in office.districts.of_site(view, THEN)]
    now = [a.label for a in office.districts.of_site(view, NOW)]
    assert then == [
        *("Senate District 25", "Assembly District 41", "Congressional District 27"),
        *("Los Angeles", "Pasadena Unified"),
    ]
    assert now[2] == "Congressional District 28"
    early = office.districts.of_site(view, date(2011, 1, 1))
    assert [a.how for a in early[:3]] == [How.NOT_LOADED] * 3
    assert "are not used: lines of 2011" in early[0].sentence


def test_a_senator_whose_seat_changes_in_turns(office: Workspace) -> None:
    (found,) = office.districts.of_schools(office.directory.rows([ALVIEW]), THEN)
    assert found[0].how is How.NO_SEAT
    assert "from Dec. 1, 2014 on" in found[0].sentence
    rows = office.directory.rows([MADISON])
    odd_seat = office.districts.of_schools(rows, date(2023, 5, 1))[0][0]
    assert (odd_seat.code, odd_seat.layer and odd_seat.layer.edition) == ("25", "2011")


def test_known_points_of_california(office: Workspace) -> None:
    capitol, eureka = (38.5766, -121.4934), (40.8021, -124.1637)
    codes = [a.code for a in at(office, *capitol, "CA").values()][:3]
    assert codes == ["8", "6", "7"]
    codes = [a.code for a in at(office, *capitol, "CA", day=date(2015, 5, 5)).values()][:3]
    assert codes == ["6", "7", "6"]
    assert [a.code for a in at(office, *eureka, "CA").values()][:3] == ["2", "2", "2"]


def test_off_the_coast_the_nearest_counts_and_beyond_a_state_line_none(office: Workspace) -> None:
    shore = at(office, 33.707853, -118.29285, "CA", day=date(2015, 5, 5))
    assert shore[DistrictKind.CONGRESS].how is How.NEAREST
    assert "is the nearest" in shore[DistrictKind.CONGRESS].sentence
    over_the_line = at(office, 38.9600, -119.9300, "CA")  # Stateline, Nevada: half a mile
    assert over_the_line[UPPER].how is How.OUTSIDE
    assert "it lies in NV" in over_the_line[UPPER].sentence


def test_a_coarse_point_near_a_line_names_the_other_districts(office: Workspace) -> None:
    inside = at(office, 34.0520, -118.2430, "CA", Precision.PIN)
    coarse = at(office, 34.0520, -118.2430, "CA", Precision.TOWN)
    assert inside[LOWER].code == coarse[LOWER].code
    assert not inside[LOWER].near
    assert coarse[LOWER].near
    assert "known to the town only" in coarse[LOWER].sentence


def test_nothing_is_loaded_for_another_state_until_it_is(office: Workspace, tmp_path: Path) -> None:
    before = at(office, 39.5, -117.5, "NV")
    assert before[UPPER].value == "not loaded"
    assert before[COUNTY].how is How.INSIDE
    for kind in ("sldu", "sldl", "unsd"):
        file = write_zip(tmp_path, f"tl_2024_32_{kind}", nevada(kind))
        added = office.districts.load(file, LayerFacts(starts="2025-01-01"))
        assert added.info in office.districts.layers()
    after = at(office, 39.5, -117.5, "NV")
    assert (after[UPPER].label, after[LOWER].label) == ("Senate District 1", "Assembly District 1")
    assert after[DistrictKind.UNIFIED].label == "unsd District 1"
    assert at(office, 39.5, -117.5, "NV", day=THEN)[UPPER].how is How.NOT_LOADED


def test_the_census_lines_of_another_state_are_loaded_and_used(office: Workspace) -> None:
    for chamber, count in (("sldu", 21), ("sldl", 42)):
        file = NEVADA / f"nv_{chamber}_2024.geojson.gz"
        made = office.districts.load(file, LayerFacts(starts="2022-11-09"))
        assert (made.info.state, made.info.districts) == ("NV", count)
    carson, rite_of_passage = (39.1638, -119.7674), (39.0824, -119.2184)
    for lat, lon in (carson, rite_of_passage):
        found = at(office, lat, lon, "NV")
        assert {found[kind].how for kind in (UPPER, LOWER, COUNTY)} == {How.INSIDE}
    assert at(office, *carson, "NV")[UPPER].label == "Senate District 16"
    assert at(office, *carson, "NV")[LOWER].label == "Assembly District 40"


def test_all_schools_of_the_state_are_in_a_county_and_in_the_six_layers(office: Workspace) -> None:
    rows = office.directory.all()
    assert len(rows) == 10_614
    for day, plan in ((date(2015, 5, 5), "2011"), (NOW, "2021")):
        found = office.districts.of_schools(rows, day)
        for kind in (UPPER, LOWER, DistrictKind.CONGRESS, COUNTY):
            answers = [next(a for a in one if a.kind is kind) for one in found]
            odd = {r.name for r, a in zip(rows, answers, strict=True) if a.how not in PLACED}
            assert odd == (set() if kind is COUNTY else {"Rite of Passage"}), "it lies in Nevada"
            if kind is not COUNTY:
                assert {a.layer.edition for a in answers if a.layer is not None} == {plan}
            told = [a for a in answers if a.how in (How.LINE, How.NEAREST)]
            assert all(a.sentence for a in told), "a tie and a gap are told"


def test_lines_loaded_later_do_not_change_the_past(office: Workspace, tmp_path: Path) -> None:
    before = office.districts.of_schools(office.directory.rows([MADISON]), THEN)
    moved = {"STATEFP": "06", "SLDUST": "001", "GEOID": "06001", "NAMELSAD": "x"}
    file = write_zip(tmp_path, "tl_2030_06_sldu", [(moved, [square(-119, 33.5, 1.5)])])
    office.districts.load(file, LayerFacts(starts="2025-01-01"))
    assert office.districts.of_schools(office.directory.rows([MADISON]), THEN) == before
    now = office.districts.of_schools(office.directory.rows([MADISON]), NOW)[0][0]
    assert (now.code, now.layer and now.layer.edition) == ("1", "2030")


def test_a_state_with_one_chamber_and_a_site_without_a_point(office: Workspace) -> None:
    omaha = at(office, 41.2565, -95.9345, "NE")
    assert omaha[LOWER].how is How.NO_CHAMBER
    assert omaha[UPPER].title == "Legislative District"
    site = office.sites.add_by_hand("Center", "1 Elm St")
    found = office.districts.of_site(office.sites.view(site), NOW)
    assert {a.how for a in found[:4]} == {How.NO_POINT}
    pinned = Located(LatLon(38.58, -121.49), Precision.PIN, "Ana Ruiz")
    site = office.sites.add_by_hand("Yard", county="Yolo", point=pinned)
    (county,) = (
        a for a in office.districts.of_site(office.sites.view(site), NOW) if a.kind is COUNTY
    )
    assert county.label == "Sacramento"
    assert "The site's own page says Yolo." in county.sentence, "no directory has this site"


def test_the_columns_of_a_national_directory_stand_in(office: Workspace, tmp_path: Path) -> None:
    table = tmp_path / "EDGE_GEOCODE_PUBLICSCH_2425.csv"
    table.write_text(
        "NCESSCH,LEAID,NAME,OPSTFIPS,STREET,CITY,STATE,ZIP,STFIP,CNTY,NMCNTY,LOCALE,LAT,LON,"
        "CD,SLDL,SLDU\n"
        "320000100001,3200001,Fictitious Elementary,32,1 Test St,Reno,NV,89501,32,32031,"
        "Washoe County,12,39.5296,-119.8138,3202,32025,32013\n"
    )
    office.directory.import_edition(table, date="2025-08")
    (found,) = office.districts.of_schools(office.directory.rows(["320000100001"]), NOW)
    assert [(a.how, a.label) for a in found[:3]] == [
        (How.DIRECTORY, "Senate District 13"),
        (How.DIRECTORY, "Assembly District 25"),
        (How.DIRECTORY, "Congressional District 2"),
    ]
    assert "2025-08" in found[0].sentence
    (then,) = office.districts.of_schools(office.directory.rows(["320000100001"]), THEN)
    assert {a.how for a in then[:3]} == {How.NOT_LOADED}


def test_a_county_that_the_directory_has_otherwise_is_told_with_the_reason(
    office: Workspace,
) -> None:
    truckee, pixley = "31669443138500", "54720410114165"
    found = office.districts.of_schools(office.directory.rows([truckee, pixley]), NOW)
    by_name = [next(a for a in one if a.kind is COUNTY) for one in found]
    assert by_name[0].label == "Nevada"
    assert "directory of 2018-06 says Placer. Truckee lies in Nevada" in by_name[0].sentence
    assert "who runs the school" in by_name[0].sentence
    assert "says Tulare. Pixley lies there too: the point may be wrong." in by_name[1].sentence


def test_a_kind_that_does_not_exist_is_refused(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no kind of district"):
        office.districts.load(tmp_path / "x.zip", LayerFacts("ward"))


def test_schools_in_another_county_than_the_directory_says(office: Workspace) -> None:
    check = check_counties(office)
    assert check.schools > 10_000
    assert check.percent > 99
    assert check.sentence.startswith(f"{check.schools - len(check.odd):,} of {check.schools:,}")
    assert all(one.reason and one.answer.label != one.school.county for one in check.odd)
    by_name = {one.school.name: one for one in check.odd}
    truckee = by_name["Tahoe Truckee High"]
    assert (truckee.school.county, truckee.answer.label) == ("Placer", "Nevada")
    assert truckee.reason == "Truckee lies in Nevada: the directory goes by who runs the school."
    assert by_name["Pixley Middle"].reason.endswith("the point may be wrong.")
    assert by_name["Loma Prieta Elementary"].reason.startswith("Near the line: Santa Clara")


def test_where_no_county_is_said_none_is_compared(office: Workspace) -> None:
    rows = office.directory.rows([MADISON])
    (madison,) = office.districts.counties_of(rows, NOW)
    assert (madison.kind, madison.label) == (COUNTY, "Los Angeles")
    assert CountyCheck(0, 5, ()).sentence.startswith("No school")
    assert CountyCheck(10, 5, ()).sentence.endswith("Of 5 more it says none.")
