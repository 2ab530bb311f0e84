"""The legs as a grid: our minutes, typed minutes, who typed them and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tourplanner.core.clock import parse_moment
from tourplanner.core.errors import InputError
from tourplanner.core.model.figures import range_of
from tourplanner.core.units import hours_text
from tourplanner.ui.tours.fields import is_being_typed
from tourplanner.ui.tours.making import GRADE_WORDS, NO_ROAD
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.fields import NumberBox
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import day_words, times_words

if TYPE_CHECKING:
    from tourplanner.services.legs import LegRow

PUBLIC = "The browser is given the points of both sites and nothing else; the network log has it."
NOT_PUBLIC = "Only a leg between two sites opens in the browser: where you sleep is not public."


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg as a line of words."""

    facts: LegRow
    days: str
    ours: str
    typed: str
    who: str
    how: str
    leaves: str  # "at any time" where it has no fixed departures

    @property
    def names(self) -> str:
        """From where to where."""
        return f"{self.facts.left_name} to {self.facts.right_name}"


def leg_line(facts: LegRow) -> Leg:
    """Give a leg as words."""
    ours = "no road" if facts.ours_min is None else f"≈ {hours_text(facts.ours_min)}"
    days = ", ".join(str(day + 1) for day in facts.days) or "none"
    typed, leaves = facts.typed, times_words(facts.leaves_tod_min) or "any time"
    if typed is None:
        how = NO_ROAD if facts.ours_min is None else GRADE_WORDS[facts.grade]
        return Leg(facts, days, ours, "none", "", how, leaves)
    when = day_words(parse_moment(typed.at).astimezone().date(), year=True)
    who, minutes = f"{typed.by}, {when}", hours_text(typed.minutes)
    return Leg(facts, days, ours, minutes, who, "typed", leaves)


def _speak(line: Leg) -> str:
    typed = f"typed {line.typed} by {line.who}" if line.who else "nothing typed"
    fixed = f", leaves at {line.leaves}" if line.facts.leaves_tod_min else ""
    days = f"day {line.days}" if line.facts.days else "not driven"
    return f"{line.names}, {days}, ours {line.ours}, {typed}{fixed}"


def _pair(leg: LegRow) -> tuple[str, str]:
    return leg.left, leg.right


def _miles(line: Leg) -> str:
    return "" if line.facts.miles is None else f"{line.facts.miles} mi"


