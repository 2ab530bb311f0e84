"""What lies around a point, from the shipped places: its time zone, and whether a city is near."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from tourplanner.adapters.resources import open_gazetteer
from tourplanner.core.geo import LatLon, great_circle_mi

METRO_RADIUS_MI = 10
METRO_POPULATION = 250_000


class OfflineSurroundings:
    """Zones by tzfpy, metropolitan areas by the people who live near."""

    def __init__(self) -> None:
        self._gazetteer: sqlite3.Connection | None = None
        self.zone = lru_cache(maxsize=4096)(self._zone)
        self.is_metro = lru_cache(maxsize=4096)(self._is_metro)

    def _zone(self, point: LatLon) -> str:
        import tzfpy

        return str(tzfpy.get_tz(point.lon, point.lat) or "UTC")

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
