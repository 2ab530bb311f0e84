"""The window killed while somebody types: at most two seconds of typing are lost."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from tests.faults.kill import Nursery
from tests.faults.window_work import OFFICE, TYPED
from tests.office import copy_office
from tests.support import figure
from tourplanner.app import ProgramDoors

MOST_S = 2.0
KILLS = figure(4, 25)  # of each half
_CHANCE = random.Random(4)
# Earlier than the two seconds there is nothing to lose.
DELAYS_S = [MOST_S + _CHANCE.uniform(0, figure(1, 10)) for _ in range(2 * KILLS)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("delays_s", [DELAYS_S[:KILLS], DELAYS_S[KILLS:]], ids=("half", "other"))
def test_typing(
    sample_office: Path,
    tmp_path: Path,
    doors: ProgramDoors,
    nursery: Nursery,
    delays_s: list[float],
) -> None:
    for number, delay_s in enumerate(delays_s):
        folder = tmp_path / str(number)
        folder.mkdir()
        copy_office(sample_office, folder).rename(folder / OFFICE)
        killed = nursery.kill_after("tests.faults.window_work.type_notes", folder, delay_s)
        assert killed.was_killed
        look(doors, folder, killed.at_s)


def look(program: ProgramDoors, folder: Path, killed_at_s: float) -> None:
    """Hold what the file has against what was typed until the kill."""
    with program.open(folder / OFFICE, write=True) as office:
        report = office.file.verify()
        assert report.is_good, report.findings
        bodies = [str(note["body"]) for note in office.file.tables.all("note")]
    typed: dict[int, list[tuple[float, str]]] = {}
    for line in (folder / TYPED).read_text("utf-8").splitlines():
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
