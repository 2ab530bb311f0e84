"""What stands around the place: sidebar, header, corner, foot, menus, title of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tourplanner import __version__
from tourplanner.core.errors import TourPlannerError
from tourplanner.ui.shell.menus import TourMenu
from tourplanner.ui.shell.navigation import START
from tourplanner.ui.shell.sidebar import SETTINGS
from tourplanner.ui.words import count_words, days_words, window_times

if TYPE_CHECKING:
    from tourplanner.ui.shell.window import MainWindow

_NEED_FILE = ("close_file", "backup", "seal", "records", "new_tour", "import")


class Around(QObject):
    """Follows the session and the way through the places, and says it at the edges."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._nav, self._commands = window.session, window.nav, window.commands
        self._tour_menu = TourMenu(window.commands, window)
        self._shown = START
        session, corner = self._session, window.menu_corner
        session.overviewed.connect(self.show_overview)
        session.tour_chosen.connect(self.show_overview)
        session.saved.connect(lambda: corner.set_saved(session.saved_at))
        session.unsaved.connect(corner.set_unsaved)
        session.saving.connect(self._show_saving)
        session.undo_changed.connect(self._show_undo)
        session.network_changed.connect(self.show_network)
        self._nav.moved.connect(self._show_where)
        self._nav.tab_wished.connect(lambda: window.notices.leave_place())

    def show_file(self) -> None:
        """Say that another file is open, or none."""
        session, corner = self._session, self._window.menu_corner
        has = session.path is not None
        self._commands.enable(_NEED_FILE, has)
        self._show_undo()
        self._window.sidebar.places.setEnabled(has)
        corner.set_author(session.author)
        corner.set_saved(None)
        if has and session.is_read_only:
            corner.set_read_only()

    def show_overview(self) -> None:
        """Say which tour is shown, and how much the places hold."""
        session, sidebar = self._session, self._window.sidebar
        path, tour, counts = session.path, session.tour, session.overview
        if path is None:
            sidebar.set_file("No file open", "Open or make one to begin")
            sidebar.set_counts({})
            self._window.setWindowTitle("TourPlanner")
            return
        self._window.setWindowTitle(f"{path.stem} - TourPlanner")
        dates = "No tour yet"
        if tour is not None:
            dates = count_words(tour.stops, "site")
            if tour.first is not None and tour.last is not None:
                dates = f"{days_words(tour.first, tour.last)}, {dates}"
        sidebar.set_file(tour.name if tour else path.stem, dates)
        sidebar.set_counts(
            {
                "sites": counts.sites,
                "tours": len(counts.tours),
                "visits": counts.notes,
                "practices": counts.practices,
            }
        )
        current = self._nav.current()
        if current is not None:
            self._window.header.show_place(current)

    def show_network(self) -> None:
        """Say whether the network is on."""
        try:
            is_on = self._session.doors.network().is_on()
        except TourPlannerError:  # settings that cannot be read keep the network off
            is_on = False
        self._window.menu_corner.set_network(is_on)

    def _show_where(self) -> None:
        window, nav = self._window, self._nav
        place = nav.current()
        if self._shown != nav.shown_name():
            self._shown = nav.shown_name()
            window.notices.leave_place()
        window.sidebar.show_place(nav.shown_name())
        is_alone = place is not None and place.is_alone
        for part in (window.menuBar(), window.sidebar, window.status):
            if part.isHidden() != is_alone:  # Qt lays a part out anew each time when it is told
                part.setVisible(not is_alone)
        window.status.show_place(place, f"TourPlanner {__version__}")
        self._tour_menu.show_place(place)
        by_name, has = self._commands.by_name, self._session.path is not None
        by_name["back"].setEnabled(nav.can_step(-1))
        by_name["forward"].setEnabled(nav.can_step(1))
        for name in (n for n in by_name if n.startswith("go_")):
            by_name[name].setEnabled(has or name == f"go_{SETTINGS.name}")

    def _show_saving(self, is_slow: bool) -> None:
        corner = self._window.menu_corner
        if is_slow:
            corner.set_saved(None, saving=True)
        elif corner.is_saving:
            corner.set_saved(self._session.saved_at)

    def _show_undo(self) -> None:
        for name, words, what in (
            ("undo", "Undo", self._session.undo_label),
            ("redo", "Redo", self._session.redo_label),
        ):
            action = self._commands.by_name[name]
            action.setText(f"{words} {window_times(what, is_sentence=False)}".strip())
            action.setEnabled(bool(what) and not self._session.is_read_only)
