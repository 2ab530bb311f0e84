"""The board: days across, hours down, heads over them; a plan that is only tried is shown too."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.blocks import Block, Board, is_like
from tourplanner.ui.tours.canvas import BlockItem, Canvas, DropLine, ruler
from tourplanner.ui.tours.heads import HEAD_HEIGHT, DayHead
from tourplanner.ui.tours.paint import TEXT_FROM, part_width
from tourplanner.ui.widgets.basic import clear, column, row

MIN_COLUMN = 252  # what the head of a day needs
PX_PER_MIN = 0.9
TOP = 20  # room over the first hour: the tag of a drop line fits
_GAP = 1.5
_EDGE = 28  # so near to an edge, a drag scrolls


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where minutes and days are on the canvas."""

    first_min: int
    last_min: int
    scale: float
    wide: int

    def y(self, minute: float) -> float:
        return (minute - self.first_min) * self.scale + TOP

    def minute(self, y: float) -> float:
        return (y - TOP) / self.scale + self.first_min

    def left(self, day: int) -> float:
        return ruler() + day * self.wide


class BoardView(QWidget):
    """Heads of the days over the canvas."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        self._heads_area = QScrollArea()
        self._heads_area.setWidgetResizable(True)
        self._heads_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._heads_area.setHorizontalScrollBarPolicy(off)
        self._heads_area.setVerticalScrollBarPolicy(off)
        self._heads_area.setFrameShape(QFrame.Shape.NoFrame)
        heads = QWidget()
        heads.setProperty("ground", "canvas")
        heads.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heads_row = row(heads, gap=0)
        self._heads_area.setWidget(heads)
        self.view = Canvas()
        self._top = QFrame()
        self._top.setProperty("ground", "canvas")
        self._top.setProperty("edge", "bottom")
        self._top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._beside = row(self._top, gap=0)  # over the hours, and over the bar at the right
        self._beside.addWidget(self._heads_area)
        layout.addWidget(self._top)
        layout.addWidget(self.view, 1)
        self.view.chosen.connect(self.chosen)
        self.view.resized.connect(self._lay_out)
        bar = self.view.horizontalScrollBar()
        bar.valueChanged.connect(self._heads_area.horizontalScrollBar().setValue)
        self._board: Board | None = None  # as it stands
        self._tried: Board | None = None  # as it would be with what is dragged
        self._carried = ""
        self._grid = _Grid(0, 60, 1.0, 1)
        self.heads: list[DayHead] = []
        THEME.changed.connect(self._redraw)

    @property
    def board(self) -> Board | None:
        """The plan that is seen: the one that is tried, else the one that stands."""
        return self._tried or self._board

    @property
    def stands(self) -> Board | None:
        """The plan that stands, whatever is tried."""
        return self._board

    def show_board(self, board: Board) -> None:
        """Show a plan; the current block stays where there is one like it."""
        before = self.view.current.block if self.view.current else None
        self._board, self._tried, self._carried = board, None, ""
        self._show_heads(board)
        self._lay_out()
        if before is not None:
            self.choose_like(before)

    def show_tried(self, board: Board, stop: str) -> None:
        """Show a plan as it would be with a stop let go where it is."""
        self._tried, self._carried = board, stop
        self._show_heads(board)
        self._lay_out()

    def end_try(self) -> None:
        """Show the plan as it stands again."""
        if self._board is not None and self._tried is not None:
            self.show_board(self._board)

    def choose_like(self, block: Block) -> None:
        """Make the block current that is the same stop or leg as another; nothing is told of it."""
        item = next((item for item in self.view.items_ if is_like(item.block, block)), None)
        if item is not None:
            self.view.choose(item, tell=False)

    def choose_stop(self, stop: str) -> None:
        """Make a stop's visit the current block."""
        item = next((i for i in self.view.items_ if stop and i.block.stop == stop), None)
        if item is not None:
            self.view.choose(item)

    def choose_day(self, day: int) -> None:
        """Make the first block of a day the current one."""
        item = next((i for i in self.view.items_ if i.block.day == day), None)
        if item is not None:
            self.view.choose(item)

    # -- where a stop would go -------------------------------------------------------------------

    def slot_at(self, at: QPoint, stop: str) -> tuple[int, int] | None:
        """Give day and position, from 0, of a global point for a stop; None = beside the days.

        The position counts the other visits whose middle is above the point, as they stand: what
        flows while one drags does not move the slots.
        """
        board, port = self._board, self.view.viewport()
        inside = port.mapFromGlobal(at)
        if board is None or not port.rect().contains(inside):
            return None
        scene = self.view.mapToScene(inside)
        day = int((scene.x() - ruler()) // self._grid.wide)
        if inside.x() < ruler() or not 0 <= day < len(board.columns):
            return None
        minute = self._grid.minute(scene.y())
        visits = [b for b in board.columns[day].blocks if b.stop and b.stop != stop]
        return day, sum(b.top_min + b.minutes / 2 < minute for b in visits)

    def scroll_near(self, at: QPoint) -> None:
        """Scroll on where something is dragged to an edge of the view."""
        port = self.view.viewport()
        inside = port.mapFromGlobal(at)
        if not port.rect().contains(inside):
            return
        for place, size, bar in (
            (inside.y(), port.height(), self.view.verticalScrollBar()),
            (inside.x() - ruler(), port.width() - ruler(), self.view.horizontalScrollBar()),
        ):
            by = -1 if place < _EDGE else int(place > size - _EDGE)
            bar.setValue(bar.value() + by * _EDGE)

    def drop_y(self) -> int:
        """Give how far down the board the dragged stop would start; 0 = it is on no day."""
        line = self.view.drop_line
        if line is None:
            return 0
        return self.view.mapTo(self, self.view.mapFromScene(line.boundingRect().center())).y()

    # -- drawing ---------------------------------------------------------------------------------

    def _show_heads(self, board: Board) -> None:
        if len(self.heads) != len(board.columns):
            clear(self._heads_row)
            self.heads = [DayHead() for _ in board.columns]
            for head in self.heads:
                self._heads_row.addWidget(head)
            self._heads_row.addStretch(1)
        for head, day in zip(self.heads, board.columns, strict=True):
            head.show_day(day)

    def _lay_out(self) -> None:
        board = self.board
        if board is None or not board.columns:
            return
        current = self.view.current.block if self.view.current else None
        old, self._grid = self._grid, self._new_grid(board)
        grid = self._grid
        items = [self._item(block) for day in board.columns for block in day.blocks]
        canvas = self.view.canvas
        canvas.hours = [
            (grid.y(minute), hour_words(minute))
            for minute in range(grid.first_min, grid.last_min + 1, 60)
        ]
        canvas.columns = [grid.left(k) for k in range(len(board.columns))]
        canvas.setSceneRect(0, 0, grid.left(len(board.columns)), grid.y(grid.last_min) + 16)
        self.view.show_items(items, self._drop_line(board))
        self._beside.setContentsMargins(ruler(), 0, self.view.verticalScrollBar().width(), 0)
        for head in self.heads:
            head.setFixedWidth(grid.wide)
        if self._tried is None:
            self._top.setFixedHeight(look().px(HEAD_HEIGHT))
        elif grid.first_min != old.first_min:  # what is under the pointer stays there
            bar = self.view.verticalScrollBar()
            bar.setValue(round(bar.value() + (old.first_min - grid.first_min) * grid.scale))
        self._keep_current(items, current)

    def _new_grid(self, board: Board) -> _Grid:
        first, last = board.first_min, board.last_min
        if self._tried is not None and self._board is not None:
            first = min(first, self._board.first_min)
            last = max(last, self._board.last_min)
        scale = PX_PER_MIN * look().text_percent / 100
        room = self.view.viewport().width() - ruler()
        wide = max(room // len(board.columns), look().px(MIN_COLUMN))
        return _Grid(first, last, scale, wide)

    def _item(self, block: Block) -> BlockItem:
        grid = self._grid
        high = max(block.minutes * grid.scale - _GAP, 3.0)
        at = QRectF(grid.left(block.day) + 6, grid.y(block.top_min), grid.wide - 12, high)
        if block.within:  # beside the words of its visit, as high as its letter at least
            at.setLeft(at.right() - part_width())
            at.setHeight(max(high, look().px(TEXT_FROM)))
            at.adjust(-3, 0, -3, 0)
        return BlockItem(block, at)

    def _drop_line(self, board: Board) -> DropLine | None:
        block = board.block_of(self._carried)
        if block is None:
            return None
        left = self._grid.left(block.day)
        y = self._grid.y(block.top_min)
        return DropLine(left + 2, left + self._grid.wide - 2, y, block.time)

    def _keep_current(self, items: list[BlockItem], current: Block | None) -> None:
        if self._carried:
            found = next((i for i in items if i.block.stop == self._carried), None)
            self.view.choose(found, tell=False, scroll=False)
        elif current is not None:
            found = next((item for item in items if item.block == current), None)
            self.view.choose(found, tell=False)

    def _redraw(self) -> None:
        for head in self.heads:
            head.day = None
        if self._board is not None:
            self.show_board(self._board)


def hour_words(minute: int) -> str:
    """Write a full hour for the ruler: ``6 am``."""
    hour = minute // 60 % 24
    return f"{hour % 12 or 12} {'am' if hour < 12 else 'pm'}"
