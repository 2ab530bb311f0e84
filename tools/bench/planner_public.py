"""Measure the planner's search on public instances with known best values.

    python -m tools.bench.planner_public FOLDER [--cpu 1 10] [--seeds 0 1 2 3 4] [--only PART ...]
        [--json FILE] [--who ours PyVRP]
    python -m tools.bench.planner_public resources/help/how-plans-are-made.md --table FILE.json ...

FOLDER holds `toptw_cordeau`, `toptw_solomon` and `ophs`, each with its `best_known.csv`; the
instances are not part of the project. Every answer is recomputed by a checker that shares nothing
with the search. The gap is 100 x (best known - found) / best known. The search stops by CPU time of
this process. PyVRP runs beside it on instances without hotels, with the same seconds and seeds.
Every instance is run with the first seed, then with the next. What the JSON file holds already is
not run again, so a run that was stopped can be continued, and one with few seeds be given more.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tourplanner.planner.kernels import arrays
from tourplanner.planner.kernels.arrays import MEAN_REWARD, NO_LIMIT, NONE, Numbers
from tourplanner.planner.planning import warm_up
from tourplanner.planner.problem import Problem, legs_of, nearest
from tourplanner.planner.search import Search

if TYPE_CHECKING:
    from pyvrp import ProblemData

PEER = "PyVRP"
SOLVERS = ["ours", PEER]
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
    limits = np.zeros(arrays.LIMITS, dtype=np.int64)
    # One tick of road is a unit; a mean score is worth many days of it, so that the road only
    # decides between equal scores.
    mean = float(instance.score[first:].mean())
    per_point = max(1, int(100 * days * np.median(legs) / mean))
    limits[arrays.PER_DRIVE_MIN] = 1
    limits[MEAN_REWARD] = int(mean * per_point)
    limits[arrays.MAX_STOPS] = min(most_stops, len(sites))
    limits[arrays.PLAIN] = limits[arrays.BOUNDED] = 1
    limits[[arrays.DRIVE_MAX, arrays.DUTY_MAX, arrays.DRIVE_END_MAX]] = 1 << 50
    limits[arrays.WEEK_MAX] = NO_LIMIT
    limits[arrays.REST_MIN] = -(1 << 50)
    limits[arrays.BLINK_PER_MILLE] = 20
    stops = np.zeros((len(sites), 7), dtype=np.int64)
    stops[:, arrays.NODE] = sites
    stops[:, arrays.VISIT_MIN] = np.rint(instance.service[first:] * ticks)
    stops[:, arrays.REWARD] = np.rint(instance.score[first:] * per_point)
    stops[:, arrays.REGION] = -1
    opens = np.rint(instance.opens[first:] * ticks).astype(np.int64)
    closes = np.rint(np.minimum(instance.closes[first:] * ticks, 1e12)).astype(np.int64)
    visits = np.zeros((days, len(sites), 4), dtype=np.int64)
    visits[:, :, arrays.PIN] = NONE
    visits[:, :, arrays.WINDOWS] = 1
    visits[:, :, arrays.LAST_START] = closes
    windows = np.zeros((days, len(sites), 1, 2), dtype=np.int64)
    windows[:, :, 0, arrays.OPEN] = opens
    windows[:, :, 0, arrays.CLOSE] = closes
    clocks = np.zeros((days, 1, 6), dtype=np.int64)
    clocks[:, 0, arrays.OFF_ROAD] = [round(x * ticks) + slack for x in instance.day_length]
    clocks[:, 0, arrays.HOTEL_IN] = 1 << 50
    clocks[:, 0, [arrays.LUNCH_FROM, arrays.LUNCH_TO]] = NONE
    numbers = Numbers(
        legs=legs_of(legs, legs),
        nodes=np.zeros((n, 2), dtype=np.int64),
        stops=stops,
        visits=visits,
        windows=windows,
        clocks=clocks,
        peaks=np.full((days, 1, 8, 2), NO_LIMIT, dtype=np.int64),
        days=np.zeros((days, 4), dtype=np.int64),
        departures=np.zeros((days, 0, 2), dtype=np.int64),
        hotels=np.arange(instance.hotels, dtype=np.int64),
        near=nearest(legs, sites),
        limits=limits,
    )
    return Problem(numbers, 0, instance.end)


def solve_for(problem: Problem, cpu_s: float, seed: int) -> tuple[list[list[int]], int]:
    """Search for so many CPU seconds; gives the routes with their hotels, and iterations."""
    started = time.process_time()
    search = Search(problem, seed)
    search.pace = lambda: (time.process_time() - started) / cpu_s
    search.explore(1_000_000, None)
    solution = search.best()
    nodes = problem.numbers.stops[:, arrays.NODE]
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


def pyvrp_data(instance: Instance) -> ProblemData:
    """Give an instance without hotels as PyVRP reads it; this takes long and is not counted."""
    from pyvrp import Model

    model = Model()
    ticks, n = instance.ticks, len(instance.legs)

    def whole(x: float) -> int:
        return round(x * ticks)

    ends = whole(instance.day_length[0])
    places = [model.add_location(0, 0) for _ in range(n)]
    model.add_depot(places[0], tw_early=0, tw_late=ends)
    for k in range(1, n):
        model.add_client(
            places[k],
            service_duration=whole(instance.service[k]),
            tw_early=whole(instance.opens[k]),
            tw_late=whole(instance.closes[k]),
            prize=int(instance.score[k] * 1e5),
            required=False,
        )
    model.add_vehicle_type(len(instance.day_length), tw_early=0, tw_late=ends)
    for i in range(n):
        for j in range(n):
            if i != j:
                leg = whole(instance.legs[i, j])
                model.add_edge(places[i], places[j], distance=leg, duration=leg)
    return model.data()


def pyvrp_score(instance: Instance, data: ProblemData, cpu_s: float, seed: int) -> int:
    """Let PyVRP solve an instance for so many CPU seconds."""
    from pyvrp import solve

    started = time.process_time()

    def stop(best_cost: int) -> bool:
        return time.process_time() - started > cpu_s

    best = solve(data, stop, seed=seed, display=False).best
    routes = [
        [0, *(visit.idx + 1 for visit in route.schedule() if visit.is_client()), 0]
        for route in best.routes()
    ]
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
                named = replace(instance, name=f"{name}/{instance.name}")
                if any(part in named.name for part in only):
                    yield named


@dataclass
class Cell:
    """What one solver gave on one instance in so much time: the scores of the first seeds."""

    instance: str
    who: str
    cpu_s: float
    best_known: int
    scores: list[int]

    @property
    def gap(self) -> float:
        """The mean gap over the seeds, in percent."""
        return 100 * (self.best_known - statistics.mean(self.scores)) / self.best_known


def table(cells: list[Cell]) -> str:
    """Give the mean gaps by set, solver and time as a table in Markdown."""
    rows: dict[tuple[str, str, float], list[Cell]] = {}
    for cell in cells:
        rows.setdefault((cell.instance.split("/")[0], cell.who, cell.cpu_s), []).append(cell)
    lines = [
        "| Set | Solver | CPU seconds | Instances | Seeds | Mean gap % | Worst % | Best known |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (name, who, cpu_s), group in sorted(rows.items()):
        gaps = [cell.gap for cell in group]
        seeds = sorted({len(cell.scores) for cell in group})
        of_seeds = " to ".join(str(count) for count in dict.fromkeys((seeds[0], seeds[-1])))
        met = sum(max(cell.scores) >= cell.best_known for cell in group)
        lines.append(
            f"| {name} | {who} | {cpu_s:g} | {len(group)} | {of_seeds} "
            f"| {statistics.mean(gaps):.2f} | {max(gaps):.2f} | {met} |"
        )
    return "\n".join(lines)


def put_table(runs: list[Path], page: Path) -> None:
    """Put the table of the scores of some runs in the place of the one that a page has."""
    new = table([Cell(**cell) for run in runs for cell in json.loads(run.read_text())])
    lines = page.read_text(encoding="utf-8").splitlines()
    rows = [k for k, line in enumerate(lines) if line.startswith("| Set |")]
    assert len(rows) == 1, f"{page} has {len(rows)} tables of sets"
    end = next(k for k in range(rows[0], len(lines)) if not lines[k].startswith("|"))
    lines[rows[0] : end] = new.splitlines()
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(instance: Instance, who: str, cpu_s: float, seed: int) -> int:
    """Let our search or PyVRP solve an instance with a seed."""
    if who == PEER:
        return pyvrp_score(instance, pyvrp_data(instance), cpu_s, seed)
    return checked_score(instance, solve_for(problem_of(instance), cpu_s, seed)[0])


def main() -> None:
    """Print one line an instance and a table of the mean gaps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="of the instances; with --table the help page")
    parser.add_argument("--cpu", type=float, nargs="+", default=[1.0, 10.0], help="CPU seconds")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(5)))
    parser.add_argument(
        "--only", default=[""], help="parts of names, such as cordeau or SET_9", nargs="+"
    )
    parser.add_argument("--who", choices=SOLVERS, nargs="+", default=SOLVERS)
    parser.add_argument("--json", type=Path, help="write every score there")
    parser.add_argument(
        "--table", type=Path, nargs="+", help="put the table of these JSON files into a help page"
    )
    asked = parser.parse_args()
    if asked.table:
        put_table(asked.table, asked.folder)
        return
    warm_up()
    known = asked.json and asked.json.exists()
    read = [Cell(**cell) for cell in json.loads(asked.json.read_text())] if known else []
    cells = {(cell.instance, cell.who, cell.cpu_s): cell for cell in read}
    found = list(instances(asked.folder, asked.only))
    for (k, seed), instance, cpu_s, who in product(
        enumerate(asked.seeds), found, asked.cpu, asked.who
    ):
        new = Cell(instance.name, who, cpu_s, instance.best_known, [])
        cell = cells.get((instance.name, who, cpu_s), new)
        if len(cell.scores) > k or (who == PEER and instance.hotels > 1):
            continue
        cell.scores.append(measure(instance, who, cpu_s, seed))
        cells[instance.name, who, cpu_s] = cell
        print(
            f"{cell.instance:40} {cell.who:6} {cpu_s:4g} s  best {cell.best_known:5} "
            f"found {cell.scores} gap {cell.gap:5.2f}",
            flush=True,
        )
        if asked.json:
            asked.json.write_text(json.dumps([asdict(one) for one in cells.values()], indent=1))
    print(table(list(cells.values())))


if __name__ == "__main__":
    main()
