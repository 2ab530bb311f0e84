"""The command palette: one field over everything that can be done or found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.widgets.basic import column, label, rule
from tourplanner.ui.widgets.rows import Index, draw_ground, draw_text

WIDTH, HEIGHT = 560, 420
TOP, _MARGIN = 80, 20  # from the edges of the window
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a command or a record. ``note`` stands at the right: a key, or a kind.

    ``act`` is done by Enter, ``beside`` by Shift+Enter; None = that does the same.
    """

    words: str
    note: str
    icon: str
    act: Callable[[], None]
    detail: str = ""
    beside: Callable[[], None] | None = None


Give = Callable[[Sequence[Entry]], None]
Search = Callable[[str, Give], None]


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.words, entry.detail, entry.note) if part)
        return None

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: _Model) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, look().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, t = self._model.entries[index.row()], tokens()
        draw_ground(painter, option, line=False)
        rect = QRectF(option.rect).adjusted(14, 0, -14, 0)
        size, room = look().px(16), look().px(130)
        top = rect.top() + (rect.height() - size) / 2
        icons.draw(painter, entry.icon, QRectF(rect.left(), top, size, size), t.ink2)
        note = QRectF(rect.right() - room, rect.top(), room, rect.height())
        wide = draw_text(painter, note, entry.note, px=12, color=t.ink3, right=True)
        text = rect.adjusted(size + 12, 0, -wide - 12, 0)
        taken = draw_text(painter, text, entry.words, weight=QFont.Weight.Medium)
        if entry.detail:
            rest = text.adjusted(taken + 10, 0, 0, 0)
            if rest.width() > 40:
                draw_text(painter, rest, entry.detail, px=12, color=t.ink2)


class Palette(QDialog):
    """A field and what fits it.

    Arrow keys move, Enter does it, Shift+Enter opens it beside, Esc closes.
    """

    def __init__(
        self, window: QWidget, commands: Callable[[], list[Entry]], search: Search
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Find or do anything")
        self._commands, self._search = commands, search
        layout = column(self, margins=1)
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText("Find a command, site, person, hotel, note or paper")
        self.field.setAccessibleName("Find or do anything")
        self.field.setFont(font(15))
        self.field.installEventFilter(self)
        line = column(margins=(6, 8, 6, 8))
        line.addWidget(self.field)
        layout.addLayout(line)
        layout.addWidget(rule())
        self.nothing = label("", "hint", wraps=True)
        self.nothing.setContentsMargins(14, 10, 14, 0)
        self.nothing.hide()
        layout.addWidget(self.nothing)
        self._model = _Model()
        self.view = QListView()
        self.view.setAccessibleName("What fits")
        self.view.setModel(self._model)
        self._delegate = _Delegate(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self.view.clicked.connect(self._do)
        layout.addWidget(self.view, 1)
        layout.addWidget(rule())
        foot = column(margins=(14, 5, 14, 6))
        foot.addWidget(label("Enter goes there. Shift+Enter opens it beside. Esc closes.", "hint"))
        layout.addLayout(foot)
        self._found: list[Entry] = []
        self._is_searched = False
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(lambda: self._do(self.view.currentIndex()))

    def open_over(self, window: QWidget) -> None:
        """Show the palette over a window, empty."""
        room = window.height() - TOP - _MARGIN
        wide = min(look().px(WIDTH), window.width() - 2 * _MARGIN)
        self.setFixedSize(wide, min(look().px(HEIGHT), room))
        middle = window.mapToGlobal(window.rect().center())
        top = window.mapToGlobal(window.rect().topLeft()).y() + TOP
        self.move(middle.x() - self.width() // 2, top)
        self.field.clear()
        self._found = []
        self._show()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search("", lambda _: None)  # opens what the first letter will need

    def entries(self) -> list[Entry]:
        """Give what is shown."""
        return self._model.entries

    def _on_text(self) -> None:
        self._found, self._is_searched = [], False
        self._show()
        self._ask()

    def _ask(self) -> None:
        text = self.field.text().strip()
        if text:
            self._search(text, lambda entries: self._take(text, entries))

    def _take(self, text: str, entries: Sequence[Entry]) -> None:
        if text == self.field.text().strip():
            self._found, self._is_searched = list(entries), True
            self._show()

    def _show(self) -> None:
        words = self.field.text().casefold().split()
        fits = [e for e in self._commands() if all(w in e.words.casefold() for w in words)]
        if words:  # what begins with the first word goes first
            fits.sort(key=lambda e: not e.words.casefold().startswith(words[0]))
        self._model.show(fits + self._found)
        self.nothing.setText(f"Nothing here is called “{self.field.text().strip()}”.")
        self.nothing.setVisible(self._is_searched and not self._model.entries)
        self.view.setCurrentIndex(self._model.index(0))

    def _do(self, index: QModelIndex, *, beside: bool = False) -> None:
        if index.isValid():
            entry = self._model.entries[index.row()]
            self.close()
            (entry.beside or entry.act if beside else entry.act)()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrow keys while the field has the keyboard."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._do(self.view.currentIndex(), beside=True)
                return True
            page = max(1, self.view.height() // look().px(34) - 1)
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: page,
                Qt.Key.Key_PageUp: -page,
            }
            step = steps.get(Qt.Key(event.key()))
            count = self._model.rowCount()
            if step is not None and count:
                row = min(max(self.view.currentIndex().row() + step, 0), count - 1)
                self.view.setCurrentIndex(self._model.index(row))
                return True
        return False
