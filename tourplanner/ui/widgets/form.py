"""Named fields of a form, in two columns where there is room, else in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.badges import LevelTile
from tourplanner.ui.widgets.basic import label

_TWO_FROM = 440  # pixels at 100 % text
Part = tuple[str, QWidget, str]  # name, field, letter of its level or nothing


class FieldGrid(QWidget):
    """Lays named fields out and tells who may see them."""

    def __init__(self, parts: Sequence[Part], *, columns: int = 2) -> None:
        super().__init__()
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        self._parts: list[tuple[QLabel, QWidget, LevelTile | None]] = []
        for words, field, level in parts:
            field.setMinimumWidth(60)
            field.setSizePolicy(QSizePolicy.Policy.Expanding, field.sizePolicy().verticalPolicy())
            name = label(words, "second")
            name.setBuddy(field)
            self._parts.append((name, field, LevelTile(level) if level else None))
        self._laid = 0
        self._lay(columns)
        THEME.changed.connect(self._fit)

    def _lay(self, columns: int) -> None:
        if columns == self._laid:
            return
        self._laid = columns
        for k, (name, field, tile) in enumerate(self._parts):
            at, side = divmod(k, columns)
            self._grid.addWidget(name, at, side * 3)
            self._grid.addWidget(field, at, side * 3 + 1)
            if tile is not None:
                self._grid.addWidget(tile, at, side * 3 + 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(4, 1 if columns > 1 else 0)

    def _fit(self) -> None:
        self._lay(self._columns if self.width() >= look().px(_TWO_FROM) else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between one and two columns."""
        super().resizeEvent(event)
        self._fit()
