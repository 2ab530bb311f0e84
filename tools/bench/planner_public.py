"""Measure the planner's search on public instances with known best values.

    python -m tools.bench.planner_public FOLDER [--cpu 1 10] [--seeds 0] [--only PATTERN] [--pyvrp]

FOLDER holds `toptw_cordeau`, `toptw_solomon` and `ophs`, each with its `best_known.csv`; the
instances are not part of the project. Every answer is recomputed by a checker that shares nothing
with the search. The gap is 100 x (best known - found) / best known. The search stops by CPU time of
this process. PyVRP runs beside it where it is installed.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import math
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from tourplanner.core.errors import Cancelled
from tourplanner.planner import kernels
from tourplanner.planner.kernels import ITERATION, MEAN_REWARD, NO_LIMIT, NONE, TOTAL, Numbers
from tourplanner.planner.problem import Problem, legs_of, nearest
from tourplanner.planner.search import Search, warm_up

OPHS_TICKS = 100_000  # whole ticks in a unit of length that is not truncated, at most


@dataclass(frozen=True)
class Instance:
    """One instance in its own units, days of their own length.

    Points 0..hotels-1 may be slept at; 0 is the start, `end` the end.
    """

    name: str
    best_known: int
    legs: np.ndarray  # float (n, n)
    score: np.ndarray
    service: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    day_length: list[float]
    hotels: int
    end: int
    ticks: int  # whole ticks in a unit of length
    is_rounded: bool = False  # lengths are rounded to ticks, so a few are allowed for


def read_toptw(path: Path, days: int, best_known: int, decimals: int) -> Instance:
    """Read a Solomon or Cordeau file: distances are truncated to some decimals."""
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()][2:]
    values = [[float(x) for x in row] for row in rows]
    at = np.array([row[1:3] for row in values])
    ticks = 10**decimals
    legs = np.floor(np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) * ticks) / ticks
    windows = np.array([row[-2:] for row in values])
    return Instance(
        f"{path.stem}/{days}",
        best_known,
        legs,
        np.array([row[4] for row in values]),
        np.array([row[3] for row in values]),
        windows[:, 0],
        windows[:, 1],
        [windows[0, 1]] * days,
        1,
        0,
        ticks,
    )


def read_ophs(path: Path, best_known: int) -> Instance:
    """Read an instance with hotels; the first two points are the start and the end."""
    lines = [line.split() for line in path.read_text().splitlines()]
    rows = [row for row in lines if row and not set("".join(row)) <= {"-"}]
    _, extra, days = (int(float(x)) for x in rows[0][:3])
    lengths = [float(x) for x in rows[2][:days]]
    points = np.array([[float(x) for x in row[:3]] for row in rows[3:]])
    at = points[:, :2]
    n = len(points)
    longest = float(np.hypot(*np.ptp(at, axis=0)))
    ticks = min(OPHS_TICKS, 10 ** int(math.log10((1 << 30) / longest)))
    return Instance(
        f"{path.parent.name}/{path.stem}",
        best_known,
        np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)),
        points[:, 2],
        np.zeros(n),
        np.zeros(n),
        np.full(n, math.inf),
        lengths,
        extra + 2,
        1,
        ticks,
        is_rounded=True,
    )


def problem_of(instance: Instance, most_stops: int = 80) -> Problem:
    """Give an instance as numbers of the kernels: no peaks, no lunch, no driver's limits."""
    first = instance.hotels
    days, n = len(instance.day_length), len(instance.legs)
    sites = np.arange(first, n)
    ticks = instance.ticks
    slack = 5 * instance.is_rounded
    legs = np.rint(instance.legs * ticks).astype(np.int32)
    limits = np.zeros(kernels.LIMITS, dtype=np.int64)
    # One tick of road is a unit; a mean score is worth many days of it, so that the road only
    # decides between equal scores.
    mean = float(instance.score[first:].mean())
    per_point = max(1, int(100 * days * np.median(legs) / mean))
    limits[kernels.PER_DRIVE_MIN] = 1
    limits[MEAN_REWARD] = int(mean * per_point)
    limits[kernels.MAX_STOPS] = min(most_stops, len(sites))
    limits[kernels.PLAIN] = limits[kernels.BOUNDED] = 1
    limits[[kernels.DRIVE_MAX, kernels.DUTY_MAX, kernels.DRIVE_END_MAX]] = 1 << 50
    limits[kernels.WEEK_MAX] = NO_LIMIT
    limits[kernels.REST_MIN] = -(1 << 50)
    limits[kernels.BLINK_PER_MILLE] = 20
    stops = np.zeros((len(sites), 7), dtype=np.int64)
    stops[:, kernels.NODE] = sites
    stops[:, kernels.VISIT_MIN] = np.rint(instance.service[first:] * ticks)
    stops[:, kernels.REWARD] = np.rint(instance.score[first:] * per_point)
    stops[:, kernels.REGION] = -1
    opens = np.rint(instance.opens[first:] * ticks).astype(np.int64)
    closes = np.rint(np.minimum(instance.closes[first:] * ticks, 1e12)).astype(np.int64)
    visits = np.zeros((days, len(sites), 4), dtype=np.int64)
    visits[:, :, kernels.PIN] = NONE
    visits[:, :, kernels.WINDOWS] = 1
    visits[:, :, kernels.LAST_START] = closes
    windows = np.zeros((days, len(sites), 1, 2), dtype=np.int64)
    windows[:, :, 0, kernels.OPEN] = opens
    windows[:, :, 0, kernels.CLOSE] = closes
    clocks = np.zeros((days, 1, 6), dtype=np.int64)
    clocks[:, 0, kernels.OFF_ROAD] = [round(x * ticks) + slack for x in instance.day_length]
    clocks[:, 0, kernels.HOTEL_IN] = 1 << 50
    clocks[:, 0, [kernels.LUNCH_FROM, kernels.LUNCH_TO]] = NONE
    numbers = Numbers(
        legs=legs_of(legs, legs),
        nodes=np.zeros((n, 2), dtype=np.int64),
        stops=stops,
        visits=visits,
        windows=windows,
        clocks=clocks,
        peaks=np.full((days, 1, 8, 2), NO_LIMIT, dtype=np.int64),
        days=np.zeros((days, 2), dtype=np.int64),
        hotels=np.arange(instance.hotels, dtype=np.int64),
        near=nearest(legs, sites),
        limits=limits,
    )
    return Problem(numbers, 0, instance.end)


