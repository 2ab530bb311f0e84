"""Any list by its columns: right, asked or kept for repair; one action; nothing typed replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import PAYLOADS
from tests.office import ACALANES, DORSA, MADISON
from tests.store.kit import put
from tests.xlsx_kit import sheet_xml, write_xlsx
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import Cancelled, InputError
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.list_columns import How, ListColumn, why_not_enough
from tourplanner.core.model.list_rows import (
    SWAPPED,
    UNSIGNED,
    ListRow,
    Result,
    RowState,
    count_new,
    offers,
)
from tourplanner.core.model.list_table import ListTable
from tourplanner.services.importing_sites import own_id
from tourplanner.services.own_fields import add_own_field
from tourplanner.services.site_record import change_record, read_record
from tourplanner.services.site_views import point_fact
from tourplanner.services.workspace import Workspace

HEADER = "School,Code,NCES,Address,City,State,ZIP,Lat,Long,Call first,Why,Ana"


@pytest.fixture
def office(office_file: Path, doors: ProgramDoors) -> Iterator[Workspace]:
    with doors.open(office_file, write=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def any_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """An office that the examples of a property share."""
    path = tmp_path_factory.mktemp("any") / "any.tour"
    with ProgramDoors().create(path, {"home_state": "NV"}) as opened:
        yield opened


@pytest.fixture
def bare(tmp_path: Path, doors: ProgramDoors) -> Iterator[Workspace]:
    """An office of Nevada without a directory."""
    with doors.create(tmp_path / "nv.tour", {"home_state": "NV"}) as opened:
        yield opened


def judged(office: Workspace, *lines: str, header: str = HEADER) -> tuple[ListRow, ...]:
    table = office.imports.of_text("\n".join((header, *lines)))
    return office.imports.judge(table, office.imports.columns(table))


def the_row(office: Workspace, line: str, header: str = HEADER) -> ListRow:
    return judged(office, line, header=header)[0]


def add(office: Workspace, *lines: str, header: str = HEADER) -> tuple[ListTable, list[str]]:
    table = office.imports.of_text("\n".join((header, *lines)))
    columns = office.imports.columns(table)
    done = office.imports.add(office.imports.judge(table, columns), table, columns)
    return table, [*done.added, *done.by_hand]


def targets(columns: Sequence[ListColumn]) -> dict[str, tuple[str, How]]:
    return {column.header: (column.target, column.how) for column in columns}


# -- the columns -----------------------------------------------------------------------------------


def test_columns_are_guessed_said_and_kept_for_the_same_header(office: Workspace) -> None:
    table = office.imports.of_text(
        "CDS code,School,Gr.,Lat / Long,Name of principal,Ana\n"
        f'{MADISON},Madison Elementary,K-5,"34.15914, -118.13996",A. Person,ok?\n'
    )
    columns = office.imports.columns(table)
    assert targets(columns) == {
        "CDS code": ("state_code", How.EXACT),
        "School": ("name", How.EXACT),
        "Gr.": ("grades", How.EXACT),
        "Lat / Long": ("point", How.EXACT),
        "Name of principal": ("principal", How.GUESS),
        "Ana": ("", How.NONE),
    }
    columns = office.imports.map_columns(columns, {"Ana": "Remarks", "Gr.": ""})
    office.imports.add(office.imports.judge(table, columns), table, columns)
    again = targets(office.imports.columns(table))
    assert again["Ana"] == ("remarks", How.KEPT)
    assert again["Gr."] == ("", How.KEPT)
    office.undo.undo()
    assert targets(office.imports.columns(table)) == again


def test_people_the_way_in_and_own_columns_come_in(office: Workspace) -> None:
    captain = add_own_field(office.file, "Bus captain")
    header = "CDS code,School,Bus captain,Coordinator,Coordinator cell,Ramp,Restroom,Drop-off loop"
    table = office.imports.of_text(
        f"{header}\n{MADISON},Madison,Ruth Oda,Rosa Vega,626-555-0171,north door,room 2,east\n"
    )
    columns = office.imports.columns(table)
    assert targets(columns)["Bus captain"] == (f"own/{captain}", How.EXACT)
    (row,) = office.imports.judge(table, columns)
    (site,) = office.imports.add((row,), table, columns).added
    texts = read_record(office, site).texts
    assert [texts[n] for n in ("coordinator", "coordinator_phone", "ramp", "restroom", "loop")] == [
        *("Rosa Vega", "626-555-0171", "north door", "room 2", "east")
    ]
    assert texts[f"own/{captain}"] == "Ruth Oda"
    change_record(office, site, {f"own/{captain}": "Typed by hand"})
    office.imports.add(office.imports.judge(table, columns), table, columns)
    assert read_record(office, site).texts[f"own/{captain}"] == "Typed by hand"
    by_label = office.imports.map_columns(columns, {"Ramp": "bus captain"})
    assert targets(by_label)["Ramp"] == (f"own/{captain}", How.CHOSEN)
    assert targets(by_label)["Bus captain"] == ("", How.NONE)


def test_columns_of_other_states_go_where_they_belong(bare: Workspace) -> None:
    header = (
        "County-District number,Institution ID,BEDS code,School Name,City/State/Zip,"
        "School Division,School Site State,Lowest Grade,High Grade"
    )
    table = bare.imports.of_text(
        f"{header}\n"
        '55-0001,800000055730,310100010034,Oak Elementary,"Elko, NV 89801",Elko,Nevada,PK,05\n'
        '55-0001,800000055731,310100010035,Elm Middle,"Elko, NV 89801",Elko,Nevada,6,08\n'
    )
    columns = bare.imports.columns(table)
    assert [(c.header, c.target) for c in columns] == [
        ("County-District number", ""),
        ("Institution ID", ""),  # 80 begins no federal code
        ("BEDS code", "state_code"),
        ("School Name", "name"),
        ("City/State/Zip", "city"),
        ("School Division", "district"),
        ("School Site State", "state"),
        ("Lowest Grade", "grade_low"),
        ("High Grade", "grade_high"),
    ]
    oak, elm = bare.imports.judge(table, columns)
    assert (oak.facts["grades"], elm.facts["grades"]) == ("PK-05", "6-08")
    assert (oak.facts["city"], oak.facts["zip"], oak.facts["state"]) == ("Elko", "89801", "NV")
    assert oak.code is not None
    assert (oak.code.source, oak.code.key) == ("state", "NV-310100010034"), "no school of Nebraska"
    (reno,) = judged(bare, "320001000001,Sun Center,Reno", header="Code,School,City")
    assert reno.code is not None
    assert reno.code.source == "nces", "32 is Nevada"


def test_grades_that_are_a_date_are_no_grades(bare: Workspace) -> None:
    row = the_row(bare, "Oak Middle,Reno,2026-06-08", "School,City,Grades")
    assert "grades" not in row.facts
    assert "made a date of the grades, “2026-06-08”, perhaps of 6-8: left empty." in row.remark


def test_a_number_of_somebody_is_one_to_call(bare: Workspace) -> None:
    table = bare.imports.of_text("School,Town,Contact number,Phone No.\nSun,Reno,775-555-0117,x\n")
    goes = [column.target for column in bare.imports.columns(table)]
    assert goes == ["name", "city", "host_mobile", "front_office_phone"]


def test_one_code_for_two_schools_is_told_and_neither_is_lost(bare: Workspace) -> None:
    header = "School code,School,City"
    rows = judged(
        bare, "0070,Oak School,Reno", "0070,Elm School,Elko", "0070,OAK SCHOOL,Reno", header=header
    )
    assert [row.result for row in rows] == [Result.INCOMPLETE, Result.REFUSED, Result.REPEAT]
    assert rows[1].reason == "Row 2, Oak School, has the same code: one of them is wrong."


def test_a_column_goes_where_its_cells_tell_where_there_is_no_header(office: Workspace) -> None:
    table = office.imports.of_text(
        f"{MADISON}\tMadison Elementary\t515 Ashtabula St.\t91104\tK-5\n"
        f"{DORSA}\tA. J. Dorsa Elementary\t1290 Bal Harbor Dr.\t95122\tK-5\n"
    )
    assert table.header == -1
    found = [column.target for column in office.imports.columns(table)]
    assert found == ["state_code", "name", "street", "zip", "grades"]


def test_spanish_headers_and_figures_of_a_spanish_spreadsheet(bare: Workspace) -> None:
    header = "Nombre de la escuela;Dirección;Localidad;Código postal;Latitud;Longitud;Teléfono"
    line = "Escuela Peñasco;300 Calle Piñón;Reno;89502;39,52;-119,81;775-555-0100"
    row = the_row(bare, line, header)
    assert row.facts == {
        **{"name": "Escuela Peñasco", "street": "300 Calle Piñón", "city": "Reno"},
        **{"zip": "89502", "state": "NV", "front_office_phone": "775-555-0100"},
    }
    assert row.point == LatLon(39.52, -119.81)
    figures = "1" * 20_000  # which nobody waits for: every one of them could begin a degree
    row = the_row(bare, f"Yard\t{figures}x", "Site\tLocation: lat and long")
    assert (row.point, "Not used" in row.remark) == (None, True)


@pytest.mark.parametrize(
    ("cell", "point", "offer"),
    [
        ("44.31 N, 69.78 W", LatLon(44.31, -69.78), ""),
        ("44.31° n 69.78° w", LatLon(44.31, -69.78), ""),
        ("44.31, 69.78", None, UNSIGNED),
        ("-69.78, 44.31", None, SWAPPED),
        ("44,31; -69,78", LatLon(44.31, -69.78), ""),
        ("44.31N69.78W", None, ""),  # and not 44, -69.78
        ("N44.31 W69.78", None, UNSIGNED),
        ("(44.31, -69.78).", LatLon(44.31, -69.78), ""),
        ("44.31", None, ""),
        ("48.85, 2.35", None, ""),
    ],
)
def test_points_in_one_cell_are_somewhere_in_the_country(
    tmp_path: Path, doors: ProgramDoors, cell: str, point: LatLon | None, offer: str
) -> None:
    with doors.create(tmp_path / "us.tour", {}) as nowhere:
        row = the_row(nowhere, f"Yard\t{cell}", "Site\tLocation: lat and long")
        assert (row.point, row.offer) == (point, offer), row.remark
        assert ("Not used" in row.remark) == (point is None)


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("39.52° N", "119.81° W", LatLon(39.52, -119.81)),
        ("N39.52", "W119.81", LatLon(39.52, -119.81)),
        ('39° 31\' 12"" N', '119° 48\' 36"" W', LatLon(39.52, -119.81)),
        ("39,52 N", "119,81 O", None),
        ("39° 75' N", "119° 48' W", None),  # a degree has no 75 minutes
        ("39.52 x", "-119.81", None),
    ],
)
def test_degrees_are_read_as_people_write_them(
    bare: Workspace, lat: str, lon: str, point: LatLon | None
) -> None:
    row = the_row(bare, f'Yard,Reno,NV,"{lat}","{lon}"', "Site,City,State,Lat,Lon")
    assert row.point == point
    assert ("Not used" in row.remark) == (point is None)


def test_a_zip_of_another_state_is_told_and_decides_where_none_is_named(bare: Workspace) -> None:
    header = "School,City,State,Zip"
    rows = judged(
        bare, "Yard,Portland,OR,04101", "Pier,Portland,,97201", "Dock,Reno,NV,89502", header=header
    )
    assert [row.facts["state"] for row in rows] == ["OR", "OR", "NV"]
    told = ["ZIP 04101 is in Maine, not in Oregon" in row.remark for row in rows]
    assert told == [True, False, False]
    (odd,) = judged(bare, "Yard,Portland,Narnia,04101", header=header)
    assert (odd.facts["state"], odd.remark.count("left empty")) == ("ME", 0), "the ZIP tells it"
    table = bare.imports.of_text(f"{header}\nYard,Portland,OR,04101\nPier,Portland,,97201\n")
    columns = bare.imports.columns(table)
    bare.imports.add(bare.imports.judge(table, columns), table, columns)
    points = {view.name: view.point for view in bare.sites.all()}
    assert points["Yard"] is None, "no side of the contradiction is taken"
    assert points["Pier"] is not None
    assert points["Pier"].point.lat == pytest.approx(45.5, abs=0.1)


def test_what_keeps_a_spreadsheet_from_reading_a_cell_is_no_part_of_it(bare: Workspace) -> None:
    lines = (
        "'@Home Center,Reno,",
        '"=""Sun Hall""",Reno,\'=1+1',
        "'Iolani School,Reno,at 5'6",
        "'90s Hall,Reno,'0123",
    )
    rows = judged(bare, *lines, header="School,City,Notes")
    told = [(row.facts["name"], row.facts.get("remarks", "")) for row in rows]
    assert told == [
        ("@Home Center", ""),
        ("Sun Hall", "=1+1"),
        ("'Iolani School", "at 5'6"),
        ("'90s Hall", "0123"),
    ]


