"""What may lie over the map besides the tour: schools of the directory, districts, regions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import sub

from tourplanner.core.errors import NotFoundError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.district import Borders, DistrictKind
from tourplanner.core.model.site import SchoolDot, SiteView
from tourplanner.core.model.states import Regions
from tourplanner.services.directory import DirectoryService
from tourplanner.services.districts import DistrictService

REGIONS = "regions"
_SHORT = {DistrictKind.UPPER: "SD", DistrictKind.LOWER: "HD", DistrictKind.CONGRESS: "CD"}
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
        lats = [round(dot.lat * POINT_GRID) for dot in self.dots]
        lons = [round(dot.lon * POINT_GRID) for dot in self.dots]
        flat = [0] * (2 * len(self.dots))
        flat[::2] = map(sub, lats, [0, *lats])
        flat[1::2] = map(sub, lons, [0, *lons])
        return flat


@dataclass(frozen=True, slots=True)
class LinesLayer:
    """Lines around areas: what they are called, and what each area is, in the order of centers.

    ``sites`` : for regions, the ids of the office's sites in each.
    """

    name: str
    title: str
    borders: Borders
    labels: tuple[str, ...]
    sites: tuple[tuple[str, ...], ...] = ()

    def named(self) -> Iterator[tuple[str, LatLon]]:
        """Give what each area is called on the map, and where."""
        for label, at in zip(self.labels, self.borders.centers, strict=True):
            if at is not None:
                yield label, at


class MapLayers:
    """Reads the layers; nothing in them comes from a tour."""

    def __init__(self, directory: DirectoryService, districts: DistrictService) -> None:
        self._directory = directory
        self._districts = districts

    def schools(self, around: Sequence[LatLon] = ()) -> SchoolLayer:
        """Give all schools, and those nearest to any of some points."""
        dots = sorted(self._directory.dots(), key=_place)
        return SchoolLayer(tuple(dots), _nearest(dots, around))

    def districts(self, kind: DistrictKind, state: str, day: date) -> LinesLayer:
        """Give the districts of a kind in which a state had members on a day, such as ``SD 25``.

        Raises
        ------
        NotFoundError : no such lines are loaded for the day.
        """
        borders, codes = self._districts.borders(kind, state, day)
        title = self._districts.words.title(kind, state)
        initials = "".join(word[0] for word in title.split()[-2:]).upper()
        short = initials if title.endswith("District") else _SHORT[kind]
        return LinesLayer(str(kind), title, borders, tuple(f"{short} {code}" for code in codes))

    def regions(self, regions: Regions, views: Iterable[SiteView] = ()) -> LinesLayer:
        """Give the regions of a state, with the sites in each.

        Raises
        ------
        NotFoundError : the state has none loaded, or no lines of counties are.
        """
        if not regions.regions:
            raise NotFoundError(
                "No regions are loaded for the office's state.",
                "Data files of regions tell which counties each is made of.",
            )
        inside: dict[str, list[str]] = {region.name: [] for region in regions.regions}
        for view in views:
            region = regions.of(view.state, view.county)
            if region is not None:
                inside[region.name].append(str(view.id))
        return LinesLayer(
            REGIONS,
            "Regions",
            self._districts.outlines(regions),
            tuple(inside),
            tuple(tuple(sites) for sites in inside.values()),
        )


def _place(dot: SchoolDot) -> float:
    """Give how far a school is along all strips, one after the other, in degrees."""
    return math.floor(dot.lat * _STRIPS) * 360 + dot.lon


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
