"""Layers: point in polygon, the nearest border, and cutting at a box."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.adapters import resources
from tourplanner.adapters.layers import Box, Layer
from tourplanner.core.errors import ResourceMissing
from tourplanner.core.geo import LatLon

CALIFORNIA = Box(32.4, -124.5, 42.1, -114.1)
LOS_ANGELES = Box(33.5, -118.8, 34.4, -117.6)


def layer(*features: list[tuple[bool, list[tuple[int, int]]]], closed: bool = True) -> Layer:
    """Make a layer of whole degrees."""
    xy, ring, feature, hole = [], [0], [0], []
    for rings in features:
        for is_hole, points in rings:
            xy += points
            ring.append(len(xy))
            hole.append(is_hole)
        feature.append(len(hole))
    flat = np.array(xy, np.int32)
    boxes = np.array(
        [
            [*flat[ring[a] : ring[b]].min(0), *flat[ring[a] : ring[b]].max(0)]
            for a, b in pairwise(feature)
        ],
        float,
    )
    props: tuple[dict[str, Any], ...] = tuple(
        {"n": i} if closed else {} for i in range(len(features))
    )
    return Layer(
        "test",
        1,
        closed,
        flat,
        np.array(ring),
        np.array(feature),
        np.array(hole, np.uint8),
        props,
        boxes,
    )


SQUARE = [(False, [(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)])]
HOLED = [*SQUARE, (True, [(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)])]


def positions(node: Any) -> Iterator[list[float]]:
    """Give all positions of GeoJSON coordinates."""
    if node and isinstance(node[0], float | int):
        yield node
    else:
        for child in node:
            yield from positions(child)


def test_a_hole_is_outside() -> None:
    made = layer(HOLED)
    assert made.at(LatLon(2, 2)) == 0
    assert made.at(LatLon(5, 5)) is None
    assert made.at(LatLon(11, 5)) is None


def test_a_shared_border_belongs_to_one_area() -> None:
    right = [(False, [(10, 0), (10, 10), (20, 10), (20, 0), (10, 0)])]
    made = layer(SQUARE, right)
    holders = [i for i in (0, 1) if made.contains(i, LatLon(5, 10))]
    assert len(holders) == 1


def test_nearest_is_measured_in_meters() -> None:
    found = layer(SQUARE).nearest(LatLon(5, 11), 200_000)
    assert found is not None
    one_degree_m = math.cos(math.radians(5)) * 111_195
    assert found[0] == 0
    assert found[1] == pytest.approx(one_degree_m, rel=0.01)
    assert layer(SQUARE).nearest(LatLon(5, 11), 50_000) is None


@given(
    west=st.floats(-3, 12),
    south=st.floats(-3, 12),
    width=st.floats(0.5, 14),
    height=st.floats(0.5, 14),
)
def test_cut_areas_keep_their_size(west: float, south: float, width: float, height: float) -> None:
    box = Box(south, west, south + height, west + width)
    found = layer(SQUARE).geojson(box)["features"]
    overlap = max(0.0, min(10, box.east) - max(0, west)) * max(
        0.0, min(10, box.north) - max(0, south)
    )
    size = 0.0
    for ring in (r for f in found for polygon in f["geometry"]["coordinates"] for r in polygon):
        size += abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2
    assert size == pytest.approx(overlap, abs=1.5)  # coordinates are rounded to 0.1 here


def test_cut_lines_stop_at_the_box_and_go_on_after_it() -> None:
    zigzag = [(False, [(0, 0), (10, 0), (10, 5), (0, 5)])]
    found = layer(zigzag, closed=False).geojson(Box(-1, -1, 6, 8))["features"]
    assert found[0]["geometry"]["coordinates"] == [[[0, 0], [8, 0]], [[8, 5], [0, 5]]]
    assert layer(zigzag, closed=False).geojson(Box(20, 20, 30, 30))["features"] == []


@pytest.mark.parametrize("name", resources.BASE_MAP_LAYERS)
@pytest.mark.parametrize("box", [CALIFORNIA, LOS_ANGELES], ids=["state", "city"])
def test_base_map_is_cut_to_its_box(name: str, box: Box) -> None:
    found = resources.base_map_layer(name, box)
    assert found["type"] == "FeatureCollection"
    points = [p for f in found["features"] for p in positions(f["geometry"]["coordinates"])]
    empty_inland = name in ("lakes", "rivers", "state_lines") and box == LOS_ANGELES
    assert points or empty_inland
    assert all(box.west - 1e-3 <= x <= box.east + 1e-3 for x, _ in points)
    assert all(box.south - 1e-3 <= y <= box.north + 1e-3 for _, y in points)


def test_base_map_of_a_state_is_ready_soon() -> None:
    start = time.perf_counter()
    for name in resources.BASE_MAP_LAYERS:
        resources.base_map_layer(name, CALIFORNIA)
    assert time.perf_counter() - start < 3  # 0.3 s where nothing else runs


def test_less_detail_is_smaller() -> None:
    fine, rough = (resources.base_map_layer("rivers", CALIFORNIA, pixels=p) for p in (4000, 200))
    count = [
        sum(1 for f in g["features"] for _ in positions(f["geometry"]["coordinates"]))
        for g in (fine, rough)
    ]
    assert count[1] < count[0] / 2


def test_labels_are_the_largest_places() -> None:
    found = resources.base_map_layer("places", CALIFORNIA, most=5)["features"]
    names = [f["properties"]["name"] for f in found]
    assert names[0] == "Los Angeles"
    assert len(names) == 5


def test_an_unknown_layer_is_named() -> None:
    with pytest.raises(ResourceMissing, match="volcanoes"):
        resources.base_map_layer("volcanoes", CALIFORNIA)
