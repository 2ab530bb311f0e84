"""Pasted lists: each line lands on the right school, or asks; nothing is picked in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.school_office import SchoolOffice, open_school_office, shipped_edition
from tests.support import figure
from tourplanner.core.errors import InputError
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_match import LineMatch

FICTITIOUS = Path(__file__).parent.parent / "reference" / "directories"
SURE, SEVERAL, NONE = MatchState.SURE, MatchState.SEVERAL, MatchState.NONE
MADISON, DORSA, TECH = "19648816021687", "43693696046114", "01612590136051"


def one(office: SchoolOffice, line: str) -> LineMatch:
    """Match a list of one line."""
    (match,) = office.sites.match_list(line)
    return match


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Madison Elementary, Pasadena", MADISON),
        ("MADISON ELEMENTARY SCHOOL, PASADENA, CA", MADISON),
        ("Pasadena;515 Ashtabula Street;Madison Elementary", MADISON),
        ("Madison Elementary\tPasadena\t91104-4306", MADISON),
        ("91104 Pasadena Madison Elementary", MADISON),
        ("3. Madison Elem. (Pasadena Unified School District) - (626) 396-5780", MADISON),
        ("• Madison Elementary in Pasadena, 9:30 a.m.", MADISON),
        ("Escuela Primaria Madison, Pasadena", MADISON),
        ("Pasadena USD - Madison Elementary", MADISON),
        ("Madison Elementary, 515 E. Ashtabula St.", MADISON),
        ("Madison Elementary, Pasadena, CA, 515 Ashtabula Street", MADISON),  # no ZIP of Iowa
        ("19-64881-6021687", MADISON),
        ("code 19648816021687", MADISON),
        ("CA-1964881-6021687", MADISON),
        ("062994004678", MADISON),
        ("62994004678", MADISON),
        ("Dorsa Elementary, San Jose", DORSA),
        ("A.J. Dorsa Elementary School; San José", DORSA),
        ("Wed Oct 16: Oakland Technical High, Oakland", TECH),
        ("24th Street Elementary, Los Angeles", "19647336019608"),
        ("Mt Diablo HS, Concord", "07617540734566"),
        ("Altadena Elem, PUSD", "19648816021505"),
        ("Alview Elementary (Chowchilla)", "20651776023865"),
        ("1100170112607", "01100170112607"),  # a spreadsheet dropped the zero
        ("0629940-04678", MADISON),  # agency and school
        ("Lincoln High, S.D. 92113", "37683380114025"),
        ("24th Street Elementary, LA 90018", "19647336019608"),  # no ZIP of Louisiana
        ("24th Street Elementary, LA, 90018", "19647336019608"),
        ("Butte Valley Elementary, Dorris CA 97601", "47736846050843"),  # as the directory has it
    ],
)
def test_decided_by_the_text(reading: SchoolOffice, line: str, key: str) -> None:
    match = one(reading, line)
    assert match.state is SURE, match.reason
    assert match.choice == key
    assert len(match.candidates) == 1


@pytest.mark.parametrize(
    ("line", "at_least"),
    [
        ("Madison Elementary", 12),
        ("Madison", 12),
        ("Lincoln Elementary", 32),
        ("Madison Elementary, PUSD", 2),
        ("Madison Elementary, Los Angeles", 5),  # a county that five of them are in
        ("Madison Elementary, Sacramento", 1),  # its county; the town is North Highlands
        ("Madison Elementary, Phoenix", 12),
        ("Lincoln Elementary, Fresno", 2),  # two districts in one town
        ("Madison, Pasadena", 1),  # a part of the name
        ("Madison Middle, Pasadena", 1),
        ("James Madison Elementary, Pasadena", 1),
        ("Madison Park Elementary, Pasadena", 1),
        ("Madison Elementary, Sanger, 91104", 2),
        ("Madison Elementary, Pasadena, 93706", 1),  # the ZIP is Fresno's
        ("Madison Elementary, 100 Main St, Pasadena", 1),
        ("515 W. Ashtabula St., Madison Elementary, Fresno", 2),
        ("not Madison Elementary, Pasadena", 1),
        ("Madison Elementary or Altadena Elementary, Pasadena", 2),
        ("Madison Elementary, Pasadena, Fresno", 1),
        ("Madisson Elementary, Pasadena", 1),
        ("515 Ashtabula Street, Pasadena", 1),
        ("19-64881-6021687 Lincoln Elementary", 2),
        ("Madison Elementary, Pasadena 19-99999-9999999", 1),
        ("Hoopa Valley High, Phoenix", 1),
        ("Lincoln High, San Jose", 1),
        ("Madison Elementary, IL 91104", 1),  # letters and ZIP are of two states
        ("Madison Elementary, LA 90016", 2),
        ("The bus leaves at 8 from Madison Elementary in Pasadena.", 1),
    ],
)
def test_asks(reading: SchoolOffice, line: str, at_least: int) -> None:
    match = one(reading, line)
    assert match.state is SEVERAL, (match.state, match.reason)
    assert match.choice == ""
    assert match.total >= at_least
    assert match.reason.endswith(".")
    for candidate in match.candidates:
        assert candidate.row.district
        assert candidate.row.county
        assert candidate.reason


@pytest.mark.parametrize(
    "line",
    [
        "Hi Ana,",
        "Hi Dana, here is the list:",  # there is a Dana Middle
        "Thanks!",
        "Best,",
        "Ana",
        "Maria Lopez",
        "Sincerely, Carol Liu",
        "See you Monday in Pasadena",
        "Please confirm by Friday.",
        "Sent from my iPhone",
        "Cell: (626) 555-0100",
        "Tuesday: Fresno",
        "Pasadena",
        "Fresno",
        "Total: 12 schools",
        "cc: press@example.org",
        "https://example.org/schools?q=madison+elementary",
        "The senator will speak for 10 minutes",
        "Pasadena Unified School District",
        "Los Angeles County Office of Education",
        "Lunch at Café Rio, Fresno",
        "Family resource center, Pasadena",
        "Madison Elementary, Phoenix, AZ",
        "Madison Elementary, Pasadena, TX",
        "Foo Elementary, Pasadena",
        "99-99999-9999999",
        "---",
        "7",
        "ditto",
        "Same as above",
        "N/A",
    ],
)
def test_names_no_school(reading: SchoolOffice, line: str) -> None:
    match = one(reading, line)
    assert match.state is NONE, [c.row.name for c in match.candidates]
    assert match.choice == ""


def test_a_heading_is_no_site_to_keep(reading: SchoolOffice) -> None:
    for line in ("Schools for Oct. tour (draft 2):", "Tuesday, October 6:"):
        assert one(reading, line).is_chatter, line
    assert not one(reading, "Sunrise Community House:").is_chatter


def test_pusd_is_two_districts_and_their_schools_lie_apart(reading: SchoolOffice) -> None:
    match = one(reading, "Madison Elementary, PUSD")
    assert {c.row.district for c in match.candidates} == {"Pasadena Unified", "Pomona Unified"}
    assert match.apart_mi == pytest.approx(23.5, abs=0.1)


def test_the_one_meant_comes_first_where_only_a_part_of_the_name_is_given(
    reading: SchoolOffice,
) -> None:
    match = one(reading, "Lincoln High, San Jose")
    assert match.candidates[0].row.name == "Abraham Lincoln High"


def test_a_letter_is_read_with_addresses_below_names(reading: SchoolOffice) -> None:
    text = """Hi Ana,

    Madison Elementary
    515 E. Ashtabula St.
    Pasadena, CA 91104

    Lincoln Elementary
    Washington Elementary

    A. J. Dorsa Elementary, San Jose
    Madison Elementary, Pasadena

    Thanks!
    """
    matches = reading.sites.match_list(text)
    states = [match.state for match in matches]
    assert states == [NONE, SURE, SEVERAL, SEVERAL, SURE, SURE, NONE]
    assert matches[1].text.count("\n") == 2
    assert matches[5].repeats == matches[1].number == 3
    assert matches[5].choice == ""
    assert "repeats line 3" in matches[5].flags


def test_a_header_tells_which_cell_is_what(reading: SchoolOffice) -> None:
    text = (
        "School,Town,Principal,When\n"
        "Madison Elementary,Pasadena,Pat Lincoln,9:30\n"
        "Madison Elementary,Phoenix,,\n"
        '"Jiménez, Roberto and Dr. Francisco Elementary",Santa Maria,,\n'
        "Lincoln Elementary,,Madison Pasadena,\n"
    )
    states = [match.state for match in reading.sites.match_list(text)]
    assert states == [SURE, SEVERAL, SURE, SEVERAL]


def test_closed_schools_are_flagged_and_still_found(reading: SchoolOffice) -> None:
    closed = next(
        row for row in reading.directory.choose("state = 'CA'").rows if row.is_later_closed
    )
    match = one(reading, closed.key)
    assert match.state is SURE
    assert any("closed in the list of 2022" in flag for flag in match.flags)


def test_without_a_directory_nothing_is_found_and_the_file_to_fetch_is_named(
    bare_office: SchoolOffice,
) -> None:
    (match,) = bare_office.sites.match_list("Madison Elementary, Testville")
    assert match.state is NONE
    hint = bare_office.directory.hint()
    assert hint is not None
    assert hint.file_name == "EDGE_GEOCODE_PUBLICSCH"
    assert "Nevada" in hint.text
    applied = bare_office.sites.apply([match.keep_by_hand()])
    view = bare_office.sites.view(applied.by_hand[0])
    assert (view.name, view.city, view.state) == ("Madison Elementary", "Testville", "NV")


def test_another_states_directory_works_the_same(tmp_path: Path) -> None:
    office = open_school_office(tmp_path, home_state="NV")
    lines = (FICTITIOUS / "nces_edge_fictitious.csv").read_text("utf-8")
    lines = lines.replace("Washoe County", "Washoe Parish").replace("Clark County", "Clark city", 1)
    (tmp_path / "edge.csv").write_text(lines, "utf-8")
    office.directory.import_edition(tmp_path / "edge.csv")
    for county in ("Washoe", "washoe parish"):
        rows = office.directory.choose(f"county = '{county}'").rows
        assert {row.where.rpartition(", ")[2] for row in rows} == {"Washoe Parish"}
    around = office.directory.choose("county = 'Clark County'").rows
    assert {row.county for row in around} == {"Clark"}, "the city of its name is not in it"
    both = one(office, "Madison Elementary")
    assert (both.state, both.total) == (SEVERAL, 2)
    assert one(office, "Madison Elementary, Testville").choice == "320001000002"
    assert one(office, "Madison Elementary, Otherburg NV").choice == "320002000003"
    assert one(office, "320002000003").choice == "320002000003"
    assert one(office, "MADISON ELEMENTARY TESTVILLE NEVADA 89001").choice == "320001000002"
    assert one(office, "Madison Elementary, Testville, CA").state is NONE
    for line in ("Madison Elementary, Testville, CA 89001", "Prairie View Middle, CO 89001"):
        assert one(office, line).state is SEVERAL, "state and ZIP contradict one another"
    assert one(office, "Prairie View Middle, Plainsburg, CO").state is SURE
    office.close()


def test_a_code_that_a_spreadsheet_rounded_decides_nothing(reading: SchoolOffice) -> None:
    alone = one(reading, "1.96488E+13")
    assert (alone.state, alone.is_chatter) == (NONE, True), "it is no name of a site either"
    named = one(reading, "1.96488E+13\tMadison Elementary\tPasadena")
    assert (named.state, named.choice) == (SEVERAL, "")
    (header,) = reading.sites.match_list("Name,CDS\nMadison Elementary,6.2994e+10")
    assert header.state is SEVERAL
    for match in (alone, named, header):
        assert "rounded by a spreadsheet" in match.reason, match.text
    assert one(reading, "Madison Elementary, Room 2E11, Pasadena").state is not NONE


def test_a_school_of_another_state_than_asked_is_never_sure(tmp_path: Path) -> None:
    office = open_school_office(tmp_path, home_state="NV", editions=[shipped_edition()])
    for line in (
        "Madison Elementary, Pasadena",
        "Madison Elementary, 515 Ashtabula Street, Pasadena 91104",
        "19648816021687",
        "19648816021687 Madison Elementary NV 89501",
        "Name,City\nMadison Elementary,Pasadena",
        "Madison Elementary\n515 Ashtabula Street\nPasadena",
    ):
        found = office.sites.match_list(line)[0]
        assert (found.state, found.choice) == (SEVERAL, ""), line
        assert found.reason == "It is in California, not in Nevada: please check.", line
        assert found.candidates[0].row.key == "19648816021687"
    assert one(office, "Madison Elementary, Pasadena, CA").choice == "19648816021687"
    assert one(office, "Madison Elementary, Pasadena, CA 91104").choice == "19648816021687"
    table = office.sites.match_list("Name,City,State\nMadison Elementary,Pasadena,California")
    assert table[0].choice == "19648816021687"
    assert not office.sites.apply(office.sites.match_list("Madison Elementary, Pasadena")).added
    office.close()


FORMS = (
    "{r.name}, {r.city}",
    "{r.name} {r.city}",
    "{r.city}\t{r.name}\t{r.zip}",
    "- {r.name} ({r.district})",
    "{r.name}, {r.street}",
    "{r.name}",
)


@pytest.mark.parametrize("form", FORMS)
def test_no_school_of_the_state_is_taken_for_another(reading: SchoolOffice, form: str) -> None:
    """Every school's own name and place: nearly all are sure, and none is another school."""
    rows = reading.directory.choose("state = 'CA'", all_kinds=True).rows
    rows = rows[:: figure(31, 1)]
    text = "\n\n".join(form.format(r=row) for row in rows)
    matches = reading.sites.match_list(text)
    assert len(matches) == len(rows)
    wrong = [
        (match.text, match.choice)
        for match, row in zip(matches, rows, strict=True)
        if match.choice not in ("", row.key)
    ]
    assert wrong == []
    found = [
        any(c.row.key == row.key for c in match.candidates)
        for match, row in zip(matches, rows, strict=True)
    ]
    assert found.count(False) <= len(rows) * 0.002 + 1
    if form != "{r.name}":
        sure = sum(1 for match in matches if match.state is SURE)
        assert sure >= 0.97 * len(rows)


