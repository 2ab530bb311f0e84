"""Rules of office at the terminal: campaign marks, elections, outside payments, meals by day."""

from __future__ import annotations

from pathlib import Path

from tests.office import MADISON, Terminal

TOUR = "Pathways"


def add(terminal: Terminal, file: Path, name: str, *facts: str) -> None:
    sets = [part for fact in facts for part in ("--set", fact)]
    terminal.ok("list", file, TOUR, name, *sets)


def rules(terminal: Terminal, file: Path) -> set[str]:
    return {found["rule"] for found in terminal("check", file, TOUR, "--json").data["findings"]}


def test_what_is_typed_is_checked(terminal: Terminal, sample_file: Path) -> None:
    office = {"CAMPAIGN", "ELECTION", "GIFT-SOURCE"}
    assert not rules(terminal, sample_file) & office
    add(
        terminal,
        sample_file,
        "payments",
        *("what=Coach", "payer=Fund", "fund=outside", "cents=5,200", "date=10/14/2013"),
    )
    add(
        terminal,
        sample_file,
        "elections",
        *("what=Special election", "date=11/5/2013", "source=Secretary of State"),
    )
    terminal.ok("stop", sample_file, TOUR, MADISON, "--campaign", "yes")
    assert rules(terminal, sample_file) >= office
    out = ("--format", "txt", "--out", sample_file.parent / "out")
    refused = terminal("papers", sample_file, TOUR, "--kind", "day-sheet", *out)
    assert (refused.code, "marked as campaign" in refused.out) == (3, True)
    terminal.ok("stop", sample_file, TOUR, MADISON, "--campaign", "no")
    assert "CAMPAIGN" not in rules(terminal, sample_file)


def test_meals_of_each_day_stand_beside_the_cost(terminal: Terminal, sample_file: Path) -> None:
    meal = ("what=breakfast", "cents=13", "source=Rule 12", "since=1/1/2013")
    add(terminal, sample_file, "rates", *meal, "out_by_tod_min=6 am")
    days = terminal.ok("cost", sample_file, TOUR)["days"]
    assert [day["paid"] for day in days] == [[], ["breakfast"], ["breakfast"]]
    assert [day["cents"] for day in days] == [0, 1300, 1300]
    assert "away overnight: nothing." in terminal("cost", sample_file, TOUR).out
