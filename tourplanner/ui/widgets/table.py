"""Tables over plain values: a model of our own, rows that speak, copying as spreadsheets do."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.menu import Menu
from tourplanner.ui.widgets.rows import Index, TextDelegate
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.widgets.widths import WIDTHS

T = TypeVar("T")
_ROOT = QModelIndex()
HEADER_HEIGHT = 26
_LEAST = 170  # of a column that takes what is left
_AS_TEXT = """ style="mso-number-format:'\\@'\""""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[T]):
    """One column: its title, what stands in it, how wide it is; ``width`` 0 takes what is left.

    A column with an ``order`` sorts the table by it when its title is clicked; rows for which it is
    None come last.
    """

    title: str
    value: Callable[[T], str]
    width: int = 0
    right: bool = False
    order: Callable[[T], Any] | None = None


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of plain values; ``speak`` gives a row as a sentence."""

    def __init__(
        self, columns: Sequence[TableColumn[T]], speak: Callable[[T], str] | None = None
    ) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: list[T] = []
        self._given: list[T] = []
        self._speak = speak
        self.sorted_by = -1  # a column, -1 = as given
        self.is_down = False

    def show(self, rows: Sequence[T]) -> None:
        """Show other rows, sorted as the last ones were."""
        self.beginResetModel()
        self._given = list(rows)
        self.rows = self._ordered()
        self.endResetModel()

    def sort_by(self, column: int, *, down: bool = False) -> None:
        """Sort by a column; -1 gives the rows their own order back."""
        self.sorted_by, self.is_down = column, down
        self.show(self._given)

    def _ordered(self) -> list[T]:
        order = self.columns[self.sorted_by].order if self.sorted_by >= 0 else None
        if order is None:
            return list(self._given)
        keyed = [(order(row), row) for row in self._given]
        known = [pair for pair in keyed if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=self.is_down)
        return [row for _, row in known] + [row for key, row in keyed if key is None]

    def set_columns(self, columns: Sequence[TableColumn[T]]) -> None:
        """Show other columns; a table sorted by one that goes has its own order again."""
        by = self.columns[self.sorted_by].title if self.sorted_by >= 0 else ""
        self.beginResetModel()
        self.columns = list(columns)
        titles = [column.title for column in columns]
        self.sorted_by = titles.index(by) if by in titles else -1
        self.rows = self._ordered()
        self.endResetModel()

    def replace(self, at: int, row: T) -> None:
        """Show another value in one row."""
        self.rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what stands in a cell."""
        row, spec = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return spec.value(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(spec.value(row)))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if spec.right else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole and self._speak is not None:
            return self._speak(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None


def table_data(columns: Sequence[TableColumn[Any]], rows: Sequence[Any]) -> QMimeData:
    """Give rows for the clipboard, the titles first: with tabs, and as a table.

    Spreadsheets take the table. Words are marked as text in it, or Excel would make dates of grades
    and drop the zero that a code begins with; figures are not, so that it can add them up.
    """
    lines = [[column.title for column in columns]]
    lines += [[column.value(row) for column in columns] for row in rows]
    made = QMimeData()
    made.setText("\n".join("\t".join(" ".join(c.split()) for c in line) for line in lines))
    found = []
    for number, line in enumerate(lines):
        tag = "td" if number else "th"
        cells = (
            f"<{tag}{'' if column.right else _AS_TEXT}>{html.escape(cell)}</{tag}>"
            for column, cell in zip(columns, line, strict=True)
        )
        found.append(f"<tr>{''.join(cells)}</tr>")
    made.setHtml(f"<table>{''.join(found)}</table>")
    return made


class Table(QTableView):
    """A table of rows: whole rows are chosen, Enter opens one, Ctrl+C copies.

    Columns are as wide as somebody drew them last.
    """

    opened = Signal(int)
    row_chosen = Signal(int)

    def __init__(
        self, name: str, model: RowsModel[Any], delegate: TextDelegate, *, many: bool = False
    ) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setAccessibleName(f"{name}: columns")
        head.setHighlightSections(False)
        head.setMinimumSectionSize(24)
        head.sectionResized.connect(self._on_width)
        self._is_fitting = False
        sorts = any(column.order is not None for column in model.columns)
        head.setSectionsClickable(sorts)
        if sorts:
            head.sectionClicked.connect(self._on_title)
        self._shown: tuple[str, ...] = ()  # empty = as the headers say
        self._spare: tuple[str, ...] = ()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.row_chosen.emit(now.row())
        )
        THEME.changed.connect(self._resize)
        self._resize()

    def chosen_rows(self) -> list[int]:
        """Give the numbers of the chosen rows, in order."""
        # By ranges: with ten thousand rows chosen, an index for each takes too long.
        found = self.selectionModel().selection()
        ranges = (found.at(k) for k in range(found.count()))
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def choose(self, row: int) -> None:
        """Choose one row."""
        if 0 <= row < self.rows.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(
                self.rows.index(row, 0), flags.ClearAndSelect | flags.Rows
            )

    def copy(self) -> None:
        """Copy the chosen rows as spreadsheets and letters take them, with a header."""
        rows = self.chosen_rows()
        if rows:
            columns = [c for c in self.rows.columns if not self._shown or c.title in self._shown]
            chosen = [self.rows.rows[row] for row in rows]
            QGuiApplication.clipboard().setMimeData(table_data(columns, chosen))

    def set_columns(self, columns: Sequence[TableColumn[Any]]) -> None:
        """Have other columns; which of them are shown says ``show_columns``."""
        titles = {column.title for column in columns}
        self._shown = tuple(title for title in self._shown if title in titles)
        self._spare = tuple(title for title in self._spare if title in titles)
        self.rows.set_columns(columns)
        self._resize()

    def show_columns(self, shown: Sequence[str], spare: Sequence[str] = ()) -> None:
        """Show only the columns with these titles.

        Parameters
        ----------
        spare : those that are left out, the first one first, where the table is too narrow for all.
        """
        self._shown, self._spare = tuple(shown), tuple(spare)
        self._fit_columns()

    def _fit_columns(self) -> None:
        if not self._shown:
            return
        wide = {c.title: self._width(c) for c in self.rows.columns}
        least = {title: look().px(width or _LEAST) for title, width in wide.items()}
        held = list(self._shown)
        for title in self._spare:
            if sum(least[one] for one in held) <= self.viewport().width():
                break
            held.remove(title)
        self._is_fitting = True
        for k, column in enumerate(self.rows.columns):
            self.setColumnHidden(k, column.title not in held)
        self._is_fitting = False

    def _width(self, column: TableColumn[Any]) -> int:
        return WIDTHS.get(self.accessibleName(), column.title, column.width)

    def _on_width(self, column: int, _before: int, width: int) -> None:
        """Keep what somebody drew; what fills the rest of the room follows by itself."""
        modes, head = QHeaderView.ResizeMode, self.horizontalHeader()
        is_drawn = head.sectionResizeMode(column) is modes.Interactive and width > 0
        if is_drawn and not self._is_fitting:
            WIDTHS.keep(self.accessibleName(), self.rows.columns[column].title, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit_columns()

    def sort_by(self, column: int, *, down: bool = False) -> None:
        """Sort by a column; -1 gives the rows their own order back. What is chosen stays so."""
        chosen = [self.rows.rows[row] for row in self.chosen_rows()[:1]]
        self.rows.sort_by(column, down=down)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(column >= 0)
        self.horizontalHeader().setSortIndicator(column, order)
        if chosen:
            self.choose(next(k for k, row in enumerate(self.rows.rows) if row is chosen[0]))

    def ask_order(self) -> None:
        """Ask, in a menu, by which column to sort; choosing the same again is as a click on it."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        orders = [("As found", -1)]
        orders += [
            (column.title, k)
            for k, column in enumerate(self.rows.columns)
            if column.order is not None and not self.isColumnHidden(k)
        ]
        for title, k in orders:
            made = menu.addAction(title, partial(self._on_title if k >= 0 else self.sort_by, k))
            made.setCheckable(True)
            made.setChecked(k == self.rows.sorted_by)
        menu.popup(self.mapToGlobal(self.viewport().pos()))

    def _on_title(self, column: int) -> None:
        """Sort by a column; a second click turns the order, a third gives the rows their own."""
        model = self.rows
        if model.columns[column].order is None or (column == model.sorted_by and model.is_down):
            self.sort_by(-1)
        else:
            self.sort_by(column, down=column == model.sorted_by)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a row when the keyboard comes here and none is chosen."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.chosen_rows():
            self.choose(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter; Home and End go to the first and the last row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.rowCount():
            row = 0 if event.key() == Qt.Key.Key_Home else self.rows.rowCount() - 1
            index = self.rows.index(row, max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(index, self.selectionCommand(index, event))
        else:
            super().keyPressEvent(event)

    def _resize(self) -> None:
        self._fit_columns()
        self.verticalHeader().setDefaultSectionSize(look().row_height)
        head = self.horizontalHeader()
        head.setFixedHeight(look().px(HEADER_HEIGHT))
        self._is_fitting = True
        for k, spec in enumerate(self.rows.columns):
            if spec.width:
                head.setSectionResizeMode(k, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(k, look().px(self._width(spec)))
            else:
                head.setSectionResizeMode(k, QHeaderView.ResizeMode.Stretch)
        self._is_fitting = False
