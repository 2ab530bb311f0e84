"""A page of our own in QtWebEngine, shut off from everything else.

The page comes from memory, with Qt's channel script in it. It may load tiles of the user's own map
and nothing more: the interceptor refuses every other address and remembers it, the page may not be
left, no window opens, nothing is downloaded or permitted, nothing is written to the disk. It talks
to the window through one object with three slots.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl, Signal, Slot
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

from tourplanner.ui.map.own import TileKey
from tourplanner.ui.map.scheme import HOST, SCHEME

PAGE = "/map.html"
_TILE = re.compile(r"/tiles/(\d{1,2})/(\d{1,8})/(\d{1,8})", re.ASCII)  # zoom, x, y
Fetch = Callable[[TileKey, Callable[[bytes | None], None]], None]
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


class Profile(QWebEngineProfile):
    """What serves the page and refuses the rest; nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.handler = Handler(self)
        self.installUrlSchemeHandler(QByteArray(SCHEME), self.handler)
        self.blocker = Blocker(self)
        self.setUrlRequestInterceptor(self.blocker)
        self.downloadRequested.connect(_refuse_download)
        self.setSpellCheckEnabled(False)


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()


class Page(QWebEnginePage):
    """A page that stays where it is, asks nothing and opens nothing."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.said: list[str] = []
        self.permissionRequested.connect(_refuse_permission)
        settings = self.settings()
        for name in _OFF:
            attribute = getattr(QWebEngineSettings.WebAttribute, name, None)
            if attribute is not None:
                settings.setAttribute(attribute, False)
        self.scripts().insert(_channel_script())

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


def _refuse_permission(permission: QWebEnginePermission) -> None:
    permission.deny()
