"""A window in a process of its own that types a note and is killed two seconds later."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.journeys.hands import Hands
from tests.journeys.ten_minutes import CALIFORNIA, TenMinutes

ROOT = Path(__file__).resolve().parents[2]
NOTE = "The family center opens at seven."
OFFICE, MEMORY = "office.tour", "window.ini"
_TYPED = "typed"
AFTER_S = 2.0  # what is older than this is never lost


def type_and_die(folder: Path) -> None:
    """Let a note be typed into the office file of a folder, and kill the window that did it.

    Raises
    ------
    AssertionError : the window failed by itself; its last words are in the message.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.killed", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        said = window.stdout.readline().strip()
        if said == _TYPED:
            time.sleep(AFTER_S)
            assert window.poll() is None, "it ended by itself"
        window.kill()
        _, trouble = window.communicate(timeout=60)
    assert said == _TYPED, trouble


def _main(folder: Path) -> None:
    """Open the file, go to the kick-off's note and type a line; then wait for the end."""
    from tourplanner.app import ProgramDoors, prepare
    from tourplanner.ui.memory import Memory
    from tourplanner.ui.run import make_app, make_window

    prepare()
    make_app()
    window = make_window(ProgramDoors(), Memory(folder / MEMORY))
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    hands = Hands(window)
    window.open_path(folder / OFFICE)  # a double click in the system's own window
    hands.wait_for("Line by line")
    user = TenMinutes(hands, CALIFORNIA)
    user.open_note()
    user.type_note(NOTE)
    print(_TYPED, flush=True)
    hands.rest(60)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
