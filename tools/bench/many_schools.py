"""Measure Sites with a directory of 100,000 schools: memory, a key to its answer, sorting.

    QT_QPA_PLATFORM=offscreen python -m tools.bench.many_schools [--rows 100000] [--keys 40]

The window opens a file with a made-up directory of that many schools and types into the search of
Sites: each word twice, then a letter taken back. ``held`` is what the key alone costs the window's
thread, ``window`` what that thread works from the key to the painted list, ``worked`` the CPU time
of all threads for the same, ``painted`` its wall time, which other programs on the machine add to.
``first`` (first letters), ``new`` (a word typed the first time in a round), ``again`` and ``back``
are parts of ``worked``. Sorting
is that of the list's own model beside the same order asked of SQLite, both of all rows by name.
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from tools.bench.import_edition import make_directory
from tourplanner.app import ProgramDoors
from tourplanner.ui.memory import Memory
from tourplanner.ui.run import make_app
from tourplanner.ui.shell.window import MainWindow
from tourplanner.ui.sites.columns import COLUMNS
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.sites.rows import SiteRow, from_school
from tourplanner.ui.widgets.table import RowsModel

FIGURES = ("held", "window", "worked", "first", "new", "again", "back", "painted")
WORDS = ("madison el", "lincoln fresno", "wash", "roosevelt high", "king")
KEY_GOAL_MS, SORT_GOAL, MEMORY_GOAL_MB = 50, 2.0, 500


def memory_mb() -> int:
    """Give the memory of this process as it is now, in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) // 1024


def until(holds: Callable[[], bool]) -> None:
    """Run the window until something holds, without keeping its helpers from their work."""
    while not holds():
        loop = QEventLoop()
        QTimer.singleShot(1, loop.quit)
        loop.exec()


class Painted(QObject):
    """Notes when a list was filled and when it was painted last."""

    def __init__(self, place: SitesPlace) -> None:
        super().__init__()
        self.filled_at = self.painted_at = 0.0
        place.model.modelReset.connect(self._on_filled)
        place.table.viewport().installEventFilter(self)

    def _on_filled(self) -> None:
        self.filled_at = time.perf_counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note a paint."""
        if event.type() == QEvent.Type.Paint:
            self.painted_at = time.perf_counter()
        return super().eventFilter(watched, event)

    def is_shown(self, since: float) -> bool:
        """Whether the list was filled since then, and painted after that."""
        return since < self.filled_at < self.painted_at


def keys(window: MainWindow, count: int) -> dict[str, list[float]]:
    """Type, and give what each key held, what it cost in all and when it was painted, in ms."""
    place = window.place("sites")
    assert isinstance(place, SitesPlace)
    jobs, painted = window.session.jobs, Painted(place)
    spent: dict[str, list[float]] = {name: [] for name in FIGURES}

    def press(key: str | Qt.Key, *more: str) -> None:
        begun, worked, own = time.perf_counter(), time.process_time(), time.thread_time()
        if isinstance(key, str):
            QTest.keyClicks(place.field, key)
        else:
            QTest.keyClick(place.field, key)
        spent["held"].append((time.thread_time() - own) * 1000)
        until(lambda: jobs.is_idle and painted.is_shown(begun))
        spent["window"].append((time.thread_time() - own) * 1000)
        spent["worked"].append((time.process_time() - worked) * 1000)
        spent["painted"].append((time.perf_counter() - begun) * 1000)
        for name in more:
            spent[name].append(spent["worked"][-1])

    while len(spent["held"]) < count:
        for text in WORDS:
            for kind in ("new", "again"):
                place.field.clear()
                until(lambda: jobs.is_idle)
                for letter_at, letter in enumerate(text):
                    press(letter, kind, *(() if letter_at else ("first",)))
            press(Qt.Key.Key_Backspace, "back")
    return spent


def sorting(edition: Path, rows: list[SiteRow]) -> tuple[float, float]:
    """Give the CPU seconds of sorting all rows by name: the list's own, and SQLite's."""
    model: RowsModel[SiteRow] = RowsModel(COLUMNS, lambda site: site.spoken)
    model.show(rows)
    at = [one.title for one in COLUMNS].index("School")
    conn = sqlite3.connect(f"file:{edition}?mode=ro", uri=True)
    ours, plain = [], []
    for _ in range(5):
        worked = time.process_time()
        model.sort_by(at)
        ours.append(time.process_time() - worked)
        model.sort_by(-1)
        worked = time.process_time()
        conn.execute(
            "SELECT n FROM school WHERE is_office = 0 ORDER BY name COLLATE NOCASE, n"
        ).fetchall()
        plain.append(time.process_time() - worked)
    conn.close()
    return min(ours), min(plain)


def _told(value: float, goal: float) -> str:
    return f"goal {goal:g}: {'met' if value <= goal else 'missed'}"


def main() -> None:
    """Print a line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table, path = folder / "schools.csv", folder / "bench.tour"
        make_directory(table, options.rows)
        doors = ProgramDoors(lambda: datetime(2026, 11, 28, tzinfo=UTC), author="Bench")
        with doors.create(path, {"home_state": "NV"}) as office:
            imported = office.directory.import_edition(str(table))
        edition = next(folder.rglob(f"{imported.edition.id}.db"))
        make_app()
        gc.collect()
        window = MainWindow(doors, Memory(folder / "window.ini"), folder)
        window.resize(1280, 720)
        window.show()
        window.open_path(path)
        until(lambda: window.session.path is not None and window.session.jobs.is_idle)
        window.go("sites")
        opened = time.perf_counter()  # what a file just opened still makes is no part of a key
        until(lambda: window.session.jobs.is_idle and time.perf_counter() > opened + 1)
        typed = keys(window, options.keys)
        memory = memory_mb()
        with doors.open(path, write=False) as office:
            rows = [from_school(row, "2018-06") for row in office.directory.all()]
        ours, plain = sorting(edition, rows)
        window.close()
    print(f"{imported.edition.schools:,} schools")
    print(f"memory     {memory:6d} MB, {_told(memory, MEMORY_GOAL_MB)}")
    for what, spent in typed.items():
        p95 = statistics.quantiles(spent, n=20)[-1]
        middle = statistics.median(spent)
        words = f"{middle:6.1f} ms median, {p95:.1f} at p95, {max(spent):.1f} at most"
        print(f"{what:10} {words}, {_told(p95, KEY_GOAL_MS)}")
    ratio = ours / plain
    print(f"sort       {ours:6.3f} s, SQLite {plain:.3f}: {ratio:.2f} x, {_told(ratio, SORT_GOAL)}")


if __name__ == "__main__":
    main()
