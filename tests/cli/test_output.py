"""What reaches the terminal: clean lines, JSON for scripts, an answer for every error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.hostile import PAYLOADS
from tests.office import Terminal


def new_tour(terminal: Terminal, file: Path, name: str) -> None:
    words = ("--from", "2013-10-14", "--days", "1", "--start", "Fresno")
    terminal.ok("tour", file, "new", name, *words)


def test_an_error_with_json_is_an_object_on_standard_output_too(
    terminal: Terminal, office_file: Path
) -> None:
    told = terminal("plan", office_file, "None such", "--json")
    assert told.code == 1
    assert set(told.data) == {"error", "hint"}
    assert told.err == f"{told.data['error']}\n{told.data['hint']}\n"
    assert "“None such”" in told.data["error"]


def test_a_name_cannot_steer_the_terminal(terminal: Terminal, office_file: Path) -> None:
    for name in PAYLOADS.values():
        terminal("candidates", office_file, "add", "--by-hand", name)
    terminal("candidates", office_file, "add", "--by-hand", "Red \x1b[31m\nError: \x9b2J\u202eabc")
    for words in (("candidates", office_file, "list"), ("find", office_file, "x\x1b[31m\ny")):
        told = terminal(*words)
        for text in (told.out, told.err):
            assert not {c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)}
            assert "\u202e" not in text
            assert not [line for line in text.splitlines() if line.startswith("Error:")]


def test_a_terminal_without_the_characters_gets_question_marks(
    terminal: Terminal, office_file: Path
) -> None:
    new_tour(terminal, office_file, "Otoño 東京")
    file = str(office_file)
    for words in (("tour", file, "list"), ("tour", file, "list", "--json"), ("plan", file, "東")):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "tourplanner", *words],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert (done.stdout + done.stderr).isascii()
        if "--json" in words:
            assert json.loads(done.stdout)["tours"][0]["name"] == "Otoño 東京"
        elif words[0] == "tour":
            assert done.stdout.startswith(b"Oto?o ??")
