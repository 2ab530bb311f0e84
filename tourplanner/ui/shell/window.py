"""The main window: puts sidebar, header, notices, places and status together."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from tourplanner.ui.letters import LETTERS
from tourplanner.ui.memory import Memory
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.shell.around import Around
from tourplanner.ui.shell.commands import Commands, check_looks
from tourplanner.ui.shell.corner import Corner
from tourplanner.ui.shell.files import Files
from tourplanner.ui.shell.finding import Finding
from tourplanner.ui.shell.header import Header
from tourplanner.ui.shell.helping import Helping
from tourplanner.ui.shell.menus import make_menus
from tourplanner.ui.shell.navigation import START, Navigation
from tourplanner.ui.shell.sidebar import Sidebar
from tourplanner.ui.shell.status import StatusBar
from tourplanner.ui.start.filling import StartFilling
from tourplanner.ui.start.page import StartPage
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import column, pane, row
from tourplanner.ui.widgets.widths import WIDTHS

if TYPE_CHECKING:
    from tourplanner.services.workspace import Doors
    from tourplanner.ui.shell.notices import NoticeBar
    from tourplanner.ui.shell.toast import Toast
    from tourplanner.ui.sites.place import SitesPlace

NARROW = 800  # width of the window at 100 % text under which the sidebar is folded
_FIRST_PLACE = "tours"


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
        self.filling = StartFilling(self.start, self.session, memory)
        self.commands = Commands(self)
        self.finding = Finding(self, self._middle, self.session, self.nav, self.commands)
        self.helping = Helping(self.session, self.nav, self.commands)
        make_menus(self)
        THEME.changed.connect(self._show_looks)
        LETTERS.turn(memory.letter_keys)
        self._show_looks()
        self.around = Around(self)
        self._is_narrow = False
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
        session.new_tour_wished.connect(files.new_tour)
        session.passphrase_wished.connect(files.ask_passphrase)
        self.painted.connect(self._build_rest)
        self.painted.connect(self.around.show_network)
        self.painted.connect(self.filling.begin)
        session.acted.connect(self._say_act)
        self.sidebar.chosen.connect(self.nav.look_at)
        self.sidebar.entered.connect(self.nav.take_focus)
        self.status.palette_wished.connect(self.finding.open_palette)
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

        def begin(sites: SitesPlace) -> None:
            taking = sites.taking
            act = taking.start_import if path is None else partial(taking.import_file, path)
            QTimer.singleShot(0, sites, act)  # the place is drawn first

        self.nav.go("sites", begin)

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
            other = Qt.FocusReason.OtherFocusReason
            self.nav.go("sites", lambda sites: sites.first_widget().setFocus(other))
        elif self.session.path is None:
            self.nav.begin(START)
        else:
            self.nav.go(self.nav.current_name() or _FIRST_PLACE)

    def _on_file(self) -> None:
        self.around.show_file()
        if self.session.path is None:
            self.start.show_recent()
            self.nav.begin(START)
            if self.isVisible():
                self.filling.draw_soon()
        elif not self.files.has_form:  # the form makes the file first, then the tour in it
            self.nav.begin(_FIRST_PLACE)
        self.around.show_overview()

    # -- places ----------------------------------------------------------------------------------

    def current_place(self) -> Place | None:
        """Give the place that is shown, None where it is no place."""
        return self.nav.current()

    def place(self, name: str) -> Place:
        """Give a place, made when it is first asked for."""
        return self.nav.place(name)

    def go(self, name: str, then: Callable[[Any], None] | None = None) -> None:
        """Show a place; ``then`` is called with it as soon as it is there."""
        self.nav.go(name, then)

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

    # -- notices ---------------------------------------------------------------------------------

    def show_notices(self) -> None:
        """Show the notices of this session again."""
        for notice in self.notices.history[-5:]:
            self.notices.put(notice)
        if not self.notices.history:
            self.notices.put(Notice(Tone.INFO, "There were no notices yet."))

    def _say_act(self, words: str) -> None:
        self.toast.say(words, self.session.jobs.wrote)

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
