"""How long the bus takes from place to place, and how well that is known.

A router gives car minutes and meters (:class:`RoadMatrix`); :func:`bus_matrix` turns them into
whole bus minutes, errs late, and lets typed minutes win.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeVar

from tourplanner.core.errors import UnknownLeg
from tourplanner.core.geo import EARTH_RADIUS_M, LatLon, great_circle_m
from tourplanner.core.model.tour import Node, PlanSettings
from tourplanner.core.units import METERS_PER_MILE, miles

if TYPE_CHECKING:
    import numpy as np

    IntArray = np.ndarray[Any, np.dtype[np.int32]]
    FloatArray = np.ndarray[Any, np.dtype[np.float64]]
    BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

Amount = TypeVar("Amount", float, "FloatArray")  # one, or many at once

NO_ROAD = -1

FITTED_MIN_PER_MILE = 1.043
FITTED_ACCESS_MIN = 6.9
FITTED_CIRCUITY = 1.25
MOUNTAIN_CIRCUITY = 1.6


class Grade(IntEnum):
    """How a leg's minutes are known, best first."""

    TYPED = 0
    ROUTED = 1  # a street router on real roads
    NETWORK = 2  # the embedded highway network
    FORMULA = 3  # great circle and two constants
    MOUNTAIN = 4  # the mountain model: longer than the network says

    @property
    def is_estimate(self) -> bool:
        """Whether the leg prints as an estimate."""
        return self >= Grade.NETWORK


@dataclass(frozen=True, slots=True)
class RoadMatrix:
    """What a router knows of n points; row = from, column = to, diagonal 0.

    Attributes
    ----------
    car_min : float64 (n, n), light-traffic car minutes; NaN where there is no road.
    meters : int32 (n, n), road meters; -1 where there is no road.
    grade : int32 (n, n), :class:`Grade`.
    low_confidence : bool (n, n): through mountains, or with few roads near.
    source : one line for the papers: engine, data and its date.
    """

    car_min: FloatArray
    meters: IntArray
    grade: IntArray
    low_confidence: BoolArray
    source: str


@dataclass(frozen=True, slots=True)
class RoadStar:
    """What a router knows of the ways from one point to n others, in their order.

    The same arrays as a row of a :class:`RoadMatrix`, each of shape (n).
    """

    car_min: FloatArray
    meters: IntArray
    grade: IntArray
    low_confidence: BoolArray
    source: str


@dataclass(frozen=True, slots=True)
class TypedMinutes:
    """Minutes that a person typed for a pair of places, in that direction."""

    minutes: int
    by: str
    at: str  # ISO moment


@dataclass(frozen=True, slots=True)
class Leg:
    """One pair of places. ``check`` = low confidence: ask somebody who knows the road."""

    off_peak_min: int
    peak_min: int
    meters: int
    grade: Grade
    source: str
    check: bool
    typed: TypedMinutes | None = None
    departures_tod_min: tuple[int, ...] = ()  # it can only be left then, ascending; () = always

    @property
    def miles(self) -> float:
        """Road miles."""
        return miles(self.meters)