def test_a_part_of_a_name_finds_its_school_whatever_tells_where_it_is(
    reading: SchoolOffice,
) -> None:
    for where in ("Redding", "RESD", "Shasta County", "5080 Bidwell Road", "96001", "Redding CA"):
        match = one(reading, f"Bonny, {where}")
        assert match.state is SEVERAL, where
        assert [c.row.name for c in match.candidates] == ["Bonny View Elementary"], where


@pytest.mark.parametrize(
    "line",
    [
        "High Tech LA, Lake Balboa",
        "Muir (John) Elementary, Antioch",
        "Martin Luther King, Jr. Middle, Hayward",
        "OAKLAND UNITY MS, Oakland",
        "Peninsula High (Continuation), San Bruno",
        "Clear Creek Elementary, Nevada County",
    ],
)
def test_names_that_look_like_something_else(reading: SchoolOffice, line: str) -> None:
    assert one(reading, line).state is SURE


def test_a_town_that_is_called_like_a_state(reading: SchoolOffice) -> None:
    match = one(reading, "Washington Elementary, Washington")
    assert match.state is SEVERAL
    assert {c.row.where for c in match.candidates} == {
        "Washington, Twin Ridges Elementary, Nevada County",
        "Salinas, Washington Union Elementary, Monterey County",
    }


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Madison Elementary, L.A.", "South Gate"),
        ("Lincoln High, S.D.", "San Diego"),
        ("Branciforte Middle, S.C.", "Santa Cruz"),
    ],
)
def test_the_initials_of_a_town_ask_and_are_no_other_state(
    reading: SchoolOffice, line: str, town: str
) -> None:
    match = one(reading, line)
    assert match.state is SEVERAL
    assert town in {c.row.city for c in match.candidates}
    assert one(reading, line.replace(", ", ", Sioux Falls, ")).state is not SURE


