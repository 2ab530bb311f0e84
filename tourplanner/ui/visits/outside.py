"""Files that the system's own programs open: recordings and signed forms."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from tourplanner.ui.session import Session

_CACHE = QStandardPaths.StandardLocation.CacheLocation


def play_memo(session: Session, memo: str) -> None:
    """Open a recording with the system's player; the bundle has none of its own."""
    folder = Path(QStandardPaths.writableLocation(_CACHE)) / "memos"
    session.read(lambda ws, _: ws.memos.playable(memo, folder), open_file, title="Opening the memo")


def open_form(session: Session, kind: str, record: str) -> None:
    """Open the signed form of a quote or photo with the system's viewer."""
    folder = Path(QStandardPaths.writableLocation(_CACHE)) / "signed-forms"
    session.read(
        lambda ws, _: ws.consent_forms.to_open(kind, record, folder),
        open_file,
        title="Opening the form",
    )


def open_file(path: Path) -> None:
    """Open a file with the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