@dataclass(frozen=True, slots=True)
class TravelMatrix:
    """Bus minutes between nodes; row = from, column = to.

    Attributes
    ----------
    ids : node ids in the order of rows and columns.
    off_peak_min, peak_min : int32 (n, n), whole bus minutes rounded up; -1 where there is no road.
    meters, grade : int32 (n, n).
    check : bool (n, n).
    typed : (from id, to id) -> typed minutes, already in the arrays.
    source : one line for the papers.
    departures : (from id, to id) -> the only times of a day when that leg leaves, ascending, by
        the clock of the place it leaves: a ferry's, a plane's.
    """

    ids: tuple[str, ...]
    off_peak_min: IntArray
    peak_min: IntArray
    meters: IntArray
    grade: IntArray
    check: BoolArray
    typed: Mapping[tuple[str, str], TypedMinutes]
    source: str
    index: Mapping[str, int]
    departures: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    # Legs that were asked for: to try the mends of a day asks for the same ones again and again.
    _legs: dict[tuple[str, str], Leg | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def leg(self, start: str, end: str) -> Leg | None:
        """Give the leg between two nodes, None where there is no road.

        Raises
        ------
        UnknownLeg : one of the nodes is not in the matrix.
        """
        ends = (start, end)
        if ends not in self._legs:
            self._legs[ends] = self._leg(start, end)
        return self._legs[ends]

    def _leg(self, start: str, end: str) -> Leg | None:
        try:
            i, j = self.index[start], self.index[end]
        except KeyError as error:
            raise UnknownLeg(
                "There is no travel time for a pair of places.",
                "Give both places a point, then plan again.",
                f"{start} -> {end}",
            ) from error
        off_peak = int(self.off_peak_min[i, j])
        if off_peak == NO_ROAD:
            return None
        typed = self.typed.get((start, end))
        return Leg(
            off_peak,
            int(self.peak_min[i, j]),
            int(self.meters[i, j]),
            Grade(int(self.grade[i, j])),
            f"typed by {typed.by}" if typed else self.source,
            bool(self.check[i, j]),
            typed,
            self.departures.get((start, end), ()),
        )


def great_circles_m(
    lat_a: FloatArray, lon_a: FloatArray, lat_b: FloatArray, lon_b: FloatArray
) -> FloatArray:
    """Give great-circle distances in meters, as great_circle_m, of many pairs at once.

    Parameters
    ----------
    lat_a, lon_a, lat_b, lon_b : in degrees, of shapes that fit each other.
    """
    import numpy as np

    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    d_lam = np.radians(lon_b - lon_a)
    h = np.sin((phi_b - phi_a) / 2) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(d_lam / 2) ** 2
    far: FloatArray = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return far


def lats_lons(points: Sequence[LatLon]) -> tuple[FloatArray, FloatArray]:
    """Give the latitudes and the longitudes of points, in degrees."""
    import numpy as np

    return np.array([p.lat for p in points], float), np.array([p.lon for p in points], float)


def fitted_car_min(line_m: Amount) -> Amount:
    """Give car minutes by the fitted formula: 6.9 min + 1.043 min a great-circle mile.

    Parameters
    ----------
    line_m : great-circle meters, one or many.

    Source
    ------
    Fitted on 33 Californian pairs (8.4 % mean error), 6.9 % on 16 pairs in 14 other states.
    """
    return FITTED_ACCESS_MIN + FITTED_MIN_PER_MILE * (line_m / METERS_PER_MILE)


def mountain_bus_min(line_m: Amount, mph: int) -> Amount:
    """Give bus minutes by the mountain model: great-circle miles x 1.6 at so many miles an hour.

    Parameters
    ----------
    line_m : great-circle meters, one or many. mph : by default of a tour 42.

    Source
    ------
    Redding-Eureka: 95.27 mi x 1.6 / 42 mph = 218 min; a bus is known to take 219.
    """
    return line_m / METERS_PER_MILE * MOUNTAIN_CIRCUITY / mph * 60


def _whole(minutes: FloatArray, no_road: BoolArray, settings: PlanSettings) -> IntArray:
    """Round minutes up to the settings' step; NO_ROAD where there is no road."""
    import numpy as np

    step = max(settings.round_to_min, 1)
    whole = (np.ceil(minutes / step - 1e-9) * step).astype(np.int32)
    whole[no_road] = NO_ROAD
    return whole


def _is_somewhere_near(nodes: Sequence[Node]) -> BoolArray:
    """Tell the pairs (n, n) of two places of which one is known only to its town or ZIP area."""
    import numpy as np

    coarse = np.array([node.precision.is_coarse for node in nodes], dtype=bool)
    number: dict[tuple[str, LatLon], int] = {}
    place = np.array([number.setdefault((n.name, n.point), len(number)) for n in nodes])
    pairs: BoolArray = (coarse[:, None] | coarse[None, :]) & (place[:, None] != place[None, :])
    return pairs


def bus_star(
    start: LatLon, ends: Sequence[LatLon], road: RoadStar, settings: PlanSettings
) -> IntArray:
    """Give whole bus minutes outside the peak from one point to others, as bus_matrix has them.

    Parameters
    ----------
    ends : in the order of the star; -1 in the answer where there is no road.
    """
    import numpy as np

    no_road = ~np.isfinite(road.car_min)
    bus = np.where(no_road, 0.0, road.car_min) * (settings.bus_factor_percent / 100)
    lat, lon = lats_lons([start, *ends])
    lines_m = great_circles_m(lat[0], lon[0], lat[1:], lon[1:])
    slow = mountain_bus_min(lines_m, settings.mountain_mph)
    return _whole(np.where(road.low_confidence, np.maximum(bus, slow), bus), no_road, settings)


def bus_matrix(
    nodes: Sequence[Node],
    road: RoadMatrix,
    settings: PlanSettings,
    typed: Mapping[tuple[str, str], TypedMinutes],
    departures: Mapping[tuple[str, str], tuple[int, ...]] | None = None,
) -> TravelMatrix:
    """Turn car minutes into bus minutes that err late.

    Car minutes x the bus factor; a low-confidence leg takes the longer of that and the mountain
    model; a leg with an end that is known only to its town or ZIP area takes at least the formula's
    minutes for no miles, since the place may lie anywhere there; a leg with an end in a
    metropolitan area also has a peak time, in which at most ``peak_reach_min`` of it is slower by
    the peak factor; all rounded up to ``round_to_min``.
    Typed minutes win over everything and are taken as they are, in the direction in which they were
    typed; the way back takes them too until it has minutes of its own.

    Parameters
    ----------
    nodes : in the order of the road matrix's rows.
    typed : (from node id, to node id) -> minutes.
    departures : (from node id, to node id) -> the only times of a day when that leg leaves.

    Source
    ------
    Factors: domain.md section 3, "Travel time model"; every one is a setting.
    """
    import numpy as np

    n = len(nodes)
    for table in (road.car_min, road.meters, road.grade, road.low_confidence):
        if table.shape != (n, n):
            raise ValueError(f"{n} nodes, but a road matrix of shape {table.shape}")
    no_road = ~np.isfinite(road.car_min)  # a router's infinity is no road either
    bus, grade = _bus_minutes(nodes, road, settings, no_road)
    metro = np.array([node.is_metro for node in nodes], dtype=bool)
    extra = np.minimum(bus, settings.peak_reach_min) * (settings.peak_percent / 100 - 1)
    peak = bus + np.where(metro[:, None] | metro[None, :], extra, 0.0)
    off_peak_min, peak_min = _whole(bus, no_road, settings), _whole(peak, no_road, settings)
    for minutes in (off_peak_min, peak_min):
        np.fill_diagonal(minutes, 0)
    index = {node.id: k for k, node in enumerate(nodes)}
    matrix = TravelMatrix(
        tuple(node.id for node in nodes),
        off_peak_min,
        peak_min,
        road.meters.astype(np.int32).copy(),
        grade,
        (road.low_confidence & ~no_road).copy(),
        _both_ways(typed, index),
        road.source,
        index,
        {pair: times for pair, times in (departures or {}).items() if set(pair) <= index.keys()},
    )
    _write_typed(matrix, nodes)
    return matrix


def _bus_minutes(
    nodes: Sequence[Node], road: RoadMatrix, settings: PlanSettings, no_road: BoolArray
) -> tuple[FloatArray, IntArray]:
    """Give a bus's minutes without peaks, not yet rounded, and how well each is known."""
    import numpy as np

    bus = np.where(no_road, 0.0, road.car_min) * (settings.bus_factor_percent / 100)
    grade = road.grade.astype(np.int32).copy()
    lat, lon = lats_lons([node.point for node in nodes])
    i, j = np.nonzero(road.low_confidence & ~no_road & ~np.eye(len(nodes), dtype=bool))
    lines_m = great_circles_m(lat[i], lon[i], lat[j], lon[j])
    slow = mountain_bus_min(lines_m, settings.mountain_mph)
    wins = slow > bus[i, j]
    bus[i[wins], j[wins]] = slow[wins]
    grade[i[wins], j[wins]] = Grade.MOUNTAIN
    somewhere = _is_somewhere_near(nodes) & ~no_road
    least = FITTED_ACCESS_MIN * settings.bus_factor_percent / 100
    bus[somewhere] = np.maximum(bus[somewhere], least)
    return bus, grade


def _both_ways(
    typed: Mapping[tuple[str, str], TypedMinutes], index: Mapping[str, int]
) -> dict[tuple[str, str], TypedMinutes]:
    """Give typed minutes between known nodes, for the way back too where it has none of its own."""
    back = {(right, left): minutes for (left, right), minutes in typed.items()}
    return {
        (left, right): minutes
        for (left, right), minutes in (back | dict(typed)).items()
        if left in index and right in index and left != right
    }


def _write_typed(matrix: TravelMatrix, nodes: Sequence[Node]) -> None:
    """Write typed minutes over those that were worked out."""
    for (left, right), minutes in matrix.typed.items():
        a, b = matrix.index[left], matrix.index[right]
        matrix.off_peak_min[a, b] = matrix.peak_min[a, b] = minutes.minutes
        matrix.grade[a, b] = Grade.TYPED
        matrix.check[a, b] = False
        if matrix.meters[a, b] < 0:  # a ferry or a road that the network does not know
            matrix.meters[a, b] = round(great_circle_m(nodes[a].point, nodes[b].point))
