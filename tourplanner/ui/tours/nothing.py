"""What is said where there are no days to see: why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourplanner.ui.shell.status import job_words
from tourplanner.ui.tours.planning import PREPARING
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.ui.jobs import Job
    from tourplanner.ui.session import TourRow

_FIRST = "The first plan on a laptop takes a minute longer. Go on with other work meanwhile."


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
