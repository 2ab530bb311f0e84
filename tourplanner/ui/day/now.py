"""The page *Now*: the clock, where the bus is, what lies ahead, ways out of a delay, calls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSplitter, QWidget

from tourplanner.core.late import MOST_LATE_MIN
from tourplanner.ui.day.large import CLOCK, HEAD, NAME, TEXT, Badge, LargeLabel, large_font, px
from tourplanner.ui.day.lists import AheadDelegate, CallDelegate, ChoiceDelegate, LargeList
from tourplanner.ui.day.screen import Ahead, Caller, Screen
from tourplanner.ui.day.ways import Choice
from tourplanner.ui.theme import THEME
from tourplanner.ui.widgets.basic import column, pane, row
from tourplanner.ui.widgets.fields import NumberBox
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.words import count_words

_BOLD, _STRONG = QFont.Weight.Bold, QFont.Weight.DemiBold
_LEFT_WIDTH = 420
_SMALL_WIDTH, _SMALL_HEIGHT = 800, 480


class NowPage(QWidget):
    """Everything of the day that is read at a glance.

    Signals
    -------
    minutes_given : Enter in the field of minutes. time_given : a clock time for a rehearsal.
    """

    minutes_given = Signal(int)
    time_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._is_small = self._is_late = self._is_choosing = False
        layout = column(self)
        layout.addWidget(self._band())
        layout.addWidget(self._rehearsal())
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.left = self._left()
        self.split.addWidget(self.left)
        self.split.addWidget(self._right())
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([_LEFT_WIDTH, 900 - _LEFT_WIDTH])
        layout.addWidget(self.split, 1)
        self.foot = FlowBox()
        self.foot.flow.setContentsMargins(0, 0, 0, 0)
        self.foot.flow.setSpacing(10)
        foot = pane("surface")
        foot.setProperty("edge", "top")
        around = column(foot, margins=(14, 8, 14, 8))
        around.addWidget(self.foot)
        layout.addWidget(foot)
        THEME.changed.connect(self._resize)
        self._resize()

    # -- parts -----------------------------------------------------------------------------------

    def _band(self) -> QWidget:
        made = pane("canvas")
        layout = row(made, margins=(18, 8, 18, 8), gap=18)
        self.clock = LargeLabel(CLOCK, _BOLD, wraps=False)
        self.date = LargeLabel(NAME, _BOLD, wraps=True)
        self.state = LargeLabel(TEXT, tone="ink2", wraps=True)
        words = column(gap=0)
        words.addWidget(self.date)
        words.addWidget(self.state)
        self.badge = Badge()
        layout.addWidget(self.clock)
        layout.addLayout(words, 1)
        layout.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _rehearsal(self) -> QWidget:
        self.rehearsal = pane("sunken")
        layout = row(self.rehearsal, margins=(18, 6, 18, 6), gap=12)
        layout.addWidget(_said("Time now"))
        self.time = QLineEdit()
        self.time.setAccessibleName("Time now, for the rehearsal")
        self.time.setPlaceholderText("11:20 am")
        self.time.returnPressed.connect(lambda: self.time_given.emit(self.time.text()))
        layout.addWidget(self.time)
        self.time_problem = LargeLabel(TEXT, tone="ink2", wraps=True)
        layout.addWidget(self.time_problem, 1)
        self.rehearsal.hide()
        return self.rehearsal

    def _left(self) -> QWidget:
        made = pane("surface")
        made.setMinimumWidth(240)
        layout = column(made, margins=(18, 8, 10, 8), gap=2)
        self.lead = LargeLabel(TEXT, tone="ink2", wraps=True)
        self.head = LargeLabel(HEAD, _BOLD, wraps=True)
        self.sub = LargeLabel(TEXT, wraps=True)
        self.spare = LargeLabel(TEXT, _STRONG, wraps=True)
        self.ahead: LargeList[Ahead] = LargeList("What lies ahead", AheadDelegate())
        self.duty = LargeLabel(TEXT, tone="ink2", wraps=True)
        for part in (self.lead, self.head, self.sub, self.spare):
            layout.addWidget(part)
        layout.addSpacing(4)
        layout.addWidget(self.ahead, 1)
        layout.addSpacing(6)
        layout.addWidget(self.duty)
        return made

    def _right(self) -> QWidget:
        made = pane("surface")
        made.setMinimumWidth(300)
        layout = column(made, margins=(16, 8, 14, 8), gap=4)
        self.late_row = QWidget()
        late = row(self.late_row, gap=10)
        self.late_title = LargeLabel(NAME, _BOLD, wraps=False)
        self.minutes = NumberBox("Minutes late", 0, MOST_LATE_MIN, 0, " min late")
        self.minutes.setProperty("large", "true")
        self.minutes.lineEdit().returnPressed.connect(
            lambda: self.minutes_given.emit(self.minutes.value())
        )
        self.late_hint = LargeLabel(TEXT, tone="ink2", wraps=True)
        late.addWidget(self.late_title)
        late.addWidget(self.minutes)
        late.addWidget(self.late_hint, 1)
        layout.addWidget(self.late_row)
        self.choices: LargeList[Choice] = LargeList("Ways to go on", ChoiceDelegate())
        layout.addWidget(self.choices, 3)
        self.calls_title = LargeLabel(NAME, _BOLD, wraps=True)
        layout.addWidget(self.calls_title)
        self.calls: LargeList[Caller] = LargeList("Whom to call", CallDelegate())
        layout.addWidget(self.calls, 2)
        self.message = QPlainTextEdit()
        self.message.setReadOnly(True)
        self.message.setTabChangesFocus(True)
        self.message.setAccessibleName("Message that can be sent")
        layout.addWidget(self.message)
        self.keys = FlowBox()
        layout.addWidget(self.keys)
        self.calls.moved.connect(self._show_message)
        self.show_choices(None)
        return made

    def _resize(self) -> None:
        made = large_font(TEXT)
        self.message.setStyleSheet(f"font-size: {px(TEXT)}px;")
        self.message.setFixedHeight(px(86))
        for field in (self.time, self.minutes):
            field.setStyleSheet(f"font-size: {px(TEXT)}px; min-height: {px(34)}px;")
            field.setFixedWidth(px(150))
        self.message.setFont(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be missed where there is little room."""
        super().resizeEvent(event)
        small = self.width() < px(_SMALL_WIDTH) or self.height() < px(_SMALL_HEIGHT)
        if small != self._is_small:
            self._is_small = small
            self.clock.set_size(HEAD if small else CLOCK)
            self.head.set_size(NAME if small else HEAD)
            self.badge.set_size(TEXT if small else 24)
            self._show_parts()

    def _show_parts(self) -> None:
        """Show what has words, and room."""
        for part in (self.date, self.lead, self.duty):
            part.setVisible(bool(part.text()) and not self._is_small)
        self.left.setVisible(not (self._is_small and self._is_late))
        self.late_hint.setVisible(not self._is_small)
        self.message.setVisible(not self._is_choosing and not self._is_small)
        self.keys.setVisible(not self._is_choosing)

    def give_keyboard(self, field: QWidget) -> None:
        """Give a field the keyboard; what was just shown is laid out first, ring and all."""
        for part in (self, *self.findChildren(QWidget)):
            layout = part.layout()
            if layout is not None and part.isAncestorOf(field):
                layout.activate()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- showing ---------------------------------------------------------------------------------

    def show_screen(self, screen: Screen) -> None:
        """Show a moment of the day."""
        for part, words in (
            (self.clock, screen.clock),
            (self.date, screen.date),
            (self.state, screen.state),
            (self.lead, screen.lead),
            (self.head, screen.head),
            (self.sub, screen.sub),
            (self.spare, screen.spare),
            (self.duty, screen.duty),
            (self.badge, screen.badge),
        ):
            if part.text() != words:
                part.setText(words)
                part.setVisible(bool(words))
        self._show_parts()
        self.badge.set_tone(screen.tone)
        self.spare.set_tone(screen.spare_tone)
        self.ahead.show_values(list(screen.ahead))

    def show_choices(self, choices: list[Choice] | None) -> None:
        """Show ways to go on; None = there is no delay to get out of."""
        self.late_row.setVisible(choices is not None)
        self.choices.setVisible(bool(choices))
        self.choices.show_values(choices or [])
        self._is_late = choices is not None
        self._is_choosing = bool(choices)  # until a way is chosen there is nothing to send
        self._show_parts()

    def show_calls(self, callers: list[Caller], about: str) -> None:
        """Show whom to call; ``about`` names the plan or the choice that asks for it."""
        asked = [caller for caller in callers if caller.is_told is not None]
        done = sum(bool(caller.is_told) for caller in asked)
        more = f"; {rest} more can be called" if (rest := len(callers) - len(asked)) else ""
        count = f" ({done} of {count_words(len(asked), 'call')} made{more})" if asked else ""
        self.calls_title.setText(f"{about}{count}")
        self.calls.show_values(callers)
        self._show_message()

    def _show_message(self) -> None:
        caller = self.calls.current
        text = caller.line.text if caller is not None else ""
        numbers = caller.numbers[1:] if caller is not None else ()
        also = ", ".join(f"{label} {number}" for label, number in numbers)
        shown = f"{text}\n(also {also})" if also else text
        if self.message.toPlainText() != shown:
            self.message.setPlainText(shown)


def _said(text: str) -> LargeLabel:
    made = LargeLabel(TEXT, wraps=False)
    made.setText(text)
    return made
