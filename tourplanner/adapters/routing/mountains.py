"""Where roads are slow mountain roads: a dated list of counties and circles, edited by hand."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.resources import county_at, resource_path
from tourplanner.core.errors import InputError
from tourplanner.core.geo import EARTH_RADIUS_MI, LatLon, great_circle_mi
from tourplanner.core.units import meters

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Mountains:
    """The mountain list.

    Attributes
    ----------
    fips : counties, as numbers (6023 is Humboldt).
    areas : circles: center and radius in miles.
    freeways : lines through the mountains on which a bus keeps its speed, a point per town.
    freeway_mi : so near to such a line a node of the network is on that freeway.
    share_from, from_m : a leg is a mountain leg from this share of its road, or these meters of it.
    """

    fips: frozenset[int]
    areas: tuple[tuple[LatLon, float], ...]
    freeways: tuple[tuple[LatLon, ...], ...]
    freeway_mi: float
    share_from: float
    from_m: float

    def nodes(self, lat: Array, lon: Array, county: Array) -> Array:
        """Tell which nodes of a network lie in the mountains; arrays of shape (n)."""
        import numpy as np

        found = np.isin(county, sorted(self.fips))
        for center, radius_mi in self.areas:
            north = np.radians(lat - center.lat)
            east = np.radians(lon - center.lon) * math.cos(math.radians(center.lat))
            found |= np.hypot(north, east) * EARTH_RADIUS_MI <= radius_mi
        at = np.flatnonzero(found)
        found[at[self._on_freeway(lat[at], lon[at])]] = False
        return found

    def _on_freeway(self, lat: Array, lon: Array) -> Array:
        """Tell which points lie on a freeway; flat geometry, since towns are near each other."""
        import numpy as np

        found = np.zeros(len(lat), bool)
        for line in self.freeways:
            for a, b in pairwise(line):
                shrink = math.cos(math.radians((a.lat + b.lat) / 2))
                along = np.array([(b.lon - a.lon) * shrink, b.lat - a.lat])
                here = np.stack([(lon - a.lon) * shrink, lat - a.lat])
                share = np.clip(along @ here / (along @ along), 0, 1)
                away = np.hypot(*(here - along[:, None] * share))
                found |= np.radians(away) * EARTH_RADIUS_MI <= self.freeway_mi
        return found

    def has(self, point: LatLon) -> bool:
        """Whether a point lies in the mountains."""
        if any(great_circle_mi(center, point) <= radius for center, radius in self.areas):
            return True
        county = county_at(point)
        return county is not None and int(county.fips) in self.fips


def read_mountains(text: str) -> Mountains:
    """Read a mountain list.

    Raises
    ------
    InputError : it is not one.
    """
    try:
        pack = json.loads(text)
        return Mountains(
            frozenset(int(row["fips"]) for rows in pack["counties"].values() for row in rows),
            tuple(
                (LatLon(row["lat"], row["lon"]), float(row["radius_mi"])) for row in pack["areas"]
            ),
            tuple(
                tuple(LatLon(town["lat"], town["lon"]) for town in row["towns"])
                for row in pack["freeways"]
            ),
            float(pack["freeway_mi"]),
            float(pack["share_from"]),
            meters(float(pack["miles_from"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "The list of mountain counties cannot be read.",
            "Put back mountains.json as it was shipped, or mend it.",
            repr(error),
        ) from error


@lru_cache(maxsize=1)
def load_mountains() -> Mountains:
    """Give the shipped mountain list, read once."""
    return read_mountains(resource_path("packs", "mountains.json").read_text(encoding="utf-8"))
