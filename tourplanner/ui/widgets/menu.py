"""A menu whose marks grow with its words, and the words that people typed in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu

from tourplanner.ui import icons
from tourplanner.ui.theme import look, tokens

_MARK = 14
_MOST = 60  # signs of a name: with the largest text more would not fit the screen


class Menu(QMenu):
    """Draws its own check marks and arrows: Qt's stay as small as they are with small text."""

    def submenu(self, title: str) -> Menu:
        """Add an entry that opens a menu of its own, and give that menu."""
        made = Menu(title, self)
        self.addMenu(made)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the entries, then what is on and what opens further."""
        super().paintEvent(event)
        painter, size = QPainter(self), look().px(_MARK)
        for action in self.actions():
            room = QRectF(self.actionGeometry(action))
            mark = QRectF(room.left() + look().px(2), room.center().y() - size / 2, size, size)
            color = tokens().ink if action.isEnabled() else tokens().off
            if action.isChecked():
                icons.draw(painter, "check", mark, color)
            if action.menu() is not None:
                mark.moveRight(room.right() + look().px(2))  # its sides are empty
                icons.draw(painter, "chevron-right", mark, color)


def typed_words(words: str) -> str:
    """Give what somebody typed as the words of an entry: no letter of it is a key, its end is cut.

    >>> typed_words("Arts & Sciences")
    'Arts && Sciences'
    """
    shown = words if len(words) <= _MOST else f"{words[: _MOST - 1].rstrip()}…"
    return shown.replace("&", "&&")
