"""The one place where a rule becomes a number of the kernels.

A moment becomes whole elapsed minutes from its day's epoch (midnight by the clock of the tour's
start). What the kernels do not know is a filter on their answers: see :data:`RULES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from tourplanner.core.clock import moment
from tourplanner.core.errors import UnknownLeg
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.tour import Node, Tour, TourStop
from tourplanner.core.schedule import (
    PEAKS_TOD_MIN,
    RULE_CLOSED,
    RULE_LATE,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
)
from tourplanner.core.travel import NO_ROAD, TravelMatrix
from tourplanner.planner.kernels import NO_LIMIT, NONE, Numbers

UNITS_PER_POINT = 60  # so that points an hour are units a minute
NEAR = 40  # nearest stops kept for every stop
FILTER = "filter"

RULES: dict[str, str] = {
    RULE_NO_ROAD: "off_min below 0",
    RULE_LATE: "pin, open_at, close_at",
    RULE_CLOSED: "closed",
    RULE_OFF_ROAD: "off_road",
    "TIME-OVERLAP": "one order of stops a day, one day a stop",
    "HOS-DRIVE": "drive_max",
    "HOS-DUTY": "duty_max",
    "HOS-REST": "rest_min",
    "HOS-WEEK": "week_max, week_days",
    "MAX-STOPS": "max_stops",
    "DRIVE-GUEST": "per_guest_over_min: dearer, not forbidden",
    "BUFFER-LOW": "per_short_min: dearer, not forbidden",
    "BALANCE": "per_region_missing, per_region_over: dearer, not forbidden",
}


@dataclass(frozen=True, slots=True)
class PlanWeights:
    """What the planner trades against what, in points of a site's score (0..100).

    A must is worth more than all mays together. ``regions_wanted`` None = one more than the days,
    as far as the candidates have them.
    """

    must_points: int = 10_000
    region_missing_points: int = 15
    region_over_points: int = 10
    regions_wanted: int | None = None
    region_share_percent: int = 40
    drive_hour_points: int = 2
    guest_over_hour_points: int = 6
    short_buffer_hour_points: int = 60
    late_hotel_hour_points: int = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """Driver's limits in elapsed minutes; duty from report to release, erring strict."""

    drive_max: int = NO_LIMIT
    duty_max: int = NO_LIMIT
    rest_min: int = -NO_LIMIT
    week_max: int = NO_LIMIT
    week_days: int = 1

    @classmethod
    def of(cls, *rule_sets: RuleSet) -> Limits:
        """Give the strictest of several sets."""
        limits = cls()
        for rules in rule_sets:
            week_max, week_days = limits.week_max, limits.week_days
            if rules.week_max_min is not None and rules.week_days is not None:
                week_max = min(week_max, rules.week_max_min)
                week_days = max(week_days, rules.week_days)
            limits = cls(
                min(limits.drive_max, _or(rules.drive_max_min, NO_LIMIT)),
                min(limits.duty_max, _or(rules.duty_max_min, NO_LIMIT)),
                max(limits.rest_min, _or(rules.rest_min, -NO_LIMIT)),
                week_max,
                week_days,
            )
        return limits


@dataclass(frozen=True, slots=True)
class Problem:
    """A planning problem for the kernels, with the way back.

    Attributes
    ----------
    numbers : what the kernels read. stops : in the order of their indices.
    start, end : nodes of the tour's start and end. node_ids : in the order of the matrix.
    epochs : one moment a day, zero of that day's minutes.
    regions : names, in the order of their indices. law : the limits whose break is an error.
    """

    numbers: Numbers
    start: int
    end: int
    stops: tuple[TourStop, ...] = ()
    node_ids: tuple[str, ...] = ()
    epochs: tuple[datetime, ...] = ()
    regions: tuple[str, ...] = ()
    law: Limits = Limits()

    @property
    def days(self) -> int:
        """How many days."""
        return int(self.numbers.depart.shape[0])

    def under(self, limits: Limits) -> Problem:
        """Give the same problem under other driver's limits."""
        numbers = self.numbers._replace(
            drive_max=limits.drive_max,
            duty_max=limits.duty_max,
            rest_min=limits.rest_min,
            week_max=limits.week_max,
            week_days=limits.week_days,
        )
        return replace(self, numbers=numbers)


