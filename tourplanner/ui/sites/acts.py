"""What is done in Sites: the actions of its menu and header, and when they can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from tourplanner.ui.place import go_to
from tourplanner.ui.sites.missing import find_missing
from tourplanner.ui.sites.reading import add, mark
from tourplanner.ui.sites.rows import WISH_KEYS, WISH_WORDS, SiteRow
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.ui.sites.place import SitesPlace


class SiteActs:
    """Marks, adds, pastes and finds; in a file that is open for reading only nothing is."""

    def __init__(self, place: SitesPlace) -> None:
        self._place = place
        action = place.action
        self.marks = [
            action(WISH_WORDS["must"], lambda: self.mark("must"), "circle-check"),
            action(WISH_WORDS["may"], lambda: self.mark("may"), "circle"),
            action(WISH_WORDS["not"], lambda: self.mark("not"), "circle-x"),
        ]
        self.add_chosen = action("Add as candidate", self.add, "plus")
        self.paste = action(
            "Paste a list…", place.taking.paste, "list", "Ctrl+Shift+V", "Several schools at once"
        )
        self.import_list = action(
            "Import a list…",
            place.taking.start_import,
            "folder-open",
            tip="CSV or Excel, or a table from the clipboard",
        )
        self.points = action(
            "Find missing points",
            lambda: find_missing(place.session),
            "signpost",
            tip="Towns and ZIPs offline; house numbers online, if you say so",
        )
        self.map = action("Show on the map", self.show_on_map, "map")
        self.sort = action("Sort the list…", lambda: place.table.ask_order())
        self.columns = action("Columns of the list…", lambda: place.columns.ask())
        self.filter = action("Filter the list…", lambda: place.filters.ask(), key="Ctrl+Shift+F")

    def menu(self) -> list[QAction]:
        """Give them as they stand in the menu."""
        return [
            *self.marks,
            *(self.add_chosen, self.import_list, self.paste),
            *(self.points, self.map, self.sort, self.columns, self.filter),
        ]

    def give_keys(self) -> None:
        """Let single letters mark what is chosen in the list."""
        for wish, key in WISH_KEYS.items():
            words = f"Mark as {WISH_WORDS[wish].lower()}"
            made = self._place.action(words, lambda wish=wish: self.mark(wish))
            made.setShortcut(QKeySequence(key))
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._place.removeAction(made)
            self._place.table.addAction(made)

    def allow(self, chosen: Sequence[SiteRow]) -> None:
        """Say which of them can be done with what is chosen."""
        session = self._place.session
        can = not session.is_read_only
        self.points.setEnabled(can and session.path is not None)
        for action in self.marks:
            action.setEnabled(bool(chosen) and session.tour is not None and can)
        self.add_chosen.setEnabled(any(not site.site for site in chosen) and can)
        self.paste.setEnabled(can)
        self.import_list.setEnabled(can)
        self.map.setEnabled(len(chosen) == 1 and bool(chosen[0].site))

    def mark(self, wish: str) -> None:
        """Mark what is chosen for the tour that is shown."""
        session = self._place.session
        chosen, tour = self._place.rows_chosen(), session.tour
        if not chosen or tour is None or session.is_read_only:
            return
        tour_id = tour.id
        who = chosen[0].name if len(chosen) == 1 else count_words(len(chosen), "site")
        words = f"{who}: {WISH_WORDS[wish].lower()}."
        session.write(lambda ws, _: mark(ws, chosen, tour_id, wish), acted=words)

    def add(self) -> None:
        """Make what is chosen candidates."""
        session = self._place.session
        chosen = [site for site in self._place.rows_chosen() if not site.site]
        if chosen and not session.is_read_only:
            words = f"{count_words(len(chosen), 'candidate')} added."
            session.write(lambda ws, _: add(ws, chosen), acted=words)

    def show_on_map(self) -> None:
        """Show the chosen candidate on the map."""
        chosen = self._place.rows_chosen()
        if len(chosen) == 1 and (site := chosen[0].site):
            go_to(self._place, "map", lambda shown: shown.show_record(site))

    def show_written(self, tour: str, record: str) -> None:
        """Show what was written at a visit, of another tour too."""
        self._place.session.choose_tour(tour)
        go_to(self._place, "visits", lambda visits: visits.show_record(record))
