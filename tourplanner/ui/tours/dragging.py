"""A stop on its way: the plan as it would be is shown until the stop is let go or goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from tourplanner.core.arranging import Rearrangement, find_stop, move, place_of, take_off
from tourplanner.core.errors import TourPlannerError
from tourplanner.ui.icons import set_icon
from tourplanner.ui.theme import look
from tourplanner.ui.tours.board import BoardView
from tourplanner.ui.tours.editor import BoardEditor, Verdict, board_of, verdict_of
from tourplanner.ui.tours.heads import HEAD_HEIGHT
from tourplanner.ui.widgets.basic import column, icon_label, label, row

if TYPE_CHECKING:
    from tourplanner.services.arranging import Arrangement

Slot = tuple[int, int]
REST_MS = 200  # the pointer stays so long before mends are looked for
OFF = "off"  # let go here, the stop is in no day
_ICONS = {"good": "check", "warn": "triangle-alert", "bad": "octagon-x"}
_MARGIN = 12


class VerdictStrip(QFrame):
    """What the plan would come to, over the foot of the board while a stop is carried."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = self._line = row(self, margins=(12, 9, 14, 9), gap=10)
        self._icon = icon_label("check", "good")
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        self.where = label("", "strong", wraps=True)
        self.words = label("", wraps=True)
        self.mend = label("", "hint", wraps=True)
        for part in (self.where, self.words, self.mend):
            words.addWidget(part)
        line.addLayout(words, 1)
        self.tone = ""
        self._is_high = False
        self.hide()

    def keep_clear_of(self, y: int) -> None:
        """Stand at the head of the board where what matters is in its lower part."""
        self._is_high = y > self._over.height() * 0.55

    def say(self, where: str, verdict: Verdict) -> None:
        """Say where the stop would be and what that comes to."""
        self.where.setText(where)
        self.tell(verdict)

    def tell(self, verdict: Verdict) -> None:
        """Say what it comes to."""
        self.words.setText(verdict.sentence)
        if verdict.tone != self.tone:  # to style a label takes longer than to paint it
            self.tone = verdict.tone
            set_icon(self._icon, _ICONS[verdict.tone], verdict.tone)
            self.words.setProperty("role", verdict.tone)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
        self.mend.setText(verdict.mend)
        self.mend.setVisible(bool(verdict.mend))
        if self.isHidden():
            self.show()
            self.raise_()
        self.place()

    def place(self) -> None:
        """Stand over the board, as high as the words need."""
        wide = min(self._over.width() - 2 * _MARGIN, 560)
        self._line.invalidate()  # what it knows of heights is of the words before
        high = self._line.totalHeightForWidth(wide)
        top = look().px(HEAD_HEIGHT) + _MARGIN
        if not self._is_high:
            top = self._over.height() - high - _MARGIN
        self.setGeometry(_MARGIN, top, wide, high)


class Dragging(QObject):
    """Takes a stop from the board or from the list beside it and carries it.

    Parameters
    ----------
    off : the part of the window where a stop is taken off its day.
    """

    def __init__(self, board: BoardView, editor: BoardEditor, off: QWidget) -> None:
        super().__init__()
        self._board, self._editor, self._off = board, editor, off
        self.strip = VerdictStrip(board)
        self.stop = ""
        self.change: Rearrangement | None = None
        self._target: Slot | str | None = None
        self._tried: Arrangement | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look_for_mend)
        editor.mended.connect(self._tell_mend)

    @property
    def is_on(self) -> bool:
        """Whether a stop is being carried."""
        return bool(self.stop)

    def begin(self, stop: str) -> None:
        """Take a stop."""
        if self._editor.can_edit:
            self.stop, self._target, self.change = stop, None, None

    def move(self, at: QPoint) -> None:
        """Carry it to a global point and show the plan as it would be."""
        if not self.stop:
            return
        self._board.scroll_near(at)
        target = self._target_at(at)
        if target != self._target:
            self._target = target
            self._try(target)

    def drop(self) -> None:
        """Let it go: the plan that is shown becomes the one that stands."""
        change, stop = self.change, self.stop
        self._end()
        if change is None or not self._editor.write(change):
            self._board.end_try()
        self._board.choose_stop(stop)

    def cancel(self) -> None:
        """Let it go back to where it was."""
        stop = self.stop
        self._end()
        self._board.end_try()
        self._board.choose_stop(stop)

    def _end(self) -> None:
        self.stop, self._target, self.change, self._tried = "", None, None, None
        self._editor.leave_mend()
        self._rest.stop()
        self.strip.hide()

    def _target_at(self, at: QPoint) -> Slot | str | None:
        slot = self._board.slot_at(at, self.stop)
        if slot is not None:
            return slot
        inside = self._off.rect().contains(self._off.mapFromGlobal(at))
        return OFF if inside and self._off.isVisible() else None

    def _try(self, target: Slot | str | None) -> None:
        self._editor.leave_mend()
        self._rest.stop()
        base = self._editor.arrangement
        self.change = None
        if base is None or target is None or target == place_of(base.plan, self.stop):
            self._go_back()
            return
        try:
            if isinstance(target, tuple):
                self.change = move(base.plan, self.stop, *target)
            elif place_of(base.plan, self.stop) is not None:
                self.change = take_off(base.plan, self.stop)
        except TourPlannerError as error:
            self._go_back()
            self.strip.say(error.text, Verdict("bad", error.hint))
            return
        if self.change is None:
            self._go_back()
            return
        tried = base.tried(self.change.plan)
        shown = board_of(tried)
        self._board.show_tried(shown, self.stop)
        self.strip.keep_clear_of(self._board.drop_y())
        block = shown.block_of(self.stop)
        name = find_stop(base.plan, self.stop).name
        where = f"{name}: not placed"
        if block is not None:
            where = f"{name}: {shown.columns[block.day].title}, {block.time}"
        verdict = verdict_of(base, tried)
        self.strip.say(where, verdict)
        self._tried = tried
        if verdict.tone != "good":
            self._rest.start()

    def _look_for_mend(self) -> None:
        if self.stop and self._tried is not None:
            self._editor.look_for_mend(self._tried)

    def _go_back(self) -> None:
        self._tried = None
        self.strip.hide()
        self._board.end_try()

    def _tell_mend(self, verdict: Verdict) -> None:
        if self.stop and self.strip.isVisible():
            self.strip.tell(verdict)
