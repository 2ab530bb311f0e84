"""More freedom never hurts: wider windows break nothing, and a site more costs no value."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import mean

from tests.planner.conftest import BRIEF
from tests.planner.generated import LAW, RULES, random_day, random_tour, travel_of, without_musts
from tests.support import figure
from tourplanner.core.checks.hours import over_limits
from tourplanner.core.clock import add_minutes
from tourplanner.core.errors import Infeasible
from tourplanner.core.model.tour import Tour, TourStop, Window
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.planner.planning import plan_tour
from tourplanner.planner.problem import build_problem
from tourplanner.planner.search import solve_with

SEEDS = range(20)
MOST_LOST_SHARE = 0.005


def wider(windows: tuple[Window, ...], rng: random.Random) -> tuple[Window, ...]:
    """Open one window up to two hours earlier, or close it so much later."""
    if not windows:
        return windows
    k, by = rng.randrange(len(windows)), rng.randrange(5, 120, 5)
    one = windows[k]
    if rng.random() < 0.5:
        one = replace(one, open_at=add_minutes(one.open_at, -by))
    else:
        one = replace(one, close_at=add_minutes(one.close_at, by))
    return (*windows[:k], one, *windows[k + 1 :])


def widened(stop: TourStop, rng: random.Random) -> TourStop:
    return replace(stop, windows=tuple(wider(one, rng) for one in stop.windows))


def test_a_day_that_holds_still_holds_with_wider_windows() -> None:
    held = 0
    for number in range(figure(300, 10_000)):
        tour = random_tour(number)
        travel = travel_of(tour, number, no_road=0.0)
        rng = random.Random(number)
        for _ in range(12):
            day = random_day(tour, rng)
            made = compute_day(day, travel, tour.settings)
            if made.broken or over_limits([made], LAW) or not day.stops:
                continue
            held += 1
            wide = replace(day, stops=tuple(widened(stop, rng) for stop in day.stops))
            anew = compute_day(wide, travel, tour.settings)
            assert anew.broken == (), number
            assert over_limits([anew], LAW) == [], number
    assert held > figure(600, 20_000)


def test_a_tour_that_can_be_planned_still_can_with_wider_windows(brief: str) -> None:
    planned = 0
    for number in range(figure(40, 1_000)):
        tour = random_tour(number, sites=5)
        musts = tuple(
            replace(stop, wish="must" if k < 3 else "may") for k, stop in enumerate(tour.stops)
        )
        tour = replace(tour, stops=musts)
        travel = travel_of(tour, number)
        try:
            plan_tour(tour, travel, RULES, effort=brief)
        except Infeasible:
            continue
        planned += 1
        rng = random.Random(number)
        wide = replace(tour, stops=tuple(widened(stop, rng) for stop in tour.stops))
        assert plan_tour(wide, travel, RULES, effort=brief).days, number
    assert planned > figure(8, 200)


def mean_value(tour: Tour, travel: TravelMatrix) -> float:
    """The mean value over the seeds, at as many iterations as a quick plan of such a tour has.

    The short form has fewer, which is worse for the search.
    """
    problem = build_problem(tour, travel, RULES)
    count = figure(400, 8_000)
    return mean(solve_with(problem, BRIEF, seed, iterations=count).value for seed in SEEDS)


def test_a_site_less_gives_no_better_plans() -> None:
    """At equal iterations a may site that is not there must not make the search find more."""
    for number in range(50, 50 + figure(2, 40)):
        tour = without_musts(random_tour(number, sites=14, days=3))
        stops = tuple(replace(stop, score=max(stop.score, 10)) for stop in tour.stops)
        tour = replace(tour, stops=stops)
        travel = travel_of(tour, number, no_road=0.0)
        whole = mean_value(tour, travel)
        assert whole > 0
        for gone in random.Random(number).sample(stops, 2):
            fewer = replace(tour, stops=tuple(one for one in stops if one is not gone))
            assert mean_value(fewer, travel) <= whole * (1 + MOST_LOST_SHARE), (number, gone.id)
