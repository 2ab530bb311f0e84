"""The web map's own address scheme, ``tp://app/...``, and what must be set before the program runs.

Loading QtWebEngine costs 45 to 150 ms and 32 MB, so it is loaded when the map is first shown. What
cannot wait is that Qt's windows share their graphics: ``prepare`` says so, and must be called
before the QApplication is made. Without it there is the plain map.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, Qt

SCHEME = b"tp"
HOST = "app"
_SHARED = Qt.ApplicationAttribute.AA_ShareOpenGLContexts


def prepare() -> None:
    """Make a web map possible later; call it before the QApplication is made. It costs nothing."""
    if QCoreApplication.instance() is None:
        QCoreApplication.setAttribute(_SHARED)


def is_possible() -> bool:
    """Whether a web map can start: ``prepare`` was called in time, and its sandbox will open.

    Chromium will not start for the administrator of a machine, and takes the whole program with it.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    has_sandbox = not is_root or os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1"
    return has_sandbox and QCoreApplication.testAttribute(_SHARED)


def register_scheme() -> None:
    """Make the scheme known to QtWebEngine, once, before its first profile is made.

    No flag makes it local: a page of a local scheme could read files of this machine.
    """
    prepare()
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)
