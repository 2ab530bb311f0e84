"""The web map: one page of our own in QtWebEngine, shut off from everything else.

The page comes from memory, with Qt's channel script in it. It may load tiles of the user's own map
and nothing more: the interceptor refuses every other address and remembers it, the page may not be
left, no window opens, nothing is downloaded or permitted, nothing is written to the disk. It talks
to the window through one object with three slots.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QFile,
    QIODevice,
    QObject,
    QRectF,
    Qt,
    QTimer,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from tourplanner.ui.map.choice import Choice, choice_data
from tourplanner.ui.map.controls import LAYERS
from tourplanner.ui.map.ground import UNITS
from tourplanner.ui.map.own import OwnMap, TileKey
from tourplanner.ui.map.scheme import HOST, SCHEME, register_scheme
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.tokens import Scheme, Tokens
from tourplanner.ui.widgets.basic import column

PAGE = "/map.html"
_TILE = re.compile(r"/tiles/(\d{1,2})/(\d{1,8})/(\d{1,8})", re.ASCII)  # zoom, x, y
Fetch = Callable[[TileKey, Callable[[bytes | None], None]], None]
PATIENCE_MS = 20_000  # a page that is not ready by then never will be
_KEPT = 50

_OFF = (
    "LocalContentCanAccessFileUrls",
    "LocalContentCanAccessRemoteUrls",
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "JavascriptCanPaste",
    "LocalStorageEnabled",
    "PluginsEnabled",
    "PdfViewerEnabled",
    "NavigateOnDropEnabled",
    "HyperlinkAuditingEnabled",
    "DnsPrefetchEnabled",
    "FullScreenSupportEnabled",
    "ScreenCaptureEnabled",
    "WebGLEnabled",
    "AllowGeolocationOnInsecureOrigins",
    "AllowWindowActivationFromJavaScript",
    "ErrorPageEnabled",
)


def page_url() -> QUrl:
    """Give the address of the page."""
    return QUrl(f"{SCHEME.decode()}://{HOST}{PAGE}")


def is_ours(url: QUrl) -> bool:
    """Whether an address is one that the page may load: itself and the user's tiles."""
    return (
        url.scheme().encode() == SCHEME
        and url.host() == HOST
        and (url.path() == PAGE or _TILE.fullmatch(url.path()) is not None)
        and not url.hasQuery()
        and not url.userInfo()
        and url.port() == -1
    )


class Handler(QWebEngineUrlSchemeHandler):
    """Serves the page from memory, and tiles of the user's own map."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.page = b""
        self.fetch: Fetch | None = None  # how a tile of the user's own map is read
        self.served: list[str] = []

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request."""
        url = job.requestUrl()
        if not is_ours(url) or job.requestMethod() != QByteArray(b"GET"):
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        if (place := _TILE.fullmatch(url.path())) is not None:
            zoom, x, y = (int(number) for number in place.groups())
            self._answer_tile(job, (zoom, x, y))
            return
        self.served.append(url.path())
        _reply(job, self.page, b"text/html")

    def _answer_tile(self, job: QWebEngineUrlRequestJob, key: TileKey) -> None:
        """Answer when the tile is read; the page may have left it by then."""

        def read(data: bytes | None) -> None:
            if not shiboken6.isValid(job):
                return
            if data is None:
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            else:  # the page looks at the first bytes, as we did
                _reply(job, data, b"image/png")

        if self.fetch is not None:
            self.fetch(key, read)
        else:
            read(None)


def _reply(job: QWebEngineUrlRequestJob, data: bytes, kind: bytes) -> None:
    answer = QBuffer(job)
    answer.setData(QByteArray(data))
    answer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(kind), answer)


def _channel_script() -> QWebEngineScript:
    """Give Qt's own channel script, to be there before the page's own: no page waits for it."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    script = QWebEngineScript()
    script.setSourceCode(bytes(file.readAll().data()).decode())
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    return script


class Blocker(QWebEngineUrlRequestInterceptor):
    """Refuses every address but our own, and remembers what was refused."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.refused: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Refuse or let through."""
        if not is_ours(info.requestUrl()):
            if len(self.refused) < _KEPT:
                self.refused.append(info.requestUrl().toString())
            info.block(True)


class Channel(QObject):
    """What the page may call: three slots, and nothing is believed that it says."""

    told_ready = Signal()
    told_picked = Signal(str)
    told_moved = Signal(str, float, float)

    @Slot()
    def ready(self) -> None:
        """The page has drawn its ground."""
        self.told_ready.emit()

    @Slot(str)
    def picked(self, mark_id: str) -> None:
        """A mark was chosen."""
        self.told_picked.emit(mark_id)

    @Slot(str, float, float)
    def moved(self, mark_id: str, lat: float, lon: float) -> None:
        """A mark was dropped somewhere else."""
        if math.isfinite(lat) and math.isfinite(lon):
            self.told_moved.emit(mark_id, lat, lon)


class Page(QWebEnginePage):
    """A page that stays where it is, asks nothing and opens nothing."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.said: list[str] = []

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main: bool
    ) -> bool:
        """Load our page, and never leave it."""
        return is_main and QUrl(url) == page_url()

    def createWindow(  # type: ignore[override]  # Qt takes none for "no window"
        self, kind: QWebEnginePage.WebWindowType
    ) -> QWebEnginePage | None:
        """Open no window."""
        return None

    def javaScriptConsoleMessage(self, level: object, text: str, line: int, source: str) -> None:
        """Remember what the page said; nothing of it is written anywhere."""
        if len(self.said) < _KEPT:
            self.said.append(text)

    def javaScriptAlert(self, url: QUrl | str, text: str) -> None:
        """Show nothing."""

    def javaScriptConfirm(self, url: QUrl | str, text: str) -> bool:
        """Agree to nothing."""
        return False

    def javaScriptPrompt(self, url: QUrl | str, text: str, default: str) -> tuple[bool, str]:
        """Answer nothing."""
        return False, ""

    def chooseFiles(self, mode: object, old: object, kinds: object) -> list[str]:
        """Give no file."""
        return []


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
        self.profile = QWebEngineProfile()
        self.handler = Handler(self.profile)
        self.profile.installUrlSchemeHandler(QByteArray(SCHEME), self.handler)
        self.blocker = Blocker(self.profile)
        self.profile.setUrlRequestInterceptor(self.blocker)
        self.profile.downloadRequested.connect(_refuse_download)
        self.profile.setSpellCheckEnabled(False)
        self.web = Page(self.profile, self.view)
        self._shut(self.web.settings())
        self.web.setBackgroundColor(QColor(tokens().water))
        self.web.permissionRequested.connect(_refuse_permission)
        self.channel = Channel(self)
        self.bridge = QWebChannel(self)
        self.bridge.registerObject("map", self.channel)
        self.web.setWebChannel(self.bridge)
        self.web.scripts().insert(_channel_script())
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

    def _shut(self, settings: QWebEngineSettings) -> None:
        for name in _OFF:
            attribute = getattr(QWebEngineSettings.WebAttribute, name, None)
            if attribute is not None:
                settings.setAttribute(attribute, False)

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


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()


def _refuse_permission(permission: QWebEnginePermission) -> None:
    permission.deny()
