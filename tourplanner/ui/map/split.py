"""The map and its list side by side; with little width the list stands under the map."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tourplanner.ui.memory import Memory
from tourplanner.ui.theme import THEME, look

_LIST = 312  # pixels at 100 % text
_LIST_MOST = 520  # pixels; with large text the map keeps the larger part
_NARROW = 500  # pixels at 100 % text; below it the map beside the list would be a strip
_MAP_PARTS = (3, 2)  # heights of map and list, one under the other


class MapSplit(QSplitter):
    """A splitter between map and list, kept as it was left where both stand side by side."""

    def __init__(self, memory: Memory, drawn: QWidget, listed: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._memory = memory
        self.addWidget(drawn)
        self.addWidget(listed)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(0, 1)
        self._share()
        self.splitterMoved.connect(self._keep)
        THEME.changed.connect(self._judge)

    @property
    def is_narrow(self) -> bool:
        """Whether the list stands under the map."""
        return self.orientation() is Qt.Orientation.Vertical

    def _share(self) -> None:
        if self.is_narrow:
            whole = sum(_MAP_PARTS)
            self.setSizes([self.height() * part // whole for part in _MAP_PARTS])
            return
        state = self._memory.splitter("map")
        if state is None or not self.restoreState(state):
            self.setSizes([10_000, min(look().px(_LIST), _LIST_MOST)])

    def _keep(self) -> None:
        if not self.is_narrow:
            self._memory.set_splitter("map", self.saveState())

    def _judge(self) -> None:
        narrow = self.width() < look().px(_NARROW)
        if narrow == self.is_narrow:
            return
        self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        QTimer.singleShot(0, self, self._share)  # once it is laid out the other way

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side or one under the other."""
        super().resizeEvent(event)
        self._judge()