PARTS = ("Madison Elementary", "Pasadena", "515 Ashtabula Street", "91104")
SEPARATORS = (", ", "; ", "\t", " | ", " - ", " – ")


@settings(max_examples=figure(60, 600), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.permutations(PARTS),
    separator=st.sampled_from(SEPARATORS),
    bullet=st.sampled_from(["", "- ", "1) ", "12. ", "• ", "> ", "[x] "]),
    upper=st.booleans(),
)
def test_order_and_separators_do_not_change_the_verdict(
    reading: SchoolOffice, parts: list[str], separator: str, bullet: str, upper: bool
) -> None:
    line = bullet + separator.join(parts)
    match = one(reading, line.upper() if upper else line)
    assert match.choice == MADISON, line


@settings(max_examples=figure(60, 600), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.permutations(("Madison Elementary", "PUSD")),
    separator=st.sampled_from(SEPARATORS),
    noise=st.sampled_from(["", " (626) 555-0100", " 9:30 a.m.", " 45 min", " x@example.org"]),
)
def test_what_asks_goes_on_asking_however_it_is_written(
    reading: SchoolOffice, parts: list[str], separator: str, noise: str
) -> None:
    match = one(reading, separator.join(parts) + noise)
    assert match.state is SEVERAL
    assert match.total == 2


