"""The main window: puts sidebar, header, notices, places and status together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from tourplanner import __version__
from tourplanner.core.errors import TourPlannerError
from tourplanner.ui.letters import LETTERS
from tourplanner.ui.memory import Memory
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.shell.commands import check_looks, key_words
from tourplanner.ui.shell.corner import Corner
from tourplanner.ui.shell.files import Files
from tourplanner.ui.shell.header import Header
from tourplanner.ui.shell.menus import TourMenu, make_menus
from tourplanner.ui.shell.navigation import START, Navigation
from tourplanner.ui.shell.sidebar import SETTINGS, Sidebar
from tourplanner.ui.shell.status import StatusBar
from tourplanner.ui.start.page import StartPage
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import column, pane, row
from tourplanner.ui.widgets.widths import WIDTHS
from tourplanner.ui.words import count_words, days_words, window_times

if TYPE_CHECKING:
    from tourplanner.services.workspace import Doors
    from tourplanner.ui.help.place import HelpPlace
    from tourplanner.ui.shell.beside import Beside
    from tourplanner.ui.shell.notices import NoticeBar
    from tourplanner.ui.shell.palette import Entry, Palette
    from tourplanner.ui.shell.toast import Toast

NARROW = 800  # width of the window at 100 % text under which the sidebar is folded
_NEED_FILE = ("close_file", "backup", "seal", "new_tour", "import")
_FIRST_PLACE = "tours"
HELP = "help"
ANY_ICON = "arrow-right"
MAP_MS = 1500  # after the first paint: it takes the processor, and a file comes first
READY_MS = 300  # after the first paint; who opens a file at once needs no list of what is there


class MainWindow(QMainWindow):
    """One window with at most one office file.

    Signals
    -------
    painted : there is something to see for the first time; what can wait until then begins now.
    """

    painted = Signal()

    def __init__(self, doors: Doors, memory: Memory, documents: Path) -> None:
        super().__init__()
        self.memory = WIDTHS.memory = memory
        self.session = Session(doors, memory, self)
        self.setWindowTitle("TourPlanner")
        self.setMinimumSize(760, 480)
        self._build()
        self.nav = Navigation(self.session, self.header, self.stack, self.start)
        self.files = Files(self.session, self.stack, documents)
        self.commands = make_menus(self)
        THEME.changed.connect(self._show_looks)
        LETTERS.turn(memory.letter_keys)
        self._show_looks()
        self._tour_menu = TourMenu(self.commands, self)
        self._is_narrow = False
        self._shown = START
        self._connect()
        self._on_file()
        if memory.geometry is None or not self.restoreGeometry(memory.geometry):
            self.resize(1280, 800)
        self._fold(memory.sidebar_folded)
        THEME.changed.connect(self._fit)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        whole = pane("canvas")
        outer = column(whole)
        middle = row(gap=0)
        self.sidebar = Sidebar()
        self.header = Header()
        self.stack = QStackedWidget()
        self.start = StartPage(self.memory)
        self._right = column()
        self._right.addWidget(self.header)
        self._right.addWidget(self.stack, 1)
        middle.addWidget(self.sidebar)
        middle.addLayout(self._right, 1)
        self._middle = middle
        outer.addLayout(middle, 1)
        self.status = StatusBar(self.session.jobs)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        whole.installEventFilter(self)
        self.menu_corner = Corner()
        self.menu_corner.changed.connect(self._place_corner)
        self._place_corner()
        for part in (self.sidebar, self.status, self.menuBar(), self.start):
            THEME.dress(part)

    def _build_rest(self) -> None:
        """Make what is not seen in the first paint, which needs not wait for it."""
        from tourplanner.ui.shell.drops import FileDrops
        from tourplanner.ui.widgets.focus_ring import FocusRing

        THEME.dress(self.header)
        self.ring = FocusRing(self)
        self.drops = FileDrops(self)
        for part in (self.notices, self.toast):
            part.ensurePolished()

    @cached_property
    def notices(self) -> NoticeBar:
        """The bar of notices, over the place."""
        from tourplanner.ui.shell.notices import NoticeBar

        made = NoticeBar()
        self._right.insertWidget(1, made)
        THEME.dress(made)
        self.files.opening.connect(made.clear)
        return made

    @cached_property
    def toast(self) -> Toast:
        """What was just done, with Undo beside it, over the foot of the window."""
        from tourplanner.ui.shell.toast import Toast

        made = Toast(self, self.status)
        THEME.dress(made)
        made.undo.connect(self.session.undo)
        self.session.changed.connect(lambda changes: made.follow(changes.action_id))
        self.session.file_changed.connect(made.end)
        self.files.opening.connect(made.end)
        return made

    def _place_corner(self) -> None:
        # A menu bar asks its corner for a size only when it is put there.
        self.menuBar().setCornerWidget(self.menu_corner, Qt.Corner.TopRightCorner)
        self.menu_corner.show()

    def _connect(self) -> None:
        session, files = self.session, self.files
        session.noticed.connect(lambda notice: self.notices.put(notice))
        session.file_changed.connect(self._on_file)
        session.overviewed.connect(self._show_overview)
        session.tour_chosen.connect(self._show_overview)
        session.saved.connect(lambda: self.menu_corner.set_saved(session.saved_at))
        session.unsaved.connect(self.menu_corner.set_unsaved)
        session.saving.connect(self._show_saving)
        session.new_tour_wished.connect(files.new_tour)
        session.passphrase_wished.connect(files.ask_passphrase)
        session.undo_changed.connect(self._show_undo)
        session.network_changed.connect(self._show_network)
        self.painted.connect(self._build_rest)
        self.painted.connect(self._show_network)
        self.painted.connect(lambda: QTimer.singleShot(READY_MS, self, self._read_ready))
        self.painted.connect(lambda: QTimer.singleShot(MAP_MS, self, self._draw_start))
        session.acted.connect(self._say_act)
        self.sidebar.chosen.connect(self.nav.look_at)
        self.sidebar.entered.connect(self.nav.take_focus)
        self.nav.moved.connect(self._show_where)
        self.status.palette_wished.connect(self.open_palette)
        files.leaving.connect(self._flush)
        files.form_shown.connect(self.nav.show_page)
        # Where the way goes on from the form is made while somebody types in it.
        files.form_shown.connect(
            lambda _: QTimer.singleShot(0, self, lambda: self.nav.prepare("sites"))
        )
        files.form_ended.connect(self._end_form)
        self.start.new_wished.connect(files.new_file)
        self.start.open_wished.connect(self.open_file)
        self.start.sample_wished.connect(files.open_sample)
        self.start.file_wished.connect(files.open_path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say that the window has been painted, once."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False

    # -- files -----------------------------------------------------------------------------------

    def open_file(self) -> None:
        """Ask for a file and open it."""
        self.files.ask_and_open(self)

    def open_path(self, path: Path) -> None:
        """Open a file."""
        self.files.open_path(path)

    def import_list(self, path: Path | None = None) -> None:
        """Import a list of sites: from a file, or from one that is asked for there."""
        from tourplanner.ui.sites.place import SitesPlace

        self.nav.go("sites")
        place = self.nav.place("sites")
        assert isinstance(place, SitesPlace)
        begin = (
            place.taking.start_import if path is None else partial(place.taking.import_file, path)
        )
        QTimer.singleShot(0, place, begin)  # the place is drawn first

    def quit(self) -> None:
        """Close the window; what is being done is ended first."""
        self.close()

    def show_tour(self, tour_id: str) -> None:
        """Show a tour of the file on its board."""
        self.session.choose_tour(tour_id)
        self.nav.go("tours")

    def _end_form(self, tour_id: str) -> None:
        if tour_id:
            self.session.choose_tour(tour_id)
            self.nav.go("sites")
            self.nav.place("sites").first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.session.path is None:
            self.nav.begin(START)
        else:
            self.nav.go(self.nav.current_name() or _FIRST_PLACE)

    def _on_file(self) -> None:
        has = self.session.path is not None
        self.commands.enable(_NEED_FILE, has)
        self._show_undo()
        self.sidebar.places.setEnabled(has)
        self.menu_corner.set_author(self.session.author)
        self.menu_corner.set_saved(None)
        if has and self.session.is_read_only:
            self.menu_corner.set_read_only()
        if not has:
            self.start.show_recent()
            self.nav.begin(START)
            if self.isVisible():
                QTimer.singleShot(MAP_MS, self, self._draw_start)
        elif not self.files.has_form:  # the form makes the file first, then the tour in it
            self.nav.begin(_FIRST_PLACE)
        self._show_overview()

    # -- what the parts around the place show ----------------------------------------------------

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
        current = self.nav.current()
        if current is not None:
            self.header.show_place(current)

    def _show_where(self) -> None:
        place = self.nav.current()
        if self._shown != self.nav.shown_name():
            self._shown = self.nav.shown_name()
            self.notices.leave_place()
        self.sidebar.show_place(self.nav.shown_name())
        is_alone = place is not None and place.is_alone
        for part in (self.menuBar(), self.sidebar, self.status):
            if part.isHidden() != is_alone:  # Qt lays a part out anew each time when it is told
                part.setVisible(not is_alone)
        self.status.show_place(place, f"TourPlanner {__version__}")
        self._tour_menu.show_place(place)
        by_name, has = self.commands.by_name, self.session.path is not None
        by_name["back"].setEnabled(self.nav.can_step(-1))
        by_name["forward"].setEnabled(self.nav.can_step(1))
        for name in (n for n in by_name if n.startswith("go_")):
            by_name[name].setEnabled(has or name == f"go_{SETTINGS.name}")

    def _read_ready(self) -> None:
        """Say on the start page what works without the network, where it is still shown."""
        if not self.start.isVisible():
            return

        def read(_: object, __: object) -> list[tuple[str, str]]:
            from tourplanner.ui.start.ready import ready_lines

            return ready_lines(self.session.doors.reference().shipped)

        self.session.jobs.read(read, self.start.show_ready, topic="ready", needs_file=False)

    def _draw_start(self) -> None:
        """Draw the map of the office's state on the start page, else of the first that ships."""
        if not self.start.isVisible():
            return

        def read(_: object, __: object) -> str:
            from tourplanner.ui.start.ready import first_state

            return first_state(self.session.doors.reference().shipped)

        def draw(state: str) -> None:
            self.start.map.begin(self.session, self.memory.home_state or state)

        self.session.jobs.read(read, draw, topic="start-state", needs_file=False)

    def _show_saving(self, is_slow: bool) -> None:
        if is_slow:
            self.menu_corner.set_saved(None, saving=True)
        elif self.menu_corner.is_saving:
            self.menu_corner.set_saved(self.session.saved_at)

    def _say_act(self, words: str) -> None:
        self.toast.say(words, self.session.jobs.wrote)

    def _show_network(self) -> None:
        try:
            is_on = self.session.doors.network().is_on()
        except TourPlannerError:  # settings that cannot be read keep the network off
            is_on = False
        self.menu_corner.set_network(is_on)

    def _show_undo(self) -> None:
        for name, words, what in (
            ("undo", "Undo", self.session.undo_label),
            ("redo", "Redo", self.session.redo_label),
        ):
            action = self.commands.by_name[name]
            action.setText(f"{words} {window_times(what, is_sentence=False)}".strip())
            action.setEnabled(bool(what) and not self.session.is_read_only)

    # -- places ----------------------------------------------------------------------------------

    def current_place(self) -> Place | None:
        """Give the place that is shown, None where it is no place."""
        return self.nav.current()

    def place(self, name: str) -> Place:
        """Give a place, made when it is first asked for."""
        return self.nav.place(name)

    def go(self, name: str) -> None:
        """Show a place."""
        self.nav.go(name)

    def next_pane(self, by: int) -> None:
        """Give the keyboard to the next pane, or the one before."""
        places, close = self.sidebar.places, self.notices.close_button
        self.nav.next_pane(by, places, self.start.first_widget(), close)

    # -- looks -----------------------------------------------------------------------------------

    def _show_looks(self) -> None:
        memory = self.memory
        check_looks(self.commands, memory.scheme, memory.density, memory.text_percent)

    def fold_sidebar(self) -> None:
        """Fold the sidebar to icons, or open it; what is wished in a narrow window is not kept."""
        folded = not self.sidebar.is_folded
        if not self._is_narrow:
            self.memory.sidebar_folded = folded
        self._fold(folded)

    def _fold(self, folded: bool) -> None:
        self.sidebar.fold(folded)
        self.commands.by_name["sidebar"].setChecked(not folded)

    def _fit(self) -> None:
        """Leave the room to the place where there is little: large text, or a small window."""
        narrow = self.width() < look().px(NARROW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._fold(narrow or self.memory.sidebar_folded)

    # -- palette, notices, help ------------------------------------------------------------------

    @cached_property
    def palette_box(self) -> Palette:
        """The command palette, made when it is first wished."""
        from tourplanner.ui.shell.palette import Palette

        made = Palette(self, self._command_entries, self._search)
        THEME.dress(made)
        return made

    def open_palette(self) -> None:
        """Show the command palette."""
        self.palette_box.open_over(self)

    def _command_entries(self) -> list[Entry]:
        from tourplanner.ui.shell.palette import Entry

        place = self.nav.current()
        actions = [*(place.menu_actions() if place else ()), *self.commands.all()]
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

        if self.session.path is not None:
            search.find_records(self.session, text, give, self._go_to_record, self.open_beside)

    @cached_property
    def beside(self) -> Beside:
        """The card at the right, made when the first record is opened in it."""
        from tourplanner.ui.shell.beside import Beside

        made = Beside(self.session, self._go_to_record)
        self._middle.addWidget(made)
        THEME.dress(made)
        return made

    def open_beside(self, kind: str, record: str) -> None:
        """Show the card of a record beside the place that is shown."""
        self.beside.show_record(kind, record)

    def _go_to_record(self, place: str, record: str) -> None:
        self.nav.go(place)
        self.nav.place(place).show_record(record)

    def show_notices(self) -> None:
        """Show the notices of this session again."""
        for notice in self.notices.history[-5:]:
            self.notices.put(notice)
        if not self.notices.history:
            self.notices.put(Notice(Tone.INFO, "There were no notices yet."))

    def show_help(self) -> None:
        """Show the help of the screen; on the help itself, go back to it."""
        place = self.nav.current()
        if place is not None and place.name == HELP:
            self.nav.step(-1)
            return
        page = self._help()
        page.show_help_of(place.name if place is not None else "")
        self.nav.go(page.name)

    def show_keys(self) -> None:
        """Show every key that works in the place that is shown."""
        page = self._help()
        page.choose_keys()
        self.nav.go(page.name)

    def _help(self) -> HelpPlace:
        from tourplanner.ui.help.keys import IN_LISTS, keys_of
        from tourplanner.ui.help.place import HelpPlace

        page = self.nav.place(HELP)
        assert isinstance(page, HelpPlace)
        place = self.nav.current()
        if place is not page:
            own = keys_of(place.findChildren(QAction)) if place is not None else []
            everywhere = keys_of(self.commands.by_name.values())
            title = place.title if place is not None else "Start"
            page.set_keys([(title, own), ("Everywhere", everywhere), ("In lists", IN_LISTS)])
        return page

    def show_about(self) -> None:
        """Say which version this is."""
        text = f"TourPlanner {__version__}. Free software, Apache License 2.0; see NOTICES."
        self.session.tell(Notice(Tone.INFO, text))

    # -- the window itself -----------------------------------------------------------------------

    def _flush(self) -> None:
        for place in self.nav.all_made():
            place.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar where there is little room; keep what was done at its foot."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Send what was typed to the disk, stop the background work, close the file."""
        self._flush()
        self.memory.geometry = self.saveGeometry()
        self.memory.save()
        self.session.jobs.close()
        event.accept()
