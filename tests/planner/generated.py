"""Generated tours: small, odd, the same for the same number; nothing in them is a real place."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np

from tourplanner.core.clock import moment
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.ids import SiteId, StopId, TourId
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.tour import (
    Node,
    PlanSettings,
    Tour,
    TourDay,
    TourStop,
    Vehicle,
    Window,
)
from tourplanner.core.travel import NO_ROAD, Grade, TravelMatrix

ZONES = ("America/Los_Angeles", "America/Phoenix", "America/Denver")
# An ordinary Monday, a Friday, a Sunday, and days around both changes of the clock.
FIRST_DATES = (
    date(2013, 10, 14),
    date(2013, 10, 18),
    date(2013, 10, 20),
    date(2013, 3, 8),
    date(2013, 3, 10),
    date(2013, 11, 1),
    date(2013, 11, 3),
)
LAW = RuleSet(
    "federal", "Federal", "49 CFR 395.5", "2024-01-01", "interstate", 600, 900, 480, 3600, 7, False
)
HOUSE = RuleSet(
    "house", "House", "house rule", "2024-01-01", "all", 480, 720, 540, None, None, True
)
RULES = DriverRules(LAW, HOUSE)


def node(id_: str, lat: float, lon: float, zone: str = ZONES[0], *, is_metro: bool = False) -> Node:
    return Node(id_, f"Place {id_}", "Town", LatLon(lat, lon), Precision.SITE, zone, is_metro)


def stop(
    node_: Node,
    windows: tuple[tuple[Window, ...], ...],
    *,
    wish: str = "may",
    score: int = 50,
    visit_min: int = 60,
    boarding_min: int = 9,
    alighting_min: int = 6,
    fixed_day: int | None = None,
    fixed_start_at: datetime | None = None,
    region: str = "",
) -> TourStop:
    return TourStop(
        StopId(f"stop-{node_.id}"),
        SiteId(node_.id),
        node_,
        wish,
        score,
        visit_min,
        boarding_min,
        alighting_min,
        windows,
        fixed_day=fixed_day,
        fixed_start_at=fixed_start_at,
        region=region,
    )


def matrix(
    nodes: list[Node], rng: random.Random, minutes_a_degree: float = 60.0, no_road: float = 0.0
) -> TravelMatrix:
    """Roads about as long as the way through the air, some of them missing, peaks at cities."""
    n = len(nodes)
    off = np.zeros((n, n), dtype=np.int32)
    peak = np.zeros((n, n), dtype=np.int32)
    for i, a in enumerate(nodes):
        for j, b in enumerate(nodes):
            if i == j:
                continue
            air = abs(a.point.lat - b.point.lat) + abs(a.point.lon - b.point.lon)
            off[i, j] = 5 * round((8 + air * minutes_a_degree * rng.uniform(0.9, 1.2)) / 5)
            slow = a.is_metro or b.is_metro
            peak[i, j] = off[i, j] + (5 * rng.randrange(1, 6) if slow else 0)
            if rng.random() < no_road:
                off[i, j] = peak[i, j] = NO_ROAD
    ids = tuple(place.id for place in nodes)
    return TravelMatrix(
        ids,
        off,
        peak,
        np.where(off < 0, -1, off * 1000).astype(np.int32),
        np.full((n, n), int(Grade.NETWORK), dtype=np.int32),
        np.zeros((n, n), dtype=bool),
        {},
        "generated",
        {id_: k for k, id_ in enumerate(ids)},
    )


def windows_of(rng: random.Random, day: date, zone: str) -> tuple[Window, ...]:
    """None, one or several windows of a day."""
    kind = rng.random()
    if kind < 0.15:
        return ()
    if kind < 0.65:
        spans = [(rng.randrange(450, 600, 15), rng.randrange(660, 930, 15))]
    else:
        cut = rng.randrange(570, 720, 15)
        spans = [(rng.randrange(450, 570, 15), cut), (cut + rng.randrange(5, 120, 5), 900)]
    return tuple(Window(moment(day, a, zone), moment(day, b, zone), "") for a, b in spans)


def random_tour(number: int, *, sites: int | None = None, days: int | None = None) -> Tour:
    """Give the tour of a number: 1 to 4 days, a few sites, hotels, musts, pins, regions."""
    rng = random.Random(number)
    days = days or rng.randint(1, 4)
    count = rng.randint(1, 9) if sites is None else sites
    first = rng.choice(FIRST_DATES)
    spread = rng.choice((0.3, 1.0, 3.0))
    zones = ZONES if rng.random() < 0.4 else ZONES[:1]

    def place(id_: str) -> Node:
        lat, lon = 36 + rng.random() * spread, -119 + rng.random() * spread
        return node(id_, lat, lon, rng.choice(zones), is_metro=rng.random() < 0.4)

    stops = []
    for k in range(count):
        at = place(f"s{k:02d}")
        per_day = [windows_of(rng, first + timedelta(days=d), at.zone) for d in range(days)]
        fixed_day = rng.randrange(days) if rng.random() < 0.2 else None
        fixed_at = None
        if fixed_day is not None and rng.random() < 0.6:
            tod = rng.randrange(540, 900, 15)
            fixed_at = moment(first + timedelta(days=fixed_day), tod, at.zone)
        stops.append(
            stop(
                at,
                tuple(per_day),
                wish="must" if rng.random() < 0.15 else "may",
                score=rng.randrange(0, 101, 5),
                visit_min=rng.choice((30, 45, 60, 90)),
                boarding_min=rng.randint(5, 17),
                alighting_min=rng.randint(3, 12),
                fixed_day=fixed_day,
                fixed_start_at=fixed_at,
                region=rng.choice(("", "North", "South", "Coast", "Valley")),
            )
        )
    start = place("start")
    end = start if rng.random() < 0.2 else place("end")
    hotels = tuple(place(f"h{k}") for k in range(rng.randint(1, 3)))
    settings = PlanSettings(max_stops_per_day=rng.randint(1, 4), lunch_min=rng.choice((30, 45, 60)))
    # Every fourth tour has two coaches, each from a yard of its own.
    yards = [Vehicle(out_min=5 * (number % 31), back_min=5 * (number % 17)), Vehicle(out_min=90)]
    coaches = yards if number % 4 == 2 else [Vehicle()]
    return Tour(
        TourId(f"tour-{number}"),
        f"Tour {number}",
        first,
        days,
        start,
        end,
        hotels,
        tuple(stops),
        40,
        coaches[0],
        settings,
        "federal",
        ZONES[0],
        more_coaches=tuple(coaches[1:]),
    )


def travel_of(tour: Tour, number: int, no_road: float = 0.03) -> TravelMatrix:
    """Give the generated roads between all places of a tour; every third tour has ferries."""
    rng = random.Random(number * 7 + 1)
    nodes = {place.id: place for place in (tour.start, tour.end, *tour.hotels)}
    nodes |= {stop_.node.id: stop_.node for stop_ in tour.stops}
    roads = matrix(list(nodes.values()), rng, no_road=no_road)
    return replace(roads, departures=ferries(list(nodes), rng)) if number % 3 == 0 else roads


def ferries(ids: list[str], rng: random.Random) -> dict[tuple[str, str], tuple[int, ...]]:
    """Give fixed departures of one pair of places in eight."""
    return {
        (a, b): tuple(sorted(rng.sample(range(360, 1200, 5), rng.randint(1, 6))))
        for a in ids
        for b in ids
        if a != b and rng.random() < 0.125
    }


def random_day(tour: Tour, rng: random.Random) -> TourDay:
    """Give one day of the tour in any order, whether it fits or not, some with pins."""
    index = rng.randrange(tour.days)
    places = (tour.start, tour.end, *tour.hotels)
    chosen = rng.sample(tour.stops, rng.randint(0, min(5, len(tour.stops))))
    day = tour.first_date + timedelta(days=index)
    pins = {}
    for one in chosen:
        if rng.random() < 0.15:
            pins[one.id] = moment(day, rng.randrange(480, 960, 5), one.node.zone)
    depart = None
    if rng.random() < 0.2:
        depart = moment(day, rng.randrange(360, 840, 5), tour.start.zone)
    ends = rng.choice(places), rng.choice(places)
    empty_min = tour.empty_min(index)
    return TourDay(index, day, *ends, tuple(chosen), depart, pins, empty_min=empty_min)


def without_musts(tour: Tour) -> Tour:
    """Give the tour with every must turned into a may."""
    return replace(tour, stops=tuple(replace(one, wish="may") for one in tour.stops))
