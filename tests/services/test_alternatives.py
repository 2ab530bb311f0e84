"""Other plans of a tour: told beside the one that stands, and one step where one is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Terminal
from tourplanner.app import ProgramDoors
from tourplanner.planner.effort import EFFORTS, Effort

NAME = "Pathways"


@pytest.fixture(autouse=True)
def _few_iterations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EFFORTS, "quick", Effort(0, 400, 400, 60.0))


def test_other_plans_are_told_and_one_is_taken_in_one_step(
    sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.find(NAME)
        before = office.plan.current(tour)
        undo = office.undo.next_undo()
        found = office.plan.others(tour, effort="quick")
        assert office.undo.next_undo() == undo  # nothing is written
        assert office.plan.current(tour).plan == before.plan
        other = found[0]
        old = {stop.id for day in before.plan.days for stop in day.stops}
        new = {stop.id for day in other.plan.days for stop in day.stops}
        assert {stop.id for stop in other.comes} == new - old
        assert {stop.id for stop in other.goes} == old - new
        assert other.figures.visits == len(new)
        assert other.standing.visits == len(old)
        assert f"{len(new)} visits" in other.figures_text
        assert any(line.startswith("Ask: ") for line in other.calls)
        taken = office.plan.take(other)
        assert taken.plan.name == f"Plan 2, {other.aim.lower()}"
        assert {stop.id for day in taken.plan.days for stop in day.stops} == new
        office.undo.undo()
        assert office.plan.current(tour).plan == before.plan


def test_other_plans_at_the_terminal(terminal: Terminal, sample_file: Path) -> None:
    quick = ("plan", sample_file, NAME, "--effort", "quick")
    data = terminal.ok(*quick, "--others")
    assert data["others"]
    assert data == terminal.ok(*quick, "--others")
    first = data["others"][0]
    taken = terminal(*quick, "--take", "1", "--json")
    assert first["aim"].lower() in taken.out
    assert all(name in taken.out for name in first["comes"])
    wrong = terminal(*quick, "--take", "9")
    assert wrong.code == 1
    assert "There is no other plan 9." in wrong.err


def test_without_a_plan_there_is_no_other(terminal: Terminal, office_file: Path) -> None:
    where = ("--start", "Pasadena", "--hotel", "Altadena")
    terminal.ok("tour", office_file, "new", "Fair", "--from", "2013-10-14", "--days", "1", *where)
    told = terminal("plan", office_file, "Fair", "--others")
    assert told.code == 1
    assert "Fair has no plan yet." in told.err
