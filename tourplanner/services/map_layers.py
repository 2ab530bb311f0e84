"""What may lie over the map besides the tour: every school of the directory, district lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tourplanner.core.geo import LatLon
from tourplanner.core.model.district import Borders, DistrictKind
from tourplanner.core.model.site import SchoolDot
from tourplanner.services.directory import DirectoryService
from tourplanner.services.districts import DistrictService

SEATS = (DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.CONGRESS)
POINT_GRID = 10_000  # steps in a degree: about 10 m
_STRIPS = 4  # of a degree: schools of one strip follow each other from west to east
_LISTED = 40


@dataclass(frozen=True, slots=True)
class SchoolLayer:
    """The schools of the directory, those near each other one after the other.

    ``near`` : places in ``dots`` of those nearest to the tour, nearest first, as (place, meters).
    """

    dots: tuple[SchoolDot, ...]
    near: tuple[tuple[int, float], ...] = ()

    def packed(self) -> list[int]:
        """Give latitude and longitude of each, on a grid, as differences from the one before."""
        flat: list[int] = []
        lat = lon = 0
        for dot in self.dots:
            y, x = round(dot.lat * POINT_GRID), round(dot.lon * POINT_GRID)
            flat += (y - lat, x - lon)
            lat, lon = y, x
        return flat


@dataclass(frozen=True, slots=True)
class DistrictLayer:
    """The lines of one kind of district: what they are called, their lines, a code for each."""

    kind: DistrictKind
    title: str
    borders: Borders
    codes: tuple[str, ...]


class MapLayers:
    """Reads the layers; nothing in them comes from a tour."""

    def __init__(self, directory: DirectoryService, districts: DistrictService) -> None:
        self._directory = directory
        self._districts = districts

    def schools(self, around: Sequence[LatLon] = ()) -> SchoolLayer:
        """Give all schools, and those nearest to any of some points."""
        dots = sorted(self._directory.dots(), key=_place)
        return SchoolLayer(tuple(dots), _nearest(dots, around))

    def districts(self, kind: DistrictKind, state: str, day: date) -> DistrictLayer:
        """Give the districts of a kind in which a state had members on a day.

        Raises
        ------
        NotFoundError : no such lines are loaded for the day.
        """
        borders, codes = self._districts.borders(kind, state, day)
        return DistrictLayer(kind, self._districts.words.title(kind, state), borders, codes)


def _place(dot: SchoolDot) -> tuple[int, float, str]:
    return math.floor(dot.lat * _STRIPS), dot.lon, dot.key


def _nearest(dots: Sequence[SchoolDot], around: Iterable[LatLon]) -> tuple[tuple[int, float], ...]:
    """Give the dots nearest to any of some points; near enough for a plane, so on a plane."""
    best: dict[int, float] = {}
    for point in around:
        squeeze = math.cos(math.radians(point.lat))
        gaps = [(dot.lat - point.lat) ** 2 + ((dot.lon - point.lon) * squeeze) ** 2 for dot in dots]
        for place in sorted(range(len(gaps)), key=gaps.__getitem__)[:_LISTED]:
            best[place] = min(best.get(place, math.inf), gaps[place])
    degree_m = 111_195.0
    found = sorted(best.items(), key=lambda pair: (pair[1], pair[0]))[:_LISTED]
    return tuple((place, math.sqrt(gap) * degree_m) for place, gap in found)
