"""Variants: a copy under a name, another plan chosen, three beside each other; all undoable."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Terminal
from tourplanner.app import ProgramDoors
from tourplanner.core.arranging import start_at, take_off
from tourplanner.core.errors import InputError

NAME = "Pathways"


def test_a_rain_plan_is_a_copy_and_leaves_the_first_alone(
    sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.find(NAME)
        first = office.plan.current(tour).plan
        rain = office.variants.add(tour, "Rain")
        copy = office.plan.current(tour).plan
        assert copy.variant == rain
        assert copy.days == first.days
        with pytest.raises(InputError, match="There is a plan “rain” already"):
            office.variants.add(tour, "rain")
        gone = copy.days[0].stops[0]
        assert gone.fixed_day is not None, "its lock is the first plan's too"
        office.arranging.write(copy, take_off(copy, gone.id))
        found = office.variants.side_by_side(tour)
        assert [version.name for version in found.shown] == ["Rain", first.name]
        line = next(line for line in found.lines if line.what == gone.name)
        assert [cell.sign for cell in line.cells] == ["", "+"]
        office.variants.choose(tour, str(first.variant))
        assert office.plan.current(tour).plan.days == first.days
        with pytest.raises(InputError, match="is the plan already"):
            office.variants.choose(tour, str(first.variant))
        assert office.undo.undo().label == f"Use {first.name}"
        assert office.plan.current(tour).plan.variant == rain
        office.undo.undo()
        office.undo.undo()
        assert office.plan.current(tour).plan == first
        assert [version.name for version in office.versions.versions(tour)] == [first.name]


def test_plans_at_the_terminal(terminal: Terminal, sample_file: Path) -> None:
    plans = ("plans", sample_file, NAME)

    def current(*more: str) -> list[str]:
        return [p["name"] for p in terminal.ok(*plans, *more)["plans"] if p["is_current"]]

    (first,) = current()
    assert current("--add", "Rain") == ["Rain"]
    told = terminal(*plans, "--beside", first)
    assert "A: Rain." in told.out
    assert "Stops seen. A: " in told.out
    assert current("--rename", "Wet") == ["Wet"]
    assert current("--use", first) == [first]
    sheet = terminal.ok("changes", sample_file, NAME, "--since", first, "--to", "Wet")
    assert (sheet["before"], sheet["after"], sheet["lines"]) == (first, "Wet", [])
    wrong = terminal(*plans, "--use", "Snow")
    assert wrong.code == 1
    assert "There is no plan “Snow”." in wrong.err


def test_an_agreement_that_a_variant_gave_up_comes_back_with_the_plan(
    sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.find(NAME)
        plan = office.plan.current(tour).plan
        agreed = next(s for day in plan.days for s in day.stops if s.confirmed)
        office.variants.add(tour, "Rain")
        arrangement = office.arranging.current(tour)
        later = arrangement.asking_hosts(start_at(arrangement.plan, agreed.id, 13 * 60))
        office.arranging.write(arrangement.plan, later)
        rain = {s.id: s for s in office.tours.load(tour).stops}[agreed.id]
        assert not rain.confirmed
        assert rain.fixed_start_at is not None
        (own,) = (
            one for one in office.variants.side_by_side(tour).plans if one.plan.name != "Rain"
        )
        assert own.plan.days == plan.days, "beside, too, it is as it was left"
        office.variants.choose(tour, str(plan.variant))
        back = {s.id: s for s in office.tours.load(tour).stops}[agreed.id]
        assert (back.confirmed, back.confirmed_by) == (True, agreed.confirmed_by)
        assert back.fixed_start_at == agreed.fixed_start_at


def test_costs_at_the_terminal(terminal: Terminal, sample_file: Path) -> None:
    rates = ("list", sample_file, NAME, "rates")
    nothing = terminal.ok("cost", sample_file, NAME)
    assert (nothing["lines"], nothing["missing"][0]) == ([], "coach")
    day = ("what=coach day", "cents=$1,650", "since=2013-09-01")
    row = [part for fact in day for part in ("--set", fact)]
    assert terminal.ok(*rates, *row)["rows"][0]["cents"] == "$1,650"
    assert terminal.ok("cost", sample_file, NAME)["lines"] == [], "no source yet"
    terminal.ok(*rates, "--row", "coach day", "--set", "source=Offer of Sept. 1")
    found = terminal.ok("cost", sample_file, NAME)
    assert found["cents"] == 3 * 165_000
    assert found["lines"][0]["source"] == "Offer of Sept. 1"
    assert "coach" not in found["missing"]
    told = terminal("cost", sample_file, NAME)
    assert "Coach, a day: 3 days at $1,650, $4,950 (Offer of Sept. 1, from 2013-09-01)" in told.out
    assert "No rate for the driver's nights, lodging and meals." in told.out
    wrong = terminal(*rates, "--set", "what=helicopter")
    assert wrong.code == 1
    assert "coach hour" in wrong.err
