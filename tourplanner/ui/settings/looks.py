"""How the window looks and is used: colors, height of rows, size of the text, keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from tourplanner.ui.letters import WORDS, set_letter_keys
from tourplanner.ui.looks import (
    DENSITY_WORDS,
    SCHEME_WORDS,
    set_density,
    set_scheme,
    set_text_percent,
    text_words,
)
from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import TEXT_SIZES
from tourplanner.ui.widgets.fields import CheckBox, RadioButton

T = TypeVar("T")


class LooksPage(SettingsPage):
    """Each choice is seen at once and kept on this laptop."""

    title = "Looks"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        memory = session.memory
        self.schemes = self._choice(
            self.section("Colors"), SCHEME_WORDS, lambda value: set_scheme(memory, value)
        )
        self.densities = self._choice(
            self.section("Rows of lists"), DENSITY_WORDS, lambda value: set_density(memory, value)
        )
        self.sizes = self._choice(
            self.section("Text size"),
            {size: text_words(size) for size in TEXT_SIZES},
            lambda value: set_text_percent(memory, value),
        )
        keys = self.section("Keys", "Alone, without Ctrl: L locks a stop, ? shows all keys.")
        self.letters = CheckBox(WORDS)
        self.letters.clicked.connect(lambda on: set_letter_keys(memory, on))
        keys.addWidget(self.letters)
        THEME.changed.connect(self._show)
        self._show()

    def first_widget(self) -> QWidget:
        """Give the choice of colors."""
        return self.schemes[self.session.memory.scheme]

    def _choice(
        self, box: QVBoxLayout, words: Mapping[T, str], act: Callable[[T], None]
    ) -> dict[T, RadioButton]:
        group = QButtonGroup(self)
        made: dict[T, RadioButton] = {}
        for value, text in words.items():
            made[value] = RadioButton(text)
            made[value].clicked.connect(lambda _=False, value=value: act(value))
            group.addButton(made[value])
            box.addWidget(made[value])
        return made

    def _show(self) -> None:
        memory = self.session.memory
        self.letters.setChecked(memory.letter_keys)
        self.schemes[memory.scheme].setChecked(True)
        self.densities[memory.density].setChecked(True)
        self.sizes[memory.text_percent].setChecked(True)
