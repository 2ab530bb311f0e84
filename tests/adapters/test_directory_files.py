"""School directory files: every public form is read by column name; what is wrong is said."""

from __future__ import annotations

import contextlib
import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.directory_lines import ReadLine, lines_of
from tests.school_office import load_states
from tests.support import figure
from tests.xlsx_kit import sheet_xml, write_xlsx
from tourplanner.adapters.imports.directories import DirectoryFiles
from tourplanner.adapters.imports.directory_columns import Columns
from tourplanner.adapters.resources import resource_path
from tourplanner.core.errors import Cancelled, InputError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.row_points import read_point
from tourplanner.core.model.site import PointFlag, SchoolRow

FICTITIOUS = Path(__file__).parent.parent / "reference" / "directories"
CDE_HEADER = "CDSCode,School,Street,City,State,Latitude,Longitude"
CDE_LINE = "01999990000001,Quince Elementary (fictitious),2 Quince St,Testland,CA,37.77,-122.25"


@pytest.fixture
def reader() -> DirectoryFiles:
    return DirectoryFiles(load_states())


def read_rows(reader: DirectoryFiles, path: Path) -> list[ReadLine]:
    return lines_of(reader.read(path))


def schools(reader: DirectoryFiles, path: Path) -> dict[str, SchoolRow]:
    return {read.row.key: read.row for read in read_rows(reader, path) if read.row}


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_the_shipped_file_is_taken_whole(reader: DirectoryFiles) -> None:
    reads = read_rows(reader, resource_path("directory", "ca_2018-06.csv.gz"))
    assert len(reads) == 11_707
    assert all(read.row for read in reads)
    assert Counter(read.row.is_office for read in reads if read.row) == {False: 10_614, True: 1_093}
    madison = next(r.row for r in reads if r.row and r.row.key == "19648816021687")
    assert (madison.nces, madison.street) == ("062994004678", "515 Ashtabula Street")
    assert (madison.enrollment, madison.enrollment_year) == ("459", "2014-15")
    assert (madison.later_status, madison.later_year) == ("Active", "2022")
    adult = next(r.row for r in reads if r.row and r.row.key == "07616300730226")
    assert adult.key.startswith("07")
    dairyland = next(r.row for r in reads if r.row and r.row.key == "20651776023923")
    assert dairyland.street == "12861 Avenue 18 1/2"


def test_cde_text_of_2026(reader: DirectoryFiles) -> None:
    reading = reader.read(FICTITIOUS / "cde_2026_fictitious.txt")
    assert reading.kind == "cde"
    assert "AdmFName" in reading.ignored
    reads = lines_of(reading)
    rows = {read.row.key: read.row for read in reads if read.row}
    assert rows["01999990000000"].is_office
    quince = rows["01999990000001"]
    assert quince.name == 'Quince "Q" Elementary (fictitious)'
    assert quince.street == "2 Quince St"
    assert "Private" not in repr(quince)
    assert quince.nces == "069999000001"
    assert quince.updated == "2026-06-01"
    zero = next(read for read in reads if read.row and read.row.key == "01999990000002")
    assert any("leading zero" in note for note in zero.notes)
    closed = rows["01999990000003"]
    assert closed.is_closed
    assert closed.closed == "2020-06-30"
    assert closed.point is None
    assert closed.point_flag == PointFlag.MISSING
    charter = rows["01999990000004"]
    assert charter.nces == "068888000004"
    assert charter.point_flag == PointFlag.OUTSIDE
    assert charter.raw_point == "47.6, -122.3"
    refused = [read for read in reads if read.row is None]
    assert [read.is_repeat for read in refused] == [True, False]
    assert refused[0].reason == "repeats the code of line 3"
    assert "last digits are lost" in refused[1].reason
    assert "Destroyed Elementary (fictitious)" in refused[1].cells


