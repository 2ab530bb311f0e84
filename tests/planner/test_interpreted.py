"""Without the compiler the same source gives the same plans, only slowly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planner.generated import RULES, random_tour, travel_of
from tourplanner.core.errors import Infeasible
from tourplanner.planner.effort import Effort
from tourplanner.planner.planning import plan_tour
from tourplanner.planner.problem import build_problem
from tourplanner.planner.search import solve_with

ROOT = Path(__file__).resolve().parents[2]
TOURS = (0, 1, 3, 4, 9)
UNCAPPED = Effort(0, 40, 40, float("inf"))  # whatever the compiler takes

# Runs in a Python of its own; prints what solutions() gives there.
CHILD = """
import sys
if sys.argv[1] == "missing":
    sys.modules["numba"] = None
from tests.planner import test_interpreted
from tourplanner.planner.kernels import COMPILED
assert not COMPILED
print(test_interpreted.as_json())
"""


def solutions() -> list[list[object]]:
    """Few iterations of some tours, as plain lists."""
    found: list[list[object]] = []
    for number in TOURS:
        tour = random_tour(number)
        problem = build_problem(tour, travel_of(tour, number), RULES)
        try:
            one = solve_with(problem, UNCAPPED, seed=number, iterations=40)
        except Infeasible:
            found.append([])
        else:
            found.append([one.value, list(one.nights), [list(day) for day in one.order]])
    return found


def as_json() -> str:
    """The solutions, and that a whole plan comes about without a compiler."""
    tour = random_tour(4)
    plan = plan_tour(tour, travel_of(tour, 4), RULES, effort="quick")
    return json.dumps({"solutions": solutions(), "iterations": plan.iterations})


@pytest.mark.parametrize("how", ["switched off", "missing"])
def test_plans_are_the_same_without_the_compiler(how: str) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}"}
    if how == "switched off":
        environment["NUMBA_DISABLE_JIT"] = "1"
    child = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHILD, how],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    told = json.loads(child.stdout)
    assert told["solutions"] == solutions()
    assert 0 < told["iterations"] < 2_000  # fewer, as they are slow
