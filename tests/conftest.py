"""What holds for every test: no network, no screen, no file of the user's, no stray message.

For a test's own use: the fixtures `clock` and `expected_log`, those of office files, the marker
`@pytest.mark.tools("soffice", ...)`, and `tests.support.figure` for numbers of rounds.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, settings

from tests.offline import sitecustomize as offline
from tests.support import SetClock, program

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"
LONG_TIMEOUT_S = 3600  # of a test of the long form; in the short one it is that of pyproject.toml


def _private_home() -> Path:
    """Give this run folders of its own in place of the user's, before anything asks for them."""
    home = Path(tempfile.mkdtemp(prefix="tourplanner-tests-"))
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_CONFIG_HOME": ".config",
        "XDG_CACHE_HOME": ".cache",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_DOCUMENTS_DIR": "Documents",
        "XDG_RUNTIME_DIR": "run",  # Qt warns when others can read it
    }
    for name, folder in folders.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(home / folder)
    (home / "run").chmod(0o700)
    # All processes of a run are one laptop: one undoes what another wrote into a file they share.
    device = Path(platformdirs.user_data_dir("TourPlanner", appauthor=False)) / "device.txt"
    device.parent.mkdir(parents=True, exist_ok=True)
    device.write_text("laptop-of-the-tests", "utf-8")
    return home


HOME = _private_home()
offline.close_the_door()
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT / "tests" / "offline"), *filter(None, [os.environ.get("PYTHONPATH")])]
)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --disable-background-networking")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium refuses to start as root otherwise
# Compiled kernels outlive the run, or every run would compile them anew.
os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / "build" / "numba-cache"))
# Nobody's office is there: a time that comes from this machine's zone shows.
os.environ["TZ"] = "Asia/Kathmandu"
if hasattr(time, "tzset"):
    time.tzset()

from tests.office_fixtures import *  # noqa: E402, F403 - the program is loaded into this home


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --long."""
    words = f"run the long form, by hand; a test may take {LONG_TIMEOUT_S} s"
    parser.addoption("--long", action="store_true", help=words)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the form before test modules are imported, and how long a test of it may take."""
    if config.getoption("--long"):
        os.environ["TOURPLANNER_TEST_FORM"] = "long"
        if config.option.timeout is None:  # what was typed holds
            config.option.timeout = LONG_TIMEOUT_S
    settings.register_profile(
        "tourplanner",
        deadline=None,  # machines differ; pytest-timeout stops what hangs
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("tourplanner")


def pytest_collection_finish() -> None:
    """Put aside what is loaded, and look for garbage less often than a small program does.

    Of the thousands of modules and tests nothing dies before the end; to look through them again
    and again took a fiftieth of the run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    """Remove the folders of this run; something still writing into them is no failure."""
    with contextlib.suppress(OSError):
        shutil.rmtree(HOME)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests marked `long` where the short form runs."""
    if config.getoption("--long"):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are not here; where every push is tested they must be."""
    needed = [name for mark in item.iter_markers("tools") for name in mark.args]
    missing = [name for name in needed if program(name) is None]
    if missing and IN_CI:
        pytest.fail(f"not installed: {', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at 8 in the morning in Fresno before the sample tour's first day."""
    return SetClock(datetime(2013, 10, 11, 15, 0, tzinfo=UTC))


class _LogWatch(logging.Handler):
    """Keeps records of WARNING and above that no test expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: list[re.Pattern[str]] = []
        self.met: set[re.Pattern[str]] = set()
        self.stray: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        for pattern in self.expected:
            if pattern.search(line):
                self.met.add(pattern)
                return
        self.stray.append(line)


@pytest.fixture(autouse=True)
def _no_stray_log() -> Iterator[_LogWatch]:
    """Fail a test that logs a warning, an error or worse without having said so."""
    watch = _LogWatch()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    problems = [f"unexpected: {line}" for line in watch.stray]
    problems += [
        f"expected, but not logged: {pattern.pattern}"
        for pattern in watch.expected
        if pattern not in watch.met
    ]
    if problems:
        pytest.fail("log\n  " + "\n  ".join(problems), pytrace=False)


@pytest.fixture
def expected_log(_no_stray_log: _LogWatch) -> Callable[[str], None]:
    """Say which record must come: `expected_log("provider refused")`, a regular expression.

    It is looked for in "LEVEL logger: message".
    """

    def expect(pattern: str) -> None:
        _no_stray_log.expected.append(re.compile(pattern))

    return expect