def solve_for(problem: Problem, cpu_s: float, seed: int) -> tuple[list[list[int]], int]:
    """Search for so many CPU seconds; gives the routes with their hotels, and iterations."""
    started = time.process_time()
    search = Search(problem, seed)
    tally = search.memory.tally

    def progress(done: int, total: int, words: str) -> None:
        share = (time.process_time() - started) / cpu_s
        if share >= 1:
            raise Cancelled
        if tally[ITERATION] > 20:  # the cooling follows the time that is left
            tally[TOTAL] = max(int(tally[ITERATION] / share), int(tally[ITERATION]) + 1)

    with contextlib.suppress(Cancelled):
        search.explore(10_000_000, progress)
    solution = search.best()
    nodes = problem.numbers.stops[:, kernels.NODE]
    routes = [
        [solution.nights[k], *(int(nodes[s]) for s in order), solution.nights[k + 1]]
        for k, order in enumerate(solution.order)
    ]
    return routes, search.iterations


def checked_score(instance: Instance, routes: list[list[int]]) -> int:
    """Recompute a solution from its points alone; AssertionError where it does not hold."""
    assert len(routes) == len(instance.day_length)
    assert routes[0][0] == 0
    assert routes[-1][-1] == instance.end
    seen: set[int] = set()
    total = 0.0
    for k, route in enumerate(routes):
        assert k == 0 or route[0] == routes[k - 1][-1]
        assert route[0] < instance.hotels > route[-1]
        at = 0.0
        for a, b in pairwise(route):
            at += instance.service[a] * (a >= instance.hotels) + instance.legs[a, b]
            if b >= instance.hotels:
                at = max(at, instance.opens[b])
                assert at <= instance.closes[b] + 1e-6
        assert at <= instance.day_length[k] + 20 / instance.ticks
        for point in route[1:-1]:
            assert point >= instance.hotels
            assert point not in seen
            seen.add(point)
            total += instance.score[point]
    return round(total)


