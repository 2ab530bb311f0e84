"""What lies around a point, from shipped data: its time zone, its state, whether a city is near."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from tourplanner.adapters.resources import county_at, open_gazetteer, resource_path
from tourplanner.core.geo import LatLon, Town, great_circle_mi

METRO_RADIUS_MI = 10
METRO_POPULATION = 250_000
TOWN_REACH_DEG = 2.0  # no night farther off than this
TOWN_POPULATION = 1_000
TOWN_DRAWS_MI = 5.0  # the draw of a town falls steeply beyond this


class OfflineSurroundings:
    """Zones by tzfpy and the list of towns that keep another; states by county polygons."""

    def __init__(self) -> None:
        self._gazetteer: sqlite3.Connection | None = None
        self.zone = lru_cache(maxsize=4096)(self._zone)
        self.state = lru_cache(maxsize=4096)(self._state)
        self.is_metro = lru_cache(maxsize=4096)(self._is_metro)
        self.town_for_night = lru_cache(maxsize=4096)(self._town_for_night)

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
        near = (
            population
            for town, population in self._towns(point, METRO_RADIUS_MI / 69, METRO_RADIUS_MI / 45)
            if great_circle_mi(point, town.point) <= METRO_RADIUS_MI
        )
        return bool(sum(near) >= METRO_POPULATION)

    def _town_for_night(self, point: LatLon) -> Town | None:
        """Give the town that draws the most: many people, and near.

        Source: house rule; 5 miles off a town draws half, 15 miles off an eightieth.
        """

        def draw(found: tuple[Town, int]) -> tuple[float, str]:
            town, population = found
            far = great_circle_mi(point, town.point) / TOWN_DRAWS_MI
            return population / (1 + far**4), town.name

        reach = TOWN_REACH_DEG
        towns = [t for t in self._towns(point, reach, reach) if t[1] >= TOWN_POPULATION]
        return max(towns, key=draw)[0] if towns else None

    def _towns(
        self, point: LatLon, margin_lat: float, margin_lon: float
    ) -> Iterator[tuple[Town, int]]:
        """Give the towns of a box around a point, in degrees, and how many live there."""
        if self._gazetteer is None:
            self._gazetteer = open_gazetteer()
        rows = self._gazetteer.execute(
            "select name, state, county_name, lat, lon, population from places"
            " where lat between ? and ? and lon between ? and ?",
            (
                point.lat - margin_lat,
                point.lat + margin_lat,
                point.lon - margin_lon,
                point.lon + margin_lon,
            ),
        )
        for name, state, county, lat, lon, population in rows:
            yield Town(name, state, county, LatLon(lat, lon)), population


@lru_cache(maxsize=1)
def town_zones() -> tuple[tuple[LatLon, float, str], ...]:
    """Give the towns that keep another time than the map says: point, radius in miles, zone."""
    pack = json.loads(resource_path("packs", "town_zones.json").read_text(encoding="utf-8"))
    return tuple(
        (LatLon(row["lat"], row["lon"]), float(row["radius_mi"]), str(row["zone"]))
        for row in pack["towns"]
    )
