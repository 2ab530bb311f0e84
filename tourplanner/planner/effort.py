"""How long a plan is searched for: so many iterations, by the problem's size and the effort.

The same seed and effort give the same plan; seconds are a safety cap alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from tourplanner.core.errors import PlanningError
from tourplanner.planner.kernels import COMPILED
from tourplanner.planner.kernels.arrays import MAX_STOPS
from tourplanner.planner.problem import Problem

CANDIDATE_LIMIT = 400  # stops tried in one iteration of a large pool
FEW_SITES = 8  # of a small tour
INTERPRETED_SHARE = 40  # so many times fewer iterations where there is no compiler


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search: work in insertions tried, iterations between bounds, a cap in seconds.

    ``small`` : iterations that a tour of at most FEW_SITES gets at least.
    """

    work: int
    least: int
    most: int
    cap_s: float
    small: int = 0


# A small tour gets the best plan there is at every effort, so that nobody has to ask for more: of
# a thousand generated ones one wants more than 8,000 iterations and none more than 40,000.
EFFORTS = {
    "quick": Effort(30_000_000, 1_000, 8_000, 20.0, 40_000),
    "normal": Effort(150_000_000, 4_000, 40_000, 90.0, 40_000),
    "long": Effort(1_800_000_000, 40_000, 800_000, 900.0, 40_000),
}


def effort_named(name: str) -> Effort:
    """Give an effort by its name."""
    try:
        return EFFORTS[name]
    except KeyError:
        raise PlanningError(
            f"There is no effort “{name}”.", f"Choose one of {', '.join(EFFORTS)}."
        ) from None


def iterations_for(problem: Problem, effort: Effort) -> int:
    """Give the iterations of a problem: the effort's work by the insertions of one iteration."""
    numbers = problem.numbers
    stops = min(len(numbers.stops), CANDIDATE_LIMIT)
    places = problem.days * (min(int(numbers.limits[MAX_STOPS]), 40) + 1)
    count = max(effort.least, min(effort.most, effort.work // max(1, stops * places)))
    if stops <= FEW_SITES:
        count = max(count, effort.small)
    return count if COMPILED else max(100, count // INTERPRETED_SHARE)
