"""The borders of districts for a drawing: each once, in as few points as it takes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tourplanner.adapters.districts.borders import borders_of
from tourplanner.adapters.layers import Layer, make_layer
from tourplanner.core.geo import LatLon
from tourplanner.core.model.district import Borders

Corners = list[tuple[int, int]]
WEST: Corners = [(0, 0), (0, 2), (4, 2), (4, 1), (4, 0), (0, 0)]
EAST: Corners = [(4, 0), (4, 1), (4, 2), (8, 2), (8, 0), (4, 0)]
TINY: Corners = [(6, 6), (6, 7), (7, 7), (6, 6)]


def layer_of(*districts: Corners, scale: int = 1) -> Layer:
    """Make a layer of districts of one ring each, in steps of the scale."""
    starts = np.cumsum([0, *map(len, districts)])
    return make_layer(
        "test",
        {"scale": scale, "closed": True, "props": [{} for _ in districts]},
        np.array([corner for ring in districts for corner in ring], np.int32),
        starts,
        np.arange(len(starts)),
        np.zeros(len(districts), np.uint8),
    )


def drawn(borders: Borders) -> list[Corners]:
    """Give the corners of each line."""
    flat = [np.cumsum(np.reshape(line, (-1, 2)), axis=0).tolist() for line in borders.lines]
    return [[(x, y) for x, y in line] for line in flat]


def test_a_border_that_two_share_is_drawn_once_and_straight() -> None:
    borders = borders_of(layer_of(WEST, EAST), [[0], [1]], 1)
    assert drawn(borders) == [
        [(0, 0), (0, 2), (4, 2), (4, 0), (0, 0)],
        [(4, 2), (8, 2), (8, 0), (4, 0)],
    ]
    assert borders.centers == (LatLon(1, 2), LatLon(1, 6))


def test_a_group_has_no_line_inside() -> None:
    borders = borders_of(layer_of(WEST, EAST), [[0, 1]], 1)
    steps = [step for line in drawn(borders) for step in pairwise(line)]
    assert all({one[0], other[0]} != {4} for one, other in steps)
    ends = {corner for step in steps for corner in step}
    assert {(0, 0), (0, 2), (8, 2), (8, 0)} <= ends


def test_a_line_that_goes_back_on_itself_keeps_its_end() -> None:
    spur: Corners = [(0, 0), (0, 2), (4, 2), (6, 2), (4, 2), (4, 0), (0, 0)]
    assert (6, 2) in drawn(borders_of(layer_of(spur), [[0]], 1))[0]


@pytest.mark.parametrize("groups", [[[0]], [[]], [[0], []], []])
def test_what_is_smaller_than_a_step_is_left_out(groups: list[list[int]]) -> None:
    borders = borders_of(layer_of(TINY, scale=100), groups, 1)
    assert borders == Borders(1, (), (None,) * len(groups))


def test_what_has_no_area_on_the_grid_is_named_where_it_is() -> None:
    flat: Corners = [(500, 300), (600, 301), (700, 300), (600, 299), (500, 300)]
    borders = borders_of(layer_of(flat, scale=100), [[0]], 1)
    assert borders.centers == (LatLon(3, 5),)


def test_all_around_the_earth_each_is_drawn_once_too() -> None:
    scale = 1_000  # more places than two of them make a number of 64 bits
    ends: Corners = [(-180_000, -89_000), (-180_000, 89_000), (-179_000, 0), (-180_000, -89_000)]
    far = [(-x, y) for x, y in ends]
    west, east = ([(x * 1_000, y * 1_000) for x, y in ring] for ring in (WEST, EAST))
    borders = borders_of(layer_of(ends, far, west, east, scale=scale), [[0], [1], [2], [3]], scale)
    assert [len(line) for line in drawn(borders)] == [4, 4, 5, 4]
