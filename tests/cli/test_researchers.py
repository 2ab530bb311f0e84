"""Forms, files of cards, review and sound memos at the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.office import MADISON, Terminal
from tests.services.test_forms import FORM
from tests.services.test_memos import recording
from tourplanner.adapters.imports.xlsforms import XlsForms

TOUR = "Pathways"


def test_a_form_goes_out_and_in(terminal: Terminal, sample_file: Path, tmp_path: Path) -> None:
    terminal.ok("form", sample_file, "export", "--out", tmp_path / "visit.xlsx")
    refused = terminal("form", sample_file, "read", tmp_path / "visit.xlsx")
    assert (refused.code, refused.err.startswith("This is the program's own")) == (1, True)
    (tmp_path / "own.xlsx").write_bytes(XlsForms().write(FORM))
    said = terminal("form", sample_file, "read", tmp_path / "own.xlsx")
    assert said.out == "Family centers is asked at every stop now, 31 questions in all.\n"
    terminal.ok(
        *("form", sample_file, "export", "--form", "family centers"),
        *("--out", tmp_path / "back.xlsx"),
    )
    assert (tmp_path / "back.xlsx").read_bytes() == (tmp_path / "own.xlsx").read_bytes()
    terminal.ok("form", sample_file, "remove", "Family centers")
    assert terminal.ok("form", sample_file, "list") == {"forms": []}
    terminal.ok("form", sample_file, "ask", "Who opens the gate on Saturdays?")
    (own,) = terminal.ok("form", sample_file, "list")["forms"]
    assert own["name"] == "Who opens the gate on Saturdays?"


def test_cards_go_out_and_in(terminal: Terminal, sample_file: Path, tmp_path: Path) -> None:
    for name in ("cards.csv", "cards.json"):
        terminal.ok("card-file", sample_file, "write", tmp_path / name)
        told = terminal.ok("card-file", sample_file, "read", tmp_path / name)
        assert (told["new"], told["changed"]) == (0, 0)
    assert terminal("card-file", sample_file, "read", tmp_path / "cards.xls").code == 1


def test_a_note_is_reviewed_and_a_memo_marked(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    note = terminal.ok("note", sample_file, TOUR, "--stop", MADISON, "--text", "Full hall")["note"]
    told = terminal.ok("review", sample_file, note[:8], "--reviewed", "--comment", "How many?")
    assert (told["review"], told["locked"]) == ("reviewed", False)
    assert [c["words"] for c in told["comments"]] == ["How many?"]
    assert len(told["log"]) == 2
    done = terminal.ok("review", sample_file, note, "--done", told["comments"][0]["comment"])
    assert [c["done"] for c in done["comments"]] == [True]
    stop = (sample_file, TOUR, "--stop", MADISON)
    (memo,) = terminal.ok("memo", *stop, "--attach", recording(tmp_path / "a.wav"))["memos"]
    terminal.ok("mark-memo", sample_file, memo["memo"][:8], "2:05", "furniture", "--tag", "HOU-EVI")
    assert "2:05 furniture HOU-EVI" in terminal("memo", *stop).out
