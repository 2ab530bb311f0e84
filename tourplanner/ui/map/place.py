"""The place of the map: the tour on a web map or a plain one, and the same as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.services.maps import MarkKind, ScreenMap
from tourplanner.services.partner_links import LINKS
from tourplanner.ui.map.acts import MapActs
from tourplanner.ui.map.both import BothMaps
from tourplanner.ui.map.choice import with_extra
from tourplanner.ui.map.choosing import Choosing
from tourplanner.ui.map.controls import MapStack
from tourplanner.ui.map.ground import GroundPaths
from tourplanner.ui.map.heads import no_points_words, tab_names
from tourplanner.ui.map.list import ChoiceBar, MapList
from tourplanner.ui.map.moving import Moving
from tourplanner.ui.map.over import AT, Overlays
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.papers import MapPapers
from tourplanner.ui.map.plain import PlainMap
from tourplanner.ui.map.reading import Seen, read_map
from tourplanner.ui.map.split import MapSplit
from tourplanner.ui.map.words import page_data
from tourplanner.ui.messages import notice_for
from tourplanner.ui.place import OF_THE_TIMES, Place, go_to
from tourplanner.ui.session import Session
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.map.web import WebMap


class MapPlace(Place):
    """Map and list; the choice in one is the choice in the other."""

    name = "map"
    title = "Map"
    icon = "map"
    kinds = OF_THE_TIMES | {"partner", *LINKS}
    maps: BothMaps
    papers: MapPapers
    choosing: Choosing
    moving: Moving

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown: ScreenMap | None = None
        self._read: ScreenMap | None = None  # the same without what layers add
        self.chosen = ""
        self._ground: GroundPaths | None = None
        self._shown_tour = ""
        self._to_show = ""  # a site that is to be chosen when the map is there
        self.acts = MapActs(self)
        self.primary = self.acts.press
        self.others = [self.acts.move, self.acts.print, self.acts.picture]
        self.own = OwnMap(session)
        self.stack = MapStack(session.memory)
        # Before the map, where Tab goes from mark to mark.
        self.stack.show_picks(self.acts.within, self.acts.lasso)
        self.over = Overlays(session, self.stack, lambda: self._read)
        self.maps = BothMaps(session, self.stack, self.own, self.over)
        self.papers = MapPapers(session, self, self.plain.drawing, self.own)
        self.choosing = Choosing(session, self.stack, self.over, lambda: self._read, self.view)
        self.moving = Moving(session, self.maps, self.choosing, lambda: self.shown)
        self.list = MapList(ChoiceBar(self.acts.mark, self.acts.point, self.acts.all))
        self.empty = EmptyState("")
        self.split = MapSplit(session.memory, self.stack, self.list)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        self.page.addWidget(self.pages)
        self._connect()
        self._show_actions()

    def _connect(self) -> None:
        self.maps.picked.connect(self._on_any_pick)
        self.maps.picked_on_page.connect(self._on_page_pick)
        self.maps.opened.connect(self.open_chosen)
        self.list.picked.connect(self._on_list)
        self.list.opened.connect(lambda _: self.open_chosen())
        self.list.table.installEventFilter(self)
        self.own.changed.connect(self._show_actions)
        self.over.changed.connect(self._show_over)
        self.choosing.changed.connect(self._on_choice)
        self.moving.changed.connect(self._show_actions)
        self.plain.cleared.connect(self.choosing.clear)
        self.stack.minutes_changed.connect(lambda _: self._on_minutes())
        self.session.file_changed.connect(self._on_file)

    @property
    def plain(self) -> PlainMap:
        """The plain map."""
        return self.maps.plain

    @property
    def web(self) -> WebMap | None:
        """The web map, where there is one."""
        return self.maps.web

    def view(self) -> PlainMap | WebMap:
        """Give the map that is seen."""
        return self.maps.view()

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the map of the tour that is shown."""
        tour_id, known = self.session.tour_id, self._ground
        if self.session.path is None or not tour_id:
            self._say_empty("No tour in this file yet.", "Tour menu: New tour in this file.")
            return
        if self.shown is None:
            self._say_empty("Drawing the map", "")
        can_move = not self.session.is_read_only
        bounds = known.bounds if known is not None else None
        has_page = bool(self.maps.page)
        self.own.look()

        def work(workspace: Workspace, _: Progress) -> Seen:
            return read_map(workspace, tour_id, bounds, has_page=has_page, can_move=can_move)

        self.session.read(work, self._show, self._on_failed, topic="map")

    def _on_failed(self, error: BaseException) -> None:
        notice = notice_for(error)
        self._say_empty(notice.text if notice else "", "")

    def _show(self, seen: Seen) -> None:
        if seen.screen.bounds is None:
            self._on_no_points(seen.screen)
            return
        if self._shown_tour not in ("", seen.screen.tour_id):
            # Lines and schools near are another's.
            self.over.forget()
            self.choosing.clear()
            self.plain.show_over([], [])
        self._read = seen.screen
        self.shown = screen = self._with_more(seen.screen)
        data = seen.data if screen is seen.screen else self._page_data(screen)
        if seen.ground is not None:
            self._ground = seen.ground
        if screen.mark(self.chosen) is None:
            self.chosen = ""
        self._show_tabs(screen)
        self.plain.drawing.day = self.day
        self.maps.show_map(screen, data, self._ground, seen.page)
        self._show_list()
        self.choosing.renew()
        self.pages.setCurrentWidget(self.split)
        if self.hasFocus():  # it had nothing else to give the keyboard to
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        kinds = [mark.kind for mark in screen.marks]
        self.stack.set_count("stops", kinds.count(MarkKind.STOP))
        self.stack.set_count("candidates", kinds.count(MarkKind.CANDIDATE))
        self.stack.show_controls(True)
        if seen.page is None:
            self.maps.show_over(screen)
            self.maps.show_choice(self.choosing.choice)
        self._shown_tour = screen.tour_id
        self.over.renew()
        self._show_actions()
        self._show_wished()
        self.maps.want_web_soon()

    def _page_data(self, screen: ScreenMap) -> str:
        return page_data(screen, can_move=not self.session.is_read_only)

    def _on_no_points(self, screen: ScreenMap) -> None:
        self.shown = None
        self._say_empty(*no_points_words(screen))

    def _say_empty(self, sentence: str, else_how: str) -> None:
        self.empty.say(sentence, else_how)
        self.pages.setCurrentWidget(self.empty)
        if self.shown is None or not self.session.tour_id:
            self.shown = None
            self.tabs, self.tab = [], 0
        self._show_actions()

    def _on_file(self) -> None:
        self.maps.show_nothing()
        self.over.forget()
        self.choosing.clear()
        self._read = self.shown = self._ground = None
        self.chosen, self._shown_tour = "", ""
        self.moving.end()

    # -- days ------------------------------------------------------------------------------------

    @property
    def day(self) -> int | None:
        """The day that is shown, None for the whole tour."""
        return self.tab - 1 if self.tab > 0 else None

    def _show_tabs(self, screen: ScreenMap) -> None:
        names = tab_names(screen)
        if screen.tour_id != self._shown_tour or self.tab >= len(names):
            self.tab = 0
        self.tabs = names
        self.header_note = "" if screen.days else "Nothing is planned yet: Tours, Ctrl+2"

    def on_tab(self) -> None:
        """Show another day, or all."""
        if self.shown is not None:
            self._show_list()
            self.maps.show_day(self.day)

    # -- the choice ------------------------------------------------------------------------------

    def _on_pick(self, mark_id: str) -> None:
        """A mark was chosen on a map."""
        self._choose(mark_id)
        self.list.select(mark_id)

    def _on_list(self, mark_id: str) -> None:
        """A row was chosen in the list."""
        self._choose(mark_id)
        self.maps.select(mark_id)

    def _on_page_pick(self, mark_id: str) -> None:
        if mark_id.startswith(AT):
            self._on_any_pick(mark_id)
        elif self.shown is not None and self.shown.mark(mark_id) is not None:
            self._on_pick(mark_id)
            self.plain.select(mark_id)

    def _on_any_pick(self, mark_id: str) -> None:
        """A mark was chosen on the plain map, or a school of the layer over it."""
        if not mark_id.startswith(AT):
            self._on_pick(mark_id)
        elif school := self.over.pick(mark_id):
            self._show_over()
            self.list.select(school)
            self._on_list(school)

    def _show_over(self) -> None:
        """Show the layers over the tour, on both maps and in the list."""
        self._show_more()
        self.choosing.renew()

    def _on_choice(self) -> None:
        """Show other sites that were picked out, or all again."""
        choice = self.choosing.choice
        if choice is not None and self.day is not None:
            self.choose_tab(0)  # they may be on any day
        self._show_more()
        self._show_list()
        self.maps.show_choice(choice)
        if choice is not None:
            announce(self.list.table, self.list.model.rows[0].spoken)
        self._show_actions()

    def _with_more(self, screen: ScreenMap) -> ScreenMap:
        """Give a map with the schools that layers and picking add."""
        return with_extra(self.over.with_schools(screen), self.choosing.choice)

    def _show_more(self) -> None:
        if self._read is None:
            return
        before = self.shown
        self.shown = self._with_more(self._read)
        if before is None or before.marks != self.shown.marks:
            self.maps.show_map(self.shown, self._page_data(self.shown), self._ground)
        self._show_list()
        self.maps.show_over(self.shown)
        if self.shown.mark(self.chosen) is None:
            self._choose("")

    def _show_list(self) -> None:
        shown = self.shown
        if shown is not None:
            self.list.show_map(shown, self.day, self.choosing.choice, self.over.twins(shown))

    def _choose(self, mark_id: str) -> None:
        self.chosen = mark_id
        self._show_actions()

    def _on_minutes(self) -> None:
        self._show_actions()
        self.choosing.other_minutes()

    # -- sites -----------------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """Show the chosen site in Sites."""
        mark = self.shown.mark(self.chosen) if self.shown is not None else None
        if mark is None:
            return
        if mark.site:
            go_to(self, "sites", lambda sites: sites.show_record(mark.site))
        elif mark.kind is MarkKind.SCHOOL:
            code = mark.id.partition(":")[2]
            go_to(self, "sites", lambda sites: sites.show_school(code))

    def show_record(self, record: str) -> None:
        """Choose a site, now or when the map is there."""
        self._to_show = record
        self._show_wished()

    def _show_wished(self) -> None:
        marks = self.shown.marks if self.shown is not None else ()
        mark = next((mark for mark in marks if self._to_show and mark.site == self._to_show), None)
        if mark is not None:
            self._to_show = ""
            if self.day is not None:
                self.choose_tab(0)
            self.list.select(mark.id)
            self._on_list(mark.id)

    # -- for the window --------------------------------------------------------------------------

    def enter(self) -> None:
        """The map is shown: as wished, which may have been changed in the settings."""
        if self.acts.plain.isChecked() != self.session.memory.plain_map:
            self.acts.plain.trigger()
        super().enter()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the web map when the place is shown."""
        super().showEvent(event)
        self.maps.watch_window()
        self.maps.want_web_soon()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the whole list back with Esc."""
        is_esc = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_esc and event.type() == QEvent.Type.KeyPress and self.choosing.choice is not None:
            self.choosing.clear()
            return True
        return False

    def _show_actions(self) -> None:
        shown = self.shown
        has = shown is not None
        self.acts.show(
            has_map=has,
            has_days=shown is not None and bool(shown.days),
            mark=shown.mark(self.chosen) if shown is not None else None,
            choice=self.choosing.choice,
            to_mark=len(self.choosing.to_mark()),
            minutes=self.stack.minutes.value(),
            is_moving=self.moving.is_on,
            can_write=not self.session.is_read_only,
            has_own=self.own.tiles is not None and self.own.server is None,
        )
        self.stack.show_controls(has)
        self.status_words = [("map", self.own.source)] if has else []
        if shown is not None and any(day.is_estimate for day in shown.days):
            self.status_words.append(("signpost", "Lines and minutes are estimates"))
        self.header_changed.emit()

    def menu_actions(self) -> list[QAction]:
        """Give everything that can be done here."""
        return self.acts.in_menu()

    def first_widget(self) -> QWidget:
        """Give the list: it is the map's equal, and first."""
        return self.list.table

    def panes(self) -> list[QWidget]:
        """Give list, map and layers."""
        return [self.list.table, self.view(), self.stack.fold]

    def flush(self) -> None:
        """Write a pin that was just nudged."""
        self.plain.write_nudge()
