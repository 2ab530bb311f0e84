"""Plans beside each other: totals and days, each difference by a sign and a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.test_versions import ALVIEW, DORSA, MOMENTS, PLAN, ROADS
from tests.core.tourkit import day_of, schedules_of
from tourplanner.core.checks import estimates
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.model.tour import Plan
from tourplanner.core.side_by_side import Cell, Line, Timed, side_by_side

RAIN = replace(
    PLAN, days=(day_of([DORSA, PLAN.days[1].stops[0]]), replace(PLAN.days[1], stops=()))
)  # Alview is left out, Doon comes a day earlier


def timed(plan: Plan) -> Timed:
    return Timed(plan, tuple(schedules_of(plan, ROADS)), ())


def lines(*plans: Plan) -> dict[tuple[int | None, str], Line]:
    found = side_by_side([timed(plan) for plan in plans])
    made = {(line.day, line.what): line for line in found}
    assert len(made) == len(found), "every line once"
    return made


def test_the_same_plan_twice_differs_nowhere() -> None:
    assert not any(line.is_other for line in lines(PLAN, PLAN).values())
    assert lines(PLAN, PLAN)[None, "Calls to make"].cells[1].text == "none"


def test_each_difference_has_its_sign_and_its_word() -> None:
    found = lines(PLAN, RAIN)
    assert found[None, "Stops seen"].cells == (Cell("3"), Cell("2", "1 less", "-"))
    assert found[0, "Alview"].cells[1] == Cell("not seen", "seen in A", "-")
    assert found[0, "Doon"].cells[0].text == "on Tuesday"
    assert found[0, "Doon"].cells[1].sign == ">"
    assert found[0, "Doon"].cells[1].difference == "Tuesday in A"
    assert found[1, "Doon"].cells[1].sign == ">"
    dorsa = found[0, "Dorsa"].cells[1]
    assert (dorsa.sign, dorsa.difference) == ("~", "1 h 20 min earlier")
    assert found[None, "Calls to make"].cells[1].text == "3 hosts"


def test_what_is_seen_in_the_other_plan_alone_is_new_there() -> None:
    cell = lines(RAIN, PLAN)[0, "Alview"].cells
    assert cell[0] == Cell("not seen")
    assert (cell[1].sign, cell[1].difference) == ("+", "not in A")


def test_three_plans_are_each_held_against_the_first() -> None:
    late = replace(PLAN, days=(replace(PLAN.days[0], stops=(ALVIEW,)), PLAN.days[1]))
    found = lines(PLAN, RAIN, late)
    assert [cell.sign for cell in found[0, "Dorsa"].cells] == ["", "~", "-"]
    assert "A: " in found[0, "Dorsa"].spoken
    assert "C: not seen, seen in A" in found[0, "Dorsa"].spoken
    assert found[1, "Doon"].cells[2].sign == ""


def test_what_is_not_known_is_no_warning() -> None:
    warning = Finding("LOAD-DAY", Severity.WARNING, "Four hours in the bus.")
    unknown = Finding(estimates.ASSUMED, Severity.WARNING, "School hours are assumed.")
    said = [
        Timed(PLAN, MOMENTS, found).verdict
        for found in ((), (unknown,), (warning, unknown, unknown))
    ]
    assert said == [
        ("Lawful, no warning", "good"),
        ("Lawful, no warning, 1 unknown", "warn"),
        ("Lawful, 1 warning, 2 unknown", "warn"),
    ]


def test_a_day_more_and_too_many_plans() -> None:
    shorter = replace(PLAN, days=PLAN.days[:1])
    both = side_by_side([Timed(PLAN, MOMENTS, ()), timed(shorter)])
    assert (
        next(line for line in both if line.what == "Tuesday, leave").cells[1].text == "no such day"
    )
    with pytest.raises(ValueError, match="4 plans"):
        side_by_side([timed(PLAN)] * 4)
