"""A table of sites from the command line: columns said, dry run, refused rows saved."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.office import DORSA, MADISON, Terminal
from tests.three_states import LINES, SURE, TEXT, write_directory
from tourplanner.app import ProgramDoors

LIST = (
    "Long list\n"
    "School;CDS code;Town;Lat;Long;Call first;Ana\n"
    f"Madison Elementary;{MADISON};Pasadena;;;555-0117;ok?\n"
    "Somewhere;4.81E+11;Fresno;;;;\n"
    "Sunrise Center;;Fresno;-119.78;36.74;;\n"
    "Madison Elementary;;;;;;\n"
)
HALL = "Grange Hall of Nowhere Gulch"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-16")
    return path


def test_a_dry_run_tells_all_and_saves_nothing(
    terminal: Terminal, office_file: Path, table: Path
) -> None:
    before = terminal.ok("verify", office_file)["changes"]
    words = ("import", office_file, "--list", table, "--dry-run")
    answer = terminal(*words)
    assert answer.code == 3
    assert "2 sites would be added" in answer.out
    assert "nothing was saved" in answer.out
    assert "Call first: left out" in answer.out
    data = terminal(*words, "--json").data
    assert [line["result"] for line in data["lines"]] == [
        "New",
        "Refused",
        "Incomplete",
        "Which one?",
    ]
    assert (data["skipped"], data["open_lines"], data["is_dry_run"]) == ([4], [6], True)
    assert terminal.ok("verify", office_file)["changes"] == before


def test_columns_are_said_points_turned_and_refused_rows_saved(
    terminal: Terminal, office_file: Path, table: Path, tmp_path: Path
) -> None:
    refused = tmp_path / "refused.csv"
    answer = terminal(
        *("import", office_file, "--list", table, "--map", "Call first=host_mobile"),
        *("--map", "Ana=Remarks", "--take-offered", "--rejected", refused, "--json"),
    )
    assert answer.code == 3
    assert len(answer.data["added"]) + len(answer.data["by_hand_sites"]) == 2
    sites = {site["name"]: site for site in terminal.ok("candidates", office_file, "list")["sites"]}
    assert round(sites["Sunrise Center"]["lat"], 2) == 36.74
    with refused.open(encoding="utf-8-sig", newline="") as rows:
        saved = list(csv.reader(rows))
    assert saved[0][:3] == ["Row", "Why not taken", "School"]
    assert [row[0] for row in saved[1:]] == ["4", "6"]
    again = terminal("import", office_file, "--list", table, "--json").data
    kept = {column["header"]: column for column in again["columns"]}
    assert (kept["Ana"]["target"], kept["Ana"]["how"]) == ("remarks", "kept")
    assert again["added"] == again["by_hand_sites"] == []
    terminal.ok("undo", office_file)
    assert terminal.ok("candidates", office_file, "list")["sites"] == []


def test_a_shapefile_is_said_to_be_no_list(terminal: Terminal, office_file: Path) -> None:
    path = office_file.with_name("points.shp")
    path.write_bytes(b"\x00\x00\x27\x0a" + bytes(96))
    said = terminal("import", office_file, "--list", path)
    assert said.code == 1
    assert "no list of sites is read from it" in said.err
    assert "GeoJSON, KML or CSV" in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--map", "Shoe=name"), "no column “Shoe”"),
        (("--map", "School=shoe size"), "cannot go to “shoe size”"),
        (("--map", "School"), "says not where a column goes"),
        (("--sheet", "Page 9"), "no sheet “Page 9”"),
        (("--map", "School=", "--map", "CDS code="), "names or the codes"),
        (("--rejected", "{table}"), "exists already"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    terminal: Terminal, office_file: Path, table: Path, words: tuple[str, ...], sentence: str
) -> None:
    filled = [word.format(table=table) for word in words]
    answer = terminal("import", office_file, "--list", table, *filled)
    assert answer.code == 1
    assert sentence in answer.err


def test_lines_of_text_have_no_columns(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    answer = terminal("import", office_file, "--list", DORSA, "--map", "A=name")
    assert (answer.code, "for a table in a file" in answer.err) == (1, True)
    dry = terminal("import", office_file, "--list", DORSA, "--dry-run")
    assert (dry.code, "Nothing was saved." in dry.out) == (0, True)
    assert terminal.ok("candidates", office_file, "list")["sites"] == []
    rows = tmp_path / "rows.csv"
    rows.write_text(f"{DORSA}\n{MADISON}\n", "utf-8")
    assert len(terminal.ok("import", office_file, "--list", rows)["added"]) == 2


def test_a_table_without_a_header_is_read_with_its_towns(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Madison Elementary,Pasadena\nLincoln Elementary,Lynwood,CA\n", "utf-8")
    data = terminal("import", office_file, "--list", path, "--dry-run", "--json").data
    assert [line["state"] for line in data["lines"]] == ["sure", "sure"]
    path.write_text(f"{MADISON},Madison Elementary,x\n{DORSA},Dorsa Elementary,y\n", "utf-8")
    data = terminal("import", office_file, "--list", path, "--dry-run", "--json").data
    assert [column["target"] for column in data["columns"]] == ["state_code", "name", ""]


def test_lines_that_name_no_school_here_are_told_with_the_way_to_keep_them(
    terminal: Terminal, office_file: Path
) -> None:
    words = ("import", office_file, "--list", "Grange Hall of Nowhere Gulch")
    answer = terminal(*words)
    assert answer.code == 3
    assert "1 line not taken, no school found: 1." in answer.out
    assert "--by-hand" in answer.out
    assert terminal.ok("candidates", office_file)["sites"] == []
    assert len(terminal.ok(*words, "--by-hand")["by_hand_sites"]) == 1
    assert len(terminal.ok("candidates", office_file)["sites"]) == 1


def test_messy_lines_of_three_states(
    terminal: Terminal, doors: ProgramDoors, tmp_path: Path
) -> None:
    office = tmp_path / "texas.tour"
    doors.create(office, {"home_state": "TX"}).close()
    terminal.ok("import", office, "--directory", write_directory(tmp_path))
    before = len(terminal.ok("candidates", office)["sites"])
    answer = terminal("import", office, "--list", TEXT, "--by-hand", "--json")
    assert answer.code == 3, "some lines ask"
    sure = {key for _, outcome, key in LINES if outcome == SURE}
    assert len(answer.data["added"]) == len(sure)
    kept = len(answer.data["by_hand_sites"])
    assert len(terminal.ok("candidates", office)["sites"]) == before + len(sure) + kept
    again = terminal("import", office, "--list", TEXT, "--by-hand", "--json").data
    assert (again["added"], again["by_hand_sites"]) == ([], [])
    terminal.ok("undo", office)
    assert len(terminal.ok("candidates", office)["sites"]) == before


def test_a_map_is_a_list_of_its_places(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "map.kml"
    path.write_text(
        f"<kml><Placemark><name>{HALL}</name><description>Food bank</description>"
        "<Point><coordinates>-119.78,36.74</coordinates></Point></Placemark>"
        "<Placemark><name>Way</name><LineString/></Placemark></kml>",
        "utf-8",
    )
    dry = terminal("import", office_file, "--list", path, "--dry-run")
    assert "map.kml; 1 line not taken: only points can be sites" in dry.out
    assert "1 site would be added" in dry.out
    data = terminal("import", office_file, "--list", path, "--json").data
    assert data["note"] == "1 line not taken: only points can be sites"
    assert data["lines"][0]["by_hand"] == {"name": HALL, "remarks": "Food bank"}
    (site,) = terminal.ok("candidates", office_file, "list")["sites"]
    assert site["name"] == HALL
    assert terminal.ok("undo", office_file)
    assert terminal.ok("candidates", office_file, "list")["sites"] == []


def test_a_map_without_names_says_what_it_lacks(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "points.geojson"
    path.write_text(
        '{"features": [{"geometry": {"type": "Point", "coordinates": [-119.78, 36.74]},'
        ' "properties": {"who": "Ann"}}]}',
        "utf-8",
    )
    answer = terminal("import", office_file, "--list", path)
    assert answer.code == 1
    assert "Say which column holds the names" in answer.err
    assert "1 site" in terminal("import", office_file, "--list", path, "--map", "who=name").out