def test_nces_edge_of_other_states(reader: DirectoryFiles) -> None:
    reading = reader.read(FICTITIOUS / "nces_edge_fictitious.csv")
    assert reading.kind == "nces"
    reads = lines_of(reading)
    rows = {read.row.key: read.row for read in reads if read.row}
    sage = rows["320001000001"]
    assert (sage.state, sage.county, sage.locale) == ("NV", "Clark", "21")
    assert (sage.senate, sage.assembly, sage.congress) == ("32005", "32010", "3201")
    assert rows["080003000005"].state == "CO"
    swapped = rows["320002000006"]
    assert swapped.point is None
    assert swapped.point_flag == PointFlag.SWAPPED
    assert swapped.offered_point == LatLon(39.5296, -119.8138)
    assert rows["320002000007"].point_flag == PointFlag.ZERO
    assert [read.line for read in reads if read.row is None] == [7]


def test_nces_ccd(reader: DirectoryFiles) -> None:
    rows = schools(reader, FICTITIOUS / "ccd_fictitious.csv")
    open_, closed = rows["489990100001"], rows["489990100002"]
    assert (open_.grades, open_.district, open_.state) == ("PK-05", "Invented ISD", "TX")
    assert open_.span is not None
    assert (open_.span.low, open_.span.high) == (-2, 5)
    assert closed.is_closed


OHIO = '''Ohio Educational Directory,,,,,,,,
Report run: 09/14/2026,,,,,,,,
Bldg IRN,Bldg Name,District Name,County,Bldg Address,Bldg City,Bldg Zip,Grade Span,Org Status
'024661,LINCOLN ELEMENTARY,COLUMBUS CITY,FRANKLIN COUNTY,1 E MAIN ST,COLUMBUS,43205,KG-05,Open
"=""000131""","HOPE ACADEMY, INC.",,CUYAHOGA,900 EUCLID AVE,CLEVELAND,44114,PK-03,Closed
Total: 2 buildings,,,,,,,,
'''
VIRGINIA = """Div Num\tDiv Name\tSch Num\tSch Name\tLow Grade\tHigh Grade\tLatitude\tLongitude
001\tAccomack County\t0070\tAccawmacke Elementary\tPK\t05\t37\u00b0 36' N\t75\u00b0 45' W
101\tAlexandria City\t0070\tMount Vernon Community\tKG\t05\t38.83\t-77.06
"""
DATES = """School Number,School Name,City,Grades
0001,Oak Middle,Lima,8-Jun
0002,Elm High,Lima,09-12
"""
TEXAS = """County Name,District Number,District Name,School Number,School Name,School Site City,\
School Site State,School Site Zip,Grade Range,NCES School ID (for CCD)
DALLAS COUNTY,'057905,DALLAS ISD,'057905101,LINCOLN EL,DALLAS,TX,75215,EE-05,'481623001045
BELL COUNTY,'014906,KILLEEN ISD,'014906999,KILLEEN ISD JJAEP,KILLEEN,TX,76542,06-12,
"""


def test_directories_as_states_publish_them(reader: DirectoryFiles, tmp_path: Path) -> None:
    ohio = reader.read(write(tmp_path / "oeds.csv", OHIO, "cp1252"), home_state="OH")
    assert ohio.kind == "state", "another one than the national directory, which it replaces not"
    reads = lines_of(ohio)
    assert [read.line for read in reads if read.row is None] == [6]
    lincoln, hope = (read.row for read in reads if read.row)
    assert (lincoln.key, lincoln.source, lincoln.state) == ("OH-024661", "state", "OH")
    assert (lincoln.city, lincoln.county, lincoln.grades) == ("COLUMBUS", "FRANKLIN", "KG-05")
    assert (hope.key, hope.is_closed, hope.name) == ("OH-000131", True, "HOPE ACADEMY, INC.")
    assert all("names no state, taken as of Ohio" in read.notes for read in reads if read.row)

    virginia = reader.read(write(tmp_path / "va.txt", VIRGINIA, "utf-16"), home_state="VA")
    rows = {read.row.key: read.row for read in lines_of(virginia) if read.row}
    assert list(rows) == ["VA-001-0070", "VA-101-0070"], "a number counts within its division"
    first = rows["VA-001-0070"]
    assert (first.district, first.grades, first.point) == (
        *("Accomack County", "PK-05"),
        LatLon(37.6, -75.75),
    )

    texas = reader.read(write(tmp_path / "tea.csv", TEXAS), home_state="TX")
    rows = {read.row.key: read.row for read in lines_of(texas) if read.row}
    assert list(rows) == ["481623001045", "TX-014906999"]
    assert {row.state for row in rows.values()} == {"TX"}


