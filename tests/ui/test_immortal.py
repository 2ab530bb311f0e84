"""Qt's calls cannot use up None: see tourplanner/ui/immortal.py."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import tourplanner.ui
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
timer = QTimer()
for _ in range(20_000):
    timer.stop()
print("alive")
"""


def test_many_calls_of_qt_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "alive\n"
