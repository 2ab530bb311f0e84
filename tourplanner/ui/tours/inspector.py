"""The right side of a tour: what is chosen, what the checks say, what is not placed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.units import hours_text
from tourplanner.ui.tours.blocks import Block, Board, LegFacts
from tourplanner.ui.widgets.badges import Chip, DayBadge
from tourplanner.ui.widgets.basic import button, clear, column, icon_label, label, row, rule
from tourplanner.ui.widgets.fields import NumberBox
from tourplanner.ui.words import count_words

MAX_MINUTES = 1440


class Inspector(QScrollArea):
    """Facts of the selection, then its checks, then what is left out."""

    minutes_typed = Signal(object, object)  # LegFacts, minutes or None

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What is chosen, and the checks")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("ground", "canvas")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(page)
        layout = column(page, margins=(14, 12, 14, 12), gap=10)
        self._selection = column(gap=5)
        self._checks = column(gap=0)
        self._left_out = column(gap=4)
        for part in (self._selection, self._checks, self._left_out):
            layout.addLayout(part)
        layout.addStretch(1)
        self.minutes: NumberBox | None = None
        self.is_read_only = False

    def show_block(self, block: Block | None) -> None:
        """Show the facts of a block."""
        clear(self._selection)
        self.minutes = None
        if block is None:
            self._selection.addWidget(label("Nothing chosen", "section"))
            self._selection.addWidget(
                label("Choose a stop or a drive to see its numbers.", "hint", wraps=True)
            )
        elif block.leg is not None:
            self._show_leg(block, block.leg)
        else:
            self._show_stop(block)
        self._selection.addSpacing(4)
        self._selection.addWidget(rule())

    def focus_field(self) -> None:
        """Give the keyboard to the field of the selection, where it has one."""
        if self.minutes is not None:
            self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)
            self.minutes.selectAll()

    def _show_stop(self, block: Block) -> None:
        is_stop = bool(block.number)
        self._selection.addWidget(label("Selected stop" if is_stop else "Selected", "section"))
        head = row(gap=7)
        if is_stop:
            head.addWidget(DayBadge(block.day, block.number))
        head.addWidget(label(block.title, "heading", wraps=True), 1)
        self._selection.addLayout(head)
        if is_stop:
            chip = row()
            words = "Tentative" if block.is_tentative else "Confirmed"
            icon = "circle-dashed" if block.is_tentative else "circle-check"
            chip.addWidget(Chip(words, "warn" if block.is_tentative else "good", icon))
            chip.addStretch(1)
            self._selection.addLayout(chip)
            self._facts(block.facts)
        else:
            self._facts((("Starts", block.time, ""), ("Takes", hours_text(block.minutes), "")))
            if block.kind == "H":
                self._selection.addWidget(label(block.detail, "hint", wraps=True))

    def _show_leg(self, block: Block, leg: LegFacts) -> None:
        self._selection.addWidget(label("Selected drive", "section"))
        names = label(f"{leg.left_name} to {leg.right_name}", "heading", wraps=True)
        self._selection.addWidget(names)
        mark = "≈ " if leg.is_estimate else ""
        remark = "in the peak hour" if leg.at_peak else ""
        self._facts(
            (
                ("Leaves", block.time, ""),
                ("Drive", f"{mark}{hours_text(leg.minutes)}", remark),
                ("Miles", str(leg.miles), ""),
            )
        )
        self._selection.addWidget(label(f"How known: {leg.how}", "hint", wraps=True))
        if leg.needs_check:
            words = "Few roads or mountains: ask somebody who knows the road."
            self._selection.addWidget(label(words, "warn", wraps=True))
        if self.is_read_only:
            return
        name = f"Minutes by bus from {leg.left_name} to {leg.right_name}"
        field = NumberBox(name, 0, MAX_MINUTES, leg.minutes, " min")
        self.minutes = field
        use = button("Use these", "small", click=lambda: self._type(leg, field.value()))
        use.setAccessibleName("Use these minutes for this drive")
        field.lineEdit().returnPressed.connect(lambda: self._type(leg, field.value()))
        line = row()
        line.addWidget(field, 1)
        line.addWidget(use)
        self._selection.addLayout(line)
        field.show()  # a layout shows what it gets only later, and Enter goes there at once
        if leg.is_typed:
            back = row()
            take = button("Back to the estimate", "quiet", click=lambda: self._type(leg, None))
            back.addWidget(take)
            back.addStretch(1)
            self._selection.addLayout(back)

    def _type(self, leg: LegFacts, minutes: int | None) -> None:
        if minutes != leg.minutes or not leg.is_typed:
            self.minutes_typed.emit(leg, minutes)

    def _facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        for k, (name, value, remark) in enumerate(facts):
            grid.addWidget(label(name, "second"), k, 0)
            grid.addWidget(label(value, "strong"), k, 1)
            grid.addWidget(label(remark, "hint", wraps=True), k, 2)
        grid.setColumnMinimumWidth(0, 76)
        grid.setColumnStretch(2, 1)
        self._selection.addLayout(grid)

    def show_board(self, board: Board) -> None:
        """Show the checks and what is left out."""
        clear(self._checks)
        clear(self._left_out)
        errors = sum(f.severity is Severity.ERROR for f in board.findings)
        warnings = len(board.findings) - errors
        head = row(gap=6)
        head.addWidget(label("Checks", "section"))
        head.addStretch(1)
        if errors:
            head.addWidget(Chip(f"{errors} to mend", "bad", "octagon-x"))
        if warnings:
            head.addWidget(Chip(str(warnings), "warn", "triangle-alert"))
        if not board.findings:
            head.addWidget(Chip("All pass", "good", "check"))
        self._checks.addLayout(head)
        for finding in board.findings:
            self._checks.addWidget(finding_row(finding))
        if board.left_out:
            self._left_out.addWidget(label("Left out of this plan", "section"))
            for name, city, sentence in board.left_out:
                line = row()
                words = label(name, "second")
                words.setToolTip(sentence)
                line.addWidget(words, 1)
                line.addWidget(label(city, "hint"))
                self._left_out.addLayout(line)


def finding_row(finding: Finding) -> QFrame:
    """Give a finding as a row: sign, sentence, mend, where the rule is from."""
    made = QFrame()
    made.setProperty("edge", "bottom")
    is_error = finding.severity is Severity.ERROR
    layout = row(made, margins=(0, 8, 0, 8), gap=9)
    sign = icon_label("octagon-x" if is_error else "triangle-alert", "bad" if is_error else "warn")
    sign.setAccessibleName("To mend" if is_error else "Warning")
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap=2)
    words.addWidget(label(finding.text, "", wraps=True, selectable=True))
    if finding.mend:
        words.addWidget(label(finding.mend, "hint", wraps=True))
    layout.addLayout(words, 1)
    source = f"{finding.rule}. {finding.source}" + (f", {finding.date}" if finding.date else "")
    made.setToolTip(source)
    made.setAccessibleName(f"{'To mend' if is_error else 'Warning'}: {finding.text}")
    return made


def checks_words(board: Board) -> str:
    """Say how many findings there are."""
    return count_words(len(board.findings), "finding") if board.findings else "all checks pass"
