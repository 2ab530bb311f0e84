"""The drawn part of the board: blocks on hours and days, one of them current or carried."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from tourplanner.ui.shell.notices import announce
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.tours.blocks import Block
from tourplanner.ui.tours.paint import draw_block
from tourplanner.ui.widgets.rows import draw_text
from tourplanner.ui.widgets.tips import plain_tip

_RULER = 46
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right)
_OVER = 2.0  # z of the drop line: over every block


def ruler() -> int:
    """Give the width of the hours beside the days, in pixels of this text size."""
    return look().px(_RULER)


class BlockItem(QGraphicsItem):
    """One block of the board."""

    def __init__(self, block: Block, rect: QRectF) -> None:
        super().__init__()
        self.block = block
        self.rect = rect
        self.is_current = False
        self.setZValue(self.level)
        tip = f"{block.title}\n{block.detail}\n{block.time}".replace("\n\n", "\n")
        self.setToolTip(plain_tip(tip))

    @property
    def level(self) -> float:
        """How high it lies: a part over its visit, chosen or not."""
        return 1.5 if self.block.within else 0

    def boundingRect(self) -> QRectF:
        """Give the room of the block and of the ring around it."""
        return self.rect.adjusted(-4, -4, 4, 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the block."""
        draw_block(painter, self.block, self.rect, is_current=self.is_current)


