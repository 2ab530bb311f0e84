"""Sensitive facts of a note or quote, held back one by one; each is released alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tourplanner.ui.theme import font
from tourplanner.ui.widgets.badges import LevelTile
from tourplanner.ui.widgets.basic import button, clear, column, label, row
from tourplanner.ui.widgets.flow import FlowBox

if TYPE_CHECKING:
    from tourplanner.core.changes import Record

Held = tuple[str, str]  # id and words
_SHORT = 40  # letters of a fact on its button
KEY = "Ctrl+Shift+H"


def held_of(record: Record) -> tuple[Held, ...]:
    """Give what a note or quote holds back, by its words."""
    held = ((id_, str(words)) for id_, words in record.member("held").items() if words)
    return tuple(sorted(held, key=lambda each: each[1].casefold()))


class HeldRow(QWidget):
    """The facts, and the button that holds the selected words back.

    Signals
    -------
    wished : hold the selected words back. released : id of what may go out again.
    """

    wished = Signal()
    released = Signal(str)

    def __init__(self, whose: str) -> None:
        super().__init__()
        self._whose = whose
        self._shown: tuple[Held, ...] | None = None
        self._is_read_only = False
        layout = column(self, gap=3)
        head = row(gap=6)
        self._head = label("Held back one by one", "second")
        self._level = LevelTile("R")
        head.addWidget(self._head)
        head.addWidget(self._level)
        head.addStretch(1)
        layout.addLayout(head)
        self._box = FlowBox()
        layout.addWidget(self._box)
        self.show_held(())

    def show_held(self, held: Sequence[Held], *, read_only: bool = False) -> None:
        """Show other facts."""
        if (tuple(held), read_only) == (self._shown, self._is_read_only):
            return
        self._shown, self._is_read_only = tuple(held), read_only
        had_focus = self.isAncestorOf(self.window().focusWidget() or QWidget())
        clear(self._box.flow)
        for id_, words in self._shown:
            short = words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]}..."
            made = button(short, "small", "x", partial(self.released.emit, id_))
            made.setAccessibleName(f"Let go out again: {words}")
            made.setToolTip("It stays inside. Press to let it go out again.")
            made.setEnabled(not read_only)
            self._box.flow.addWidget(made)
        add = button(f"Hold words back {KEY}", "small", "eye-off", self.wished.emit)
        add.setAccessibleName(f"Hold the selected words of the {self._whose} back")
        add.setEnabled(not read_only)
        add.setFont(font(12))
        add.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the words selected
        self._box.flow.addWidget(add)
        for part in (self._head, self._level):
            part.setVisible(bool(self._shown))
        if had_focus:
            add.setFocus(Qt.FocusReason.OtherFocusReason)
