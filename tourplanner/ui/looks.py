"""How the window looks, in words, and its changes: kept on this laptop and drawn at once."""

from __future__ import annotations

from tourplanner.ui.memory import Memory
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import Density, Scheme

SCHEME_WORDS = {
    Scheme.SYSTEM: "As the system",
    Scheme.LIGHT: "Light",
    Scheme.DARK: "Dark",
    Scheme.CONTRAST: "High contrast",
}
DENSITY_WORDS = {
    Density.COMPACT: "Compact rows",
    Density.NORMAL: "Normal rows",
    Density.ROOMY: "Roomy rows",
}


def text_words(percent: int) -> str:
    """Say a size of the text."""
    return f"{percent}%"


def set_scheme(memory: Memory, scheme: Scheme) -> None:
    """Draw the window in other colors."""
    memory.scheme = scheme
    THEME.change(scheme=scheme)


def set_density(memory: Memory, density: Density) -> None:
    """Draw rows higher or lower."""
    memory.density = density
    THEME.change(density=density)


def set_text_percent(memory: Memory, percent: int) -> None:
    """Draw text larger or smaller, in percent."""
    memory.text_percent = percent
    THEME.change(text_percent=percent)
