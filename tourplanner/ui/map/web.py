"""The web map: what the window asks of its page, which is shut off from everything else."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from tourplanner.ui.map.choice import Choice, choice_data
from tourplanner.ui.map.controls import LAYERS
from tourplanner.ui.map.ground import UNITS
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.scheme import register_scheme
from tourplanner.ui.map.web_page import Channel, Page, Profile, page_url
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.tokens import Scheme, Tokens
from tourplanner.ui.widgets.basic import column

PATIENCE_MS = 20_000  # a page that is not ready by then never will be


class WebMap(QWidget):
    """The page as a map of the window; the plain map has the same methods.

    Signals
    -------
    ready : the page has drawn its ground. failed : why there is no web map, in words.
    """

    ready = Signal()
    failed = Signal(str)
    picked = Signal(str)
    moved = Signal(str, float, float)

    def __init__(self) -> None:
        super().__init__()
        register_scheme()
        self.view = QWebEngineView(self)
        self.view.setAccessibleName("Map of the tour")
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAcceptDrops(False)
        self.setFocusProxy(self.view)
        # The page must go before its profile, so the profile is no child of what it serves.
        self.profile = Profile()
        self.handler, self.blocker = self.profile.handler, self.profile.blocker
        self.web = Page(self.profile, self.view)
        self.web.setBackgroundColor(QColor(tokens().water))
        self.channel = Channel(self)
        self.bridge = QWebChannel(self)
        self.bridge.registerObject("map", self.channel)
        self.web.setWebChannel(self.bridge)
        self.view.setPage(self.web)
        column(self).addWidget(self.view)
        self.is_ready = False
        self._calls: list[str] = []  # scripts that the page has not heard of yet
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._give_up("did not start"))
        self.channel.told_ready.connect(self._on_ready)
        self.channel.told_picked.connect(self.picked)
        self.channel.told_moved.connect(self.moved)
        self.web.renderProcessTerminated.connect(lambda *_: self._give_up("stopped"))
        self.web.loadFinished.connect(self._on_load)
        THEME.changed.connect(self._look)

    def load(self, page: bytes) -> None:
        """Load a page: another ground."""
        self.is_ready = False
        self._calls.clear()
        self.handler.page = page
        self._patience.start()
        self.web.load(page_url())

    def tear_down(self) -> None:
        """Take the page apart, then its profile: Qt wants it in this order."""
        self._patience.stop()
        THEME.changed.disconnect(self._look)
        self.is_ready = False
        web, profile = self.web, self.profile
        shiboken6.delete(self.view)
        if shiboken6.isValid(web):
            shiboken6.delete(web)
        shiboken6.delete(profile)

    def _on_ready(self) -> None:
        self._patience.stop()
        self.is_ready = True
        self._look()
        self.ready.emit()

    def _on_load(self, ok: bool) -> None:
        if not ok and not self.is_ready and self._patience.isActive():
            self._give_up("could not be drawn")

    def _give_up(self, how: str) -> None:
        self._patience.stop()
        self.is_ready = False
        words = f"The web map {how}; this is the plain map. Nothing is lost."
        # Whoever hears it takes the page apart, and that must not be inside the page's own signal.
        QTimer.singleShot(0, self, lambda: self.failed.emit(words))

    # -- what the window asks of the page --------------------------------------------------------

    def _call(self, name: str, *values: object) -> None:
        """Call a function of the page; values go as JSON and no text of a user's as source.

        What is asked for in one turn of the loop goes together, so that it is drawn once.
        """
        if not self.is_ready:
            return
        words = ",".join(
            # Read as JSON, a layer is there in a fifth of the time that it takes as source.
            f"JSON.parse({json.dumps(value.text)})"
            if isinstance(value, _Json)
            else json.dumps(value)
            for value in values
        )
        if not self._calls:
            QTimer.singleShot(0, self, self._send)
        self._calls.append(f"window.tourMap.{name}({words});")

    def _send(self) -> None:
        script, self._calls = "".join(self._calls), []
        if script and self.is_ready:
            self.web.runJavaScript(script)

    def show_data(self, data: str) -> None:
        """Show other marks and lines on the same ground; ``data`` is JSON for a script."""
        self._call("show", _Json(data))

    def show_day(self, day: int | None) -> None:
        """Show one day alone, or all."""
        self._call("showDay", day)
        self._call("fitDay", day)

    def select(self, mark_id: str) -> None:
        """Make a mark current."""
        self._call("select", mark_id)

    def set_can_move(self, on: bool) -> None:
        """Let pins of sites be moved."""
        self._call("setMovable", on)

    def show_covered(self, box: QRectF) -> None:
        """Keep cards off what lies at the right over the map; an empty box = nothing does."""
        wide = 0.0 if box.isEmpty() else max(0.0, self.width() - box.left())
        self._call("covered", round(wide / self.web.zoomFactor()))

    def set_hidden(self, hidden: frozenset[str]) -> None:
        """Leave out layers."""
        self._call("layers", {name: name not in hidden for name, _ in LAYERS})

    def show_over(self, name: str, data: str) -> None:
        """Show a layer over the tour, or take it away; ``data`` is JSON, null for none."""
        if name in ("schools", "partners"):
            self._call(name, _Json(data))
        else:
            self._call("districts", name, _Json(data))

    def show_own(self, own: OwnMap) -> None:
        """Show the user's own base map, or none, and who made what is shown."""
        tiles = own.tiles
        self.handler.fetch = own.fetch
        zooms = [tiles.min_zoom, tiles.max_zoom] if tiles is not None else None
        self._call("tiles", zooms, own.credit)

    def show_choice(self, choice: Choice | None) -> None:
        """Show sites that were picked out, or none."""
        self._call("choose", _Json(choice_data(choice)))

    def tell_place(self, told: Callable[[QTransform], None]) -> None:
        """Ask the page where its plane lies, and tell it; nothing where it says nonsense."""

        def answered(said: object) -> None:
            place = plane_of(said)
            if place is not None:  # in the page's pixels, which are larger with large text
                factor = self.web.zoomFactor()
                told(place * QTransform.fromScale(factor, factor))

        self._send()
        if self.is_ready:
            self.web.runJavaScript("JSON.stringify(window.tourMap.place())", 0, answered)

    def zoom(self, steps: float) -> None:
        """Come closer or go away."""
        self._call("zoom", steps)

    def fit(self) -> None:
        """Show all."""
        self._call("fit")

    def _look(self) -> None:
        t = tokens()
        self.web.setZoomFactor(look().text_percent / 100)
        name = "light" if t.scheme is Scheme.LIGHT else "dark"
        self._call("look", name, page_colors(t))
        self.web.setBackgroundColor(QColor(t.water))


def plane_of(said: object) -> QTransform | None:
    """Read what a page says of its view: size of the world, left and top edge, in pixels."""
    try:
        numbers = json.loads(said) if isinstance(said, str) else None
    except ValueError:
        return None
    if not isinstance(numbers, list) or len(numbers) != 3:
        return None
    if not all(isinstance(n, int | float) and math.isfinite(n) for n in numbers):
        return None
    size, left, top = numbers
    if not 1 <= size <= 2**34:
        return None
    scale = size / 360 / UNITS
    return QTransform(scale, 0, 0, scale, size / 2 - left, size / 2 - top)


class _Json:
    """A value that is JSON already."""

    def __init__(self, text: str) -> None:
        self.text = text


def page_colors(t: Tokens) -> Mapping[str, object]:
    """Give the colors of a look as the page names them."""
    return {
        "days": list(t.days),
        "on": t.on_day,
        "place": t.ink2,
        "ink": t.ink,
        "water": t.water,
        "land": t.land,
        "county": t.county,
        "road": t.road,
        "focus": t.focus,
        "accent": t.accent,
    }
