"""Other plans: each holds, each is really another, and each does what it is made for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planner.generated import RULES, random_tour, travel_of, without_musts
from tests.planner.test_search import assert_holds
from tourplanner.core.errors import Cancelled
from tourplanner.core.model.tour import Plan, Tour
from tourplanner.core.travel import TravelMatrix
from tourplanner.planner.alternatives import differ, driven_min, other_plans
from tourplanner.planner.planning import plan_tour


def wide_tour(number: int) -> tuple[Tour, TravelMatrix]:
    tour = without_musts(random_tour(number, sites=14, days=3))
    return tour, travel_of(tour, number, no_road=0.0)


def regions(plan: Plan) -> set[str]:
    return {stop.region for day in plan.days for stop in day.stops} - {""}


def test_other_plans_hold_and_differ_from_each_other(brief: str) -> None:
    aims: set[str] = set()
    for number in (3, 5, 8, 12, 14):
        tour, travel = wide_tour(number)
        standing = plan_tour(tour, travel, RULES, effort=brief)
        found = other_plans(standing, tour, travel, RULES, effort=brief)
        plans = [standing]
        for aim, plan in found:
            assert_holds(tour, plan, travel)
            assert all(differ(other, plan, travel) for other in plans)
            plans.append(plan)
            aims.add(aim)
            if aim == "Less driving":
                assert driven_min(plan, travel) < driven_min(standing, travel)
            elif aim == "More regions":
                assert len(regions(plan)) > len(regions(standing))
            by_id = {stop.id: stop for stop in tour.stops}
            assert all(stop == by_id[stop.id] for day in plan.days for stop in day.stops)
            assert all(left.stop == by_id[left.stop.id] for left in plan.left_out)
    assert "Other sites" in aims
    assert len(aims) > 1


def test_other_sites_are_told_why_the_known_ones_are_out(brief: str) -> None:
    tour, travel = wide_tour(5)
    standing = plan_tour(tour, travel, RULES, effort=brief)
    others = dict(other_plans(standing, tour, travel, RULES, effort=brief))
    seen = {stop.id for day in standing.days for stop in day.stops}
    new = {stop.id for day in others["Other sites"].days for stop in day.stops}
    assert new - seen
    fits = [
        left.sentence
        for left in others["Other sites"].left_out
        if left.stop.id in seen and " fits on " in left.sentence and left.rule != "BALANCE"
    ]
    assert all("is made to see other sites" in sentence for sentence in fits)


def test_the_same_plan_is_no_other_and_a_day_that_changes_is_one(brief: str) -> None:
    tour, travel = wide_tour(5)
    plan = plan_tour(tour, travel, RULES, effort=brief)
    assert not differ(plan, plan, travel)
    emptied = replace(plan, days=tuple(replace(day, stops=()) for day in plan.days))
    assert differ(plan, emptied, travel)


def test_progress_rises_through_all_searches_and_cancel_comes_through(brief: str) -> None:
    tour, travel = wide_tour(3)
    standing = plan_tour(tour, travel, RULES, effort=brief)
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, words: str) -> None:
        told.append((done, total, words))
        if len({words for *_, words in told}) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        other_plans(standing, tour, travel, RULES, effort=brief, progress=progress)
    done = [entry[0] for entry in told]
    assert done == sorted(done)
    assert told[0][2] == "Looking for another plan: less driving"
