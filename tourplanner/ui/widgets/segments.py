"""The tabs of a place as one segmented control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.tokens import BUTTON_HEIGHT, RADIUS_CONTROL

_PAD = 12
_GAP = 6


class SegmentedTabs(QTabBar):
    """One row of tabs with a common edge; a tab may carry a count."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tabs(self, names: Sequence[str]) -> None:
        """Show these tabs; the current one stays where the names are the same."""
        if [self.tabText(k) for k in range(self.count())] == list(names):
            return
        while self.count():
            self.removeTab(0)
        for name in names:
            self.addTab(name)

    def set_count(self, index: int, count: str) -> None:
        """Write a count beside a tab's name; an empty one takes it away."""
        if self.tabData(index) != count:
            self.setTabData(index, count)
            # The size of a tab is asked for again only when a text changes.
            text = self.tabText(index)
            self.setTabText(index, text + " ")
            self.setTabText(index, text)

    def tabSizeHint(self, index: int) -> QSize:
        """Give the size of a tab: its name at its boldest, and its count."""
        wide = QFontMetricsF(font(13, QFont.Weight.DemiBold)).horizontalAdvance(self.tabText(index))
        count = self.tabData(index)
        if count:
            wide += _GAP + QFontMetricsF(font(12)).horizontalAdvance(str(count))
        return QSize(round(wide) + 2 * _PAD, look().px(BUTTON_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Give the same: a tab is never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the control."""
        if not self.count():
            return
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.tabRect(0).united(self.tabRect(self.count() - 1)))
        edge = whole.adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(edge, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.fillPath(outline, QColor(t.surface))
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(self.tabRect(self.currentIndex()), QColor(t.select))
        painter.setPen(QPen(QColor(t.line), 1))
        for k in range(1, self.count()):
            x = self.tabRect(k).left() + 0.5
            painter.drawLine(QPointF(x, edge.top()), QPointF(x, edge.bottom()))
        painter.restore()
        painter.setPen(QPen(QColor(t.control), 1))
        painter.drawPath(outline)
        for k in range(self.count()):
            self._draw_tab(painter, k)

    def _draw_tab(self, painter: QPainter, index: int) -> None:
        t = tokens()
        chosen = index == self.currentIndex()
        rect = QRectF(self.tabRect(index)).adjusted(_PAD, 0, -_PAD, 0)
        text_font = font(13, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        count = str(self.tabData(index) or "")
        wide = QFontMetricsF(text_font).horizontalAdvance(self.tabText(index))
        count_wide = QFontMetricsF(font(12)).horizontalAdvance(count) + _GAP if count else 0
        left = rect.left() + (rect.width() - wide - count_wide) / 2
        painter.setFont(text_font)
        painter.setPen(QColor(t.ink if chosen else t.ink2))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, wide + 1, rect.height()), middle, self.tabText(index))
        if count:
            painter.setFont(font(12))
            painter.setPen(QColor(t.ink2))
            at = QRectF(left + wide + _GAP, 0, count_wide, rect.height())
            painter.drawText(at, middle, count)
