"""What a geocoder answers, and how two points of one site compare."""

from __future__ import annotations

from dataclasses import dataclass

from tourplanner.core.geo import LatLon, Located, Precision, great_circle_m

GAP_WARN_M = 300  # a campus is smaller; more means that one of the two points is wrong


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """One thing that a query may mean; ``label`` tells it from the others."""

    located: Located
    label: str  # "Burbank, Los Angeles County, California"
    name: str
    state: str = ""
    county: str = ""
    zone: str = ""
    population: int = 0
    zip: str = ""
    note: str = ""  # what was left out: "no street data: the point of the ZIP"


@dataclass(frozen=True, slots=True)
class PointGap:
    """Two points of one site, kept side by side, and whether they lie too far apart."""

    directory: Located
    geocoder: Located
    gap_m: int
    is_warning: bool
    sentence: str


def compare_points(directory: Located, geocoder: Located) -> PointGap:
    """Say how far a geocoder's point lies from the directory's.

    A point known to ZIP or town only is expected to lie off; it is compared but never warned of.
    """
    gap = round(great_circle_m(directory.point, geocoder.point))
    is_warning = gap > GAP_WARN_M and not (
        directory.precision.is_coarse or geocoder.precision.is_coarse
    )
    far = f"{gap} m" if gap < 5_000 else f"{gap / 1609.344:.1f} mi"
    sentence = f"The point of {geocoder.source} lies {far} from the point of {directory.source}."
    return PointGap(directory, geocoder, gap, is_warning, sentence)


def pinned(lat: float, lon: float, source: str = "placed by hand") -> Located:
    """Give a point that a person put on the map; ValueError where it is not on the earth."""
    return Located(LatLon(lat, lon), Precision.PIN, source)
