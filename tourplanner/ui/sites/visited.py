"""The visits to a site over the years, on its page: which tour, which day, what was written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from tourplanner.core.changes import Changes
from tourplanner.ui.session import Session
from tourplanner.ui.sites.rows import SiteRow
from tourplanner.ui.widgets.basic import button, clear, column, label, row

if TYPE_CHECKING:
    from tourplanner.services.site_visits import SiteVisit
    from tourplanner.services.workspace import Workspace

_KINDS = frozenset({"site", "stop", "tour", "variant", "note", "quote", "photo", "memo", "promise"})


def read(workspace: Workspace, site: str) -> tuple[str, tuple[SiteVisit, ...]]:
    """Read them; called on a helper's thread."""
    from tourplanner.services.site_visits import visits_of

    return site, visits_of(workspace, site)


class VisitedBlock(QFrame):
    """A line for each tour that sees or saw the site, with the beginnings of what was written.

    Signals
    -------
    record_wished : tour, record: a note, quote or promise is to be shown.
    """

    record_wished = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._site = ""
        self._shown: tuple[SiteVisit, ...] | None = None
        layout = column(self, gap=6)
        layout.addWidget(label("Visits over the years", "section"))
        self._lines = column(gap=8)
        layout.addLayout(self._lines)
        session.changed.connect(self._on_changes)
        session.file_changed.connect(lambda: self.show_site(None))
        self.hide()

    def show_site(self, site: SiteRow | None) -> None:
        """Show the visits to a candidate; none where ``site`` is none."""
        wanted = site.site if site else ""
        if wanted != self._site:
            self._site, self._shown = wanted, None
            self.hide()
            self.refresh()

    def _on_changes(self, changes: Changes) -> None:
        if _KINDS & changes.touched.keys():
            self.refresh()

    def refresh(self) -> None:
        """Read anew what is shown."""
        site = self._site
        if site and self._session.path is not None:
            self._session.read(lambda ws, _: read(ws, site), self._show, topic="site visits")

    def _show(self, found: tuple[str, tuple[SiteVisit, ...]]) -> None:
        site, visits = found
        if site != self._site or visits == self._shown:
            return
        self._shown = visits
        clear(self._lines)
        for visit in visits:
            self._lines.addWidget(self._visit(visit))
        if not visits:
            self._lines.addWidget(label("No tour of this file sees it.", "hint", wraps=True))
        self.show()

    def _visit(self, visit: SiteVisit) -> QWidget:
        made = QWidget()
        layout = column(made, gap=2)
        layout.addWidget(label(visit.words, "second", wraps=True, selectable=True))
        for record, kind, text in visit.lines:
            line = row(gap=8)
            line.addWidget(label(text, wraps=True, selectable=True), 1)
            go = button("Show", "small", click=partial(self._wish, visit.tour, record))
            go.setAccessibleName(f"Show the {kind}: {text}")
            line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(line)
        return made

    def _wish(self, tour: str, record: str) -> None:
        self.record_wished.emit(tour, record)
