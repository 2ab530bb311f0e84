"""Points on the earth. Decimal degrees, latitude first, everywhere in the program."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_MI = 3958.76
EARTH_RADIUS_M = EARTH_RADIUS_MI * 1609.344


@dataclass(frozen=True, slots=True, order=True)
class LatLon:
    """A point: decimal degrees, latitude -90..90, longitude -180..180 (west negative)."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"not a point on the earth: {self.lat}, {self.lon}")


class Precision(StrEnum):
    """How closely a point is known, best first."""

    PIN = "pin"  # put there by hand
    SITE = "site"  # the directory's own point of the campus
    ADDRESS = "address"  # a geocoder's house number
    STREET = "street"
    ZIP = "zip"  # the middle of a ZIP area
    TOWN = "town"  # the middle of a town
    COUNTY = "county"

    @property
    def is_coarse(self) -> bool:
        """Whether the point is too coarse to send a bus or a reporter to."""
        return self in (Precision.ZIP, Precision.TOWN, Precision.COUNTY)


def known_precision(stored: object) -> Precision:
    """Read how closely a stored point is known; what this version does not know is the coarsest."""
    try:
        return Precision(str(stored))
    except ValueError:
        return Precision.COUNTY


@dataclass(frozen=True, slots=True)
class Located:
    """A point with how closely it is known and who says so (``source`` in plain words)."""

    point: LatLon
    precision: Precision
    source: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town and the middle of it."""

    name: str
    state: str
    county: str
    point: LatLon


def great_circle_m(a: LatLon, b: LatLon) -> float:
    """Give the great-circle distance in meters (haversine, radius 3,958.76 mi)."""
    phi_a, phi_b = math.radians(a.lat), math.radians(b.lat)
    d_phi = phi_b - phi_a
    d_lam = math.radians(b.lon - a.lon)
    h = math.sin(d_phi / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(d_lam / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def great_circle_mi(a: LatLon, b: LatLon) -> float:
    """Give the great-circle distance in miles."""
    return great_circle_m(a, b) / 1609.344
