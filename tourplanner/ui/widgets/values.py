"""A list of plain values: the model under lists that draw their rows themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate

from tourplanner.ui.theme import THEME
from tourplanner.ui.widgets.tips import plain_tip

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ValuesModel(QAbstractListModel, Generic[T]):
    """A list of plain values; ``speak`` gives one as a sentence."""

    def __init__(self, speak: Callable[[T], str] = str) -> None:
        super().__init__()
        self.values: list[T] = []
        self._speak = speak

    def show(self, values: list[T]) -> None:
        """Show other values."""
        self.beginResetModel()
        self.values = values
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self.values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is spoken of a row."""
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return self._speak(self.values[index.row()])
        if role == roles.ToolTipRole:
            return plain_tip(self._speak(self.values[index.row()]))
        return None


class ValuesList(QListView):
    """A list that draws its rows itself."""

    def __init__(self, name: str, model: ValuesModel[Any], delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self.values = model
        self.setModel(model)
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        THEME.changed.connect(self.doItemsLayout)

    def choose(self, row: int) -> None:
        """Choose a row; -1 chooses none."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.values.index(row), flags)
        if row < 0:
            self.clearSelection()
