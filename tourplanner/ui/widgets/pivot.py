"""A matrix: rows by columns with sums; empty cells show, and what stands in each is below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tourplanner.core.model.pivot import Cell, Pivot
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.widgets.basic import column, label, row
from tourplanner.ui.widgets.pivot_heads import NUMBER, RowHeads
from tourplanner.ui.widgets.rows import draw_focus
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.widgets.values import ValuesList, ValuesModel
from tourplanner.ui.words import count_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DOTS = 3
EMPTY: Pivot[Any] = Pivot()


class PivotModel(QAbstractTableModel):
    """The cells, with the sums at the right and below."""

    def __init__(self) -> None:
        super().__init__()
        self.pivot: Pivot[Any] = EMPTY

    def show(self, pivot: Pivot[Any]) -> None:
        """Show another matrix."""
        self.beginResetModel()
        self.pivot = pivot
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give the rows and the sums."""
        return 0 if parent.isValid() or not self.pivot.rows else len(self.pivot.rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Give the columns and the sums."""
        return 0 if parent.isValid() or not self.pivot.rows else len(self.pivot.columns) + 1

    def cell(self, index: Index) -> Cell[Any] | None:
        """Give a cell; None for a sum."""
        at, side = index.row(), index.column()
        if index.isValid() and at < len(self.pivot.rows) and side < len(self.pivot.columns):
            return self.pivot.cells[at][side]
        return None

    def sum_of(self, index: Index) -> int:
        """Give the sum that stands at an edge."""
        pivot, at, side = self.pivot, index.row(), index.column()
        if at < len(pivot.rows):
            return pivot.row_sum(at)
        if side < len(pivot.columns):
            return pivot.column_sum(side)
        return sum(pivot.row_sum(k) for k in range(len(pivot.rows)))

    def words(self, index: Index) -> str:
        """Give a cell as a sentence."""
        row = self.headerData(index.row(), Qt.Orientation.Vertical)
        column = self.headerData(index.column(), Qt.Orientation.Horizontal)
        cell = self.cell(index)
        said = cell.said if cell else count_words(self.sum_of(index), self.pivot.unit)
        return f"{row}, {column}: {said}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what stands in a cell."""
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            cell = self.cell(index)
            return cell.words if cell is not None else str(self.sum_of(index))
        if role == roles.AccessibleTextRole:
            return self.words(index)
        if role == roles.ToolTipRole:
            return plain_tip(self.words(index))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the name of a row or column."""
        rows, columns = self.pivot.rows, self.pivot.columns
        if orientation is Qt.Orientation.Horizontal:
            name = columns[section].label if section < len(columns) else "All"
        else:
            name = rows[section][1] if section < len(rows) else "All"
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(name)
        if role == NUMBER and orientation is Qt.Orientation.Vertical:
            numbers = self.pivot.numbers
            return numbers[section] if section < len(numbers) else ""
        return None


class CellDelegate(QStyledItemDelegate):
    """Draws a cell: count and dots on a ground that is the fuller, the stronger it is."""

    def __init__(self, model: PivotModel) -> None:
        super().__init__()
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        t = tokens()
        cell = self._model.cell(index)
        rect = QRectF(option.rect)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        middle = Qt.AlignmentFlag.AlignCenter
        if cell is None:
            painter.setFont(font(13, QFont.Weight.DemiBold, figures=True))
            painter.setPen(QColor(t.ink2))
            painter.drawText(rect, middle, str(self._model.sum_of(index)))
        elif not cell.entries:
            painter.setFont(font(12))
            painter.setPen(QColor(t.ink2))
            painter.drawText(rect, middle, cell.words)
        else:
            self._draw_full(painter, rect, cell)
        draw_focus(painter, option)

    def _draw_full(self, painter: QPainter, rect: QRectF, cell: Cell[Any]) -> None:
        t = tokens()
        has_dots = cell.strength is not None
        strength = cell.strength if cell.strength is not None else _DOTS - 1
        wide = min(rect.width() - 12, look().px(72) if has_dots else rect.width())
        box = QRectF(0, 0, wide, rect.height() - 10)
        box.moveCenter(rect.center())
        path = QPainterPath()
        path.addRoundedRect(box, 5, 5)
        ground, ink = (t.fill, t.on_fill) if strength >= _DOTS else (t.soft, t.ink)
        if cell.warns:
            ground, ink = t.warn.ground, t.warn.ink
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if strength >= _DOTS - 1:
            painter.fillPath(path, QColor(ground))
        else:
            painter.setPen(QPen(QColor(t.control), 1))
            painter.drawPath(path)
        painter.setFont(font(13, QFont.Weight.DemiBold, figures=True))
        painter.setPen(QColor(ink))
        if has_dots:
            self._draw_dots(painter, box, cell.words, strength, ink)
        else:
            room = box.adjusted(6, 0, -6, 0)
            cut = painter.fontMetrics().elidedText(
                cell.words, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, cut)
        painter.restore()

    def _draw_dots(
        self, painter: QPainter, box: QRectF, words: str, strength: int, ink: str
    ) -> None:
        left = box.adjusted(0, 0, -box.width() / 2 - 2, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(left, flags, words)
        grow = look().text_percent / 100
        for dot in range(_DOTS):
            center = QPointF(box.center().x() + 8 * grow * (1 + dot), box.center().y())
            painter.setBrush(QColor(ink) if dot < strength else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink), 1))
            painter.drawEllipse(center, 2.4 * grow, 2.4 * grow)


class PivotView(QTableView):
    """The table: arrow keys move, Enter opens the cell."""

    entered_cell = Signal()

    def __init__(self, model: PivotModel, name: str, columns: str, rows: str) -> None:
        super().__init__()
        self._pivot = model
        self._least, self._is_low = 0, False
        self.setVerticalHeader(RowHeads())
        self.setModel(model)
        self._delegate = CellDelegate(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(f"{name}: corner")
        for head, title in ((self.horizontalHeader(), columns), (self.verticalHeader(), rows)):
            head.setAccessibleName(title)
            head.setHighlightSections(False)
            head.setSectionsClickable(False)
        wraps = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag(wraps))
        THEME.changed.connect(self._fit)
        model.modelReset.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = look().px
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.verticalHeader().setFixedWidth(px(190))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        count = self._pivot.columnCount()
        room = self.width() - self.verticalHeader().width() - px(52 + 12)
        wide = max(self._least_wide(), min(px(150), room // max(1, count - 1)))
        for k in range(count):
            self.setColumnWidth(k, px(52) if k == count - 1 else wide)
        self.horizontalHeader().setFixedHeight(self.head_height())
        self.setMinimumHeight(max(self.head_height() + px(20), self._least))  # and a row to scroll

    def row_height(self) -> int:
        """Give the height of a row, in px."""
        return look().px(_LOW_ROW if self._is_low else _ROW)

    def _least_wide(self) -> int:
        return look().px(_LOW_WIDE if self._is_low else _WIDE)

    def head_height(self) -> int:
        """Give the height of the heads, in px: in little room no more than their words take."""
        if not self._is_low:
            return look().px(_HEAD)
        room = QRect(0, 0, self._least_wide() - 8, look().px(_HEAD))
        wraps = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        titles = (self._pivot.headerData(k, _ACROSS) for k in range(self._pivot.columnCount()))
        metrics = QFontMetrics(font(12, QFont.Weight.Bold))
        highs = (metrics.boundingRect(room, wraps, str(title)).height() for title in titles)
        return min(max(highs, default=look().px(20)) + 8, look().px(_HEAD))

    def set_room(self, least: int, *, low: bool) -> None:
        """Take at least so much height, in px, with low rows where there is little of it."""
        if (least, low) != (self._least, self._is_low):
            self._least, self._is_low = least, low
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns what room there is."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cell with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_cell.emit()
        else:
            super().keyPressEvent(event)


_ROWS_SEEN = 3
_HEAD, _ROW, _LOW_ROW, _WIDE, _LOW_WIDE = 66, 38, 27, 104, 125  # px at 100 % text
_ACROSS = Qt.Orientation.Horizontal
_BELOW, _ENTRIES = 80, 170  # px at 100 % text: the words of a cell and one entry; and a few


class PivotPane(QSplitter):
    """A matrix, and below it what stands in the chosen cell.

    Signals
    -------
    entered : Enter or a double click in the matrix. opened : an entry of the cell.
    """

    entered = Signal()
    opened = Signal(object)

    def __init__(
        self,
        names: tuple[str, str, str],
        entries: ValuesModel[Any],
        delegate: QStyledItemDelegate,
    ) -> None:
        """Make it empty.

        Parameters
        ----------
        names : of the matrix, of its columns and of its rows, as they are read out.
        """
        super().__init__(Qt.Orientation.Vertical)
        self.model = PivotModel()
        self.view = PivotView(self.model, *names)
        self.entries = entries
        self.list = ValuesList("In this cell", entries, delegate)
        self.cell_words = label("", "heading", wraps=True)
        self._below = below = QWidget()
        low = column(below, margins=(0, 6, 0, 0))
        head = row(margins=(14, 4, 14, 4))
        head.addWidget(self.cell_words, 1)
        low.addLayout(head)
        self.list.setMinimumHeight(30)
        low.addWidget(self.list, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(self.view)
        self.addWidget(below)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self._is_drawn = False  # the line between the two, by hand
        self.splitterMoved.connect(self._keep_line)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self.view.entered_cell.connect(self.entered)
        self.view.doubleClicked.connect(lambda _: self.entered.emit())
        self.list.clicked.connect(lambda _: self._open())
        self.list.activated.connect(lambda _: self._open())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a few rows of the matrix in view: what is in a cell can be scrolled."""
        px, view = look().px, self.view
        below = max(self._below.minimumSizeHint().height(), px(_BELOW))
        room = self.height() - below - 1
        high = px(_HEAD) + _ROWS_SEEN * px(_ROW)
        view.set_room(min(high, room), low=high > room)
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the matrix the room of all its rows, as long as nobody drew the line elsewhere."""
        if not self._is_drawn:
            view = self.view
            wanted = view.head_height() + self.model.rowCount() * view.row_height() + 2
            upper = max(min(wanted, self.height() - look().px(_ENTRIES)), view.minimumHeight())
            self.setSizes([upper, self.height() - upper])

    def show_pivot(self, pivot: Pivot[Any]) -> None:
        """Show another matrix; the chosen cell stays where it is."""
        before = self.view.currentIndex()
        at, side = max(0, before.row()), max(0, before.column())
        self.view.selectionModel().blockSignals(True)
        self.model.show(pivot)
        if at < self.model.rowCount() and side < self.model.columnCount():
            self.view.setCurrentIndex(self.model.index(at, side))
        self.view.selectionModel().blockSignals(False)
        self._show_cell()
        self._share()

    def _keep_line(self) -> None:
        self._is_drawn = True

    def chosen(self) -> tuple[int, int]:
        """Give row and column of the chosen cell, -1 where there is none."""
        index = self.view.currentIndex()
        return index.row(), index.column()

    def show_entries(self) -> None:
        """Go to what stands in the cell."""
        if self.entries.values:
            self.list.choose(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cell(self) -> None:
        index = self.view.currentIndex()
        cell = self.model.cell(index)
        self.entries.show(list(cell.entries) if cell is not None else [])
        self.cell_words.setText(self.model.words(index) if index.isValid() else "")

    def _open(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self.entries.values):
            self.opened.emit(self.entries.values[at])