def pyvrp_score(instance: Instance, cpu_s: float, seed: int) -> int | None:
    """Let PyVRP solve an instance without hotels; None where it is not installed."""
    try:
        from pyvrp import Model, VehicleType  # noqa: F401
        from pyvrp.stop import StoppingCriterion  # noqa: F401
    except ImportError:
        return None
    started = time.process_time()

    def stop(_: float) -> bool:
        return time.process_time() - started > cpu_s

    model = Model()
    ticks, n = instance.ticks, len(instance.legs)

    def whole(x: float) -> int:
        return round(x * ticks)

    depot = model.add_depot(0, 0, tw_early=0, tw_late=whole(instance.day_length[0]))
    clients = [
        model.add_client(
            0,
            0,
            service_duration=whole(instance.service[k]),
            tw_early=whole(instance.opens[k]),
            tw_late=whole(instance.closes[k]),
            prize=int(instance.score[k] * 1e5),
            required=False,
        )
        for k in range(1, n)
    ]
    model.add_vehicle_type(
        len(instance.day_length), tw_early=0, tw_late=whole(instance.day_length[0])
    )
    places = [depot, *clients]
    for i in range(n):
        for j in range(n):
            if i != j:
                leg = whole(instance.legs[i, j])
                model.add_edge(places[i], places[j], distance=leg, duration=leg)
    started = time.process_time()
    result = model.solve(stop, seed=seed, display=False)
    routes = [[0, *route.visits(), 0] for route in result.best.routes()]
    routes += [[0, 0]] * (len(instance.day_length) - len(routes))
    return checked_score(instance, routes)


def instances(folder: Path, only: list[str]) -> Iterable[Instance]:
    """Give every instance with a best known value whose name holds `only`."""
    readers: list[tuple[str, Callable[[dict[str, str], Path], Instance]]] = [
        (
            "toptw_cordeau",
            lambda row, path: read_toptw(
                path / f"{row['instance']}.txt", int(row["m"]), int(row["BKS"]), 2
            ),
        ),
        (
            "toptw_solomon",
            lambda row, path: read_toptw(
                path / f"{row['name']}.txt", int(row["m"]), int(row["optimum"]), 1
            ),
        ),
        ("ophs", lambda row, path: read_ophs(path / row["instance"], int(row["best_known"]))),
    ]
    for name, read in readers:
        table = folder / name / "best_known.csv"
        if not table.exists():
            continue
        with table.open(newline="") as lines:
            for row in csv.DictReader(lines):
                try:
                    instance = read(row, folder / name)
                except FileNotFoundError:
                    continue
                if any(part in f"{name}/{instance.name}" for part in only):
                    yield instance


def main() -> None:
    """Print one line an instance and the mean gaps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cpu", type=float, nargs="+", default=[1.0, 10.0], help="CPU seconds")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument(
        "--only", default=[""], help="parts of names, such as cordeau or SET_9", nargs="+"
    )
    parser.add_argument("--pyvrp", action="store_true", help="PyVRP beside it, without hotels")
    asked = parser.parse_args()
    warm_up()
    gaps: dict[tuple[str, float], list[float]] = {}

    def gap(instance: Instance, who: str, cpu_s: float, score: int) -> float:
        value = 100 * (instance.best_known - score) / instance.best_known
        gaps.setdefault((who, cpu_s), []).append(value)
        return value

    for instance in instances(asked.folder, asked.only):
        problem = problem_of(instance)
        for cpu_s in asked.cpu:
            scores, rates = [], []
            for seed in asked.seeds:
                routes, iterations = solve_for(problem, cpu_s, seed)
                scores.append(checked_score(instance, routes))
                rates.append(iterations / cpu_s)
            mean = statistics.mean(gap(instance, "ours", cpu_s, score) for score in scores)
            line = f"{instance.name:40} best {instance.best_known:5} cpu {cpu_s:4g} found {scores}"
            line += f" gap {mean:5.2f}  {statistics.mean(rates):8.0f} iterations/s"
            if asked.pyvrp and instance.hotels == 1:
                theirs = pyvrp_score(instance, cpu_s, asked.seeds[0])
                if theirs is not None:
                    other = gap(instance, "pyvrp", cpu_s, theirs)
                    line += f"  pyvrp {theirs} gap {other:5.2f}"
            print(line, flush=True)
    for (who, cpu_s), values in sorted(gaps.items()):
        found = sum(value <= 1e-9 for value in values)
        print(
            f"{who:6} cpu {cpu_s:4g}: mean gap {statistics.mean(values):.2f}, median "
            f"{statistics.median(values):.2f}, worst {max(values):.2f}, best known "
            f"{found}/{len(values)}"
        )


if __name__ == "__main__":
    main()
