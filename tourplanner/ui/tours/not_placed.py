"""The marked sites that are in no day: placed with Insert, or dragged onto a day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy

from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.blocks import NotPlaced
from tourplanner.ui.widgets.basic import column, label
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn

_MOST_ROWS = 4  # then the list scrolls
_MOST_LOW = 2  # where there is little height: the checks need it


def _speak(entry: NotPlaced) -> str:
    return f"{entry.name}, {entry.city}, not placed. {entry.sentence}"


class NotPlacedTable(Table):
    """The list itself; a row can be carried away with the pointer."""

    drag_begun = Signal(str)  # stop
    drag_moved = Signal(QPoint)  # global
    drag_ended = Signal()
    drag_cancelled = Signal()
    menu_wished = Signal(QPoint)

    def __init__(self) -> None:
        self.entries: RowsModel[NotPlaced] = RowsModel(
            [TableColumn("Site", lambda e: e.name), TableColumn("City", lambda e: e.city, 96)],
            _speak,
        )
        super().__init__("Not placed", self.entries, TextDelegate(strong_column=0))
        self.horizontalHeader().hide()
        self.can_drag = False
        self._pressed: QPoint | None = None
        self._is_dragging = False

    def current(self) -> NotPlaced | None:
        """Give the chosen entry."""
        at = self.currentIndex().row()
        return self.entries.rows[at] if 0 <= at < len(self.entries.rows) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row; it may be carried from here."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and self.can_drag:
            self._pressed = point if self.indexAt(point).isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the row that was taken."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        entry = self.current()
        if not self._is_dragging:
            far = (event.position().toPoint() - self._pressed).manhattanLength()
            if entry is None or far < QApplication.startDragDistance():
                return
            self._is_dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag_begun.emit(entry.stop)
        self.drag_moved.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the row go where it is."""
        super().mouseReleaseEvent(event)
        was = self._is_dragging
        self._let_go()
        if was:
            self.drag_ended.emit()

    def _let_go(self) -> None:
        self._pressed, self._is_dragging = None, False
        self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a carried row go back with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._is_dragging:
            self._let_go()
            self.drag_cancelled.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row."""
        self.menu_wished.emit(event.globalPos())


class NotPlacedList(QFrame):
    """The list under its title, and why the chosen one is in no day."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "top")
        self._most = _MOST_ROWS
        layout = column(self, margins=(14, 8, 14, 10), gap=4)
        self._title = label("", "section")
        layout.addWidget(self._title)
        self.table = NotPlacedTable()
        self.table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.table)
        self._why = label("", "hint", wraps=True)
        layout.addWidget(self._why)
        self.table.row_chosen.connect(lambda _row: self._say_why())
        THEME.changed.connect(self._fit)

    def show_entries(self, entries: Sequence[NotPlaced], *, can_edit: bool) -> None:
        """Show other entries; the chosen one stays chosen where it is still there."""
        self.table.can_drag = can_edit
        words = "Not placed, drag in or press Insert" if can_edit else "Not placed"
        self._title.setText(words)
        self.setVisible(bool(entries))
        if list(entries) == self.table.entries.rows:
            return
        before = self.table.current()
        at = self.table.currentIndex().row()
        self.table.entries.show(entries)
        self._fit()
        if before is not None and entries:
            same = next((k for k, e in enumerate(entries) if e.stop == before.stop), None)
            self.table.choose(min(at, len(entries) - 1) if same is None else same)
        self._say_why()

    def _say_why(self) -> None:
        entry = self.table.current()
        self._why.setText(entry.sentence if entry is not None else "")
        self._why.setVisible(entry is not None)

    def be_low(self, low: bool) -> None:
        """Take less height, or as much as is of use."""
        most = _MOST_LOW if low else _MOST_ROWS
        if most != self._most:
            self._most = most
            self._fit()

    def _fit(self) -> None:
        rows = min(max(len(self.table.entries.rows), 1), self._most)
        self.table.setFixedHeight(rows * look().row_height + 2)
