"""The window killed while somebody types: at most two seconds of typing are lost."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.window_work import OFFICE, READY, TYPED
from tests.office import copy_office
from tests.office_fixtures import doors, empty_office, sample_office  # noqa: F401
from tests.support import figure
from tourplanner.app import ProgramDoors

ROOT = Path(__file__).resolve().parents[2]
MOST_S = 2.0
KILLS = figure(8, 50)
_CHANCE = random.Random(4)
# Earlier than the two seconds there is nothing to lose.
DELAYS_S = [MOST_S + _CHANCE.uniform(0, figure(1, 10)) for _ in range(KILLS)]


def kill_typing(folder: Path, delay_s: float) -> float:
    """Let somebody type in a window and kill it; gives the moment, as time.monotonic has it."""
    command = [sys.executable, "-m", "tests.faults.window_work", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline().strip() == READY, child.stderr.read()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=delay_s)
        at_s = time.monotonic()
        child.kill()
        child.communicate()
    return at_s


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("delay_s", DELAYS_S)
def test_typing(
    sample_office: Path,  # noqa: F811
    tmp_path: Path,
    doors: ProgramDoors,  # noqa: F811
    delay_s: float,
) -> None:
    copy_office(sample_office, tmp_path).rename(tmp_path / OFFICE)
    killed_at_s = kill_typing(tmp_path, delay_s)
    with doors.open(tmp_path / OFFICE, write=True) as office:
        report = office.file.verify()
        assert report.is_good, report.findings
        bodies = [str(note["body"]) for note in office.file.tables.all("note")]
    typed: dict[int, list[tuple[float, str]]] = {}
    for line in (tmp_path / TYPED).read_text("utf-8").splitlines():
        at_s, note, text = json.loads(line)
        typed.setdefault(note, []).append((at_s, text))
    assert typed
    for note, texts in typed.items():
        saved = next((body for body in bodies if body.startswith(f"Note {note}:")), "")
        assert texts[-1][1].startswith(saved), "nothing else than what was typed"
        lost = [at_s for at_s, text in texts if len(text) > len(saved)]
        assert not lost or killed_at_s - lost[0] <= MOST_S, (
            f"{killed_at_s - lost[0]:.1f} s of note {note} were lost"
        )
