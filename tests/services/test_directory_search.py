"""Search of the directory as one types."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.school_office import SchoolOffice, open_school_office, shipped_edition
from tests.support import figure
from tourplanner.core.errors import InputError, NotFoundError

MADISON = "19648816021687"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("madison pasadena", "Madison Elementary"),
        ("pasadena madis", "Madison Elementary"),
        ("515 Ashtabula", "Madison Elementary"),
        ("515 E. Ashtabula St., Pasadena", "Madison Elementary"),
        ("ashtabula", "Madison Elementary"),
        ("19-64881-6021687", "Madison Elementary"),
        ("19 64881 6021687", "Madison Elementary"),
        ("6021687", "Madison Elementary"),
        ("062994004678", "Madison Elementary"),
        ("62994004678", "Madison Elementary"),
        ("mt diablo hs", "Mt. Diablo High"),
        ("st helena high", "Saint Helena High"),
        ("jimenez", "Jiménez, Roberto and Dr. Francisco Elementary"),
        ("dorsa", "A. J. Dorsa Elementary"),
        ("oakland tech", "Oakland Technical High"),
        ("24th street elem", "Twenty-Fourth Street Elementary"),
        ("lausd roosevelt high", "Theodore Roosevelt Senior High"),
        ("hoopa vall", "Hoopa Valley Elementary"),
        ("ashtabulla", "Madison Elementary"),  # a typing error
        ("hopa valley high", "Hoopa Valley High"),
    ],
)
def test_the_school_meant_comes_first(reading: SchoolOffice, text: str, first: str) -> None:
    found = reading.directory.find(text)
    assert found.hits[0].row.name == first


def test_a_whole_name_gives_exactly_the_schools_of_that_name(reading: SchoolOffice) -> None:
    found = reading.directory.find("Madison Elementary")
    assert found.total == len(found.hits) == 12
    assert {hit.row.name for hit in found.hits} == {"Madison Elementary"}
    similar = {hit.row.name for hit in found.similar}
    assert {"James Madison Elementary", "Madison (James) Elementary"} <= similar


@pytest.mark.parametrize("text", ["Madison Elementary, PUSD", "madison, pusd", "pusd madison elem"])
def test_initials_stand_for_every_district_that_has_them(reading: SchoolOffice, text: str) -> None:
    found = reading.directory.find(text)
    assert {hit.row.district for hit in found.hits} == {"Pasadena Unified", "Pomona Unified"}
    assert len(found.hits) == 2


def test_expansions(reading: SchoolOffice) -> None:
    for text in ("lincoln elem fresno", "lincoln elementary fresno", "Fresno Lincoln ES"):
        hits = reading.directory.find(text).hits
        assert [hit.row.city for hit in hits[:2]] == ["Fresno", "Fresno"]


def test_zip_town_and_district_alone(reading: SchoolOffice) -> None:
    assert {h.row.zip[:5] for h in reading.directory.find("91104").hits} == {"91104"}
    assert all(
        "Chowchilla" in h.row.where or "Chowchilla" in h.row.name
        for h in reading.directory.find("chowchilla").hits
    )
    assert all(h.row.key.startswith("1964881") for h in reading.directory.find("19-64881").hits)


def test_a_code_cut_by_a_spreadsheet(reading: SchoolOffice) -> None:
    assert reading.directory.find("1100170112607").hits[0].row.key == "01100170112607"


def test_misspellings_are_said(reading: SchoolOffice) -> None:
    found = reading.directory.find("madisson elementary pasadena")
    assert found.hits[0].row.key == MADISON
    assert found.read_as[0] == ("madisson", "madison")


def test_what_fits_only_in_part_is_marked(reading: SchoolOffice) -> None:
    found = reading.directory.find("madison elementary yreka zoo")
    assert found.is_partial
    assert not reading.directory.find("").hits
    assert not reading.directory.find("qqqq").hits


def test_the_limit_cuts_and_the_total_tells(reading: SchoolOffice) -> None:
    found = reading.directory.find("Lincoln Elementary", 5)
    assert len(found.hits) == 5
    assert found.total == 32


def test_rows_by_any_code_in_their_order_each_once(reading: SchoolOffice) -> None:
    rows = reading.directory.rows(["43693696046114", "19-64881-6021687", "x", "062994004678"])
    assert [row.key for row in rows] == ["43693696046114", MADISON]


def test_one_campus_several_schools(reading: SchoolOffice) -> None:
    rfk = reading.directory.find("ambassador global leadership").hits[0].row
    assert rfk.point is not None
    assert {row.name for row in reading.directory.current_at(rfk.point, 150)} == {
        rfk.name,
        "Los Angeles High School of the Arts",
        "School for the Visual Arts and Humanities",
    }


def test_choosing_says_whom_it_leaves_out(reading: SchoolOffice) -> None:
    chosen = reading.directory.choose("county = 'Los Angeles'")
    assert chosen.reasons() == {
        "juvenile court school": 19,
        "office, not a school": 101,
        "virtual school": 23,
    }
    fresno = reading.directory.choose("county = 'Fresno' and grades overlap 'K-5'")
    assert len(fresno.rows) == 229
    assert fresno.reasons()["adult school, not in these grades"] == 9
    assert all(one.name for one in fresno.left_out)


def test_naming_the_field_lifts_its_rule(reading: SchoolOffice) -> None:
    chosen = reading.directory.choose("county = 'Los Angeles' and virtual = 'F'")
    assert chosen.rows
    assert all(row.virtual == "F" for row in chosen.rows)
    everybody = reading.directory.choose("county = 'Alpine'", all_kinds=True)
    assert len(everybody.rows) >= len(reading.directory.choose("county = 'Alpine'").rows)


def test_regions_are_a_field(reading: SchoolOffice) -> None:
    by_name = reading.directory.choose("region = 'Delta Sierra'")
    by_number = reading.directory.choose("region = 6")
    assert by_name == by_number
    assert {row.county for row in by_name.rows} == {
        "Amador",
        "Calaveras",
        "San Joaquin",
        "Stanislaus",
        "Tuolumne",
    }


def test_a_bad_date_of_an_edition_is_refused(bare_office: SchoolOffice) -> None:
    path = "tests/reference/directories/nces_edge_fictitious.csv"
    with pytest.raises(InputError, match="no date"):
        bare_office.directory.import_edition(path, date="soon")
    assert bare_office.directory.import_edition(path, date="2024").edition.date == "2024"


def test_a_states_own_directory_stands_beside_the_federal_one(
    bare_office: SchoolOffice, tmp_path: Path
) -> None:
    directory = bare_office.directory
    own = tmp_path / "nevada.csv"
    own.write_text(
        "School Number,School Name,City,Zip,Grade Levels\n"
        "01-101,MADISON ELEMENTARY (FICTITIOUS),TESTVILLE,89001-0012,KG-05\n"
        "01-102,YUCCA MIDDLE (FICTITIOUS),TESTVILLE,89001,06-08\n",
        "utf-8",
    )
    undated = directory.import_edition(own)
    assert undated.edition.states == ("NV",)
    told = "The file does not say of which day it is: that of the import is taken."
    assert told in undated.report.sentences()
    assert told not in directory.import_edition(own, date="2022").report.sentences()
    assert directory.hint() is None, "a file that names no state is of the office's"
    alone = directory.find("madison testville").hits
    assert [hit.row.key for hit in alone] == ["NV-01-101"]
    directory.import_edition("tests/reference/directories/nces_edge_fictitious.csv", date="2023")
    both = directory.find("madison testville").hits
    assert [(hit.row.key, hit.row.point is None) for hit in both] == [("320001000002", False)]
    (match,) = bare_office.sites.match_list("Madison Elementary (fictitious), Testville")
    assert match.choice == "320001000002", "a school of two directories is one"
    assert [hit.row.key for hit in directory.find("yucca").hits] == ["NV-01-102"]
    keys = {row.key for row in directory.choose("state = 'NV'").rows}
    assert "NV-01-102" in keys
    assert "NV-01-101" not in keys
    assert directory.row("NV-01-101") is not None, "its sites stay what they are"


def test_two_schools_of_one_name_with_national_numbers_stay_two(
    bare_office: SchoolOffice, tmp_path: Path
) -> None:
    directory = bare_office.directory
    ours, theirs = tmp_path / "cde.csv", tmp_path / "ccd.csv"
    ours.write_text(
        "CDSCode,NCESDist,NCESSchool,School,Street,City,Zip,State\n"
        "01999990000001,0699990,00001,Pine Elementary (fictitious),1 Elm St,Testland,94601,CA\n",
        "utf-8",
    )
    theirs.write_text(
        "NCESSCH,SCH_NAME,LSTREET1,LCITY,LSTATE,LZIP\n"
        "069999000001,Pine Elementary (fictitious),1 Elm St,Testland,CA,94601\n"
        "069999000002,Pine Elementary (fictitious),9 Oak St,Testland,CA,94601\n",
        "utf-8",
    )
    for path in (ours, theirs):
        directory.import_edition(path, date="2023")
    keys = {"01999990000001", "069999000002"}
    assert {hit.row.key for hit in directory.find("pine testland").hits} == keys
    assert {row.key for row in directory.choose("state = 'CA'").rows} == keys


def test_a_states_own_codes_are_found_and_keep_their_zeros(
    bare_office: SchoolOffice, tmp_path: Path
) -> None:
    directory, own = bare_office.directory, tmp_path / "nevada.csv"
    header = "School Number,School Name,City,Zip"
    rows = [("024661", "OAK ELEMENTARY", "RENO"), ("300100", "ELM HIGH", "ELKO")]
    own.write_text("\n".join([header, *(f"{','.join(row)},89501" for row in rows)]), "utf-8")
    directory.import_edition(own, date="2025")
    for text in ("NV-024661", "nv-024661", "024661"):
        assert [hit.row.name for hit in directory.find(text).hits] == ["OAK ELEMENTARY"], text
    added = bare_office.sites.add_from_directory(["024661", "300100"])
    assert (len(added.added), added.padded) == (2, ())
    text = own.read_text("utf-8").replace("024661", "24661").replace("OAK", "RED OAK")
    own.write_text(f"{text}\n24662,NEW SCHOOL,RENO,89501", "utf-8")
    report = directory.import_edition(own, date="2026").report
    assert "1 code had lost a leading zero, which was put back." in report.sentences()
    for line in ("IRN 024661", "Red Oak Elementary (School code: 024661)"):
        assert bare_office.sites.match_list(line)[0].choice == "NV-024661", line
    (other,) = bare_office.sites.match_list("Elm High, school no. 024661")
    assert other.choice == "", "code and name are of two schools"
    keys = {row.key: row.name for row in directory.choose("state = 'NV'").rows}
    assert keys == {
        "NV-024661": "RED OAK ELEMENTARY", "NV-300100": "ELM HIGH", "NV-24662": "NEW SCHOOL",
    }  # fmt: skip


def test_the_shipped_directory_is_imported_by_the_same_road(bare_office: SchoolOffice) -> None:
    told: list[str] = []
    made = bare_office.directory.load_shipped(lambda done, total, words: told.append(words))
    assert (made.edition.schools, made.edition.date) == (10_614, "2018-06")
    assert made.edition.states == ("CA",)
    assert any("Reading row" in words for words in told)
    assert bare_office.directory.hint("CA") is None
    assert bare_office.directory.hint() is not None  # the office is in Nevada


def test_no_shipped_directory(bare_office: SchoolOffice) -> None:
    bare_office.directory._shipped = None
    with pytest.raises(NotFoundError):
        bare_office.directory.load_shipped()


def test_search_is_quick_enough_to_type_along(reading: SchoolOffice) -> None:
    reading.directory.find("warm")
    for text in ("m", "ma", "e", "elementary", "lincoln", "los angeles high", "san", "school"):
        start = time.process_time()
        reading.directory.find(text)
        assert time.process_time() - start < 0.15  # 50 ms is the goal; machines differ


@settings(
    max_examples=figure(100, 2000), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_any_text_is_searched_without_harm(reading: SchoolOffice, text: str) -> None:
    found = reading.directory.find(text)
    assert len(found.hits) <= 20


@pytest.mark.parametrize(
    "text", ["'", '"', '"*" OR NEAR(a b)', "name : x", "*", "(((", "-x", "a AND OR", "\x00", "%_"]
)
def test_operators_are_plain_characters(reading: SchoolOffice, text: str) -> None:
    reading.directory.find(text)
    reading.sites.search(text)


def test_a_town_of_a_state_without_a_directory_is_no_misspelling(tmp_path: Path) -> None:
    nevada = open_school_office(tmp_path, home_state="NV", editions=[shipped_edition()])
    assert nevada.directory.find("Reno").hits == ()
    assert nevada.directory.find("Reno").read_as == ()
    assert nevada.directory.find("Fresno").hits  # what is typed is found, wherever
    nevada.close()


@pytest.mark.parametrize(
    ("text", "many"), [("san", 300), ("ma", 300), ("elementa", 300), ("h", 100)]
)
def test_where_very_many_fit_names_go_first_and_that_there_are_more_is_said(
    reading: SchoolOffice, text: str, many: int
) -> None:
    found = reading.directory.find(text, 300)
    assert len(found.hits) == many
    assert found.is_cut
    assert all(hit.fits == ("name",) for hit in found.hits)
    assert reading.directory.find(text, 300) == found  # as a letter taken back gives it


def test_of_many_names_those_that_have_the_word_whole_go_first(reading: SchoolOffice) -> None:
    names = [hit.row.name for hit in reading.directory.find("san", 300).hits]
    whole = ["san" in name.replace(",", "").casefold().split() for name in names]
    assert whole[:100] == [True] * 100, "San Rafael before Sanger"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("elementary dorsa zz", "A. J. Dorsa Elementary, San Jose"),
        ("roosevelt elementary fresno xyz", "Roosevelt Elementary, Fresno"),
        ("washington high school fremont arena", "Washington High, Fremont"),
        ("zzz dairyland", "Dairyland Elementary, Chowchilla"),
    ],
)
def test_one_word_that_fits_nothing_does_not_hide_the_school(
    reading: SchoolOffice, text: str, first: str
) -> None:
    found = reading.directory.find(text)
    assert found.is_partial
    row = found.hits[0].row
    assert f"{row.name}, {row.city}" == first
