"""The window's part of the self-test: opened, every place shown, closed; a map page in Chromium."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6 import __version__
from PySide6.QtCore import QEventLoop, QTimer, QUrl

from tourplanner.core.errors import TourPlannerError
from tourplanner.ui import messages
from tourplanner.ui.memory import Memory
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.run import clear_clipboard, make_app, make_window
from tourplanner.ui.shell.sidebar import PLACES, SETTINGS

if TYPE_CHECKING:
    from tourplanner.services.workspace import Doors

PATIENCE_S = 60
_LOOK_MS = 10
_CALM = 5  # so many looks in a row: an answer may start the next piece of work
_STOPS = "document.querySelectorAll('.leaflet-marker-icon').length"


class TrialFailed(TourPlannerError):
    """The window did not do what it should."""


def web_engine_version() -> str:
    """Load what the window needs, the web map too, and give Qt's version."""
    from PySide6 import QtWebEngineWidgets

    return str(QtWebEngineWidgets.__name__ and __version__)


def open_window(doors: Doors, folder: Path, file: Path) -> str:
    """Open the window on a file, go through its places, close it, and say what was seen.

    Parameters
    ----------
    folder : where the window keeps what it remembers.

    Raises
    ------
    TrialFailed : a place raised an error, told one, or did not come to rest.
    """
    make_app()
    window = make_window(doors, Memory(folder / "window.ini"))
    problems: list[str] = []
    told: list[str] = []

    def heard(notice: Notice) -> None:
        (problems if notice.tone is Tone.BAD else told).append(notice.text)

    hook = sys.excepthook
    messages.install_hook(lambda error: problems.append(f"{type(error).__name__}: {error}"))
    window.session.noticed.connect(heard)

    def at_rest(where: str) -> None:
        _wait(lambda: bool(problems) or window.session.jobs.is_idle, where)
        if problems:
            raise TrialFailed(f"{where}: {problems[0]}", details="\n".join(problems))

    try:
        window.show()
        window.open_path(file)
        _wait(lambda: bool(problems or window.session.overview.tours), "opening the file")
        at_rest("opening the file")
        for entry in (*PLACES, SETTINGS):
            window.go(entry.name)
            at_rest(entry.title)
            if entry.name == "map":
                _wait_for_web_map(window.place("map"), told)
    finally:
        window.close()
        window.deleteLater()
        _wait(lambda: True, "closing the window")
        sys.excepthook = hook
        clear_clipboard()
    return f"{len(PLACES) + 1} places, the web map among them"


def _wait_for_web_map(place: Any, told: list[str]) -> None:
    """Wait until the place shows its web map; it tells when it shows the plain one instead."""
    before = len(told)
    _wait(lambda: len(told) > before or place.view() is place.web, "the web map")
    if place.view() is not place.web:
        raise TrialFailed(told[-1])


def open_page(file: Path) -> str:
    """Open a map page that was written to a file in the web engine, and say what is on it.

    Raises
    ------
    TrialFailed : the page did not load, or its script drew no stop.
    """
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

    app = make_app()
    profile = QWebEngineProfile(app)  # without a name: nothing is kept
    page = QWebEnginePage(profile, app)
    loaded: list[bool] = []
    found: list[object] = []
    page.loadFinished.connect(loaded.append)
    page.load(QUrl.fromLocalFile(str(file)))
    try:
        _wait(lambda: bool(loaded), "loading the map page")
        page.runJavaScript(_STOPS, found.append)
        _wait(lambda: bool(found), "the script of the map page")
    finally:
        page.deleteLater()
        _wait(lambda: True, "closing the page")
        profile.deleteLater()
        _wait(lambda: True, "closing the page")
    if not loaded[0] or not found[0]:
        raise TrialFailed(f"The map page shows nothing: loaded {loaded[0]}, stops {found[0]}.")
    return f"{found[0]:g} marks" if isinstance(found[0], int | float) else str(found[0])


def _wait(ready: Callable[[], bool], where: str) -> None:
    """Let the window work until something holds for a while."""
    loop = QEventLoop()
    calm, looks = 0, 0
    timer = QTimer()

    def look() -> None:
        nonlocal calm, looks
        looks += 1
        calm = calm + 1 if ready() else 0
        if calm >= _CALM or looks * _LOOK_MS > PATIENCE_S * 1000:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(_LOOK_MS)
    loop.exec()
    timer.stop()
    if calm < _CALM:
        raise TrialFailed(f"{where}: it did not come to an end in {PATIENCE_S} s.")
