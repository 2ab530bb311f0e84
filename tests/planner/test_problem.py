"""Rules become numbers in one place, and none is forgotten."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import replace

import pytest

from tests.planner.generated import HOUSE, LAW, RULES, random_tour, travel_of
from tourplanner.core import checks, schedule
from tourplanner.core.errors import UnknownLeg
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import Tour
from tourplanner.planner import problem as problems
from tourplanner.planner.kernels import arrays
from tourplanner.planner.problem import FILTER, Limits, PlanWeights, build_problem


def rule_ids() -> set[str]:
    """Every rule that core.schedule or a module of core.checks names."""
    modules = [schedule] + [
        importlib.import_module(f"{checks.__name__}.{info.name}")
        for info in pkgutil.iter_modules(checks.__path__)
    ]
    return {
        value
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and re.fullmatch(r"[A-Z]{2,}(-[A-Z]+)*", value)
    }


def test_every_rule_is_in_the_kernels_or_a_filter() -> None:
    known = rule_ids()
    assert "HOS-DRIVE" in known
    assert "NO-ROAD" in known
    assert known - set(problems.RULES) == set()
    assert set(problems.RULES) - known == set(), "a rule that nobody has any more"


def test_a_mapping_names_what_the_kernels_have() -> None:
    for rule, words in problems.RULES.items():
        if words == FILTER:
            continue
        for name in re.findall(r"\b[A-Z_]{4,}\b", words):
            assert hasattr(arrays, name), f"{rule}: {name}"


def test_the_strictest_of_two_sets_counts() -> None:
    both = Limits.of(LAW, HOUSE)
    assert (both.drive_max, both.duty_max, both.drive_end_max) == (480, 720, 900)
    assert (both.rest_min, both.week_max, both.week_days) == (540, 3600, 7)


def test_no_limit_is_no_limit() -> None:
    none = replace(
        LAW, drive_max_min=None, duty_max_min=None, rest_min=None, week_max_min=None, week_days=None
    )
    assert Limits.of(none) == Limits()


def test_a_week_that_cannot_be_reached_is_not_counted() -> None:
    tour = random_tour(3, days=3)
    travel = travel_of(tour, 3)
    week = build_problem(tour, travel, RULES).numbers.limits[arrays.WEEK_MAX]
    assert week == arrays.NO_LIMIT  # three days of 12 h stay under 60 h
    tight = DriverRules(replace(LAW, week_max_min=1800), HOUSE)
    assert build_problem(tour, travel, tight).numbers.limits[arrays.WEEK_MAX] == 1800


def test_the_law_alone_is_looser() -> None:
    tour = random_tour(3)
    problem = build_problem(tour, travel_of(tour, 3), RULES)
    law = problem.under(problem.law)
    assert law.numbers.limits[arrays.DRIVE_MAX] == 600
    assert problem.numbers.limits[arrays.DRIVE_MAX] == 480


def test_a_place_without_travel_times_is_named() -> None:
    tour = random_tour(4)
    travel = travel_of(tour, 4)
    index = {k: v for k, v in travel.index.items() if k != tour.stops[0].node.id}
    with pytest.raises(UnknownLeg, match=tour.stops[0].node.name):
        build_problem(tour, replace(travel, index=index), RULES)


def test_a_stop_that_is_not_wanted_is_no_number() -> None:
    tour = random_tour(5)
    first = replace(tour.stops[0], wish="not")
    marked: Tour = replace(tour, stops=(first, *tour.stops[1:]))
    problem = build_problem(marked, travel_of(tour, 5), RULES)
    assert first.id not in {stop.id for stop in problem.stops}


def test_one_region_alone_needs_no_balance() -> None:
    tour = random_tour(6, sites=6, days=3)
    alike = replace(tour, stops=tuple(replace(stop, region="Coast") for stop in tour.stops))
    limits = build_problem(alike, travel_of(tour, 6), RULES).numbers.limits
    assert limits[arrays.REGIONS_WANTED] == 0
    assert limits[arrays.PER_REGION_OVER] == 0


def test_weights_are_points() -> None:
    tour = random_tour(7, sites=6, days=2)
    weights = PlanWeights(drive_hour_points=7, region_missing_points=3)
    limits = build_problem(tour, travel_of(tour, 7), RULES, weights).numbers.limits
    assert limits[arrays.PER_DRIVE_MIN] == 7  # units a minute are points an hour
    assert limits[arrays.PER_REGION_MISSING] == 180
