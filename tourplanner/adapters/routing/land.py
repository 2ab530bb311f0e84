"""Which land a point stands on: there is no road from one land mass to another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.layers import Layer
from tourplanner.adapters.resources import load_base_layer, resource_path
from tourplanner.core.geo import LatLon, great_circle_mi

if TYPE_CHECKING:
    import numpy as np

    BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

MAINLAND = "mainland"
OPEN_WATER = "open water"
# Shore lines are generalized: a harbor may lie this far outside its land.
_SHORE_M = 25_000.0
# In the water between an island and land that can be driven to, this near is the land's shore.
_MAIN_SHORE_M = 3_000.0
_KEPT = 20_000  # places whose land is remembered


class LandMasses:
    """Tells the land mass of a point; all that a bridge or causeway joins is one mass.

    Parameters
    ----------
    land : areas with props ``mass`` (0 = mainland) and ``road`` (the highway network reaches it).
    islands : the pack islands.json: ``bridged`` points and ``no_road`` circles.
    """

    def __init__(self, land: Layer, islands: dict[str, Any]) -> None:
        self._land = land
        self._named = lru_cache(maxsize=_KEPT)(self._name)  # a place at sea takes milliseconds
        self._no_road = [
            (row["name"], LatLon(row["lat"], row["lon"]), float(row["radius_mi"]))
            for row in islands["no_road"]
        ]
        self._joined = {i for i, p in enumerate(land.props) if p["mass"] == 0 or p["road"]}
        for row in islands["bridged"]:
            piece = self._piece(LatLon(row["lat"], row["lon"]))
            if piece is not None:
                self._joined.add(piece)

    def _piece(self, point: LatLon) -> int | None:
        index = self._land.at(point)
        if index is None:
            near = self._land.nearest(point, _SHORE_M)
            if near is None:
                return None
            index = near[0]
            if index not in self._joined:
                close = self._land.nearest(point, _MAIN_SHORE_M, only=self._joined)
                index = close[0] if close else index
        return index

    def of(self, point: LatLon) -> str:
        """Give the name of the mass a point stands on; equal names can be driven between."""
        return self._named(point)

    def _name(self, point: LatLon) -> str:
        for name, center, radius_mi in self._no_road:
            # The cheap test first: one degree of latitude is 69 miles.
            if abs(center.lat - point.lat) * 69 <= radius_mi and (
                great_circle_mi(center, point) <= radius_mi
            ):
                return str(name)
        index = self._piece(point)
        if index is None:
            return OPEN_WATER
        return MAINLAND if index in self._joined else f"island {self._land.props[index]['mass']}"

    def joined(self, points: Sequence[LatLon]) -> BoolArray:
        """Tell for every pair whether a road can lead from one to the other; shape (n, n)."""
        import numpy as np

        names = np.array([self.of(p) for p in points], dtype=object)
        dry = names != OPEN_WATER
        same: BoolArray = (names[:, None] == names[None, :]) & dry[:, None] & dry[None, :]
        np.fill_diagonal(same, True)
        return same

    def joined_to(self, start: LatLon, ends: Sequence[LatLon]) -> BoolArray:
        """Tell for every end whether a road can lead there from one point; shape (n)."""
        import numpy as np

        here = self.of(start)
        found = [here != OPEN_WATER and self.of(end) == here for end in ends]
        same: BoolArray = np.array(found, dtype=bool)
        return same


@lru_cache(maxsize=1)
def load_land() -> LandMasses:
    """Give the land masses of the United States, read once."""
    text = resource_path("packs", "islands.json").read_text(encoding="utf-8")
    return LandMasses(load_base_layer("land"), json.loads(text))
