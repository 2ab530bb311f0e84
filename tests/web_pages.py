"""Pages in a real browser: Chromium as Qt carries it, shut off from the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QEventLoop, QSize, QTimer, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView

from tourplanner.ui.map import scheme

scheme.prepare()  # before the first test makes Qt's application

_PATIENCE_MS = 20_000
_WORLD = 1  # beside that of the page, whose policy does not reach it


class _Watch(QWebEngineUrlRequestInterceptor):
    """Refuses all but files of this computer, and remembers all that was asked for."""

    def __init__(self, parent: QWebEngineProfile) -> None:
        super().__init__(parent)
        self.asked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        self.asked.append(url.toString())
        if url.scheme() not in ("file", "data", "blob"):
            info.block(True)


class _Page(QWebEnginePage):
    def __init__(self, profile: QWebEngineProfile, parent: QWebEngineView) -> None:
        super().__init__(profile, parent)
        self.said: list[str] = []

    def javaScriptConsoleMessage(self, level: Any, message: str, line: int, source: str) -> None:
        self.said.append(message)


class Browser:
    """One view for many pages, which are opened from files."""

    def __init__(self, wide: int = 1280, high: int = 900) -> None:
        # The web map's tests may come later in this process: no scheme is taken after a profile.
        scheme.register_scheme()
        # A profile of its own without a name keeps nothing on the disk.
        self.profile = QWebEngineProfile()
        self.watch = _Watch(self.profile)
        self.profile.setUrlRequestInterceptor(self.watch)
        self.view = QWebEngineView()
        self.page = _Page(self.profile, self.view)
        self.view.setPage(self.page)
        self.size(wide, high)
        self.view.show()

    def size(self, wide: int, high: int) -> None:
        """Make the window so large."""
        self.view.resize(QSize(wide, high))

    def open(self, path: Path, *, scripts: bool = True) -> None:
        """Load a page; ``scripts`` False = as with scripts switched off."""
        settings = self.page.settings()
        settings.setAttribute(settings.WebAttribute.JavascriptEnabled, scripts)
        self.page.said.clear()
        self.watch.asked.clear()
        done: list[bool] = []
        loop = QEventLoop()

        def loaded(well: bool) -> None:
            done.append(well)
            loop.quit()

        self.page.loadFinished.connect(loaded)
        QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
        self.page.load(QUrl.fromLocalFile(str(path)))
        loop.exec()
        self.page.loadFinished.disconnect(loaded)
        assert done == [True], f"{path.name} was not loaded"

    def ask(self, script: str) -> Any:
        """Run a script beside the page's own and give its value: text, a number, true or false."""
        answers: list[Any] = []
        loop = QEventLoop()

        def answered(value: Any) -> None:
            answers.append(value)
            loop.quit()

        self.page.runJavaScript(script, _WORLD, answered)
        QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
        loop.exec()
        assert answers, "the page gave no answer"
        return answers[0]

    def text(self) -> str:
        """Give the text that the page shows; also where scripts are off."""
        found: list[str] = []
        loop = QEventLoop()

        def told(text: str) -> None:
            found.append(text)
            loop.quit()

        self.page.toPlainText(told)
        QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
        loop.exec()
        assert found, "the page gave no text"
        return found[0]

    def until(self, script: str) -> Any:
        """Ask until the value is true, and give it."""
        loop = QEventLoop()
        for _ in range(400):
            if value := self.ask(script):
                return value
            QTimer.singleShot(25, loop, loop.quit)
            loop.exec()
        raise AssertionError(f"never came true: {script}")

    def close(self) -> None:
        """Give everything back, the page before its profile."""
        for one in (self.page, self.view, self.profile):
            shiboken6.delete(one)
