"""How long a stop that is dragged over a tour of ten days keeps the window.

    python -m tools.bench.board [rounds]

A tour of ten days, thirty stops and six that are left out is opened in the window without a screen,
and a visit is carried over all days with the pointer. For each place where the plan becomes another
one, it prints the milliseconds on the window's thread (processor time of that thread, and the
clock) until the plan is timed and checked anew and the board is painted: median, 95th percentile,
most; then how the time is shared. Goal: 50 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

GOAL_MS = 50
WIDTH, HEIGHT = 1280, 720
_PATIENCE_S = 60


def main() -> None:
    """Drag, and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QObject, QPoint, Qt
    from PySide6.QtTest import QTest

    from tests.long_tour import add_long_tour
    from tourplanner.app import ProgramDoors, prepare
    from tourplanner.ui.memory import Memory
    from tourplanner.ui.run import make_app
    from tourplanner.ui.shell.window import MainWindow
    from tourplanner.ui.tours import dragging, editor

    class Watcher(QObject):
        """Counts how often the board is painted."""

        def __init__(self, painted: dict[str, int]) -> None:
            super().__init__()
            self.painted = painted

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt names it
            """Count."""
            if event.type() == QEvent.Type.Paint:
                self.painted["board"] = self.painted.get("board", 0) + 1
            return False

    prepare()
    app = make_app()
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "Long.tour"
        doors = ProgramDoors(author="Bench")
        office = doors.create(path, {"home_state": "CA"})
        if not office.directory.current():
            office.directory.load_shipped()
        add_long_tour(office)
        office.close()
        window = MainWindow(doors, Memory(Path(home) / "window.ini"), Path(home))
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.open_path(path)
        place: Any = window.place("tours")
        wait(app, lambda: place.board is not None and window.session.jobs.is_idle)

        parts: dict[str, list[float]] = {}
        tried = editor.verdict_of  # named once, so that a part that goes away is noticed
        assert tried is dragging.verdict_of
        watch(parts, "time and check", type(place.editor.arrangement), "tried")
        watch(parts, "words of the board", dragging, "board_of")
        watch(parts, "lay out", type(place.board_view), "show_tried")
        watch(parts, "verdict", dragging, "verdict_of")

        view, port = place.board_view.view, place.board_view.view.viewport()
        painted: dict[str, int] = {}
        watcher = Watcher(painted)
        port.installEventFilter(watcher)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        spent: list[tuple[float, float]] = []
        for number in range(rounds):
            first = next(item for item in view.items_ if item.block.number == f"{number + 1}.2")
            view.ensureVisible(first.rect)
            start = view.mapFromScene(first.rect.center())
            QTest.mousePress(port, left, none, start)
            stop, before = first.block.stop, None
            for x in range(60, port.width(), 55):
                for y in range(60, port.height() - 30, 90):
                    cpu, wall = time.thread_time(), time.perf_counter()
                    QTest.mouseMove(port, QPoint(x, y))
                    app.processEvents()
                    if not painted.pop("board", 0):
                        port.repaint()  # the screen's own turn had not come
                    painted.clear()
                    cpu, wall = time.thread_time() - cpu, time.perf_counter() - wall
                    block = place.board_view.board.block_of(stop)
                    now = (block.day, block.position) if block else None
                    if now != before:
                        spent.append((cpu * 1000, wall * 1000))
                    before = now
            QTest.keyClick(view, Qt.Key.Key_Escape)
            QTest.mouseRelease(port, left, none, start)
            wait(app, lambda: window.session.jobs.is_idle)
        load = os.getloadavg()[0]
        print(f"{len(spent)} places, {rounds} stops; load of the machine {load:.1f}")
        for name, values in zip(("processor", "clock"), zip(*spent, strict=True), strict=True):
            print(line(name, list(values)))
        for name, values in parts.items():
            print(f"  of it {name:20} {statistics.median(values):6.1f} ms processor")
        print(f"goal: {GOAL_MS} ms")
        window.close()
        app.processEvents()


def watch(parts: dict[str, list[float]], name: str, owner: Any, attribute: str) -> None:
    """Let a function note the processor time of its thread."""
    real = getattr(owner, attribute)

    def timed(*args: Any, **named: Any) -> Any:
        started = time.thread_time()
        try:
            return real(*args, **named)
        finally:
            parts.setdefault(name, []).append((time.thread_time() - started) * 1000)

    setattr(owner, attribute, timed)


def line(name: str, values: list[float]) -> str:
    """Write median, 95th percentile and most."""
    p95 = statistics.quantiles(values, n=20)[-1]
    middle = statistics.median(values)
    return f"{name:12} median {middle:6.1f} ms   p95 {p95:6.1f} ms   most {max(values):6.1f} ms"


def wait(app: Any, holds: Callable[[], bool]) -> None:
    """Run the window until something holds."""
    end = time.monotonic() + _PATIENCE_S
    while not holds():
        app.processEvents()
        time.sleep(0.005)
        if time.monotonic() > end:
            raise SystemExit("It did not come in time.")


if __name__ == "__main__":
    main()
