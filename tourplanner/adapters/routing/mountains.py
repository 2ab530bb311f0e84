"""Where roads are slow mountain roads: a dated list of counties and circles, edited by hand."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
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
    share_from, from_m : a leg is a mountain leg from this share of its road, or these meters of it.
    """

    fips: frozenset[int]
    areas: tuple[tuple[LatLon, float], ...]
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
