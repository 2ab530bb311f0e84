"""The list of places at the left, which folds to icons."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.tokens import RADIUS_CONTROL, SIDEBAR_FOLDED, SIDEBAR_WIDTH
from tourplanner.ui.widgets.basic import CutLabel, column, label, pane, rule
from tourplanner.ui.widgets.rows import Index, draw_text

_ROW = 31
_GROUP = 31
_LINE = 12  # between groups of icons, in any size of text: all icons fit at 720 pixels
_ROOT = QModelIndex()


class Entry(NamedTuple):
    """A place, or the heading of a group where ``name`` is empty."""

    title: str
    name: str = ""
    icon: str = ""
    key: str = ""


ENTRIES = (
    Entry("Plan"),
    Entry("Sites", "sites", "school", "Ctrl+1"),
    Entry("Tours", "tours", "route", "Ctrl+2"),
    Entry("Map", "map", "map", "Ctrl+3"),
    Entry("On the road"),
    Entry("Day", "day", "clock", "Ctrl+4"),
    Entry("Visits", "visits", "notebook-pen", "Ctrl+5"),
    Entry("Learn"),
    Entry("Practices", "practices", "sparkles", "Ctrl+6"),
    Entry("Share"),
    Entry("Papers", "papers", "file-text", "Ctrl+7"),
    Entry("Exchange", "exchange", "arrow-left-right", "Ctrl+8"),
)
SETTINGS = Entry("Settings", "settings", "settings", "Ctrl+,")
PLACES = tuple(entry for entry in ENTRIES if entry.name)


class _Model(QAbstractListModel):
    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self.entries = entries
        self.counts: dict[str, int] = {}
        self.is_folded = False

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        count = self.counts.get(entry.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {count}" if count else entry.title
        if role == Qt.ItemDataRole.ToolTipRole and entry.key:
            return f"{entry.title} ({entry.key})"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.entries[index.row()].name:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    """Draws the rows. It asks the list for their state: the option's own flags are Python classes
    that are made, in 10 ms, where they are first named, and this is drawn with the first paint.
    """

    def __init__(self, model: _Model, rows: _List) -> None:
        super().__init__()
        self._model = model
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._model.entries[index.row()]
        if not entry.name and self._model.is_folded:
            return QSize(40, _LINE)
        return QSize(40, look().px(_ROW if entry.name else _GROUP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._model.entries[index.row()]
        t = tokens()
        rect = QRectF(option.rect)
        if not entry.name:
            if self._model.is_folded:
                painter.setPen(QPen(QColor(t.line), 1))
                y = rect.center().y()
                painter.drawLine(QPointF(rect.left() + 12, y), QPointF(rect.right() - 12, y))
            else:
                painter.setFont(font(12, QFont.Weight.DemiBold))
                painter.setPen(QColor(t.ink3))
                at = rect.adjusted(16, 6, 0, 0)
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, entry.title)
            return
        box = rect.adjusted(8, 0.5, -8, -0.5)
        rows = self._rows
        selected = rows.selectionModel().isSelected(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        if selected:
            painter.fillPath(path, QColor(t.select))
            painter.setClipPath(path)
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(t.accent))
            painter.setClipping(False)
        elif index.row() == rows.hovered:
            painter.fillPath(path, QColor(t.soft))
        if rows.hasFocus() and index.row() == rows.currentIndex().row():
            painter.setPen(QPen(QColor(t.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        self._draw_words(painter, entry, box, selected=selected, enabled=rows.isEnabled())
        painter.restore()

    def _draw_words(
        self, painter: QPainter, entry: Entry, box: QRectF, *, selected: bool, enabled: bool
    ) -> None:
        t = tokens()
        off = not enabled
        ink = t.off if off else t.accent if selected else t.ink2
        size = float(look().px(16))
        top = box.top() + (box.height() - size) / 2
        left = box.left() + (box.width() - size) / 2 if self._model.is_folded else box.left() + 9
        icons.draw(painter, entry.icon, QRectF(left, top, size, size), ink)
        if self._model.is_folded:
            return
        count = self._model.counts.get(entry.name)
        weight = QFont.Weight.DemiBold if selected else QFont.Weight.Normal
        text = box.adjusted(17 + size, 0, -look().px(40) if count else -8, 0)
        draw_text(painter, text, entry.title, color=t.off if off else t.ink, weight=weight)
        if count:
            at = QRectF(box.right() - look().px(54) - 8, box.top(), look().px(54), box.height())
            draw_text(painter, at, f"{count:,}", px=12, color=t.ink2, right=True, figures=True)


class _List(QListView):
    """A list of places that is as high as its rows."""

    chosen = Signal(str)

    def __init__(self, entries: tuple[Entry, ...], name: str) -> None:
        super().__init__()
        self.places = _Model(entries)
        self.setModel(self.places)
        self._delegate = _Delegate(self.places, self)
        self.hovered = -1
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setProperty("ground", "sunken")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._on_current)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.places.entries[now.row()].name)

    def show_place(self, name: str) -> None:
        """Mark a place without saying that it was chosen."""
        self.selectionModel().blockSignals(True)
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        for row, entry in enumerate(self.places.entries):
            if entry.name == name:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self.places.index(row), flags)
                self.scrollTo(self.places.index(row))  # with large text there are more than fit
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _hover(self, row: int) -> None:
        self.hovered = row
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Light no row that was under the pointer before."""
        super().resizeEvent(event)
        self._hover(-1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Light no row that was under the pointer before."""
        super().scrollContentsBy(dx, dy)
        self._hover(-1)

    def leaveEvent(self, event: QEvent) -> None:
        """Light no row while the pointer is elsewhere."""
        super().leaveEvent(event)
        self._hover(-1)

    def rows_height(self) -> int:
        """Give the height of all rows."""
        return sum(self.sizeHintForRow(row) for row in range(self.places.rowCount()))


class Sidebar(QFrame):
    """The file's name, the eight places and the settings.

    Signals
    -------
    chosen : a place, by a click or an arrow key. entered : it was clicked, or Enter was pressed.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "sunken")
        self.setProperty("edge", "right")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(self)
        self._top = pane("sunken")
        top = column(self._top, margins=(16, 14, 12, 12), gap=2)
        self._file = CutLabel("No file open", "strong")
        self._dates = label("Open or make one to begin", "hint")
        top.addWidget(self._file)
        top.addWidget(self._dates)
        layout.addWidget(self._top)
        self._line = rule()
        line = column(margins=(8, 0, 8, 4))
        line.addWidget(self._line)
        layout.addLayout(line)
        self.places = _List(ENTRIES, "Places")
        self.foot = _List((SETTINGS,), "Settings")
        layout.addWidget(self.places, 1)
        layout.addWidget(self.foot)
        layout.addSpacing(10)
        for part in (self.places, self.foot):
            part.chosen.connect(self.chosen)
            part.clicked.connect(lambda _: self.entered.emit())
            part.activated.connect(lambda _: self.entered.emit())
        self.is_folded = False
        THEME.changed.connect(self._resize)
        self._resize()

    def set_file(self, name: str, dates: str) -> None:
        """Show the name of the file or tour, and its dates."""
        self._file.setText(name)
        self._dates.setText(dates)
        self._dates.setToolTip(dates)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many things the places hold."""
        self.places.places.counts = counts
        self.places.viewport().update()

    def show_place(self, name: str) -> None:
        """Mark the place that is shown."""
        for part in (self.places, self.foot):
            part.show_place(name)

    def fold(self, folded: bool) -> None:
        """Show icons alone, or icons and words."""
        self.is_folded = folded
        for part in (self.places, self.foot):
            part.places.is_folded = folded
            part.doItemsLayout()
        self._top.setVisible(not folded)
        self._line.setVisible(not folded)
        self._resize()

    def _resize(self) -> None:
        self.setFixedWidth(look().px(SIDEBAR_FOLDED if self.is_folded else SIDEBAR_WIDTH))
        self.foot.setFixedHeight(self.foot.rows_height() + 2)
        for part in (self.places, self.foot):
            part.doItemsLayout()