def test_grades_of_which_a_spreadsheet_made_a_date_are_told(
    reader: DirectoryFiles, tmp_path: Path
) -> None:
    oak, elm = lines_of(reader.read(write(tmp_path / "a.csv", DATES), home_state="OH"))
    assert oak.row is not None
    assert elm.row is not None
    assert (oak.row.grades, elm.row.grades) == ("", "09-12")
    assert "a spreadsheet made a date of the grades, which were left empty" in oak.notes


def test_the_national_number_alone_is_read_whole(reader: DirectoryFiles, tmp_path: Path) -> None:
    text = "NCES School ID,School Name,City,State\n390438000203,Lincoln Elementary,Lima,OH\n"
    assert list(schools(reader, write(tmp_path / "a.csv", text))) == ["390438000203"]


def test_names_of_the_directory_export_with_spaces(reader: DirectoryFiles, tmp_path: Path) -> None:
    text = (
        '"CDS Code","Record Type","County","District","School","Status","Street Address",'
        '"Street City","Street Zip","Low Grade","High Grade","Latitude","Longitude"\n'
        '"01 99999 0000001","School","Alameda","Invented Unified","Spaced (fictitious)","Active",'
        '"1 A St","Testland","94501","K","5","37.77","-122.25"\n'
        '"01 99999 0000000","District","Alameda","Invented Unified","","Active","2 A St",'
        '"Testland","94501","","","37.77","-122.25"\n'
    )
    rows = schools(reader, write(tmp_path / "export.csv", text))
    assert rows["01999990000001"].grades == "K-5"
    assert rows["01999990000001"].street == "1 A St"
    assert rows["01999990000000"].is_office


def test_columns_may_stand_in_any_order(reader: DirectoryFiles, tmp_path: Path) -> None:
    header, line = CDE_HEADER.split(","), CDE_LINE.split(",")
    path = write(
        tmp_path / "back.csv", ",".join(reversed(header)) + "\n" + ",".join(reversed(line)) + "\n"
    )
    assert schools(reader, path)["01999990000001"].street == "2 Quince St"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(
    reader: DirectoryFiles, tmp_path: Path, encoding: str, newline: str
) -> None:
    line = CDE_LINE.replace("Quince Elementary", "José Ortega Elementary")
    path = write(tmp_path / "a.csv", newline.join((CDE_HEADER, line, "")), encoding)
    row = schools(reader, path)["01999990000001"]
    assert row.name == "José Ortega Elementary (fictitious)"


def test_gzip(reader: DirectoryFiles, tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(f"{CDE_HEADER}\n{CDE_LINE}\n".encode()))
    assert "01999990000001" in schools(reader, path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="damaged"):
        read_rows(reader, path)


def test_workbook_with_titles_and_numbers_for_codes(reader: DirectoryFiles, tmp_path: Path) -> None:
    header: list[str | int | float | None] = ["CDSCode", "School", "City", "Latitude", "Longitude"]
    about = sheet_xml([["Read me"], ["nothing here"]])
    data = sheet_xml(
        [
            ["Public schools (fictitious)"],
            [],
            header,
            [1999990000001, "Number Elementary (fictitious)", "Testland", 37.77, -122.25],
            ["19999990000002", "Text Elementary (fictitious)", "Testland", "37.78", "-122.26"],
        ]
    )
    path = write_xlsx(tmp_path / "book.xlsx", {"About": about, "Data": data})
    reads = read_rows(reader, path)
    assert [read.row.key for read in reads if read.row] == ["01999990000001", "19999990000002"]
    assert [read.line for read in reads] == [4, 5]
    assert any("leading zero" in note for note in reads[0].notes)


