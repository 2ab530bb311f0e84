"""What lies around a point, from shipped data: its time zone, its state, whether a city is near."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache

from tourplanner.adapters.resources import county_at, open_gazetteer, resource_path
from tourplanner.core.geo import LatLon, great_circle_mi

METRO_RADIUS_MI = 10
METRO_POPULATION = 250_000


class OfflineSurroundings:
    """Zones by tzfpy and the list of towns that keep another; states by county polygons."""

    def __init__(self) -> None:
        self._gazetteer: sqlite3.Connection | None = None
        self.zone = lru_cache(maxsize=4096)(self._zone)
        self.state = lru_cache(maxsize=4096)(self._state)
        self.is_metro = lru_cache(maxsize=4096)(self._is_metro)

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
        if self._gazetteer is None:
            self._gazetteer = open_gazetteer()
        margin_lat, margin_lon = METRO_RADIUS_MI / 69, METRO_RADIUS_MI / 45
        rows = self._gazetteer.execute(
            "select lat, lon, population from places"
            " where lat between ? and ? and lon between ? and ?",
            (
                point.lat - margin_lat,
                point.lat + margin_lat,
                point.lon - margin_lon,
                point.lon + margin_lon,
            ),
        )
        near = (
            population
            for lat, lon, population in rows
            if great_circle_mi(point, LatLon(lat, lon)) <= METRO_RADIUS_MI
        )
        return bool(sum(near) >= METRO_POPULATION)


@lru_cache(maxsize=1)
def town_zones() -> tuple[tuple[LatLon, float, str], ...]:
    """Give the towns that keep another time than the map says: point, radius in miles, zone."""
    pack = json.loads(resource_path("packs", "town_zones.json").read_text(encoding="utf-8"))
    return tuple(
        (LatLon(row["lat"], row["lon"]), float(row["radius_mi"]), str(row["zone"]))
        for row in pack["towns"]
    )
