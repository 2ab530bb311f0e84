"""The main window: puts sidebar, header, notices, places and status together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget, QWidget

from tourplanner import __version__
from tourplanner.ui.memory import Memory
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.place import Place
from tourplanner.ui.places import make_place
from tourplanner.ui.session import SUFFIX, Session
from tourplanner.ui.shell import search
from tourplanner.ui.shell.commands import (
    Commands,
    add_look_commands,
    add_place_commands,
    key_words,
)
from tourplanner.ui.shell.corner import Corner
from tourplanner.ui.shell.header import Header
from tourplanner.ui.shell.notices import NoticeBar
from tourplanner.ui.shell.palette import Entry, Palette
from tourplanner.ui.shell.sidebar import Sidebar
from tourplanner.ui.shell.status import StatusBar
from tourplanner.ui.shell.toast import Toast
from tourplanner.ui.start.page import StartPage
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import Density, Scheme
from tourplanner.ui.widgets.basic import column, pane, row
from tourplanner.ui.widgets.focus_ring import FocusRing
from tourplanner.ui.words import count_words, days_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Doors, Workspace
    from tourplanner.ui.tours.new_tour import NewTourForm

_NEED_FILE = ("close_file", "backup", "new_tour")
_FIRST_PLACE = "tours"


class MainWindow(QMainWindow):
    """One window with at most one office file."""

    def __init__(self, doors: Doors, memory: Memory, documents: Path) -> None:
        super().__init__()
        self.memory = memory
        self.documents = documents
        self.session = Session(doors, memory, self)
        self.setWindowTitle("TourPlanner")
        self.setMinimumSize(760, 480)
        self._places: dict[str, Place] = {}
        self._trail: list[str] = []
        self._at = -1
        self._form: NewTourForm | None = None
        self._build()
        self.commands = Commands(self)
        self._make_commands()
        self.palette_box = Palette(self, self._command_entries, self._search)
        self._connect()
        self._on_file()
        if memory.geometry is None or not self.restoreGeometry(memory.geometry):
            self.resize(1280, 800)
        self.sidebar.fold(memory.sidebar_folded)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        whole = pane("canvas")
        outer = column(whole)
        middle = row(gap=0)
        self.sidebar = Sidebar()
        self.header = Header()
        self.notices = NoticeBar()
        self.stack = QStackedWidget()
        self.start = StartPage(self.memory)
        self.stack.addWidget(self.start)
        right = column()
        right.addWidget(self.header)
        right.addWidget(self.notices)
        right.addWidget(self.stack, 1)
        middle.addWidget(self.sidebar)
        middle.addLayout(right, 1)
        outer.addLayout(middle, 1)
        self.status = StatusBar(self.session.jobs)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        self.menu_corner = Corner()
        self.menu_corner.changed.connect(self._place_corner)
        self._place_corner()
        self.toast = Toast(self)
        self.ring = FocusRing(self)

    def _place_corner(self) -> None:
        # A menu bar asks its corner for a size only when it is put there.
        self.menuBar().setCornerWidget(self.menu_corner, Qt.Corner.TopRightCorner)
        self.menu_corner.show()

    def _make_commands(self) -> None:
        c, keys = self.commands, QKeySequence.StandardKey
        c.add("&File", "new", "New tour file", self.new_file, keys.New, icon="file-plus")
        c.add("&File", "open", "Open file…", self.open_file, keys.Open, icon="folder-open")
        c.add(
            "&File", "sample", "Try the sample tour", self.open_sample, "Ctrl+Shift+S", icon="bus"
        )
        self._recent_menu = c.menu("&File").addMenu("Recent files")
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        c.separator("&File")
        c.add("&File", "backup", "Make a restore point", self.make_backup, keys.Save)
        c.add("&File", "close_file", "Close file", self.close_file, "Ctrl+W")
        c.separator("&File")
        c.add("&File", "quit", "Quit", self.quit, "Ctrl+Q")
        c.add("&Edit", "undo", "Undo", self.session.undo, keys.Undo, icon="undo-2")
        c.add("&Edit", "redo", "Redo", self.session.redo, keys.Redo)
        c.separator("&Edit")
        for name, words in (("cut", "Cut"), ("copy", "Copy"), ("paste", "Paste")):
            key = {"cut": keys.Cut, "copy": keys.Copy, "paste": keys.Paste}[name]
            c.add("&Edit", name, words, lambda name=name: self._to_focus(name), key)  # type: ignore[misc]
        c.add(
            "&Edit", "select_all", "Select all", lambda: self._to_focus("selectAll"), keys.SelectAll
        )
        c.separator("&Edit")
        c.add("&Edit", "find", "Search this list", self._find, keys.Find, icon="search")
        c.add("&View", "sidebar", "Sidebar", self.fold_sidebar, "Ctrl+B", checkable=True)
        c.add("&View", "notices", "Notices", self.show_notices, "Ctrl+Shift+N")
        look = (self.memory.scheme, self.memory.density, self.memory.text_percent)
        add_look_commands(c, look, self.set_scheme, self.set_density, self.set_text)
        add_place_commands(c, self.go)
        c.separator("&Go")
        c.add("&Go", "back", "Back", lambda: self._step(-1), "Alt+Left", icon="arrow-left")
        c.add("&Go", "forward", "Forward", lambda: self._step(1), "Alt+Right", icon="arrow-right")
        c.add("&Go", "next_pane", "Next pane", lambda: self._pane(1), "F6")
        c.add("&Go", "previous_pane", "Previous pane", lambda: self._pane(-1), "Shift+F6")
        c.add("&Go", "next_tab", "Next tab", lambda: self._tab(1), "Ctrl+PgDown")
        c.add("&Go", "previous_tab", "Previous tab", lambda: self._tab(-1), "Ctrl+PgUp")
        c.separator("&Go")
        c.add("&Go", "palette", "Find or do anything", self.open_palette, "Ctrl+K", icon="search")
        c.add("&Tour", "new_tour", "New tour in this file", self.new_tour)
        self._tour_menu = c.menu("&Tour").addMenu("Show tour")
        self._tour_menu.aboutToShow.connect(self._fill_tours)
        c.separator("&Tour")
        self._place_menu = c.menu("&Tour")
        c.add("&Help", "keys", "Keys", self.show_keys, "F1")
        c.add("&Help", "about", "About TourPlanner", self.show_about)
        c.by_name["sidebar"].setChecked(not self.memory.sidebar_folded)

    def _connect(self) -> None:
        session = self.session
        session.noticed.connect(self.notices.put)
        session.file_changed.connect(self._on_file)
        session.overviewed.connect(self._show_overview)
        session.tour_chosen.connect(self._show_overview)
        session.saved.connect(lambda: self.menu_corner.set_saved(session.saved_at))
        session.unsaved.connect(self.menu_corner.set_unsaved)
        session.undo_changed.connect(self._show_undo)
        session.acted.connect(self._say_act)
        self.toast.undo.connect(session.undo)
        self.sidebar.chosen.connect(self.go)
        self.header.tab_chosen.connect(self._choose_tab)
        self.status.palette_wished.connect(self.open_palette)
        self.start.new_wished.connect(self.new_file)
        self.start.open_wished.connect(self.open_file)
        self.start.sample_wished.connect(self.open_sample)
        self.start.file_wished.connect(self.open_path)

    # -- files -----------------------------------------------------------------------------------

    def new_file(self) -> None:
        """Show the form of a new tour, in a file of its own."""
        self._show_form(new_file=True)

    def new_tour(self) -> None:
        """Show the form of a new tour in the file that is open."""
        self._show_form(new_file=False)

    def _show_form(self, *, new_file: bool) -> None:
        from tourplanner.ui.tours.new_tour import NewTourForm

        self._drop_form()
        self._form = NewTourForm(self.session, self.documents if new_file else None)
        self._form.ended.connect(self._end_form)
        self.stack.addWidget(self._form)
        self._show_page(self._form)
        self._form.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_form(self, tour_id: str) -> None:
        self._drop_form()
        if self.session.path is None:
            self._show_page(self.start)
            return
        if tour_id:
            self.session.choose_tour(tour_id)
        self.go("sites" if tour_id else self._current_name() or _FIRST_PLACE)

    def _drop_form(self) -> None:
        if self._form is not None:
            self.stack.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def open_file(self) -> None:
        """Ask for a file and open it."""
        start = str(self.session.path.parent if self.session.path else self.documents)
        name, _ = QFileDialog.getOpenFileName(
            self, "Open file", start, f"Office files (*{SUFFIX});;All files (*)"
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a file."""
        self._drop_form()
        self._flush()
        self.notices.clear()
        self.session.open(path)

    def open_sample(self) -> None:
        """Make a sample file with a name that is free, and open it."""
        self._drop_form()
        self._flush()
        self.notices.clear()
        self.session.create_sample(free_path(self.documents, "Sample tour"))

    def close_file(self) -> None:
        """Close the file; the start page comes back."""
        self._drop_form()
        self._flush()
        self.session.close()

    def quit(self) -> None:
        """Close the window; what is being done is ended first."""
        self.close()

    def make_backup(self) -> None:
        """Say that everything is saved, and make a restore point."""
        if self.session.path is None:
            return
        self._flush()
        self.session.write(
            lambda ws, _: _backup(ws),
            lambda name: self.session.tell(
                Notice(Tone.GOOD, f"Everything is saved. Restore point: {name}.")
            ),
            title="Making a restore point",
        )

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in self.memory.recent:
            act = self._recent_menu.addAction(path.name)
            act.setToolTip(str(path))
            act.triggered.connect(lambda _=False, path=path: self.open_path(path))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction("No recent files").setEnabled(False)

    def _fill_tours(self) -> None:
        self._tour_menu.clear()
        for tour in self.session.overview.tours:
            act = self._tour_menu.addAction(tour.name)
            act.setCheckable(True)
            act.setChecked(tour.id == self.session.tour_id)
            act.triggered.connect(lambda _=False, tour=tour: self._show_tour(tour.id))
        if self._tour_menu.isEmpty():
            self._tour_menu.addAction("No tours yet").setEnabled(False)

    def _show_tour(self, tour_id: str) -> None:
        self.session.choose_tour(tour_id)
        self.go("tours")

    def _on_file(self) -> None:
        has = self.session.path is not None
        self.commands.enable(_NEED_FILE, has)
        self._show_undo()
        for name in [n for n in self.commands.by_name if n.startswith("go_")]:
            self.commands.by_name[name].setEnabled(has)
        self.sidebar.places.setEnabled(has)
        self.sidebar.foot.setEnabled(has)
        self.menu_corner.set_author(self.session.author)
        self.menu_corner.set_saved(None)
        if has and self.session.is_read_only:
            self.menu_corner.set_read_only()
        if has:
            if self._form is None:  # the form makes the file first, then the tour in it
                self.go(_FIRST_PLACE)
        else:
            self._trail, self._at = [], -1
            self.start.show_recent()
            self._show_page(self.start)
        self._show_overview()

    def _show_overview(self) -> None:
        path, tour, counts = self.session.path, self.session.tour, self.session.overview
        if path is None:
            self.sidebar.set_file("No file open", "Open or make one to begin")
            self.sidebar.set_counts({})
            self.setWindowTitle("TourPlanner")
            return
        self.setWindowTitle(f"{path.stem} - TourPlanner")
        dates = "No tour yet"
        if tour is not None:
            dates = count_words(tour.stops, "site")
            if tour.first is not None and tour.last is not None:
                dates = f"{days_words(tour.first, tour.last)}, {dates}"
        self.sidebar.set_file(tour.name if tour else path.stem, dates)
        self.sidebar.set_counts(
            {
                "sites": counts.sites,
                "tours": len(counts.tours),
                "visits": counts.notes,
                "practices": counts.practices,
            }
        )
        current = self.current_place()
        if current is not None:
            self.header.show_place(current)

    def _say_act(self, words: str) -> None:
        self.toast.left = self.sidebar.width()
        self.toast.say(words)

    def _show_undo(self) -> None:
        for name, words, what in (
            ("undo", "Undo", self.session.undo_label),
            ("redo", "Redo", self.session.redo_label),
        ):
            action = self.commands.by_name[name]
            action.setText(f"{words} {what}".strip())
            action.setEnabled(bool(what) and not self.session.is_read_only)

    # -- places ----------------------------------------------------------------------------------

    def current_place(self) -> Place | None:
        """Give the place that is shown, None where it is no place."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Place) else None

    def place(self, name: str) -> Place:
        """Give a place, made when it is first asked for."""
        if name not in self._places:
            made = make_place(name, self.session, self)
            made.header_changed.connect(lambda: self._on_header(made))
            self._places[name] = made
            self.stack.addWidget(made)
            for action in made.menu_actions():
                self._place_menu.addAction(action)
        return self._places[name]

    def go(self, name: str) -> None:
        """Show a place."""
        if self.session.path is None:
            return
        if self._current_name() != name:
            self._trail = [*self._trail[: self._at + 1], name]
            self._at = len(self._trail) - 1
        self._show_page(self.place(name))

    def _current_name(self) -> str:
        return self._trail[self._at] if 0 <= self._at < len(self._trail) else ""

    def _show_page(self, page: QWidget) -> None:
        place = page if isinstance(page, Place) else None
        self.header.setVisible(place is not None)
        self.stack.setCurrentWidget(page)
        self.sidebar.show_place(place.name if place else "")
        if place is not None:
            self.header.show_place(place)
            place.enter()
        self.status.show_place(place, f"TourPlanner {__version__}")
        can = self.commands.by_name
        can["back"].setEnabled(self._at > 0)
        can["forward"].setEnabled(self._at < len(self._trail) - 1)

    def _on_header(self, place: Place) -> None:
        if place is self.current_place():
            self.header.show_place(place)
            self.status.show_place(place, f"TourPlanner {__version__}")

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._trail):
            self._at += by
            self._show_page(self.place(self._trail[self._at]))

    def _choose_tab(self, index: int) -> None:
        place = self.current_place()
        if place is not None:
            place.choose_tab(index)

    def _tab(self, by: int) -> None:
        place = self.current_place()
        if place is not None and place.tabs:
            place.choose_tab((place.tab + by) % len(place.tabs))

    def _pane(self, by: int) -> None:
        place = self.current_place()
        panes: list[QWidget] = [self.sidebar.places]
        if place is not None:
            panes += [self.header.tabs, *place.panes()]
        else:
            panes.append(self.start.first_widget())
        panes.append(self.notices.close_button)
        panes = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
        focus = QApplication.focusWidget()
        at = next(
            (
                k
                for k, p in enumerate(panes)
                if focus is not None and (p is focus or p.isAncestorOf(focus))
            ),
            -1,
        )
        if panes:
            panes[(at + by) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self) -> None:
        place = self.current_place()
        if place is not None:
            place.start_search()

    def _to_focus(self, name: str) -> None:
        """Send an editing command to what has the keyboard, where it understands it."""
        focus = QApplication.focusWidget()
        act: Callable[[], None] | None = getattr(focus, name, None)
        if act is not None:
            act()

    # -- looks -----------------------------------------------------------------------------------

    def set_scheme(self, scheme: Scheme) -> None:
        """Draw the window in other colors."""
        self.memory.scheme = scheme
        THEME.apply(scheme=scheme)

    def set_density(self, density: Density) -> None:
        """Draw rows higher or lower."""
        self.memory.density = density
        THEME.apply(density=density)

    def set_text(self, percent: int) -> None:
        """Draw text larger or smaller."""
        self.memory.text_percent = percent
        THEME.apply(text_percent=percent)

    def fold_sidebar(self) -> None:
        """Fold the sidebar to icons, or open it."""
        folded = not self.sidebar.is_folded
        self.memory.sidebar_folded = folded
        self.sidebar.fold(folded)
        self.commands.by_name["sidebar"].setChecked(not folded)

    # -- palette, notices, help ------------------------------------------------------------------

    def open_palette(self) -> None:
        """Show the command palette."""
        self.palette_box.open_over(self)

    def _command_entries(self) -> list[Entry]:
        place = self.current_place()
        actions = [*(place.menu_actions() if place else ()), *self.commands.all()]
        return [
            Entry(
                action.text().replace("&", ""),
                key_words(action),
                str(action.property("icon_name") or "arrow-right"),
                action.trigger,
            )
            for action in actions
            if action.isEnabled() and action.objectName() != "palette"
        ]

    def _search(self, text: str, give: Callable[[Sequence[Entry]], None]) -> None:
        if self.session.path is not None:
            search.find_records(self.session, text, give, self._go_to_record)

    def _go_to_record(self, place: str, record: str) -> None:
        self.go(place)
        self.place(place).show_record(record)

    def show_notices(self) -> None:
        """Show the notices of this session again."""
        for notice in self.notices.history[-5:]:
            self.notices.put(notice)
        if not self.notices.history:
            self.notices.put(Notice(Tone.INFO, "There were no notices yet."))

    def show_keys(self) -> None:
        """Show the palette, which names every command with its key."""
        self.open_palette()

    def show_about(self) -> None:
        """Say which version this is."""
        text = f"TourPlanner {__version__}. Free software, Apache License 2.0; see NOTICES."
        self.session.tell(Notice(Tone.INFO, text))

    # -- the window itself -----------------------------------------------------------------------

    def _flush(self) -> None:
        for place in self._places.values():
            place.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast in its corner."""
        super().resizeEvent(event)
        self.toast.left = self.sidebar.width()
        self.toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Send what was typed to the disk, stop the background work, close the file."""
        self._flush()
        self.memory.geometry = self.saveGeometry()
        self.memory.save()
        self.session.jobs.close()
        event.accept()


def _backup(workspace: Workspace) -> str:
    from tourplanner.services.backup import backup

    return backup(workspace.file).path.name


def free_path(folder: Path, stem: str) -> Path:
    """Give a file name that is not taken: NAME.tour, NAME 2.tour, ..."""
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem} {number}{SUFFIX}", number + 1
    return path
