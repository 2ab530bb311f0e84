"""The two lists of visits: stops with their numbers, notes with their first lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.visits.rows import EVIDENCE, KIND_WORDS, HitRow, NoteRow, StopRow, known_words
from tourplanner.ui.widgets.badges import day_badge_width, draw_day_badge
from tourplanner.ui.widgets.rows import Index, draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.values import ValuesModel
from tourplanner.ui.words import count_words


def spoken(value: Any) -> str:
    """Give a stop or a note as a sentence."""
    if isinstance(value, StopRow):
        number = f"Stop {value.number}, " if value.number else ""
        return f"{number}{value.name}, {value.city}, {count_words(value.notes, 'note')}"
    if isinstance(value, NoteRow):
        said = known_words(value.evidence, value.strength)
        parts = (value.time, said, value.first, value.about)
        return ", ".join(part for part in parts if part)
    if isinstance(value, HitRow):
        where = (
            f"{KIND_WORDS[value.kind]}, {value.where}" if value.where else KIND_WORDS[value.kind]
        )
        return f"{where}: {value.text}"
    return str(value)


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
        if stop.rating is not None:
            rated = f"rated {stop.rating}"
            taken = draw_text(painter, lower, rated, px=12, color=t.ink2, right=True, figures=True)
            lower.setRight(lower.right() - taken - 8)
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
        known = known_words(note.evidence, note.strength, dots=True)
        if known:
            _, icon, tone = EVIDENCE.get(note.evidence, ("", "", "ink2"))
            color = icons.tone_color(tone)
            wide = draw_text(painter, upper, known, px=12, color=color, right=True)
            size = look().px(13)
            at = QRectF(upper.right() - wide - size - 5, upper.center().y() - size / 2, size, size)
            if icon:
                icons.draw(painter, icon, at, color)
            room = upper.adjusted(0, 0, -wide - size - 11, 0)
        draw_text(painter, room, note.time, px=12, color=t.ink2, figures=True)
        middle = upper.translated(0, high)
        draw_text(painter, middle, note.first, weight=QFont.Weight.DemiBold)
        lower = middle.translated(0, high)
        draw_text(painter, lower, note.rest or note.author, px=12, color=t.ink2)
        draw_focus(painter, option)


class HitDelegate(QStyledItemDelegate):
    """Draws what was found: kind and place, then two lines of words with the found ones marked."""

    def __init__(self, model: ValuesModel[HitRow]) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(120, look().px(68))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        hit, t = self._model.values[index.row()], tokens()
        draw_ground(painter, option)
        rect = QRectF(option.rect).adjusted(12, 6, -12, -7)
        upper = QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 3)
        where = f"{KIND_WORDS[hit.kind]} · {hit.where}" if hit.where else KIND_WORDS[hit.kind]
        draw_text(painter, upper, where, px=12, color=t.ink2)
        draw_marked(painter, rect.adjusted(0, rect.height() / 3, 0, 0), hit.text, hit.marks)
        draw_focus(painter, option)


def draw_marked(
    painter: QPainter, rect: QRectF, text: str, marks: Sequence[tuple[int, int]]
) -> None:
    """Draw a text in as many lines as fit, some of its letters bold and on the ground of a mark."""
    laid = QTextLayout(text, font(13))
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    strong.setBackground(QColor(tokens().warn.ground))
    formats = []
    for start, end in marks:
        piece = QTextLayout.FormatRange()
        piece.start, piece.length, piece.format = start, end - start, strong
        formats.append(piece)
    laid.setFormats(formats)
    laid.beginLayout()
    y = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(rect.width())
        line.setPosition(QPointF(0, y))
        y += line.height()
        if y + line.height() > rect.height() + 1:
            break
    laid.endLayout()
    painter.setPen(QColor(tokens().ink))
    painter.save()
    painter.setClipRect(rect)
    laid.draw(painter, rect.topLeft())
    painter.restore()