def test_a_short_zip_gets_the_zeros_of_its_state_alone(
    reader: DirectoryFiles, tmp_path: Path
) -> None:
    path = tmp_path / "ccd.csv"
    path.write_text(
        "NCESSCH,SCH_NAME,LSTREET1,LCITY,LSTATE,LZIP\n"
        "230009900001,Pine Elementary (fictitious),1 Elm St,Augusta,ME,4330\n"
        "069999000002,Oak Elementary (fictitious),2 Elm St,Fresno,CA,9370\n"
        "720003000003,Palma (fictitious),3 Sol,San Juan,PR,907\n",
        "utf-8",
    )
    reads = read_rows(reader, path)
    assert [read.row.zip for read in reads if read.row] == ["04330", "9370", "00907"]
    told = [any("first zero" in note for note in read.notes) for read in reads]
    assert told == [True, False, True], "what was put back is told, what is unclear stays"


def bad_files(folder: Path) -> dict[str, tuple[Path, str]]:
    """Write one file of each kind that cannot be read: name -> file, words of the error."""
    good = f"{CDE_HEADER}\n{CDE_LINE}\n"
    open_quote = good + '01999990000002,"Open,2 Q St,Testland,CA,37,-122\n' + good * 60
    made = {
        "empty": ("", "is empty"),
        "blank": ("\n\n  \n", "has no rows"),
        "no codes": ("School,City\nA,B\n", "no column of school codes"),
        "no names": ("CDSCode,City\n01999990000001,B\n", "no column of school names"),
        "prose": ("Dear all,\nplease find\n", "no column of school names"),
        "zero bytes": (good + "a\x00b\n", "zero bytes"),
        "open quote": (open_quote, "never closed"),
        "open quote at the end": (good + '01999990000002,"Open\nmore\n', "never closed"),
        "wide": (",".join(f"c{n}" for n in range(10_000)) + "\n", "10,000 columns"),
        "wide later": (good + "x," * 5_000 + "\n", "columns"),
        "long cell": (good + '"' + "y" * 200_000 + '",x\n', "never closed"),
    }
    out = {}
    for name, (text, words) in made.items():
        path = folder / f"{name}.csv"
        path.write_bytes(text.encode())
        out[name] = (path, words)
    book = folder / "damaged.xlsx"
    book.write_bytes(b"PK\x03\x04" + b"junk" * 200)
    out["damaged book"] = (book, "damaged")
    old = folder / "damaged.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"junk" * 200)
    out["damaged old book"] = (old, "damaged")
    far = sheet_xml([["CDSCode", "School"]], extra='<row r="1048000"><c r="XFD1048000"/></row>')
    out["far cell"] = (write_xlsx(folder / "far.xlsx", {"a": far}), "columns")
    deep = sheet_xml([["CDSCode"]], extra='<row r="1048000"><c r="AZ1048000"/></row>')
    out["deep cell"] = (write_xlsx(folder / "deep.xlsx", {"a": deep}), "rows")
    bomb = sheet_xml([["CDSCode"]]) + " " * 60_000_000
    out["bomb"] = (write_xlsx(folder / "bomb.xlsx", {"a": bomb}), "unpacks")
    out["missing"] = (folder / "nowhere.csv", "cannot be read")
    out["folder"] = (folder, "cannot be read")
    return out


def test_what_cannot_be_read_is_said_in_one_sentence(
    reader: DirectoryFiles, tmp_path: Path
) -> None:
    for name, (path, words) in bad_files(tmp_path).items():
        with pytest.raises(InputError) as caught:
            read_rows(reader, path)
        assert words in caught.value.text, name
        assert caught.value.text.endswith("."), name
        assert caught.value.hint, name


