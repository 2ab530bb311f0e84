"""The place of the map: the tour on a web map or a plain one, and the same as a list."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from tourplanner.core.geo import great_circle_m
from tourplanner.core.papers.map import Bounds
from tourplanner.services.maps import MapService, MarkKind, ScreenMap
from tourplanner.ui.map.choice import START, with_extra
from tourplanner.ui.map.choosing import Choosing
from tourplanner.ui.map.controls import MapStack
from tourplanner.ui.map.ground import GroundPaths, make_paths
from tourplanner.ui.map.list import ChoiceBar, MapList
from tourplanner.ui.map.over import AT, Overlays
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.papers import MapPapers
from tourplanner.ui.map.plain import PlainMap
from tourplanner.ui.map.words import miles_words, moved_point, near_point, page_data
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.place import Goes, Place
from tourplanner.ui.session import Session
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import count_words, day_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.map.web import WebMap

PLAIN_WISHED = "TOURPLANNER_PLAIN_MAP"  # set to 1 where a machine's graphics are broken
_WIDE_DAYS = 4  # so many days have their date in the tab


@dataclass(frozen=True)
class Seen:
    """What the background read: the map, its data for the page, and new ground where needed."""

    screen: ScreenMap
    data: str
    ground: GroundPaths | None
    page: bytes | None


class MapPlace(Place):
    """Map and list; the choice in one is the choice in the other."""

    name = "map"
    title = "Map"
    icon = "map"
    kinds = frozenset({"tour", "stop", "site", "variant", "leg", "place"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown: ScreenMap | None = None
        self._read: ScreenMap | None = None  # the same without what layers add
        self.data = ""
        self.page_bytes = b""
        self.chosen = ""
        self.web: WebMap | None = None
        self._ground: GroundPaths | None = None
        self._web_failed = False
        self._shown_tour = ""
        self._to_show = ""  # a site that is to be chosen when the map is there
        self.primary = self.action("Map for the press…", self.write_press, "megaphone")
        self.move_action = self.action(
            "Move pins",
            self.toggle_moving,
            "move",
            "Ctrl+M",
            "Drag a site's pin, or Alt and arrows",
        )
        self.print_action = self.action("Print map…", self.print, "printer", "Ctrl+P")
        self.picture_action = self.action(
            "Save picture…", self.save_picture, "image", tip="SVG or PNG, with the list of stops"
        )
        self.plain_action = self.action("Plain map", self.toggle_plain)
        self.plain_action.setCheckable(True)
        self.plain_action.setChecked(session.memory.plain_map)
        self.own_action = self.action(
            "Own base map…", self.choose_own, tip="A PMTiles or MBTiles file of yours"
        )
        self.built_in_action = self.action("Built-in base map", self.remove_own)
        self.open_action = self.action("Open site", self.open_chosen, "school")
        self.within_action = self.action("Within", self.pick_within, "timer", "Ctrl+Shift+W")
        self.lasso_action = self.action(
            "Lasso", self.lasso, "lasso", "Ctrl+Shift+A", "Draw around sites"
        )
        self.point_action = self.action("Other start…", self.pick_start, "crosshair")
        self.mark_action = self.action("Mark as may", self.mark_picked, "circle")
        self.all_action = self.action("Show all", self.show_all, "x")
        self.others = [self.move_action, self.print_action, self.picture_action]
        self.is_moving = False
        self.own = OwnMap(session)
        self.plain = PlainMap(self.own)
        self.papers = MapPapers(session, self, self.plain, self.own)
        self.stack = MapStack()
        # Before the map, where Tab goes from mark to mark.
        self.stack.show_picks(self.within_action, self.lasso_action)
        self.stack.addWidget(self.plain)
        self.list = MapList(ChoiceBar(self.mark_action, self.point_action, self.all_action))
        self.empty = EmptyState("")
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.list)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.setStretchFactor(0, 1)
        state = session.memory.splitter("map")
        if state is None or not self.split.restoreState(state):
            self.split.setSizes([10_000, min(look().px(312), 380)])
        self.split.splitterMoved.connect(
            lambda: session.memory.set_splitter("map", self.split.saveState())
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        self.page.addWidget(self.pages)
        self.plain.picked.connect(self._on_any_pick)
        self.plain.moved.connect(self._on_moved)
        self.plain.opened.connect(lambda _: self.open_chosen())
        self.list.picked.connect(self._on_list)
        self.list.opened.connect(lambda _: self.open_chosen())
        self.stack.layers_changed.connect(self._on_layers)
        self.over = Overlays(session, self.stack, lambda: self._read)
        self.own.changed.connect(self._on_own)
        self.over.changed.connect(self._show_over)
        self.choosing = Choosing(session, self.stack, self.over, lambda: self._read, self.view)
        self.choosing.changed.connect(self._on_choice)
        self.stack.minutes_changed.connect(lambda _: self._on_minutes())
        self.plain.cleared.connect(self.choosing.clear)
        self.list.table.installEventFilter(self)
        self.stack.zoomed.connect(lambda steps: self.view().zoom(steps))
        self.stack.fitted.connect(lambda: self.view().fit())
        session.file_changed.connect(self._on_file)
        self._watched: QWidget | None = None
        self._show_actions()

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
        has_page = bool(self.page_bytes)
        self.own.look()

        def work(workspace: Workspace, _: Progress) -> Seen:
            return read_map(workspace, tour_id, bounds, has_page=has_page, can_move=can_move)

        self.session.read(work, self._show, self._on_failed, topic="map")

    def _on_failed(self, error: BaseException) -> None:
        notice = notice_for(error)
        self._say_empty(notice.text if notice else "", "")

    def _show(self, seen: Seen) -> None:
        screen = seen.screen
        if screen.bounds is None:
            self._on_no_points(screen)
            return
        if self._shown_tour not in ("", screen.tour_id):  # lines and schools near are another's
            self.over.forget()
            self.choosing.clear()
            self.plain.show_over([])
        self._read, self.data = screen, seen.data
        self.shown = screen = self._with_more(screen)
        if screen is not self._read:
            self.data = page_data(screen, can_move=not self.session.is_read_only)
        if seen.ground is not None:
            self._ground = seen.ground
        if seen.page is not None:
            self.page_bytes = seen.page
        if screen.mark(self.chosen) is None:
            self.chosen = ""
        self._show_tabs(screen)
        day = self.day
        if self.plain.day != day:
            self.plain.day = day
        self.plain.show_map(screen, self._ground)
        self.list.show_map(screen, day, self.choosing.choice)
        self.choosing.renew()
        self.pages.setCurrentWidget(self.split)
        if self.hasFocus():  # it had nothing else to give the keyboard to
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        kinds = [mark.kind for mark in screen.marks]
        self.stack.set_count("stops", kinds.count(MarkKind.STOP))
        self.stack.set_count("candidates", kinds.count(MarkKind.CANDIDATE))
        self.stack.show_controls(True)
        if self.web is not None and seen.page is not None:
            self.web.load(seen.page)
        elif self.web is not None:
            self.web.show_data(self.data)
            self.over.give(self.web)
            self.web.show_choice(self.choosing.choice)
        self._shown_tour = screen.tour_id
        self._show_actions()
        self._show_wished()
        # The plain map is painted first; a web map costs half a second.
        QTimer.singleShot(0, self, self._want_web)

    def _on_no_points(self, screen: ScreenMap) -> None:
        self.shown = None
        if screen.without_point:
            count = count_words(len(screen.without_point), "site")
            self._say_empty(
                f"None of the {count} of this tour has a point yet."
                if len(screen.without_point) > 1
                else f"{screen.without_point[0]} has no point yet.",
                "Sites, Ctrl+1: look at a site and give it an address or a point.",
            )
        else:
            self._say_empty(
                "No place of this tour is known yet.",
                "Sites, Ctrl+1: search the school directory and mark schools for the tour.",
            )

    def _say_empty(self, sentence: str, else_how: str) -> None:
        self.empty.say(sentence, else_how)
        self.pages.setCurrentWidget(self.empty)
        if self.shown is None or not self.session.tour_id:
            self.shown = None
            self.tabs, self.tab = [], 0
        self._show_actions()

    # -- days ------------------------------------------------------------------------------------

    @property
    def day(self) -> int | None:
        """The day that is shown, None for the whole tour."""
        return self.tab - 1 if self.tab > 0 else None

    def _show_tabs(self, screen: ScreenMap) -> None:
        names = [("Whole tour", "")]
        for day in screen.days:
            words = day_words(day.date)
            weekday, _, rest = words.partition(", ")
            short = weekday if len(screen.days) <= 7 else rest.split()[-1]
            names.append((words if len(screen.days) <= _WIDE_DAYS else short, ""))
        if screen.tour_id != self._shown_tour or self.tab >= len(names):
            self.tab = 0
        self.tabs = names
        self.header_note = "" if screen.days else "Nothing is planned yet: Tours, Ctrl+2"

    def on_tab(self) -> None:
        """Show another day, or all."""
        if self.shown is None:
            return
        self.plain.show_day(self.day)
        self.list.show_map(self.shown, self.day, self.choosing.choice)
        if self.web is not None:
            self.web.show_day(self.day)

    # -- the choice ------------------------------------------------------------------------------

    def _on_pick(self, mark_id: str) -> None:
        """A mark was chosen on a map."""
        self._choose(mark_id)
        self.list.select(mark_id)

    def _on_list(self, mark_id: str) -> None:
        """A row was chosen in the list."""
        self._choose(mark_id)
        self.plain.select(mark_id)
        if self.web is not None:
            self.web.select(mark_id)

    def _on_web_pick(self, mark_id: str) -> None:
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
        if self.choosing.choice is not None and self.day is not None:
            self.choose_tab(0)  # they may be on any day
        self._show_more()
        if self.shown is not None:
            self.list.show_map(self.shown, self.day, self.choosing.choice)
        self.plain.show_choice(self.choosing.choice)
        if self.web is not None:
            self.web.show_choice(self.choosing.choice)
        if self.choosing.choice is not None:
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
        self.plain.show_over(self.over.drawn())
        if before is None or before.marks != self.shown.marks:
            self.data = page_data(self.shown, can_move=not self.session.is_read_only)
            self.plain.show_map(self.shown, self._ground)
            self.list.show_map(self.shown, self.day, self.choosing.choice)
            if self.web is not None:
                self.web.show_data(self.data)
        if self.web is not None:
            self.over.give(self.web)
        if self.shown.mark(self.chosen) is None:
            self._choose("")

    def _choose(self, mark_id: str) -> None:
        self.chosen = mark_id
        self._show_actions()

    # -- picking sites ---------------------------------------------------------------------------

    def pick_within(self) -> None:
        """Pick what the bus reaches from the chosen mark in the minutes of the box."""
        if self.shown is not None:
            self.choosing.choose_within(self.chosen)

    def lasso(self) -> None:
        """Draw around sites."""
        if self.shown is not None:
            self.choosing.lasso(self.chosen)

    def pick_start(self) -> None:
        """Point at the place where a reach starts."""
        self.choosing.point(self.chosen)

    def mark_picked(self) -> None:
        """Mark the sites that were picked out."""
        self.choosing.mark()

    def show_all(self) -> None:
        """Pick nothing out."""
        self.choosing.clear()

    def _on_minutes(self) -> None:
        self._show_actions()
        self.choosing.other_minutes()

    def open_chosen(self) -> None:
        """Show the chosen site in Sites."""
        mark = self.shown.mark(self.chosen) if self.shown is not None else None
        window = self.window()
        if mark is None or not isinstance(window, Goes):
            return
        if mark.site:
            window.go("sites")
            window.place("sites").show_record(mark.site)
        elif mark.kind is MarkKind.SCHOOL:
            from tourplanner.ui.sites.place import SitesPlace

            window.go("sites")
            sites = window.place("sites")
            assert isinstance(sites, SitesPlace)
            sites.show_school(mark.id.partition(":")[2])

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

    # -- moving pins -----------------------------------------------------------------------------

    def toggle_moving(self) -> None:
        """Begin to move pins, or end it."""
        self.plain.write_nudge()
        self.is_moving = not self.is_moving and not self.session.is_read_only
        self.plain.set_can_move(self.is_moving)
        if self.web is not None:
            self.web.set_can_move(self.is_moving)
        self._show_actions()

    def _on_moved(self, mark_id: str, lat: float, lon: float) -> None:
        """A map says that a pin was moved: an ordinary act, with Undo."""
        screen = self.shown
        if mark_id == START:
            self._on_start_moved(lat, lon)
            return
        point = moved_point(screen, mark_id, lat, lon) if screen is not None else None
        mark = screen.mark(mark_id) if screen is not None else None
        if point is None or mark is None or not self.is_moving or self.session.is_read_only:
            self._show_again()
            return
        far = miles_words(great_circle_m(mark.point, point))
        site = mark.site

        def failed(error: BaseException) -> None:
            self._show_again()
            self.session.tell_error(error)

        self.session.write(
            lambda ws, _: ws.maps.move(site, point.lat, point.lon),
            failed=failed,
            acted=f"{mark.name} moved {far}.",
        )

    def _on_start_moved(self, lat: float, lon: float) -> None:
        """A map says that the start of a reach was dragged."""
        choice = self.choosing.choice
        at = near_point(self.shown, lat, lon) if self.shown is not None else None
        if choice is None or choice.start is None:
            return
        if at is not None:
            self.choosing.choose_around(at)
        else:
            self._on_choice()

    def _show_again(self) -> None:
        """Put every pin back where it is in the file."""
        self.plain.show_map(self.shown, self._ground)
        if self.web is not None:
            self.web.show_data(self.data)

    # -- layers and the two maps -----------------------------------------------------------------

    def view(self) -> PlainMap | WebMap:
        """Give the map that is shown."""
        if self.web is not None and self.stack.currentWidget() is self.web:
            return self.web
        return self.plain

    def _on_layers(self) -> None:
        hidden = self.stack.hidden_layers()
        self.plain.set_hidden(hidden)
        if self.web is not None:
            self.web.set_hidden(hidden)

    def choose_own(self) -> None:
        """Ask for a file with a base map and show it from now on."""
        kinds = "Map tiles (*.pmtiles *.mbtiles);;All files (*)"
        name, _ = QFileDialog.getOpenFileName(self, "Own base map", "", kinds)
        if name:
            self.own.choose(Path(name))

    def remove_own(self) -> None:
        """Show the built-in base map alone."""
        self.own.remove()

    def _on_own(self) -> None:
        if self.web is not None:
            self.web.show_tiles(self.own.tiles, self.own.credit)
        self._show_actions()

    def toggle_plain(self) -> None:
        """Choose between the plain map and the web map; kept on this laptop."""
        wished = self.plain_action.isChecked()
        self.session.memory.plain_map = wished
        if wished:
            self.drop_web()
        else:
            self._web_failed = False
            self._want_web()

    def enter(self) -> None:
        """The map is shown: as wished, which may have been changed in the settings."""
        if self.plain_action.isChecked() != self.session.memory.plain_map:
            self.plain_action.trigger()
        super().enter()

    def _wants_web(self) -> bool:
        from tourplanner.ui.map.scheme import is_possible

        return not (
            self.web is not None
            or self._web_failed
            or self.session.memory.plain_map
            or os.environ.get(PLAIN_WISHED) == "1"
            or not is_possible()
            or not self.page_bytes
            or self.shown is None
            or not self.isVisible()
        )

    def _want_web(self) -> None:
        """Make the web map where it is wished and possible; it is shown when it is ready."""
        if not self._wants_web():
            return
        try:
            from tourplanner.ui.map.web import WebMap

            self.web = WebMap()
        except (ImportError, RuntimeError):
            self._on_web_failed("The web map is not installed here; this is the plain one.")
            return
        web = self.web
        web.ready.connect(self._on_web_ready)
        web.failed.connect(self._on_web_failed)
        web.picked.connect(self._on_web_pick)
        web.moved.connect(self._on_moved)
        self.stack.addWidget(web)
        # What is hidden is laid out when it is shown: the page would load for another size.
        for part in (web, web.view):
            part.resize(self.stack.size())
        self._watch_window()
        web.load(self.page_bytes)

    def _on_web_ready(self) -> None:
        web = self.web
        if web is None:
            return
        had_focus = self.plain.hasFocus()
        self.stack.setCurrentWidget(web)
        if had_focus:
            web.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stack.place()
        web.show_data(self.data)
        web.show_tiles(self.own.tiles, self.own.credit)
        self.over.give(web)
        web.set_hidden(self.stack.hidden_layers())
        web.set_can_move(self.is_moving)
        web.show_choice(self.choosing.choice)
        web.show_day(self.day)
        if self.chosen:
            web.select(self.chosen)

    def _on_web_failed(self, words: str) -> None:
        """Fall back to the plain map, once, with one notice."""
        if self._web_failed:
            return
        self._web_failed = True
        self.drop_web()
        self.session.tell(Notice(Tone.INFO, words))

    def drop_web(self) -> None:
        """Take the web map apart and show the plain one."""
        web, self.web = self.web, None
        self.stack.setCurrentWidget(self.plain)
        if web is not None:
            self.stack.removeWidget(web)
            web.tear_down()
            web.deleteLater()
        self.stack.place()

    def _watch_window(self) -> None:
        """Take the web map apart when the window closes, before Qt's own order can."""
        if self._watched is not self.window():
            self._watched = self.window()
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window closes, and Esc in the list."""
        if watched is self.list.table:
            is_esc = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            if is_esc and event.type() == QEvent.Type.KeyPress and self.choosing.choice is not None:
                self.choosing.clear()
                return True
        if watched is self._watched and event.type() == QEvent.Type.Close:
            self.drop_web()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Make the web map when the place is shown."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._want_web)

    def _on_file(self) -> None:
        self.drop_web()
        self.over.forget()
        self.choosing.clear()
        self.plain.show_over([])
        self._read = None
        self.shown, self._ground, self.page_bytes, self.data = None, None, b"", ""
        self.chosen, self._shown_tour, self.is_moving = "", "", False
        self.plain.set_can_move(False)
        self.plain.show_map(None, None)

    # -- papers ----------------------------------------------------------------------------------

    def write_press(self) -> None:
        """Write the map for the press."""
        self.papers.write_press()

    def print(self) -> None:
        """Print the map."""
        self.papers.print()

    def save_picture(self) -> None:
        """Save the map as a picture."""
        self.papers.save_picture()

    # -- for the window --------------------------------------------------------------------------

    def _show_actions(self) -> None:
        mark = self.shown.mark(self.chosen) if self.shown is not None else None
        has = self.shown is not None
        words = "Done moving" if self.is_moving else "Move pins"
        self.move_action.setText(words)
        self.move_action.setIconText(words)
        self.move_action.setEnabled(has and not self.session.is_read_only)
        self.print_action.setEnabled(has)
        self.picture_action.setEnabled(has)
        minutes = self.stack.minutes.value()
        self.within_action.setText(f"Within {minutes} min")
        self.within_action.setIconText("Within")
        from_words = f"of {mark.name}" if mark is not None else "of a point"
        self.within_action.setToolTip(plain_tip(f"Sites within {minutes} min {from_words} by bus"))
        count = len(self.choosing.to_mark())
        choice = self.choosing.choice
        has_found = choice is not None and bool(choice.found)
        words = "All are marked" if has_found else "Mark as may"
        words = f"Mark {count} as may" if count else words
        self.mark_action.setText(words)
        self.mark_action.setIconText(words)
        for action in (self.within_action, self.lasso_action):
            action.setEnabled(has)
        self.mark_action.setEnabled(count > 0)
        self.all_action.setEnabled(choice is not None)
        self.point_action.setEnabled(has)
        is_reach = choice is not None and choice.start is not None
        self.point_action.setVisible(choice is None or is_reach)
        is_school = mark is not None and mark.kind is MarkKind.SCHOOL
        self.open_action.setEnabled(mark is not None and (bool(mark.site) or is_school))
        if self.primary is not None:
            self.primary.setEnabled(has and bool(self.shown and self.shown.days))
        self.stack.show_controls(has)
        tiles = self.own.tiles
        self.built_in_action.setEnabled(tiles is not None)
        source = "Built-in map, no network needed"
        if tiles is not None:
            source = f"Own map: {tiles.name}, no network needed"
        self.status_words = [("map", source)] if has else []
        if has and any(day.is_estimate for day in (self.shown.days if self.shown else ())):
            self.status_words.append(("signpost", "Lines and minutes are estimates"))
        self.header_changed.emit()

    def menu_actions(self) -> list[QAction]:
        """Give everything that can be done here."""
        found = [self.within_action, self.point_action, self.lasso_action]
        found += [self.mark_action, self.all_action]
        found += [self.move_action, self.open_action, self.print_action, self.picture_action]
        found.append(self.plain_action)
        found += [self.own_action, self.built_in_action]
        return [*([self.primary] if self.primary else []), *found]

    def first_widget(self) -> QWidget:
        """Give the list: it is the map's equal, and first."""
        return self.list.table

    def panes(self) -> list[QWidget]:
        """Give list, map and layers."""
        return [self.list.table, self.view(), self.stack.fold]

    def flush(self) -> None:
        """Write a pin that was just nudged."""
        self.plain.write_nudge()


