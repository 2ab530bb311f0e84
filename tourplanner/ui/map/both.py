"""Both maps as one: the plain one, and the web map over it as soon as there is one.

What is shown is told to both. The web map is made when the place is seen, taken apart when its file
or window is closed, and where it fails the plain one stands in its place.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tourplanner.services.maps import ScreenMap
from tourplanner.ui.map.choice import Choice
from tourplanner.ui.map.controls import MapStack
from tourplanner.ui.map.ground import GroundPaths
from tourplanner.ui.map.over import Overlays
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.plain import PlainMap
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session

if TYPE_CHECKING:
    from tourplanner.ui.map.web import WebMap

PLAIN_WISHED = "TOURPLANNER_PLAIN_MAP"  # set to 1 where a machine's graphics are broken


class BothMaps(QObject):
    """Tells both maps the same, and passes on what either says.

    Signals
    -------
    picked : a mark, or a school of the layer over the tour, was chosen on the plain map.
    picked_on_page : and on the page, whose words are not believed.
    moved : a mark was put somewhere else. opened : the chosen mark is to be opened.
    """

    picked = Signal(str)
    picked_on_page = Signal(str)
    moved = Signal(str, float, float)
    opened = Signal()

    def __init__(self, session: Session, stack: MapStack, own: OwnMap, over: Overlays) -> None:
        super().__init__()
        self._session = session
        self._stack = stack
        self._own = own
        self._over = over
        self.plain = PlainMap(own)
        self.web: WebMap | None = None
        self.page = b""  # the ground as the web map takes it
        self._data = ""  # and the marks
        self._has_failed = False
        self._watched: QWidget | None = None
        self.plain.covered = stack.covered
        stack.addWidget(self.plain)
        self.plain.picked.connect(self.picked)
        self.plain.moved.connect(self.moved)
        self.plain.opened.connect(lambda _: self.opened.emit())
        stack.layers_changed.connect(self._show_hidden)
        stack.zoomed.connect(lambda steps: self.view().zoom(steps))
        stack.fitted.connect(lambda: self.view().fit())
        stack.placed.connect(self._show_covered)
        own.changed.connect(self._show_own)

    def view(self) -> PlainMap | WebMap:
        """Give the map that is seen."""
        if self.web is not None and self._stack.currentWidget() is self.web:
            return self.web
        return self.plain

    # -- what is shown ---------------------------------------------------------------------------

    def show_map(
        self, screen: ScreenMap, data: str, ground: GroundPaths | None, page: bytes | None = None
    ) -> None:
        """Show a map.

        Parameters
        ----------
        data : the same for the page, as JSON. page : another ground for it.
        """
        self._data = data
        self.plain.show_map(screen, ground)
        if page is not None:
            self.page = page
        if self.web is not None and page is not None:
            self.web.load(page)
        elif self.web is not None:
            self.web.show_data(data)

    def show_again(self) -> None:
        """Put every pin back where it is in the file."""
        self.plain.show_map(self.plain.shown, self.plain.drawing.ground)
        if self.web is not None:
            self.web.show_data(self._data)

    def show_nothing(self) -> None:
        """Another file: nothing of the last one stays."""
        self.drop_web()
        self.page, self._data = b"", ""
        self.plain.show_over([], [])
        self.plain.set_can_move(False)
        self.plain.show_map(None, None)

    def show_day(self, day: int | None) -> None:
        """Show one day alone, or all."""
        self.plain.show_day(day)
        if self.web is not None:
            self.web.show_day(day)

    def show_over(self, screen: ScreenMap) -> None:
        """Show the layers over the tour that are wished."""
        self.plain.show_over(self._over.drawn(), self._over.twins(screen))
        if self.web is not None:
            self._over.give(self.web)

    def show_choice(self, choice: Choice | None) -> None:
        """Show sites that were picked out, or none."""
        self.plain.show_choice(choice)
        if self.web is not None:
            self.web.show_choice(choice)

    def select(self, mark_id: str) -> None:
        """Make a mark current that was chosen elsewhere."""
        self.plain.select(mark_id)
        if self.web is not None:
            self.web.select(mark_id)

    def set_can_move(self, on: bool) -> None:
        """Let pins of sites be moved."""
        self.plain.set_can_move(on)
        if self.web is not None:
            self.web.set_can_move(on)

    def _show_covered(self) -> None:
        if self.web is not None:
            self.web.show_covered(self._stack.covered())

    def _show_hidden(self) -> None:
        hidden = self._stack.hidden_layers()
        self.plain.set_hidden(hidden)
        if self.web is not None:
            self.web.set_hidden(hidden)

    def _show_own(self) -> None:
        if self.web is not None:
            self.web.show_own(self._own)

    # -- the web map -----------------------------------------------------------------------------

    def _wants_web(self) -> bool:
        from tourplanner.ui.map.scheme import is_possible

        return not (
            self.web is not None
            or self._has_failed
            or self._session.memory.plain_map
            or os.environ.get(PLAIN_WISHED) == "1"
            or not is_possible()
            or not self.page
            or self.plain.shown is None
            or not self._stack.isVisible()
        )

    def want_web(self) -> None:
        """Make the web map where it is wished and possible; it is shown when it is ready."""
        if not self._wants_web():
            return
        try:
            from tourplanner.ui.map.web import WebMap

            self.web = WebMap()
        except (ImportError, RuntimeError):
            self._on_failed("The web map is not installed here; this is the plain one.")
            return
        web = self.web
        web.ready.connect(self._on_ready)
        web.failed.connect(self._on_failed)
        web.picked.connect(self.picked_on_page)
        web.moved.connect(self.moved)
        self._stack.addWidget(web)
        # What is hidden is laid out when it is shown: the page would load for another size.
        for part in (web, web.view):
            part.resize(self._stack.size())
        web.load(self.page)

    def want_web_soon(self) -> None:
        """The plain map is painted first; a web map costs half a second."""
        QTimer.singleShot(0, self, self.want_web)

    def wish_plain(self, wished: bool) -> None:
        """Show the plain map alone, or the web map although it failed before; this is kept."""
        self._session.memory.plain_map = wished
        if wished:
            self.drop_web()
        else:
            self._has_failed = False
            self.want_web()

    def _on_ready(self) -> None:
        web, plain = self.web, self.plain
        if web is None:
            return
        had_focus = plain.hasFocus()
        self._stack.setCurrentWidget(web)
        if had_focus:
            web.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.place()
        web.show_data(self._data)
        web.show_own(self._own)
        self._over.give(web)
        web.set_hidden(self._stack.hidden_layers())
        web.set_can_move(plain.can_move)
        web.show_choice(plain.drawing.choice)
        web.show_day(plain.drawing.day)
        if plain.current:
            web.select(plain.current)

    def _on_failed(self, words: str) -> None:
        """Fall back to the plain map, once, with one notice."""
        if self._has_failed:
            return
        self._has_failed = True
        self.drop_web()
        self._session.tell(Notice(Tone.INFO, words))

    def drop_web(self) -> None:
        """Take the web map apart and show the plain one."""
        web, self.web = self.web, None
        self._stack.setCurrentWidget(self.plain)
        if web is not None:
            self._stack.removeWidget(web)
            web.tear_down()
            web.deleteLater()
        self._stack.place()

    def watch_window(self) -> None:
        """Take the web map apart when the window closes, before Qt's own order can."""
        window = self._stack.window()
        if self._watched is not window:
            self._watched = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window closes."""
        if watched is self._watched and event.type() == QEvent.Type.Close:
            self.drop_web()
            self._own.close()
        return False
