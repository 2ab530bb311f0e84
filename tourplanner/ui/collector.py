"""Lets Python's garbage collector run on the window's thread alone.

The collector runs wherever the next allocation happens, so a helper that reads ten thousand schools
could take a closed form apart on its own thread; Qt's objects must die on the thread they live on,
and a timer that does not ends the program later. So automatic runs are turned off, and a timer on
the window's thread does them by the same thresholds.
"""

from __future__ import annotations

import gc
import sys
import time

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 200
THRESHOLDS = (2000, 10, 10)
LIBRARY = 20  # so many modules loaded since the last look are a library, and no garbage
BURST = 50_000  # so many objects kept since the last look are an index or a plan, no garbage
LONG_S = 0.02  # a collection that computes longer than this has met much that is there for good


class Collector(QObject):
    """Collects garbage now and then; one for the whole program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._modules = len(sys.modules)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, and the younger ones with it."""
        loaded, self._modules = len(sys.modules) - self._modules, len(sys.modules)
        counts = gc.get_count()
        if loaded >= LIBRARY or counts[0] >= BURST:
            gc.freeze()  # to look through numba once takes longer than a slot may
            return
        due = [age for age, limit in enumerate(THRESHOLDS) if counts[age] > limit]
        if due:
            before = time.thread_time()
            gc.collect(max(due))
            if time.thread_time() - before > LONG_S:
                gc.freeze()
