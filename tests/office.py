"""Real office files for tests: the program's own doors, with a clock that stands still."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tourplanner.app import ProgramDoors, prepare
from tourplanner.cli.main import run

MADISON = "19648816021687"
ALVIEW = "20651776023865"
DORSA = "43693696046114"
BONNY_DOON = "44697326049563"
ACALANES = "07616300730226"
STORY_3 = (MADISON, ALVIEW, DORSA, BONNY_DOON, ACALANES)


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON answer."""
        return json.loads(self.out)


class Terminal:
    """Runs commands as a person at a terminal would, in this process."""

    def __init__(self, doors: ProgramDoors, capsys: pytest.CaptureFixture[str]) -> None:
        self._doors = doors
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> Answer:
        self._capsys.readouterr()
        code = run([str(word) for word in words], self._doors)
        done = self._capsys.readouterr()
        return Answer(code, done.out, done.err)

    def ok(self, *words: str | Path) -> Any:
        """Run with --json, expect success, give the data."""
        answer = self(*words, "--json")
        assert answer.code == 0, answer.err or answer.out
        return answer.data


def copy_office(source: Path, folder: Path, name: str = "office.tour") -> Path:
    """Copy a closed office file with its folder."""
    target = folder / name
    shutil.copy2(source, target)
    shutil.copytree(
        source.with_suffix(".files"), target.with_suffix(".files"), copy_function=_shared
    )
    return target


def _shared(source: str, target: str) -> None:
    """Copy a file; an edition never changes, so its copies share one place on the disk."""
    try:
        if Path(source).parent.name != "editions":
            raise OSError
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def make_office(path: Path, doors: ProgramDoors, state: str = "CA") -> Path:
    """Make an office file with the shipped directory."""
    prepare()
    doors.create(path, {"home_state": state}).close()
    return path
