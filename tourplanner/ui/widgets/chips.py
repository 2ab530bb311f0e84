"""Chips that are buttons: a filter that is on and can be taken off, and one that adds another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.widgets.tips import plain_tip

_HEIGHT, _PAD, _ICON = 26, 10, 13


class ChipButton(QAbstractButton):
    """Words in a rounded frame: filled with a cross = on, dashed with a plus = adds one."""

    def __init__(self, text: str, *, adds: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._adds = adds
        self.setText(text)
        self.setAccessibleName(text if adds else f"Take off: {text}")
        self.setToolTip("" if adds else plain_tip(f"Take off: {text}"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Give the size of the words with their icon."""
        wide = QFontMetricsF(font(12, QFont.Weight.Medium)).horizontalAdvance(self.text())
        return QSize(round(wide) + 2 * _PAD + look().px(_ICON) + 6, look().px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the filter off with Delete, press with Enter as with Space."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.key() in keys:
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Draw anew when the pointer comes and goes."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line = Qt.PenStyle.DashLine if self._adds else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(t.control if self._adds else t.accent), 1, line))
        is_filled = not self._adds or self.underMouse()
        painter.setBrush(QColor(t.soft) if is_filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        ink = t.ink2 if self._adds else t.ink
        size = look().px(_ICON)
        top = rect.center().y() - size / 2
        left = rect.left() + _PAD
        if self._adds:
            icons.draw(painter, "plus", QRectF(left, top, size, size), ink)
            left += size + 6
        else:
            at = QRectF(rect.right() - _PAD - size + 3, top, size, size)
            icons.draw(painter, "x", at, ink)
        painter.setFont(font(12, QFont.Weight.Medium))
        painter.setPen(QColor(ink))
        words = QRectF(left, rect.top(), rect.right() - left, rect.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
