"""The start page: three choices and the files opened last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from tourplanner.ui import icons
from tourplanner.ui.memory import Memory
from tourplanner.ui.start.map import StartMap
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.tokens import RADIUS_CARD
from tourplanner.ui.widgets.basic import button, card, clear, column, icon_label, label, scroll_page
from tourplanner.ui.widgets.rows import draw_text
from tourplanner.ui.words import day_words, folder_words, tod_words

WIDTH, _SIDE = 580, 32
_LEAST_MAP = 260  # a narrower one shows nothing
_CHOICES = (
    ("new", "New tour", "Name, dates, start and end. The school directory is on this laptop.",
     "file-plus", "Ctrl+N"),
    ("open", "Open a file", "A file of this office, from this laptop, a stick or a shared folder.",
     "folder-open", "Ctrl+O"),
    ("sample", "Try the sample tour", "Three days in October 2013. Sample data, yours to change.",
     "bus", "Ctrl+Shift+S"),
)  # fmt: skip


class ChoiceCard(QAbstractButton):
    """A wide button with an icon, a name, a line of words and a note at the right."""

    def __init__(
        self, name: str, words: str, icon: str, note: str, *, height: int, key: bool = False
    ) -> None:
        super().__init__()
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._words, self._icon, self._note = words, icon, note
        self._height, self._is_key = height, key

    def sizeHint(self) -> QSize:
        """Give the card's size."""
        return QSize(look().px(WIDTH), look().px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.isDown()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        painter.fillPath(path, QColor(t.soft if lit else t.surface))
        painter.setPen(QPen(QColor(t.accent if lit else t.line), 1))
        painter.drawPath(path)
        size = look().px(22 if self._is_key else 16)
        left, middle = box.left() + 16, box.center().y()
        icons.draw(painter, self._icon, QRectF(left, middle - size / 2, size, size), t.accent)
        note_wide = self._draw_note(painter, box)
        text_left = left + size + (16 if self._is_key else 10)
        wide = box.right() - text_left - note_wide - 30
        high = look().px(18)
        upper = QRectF(text_left, middle - high - 1, wide, high)
        px, weight = (15, QFont.Weight.Bold) if self._is_key else (13, QFont.Weight.Medium)
        draw_text(painter, upper, self.text(), px=px, weight=weight)
        lower = QRectF(text_left, middle + 2, wide, high)
        draw_text(painter, lower, self._words, px=13 if self._is_key else 12, color=t.ink2)

    def _draw_note(self, painter: QPainter, box: QRectF) -> float:
        t = tokens()
        painter.setFont(font(12))
        wide = painter.fontMetrics().horizontalAdvance(self._note)
        if not self._is_key:
            at = QRectF(box.right() - wide - 16, box.top(), wide, box.height())
            draw_text(
                painter, at.adjusted(-4, 0, 0, 0), self._note, px=12, color=t.ink2, right=True
            )
            return wide
        high = look().px(18)
        at = QRectF(box.right() - wide - 28, box.center().y() - high / 2, wide + 12, high)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.setBrush(QColor(t.canvas))
        painter.drawRoundedRect(at, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(t.ink2))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, self._note)
        return wide + 12


class StartPage(QScrollArea):
    """Begin in one click."""

    new_wished = Signal()
    open_wished = Signal()
    sample_wished = Signal()
    file_wished = Signal(object)  # Path

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = scroll_page("canvas")
        self.setWidget(page)
        outer = column(page, margins=(_SIDE, 18, _SIDE, 4), gap=8)
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer.addWidget(label("Plan the tour. Keep every word.", "display"))
        hint = label("Three ways to begin. All of them work with the network off.", "second")
        outer.addWidget(hint)
        outer.addSpacing(8)
        signals = {
            "new": self.new_wished,
            "open": self.open_wished,
            "sample": self.sample_wished,
        }
        self.choices: dict[str, ChoiceCard] = {}
        for name, title, words, icon, key in _CHOICES:
            made = ChoiceCard(title, words, icon, key, height=64, key=True)
            made.clicked.connect(lambda _=False, name=name: signals[name].emit())
            self.choices[name] = made
            outer.addWidget(made)
        self._recent_head = label("Recent files", "section")
        outer.addSpacing(6)
        outer.addWidget(self._recent_head)
        self._recent = column(gap=6)
        outer.addLayout(self._recent)
        outer.addSpacing(4)
        self.ready = column(gap=8)
        self.ready_box: QFrame | None = None
        outer.addLayout(self.ready)
        outer.addStretch(1)
        self._all_shown = False
        self.map = StartMap(self)
        self.show_recent()
        THEME.changed.connect(self._resize)
        self._resize()

    def show_recent(self) -> None:
        """List the files opened last."""
        clear(self._recent)
        paths = self._memory.recent
        self._recent_head.setVisible(bool(paths))
        shown = paths if self._all_shown else paths[:5]
        for path in shown:
            made = ChoiceCard(
                path.name, folder_words(path.parent), "file", changed_words(path), height=48
            )
            made.clicked.connect(lambda _=False, path=path: self.file_wished.emit(path))
            self._recent.addWidget(made)
        if len(shown) < len(paths):
            self._recent.addWidget(button("Show all", "quiet", click=self._show_all))
        self._resize()

    def show_ready(self, lines: Sequence[tuple[str, str]]) -> None:
        """List what works on this laptop without the network: what, of which states and dates."""
        clear(self.ready)
        self.ready_box = None
        if not lines:
            return
        self.ready.addWidget(label("Ready on this laptop", "section"))
        box = card()
        grid = QGridLayout(box)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(2, 1)
        for row, (what, about) in enumerate(lines):
            grid.addWidget(icon_label("circle-check", "good"), row, 0)
            grid.addWidget(label(what), row, 1)
            grid.addWidget(label(about, "hint", wraps=True), row, 2)
        self.ready.addWidget(box)
        self.ready_box = box
        self._resize()

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        return self.choices["new"]

    def _show_all(self) -> None:
        self._all_shown = True
        self.show_recent()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the map what the choices leave."""
        self._share()
        super().resizeEvent(event)

    def _share(self) -> None:
        wide = self.width() - look().px(WIDTH) - 2 * _SIDE
        wide = wide if wide >= look().px(_LEAST_MAP) else 0
        self.setViewportMargins(0, 0, wide, 0)
        self.map.setVisible(wide > 0)
        self.map.setGeometry(self.width() - wide, 0, wide, self.height())

    def _cards(self) -> list[QWidget]:
        lists = self.ready_box
        return [*self.findChildren(ChoiceCard), *([lists] if lists is not None else [])]

    def _resize(self) -> None:
        for made in self._cards():
            made.setMaximumWidth(look().px(WIDTH))
            made.updateGeometry()
        self._share()


def changed_words(path: Path) -> str:
    """Say when a file was changed: a time today, else a date."""
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return ""
    today = datetime.now().astimezone().date()
    if at.date() == today:
        return f"Today, {tod_words(at.hour, at.minute)}"
    return day_words(at.date(), year=at.year != today.year)
