"""The one place where a rule becomes a number of the kernels.

A moment becomes whole elapsed minutes from its day's epoch (midnight by the clock of the tour's
start). What the kernels do not know is a filter on their answers: see :data:`RULES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from tourplanner.core.checks import (
    bus,
    busy,
    calendar,
    comfort,
    estimates,
    hours,
    leftout,
    office,
    people,
    photos,
    places,
    school,
    speed,
    times,
    wanted,
)
from tourplanner.core.clock import moment
from tourplanner.core.errors import UnknownLeg
from tourplanner.core.leg_times import PEAKS_TOD_MIN
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.schedule import (
    RULE_CLOSED,
    RULE_LATE,
    RULE_MISSED,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
)
from tourplanner.core.model.tour import Node, PlanSettings, Tour, TourStop
from tourplanner.core.travel import NO_ROAD, TravelMatrix
from tourplanner.core.units import MIN_PER_DAY
from tourplanner.planner.kernels import arrays
from tourplanner.planner.kernels.arrays import NO_LIMIT, Numbers

UNITS_PER_POINT = 60  # so that points an hour are units a minute
NEAR = 40  # nearest stops kept for every stop
FILTER = "filter"

# Every rule of core.schedule and core.checks: where the kernels hold it, or FILTER. What a filter
# finds and what blocks is looked for in every answer (planning.py); the rest is told with the plan.
RULES: dict[str, str] = {
    RULE_NO_ROAD: "legs below 0",
    RULE_MISSED: "departures",
    RULE_LATE: "visits PIN and LAST_START, windows",
    RULE_CLOSED: "visits CLOSED",
    RULE_OFF_ROAD: "clocks OFF_ROAD",
    times.OVERLAP: "one order of stops a day, moments one after the other",
    hours.DRIVE: "limits DRIVE_MAX",
    hours.DUTY: "limits DUTY_MAX, DRIVE_END_MAX",
    hours.REST: "limits REST_MIN",
    hours.WEEK: "limits WEEK_MAX, WEEK_DAYS",
    comfort.FULL: "limits MAX_STOPS",
    comfort.GUESTS: "limits PER_GUEST_OVER_MIN: dearer, not forbidden",
    times.BUFFER: "limits PER_SHORT_MIN: dearer, not forbidden",
    comfort.LEG_LONG: FILTER,
    speed.FAST: FILTER,
    speed.SLOW: FILTER,
    comfort.LUNCH_LATE: FILTER,
    comfort.LUNCH_NONE: FILTER,
    times.EARLY: FILTER,
    times.SHIFTED: FILTER,
    times.LATE_OUT: FILTER,
    hours.REACH: FILTER,
    school.BELL: FILTER,
    school.LUNCH: FILTER,
    school.MINIMUM_DAY: FILTER,
    school.TESTS: FILTER,
    photos.PHOTO_RULE: FILTER,
    calendar.HOLIDAY: FILTER,
    calendar.NO_SCHOOL: FILTER,
    bus.CAPACITY: FILTER,
    bus.LIFT: FILTER,
    bus.LENGTH: FILTER,
    bus.PARK: FILTER,
    bus.YARD: FILTER,
    people.QUORUM: FILTER,
    people.STEP_FREE: FILTER,
    office.CAMPAIGN: FILTER,
    office.ELECTION: FILTER,
    office.GIFT: FILTER,
    office.FUND: FILTER,
    busy.BUSY: FILTER,
    busy.NOT_READ: FILTER,
    busy.NOBODY: FILTER,
    places.COARSE: FILTER,
    places.ODD: FILTER,
    places.NIGHT: "drafts: a night is one of the hotels",
    estimates.ESTIMATE: FILTER,
    estimates.ASSUMED: FILTER,
    leftout.NO_PLACE: FILTER,
    wanted.MUST_OUT: "stops MUST",
}


@dataclass(frozen=True, slots=True)
class PlanWeights:
    """What the planner trades against what, in points of a site's score (0..100).

    A must is worth more than all mays together. ``regions_wanted`` None = one more than the days,
    as far as the candidates have them. ``known`` : stops that another plan has, whose score counts
    a quarter, so that others are seen.
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
    known: frozenset[StopId] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """Driver's limits in elapsed minutes.

    ``duty_max`` : from report to release; ``drive_end_max`` : from report to the end of the last
    drive, where a law forbids driving after so much duty, not work after it.
    """

    drive_max: int = NO_LIMIT
    duty_max: int = NO_LIMIT
    drive_end_max: int = NO_LIMIT
    rest_min: int = -NO_LIMIT
    week_max: int = NO_LIMIT
    week_days: int = 1

    @classmethod
    def of(cls, *rule_sets: RuleSet) -> Limits:
        """Give the strictest of several sets; the weeks of two sets are taken as one."""
        limits = cls()
        for rules in rule_sets:
            duty = _or(rules.duty_max_min, NO_LIMIT)
            has_week = rules.week_max_min is not None and rules.week_days is not None
            limits = cls(
                min(limits.drive_max, _or(rules.drive_max_min, NO_LIMIT)),
                min(limits.duty_max, duty if rules.duty_is_elapsed else NO_LIMIT),
                min(limits.drive_end_max, NO_LIMIT if rules.duty_is_elapsed else duty),
                max(limits.rest_min, _or(rules.rest_min, -NO_LIMIT)),
                min(limits.week_max, _or(rules.week_max_min, NO_LIMIT) if has_week else NO_LIMIT),
                max(limits.week_days, _or(rules.week_days, 1) if has_week else 1),
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
    regions : names, in the order of their indices. limits : those in the numbers, law and house
    rule; law : those whose break is an error.
    """

    numbers: Numbers
    start: int
    end: int
    stops: tuple[TourStop, ...] = ()
    node_ids: tuple[str, ...] = ()
    epochs: tuple[datetime, ...] = ()
    regions: tuple[str, ...] = ()
    limits: Limits = Limits()
    law: Limits = Limits()

    @property
    def days(self) -> int:
        """How many days."""
        return len(self.numbers.days)

    def under(self, limits: Limits) -> Problem:
        """Give the same problem under other driver's limits."""
        numbers = self.numbers._replace(limits=self.numbers.limits.copy())
        set_limits(numbers, limits)
        return replace(self, numbers=numbers, limits=limits)


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
    gaps = [_minutes(b, a) for a, b in pairwise(epochs)] + [0]
    regions = tuple(sorted({stop.region for stop in stops} - {""}))
    zones = sorted({node.zone for node in nodes.values()})
    site_index = np.array([travel.index[stop.node.id] for stop in stops], dtype=np.int64)
    settings = tour.settings
    numbers = Numbers(
        legs=legs_of(travel.off_peak_min, travel.peak_min),
        nodes=_nodes(travel, nodes, zones),
        stops=_stops(stops, site_index, regions, weights),
        **_windows(tour, stops, epochs),
        clocks=np.stack(
            [
                _clock(dates, epochs, zones, tod_min)
                for tod_min in (
                    settings.day_start_tod_min,
                    min(settings.earliest_out_tod_min, settings.day_start_tod_min),
                    settings.off_road_tod_min,
                    settings.hotel_in_tod_min,
                    settings.lunch_from_tod_min,
                    settings.lunch_to_tod_min,
                )
            ],
            axis=-1,
        ),
        peaks=_peaks(dates, epochs, zones),
        days=_ints([[arrays.NONE, gap, *tour.empty_min(k)] for k, gap in enumerate(gaps)]),
        departures=_departures(travel, nodes, dates, epochs),
        hotels=_ints(sorted({travel.index[hotel.id] for hotel in tour.hotels})),
        near=nearest(travel.off_peak_min, site_index),
        limits=np.zeros(arrays.LIMITS, dtype=np.int64),
    )
    numbers.limits[arrays.BOUNDED] = bool((travel.peak_min >= travel.off_peak_min).all())
    limits = Limits.of(rules.law, rules.house)
    set_limits(numbers, limits)
    _set_settings(numbers, settings)
    _set_weights(numbers, stops, regions, tour.days, weights)
    return Problem(
        numbers,
        travel.index[tour.start.id],
        travel.index[tour.end.id],
        stops,
        travel.ids,
        epochs,
        regions,
        limits,
        Limits.of(rules.law),
    )


def legs_of(off_min: Any, peak_min: Any) -> Any:
    """Give both minutes of every leg and the off-peak minutes of its way back, shape (3, N, N)."""
    return np.stack([off_min, peak_min, off_min.T]).astype(np.int32)


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


def _ints(values: Sequence[Any]) -> Any:
    return np.array(values, dtype=np.int64)


def _minutes(at: datetime, epoch: datetime) -> int:
    """Give whole minutes from the epoch, a part of a minute left out."""
    return int((at.astimezone(UTC) - epoch).total_seconds() // 60)


def set_limits(numbers: Numbers, limits: Limits) -> None:
    """Write the driver's limits into the numbers."""
    numbers.limits[arrays.DRIVE_MAX] = limits.drive_max
    numbers.limits[arrays.DUTY_MAX] = limits.duty_max
    numbers.limits[arrays.DRIVE_END_MAX] = limits.drive_end_max
    numbers.limits[arrays.REST_MIN] = limits.rest_min
    days = min(limits.week_days, len(numbers.days))
    can_bind = days * min(limits.duty_max, MIN_PER_DAY) > limits.week_max
    numbers.limits[arrays.WEEK_MAX] = limits.week_max if can_bind else NO_LIMIT
    numbers.limits[arrays.WEEK_DAYS] = limits.week_days


def _set_settings(numbers: Numbers, settings: PlanSettings) -> None:
    for place, value in (
        (arrays.LUNCH_MIN, settings.lunch_min),
        (arrays.BUFFER_SHORT_MIN, settings.buffer_short_min),
        (arrays.BUFFER_LONG_MIN, settings.buffer_long_min),
        (arrays.BUFFER_LONG_FROM_MIN, settings.buffer_long_from_min),
        (arrays.MAX_STOPS, settings.max_stops_per_day),
        (arrays.REPORT_BEFORE_MIN, settings.report_before_min),
        (arrays.POST_TRIP_MIN, settings.post_trip_min),
        (arrays.GUEST_DRIVE_MAX_MIN, settings.guest_drive_max_min),
    ):
        numbers.limits[place] = value


def _set_weights(
    numbers: Numbers,
    stops: Sequence[TourStop],
    regions: Sequence[str],
    days: int,
    weights: PlanWeights,
) -> None:
    wanted = days + 1 if weights.regions_wanted is None else weights.regions_wanted
    choice = len(regions) > 1  # where all are in one region, nothing can be balanced
    mean = sum(stop.score for stop in stops) * UNITS_PER_POINT // max(1, len(stops))
    for place, value in (
        (arrays.REGIONS_WANTED, min(wanted, len(regions)) if choice else 0),
        (arrays.REGION_SHARE_PERCENT, weights.region_share_percent),
        (arrays.PER_REGION_MISSING, weights.region_missing_points * UNITS_PER_POINT),
        (arrays.PER_REGION_OVER, weights.region_over_points * UNITS_PER_POINT if choice else 0),
        (arrays.PER_DRIVE_MIN, weights.drive_hour_points),
        (arrays.PER_GUEST_OVER_MIN, weights.guest_over_hour_points),
        (arrays.PER_SHORT_MIN, weights.short_buffer_hour_points),
        (arrays.PER_LATE_HOTEL_MIN, weights.late_hotel_hour_points),
        (arrays.MEAN_REWARD, max(1, mean)),
        (arrays.BLINK_PER_MILLE, 50),
        (arrays.BY_ROAD_PER_MILLE, 500),
        (arrays.SKIP_PER_MILLE, 60),
    ):
        numbers.limits[place] = value


def _stops(
    stops: Sequence[TourStop], sites: Any, regions: Sequence[str], weights: PlanWeights
) -> Any:
    """Give what the kernels know of a stop on any day, shape (S, 7)."""
    rows = []
    for stop, node in zip(stops, sites, strict=True):
        must = stop.wish == "must"
        score = stop.score // 4 if stop.id in weights.known else stop.score
        points = score + must * weights.must_points
        region = regions.index(stop.region) if stop.region else -1
        minutes = (stop.visit_min, stop.boarding_min, stop.alighting_min)
        rows.append((int(node), *minutes, points * UNITS_PER_POINT, int(must), region))
    return np.array(rows, dtype=np.int64).reshape(len(stops), 7)


def _windows(tour: Tour, stops: Sequence[TourStop], epochs: Sequence[datetime]) -> dict[str, Any]:
    """Give visits, shape (D, S, 4), and windows, shape (D, S, W, 2)."""
    per_day = [
        [stop.windows[k] if k < len(stop.windows) else () for stop in stops]
        for k in range(tour.days)
    ]
    width = max((len(found) for day in per_day for found in day), default=0)
    visits = np.zeros((tour.days, len(stops), 4), dtype=np.int64)
    windows = np.full((tour.days, len(stops), max(width, 1), 2), arrays.NONE, dtype=np.int64)
    for k, day in enumerate(per_day):
        for s, (stop, found) in enumerate(zip(stops, day, strict=True)):
            pinned = stop.fixed_start_at if stop.fixed_day == k else None
            wrong_day = stop.fixed_day is not None and stop.fixed_day != k
            closed = pinned is None and (not found or wrong_day)
            pin = last = arrays.NONE
            for w, window in enumerate(found):
                # A part of a minute makes a window smaller, never larger.
                opens, closes = (
                    -_minutes(epochs[k], window.open_at),
                    _minutes(window.close_at, epochs[k]),
                )
                windows[k, s, w] = opens, closes
                last = max(last, closes)
            if pinned is not None:
                pin = last = _minutes(pinned, epochs[k])
            visits[k, s] = closed, pin, len(found), last
    return {"visits": visits, "windows": windows}


def _nodes(travel: TravelMatrix, nodes: dict[str, Node], zones: Sequence[str]) -> Any:
    """Give zone and metropolitan area of every node of the matrix, shape (N, 2)."""
    rows = []
    for id_ in travel.ids:
        node = nodes.get(id_)
        rows.append((zones.index(node.zone), int(node.is_metro)) if node else (0, 0))
    return np.array(rows, dtype=np.int64)


def _departures(
    travel: TravelMatrix,
    nodes: dict[str, Node],
    dates: Sequence[date],
    epochs: Sequence[datetime],
) -> Any:
    """Give the legs with fixed departures, shape (D, F, 2 + K): see Numbers."""
    legs = [
        (nodes[start], nodes[end], leaves)
        for (start, end), leaves in travel.departures.items()
        if start in nodes and end in nodes and leaves and travel.leg(start, end) is not None
    ]
    width = max((len(leaves) for _, _, leaves in legs), default=0)
    found = np.full((len(dates), len(legs), 2 + width), NO_LIMIT, dtype=np.int64)
    for d, (day, epoch) in enumerate(zip(dates, epochs, strict=True)):
        for f, (start, end, leaves) in enumerate(legs):
            found[d, f, :2] = travel.index[start.id], travel.index[end.id]
            moments = [_minutes(moment(day, tod_min, start.zone), epoch) for tod_min in leaves]
            found[d, f, 2 : 2 + len(leaves)] = moments
    return found


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


def _peaks(dates: Sequence[date], epochs: Sequence[datetime], zones: Sequence[str]) -> Any:
    """Give weekday peaks from the day before to two days after, shape (D, Z, 8, 2), ascending."""
    peaks = np.full((len(dates), len(zones), 4 * len(PEAKS_TOD_MIN), 2), NO_LIMIT, dtype=np.int64)
    for k, (day, epoch) in enumerate(zip(dates, epochs, strict=True)):
        near = [day + timedelta(days=shift) for shift in (-1, 0, 1, 2)]
        for z, zone in enumerate(zones):
            spans = [
                [_minutes(moment(there, tod, zone), epoch) for tod in span]
                for there in near
                if there.weekday() < 5
                for span in PEAKS_TOD_MIN
            ]
            peaks[k, z, : len(spans)] = np.array(spans).reshape(-1, 2)
    return peaks
