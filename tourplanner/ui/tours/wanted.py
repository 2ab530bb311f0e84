"""What was found elsewhere and is to be seen among the tours: a tour, a stop, a hotel of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.tours.place import ToursPlace


class Wanted:
    """Shows a record, as soon as the board of its tour is there."""

    def __init__(self, place: ToursPlace) -> None:
        self._place = place
        self._stop = ""

    def show(self, record: str) -> None:
        """Show a tour, or a stop or hotel of one; a line of the program shows its stop."""
        session = self._place.session
        if session.overview.tour(record) is not None:
            session.choose_tour(record)
            return

        def found(where: tuple[str, str]) -> None:
            tour, stop = where
            if not tour:
                return
            session.choose_tour(tour)
            if not stop:
                self._place.asides.show_hotels(record)
            else:
                self._stop = stop
                self.show_stop()

        session.read(lambda ws, _: _tour_and_stop(ws, record), found, topic="tours-find")

    def show_stop(self) -> None:
        """Show the stop that is wanted, where its board is there."""
        place = self._place
        if self._stop and place.board is not None and place.arranger.show_stop(self._stop):
            self._stop = ""


def _tour_and_stop(workspace: Workspace, record: str) -> tuple[str, str]:
    """Give the tour of a record and the stop it belongs to; no stop for a hotel."""
    tables = workspace.file.tables
    item = tables.get("item", record)
    stop = tables.get("stop", str(item["stop"] or "") if item else record)
    if stop is not None:
        return str(stop["tour"] or ""), stop.id
    sleeps = (t.id for t in workspace.tours.all() if t.member("hotel").get(record))
    return next(sleeps, ""), ""
