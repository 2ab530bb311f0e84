"""What stands beside the notes of a stop: look-fors, questions, promises, and what is blank."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.visits.rows import (
    BLANK,
    HEAD,
    LOOK,
    MORE,
    PROMISE,
    QUESTION,
    TOLD,
    Beside,
    SideRow,
)
from tourplanner.ui.widgets.badges import chip_width, draw_chip
from tourplanner.ui.widgets.basic import button, column, pane
from tourplanner.ui.widgets.rows import Index, draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.saving import SavedLine
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.widgets.values import ValuesList, ValuesModel
from tourplanner.ui.words import count_words, time_words

SOON = timedelta(minutes=60)
_LOOK_NEXT = {"": "seen", "seen": "absent", "absent": ""}
_LOOK_WORDS = {"": "not looked for yet", "seen": "seen", "absent": "looked, not there"}
_ICONS = {
    (LOOK, "seen"): ("circle-check", "good"),
    (LOOK, "absent"): ("minus", "ink2"),
    (LOOK, ""): ("circle", "ink3"),
    (QUESTION, "done"): ("check", "good"),
    (QUESTION, "blank"): ("circle-alert", "warn"),
    (QUESTION, "open"): ("circle", "ink3"),
    (QUESTION, "odd"): ("triangle-alert", "warn"),
    (TOLD, ""): ("info", "ink2"),
    (PROMISE, "done"): ("square-check", "accent"),
    (PROMISE, ""): ("square", "ink2"),
}
_SIZE, _GAP, _SIDE = 15, 9, 14


def _size() -> int:
    """Give the size of a mark, in pixels of this text size."""
    return look().px(_SIZE)


class SideModel(ValuesModel[SideRow]):
    """The lines; headings cannot be chosen."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which lines can be chosen."""
        if self.values[index.row()].kind == HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """Give what is spoken of a line."""
        line = self.values[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.hint or line.words)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(line)
        return None


def spoken(line: SideRow) -> str:
    """Give a line as a sentence."""
    if line.kind == HEAD:
        return f"{line.words}, {line.state}" if line.state else line.words
    if line.kind == LOOK:
        return f"Look for: {line.words}, {_LOOK_WORDS[line.state]}"
    if line.kind == QUESTION:
        words = {"done": "Answered", "open": "May stay open", "odd": line.hint}
        return f"{line.words} {words.get(line.state, 'Blank')}"
    if line.kind == PROMISE:
        return f"Promise: {line.words}, {line.hint}"
    return f"Blank: {line.words}" if line.kind == BLANK else line.words


