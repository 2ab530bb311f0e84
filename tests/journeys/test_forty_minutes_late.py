"""Story 9: forty minutes late, by a scheduler on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import NAME
from tests.office import Terminal
from tourplanner.app import ProgramDoors


@pytest.fixture
def planned(terminal: Terminal, tour_file: Path) -> Path:
    """The tour of story 3, planned."""
    terminal.ok("plan", tour_file, NAME, "--effort", "quick")
    return tour_file


def test_ways_are_ranked_told_with_their_calls_and_one_becomes_the_plan(
    terminal: Terminal, planned: Path
) -> None:
    with ProgramDoors().open(planned, write=False) as office:
        before = office.plan.current(office.tours.find(NAME)).plan
    day = next(day for day in before.days if len(day.stops) > 1 and day.index > 0)
    first, *ahead = day.stops
    late = ("late", planned, NAME, "--day", str(day.index + 1), "--leaving", first.name)

    found = terminal(*late, "--minutes", "90", "--json")
    ways = found.data["ways"]
    assert ways[-1]["do"] == "Go on as planned."
    assert ways[0]["over_min"] == min(way["over_min"] for way in ways)
    assert {call["site"] for way in ways for call in way["calls"]} <= {stop.name for stop in ahead}
    assert all(call["office_phone"] for way in ways for call in way["calls"])
    assert all(way["duty_min"] > 0 and way["arrive_at"] for way in ways)

    number = next(n for n, way in enumerate(ways, 1) if way["do"].startswith("Leave out"))
    taken = terminal(*late, "--minutes", "90", "--take", str(number))
    assert taken.code == 0
    assert "-> not seen" in taken.out
    with ProgramDoors().open(planned, write=False) as office:
        now = office.plan.current(office.tours.find(NAME))
    assert now.plan.variant != before.variant
    assert len(now.plan.days[day.index].stops) == len(day.stops) - 1
    data = ways[number - 1]
    assert [row.stop.name for row in now.schedules[day.index].rows] == [
        stop["site"] for stop in data["stops"]
    ]
    assert now.schedules[day.index].driver.duty_min == data["duty_min"]

    terminal.ok("undo", planned)
    with ProgramDoors().open(planned, write=False) as office:
        assert office.plan.current(office.tours.find(NAME)).plan == before


def test_a_shorter_lunch_is_kept_with_the_plan(terminal: Terminal, planned: Path) -> None:
    late = ("late", planned, NAME, "--day", "tuesday", "--minutes", "60")
    ways = terminal(*late, "--json").data["ways"]
    number = next(n for n, way in enumerate(ways, 1) if "unch" in way["do"] or "Eat" in way["do"])
    terminal(*late, "--take", str(number))
    with ProgramDoors().open(planned, write=False) as office:
        now = office.plan.current(office.tours.find(NAME))
    assert now.plan.days[1].lunch_min is not None
    assert now.schedules[1].driver.duty_min == ways[number - 1]["duty_min"]


def test_what_cannot_be_is_one_sentence(terminal: Terminal, planned: Path) -> None:
    for words in (("--day", "9"), ("--day", "friday"), ("--day", "1", "--take", "99")):
        told = terminal("late", planned, NAME, *words, "--minutes", "30")
        assert told.code == 1
        assert len(told.err.splitlines()) == 2
