"""What is said where there are no days to see: why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tourplanner.ui.shell.status import job_words
from tourplanner.ui.tours.planning import PREPARING
from tourplanner.ui.widgets.basic import ActionButton, button, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from tourplanner.ui.jobs import Job
    from tourplanner.ui.overview import TourRow

_FIRST = "The first plan on a laptop takes a minute longer. Go on with other work meanwhile."


class NoDays(EmptyState):
    """What stands where the days of a tour will be, with the one button that comes next."""

    def __init__(self, plan: QAction, stop: QAction, make: Callable[[], None]) -> None:
        buttons = QWidget()
        self.plan_first = ActionButton(plan, "primary")
        self.stop_first = ActionButton(stop)
        self.make_first = button("New tour", "primary", "plus", make)
        choice = row(buttons)
        for each in (self.plan_first, self.stop_first, self.make_first):
            choice.addWidget(each)
        super().__init__("", act=buttons)
        self._has_tour = False

    def wait(self, tour: TourRow | None) -> None:
        """Say that it is not known yet what there is of a tour; nothing is offered for it."""
        self._has_tour = tour is not None
        self.say("Reading the plan.")
        self.plan_first.setVisible(False)
        self.make_first.setVisible(False)

    def explain(self, tour: TourRow | None, job: Job | None, *, can_edit: bool) -> None:
        """Say why there are no days of this tour, or no tour, and offer what can be done.

        Parameters
        ----------
        job : the search for a plan, where one runs.
        """
        self._has_tour = tour is not None
        self.say(*empty_words(tour, job))
        self.plan_first.setVisible(tour is not None and tour.stops > 0 and job is None)
        self.make_first.setVisible(tour is None and can_edit)

    def first_widget(self) -> QWidget:
        """Give what takes the keyboard."""
        return self.plan_first if self._has_tour else self.make_first


def empty_words(tour: TourRow | None, job: Job | None) -> tuple[str, str]:
    """Give a sentence and how else.

    Parameters
    ----------
    job : the search for a plan, where one runs.
    """
    if tour is None:
        return "No tour in this file yet.", "Also in the Tour menu: New tour."
    if not tour.stops:
        return (
            f"{count_words(tour.days, 'empty day')}. Choose sites first.",
            "Sites, Ctrl+1: mark schools must or may, then come back.",
        )
    if job is not None:
        words = job_words(job)
        return job.title, f"{words}. {_FIRST}" if words == PREPARING else words
    return (
        f"{count_words(tour.stops, 'candidate')}, no plan yet.",
        "Planning takes a few seconds and can be stopped. It works with the network off.",
    )
