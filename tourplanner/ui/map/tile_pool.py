"""Threads that read map tiles beside the window: a slow server keeps nothing else waiting."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

THREADS = 2


class TilePool(QObject):
    """Does small pieces of work in order, two at a time; answers come to the window's thread."""

    _ended = Signal(object, object)  # what is called, and with what

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="tiles")
        self._is_closed = False
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do a piece of work, then call ``done`` with what it gave, or ``failed``."""

        def carry_out() -> None:
            if self._is_closed:
                return
            try:
                value = work()
            except Exception as error:
                self._post(failed, error)
            else:
                self._post(done, value)

        if not self._is_closed:
            self._threads.submit(carry_out)

    def close(self) -> None:
        """Begin nothing more and tell nothing more."""
        self._is_closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _post(self, call: Callable[[Any], None], value: object) -> None:
        if not self._is_closed:
            self._ended.emit(call, value)

    def _tell(self, call: Callable[[Any], None], value: object) -> None:
        if not self._is_closed:
            call(value)
