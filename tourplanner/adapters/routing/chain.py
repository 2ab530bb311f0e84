"""Routers behind one port, the best first: each fills what those before it could not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.routing.land import LandMasses, load_land
from tourplanner.core.geo import LatLon
from tourplanner.core.ports import Router
from tourplanner.core.travel import NO_ROAD, Grade, RoadMatrix, RoadStar

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

# Every change of a tour asks anew for the same places, and every place of the window does.
_KEPT, _KEPT_PLACES = 8, 100


class RouterChain:
    """Asks routers in turn; every leg keeps minutes, meters and grade of the one that knew it.

    Between land masses there is no road, whatever a router says. The mountain model of a
    low-confidence leg and the bus factor are core.travel's: this gives car minutes.
    """

    def __init__(self, routers: Sequence[Router], land: LandMasses | None = None) -> None:
        self._routers = tuple(routers)
        self._land = land or load_land()
        self._kept = lru_cache(maxsize=_KEPT)(self._asked)

    def matrix(self, points: Sequence[LatLon]) -> RoadMatrix:
        """Give all pairs of ``points``, to be read only; the last answers are kept."""
        return (self._kept if len(points) <= _KEPT_PLACES else self._asked)(tuple(points))

    def _asked(self, points: tuple[LatLon, ...]) -> RoadMatrix:
        """Ask for all pairs; a router is asked only for places with open legs."""
        import numpy as np

        m = len(points)
        joined = self._land.joined(points)
        car_min = np.where(np.eye(m, dtype=bool), 0.0, np.nan)
        road_m = np.where(np.eye(m, dtype=bool), 0, NO_ROAD).astype(np.int32)
        grade = np.full((m, m), Grade.FORMULA, np.int32)
        low = np.zeros((m, m), bool)
        sources = []
        for router in self._routers:
            unknown = np.isnan(car_min) & joined
            asked = np.flatnonzero(unknown.any(axis=0) | unknown.any(axis=1))
            if not len(asked):
                break
            answer = router.matrix([points[k] for k in asked.tolist()])
            at = np.ix_(asked, asked)
            new = unknown[at] & ~np.isnan(answer.car_min)
            for whole, part in (
                (car_min, answer.car_min),
                (road_m, answer.meters),
                (grade, answer.grade),
                (low, answer.low_confidence),
            ):
                whole[at] = np.where(new, part, whole[at])
            if new.any():
                sources.append(answer.source)
        for whole in (car_min, road_m, grade, low):
            whole.flags.writeable = False
        return RoadMatrix(car_min, road_m, grade, low, "; ".join(sources))

    def star(self, start: LatLon, ends: Sequence[LatLon]) -> RoadStar:
        """Give the ways from one point to others; a router is asked only for what is open."""
        import numpy as np

        n = len(ends)
        joined = self._land.joined_to(start, ends)
        made = RoadStar(
            np.full(n, np.nan),
            np.full(n, NO_ROAD, np.int32),
            np.full(n, Grade.FORMULA, np.int32),
            np.zeros(n, bool),
            "",
        )
        sources = []
        for router in self._routers:
            asked = np.flatnonzero(np.isnan(made.car_min) & joined)
            if not len(asked):
                break
            answer = router.star(start, [ends[k] for k in asked.tolist()])
            new = ~np.isnan(answer.car_min)
            made.car_min[asked[new]] = answer.car_min[new]
            made.meters[asked[new]] = answer.meters[new]
            made.grade[asked[new]] = answer.grade[new]
            made.low_confidence[asked[new]] = answer.low_confidence[new]
            if new.any():
                sources.append(answer.source)
        return replace(made, source="; ".join(sources))

    def path(self, start: LatLon, end: LatLon) -> Sequence[LatLon]:
        """Give the line of the first router that knows one; start and end alone without a road."""
        if self._land.joined([start, end])[0, 1]:
            for router in self._routers:
                line = router.path(start, end)
                if len(line) > 2:
                    return line
        return [start, end]


@lru_cache(maxsize=1)
def offline_router() -> RouterChain:
    """Give the chain that works without a connection: embedded highways, then the formula.

    All files of a process share it.
    """
    from tourplanner.adapters.routing.formula import FormulaRouter
    from tourplanner.adapters.routing.highways import EmbeddedHighways

    return RouterChain((EmbeddedHighways(), FormulaRouter()))
