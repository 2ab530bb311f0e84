"""A field for a place, with the choices under it where the words mean several."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from tourplanner.ui.widgets.basic import button, clear, column, label, row

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_SHOWN = 6


def several(workspace: Workspace, text: str) -> list[tuple[str, str]]:
    """Give what a place may mean where it is not one: label and remark; empty where it is clear."""
    home = workspace.home_state()
    answers = workspace.sites.points.find_place(text) if text else ()
    fits = [answer for answer in answers if home and answer.state == home] or list(answers)
    if len(fits) < 2:
        return []
    return [(a.label, f"{a.population:,} people" if a.population else "") for a in fits[:_SHOWN]]


class PlaceChoices(QWidget):
    """Buttons for what the words may mean.

    Signals
    -------
    chosen : the words of one.
    """

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._layout = column(self, gap=4)
        self.buttons: list[QPushButton] = []

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show what the words may mean: label and remark of each."""
        clear(self._layout)
        self.buttons = []
        for words, remark in choices:
            made = button(words, "small", click=partial(self.chosen.emit, words))
            made.setAccessibleName(f"{self._name}: {words}")
            line = row(gap=8)
            line.addWidget(made)
            line.addWidget(label(remark, "hint"))
            line.addStretch(1)
            self._layout.addLayout(line)
            made.show()  # a layout shows what it gets only later, and the first one is gone to
            self.buttons.append(made)
        self.setVisible(bool(choices))

    def focus_first(self) -> None:
        """Give the keyboard to the first one."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


class PlaceField(QWidget):
    """Takes words; offers what they may mean. A choice replaces the words, so it is seen."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        layout = column(self, gap=6)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        layout.addWidget(self.field)
        self._choices = PlaceChoices(name)
        self._choices.chosen.connect(self._choose)
        layout.addWidget(self._choices)
        self._choices.hide()
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda: self.offer([]))

    @property
    def buttons(self) -> list[QPushButton]:
        """The choices that are offered."""
        return self._choices.buttons

    def text(self) -> str:
        """Give what was typed or chosen."""
        return self.field.text().strip()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show what the words may mean: label and remark of each."""
        self._choices.offer(choices)

    def focus_choice(self) -> None:
        """Give the keyboard to the first choice."""
        self._choices.focus_first()

    def _choose(self, words: str) -> None:
        self.field.setText(words)
        self.offer([])
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
