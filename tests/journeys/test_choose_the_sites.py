"""Story 1: the chief of staff imports a list of schools and sees what the set still lacks."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.school_office import open_school_office
from tourplanner.app import ProgramDoors
from tourplanner.core.geo import great_circle_mi
from tourplanner.core.model.list_rows import Result
from tourplanner.services.selection import read_selection

HEADER = (
    "CDSCode,NCESSCH,School,Street,City,Zip,State,County,District,StatusType,GSoffered,"
    "Latitude,Longitude"
)
# Eight real rows as the story gives them: two have a national number and no CDS code. A closed
# school and a repeated code come on top.
ROWS = (
    "19648816021687,062994004678,Madison Elementary,515 Ashtabula St.,Pasadena,91104,CA,"
    "Los Angeles,Pasadena Unified,Active,K-5,34.15914,-118.13996",
    ",063132004852,Madison Elementary,351 West Phillips Blvd.,Pomona,91766,CA,"
    "Los Angeles,Pomona Unified,Active,K-6,34.04474,-117.75284",
    ",062994004661,Altadena Elementary,743 East Calaveras Street,Altadena,91001,CA,"
    "Los Angeles,Pasadena Unified,Active,K-5,34.18512,-118.13473",
    "20651776023865,,Alview Elementary,20513 Road 4,Chowchilla,93610,CA,"
    "Madera,Alview-Dairyland Union Elementary,Active,K-3,37.050632,-120.473405",
    "20651776023923,,Dairyland Elementary,12861 Avenue 18 1/2,Chowchilla,93610,CA,"
    "Madera,Alview-Dairyland Union Elementary,Active,4-8,37.018204,-120.284660",
    "43693696046114,,A. J. Dorsa Elementary,1290 Bal Harbor Dr.,San Jose,95122,CA,"
    "Santa Clara,Alum Rock Union Elementary,Active,K-5,37.339098,-121.837914",
    "44697326049563,,Bonny Doon Elementary,1492 Pine Flat Rd.,Santa Cruz,95060,CA,"
    "Santa Cruz,Bonny Doon Union Elementary,Active,K-6,37.062499,-122.148151",
    "7616300730226,,Acalanes Adult Education Center,1963 Tice Valley Blvd.,Walnut Creek,94595,CA,"
    "Contra Costa,Acalanes Union High,Active,Adult,37.876678,-122.072513",
    "01999990000009,,Invented Closed Elementary,1 Invented St.,Oakland,94601,CA,"
    "Alameda,Invented Unified,Closed,K-5,37.78,-122.22",
    "43693696046114,,A. J. Dorsa Elementary,1290 Bal Harbor Dr.,San Jose,95122,CA,"
    "Santa Clara,Alum Rock Union Elementary,Active,K-5,37.339098,-121.837914",
)
ACALANES = "07616300730226"


def test_choose_the_sites(tmp_path: Path) -> None:
    office = open_school_office(tmp_path)
    path = tmp_path / "candidates.csv"
    path.write_text("\n".join((HEADER, *ROWS)), "utf-8")

    made = office.directory.import_edition(path)
    report = made.report
    assert (report.read, report.schools, report.closed, report.padded) == (10, 9, 1, 1)
    assert [(line.line, line.reason) for line in report.repeated] == [
        (11, "repeats the code of line 7")
    ]
    assert report.notes == {"no CDS code, taken with the NCES number": 2}
    assert "1 repeated: line 11 repeats the code of line 7." in report.sentences()

    keys = [row.key for row in office.directory.choose("state = CA", all_kinds=True).rows]
    applied = office.sites.add_from_directory(keys, "Candidates of October")
    assert len(applied.added) == 9
    assert len(office.file.tables.actions()) == 1

    views = {view.name + view.city: view for view in office.sites.all()}
    assert len(views) == 9
    incomplete = {v.name for v in views.values() if any("no CDS code" in f for f in v.flags)}
    assert incomplete == {"Madison Elementary", "Altadena Elementary"}
    closed = [v for v in views.values() if "closed in the directory" in v.flags]
    assert [v.name for v in closed] == ["Invented Closed Elementary"]
    assert office.sites.id_of(ACALANES) in {view.id for view in views.values()}
    acalanes = office.sites.view(office.sites.id_of("07-61630-0730226"))
    assert acalanes.code == ACALANES
    assert len(acalanes.code) == 14
    assert views["Dairyland ElementaryChowchilla"].street == "12861 Avenue 18 1/2"

    filtered = office.sites.filter("grades overlap 'K-8'")
    assert len(filtered.sites) == 8
    assert [(out.name, out.reason) for out in filtered.left_out] == [
        ("Acalanes Adult Education Center", "adult school, not in these grades")
    ]

    point = {name: view.point.point for name, view in views.items() if view.point}
    madison, pomona = point["Madison ElementaryPasadena"], point["Madison ElementaryPomona"]
    alview, dorsa = point["Alview ElementaryChowchilla"], point["A. J. Dorsa ElementarySan Jose"]
    for left, right, miles in (
        (madison, point["Altadena ElementaryAltadena"], 1.8),
        (madison, pomona, 23.5),
        (madison, alview, 238.9),
        (alview, dorsa, 77.7),
        (dorsa, point["Bonny Doon ElementarySanta Cruz"], 25.6),
    ):
        assert abs(great_circle_mi(left, right) - miles) < 0.1
    office.close()
    with ProgramDoors().open(tmp_path / "office.tour", write=True) as again:
        again.sites.add_tag([acalanes.id], "ISS")
        selection = read_selection(again)
    assert selection.set_words == "9 candidates; none is chosen yet"
    lacking = {one.measure: one for one in selection.lacks()}
    assert lacking["practices"].words == (
        "No site shows Family and community engagement, Collaborative leadership and practices"
        " or Extended learning time and opportunities"
    )
    assert lacking["county"].words == "No site in 52 of 58 counties"
    assert "Fresno" in lacking["county"].names
    assert "Madera" not in lacking["county"].names
    assert lacking["grades"].words == "No grades 9-12"
    matrix = selection.matrix()
    row = next(k for k, (site, _) in enumerate(matrix.rows) if site == acalanes.id)
    told = {c.label: w.words for c, w in zip(matrix.columns, matrix.cells[row], strict=True)}
    assert (told["Grades Adult"], told["Grades P-K"]) == ("Adult", "no")
    assert told["Integrated student supports"] == "tagged"
    assert told["rural"] == "unknown"


def test_the_choice_survives_closing_the_file(tmp_path: Path) -> None:
    from tourplanner.store.opening import open_file

    office = open_school_office(tmp_path)
    path = tmp_path / "candidates.csv"
    path.write_text("\n".join((HEADER, *ROWS)), "utf-8")
    office.directory.import_edition(path)
    office.sites.add_from_directory([ACALANES])
    before = office.sites.all()
    office.close()
    again = open_file(tmp_path / "office.tour", read_only=True)
    record = again.tables.all("site")[0]
    again.close()
    assert record["directory"]["key"] == before[0].key == ACALANES


LIST_HEADER = HEADER.replace("CDSCode", "CDS code").replace("NCESSCH", "NCES")


def _list(tmp_path: Path) -> Path:
    """The story's ten rows as somebody's list, in a spreadsheet's own separators and encoding."""
    path = tmp_path / "long list.csv"
    rows = (next(csv.reader([row])) for row in (LIST_HEADER, *ROWS))
    path.write_text("\n".join(";".join(row) for row in rows), "utf-16")
    return path


