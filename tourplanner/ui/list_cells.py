"""The cells of a list: typed in like a spreadsheet's, with an empty row for a new one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tourplanner.core.fields import LEVEL_WORDS, FieldType
from tourplanner.core.lists import DUE
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.rows import Index, TextDelegate
from tourplanner.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from tourplanner.core.fields import Field
    from tourplanner.services.lists import ListPage

_ROOT = QModelIndex()
_WIDE = {
    **{"name": 150, "organization": 150, "outlet": 150, "title": 200, "note": 180, "link": 160},
    **{"stop": 60, "offset_min": 70, "minutes": 80, "speakers": 170},
    **{"cents": 84, "source": 260},
    **{"what": 300, "t_minus": 170, "sort": 80, "about": 92},
}
_USUAL = 112
REFUSED = "! "  # before a text that its column does not take


class CellsModel(QAbstractTableModel):
    """The rows of a list and an empty one to type in; what is not taken stays in its cell."""

    typed = Signal(str, str, str, bool)  # row, field, text, whether the row is new

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Field, ...] = ()
        self.rows: list[tuple[str, list[str]]] = []
        self.refused: dict[tuple[str, str], tuple[str, str]] = {}  # cell -> text, reason
        self._born: set[str] = set()
        self.offered: Mapping[str, tuple[str, ...]] = {}  # words that a column takes, by its field
        self.is_read_only = False

    def show(self, page: ListPage) -> None:
        """Show what the file holds; rows that are typed in and not saved yet stay."""
        known = {one.id for one in page.rows}
        self._born -= known
        names = [field.name for field in self.columns]  # a tour's second coach is one more
        typed = {
            id_: dict(zip(names, cells, strict=True))
            for id_, cells in self.rows
            if id_ in self._born
        }
        waiting = [
            (id_, [cells.get(field.name, "") for field in page.columns])
            for id_, cells in typed.items()
        ]
        self.refused = {at: v for at, v in self.refused.items() if at[0] in known | self._born}
        self.beginResetModel()
        self.columns, self.offered = page.columns, page.offered
        self.rows = [(one.id, list(one.cells)) for one in page.rows] + waiting
        self._add_empty()
        self.endResetModel()

    def _add_empty(self) -> None:
        if not self.is_read_only:
            self.rows.append(("", [""] * len(self.columns)))

    def forget(self) -> None:
        """Another file: nothing of the last one stays."""
        self._born.clear()
        self.refused.clear()
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def refuse(self, at: str, field: str, text: str, reason: str) -> None:
        """Keep a text that its column does not take, with the reason."""
        self.refused[at, field] = (text, reason)
        self.layoutChanged.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Give the number of rows, with the empty one."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what stands in a cell."""
        id_, cells = self.rows[index.row()]
        field = self.columns[index.column()]
        kept = self.refused.get((id_, field.name))
        if role == Qt.ItemDataRole.EditRole:
            return kept[0] if kept else cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            if kept:
                return f"{REFUSED}{kept[0]}"
            if not id_ and index.column() == 0:
                return "Add…"
            return cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(kept[1] if kept else cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            who = cells[0] or f"row {index.row() + 1}"
            said = f"not kept: {kept[0]}, {kept[1]}" if kept else cells[index.column()] or "empty"
            return f"{field.label} of {who}: {said}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed text; it is shown at once and saved in the background."""
        id_, cells = self.rows[index.row()]
        field, text = self.columns[index.column()], str(value).strip()
        kept = self.refused.pop((id_, field.name), None)
        if text == cells[index.column()] and kept is None:
            return False
        is_new = not id_ or id_ in self._born
        if not id_:
            id_ = uuid.uuid4().hex
            self._born.add(id_)
            self.rows[index.row()] = (id_, cells)
            self.beginInsertRows(_ROOT, len(self.rows), len(self.rows))
            self._add_empty()
            self.endInsertRows()
        cells[index.column()] = text
        self.dataChanged.emit(index, index)
        self.typed.emit(id_, field.name, text, is_new)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed in, unless the file is open for reading only."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.is_read_only else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the title of a column, and who may see it at most."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        field = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(field)
        if role == Qt.ItemDataRole.DisplayRole:
            return field.label
        if role == Qt.ItemDataRole.ToolTipRole:
            who = LEVEL_WORDS[field.level]
            return f"{field.label}: {who}" + (f". {field.help}" if field.help else "")
        return None


def _side(field: Field) -> Qt.AlignmentFlag:
    """Give where the cells of a column stand: numbers at the right; T-7 is shown as its day."""
    is_number = field.type in (FieldType.INTEGER, FieldType.NUMBER) and field.name != DUE
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class _CellDelegate(TextDelegate):
    """Draws cells as other tables do, and offers what a column takes."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Give a line to type in."""
        made = QLineEdit(parent)
        model = index.model()
        assert isinstance(model, CellsModel)
        field = model.columns[index.column()]
        made.setAccessibleName(f"{field.label}, row {index.row() + 1}")
        if words := model.offered.get(field.name):
            offered = QCompleter(list(words), made)
            offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            made.setCompleter(offered)
        return made


class CellsTable(QTableView):
    """A table that is typed in: Enter or F2 edits, Delete empties, Ctrl+C and Ctrl+V copy cells."""

    pasted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.cells = CellsModel()
        self.setModel(self.cells)
        self._delegate = _CellDelegate(0)
        self.setItemDelegate(self._delegate)
        self._delegate.closeEditor.connect(self._on_close)
        self._waiting: ListPage | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setAccessibleName(f"{name}: columns")
        self.horizontalHeader().setStretchLastSection(True)
        THEME.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().row_height)
        self._fit()

    def _fit(self) -> None:
        """Give each column its width; where that lets all be seen, the wide ones give of theirs.

        None takes more than a third: with large text it would push the next ones out of sight.
        """
        usual, room = look().px(_USUAL), self.viewport().width()
        most = max(usual, room // 3)
        names = [field.name for field in self.cells.columns]
        wished = [min(look().px(_WIDE.get(name, _USUAL)), most) for name in names]
        spare = sum(max(0, wide - usual) for wide in wished)
        over = max(0, sum(wished) - room)
        share = over / spare if 0 < over <= spare else 0.0
        for k, wide in enumerate(wished):
            self.setColumnWidth(k, wide - round(max(0, wide - usual) * share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room there is."""
        super().resizeEvent(event)
        self._fit()

    def show_page(self, page: ListPage) -> None:
        """Show a list; while somebody types it waits until the cell is left."""
        if self.state() is QAbstractItemView.State.EditingState:
            self._waiting = page
            return
        index = self.currentIndex()
        at = self.cells.rows[index.row()][0] if index.isValid() else ""
        name = self.cells.columns[index.column()].name if index.isValid() else ""
        is_other = self.cells.columns != page.columns
        self.cells.show(page)
        if is_other:
            self._resize()
        where = next((n for n, (id_, _) in enumerate(self.cells.rows) if id_ == at), -1)
        if where >= 0 and index.isValid():
            now = [field.name for field in page.columns]
            self.choose(where, now.index(name) if name in now else 0)

    def choose(self, at: int, column: int) -> None:
        """Go to a cell."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.cells.index(at, column), flags)

    def _on_close(self, _editor: QWidget, _hint: QAbstractItemDelegate.EndEditHint) -> None:
        QTimer.singleShot(0, self._show_waiting)

    def _show_waiting(self) -> None:
        page, self._waiting = self._waiting, None
        if page is not None:
            self.show_page(page)

    def chosen_rows(self) -> list[str]:
        """Give the ids of the rows with a chosen cell."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [id_ for n in rows if (id_ := self.cells.rows[n][0])]

    def rows_from_here(self) -> list[str]:
        """Give the ids of the rows from the chosen one down."""
        return [id_ for id_, _ in self.cells.rows[max(0, self.currentIndex().row()) :] if id_]

    def copy(self) -> None:
        """Copy the chosen cells as spreadsheets take them."""
        chosen = sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column()))
        lines: dict[int, list[str]] = {}
        for index in chosen:
            text = " ".join(self.cells.rows[index.row()][1][index.column()].split())
            lines.setdefault(index.row(), []).append(text)
        if lines:
            made = QMimeData()
            made.setText("\n".join("\t".join(cells) for cells in lines.values()))
            QGuiApplication.clipboard().setMimeData(made)

    def paste(self) -> None:
        """Take in what is on the clipboard; the Edit menu asks for it too."""
        self.pasted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, empty; Enter edits."""
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the cell's own field did not take
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            for index in self.selectedIndexes():
                if self.cells.rows[index.row()][0] and not self.cells.is_read_only:
                    self.cells.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
