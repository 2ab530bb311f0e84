"""How long the window takes to its first paint, beside a bare PySide6 window.

Run: python tools/bench/start_up.py [rounds]. Each round starts each in a process of its own, one
after the other, and prints seconds from the start of the process to the first paint: computing time
of that process, which a busy machine hardly stretches, and time on the wall. Ratios are those of
the medians; the goal is at most 1.5 times the bare window.

The bare window has what every window has: a menu, a label, a list, a button, a style and a color.
That matters because PySide6 makes the Python classes of Qt's flags when they are first named,
40 ms for those of the namespace Qt alone. An empty one, which names none, is measured beside it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL = 1.5

_TOLD = """
def told():
    import os, time
    print(time.process_time(), time.time(), flush=True)
    os._exit(0)
"""
EMPTY = (
    _TOLD
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        told()
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
)
BARE = (
    _TOLD
    + """
from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication, QLabel, QListView, QMainWindow, QPushButton, QVBoxLayout, QWidget
)
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, told)
        return False
app = QApplication([])
app.setStyle("Fusion")
palette = app.palette()
palette.setColor(QPalette.ColorRole.Window, QColor("#F5F4F0"))
app.setPalette(palette)
window = QMainWindow()
window.menuBar().addMenu("File").addAction("Quit", window.close)
whole = QWidget()
layout = QVBoxLayout(whole)
label = QLabel("A window")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
rows = QListView()
rows.setModel(QStringListModel(["one", "two"]))
rows.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
rows.viewport().setAutoFillBackground(False)
for part in (label, rows, QPushButton("Go")):
    layout.addWidget(part)
window.setCentralWidget(whole)
watch = Watch()
whole.installEventFilter(watch)
window.resize(1280, 800)
window.show()
app.exec()
"""
)
PROGRAM = (
    _TOLD
    + """
import gc
gc.disable()  # the program does that before it loads Qt, and here Qt is loaded first
from tourplanner import app
from PySide6.QtCore import QEvent, QObject, QTimer
from tourplanner.ui import run
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, told)  # every part of the window is painted by then
        return False
watch = Watch()
made = run.make_window
def watched(doors):
    window = made(doors)
    window.centralWidget().installEventFilter(watch)
    return window
run.make_window = watched
app.run_gui(None)
"""
)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first paint."""

    computing: float
    wall: float


def start(code: str, home: str) -> Start:
    """Start a window in a process of its own and give when it was painted."""
    env = {
        **os.environ,
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "PYTHONPYCACHEPREFIX": str(Path(home) / "bytecode"),  # as an installed program has it
        "QT_LOGGING_RULES": "*=false",
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    before = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if not done.stdout:
        raise RuntimeError(done.stderr)
    computing, at = (float(word) for word in done.stdout.split())
    return Start(computing, at - before)


def measure(rounds: int) -> dict[str, list[Start]]:
    """Give the starts of each window, taken in turns; the first of each only fills the caches."""
    windows = {"empty": EMPTY, "bare": BARE, "program": PROGRAM}
    starts: dict[str, list[Start]] = {name: [] for name in windows}
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            for name, code in windows.items():
                made = start(code, home)
                if number:
                    starts[name].append(made)
    return starts


def ratio(starts: dict[str, list[Start]], to: str = "bare") -> float:
    """Give the program's computing time as a multiple of another window's, of the medians."""
    medians = {name: statistics.median(s.computing for s in part) for name, part in starts.items()}
    return medians["program"] / medians[to]


def main() -> int:
    """Measure and print."""
    starts = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    for name, part in starts.items():
        computing = statistics.median(s.computing for s in part)
        wall = statistics.median(s.wall for s in part)
        print(f"{name:8} {computing:.3f} s computing, {wall:.3f} s on the wall")
    print(
        f"program to bare {ratio(starts):.2f} (goal {GOAL}), to empty {ratio(starts, 'empty'):.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
