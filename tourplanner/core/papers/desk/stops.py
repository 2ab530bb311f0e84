"""The stops of a tour in the order of the plan, as the lists of the desk show them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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


def runs_text(numbers: Collection[str], order: Sequence[str]) -> str:
    """Write the numbers of stops: ``1.1, 2.1-2.3``; ``all`` where it is every one of several.

    Parameters
    ----------
    order : the numbers of all planned stops in the order of the tour.
    """
    if len(order) > 1 and set(order) <= set(numbers):
        return "all"
    runs: list[list[str]] = []
    at = -2
    for n, number in enumerate(order):
        if number in numbers:
            if n == at + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
            at = n
    return ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 2 else ", ".join(r) for r in runs)


def numbers_of(cut: CutView) -> dict[str, str]:
    """Give the number of each planned stop by its id."""
    return {one.stop.id: one.number for one in planned(cut)}