def read_map(
    workspace: Workspace,
    tour_id: str,
    known: Bounds | None,
    *,
    has_page: bool,
    can_move: bool,
) -> Seen:
    """Read a map; called on a helper's thread.

    Parameters
    ----------
    known : what the ground at hand was made for; new ground is made where it does not fit.
    """
    screen = workspace.maps.screen(tour_id)
    data = page_data(screen, can_move=can_move)
    if screen.bounds is None or (known is not None and has_page and _fits(screen.bounds, known)):
        return Seen(screen, data, None, None)
    return Seen(screen, data, *_ground(workspace.maps, screen.bounds))


_last_ground: dict[Bounds, tuple[GroundPaths, bytes]] = {}


def _ground(maps: MapService, bounds: Bounds) -> tuple[GroundPaths, bytes]:
    """Give the ground of a box as paths and as a page; those made last are kept."""
    made = _last_ground.get(bounds)
    if made is None:
        made = make_paths(maps.ground(bounds), bounds), maps.page(bounds)
        _last_ground.clear()
        _last_ground[bounds] = made
    return made


def _fits(bounds: Bounds, known: Bounds) -> bool:
    """Whether ground for one box serves for another: it holds it and is not much larger."""
    inside = known.south <= bounds.south and known.west <= bounds.west
    inside = inside and known.north >= bounds.north and known.east >= bounds.east
    size = (known.north - known.south) * (known.east - known.west)
    other = (bounds.north - bounds.south) * (bounds.east - bounds.west)
    return inside and size <= 4 * max(other, 0.01)
