"""Schools and sites at the terminal: named as lists print them, placed where they are."""

from __future__ import annotations

import re
from pathlib import Path

from tests.office import MADISON, Terminal

TOUR = "Pathways to Partnership"


def test_ids_that_an_answer_prints_are_taken_back(terminal: Terminal, sample_file: Path) -> None:
    for street in ("1 Elm St.", "2 Oak St."):
        words = ("--by-hand", "Twin Center", "--city", "Fresno", "--street", street)
        terminal.ok("candidates", sample_file, "add", *words)
    asks = terminal("note", sample_file, TOUR, "--stop", "Twin Center", "--text", "x")
    assert asks.code == 1
    printed = re.findall(r"\(([0-9a-f]{8})\)", asks.err)
    assert len(printed) == 2
    for short in printed:
        done = terminal.ok("stop", sample_file, TOUR, short, "--wish", "may")
        assert done["site"].startswith(short)
    listed = terminal("tour", sample_file, "list").out
    tour = re.findall(r"\(([0-9a-f]{8})\)", listed)[0]
    shown = terminal("tour", sample_file, "show", tour)
    assert shown.code == 0
    madison = next(line for line in shown.out.splitlines() if "Madison" in line)
    short = re.findall(r"\(([0-9a-f]{8})\)", madison)[0]
    done = terminal.ok("stop", sample_file, TOUR, short, "--visit-min", "45")
    assert done["site"] == terminal.ok("stop", sample_file, TOUR, MADISON)["site"]
    assert terminal("stop", sample_file, TOUR, short[:5]).code == 1
