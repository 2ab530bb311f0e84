"""The two pages of Day that tell what has changed: the change sheet, and the log of the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourplanner.core.errors import NotFoundError
from tourplanner.ui.day.changes import ChangesPage
from tourplanner.ui.day.log import LogPage
from tourplanner.ui.session import Session

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.day import TourRun
    from tourplanner.services.versions import ChangeSheet, Version
    from tourplanner.services.workspace import Workspace

_LATEST = ("", "")  # the change that made the plan that stands


class Reports:
    """Reads both pages in the background, each once for a tour as it stands."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.changes, self.log = ChangesPage(), LogPage()
        self.changes.chosen.connect(self._choose)
        self._tour: TourRun | None = None
        self._sheet = _LATEST  # plans before and after
        self._compared: tuple[TourRun, tuple[str, str]] | None = None  # what is shown
        self._logged: TourRun | None = None

    def forget(self) -> None:
        """Another tour or a new plan: its latest change comes first."""
        self._sheet = _LATEST

    def ask_sheet(self, before: str, after: str) -> None:
        """Compare these plans the next time that the change sheet is shown."""
        self._sheet = (before, after)

    def _choose(self, before: str, after: str) -> None:
        self.ask_sheet(before, after)
        self.show_changes(self._tour)

    def show_changes(self, tour: TourRun | None) -> None:
        """Show what differs between the plans that were chosen, else what the last change did."""
        if tour is None:
            return
        self._tour = tour
        known = self._compared
        if known is not None and known[0] is tour and known[1] == self._sheet:
            return
        self._compared = (tour, self._sheet)
        tour_id, (before, after) = tour.plan.tour.id, self._sheet

        def failed(error: BaseException) -> None:
            if isinstance(error, NotFoundError):
                self.changes.show_none(f"{error.text} {error.hint}".strip())
            else:
                self._session.tell_error(error)

        def work(ws: Workspace, _: Progress) -> tuple[ChangeSheet, tuple[Version, ...]]:
            return ws.versions.sheet(tour_id, before, after), ws.versions.versions(tour_id)

        self._session.read(
            work, lambda found: self.changes.show_sheet(*found), failed, topic="changes"
        )

    def show_log(self, tour: TourRun | None) -> None:
        """Show what was changed, by whom, when and why."""
        if tour is None or tour is self._logged:
            return
        self._logged = tour
        tour_id, zone = tour.plan.tour.id, tour.plan.days[0].start.zone
        self._session.read(
            lambda ws, _: ws.tour_log.lines(tour_id),
            lambda lines: self.log.show_lines(lines, zone),
            topic="log",
        )