@settings(
    max_examples=figure(150, 3000), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=300))
def test_any_text_at_all_gives_an_answer(reading: SchoolOffice, text: str) -> None:
    for match in reading.sites.match_list(text):
        assert match.state in (SURE, SEVERAL, NONE)
        if match.state is SURE:
            assert len(match.candidates) == 1


HOSTILE = (
    "<img onerror=alert(1)>",
    "{{7*7}}",
    "'; DROP TABLE site; --",
    '"*" OR NEAR(',
    "=HYPERLINK(1)",
    "\u202eevil",
    "Madison Elementary \x00 Pasadena",
    "../../etc/passwd",
    "\ud800",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_matched_without_harm(reading: SchoolOffice, text: str) -> None:
    for match in reading.sites.match_list(text):
        kept = reading.sites.apply([match.keep_by_hand(name=text, city=text, street=text)])
        view = reading.sites.view(kept.by_hand[0])
        if "\ud800" not in text:
            assert view.name == text.strip()
            assert view.city == text.strip()


def test_a_line_too_long_to_be_a_name_is_shortened_where_one_sees_it(reading: SchoolOffice) -> None:
    (match,) = reading.sites.match_list("a" * 5000)
    with pytest.raises(InputError, match="5,000 characters long; this line takes 300"):
        reading.sites.apply([match.keep_by_hand(name="a" * 5000)])
    kept = reading.sites.apply([match.keep_by_hand()])
    assert reading.sites.view(kept.by_hand[0]).name == "a" * 299 + "…"


@pytest.mark.parametrize(
    "line",
    [
        "Cesar Chavez Elementary, Oakland",  # one in Los Angeles stands on Oakland Street
        "Cesar Chavez Elementary Oakland",
    ],
)
def test_a_town_is_not_read_as_the_street_of_a_school_elsewhere(
    reading: SchoolOffice, line: str
) -> None:
    assert one(reading, line).state is not SURE


def test_a_street_with_its_kind_or_number_still_tells(reading: SchoolOffice) -> None:
    for line in ("Cesar Chavez Elementary, Oakland St", "Cesar Chavez Elementary, 5243 Oakland"):
        match = one(reading, line)
        assert match.state is SURE
        assert match.candidates[0].row.city == "Los Angeles"


def test_what_is_no_name_and_no_place_is_kept_as_a_remark(reading: SchoolOffice) -> None:
    line = "Casa Verde Center, 12 Oak St, Bldg C, Fresno, ask for Maria, 93701"
    kept = reading.sites.apply([one(reading, line).keep_by_hand()])
    view = reading.sites.view(kept.by_hand[0])
    assert (view.name, view.street, view.city, view.zip) == (
        "Casa Verde Center",
        "12 Oak St, Bldg C",
        "Fresno",
        "93701",
    )
    record = reading.file.tables.get("site", kept.by_hand[0])
    assert record is not None
    assert record["remarks"] == "ask for Maria"


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "Sun Center, LA 90016",
            "name=Sun Center city=LA state=CA zip=90016"
            " remarks=The ZIP 90016 is in California, not in Louisiana.",
        ),
        (
            "Sun Center, Springfield, IL 65806",
            "name=Sun Center city=Springfield state=IL zip=65806"
            " remarks=The ZIP 65806 is in Missouri, not in Illinois.",
        ),
        ("Sun Center, Monroe, La. 71203", "name=Sun Center city=Monroe state=LA zip=71203"),
        ("Sun Center, Lincoln, Nebr.", "name=Sun Center city=Lincoln state=NE"),
        ("Sun Center, 100 N 400 W, Provo", "name=Sun Center street=100 N 400 W city=Provo"),
        ("32.75° N, 96.76° W Sun Center", "name=Sun Center remarks=Point: 32.75° N, 96.76° W"),
        ("Sun Center, 32,75 N 96,76 W", "name=Sun Center remarks=Point: 32,75 N 96,76 W"),
        ("• Sun HS / Moon MS", "name=Sun HS / Moon MS"),
        (
            "Sun High, Kent WA & Moon High, Orting WA",
            "name=Sun High, Kent WA & Moon High, Orting WA",
        ),
        ("Sun High / Kent", "name=Sun High city=Kent"),
    ],
)
def test_what_is_kept_by_hand_is_where_its_line_says(
    bare_office: SchoolOffice, line: str, facts: str
) -> None:
    kept = one(bare_office, line).keep_by_hand().by_hand
    names = ("name", "street", "city", "state", "zip", "remarks")
    assert " ".join(f"{name}={kept[name]}" for name in names if name in kept) == facts


