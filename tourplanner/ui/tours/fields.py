"""Fields of the inspector: a time that is typed, and lines of facts that are said anew in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from tourplanner.core.clock import parse_tod
from tourplanner.core.errors import InputError
from tourplanner.ui.widgets.basic import column, label
from tourplanner.ui.words import tod_words

NAME_WIDTH = 76
_NEAR_MIN = 360  # a time without am or pm is the one that is so near to the time shown before


def is_being_typed(line: QLineEdit) -> bool:
    """Whether somebody is typing there: what comes from elsewhere must not take the words away."""
    return line.hasFocus() and line.isModified()


class TimeField(QWidget):
    """Takes a clock time; words that are none stay in the field, with what to write under them.

    What was taken is shown with am or pm, so nobody has to guess how ``1:30`` was read.
    """

    typed = Signal(int)  # minutes since midnight

    def __init__(self, name: str, earliest_tod_min: int | None = None) -> None:
        """Take the start of the twelve hours that are meant without am or pm.

        None means those around the time that is shown.
        """
        super().__init__()
        self._earliest = earliest_tod_min
        self._shown_tod_min = 0
        layout = column(self, gap=3)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("9:30 am")
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        layout.addWidget(self.line)
        layout.addWidget(self.problem)
        self.setFocusProxy(self.line)
        self._shown = ""
        self.line.editingFinished.connect(self._take)

    def show_time(self, tod_min: int, name: str) -> None:
        """Show a time; ``name`` says to a screen reader whose it is.

        What is being typed for the same one stays.
        """
        if name == self.line.accessibleName() and is_being_typed(self.line):
            return
        self._show(tod_min)
        self.line.setAccessibleName(name)

    def _take(self) -> None:
        text = self.line.text().strip()
        if text == self._shown:
            return
        earliest = self._shown_tod_min - _NEAR_MIN if self._earliest is None else self._earliest
        try:
            tod_min = parse_tod(text, earliest)
        except InputError as error:
            self.problem.setText(f"{error.text} {error.hint}")
            self.problem.show()
            return
        self._show(tod_min)  # Enter and leaving the field both end an edit
        self.typed.emit(tod_min)

    def _show(self, tod_min: int) -> None:
        self._shown_tod_min = tod_min
        self._shown = tod_words(tod_min // 60 % 24, tod_min % 60)
        self.line.setText(self._shown)
        self.problem.hide()


class Facts(QWidget):
    """Lines of name, value and remark."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnMinimumWidth(0, NAME_WIDTH)
        self._grid.setColumnStretch(2, 1)
        self._lines: list[tuple[QLabel, QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Say other facts."""
        while len(self._lines) < len(facts):
            line = (label("", "second"), label("", "strong"), label("", "hint", wraps=True))
            for k, part in enumerate(line):
                self._grid.addWidget(part, len(self._lines), k)
            self._lines.append(line)
        for k, line in enumerate(self._lines):
            for part, words in zip(line, facts[k] if k < len(facts) else ("",) * 3, strict=True):
                part.setText(words)
                part.setVisible(k < len(facts))
