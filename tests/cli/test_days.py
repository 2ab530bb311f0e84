"""Which days a stop may be seen on: schools, places that are none, and states of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import MADISON, Answer, Terminal

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
