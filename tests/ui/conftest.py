"""A window over the program's real doors, on files of the test's own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.offline.sitecustomize import attempts
from tests.ui.watchdog import Watchdog, the_watchdog
from tourplanner.app import ProgramDoors
from tourplanner.ui import places
from tourplanner.ui.memory import Memory
from tourplanner.ui.run import make_app
from tourplanner.ui.shell.window import MainWindow
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import Density, Scheme

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo

HERE = Path(__file__).parent
# What the platform without a screen says of things that only a screen has.
OFFSCREEN_WORDS = r"^This plugin does not support (propagateSizeHints|raise|grabbing)"

HELD = "the window was held"
AGAIN = 2  # times
_LIMIT = pytest.StashKey[object]()
LEAVINGS = 100  # tests of the window after which what they left is looked through
_begun = count(1)
# Where a file is opened at for the tests of a module or folder: a third of what a test of the
# window takes is the place that a person would see first, and that such a test leaves at once.
BEGINS_AT = {
    "map": "map",
    "test_case": "sites",
    "test_held_back": "visits",
    "test_import": "sites",
    "test_paper_lists": "papers",
    "test_papers": "papers",
    "test_partners": "practices",
    "test_paste": "sites",
    "test_photos": "visits",
    "test_practices": "visits",
    "test_researchers": "visits",
    "test_review": "visits",
    "test_saving": "visits",
    "test_selection": "sites",
    "test_settings": "settings",
    "test_site_districts": "sites",
    "test_site_list": "sites",
    "test_site_record": "sites",
    "test_sites": "sites",
    "test_typing": "visits",
    "test_visits": "visits",
    "test_widths": "sites",
}
LONG_MS = 20_000  # for a machine under load; nothing takes that long


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the platform without a screen say what it lacks."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True))


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: object) -> None:
    """Keep how long a test may take, so that one that is run again may take as long again."""
    item.stash[_LIMIT] = settings


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test again whose window was held: what holds it, holds it each time.

    A machine that others use may slow one call down, and a long step of Qt's own that comes just
    before a call cannot be told from one in it.
    """
    if "watchdog" not in getattr(item, "fixturenames", ()):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for _ in range(AGAIN):
        if any(HELD in report.longreprtext for report in reports if report.failed):
            if (limit := item.stash.get(_LIMIT, None)) is not None:
                item.ihook.pytest_timeout_cancel_timer(item=item)
                item.ihook.pytest_timeout_set_timer(item=item, settings=limit)
            reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(scope="session")
def _watchdog() -> Iterator[Watchdog]:
    places.load()  # as the program does after its first paint
    made = the_watchdog()
    yield made
    made.end()


@pytest.fixture(autouse=True)
def watchdog(_watchdog: Watchdog) -> Iterator[Watchdog]:
    """Fail every test of the window in which a slot held its thread."""
    # What is there already is put aside, as the program does when all is loaded: to look through
    # the leavings of a thousand tests takes half a second. Now and then they are looked through all
    # the same, here where all of Qt's may die: a window put aside is kept.
    if next(_begun) % LEAVINGS == 0:
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    _watchdog.start()
    yield _watchdog
    slow = _watchdog.stop()
    if slow:
        pytest.fail(f"{HELD}\n  " + "\n  ".join(slow), pytrace=False)


@pytest.fixture(autouse=True)
def outside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fail every test of the window in which another machine was asked for anything.

    By Python, even where the program caught the refusal, and by a page of the web engine. A test
    that means to ask empties the list.
    """
    attempts.clear()
    if request.node.get_closest_marker("web"):
        from tourplanner.ui.map.web_page import Blocker, is_ours

        intercept = Blocker.interceptRequest

        def noted(self: Blocker, info: QWebEngineUrlRequestInfo) -> None:
            if not is_ours(info.requestUrl()):
                attempts.append(info.requestUrl().toString())
            intercept(self, info)

        monkeypatch.setattr(Blocker, "interceptRequest", noted)
    yield attempts
    if attempts:
        pytest.fail(f"asked: {', '.join(attempts)}", pytrace=False)


class Desk:
    """A window and what a person does at it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(holds, timeout=LONG_MS)

    def settle(self) -> None:
        """Wait until nothing runs in the background and the window is drawn."""
        # An answer may start the next look, so calm must last for a turn of the loop.
        for _ in range(3):
            self.until(lambda: self.window.session.jobs.is_idle)
            self.until(lambda: not (THEME.is_changing or self.window.nav.is_filling))
            self.qtbot.wait(1)

    def open(self, path: Path) -> None:
        """Open a file and wait until its first place is there."""
        self.window.open_path(path)
        self.until(lambda: bool(self.window.session.path and self.window.session.overview.tours))
        self.settle()

    def go(self, name: str) -> object:
        """Go to a place and wait until it is filled."""
        self.window.go(name)
        self.settle()
        return self.window.place(name)


@pytest.fixture
def begins_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file be opened at the place that the tests of a module are about."""
    path = request.path
    place = BEGINS_AT.get(path.stem) or BEGINS_AT.get(path.parent.name)
    is_web = request.node.get_closest_marker("web")  # the test itself says when the page is made
    if place is not None and not is_web:
        monkeypatch.setattr("tourplanner.ui.shell.window._FIRST_PLACE", place)


@pytest.fixture
def desk(
    begins_at: None,
    qtbot: QtBot,
    doors: ProgramDoors,
    tmp_path: Path,
    watchdog: Watchdog,
) -> Iterator[Desk]:
    # What comes before the first paint is measured by tools/bench/start_up.py.
    with watchdog.away():
        make_app()
        gc.disable()  # as make_app did for the first of these tests
        THEME.apply(Scheme.LIGHT, Density.NORMAL, 100)
        window = MainWindow(doors, Memory(tmp_path / "window.ini"), tmp_path / "Documents")
        qtbot.addWidget(window)
        window.resize(1280, 720)
        with qtbot.waitActive(window, timeout=LONG_MS):
            window.show()
            window.activateWindow()
    yield Desk(qtbot, window)
    window.close()
    QGuiApplication.clipboard().clear()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()  # a window is taken apart on the thread it lived on
    gc.enable()


@pytest.fixture
def sample(desk: Desk, sample_file: Path) -> Desk:
    """A desk with the planned sample open."""
    desk.open(sample_file)
    return desk
