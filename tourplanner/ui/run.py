"""Opens the window and runs it until it is closed."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from tourplanner.ui import messages
from tourplanner.ui.collector import Collector
from tourplanner.ui.map.scheme import prepare
from tourplanner.ui.memory import Memory
from tourplanner.ui.theme import THEME
from tourplanner.ui.workers import STACK_BYTES

if TYPE_CHECKING:
    from tourplanner.services.workspace import Doors
    from tourplanner.ui.session import Session
    from tourplanner.ui.shell.window import MainWindow

SWITCH_S = 0.001  # a helper that computes gives way to a key after so long; Python's own is 5 ms


def run_window(doors: Doors, path: str | None) -> int:
    """Open the window, with a file where one is given, and give the exit code when it is closed."""
    app = make_app()
    window = make_window(doors)
    hook = sys.excepthook
    messages.install_hook(window.session.tell_error)
    warm = WarmUp(window.session)
    window.painted.connect(warm.begin)
    window.show()
    if path is not None:
        QTimer.singleShot(0, window, lambda: window.open_path(Path(path)))
    try:
        code = app.exec()
    finally:
        sys.excepthook = hook
    if warm.is_alive():
        leave(code)
    return code


class WarmUp(threading.Thread):
    """Loads what the places need and compiles the planner, once there is something to see.

    Whoever plans meanwhile is told that the planner is being prepared, and can cancel that. It is
    no job, since the window does not wait for it: a compiler that was begun cannot be stopped.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(name="warm-up", daemon=True)
        self._session = session

    def begin(self) -> None:
        """Start it, with room for the compiler on systems that give threads little."""
        before = threading.stack_size(STACK_BYTES)
        self.start()
        threading.stack_size(before)

    def run(self) -> None:
        """Load and compile; what goes wrong is told in the window."""
        from tourplanner.ui import places

        try:
            places.load()
            self._session.doors.warm_up()
        except Exception as error:
            self._session.jobs.failed.emit(error)


def leave(code: int) -> None:
    """End the program now, with a thread that computes: all files are closed, all is written."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a windowed program has none
            stream.flush()
    os._exit(code)


def make_app() -> QApplication:
    """Give the program's Qt application, made where there is none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        prepare()  # a web map is possible only when this comes first
        app = QApplication(["TourPlanner"])
    if app.findChild(Collector) is None:
        sys.setswitchinterval(SWITCH_S)
        Collector(app)
        app.setApplicationName("TourPlanner")
        app.setStyle(QStyleFactory.create("Fusion"))
        app.aboutToQuit.connect(clear_clipboard)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(THEME.follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(THEME.follow_system)
    return app


def make_window(doors: Doors, memory: Memory | None = None) -> MainWindow:
    """Give the window, not shown yet."""
    from tourplanner.ui.shell.window import MainWindow

    kept = memory or Memory()
    THEME.apply(kept.scheme, kept.density, kept.text_percent)
    return MainWindow(doors, kept, documents_folder())


def documents_folder() -> Path:
    """Give the folder for new office files, which may not exist yet."""
    places = QStandardPaths.StandardLocation
    found = QStandardPaths.writableLocation(places.DocumentsLocation)
    return Path(found or Path.home()) / "TourPlanner"


def clear_clipboard() -> None:
    """Empty the clipboard where it is Qt's own: without a screen, Qt crashes on it at the end."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        QGuiApplication.clipboard().clear()
