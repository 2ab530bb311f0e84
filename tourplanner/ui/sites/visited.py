"""The visits to a site over the years, on its page: which tour, which day, what was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.sites.block import SiteBlock
from tourplanner.ui.widgets.basic import button, clear, column, label, row

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.site_visits import SiteVisit
    from tourplanner.services.workspace import Workspace


def read(workspace: Workspace, site: str) -> tuple[SiteVisit, ...]:
    """Read them; called on a helper's thread."""
    from tourplanner.services.site_visits import visits_of

    return visits_of(workspace, site)


class VisitedBlock(SiteBlock[tuple["SiteVisit", ...]]):
    """A line for each tour that sees or saw the site, with the beginnings of what was written.

    Signals
    -------
    record_wished : tour, record: a note, quote or promise is to be shown.
    """

    record_wished = Signal(str, str)
    kinds = frozenset(
        {"site", "stop", "tour", "variant", "note", "quote", "photo", "memo", "promise"}
    )
    topic = "site visits"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: tuple[SiteVisit, ...] | None = None
        layout = column(self, gap=6)
        layout.addWidget(label("Visits over the years", "section"))
        self._lines = column(gap=8)
        layout.addLayout(self._lines)

    def reading(self, site: str) -> Callable[[Workspace, Progress], tuple[SiteVisit, ...]]:
        """Read the visits to a site."""
        return lambda workspace, _: read(workspace, site)

    def _leave(self) -> None:
        self._shown = None

    def _show(self, visits: tuple[SiteVisit, ...]) -> None:
        if visits == self._shown:
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
