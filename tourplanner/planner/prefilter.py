"""A shortlist out of a very large list of candidates, before any travel time is asked for.

Great circles only: the full matrix of a large list is never made.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from tourplanner.core.model.tour import Node, Tour, TourStop
from tourplanner.core.travel import FITTED_MIN_PER_MILE, great_circles_m, lats_lons
from tourplanner.core.units import METERS_PER_MILE

PER_REGION = 15  # best of every region, so that none is closed off
HUBS = 60  # best stops whose neighbors are kept
NEIGHBORS = 4
NEAR = 40  # nearest of a hub, the most worthwhile of which are its neighbors
SHARED_BY = 5  # visits that the way to a place to sleep and on to the end is shared by


def shortlist(tour: Tour, limit: int, in_plans: Collection[str] = ()) -> Tour:
    """Give the tour with at most ``limit`` candidates; unchanged where it has no more.

    Musts, fixed and confirmed stops stay whatever their number, and those of ``in_plans`` (ids);
    then the best of every region, the best score for the minutes of visit and detour, and the
    neighbors of the very best. Those left away are counted in ``untried``.
    """
    wanted = [stop for stop in tour.stops if stop.wish != "not"]
    if len(wanted) <= limit:
        return tour
    keep = {s.id for s in wanted if s.wish == "must" or s.fixed_day is not None or s.confirmed}
    keep |= {s.id for s in wanted if s.id in in_plans}
    open_ = [s for s in wanted if s.id not in keep and any(s.windows)]
    ratio = _ratio(tour, open_, [s for s in wanted if s.id in keep])
    best = np.argsort(-ratio, kind="stable")
    of_region: dict[str, int] = {}
    for k in best:
        region = open_[k].region
        if of_region.get(region, 0) < PER_REGION and len(keep) < limit:
            of_region[region] = of_region.get(region, 0) + 1
            keep.add(open_[k].id)
    for k in _neighbors(open_, best[:HUBS], ratio):
        if len(keep) < limit:
            keep.add(open_[k].id)
    for k in best:
        if len(keep) >= limit:
            break
        keep.add(open_[k].id)
    stops = tuple(stop for stop in tour.stops if stop.id in keep or stop.wish == "not")
    return replace(tour, stops=stops, untried=len(wanted) - len(keep))


def _ratio(tour: Tour, stops: Sequence[TourStop], kept: Sequence[TourStop]) -> Any:
    """Give score by minutes of visit and of the least detour between two fixed places.

    A part of the way there and on is counted too, or with many places to sleep the sites on all the
    lines between them would come first, each far from the others.
    """
    fixed: dict[str, Node] = {node.id: node for node in (tour.start, tour.end, *tour.hotels)}
    fixed |= {stop.node.id: stop.node for stop in kept[:20]}
    end = list(fixed).index(tour.end.id)
    to_fixed = _minutes([stop.node for stop in stops], list(fixed.values()))
    between = _minutes(list(fixed.values()), list(fixed.values()))
    detour = np.full(len(stops), np.inf)
    for i, j in product(range(len(fixed)), repeat=2):
        way = between[0, i] + between[i, j] + between[j, end] - between[0, end]
        off = to_fixed[:, i] + to_fixed[:, j] - between[i, j]
        detour = np.minimum(detour, off + way / SHARED_BY)
    stay = np.array([s.visit_min + s.boarding_min + s.alighting_min for s in stops])
    score = np.array([stop.score for stop in stops], dtype=float)
    return score / np.maximum(stay + np.maximum(detour, 0), 1)


def _neighbors(stops: Sequence[TourStop], hubs: Any, ratio: Any) -> list[int]:
    """Give each hub and the best of the stops near it, hub by hub."""
    nodes = [stop.node for stop in stops]
    minutes = _minutes([nodes[k] for k in hubs], nodes)
    near = np.argsort(minutes, axis=1, kind="stable")[:, :NEAR]
    kept = []
    for hub, row in zip(hubs, near, strict=True):
        best = row[np.argsort(-ratio[row], kind="stable")]
        kept += [int(hub), *[int(k) for k in best if k != hub][:NEIGHBORS]]
    return kept


def _minutes(left: Sequence[Node], right: Sequence[Node]) -> Any:
    """Give rough minutes along great circles, shape (len(left), len(right))."""
    lat_a, lon_a = lats_lons([node.point for node in left])
    lat_b, lon_b = lats_lons([node.point for node in right])
    line_m = great_circles_m(lat_a[:, None], lon_a[:, None], lat_b, lon_b)
    return line_m / METERS_PER_MILE * FITTED_MIN_PER_MILE
