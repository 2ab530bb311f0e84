"""A layout that goes on in the next line where a line is full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays widgets out from left to right, line by line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Give how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give one, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that it wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return max((p.bottom() + 1 for p in self._places(QRect(0, 0, width, 0))), default=0)

    def whole_lines(self, width: int, most: int) -> int:
        """Give the height of as many lines at a width as ``most`` pixels hold; one at least."""
        lines: dict[int, int] = {}  # top to bottom
        for place in self._places(QRect(0, 0, width, 0)):
            lines[place.top()] = max(lines.get(place.top(), 0), place.bottom() + 1)
        ends = list(lines.values())
        return max((end for end in ends if end <= most), default=min(ends, default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Lay the widgets out."""
        super().setGeometry(rect)
        seen = [item for item in self._items if not item.isEmpty()]
        for item, place in zip(seen, self._places(rect), strict=True):
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        """Give the smallest size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Give the size of the largest widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _places(self, rect: QRect) -> list[QRect]:
        """Give where each widget that is not hidden lies, line by line from the top of a rect."""
        made: list[QRect] = []
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():  # its widget is hidden
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            made.append(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return made


class FlowBox(QWidget):
    """A widget with a flow of others in it, always as high as these need.

    A layout that is short of room would else cut the last lines.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self)

    def event(self, event: QEvent) -> bool:
        """Follow the width and what is inside."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setMinimumHeight(self.flow.heightForWidth(self.width()))
        return super().event(event)
