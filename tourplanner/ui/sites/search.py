"""The search field and the table of sites: what is pasted into them is a list of schools."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.fields import SideIcon
from tourplanner.ui.widgets.table import Table

_WIDTH = 280


class SearchField(QLineEdit):
    """Searches what is typed; a list pasted into it is a list, not a search. Down leaves it."""

    list_pasted = Signal(str)
    left_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        THEME.changed.connect(self._fit)
        self._fit()
        glass = QAction("Search", self)
        icons.set_icon(glass, "search", "ink3")
        SideIcon(self, glass, "Search", at_end=False)

    def _fit(self) -> None:
        # The filters beside it go on in further lines; the words in it are read as a whole.
        self.setMinimumWidth(look().px(_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell a pasted list from pasted words."""
        if event.matches(QKeySequence.StandardKey.Paste) and is_list(clipboard_text()):
            self.list_pasted.emit(clipboard_text())
        else:
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_Down and not event.modifiers():
                self.left_down.emit()


class SiteTable(Table):
    """The list of sites; what is pasted into it is a list of schools."""

    list_pasted = Signal(str)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen row in view when what the set lacks takes room below the list."""
        super().resizeEvent(event)
        now = self.currentIndex()
        top, high = self.rowViewportPosition(now.row()), self.rowHeight(max(now.row(), 0))
        was_seen = now.isValid() and top >= 0 and top + high <= event.oldSize().height()
        if was_seen and top + high > event.size().height():
            self.scrollTo(now)

    def paste(self) -> None:
        """Take the clipboard as a list of schools."""
        self.list_pasted.emit(clipboard_text())


def clipboard_text() -> str:
    """Give the words on the clipboard."""
    return QGuiApplication.clipboard().text()


def is_list(text: str) -> bool:
    """Whether a text has several lines with words."""
    return sum(1 for line in text.splitlines() if line.strip()) > 1