def test_a_file_over_the_cap_is_refused_while_it_is_read(
    reader: DirectoryFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tourplanner.adapters.imports.tables_in.MAX_TEXT_BYTES", 10_000)
    path = tmp_path / "huge.csv.gz"
    path.write_bytes(gzip.compress(b"x" * 1_000_000))
    with pytest.raises(InputError, match="larger than"):
        read_rows(reader, path)


def test_a_line_with_more_cells_than_the_header_is_refused(
    reader: DirectoryFiles, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", f"{CDE_HEADER}\n{CDE_LINE},one too many\n{CDE_LINE}\n")
    first, second = read_rows(reader, path)
    assert first.row is None
    assert "has 8 cells, the header 7" in first.reason
    assert second.row is not None


def test_no_data_is_empty(reader: DirectoryFiles, tmp_path: Path) -> None:
    text = "CDSCode,School,Street,City,Zip,Latitude,Longitude\n"
    text += "01999990000001,A (fictitious),No Data,Information Redacted,,No Data,No Data\n"
    row = schools(reader, write(tmp_path / "a.csv", text))["01999990000001"]
    assert (row.street, row.city, row.zip, row.point_flag) == ("", "", "", PointFlag.MISSING)


def test_columns_of_many_different_cells_are_read_as_those_of_few(
    reader: DirectoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {path: schools(reader, path) for path in FICTITIOUS.glob("*_fictitious.*")}
    assert any(rows for rows in texts.values())
    monkeypatch.setattr("tourplanner.adapters.imports.directory_rows._SHARED_CELLS", 1)
    assert {path: schools(reader, path) for path in texts} == texts


def test_reading_can_be_cancelled(reader: DirectoryFiles) -> None:
    seen: list[int] = []

    def progress(done: int, total: int, words: str) -> None:
        seen.append(done)
        if done >= 1_000:
            raise Cancelled

    path = resource_path("directory", "ca_2018-06.csv.gz")
    with pytest.raises(Cancelled):
        list(reader.read(path, progress).blocks)
    assert seen[-1] == 1_000, "it ends where it is told to"
    assert seen[0] <= 500, "and is asked every few hundred rows"


@pytest.mark.parametrize(
    ("lat", "lon", "flag", "offered"),
    [
        ("34.1", "-118.1", "", None),
        ("0", "0.0", "zero", None),
        ("-118.1", "34.1", "swapped", LatLon(34.1, -118.1)),
        ("34.1", "118.1", "outside the state", LatLon(34.1, -118.1)),
        ("47.6", "-122.3", "outside the state", None),
        ("abc", "1", "unreadable", None),
        ("nan", "1", "unreadable", None),
        ("1e400", "1", "unreadable", None),
        ("", "", "missing", None),
        ("34.1", "", "unreadable", None),
    ],
)
def test_points_are_flagged_and_offered_never_repaired(
    lat: str, lon: str, flag: str, offered: LatLon | None
) -> None:
    point, found, _, maybe = read_point(lat, lon, load_states().by_code["CA"])
    assert found == flag
    assert maybe == offered
    assert (point is None) == bool(flag)


@given(st.lists(st.text(max_size=20), max_size=30))
def test_any_header_is_looked_at_without_harm(cells: list[str]) -> None:
    columns = Columns(cells)
    assert columns.kind in ("cde", "nces", "state")
    assert set(columns.taken) <= {cell.strip() for cell in cells}


@settings(max_examples=figure(250, 2_000))
@given(st.binary(max_size=2_000))
def test_any_bytes_give_rows_or_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        list(DirectoryFiles(load_states()).read(path).blocks)


@settings(max_examples=figure(250, 2_000))
@given(st.binary(max_size=600), st.integers(0, 400))
def test_a_good_file_with_bytes_thrown_in(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    good = f"{CDE_HEADER}\n{CDE_LINE}\n".encode()
    path = tmp_path_factory.getbasetemp() / "junk.csv"
    path.write_bytes(good[:at] + junk + good[at:])
    with contextlib.suppress(InputError):
        list(DirectoryFiles(load_states()).read(path).blocks)


@settings(max_examples=figure(150, 2_000))
@given(data=st.data())
def test_a_workbook_with_bytes_changed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    sheet = sheet_xml([["CDSCode", "School"], ["01999990000001", "A"], [19999990000002, "B"]])
    book = bytearray(write_xlsx(folder / "good.xlsx", {"a": sheet}).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "changed.xlsx"
    path.write_bytes(book)
    with contextlib.suppress(InputError):
        list(DirectoryFiles(load_states()).read(path).blocks)
