"""The head of one day on the board: number, date, verdict, totals against their limits."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.tours.blocks import Column
from tourplanner.ui.widgets.badges import Chip, DayBadge
from tourplanner.ui.widgets.basic import clear, column, label, row
from tourplanner.ui.widgets.rows import draw_text
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import clock_span, count_words

HEAD_HEIGHT = 57
_MANY = 10  # warnings: with two figures the verdict has no room for its sign


class Meter(QWidget):
    """A total with a thin bar: how much of its limit it takes."""

    def __init__(self, words: str, share: float | None, spoken: str) -> None:
        super().__init__()
        self._words, self._share = words, share
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give its size."""
        wide = QFontMetricsF(font(12, figures=True)).horizontalAdvance(self._words)
        return QSize(round(wide) + 2, look().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words and bar."""
        t = tokens()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        words = rect.adjusted(0, 0, 0, -5)
        draw_text(painter, words, self._words, px=12, color=t.ink2, figures=True)
        if self._share is None:
            return
        bar = QRectF(0, rect.bottom() - 4, rect.width() - 2, 3)
        painter.fillRect(bar, QColor(t.line))
        over = self._share > 1
        bar.setWidth(bar.width() * min(self._share, 1.0))
        painter.fillRect(bar, QColor(t.bad.ink if over else t.ink3))


class DayHead(QFrame):
    """Two lines over a day."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "left")
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layout = column(self, margins=(7, 7, 4, 6), gap=3)
        self.day: Column | None = None

    def show_day(self, day: Column) -> None:
        """Show a day; nothing is drawn anew where the head says the same."""
        if self.day is not None and _said(day) == _said(self.day):
            return
        self.day = day
        clear(self._layout)
        self.setAccessibleName(f"{day.title}: {day.verdict}")
        warnings = count_words(day.warnings, "warning")
        upper = row(gap=4)
        upper.addWidget(DayBadge(day.index, str(day.index + 1)))
        upper.addWidget(label(day.title, "heading"))
        upper.addStretch(1)
        if day.tone == "good":
            has_room = day.warnings < _MANY
            upper.addWidget(Chip(day.verdict, "good", "check" if has_room else ""))
        if day.tone == "good" and day.warnings:
            upper.addWidget(_chip(str(day.warnings), "warn", "triangle-alert", warnings))
        if day.tone == "bad":  # alone, since a narrow day has room for no more
            words = f"{day.verdict}; {warnings}" if day.warnings else day.verdict
            upper.addWidget(_chip(day.verdict_short, "bad", "octagon-x", words))
        self._layout.addLayout(upper)
        lower = row(gap=7)
        lower.addWidget(Meter(f"{day.miles} mi", None, f"{day.miles} miles"))
        mark = "≈ " if day.is_estimate else ""
        lower.addWidget(_meter("Drive", mark, day.drive_min, day.drive_limit_min))
        lower.addWidget(_meter("On duty", mark, day.duty_min, day.duty_limit_min))
        lower.addStretch(1)
        self._layout.addLayout(lower)


def _chip(text: str, tone: str, icon: str, words: str) -> Chip:
    """Give a chip that says more when it is asked."""
    made = Chip(text, tone, icon)
    made.setAccessibleName(words)
    made.setToolTip(plain_tip(words))
    return made


def _said(day: Column) -> Column:
    return replace(day, blocks=())


def _meter(name: str, mark: str, minutes: int, limit: int | None) -> Meter:
    share = minutes / limit if limit else None
    spoken = f"{name}: {clock_span(minutes)}"
    if limit:
        spoken += f" of {clock_span(limit)} that the law allows"
    return Meter(f"{name} {mark}{clock_span(minutes)}", share, spoken)
