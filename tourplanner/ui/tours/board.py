"""The board: days across, hours down; read with pointer and keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QScrollArea,
    QStyleOptionGraphicsItem,
    QWidget,
)

from tourplanner.ui.shell.notices import announce
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.tours.blocks import Block, Board
from tourplanner.ui.tours.heads import DayHead
from tourplanner.ui.tours.paint import draw_block
from tourplanner.ui.widgets.basic import clear, column, row
from tourplanner.ui.widgets.rows import draw_text

RULER = 46
MIN_COLUMN = 200
PX_PER_MIN = 0.9
_GAP = 1.5


class _BlockItem(QGraphicsItem):
    """One block of the board."""

    def __init__(self, block: Block, rect: QRectF) -> None:
        super().__init__()
        self.block = block
        self.rect = rect
        self.is_current = False
        self.setToolTip(f"{block.title}\n{block.detail}\n{block.time}".replace("\n\n", "\n"))

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(-4, -4, 4, 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        draw_block(painter, self.block, self.rect, is_current=self.is_current)


class _Scene(QGraphicsScene):
    """Draws hours and columns behind the blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.hours: list[tuple[float, str]] = []
        self.columns: list[float] = []

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        t = tokens()
        area = self.sceneRect()
        painter.fillRect(area, QColor(t.surface))
        painter.fillRect(QRectF(0, 0, RULER, area.height()), QColor(t.surface))
        painter.setPen(QPen(QColor(t.line), 1))
        for y, _ in self.hours:
            painter.drawLine(QPointF(RULER, y), QPointF(area.right(), y))
        for x in self.columns:
            painter.drawLine(QPointF(x, 0), QPointF(x, area.height()))
        for y, words in self.hours:
            at = QRectF(0, y - 8, RULER - 7, 16)
            draw_text(painter, at, words, px=11, color=t.ink3, right=True, figures=True)


