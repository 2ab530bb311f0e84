"""Records at the terminal: how long they are kept, a hold, the export."""

from __future__ import annotations

import json
from pathlib import Path

from tests.office import MADISON, Terminal

TOUR = "Pathways"


def test_kept_held_and_exported(terminal: Terminal, sample_file: Path, tmp_path: Path) -> None:
    shown = terminal.ok("records", sample_file, TOUR)
    assert (shown["hold"], shown["file_hold"], shown["until"]) == (None, None, None)
    assert "deletes no record for good" in terminal("records", sample_file, TOUR).out
    line = ("what=Trips", "years=5", "source=Schedule 12", "since=1/1/2010")
    sets = [part for fact in line for part in ("--set", fact)]
    terminal.ok("list", sample_file, TOUR, "retention", *sets)
    kept = terminal.ok("records", sample_file, TOUR, "--keep-as", "Trips")
    assert (kept["keep_as"], kept["until"]) == ("Trips", "2018-10-16")
    held = terminal.ok("records", sample_file, TOUR, "--hold", "Request 7", "--whole-file")
    assert held["file_hold"]["reason"] == "Request 7"
    assert held["hold"] is None
    assert "It is on the whole file." in terminal("records", sample_file, TOUR).out
    terminal.ok("note", sample_file, TOUR, "--stop", MADISON, "--text", "Three calls a day.")
    out = tmp_path / "export"
    made = terminal.ok("records", sample_file, TOUR, "--out", out, "--days", "1")
    assert {Path(name).suffix for name in made["files"]} == {".html", ".csv", ".json", ".txt"}
    assert made["left_out"]
    data = json.loads((out / "records.json").read_text("utf-8"))
    assert len(data["changes"]) == made["changes"] > 10
    assert "Three calls a day." in (out / "records.html").read_text("utf-8")
    lifted = terminal.ok("records", sample_file, TOUR, "--lift", "Closed", "--whole-file")
    assert lifted["file_hold"] is None


def test_what_does_not_fit_is_one_sentence(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    assert terminal("records", sample_file, TOUR, "--days", "1").code == 2
    assert terminal("records", sample_file, TOUR, "--whole-file").code == 2
    for words, said in (
        (("--keep-as", "Trips"), "has no “Trips”"),
        (("--out", tmp_path / "x", "--days", "one"), "names no days"),
        (("--out", tmp_path / "x", "--days", "9"), "no day 9"),
        (("--out", "."), "needs a folder of its own"),
        (("--lift", "Done"), "no hold to lift"),
    ):
        answer = terminal("records", sample_file, TOUR, *words)
        assert (answer.code, said in answer.err) == (1, True), answer.err
    assert not (tmp_path / "x").exists()
