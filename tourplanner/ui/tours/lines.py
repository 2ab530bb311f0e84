"""The plan line by line: the board's twin, for reading aloud, copying and screen readers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from tourplanner.ui.theme import look, tokens
from tourplanner.ui.tours.blocks import KIND_WORDS, Block, Board, is_like
from tourplanner.ui.tours.host import PRESS_WORDS
from tourplanner.ui.widgets.badges import day_badge_width, draw_day_badge
from tourplanner.ui.widgets.rows import Index, TextDelegate, draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn

_TIME, _MARK, _WHAT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A block, or the head of a day where ``block`` is None."""

    day: int
    title: str
    note: str
    block: Block | None = None


def plan_lines(board: Board) -> list[Line]:
    """Give a plan as lines: a head per day, then its blocks."""
    lines = []
    for day in board.columns:
        lines.append(Line(day.index, day.title, f"{day.miles} mi, {day.verdict.lower()}"))
        lines += [Line(day.index, b.title, b.detail, b) for b in day.blocks]
    return lines


def _time(line: Line) -> str:
    return line.block.time if line.block else ""


def _mark(line: Line) -> str:
    if line.block is None:
        return str(line.day + 1)
    return line.block.number or KIND_WORDS[line.block.kind]


def _state(line: Line) -> str:
    if line.block is None or not (line.block.kind == "V" or line.block.within):
        return ""
    return "Tentative" if line.block.is_tentative else "Confirmed"


def _press(line: Line) -> str:
    if line.block is None or line.block.kind != "V":
        return ""
    return PRESS_WORDS.get(line.block.coverage, "no rule")


def _minutes(line: Line) -> str:
    return f"{line.block.minutes} min" if line.block and not line.block.closes_day else ""


def _speak(line: Line) -> str:
    return line.block.spoken if line.block else f"Day {line.day + 1}, {line.title}, {line.note}"


def lines_model() -> RowsModel[Line]:
    """Give the model of the list, empty."""
    return RowsModel(
        [
            TableColumn("Time", _time, 92, right=True),
            TableColumn("", _mark, 96),
            TableColumn("What", lambda line: line.title),
            TableColumn("More", lambda line: line.note),
            TableColumn("Minutes", _minutes, 72, right=True),
            TableColumn("Host", _state, 88),
            TableColumn("Press", _press, 76),
        ],
        _speak,
    )


class LinesDelegate(TextDelegate):
    """Draws heads of days on their own ground and numbers as badges."""

    def __init__(self, model: RowsModel[Line]) -> None:
        super().__init__(strong_column=_WHAT)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        line = self._model.rows[index.row()]
        is_stop = line.block is not None and bool(line.block.number)
        if line.block is not None and not (index.column() == _MARK and is_stop):
            self.strong_column = _WHAT if is_stop else -1
            super().paint(painter, option, index)
            return
        rect = QRectF(option.rect)
        if line.block is None:
            painter.fillRect(rect, QColor(tokens().canvas))
        draw_ground(painter, option, first=index.column() == 0)
        inside = rect.adjusted(8, 0, -8, 0)
        if index.column() == _MARK:
            text = _mark(line)
            high = look().px(18)
            at = QRectF(inside.left(), rect.center().y() - high / 2, day_badge_width(text), high)
            draw_day_badge(painter, at, line.day, text)
        elif index.column() == _WHAT:
            draw_text(painter, inside, line.title, weight=QFont.Weight.Bold)
        elif index.column() == _WHAT + 1:
            draw_text(painter, inside, line.note, color=tokens().ink2)
        draw_focus(painter, option)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(60, look().row_height)


class LinesTable(Table):
    """The list, with the block of a row at hand."""

    def __init__(self) -> None:
        self.lines = lines_model()
        super().__init__("The plan line by line", self.lines, LinesDelegate(self.lines))
        titles = [column.title for column in self.lines.columns]
        self.show_columns(titles, spare=("Press", "Host", "Minutes", "More"))

    def show_board(self, board: Board) -> None:
        """Show a plan; the chosen line stays chosen."""
        row = self.currentIndex().row()
        before = self.block_at(row)
        self.lines.show(plan_lines(board))
        if before is None or not self.choose_block(before):
            self.choose(row)

    def choose_block(self, block: Block) -> bool:
        """Choose the line of a block; False where there is none like it."""
        now = self.block_at(self.currentIndex().row())
        if now is not None and is_like(now, block):
            return True
        lines = enumerate(self.lines.rows)
        row = next((k for k, line in lines if line.block and is_like(line.block, block)), None)
        if row is not None:
            self.choose(row)
        return row is not None

    def block_at(self, row: int) -> Block | None:
        """Give the block of a row."""
        return self.lines.rows[row].block if 0 <= row < len(self.lines.rows) else None
