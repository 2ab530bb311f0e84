"""Marks, lines, towns and cards of the plain map: the same looks as on the web map."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from tourplanner.services.maps import MapMark, MarkKind
from tourplanner.ui.theme import font, look
from tourplanner.ui.tokens import Tokens
from tourplanner.ui.widgets.rows import draw_text

# Line patterns of the days, in pixels, as on the web map and on paper.
_DASHES: tuple[tuple[float, ...], ...] = ((), (12, 6.4), (0.1, 7), (18, 6, 3, 6), (), (6, 5))
_ROUND = (0, 2)
_DOUBLE = 4
LINE = 4.0
_SHAPES = ("circle", "square", "hexagon")
_DOT, _STAMP, _SAME_PX = 5.0, 14, 3  # a dot's half size, its picture, what falls on one place
FEW_DOTS = 200  # so many are drawn each, and keep names off
GAP = 31.0  # marks closer than this step aside
_ROUNDS = 80
MOST_TOWNS = 42
CARD_WIDTH = 250


@dataclass(slots=True)
class Placed:
    """A mark on the screen: where its point is, and where it is drawn."""

    mark: MapMark
    home: QPointF
    at: QPointF

    @property
    def steps_aside(self) -> bool:
        """Whether a line must lead back to the point."""
        return math.dist((self.at.x(), self.at.y()), (self.home.x(), self.home.y())) > 7


def half_size(mark: MapMark) -> QPointF:
    """Give half the width and height of a mark."""
    if mark.is_dot:
        return QPointF(_DOT, _DOT)
    grow = look().text_percent / 100
    wide = 13 + max(0, len(mark.label) - 2) * 3.2
    return QPointF(wide * grow, (9.5 if mark.kind is MarkKind.PLACE else 11) * grow)


def spread(placed: Sequence[Placed]) -> None:
    """Let marks that would lie over each other step aside; the dots of candidates stay."""
    moving = [one for one in placed if not one.mark.is_dot]
    gap_px = GAP * look().text_percent / 100
    for _ in range(_ROUNDS):
        moved = False
        for i, one in enumerate(moving):
            for j in range(i + 1, len(moving)):
                other = moving[j]
                gap = other.at - one.at
                length = math.hypot(gap.x(), gap.y())
                if length >= gap_px:
                    continue
                if length < 0.5:
                    gap, length = QPointF(math.cos(i * 2.4 + j), math.sin(i * 2.4 + j)), 1.0
                push = gap * ((gap_px - length) / (2 * length) + 0.01)
                one.at, other.at, moved = one.at - push, other.at + push, True
        if not moved:
            return


def day_pen(day: int, t: Tokens) -> QPen:
    """Give the pen of a day's line."""
    kind = day % len(_DASHES)
    pen = QPen(QColor(t.day(day)), LINE)
    round_cap = kind in _ROUND
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_cap else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if _DASHES[kind]:
        pen.setDashPattern([px / LINE for px in _DASHES[kind]])
    return pen


def draw_line(painter: QPainter, path: QPainterPath, day: int, t: Tokens) -> None:
    """Draw a day's line over a pale edge; the path is in pixels."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = QPen(QColor(t.land), LINE + 3)
    painter.setPen(edge)
    painter.drawPath(path)
    painter.setPen(day_pen(day, t))
    painter.drawPath(path)
    if day % len(_DASHES) == _DOUBLE:
        inner = QPen(QColor(t.land), 1.4)
        painter.setPen(inner)
        painter.drawPath(path)


def draw_swatch(painter: QPainter, rect: QRectF, day: int, t: Tokens) -> None:
    """Draw a sample of a day's line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(day_pen(day, t))
    y = rect.center().y()
    painter.drawLine(QPointF(rect.left() + 2, y), QPointF(rect.right() - 2, y))
    if day % len(_DASHES) == _DOUBLE:
        painter.setPen(QPen(QColor(t.canvas), 1.4))
        painter.drawLine(QPointF(rect.left() + 2, y), QPointF(rect.right() - 2, y))
    painter.restore()


def _outline(shape: str, center: QPointF, half: QPointF) -> QPainterPath:
    path = QPainterPath()
    w, h = half.x(), half.y()
    if shape == "hexagon":
        side = w / 2
        corners = [(-w, 0), (-side, -h), (side, -h), (w, 0), (side, h), (-side, h)]
        path.addPolygon(QPolygonF([center + QPointF(x, y) for x, y in corners]))
        path.closeSubpath()
        return path
    rect = QRectF(center.x() - w, center.y() - h, 2 * w, 2 * h)
    radius = h if shape == "circle" else 3.5
    path.addRoundedRect(rect, radius, radius)
    return path


