"""Make a plan for a tour: search, then hold every answer against core.schedule and the rules.

The search stops after a number of iterations that the problem's size and the effort give, so that
the same seed and effort give the same plan; seconds are a safety cap, and a plan that hit it says
so. Musts come first: while one is out, nothing else is planned.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from tourplanner.core.checks.mending import faults
from tourplanner.core.errors import Infeasible, PlanningError
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import Node, Plan, Tour, TourDay
from tourplanner.core.ports import Progress
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.units import join_names
from tourplanner.planner import explain as explaining
from tourplanner.planner.drafts import tiny_problem
from tourplanner.planner.effort import Effort, effort_named
from tourplanner.planner.kept import clear_kept
from tourplanner.planner.problem import PlanWeights, Problem, build_problem
from tourplanner.planner.search import Solution, solve_with, still

FILTER_TRIES = 3  # searches whose answers may fail the filter
SEED_STEP = 7_919


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
    look = still(progress, 99, "Finding reasons for what is left out")
    if look is not None:
        look()
    made_under = explaining.strictest(rules) if problem is strict else rules
    plan = replace(plan, left_out=explaining.explain(plan, travel, made_under, weights, look))
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
            empty_min=tour.empty_min(k),
        )
        for k in range(tour.days)
    )