def test_a_zip_tells_the_state_of_a_line_that_names_none(bare_office: SchoolOffice) -> None:
    line = "Sun Center; 29403"
    for count in (1, 0):
        kept = bare_office.sites.apply([one(bare_office, line).keep_by_hand()])
        assert len(kept.by_hand) == count, "pasted again adds nothing"
    (view,) = bare_office.sites.all()
    assert (view.state, view.zip) == ("SC", "29403")
    assert view.point is not None, "the middle of that ZIP"


@pytest.mark.parametrize(
    ("line", "states"),
    [
        (
            "Altadena Elementary, Pasadena / Alview Elementary / Madison Elementary",
            "sure sure several",
        ),
        ("- Alview Elementary, Chowchilla / Altadena Elementary, Pasadena", "sure sure"),
        ("Altadena Elementary / Pasadena", "sure"),
        ("Madison K-8 / Middle, Pasadena", "none"),
        ("Madison Elementary / Zzyzx Qwerty Center", "several"),
        ("Madison Elementary and Altadena Elementary, Pasadena", "sure sure"),
        ("2) Alview Elementary & Dairyland Elementary (Chowchilla)", "sure sure"),
        ("19648816021687 and 43693696046114", "sure sure"),
        ("Madison Elementary and Altadena Elementary", "several"),
        ("Madison Elementary or Altadena Elementary, Pasadena", "several"),
    ],
)
def test_a_slash_or_an_and_parts_schools_that_are_each_found(
    reading: SchoolOffice, line: str, states: str
) -> None:
    found = reading.sites.match_list(line)
    assert " ".join(str(match.state) for match in found) == states
    assert {match.number for match in found} == {1}


