"""The office profile and new files at the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_commands import documented_keys
from tests.office import Terminal


def test_the_profile_is_set_and_shown(terminal: Terminal, office_file: Path) -> None:
    done = terminal.ok(
        *("office", office_file, "set", "press_phone=916-555-0100", "letterhead=State Senate"),
        "letterhead=Senator Ruiz",
    )
    assert done["changed"] == ["letterhead", "press_phone"]
    fields = {f["name"]: f for f in terminal.ok("office", office_file, "show")["fields"]}
    assert fields["letterhead"]["value"] == "State Senate\nSenator Ruiz"
    assert fields["press_phone"]["level"] == "M"
    told = terminal("office", office_file, "show").out
    assert "press_phone: 916-555-0100  (Press phone; Press list)" in told
    assert "State Senate | Senator Ruiz" in told
    assert "office profile" in terminal("undo", office_file).out
    assert terminal("undo", office_file).code == 1  # what the file began with stays


def test_wrong_words_and_wrong_values(terminal: Terminal, office_file: Path) -> None:
    answer = terminal("office", office_file, "set", "press_phone")
    assert (answer.code, "NAME=VALUE" in answer.err) == (2, True)
    answer = terminal("office", office_file, "set", "home_state=ZZ")
    assert (answer.code, "“ZZ” is no state." in answer.err) == (1, True)
    assert "CA" in terminal("office", office_file, "show").out


def test_a_new_file_for_another_state_names_the_file_to_fetch(
    terminal: Terminal, tmp_path: Path
) -> None:
    answer = terminal("new", tmp_path / "nv.tour", "--state", "nv")
    assert answer.code == 0
    assert "No school directory of Nevada is loaded." in answer.out
    assert "EDGE_GEOCODE_PUBLICSCH" in answer.out
    assert "Directory at hand" not in answer.out
    assert terminal.ok("find", tmp_path / "nv.tour", "madison pasadena")["hits"] == []
    refused = terminal("new", tmp_path / "zz.tour", "--state", "ZZ")
    assert (refused.code, (tmp_path / "zz.tour").exists()) == (1, False)


def test_the_papers_print_the_letterhead(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    terminal.ok("office", sample_file, "set", "letterhead=Office of Senator Ruiz")
    made = terminal.ok(
        *("papers", sample_file, "Pathways to Partnership", "--out", tmp_path / "out"),
        *("--kind", "press-itinerary", "--format", "txt"),
    )
    assert "Office of Senator Ruiz" in Path(made["files"][0]).read_text("utf-8")


def test_the_help_names_the_json_keys(terminal: Terminal, office_file: Path) -> None:
    for command, words in {
        "office FILE show": ("office", office_file, "show"),
        "office FILE set": ("office", office_file, "set", "hashtag=#BusTour"),
        "new FILE": ("new", office_file.with_name("new.tour"), "--state", "NV"),
    }.items():
        assert set(terminal.ok(*words)) == documented_keys(command), command
