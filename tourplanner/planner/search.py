"""Make a plan: ruin and recreate in chunks, then every answer through core.schedule.

The search stops after a number of iterations that the problem's size and the effort give, so that
the same seed and effort give the same plan; seconds are a safety cap, and a plan that hit it says
so. Musts come first: while one is out, nothing else is planned.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

import numpy as np

from tourplanner.core.checks.mending import faults
from tourplanner.core.errors import Infeasible, PlanningError
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import Node, Plan, Tour, TourDay
from tourplanner.core.ports import Progress
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.units import join_names
from tourplanner.planner import explain as explaining
from tourplanner.planner import kernels
from tourplanner.planner.combine import combine
from tourplanner.planner.drafts import new_draft, new_memory, tiny_problem
from tourplanner.planner.hotels import Promises, best_nights, promises
from tourplanner.planner.kept import clear_kept
from tourplanner.planner.kernels import COMPILED, arrays
from tourplanner.planner.kernels.arrays import (
    BEST,
    GOAL,
    ITERATION,
    MAX_STOPS,
    MEAN_REWARD,
    MUST,
    REWARD,
    TOTAL,
    Memory,
)
from tourplanner.planner.problem import UNITS_PER_POINT, PlanWeights, Problem, build_problem

CHUNK_S = 0.02
CANDIDATE_LIMIT = 400  # stops tried in one iteration of a large pool
WARMEST, COOLEST = 0.5, 0.1  # temperature in mean rewards, first and last
FEW_SITES = 8  # of a small tour
SCOUTS = 8  # searches before the long one, from other nights where there is a choice of hotels
THIN = 400  # iterations in which a search sees too little to be worth another one beside it
NO_REST = (
    "The driver's rest between the days cannot be kept on this way.",
    "Add a hotel between, or give the tour another day.",
)
NO_GOAL = 1 << 60  # search to the last iteration
FILTER_TRIES = 3  # searches whose answers may fail the filter
SEED_STEP = 7_919
MUST_TRIES = 4  # choices of hotels to start from while a must is out
SOFT = range(arrays.PER_REGION_MISSING, arrays.MEAN_REWARD)  # places of the soft weights
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
        return self._open()

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
            self.problem, self.draft, self.memory, _still(progress, 0, "Looking at the nights")
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


def solve(
    problem: Problem, effort: str = "normal", seed: int = 0, progress: Progress | None = None
) -> Solution:
    """Search a problem; musts that cannot be placed are in ``missing``.

    Raises
    ------
    Infeasible : no choice of hotels lets the bus drive through. Cancelled : by ``progress``.
    """
    return solve_with(problem, effort_named(effort), seed, progress)


def solve_with(
    problem: Problem,
    effort: Effort,
    seed: int,
    progress: Progress | None = None,
    iterations: int | None = None,
) -> Solution:
    """Search a problem under an effort given as numbers."""
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


def warm_up() -> None:
    """Run each kernel once on a tiny problem, so that planning does not wait for the compiler."""
    problem = tiny_problem()
    # No cap in seconds: compiling may take longer than any, and all of it is to be compiled.
    solve_with(problem, Effort(0, 20, 20, float("inf")), 0)
    clear_kept()


@cache
def _warm_once() -> None:
    warm_up()


def plan_tour(
    tour: Tour,
    travel: TravelMatrix,
    rules: DriverRules,
    effort: str = "normal",
    seed: int = 0,
    progress: Progress | None = None,
    weights: PlanWeights | None = None,
) -> Plan:
    """Propose days and order for a tour, with a reason for every candidate left out.

    The house rule for drivers is kept; only where the musts do not fit under it, the law's limits
    are tried. Every day given back was recomputed by core.schedule and breaks no rule of time.

    Raises
    ------
    Infeasible : the musts do not all fit; the text names them and the rule.
    Cancelled : by ``progress``. UnknownLeg : a place has no travel times.
    """
    asked, weights = effort_named(effort), weights or PlanWeights()
    progress = progress and _rising(progress)
    if progress is not None:
        progress(0, 100, "Preparing the planner")
    _warm_once()  # or the seconds of the compiler would count against the cap
    if tour.days > 1 and not tour.hotels:
        raise Infeasible(
            f"{tour.name} has nights but no hotel.", "Add at least one place to sleep."
        )
    strict = build_problem(tour, travel, rules, weights)
    for attempt in range(FILTER_TRIES):
        problem, solution = _search(strict, asked, seed + attempt * SEED_STEP, progress)
        plan = Plan(
            tour,
            days_of(tour, problem, solution),
            effort=effort,
            seed=seed,
            iterations=solution.iterations,
            hit_time_cap=solution.hit_time_cap,
        )
        wrong = _filtered(plan, travel, rules)
        if not wrong:
            break
    else:
        raise PlanningError(
            "Every plan that was found breaks a rule, so none is shown.",
            "Plan again with another seed, and report this.",
            wrong,
        )
    still = _still(progress, 99, "Finding reasons for what is left out")
    if still is not None:
        still()
    made_under = explaining.strictest(rules) if problem is strict else rules
    plan = replace(plan, left_out=explaining.explain(plan, travel, made_under, weights, still))
    if solution.missing:
        raise _infeasible(plan)
    return plan


def _search(
    strict: Problem, effort: Effort, seed: int, progress: Progress | None
) -> tuple[Problem, Solution]:
    """Search under the house rule; where a must finds no place, under the law alone.

    The house rule is a wish, a must is not.
    """
    same = strict.law == strict.limits
    try:
        solution = solve_with(strict, effort, seed, progress)
    except Infeasible:
        if same:
            raise
    else:
        if same or not solution.missing:
            return strict, solution
    under_law = strict.under(strict.law)
    return under_law, solve_with(under_law, effort, seed, progress)


def _filtered(plan: Plan, travel: TravelMatrix, rules: DriverRules) -> str:
    """Hold a plan against core.schedule and the law; gives what blocks it, empty = nothing."""
    schedules = [compute_day(day, travel, plan.tour.settings) for day in plan.days]
    wrong = faults(schedules, rules)
    return repr(wrong) if wrong else ""


def _still(progress: Progress | None, percent: int, words: str) -> Callable[[], None] | None:
    """Give what tells the same again and again, so that Cancel comes through."""
    return None if progress is None else lambda: progress(percent, 100, words)


def _rising(progress: Progress) -> Progress:
    """Give a progress that never falls, for a search that starts again under other limits."""
    highest = 0

    def told(done: int, total: int, words: str) -> None:
        nonlocal highest
        highest = max(highest, done)
        progress(highest, total, words)

    return told


def _infeasible(plan: Plan) -> Infeasible:
    """Say which musts found no place beside the others, and why."""
    musts = [left for left in plan.left_out if left.stop.wish == "must"]
    sentences = " ".join(left.sentence for left in musts[:3])
    if more := [left.stop.name for left in musts[3:]]:
        sentences += f" Nor {'does' if len(more) == 1 else 'do'} {join_names(more)}."
    count = "One stop" if len(musts) == 1 else f"{len(musts)} stops"
    verb = "does" if len(musts) == 1 else "do"
    return Infeasible(
        f"{count} that must be seen {verb} not fit. {sentences}",
        musts[0].mend or "Mark one of the musts as may, or give the tour another day.",
        ", ".join(left.stop.id for left in musts),
    )


def days_of(tour: Tour, problem: Problem, solution: Solution) -> tuple[TourDay, ...]:
    """Turn a solution back into the days of its tour."""
    nodes: dict[str, Node] = {hotel.id: hotel for hotel in tour.hotels}
    ends = [tour.start]
    ends += [nodes[problem.node_ids[node]] for node in solution.nights[1:-1]]
    ends.append(tour.end)
    return tuple(
        TourDay(
            k,
            tour.first_date + timedelta(days=k),
            ends[k],
            ends[k + 1],
            tuple(problem.stops[s] for s in solution.order[k]),
        )
        for k in range(tour.days)
    )
