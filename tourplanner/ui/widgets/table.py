"""Tables over plain values: a model of our own, rows that speak, copying as spreadsheets do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.rows import Index, TextDelegate

T = TypeVar("T")
_ROOT = QModelIndex()
HEADER_HEIGHT = 26
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[T]):
    """One column: its title, what stands in it, how wide it is; ``width`` 0 takes what is left."""

    title: str
    value: Callable[[T], str]
    width: int = 0
    right: bool = False


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of plain values; ``speak`` gives a row as a sentence."""

    def __init__(
        self, columns: Sequence[TableColumn[T]], speak: Callable[[T], str] | None = None
    ) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: list[T] = []
        self._speak = speak

    def show(self, rows: Sequence[T]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return spec.value(row)
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


class Table(QTableView):
    """A table of rows: whole rows are chosen, Enter opens one, Ctrl+C copies."""

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
        head.setSectionsClickable(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.row_chosen.emit(now.row())
        )
        THEME.changed.connect(self._resize)
        self._resize()

    def chosen_rows(self) -> list[int]:
        """Give the numbers of the chosen rows, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose(self, row: int) -> None:
        """Choose one row."""
        if 0 <= row < self.rows.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(
                self.rows.index(row, 0), flags.ClearAndSelect | flags.Rows
            )

    def copy(self) -> None:
        """Copy the chosen rows as a spreadsheet takes them: tabs and lines, with a header."""
        rows = self.chosen_rows()
        if not rows:
            return
        lines = [[column.title for column in self.rows.columns]]
        lines += [[c.value(self.rows.rows[row]) for c in self.rows.columns] for row in rows]
        text = "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a row when the keyboard comes here and none is chosen."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.chosen_rows():
            self.choose(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().row_height)
        head = self.horizontalHeader()
        head.setFixedHeight(look().px(HEADER_HEIGHT))
        for k, spec in enumerate(self.rows.columns):
            if spec.width:
                head.setSectionResizeMode(k, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(k, look().px(spec.width))
            else:
                head.setSectionResizeMode(k, QHeaderView.ResizeMode.Stretch)