class SideList(ValuesList):
    """The lines: Enter opens one, Space ticks it, Delete takes a question of one's own away."""

    opened = Signal(object)
    dropped = Signal(object)
    ticked = Signal(object)

    def __init__(self) -> None:
        self.lines = SideModel()
        self.delegate = SideDelegate(self.lines)
        super().__init__("Look-fors, questions and promises", self.lines, self.delegate)
        self.setProperty("ground", "canvas")
        self.setUniformItemSizes(False)

    def chosen(self) -> SideRow | None:
        """Give the line that the keyboard is at."""
        at = self.currentIndex().row()
        return self.lines.values[at] if 0 <= at < len(self.lines.values) else None

    def show_lines(self, lines: list[SideRow]) -> None:
        """Show other lines; the chosen one stays."""
        before = self.chosen()
        at = next((k for k, line in enumerate(lines) if before and _is_same(line, before)), -1)
        self.delegate.wide = self.viewport().width()
        self.lines.show(lines)
        if at >= 0:
            self.choose(at)

    def go_to_first(self, kind: str, state: str | None = None) -> SideRow | None:
        """Go to the first line of a kind in a state, and give it."""
        for at, line in enumerate(self.lines.values):
            if line.kind == kind and state in (None, line.state):
                self.choose(at)
                return line
        return None

    def go_to_blank(self, after: str = "") -> SideRow | None:
        """Go to the first question without an answer, of those after another one, and give it.

        After another one that is also a question that may stay open, as on a paper sheet.
        """
        asked = [line for line in self.lines.values if line.kind == QUESTION]
        at = next((k for k, line in enumerate(asked) if line.code == after), -1)
        wished = ("blank", "open") if after else ("blank",)
        for line in asked[at + 1 :]:
            if line.state in wished:
                self.choose(self.lines.values.index(line))
                return line
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, tick with Space, take away with Delete."""
        line = self.chosen()
        if line is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line)
        elif line is not None and event.key() == Qt.Key.Key_Space:
            (self.ticked if line.kind in (LOOK, PROMISE) else self.opened).emit(line)
        elif line is not None and line.kind == QUESTION and event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(line)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick where the mark was pressed, else open."""
        super().mouseReleaseEvent(event)
        at: QPoint = event.position().toPoint()
        line = self.chosen() if self.indexAt(at) == self.currentIndex() else None
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        is_mark = at.x() < _SIDE + _size() + _GAP
        if line.kind == LOOK or (line.kind == PROMISE and is_mark):
            self.ticked.emit(line)
        elif line.kind != HEAD:
            self.opened.emit(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        if self.delegate.wide != self.viewport().width():
            self.delegate.wide = self.viewport().width()
            self.scheduleDelayedItemsLayout()


class SideDelegate(QStyledItemDelegate):
    """Draws the lines; words go on in the next one where there is no room."""

    def __init__(self, model: SideModel) -> None:
        super().__init__()
        self._model = model
        self.wide = 240

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a line at the list's width."""
        line = self._model.values[index.row()]
        if line.kind == HEAD:
            return QSize(120, look().px(34))
        high = self._words_high(line) + (look().px(17) if self._under(line) else 0)
        return QSize(120, round(high) + look().px(9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        line, t = self._model.values[index.row()], tokens()
        rect = QRectF(option.rect)
        if line.kind == HEAD:
            self._draw_head(painter, rect, line)
            return
        draw_ground(painter, option, line=False)
        icon, tone = _ICONS.get(
            (line.kind, line.state),
            ("circle-alert", "warn") if line.kind == BLANK else ("chevron-down", "accent"),
        )
        first = QFontMetricsF(font(13)).height()
        top = rect.top() + look().px(4)
        at = QRectF(rect.left() + _SIDE, top + (first - _size()) / 2, _size(), _size())
        icons.draw(painter, icon, at, icons.tone_color(tone))
        words = self._words_rect(line, rect, top)
        painter.setFont(font(13))
        painter.setPen(QColor(t.accent if line.kind == MORE else t.ink))
        painter.drawText(words, Qt.TextFlag.TextWordWrap, line.words)
        if under := self._under(line):
            at = QRectF(words.left(), words.bottom(), words.width(), look().px(16))
            draw_text(painter, at, under, px=12, color=t.ink2)
        draw_focus(painter, option)

    def _draw_head(self, painter: QPainter, rect: QRectF, line: SideRow) -> None:
        t = tokens()
        inside = rect.adjusted(_SIDE, look().px(8), -_SIDE, 0)
        wide = 0.0
        if line.state:
            is_warn = line.code == "warn"
            chip = chip_width(line.state, "circle-alert") if is_warn else 0
            if is_warn:
                at = QRectF(inside.right() - chip, inside.center().y() - 10, chip, look().px(20))
                draw_chip(painter, at, line.state, "warn", "circle-alert")
                wide = chip
            else:
                wide = draw_text(painter, inside, line.state, px=12, color=t.ink2, right=True)
        room = inside.adjusted(0, 0, -wide - 8, 0)
        weight = QFont.Weight.DemiBold
        draw_text(painter, room, line.words, px=12, color=t.ink2, weight=weight)

    def _under(self, line: SideRow) -> str:
        if line.kind == LOOK and line.state:
            return _LOOK_WORDS[line.state].capitalize()
        if line.kind == QUESTION:
            return line.hint if line.state == "odd" else " ".join(line.text.split())
        return line.hint if line.kind == PROMISE else ""

    def _words_rect(self, line: SideRow, rect: QRectF, top: float) -> QRectF:
        left = rect.left() + _SIDE + _size() + _GAP
        return QRectF(left, top, self._room(), self._words_high(line))

    def _words_high(self, line: SideRow) -> float:
        room = QRectF(0, 0, self._room(), 4000)
        flags = int(Qt.TextFlag.TextWordWrap.value)
        return QFontMetricsF(font(13)).boundingRect(room, flags, line.words).height()

    def _room(self) -> float:
        return max(60.0, self.wide - 2 * _SIDE - _size() - _GAP)


class SidePane(QWidget):
    """The lines, a field for look-fors of this site's own and one for questions at every stop.

    Signals
    -------
    opened : a question, promise or blank to go to. looked : record, its next state.
    kept : record of a promise, whether it is done now. added : words of an own look-for.
    wondered : words of an own question. dropped : a question to be asked no more.
    back : the way back to the notes, where there is no room for both.
    """

    opened = Signal(object)
    looked = Signal(str, str)
    kept = Signal(str, bool)
    added = Signal(str)
    wondered = Signal(str)
    dropped = Signal(object)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        whole = pane("canvas")
        layout.addWidget(whole)
        inside = column(whole)
        self.back_button = button("Back to the notes", "quiet", "arrow-left", self.back.emit)
        self.back_button.hide()
        inside.addWidget(self.back_button)
        self.list = SideList()
        inside.addWidget(self.list, 1)
        self.own = SavedLine("Something else to look for here", "Something else to look for")
        self.own.returnPressed.connect(self._add)
        self.question = SavedLine("Something else to ask at every stop", "Something else to ask")
        self.question.returnPressed.connect(self._ask)
        foot = column(margins=(12, 6, 12, 10), gap=6)
        foot.addWidget(self.own)
        foot.addWidget(self.question)
        inside.addLayout(foot)
        self._beside = Beside()
        self._is_folded = {"more": True, "blanks": True}
        self._leaves: tuple[datetime, str] | None = None
        self._now: datetime | None = None
        self.list.opened.connect(self._open)
        self.list.ticked.connect(self._tick)
        self.list.dropped.connect(self.dropped)

    def show_beside(self, beside: Beside) -> None:
        """Show what stands beside the notes of a stop."""
        self._beside = beside
        self._show()

    def show_answer(self, code: str, text: str) -> None:
        """Show what was just typed as the answer to a question, before it is read again."""
        self.show_beside(self._beside.with_answer(code, text))

    def set_leaving(self, leaves: tuple[datetime, str] | None, now: datetime) -> None:
        """Say when the bus leaves: the moment, and the zone of the stop; None = not planned."""
        self._leaves, self._now = leaves, now
        self._show()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let nothing be added."""
        self.own.setEnabled(not is_read_only)
        self.question.setEnabled(not is_read_only)

    def _show(self) -> None:
        self.list.show_lines(self._lines())

    def _lines(self) -> list[SideRow]:
        beside = self._beside
        parts = [self._questions(), self._look_fors(), self._promises(), self._blanks()]
        if self._is_soon():  # what to ask before the bus leaves comes first
            parts.insert(0, parts.pop())
        return [line for part in parts for line in part] if beside.questions else []

    def _questions(self) -> list[SideRow]:
        beside = self._beside
        blank = sum(line.state == "blank" for line in beside.questions)
        state = f"{blank} blank" if blank else "all asked"
        warn = "warn" if blank else ""
        lines = [SideRow(HEAD, "Same at every stop", code=warn, state=state), *beside.questions]
        if beside.more:
            words = f"{len(beside.more)} more questions"
            done = sum(line.state == "done" for line in beside.more)
            lines.append(SideRow(MORE, f"{words}, {done} answered" if done else words, code="more"))
            lines += () if self._is_folded["more"] else beside.more
        return lines

    def _look_fors(self) -> list[SideRow]:
        lines = self._beside.look_fors
        seen = sum(line.state != "" for line in lines)
        return [SideRow(HEAD, "Look for here", state=f"{seen} of {len(lines)}"), *lines]

    def _promises(self) -> list[SideRow]:
        lines = self._beside.promises or (SideRow(MORE, "Write a promise", code="promise"),)
        return [SideRow(HEAD, "We promised"), *lines]

    def _blanks(self) -> list[SideRow]:
        """Give what is blank in quotes and promises; all of it where the bus leaves soon."""
        blanks = self._beside.blanks
        if not blanks:
            return []
        count = count_words(len(blanks), "blank")
        lines = [SideRow(HEAD, self._leaving_words(), code="warn", state=count)]
        whole = self._is_soon() or len(blanks) <= 3 or not self._is_folded["blanks"]
        shown = blanks if whole else blanks[:2]
        lines += shown
        if len(shown) < len(blanks):
            lines.append(SideRow(MORE, f"{len(blanks) - len(shown)} more", code="blanks"))
        return lines

    def _is_soon(self) -> bool:
        if self._leaves is None or self._now is None:
            return False
        return timedelta(0) <= self._leaves[0] - self._now <= SOON

    def _leaving_words(self) -> str:
        if self._leaves is None:
            return "Before the bus leaves"
        at, zone = self._leaves
        if self._is_soon() and self._now is not None:
            return f"Bus leaves in {(at - self._now) // timedelta(minutes=1)} min"
        return f"Before {time_words(at, zone)}"

    def _open(self, line: SideRow) -> None:
        if line.kind == MORE and line.code in self._is_folded:
            self._is_folded[line.code] = not self._is_folded[line.code]
            self._show()
        elif line.kind == LOOK:
            self._tick(line)
        elif line.kind != TOLD:
            self.opened.emit(line)

    def _tick(self, line: SideRow) -> None:
        if line.kind == LOOK:
            self.looked.emit(line.record, _LOOK_NEXT[line.state])
        elif line.kind == PROMISE:
            self.kept.emit(line.record, line.state != "done")

    def _add(self) -> None:
        words = self.own.text().strip()
        if words:
            self.own.clear()
            self.added.emit(words)

    def _ask(self) -> None:
        words = self.question.text().strip()
        if words:
            self.question.clear()
            self.wondered.emit(words)


def _is_same(one: SideRow, other: SideRow) -> bool:
    return (one.kind, one.record, one.code) == (other.kind, other.record, other.code)
