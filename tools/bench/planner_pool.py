"""Measure the planner on generated pools of candidates, large ones through the shortlist.

    python -m tools.bench.planner_pool [--sites 100 1000 10500] [--cpu 5] [--seeds 0] [--towns 0]

The pool: clustered sites in California's box, 5 days of 14 h from Sacramento and back every night,
or with `--towns` each night there or in one of so many of the towns that the sites lie around,
scores 1 to 100, windows of 4 to 8 h, visits of 30 to 60 min, great circles at 80 km/h. Nothing in
it is a real place. The CPU seconds include the shortlist and the matrix. Every answer is
recomputed by core.schedule.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from datetime import date, timedelta

import numpy as np

from tourplanner.core.clock import moment
from tourplanner.core.geo import EARTH_RADIUS_MI, LatLon, Precision
from tourplanner.core.model.ids import SiteId, StopId, TourId
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.tour import Node, PlanSettings, Tour, TourStop, Vehicle, Window
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import Grade, TravelMatrix
from tourplanner.planner.planning import days_of, warm_up
from tourplanner.planner.prefilter import shortlist
from tourplanner.planner.problem import PlanWeights, build_problem
from tourplanner.planner.search import Search
from tourplanner.services.tour_reading import MOST_TRIED

ZONE = "America/Los_Angeles"
FIRST_DAY = date(2013, 10, 14)
DAYS, DAY_FROM, DAY_TO = 5, 6 * 60, 20 * 60
KM_PER_H = 80
NO_RULES = RuleSet("none", "None", "", "", "", None, None, None, None, None, True)
ONLY_SCORES = PlanWeights(
    region_missing_points=0,
    region_over_points=0,
    drive_hour_points=1,
    guest_over_hour_points=0,
    late_hotel_hour_points=0,
)


def pool(sites: int, seed: int = 0, towns_to_sleep: int = 0) -> Tour:
    """Give the tour with so many generated candidates, and towns with a hotel."""
    rng = random.Random(seed)
    towns = [(rng.uniform(32.6, 41.9), rng.uniform(-124.0, -114.5)) for _ in range(60)]
    sacramento = _node("start", 38.58, -121.49)
    hotels = [_node(f"h{k}", *town) for k, town in enumerate(towns[:towns_to_sleep])]
    stops = []
    for k in range(sites):
        lat, lon = rng.choice(towns)
        here = _node(f"s{k:05d}", lat + rng.gauss(0, 0.25), lon + rng.gauss(0, 0.25))
        opens = rng.randrange(DAY_FROM, DAY_TO - 8 * 60, 5)
        closes = opens + rng.randrange(4 * 60, 8 * 60, 5)
        windows = tuple((_window(d, opens, closes),) for d in range(DAYS))
        stops.append(_stop(here, rng.randint(1, 100), rng.randrange(30, 61), windows))
    settings = PlanSettings(
        day_start_tod_min=DAY_FROM,
        earliest_out_tod_min=DAY_FROM,
        off_road_tod_min=DAY_TO,
        max_stops_per_day=20,
        lunch_min=0,
        buffer_short_min=0,
        buffer_long_min=0,
        report_before_min=0,
        post_trip_min=0,
        deadhead_min=0,
    )
    return Tour(
        TourId("pool"),
        f"Pool of {sites}",
        FIRST_DAY,
        DAYS,
        sacramento,
        sacramento,
        (sacramento, *hotels),
        tuple(stops),
        40,
        Vehicle(),
        settings,
        "none",
        ZONE,
    )


def _node(id_: str, lat: float, lon: float) -> Node:
    return Node(id_, id_, "", LatLon(lat, lon), Precision.SITE, ZONE)


def _window(day: int, opens: int, closes: int) -> Window:
    on = FIRST_DAY + timedelta(days=day)
    return Window(moment(on, opens, ZONE), moment(on, closes, ZONE), "")


def _stop(
    node: Node, score: int, visit_min: int, windows: tuple[tuple[Window, ...], ...]
) -> TourStop:
    return TourStop(StopId(node.id), SiteId(node.id), node, "may", score, visit_min, 0, 0, windows)


def roads(tour: Tour) -> TravelMatrix:
    """Give great circles at one speed, in whole minutes rounded up."""
    nodes = [*tour.hotels, *(stop.node for stop in tour.stops)]
    lat = np.radians([node.point.lat for node in nodes])
    lon = np.radians([node.point.lon for node in nodes])
    at = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    chord = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (at @ at.T)))
    km = 2 * EARTH_RADIUS_MI * 1.609344 * np.arcsin(np.minimum(1.0, chord / 2))
    minutes = np.ceil(km / KM_PER_H * 60).astype(np.int32)
    np.fill_diagonal(minutes, 0)
    n = len(nodes)
    return TravelMatrix(
        tuple(node.id for node in nodes),
        minutes,
        minutes,
        np.zeros((n, n), dtype=np.int32),
        np.full((n, n), int(Grade.FORMULA), dtype=np.int32),
        np.zeros((n, n), dtype=bool),
        {},
        "great circles",
        {node.id: k for k, node in enumerate(nodes)},
    )


def measure(sites: int, cpu_s: float, seed: int, towns: int = 0) -> str:
    """Plan one pool within so many CPU seconds; gives a line for the table."""
    tour = pool(sites, towns_to_sleep=towns)
    started = time.process_time()
    short = shortlist(tour, MOST_TRIED)
    travel = roads(short)
    problem = build_problem(short, travel, DriverRules(NO_RULES, NO_RULES), ONLY_SCORES)
    prepared = time.process_time() - started
    search = Search(problem, seed)
    search.pace = lambda: (time.process_time() - started) / cpu_s
    first: list[float] = []

    def progress(done: int, total: int, words: str) -> None:
        if not first and search.memory.best_counts.any():  # before that the nights are looked at
            first.append(time.process_time() - started - prepared)

    search.explore(1_000_000, progress)
    days = days_of(short, problem, search.best())
    for day in days:
        assert not compute_day(day, travel, short.settings).broken
    stops = [stop for day in days for stop in day.stops]
    assert len({stop.id for stop in stops}) == len(stops)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    score = sum(stop.score for stop in stops)
    return (
        f"{sites:6} sites, {cpu_s:g} s: score {score:5}, {len(stops):3} visits, prepared in "
        f"{prepared:.2f} s, first plan after {first[0]:.2f} s more, "
        f"{search.iterations / cpu_s:6.0f} iterations/s, {memory_mb:.0f} MB"
    )


def main() -> None:
    """Print one line a pool and seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, nargs="+", default=[100, 1_000, 10_500])
    parser.add_argument("--cpu", type=float, default=5.0, help="CPU seconds in all")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--towns", type=int, default=0, help="towns with a hotel")
    asked = parser.parse_args()
    warm_up()
    for sites in asked.sites:
        for seed in asked.seeds:
            print(measure(sites, asked.cpu, seed, asked.towns), flush=True)


if __name__ == "__main__":
    main()
