"""District lines at the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.district_files import ALBERS, nevada, write_zip
from tests.office import MADISON, Terminal


def test_layers_are_loaded_listed_and_used(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    files = [write_zip(tmp_path, f"tl_2024_32_{kind}", nevada(kind)) for kind in ("sldu", "sldl")]
    asks = terminal("districts", office_file, "load", *files)
    assert asks.code == 1
    assert "from when" in asks.err
    done = terminal.ok("districts", office_file, "load", *files, "--from", "2025-01-01")
    assert [(one["kind"], one["state"]) for one in done["layers"]] == [
        ("upper", "NV"),
        ("lower", "NV"),
    ]
    listed = terminal.ok("districts", office_file, "list")["layers"]
    assert {one["layer"] for one in done["layers"]} <= {one["layer"] for one in listed}
    words = ("--by-hand", "Desert Center", "--city", "Austin", "--state", "NV")
    site = terminal.ok("candidates", office_file, "add", *words)["added"][0]
    terminal.ok("locate", office_file, "--site", site, "--point", "39.5,-116.5")
    day = ("--day", "2025-10-14")
    found = terminal.ok("districts", office_file, "of", site, *day)["sites"][0]["districts"]
    assert [one["label"] for one in found[:2]] == ["Senate District 2", "Assembly District 2"]
    told = terminal("districts", office_file, "of", "--all", *day)
    assert "Senate District 2 (lines of 2024)" in told.out


def test_one_bad_layer_does_not_keep_the_others_out(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    good = write_zip(tmp_path, "tl_2024_32_sldu", nevada())
    bad = write_zip(tmp_path, "albers_sldl", nevada("sldl"), ALBERS)
    words = ("districts", office_file, "load", good, bad, "--from", "2025-01-01")
    answer = terminal(*words, "--json")
    assert answer.code == 3
    assert [one["file"] for one in answer.data["refused"]] == ["albers_sldl.zip"]
    assert len(answer.data["layers"]) == 1
    assert "was here already" in terminal(*words).out


def test_districts_by_the_day_of_a_tour(terminal: Terminal, sample_file: Path) -> None:
    words = ("districts", sample_file, "of", "Madison", "--tour", "Pathways")
    found = terminal.ok(*words)
    assert found["day"] == "2013-10-14"
    assert [d["code"] for d in found["sites"][0]["districts"]][:3] == ["25", "41", "27"]
    whole = terminal.ok("districts", sample_file, "of", "--all", "--tour", "Pathways")
    senate = whole["touched"][0]
    assert senate["district"] == "Senate District"
    assert "Senate District 25" in senate["touched"]
    assert "Senate District 1" in senate["missed"]
    # Of the maps of 2011 only the odd seats were in office on that day.
    assert len(senate["touched"]) + len(senate["missed"]) == 20
    wrong = terminal("districts", sample_file, "of", "--all", "--day", "soon")
    assert (wrong.code, "no day" in wrong.err) == (1, True)
    assert terminal("districts", sample_file, "of").code == 1


def test_the_whole_directory_counts_and_lists_what_to_check(
    terminal: Terminal, office_file: Path
) -> None:
    found = terminal.ok("districts", office_file, "of", "--directory", "--day", "2013-10-14")
    assert found["schools"] == 10_614
    county = sum(one["schools"] for one in found["counts"] if one["district"] == "County")
    assert county == 10_614
    odd = {one["key"]: one["districts"] for one in found["to_check"]}
    assert MADISON not in odd
    rite_of_passage = [d["how"] for d in odd["09100900930131"]]
    assert rite_of_passage.count("outside") == 3
    elsewhere = [
        d
        for districts in odd.values()
        for d in districts
        if d["kind"] == "county" and "says" in d["sentence"]
    ]
    assert len(elsewhere) < 10_614 / 100  # agrees in over 99 of 100


ROSTER = (
    "Name,Chamber,District,Party,Phone,As of\n"
    "Carol Example,State Senate,25,D,916-555-0125,2013-09-01\n"
    "Mike Example,Assembly,AD 41,D,916-555-0141,9/1/2013\n"
    "Judy Example,Congress,027,D,202-555-0127,2013-09-01\n"
    "Nobody,Parliament,3,,,2013-09-01\n"
)


def test_the_members_of_a_sites_districts(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    table = tmp_path / "members.csv"
    table.write_text(ROSTER)
    words = ("districts", sample_file, "roster", table)
    done = terminal(*words, "--json")
    assert done.code == 3
    assert (done.data["added"], done.data["rosters"]) == (3, ["2013-09-01"])
    assert [one["line"] for one in done.data["refused"]] == [5]
    assert terminal(*words, "--json").data["already"] == 3
    assert len(terminal.ok("districts", sample_file, "roster")["members"]) == 3
    of = ("districts", sample_file, "of", "Madison", "--tour", "Pathways")
    districts = terminal.ok(*of)["sites"][0]["districts"]
    assert [m["name"].split()[0] for d in districts for m in d["members"]] == [
        *("Carol", "Mike", "Judy"),
    ]
    now = terminal("districts", sample_file, "of", "Madison", "--day", "2025-10-14").out
    assert "Carol" not in now  # these lines are newer than the roster
    assert "older than these lines" in now
    assert terminal("undo", sample_file).code == 0
    assert terminal.ok("districts", sample_file, "roster")["members"] == []


def test_counties_of_the_directory_are_held_against_the_lines(
    terminal: Terminal, office_file: Path
) -> None:
    found = terminal.ok("districts", office_file, "counties")
    assert found["agree_percent"] > 99
    (pixley,) = [one for one in found["differ"] if one["name"] == "Pixley Middle"]
    assert (pixley["directory_says"], pixley["lies_in"]) == ("Tulare", "Los Angeles")
    assert "the point may be wrong" in pixley["reason"]
