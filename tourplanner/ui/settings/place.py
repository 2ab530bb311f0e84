"""The place of the settings: what changes a plan or a paper is kept in the office file, taste here.

Each tab is a page of its own, made when it is first shown.
"""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.core.changes import Changes
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.settings.data import DataPage
from tourplanner.ui.settings.districts import DistrictsPage
from tourplanner.ui.settings.looks import LooksPage
from tourplanner.ui.settings.map import MapPage
from tourplanner.ui.settings.network import NetworkPage
from tourplanner.ui.settings.office import OfficePage
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.settings.rules import RulesPage

PAGES: tuple[type[SettingsPage], ...] = (
    OfficePage,
    RulesPage,
    DataPage,
    DistrictsPage,
    MapPage,
    LooksPage,
    NetworkPage,
)


class SettingsPlace(Place):
    """The tabs of the settings."""

    name = "settings"
    title = "Settings"
    icon = "settings"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tabs = [(page.title, "") for page in PAGES]
        self.stack = QStackedWidget()
        self.page.addWidget(self.stack)
        self._pages: dict[int, SettingsPage] = {}
        self.tab = 0 if session.path is not None else PAGES.index(LooksPage)

    def shown(self) -> SettingsPage:
        """Give the page that is shown, made when it is first asked for."""
        if self.tab not in self._pages:
            made = PAGES[self.tab](self.session)
            self._pages[self.tab] = made
            self.stack.addWidget(made)
        return self._pages[self.tab]

    def show_tab(self, title: str) -> None:
        """Show the page of that title."""
        self.choose_tab([page.title for page in PAGES].index(title))

    def show_field(self, title: str, field: str) -> None:
        """Show the page of that title and go to the field of that name on it."""
        self.show_tab(title)
        self.shown().show_field(field)

    def show_record(self, record: str) -> None:
        """Show the office profile, which has no id here, or the rosters that a member is of."""
        self.show_tab(DistrictsPage.title if record else OfficePage.title)

    def refresh(self) -> None:
        """Read what the shown page says."""
        page = self.shown()
        self.stack.setCurrentWidget(page)
        page.refresh()

    def on_tab(self) -> None:
        """Show another page."""
        self.refresh()

    def flush(self) -> None:
        """Send what was typed and is not saved yet."""
        for page in self._pages.values():
            page.flush()

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first on the shown page."""
        return self.shown().first_widget()

    def menu_actions(self) -> list[QAction]:
        """Give nothing: everything here is a choice on its page."""
        return []

    def _on_changes(self, changes: Changes) -> None:
        if self.shown().kinds & changes.touched.keys():
            self.make_stale()
