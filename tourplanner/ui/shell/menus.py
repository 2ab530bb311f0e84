"""The menus of the window: which command stands where, with which key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from tourplanner.ui.looks import set_density, set_scheme, set_text_percent
from tourplanner.ui.memory import Memory
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.shell.commands import Commands, add_look_commands, add_place_commands
from tourplanner.ui.shell.navigation import send_to_focus
from tourplanner.ui.widgets.menu import Menu, typed_words
from tourplanner.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from tourplanner.ui.shell.window import MainWindow

_KEYS = QKeySequence.StandardKey


def make_menus(window: MainWindow) -> None:
    """Make every command of the window and put it into its menu."""
    commands = window.commands
    _file_menu(commands, window)
    _edit_menu(commands, window)
    _view_menu(commands, window)
    _go_menu(commands, window)
    commands.add("&Tour", "new_tour", "New tour in this file", window.files.new_tour)
    _help_menu(commands, window)


def _file_menu(c: Commands, window: MainWindow) -> None:
    files = window.files
    c.add("&File", "new", "New tour file", files.new_file, _KEYS.New, icon="file-plus")
    c.add("&File", "open", "Open file…", window.open_file, _KEYS.Open, icon="folder-open")
    c.add("&File", "sample", "Try the sample tour", files.open_sample, "Ctrl+Shift+S", icon="bus")
    c.add(
        *("&File", "import", "Import a list of sites…", window.import_list, "Ctrl+Shift+I"),
        icon="list",
    )
    recent = c.menu("&File").submenu("Recent files")
    recent.aboutToShow.connect(lambda: _fill_recent(recent, window))
    c.separator("&File")
    c.add("&File", "backup", "Make a backup (restore point)", files.make_backup, _KEYS.Save)
    c.add("&File", "copy_file", "Save a copy…", lambda: files.save_copy(window))
    c.add("&File", "seal", "Seal the file…", files.seal_file, icon="lock")
    c.add(
        *("&File", "records", "Records and legal hold…", files.show_records),
        icon="folder",
    )
    c.add("&File", "close_file", "Close file", files.close_file, "Ctrl+W")
    c.separator("&File")
    c.add("&File", "quit", "Quit", window.quit, "Ctrl+Q")


def _edit_menu(c: Commands, window: MainWindow) -> None:
    c.add("&Edit", "undo", "Undo", window.session.undo, _KEYS.Undo, icon="undo-2")
    c.add("&Edit", "redo", "Redo", window.session.redo, _KEYS.Redo)
    c.separator("&Edit")
    c.add("&Edit", "cut", "Cut", lambda: send_to_focus("cut"), _KEYS.Cut)
    c.add("&Edit", "copy", "Copy", lambda: send_to_focus("copy"), _KEYS.Copy)
    c.add("&Edit", "paste", "Paste", window.nav.paste, _KEYS.Paste)
    c.add("&Edit", "select_all", "Select all", lambda: send_to_focus("selectAll"), _KEYS.SelectAll)
    c.separator("&Edit")
    c.add("&Edit", "find", "Search this list", window.nav.find, _KEYS.Find, icon="search")


def _view_menu(c: Commands, window: MainWindow) -> None:
    c.add("&View", "sidebar", "Sidebar", window.fold_sidebar, "Ctrl+B", checkable=True)
    c.add("&View", "notices", "Notices", window.show_notices, "Ctrl+Shift+N")
    memory = window.memory
    add_look_commands(
        c,
        lambda scheme: set_scheme(memory, scheme),
        lambda density: set_density(memory, density),
        lambda percent: set_text_percent(memory, percent),
    )


def _go_menu(c: Commands, window: MainWindow) -> None:
    nav = window.nav
    add_place_commands(c, nav.go)
    c.separator("&Go")
    c.add("&Go", "back", "Back", lambda: nav.step(-1), "Alt+Left", icon="arrow-left")
    c.add("&Go", "forward", "Forward", lambda: nav.step(1), "Alt+Right", icon="arrow-right")
    c.add("&Go", "next_pane", "Next pane", lambda: window.next_pane(1), "F6")
    c.add("&Go", "previous_pane", "Previous pane", lambda: window.next_pane(-1), "Shift+F6")
    c.add("&Go", "next_tab", "Next tab", lambda: nav.next_tab(1), "Ctrl+PgDown")
    c.add("&Go", "previous_tab", "Previous tab", lambda: nav.next_tab(-1), "Ctrl+PgUp")
    c.separator("&Go")
    c.add(
        "&Go",
        "palette",
        "Find or do anything",
        window.finding.open_palette,
        "Ctrl+K",
        icon="search",
    )


def _help_menu(c: Commands, window: MainWindow) -> None:
    c.add("&Help", "help", "Help for this screen", window.helping.show_help, "F1", icon="info")
    c.add("&Help", "keys", "Keys of this place", window.helping.show_keys, "?")
    c.add("&Help", "about", "About TourPlanner", window.helping.show_about)


def _fill_recent(menu: Menu, window: MainWindow) -> None:
    memory: Memory = window.memory
    menu.clear()
    for path in memory.recent:
        act = menu.addAction(typed_words(path.name))
        act.setToolTip(plain_tip(str(path)))
        act.triggered.connect(lambda _=False, path=path: window.open_path(path))
    if menu.isEmpty():
        menu.addAction("No recent files").setEnabled(False)


class TourMenu:
    """The Tour menu: the tours of the file, and what can be done in the place that is shown."""

    def __init__(self, commands: Commands, window: MainWindow) -> None:
        self._window = window
        self._session: Session = window.session
        self._menu = commands.menu("&Tour")
        self._tours = self._menu.submenu("Show tour")
        self._tours.aboutToShow.connect(self._fill_tours)
        self._menu.addSeparator()
        self._shown: list[QAction] = []

    def show_place(self, place: Place | None) -> None:
        """Put the actions of a place into the menu, in the stead of those of the last one."""
        actions = place.menu_actions() if place is not None else []
        if actions == self._shown:
            return
        for action in self._shown:
            self._menu.removeAction(action)
        self._menu.addActions(actions)
        self._shown = actions

    def _fill_tours(self) -> None:
        self._tours.clear()
        for tour in self._session.overview.tours:
            act = self._tours.addAction(typed_words(tour.name))
            act.setCheckable(True)
            act.setChecked(tour.id == self._session.tour_id)
            act.triggered.connect(lambda _=False, tour=tour: self._window.show_tour(tour.id))
        if self._tours.isEmpty():
            self._tours.addAction("No tours yet").setEnabled(False)
