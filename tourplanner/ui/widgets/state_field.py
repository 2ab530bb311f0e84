"""A field for a state: its two letters, its name, or the beginning of its name."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from tourplanner.core.model.states import States, state_code
from tourplanner.ui.widgets.basic import column, label

_SHOWN = 4


class StateField(QWidget):
    """Says under the field what the typed letters mean; when it is left, the name stands in it."""

    def __init__(self, name: str, states: States, about: str) -> None:
        """Take what is said under the field while it says nothing of a state."""
        super().__init__()
        self._states, self._about = states, about
        layout = column(self, gap=4)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText("Such as Nevada or NV")
        self.meaning = label(about, "hint", wraps=True)
        layout.addWidget(self.field)
        layout.addWidget(self.meaning)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._say)
        self.field.editingFinished.connect(self._complete)

    def show_code(self, code: str) -> None:
        """Show a state by its two letters; empty = none."""
        self.field.setText(self._states.name_of(code))

    def text(self) -> str:
        """Give what was typed."""
        return self.field.text().strip()

    def code(self) -> str:
        """Give the two letters of the state.

        Raises
        ------
        InputError : what is typed is no state, or may be several.
        """
        names = self._fits()
        return state_code(names[0] if len(names) == 1 else self.text(), self._states)

    def _fits(self) -> list[str]:
        """Give the names of the states that the typed letters may mean."""
        text = self.text()
        exact = self._states.find(text)
        if exact is not None or not text:
            return [exact.name] if exact is not None else []
        names = sorted(state.name for state in self._states.by_code.values())
        return [name for name in names if name.casefold().startswith(text.casefold())]

    def _say(self) -> None:
        names = self._fits()
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        words = ", ".join(names[:_SHOWN]) + more
        self.meaning.setText(self._about if not names or names[0] == self.text() else words)

    def _complete(self) -> None:
        names = self._fits()
        if len(names) == 1:
            self.field.setText(names[0])
