"""The lists of the day: what lies ahead, the ways out of a delay, whom to call."""

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
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from tourplanner.ui import icons
from tourplanner.ui.day.large import (
    NAME,
    TEXT,
    draw,
    draw_wrapped,
    large_font,
    px,
    wide,
    wrapped_height,
)
from tourplanner.ui.day.screen import Ahead, Caller
from tourplanner.ui.day.ways import Choice
from tourplanner.ui.theme import THEME, tokens
from tourplanner.ui.widgets.badges import draw_day_badge
from tourplanner.ui.widgets.rows import Index, draw_focus, is_selected
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import window_times

T = TypeVar("T", Ahead, Choice, Caller)
_ROOT = QModelIndex()
_BOLD, _STRONG = QFont.Weight.Bold, QFont.Weight.DemiBold
_LETTERS = ("M", "H")  # meal, end of the day
_VERDICTS = {"good": "circle-check", "warn": "triangle-alert", "bad": "octagon-x"}


class SpokenModel(QAbstractListModel, Generic[T]):
    """A list of values that say themselves as a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[T] = []

    def show(self, values: list[T]) -> None:
        """Show other values; the same ones are left alone."""
        if values == self.values:
            return
        if len(values) == len(self.values):
            self.values = values
            self.dataChanged.emit(self.index(0), self.index(len(values) - 1))
            return
        self.beginResetModel()
        self.values = values
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self.values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is spoken of a row."""
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return self.values[index.row()].spoken
        if role == roles.ToolTipRole:
            return plain_tip(self.values[index.row()].spoken)
        return None


class LargeList(QListView, Generic[T]):
    """A list of large rows.

    Signals
    -------
    moved : another row is the current one. opened : Enter, or a double click, on a row.
    """

    moved = Signal()
    opened = Signal(int)

    def __init__(self, name: str, delegate: _Delegate[T]) -> None:
        super().__init__()
        self.model_: SpokenModel[T] = delegate.values
        self.setModel(self.model_)
        self._delegate: _Delegate[T] = delegate
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        THEME.changed.connect(self.doItemsLayout)

    def show_values(self, values: list[T]) -> None:
        """Show other values; the current row stays where it is."""
        row = self.currentIndex().row()
        self.model_.show(values)
        if values and self.currentIndex().row() < 0:
            self.choose(min(max(row, 0), len(values) - 1))

    def choose(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < len(self.model_.values):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.model_.index(row), flags)

    @property
    def current(self) -> T | None:
        """The current value."""
        row = self.currentIndex().row()
        return self.model_.values[row] if 0 <= row < len(self.model_.values) else None

    def _on_current(self, now: QModelIndex) -> None:
        self._delegate.marked = now.row()
        self.scheduleDelayedItemsLayout()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let rows with wrapped words follow the width."""
        self._delegate.width = self.viewport().width()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, choose a row by its number; letters are keys of the place."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(row)
        elif event.text().isdecimal() and 0 < int(event.text()) <= len(self.model_.values):
            self.choose(int(event.text()) - 1)
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate, Generic[T]):
    """Draws large rows; ``width`` is that of the list, ``marked`` its current row."""

    height = 64

    def __init__(self) -> None:
        super().__init__()
        self.values: SpokenModel[T] = SpokenModel()
        self.width = 400
        self.marked = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(160, self.row_height(self.values.values[index.row()]))

    def row_height(self, value: T) -> int:
        """Give the height that a value needs at the width of the list."""
        return px(self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, option, self.values.values[index.row()])
        painter.restore()
        draw_focus(painter, option)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, value: T) -> None:
        """Draw a value."""
        raise NotImplementedError


class AheadDelegate(_Delegate[Ahead]):
    """Draws what lies ahead: badge, name, the planned time struck out, the new one."""

    height = 62

    def row_height(self, value: Ahead) -> int:
        """Give a line more where something is to be said."""
        return px(self.height) + (px(24) if value.remark else 0)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, value: Ahead) -> None:
        """Draw one row."""
        t = tokens()
        rect = QRectF(option.rect)
        if is_selected(option):
            painter.fillRect(rect, QColor(t.select))
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(4, 4, -6, -5)
        badge = QRectF(inside.left(), inside.center().y() - px(15), px(50), px(30))
        if value.mark in _LETTERS:
            painter.setPen(QPen(QColor(t.control), 1.5))
            painter.setBrush(QColor(t.sunken))
            painter.drawRoundedRect(badge, 4, 4)
            painter.setFont(large_font(TEXT, _BOLD))
            painter.setPen(QColor(t.ink))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, value.mark)
        else:
            _draw_number(painter, badge, value)
        words = inside.adjusted(px(50) + 12, 0, 0, 0)
        line = words.height() / (3 if value.remark else 2)
        upper = QRectF(words.left(), words.top(), words.width(), line)
        left = upper.translated(0, line)
        draw(painter, upper, value.name, size=NAME, weight=_STRONG)
        tone = icons.tone_color(value.tone) if value.tone else t.ink
        if value.was:
            taken = draw(painter, left, value.was, color=t.ink2, struck=True)
            left = left.adjusted(taken + 8, 0, 0, 0)
        taken = draw(painter, left, value.at, weight=_STRONG, color=tone)
        rest = left.adjusted(taken + 10, 0, 0, 0)
        if value.more and not value.was and wide(value.more) <= rest.width():
            draw(painter, rest, value.more, color=t.ink2)
        draw(painter, upper.translated(0, 2 * line), value.remark, color=tone)


def _draw_number(painter: QPainter, badge: QRectF, value: Ahead) -> None:
    """Draw a stop's number in the shape of its day, in large type."""
    draw_day_badge(painter, badge, value.day, "")
    painter.setFont(large_font(TEXT, _BOLD))
    painter.setPen(QColor(tokens().on_day))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, value.mark)


