"""What lies around a point, from shipped data: its time zone, its state, whether a city is near."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from math import floor
from typing import Any

from tourplanner.adapters.resources import county_at, open_gazetteer, resource_path
from tourplanner.core.geo import LatLon, Town, great_circle_mi

METRO_RADIUS_MI = 10
METRO_POPULATION = 250_000
TOWN_REACH_DEG = 2.0  # no night farther off than this
TOWN_POPULATION = 1_000
_KEPT = 16_384  # points: a state has ten thousand schools
TOWN_DRAWS_MI = 5.0  # the draw of a town falls steeply beyond this


class OfflineSurroundings:
    """Zones by tzfpy and the list of towns that keep another; states by county polygons."""

    def __init__(self) -> None:
        self._gazetteer: sqlite3.Connection | None = None
        self.zone = lru_cache(maxsize=_KEPT)(self._zone)
        self.state = lru_cache(maxsize=_KEPT)(self._state)
        self.is_metro = lru_cache(maxsize=_KEPT)(self._is_metro)
        self._around_cell = lru_cache(maxsize=_KEPT)(self._read_around_cell)
        self.town_for_night = lru_cache(maxsize=_KEPT)(self._town_for_night)

    def _zone(self, point: LatLon) -> str:
        import tzfpy

        for town, radius_mi, zone in town_zones():
            if great_circle_mi(town, point) <= radius_mi:
                return zone
        return str(tzfpy.get_tz(point.lon, point.lat) or "UTC")

    def _state(self, point: LatLon) -> str:
        """Give the state whose county holds the point, or is within 5 miles off its coast."""
        county = county_at(point)
        return county.state if county else ""

    def _is_metro(self, point: LatLon) -> bool:
        """Whether 250,000 people live in places within 10 miles: then rush hours are felt."""
        people = 0
        for place, population in self._around_cell(floor(point.lat * 10), floor(point.lon * 10)):
            if great_circle_mi(point, place) <= METRO_RADIUS_MI:
                people += population
            if people >= METRO_POPULATION:
                return True
        return False

    def _read_around_cell(self, south: int, west: int) -> tuple[tuple[LatLon, int], ...]:
        """Give the places within 10 miles of a cell of a tenth of a degree, large ones first."""
        reach_lat, reach_lon = METRO_RADIUS_MI / 69, METRO_RADIUS_MI / 45
        box = (
            *(south / 10 - reach_lat, (south + 1) / 10 + reach_lat),
            *(west / 10 - reach_lon, (west + 1) / 10 + reach_lon),
        )
        rows = self._in_box("lat, lon, population", box)
        near = ((LatLon(lat, lon), population) for lat, lon, population in rows if population)
        return tuple(sorted(near, key=lambda found: -found[1]))

    def _town_for_night(self, point: LatLon) -> Town | None:
        """Give the town that draws the most: many people, and near.

        Source: house rule; 5 miles off a town draws half, 15 miles off an eightieth.
        """

        def draw(found: tuple[Town, int]) -> tuple[float, str]:
            town, population = found
            far = great_circle_mi(point, town.point) / TOWN_DRAWS_MI
            return population / (1 + far**4), town.name

        towns = [t for t in self._towns(point, TOWN_REACH_DEG) if t[1] >= TOWN_POPULATION]
        return max(towns, key=draw)[0] if towns else None

    def _towns(self, point: LatLon, reach: float) -> Iterator[tuple[Town, int]]:
        """Give the towns of a box around a point, in degrees, and how many live there."""
        box = (point.lat - reach, point.lat + reach, point.lon - reach, point.lon + reach)
        names = "name, state, county_name, lat, lon, population"
        for name, state, county, lat, lon, population in self._in_box(names, box):
            yield Town(name, state, county, LatLon(lat, lon)), population

    def _in_box(self, names: str, box: tuple[float, ...]) -> Iterator[tuple[Any, ...]]:
        """Give columns of the places in a box: south, north, west, east."""
        if self._gazetteer is None:
            self._gazetteer = open_gazetteer()
        where = "lat between ? and ? and lon between ? and ?"
        return self._gazetteer.execute(f"select {names} from places where {where}", box)


@lru_cache(maxsize=1)
def town_zones() -> tuple[tuple[LatLon, float, str], ...]:
    """Give the towns that keep another time than the map says: point, radius in miles, zone."""
    pack = json.loads(resource_path("packs", "town_zones.json").read_text(encoding="utf-8"))
    return tuple(
        (LatLon(row["lat"], row["lon"]), float(row["radius_mi"]), str(row["zone"]))
        for row in pack["towns"]
    )