def test_the_list_comes_in_by_its_columns_in_one_step(office_file: Path, tmp_path: Path) -> None:
    """The same rows as a list of candidates, with the shipped directory at hand."""
    with ProgramDoors().open(office_file, write=True) as office:
        table = office.imports.read(str(_list(tmp_path)))
        columns = office.imports.columns(table)
        rows = office.imports.judge(table, columns)
        assert [row.result for row in rows] == [Result.NEW] * 8 + [Result.CLOSED, Result.REPEAT]
        assert rows[-1].reason == "The same code as row 7."
        assert "had lost its first zero" in rows[7].remark
        done = office.imports.add(rows, table, columns)
        assert len((*done.added, *done.by_hand)) == 9
        sites = {view.name: view for view in office.sites.all()}
        assert sites["Acalanes Adult Education Center"].code == ACALANES
        assert sites["Dairyland Elementary"].street.startswith("12861 Avenue 18")
        assert len(office.sites.filter("grades overlap 'K-8'").sites) == 8
        lacks = {one.measure: one.names for one in read_selection(office).lacks()}
        assert "Fresno" in lacks["county"]
        office.undo.undo()
        assert office.file.tables.count("site") == 0


def test_without_a_directory_the_rows_are_kept_and_marked_incomplete(tmp_path: Path) -> None:
    with ProgramDoors().create(tmp_path / "a.tour", {"home_state": "NV"}) as office:
        table = office.imports.read(str(_list(tmp_path)))
        columns = office.imports.columns(table)
        rows = office.imports.judge(table, columns)
        lacks = {row.where: row.lacks for row in rows if row.result is Result.INCOMPLETE}
        assert set(lacks.values()) == {("state code",)}
        assert len(lacks) == 2
        assert len(office.imports.add(rows, table, columns).by_hand) == 9
        views = {view.name: view for view in office.sites.all()}
        assert views["Acalanes Adult Education Center"].code == ACALANES
        assert views["Dairyland Elementary"].street == "12861 Avenue 18 1/2"
