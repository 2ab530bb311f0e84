"""A field for a place, with the choices under it where the words mean several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from tourplanner.ui.widgets.basic import button, clear, column, label, row


class PlaceField(QWidget):
    """Takes words; offers what they may mean. A choice replaces the words, so it is seen."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        layout = column(self, gap=6)
        self._name = name
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        layout.addWidget(self.field)
        self._choices = column(gap=4)
        layout.addLayout(self._choices)
        self.buttons: list[QPushButton] = []
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda: self.offer([]))

    def text(self) -> str:
        """Give what was typed or chosen."""
        return self.field.text().strip()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show what the words may mean: label and remark of each."""
        clear(self._choices)
        self.buttons = []
        for words, remark in choices:
            made = button(words, "small", click=lambda words=words: self._choose(words))  # type: ignore[misc]
            made.setAccessibleName(f"{self._name}: {words}")
            line = row(gap=8)
            line.addWidget(made)
            line.addWidget(label(remark, "hint"))
            line.addStretch(1)
            self._choices.addLayout(line)
            made.show()  # a layout shows what it gets only later, and the first one is gone to
            self.buttons.append(made)

    def focus_choice(self) -> None:
        """Give the keyboard to the first choice."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, words: str) -> None:
        self.field.setText(words)
        self.offer([])
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
