"""What reaches the terminal: clean lines, JSON for scripts, an answer for every error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_words_too_long_for_a_file_name_are_words(terminal: Terminal, sample_file: Path) -> None:
    said = "Furniture for families with empty apartments. " * 40
    terminal.ok("note", sample_file, "Path", "--stop", "Madison", "--text", said)
    found = terminal.ok("notes", sample_file, "Path", "--stop", "Madison")
    assert said.strip() in {note["text"].strip() for note in found["notes"]}
    pasted = "\n".join(["Madison Elementary, Pasadena"] * 3 + ["Lincoln Elementary, Fresno"] * 12)
    assert terminal.ok("import", sample_file, "--list", pasted, "--dry-run")["lines"]


def test_a_folder_is_no_text_and_no_office_file(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    (folder / "monday").mkdir(parents=True)
    words = ("note", sample_file, "Path", "--stop", "Madison", "--text", folder)
    for command in (words, ("import", sample_file, "--list", folder), ("new", folder)):
        told = terminal(*command)
        assert (told.code, told.out) == (1, "")
        assert "is a folder" in told.err
    for command in (("verify", folder), ("tour", folder, "list"), ("backup", folder)):
        told = terminal(*command)
        assert told.code == 1
        assert "is a folder" in told.err


def test_a_name_too_long_for_a_disk_is_told(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    name = tmp_path / ("n" * 300 + ".tour")
    for command in (
        ("new", name),
        ("restore", sample_file, "--out", name),
        ("import", sample_file, "--list", "Madison", "--rejected", name),
    ):
        told = terminal(*command)
        assert told.code == 1
        assert "too long" in told.err


def test_a_full_disk_behind_the_terminal_is_told(sample_file: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no disk that is always full")
    for words in (("find", "school"), ("tour", "list")):
        first, *rest = words
        with full.open("w") as out:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "tourplanner", first, str(sample_file), *rest],
                stdout=out,
                stderr=subprocess.PIPE,
                text=True,
                timeout=60,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr.startswith("There is no room left on the disk.")
        assert "Traceback" not in done.stderr
        assert "Exception" not in done.stderr


def test_a_locked_time_that_the_clock_skips_is_told(terminal: Terminal, sample_file: Path) -> None:
    new_tour(terminal, sample_file, "Spring")
    terminal.ok("tour", sample_file, "change", "Spring", "--from", "2026-03-08")
    told = terminal("stop", sample_file, "Spring", "Madison", "--pin", "2026-03-08 2:30")
    assert told.code == 0
    assert "There is no 2:30 a.m. on Sunday, March 8" in told.out
    assert "3:30 a.m. PDT is used" in told.out
