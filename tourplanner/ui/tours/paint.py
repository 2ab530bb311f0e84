"""Draws the blocks of the board: letter, text and time; pattern and edge as well as color."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.tokens import Scheme
from tourplanner.ui.tours.blocks import Block
from tourplanner.ui.widgets.badges import day_badge_width, draw_day_badge, draw_letter_tile
from tourplanner.ui.widgets.rows import draw_text

LETTER_FROM, TEXT_FROM, TWO_LINES_FROM = 9, 15, 38  # heights at 100 % text
_HATCH_GAP, _DOT_GAP = 7, 5
_GAP = 3  # px between an icon and its word
_PART = 22  # width of a part of a visit at 100 % text: its letter
_PERIODS = 4  # in a tile: whole pixels at 125, 150 and 175 % of a screen too, so without seams


def part_width() -> int:
    """Give the width of a part at the right edge of its visit, in pixels of this text size."""
    return look().px(_PART)


def draw_block(painter: QPainter, block: Block, rect: QRectF, *, is_current: bool) -> None:
    """Draw one block into its rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, 4, 4)
    painter.setClipPath(path)
    _draw_ground(painter, block, rect)
    painter.setClipping(False)
    if block.within or (block.kind in "MDR" and tokens().scheme is Scheme.CONTRAST):
        pen = QPen(QColor(tokens().control if block.within else tokens().line), 1)
        if block.within and block.is_tentative:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if block.kind == "V":
        _draw_visit(painter, block, rect)
    elif rect.height() >= look().px(LETTER_FROM):
        _draw_line(painter, block, rect)
    painter.restore()
    if is_current:
        draw_ring(painter, rect)


