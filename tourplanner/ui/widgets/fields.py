"""Fields whose small marks are drawn with the program's icons, so that they follow the look."""

from __future__ import annotations

from PySide6.QtCore import QDate, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QRadioButton, QSpinBox, QWidget

from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens

_BOX, _GAP = 16, 8
_STRONG = QFont.Weight.DemiBold


class CheckBox(QCheckBox):
    """A box to tick, with words that may take several lines."""

    def sizeHint(self) -> QSize:
        """Give room for box and words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_BOX + _GAP + words + 4, look().px(24))

    def minimumSizeHint(self) -> QSize:
        """Let the words be wrapped where there is less room."""
        return QSize(120, look().px(24))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the wrapped words."""
        room = self.fontMetrics().boundingRect(
            0, 0, max(40, width - _BOX - _GAP), 1000, Qt.TextFlag.TextWordWrap, self.text()
        )
        return max(look().px(24), room.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words."""
        t = tokens()
        painter = QPainter(self)
        name = "square-check" if self.isChecked() else "square"
        color = t.accent if self.isChecked() else t.ink2
        first = QRectF(0, 0, _BOX, min(self.height(), look().px(24)))
        at = QRectF(0, first.center().y() - _BOX / 2, _BOX, _BOX)
        icons.draw(painter, name, at, color if self.isEnabled() else t.ink3)
        painter.setFont(font(13))
        painter.setPen(QColor(t.ink if self.isEnabled() else t.ink3))
        text = QRectF(_BOX + _GAP, 0, self.width() - _BOX - _GAP, self.height())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, flags, self.text())

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere."""
        return True


class RadioButton(QRadioButton):
    """One of several answers; the words of the chosen one are strong."""

    def sizeHint(self) -> QSize:
        """Give room for circle and words."""
        wide = QFontMetricsF(font(13, _STRONG)).horizontalAdvance(self.text())
        return QSize(_BOX + _GAP + round(wide) + 4, look().px(24))

    def minimumSizeHint(self) -> QSize:
        """Let the words be cut where there is less room."""
        return QSize(120, look().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle and words."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        color = QColor((t.accent if chosen else t.ink2) if self.isEnabled() else t.ink3)
        at = QRectF(1, self.height() / 2 - _BOX / 2 + 1, _BOX - 2, _BOX - 2)
        painter.setPen(QPen(color, 1.5))
        painter.drawEllipse(at)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(at.adjusted(3.5, 3.5, -3.5, -3.5))
        words = font(13, _STRONG if chosen else QFont.Weight.Normal)
        room = QRectF(_BOX + _GAP, 0, self.width() - _BOX - _GAP, self.height())
        painter.setFont(words)
        painter.setPen(QColor(t.ink if self.isEnabled() else t.ink3))
        cut = Qt.TextElideMode.ElideRight
        shown = QFontMetricsF(words).elidedText(self.text(), cut, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere."""
        return True


def _draw_chevron(widget: QWidget) -> None:
    t = tokens()
    size = 14
    at = QRectF(widget.width() - size - 8, (widget.height() - size) / 2, size, size)
    icons.draw(QPainter(widget), "chevron-down", at, t.ink2 if widget.isEnabled() else t.ink3)


class ComboBox(QComboBox):
    """A list that folds down."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its mark."""
        super().paintEvent(event)
        _draw_chevron(self)


class DateBox(QDateEdit):
    """A date with a calendar to choose it from."""

    def __init__(self, day: QDate, name: str) -> None:
        super().__init__(day)
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setDisplayFormat("ddd, MMM d, yyyy")
        self.lineEdit().setTextMargins(6, 0, 6, 0)
        self.lineEdit().setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its mark."""
        super().paintEvent(event)
        _draw_chevron(self)


class NumberBox(QSpinBox):
    """A whole number, typed or changed with the arrow keys."""

    def __init__(self, name: str, low: int, high: int, value: int, suffix: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setValue(value)
        self.lineEdit().setTextMargins(6, 0, 6, 0)
        self.lineEdit().setAccessibleName(name)
