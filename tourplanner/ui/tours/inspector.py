"""The right side of a tour: what is chosen, what the checks say, what is not placed."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from tourplanner.core.checks.finding import Finding
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.accepting import AcceptForm
from tourplanner.ui.tours.blocks import Block, Board
from tourplanner.ui.tours.findings import FindingsList, counts_of
from tourplanner.ui.tours.not_placed import NotPlacedList
from tourplanner.ui.tours.selection import Selection
from tourplanner.ui.widgets.basic import CutLabel, column, label, row, rule, scroll_page

_LOW = 400  # height at 100 % text
_LOWER = 700  # a window of 1280 x 720 has less


class Inspector(QWidget):
    """Facts of the selection, then its checks; at the foot, always in reach, things to drag in."""

    def __init__(self, buttons: tuple[QAction, ...]) -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = self._whole = column(self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("What is chosen, and the checks")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(self._area, 1)
        self._page = scroll_page("canvas")
        self._area.setWidget(self._page)
        layout = self._layout = column(self._page, margins=(14, 12, 14, 12), gap=9)
        self.selection = Selection(buttons)
        self.findings = FindingsList()
        self.accept = AcceptForm()
        self.accept.left.connect(lambda: self.findings.setFocus(Qt.FocusReason.OtherFocusReason))
        layout.addWidget(self.selection)
        layout.addWidget(rule())
        head = row(gap=8)
        head.addWidget(label("Checks", "section"))
        self.counts = CutLabel("", "hint")
        head.addWidget(self.counts, 1)
        layout.addLayout(head)
        layout.addWidget(self.accept)
        layout.addWidget(self.findings)
        hint = "Enter goes there, A accepts a warning with a reason, Ctrl+C asks the schools."
        layout.addWidget(label(hint, "hint", wraps=True))
        layout.addStretch(1)
        self.findings.moved_to.connect(self._follow)
        self.not_placed = NotPlacedList()
        whole.addWidget(self.not_placed)
        self._is_low = False
        THEME.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let all of it scroll where the foot would take half of the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.not_placed.be_low(self.height() < look().px(_LOWER))
        low = self.height() < look().px(_LOW)
        if low == self._is_low:
            return
        self._is_low = low
        if low:
            self._layout.insertWidget(self._layout.count() - 1, self.not_placed)
        else:
            self._whole.addWidget(self.not_placed)

    def set_can_edit(self, on: bool) -> None:
        """Say whether fields, buttons and mends are offered."""
        self.selection.can_edit = on

    def show_block(self, block: Block | None) -> None:
        """Show the facts of a block."""
        self.selection.show_block(block)

    def show_board(self, board: Board) -> None:
        """Show the checks and what is not placed."""
        can_edit = self.selection.can_edit
        self.counts.setText(counts_of(board.findings))
        self.findings.show_findings(board.findings, board.accepted, can_edit=can_edit)
        self.not_placed.show_entries(board.not_placed, can_edit=can_edit)

    def focus_field(self) -> bool:
        """Give the keyboard to the field of the selection; False where it has none."""
        field = self.selection.field()
        if field is None:
            return False
        self.focus(field)
        return True

    def focus(self, field: QWidget) -> None:
        """Give the keyboard to a field, in view and with its words chosen."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(field)
        select = getattr(field, "selectAll", None)
        if select is not None:
            select()

    def begin_accepting(self, finding: Finding, by: str) -> None:
        """Ask why a warning may stand, in view."""
        self.accept.begin(finding, by)
        self._area.ensureWidgetVisible(self.accept)

    def _follow(self, row: QRect) -> None:
        """Keep the finding in view that the keyboard is at."""
        if self.findings.hasFocus():
            foot = self.findings.mapTo(self._page, row.bottomLeft())
            head = self.findings.mapTo(self._page, row.topLeft())
            self._area.ensureVisible(foot.x(), foot.y(), 0, 8)
            self._area.ensureVisible(head.x(), head.y(), 0, 8)
