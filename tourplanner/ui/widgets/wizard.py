"""Several steps on one page: what each came to at the left, Back and Next at the lower right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.widgets.basic import button, column, label, pane, row, set_words
from tourplanner.ui.widgets.rows import draw_text

STEP_WIDTH, STEP_HEIGHT = 164, 48
_PAGE = 700  # the least width of a page beside its steps
_PAGE_TEXT = 460  # the same at 100 % text, for larger text
_TALL = 420  # under this height, at 100 % text, there is room for the steps alone


class Wizard(QWidget):
    """Pages one after the other. Whoever uses it says what Next does and when it can.

    Signals
    -------
    next_wished : of the step that is shown, from 0. canceled : nothing is to be done.
    """

    next_wished = Signal(int)
    canceled = Signal()

    def __init__(self, title: str, steps: Sequence[str], promise: str) -> None:
        """Take the title, the names of the steps, and a line that says what is safe."""
        super().__init__()
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.step = 0
        outer = column(self)
        middle = row(gap=0)
        self._left = QFrame()
        self._left.setProperty("edge", "right")
        side = column(self._left, margins=(12, 14, 12, 14), gap=6)
        self.steps = [_Step(number, name) for number, name in enumerate(steps, 1)]
        for made in self.steps:
            side.addWidget(made)
        side.addStretch(1)
        self._safe = label(promise, "hint", wraps=True)
        self._safe.setFixedWidth(self.steps[0].width())
        side.addWidget(self._safe)
        middle.addWidget(self._left)
        self.pages = QStackedWidget()
        middle.addWidget(self.pages, 1)
        head = pane("surface")
        head_row = row(head, margins=(18, 10, 18, 10), gap=12)
        head_row.addWidget(label(title, "heading"))
        self.about = label("", "hint")
        head_row.addWidget(self.about, 1)
        outer.addWidget(head)
        outer.addLayout(middle, 1)
        foot = QFrame()
        foot.setProperty("edge", "top")
        below = column(foot, margins=(16, 8, 16, 10), gap=6)
        self.reason = label("", "hint", wraps=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight)
        below.addWidget(self.reason)
        self.foot = row(gap=8)
        self.foot.addStretch(1)
        below.addLayout(self.foot)
        self.cancel = button("Cancel", click=self.canceled.emit)
        self.back = button("Back", "", "arrow-left", lambda: self.show_step(self.step - 1))
        self.next = button("Next", "primary", "arrow-right", self._on_next)
        for control in (self.cancel, self.back, self.next):
            self.foot.addWidget(control)
        outer.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the steps out where the page itself has too little room."""
        super().resizeEvent(event)
        page = max(_PAGE, look().px(_PAGE_TEXT))
        self._left.setVisible(self.width() >= look().px(STEP_WIDTH) + page)
        self._safe.setVisible(self.height() >= look().px(_TALL))

    def add_page(self, page: QWidget) -> None:
        """Put in the page of the next step."""
        self.pages.addWidget(page)

    def show_step(self, step: int) -> None:
        """Show a step, from 0."""
        self.step = step
        self.pages.setCurrentIndex(step)
        for number, made in enumerate(self.steps):
            made.show_state(number - step)
        self.back.setVisible(step > 0)

    def set_result(self, step: int, words: str) -> None:
        """Write what a step came to under its name."""
        self.steps[step].set_result(words)

    def set_next(self, words: str, reason: str = "", *, can: bool = True) -> None:
        """Say what Next does, or beside it why it cannot."""
        set_words(self.next, words)
        self.next.setEnabled(can)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))

    def _on_next(self) -> None:
        self.next_wished.emit(self.step)


class _Step(QWidget):
    """One step: its number or a check, its name, what it came to."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number, self._name, self._result, self._apart = number, name, "", 1
        THEME.changed.connect(self._resize)
        self._resize()
        self.show_state(1)

    def _resize(self) -> None:
        self.setFixedSize(look().px(STEP_WIDTH), look().px(STEP_HEIGHT))

    def show_state(self, apart: int) -> None:
        """Say how far it is behind the step that is shown: 0 is that step, below 0 is done."""
        self._apart = apart
        self._speak()

    def set_result(self, words: str) -> None:
        """Write what it came to."""
        self._result = words
        self._speak()

    def _speak(self) -> None:
        state = "this step" if self._apart == 0 else "done" if self._apart < 0 else "to come"
        parts = (f"Step {self._number}", self._name, state, self._result)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the step."""
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        is_now = self._apart == 0
        if is_now:
            painter.setBrush(QColor(t.select))
            painter.drawRoundedRect(rect, 6, 6)
        size = look().px(20)
        disk = QRectF(rect.left() + 8, rect.top() + 7, size, size)
        painter.setBrush(QColor(t.accent) if is_now else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.accent if is_now else t.control), 1))
        painter.drawEllipse(disk)
        if self._apart < 0:
            edge = look().px(4)
            icons.draw(painter, "check", disk.adjusted(edge, edge, -edge, -edge), t.ink2)
        else:
            painter.setFont(font(12, QFont.Weight.Bold))
            painter.setPen(QColor(t.surface if is_now else t.ink2))
            painter.drawText(disk, Qt.AlignmentFlag.AlignCenter, str(self._number))
        left = disk.right() + 9
        room = rect.right() - left - 4
        line = look().px(17)
        name = QRectF(left, rect.top() + 7, room, size)
        draw_text(painter, name, self._name, weight=QFont.Weight.DemiBold)
        result = QRectF(left, name.bottom() - 1, room, line)
        draw_text(painter, result, self._result, px=12, color=t.ink2)
