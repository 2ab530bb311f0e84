"""The matrix: sites by the elements of a framework; empty cells show, each cell opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tourplanner.core.model.framework import Element, Frameworks
from tourplanner.core.model.practice import Cell, Excerpt, Pivot
from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.visits.rows import EVIDENCE, KIND_WORDS
from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.rows import draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.values import ValuesList, ValuesModel
from tourplanner.ui.words import count_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DOTS = 3
_STRENGTH_WORDS = ("", "told once", "told twice", "seen")
_LEGEND = "●●● seen   ●●○ told twice   ●○○ told once   — looked, not there"
EMPTY = Pivot((), (), ())


class PivotModel(QAbstractTableModel):
    """The cells, with the sums at the right and below."""

    def __init__(self) -> None:
        super().__init__()
        self.pivot = EMPTY

    def show(self, pivot: Pivot) -> None:
        """Show another matrix."""
        self.beginResetModel()
        self.pivot = pivot
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give the sites and the sums."""
        return 0 if parent.isValid() or not self.pivot.sites else len(self.pivot.sites) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Give the elements and the sums."""
        return 0 if parent.isValid() or not self.pivot.sites else len(self.pivot.elements) + 1

    def cell(self, index: Index) -> Cell | None:
        """Give a cell; None for a sum."""
        at, side = index.row(), index.column()
        if index.isValid() and at < len(self.pivot.sites) and side < len(self.pivot.elements):
            return self.pivot.cells[at][side]
        return None

    def sum_of(self, index: Index) -> int:
        """Give the sum that stands at an edge."""
        pivot, at, side = self.pivot, index.row(), index.column()
        if at < len(pivot.sites):
            return pivot.row_sum(at)
        if side < len(pivot.elements):
            return pivot.column_sum(side)
        return sum(pivot.row_sum(k) for k in range(len(pivot.sites)))

    def words(self, index: Index) -> str:
        """Give a cell as a sentence."""
        site = self.headerData(index.row(), Qt.Orientation.Vertical)
        element = self.headerData(index.column(), Qt.Orientation.Horizontal)
        cell = self.cell(index)
        if cell is None:
            return f"{site}, {element}: {count_words(self.sum_of(index), 'excerpt')}"
        if not cell.excerpts:
            said = "looked, not there" if cell.looked else "not asked"
            return f"{site}, {element}: {said}"
        strength = _STRENGTH_WORDS[cell.strength]
        count = count_words(len(cell.excerpts), "excerpt")
        return f"{site}, {element}: {count}{f', {strength}' if strength else ''}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what stands in a cell."""
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            cell = self.cell(index)
            return cell.words if cell is not None else str(self.sum_of(index))
        if role in (roles.AccessibleTextRole, roles.ToolTipRole):
            return self.words(index)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the name of a site or element."""
        names = [name for _, name in self.pivot.sites]
        if orientation is Qt.Orientation.Horizontal:
            names = [element.label for element in self.pivot.elements]
        name = names[section] if section < len(names) else "All"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return name
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Vertical:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
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
        elif not cell.excerpts:
            painter.setFont(font(13 if cell.looked else 12))
            painter.setPen(QColor(t.ink2))
            painter.drawText(rect, middle, cell.words)
        else:
            self._draw_count(painter, rect, cell)
        draw_focus(painter, option)

    def _draw_count(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        t = tokens()
        wide = min(rect.width() - 12, look().px(72))
        box = QRectF(0, 0, wide, rect.height() - 10)
        box.moveCenter(rect.center())
        path = QPainterPath()
        path.addRoundedRect(box, 5, 5)
        full = cell.strength >= _DOTS
        ground, ink = (t.fill, t.on_fill) if full else (t.soft, t.ink)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.strength >= _DOTS - 1:
            painter.fillPath(path, QColor(ground))
        else:
            painter.setPen(QPen(QColor(t.control), 1))
            painter.drawPath(path)
        painter.setFont(font(13, QFont.Weight.DemiBold, figures=True))
        painter.setPen(QColor(ink))
        left = box.adjusted(0, 0, -box.width() / 2 - 2, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(left, flags, str(len(cell.excerpts)))
        for dot in range(_DOTS):
            center = QPointF(box.center().x() + 8 + 8 * dot, box.center().y())
            painter.setBrush(QColor(ink) if dot < cell.strength else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink), 1))
            painter.drawEllipse(center, 2.4, 2.4)
        painter.restore()


class PivotView(QTableView):
    """The table: arrow keys move, Enter opens the cell."""

    entered_cell = Signal()

    def __init__(self, model: PivotModel) -> None:
        super().__init__()
        self._pivot = model
        self.setModel(model)
        self._delegate = CellDelegate(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Sites by practices")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Sites by practices: corner")
        for head, name in (
            (self.horizontalHeader(), "Practices"),
            (self.verticalHeader(), "Sites"),
        ):
            head.setAccessibleName(name)
            head.setHighlightSections(False)
            head.setSectionsClickable(False)
        wraps = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag(wraps))
        THEME.changed.connect(self._fit)
        model.modelReset.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = look().px
        self.verticalHeader().setDefaultSectionSize(px(38))
        self.verticalHeader().setFixedWidth(px(190))
        self.horizontalHeader().setFixedHeight(px(66))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        count = self._pivot.columnCount()
        room = self.width() - self.verticalHeader().width() - px(52 + 12)
        wide = max(px(104), min(px(150), room // max(1, count - 1)))
        for k in range(count):
            self.setColumnWidth(k, px(52) if k == count - 1 else wide)

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


class Matrix(QWidget):
    """The matrix and what stands in the chosen cell.

    Signals
    -------
    framework_chosen : id. opened : an Excerpt. cell_wished : site, code, words: its cards.
    """

    framework_chosen = Signal(str)
    opened = Signal(object)
    cell_wished = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        whole = pane("surface")
        column(self).addWidget(whole)
        layout = column(whole)
        self.framework = ComboBox()
        self.framework.setAccessibleName("Framework")
        self.framework.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.framework.activated.connect(
            lambda _: self.framework_chosen.emit(str(self.framework.currentData()))
        )
        line = row(margins=(14, 8, 14, 8))
        line.addWidget(self.framework)
        self.source = label("", "hint")
        line.addWidget(label(_LEGEND, "hint", wraps=True), 1)
        layout.addLayout(line)
        self.model = PivotModel()
        self.view = PivotView(self.model)
        self.excerpts: ValuesModel[Excerpt] = ValuesModel(_spoken)
        self.list = ValuesList("In this cell", self.excerpts, ExcerptDelegate(self.excerpts))
        self.cell_words = label("", "heading", wraps=True)
        below = QWidget()
        low = column(below, margins=(0, 6, 0, 0))
        head = row(margins=(14, 4, 14, 4))
        head.addWidget(self.cell_words, 1)
        low.addLayout(head)
        low.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.view)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.empty = EmptyState("No sites yet.", "Mark schools for the tour in Sites, Ctrl+1.")
        self._pages = QStackedWidget()
        self._pages.addWidget(split)
        self._pages.addWidget(self.empty)
        layout.addWidget(self._pages, 1)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self.view.entered_cell.connect(self._enter)
        self.view.doubleClicked.connect(lambda _: self._enter())
        self.list.clicked.connect(lambda _: self._open())
        self.list.activated.connect(lambda _: self._open())

    def show_pivot(self, pivot: Pivot, frameworks: Frameworks) -> None:
        """Show another matrix; the chosen cell stays where it is."""
        before = self.view.currentIndex()
        at, side = before.row(), before.column()
        if self.framework.count() != len(frameworks.all):
            self.framework.clear()
            for each in frameworks.all:
                self.framework.addItem(each.title, each.id)
                words = f"{each.source}, {each.date}"
                self.framework.setItemData(
                    self.framework.count() - 1, words, Qt.ItemDataRole.ToolTipRole
                )
        self.view.selectionModel().blockSignals(True)
        self.model.show(pivot)
        self._pages.setCurrentIndex(0 if pivot.sites else 1)
        at, side = max(0, at), max(0, side)
        if at < self.model.rowCount() and side < self.model.columnCount():
            self.view.setCurrentIndex(self.model.index(at, side))
        self.view.selectionModel().blockSignals(False)
        self._show_cell()

    def _show_cell(self) -> None:
        index = self.view.currentIndex()
        cell = self.model.cell(index)
        self.excerpts.show(list(cell.excerpts) if cell is not None else [])
        self.cell_words.setText(self.model.words(index) if index.isValid() else "")

    def _element(self) -> tuple[str, Element] | None:
        index = self.view.currentIndex()
        if self.model.cell(index) is None:
            return None
        return self.model.pivot.sites[index.row()][0], self.model.pivot.elements[index.column()]

    def _enter(self) -> None:
        """Go to what stands in the cell; the cards of a cell with several are listed."""
        found = self._element()
        cards = [e for e in self.excerpts.values if e.kind == "practice"]
        if found is not None and len(cards) > 1:
            site, element = found
            name = dict(self.model.pivot.sites)[site]
            self.cell_wished.emit(site, element.code, f"{name}, {element.label}")
        elif cards:
            self.opened.emit(cards[0])
        elif self.excerpts.values:
            self.list.choose(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self.excerpts.values):
            self.opened.emit(self.excerpts.values[at])


class ExcerptDelegate(QStyledItemDelegate):
    """Draws an excerpt: what it is, its words, how it is known."""

    def __init__(self, model: ValuesModel[Excerpt]) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(120, look().row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        excerpt, t = self._model.values[index.row()], tokens()
        draw_ground(painter, option)
        rect = QRectF(option.rect).adjusted(14, 0, -14, 0)
        kind = QRectF(rect.left(), rect.top(), look().px(92), rect.height())
        draw_text(painter, kind, KIND_WORDS[excerpt.kind], px=12, color=t.ink2)
        wide = 0.0
        if excerpt.evidence in EVIDENCE:
            words, icon, tone = EVIDENCE[excerpt.evidence]
            color = icons.tone_color(tone)
            wide = draw_text(painter, rect, words, px=12, color=color, right=True) + 20
            at = QRectF(rect.right() - wide, rect.center().y() - 6.5, 13, 13)
            icons.draw(painter, icon, at, color)
        room = rect.adjusted(look().px(100), 0, -wide - 12, 0)
        draw_text(painter, room, excerpt.words or "No title yet")
        draw_focus(painter, option)


def _spoken(excerpt: Excerpt) -> str:
    said = EVIDENCE[excerpt.evidence][0] if excerpt.evidence in EVIDENCE else ""
    parts = (KIND_WORDS[excerpt.kind], excerpt.words or "No title yet", said)
    return ", ".join(part for part in parts if part)