@pytest.mark.parametrize(
    "line", ["Madison Elementary, Sausalito", "School,City\nMadison Elementary,Sausalito"]
)
def test_a_town_without_such_a_school_is_named(reading: SchoolOffice, line: str) -> None:
    match = one(reading, line)
    assert match.state is SEVERAL
    assert match.reason == f"{match.total} schools fit: none of them in Sausalito."


def test_a_school_that_another_line_means_comes_last(reading: SchoolOffice) -> None:
    sure, asks = reading.sites.match_list("Madison Elementary, Pasadena\nMadison Elementary")
    assert sure.choice == MADISON
    assert asks.state is SEVERAL
    assert asks.candidates[-1].row.key == MADISON
    assert asks.candidates[-1].near == "line 1 means this one"
    assert asks.candidates[0].row.city == "South Gate"


EXCEL = """No.\tSchool Name\tAddress\tCity\tState\tZip\tPrincipal\tEmail\tPhone
1\tMadison Elementary\t515 E Ashtabula St\tPasadena\tCA\t91104\tJane Doe\tj@x.org\t626-396-5780
2\tLincoln Elementary\t\tFresno\tCA\t\tJohn Roe\tjroe@x.org\t
5\tSt. Helena Elem.\t1325 Adams Street\tSt. Helena\tCA\t94574\t\t\t
6\tRoosevelt Sr. High School\t456 S. Mathews St\tLos Angeles\tCA\t90033\t\t\t
"""
MAIL = """From: Ana <ana@senate.example>
Sent: Monday, October 7, 2013 9:12 AM
Subject: Schools for the tour

1. Madison (Pasadena Unified) <principal@pusd.example>
2. Lincoln High, San Diego
3. Lincoln High, Stockton
4. Washington Jr High Salinas
5. Martin Luther King, Jr., Sacramento
6. Hoover Street Elem - LAUSD
7. El Sereno Sr High
8. 24th St Elem., L.A.
"""
SHOUTED = """LINCOLN HIGH SCHOOL  4777 IMPERIAL AVE  SAN DIEGO CA 92113-1234
WASHINGTON UNION HIGH, FRESNO
JFK HIGH SCHOOL, SACRAMENTO
CESAR CHAVEZ ELEM, SAN FRANCISCO, CALIFORNIA
ST HELENA HS
"""
NAMESAKES = """Lincoln Elementary, Long Beach
Lincoln Elementary, Burbank
Lincoln Middle School, Santa Monica
Lincoln El, Oakland 94607
Abraham Lincoln Elementary, Anaheim
"""
SCHEDULE = """SCHOOL\tDISTRICT\tDATE\tTIME\tCONTACT
Madison ES\tPasadena USD\t10/14/2013\t9:30\tMirsa Serrano, 626-555-0180
Yosemite MS\tFresno Unified\t10/15/2013\t8:30\t
Oakland Tech\tOUSD\t10/16/2013\t11:05\ttech@ousd.example
"""


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        (EXCEL, "Madison Elementary, Pasadena; asks; Saint Helena Elementary, St. Helena; asks"),
        (
            MAIL,
            "talk; talk; talk; asks; Lincoln High, San Diego; Lincoln High, Stockton; asks;"
            " Martin Luther King, Jr., Sacramento; Hoover Street Elementary, Los Angeles; asks;"
            " asks",
        ),
        (
            SHOUTED,
            "Lincoln High, San Diego; asks; John F. Kennedy High, Sacramento;"
            " Chavez (Cesar) Elementary, San Francisco; Saint Helena High, St. Helena",
        ),
        (
            NAMESAKES,
            "Lincoln Elementary, Long Beach; asks; Lincoln Middle, Santa Monica;"
            " Lincoln Elementary, Oakland; Lincoln (Abraham) Elementary, Anaheim",
        ),
        (SCHEDULE, "Madison Elementary, Pasadena; Yosemite Middle, Fresno; asks"),
    ],
    ids=["excel", "mail", "shouted", "namesakes", "schedule"],
)
def test_pastes_of_many_kinds_are_right_or_ask(
    reading: SchoolOffice, text: str, outcomes: str
) -> None:
    def told(match: LineMatch) -> str:
        if match.state is SURE:
            row = match.candidates[0].row
            return f"{row.name}, {row.city}"
        if match.state is SEVERAL:
            return "asks"
        return "talk" if match.is_chatter else "none"

    matches = reading.sites.match_list(text)
    assert "; ".join(map(told, matches)) == outcomes