class _View(QGraphicsView):
    """Shows the blocks; one of them is current."""

    chosen = Signal(object)  # Block
    entered = Signal()
    resized = Signal()

    def __init__(self) -> None:
        self.canvas = _Scene()
        super().__init__(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Days of the tour")
        self.setAccessibleDescription("The same as a list: Line by line, the next tab.")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.items_: list[_BlockItem] = []
        self.current: _BlockItem | None = None

    def show_items(self, items: list[_BlockItem]) -> None:
        """Show other blocks."""
        self.canvas.clear()
        self.current = None
        self.items_ = items
        for item in items:
            self.canvas.addItem(item)

    def choose(self, item: _BlockItem | None, *, tell: bool = True) -> None:
        """Make a block the current one."""
        if self.current is not None:
            self.current.is_current = False
            self.current.update()
        self.current = item
        if item is None:
            return
        item.is_current = True
        item.setZValue(1)
        item.update()
        self.ensureVisible(item.rect, 20, 30)
        if tell:
            self.setAccessibleDescription(item.block.spoken)
            announce(self, item.block.spoken)
            self.chosen.emit(item.block)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the block under the pointer."""
        super().mousePressEvent(event)
        at = self.mapToScene(event.position().toPoint())
        hit = next((item for item in self.items_ if item.rect.contains(at)), None)
        if hit is not None:
            self.choose(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from block to block."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.entered.emit()
            return
        target = self._neighbor(key)
        if target is None:
            super().keyPressEvent(event)
        else:
            self.choose(target)

    def _neighbor(self, key: Qt.Key) -> _BlockItem | None:
        if not self.items_:
            return None
        if self.current is None:
            arrows = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right)
            return self.items_[0] if key in arrows else None
        block = self.current.block
        day = [item for item in self.items_ if item.block.day == block.day]
        at = day.index(self.current)
        steps = {Qt.Key.Key_Down: at + 1, Qt.Key.Key_Up: at - 1, Qt.Key.Key_Home: 0}
        steps[Qt.Key.Key_End] = len(day) - 1
        if key in steps:
            return day[min(max(steps[key], 0), len(day) - 1)]
        side = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if side is None:
            return None
        other = [item for item in self.items_ if item.block.day == block.day + side]
        return min(
            other, key=lambda item: abs(item.block.top_min - block.top_min), default=self.current
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first block where none is."""
        super().focusInEvent(event)
        if (
            self.current is None
            and self.items_
            and event.reason() != Qt.FocusReason.MouseFocusReason
        ):
            first = next((i for i in self.items_ if i.block.kind == "V"), self.items_[0])
            self.choose(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns be laid out anew."""
        super().resizeEvent(event)
        self.resized.emit()


class BoardView(QWidget):
    """Heads of the days over the board."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        self._heads_area = QScrollArea()
        self._heads_area.setWidgetResizable(True)
        self._heads_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._heads_area.setHorizontalScrollBarPolicy(off)
        self._heads_area.setVerticalScrollBarPolicy(off)
        self._heads_area.setProperty("edge", "bottom")
        heads = QWidget()
        heads.setProperty("ground", "canvas")
        heads.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heads_row = row(heads, gap=0)
        self._heads_area.setWidget(heads)
        layout.addWidget(self._heads_area)
        self.view = _View()
        layout.addWidget(self.view, 1)
        self.view.chosen.connect(self.chosen)
        self.view.entered.connect(self.entered)
        self.view.resized.connect(self._lay_out)
        bar = self.view.horizontalScrollBar()
        bar.valueChanged.connect(self._heads_area.horizontalScrollBar().setValue)
        self._board: Board | None = None
        self._heads: list[DayHead] = []
        THEME.changed.connect(self._redraw)

    def show_board(self, board: Board) -> None:
        """Show a plan; the current block stays where there is one like it."""
        before = self.view.current.block if self.view.current else None
        self._board = board
        clear(self._heads_row)
        self._heads_row.addSpacing(RULER)
        self._heads = [DayHead(day) for day in board.columns]
        for head in self._heads:
            self._heads_row.addWidget(head)
        self._heads_row.addStretch(1)
        self._lay_out()
        if before is not None:
            self.choose_like(before)

    def choose_like(self, block: Block) -> None:
        """Make the block current that is the same stop or leg as another one."""
        for item in self.view.items_:
            other = item.block
            same_leg = bool(
                block.leg
                and other.leg
                and (block.leg.left, block.leg.right) == (other.leg.left, other.leg.right)
            )
            if same_leg or (block.stop and block.stop == other.stop):
                self.view.choose(item)
                return

    def _lay_out(self) -> None:
        board = self._board
        if board is None or not board.columns:
            return
        current = self.view.current.block if self.view.current else None
        scale = PX_PER_MIN * look().text_percent / 100
        room = self.view.viewport().width() - RULER
        wide = max(room // len(board.columns), look().px(MIN_COLUMN))
        first, last = board.first_min, board.last_min
        items = []
        for day in board.columns:
            left = RULER + day.index * wide
            for block in day.blocks:
                top = (block.top_min - first) * scale + 10
                high = max(block.minutes * scale - _GAP, 3.0)
                items.append(_BlockItem(block, QRectF(left + 6, top, wide - 12, high)))
        canvas = self.view.canvas
        canvas.hours = [
            ((minute - first) * scale + 10, hour_words(minute))
            for minute in range(first, last + 1, 60)
        ]
        canvas.columns = [RULER + k * wide for k in range(len(board.columns))]
        high = (last - first) * scale + 24
        canvas.setSceneRect(0, 0, RULER + wide * len(board.columns), high)
        self.view.show_items(items)
        for head in self._heads:
            head.setFixedWidth(wide)
        self._heads_area.setFixedHeight(max(h.sizeHint().height() for h in self._heads))
        if current is not None:
            found = next((item for item in items if item.block == current), None)
            self.view.choose(found, tell=False)

    def _redraw(self) -> None:
        if self._board is not None:
            self.show_board(self._board)


def hour_words(minute: int) -> str:
    """Write a full hour for the ruler: ``6 am``."""
    hour = minute // 60 % 24
    return f"{hour % 12 or 12} {'am' if hour < 12 else 'pm'}"