class LegTable(Table):
    """The grid; Delete takes typed minutes back."""

    taken_back = Signal(int)  # row
    pasted = Signal()
    figure_typed = Signal(str)  # the first one of minutes

    def __init__(self) -> None:
        self.lines: RowsModel[Leg] = RowsModel(
            [
                TableColumn("Day", lambda line: line.days, 52),
                TableColumn("From", lambda line: line.facts.left_name),
                TableColumn("To", lambda line: line.facts.right_name),
                TableColumn("Road", _miles, 64, right=True),
                TableColumn("Ours", lambda line: line.ours, 104, right=True),
                TableColumn("Typed", lambda line: line.typed, 92, right=True),
                TableColumn("Leaves", lambda line: line.leaves, 96),
                TableColumn("By, on", lambda line: line.who, 130),
            ],
            _speak,
        )
        super().__init__("Legs and their minutes", self.lines, TextDelegate(strong_column=5))
        titles = [column.title for column in self.lines.columns]
        self.show_columns(titles, spare=("By, on", "Road", "Leaves", "Day"))

    def current(self) -> Leg | None:
        """Give the chosen leg."""
        at = self.currentIndex().row()
        return self.lines.rows[at] if 0 <= at < len(self.lines.rows) else None

    def event(self, event: QEvent) -> bool:
        """Keep Paste for this table: the window pastes a list of sites with that key."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Paste):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take typed minutes back with Delete, type with F2 or a figure, paste a column."""
        at = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_Delete and at >= 0:
            self.taken_back.emit(at)
        elif event.key() == Qt.Key.Key_F2 and at >= 0:
            self.opened.emit(at)
        elif event.text().isdecimal() and at >= 0:
            self.figure_typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class LegGrid(QWidget):
    """The grid with a field under it for the minutes of the chosen leg."""

    minutes_typed = Signal(object, object)  # LegRow, minutes or None
    departures_typed = Signal(object, object)  # LegRow, minutes of a day
    minutes_pasted = Signal(object)  # LegRow and minutes, of several
    browse_wished = Signal(object)  # LegRow
    leg_chosen = Signal(object)  # LegRow

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        self.table = LegTable()
        layout.addWidget(self.table, 1)
        self._foot = QWidget()
        self._foot.setProperty("ground", "canvas")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = column(self._foot, margins=(14, 10, 14, 10), gap=6)
        self._names = label("", "strong", wraps=True)
        foot.addWidget(self._names)
        line = row()
        self.minutes = NumberBox("Minutes by bus", *range_of("leg_min"), 0, " min")
        self.minutes.setMinimumWidth(110)
        self.minutes.lineEdit().returnPressed.connect(self._use)
        self.minutes.editingFinished.connect(self._take_minutes)
        line.addWidget(self.minutes)
        use = button("Use these", "small", click=self._use)
        use.setAccessibleName("Use these minutes for this leg")
        line.addWidget(use)
        self.back = button("Back to the estimate", "quiet", click=self._take_back)
        line.addWidget(self.back)
        line.addStretch(1)
        self.paste = button("Paste a column", "small", click=self._paste)
        self.paste.setToolTip(
            "Minutes copied from a table, for this leg and those under it (Ctrl+V)"
        )
        line.addWidget(self.paste)
        self.browse = button("Open in the browser", "small", click=self._browse)
        line.addWidget(self.browse)
        foot.addLayout(line)
        foot.addLayout(self._make_leaves())
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        foot.addWidget(self.problem)
        self._how = label("", "hint", wraps=True)
        foot.addWidget(self._how)
        layout.addWidget(self._foot)
        self.can_edit = False
        self._leg: LegRow | None = None  # whose fields are shown
        self._given: int | None = None  # its minutes that are on their way to the file
        self._shown_min = 0
        self._shown_leaves = ""
        self._unread: dict[tuple[str, str], tuple[str, str]] = {}  # by leg: no times, and why
        self.table.row_chosen.connect(self._on_row)
        self.table.opened.connect(lambda _row: self._enter())
        self.table.figure_typed.connect(self._begin)
        self.table.taken_back.connect(lambda _row: self._take_back())
        self.table.pasted.connect(self._paste)

    def _make_leaves(self) -> QHBoxLayout:
        """Make the line of a ferry or a plane, which leaves at its own times."""
        line = row()
        named = label("Leaves only at", "second")
        line.addWidget(named)
        self.leaves = QLineEdit()
        self.leaves.setPlaceholderText("Any time. For a ferry or a plane: 7:15 am, 10:15, 1:30 pm")
        self.leaves.setToolTip("By the clock of the place that it leaves")
        self.leaves.returnPressed.connect(self._use_leaves)
        self.leaves.editingFinished.connect(self._take_leaves)
        named.setBuddy(self.leaves)
        line.addWidget(self.leaves, 1)
        use = button("Use these times", "small", click=self._use_leaves)
        use.setAccessibleName("Use these departures for this leg")
        line.addWidget(use)
        return line

    def show_legs(self, rows: Sequence[LegRow], *, can_edit: bool) -> None:
        """Show other legs; the chosen one stays chosen where it is still there."""
        self.can_edit = can_edit
        before = self.table.current()
        at = self.table.currentIndex().row()
        lines = [leg_line(facts) for facts in rows]
        self.table.lines.show(lines)
        if before is not None:
            pair = (before.facts.left, before.facts.right)
            same = (
                k for k, line in enumerate(lines) if (line.facts.left, line.facts.right) == pair
            )
            self.table.choose(next(same, min(at, len(lines) - 1)))
        self._show_leg()

    def _on_row(self, _row: int) -> None:
        self._show_leg()
        if (leg := self.table.current()) is not None:
            self.leg_chosen.emit(leg.facts)

    def forget_given(self) -> None:
        """What was given could not be kept: it stays in its field and is given again."""
        self._given = None
        if self._leg is not None:
            self._shown_leaves = times_words(self._leg.leaves_tod_min)

    def _show_leg(self) -> None:
        """Show what is known of the chosen leg; what is being typed for it stays."""
        leg = self.table.current()
        self._foot.setVisible(leg is not None and self.can_edit)
        if leg is None:
            self._leg = None
            return
        is_same = self._leg is not None and _pair(self._leg) == _pair(leg.facts)
        self._leg, self._given = leg.facts, None
        typed = leg.facts.typed
        self.browse.setEnabled(leg.facts.points is not None)
        self.browse.setAccessibleName(f"Open in the browser: {leg.names}")
        self._names.setText(leg.names)
        self.minutes.setAccessibleName(f"Minutes by bus from {leg.names}")
        if not (is_same and is_being_typed(self.minutes.lineEdit())):
            self.minutes.setValue(typed.minutes if typed else leg.facts.ours_min or 0)
            self._shown_min = self.minutes.value()  # at most a day, however long the leg is
        self.back.setVisible(typed is not None)
        self.leaves.setAccessibleName(f"The only times when a leg leaves: {leg.names}")
        if not (is_same and is_being_typed(self.leaves)):
            self._show_leaves(leg.facts)
        self._how.setText(
            f"How known: {leg.how}. Typed minutes win over every estimate, and count for the way "
            f"back until it has its own. {PUBLIC if leg.facts.points is not None else NOT_PUBLIC}"
        )

    def _show_leaves(self, leg: LegRow) -> None:
        """Show when a leg leaves, or what was typed for it and is no time yet, and why."""
        self._shown_leaves = times_words(leg.leaves_tod_min)
        text, why = self._unread.get(_pair(leg), (self._shown_leaves, ""))
        self.leaves.setText(text)
        self.leaves.setCursorPosition(0)
        self.problem.setText(why)
        self.problem.setVisible(bool(why))

    def _enter(self) -> None:
        if self._foot.isVisible():
            self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)
            self.minutes.selectAll()

    def _begin(self, figure: str) -> None:
        """Go on typing in the field where somebody began in the grid."""
        self._enter()
        if self.minutes.hasFocus():
            self.minutes.lineEdit().insert(figure)

    def _use(self) -> None:
        self._take_minutes(also_estimate=True)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_minutes(self, *, also_estimate: bool = False) -> None:
        """Take the minutes that were typed; what was only shown where that is asked for."""
        leg, minutes = self._leg, self.minutes.value()
        if leg is None or not self.can_edit or minutes == self._given:
            return
        if minutes != self._shown_min or (also_estimate and leg.typed is None):
            self._given = minutes
            self.minutes_typed.emit(leg, minutes)

    def _use_leaves(self) -> None:
        if self._take_leaves():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_leaves(self) -> bool:
        """Take the departures that were typed; what is none stays with its leg."""
        leg, text = self._leg, self.leaves.text().strip()
        if leg is None or not self.can_edit:
            return leg is not None
        if text == self._shown_leaves:
            if self._unread.pop(_pair(leg), None):
                self._show_leaves(leg)
            return True
        from tourplanner.services.legs import read_departures

        try:
            times = read_departures(text)
        except InputError as error:
            why = f"{error.text} {error.hint}"
            self._unread[_pair(leg)] = (text, why)
            self._refuse(why)
            return False
        self._unread.pop(_pair(leg), None)
        self._show_leaves(replace(leg, leaves_tod_min=times))
        if times != leg.leaves_tod_min:
            self.departures_typed.emit(leg, times)
        return True

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self._foot.show()
        self.problem.show()

    def _paste(self) -> None:
        """Read the clipboard as minutes for the chosen leg and those under it."""
        at = self.table.currentIndex().row()
        if not self.can_edit or not self.table.lines.rows:
            return
        rows = [line.facts for line in self.table.lines.rows[max(at, 0) :]]
        from tourplanner.services.legs import read_column

        try:
            read = read_column(QGuiApplication.clipboard().text(), rows)
        except InputError as error:
            self._refuse(f"Not pasted. {error.text} {error.hint}")
            return
        self.problem.hide()
        self.minutes_pasted.emit(read)

    def _browse(self) -> None:
        leg = self.table.current()
        if leg is not None and leg.facts.points is not None:
            self.browse_wished.emit(leg.facts)

    def _take_back(self) -> None:
        leg = self.table.current()
        if leg is not None and leg.facts.typed is not None and self.can_edit:
            self.minutes_typed.emit(leg.facts, None)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
