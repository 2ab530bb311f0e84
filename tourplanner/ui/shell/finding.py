"""Finding anything: the command palette, and the card of what it found beside the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.shell.commands import Commands, key_words
from tourplanner.ui.shell.navigation import Navigation
from tourplanner.ui.theme import THEME

if TYPE_CHECKING:
    from tourplanner.ui.shell.beside import Beside
    from tourplanner.ui.shell.palette import Entry, Palette

ANY_ICON = "arrow-right"


class Finding:
    """Opens the palette over the window, goes to what was found or shows its card.

    Palette and card are made when they are first wished.
    """

    def __init__(
        self,
        window: QWidget,
        middle: QHBoxLayout,
        session: Session,
        nav: Navigation,
        commands: Commands,
    ) -> None:
        """Take the window, and the row of its parts at whose end the card stands."""
        self._window, self._middle = window, middle
        self._session, self._nav, self._commands = session, nav, commands

    @cached_property
    def palette(self) -> Palette:
        """The command palette."""
        from tourplanner.ui.shell.palette import Palette

        made = Palette(self._window, self._command_entries, self._search)
        THEME.dress(made)
        return made

    def open_palette(self) -> None:
        """Show the command palette."""
        self.palette.open_over(self._window)

    @cached_property
    def beside(self) -> Beside:
        """The card at the right."""
        from tourplanner.ui.shell.beside import Beside

        made = Beside(self._session, self._go_to_record)
        self._middle.addWidget(made)
        THEME.dress(made)
        return made

    def open_beside(self, kind: str, record: str) -> None:
        """Show the card of a record beside the place that is shown."""
        self.beside.show_record(kind, record)

    def _command_entries(self) -> list[Entry]:
        from tourplanner.ui.shell.palette import Entry

        place = self._nav.current()
        actions = [*(place.menu_actions() if place else ()), *self._commands.all()]
        return [
            Entry(
                action.text().replace("&", ""),
                key_words(action),
                str(action.property("icon_name") or action.property("command_icon") or ANY_ICON),
                action.trigger,
            )
            for action in actions
            if action.isEnabled() and action.objectName() != "palette"
        ]

    def _search(self, text: str, give: Callable[[Sequence[Entry]], None]) -> None:
        from tourplanner.ui.shell import search

        if self._session.path is not None:
            search.find_records(self._session, text, give, self._go_to_record, self.open_beside)
        else:
            give(())

    def _go_to_record(self, place: str, record: str) -> None:
        self._nav.go(place, lambda shown: shown.show_record(record))
