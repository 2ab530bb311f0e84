"""Days of several plans put together: the days that see most between them, sites counted once.

Every search ends in some good days and some that are not; the best plan of days out of all of them
is a better start than any of their plans. A day of one plan may become another day where its
stops fit there between the same nights.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np

from tourplanner.planner import kernels
from tourplanner.planner.kernels import arrays
from tourplanner.planner.kernels.arrays import REWARD, Draft, Memory
from tourplanner.planner.problem import Problem

BEAM = 200  # unfinished plans that are kept from day to day


def combine(problem: Problem, draft: Draft, plans: Sequence[Memory]) -> Memory | None:
    """Give a memory whose incumbent is made of the best days; None where no such plan sees more.

    The draft is empty thereafter. A stop that two days see is seen on the first of them.
    """
    chosen = _best_days(problem, plans, _days_that_hold(problem, draft, plans))
    if chosen is None:
        return None
    made = copy.deepcopy(plans[0])
    seen: set[int] = set()
    for place, (k, day) in enumerate(chosen):
        stops = [stop for stop in _order(plans[k], day) if stop not in seen]
        made.best_night[place : place + 2] = plans[k].best_night[day : day + 2]
        made.best_order[place, : len(stops)] = stops
        made.best_counts[place] = len(stops)
        seen |= set(stops)
    return made


def _order(plan: Memory, day: int) -> list[int]:
    return [int(s) for s in plan.best_order[day, : plan.best_counts[day]]]


def _best_days(
    problem: Problem, plans: Sequence[Memory], options: Sequence[Sequence[tuple[int, int]]]
) -> tuple[tuple[int, int], ...] | None:
    """Choose a day of a plan for each day, so that the nights meet and most is seen.

    A beam over the days, by the rewards of all stops seen so far; None where no choice sees more
    than the best of the plans.
    """
    reward = problem.numbers.stops[:, REWARD]
    chosen: list[tuple[tuple[int, int], ...]] = [()]
    seen = np.zeros((1, len(reward)), dtype=bool)
    worth = np.zeros(1, dtype=np.int64)
    for here in options:
        adds = np.zeros((len(here), len(reward)), dtype=bool)
        for row, (k, day) in enumerate(here):
            adds[row, _order(plans[k], day)] = True
        sums = worth[:, None] + (~seen).astype(np.int64) @ (adds * reward).T
        ends = [plans[c[-1][0]].best_night[c[-1][1] + 1] if c else problem.start for c in chosen]
        starts = [plans[k].best_night[day] for k, day in here]
        sums[np.array(ends)[:, None] != np.array(starts)[None]] = -1
        order = np.argsort(-sums, axis=None, kind="stable")[:BEAM]
        rows, columns = np.unravel_index(order[sums.ravel()[order] >= 0], sums.shape)
        if not len(rows):
            return None
        chosen = [(*chosen[r], here[c]) for r, c in zip(rows, columns, strict=True)]
        seen, worth = seen[rows] | adds[columns], sums[rows, columns]
    most = max(
        sum(int(reward[_order(plan, day)].sum()) for day in range(problem.days)) for plan in plans
    )
    return chosen[0] if worth[0] > most else None


def _days_that_hold(
    problem: Problem, draft: Draft, plans: Sequence[Memory]
) -> list[list[tuple[int, int]]]:
    """Give for each day which days of which plans hold there by themselves, as (plan, day)."""
    first, last = 0, problem.days - 1
    found = []
    for place in range(problem.days):
        here = []
        for k, plan in enumerate(plans):
            for day in range(problem.days):
                nights = plan.best_night[day : day + 2]
                if place == first and nights[0] != problem.start:
                    continue
                if place == last and nights[1] != problem.end:
                    continue
                stops = _order(plan, day)
                draft.night[place : place + 2] = nights
                draft.order[place, : len(stops)] = stops
                draft.counts[place] = len(stops)
                closed = problem.numbers.visits[place, stops, arrays.CLOSED].any()
                if not closed and kernels.day_holds(problem.numbers, draft, plans[0], place):
                    here.append((k, day))
        found.append(here)
    draft.counts[:] = 0
    draft.day_of[draft.day_of >= 0] = arrays.FREE
    return found
