"""Planning from the window: begun, watched, stopped; what it came to is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tourplanner.core.confirmed import kept_count
from tourplanner.ui.jobs import Job
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.tours.place import ToursPlace

PREPARING = "Preparing the planner"


class Planning:
    """One search for the place of tours; the plan that is there stays until it ends."""

    def __init__(self, place: ToursPlace) -> None:
        self._place = place
        self.job: Job | None = None

    def begin(self) -> None:
        """Let days and order be proposed; the old plan stays until the new one is there."""
        place = self._place
        tour = place.session.tour
        if tour is None or self.job is not None:
            return
        if place.empty.plan_first.hasFocus():
            place.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes; the board takes it
        tour_id, name, effort = tour.id, tour.name, place.effort

        def work(workspace: Workspace, progress: Progress) -> str:
            progress(0, 0, PREPARING)
            plan = workspace.plan.run(tour_id, effort=effort, progress=progress).plan
            words = f"{plan.name}: {count_words(sum(len(day.stops) for day in plan.days), 'stop')}"
            if plan.left_out:
                words += f", {len(plan.left_out)} left out; Result says why"
            if kept := kept_count(plan):
                words += f". {count_words(kept, 'confirmed visit')} kept"
            return f"{words}."

        if place.asides.shown is not None:  # the result is to be seen
            place.asides.leave()
        self.job = place.session.read(
            work, self._done, self._failed, title=f"Planning {name}", topic="plan"
        )
        self.show_running()

    def stop(self) -> None:
        """Stop the planning; nothing is changed."""
        if self.job is not None:
            self._place.session.jobs.cancel(self.job)

    def _done(self, words: str) -> None:
        self._end()
        self._place.session.acted.emit(words)

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._place.session.tell_error(error)

    def _end(self) -> None:
        self.job = None
        self.show_running()

    def show_running(self) -> None:
        """Offer to stop what runs; say that it was stopped."""
        place = self._place
        if self.job is not None and self.job.is_cancelled:
            self.job = None
            place.session.tell(Notice(Tone.INFO, "Planning stopped. Nothing was changed."))
        running = self.job is not None
        if place.stop_action.isVisible() != running:
            place.stop_action.setVisible(running)
            place.show_state()
        elif running and place.board is None:
            place.show_empty()
