"""Every sentence about a site that was left out is true: computed again here."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.planner.generated import HOUSE, LAW, RULES, node, random_tour, stop, travel_of
from tests.planner.test_search import open_all_day, simple_tour
from tests.support import figure
from tourplanner.core.checks.mending import faults
from tourplanner.core.errors import Infeasible
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import LeftOut, Plan, TourDay
from tourplanner.core.schedule import compute_day, with_stops
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.units import hours_text
from tourplanner.planner.explain import BALANCE, WORTH, explain, strictest
from tourplanner.planner.planning import plan_tour
from tourplanner.planner.problem import PlanWeights


def fits_somewhere(plan: Plan, left: LeftOut, travel: TravelMatrix, most: int) -> bool:
    """Whether the stop can be put anywhere, by trying everything."""
    settings = plan.tour.settings
    under = strictest(RULES)
    if faults([compute_day(day, travel, settings) for day in plan.days], under):
        under = RULES  # the musts do not fit under the house rule
    for day in plan.days:
        if len(day.stops) >= most or left.stop.fixed_day not in (None, day.index):
            continue
        for place in range(len(day.stops) + 1):
            stops = (*day.stops[:place], left.stop, *day.stops[place:])
            days: list[TourDay] = [
                with_stops(other, stops) if other.index == day.index else other
                for other in plan.days
            ]
            if not faults([compute_day(one, travel, settings) for one in days], under):
                return True
    return False


def test_a_sentence_says_fits_exactly_where_it_does(brief: str) -> None:
    met: dict[str, int] = {}
    for number in range(300, 300 + figure(60, 1_000)):
        tour = random_tour(number, sites=8)
        travel = travel_of(tour, number)
        try:
            plan = plan_tour(tour, travel, RULES, effort=brief, seed=1)
        except Infeasible:
            continue
        most = tour.settings.max_stops_per_day
        for left in plan.left_out:
            met[left.rule] = met.get(left.rule, 0) + 1
            fits = fits_somewhere(plan, left, travel, most)
            assert fits == (left.rule in (WORTH, BALANCE)), left.sentence
            if left.rule == "DAY-FULL":
                assert fits_somewhere(plan, left, travel, most + 1), left.sentence
                scores = re.search(r"which scores (\d+)", left.sentence)
                assert scores is None or int(scores[1]) >= left.stop.score, left.sentence
            assert left.stop.node.name in left.sentence
            assert left.sentence.endswith(".")
    assert {"DAY-FULL", "TIME-IMPOSSIBLE", "DAY-CLOSED"} <= set(met), met


def test_a_region_with_its_share_is_named() -> None:
    stops = tuple(
        stop(
            node(f"s{k}", 36 + k / 100, -118.9),
            open_all_day(1),
            score=5,
            visit_min=30,
            region="Coast" if k < 2 else "Valley",
        )
        for k in range(3)
    )
    tour, travel = simple_tour(stops)
    weights = PlanWeights(region_over_points=40, drive_hour_points=0)
    plan = plan_tour(tour, travel, RULES, effort="quick", weights=weights)
    assert len(plan.days[0].stops) == 2
    (left,) = plan.left_out
    assert left.rule == BALANCE
    assert f"{left.stop.region} already has 1 of 2 stops" in left.sentence
    assert "no region is to have more than 40 %" in left.sentence


def test_a_score_that_is_not_worth_the_way_is_told_with_the_minutes() -> None:
    far = stop(node("far", 36.9, -118.8), open_all_day(1), score=1, visit_min=30)
    tour, travel = simple_tour((far,))
    plan = plan_tour(tour, travel, RULES, effort="quick")
    (left,) = plan.left_out
    assert left.rule == WORTH
    with_it = compute_day(with_stops(plan.days[0], (far,)), travel, tour.settings)
    without = compute_day(plan.days[0], travel, tour.settings)
    more = with_it.guest_drive_min - without.guest_drive_min
    assert more > 60
    assert f"its score of 1 is not worth {hours_text(more)} more of driving" in left.sentence


def test_a_stop_that_is_fixed_is_told_about_its_own_day() -> None:
    fixed = stop(node("f", 36.1, -118.9), open_all_day(2), fixed_day=1, visit_min=30, score=1)
    others = tuple(
        stop(node(f"s{k}", 36.1, -118.8), open_all_day(2), score=90, visit_min=30) for k in range(6)
    )
    tour, travel = simple_tour((fixed, *others), days=2)
    plan = plan_tour(tour, travel, RULES, effort="quick")
    (left,) = plan.left_out
    assert left.stop is tour.stops[0]
    assert "Monday" in left.sentence
    assert "took the last of the 3 places of Monday" in left.sentence


def test_a_long_list_is_explained_for_the_best_scores_alone() -> None:
    many = tuple(stop(node(f"s{k}", 36.1, -118.9), ((),), score=k % 100) for k in range(205))
    tour, travel = simple_tour(many)
    day = plan_tour(replace(tour, stops=()), travel, RULES, effort="quick").days[0]
    plan = Plan(tour, (day,))
    told = explain(plan, travel, RULES, PlanWeights())
    assert len(told) == 205
    assert [left.stop.score for left in told] == sorted((k % 100 for k in range(205)), reverse=True)
    assert [left.rule for left in told] == ["DAY-CLOSED"] * 200 + [WORTH] * 5
    assert "200 sites with a score of at least" in told[-1].sentence


def test_the_strictest_rules_take_each_limit_from_the_stricter_set() -> None:
    both = strictest(RULES).law
    assert (both.drive_max_min, both.duty_max_min, both.duty_is_elapsed) == (480, 720, True)
    assert (both.rest_min, both.week_max_min) == (540, 3600)
    law = replace(LAW, duty_max_min=700)
    assert not strictest(DriverRules(law, HOUSE)).law.duty_is_elapsed
    none = replace(HOUSE, drive_max_min=None, duty_max_min=None, rest_min=None)
    assert strictest(DriverRules(LAW, none)).law == LAW
