"""How far the bus gets from a place in so many minutes, and which sites it reaches."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.core.model.tour import PlanSettings
from tourplanner.core.ports import Router
from tourplanner.core.travel import NO_ROAD, bus_star
from tourplanner.core.units import METERS_PER_MILE
from tourplanner.services.tours import TourService
from tourplanner.store.file import OfficeFile

LEAST_MIN, MOST_MIN = 5, 240
# No bus is faster than this on any road of the network, so nothing farther off is looked up.
_FASTEST_MPH = 75.0
_DIRECTIONS, _STEPS = 36, 10  # of the outline: every 10 degrees, and so many places along each
_METERS_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Reach:
    """What the bus reaches from a place.

    Attributes
    ----------
    minutes : of the places reached by their ids, whole bus minutes outside the peak, nearest first;
        typed minutes count.
    outline : how far one gets in each direction, a ring around the place, by the same minutes.
    """

    start: LatLon
    most_min: int
    minutes: Mapping[str, int]
    outline: tuple[LatLon, ...]
    source: str


class ReachService:
    """Works out reaches with the program's own travel times."""

    def __init__(self, file: OfficeFile, tours: TourService, router: Router) -> None:
        self._file = file
        self._tours = tours
        self._router = router

    def reach(
        self,
        tour_id: str,
        start: LatLon,
        most_min: int,
        places: Sequence[tuple[str, LatLon]],
        start_id: str = "",
    ) -> Reach:
        """Give which of some places the bus reaches from a point.

        Parameters
        ----------
        most_min : minutes in the bus, 5 to 240.
        places : id and point of each. start_id : of the place at the start, for typed minutes.

        Raises
        ------
        InputError : the minutes do not fit.
        """
        if not LEAST_MIN <= most_min <= MOST_MIN:
            raise InputError(
                f"{most_min} minutes do not fit.", f"Type {LEAST_MIN} to {MOST_MIN} minutes."
            )
        record = self._file.tables.get("tour", tour_id)
        settings = PlanSettings().changed((record["settings"] if record else None) or {})
        far_m = most_min / 60 * _FASTEST_MPH * METERS_PER_MILE
        near = [(key, at) for key, at in places if great_circle_m(start, at) <= far_m]
        rings = _samples(start, far_m)
        road = self._router.star(start, [*(at for _, at in near), *rings])
        found = bus_star(start, [*(at for _, at in near), *rings], road, settings).tolist()
        minutes = {key: found[k] for k, (key, _) in enumerate(near) if found[k] != NO_ROAD}
        minutes |= self._typed(start_id, {key for key, _ in places})
        reached = sorted((taken, key) for key, taken in minutes.items() if taken <= most_min)
        return Reach(
            start,
            most_min,
            {key: taken for taken, key in reached if key != start_id},
            _outline(start, far_m, found[len(near) :], most_min),
            road.source,
        )

    def _typed(self, start_id: str, keys: set[str]) -> dict[str, int]:
        """Give the minutes typed from a place, or to it where none are typed that way."""
        if not start_id:
            return {}
        typed = self._tours.typed_minutes()
        back = {a: way.minutes for (a, b), way in typed.items() if b == start_id and a in keys}
        return back | {
            b: way.minutes for (a, b), way in typed.items() if a == start_id and b in keys
        }


def _samples(start: LatLon, far_m: float) -> list[LatLon]:
    """Give points on rays around a place, direction after direction, the nearest first."""
    made = []
    for k in range(_DIRECTIONS):
        turn = math.radians(360 * k / _DIRECTIONS)
        made += [_toward(start, turn, far_m * (s + 1) / _STEPS) for s in range(_STEPS)]
    return made


def _toward(start: LatLon, turn: float, far_m: float) -> LatLon:
    """Give the point so many meters from another, ``turn`` from north by east in radians."""
    squeeze = max(math.cos(math.radians(start.lat)), 0.05)
    lat = start.lat + far_m * math.cos(turn) / _METERS_PER_DEGREE
    lon = start.lon + far_m * math.sin(turn) / _METERS_PER_DEGREE / squeeze
    return LatLon(min(max(lat, -85.0), 85.0), min(max(lon, -180.0), 180.0))


def _outline(
    start: LatLon, far_m: float, minutes: Sequence[int], most_min: int
) -> tuple[LatLon, ...]:
    """Give the farthest point reached in each direction, between two samples by their minutes."""
    ring = []
    step_m = far_m / _STEPS
    for k in range(_DIRECTIONS):
        ray = [0, *minutes[k * _STEPS : (k + 1) * _STEPS]]
        last = max(s for s, taken in enumerate(ray) if taken != NO_ROAD and taken <= most_min)
        on = 0.0
        if last + 1 < len(ray) and ray[last + 1] > ray[last]:
            on = (most_min - ray[last]) / (ray[last + 1] - ray[last])
        turn = math.radians(360 * k / _DIRECTIONS)
        ring.append(_toward(start, turn, (last + on) * step_m))
    return tuple(ring)
