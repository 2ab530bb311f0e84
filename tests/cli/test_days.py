"""Which days a stop may be seen on: schools, places that are none, and states of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.office import MADISON, Answer, Terminal
from tests.support import SetClock

CHURCH = "Hope Church"


@pytest.fixture
def weekend_tour(terminal: Terminal, office_file: Path) -> Path:
    """An office file with a tour of Sunday and Monday and a church that is in no directory."""
    terminal.ok("candidates", office_file, "add", "--by-hand", CHURCH, "--city", "Pasadena")
    terminal.ok("locate", office_file, "--site", CHURCH, "--point", "34.15,-118.14")
    terminal.ok(
        *("tour", office_file, "new", "Fair", "--from", "2013-10-13", "--days", "2"),
        *("--start", "Pasadena", "--hotel", "Altadena"),
    )
    return office_file


def plan(terminal: Terminal, file: Path, *more: str) -> Answer:
    return terminal("plan", file, "Fair", "--effort", "quick", *more)


def test_until_the_host_agrees_it_is_said_that_the_place_counts_as_open(
    terminal: Terminal, weekend_tour: Path
) -> None:
    terminal.ok(*("stop", weekend_tour, "Fair", CHURCH, "--wish", "must", "--window", "9:00-12:00"))
    terminal.ok("stop", weekend_tour, "Fair", CHURCH, "--pin", "2013-10-13")
    told = plan(terminal, weekend_tour)
    assert f"Warning NO-SCHOOL: Sunday, Oct. 13: {CHURCH} is in no school directory" in told.out
    assert "DAY-CLOSED" not in told.out


def test_schools_stay_closed_on_a_weekend(terminal: Terminal, weekend_tour: Path) -> None:
    terminal.ok("candidates", weekend_tour, "add", "--code", MADISON)
    terminal.ok(
        *("stop", weekend_tour, "Fair", MADISON, "--wish", "must", "--pin", "2013-10-13 10:00"),
        *("--window", "9:00-12:00"),
    )
    told = plan(terminal, weekend_tour)
    assert told.code == 3
    assert "Error DAY-CLOSED" in told.out
    assert "cannot be seen as a school at work: there is no school on a weekend." in told.out


def test_a_holiday_is_told_by_the_states_of_the_day_s_own_stops(
    terminal: Terminal, office_file: Path
) -> None:
    """A stop in California on another day does not make Nevada's Veterans Day a school holiday."""
    terminal.ok("candidates", office_file, "add", "--code", MADISON)
    terminal.ok(
        "candidates", office_file, "add", "--by-hand", "Desert High", "--city", "Las Vegas, NV"
    )
    terminal.ok("locate", office_file, "--site", "Desert High", "--point", "36.17,-115.14")
    terminal.ok(
        *("tour", office_file, "new", "Fair", "--from", "2013-11-11", "--days", "2"),
        *("--start", "Las Vegas, NV", "--end", "Pasadena", "--hotel", "Las Vegas, NV"),
    )
    terminal.ok("stop", office_file, "Fair", "Desert High", "--wish", "must", "--pin", "2013-11-11")
    terminal.ok("stop", office_file, "Fair", MADISON, "--wish", "must", "--pin", "2013-11-12")
    told = plan(terminal, office_file)
    assert "Warning HOLIDAY: Monday, Nov. 11 is Veterans Day" in told.out
    assert "Check the district calendar of Desert High." in told.out


def test_thanksgiving_closes_the_schools_of_every_state(
    terminal: Terminal, office_file: Path
) -> None:
    terminal.ok(
        "candidates", office_file, "add", "--by-hand", "Desert High", "--city", "Las Vegas, NV"
    )
    terminal.ok("locate", office_file, "--site", "Desert High", "--point", "36.17,-115.14")
    terminal.ok(
        *("tour", office_file, "new", "Fair", "--from", "2013-11-28", "--days", "1"),
        *("--start", "Las Vegas, NV"),
    )
    terminal.ok("stop", office_file, "Fair", "Desert High", "--wish", "must")
    told = plan(terminal, office_file)
    assert told.code == 1
    assert "schools are closed for Thanksgiving Day" in told.err


def test_a_day_is_marked_and_told_on_the_command_line(
    terminal: Terminal, sample_file: Path, clock: SetClock
) -> None:
    clock.at = datetime(2013, 10, 15, 18, tzinfo=UTC)
    tour = ("Pathways to Partnership", "--day", "tuesday")
    before = terminal.ok("day", sample_file, *tour)
    assert [turn["marked_at"] for turn in before["turns"]] == [None] * len(before["turns"])
    told = terminal("mark", sample_file, *tour, "--left", "", "--at", "8:20 am")
    assert told.out.startswith("Left Tower Inn (invented), Fresno at 8:20 a.m.")
    terminal.ok("mark", sample_file, *tour, "--arrived", "Yosemite Middle", "--at", "8:32")
    after = terminal("day", sample_file, *tour)
    assert "Arrive at Yosemite Middle: planned 8:10 a.m., marked 8:32 a.m." in after.out
    terminal.ok("mark", sample_file, *tour, "--arrived", "Yosemite Middle", "--take-back")
    terminal.ok("undo", sample_file)
    turns = terminal.ok("day", sample_file, *tour)["turns"]
    assert sum(turn["marked_at"] is not None for turn in turns) == 2


def test_a_mark_that_cannot_be_is_refused_in_one_sentence(
    terminal: Terminal, sample_file: Path, clock: SetClock
) -> None:
    clock.at = datetime(2013, 10, 15, 18, tzinfo=UTC)
    tour = ("Pathways to Partnership", "--day", "tuesday")
    for words, code in (
        (("--left", "", "--at", "3 pm"), 1),
        (("--arrived", "Madison Elementary", "--at", "9:00"), 1),
        (("--arrived", "Yosemite Middle"), 2),
    ):
        refused = terminal("mark", sample_file, *tour, *words)
        assert (refused.code, len(refused.err.splitlines())) == (code, 2)
