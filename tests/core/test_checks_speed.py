"""Typed minutes against the miles of their leg."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.tourkit import RULES, anytime, day_of, matrix, node, plan_of, schedules_of, stop
from tourplanner.core.checks import Finding, check_day, check_plan
from tourplanner.core.geo import LatLon
from tourplanner.core.model.rules import Speeds
from tourplanner.core.model.tour import Node
from tourplanner.core.travel import Grade, TravelMatrix, TypedMinutes
from tourplanner.core.units import meters

HELD = replace(RULES, speeds=Speeds(usual_mph=65, most_mph=85, walking_mph=3))


def typed(minutes: int, miles: float) -> TravelMatrix:
    """Give roads on which the way from the inn to Madison is typed."""
    roads = matrix({("Inn", "Madison"): 30})
    pair = ("Inn", "Madison")
    i, j = (roads.index[name] for name in pair)
    off_peak, ways, grade = roads.off_peak_min.copy(), roads.meters.copy(), roads.grade.copy()
    off_peak[i, j] = minutes
    ways[i, j] = round(meters(miles))
    grade[i, j] = Grade.TYPED
    typed_ = {pair: TypedMinutes(minutes, "Sam", "2013-10-01T00:00:00Z")}
    return replace(
        roads, off_peak_min=off_peak, peak_min=off_peak, meters=ways, grade=grade, typed=typed_
    )


def found(roads: TravelMatrix, start: Node | None = None) -> list[Finding]:
    plan = plan_of([day_of([anytime(stop("Madison"))], start=start)])
    made = check_plan(plan, schedules_of(plan, roads), HELD, travel=roads)
    return [finding for finding in made if finding.rule in ("LEG-FAST", "LEG-SLOW")]


@pytest.mark.parametrize(
    ("minutes", "miles", "told"),
    [
        (5, 109.4, ["LEG-FAST E"]),
        (0, 10.1, ["LEG-FAST E"]),
        (0, 3, ["LEG-FAST W"]),  # a short way may be a wrong pin
        (0, 0.9, []),
        (100, 109.4, ["LEG-FAST W"]),  # 65.6 mph
        (101, 109.4, []),
        (7, 10.1, ["LEG-FAST E"]),  # 86.6 mph
        (8, 10.1, ["LEG-FAST W"]),
        (202, 10.1, []),
        (203, 10.1, ["LEG-SLOW W"]),
        (300, 0.9, []),
    ],
)
def test_typed_minutes_are_held_against_the_miles(
    minutes: int, miles: float, told: list[str]
) -> None:
    assert [f"{f.rule} {f.severity.value}" for f in found(typed(minutes, miles))] == told


def test_it_says_what_is_typed_what_that_is_and_what_it_takes() -> None:
    (finding,) = found(typed(5, 109.4))
    assert finding.text == (
        "Monday: 5 min is typed from Inn to Madison for 109 mi, 1,313 mph on average; "
        "at 65 mph it takes 1 h 41 min."
    )
    assert finding.mend == (
        "Check the minutes of this leg and type them anew, 101 or more, "
        "or take them back for the program's own."
    )
    assert (finding.source, finding.date) == ("house rule", "2026-11-24")
    (slow,) = found(typed(900, 10.1))
    assert slow.text == (
        "Monday: 15 h is typed from Inn to Madison for 10 mi; that is slower than walking."
    )


def test_without_a_road_the_straight_line_counts() -> None:
    """Typed minutes of a pair without a road come with the miles of the great circle."""
    far = node("Inn", point=LatLon(38.0, -120.0))
    (finding,) = found(typed(30, 69.09), far)
    assert finding.severity == "E"
    assert "for 69 mi in a straight line, 138 mph on average" in finding.text


def test_the_estimates_of_the_program_are_not_questioned() -> None:
    roads = typed(5, 109.4)
    assert found(replace(roads, typed={})) == []


def test_a_single_day_tells_it_too() -> None:
    roads = typed(5, 109.4)
    plan = plan_of([day_of([anytime(stop("Madison"))]), day_of([], index=1)])
    schedules = schedules_of(plan, roads)
    days = [check_day(plan, schedules, k, HELD, travel=roads) for k in (0, 1)]
    assert [[f.rule for f in day if f.rule == "LEG-FAST"] for day in days] == [["LEG-FAST"], []]
