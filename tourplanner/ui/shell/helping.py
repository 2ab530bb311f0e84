"""Help for the screen that is shown, its keys, and which version this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from tourplanner import __version__
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.shell.commands import Commands
from tourplanner.ui.shell.navigation import Navigation

if TYPE_CHECKING:
    from tourplanner.ui.help.place import HelpPlace

HELP = "help"


class Helping:
    """Answers the menu Help."""

    def __init__(self, session: Session, nav: Navigation, commands: Commands) -> None:
        self._session, self._nav, self._commands = session, nav, commands

    def show_help(self) -> None:
        """Show the help of the screen; on the help itself, go back to it."""
        place = self._nav.current()
        if place is not None and place.name == HELP:
            self._nav.step(-1)
            return
        page = self._page()
        page.show_help_of(place.name if place is not None else "")
        self._nav.go(page.name)

    def show_keys(self) -> None:
        """Show every key that works in the place that is shown."""
        page = self._page()
        page.choose_keys()
        self._nav.go(page.name)

    def _page(self) -> HelpPlace:
        from tourplanner.ui.help.keys import IN_LISTS, keys_of
        from tourplanner.ui.help.place import HelpPlace

        page = self._nav.place(HELP)
        assert isinstance(page, HelpPlace)
        place = self._nav.current()
        if place is not page:
            own = keys_of(place.findChildren(QAction)) if place is not None else []
            everywhere = keys_of(self._commands.by_name.values())
            title = place.title if place is not None else "Start"
            page.set_keys([(title, own), ("Everywhere", everywhere), ("In lists", IN_LISTS)])
        return page

    def show_about(self) -> None:
        """Say which version this is."""
        text = f"TourPlanner {__version__}. Free software, Apache License 2.0; see NOTICES."
        self._session.tell(Notice(Tone.INFO, text))
