"""The first two pages of the import: the list as it was read, and where its columns go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from tourplanner.core.model.list_columns import ListColumn, Target
from tourplanner.core.model.list_rows import ListRow
from tourplanner.core.model.list_table import HEADER_WITHIN, ListTable, column_letters
from tourplanner.ui.sites.wizard_tables import ColumnTable, RowTable
from tourplanner.ui.sites.wizard_values import (
    PREVIEW,
    WHOLE_DIRECTORY,
    column_rows,
    count_words_of,
)
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, clear, column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words

_COLUMNS = 12  # of the list are shown as it was read
_Row = tuple[int, tuple[str, ...]]


class FilePage(QWidget):
    """The list as it was read: which sheet, which row is the header.

    Signals
    -------
    file_wished : somebody wants to choose a file. sheet_chosen : name of a sheet.
    header_chosen : number of the row that is the header, 0 = none is.
    """

    file_wished = Signal()
    sheet_chosen = Signal(str)
    header_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.choose = button("Choose a file…", "primary", "folder-open", self.file_wished.emit)
        self.empty = EmptyState("", "", self.choose)
        self.say_nothing_yet()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        read = pane("canvas")
        layout = column(read, margins=(16, 12, 16, 12), gap=8)
        bar = row(gap=10)
        self.sheet = ComboBox()
        self.sheet.setAccessibleName("Sheet")
        self.sheet.activated.connect(lambda _: self.sheet_chosen.emit(self.sheet.currentText()))
        self.header = ComboBox()
        self.header.setAccessibleName("Which row is the header")
        self.header.activated.connect(
            lambda _: self.header_chosen.emit(int(self.header.currentData()))
        )
        self._sheet_words, self._header_words = label("Sheet", "second"), label("Header", "second")
        for part in (self._sheet_words, self.sheet, self._header_words, self.header):
            bar.addWidget(part)
        bar.addStretch(1)
        other = button("Another file…", "", "folder-open", self.file_wished.emit)
        bar.addWidget(other)
        layout.addLayout(bar)
        self.problem = label("", "warn", wraps=True)
        layout.addWidget(self.problem)
        self._model: RowsModel[_Row] = RowsModel(
            [
                TableColumn("Row", lambda one: str(one[0] or ""), 52, right=True),
                *(_cell_column(k) for k in range(_COLUMNS)),
            ],
            lambda one: f"Row {one[0] or 'of names'}: {', '.join(cell for cell in one[1] if cell)}",
        )
        self.table = Table("The list as it was read", self._model, TextDelegate())
        layout.addWidget(self.table, 1)
        self._pages.addWidget(read)
        column(self).addWidget(self._pages)

    def say_nothing_yet(self) -> None:
        """Say how a list gets here."""
        self.empty.say(
            "Bring a list of sites: CSV, Excel, a map (KML, GPX, GeoJSON), or a copied table.",
            "Drop the file on the window, or copy cells in the spreadsheet and press Ctrl+V.",
        )

    def tell(self, words: str) -> None:
        """Say why a file cannot be read."""
        if self._pages.currentIndex() == 0:
            self.empty.say(words, "Nothing was changed. Choose another file.")

    def first_widget(self) -> QWidget:
        """Give what has the keyboard first."""
        return self.table if self._pages.currentIndex() else self.choose

    def show_table(self, table: ListTable | None) -> None:
        """Show a list, or that there is none yet."""
        self._pages.setCurrentIndex(int(table is not None))
        if table is None:
            self.say_nothing_yet()
            return
        has_sheets = len(table.sheets) > 1
        self.sheet.setVisible(has_sheets)
        self._sheet_words.setVisible(has_sheets)
        self.sheet.clear()
        self.sheet.addItems(list(table.sheets))
        self.sheet.setCurrentText(table.sheet)
        self._show_header(table)
        where = f"Sheet “{table.sheet}”" if table.sheet else "The list"
        no_names = (
            f"{where} has no row with names of columns. Choose it above, or go on: "
            "the columns are then called A, B, C."
        )
        self.problem.setText(no_names if table.header < 0 else f"{table.note}.")
        self.problem.setVisible(table.header < 0 or bool(table.note))
        self._model.show(table.rows[:PREVIEW])
        wide = min(max((len(cells) for _, cells in table.rows[:PREVIEW]), default=1), _COLUMNS)
        titles = tuple(one.title for one in self._model.columns[: wide + 1])
        self.table.show_columns(titles, tuple(reversed(titles[3:])))

    def _show_header(self, table: ListTable) -> None:
        """Offer the rows that may be the header; a map names its columns itself."""
        for part in (self.header, self._header_words):
            part.setVisible(not table.names_columns)
        self.header.clear()
        self.header.addItem("No header", 0)
        for number, cells in table.rows[:HEADER_WITHIN]:
            words = ", ".join(cell for cell in cells if cell)[:48]
            self.header.addItem(f"Row {number}: {words}", number)
        self.header.setCurrentIndex(table.header + 1)


def _cell_column(number: int) -> TableColumn[_Row]:
    def cell(one: _Row) -> str:
        return one[1][number] if number < len(one[1]) else ""

    return TableColumn(column_letters(number), cell, 0 if number == 0 else 134)


class ColumnsPage(QWidget):
    """Above the columns with where they go, below what the first rows will become."""

    def __init__(self) -> None:
        super().__init__()
        outer = column(self)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        above, below = pane("canvas"), pane("canvas")
        top = column(above, margins=(16, 12, 16, 6), gap=6)
        head = row(gap=10)
        head.addWidget(label("Which column is what?", "section"))
        head.addWidget(
            label("Enter changes where one goes, Delete leaves it out.", "hint", wraps=True), 1
        )
        top.addLayout(head)
        self.large = label("", "warn", wraps=True)
        self.large.hide()
        top.addWidget(self.large)
        self.table = ColumnTable()
        top.addWidget(self.table, 1)
        bottom = column(below, margins=(16, 6, 16, 12), gap=6)
        self._counts: QHBoxLayout = row(gap=8)
        bottom.addLayout(self._counts)
        self.preview = RowTable("What the first rows become")
        bottom.addWidget(self.preview, 1)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([600, 400])
        outer.addWidget(split)

    def show_columns(
        self, table: ListTable, columns: Sequence[ListColumn], targets: Mapping[str, Target]
    ) -> None:
        """Show where the columns go, and what may be chosen for them."""
        self.table.targets = targets
        self.table.model_of.show(column_rows(table, columns, targets))
        rows = len(table.rows) - table.header - 1
        self.large.setText(
            f"{count_words(rows, 'row')}: is this a whole school directory? Settings, Data reads "
            "one without making each school a candidate."
        )
        self.large.setVisible(rows > WHOLE_DIRECTORY)

    def show_preview(self, rows: Sequence[ListRow], total: int) -> None:
        """Show what the first rows become; ``total`` is how many the list has."""
        clear(self._counts)
        self._counts.addWidget(label("What will come in", "section"))
        for words, tone, icon in count_words_of(rows):
            self._counts.addWidget(Chip(words, tone, icon))
        self._counts.addStretch(1)
        if total > len(rows) > 0:
            self._counts.addWidget(label(f"first {len(rows):,} of {total:,} rows", "hint"))
        self.preview.model_of.show(rows)
