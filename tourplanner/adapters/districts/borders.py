"""The borders of districts for a drawing: each once, though two districts share it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.layers import Layer
from tourplanner.core.geo import LatLon
from tourplanner.core.model.district import Borders

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

_FEWEST = 4  # points of a ring with an area


def borders_of(layer: Layer, groups: Sequence[Sequence[int]], grid: int) -> Borders:
    """Give the borders of groups of districts, rounded to a grid that neighbors share.

    Parameters
    ----------
    groups : indices of districts in the layer; no line is drawn between two of one group.
    grid : steps in a degree.
    """
    import numpy as np

    rings: list[Array] = []
    centers = []
    sizes = []
    for group in groups:
        all_rings = (ring for index in group for _, ring in layer.rings(index))
        own = [_rounded(ring, grid / layer.scale) for ring in all_rings]
        own = [ring for ring in own if len(ring) >= _FEWEST]
        rings += own
        sizes.append(len(own))
        centers.append(_center(max(own, key=_size)) / grid if own else None)
    places = tuple(None if at is None else LatLon(float(at[1]), float(at[0])) for at in centers)
    if not rings:
        return Borders(grid, (), places)
    # A single district has no line inside it.
    is_new = _new_steps(rings, sizes if any(len(group) > 1 for group in groups) else None)
    lines: list[tuple[int, ...]] = []
    at = 0
    for ring in rings:
        steps = len(ring) - 1
        kept = np.flatnonzero(is_new[at : at + steps])
        for run in np.split(kept, np.flatnonzero(np.diff(kept) != 1) + 1):
            if len(run):
                line = ring[run[0] : run[-1] + 2]
                line = np.diff(line, axis=0, prepend=np.zeros((1, 2), line.dtype))
                lines.append(tuple(line.ravel().tolist()))
        at += steps
    return Borders(grid, tuple(lines), places)


def _rounded(ring: Array, factor: float) -> Array:
    import numpy as np

    at = np.rint(ring * factor).astype(np.int64)
    is_other: Array = np.concatenate([[True], np.any(at[1:] != at[:-1], axis=1)])
    kept: Array = at[is_other]
    return kept


def _new_steps(rings: Sequence[Array], sizes: Sequence[int] | None) -> Array:
    """Say of each step of all rings whether no step before it goes the same way, or back.

    Parameters
    ----------
    sizes : how many rings each group has; a step that a group goes twice is inside it.
    """
    import numpy as np

    points = np.concatenate(list(rings))
    points -= points.min(axis=0)
    keys, ids = np.unique(points[:, 0] << 32 | points[:, 1], return_inverse=True)
    last = np.cumsum([len(ring) for ring in rings]) - 1
    inside = np.ones(len(points), bool)
    inside[last] = False
    start = np.flatnonzero(inside)
    one, other = ids[start], ids[start + 1]
    steps = np.minimum(one, other) * len(keys) + np.maximum(one, other)
    is_new = np.zeros(len(steps), bool)
    outside = np.arange(len(steps))
    if sizes is not None:
        ring_of = np.repeat(np.arange(len(rings)), [len(ring) - 1 for ring in rings])
        group_of = np.repeat(np.arange(len(sizes)), sizes)[ring_of]
        own = group_of * (len(keys) ** 2) + steps
        _, places, counts = np.unique(own, return_inverse=True, return_counts=True)
        outside = np.flatnonzero(counts[places] == 1)
    is_new[outside[np.unique(steps[outside], return_index=True)[1]]] = True
    return is_new


def _size(ring: Array) -> float:
    """Give twice the area of a ring, in steps of the grid."""
    x, y = ring[:, 0].astype(float), ring[:, 1].astype(float)
    return abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()))


def _center(ring: Array) -> Array:
    """Give the middle of a ring's area, in steps of the grid."""
    import numpy as np

    at = ring.astype(float) - ring[0]
    cross = at[:-1, 0] * at[1:, 1] - at[1:, 0] * at[:-1, 1]
    area = cross.sum()
    if abs(area) < 1:
        return np.asarray(ring.mean(axis=0))
    middle = ((at[:-1] + at[1:]) * cross[:, None]).sum(axis=0) / (3 * area)
    return np.asarray(middle + ring[0])