def draw_ring(painter: QPainter, rect: QRectF) -> None:
    """Draw the ring of the current block, 1 px off it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens().focus), 2))
    painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 6, 6)
    painter.restore()


def _draw_ground(painter: QPainter, block: Block, rect: QRectF) -> None:
    t = tokens()
    grounds = {
        "V": t.tint(block.day),
        "D": t.sunken,
        "B": t.surface,
        "M": t.meal,
        "P": t.info.ground,
        "R": t.good.ground,
        "H": t.hotel.ground,
    }
    painter.fillRect(rect, QColor(grounds[block.kind]))
    # Drawn line by line and dot by dot, patterns took most of the time of a board.
    ratio = painter.device().devicePixelRatioF()
    if block.kind == "D":
        painter.drawTiledPixmap(rect, _hatch(t.hatch, ratio))
    elif block.kind == "B":
        painter.drawTiledPixmap(rect, _dots(t.control, ratio))


@lru_cache(maxsize=16)
def _hatch(color: str, ratio: float) -> QPixmap:
    """Give slanted lines as a tile."""
    size = _HATCH_GAP * _PERIODS
    made, painter = _tile(size, ratio)
    painter.setPen(QPen(QColor(color), 2))
    for x in range(-size, 2 * size, _HATCH_GAP):
        painter.drawLine(QPointF(x - 1, size + 1), QPointF(x + size + 1, -1))
    painter.end()
    return made


@lru_cache(maxsize=16)
def _dots(color: str, ratio: float) -> QPixmap:
    """Give dots as a tile."""
    size = _DOT_GAP * _PERIODS
    made, painter = _tile(size, ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    for x in range(0, size, _DOT_GAP):
        for y in range(0, size, _DOT_GAP):
            painter.drawEllipse(QPointF(x + _DOT_GAP / 2, y + _DOT_GAP / 2), 0.6, 0.6)
    painter.end()
    return made


def _tile(size: int, ratio: float) -> tuple[QPixmap, QPainter]:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return made, painter


def _draw_visit(painter: QPainter, block: Block, rect: QRectF) -> None:
    t = tokens()
    color = t.bad.ink if block.late_min else t.day(block.day)
    painter.fillRect(QRectF(rect.left(), rect.top() + 2, 4, rect.height() - 4), QColor(color))
    pen = QPen(QColor(color), 1)
    if block.is_tentative:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if rect.height() < look().px(LETTER_FROM):
        return
    high = min(float(look().px(18)), rect.height() - 4)
    two = rect.height() >= look().px(TWO_LINES_FROM)
    top = rect.top() + (5 if two else (rect.height() - high) / 2)
    wide = day_badge_width(block.number)
    draw_day_badge(painter, QRectF(rect.left() + 9, top, wide, high), block.day, block.number)
    line = QRectF(rect.left() + 9 + wide + 7, top, 0, high)
    aside = part_width() + 8 if block.has_parts else 8
    line.setRight(rect.right() - aside)
    line = _draw_marks(painter, block, line)
    below = QRectF(rect.left() + 10, top + high + 1, rect.width() - 10 - aside, look().px(17))
    words = block.name if two else block.title
    if block.is_tentative:
        # The name is whole where it can be: then the word stands on the line under it.
        name = _wide_of(words, 13, QFont.Weight.DemiBold)
        if two and name > line.width() - _wide_of("Tentative") - _icon_wide() - _GAP:
            below.setRight(_draw_tentative(painter, below, _wide_of(block.detail, figures=True)))
        else:
            line.setRight(_draw_tentative(painter, line, min(name, 90)) - 2)
    draw_text(painter, line, words, weight=QFont.Weight.DemiBold)
    if two:
        ink = t.bad.ink if block.late_min else t.ink2
        draw_text(painter, below, block.detail, px=12, color=ink, figures=True)


def _draw_tentative(painter: QPainter, line: QRectF, wanted: float) -> float:
    """Say at the right end of a line that nobody agreed yet; gives where the rest must end.

    Without ``wanted`` px for the rest it is the icon alone, and the dashed edge of the visit.
    """
    ink, right = tokens().ink2, line.right()
    wide = _wide_of("Tentative")
    if line.width() - wide - _icon_wide() - _GAP >= wanted:
        at = QRectF(right - wide, line.top(), wide + 1, line.height())
        draw_text(painter, at, "Tentative", px=12, color=ink)
        right -= wide + _GAP
    icons.draw(painter, "circle-dashed", _icon_at(right, line), ink)
    return right - _icon_wide()


def _draw_marks(painter: QPainter, block: Block, line: QRectF) -> QRectF:
    """Draw what holds a visit at the right of its first line; gives what is left of the line."""
    right = line.right()
    for holds, icon in (
        (block.coverage == "closed", "eye-off"),
        (block.is_pinned or block.is_locked, "lock"),
    ):
        if holds:
            icons.draw(painter, icon, _icon_at(right, line), tokens().ink2)
            right -= _icon_wide()
    line.setRight(right - 2)
    return line


def _wide_of(
    words: str,
    px: int = 12,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    figures: bool = False,
) -> float:
    return QFontMetricsF(font(px, weight, figures=figures)).horizontalAdvance(words)


def _icon_wide() -> int:
    return look().px(13) + 5


def _icon_at(right: float, line: QRectF) -> QRectF:
    size = look().px(13)
    return QRectF(right - size, line.center().y() - size / 2, size, size)


def _draw_line(painter: QPainter, block: Block, rect: QRectF) -> None:
    """Draw letter, words and time in the middle of a block."""
    t = tokens()
    small = rect.height() < look().px(TEXT_FROM)
    size = float(look().px(10 if small else 14))
    at = QRectF(rect.left() + 3, rect.center().y() - size / 2, size, size)
    if block.within:
        at.moveCenter(rect.center())
    dark = block.kind == "H"
    if block.kind == "B" or small:
        ground = QColor(t.surface if block.kind == "B" else t.sunken)
        if not dark:
            painter.fillRect(at.adjusted(0, 0, 2, 0), ground)
        painter.setFont(font(9, QFont.Weight.Bold))
        painter.setPen(QColor(t.hotel.ink if dark else t.ink2))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, block.kind)
    elif dark:
        draw_letter_tile(painter, at, block.kind, t.hotel.ground, t.hotel.ink)
    else:
        inks = {"D": t.ink3, "M": t.warn.ink, "P": t.info.ink, "R": t.good.ink}
        draw_letter_tile(painter, at, block.kind, t.surface, inks[block.kind])
    if small or block.within or (block.kind == "B" and rect.height() < look().px(22)):
        return
    _draw_words(painter, block, QRectF(at.right() + 6, rect.top(), 0, rect.height()), rect)


def _draw_words(painter: QPainter, block: Block, text: QRectF, rect: QRectF) -> None:
    t = tokens()
    ink = t.hotel.ink if block.kind == "H" else t.ink
    time = block.time.removesuffix(" am").removesuffix(" pm")
    metrics = QFontMetricsF(font(12, figures=True))
    if block.has_parts:
        rect = rect.adjusted(0, 0, -part_width() - 4, 0)
    clock_wide = metrics.horizontalAdvance(time) + 8
    text.setRight(rect.right() - clock_wide - 6)
    words = metrics.elidedText(block.title, Qt.TextElideMode.ElideRight, text.width())
    if block.kind in "DB":  # words on a pattern stand on their own ground
        ground = QColor(t.sunken if block.kind == "D" else t.surface)
        high = look().px(16)
        y = rect.center().y() - high / 2
        wide = metrics.horizontalAdvance(words)
        painter.fillRect(QRectF(text.left() - 2, y, wide + 4, high), ground)
        painter.fillRect(QRectF(rect.right() - clock_wide, y, clock_wide - 3, high), ground)
    draw_text(painter, text, words, px=12, color=ink, figures=True)
    at = QRectF(rect.right() - clock_wide, rect.top(), clock_wide - 5, rect.height())
    draw_text(painter, at, time, px=12, color=ink, right=True, figures=True)
