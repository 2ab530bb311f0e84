"""The directory's own counties held against the lines: what differs, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import button, column, label, row
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import HEADER_HEIGHT, RowsModel, Table, TableColumn

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.county_check import CountyCheck, OddCounty
    from tourplanner.services.workspace import Workspace

_MOST = 8  # rows that are seen at once
_COLUMNS: list[TableColumn[OddCounty]] = [
    TableColumn("School", lambda one: one.school.name, 190, order=lambda one: one.school.name),
    TableColumn("Town", lambda one: one.school.city, 100, order=lambda one: one.school.city),
    TableColumn(
        "Directory says", lambda one: one.school.county, 110, order=lambda one: one.school.county
    ),
    TableColumn("Lies in", lambda one: _lies_in(one), 100, order=lambda one: _lies_in(one)),
    TableColumn("Why", lambda one: one.reason),
]


def _lies_in(one: OddCounty) -> str:
    return one.answer.label or "no county"


class CountyBlock(QWidget):
    """A button; then a sentence, and the list of what differs with the reason of the chosen one.

    Signals
    -------
    school_wished : the code of a school that is to be shown in Sites.
    """

    school_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        layout = column(self, gap=8)
        line = row()
        self.compare = button("Compare the counties", "small", click=self.read)
        self.compare.setToolTip("Every school of the directory, by the lines of today")
        line.addWidget(self.compare)
        line.addStretch(1)
        layout.addLayout(line)
        self.told = label("", "second", wraps=True, selectable=True)
        layout.addWidget(self.told)
        self.model: RowsModel[OddCounty] = RowsModel(_COLUMNS, _spoken)
        self.table = Table("Counties that differ", self.model, TextDelegate(strong_column=0))
        self.table.row_chosen.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        layout.addWidget(self.table)
        self.why = label("", "second", wraps=True, selectable=True)
        layout.addWidget(self.why)
        THEME.changed.connect(self._fit)
        self.forget()

    def forget(self) -> None:
        """Show nothing but the button: another file, directory or layer is here."""
        self.told.hide()
        self.table.hide()
        self.why.hide()

    def read(self) -> None:
        """Compare; it takes a second or two for a whole state, beside everything else."""
        self.session.read(
            _check, self._show, topic="county check", title="Comparing the directory's counties"
        )

    def _show(self, check: CountyCheck) -> None:
        count = len(check.odd)
        rest = f" {count:,} do not; Enter shows one in Sites." if count else ""
        self.told.setText(f"{check.sentence}{rest}")
        self.told.show()
        self.model.show(check.odd)
        self._fit()
        self.table.setVisible(bool(count))
        self.why.setVisible(bool(count))
        if count:
            self.table.choose(0)

    def _fit(self) -> None:
        rows = min(_MOST, len(self.model.rows))
        self.table.setFixedHeight(look().px(HEADER_HEIGHT) + rows * look().row_height)

    def _on_row(self, row_number: int) -> None:
        if 0 <= row_number < len(self.model.rows):
            self.why.setText(self.model.rows[row_number].answer.sentence)

    def _on_opened(self, row_number: int) -> None:
        self.school_wished.emit(self.model.rows[row_number].school.key)


def _spoken(one: OddCounty) -> str:
    school = one.school
    return (
        f"{school.name}, {school.city}, directory says {school.county}, lies in {_lies_in(one)}."
        f" {one.answer.sentence}"
    )


def _check(workspace: Workspace, progress: Progress) -> CountyCheck:
    """Compare; called on a helper's thread."""
    from tourplanner.services.county_check import check_counties

    return check_counties(workspace, None, progress)
