"""Badges, chips and tiles: small marks that say something by letter or shape as well as color."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.tokens import BADGE_HEIGHT, RADIUS_BADGE

LEVEL_SIZE = 18
_CHIP_ICON = 13


def day_badge_width(text: str) -> int:
    """Give the width of a day's or stop's badge."""
    return max(look().px(26), round(QFontMetricsF(font(12)).horizontalAdvance(text)) + 14)


def draw_day_badge(painter: QPainter, rect: QRectF, day: int, text: str) -> None:
    """Draw a badge such as 2 or 2.3: its shape and color are those of the day, from 0."""
    t = tokens()
    path = QPainterPath()
    shape = day % 3
    if shape == 0:
        path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    elif shape == 1:
        path.addRoundedRect(rect, 3, 3)
    else:
        path = _leaf(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, QColor(t.day(day)))
    if day >= len(t.days):
        painter.setPen(QPen(QColor(t.on_day), 1))
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 2, 2)
    painter.setFont(font(12, QFont.Weight.Bold, figures=True))
    painter.setPen(QColor(t.on_day))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _leaf(rect: QRectF) -> QPainterPath:
    """Give a shape with two round and two sharp corners."""
    r, small = rect.height() / 2, 2.0
    path = QPainterPath(QPointF(rect.left() + r, rect.top()))
    path.lineTo(rect.right() - small, rect.top())
    path.quadTo(rect.topRight(), QPointF(rect.right(), rect.top() + small))
    path.lineTo(rect.right(), rect.bottom() - r)
    path.quadTo(rect.bottomRight(), QPointF(rect.right() - r, rect.bottom()))
    path.lineTo(rect.left() + small, rect.bottom())
    path.quadTo(rect.bottomLeft(), QPointF(rect.left(), rect.bottom() - small))
    path.lineTo(rect.left(), rect.top() + r)
    path.quadTo(rect.topLeft(), QPointF(rect.left() + r, rect.top()))
    return path


def draw_letter_tile(painter: QPainter, rect: QRectF, letter: str, ink: str, ground: str) -> None:
    """Draw a small tile with a letter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, RADIUS_BADGE - 1, RADIUS_BADGE - 1)
    painter.fillPath(path, QColor(ground))
    painter.setFont(font(11, QFont.Weight.Bold))
    painter.setPen(QColor(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def draw_level(painter: QPainter, rect: QRectF, level: str) -> None:
    """Draw the tile of a privacy level: P, M, T, I or R; the darker, the closer it stays."""
    pair = tokens().levels["PMTIR".index(level)]
    draw_letter_tile(painter, rect, level, pair.ink, pair.ground)
    if level == "P":
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().control), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()


class DayBadge(QWidget):
    """A badge of a day or a stop."""

    def __init__(self, day: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self._text = text
        self.setAccessibleName(f"Stop {text}" if "." in text else f"Day {text}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give the badge's size."""
        return QSize(day_badge_width(self._text), look().px(BADGE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        draw_day_badge(QPainter(self), QRectF(self.rect()), self._day, self._text)


class LevelTile(QWidget):
    """A tile that says who may see what stands beside it."""

    def __init__(self, level: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Who may see it: {LEVEL_WORDS[level]}")
        self.setToolTip(LEVEL_WORDS[level])

    def sizeHint(self) -> QSize:
        """Give the tile's size."""
        return QSize(look().px(LEVEL_SIZE), look().px(LEVEL_SIZE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        draw_level(QPainter(self), QRectF(self.rect()), self._level)


class Chip(QWidget):
    """A word on a colored ground with an icon: a state, a verdict, a count."""

    def __init__(self, text: str, tone: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, text: str, tone: str, icon: str = "") -> None:
        """Say something else."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give the chip's size."""
        return QSize(chip_width(self._text, self._icon), look().px(BADGE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        draw_chip(QPainter(self), QRectF(self.rect()), self._text, self._tone, self._icon)


def chip_width(text: str, icon: str = "") -> int:
    """Give the width of a chip with that text."""
    wide = QFontMetricsF(font(12, QFont.Weight.Medium)).horizontalAdvance(text)
    return round(wide) + 13 + (look().px(_CHIP_ICON) + 4 if icon else 0)


def draw_chip(painter: QPainter, rect: QRectF, text: str, tone: str, icon: str = "") -> None:
    """Draw a chip; ``tone`` is good, warn, bad, info or plain."""
    t = tokens()
    ink, ground = (t.ink2, t.sunken) if tone == "plain" else getattr(t, tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, RADIUS_BADGE, RADIUS_BADGE)
    painter.fillPath(path, QColor(ground))
    left = rect.left() + 6
    if icon:
        size = look().px(_CHIP_ICON)
        top = rect.top() + (rect.height() - size) / 2
        icons.draw(painter, icon, QRectF(left, top, size, size), ink)
        left += size + 4
    painter.setFont(font(12, QFont.Weight.Medium))
    painter.setPen(QColor(ink))
    at = QRectF(left, rect.top(), rect.right() - left - 4, rect.height())
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
