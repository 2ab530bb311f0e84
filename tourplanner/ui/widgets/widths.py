"""The widths that people gave to columns, kept by the memory of the window."""

from __future__ import annotations

from tourplanner.ui.memory import Memory
from tourplanner.ui.theme import look


class Widths:
    """What every table asks; without a memory nothing is kept."""

    def __init__(self) -> None:
        self.memory: Memory | None = None

    def get(self, table: str, title: str, width: int) -> int:
        """Give a column's width at 100 % text; ``width`` where nobody gave it another."""
        kept = self.memory.column_width(table, title) if self.memory is not None else 0
        return kept or width

    def keep(self, table: str, title: str, width: int) -> None:
        """Keep a width, in pixels at the text size that is shown."""
        if self.memory is not None:
            self.memory.set_column_width(table, title, round(width * 100 / look().text_percent))


WIDTHS = Widths()
