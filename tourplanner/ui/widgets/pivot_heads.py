"""The heads of a matrix's rows: a name, after the badge of its stop where it has one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from tourplanner.ui.theme import look, tokens
from tourplanner.ui.tokens import BADGE_HEIGHT
from tourplanner.ui.widgets.badges import day_badge_width, draw_day_badge
from tourplanner.ui.widgets.rows import draw_text

NUMBER = int(Qt.ItemDataRole.UserRole)


class RowHeads(QHeaderView):
    """Draws them; the model gives the number of a stop, such as 2.3, for the role ``NUMBER``."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head."""
        model, across = self.model(), Qt.Orientation.Vertical
        number = str(model.headerData(section, across, NUMBER) or "")
        words = str(model.headerData(section, across) or "")
        room = QRectF(rect)
        painter.fillRect(room, QColor(tokens().surface))
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room.adjust(8, 0, -8, 0)
        if number:
            high = min(look().px(BADGE_HEIGHT), rect.height() - 4)
            top = room.center().y() - high / 2
            badge = QRectF(room.left(), top, day_badge_width(number), high)
            draw_day_badge(painter, badge, int(number.partition(".")[0]) - 1, number)
            room.setLeft(badge.right() + 8)
            words = words.removeprefix(number).lstrip()
        draw_text(painter, room, words, px=12, weight=QFont.Weight.DemiBold)
