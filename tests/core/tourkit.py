"""Small tours for tests of the schedule and the checks: named places with typed-in minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from tourplanner.core.clock import moment
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.ids import SiteId, StopId, TourId
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import (
    Node,
    Plan,
    PlanSettings,
    Tour,
    TourDay,
    TourStop,
    Vehicle,
    Window,
)
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import NO_ROAD, Grade, TravelMatrix
from tourplanner.core.windows import visit_windows

PACIFIC = "America/Los_Angeles"
MONDAY = date(2013, 10, 14)
PLAIN = PlanSettings(peak_percent=100)
FEDERAL = RuleSet(
    "federal", "Federal", "49 CFR 395.5", "2024-03-31", "interstate", 600, 900, 480, 3600, 7, False
)
HOUSE = RuleSet(
    "house", "House rule", "house rule", "2026-11-24", "every tour", 480, 720, 540, None, None, True
)
RULES = DriverRules(FEDERAL, HOUSE)


def node(name: str, zone: str = PACIFIC, *, metro: bool = False, **changes: Any) -> Node:
    """Make a place whose id is its name."""
    made = Node(name, name, name, LatLon(37.0, -120.0), Precision.SITE, zone, metro)
    return replace(made, **changes)


def stop(
    name: str,
    zone: str = PACIFIC,
    *,
    first: date = MONDAY,
    days: int = 3,
    settings: PlanSettings = PLAIN,
    bells: tuple[int, int] | None = None,
    lunch: tuple[int, int] | None = None,
    typed: tuple[int, int] | None = None,
    metro: bool = False,
    **changes: Any,
) -> TourStop:
    """Make a stop with the windows that its bells give; visit 60, boarding 9, alighting 6."""
    found = [
        visit_windows(first + timedelta(k), zone, settings, bells=bells, lunch=lunch, typed=typed)
        for k in range(days)
    ]
    made = TourStop(
        StopId(name),
        SiteId(name),
        node(name, zone, metro=metro),
        "may",
        50,
        60,
        9,
        6,
        tuple(windows for windows, _ in found),
        tuple(why for _, why in found),
        bells=bells,
        lunch_rush=lunch,
    )
    return replace(made, **changes)


def anytime(made: TourStop, first: date = MONDAY, days: int = 3) -> TourStop:
    """Give a stop that may be seen from midnight to midnight."""
    windows = tuple(
        (
            Window(
                moment(first + timedelta(k), 0, made.node.zone),
                moment(first + timedelta(k), 1440, made.node.zone),
                "anytime",
            ),
        )
        for k in range(days)
    )
    return replace(made, windows=windows, closed_why=("",) * days)


def matrix(
    minutes: Mapping[tuple[str, str], int],
    *,
    default: int = 30,
    names: Sequence[str] = (),
    peak: Mapping[tuple[str, str], int] | None = None,
    grade: Grade = Grade.NETWORK,
    check: Sequence[tuple[str, str]] = (),
    departures: Mapping[tuple[str, str], tuple[int, ...]] | None = None,
) -> TravelMatrix:
    """Make a matrix: pairs count both ways unless both are given; ``NO_ROAD`` = none."""
    ids = tuple(dict.fromkeys([*names, *(name for pair in minutes for name in pair)]))
    index = {name: k for k, name in enumerate(ids)}
    n = len(ids)

    def table(given: Mapping[tuple[str, str], int], start: np.ndarray) -> np.ndarray:
        filled = start.copy()
        for (a, b), value in given.items():
            filled[index[a], index[b]] = value
            if (b, a) not in given:
                filled[index[b], index[a]] = value
        np.fill_diagonal(filled, 0)
        return filled

    off_peak = table(minutes, np.full((n, n), default, dtype=np.int32))
    peaks = table(peak or {}, off_peak)
    marks = np.zeros((n, n), dtype=bool)
    for a, b in check:
        marks[index[a], index[b]] = marks[index[b], index[a]] = True
    meters = np.where(off_peak == NO_ROAD, -1, off_peak * 1000).astype(np.int32)
    grades = np.full((n, n), int(grade), dtype=np.int32)
    return TravelMatrix(
        *(ids, off_peak, peaks, meters, grades, marks, {}, "test roads, 2026-01-01", index),
        departures or {},
    )


def day_of(
    stops: Sequence[TourStop],
    *,
    index: int = 0,
    first: date = MONDAY,
    start: Node | None = None,
    end: Node | None = None,
    depart_at: datetime | None = None,
    pins: Mapping[StopId, datetime] | None = None,
) -> TourDay:
    """Make one day from and to the hotel "Inn"."""
    return TourDay(
        index,
        first + timedelta(index),
        start or node("Inn"),
        end or start or node("Inn"),
        tuple(stops),
        depart_at,
        dict(pins or {}),
    )


def plan_of(
    days: Sequence[TourDay],
    *,
    settings: PlanSettings = PLAIN,
    party: int = 45,
    vehicle: Vehicle | None = None,
    home_zone: str = PACIFIC,
    lift_users: int = 0,
    more_coaches: Sequence[Vehicle] = (),
) -> Plan:
    """Make a plan of some days; its tour's candidates are the stops of those days."""
    tour = Tour(
        TourId("t" * 32),
        "Test tour",
        days[0].date,
        len(days),
        days[0].start,
        days[-1].end,
        (),
        tuple(s for day in days for s in day.stops),
        party,
        vehicle or Vehicle(),
        settings,
        "federal",
        home_zone,
        lift_users,
        more_coaches=tuple(more_coaches),
    )
    return Plan(tour, tuple(days))


def schedules_of(plan: Plan, travel: TravelMatrix) -> tuple[DaySchedule, ...]:
    """Compute every day of a plan."""
    return tuple(compute_day(day, travel, plan.tour.settings) for day in plan.days)


def at(tod_min: int, day: date = MONDAY, zone: str = PACIFIC) -> datetime:
    """Give a moment by the clock."""
    return moment(day, tod_min, zone)
