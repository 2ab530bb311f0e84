"""How strong a note or quote is as evidence: a choice beside who disagrees."""

from __future__ import annotations

from PySide6.QtCore import Signal

from tourplanner.ui.visits.rows import STRENGTH
from tourplanner.ui.widgets.fields import ComboBox

_MEANING = (
    "Weak: one voice, or at second hand. Fair: several say so, or a paper does. "
    "Strong: we saw it ourselves, or figures with a source show it."
)


class StrengthBox(ComboBox):
    """The choice.

    Signals
    -------
    chosen : one of core.fields.STRENGTHS, empty takes it back.
    """

    chosen = Signal(str)

    def __init__(self, whose: str) -> None:
        super().__init__()
        self.setAccessibleName(f"Strength of the {whose}")
        self.setAccessibleDescription(_MEANING)
        self.setToolTip(_MEANING)
        self.addItem("Not said", "")
        for strength, (words, dots) in STRENGTH.items():
            self.addItem(f"{dots} {words}", strength)
        self.activated.connect(lambda _: self.chosen.emit(str(self.currentData())))

    def show_strength(self, strength: str) -> None:
        """Show another one; empty = nobody said."""
        self.setCurrentIndex(max(0, self.findData(strength)))