def draw_mark(painter: QPainter, one: Placed, t: Tokens, *, is_current: bool, focus: bool) -> None:
    """Draw one mark, with a line back to its point where it stepped aside."""
    mark, half = one.mark, half_size(one.mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if one.steps_aside:
        painter.setPen(QPen(QColor(t.ink), 1.2))
        painter.drawLine(one.home, one.at)
        painter.setPen(QPen(QColor(t.land), 1))
        painter.setBrush(QColor(t.ink))
        painter.drawEllipse(one.home, 3.2, 3.2)
    if mark.is_dot:
        _take_dot_pen(painter, mark.kind, t)
        painter.drawEllipse(one.at, half.x(), half.y())
    else:
        day = mark.days[0] if mark.days else 0
        is_place = mark.kind is MarkKind.PLACE
        shape = "place" if is_place else _SHAPES[day % len(_SHAPES)]
        path = _outline(shape, one.at, half)
        unsure = mark.is_approximate or not mark.is_confirmed
        pen = QPen(QColor(t.ink if unsure else t.land), 1.6 if unsure else 2)
        if unsure:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(QColor(t.ink2 if is_place else t.day(day)))
        painter.drawPath(path)
        if not is_place and day >= len(t.days):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.on_day), 1))
            painter.drawPath(_outline(shape, one.at, half - QPointF(3.5, 3.5)))
        painter.setPen(QColor(t.surface if is_place else t.on_day))
        painter.setFont(font(12, QFont.Weight.Bold, figures=True))
        box = QRectF(one.at - half, one.at + half)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.label)
    if is_current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.focus), 3 if focus else 2))
        ring = QRectF(one.at - half, one.at + half).adjusted(-4, -4, 4, 4)
        painter.drawRoundedRect(ring, 6, 6)


def _take_dot_pen(painter: QPainter, kind: MarkKind, t: Tokens) -> None:
    """Take the pen of a dot: a site of the file is full, a school of the directory a ring."""
    is_ring = kind is MarkKind.SCHOOL
    painter.setBrush(QColor(t.land if is_ring else t.ink2))
    painter.setPen(QPen(QColor(t.ink2 if is_ring else t.land), 2 if is_ring else 1.5))


def dots_apart(dots: Sequence[Placed], target: QRectF) -> list[Placed]:
    """Give the dots inside a view; of many that would fall on the same few pixels, one."""
    wide = target.adjusted(-6, -6, 6, 6)
    if len(dots) <= FEW_DOTS:
        return [one for one in dots if wide.contains(one.at)]
    left, right, top, low = wide.left(), wide.right(), wide.top(), wide.bottom()
    seen: dict[tuple[int, int, bool], Placed] = {}
    for one in dots:
        x, y = one.at.x(), one.at.y()
        if left < x < right and top < y < low:
            is_ring = one.mark.kind is MarkKind.SCHOOL
            seen.setdefault((int(x) // _SAME_PX, int(y) // _SAME_PX, is_ring), one)
    return list(seen.values())


def draw_dots(painter: QPainter, dots: Sequence[Placed], t: Tokens) -> None:
    """Draw the sites that are in no day, rings of schools first; many are stamped on a screen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_screen = isinstance(painter.device(), QWidget | QImage | QPixmap)
    for kind in (MarkKind.SCHOOL, MarkKind.CANDIDATE):
        places = [one.at for one in dots if one.mark.kind is kind]
        if is_screen and len(places) > FEW_DOTS:
            stamp = _stamp(kind, painter.device().devicePixelRatio(), t)
            aside = QPointF(_STAMP, _STAMP) / 2
            for at in places:
                painter.drawPixmap(at - aside, stamp)
            continue
        _take_dot_pen(painter, kind, t)
        for at in places:
            painter.drawEllipse(at, _DOT, _DOT)


def _stamp(kind: MarkKind, ratio: float, t: Tokens) -> QPixmap:
    made = QPixmap(round(_STAMP * ratio), round(_STAMP * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _take_dot_pen(painter, kind, t)
    painter.drawEllipse(QPointF(_STAMP, _STAMP) / 2, _DOT, _DOT)
    painter.end()
    return made


def place_towns(
    towns: Sequence[tuple[str, QPointF]], target: QRectF, taken: list[QRectF]
) -> list[tuple[str, QPointF]]:
    """Give the towns that have room: the largest first, none over another, none over a mark."""
    metrics = QFontMetricsF(font(12))
    shown: list[tuple[str, QPointF]] = []
    for name, at in towns:
        if not target.contains(at):
            continue
        wide = metrics.horizontalAdvance(name) + 12
        box = QRectF(at.x() - 5, at.y() - metrics.height() / 2, wide, metrics.height())
        if box.right() > target.right() or any(box.intersects(other) for other in taken):
            continue
        taken.append(box)
        shown.append((name, at))
        if len(shown) >= MOST_TOWNS:
            break
    return shown


def draw_towns(painter: QPainter, towns: Sequence[tuple[str, QPointF]], t: Tokens) -> None:
    """Draw towns: a dot and a name with a pale edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    text_font = font(12)
    metrics = QFontMetricsF(text_font)
    for name, at in towns:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.ink2))
        painter.drawEllipse(at, 2.4, 2.4)
        path = QPainterPath()
        path.addText(at + QPointF(7, metrics.capHeight() / 2), text_font, name)
        halo = QPen(QColor(t.land), 3)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, halo)
        painter.fillPath(path, QColor(t.ink2))
    painter.restore()


