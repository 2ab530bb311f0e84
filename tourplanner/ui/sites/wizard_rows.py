"""The last page of the import: every row, what it means, and the answers of a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSplitter, QWidget

from tourplanner.core.model.list_rows import (
    SWAPPED,
    UNSIGNED,
    ListRow,
    Result,
    RowState,
    count_results,
    offers,
)
from tourplanner.ui.sites.wizard_tables import RowTable
from tourplanner.ui.sites.wizard_values import TO_LOOK_AT
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.basic import clear, column, label, row, scroll_page
from tourplanner.ui.widgets.fields import CheckBox, ComboBox, RadioButton
from tourplanner.ui.words import count_words

SHOWN_CHOICES = 20
KEEP, LEAVE = "keep", "leave"
_ALL, _LOOK = "all", "look"
_OFFERS = {
    SWAPPED: "Latitude and longitude look swapped in {}: turn them around",
    UNSIGNED: "A minus sign is missing in the longitude of {}: put it there",
}


class RowsPage(QWidget):
    """The rows at the left, at the right what the chosen one may mean.

    Signals
    -------
    answered : number of a row, and the key of its choice, KEEP or LEAVE.
    offers_taken : what is odd about coordinates, and whether what they may mean is taken.
    """

    answered = Signal(int, str)
    offers_taken = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ListRow, ...] = ()
        layout = column(self)
        bar = row(margins=(14, 8, 14, 8), gap=10)
        self.filter = ComboBox()
        self.filter.setAccessibleName("Which rows are shown")
        self.filter.currentIndexChanged.connect(lambda _: self._show_filtered())
        bar.addWidget(self.filter)
        bar.addStretch(1)
        layout.addLayout(bar)
        self._offers = column(margins=(14, 0, 14, 6), gap=2)
        layout.addLayout(self._offers)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.table = RowTable("Rows of the list")
        self.table.row_chosen.connect(lambda _: self._show_row())
        split.addWidget(self.table)
        self.answers = QScrollArea()
        self.answers.setWidgetResizable(True)
        self.answers.setFrameShape(QFrame.Shape.NoFrame)
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answers.setAccessibleName("What the row may mean")
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.setMinimumWidth(look().px(230))
        side = scroll_page("canvas")
        self._side = column(side, margins=(16, 14, 14, 14), gap=8)
        self.answers.setWidget(side)
        split.addWidget(self.answers)
        split.setStretchFactor(0, 1)
        split.setSizes([10_000, 310])
        layout.addWidget(split, 1)
        self._key("H", lambda: self._answer(KEEP))
        self._key("X", lambda: self._answer(LEAVE))
        for number in range(1, 10):
            self._key(str(number), partial(self._answer_at, number - 1))

    def _key(self, key: str, act: Callable[[], None]) -> None:
        made = QShortcut(QKeySequence(key), self.table, act)
        made.setContext(Qt.ShortcutContext.WidgetShortcut)

    # -- showing ---------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[ListRow], *, anew: bool = False) -> None:
        """Show the rows; ``anew`` = those of another look, from what wants an answer on."""
        self._rows = tuple(rows)
        counts = count_results(rows)
        asking = sum(counts.get(result, 0) for result in TO_LOOK_AT)
        wished = _LOOK if anew and counts.get(Result.ASKS) else _ALL
        chosen = wished if anew else str(self.filter.currentData() or _ALL)
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.addItem(f"All {count_words(len(rows), 'row')}", _ALL)
        if asking:
            self.filter.addItem(f"{asking:,} to look at", _LOOK)
        for result, count in counts.items():
            self.filter.addItem(f"{count:,} {result}", str(result))
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        self.filter.blockSignals(False)
        self._show_offers(offers(rows))
        self._show_filtered(first=anew)

    def _show_offers(self, groups: dict[str, int]) -> None:
        clear(self._offers)
        for what, count in groups.items():
            box = CheckBox(_OFFERS[what].format(count_words(count, "row")))
            taken = [row.takes_offer for row in self._rows if row.offer == what]
            box.setChecked(all(taken))
            box.toggled.connect(partial(self.offers_taken.emit, what))
            self._offers.addWidget(box)

    def _show_filtered(self, *, first: bool = False) -> None:
        wished = str(self.filter.currentData() or _ALL)
        shown = [row for row in self._rows if _fits(row, wished)]
        at = self.current()
        self.table.model_of.show(shown)
        if first:
            asks = (k for k, r in enumerate(shown) if r.state is RowState.ASKS)
            self.table.choose(next(asks, 0))
        else:
            kept = (k for k, r in enumerate(shown) if at is not None and r.number == at.number)
            self.table.choose(next(kept, 0))
        self._show_row()

    def replace(self, changed: ListRow) -> None:
        """Show one row anew where it stands, so that an answered one does not jump away."""
        self._rows = tuple(changed if r.number == changed.number else r for r in self._rows)
        model = self.table.model_of
        at = next((k for k, r in enumerate(model.rows) if r.number == changed.number), -1)
        if at >= 0:
            model.replace(at, changed)
        self._show_row()

    def current(self) -> ListRow | None:
        """Give the chosen row."""
        at, rows = self.table.currentIndex().row(), self.table.model_of.rows
        return rows[at] if 0 <= at < len(rows) else None

    def _show_row(self) -> None:
        clear(self._side)
        now = self.current()
        if now is None:
            return
        add = self._side.addWidget
        add(label(now.name or f"Row {now.number}", "heading", wraps=True, selectable=True))
        cells = " · ".join(cell for cell in now.cells if cell.strip())
        add(label(f"Row {now.number}: {cells}", "hint", wraps=True, selectable=True))
        if now.remark:
            is_fine = now.result in (Result.NEW, Result.HERE, Result.REPEAT, Result.OUT)
            add(label(now.remark, "second" if is_fine else "warn", wraps=True, selectable=True))
        if now.state is RowState.REFUSED:
            add(label("Save the refused rows, mend them and import that file.", "hint", wraps=True))
        elif now.state is not RowState.REPEAT:
            self._show_choices(now)
        self._side.addStretch(1)

    def _show_choices(self, now: ListRow) -> None:
        group = QButtonGroup(self.answers)
        shown = now.choices[:SHOWN_CHOICES]
        for number, one in enumerate(shown, 1):
            is_it = now.comes_in and one.key == (now.school.key if now.school else now.site)
            words = f"{number}  {one.words}" if number < 10 else one.words
            self._pick(group, words, f"{one.words}, {one.about}", one.key, is_it)
            about = f"{one.about}\nA candidate already" if one.school and one.site else one.about
            under = label(about, "hint", wraps=True)
            under.setIndent(24)
            self._side.addWidget(under)
        if now.total > len(shown):
            more = f"{now.total - len(shown):,} more. Add a town or district to the list."
            self._side.addWidget(label(more, "hint", wraps=True))
        if now.facts.get("name"):
            is_own = now.comes_in and now.school is None and not now.choices
            is_own = is_own or (now.is_answered and now.comes_in and now.school is None)
            self._pick(group, "A site of its own (H)", "A site of its own", KEEP, is_own)
        self._pick(group, "Leave it out (X)", "Leave it out", LEAVE, now.state is RowState.OUT)

    def _pick(self, group: QButtonGroup, words: str, name: str, key: str, checked: bool) -> None:
        made = RadioButton(words.replace("&", "&&"))
        made.setAccessibleName(name)
        made.setChecked(checked)
        made.clicked.connect(lambda _=False: self._answer(key))
        group.addButton(made)
        self._side.addWidget(made)

    # -- answers ---------------------------------------------------------------------------------

    def _answer(self, key: str) -> None:
        now = self.current()
        if now is not None and now.state not in (RowState.REFUSED, RowState.REPEAT):
            self.answered.emit(now.number, key)

    def _answer_at(self, number: int) -> None:
        now = self.current()
        if now is not None and number < len(now.choices[:SHOWN_CHOICES]):
            self._answer(now.choices[number].key)


def _fits(row: ListRow, wished: str) -> bool:
    if wished == _LOOK:
        return row.result in TO_LOOK_AT
    return wished in (_ALL, str(row.result))