def build_problem(
    tour: Tour, travel: TravelMatrix, rules: DriverRules, weights: PlanWeights | None = None
) -> Problem:
    """Turn a tour, its legs and its rules into numbers.

    Parameters
    ----------
    travel : must hold start, end, hotels and every stop that is not marked ``not``.

    Raises
    ------
    UnknownLeg : a place is not in the matrix.
    """
    weights = weights or PlanWeights()
    stops = tuple(stop for stop in tour.stops if stop.wish != "not")
    nodes = {node.id: node for node in (tour.start, tour.end, *tour.hotels)}
    nodes |= {stop.node.id: stop.node for stop in stops}
    for node in nodes.values():
        if node.id not in travel.index:
            raise UnknownLeg(
                f"There is no travel time to {node.name}.", "Give it a point, then plan again."
            )
    dates = [tour.first_date + timedelta(days=k) for k in range(tour.days)]
    epochs = tuple(moment(day, 0, tour.start.zone) for day in dates)
    gaps = [_minutes(b, a) for a, b in zip(epochs, epochs[1:], strict=False)] + [0]
    regions = tuple(sorted({stop.region for stop in stops} - {""}))
    limits = Limits.of(rules.law, rules.house)
    zones, zone_of = _zones(travel, nodes)
    site_index = np.array([travel.index[stop.node.id] for stop in stops], dtype=np.int64)
    peaks = _peaks(dates, epochs, zones)
    clocks = {
        name: _clock(dates, epochs, zones, getattr(tour.settings, f"{name}_tod_min"))
        for name in ("day_start", "earliest_out", "off_road", "hotel_in", "lunch_from", "lunch_to")
    }
    settings = tour.settings
    numbers = Numbers(
        off_min=np.ascontiguousarray(travel.off_peak_min, dtype=np.int32),
        peak_min=np.ascontiguousarray(travel.peak_min, dtype=np.int32),
        zone=zone_of,
        metro=_ints([id_ in nodes and nodes[id_].is_metro for id_ in travel.ids]),
        node=site_index,
        visit_min=_ints([stop.visit_min for stop in stops]),
        boarding_min=_ints([stop.boarding_min for stop in stops]),
        alighting_min=_ints([stop.alighting_min for stop in stops]),
        **_wishes(stops, regions, tour.days, weights),
        **_windows(tour, stops, epochs),
        **clocks,
        peak_from=peaks[0],
        peak_to=peaks[1],
        depart=np.full(tour.days, NONE, dtype=np.int64),
        epoch_gap=_ints(gaps),
        hotels=_ints(sorted({travel.index[hotel.id] for hotel in tour.hotels})),
        near=nearest(travel.off_peak_min, site_index),
        lunch_min=settings.lunch_min,
        buffer_short_min=settings.buffer_short_min,
        buffer_long_min=settings.buffer_long_min,
        buffer_long_from_min=settings.buffer_long_from_min,
        max_stops=settings.max_stops_per_day,
        deadhead_min=settings.deadhead_min,
        report_before_min=settings.report_before_min,
        post_trip_min=settings.post_trip_min,
        guest_drive_max_min=settings.guest_drive_max_min,
        drive_max=limits.drive_max,
        duty_max=limits.duty_max,
        rest_min=limits.rest_min,
        week_max=limits.week_max,
        week_days=limits.week_days,
        plain=0,
        bounded=int(bool((travel.peak_min >= travel.off_peak_min).all())),
        per_drive_min=weights.drive_hour_points,
        per_guest_over_min=weights.guest_over_hour_points,
        per_short_min=weights.short_buffer_hour_points,
        per_late_hotel_min=weights.late_hotel_hour_points,
    )
    return Problem(
        numbers,
        travel.index[tour.start.id],
        travel.index[tour.end.id],
        stops,
        travel.ids,
        epochs,
        regions,
        Limits.of(rules.law),
    )


def nearest(off_min: Any, nodes: Any) -> Any:
    """Give every stop its nearest others, there and back, shape (S, K)."""
    count = len(nodes)
    width = min(NEAR, max(count - 1, 0))
    if not width:
        return np.zeros((count, 0), dtype=np.int64)
    legs = off_min[np.ix_(nodes, nodes)].astype(np.int64)
    legs[legs == NO_ROAD] = NO_LIMIT
    both = legs + legs.T
    np.fill_diagonal(both, 4 * NO_LIMIT)
    order = np.argsort(both, axis=1, kind="stable")[:, :width]
    return np.ascontiguousarray(order, dtype=np.int64)


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _ints(values: Sequence[int] | Sequence[bool]) -> Any:
    return np.array(values, dtype=np.int64).reshape(len(values))


