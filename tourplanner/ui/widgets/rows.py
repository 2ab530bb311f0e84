"""What every row of a list or table has in common: ground, selection, focus, text that is cut."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tourplanner.ui.theme import font, look, tokens

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_TO_THE_RIGHT = (_RIGHT, _RIGHT.value)  # as a model may tell it


@cache
def _bits() -> tuple[int, int]:
    """Give the bits of a style's state: selected, has the keyboard.

    As numbers: a table asks for them in every cell, and Python's flags are slow.
    """
    from PySide6.QtWidgets import QStyle  # 10 ms where it is first named: not for the first paint

    flags = QStyle.StateFlag
    return flags.State_Selected.value, flags.State_HasFocus.value


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether the row is selected."""
    return bool(option.state.value & _bits()[0])


def draw_ground(
    painter: QPainter, option: QStyleOptionViewItem, *, first: bool = True, line: bool = True
) -> None:
    """Draw the ground of a cell: selection with its mark at the left, and the line under it.

    Parameters
    ----------
    first : the cell is the first of its row and carries the mark.
    """
    t = tokens()
    rect = option.rect
    if is_selected(option):
        painter.fillRect(rect, QColor(t.select))
        if first:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(t.accent))
    if line:
        painter.setPen(QColor(t.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def draw_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw the ring of the keyboard inside a cell or row that has it."""
    if option.state.value & _bits()[1]:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().focus), 2))
        inside = QRectF(option.rect).adjusted(1, 1, -1, -2)
        painter.drawRoundedRect(inside, 3, 3)
        painter.restore()


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    px: int = 13,
    color: str = "",
    weight: QFont.Weight = QFont.Weight.Normal,
    right: bool = False,
    figures: bool = False,
) -> float:
    """Draw one line of text, cut with dots where it does not fit; gives the width it took."""
    text_font = font(px, weight, figures=figures)
    metrics = QFontMetricsF(text_font)
    width = metrics.horizontalAdvance(text)
    if width > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        width = metrics.horizontalAdvance(text)
    painter.setFont(text_font)
    painter.setPen(QColor(color or tokens().ink))
    painter.drawText(rect, _RIGHT if right else _LEFT, text)
    return width


class TextDelegate(QStyledItemDelegate):
    """Draws a cell as text: names left, numbers right, the first column in medium weight."""

    def __init__(self, strong_column: int = -1) -> None:
        super().__init__()
        self.strong_column = strong_column

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        t = tokens()
        draw_ground(painter, option, first=index.column() == 0)
        text, right = self.cell(index)
        strong = index.column() == self.strong_column
        draw_text(
            painter,
            QRectF(option.rect).adjusted(8, 0, -8, 0),
            text,
            color=t.ink if strong else t.ink2,
            weight=QFont.Weight.Medium if strong else QFont.Weight.Normal,
            right=right,
            figures=right,
        )
        draw_focus(painter, option)

    def cell(self, index: Index) -> tuple[str, bool]:
        """Give the text of a cell, and whether it stands at the right."""
        right = index.data(Qt.ItemDataRole.TextAlignmentRole) in _TO_THE_RIGHT
        return str(index.data(Qt.ItemDataRole.DisplayRole) or ""), right

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        wide = QFontMetricsF(font(13)).horizontalAdvance(
            str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        )
        return QSize(round(wide) + 18, look().row_height)