class ChoiceDelegate(_Delegate[Choice]):
    """Draws a way out of a delay as a card; the marked one has a thick edge and a filled number."""

    _EDGES = 6 + 10 + 8  # around the card, inside it, between its texts

    def row_height(self, value: Choice) -> int:
        """Give room for all words of the marked one; the others have two lines."""
        if not self._is_marked(value):
            return px(30) + px(26) + self._EDGES
        title, detail = self._widths(value, self.width)
        high = wrapped_height(value.title, title, NAME, _BOLD)
        return max(high, px(30)) + wrapped_height(value.detail, detail) + self._EDGES

    def _is_marked(self, value: Choice) -> bool:
        return value.number - 1 == self.marked

    def _widths(self, value: Choice, width: float) -> tuple[float, float]:
        """Give the widths of title and detail in a row."""
        detail = width - 6 - 26 - px(30) - 12
        return detail - wide(value.verdict, TEXT, _STRONG) - px(20) - 18, detail

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, value: Choice) -> None:
        """Draw one card."""
        t = tokens()
        card = QRectF(option.rect).adjusted(2, 2, -4, -6)
        marked = is_selected(option)
        pen = QPen(QColor(t.fill if marked else t.control), 3 if marked else 1.5)
        if value.tone == "bad" and not marked:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(t.soft if marked else t.surface))
        painter.drawRoundedRect(card, 8, 8)
        inside = card.adjusted(12, 5, -14, -5)
        box = QRectF(inside.left(), inside.top() + 2, px(30), px(30))
        painter.setPen(QPen(QColor(t.fill if marked else t.control), 1.5))
        painter.setBrush(QColor(t.fill if marked else t.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(large_font(TEXT, _BOLD))
        painter.setPen(QColor(t.on_fill if marked else t.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(value.number))
        words = inside.adjusted(px(30) + 12, 0, 0, 0)
        title_wide, _ = self._widths(value, option.rect.width())
        color = icons.tone_color(value.tone)
        upper = QRectF(words.left(), words.top(), words.width(), px(30))
        taken = draw(painter, upper, value.verdict, color=color, weight=_STRONG, right=True)
        size = px(20)
        at = QRectF(upper.right() - taken - size - 6, upper.center().y() - size / 2, size, size)
        icons.draw(painter, _VERDICTS[value.tone], at, color)
        color = color if value.tone == "bad" else ""
        if not self._is_marked(value):
            title = QRectF(words.left(), words.top(), title_wide, px(30))
            draw(painter, title, value.title, size=NAME, weight=_BOLD)
            lower = QRectF(words.left(), title.bottom() + 2, words.width(), px(26))
            draw(painter, lower, value.detail, color=color)
            return
        high = max(wrapped_height(value.title, title_wide, NAME, _BOLD), px(30))
        title = QRectF(words.left(), words.top(), title_wide, high)
        draw_wrapped(painter, title, value.title, size=NAME, weight=_BOLD)
        draw_wrapped(painter, words.adjusted(0, high + 4, 0, 0), value.detail, color=color)


class CallDelegate(_Delegate[Caller]):
    """Draws a call: told or not, to whom, what is new, the number in large type."""

    height = 62

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, value: Caller) -> None:
        """Draw one row."""
        t = tokens()
        card = QRectF(option.rect).adjusted(2, 2, -4, -4)
        marked = is_selected(option)
        painter.setPen(QPen(QColor(t.fill if marked else t.line), 2 if marked else 1))
        painter.setBrush(QColor(t.soft if marked else t.sunken))
        painter.drawRoundedRect(card, 6, 6)
        inside = card.adjusted(12, 3, -14, -3)
        size = px(22)
        at = QRectF(inside.left(), inside.center().y() - size / 2, size, size)
        name, color = "phone", t.accent
        if value.is_told:
            name, color = "circle-check", t.good.ink
        icons.draw(painter, name, at, color)
        words = inside.adjusted(size + 12, 0, 0, 0)
        number_wide = max(wide(value.number, NAME, _BOLD), 1)
        number = QRectF(words.right() - number_wide - 2, words.top(), number_wide + 2,
                        words.height())  # fmt: skip
        known = bool(value.numbers)
        draw(
            painter,
            number,
            value.number,
            size=NAME if known else TEXT,
            weight=_BOLD if known else QFont.Weight.Normal,
            color=t.ink if known else t.ink2,
            right=True,
        )
        words.setRight(number.left() - 12)
        half = words.height() / 2
        upper = QRectF(words.left(), words.top(), words.width(), half)
        who = f"{value.line.who}: {value.name}" if value.name else value.line.who
        news = window_times(value.line.news, is_sentence=False)
        said = f"Told: {news}" if value.is_told else news
        draw(painter, upper if said else words, who, weight=_STRONG)
        draw(painter, upper.translated(0, half), said, color=t.ink2)
