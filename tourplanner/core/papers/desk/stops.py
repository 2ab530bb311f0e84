"""The stops of a tour in the order of the plan, as the lists of the desk show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.moments import days_of, visit_name, visit_number
from tourplanner.core.privacy import CutView


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A stop with its number, visit and site."""

    number: str
    name: str
    day: date
    visit: RecordView
    stop: RecordView
    site: RecordView


def planned(cut: CutView) -> Iterator[PlannedStop]:
    """Give the stops of a cut view in order."""
    for day in days_of(cut):
        for visit in day.visits:
            yield PlannedStop(
                visit_number(visit),
                visit_name(cut, visit),
                day.day["date"],
                visit,
                cut.get("stop", visit.text("stop")),
                cut.get("site", visit.text("site")),
            )


def numbers_of(cut: CutView) -> dict[str, str]:
    """Give the number of each planned stop by its id."""
    return {one.stop.id: one.number for one in planned(cut)}