def there_and_back(path: QPainterPath) -> QPainterPath:
    """Give a line that goes its way back: it has no inside, and meets a box only by its way."""
    made = QPainterPath(path)
    made.connectPath(path.toReversed())
    return made


def card_box(
    one: Placed,
    size: QSizeF,
    target: QRectF,
    others: Sequence[Placed],
    crosses: Callable[[QRectF], bool] = lambda box: False,
    free: Sequence[QRectF] = (),
) -> QRectF:
    """Give the place of a card beside its mark: inside the map, off marks and the way of the bus.

    Parameters
    ----------
    crosses : whether the way goes through a box. free : what is to be left free too.
    """
    wide, high = size.width(), size.height()
    half, at = half_size(one.mark), one.at
    right, left = at.x() + half.x() + 10, at.x() - half.x() - 10 - wide
    over, under = at.y() - half.y() - high - 8, at.y() + half.y() + 8
    middle = at.x() - wide / 2
    corners = [(right, over), (right, under), (left, over), (left, under)]
    beside = at.y() - high / 2
    corners += [(middle, over), (middle, under), (right, beside), (left, beside)]
    inside = target.adjusted(8, 8, -8 - wide, -8 - high)
    best: tuple[float, int, QRectF] | None = None
    for order, (x, y) in enumerate(corners):
        kept_x = min(max(x, inside.left()), max(inside.right(), inside.left()))
        kept_y = min(max(y, inside.top()), max(inside.bottom(), inside.top()))
        box = QRectF(kept_x, kept_y, wide, high)
        covered = sum(box.adjusted(-8, -8, 8, 8).contains(p.at) for p in others if p is not one)
        own = box.contains(at)
        crossed = crosses(box)
        moved = abs(kept_x - x) + abs(kept_y - y) > 1
        hides = sum(box.intersects(other) for other in free)
        cost = (covered + 10 * own + 3 * hides + 0.8 * crossed + 0.5 * moved, order, box)
        if best is None or cost[:2] < best[:2]:
            best = cost
    assert best is not None
    return best[2]


def draw_card(
    painter: QPainter,
    one: Placed,
    lines: Sequence[str],
    target: QRectF,
    t: Tokens,
    others: Sequence[Placed],
    crosses: Callable[[QRectF], bool],
    free: Sequence[QRectF],
) -> None:
    """Draw the card of the current mark beside it, as wide as its words.

    Where much of it would be cut or hidden there is none: the list beside the map says the same.
    """
    grow = look().text_percent / 100
    row = 18 * grow
    title = f"{one.mark.label}  {one.mark.name}" if one.mark.label else one.mark.name
    words = [QFontMetricsF(font(12)).horizontalAdvance(text) for text in lines]
    words.append(QFontMetricsF(font(13, QFont.Weight.DemiBold)).horizontalAdvance(title))
    most = min(CARD_WIDTH * grow, target.width() - 16)
    if most < 0.7 * min(max(words), CARD_WIDTH * grow):
        return
    size = QSizeF(min(max(words) + 26, most), 12 + 20 * grow + row * len(lines))
    box = card_box(one, size, target, others, crosses, free)
    if any(box.intersects(part) for part in free):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.control), 1))
    painter.setBrush(QColor(t.surface))
    painter.drawRoundedRect(box, 6, 6)
    inside = box.adjusted(12, 6, -12, -6)
    head = QRectF(inside.left(), inside.top(), inside.width(), 20 * grow)
    draw_text(painter, head, title, weight=QFont.Weight.DemiBold)
    for k, text in enumerate(lines):
        at = QRectF(inside.left(), head.bottom() + k * row, inside.width(), row)
        draw_text(painter, at, text, px=12, color=t.ink2)
    painter.restore()


def draw_scale(painter: QPainter, at: QPointF, px_per_mile: float, t: Tokens) -> QRectF:
    """Draw a line of a round number of miles; ``at`` is its left lower end. Gives its box."""
    if px_per_mile <= 0:
        return QRectF()
    steps = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
    length = max((s for s in steps if s * px_per_mile <= 110), default=steps[0])
    wide = length * px_per_mile
    words = f"{length:g} mi"
    text_font = font(12)
    box = QRectF(
        at.x(), at.y() - 24, wide + QFontMetricsF(text_font).horizontalAdvance(words) + 26, 24
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.line), 1))
    painter.setBrush(QColor(t.surface))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QPen(QColor(t.ink2), 1.4))
    left, y = box.left() + 9, box.center().y() + 3
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(left, y - 5),
                QPointF(left, y),
                QPointF(left + wide, y),
                QPointF(left + wide, y - 5),
            ]
        )
    )
    draw_text(painter, box.adjusted(wide + 17, 0, 0, 0), words, px=12, color=t.ink2)
    painter.restore()
    return box
