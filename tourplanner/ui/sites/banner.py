"""The one line over the schools that says how old their directory is, and what a newer changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from tourplanner.ui.session import Session
from tourplanner.ui.settings.words import age_words, date_words, months_old
from tourplanner.ui.widgets.basic import button, icon_label, label, row

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

OLD_MONTHS = 18  # schools close, move and are renamed from one school year to the next


class EditionBanner(QFrame):
    """Hidden while the directory is young and changes nothing.

    Signals
    -------
    opened : somebody wants to see the editions.
    """

    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        layout = row(self, margins=(14, 0, 12, 6), gap=8)
        layout.addWidget(icon_label("clock", "warn"))
        self.words = label("", "second", wraps=True)
        layout.addWidget(self.words, 1)
        self.look = button("Look", "quiet", click=self.opened.emit)
        self.look.setAccessibleName("Look at the school directories")
        layout.addWidget(self.look)
        self.hide()
        for changed in (session.overviewed, session.directory_changed):
            changed.connect(self.refresh)

    def refresh(self) -> None:
        """Look at the editions."""
        if self._session.path is None:
            self.hide()
            return
        today = self._session.doors.now().date()
        self._session.read(
            lambda ws, _: banner_words(ws, today), self._show, topic="edition-banner"
        )

    def _show(self, words: str) -> None:
        self.words.setText(words)
        self.setVisible(bool(words))


def banner_words(workspace: Workspace, today: date) -> str:
    """Say how old the newest directory is, and what it changes; empty where there is no need."""
    current = workspace.directory.current()
    if not current:
        return ""
    newest = max(info.date for info in current)
    old = months_old(newest, today)
    parts = []
    if old is not None and old >= OLD_MONTHS:
        age = age_words(newest, today)
        parts.append(f"The school directory of {date_words(newest)} is {age}.")
    if len(workspace.directory.editions()) > 1:
        from tourplanner.services.edition_news import read_news

        news = read_news(workspace)
        if news.sites:
            parts.append(news.summary(date_words(news.edition)))
    return " ".join(parts)
