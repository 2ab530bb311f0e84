"""What a geocoder answers, and how two points of one site compare."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tourplanner.core.geo import LatLon, Located, Precision, great_circle_m
from tourplanner.core.model.words import fold, word_set
from tourplanner.core.units import feet, miles

_SAY_NOTHING = word_set(
    "avenue ave blvd boulevard circle court drive east highway hwy lane north parkway place road"
    " south street way west"
)
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
    distance: str  # in words: "900 m (2,953 ft)"
    sentence: str


def compare_points(directory: Located, geocoder: Located) -> PointGap:
    """Say how far a geocoder's point lies from the directory's.

    A point known to ZIP or town only is expected to lie off; it is compared but never warned of.
    """
    gap = round(great_circle_m(directory.point, geocoder.point))
    is_warning = gap > GAP_WARN_M and not (
        directory.precision.is_coarse or geocoder.precision.is_coarse
    )
    far = f"{gap:,} m ({feet(gap):,.0f} ft)" if gap < 5_000 else f"{miles(gap):.1f} mi"
    sentence = f"The point of {geocoder.source} lies {far} from the point of {directory.source}."
    if gap == 0:
        sentence = f"{geocoder.source} gives the same point."
    return PointGap(directory, geocoder, gap, is_warning, far, sentence)


def pinned(lat: float, lon: float, source: str = "placed by hand") -> Located:
    """Give a point that a person put on the map; ValueError where it is not on the earth."""
    return Located(LatLon(lat, lon), Precision.PIN, source)


def precision_of(query: str, label: str) -> Precision:
    """Say how closely a geocoder's answer is known, from what of the query its label repeats.

    The house number with a word of the street: the house; such a word alone: the street; else no
    more than the ZIP or the town is sure.
    """
    street, _, rest = query.partition(",")
    asked, told = _words(street), set(_words(label))
    names = {word for word in asked[1:] if len(word) > 2} - _SAY_NOTHING
    if rest and asked and asked[0][0].isdigit() and told & names:
        return Precision.ADDRESS if asked[0] in told else Precision.STREET
    zips = re.findall(r"\b\d{5}\b", query)
    return Precision.ZIP if told & set(zips[-1:]) else Precision.TOWN


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))
