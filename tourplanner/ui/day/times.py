"""The day line by line: planned, expected and marked times; every mark can be typed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from tourplanner.core.clock import tod_min_of
from tourplanner.core.run_of_day import Run, Turn, TurnKind
from tourplanner.core.units import hours_text
from tourplanner.ui.day.large import draw, px
from tourplanner.ui.theme import tokens
from tourplanner.ui.tours.fields import TimeField
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.rows import Index, TextDelegate, draw_focus, draw_ground
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import time_words

NONE = "none"


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One turn in words."""

    turn: Turn
    what: str
    planned: str
    expected: str
    marked: str
    against: str

    @property
    def spoken(self) -> str:
        """The line as a sentence."""
        marked = f"marked {self.marked}" if self.marked != NONE else "nothing marked"
        said = f"{self.what}, planned {self.planned}, {marked}"
        expected = f", expected {self.expected}" if self.marked == NONE else ""
        return f"{said}{expected}{f', {self.against}' if self.against else ''}"


def lines_of(run: Run, zones: bool) -> list[TurnLine]:
    """Give the turns of a day in words."""
    return [_line(turn, zones) for turn in run.turns]


def _line(turn: Turn, zones: bool) -> TurnLine:
    zone = turn.node.zone
    planned, expected = (
        time_words(at, zone, with_zone=zones) for at in (turn.planned_at, turn.expected_at)
    )
    marked = NONE
    if turn.marked_at is not None:
        marked = time_words(turn.marked_at, zone, with_zone=zones)
    late = turn.late_min
    against = "as planned" if turn.marked_at is not None else ""
    if late:
        against = f"{hours_text(abs(late))} {'after' if late > 0 else 'before'} plan"
    did = "Leave" if turn.way is TurnKind.LEAVE else "Arrive at"
    return TurnLine(turn, f"{did} {turn.node.name}", planned, expected, marked, against)


class _LargeCells(TextDelegate):
    """Draws cells in large type: read in a moving bus, too."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        t = tokens()
        draw_ground(painter, option, first=index.column() == 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        is_strong = index.column() == self.strong_column and text != NONE
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        draw(
            painter,
            QRectF(option.rect).adjusted(8, 0, -8, 0),
            text,
            color=t.ink if is_strong or index.column() == 0 else t.ink2,
            weight=QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal,
            right=bool(Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight),
        )
        draw_focus(painter, option)


class TimesTable(Table):
    """The lines; F2 or Enter types a time, Delete takes it back."""

    taken_back = Signal(int)  # row

    def __init__(self) -> None:
        self.lines: RowsModel[TurnLine] = RowsModel(
            [
                TableColumn("What", lambda line: line.what),
                TableColumn("Planned", lambda line: line.planned, 136, right=True),
                TableColumn("Expected", lambda line: line.expected, 136, right=True),
                TableColumn("Marked", lambda line: line.marked, 136, right=True),
                TableColumn("Against plan", lambda line: line.against, 236),
            ],
            lambda line: line.spoken,
        )
        super().__init__("The day line by line", self.lines, _LargeCells(strong_column=3))

    def _resize(self) -> None:
        """Give large rows, and columns that are as wide as large words."""
        super()._resize()
        self.verticalHeader().setDefaultSectionSize(px(40))
        for k, spec in enumerate(self.lines.columns):
            if spec.width:
                self.horizontalHeader().resizeSection(k, px(spec.width))

    def current(self) -> TurnLine | None:
        """Give the chosen line."""
        at = self.currentIndex().row()
        return self.lines.rows[at] if 0 <= at < len(self.lines.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a mark back with Delete, type one with F2; letters are keys of the place."""
        at = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Delete and at >= 0:
            self.taken_back.emit(at)
        elif event.key() == Qt.Key.Key_F2 and at >= 0:
            self.opened.emit(at)
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class TimesPage(QWidget):
    """The lines with a field under them for the time of the chosen one.

    Signals
    -------
    typed : Turn and minutes since midnight; None takes the mark back.
    """

    typed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        self.table = TimesTable()
        layout.addWidget(self.table, 1)
        self._foot = QWidget()
        self._foot.setProperty("ground", "canvas")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = column(self._foot, margins=(14, 10, 14, 10), gap=6)
        self._what = label("", "strong", wraps=True)
        foot.addWidget(self._what)
        line = row()
        self.field = TimeField("Time that is marked")
        self.field.setMaximumWidth(160)
        self.field.typed.connect(self._use)
        self.field.line.returnPressed.connect(self._to_table)
        line.addWidget(self.field)
        self.back = button("Take it back", "quiet", click=self._take_back)
        line.addWidget(self.back)
        line.addStretch(1)
        foot.addLayout(line)
        hint = "When it really was, by the clock of the place. All that follows is worked out anew."
        foot.addWidget(label(hint, "hint", wraps=True))
        layout.addWidget(self._foot)
        self.can_edit = False
        self.table.row_chosen.connect(lambda _row: self._show_line())
        self.table.opened.connect(lambda _row: self.enter())
        self.table.taken_back.connect(lambda _row: self._take_back())

    def show_lines(self, lines: Sequence[TurnLine], *, can_edit: bool) -> None:
        """Show other lines; the chosen one stays chosen."""
        self.can_edit = can_edit
        if list(lines) != self.table.lines.rows:
            at = self.table.currentIndex().row()
            self.table.lines.show(lines)
            self.table.choose(min(max(at, 0), len(lines) - 1))
        self._show_line()

    def enter(self) -> None:
        """Give the keyboard to the field."""
        if not self._foot.isHidden():
            self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.line.selectAll()

    def _show_line(self) -> None:
        line = self.table.current()
        self._foot.setVisible(line is not None and self.can_edit)
        if line is None:
            return
        self._what.setText(line.what)
        turn = line.turn
        self.field.show_time(tod_min_of(turn.at, turn.node.zone), f"When: {line.what}")
        self.back.setVisible(turn.marked_at is not None)

    def _use(self, tod_min: int) -> None:
        line = self.table.current()
        if line is not None:
            self.typed.emit(line.turn, tod_min)

    def _to_table(self) -> None:
        if self.field.problem.isHidden():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        line = self.table.current()
        if line is not None and line.turn.marked_at is not None and self.can_edit:
            self.typed.emit(line.turn, None)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
