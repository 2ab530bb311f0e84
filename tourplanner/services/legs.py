"""The legs of a plan side by side: minutes as worked out, and as somebody typed them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tourplanner.core.changes import Changes
from tourplanner.core.model.tour import Node, Plan
from tourplanner.core.travel import Grade, TravelMatrix, TypedMinutes
from tourplanner.services.plan import Planned
from tourplanner.services.tours import TourService


@dataclass(frozen=True, slots=True)
class LegRow:
    """One pair of places in the direction it is driven. ``days`` from 0, empty = not driven now.

    ``ours_min`` and ``miles`` are None where the program knows no road.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    days: tuple[int, ...]
    ours_min: int | None
    miles: int | None
    grade: Grade
    typed: TypedMinutes | None


def leg_rows(tours: TourService, planned: Planned) -> tuple[LegRow, ...]:
    """Give the legs that a plan drives, in order, then the typed ones that it does not drive."""
    plan = planned.plan
    travel, ours = planned.travel, planned.travel
    if travel.typed:
        ours = tours.travel(plan.tour, ours_alone=True)
    driven = _driven(plan)
    nodes = {node.id: node for pair in driven for node in pair}
    nodes |= {stop.node.id: stop.node for stop in plan.tour.stops}
    nodes |= {node.id: node for node in (plan.tour.start, plan.tour.end, *plan.tour.hotels)}
    known = {(left.id, right.id) for left, right in driven}
    extra = [
        pair
        for pair in sorted(tours.typed_minutes())
        if pair not in known and pair[0] in nodes and pair[1] in nodes
    ]
    rows = [_row(travel, ours, left, right, days) for (left, right), days in driven.items()]
    rows += [_row(travel, ours, nodes[left], nodes[right], ()) for left, right in extra]
    return tuple(rows)


def take_back(tours: TourService, left: str, right: str) -> Changes:
    """Take the typed minutes of a leg back, also where they were typed for the way back."""
    typed = tours.typed_minutes()
    if (left, right) not in typed and (right, left) in typed:
        left, right = right, left
    return tours.type_minutes(left, right, None)


def _driven(plan: Plan) -> dict[tuple[Node, Node], tuple[int, ...]]:
    """Give the pairs of places that are driven, in order, with their days."""
    found: dict[tuple[Node, Node], tuple[int, ...]] = {}
    for day in plan.days:
        stations = [day.start, *(stop.node for stop in day.stops), day.end]
        for pair in pairwise(stations):
            if pair[0].id != pair[1].id:
                found[pair] = (*found.get(pair, ()), day.index)
    return found


def _row(
    travel: TravelMatrix, ours: TravelMatrix, left: Node, right: Node, days: tuple[int, ...]
) -> LegRow:
    own = ours.leg(left.id, right.id)
    return LegRow(
        left.id,
        right.id,
        left.name,
        right.name,
        days,
        own.off_peak_min if own else None,
        round(own.miles) if own else None,
        own.grade if own else Grade.FORMULA,
        travel.typed.get((left.id, right.id)),
    )
