"""What a plan came to: plans side by side, its days, and why each candidate was left out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from tourplanner.ui.theme import look
from tourplanner.ui.tours.beside import Beside
from tourplanner.ui.tours.blocks import Board, Column
from tourplanner.ui.tours.other_plans import OtherPlans
from tourplanner.ui.widgets.badges import Chip, DayBadge
from tourplanner.ui.widgets.basic import button, card, clear, column, label, row, rule, scroll_page
from tourplanner.ui.words import clock_span, count_words

TRY_WIDTH = 52  # so the sentences stand under each other, with and without a button

_NARROW = 570  # px at 100 % text: with less, the numbers of a day do not fit into one line
PORTION = 20  # rows of what was left out that are made at a time


class ResultPage(QScrollArea):
    """Plans side by side, numbers of the days, other plans, then why the others were left out.

    Signals
    -------
    try_wished : id of a stop whose smallest change is to be made.
    """

    try_wished = Signal(str)

    def __init__(self, beside: Beside, others: OtherPlans) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName("Result of the plan")
        page = scroll_page()
        self.setWidget(page)
        whole = column(page, margins=(18, 14, 18, 18), gap=10)
        self._before, self._layout = column(gap=10), column(gap=10)
        self.beside, self.others = beside, others
        whole.addWidget(beside)
        whole.addLayout(self._before)
        whole.addWidget(others)
        whole.addLayout(self._layout, 1)

        self._board: Board | None = None
        self._is_narrow = False
        self.can_edit = False

    def show_board(self, board: Board) -> None:
        """Show a plan, at once where it is seen, else when it is."""
        self._board = board
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while the page was not seen."""
        super().showEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each day several lines where one is too long."""
        super().resizeEvent(event)
        is_narrow = self.viewport().width() < look().px(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if self.isVisible():
                self._show()

    def _show(self) -> None:
        board = self._board
        if board is None:
            return
        bar = self.verticalScrollBar().value()
        clear(self._before)
        clear(self._layout)
        self.others.show_board(board)
        self.beside.show_board(board)
        if board.hit_time_cap:
            words = "The search stopped at its safety limit; a faster laptop may find more."
            self._before.addWidget(label(words, "warn", wraps=True))
        self._before.addWidget(label(f"The days of {board.name}", "heading"))
        self._before.addWidget((_days_in_lines if self._is_narrow else _days)(board))
        blocks = [block for day in board.columns for block in day.blocks if block.stop]
        if kept := sum(block.is_pinned and not block.is_tentative for block in blocks):
            words = "keeps its" if kept == 1 else "keep their"
            said = f"{count_words(kept, 'confirmed visit')} {words} day and time."
            self._before.addWidget(label(said, "good", wraps=True))
        count = len(board.not_placed)
        head = row(gap=8)
        head.addWidget(label("Why these were left out", "heading"))
        head.addWidget(
            label("and the smallest change that lets each one in", "hint", wraps=True), 1
        )
        head.addWidget(label(count_words(count, "site"), "hint"))
        self._layout.addLayout(head)
        if board.not_placed:
            self._layout.addWidget(self._left_out(board))
        else:
            words = "Nothing was left out: every candidate has its day."
            self._layout.addWidget(label(words, "good", wraps=True))
        if board.untried:
            self._layout.addWidget(label(board.untried, wraps=True, selectable=True))
        self._layout.addWidget(label(f"≈ marks an estimate: {board.source}", "hint", wraps=True))
        self._layout.addStretch(1)
        self.verticalScrollBar().setValue(bar)

    def _left_out(self, board: Board) -> QWidget:
        frame = card()
        self._add_left_out(board, frame, column(frame), 0)
        return frame

    def _add_left_out(self, board: Board, frame: QWidget, layout: QVBoxLayout, begin: int) -> None:
        """Add some rows, and the others when the window has time: a whole state has hundreds."""
        end = begin + PORTION
        for k, out in enumerate(board.not_placed[begin:end], begin):
            if k:
                layout.addWidget(rule())
            line = row(margins=(14, 9, 14, 9), gap=16)
            who = column(gap=1)
            who.addWidget(label(out.name, "strong", wraps=True))
            who.addWidget(label(out.city, "hint"))
            who.addStretch(1)
            line.addLayout(who, 2)
            words = label(out.sentence, wraps=True, selectable=True)
            line.addWidget(words, 5, Qt.AlignmentFlag.AlignTop)
            tries = QWidget()
            tries.setMinimumWidth(look().px(TRY_WIDTH))
            line.addWidget(tries, 0, Qt.AlignmentFlag.AlignTop)
            if out.can_try and self.can_edit:
                wish = partial(self.try_wished.emit, out.stop)
                made = button("Try it", "small", click=wish)
                made.setAccessibleName(f"Try it: place {out.name}")
                column(tries).addWidget(made)
            layout.addLayout(line)
        if end < len(board.not_placed):
            others = partial(self._add_left_out, board, frame, layout, end)
            QTimer.singleShot(0, frame, others)  # not once other rows are shown


def _days(board: Board) -> QWidget:
    """Give the days as lines, so that any number of them fits."""
    frame = card()
    grid = QGridLayout(frame)
    grid.setContentsMargins(14, 10, 14, 12)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    names = ("Day", "Stops", "Miles", "Driving", "On duty", "From, to", "Checks")
    for k, name in enumerate(names):
        grid.addWidget(label(name, "section"), 0, k, _side(k))
    for line, day in enumerate(board.columns, 1):
        head = row(gap=7)
        head.addWidget(DayBadge(day.index, str(day.index + 1)))
        head.addWidget(label(day.title, "strong"))
        grid.addLayout(head, line, 0)
        for k, value in enumerate(_numbers(day), 1):
            grid.addWidget(label(value), line, k, _side(k))
        ends = f"{day.start} to {day.end}"
        grid.addWidget(label(ends, "second", wraps=True), line, len(names) - 2)
        grid.addWidget(_verdict(day), line, len(names) - 1)
    grid.setColumnStretch(len(names) - 2, 1)
    return frame


def _days_in_lines(board: Board) -> QWidget:
    """Give the days with several lines each, for a narrow page."""
    frame = card()
    layout = column(frame, margins=(14, 10, 14, 12), gap=8)
    for day in board.columns:
        line = row(gap=7)
        line.addWidget(DayBadge(day.index, str(day.index + 1)))
        line.addWidget(label(day.title, "strong"))
        line.addStretch(1)
        line.addWidget(_verdict(day))
        layout.addLayout(line)
        stops, miles, drive, duty = _numbers(day)
        numbers = f"Stops {stops}, miles {miles}, driving {drive}, on duty {duty}"
        layout.addWidget(label(numbers, wraps=True))
        layout.addWidget(label(f"{day.start} to {day.end}", "second", wraps=True))
    return frame


def _side(column_at: int) -> Qt.AlignmentFlag:
    """Give the side of a column: numbers stand right."""
    is_number = 1 <= column_at <= 4
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _verdict(day: Column) -> QWidget:
    chips = QWidget()
    lines = column(chips, gap=4)
    good = day.tone == "good"
    lines.addWidget(Chip(day.verdict, day.tone, "check" if good else "octagon-x"))
    if day.warnings:
        words = count_words(day.warnings, "warning")
        lines.addWidget(Chip(words, "warn", "triangle-alert"))
    return chips


def _numbers(day: Column) -> tuple[str, ...]:
    mark = "≈ " if day.is_estimate else ""
    return (
        str(day.stops) if day.stops else "none",
        str(day.miles),
        f"{mark}{clock_span(day.drive_min)}",
        f"{mark}{clock_span(day.duty_min)}",
    )
