"""Tours and plans at the terminal: what stands there, what is refused, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import ALVIEW, MADISON, Answer, Terminal

TOUR = "Pathways to Partnership"
CENTER = "Sunrise Family Center"


@pytest.fixture
def short_tour(terminal: Terminal, office_file: Path) -> Path:
    """An office file with a tour of one day from Pasadena and one school that may be seen."""
    terminal.ok("candidates", office_file, "add", "--code", MADISON)
    terminal.ok(
        *("tour", office_file, "new", "Short", "--from", "2013-10-14", "--days", "1"),
        *("--start", "Pasadena"),
    )
    terminal.ok("stop", office_file, "Short", MADISON, "--wish", "may")
    return office_file


def plan(terminal: Terminal, file: Path, tour: str = "Short", *more: str) -> Answer:
    return terminal("plan", file, tour, "--effort", "quick", *more)


# -- sites without a place ------------------------------------------------------------------------


def test_a_must_without_a_place_is_left_out_aloud_and_is_a_finding(
    terminal: Terminal, short_tour: Path
) -> None:
    terminal.ok("candidates", short_tour, "add", "--by-hand", CENTER)
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "must")
    told = plan(terminal, short_tour)
    assert told.code == 3
    assert f"{CENTER}: has no place yet: give it an address, a ZIP or a pin." in told.out
    assert f"Error MUST-OUT: {CENTER} must be seen, but has no place yet." in told.out
    checked = terminal("check", short_tour, "Short", "--json")
    assert checked.code == 3
    assert checked.data["errors"] == 1
    left = plan(terminal, short_tour, "Short", "--json").data["left_out"]
    assert [one["site"] for one in left] == [CENTER]


def test_a_may_without_a_place_is_left_out_and_no_error(
    terminal: Terminal, short_tour: Path
) -> None:
    terminal.ok("candidates", short_tour, "add", "--by-hand", CENTER)
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "may")
    told = plan(terminal, short_tour)
    assert told.code == 0
    assert f"{CENTER}: has no place yet" in told.out
    assert f"may  {CENTER}: has no place yet" in terminal("tour", short_tour, "show", "Short").out
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "not")
    assert CENTER not in plan(terminal, short_tour).out


def test_a_tour_whose_sites_have_no_place_says_so(terminal: Terminal, short_tour: Path) -> None:
    terminal.ok("candidates", short_tour, "add", "--by-hand", CENTER)
    terminal.ok("stop", short_tour, "Short", CENTER, "--wish", "must")
    terminal.ok("stop", short_tour, "Short", MADISON, "--wish", "not")
    told = plan(terminal, short_tour)
    assert told.code == 1
    assert told.err.startswith(f"No site of this tour has a place yet: {CENTER}.")


def test_a_site_that_became_a_must_after_the_plan_is_a_finding(
    terminal: Terminal, short_tour: Path
) -> None:
    assert plan(terminal, short_tour).code == 0
    terminal.ok("candidates", short_tour, "add", "--code", ALVIEW)
    terminal.ok("stop", short_tour, "Short", ALVIEW, "--wish", "must")
    told = terminal("check", short_tour, "Short")
    assert told.code == 3
    assert "Alview Elementary must be seen, but is in no day." in told.out


# -- exit codes -----------------------------------------------------------------------------------


def test_a_plan_with_errors_exits_as_a_check_does(terminal: Terminal, short_tour: Path) -> None:
    terminal.ok("tour", short_tour, "change", "Short", "--party", "60")  # more than there are seats
    told = plan(terminal, short_tour)
    assert told.code == 3
    assert "Error CAPACITY" in told.out


def test_papers_of_a_plan_with_errors_are_for_the_office_alone(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ("papers", sample_file, TOUR, "--out", out, "--format", "txt")
    assert terminal(*words).code == 0
    terminal.ok("tour", sample_file, "change", TOUR, "--party", "60")
    told = terminal(*words)
    assert told.code == 3
    assert told.out.startswith("THE PLAN HAS 1 ERROR: 60 people, but 50 usable seats")
    assert "Press itinerary was not written: the plan has 1 error." in told.out
    draft = terminal(*words, "--draft", "--json").data
    assert any(path.endswith("Press itinerary DRAFT.txt") for path in draft["files"])


def test_papers_without_a_plan_say_so(terminal: Terminal, short_tour: Path, tmp_path: Path) -> None:
    for command in (
        ("papers", short_tour, "Short", "--out", tmp_path / "out"),
        ("check", short_tour, "Short"),
    ):
        told = terminal(*command)
        assert told.code == 1
        assert told.err.startswith("Short has no plan yet.")
    assert not (tmp_path / "out").exists()
