"""The two lists of visits: stops with their numbers, notes with their first lines."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.visits.rows import EVIDENCE, NoteRow, StopRow
from tourplanner.ui.widgets.badges import day_badge_width, draw_day_badge
from tourplanner.ui.widgets.rows import Index, draw_focus, draw_ground, draw_text
from tourplanner.ui.words import count_words

T = TypeVar("T")
_ROOT = QModelIndex()


class ValuesModel(QAbstractListModel, Generic[T]):
    """A list of plain values."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[T] = []

    def show(self, values: list[T]) -> None:
        """Show other values."""
        self.beginResetModel()
        self.values = values
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self.values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is spoken of a row."""
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            return spoken(self.values[index.row()])
        return None


def spoken(value: Any) -> str:
    """Give a stop or a note as a sentence."""
    if isinstance(value, StopRow):
        number = f"Stop {value.number}, " if value.number else ""
        return f"{number}{value.name}, {value.city}, {count_words(value.notes, 'note')}"
    if isinstance(value, NoteRow):
        return f"{value.time}, {value.first}"
    return str(value)


class ValuesList(QListView):
    """A list that draws its rows itself."""

    def __init__(self, name: str, model: ValuesModel[Any], delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self.values = model
        self.setModel(model)
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        THEME.changed.connect(self.doItemsLayout)

    def choose(self, row: int) -> None:
        """Choose a row; -1 chooses none."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.values.index(row), flags)
        if row < 0:
            self.clearSelection()


class StopDelegate(QStyledItemDelegate):
    """Draws a stop: badge, name, town, how many notes."""

    def __init__(self, model: ValuesModel[StopRow]) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(120, look().px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        stop, t = self._model.values[index.row()], tokens()
        draw_ground(painter, option)
        rect = QRectF(option.rect).adjusted(12, 5, -12, -6)
        high = rect.height() / 2
        left = rect.left()
        wide = 0
        if stop.number:
            wide = day_badge_width(stop.number)
            badge = QRectF(left, rect.top() + (high - look().px(18)) / 2, wide, look().px(18))
            draw_day_badge(painter, badge, stop.day, stop.number)
            wide += 8
        count = f"{stop.notes}" if stop.notes else ""
        upper = QRectF(left + wide, rect.top(), rect.width() - wide, high)
        taken = draw_text(painter, upper, count, px=12, color=t.ink2, right=True, figures=True)
        upper.setRight(upper.right() - taken - 8)
        draw_text(painter, upper, stop.name, weight=QFont.Weight.Medium)
        lower = QRectF(left + wide, rect.top() + high, rect.width() - wide, high)
        draw_text(painter, lower, stop.city or "Town not known", px=12, color=t.ink2)
        draw_focus(painter, option)


class NoteDelegate(QStyledItemDelegate):
    """Draws a note: time and evidence, first line, what follows."""

    def __init__(self, model: ValuesModel[NoteRow]) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(120, look().px(68))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        note, t = self._model.values[index.row()], tokens()
        draw_ground(painter, option)
        rect = QRectF(option.rect).adjusted(12, 6, -12, -7)
        high = rect.height() / 3
        upper = QRectF(rect.left(), rect.top(), rect.width(), high)
        room = upper
        if note.evidence in EVIDENCE:
            words, icon, tone = EVIDENCE[note.evidence]
            color = icons.tone_color(tone)
            wide = draw_text(painter, upper, words, px=12, color=color, right=True)
            at = QRectF(upper.right() - wide - 18, upper.center().y() - 6.5, 13, 13)
            icons.draw(painter, icon, at, color)
            room = upper.adjusted(0, 0, -wide - 24, 0)
        draw_text(painter, room, note.time, px=12, color=t.ink2, figures=True)
        middle = upper.translated(0, high)
        draw_text(painter, middle, note.first, weight=QFont.Weight.DemiBold)
        lower = middle.translated(0, high)
        draw_text(painter, lower, note.rest or note.author, px=12, color=t.ink2)
        draw_focus(painter, option)
