"""The program's start: quick, and quietly closed."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HEAVY = (
    "numpy", "scipy", "folium", "sqlite_utils", "geopy", "numba", "typst", "docx", "icalendar",
    "holidays", "rapidfuzz", "usaddress", "loro", "jinja2", "PySide6.QtWebEngineCore",
    "json", "html", "platformdirs", "ctypes", "dataclasses", "queue",
    # The program's own: what reads files and plans, and the places.
    *(f"tourplanner.{name}" for name in ("adapters", "cli", "planner", "services", "store")),
    *(f"tourplanner.ui.{name}" for name in (
        "day", "help", "papers", "practices", "settings", "sites", "tours", "visits",
    )),
    *(f"tourplanner.ui.map.{name}" for name in ("drawing", "place", "web")),
)  # fmt: skip

# An event of high priority comes right after the paint, before whatever waits for it.
FIRST_PAINT = """
import sys
from tourplanner import app
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from tourplanner.ui import run

class After(QObject):
    def event(self, event):
        if event.type() == QEvent.Type.User:
            print("painted", self.painted)
            print("loaded", [name for name in HEAVY if name in sys.modules])
            QTimer.singleShot(0, self.window.close)
        return super().event(event)

made = run.make_window
def watched(doors):
    window = made(doors)
    after = After(window)
    after.window, after.painted = window, []
    def watch(name, part):
        paint = part.paintEvent
        def seen(event):
            paint(event)
            part.paintEvent = paint
            if not after.painted:
                QCoreApplication.postEvent(after, QEvent(QEvent.Type.User), 1)
            after.painted.append(name)
        part.paintEvent = seen
    watch("window", window)
    watch("status", window.status)
    return window
HEAVY = sys.argv[1].split(",")
run.make_window = watched
sys.exit(app.run_gui(None))
"""


def test_nothing_heavy_is_loaded_before_the_first_paint_is_over() -> None:
    assert all(find_spec(name) for name in HEAVY), "a name of nothing is never loaded"
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, ",".join(HEAVY)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "painted ['window', 'status']\nloaded []\n"


OPEN_AND_QUIT = """
import sys
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from tourplanner import app
from tourplanner.ui import run

made = run.make_window
def watched(doors):
    window = made(doors)
    def look():
        if window.session.overview.tours and window.session.jobs.is_idle:
            print(window.windowTitle())
            data = QMimeData()
            data.setText("copied")
            QGuiApplication.clipboard().setMimeData(data)
            timer.stop()
            window.close()
    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(20)
    return window
run.make_window = watched
sys.exit(app.run_gui(sys.argv[1]))
"""


def opened_and_quit(program: str, file: Path) -> str:
    """Run a program that opens a file and closes its window; give what it said, the file whole."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert not file.with_name(file.name + "-wal").exists()
    return done.stdout


def test_a_file_given_on_the_command_line_is_opened_and_left_whole(sample_file: Path) -> None:
    assert opened_and_quit(OPEN_AND_QUIT, sample_file) == "office - TourPlanner\n"


QUIT_WHILE_COMPILING = """
import sys, threading
from PySide6.QtCore import QTimer
from tourplanner import app
from tourplanner.ui import run

begun = threading.Event()
def compiles(doors):
    begun.set()
    threading.Event().wait()  # for ever

app.ProgramDoors.warm_up = compiles
made = run.make_window
def watched(doors):
    window = made(doors)
    def look():
        if begun.is_set() and window.session.overview.tours and window.session.jobs.is_idle:
            timer.stop()
            window.close()
            print("closed")
    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(20)
    return window
run.make_window = watched
sys.exit(app.run_gui(sys.argv[1]))
"""


def test_closing_does_not_wait_for_the_compiler(sample_file: Path) -> None:
    assert opened_and_quit(QUIT_WHILE_COMPILING, sample_file) == "closed\n"
