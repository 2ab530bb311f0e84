"""Search a problem: ruin and recreate in chunks, from several nights, then from the best days.

Musts come first: while one is out, nothing else is planned.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tourplanner.core.errors import Infeasible
from tourplanner.core.ports import Progress
from tourplanner.planner import kernels
from tourplanner.planner.combine import combine
from tourplanner.planner.drafts import new_draft, new_memory
from tourplanner.planner.effort import CANDIDATE_LIMIT, Effort, iterations_for
from tourplanner.planner.hotels import Promises, best_nights, promises
from tourplanner.planner.kernels import arrays
from tourplanner.planner.kernels.arrays import (
    BEST,
    CLOSED,
    GOAL,
    ITERATION,
    MEAN_REWARD,
    MUST,
    REWARD,
    TOTAL,
    Memory,
)
from tourplanner.planner.problem import UNITS_PER_POINT, Problem

CHUNK_S = 0.02
WARMEST, COOLEST = 0.5, 0.1  # temperature in mean rewards, first and last
SCOUTS = 8  # searches before the long one, from other nights where there is a choice of hotels
THIN = 400  # iterations in which a search sees too little to be worth another one beside it
NO_REST = (
    "The driver's rest between the days cannot be kept on this way.",
    "Add a hotel between, or give the tour another day.",
)
NO_GOAL = 1 << 60  # search to the last iteration
MUST_TRIES = 4  # choices of hotels to start from while a must is out
SOFT = range(arrays.PER_REGION_MISSING, arrays.MEAN_REWARD)  # places of the soft weights


@dataclass(frozen=True, slots=True)
class Solution:
    """What a search found, in the problem's indices.

    ``order`` : stops of every day in driving order; ``missing`` : musts that found no place.
    """

    nights: tuple[int, ...]
    order: tuple[tuple[int, ...], ...]
    value: int
    missing: tuple[int, ...]
    iterations: int
    hit_time_cap: bool


class Search:
    """One search over a problem: call ``run``; ``best`` is there at any time after ``start``."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem = problem
        self.seed = seed
        self.draft = new_draft(problem)
        self.memory = new_memory(problem, seed)
        self.iterations = 0
        self.hit_time_cap = False
        self.ends: list[Memory] = []  # of the searches before the long one
        self.pace: Callable[[], float] | None = None  # share of the time used, to search by time
        self._left = 0  # iterations that are not yet given to a search
        self._deadline = float("inf")

    def start(self, nights: Sequence[int], goal: int, iterations: int, warmest: int) -> bool:
        """Fill a first draft between these nights; whether the nights let every day hold."""
        draft = self.draft
        draft.day_of[draft.day_of >= 0] = arrays.FREE
        draft.night[:] = nights
        draft.counts[:] = 0
        self._set(goal, iterations, warmest)
        self._lead_around()
        return self._open()

    def _lead_around(self) -> None:
        """Begin each day whose way alone misses its ferry with a stop over which it holds.

        Also with one that is not a must while musts alone are placed: it is worth nothing then.
        """
        numbers, draft = self.problem.numbers, self.draft
        if not numbers.departures.shape[1]:
            return
        highest_first = np.argsort(-numbers.stops[:, REWARD], kind="stable")
        for day in range(self.problem.days):
            if kernels.day_holds(numbers, draft, self.memory, day):
                continue
            draft.counts[day] = 1
            for stop in map(int, highest_first):
                if draft.day_of[stop] < 0 and not numbers.visits[day, stop, CLOSED]:
                    draft.order[day, 0] = stop
                    if kernels.day_holds(numbers, draft, self.memory, day):
                        draft.day_of[stop] = day
                        break
            else:
                draft.counts[day] = 0

    def resume(self, goal: int, iterations: int, warmest: int) -> bool:
        """Go on from the incumbent with another goal; whether it holds, as it does if searched."""
        numbers, draft, memory = self.problem.numbers, self.draft, self.memory
        memory.saved_night[:] = memory.best_night
        memory.saved_order[:, :] = memory.best_order
        memory.saved_counts[:] = memory.best_counts
        kernels.restore(numbers, draft, memory)
        self._set(goal, iterations, warmest)
        return self._open()

    def _set(self, goal: int, iterations: int, warmest: int) -> None:
        tally = self.memory.tally
        tally[ITERATION], tally[TOTAL], tally[GOAL] = -1, iterations, goal
        steps = np.linspace(0, 1, arrays.COOLING_STEPS)
        heat = warmest * WARMEST * (COOLEST / WARMEST) ** steps
        self.memory.cooling[:] = np.rint(heat).astype(np.int64)

    def _open(self) -> bool:
        """Fill the first draft of a search; whether its days held before."""
        if not kernels.draft_holds(self.problem.numbers, self.draft, self.memory):
            return False
        kernels.search_chunk(self.problem.numbers, self.draft, self.memory, 1, CANDIDATE_LIMIT)
        return True

    def limit_seconds(self, seconds: float) -> None:
        """Stop at the latest so many seconds from now."""
        self._deadline = time.perf_counter() + seconds

    def run(self, progress: Progress | None, words: str, share: tuple[int, int] = (0, 100)) -> None:
        """Run all iterations in chunks; progress is told between them and may raise Cancelled.

        Parameters
        ----------
        share : first and last per cent of the whole work.
        """
        tally, size = self.memory.tally, 4
        began, ends = self._span(int(tally[TOTAL]))
        while tally[ITERATION] < tally[TOTAL] and tally[BEST] < tally[GOAL]:
            done = int(tally[ITERATION])
            if progress is not None:
                percent = share[0] + (share[1] - share[0]) * done // int(tally[TOTAL])
                progress(percent, 100, words)
            if self.pace is not None and done > 20:
                passed = (self.pace() - began) / max(ends - began, 1e-9)
                tally[TOTAL] = max(done, int(done / max(passed, 1e-9)))
            started = time.perf_counter()
            if started > self._deadline:
                self.hit_time_cap = True
                break
            kernels.search_chunk(
                self.problem.numbers, self.draft, self.memory, size, CANDIDATE_LIMIT
            )
            self.iterations += int(tally[ITERATION]) - done
            took = max(time.perf_counter() - started, 1e-6)
            size = max(1, min(4 * size, int(size * CHUNK_S / took)))

    def _span(self, iterations: int) -> tuple[float, float]:
        """Give from which to which share of the time so many of the iterations left may run."""
        began = self.pace() if self.pace is not None else 0.0
        part = min(1.0, iterations / max(self._left, 1))
        self._left -= iterations
        return began, began + (1.0 - began) * part

    def explore(self, iterations: int, progress: Progress | None) -> None:
        """Search from the most promising nights: the musts first, then everything.

        Raises
        ------
        Infeasible : no choice of hotels lets the bus drive through.
        """
        numbers = self.problem.numbers
        found = promises(
            self.problem, self.draft, self.memory, still(progress, 0, "Looking at the nights")
        )
        if best_nights(found) is None:
            raise Infeasible(
                "No choice of hotels lets the bus drive from the start to the end in these days.",
                "Add a hotel between, or give the tour another day.",
            )
        musts = None
        if numbers.stops[:, MUST].any():
            if not place_musts(self, found, max(200, iterations // 4), progress):
                return
            musts = self.memory
        each = iterations // (2 * SCOUTS)
        self._left = iterations
        self._scout(found, musts, each, progress)
        if not self.ends:
            raise Infeasible(*NO_REST)
        best = self.best_memory()
        left, mean = self._left, int(numbers.limits[MEAN_REWARD])
        self.memory = combine(self.problem, self.draft, self.ends) or copy.deepcopy(best)
        if not self.resume(NO_GOAL, left, mean):  # without a stop seen twice a day may not hold
            self.memory = copy.deepcopy(best)
            self.resume(NO_GOAL, left, mean)
        self.run(progress, "Looking for the best order", (60, 99))
        self.memory = self.best_memory()
        self.polish()

    def _scout(
        self, found: Promises, musts: Memory | None, iterations: int, progress: Progress | None
    ) -> None:
        """Search several times from other nights, or from the placed musts; fills ``ends``.

        One long search stays in the part of the plans where it cools; several see more of them.
        """
        mean = int(self.problem.numbers.limits[MEAN_REWARD])
        noise = np.random.default_rng(self.seed)
        for k in range(SCOUTS):
            if musts is not None:
                rng = self.memory.rng.copy()
                self.memory = copy.deepcopy(musts)
                self.memory.rng[:] = rng
                self.resume(NO_GOAL, iterations, mean)
            elif not self.start(other_nights(found, noise, k), NO_GOAL, iterations, mean):
                continue
            share = (20 + 40 * k // SCOUTS, 20 + 40 * (k + 1) // SCOUTS)
            self.run(progress, "Looking for the best order", share)
            self.ends.append(copy.deepcopy(self.memory))
            if self.memory.tally[ITERATION] < min(THIN, iterations):
                break  # the time is short for so large a pool: one long search has all of it

    def best_memory(self) -> Memory:
        """Give the memory with the best incumbent of all searches so far, the first of equals."""
        return max([*self.ends, self.memory], key=lambda end: int(end.tally[BEST]))

    def polish(self) -> None:
        """Give the incumbent what the search passed over."""
        memory = self.memory
        memory.saved_night[:] = memory.best_night
        memory.saved_order[:, :] = memory.best_order
        memory.saved_counts[:] = memory.best_counts
        kernels.restore(self.problem.numbers, self.draft, memory)
        kernels.fill_up(self.problem.numbers, self.draft, memory)

    def best(self) -> Solution:
        """Give the incumbent."""
        memory, numbers = self.best_memory(), self.problem.numbers
        order = tuple(
            tuple(int(s) for s in memory.best_order[day, : memory.best_counts[day]])
            for day in range(self.problem.days)
        )
        placed = {s for day in order for s in day}
        missing = tuple(int(s) for s in np.flatnonzero(numbers.stops[:, MUST]) if s not in placed)
        return Solution(
            tuple(int(node) for node in memory.best_night),
            order,
            int(memory.tally[BEST]),
            missing,
            self.iterations,
            self.hit_time_cap,
        )


def solve_with(
    problem: Problem,
    effort: Effort,
    seed: int,
    progress: Progress | None = None,
    iterations: int | None = None,
) -> Solution:
    """Search a problem; musts that cannot be placed are in ``missing``.

    Parameters
    ----------
    iterations : instead of those that the effort gives.

    Raises
    ------
    Infeasible : no choice of hotels lets the bus drive through. Cancelled : by ``progress``.
    """
    total = iterations or iterations_for(problem, effort)
    search = Search(problem, seed)
    search.limit_seconds(effort.cap_s)
    search.explore(total, progress)
    return search.best()


def other_nights(found: Promises, noise: np.random.Generator, attempt: int) -> tuple[int, ...]:
    """Give the most promising nights first, then others that noise prefers."""
    factors = noise.uniform(0.3, 1.0, found.value.shape) if attempt else None
    nights = best_nights(found, factors)
    assert nights is not None  # asked only where the first choice exists, and noise closes no way
    return nights


def place_musts(
    search: Search, found: Promises, iterations: int, progress: Progress | None
) -> bool:
    """Plan the musts alone, from several choices of hotels; whether all found a place.

    The draft with the most of them stays the incumbent.
    """
    whole = search.problem.numbers
    must = whole.stops[:, MUST]
    musts, reward = int(must.sum()), 100 * UNITS_PER_POINT
    alone = whole._replace(stops=whole.stops.copy(), limits=whole.limits.copy())
    alone.stops[:, REWARD] = must * reward
    alone.limits[MEAN_REWARD] = reward
    alone.limits[list(SOFT)] = 0
    noise = np.random.default_rng(search.seed)
    best: tuple[int, Memory] | None = None
    problem = search.problem
    for attempt in range(MUST_TRIES):
        nights = other_nights(found, noise, attempt)
        search.problem = Problem(alone, problem.start, problem.end)
        search.draft.day_of[:] = np.where(must, arrays.FREE, arrays.BARRED)
        if search.start(nights, musts * reward, iterations, reward):
            search.run(
                progress, "Placing the stops that must be seen", (attempt * 5, attempt * 5 + 5)
            )
            value = int(search.memory.tally[BEST])
            if best is None or value > best[0]:
                best = (value, copy.deepcopy(search.memory))
        search.problem = problem
        if best is not None and best[0] >= musts * reward:
            break
    if best is None:
        raise Infeasible(*NO_REST)
    search.memory = best[1]
    search.draft.day_of[:] = arrays.FREE
    return best[0] >= musts * reward


def still(progress: Progress | None, percent: int, words: str) -> Callable[[], None] | None:
    """Give what tells the same again and again, so that Cancel comes through."""
    return None if progress is None else lambda: progress(percent, 100, words)
