"""The strongest contrast, for the day alone: the window's own colors come back elsewhere."""

from __future__ import annotations

from tourplanner.ui.memory import Memory
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import Scheme


def set_sunlight(memory: Memory, on: bool) -> None:
    """Draw the window for the sun, or as it is wished again."""
    wanted = Scheme.CONTRAST if on else memory.scheme
    if THEME.wished is not wanted:
        THEME.change(scheme=wanted)
