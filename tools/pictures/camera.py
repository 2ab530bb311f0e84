"""Takes pictures of the window with what stands over it, and waits for what is under way."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QWidget

from tests.ui.room import cut
from tourplanner.ui.shell.window import MainWindow
from tourplanner.ui.theme import THEME, tokens

PATIENCE_S = 600  # a busy machine compiles the planner first


class Camera:
    """Writes pictures of one window in one look."""

    def __init__(self, window: MainWindow, folder: Path, look: str) -> None:
        self.window, self._folder, self._look = window, folder, look
        self._is_told: set[str] = set()

    def shot(self, name: str, *, busy: bool = False) -> None:
        """Take a picture, then close the menus and dialogs in it; tell what is cut in it.

        While something is ``busy`` nobody waits for its end.
        """
        if busy:
            self.rest(0.2)
        else:
            self.settle()
        picture, over = self.window.grab(), self._over()
        painter = QPainter(picture)
        painter.setPen(tokens().control)
        for top in over:
            at = top.mapToGlobal(QPoint()) - self.window.mapToGlobal(QPoint())
            painter.drawPixmap(at, top.grab())
            painter.drawRect(top.rect().translated(at))  # a screen draws a frame of its own
        painter.end()
        path = self._folder / f"{name}-{self._look}.png"
        picture.save(str(path))
        print(path, flush=True)
        for words in dict.fromkeys(words for top in (self.window, *over) for words in cut(top)):
            if words not in self._is_told:
                print(f"  cut: {words}", flush=True)
            self._is_told.add(words)
        for top in reversed(over):
            top.close()

    def below(self, name: str, area: QAbstractScrollArea) -> None:
        """Take the lower end of a page, where it does not fit the window."""
        self.settle()
        bar = area.verticalScrollBar()
        if bar.maximum() > 0:
            bar.setValue(bar.maximum())
            self.shot(name)

    def menu(self, name: str, widget: QWidget, at: QPoint | None = None) -> None:
        """Take the menu that a right click opens."""
        self.settle()
        inside = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        at = at if at is not None else inside.rect().center()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(inside, QContextMenuEvent(reason, at, inside.mapToGlobal(at)))
        if not self.is_covered:
            raise SystemExit(f"{name}: no menu opened.")
        self.shot(name)

    @property
    def is_covered(self) -> bool:
        """Whether a menu or dialog stands over the window."""
        return bool(self._over())

    def _over(self) -> list[QWidget]:
        """Give what stands over the window, the lowest first."""
        tops = QApplication.topLevelWidgets()
        kinds = (Qt.WindowType.Popup, Qt.WindowType.Dialog)
        shown = [top for top in tops if top.isVisible() and top.windowType() in kinds]
        return sorted(
            shown,
            key=lambda top: (
                top.windowType() is Qt.WindowType.Popup,
                isinstance(top, QMenu) and isinstance(top.parentWidget(), QMenu),
            ),
        )

    def settle(self) -> None:
        """Let everything that is under way come to an end and be painted."""
        window = self.window
        self.until(
            lambda: window.session.jobs.is_idle and not (THEME.is_changing or window.nav.is_filling)
        )

    def rest(self, seconds: float) -> None:
        """Give another process, such as Chromium's, or a timer the time to paint."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def until(self, ready: Callable[[], bool]) -> None:
        """Run the window until something holds."""
        end, calm = time.monotonic() + PATIENCE_S, 0
        while calm < 5:
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here
            time.sleep(0.01)
            calm = calm + 1 if ready() else 0
            if time.monotonic() > end:
                raise SystemExit("It did not come in time.")