def _minutes(at: datetime, epoch: datetime) -> int:
    """Give whole minutes from the epoch, a part of a minute left out."""
    return int((at.astimezone(UTC) - epoch).total_seconds() // 60)


def _wishes(
    stops: Sequence[TourStop], regions: Sequence[str], days: int, weights: PlanWeights
) -> dict[str, Any]:
    score = _ints([stop.score for stop in stops])
    must = _ints([stop.wish == "must" for stop in stops])
    reward = (score + must * weights.must_points) * UNITS_PER_POINT
    wanted = days + 1 if weights.regions_wanted is None else weights.regions_wanted
    choice = len(regions) > 1  # where all are in one region, nothing can be balanced
    return {
        "reward": reward,
        "must": must,
        "region": _ints([regions.index(s.region) if s.region else -1 for s in stops]),
        "regions_wanted": min(wanted, len(regions)) if choice else 0,
        "region_share_percent": weights.region_share_percent,
        "per_region_missing": weights.region_missing_points * UNITS_PER_POINT,
        "per_region_over": weights.region_over_points * UNITS_PER_POINT if choice else 0,
        "mean_reward": max(1, int(score.mean() * UNITS_PER_POINT)) if len(stops) else 1,
    }


def _windows(tour: Tour, stops: Sequence[TourStop], epochs: Sequence[datetime]) -> dict[str, Any]:
    """Give closed, pin, windows, open_at, close_at, last_start: shapes (D, S) and (D, S, W)."""
    per_day = [
        [stop.windows[k] if k < len(stop.windows) else () for stop in stops]
        for k in range(tour.days)
    ]
    width = max((len(found) for day in per_day for found in day), default=0)
    shape = (tour.days, len(stops))
    closed = np.zeros(shape, dtype=np.int64)
    pin = np.full(shape, NONE, dtype=np.int64)
    count = np.zeros(shape, dtype=np.int64)
    last = np.full(shape, NONE, dtype=np.int64)
    open_at = np.full((*shape, max(width, 1)), NONE, dtype=np.int64)
    close_at = np.full((*shape, max(width, 1)), NONE, dtype=np.int64)
    for k, day in enumerate(per_day):
        for s, (stop, found) in enumerate(zip(stops, day, strict=True)):
            pinned = stop.fixed_start_at if stop.fixed_day == k else None
            wrong_day = stop.fixed_day is not None and stop.fixed_day != k
            count[k, s] = len(found)
            for w, window in enumerate(found):
                open_at[k, s, w] = -_minutes(epochs[k], window.open_at)
                close_at[k, s, w] = _minutes(window.close_at, epochs[k])
                last[k, s] = max(last[k, s], close_at[k, s, w])
            if pinned is not None:
                pin[k, s] = last[k, s] = _minutes(pinned, epochs[k])
            closed[k, s] = pinned is None and (not found or wrong_day)
    return {
        "closed": closed,
        "pin": pin,
        "windows": count,
        "open_at": open_at,
        "close_at": close_at,
        "last_start": last,
    }


def _zones(travel: TravelMatrix, nodes: dict[str, Node]) -> tuple[list[str], Any]:
    """Give the zones' names, and the zone's index of every node of the matrix."""
    names = sorted({node.zone for node in nodes.values()})
    return names, _ints(
        [names.index(nodes[id_].zone) if id_ in nodes else 0 for id_ in travel.ids]
    )


def _clock(
    dates: Sequence[date], epochs: Sequence[datetime], zones: Sequence[str], tod_min: int
) -> Any:
    """Give a clock time of every day in every zone as minutes from the epoch, shape (D, Z)."""
    return np.array(
        [
            [_minutes(moment(day, tod_min, zone), epoch) for zone in zones]
            for day, epoch in zip(dates, epochs, strict=True)
        ],
        dtype=np.int64,
    )


def _peaks(
    dates: Sequence[date], epochs: Sequence[datetime], zones: Sequence[str]
) -> tuple[Any, Any]:
    """Give weekday peaks from the day before to two days after, shape (D, Z, 8), ascending."""
    shape = (len(dates), len(zones), 4 * len(PEAKS_TOD_MIN))
    starts = np.full(shape, NO_LIMIT, dtype=np.int64)
    ends = np.full(shape, NO_LIMIT, dtype=np.int64)
    for k, (day, epoch) in enumerate(zip(dates, epochs, strict=True)):
        near = [day + timedelta(days=shift) for shift in (-1, 0, 1, 2)]
        for z, zone in enumerate(zones):
            spans = [
                (_minutes(moment(there, a, zone), epoch), _minutes(moment(there, b, zone), epoch))
                for there in near
                if there.weekday() < 5
                for a, b in PEAKS_TOD_MIN
            ]
            for w, (start, end) in enumerate(spans):
                starts[k, z, w], ends[k, z, w] = start, end
    return starts, ends
