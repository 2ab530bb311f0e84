"""The fitted formula as a router: for places that no network reaches."""

from __future__ import annotations

from collections.abc import Sequence

from tourplanner.adapters.routing.land import LandMasses, load_land
from tourplanner.adapters.routing.mountains import Mountains, load_mountains
from tourplanner.core.geo import LatLon
from tourplanner.core.travel import (
    FITTED_CIRCUITY,
    NO_ROAD,
    Grade,
    RoadMatrix,
    RoadStar,
    fitted_car_min,
    great_circles_m,
    lats_lons,
)


class FormulaRouter:
    """Gives car minutes by the fitted formula; NaN between land masses."""

    source = "fitted formula (great circle)"

    def __init__(self, land: LandMasses | None = None, mountains: Mountains | None = None) -> None:
        self._land = land or load_land()
        self._mountains = mountains or load_mountains()

    def matrix(self, points: Sequence[LatLon]) -> RoadMatrix:
        """Give all pairs of ``points``; low confidence with an end in the mountains."""
        import numpy as np

        m = len(points)
        lat, lon = lats_lons(points)
        line_m = great_circles_m(lat[:, None], lon[:, None], lat, lon)
        car_min = fitted_car_min(line_m)
        road_m = np.rint(line_m * FITTED_CIRCUITY).astype(np.int32)
        slow = np.array([self._mountains.has(p) for p in points], bool)
        low = slow[:, None] | slow[None, :]
        apart = ~self._land.joined(points)
        car_min[apart] = np.nan
        road_m[apart] = NO_ROAD
        low &= ~apart
        np.fill_diagonal(car_min, 0.0)
        np.fill_diagonal(low, False)
        grade = np.full((m, m), Grade.FORMULA, np.int32)
        return RoadMatrix(car_min, road_m, grade, low, self.source)

    def star(self, start: LatLon, ends: Sequence[LatLon]) -> RoadStar:
        """Give the ways from one point to others."""
        import numpy as np

        lat, lon = lats_lons([start, *ends])
        line_m = great_circles_m(lat[0], lon[0], lat[1:], lon[1:])
        apart = ~self._land.joined_to(start, ends)
        low = np.array([self._mountains.has(p) for p in ends], bool) | self._mountains.has(start)
        return RoadStar(
            np.where(apart, np.nan, fitted_car_min(line_m)),
            np.where(apart, NO_ROAD, np.rint(line_m * FITTED_CIRCUITY)).astype(np.int32),
            np.full(len(ends), Grade.FORMULA, np.int32),
            low & ~apart,
            self.source,
        )

    def path(self, start: LatLon, end: LatLon) -> Sequence[LatLon]:
        """Give start and end: a formula knows no road."""
        return [start, end]
