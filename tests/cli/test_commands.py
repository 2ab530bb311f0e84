"""Every command on the full directory: what it answers, and what it says when it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office import DORSA, MADISON, Terminal
from tourplanner.cli.main import build_parser

TOUR = "Pathways to Partnership"
LONG_TOUR = (
    *("tour", "{file}", "new", "A", "--from", "2013-10-14", "--days", "99"),
    *("--start", "Fresno"),
)
HELP = Path(__file__).parents[2] / "resources" / "help" / "command-line.md"


def test_a_new_file_has_the_shipped_directory(terminal: Terminal, tmp_path: Path) -> None:
    made = terminal.ok("new", tmp_path / "a.tour", "--state", "CA")
    assert any("10,614 schools" in words for words in made["editions"])


def test_find_takes_words_codes_and_towns(terminal: Terminal, office_file: Path) -> None:
    for words in ("madison pasadena", MADISON, "19-64881-6021687", "062994004678"):
        hits = terminal.ok("find", office_file, words)["hits"]
        assert hits[0]["key"] == MADISON, words
    assert terminal.ok("find", office_file, "lincoln elem fresno")["hits"]
    towns = {hit["city"] for hit in terminal.ok("find", office_file, "chowchilla")["hits"]}
    assert "Chowchilla" in towns


def test_a_national_file_of_another_state_comes_in_by_the_same_command(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    table = tmp_path / "EDGE_GEOCODE_PUBLICSCH_2425.csv"
    table.write_text(
        "NCESSCH,LEAID,NAME,OPSTFIPS,STREET,CITY,STATE,ZIP,STFIP,CNTY,NMCNTY,LOCALE,LAT,LON\n"
        "320000100001,3200001,Fictitious Elementary,32,1 Test St,Reno,NV,89501,32,32031,"
        "Washoe County,12,39.5296,-119.8138\n"
        "040000100002,0400001,Fictitious Middle,04,2 Test Ave,Yuma,AZ,85364,04,04027,"
        "Yuma County,13,32.6927,-114.6277\n",
        encoding="utf-8-sig",
    )
    done = terminal.ok("import", office_file, "--directory", table, "--edition", "2025")
    assert done["schools"] == 2
    hit = terminal.ok("find", office_file, "fictitious yuma")["hits"][0]
    assert hit["nces"] == "040000100002"
    assert terminal.ok("find", office_file, MADISON)["hits"]  # California's stays


def test_a_pasted_list_asks_where_it_is_not_sure(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text(
        "Hi Ana,\n1. Madison Elementary, Pasadena\n2. Madison Elementary\n"
        f"3. {DORSA}\n4. Sunrise Family Center, Fresno\n",
        encoding="utf-8",
    )
    answer = terminal("import", office_file, "--list", mail, "--json")
    assert answer.code == 3  # a line still asks
    states = {line["line"]: line["state"] for line in answer.data["lines"]}
    assert states == {1: "none", 2: "sure", 3: "several", 4: "sure", 5: "none"}
    assert len(answer.data["added"]) == 2
    kept = terminal("import", office_file, "--list", "Sunrise Family Center, Fresno", "--by-hand")
    assert "kept by hand" in kept.out
    sites = terminal.ok("candidates", office_file, "list")["sites"]
    assert {s["precision"] for s in sites if s["name"] == "Sunrise Family Center"} == {"town"}
    assert "Every site has a point." in terminal("locate", office_file).out
    burbank = terminal("import", office_file, "--list", "Hope Center, Burbank", "--by-hand")
    assert "1 site without a point yet: tourplanner locate FILE" in burbank.out
    assert terminal.ok("locate", office_file)["sites"][0]["state"] == "several"


def test_candidates_by_conditions_say_who_was_left_out(
    terminal: Terminal, office_file: Path
) -> None:
    where = "county = 'Fresno' and grades overlap 'K-5'"
    done = terminal.ok("candidates", office_file, "add", "--where", where)
    assert len(done["added"]) > 100
    assert done["left_out"]
    listed = terminal.ok("candidates", office_file, "list", "--where", "city = 'Parlier'")["sites"]
    assert listed
    assert {site["county"] for site in listed} == {"Fresno"}


def test_the_sample_is_planned_checked_noted_and_printed(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    shown = terminal.ok("tour", sample_file, "show", TOUR)
    assert len(shown["stops"]) == 13
    assert terminal("check", sample_file, TOUR).code in (0, 3)
    note = terminal.ok("note", sample_file, TOUR, "--stop", MADISON, "--text", "Three calls a day.")
    assert note["note"]
    out = tmp_path / "out"
    made = terminal.ok("papers", sample_file, TOUR, "--out", out, "--kind", "press-itinerary")
    assert {Path(path).suffix for path in made["files"]} >= {".pdf", ".docx", ".html"}
    assert made["withheld"]
    assert "can go to press" in made["sentence"]
    web = terminal.ok("papers", sample_file, TOUR, "--out", out, "--kind", "web-folder")
    assert (Path(web["files"][0]) / "index.html").exists()
    page = terminal.ok("map", sample_file, TOUR, "--out", out / "map.html", "--audience", "press")
    assert Path(page["files"][0]).stat().st_size > 100_000


def test_a_file_is_verified_rebuilt_backed_up_and_restored(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    before = terminal.ok("verify", sample_file)
    assert before["findings"] == []
    assert terminal.ok("rebuild", sample_file)["records"] == before["records"]
    backup = Path(terminal.ok("backup", sample_file)["backup"])
    copy = tmp_path / "restored.tour"
    restored = terminal.ok("restore", backup, "--out", copy)
    assert restored["is_whole"]
    assert terminal.ok("verify", copy)["changes"] == before["changes"]
    again = terminal("restore", backup, "--out", copy)
    assert again.code == 1
    assert "already" in again.err


def test_undo_and_redo_name_the_action(terminal: Terminal, office_file: Path) -> None:
    terminal.ok("candidates", office_file, "add", "--code", MADISON)
    assert "Madison" in terminal("undo", office_file).out
    assert terminal.ok("candidates", office_file, "list")["sites"] == []
    terminal.ok("redo", office_file)
    assert len(terminal.ok("candidates", office_file, "list")["sites"]) == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("find", "{folder}/none.tour", "x"), 1, "none.tour"),
        (("new", "{folder}/no/such/folder/a.tour"), 1, "folder"),
        (("import", "{file}", "--directory", "{folder}/none.csv"), 1, "none.csv"),
        (("plan", "{file}", "No such tour"), 1, "No such tour"),
        (
            ("tour", "{file}", "new", "A", "--from", "14 Oct", "--days", "3", "--start", "x"),
            1,
            "14",
        ),
        (LONG_TOUR, 1, "31 days"),
        (("candidates", "{file}", "add", "--where", "county = "), 1, "county"),
        (("candidates", "{file}", "add", "--code", "99999999999999"), 1, "99999999999999"),
        (("plan", "{file}"), 1, "There is no tour."),
        (("plan",), 2, "usage"),
        (("nonsense",), 2, "usage"),
    ],
)
def test_wrong_input_gets_one_sentence_and_loses_nothing(
    terminal: Terminal,
    office_file: Path,
    tmp_path: Path,
    words: tuple[str, ...],
    code: int,
    sentence: str,
) -> None:
    before = terminal.ok("verify", office_file)["changes"]
    filled = [w.format(file=office_file, folder=tmp_path) for w in words]
    answer = terminal(*filled)
    assert answer.code == code
    assert sentence in answer.err
    assert "Traceback" not in answer.err
    assert terminal.ok("verify", office_file)["changes"] == before


def test_a_tour_without_sites_says_what_to_do(terminal: Terminal, office_file: Path) -> None:
    terminal.ok(
        *("tour", office_file, "new", "Empty", "--from", "2027-10-12", "--days", "1"),
        *("--start", "Fresno"),
    )
    answer = terminal("plan", office_file, "Empty")
    assert answer.code == 1
    assert "no sites to plan" in answer.err
    assert "mark them must or may" in answer.err


def documented_keys(command: str) -> set[str]:
    """The JSON keys that the help names in the row of a command."""
    rows = HELP.read_text(encoding="utf-8").splitlines()
    row = next(r for r in rows if r.startswith(f"| `tourplanner {command}"))
    return {key.strip().strip("`") for key in row.rsplit("|", 2)[1].split(",")}


def test_the_help_names_the_json_keys_that_commands_answer(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for command, words in {
        "verify FILE": ("verify", sample_file),
        "rebuild FILE": ("rebuild", sample_file),
        "find FILE": ("find", sample_file, "madison"),
        "locate FILE WORDS`": ("locate", sample_file, "91104"),
        "locate FILE`": ("locate", sample_file),
        "candidates FILE list": ("candidates", sample_file, "list"),
        "candidates FILE add": ("candidates", sample_file, "add", "--where", "city = 'Weed'"),
        "import FILE --list": ("import", sample_file, "--list", "Weed High, Weed"),
        "tour FILE list": ("tour", sample_file, "list"),
        "tour FILE show": ("tour", sample_file, "show", TOUR),
        "tour FILE change": ("tour", sample_file, "change", TOUR, "--party", "44"),
        "coach FILE TOUR": ("coach", sample_file, TOUR),
        "stop FILE": ("stop", sample_file, TOUR, MADISON, "--visit-min", "80", "--rating", "4"),
        "leg FILE": ("leg", sample_file, TOUR, "Madison", "Emerson", "--minutes", "130"),
        "check FILE": ("check", sample_file, TOUR),
        "plan FILE": ("plan", sample_file, TOUR, "--effort", "quick"),
        "along FILE": ("along", sample_file, TOUR),
        "late FILE": ("late", sample_file, TOUR, "--day", "2", "--minutes", "10"),
        "notes FILE": ("notes", sample_file, TOUR),
        "note FILE": ("note", sample_file, TOUR, "--stop", MADISON, "--text", "x"),
        "papers FILE": ("papers", sample_file, TOUR, "--out", out, "--format", "html"),
        "map FILE": ("map", sample_file, TOUR, "--out", out / "map.html"),
        "undo FILE": ("undo", sample_file),
        "redo FILE": ("redo", sample_file),
        "backup FILE": ("backup", sample_file),
    }.items():
        answer = terminal(*words, "--json")
        assert answer.code in (0, 3), answer.err
        assert set(answer.data) == documented_keys(command), command


def test_every_command_is_documented_with_its_options() -> None:
    text = HELP.read_text(encoding="utf-8")
    parser = build_parser()
    commands = next(a for a in parser._actions if a.__class__.__name__ == "_SubParsersAction")
    for name, sub in commands.choices.items():
        assert f"`tourplanner {name}" in text, name
        for action in sub._actions:
            for option in action.option_strings:
                if option.startswith("--") and option not in ("--help", "--json"):
                    assert option in text, f"{name} {option}"


def test_a_closed_pipe_is_no_error(sample_file: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as out:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "tourplanner", "check", str(sample_file), TOUR],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert "Traceback" not in done.stderr


def test_refused_rows_never_overwrite_a_file(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    table = tmp_path / "edge.csv"
    table.write_text(
        "NCESSCH,LEAID,NAME,CITY,STATE\n3.2E+11,3200001,Fictitious High,Reno,NV\n"
        "320000100001,3200001,Fictitious Elementary,Reno,NV\n",
        encoding="utf-8",
    )
    editions = office_file.with_suffix(".files") / "editions"
    before = sorted(path.name for path in editions.glob("*.db"))
    for target in (office_file, table):
        kept = target.read_bytes()
        answer = terminal("import", office_file, "--directory", table, "--rejected", target)
        assert answer.code == 1
        assert "exists already" in answer.err
        assert target.read_bytes() == kept
    assert sorted(path.name for path in editions.glob("*.db")) == before
    refused = tmp_path / "refused.csv"
    answer = terminal("import", office_file, "--directory", table, "--rejected", refused)
    assert answer.code == 3
    assert "Fictitious High" in refused.read_text(encoding="utf-8-sig")
