"""Which columns the list of sites has: those of each tab, our own, and what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt

from tourplanner.ui.memory import Memory
from tourplanner.ui.sites.columns import (
    CANDIDATES,
    COLUMNS,
    DIRECTORY,
    FIRM,
    POSSIBLE,
    SHOWN,
    SPARE,
    own_columns,
)
from tourplanner.ui.widgets.menu import Menu, typed_words
from tourplanner.ui.widgets.table import Table

_NAMES = ("directory", "candidates", "shortlist")


class ColumnChooser:
    """Shows in a table the columns that somebody wishes for a tab, and asks which.

    A wish is kept on this laptop. The office's own columns stand among the candidates unless
    somebody took them out; a narrow table leaves out the least important ones first.
    """

    def __init__(self, table: Table, memory: Memory, tab: Callable[[], int]) -> None:
        """Take the number of the tab that is shown from ``tab``."""
        self._table = table
        self._memory = memory
        self._tab = tab
        self._own: tuple[tuple[str, str], ...] = ()
        head = table.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self.ask)

    def set_own(self, own: Sequence[tuple[str, str]]) -> None:
        """Have other columns of the office's own: id and name of each."""
        if tuple(own) != self._own:
            self._own = tuple(own)
            self._table.set_columns([*COLUMNS, *own_columns(self._own)])
            self.show()

    def show(self) -> None:
        """Show the columns of the tab that is shown."""
        tab = self._tab()
        shown = self._shown(tab)
        extra = [title for title in reversed(shown) if title not in SHOWN[tab]]
        self._table.show_columns(shown, [t for t in (*SPARE[tab], *extra) if t in shown])

    def ask(self, at: QPoint | None = None) -> None:
        """Ask in a menu which columns are to be seen; letters jump to them."""
        menu = Menu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Columns of the list")
        shown = self._shown(self._tab())
        for title in self._possible(self._tab()):
            act = menu.addAction(typed_words(title), partial(self.turn, title))
            act.setCheckable(True)
            act.setChecked(title in shown)
            act.setEnabled(title not in FIRM)
        menu.addSeparator()
        menu.addAction("As they come", self.reset)
        view = self._table.viewport()
        menu.popup(view.mapToGlobal(at if at is not None else QPoint(0, 0)))

    def turn(self, title: str) -> None:
        """Show a column that is not shown, and the other way round."""
        tab = self._tab()
        wished = {**self._memory.columns(_NAMES[tab]), title: title not in self._shown(tab)}
        self._memory.set_columns(_NAMES[tab], wished)
        self.show()

    def reset(self) -> None:
        """Forget what was wished for this tab."""
        self._memory.set_columns(_NAMES[self._tab()], {})
        self.show()

    def _possible(self, tab: int) -> list[str]:
        own = [] if tab == DIRECTORY else [column.title for column in own_columns(self._own)]
        return [*POSSIBLE[tab], *own]

    def _shown(self, tab: int) -> list[str]:
        wished = self._memory.columns(_NAMES[tab])
        usual = {*SHOWN[tab]}
        if tab == CANDIDATES:
            usual |= {column.title for column in own_columns(self._own)}
        return [t for t in self._possible(tab) if t in FIRM or wished.get(t, t in usual)]
