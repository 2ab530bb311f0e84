"""The views of a plan that are read where somebody looks: legs, what is ready, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tourplanner.core.ports import Progress
    from tourplanner.services.legs import LegRow
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.tours.costs import CostPage
    from tourplanner.ui.tours.place import ToursPlace
    from tourplanner.ui.tours.ready import ReadyPage


class LaterViews:
    """Makes what is ready and what it costs where first shown; each view is read anew each time."""

    def __init__(self, place: ToursPlace) -> None:
        self._place = place
        self.ready: ReadyPage | None = None
        self.costs: CostPage | None = None

    def show_legs(self) -> None:
        """Show the drives of the plan as its services count them."""
        place = self._place
        if place.editor.arrangement is None:
            return
        planned = place.editor.arrangement.planned

        def work(workspace: Workspace, _: Progress) -> tuple[LegRow, ...]:
            from tourplanner.services.legs import leg_rows

            return leg_rows(workspace.tours, planned)

        place.session.read(
            work,
            lambda rows: place.legs.show_legs(rows, can_edit=place.editor.can_edit),
            topic="legs",
        )

    def show_ready(self) -> None:
        """Show the to-dos, with what stands in the way."""
        place = self._place
        if self.ready is None:
            from tourplanner.ui.tours.ready import ReadyPage

            self.ready = ReadyPage(place.session)
            self.ready.breaks.jumped.connect(place.arranger.jump)
            self.ready.breaks.mend_wished.connect(place.arranger.mend)
            place.views.addWidget(self.ready)
        place.views.setCurrentWidget(self.ready)
        if place.board is not None:
            self.ready.show_findings(place.board.findings, can_edit=place.editor.can_edit)
        self.ready.refresh()

    def show_costs(self) -> None:
        """Show what the plan costs, and the office's rates."""
        if self.costs is None:
            from tourplanner.ui.tours.costs import CostPage

            self.costs = CostPage(self._place.session)
            self._place.views.addWidget(self.costs)
        self._place.views.setCurrentWidget(self.costs)
        self.costs.refresh()

    def first_widget(self, *, is_ready: bool) -> QWidget:
        """Give what takes the keyboard: the list of to-dos, or of rates."""
        if is_ready and self.ready is not None:
            return self.ready.list.table
        return self.costs.rates.table if self.costs is not None else self._place