def test_of_one_name_in_two_counties_the_second_asks_and_is_another(bare: Workspace) -> None:
    lines = ("Yard,Washoe", "Yard,Clark County", "Yard,Clark")
    rows = judged(bare, *lines, header="Site,County")
    assert [row.state for row in rows] == [RowState.NEW, RowState.ASKS, RowState.ASKS]
    assert own_id(rows[0]) != own_id(rows[1]) == own_id(rows[2])


def test_one_target_has_one_column(office: Workspace) -> None:
    table = office.imports.of_text("School,Site,Why,Notes\nMadison,x,a,b\n")
    columns = office.imports.map_columns(office.imports.columns(table), {"Site": "name"})
    assert [column.target for column in columns] == ["", "name", "remarks", "remarks"]
    for wish, said in (({"No such": "name"}, "no column"), ({"Site": "shoe size"}, "cannot go")):
        with pytest.raises(InputError, match=said):
            office.imports.map_columns(columns, wish)
    with pytest.raises(InputError, match="names or the codes"):
        office.imports.judge(table, office.imports.map_columns(columns, {"Site": ""}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_as_spreadsheets_write_them(
    office: Workspace, tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "list.csv"
    lines = (
        "Long list of September",
        "",
        separator.join(("School", "Code", "City", "Why")),
        separator.join(("Escuela", "Codigo", "Ciudad", "Notes")),  # the second header
        separator.join(("Peña Nieto Center", "", "Fresno", "café – joint plan")),
        separator.join(("School", "Code", "City", "Why")),  # again, on the next printed page
        separator.join(("Madison Elementary", MADISON, "Pasadena", "")),
    )
    path.write_bytes("\r\n".join(lines).encode(encoding))
    table = office.imports.read(str(path))
    assert table.about == "list.csv, header in row 3"
    assert table.seconds == (4, 6)
    rows = office.imports.judge(table, office.imports.columns(table))
    assert [(row.number, row.name) for row in rows] == [
        (5, "Peña Nieto Center"),
        (7, "Madison Elementary"),
    ]
    assert rows[0].facts["remarks"] == "café – joint plan"


def test_the_sheet_with_a_header_is_taken_and_another_may_be_chosen(
    office: Workspace, tmp_path: Path
) -> None:
    path = write_xlsx(
        tmp_path / "long_list.xlsx",
        {
            "Cover": sheet_xml([["Bus tour"], ["Ask Ana"]]),
            "Long list": sheet_xml(
                [["Sept."], ["School", "CDS code", "ZIP"], ["Acalanes Adult", 7616300730226, 94595]]
            ),
        },
    )
    table = office.imports.read(str(path))
    assert (table.sheet, table.sheets) == ("Long list", ("Cover", "Long list"))
    row = office.imports.judge(table, office.imports.columns(table))[0]
    assert row.school is not None
    assert row.school.key == ACALANES
    assert "had lost its first zero, which was put back" in row.remark
    assert office.imports.read(str(path), "Cover").rows[0][1] == ("Bus tour",)
    with pytest.raises(InputError, match="no sheet"):
        office.imports.read(str(path), "Page 9")


# -- what a row means ------------------------------------------------------------------------------


def test_a_shortened_code_is_padded_aloud_and_a_destroyed_one_is_kept_for_repair(
    office: Workspace, tmp_path: Path
) -> None:
    table = office.imports.of_text(
        f"{HEADER}\n"
        f"Acalanes Adult,{ACALANES[1:]},,,,,,,,,,\n"
        "Somewhere Elementary,4.81E+11,,1 Main St,Fresno,CA,93701,,,=call(),,\n"
        "Elsewhere,19648,,,Fresno,CA,,,,,,\n"
    )
    columns = office.imports.columns(table)
    rows = office.imports.judge(table, columns)
    assert [row.result for row in rows] == [Result.NEW, Result.REFUSED, Result.REFUSED]
    assert "its last digits are lost" in rows[1].reason
    assert "has 5 digits, not 14" in rows[2].reason
    repair = tmp_path / "repair.csv"
    assert office.imports.save_rejected(str(repair), table, rows) == 2
    text = repair.read_text("utf-8-sig")
    assert "'=call()" in text
    repair.write_text(text.replace("4.81E+11", "").replace("19648", ""), "utf-8-sig")
    mended = office.imports.read(str(repair))
    again = office.imports.judge(mended, office.imports.columns(mended))
    assert [row.state for row in again] == [RowState.NEW, RowState.NEW]
    assert "=call()" in again[0].cells


@pytest.mark.parametrize(
    ("lat", "lon", "offer"),
    [
        ("-119.78", "36.74", "swapped"),
        ("36.74", "119.78", "unsigned"),
        ("0", "0", ""),
        ("52.5", "13.4", ""),
        ("north", "west", ""),
    ],
)
def test_odd_points_are_offered_never_repaired(
    office: Workspace, lat: str, lon: str, offer: str
) -> None:
    line = f"Moon Center,,,12 Moon St,Fresno,CA,93701,{lat},{lon},,,"
    row = the_row(office, line)
    assert (row.result, row.offer, row.point) == (Result.INCOMPLETE, offer, None)
    assert "Not used" in row.remark
    assert offers([row]) == ({offer: 1} if offer else {})
    _, (site,) = add(office, line)
    instead = office.sites.view(site).point
    assert instead is not None
    assert instead.precision is Precision.ZIP  # what else the row says, and no more
    office.undo.undo()
    table = office.imports.of_text(f"{HEADER}\n{line}")
    columns = office.imports.columns(table)
    taken = [row.take_offer(takes=True) for row in office.imports.judge(table, columns)]
    (site,) = office.imports.add(taken, table, columns).by_hand
    shown = office.sites.view(site).point
    assert shown is not None
    assert (shown.precision is Precision.SITE) == bool(offer)
    if offer:
        assert (round(shown.point.lat, 2), round(shown.point.lon, 2)) == (36.74, -119.78)


def test_a_row_with_a_town_or_zip_has_its_point_at_once(bare: Workspace) -> None:
    header = "School,Address,City,ZIP"
    _, sites = add(
        bare,
        "Mariposa Academy,3875 Mill St,Reno,89502",
        "Desert Center,,Elko,",
        "Hope Center,1 A St,,",
        "Nowhere Center,1 A St,Nowhere at All,",
        header=header,
    )
    closely = {view.name: view.point and view.point.precision for view in bare.sites.all()}
    assert closely == {
        "Mariposa Academy": Precision.ZIP,
        "Desert Center": Precision.TOWN,
        "Hope Center": None,
        "Nowhere Center": None,
    }
    assert len(sites) == 4
    bare.undo.undo()
    assert bare.sites.all() == []


def test_the_campus_of_a_directory_wins_over_the_middle_of_a_town(office: Workspace) -> None:
    _, (site,) = add(office, f"Madison Elementary,{MADISON},,,Pasadena,CA,91104,,,,,")
    own = office.sites.view(site).point
    town = office.sites.points.find_place("Pasadena")[0].located
    put(office.file, site, point=point_fact(town))
    assert office.sites.view(site).point == own


def test_what_says_nothing_of_a_place_is_told_and_kept_apart(office: Workspace) -> None:
    box = the_row(office, "Sun Center,,,P.O. Box 12,Fresno,CA,93701,,,,,")
    assert "street" not in box.facts
    assert "P.O. Box 12" in box.facts["remarks"]
    assert {"street", "point"} <= set(box.lacks)
    zzz = the_row(office, "Sun Center,,,ZZZ,Fresno,CA,9370,,,,,")
    assert "street" not in zzz.facts
    assert "“ZZZ” means none" in zzz.remark
    assert "zip" not in zzz.facts, "no ZIP of California begins with a zero: another digit is lost"
    assert "“9370” is no ZIP and was left empty." in zzz.remark
    maine = the_row(office, "Sun Center,,,1 A St,Augusta,ME,4330,,,,,")
    assert maine.facts["zip"] == "04330"
    assert "The ZIP 4330 had lost its first zero" in maine.remark
    unsaid = the_row(office, "Sun Center,,,1 A St,Augusta,,4330,,,,,")
    assert "zip" not in unsaid.facts
    assert unsaid.facts.get("state", "") != "ME", "the office is in California"
    wrong = the_row(office, "Sun Center,,,1 A St,Fresno,Kalifornia,937,,,,,")
    assert "“Kalifornia” is no state" in wrong.remark
    cut = the_row(office, "Sun Center,,,1 A St,Fresno,CA,93701,,,,,,one,more")
    assert (cut.state, cut.reason) == (RowState.REFUSED, "It has 14 cells, the header 12.")
    none = the_row(office, ",,,1 A St,Fresno,CA,93701,,,,,")
    assert none.reason == "It has no name and no code."


@pytest.mark.parametrize(
    ("address", "street", "town", "state", "zip_code"),
    [
        ("2130 E 1st St, Los Angeles, CA 90033", "2130 E 1st St", "Los Angeles", "CA", "90033"),
        ("12 Elm St, Suite 4, Kent, WA, 98032, USA", "12 Elm St, Suite 4", "Kent", "WA", "98032"),
        ("1 Main St, Fresno 93701", "1 Main St", "Fresno", "CA", "93701"),
        ("4650 W Olympic Blvd, LA 90019", "4650 W Olympic Blvd", "LA", "CA", "90019"),
        ("9 Broadway, New York, New York 10006", "9 Broadway", "New York", "NY", "10006"),
        ("4 Oak St, Austin TX", "4 Oak St", "Austin", "TX", ""),
        ("12 Elm St, Suite 4", "12 Elm St, Suite 4", "", "", ""),
        ("12 Elm St, CA 90033", "12 Elm St, CA 90033", "", "", ""),
    ],
)
def test_a_whole_address_in_one_cell_is_taken_apart(
    bare: Workspace, address: str, street: str, town: str, state: str, zip_code: str
) -> None:
    facts = the_row(bare, f'Sun Center,"{address}"', "School,Address").facts
    found = [facts.get(name, "") for name in ("street", "city", "state", "zip")]
    assert found == [street, town, state, zip_code]


def test_a_number_beside_a_name_does_not_become_public(bare: Workspace) -> None:
    header = "School,Town,Contact,Principal"
    row = the_row(bare, 'Sun,Reno,"Ana Ruiz, (775) 555-0117 x3",Bo Li <bo@x.example>', header)
    assert row.facts["host_name"] == "Ana Ruiz"
    assert row.facts["host_mobile"] == "(775) 555-0117 x3"
    assert row.facts["principal"] == "Bo Li"
    assert "bo@x.example" in row.facts["remarks"]
    assert "kept for the staff alone" in row.remark
    alone = the_row(bare, "Sun,Reno,775-555-0117,", header).facts
    assert ("host_name" in alone, alone["host_mobile"]) == (False, "775-555-0117")


def test_repeated_codes_and_sites_come_in_once(office: Workspace) -> None:
    rows = judged(
        office,
        f"Madison Elementary,{MADISON},,,Pasadena,,,,,,,",
        f"Madison Elem.,{MADISON},,,,,,,,,,",
        "Madison Elementary,,062994004678,,,,,,,,,",
        "Madison Elementary,,,515 Ashtabula St.,Pasadena,CA,,,,,,",
        "Sun Center,,,1 A St,Fresno,CA,,,,,,",
        "SUN CENTER,,,,Fresno,CA,,,,,,",
    )
    assert [row.result for row in rows[1:4]] == [Result.REPEAT] * 3
    assert rows[1].reason == "The same code as row 2."
    assert rows[5].repeats == 6
    assert count_new(rows) == 2


def test_what_is_unclear_asks_with_its_choices(office: Workspace) -> None:
    several = the_row(office, "Madison Elementary,,,,,,,,,,,")
    assert (several.result, several.total) == (Result.ASKS, 12)
    other = the_row(office, f"Wrong Name High,{DORSA},,,San Jose,,,,,,,")
    assert other.state is RowState.ASKS
    assert "Its code is that of A. J. Dorsa Elementary" in other.reason
    chosen = office.imports.choose(other, DORSA)
    assert chosen.state is RowState.NEW
    assert "The directory calls it A. J. Dorsa Elementary." in chosen.remark
    bare_name = the_row(office, "Sun Center,,,,,,,,,,,")
    assert bare_name.state is RowState.ASKS
    assert office.imports.keep(bare_name).state is RowState.NEW
    assert office.imports.keep(bare_name).leave_out().comes_in is False


def test_of_several_of_a_name_the_one_that_stands_at_the_point_is_meant(office: Workspace) -> None:
    header = "Name,Latitude,Longitude"  # as the places of a map have it
    there = the_row(office, "Madison Elementary,34.1589,-118.1397", header)
    assert (there.state, there.reason) == (RowState.NEW, "")
    assert there.school is not None
    assert there.school.key == MADISON
    assert there.choices[0].key == MADISON
    assert there.notes == ("Taken by its point: no other school of that name stands there.",)
    for line in (
        "Madison Elementary,34.30,-118.50",  # none stands there
        "Madison School,34.1589,-118.1397",  # not its name
        "Madison Elementary,,",
    ):
        assert the_row(office, line, header).state is RowState.ASKS
    wrong_town = the_row(
        office, "Madison Elementary,Pomona,34.1589,-118.1397", "Name,City,Latitude,Longitude"
    )
    assert wrong_town.school is None or wrong_town.school.city == "Pomona"


def test_a_closed_school_is_flagged_by_the_directory_and_by_the_list(office: Workspace) -> None:
    header = "School,City,Status"
    said = the_row(office, "Invented Elementary,Oakland,CLOSED", header)
    assert said.result is Result.CLOSED
    _, (site,) = add(office, "Invented Elementary,Oakland,CLOSED", header=header)
    assert "Closed, says the list." in str(
        office.file.tables.get_many("site", [site])[0]["remarks"]
    )


def test_the_directory_is_kept_where_the_list_says_something_else(office: Workspace) -> None:
    line = f"Madison Elementary,{MADISON},,9 Other Rd,Pasadena,,,34.30,-118.5,555-0117,why,x"
    row = the_row(office, line)
    assert "The directory has “515 Ashtabula Street”, the list “9 Other Rd”" in row.remark
    assert "off the directory's, which is kept" in row.remark
    header = HEADER.replace("Call first", "Mobile")
    _, (site,) = add(office, line, header=header)
    view = office.sites.view(site)
    record = office.file.tables.get_many("site", [site])[0]
    assert (view.street, record["street"]) == ("515 Ashtabula Street", None)
    assert (record["host_mobile"], record["remarks"]) == ("555-0117", "why")


def test_nothing_typed_is_replaced_and_the_second_import_changes_nothing(
    office: Workspace,
) -> None:
    header = HEADER.replace("Call first", "Mobile")
    first = f"Madison Elementary,{MADISON},,,,,,,,,typed by Ana,"
    _, (site,) = add(office, first, header=header)
    second = f"Madison Elementary,{MADISON},,,,,,,,555-0117,of the list,"
    row = the_row(office, second, header)
    assert (row.result, row.site) == (Result.HERE, site)
    _, new = add(office, second, header=header)
    record = office.file.tables.get_many("site", [site])[0]
    assert (new, record["remarks"], record["host_mobile"]) == ([], "typed by Ana", "555-0117")
    changes = office.file.log.count()
    add(office, second, header=header)
    assert office.file.log.count() == changes


def test_a_candidate_of_the_same_name_is_proposed_never_merged(office: Workspace) -> None:
    _, (site,) = add(office, "Sun Center,,,1 A St,Fresno,CA,,36.74,-119.78,,,")
    near = the_row(office, "Sun Center,,,1 A Street,Clovis,CA,,36.7401,-119.7801,,,")
    assert near.state is RowState.ASKS
    assert [choice.site for choice in near.choices] == [site]
    assert office.imports.choose(near, site).state is RowState.HERE
    own = office.imports.keep(near)
    assert (own.state, own.site) == (RowState.NEW, "")


def test_one_undo_takes_all_back_and_two_laptops_meet(office: Workspace, bare: Workspace) -> None:
    lines = (
        f"Madison Elementary,{MADISON},,,,,,,,,,",
        "Sun Center,,,1 A St,Fresno,CA,,,,,remark,",
        "A Center,,320000100001,1 B St,Reno,NV,,,,,,",
    )
    before = office.file.tables.count("site")
    _, made = add(office, *lines)
    _, there = add(bare, *lines)
    assert sorted(made) == sorted(there)
    office.undo.undo()
    assert office.file.tables.count("site") == before
    _, again = add(office, *lines)
    assert sorted(again) == sorted(made), "what Undo took away is made again"


def test_a_code_without_its_directory_is_linked_when_the_directory_comes(bare: Workspace) -> None:
    _, (site,) = add(bare, f"Madison,{MADISON},,,Pasadena,CA,,,,,,")
    assert bare.sites.view(site).row is None
    bare.directory.load_shipped()
    view = bare.sites.view(site)
    assert (view.name, view.street) == ("Madison", "515 Ashtabula Street")


def test_another_state_keeps_its_own_codes(bare: Workspace) -> None:
    row = the_row(bare, "A Center,NV-02-0101,,1 B St,Reno,NV,89501,39.53,-119.81,,,")
    assert row.code is not None
    assert (row.code.source, row.code.key, row.result) == ("state", "NV-NV-02-0101", Result.NEW)
    lost = the_row(bare, "A Center,4.81E+11,,1 B St,Reno,NV,89501,,,,,")
    assert lost.state is RowState.REFUSED


def test_nothing_is_stored_before_and_after_a_cancel(office: Workspace) -> None:
    lines = "\n".join(f"School {n},,,{n} A St,Fresno,CA,,,,,," for n in range(300))
    table = office.imports.of_text(f"{HEADER}\n{lines}")
    looks = 0

    def stop(done: int, _total: int, _words: str) -> None:
        nonlocal looks
        looks += 1
        if done:
            raise Cancelled

    before = office.file.log.count()
    with pytest.raises(Cancelled):
        office.imports.judge(table, office.imports.columns(table), stop)
    assert (looks, office.file.log.count()) == (2, before)


@settings(max_examples=60, deadline=None)
@given(
    header=st.lists(
        st.sampled_from([*HEADER.split(","), "Score", "Tags", "Status", "?"]), max_size=9
    ),
    cells=st.lists(st.lists(st.text(max_size=12), max_size=10), max_size=6),
)
def test_any_table_at_all_is_read_and_added_without_harm(
    any_office: Workspace, header: list[str], cells: list[list[str]]
) -> None:
    rows = [(1, tuple(header)), *((n, tuple(row)) for n, row in enumerate(cells, 2))]
    table = ListTable("any", tuple(rows), 0)
    columns = any_office.imports.columns(table)
    if why_not_enough(columns):
        return
    judged_rows = any_office.imports.judge(table, columns)
    kept = [any_office.imports.keep(row.take_offer(takes=True)) for row in judged_rows]
    any_office.imports.add(kept, table, columns)
    any_office.sites.all()


@pytest.mark.parametrize("text", [text for text in PAYLOADS.values() if "\n" not in text])
def test_hostile_text_is_kept_literally_or_told(bare: Workspace, tmp_path: Path, text: str) -> None:
    cell = text.replace('"', '""')
    table = bare.imports.of_text(f'School,Town,Why\n"{cell}","{cell}","{cell}"\n,,"{cell}"\n')
    columns = bare.imports.columns(table)
    rows = bare.imports.judge(table, columns)
    bare.imports.add([bare.imports.keep(row) for row in rows], table, columns)
    bare.imports.save_rejected(str(tmp_path / "refused.csv"), table, rows)
    assert (tmp_path / "refused.csv").read_text("utf-8-sig").count("Why not taken") == 1


def test_headers_of_another_alphabet_do_not_share_a_mapping(bare: Workspace) -> None:
    first = bare.imports.of_text(
        "\u0428\u043a\u043e\u043b\u0430\t\u0413\u043e\u0440\u043e\u0434\nA School\tReno\n"
    )
    columns = bare.imports.map_columns(
        bare.imports.columns(first.with_header(1)), {first.with_header(1).headers[0]: "name"}
    )
    bare.imports.keep_columns(first.with_header(1), columns)
    other = bare.imports.of_text("\u540d\u524d\t\u5e02\nB School\tElko\n").with_header(1)
    assert [column.how for column in bare.imports.columns(other)] != [How.KEPT, How.KEPT]


MESSY = (
    "Madison Elementary\t515 E. Ashtabula Street\tPasadena\tCA\t",
    "MADISON ELEM\t351 W Phillips Blvd\tPomona\tCalifornia\t",
    "Madison Elementary\t\t\tCA\t",
    "Martin Luther King, Jr. Elementary\t\tSan Diego\tCA\t",
    "King Elementary\t\t\tCA\t",
    "Lincoln Elementary\t\tFresno\tCA\t",
    "Lincoln Elementary\t\t\tNV\t",
    "Lincoln High\t1081 7th St.\tLincoln\tCA\t95648",
    "Alview Elementary\t20513 Road 4\tChowchilla\tca\t93610",
    "Dairyland Elementary\t12861 Avenue 18 1/2\tChowchilla\tCA\t93610",
    "A.J. Dorsa\t1290 Bal Harbor Dr\tSan José\tCA\t95122",
    "Bonny Doon Union Elementary\t1492 Pine Flat Road\tSanta Cruz\tCA\t",
    "Acalanes Center for Adult Education\t1963 Tice Valley Blvd\tWalnut Creek\tCA\t94595",
    "Fictitious Elementary\t1 Test St\tReno\tNV\t89501",
    "Fictitious Middle\t2 Test Ave\tYuma\tAZ\t85364",
    "Yuma Family Center\tPO Box 4\tYuma\tAZ\t85364",
    "St. Mary's Hall\t12 St. Mary's St\tAustin\tTX\t78701",
    "Saint Mary's Hall\t12 Saint Marys Street\tAustin\tTX\t78701",
    "Newark Arts High\t550 M L King Blvd\tNewark\tNJ\t7102",
    "Weed High\t909 Hillside Dr.\tWeed\tCA\t96094",
    "Weed Elementary\t\tWeed, CA 96094\t\t",
    "Total\t\t\t\t",
    "Sunrise Center\t4 Oak St\tEureka\tOregon\t9.77E+04",
)


def test_23_messy_lines_of_several_states(office: Workspace, bare: Workspace) -> None:
    header = "School\tAddress\tTown\tState\tZIP"
    rows = judged(office, *MESSY, header=header)
    assert len(rows) == 23
    by_line = dict(zip(MESSY, rows, strict=True))

    def school(start: str, city: str = "") -> str:
        row = next(r for line, r in by_line.items() if line.startswith(start) and city in line)
        return f"{row.school.name}, {row.school.city}" if row.school else str(row.result)

    assert school("Madison Elementary\t515") == "Madison Elementary, Pasadena"
    assert school("MADISON ELEM", "Pomona") == "Madison Elementary, Pomona"
    assert school("Madison Elementary\t\t") == "Which one?"
    assert school("King Elementary") == "Which one?"
    assert school("Lincoln Elementary", "Fresno") in ("Which one?", "Lincoln Elementary, Fresno")
    assert school("Lincoln Elementary", "NV") in ("Which one?", "Incomplete")
    assert school("Dairyland") == "Dairyland Elementary, Chowchilla"
    assert school("Weed Elementary") == "Weed Elementary, Weed"
    assert school("Fictitious Elementary") == "Incomplete"
    assert school("Total") == "Which one?"
    for line, row in by_line.items():  # none silently wrong
        said = line.split("\t")[2].split(",")[0].replace("é", "e")
        if row.school is not None and row.comes_in:
            assert said.casefold() in (row.school.city.casefold(), ""), line
    assert by_line[MESSY[17]].reason == "It may be the same site as row 18."
    assert by_line[MESSY[18]].facts["zip"] == "07102"
    assert "is no ZIP" in by_line[MESSY[22]].remark
    without = judged(bare, *MESSY, header=header)
    assert all(row.school is None for row in without)
    assert {row.result for row in without} <= {
        Result.NEW,
        Result.INCOMPLETE,
        Result.ASKS,
        Result.REPEAT,
    }
    for one in (office, bare):
        before = one.file.tables.count("site")
        add(one, *MESSY, header=header)
        after = one.file.tables.count("site")
        assert after > before + 10
        add(one, *MESSY, header=header)
        assert one.file.tables.count("site") == after, "imported again adds nothing"
        one.undo.undo()
        assert one.file.tables.count("site") == before, "one undo removes all"


def test_a_cell_of_nothing_but_signs_of_mail_is_read_at_once(bare: Workspace) -> None:
    row = the_row(bare, f"Sun,Reno,{'a@' * 16_000}", "School,Town,Contact")
    assert row.facts["name"] == "Sun"
    assert "was cut" in row.remark
