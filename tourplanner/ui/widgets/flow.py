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
        lines = self._lines(QRect(0, 0, width, 0))
        ends = [max(place.bottom() + 1 for place in line) for line in lines]
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
        """Give where each widget that is not hidden lies."""
        return [place for line in self._lines(rect) for place in line]

    def _lines(self, rect: QRect) -> list[list[QRect]]:
        """Give the lines from the top of a rect; in each all stand on one middle."""
        lines: list[list[QRect]] = []
        x, y = rect.x(), rect.y()
        for item in self._items:
            if item.isEmpty():  # its widget is hidden
                continue
            hint = item.sizeHint()
            if lines and x + hint.width() > rect.right() + 1:
                x, y = rect.x(), y + _height(lines[-1]) + self.spacing()
                lines.append([])
            elif not lines:
                lines.append([])
            lines[-1].append(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
        return [
            [at.translated(0, (_height(line) - at.height()) // 2) for at in line] for line in lines
        ]


def _height(line: list[QRect]) -> int:
    """Give the height of a line, before its places are moved to one middle."""
    return max(place.height() for place in line)


class FlowBox(QWidget):
    """A widget with a flow of others in it, always as high as these need.

    A layout that is short of room would else cut the last lines.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self)

    def event(self, event: QEvent) -> bool:
        """Follow the width and what is inside; while it is hidden nobody tells of a change."""
        # At first it is laid out before it is shown, and that is enough.
        again = event.type() == QEvent.Type.Show and self.minimumHeight() > 0
        if again or event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setMinimumHeight(self.flow.heightForWidth(self.width()))
        return super().event(event)
