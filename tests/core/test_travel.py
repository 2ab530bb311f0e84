"""Car minutes become bus minutes that err late; typed minutes win."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.tourkit import node
from tourplanner.core.errors import UnknownLeg
from tourplanner.core.geo import LatLon, Precision, great_circle_m, great_circle_mi
from tourplanner.core.model.tour import PlanSettings
from tourplanner.core.travel import (
    NO_ROAD,
    Grade,
    RoadMatrix,
    TravelMatrix,
    TypedMinutes,
    bus_matrix,
    fitted_car_min,
    mountain_bus_min,
)

MADISON = LatLon(34.1588, -118.1398)
UCLA = LatLon(34.0597, -118.2986)
GASTON = LatLon(36.7141, -119.7979)
OAKLAND_TECH = LatLon(37.8317, -122.2541)
OAK_RIDGE = LatLon(38.5345, -121.4646)
HOOVER = LatLon(32.7554, -117.0976)
EUREKA = LatLon(40.7768, -124.1779)
REDDING = LatLon(40.5635, -122.3819)


@pytest.mark.parametrize(
    ("a", "b", "mi"),
    [
        (MADISON, UCLA, 11.38),
        (UCLA, GASTON, 201.91),
        (GASTON, OAKLAND_TECH, 155.56),
        (OAKLAND_TECH, OAK_RIDGE, 64.78),
        (MADISON, HOOVER, 114.07),
        (EUREKA, REDDING, 95.27),
        (MADISON, MADISON, 0.0),
    ],
)
def test_great_circle_check_values(a: LatLon, b: LatLon, mi: float) -> None:
    assert great_circle_mi(a, b) == pytest.approx(mi, abs=0.02)
    assert great_circle_m(a, b) == pytest.approx(mi * 1609.344, abs=40)


points = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_a_great_circle_is_the_same_both_ways_and_at_most_half_the_earth(
    a: LatLon, b: LatLon
) -> None:
    there, back = great_circle_mi(a, b), great_circle_mi(b, a)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= math.pi * 3958.76 + 1e-6


def test_the_mountain_model_gives_redding_to_eureka() -> None:
    assert mountain_bus_min(great_circle_m(EUREKA, REDDING), 42) == pytest.approx(218, abs=0.5)


def test_the_fitted_formula() -> None:
    assert fitted_car_min(great_circle_m(MADISON, MADISON)) == pytest.approx(6.9)
    assert fitted_car_min(great_circle_m(GASTON, OAKLAND_TECH)) == pytest.approx(
        6.9 + 1.043 * 155.56, abs=0.1
    )


NAMES = ("A", "B", "C")


def road(
    car: list[list[float]],
    *,
    low: tuple[tuple[int, int], ...] = (),
    grade: Grade = Grade.NETWORK,
) -> RoadMatrix:
    minutes = np.array(car, dtype=np.float64)
    n = len(car)
    marks = np.zeros((n, n), dtype=bool)
    for i, j in low:
        marks[i, j] = marks[j, i] = True
    meters = np.where(np.isfinite(minutes), minutes * 1000, -1).astype(np.int32)
    return RoadMatrix(minutes, meters, np.full((n, n), int(grade), np.int32), marks, "test roads")


def bus(
    road_: RoadMatrix,
    typed: dict[tuple[str, str], TypedMinutes] | None = None,
    *,
    metro: tuple[str, ...] = (),
    points: dict[str, LatLon] | None = None,
    **changes: Any,
) -> TravelMatrix:
    names = NAMES[: len(road_.car_min)]
    nodes = [
        node(name, metro=name in metro, **({"point": points[name]} if points else {}))
        for name in names
    ]
    return bus_matrix(nodes, road_, PlanSettings().changed(changes), typed or {})


def by(minutes: int) -> TypedMinutes:
    return TypedMinutes(minutes, "Reyes", "2026-11-01T08:00:00+00:00")


SQUARE = [[0.0, 50.0, 20.0], [50.0, 0.0, 40.1], [20.0, 40.1, 0.0]]


def test_the_bus_factor_is_rounded_up_to_five_minutes() -> None:
    made = bus(road(SQUARE))
    leg = made.leg("A", "B")
    assert leg is not None
    assert (leg.off_peak_min, leg.peak_min) == (55, 55)  # exact multiples stay
    assert made.leg("A", "C").off_peak_min == 25  # type: ignore[union-attr]
    assert made.leg("B", "C").off_peak_min == 45  # type: ignore[union-attr]
    assert leg.grade is Grade.NETWORK
    assert leg.grade.is_estimate
    assert leg.source == "test roads"
    assert made.leg("A", "A").off_peak_min == 0  # type: ignore[union-attr]


@given(st.floats(0, 600), st.integers(100, 200), st.sampled_from([1, 5, 10, 15]))
def test_rounding_errs_late_by_less_than_a_step(car: float, factor: int, step: int) -> None:
    made = bus(road([[0.0, car], [car, 0.0]]), bus_factor_percent=factor, round_to_min=step)
    minutes = made.leg("A", "B").off_peak_min  # type: ignore[union-attr]
    exact = car * factor / 100
    assert minutes % step == 0
    assert exact - 1e-6 <= minutes < exact + step + 1e-6


def test_a_peak_slows_at_most_an_hour_of_a_leg_and_only_near_a_metropolis() -> None:
    made = bus(road(SQUARE), metro=("A",))
    near = made.leg("A", "C")
    long = made.leg("B", "A")
    assert near is not None
    assert long is not None
    assert near.peak_min == 35  # 22 x 1.4 = 30.8
    assert long.peak_min == 80  # 55 + 0.4 x 55 = 77
    assert made.leg("B", "C").peak_min == made.leg("B", "C").off_peak_min  # type: ignore[union-attr]
    far = bus(road([[0.0, 300.0], [300.0, 0.0]]), metro=("B",)).leg("A", "B")
    assert far is not None
    assert far.peak_min - far.off_peak_min == 25  # 0.4 x 60 = 24 on 330


def test_a_low_confidence_leg_takes_the_longer_of_network_and_mountain() -> None:
    places = {"A": EUREKA, "B": REDDING}
    made = bus(road([[0.0, 120.0], [120.0, 0.0]], low=((0, 1),)), points=places)
    leg = made.leg("A", "B")
    assert leg is not None
    assert leg.off_peak_min == 220
    assert leg.grade is Grade.MOUNTAIN
    assert leg.check
    slower = bus(road([[0.0, 260.0], [260.0, 0.0]], low=((0, 1),)), points=places).leg("A", "B")
    assert slower is not None
    assert (slower.off_peak_min, slower.grade, slower.check) == (290, Grade.NETWORK, True)


@pytest.mark.parametrize("nothing", [math.nan, math.inf])
def test_no_road_is_none_and_never_a_large_number(nothing: float) -> None:
    made = bus(road([[0.0, nothing], [30.0, 0.0]], low=((0, 1),)))
    assert made.leg("A", "B") is None
    assert made.off_peak_min[0, 1] == NO_ROAD
    assert made.leg("B", "A") is not None
    assert not made.check[0, 1]


def test_a_place_somewhere_in_a_town_is_not_reached_in_no_time() -> None:
    known, town = node("Campus"), node("Burlington", precision=Precision.TOWN)
    school, same = replace(town, id="School", name="School"), replace(town, id="Again")
    nodes = [known, town, school, same]
    road_ = road([[0.0, 1.0, 1.0, 1.0], *([1.0, 0.0, 0.0, 0.0] for _ in nodes[1:])])
    made = bus_matrix(nodes, road_, PlanSettings(), {("Campus", "School"): by(2)})
    # 6.9 min of the formula x the bus factor of 1.1, rounded up to five minutes
    minutes = {end: made.leg("Burlington", end).off_peak_min for end in made.ids}  # type: ignore[union-attr]
    assert minutes == {"Campus": 10, "Burlington": 0, "School": 10, "Again": 0}
    assert made.leg("Campus", "School").off_peak_min == 2  # type: ignore[union-attr]


def test_an_unknown_place_is_an_error() -> None:
    made = bus(road(SQUARE))
    with pytest.raises(UnknownLeg):
        made.leg("A", "Z")


def test_typed_minutes_win_over_everything_and_are_taken_as_they_are() -> None:
    made = bus(road(SQUARE, low=((0, 1),)), {("A", "B"): by(130)}, metro=("A", "B"))
    leg = made.leg("A", "B")
    assert leg is not None
    assert (leg.off_peak_min, leg.peak_min, leg.grade, leg.check) == (130, 130, Grade.TYPED, False)
    assert not leg.grade.is_estimate
    assert leg.source == "typed by Reyes"
    assert leg.typed == by(130)
    back = made.leg("B", "A")
    assert back is not None
    assert (back.off_peak_min, back.grade) == (130, Grade.TYPED)


@given(st.permutations([("A", "B"), ("B", "A")]))
def test_each_direction_keeps_its_own_typed_minutes(order: list[tuple[str, str]]) -> None:
    given_ = {("A", "B"): by(130), ("B", "A"): by(140)}
    made = bus(road(SQUARE), {pair: given_[pair] for pair in order})
    assert made.leg("A", "B").off_peak_min == 130  # type: ignore[union-attr]
    assert made.leg("B", "A").off_peak_min == 140  # type: ignore[union-attr]


def test_typed_minutes_make_a_road_where_there_was_none() -> None:
    nothing = math.nan
    made = bus(road([[0.0, nothing], [nothing, 0.0]]), {("A", "B"): by(75)})
    leg = made.leg("B", "A")
    assert leg is not None
    assert leg.off_peak_min == 75
    assert leg.meters >= 0


def test_typed_minutes_of_other_places_and_of_one_place_to_itself_are_left_aside() -> None:
    made = bus(road(SQUARE), {("A", "Q"): by(9), ("A", "A"): by(9)})
    assert made.typed == {}
    assert made.leg("A", "A").off_peak_min == 0  # type: ignore[union-attr]


def test_a_matrix_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="3 nodes"):
        bus_matrix([node(n) for n in NAMES], road([[0.0, 1.0], [1.0, 0.0]]), PlanSettings(), {})


def test_the_road_matrix_is_left_as_it_was() -> None:
    given_ = road(SQUARE)
    before = given_.meters.copy(), given_.grade.copy(), given_.car_min.copy()
    bus(given_, {("A", "B"): by(9)})
    for old, new in zip(before, (given_.meters, given_.grade, given_.car_min), strict=True):
        assert np.array_equal(old, new)
