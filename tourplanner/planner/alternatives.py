"""Really different plans beside the one that stands, each with an aim that it is made for.

Every one is searched and held against the rules like any plan; one that comes to much the same as
another that is already there is not told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tourplanner.core.model.ids import StopId
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import Plan, Tour
from tourplanner.core.ports import Progress
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.planner.planning import plan_tour
from tourplanner.planner.problem import PlanWeights

OTHER_VISITS_PERCENT = 25  # so many visits in or out, or on another day, make another plan
LESS_DRIVING_PERCENT = 15  # or so much less time in the bus


@dataclass(frozen=True, slots=True)
class Aim:
    """What an alternative is made for, in words, the weights that seek it, and what must fall."""

    words: str
    weights: Callable[[Plan], PlanWeights]
    measure: Callable[[Plan, TravelMatrix], int] | None  # None = it only has to differ


def _known(plan: Plan) -> PlanWeights:
    return PlanWeights(known=frozenset(stop.id for day in plan.days for stop in day.stops))


def _regions_less(plan: Plan, _: TravelMatrix) -> int:
    return -len({stop.region for day in plan.days for stop in day.stops} - {""})


def driven_min(plan: Plan, travel: TravelMatrix) -> int:
    """Give the guests' minutes in the bus."""
    settings = plan.tour.settings
    return sum(compute_day(day, travel, settings).guest_drive_min for day in plan.days)


_REGIONS = PlanWeights(region_missing_points=60, regions_wanted=1_000, region_share_percent=25)
AIMS = (
    Aim("Less driving", lambda _: PlanWeights(drive_hour_points=20), driven_min),
    Aim("More regions", lambda _: _REGIONS, _regions_less),
    Aim("Other sites", _known, None),
)


def other_plans(
    standing: Plan,
    tour: Tour,
    travel: TravelMatrix,
    rules: DriverRules,
    effort: str = "normal",
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[tuple[str, Plan], ...]:
    """Give the words of each aim with its plan, in the order of ``AIMS``; none = all are alike.

    Parameters
    ----------
    standing : the plan to differ from. tour : as it is planned, confirmed visits held.

    Raises
    ------
    Infeasible, Cancelled, PlanningError : as ``plan_tour`` does.
    """
    found: list[tuple[str, Plan]] = []
    for k, aim in enumerate(AIMS):
        part = _part(progress, aim.words, k, len(AIMS))
        plan = plan_tour(tour, travel, rules, effort, seed, part, aim.weights(standing))
        measure = aim.measure
        if measure and measure(plan, travel) >= measure(standing, travel):
            continue
        if all(differ(other, plan, travel) for other in (standing, *(p for _, p in found))):
            found.append((aim.words, plan))
    return tuple(found)


def differ(old: Plan, new: Plan, travel: TravelMatrix) -> bool:
    """Whether a plan is really another: its visits and their days, or far less time in the bus."""
    was, now = _visits(old), _visits(new)
    other = max(len(was - now), len(now - was))
    if 100 * other >= OTHER_VISITS_PERCENT * max(len(was), len(now), 1) and other:
        return True
    return 100 * driven_min(new, travel) <= (100 - LESS_DRIVING_PERCENT) * driven_min(old, travel)


def _visits(plan: Plan) -> set[tuple[int, StopId]]:
    return {(day.index, stop.id) for day in plan.days for stop in day.stops}


def _part(progress: Progress | None, words: str, k: int, parts: int) -> Progress | None:
    """Give the progress of one search out of several; what it looks for stands in its words."""
    if progress is None:
        return None
    tell = progress

    aim = words.lower()

    def told(done: int, total: int, words: str) -> None:
        tell((k * total + done) // parts, total, f"Looking for another plan: {aim}")

    return told
