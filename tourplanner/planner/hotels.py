"""Where to sleep: the first choice of hotels, by a table over nights and hotels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tourplanner.planner.kernels import promise
from tourplanner.planner.kernels.arrays import MEAN_REWARD, NO_LIMIT, RELEASE, REPORT, Draft, Memory
from tourplanner.planner.problem import Problem


@dataclass(frozen=True, slots=True)
class Promises:
    """What each day could earn between two nodes.

    ``value`` : (D, H + 2, H + 2), -1 = the way alone does not fit the day; row = where the day
    starts, column = where it ends. ``nodes`` : the hotels, then the tour's start and end.
    """

    value: Any
    nodes: tuple[int, ...]


def promises(
    problem: Problem, draft: Draft, memory: Memory, told: Callable[[], None] | None = None
) -> Promises:
    """Ask every day and every pair of nights what the day could earn; the draft is scratch.

    Parameters
    ----------
    told : called now and then; what it raises comes through.
    """
    numbers = problem.numbers
    nodes = (*map(int, numbers.hotels), problem.start, problem.end)
    hotels, days = len(numbers.hotels), problem.days
    value = np.full((days, hotels + 2, hotels + 2), -1, dtype=np.int64)
    draft.counts[:] = 0
    draft.total[:, REPORT] = NO_LIMIT  # no rest from or to a day that is not asked about
    draft.total[:, RELEASE] = -NO_LIMIT
    cap = 5 * int(numbers.limits[MEAN_REWARD])
    for day in range(days):
        starts = range(hotels) if day else (hotels,)
        ends = range(hotels) if day < days - 1 else (hotels + 1,)
        for i in starts:
            if told is not None:
                told()
            for j in ends:
                draft.night[day], draft.night[day + 1] = nodes[i], nodes[j]
                value[day, i, j] = promise(numbers, draft, memory, day, cap)
        draft.total[day, REPORT], draft.total[day, RELEASE] = NO_LIMIT, -NO_LIMIT
    return Promises(value, nodes)


def best_nights(found: Promises, noise: Any = None) -> tuple[int, ...] | None:
    """Give the nodes of all nights, start and end among them, with the most promise.

    Parameters
    ----------
    noise : factors, shape of ``found.value``, to get another choice.

    Returns
    -------
    D + 1 nodes; None where no choice of hotels lets the bus drive through.
    """
    days, width, _ = found.value.shape
    start, end = width - 2, width - 1
    value = found.value + 1.0
    if noise is not None:
        value = value * noise
    value = np.where(found.value < 0, -np.inf, value)
    reached = np.full(width, -np.inf)
    reached[start] = 0.0
    came_from = []
    for day in range(days):
        sums = reached[:, None] + value[day]
        came_from.append(sums.argmax(axis=0))
        reached = sums.max(axis=0)
    if reached[end] == -np.inf:
        return None
    path = [end]
    for table in reversed(came_from):
        path.append(int(table[path[-1]]))
    return tuple(found.nodes[k] for k in reversed(path))
