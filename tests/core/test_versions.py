"""The change sheet: every difference once, nothing that is the same."""

from __future__ import annotations

from dataclasses import replace

from tests.core.tourkit import day_of, matrix, plan_of, schedules_of, stop
from tourplanner.core.clock import add_minutes
from tourplanner.core.versions import NOT_SEEN, compare

ALVIEW, DORSA, DOON = (stop(name, bells=(480, 870)) for name in ("Alview", "Dorsa", "Doon"))
ROADS = matrix({("Inn", "Alview"): 20, ("Alview", "Dorsa"): 40, ("Dorsa", "Doon"): 30}, default=60)
PLAN = plan_of([day_of([ALVIEW, DORSA]), day_of([DOON], index=1)])
MOMENTS = schedules_of(PLAN, ROADS)


def test_the_same_plan_has_no_changes() -> None:
    assert compare(PLAN, MOMENTS, PLAN, MOMENTS) == ()


def test_a_stop_that_moves_and_one_that_goes_are_each_one_line() -> None:
    after = replace(
        PLAN, days=(day_of([DORSA, DOON]), replace(PLAN.days[1], stops=()))
    )  # Alview is left out, Doon comes a day earlier
    lines = compare(PLAN, MOMENTS, after, schedules_of(after, ROADS))
    told = {line.what: (line.planned, line.new) for line in lines}
    assert len(told) == len(lines)
    assert told["Alview"][1] == NOT_SEEN
    assert told["Doon"][0].startswith("Tuesday, ")
    assert told["Doon"][1].startswith("Monday, ")


def test_a_shorter_visit_and_a_later_departure_are_told() -> None:
    first = PLAN.days[0]
    short = replace(first.stops[1], visit_min=40)
    late = replace(
        first, stops=(first.stops[0], short), depart_at=add_minutes(MOMENTS[0].depart_at, 30)
    )
    after = replace(PLAN, days=(late, PLAN.days[1]))
    lines = compare(PLAN, MOMENTS, after, schedules_of(after, ROADS))
    whats = [line.what for line in lines]
    assert whats[0] == "Monday, leave Inn"
    dorsa = next(line for line in lines if line.what == "Dorsa")
    assert dorsa.planned.endswith(", 1 h")
    assert dorsa.new.endswith(", 40 min")