class DropLine(QGraphicsItem):
    """A line where the dragged stop would start, with the time."""

    def __init__(self, left: float, right: float, y: float, words: str) -> None:
        super().__init__()
        self.words = words
        self._line = QRectF(left, y, right - left, 0)
        self.setZValue(_OVER)

    def boundingRect(self) -> QRectF:
        """Give the room of line and tag."""
        high = look().px(18)
        return self._line.adjusted(-6, -high - 2, 6, 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line and, over its right end, the time."""
        t = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, left, right = self._line.top(), self._line.left(), self._line.right()
        painter.setPen(QPen(QColor(t.focus), 3))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        text_font = font(12, QFont.Weight.Bold, figures=True)
        wide = QFontMetricsF(text_font).horizontalAdvance(self.words) + 12
        high = look().px(18)
        tag = QRectF(right - wide, y - high, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.fill))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setFont(text_font)
        painter.setPen(QColor(t.on_fill))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self.words)


class Scene(QGraphicsScene):
    """Draws hours and columns behind the blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.hours: list[tuple[float, str]] = []
        self.columns: list[float] = []

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Draw the hours and the days; the days go on where the view is higher than they are."""
        t = tokens()
        area = self.sceneRect()
        if isinstance(rect, QRectF):
            area.setBottom(max(area.bottom(), rect.bottom()))
        painter.fillRect(area, QColor(t.surface))
        painter.setPen(QPen(QColor(t.line), 1))
        for y, _ in self.hours:
            painter.drawLine(QPointF(ruler(), y), QPointF(area.right(), y))
        for x in self.columns:
            painter.drawLine(QPointF(x, 0), QPointF(x, area.bottom()))

    def draw_hours(self, painter: QPainter, left: float, rect: QRectF) -> None:
        """Write the hours over what lies at the left edge of the view, in scene coordinates."""
        t, wide, half = tokens(), ruler(), look().px(8)
        painter.fillRect(QRectF(left, rect.top(), wide, rect.height()), QColor(t.surface))
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(QPointF(left + wide, rect.top()), QPointF(left + wide, rect.bottom()))
        for y, words in self.hours:
            at = QRectF(left, y - half, wide - 7, 2 * half)
            draw_text(painter, at, words, px=11, color=t.ink3, right=True, figures=True)


class Canvas(QGraphicsView):
    """Shows the blocks; arrows move the cursor, the pointer takes a visit and carries it.

    Signals
    -------
    chosen : the current Block. drag_begun : id of the stop taken. drag_moved : global point.
    """

    chosen = Signal(object)
    menu_wished = Signal(QPoint)
    resized = Signal()
    drag_begun = Signal(str)
    drag_moved = Signal(QPoint)
    drag_ended = Signal()
    drag_cancelled = Signal()

    def __init__(self) -> None:
        self.canvas = Scene()
        super().__init__(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Days of the tour")
        self.setAccessibleDescription("The same as a list: Line by line, the next tab.")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.items_: list[BlockItem] = []
        self.current: BlockItem | None = None
        self.drop_line: DropLine | None = None
        self.can_drag = False
        self._pressed: QPoint | None = None
        self._is_dragging = False

    def show_items(self, items: list[BlockItem], drop_line: DropLine | None = None) -> None:
        """Show other blocks."""
        self.canvas.clear()
        self.current = None
        self.items_ = items
        self.drop_line = drop_line
        for item in items:
            self.canvas.addItem(item)
        if drop_line is not None:
            self.canvas.addItem(drop_line)

    def choose(self, item: BlockItem | None, *, tell: bool = True, scroll: bool = True) -> None:
        """Make a block the current one."""
        if self.current is not None:
            self.current.is_current = False
            self.current.setZValue(self.current.level)
            self.current.update()
        self.current = item
        if item is None:
            return
        item.is_current = True
        item.setZValue(item.level or 1)
        item.update()
        if scroll:
            self.ensureVisible(item.rect.adjusted(-ruler(), 0, 0, 0), 20, 30)
        if tell:
            self.setAccessibleDescription(item.block.spoken)
            announce(self, item.block.spoken)
            self.chosen.emit(item.block)

    def item_at(self, point: QPoint) -> BlockItem | None:
        """Give the block under a point of the viewport; the hours hide what lies under them."""
        if point.x() < ruler():
            return None
        at = self.mapToScene(point)
        hits = (item for item in self.items_ if item.rect.contains(at))
        return max(hits, key=lambda item: item.level, default=None)

    # -- the hours -------------------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Keep the hours in view where the days are scrolled sideways."""
        if isinstance(rect, QRectF):
            self.canvas.draw_hours(painter, self.mapToScene(QPoint(0, 0)).x(), rect)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; the hours stand still sideways, so they are drawn anew."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()

    # -- the pointer -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the block under the pointer; a visit may be carried from here."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        hit = self.item_at(point)
        if hit is None:
            return
        self.choose(hit, scroll=False)
        if event.button() is Qt.MouseButton.LeftButton and hit.block.stop and self.can_drag:
            self._pressed = point

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the visit that was taken."""
        point = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        if not self._is_dragging:
            far = (point - self._pressed).manhattanLength()
            if far < QApplication.startDragDistance() or self.current is None:
                return
            self._is_dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag_begun.emit(self.current.block.stop)
        self.drag_moved.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the visit go where it is."""
        super().mouseReleaseEvent(event)
        was = self._is_dragging
        self._let_go()
        if was:
            self.drag_ended.emit()

    def _let_go(self) -> None:
        self._pressed, self._is_dragging = None, False
        self.viewport().unsetCursor()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the block."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            hit = self.item_at(event.pos())
            if hit is not None:
                self.choose(hit, scroll=False)
            self.menu_wished.emit(event.globalPos())
        elif self.current is not None:
            corner = self.mapFromScene(self.current.rect.bottomLeft())
            self.menu_wished.emit(self.viewport().mapToGlobal(corner))

    # -- the keyboard ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from block to block; Escape lets a carried visit go back."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape and self._is_dragging:
            self._let_go()
            self.drag_cancelled.emit()
            return
        target = self._neighbor(key)
        if target is None:
            super().keyPressEvent(event)
        else:
            self.choose(target)

    def _neighbor(self, key: Qt.Key) -> BlockItem | None:
        if not self.items_:
            return None
        if self.current is None:
            return self.items_[0] if key in _ARROWS else None
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
        """Choose the first visit where nothing is chosen."""
        super().focusInEvent(event)
        if (
            self.current is None
            and self.items_
            and event.reason() != Qt.FocusReason.MouseFocusReason
        ):
            first = next((i for i in self.items_ if i.block.kind == "V"), self.items_[0])
            self.choose(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns be laid out anew in another width; their height is the clock's."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()
