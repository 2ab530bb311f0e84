"""Running late: what has been stays, what holds really holds, and the least is asked first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.tourkit import MONDAY, PACIFIC, PLAIN, RULES, day_of, matrix, plan_of, stop
from tourplanner.core.checks.mending import faults, no_worse
from tourplanner.core.clock import minutes_between, moment
from tourplanner.core.errors import InputError
from tourplanner.core.late import NEWS_MIN, Delay, Way, change_sheet, ways
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix

ALVIEW, DORSA, DOON = (stop(name, bells=(480, 870)) for name in ("Alview", "Dorsa", "Doon"))
ROADS = matrix({("Inn", "Alview"): 20, ("Alview", "Dorsa"): 90, ("Dorsa", "Doon"): 40}, default=60)


def day_plan(minutes: TravelMatrix = ROADS) -> tuple[Plan, tuple[DaySchedule, ...]]:
    plan = plan_of([day_of([ALVIEW, DORSA, DOON])])
    return plan, tuple(compute_day(day, minutes, PLAIN) for day in plan.days)


def ways_of(after: str, minutes: int) -> tuple[Way, ...]:
    plan, schedules = day_plan()
    return ways(plan, schedules, ROADS, RULES, Delay(0, after, minutes))


def test_a_short_delay_is_taken_by_going_on() -> None:
    (way,) = ways_of("Alview", NEWS_MIN - 1)
    assert (way.do, way.over_min, way.calls) == ("Go on as planned.", 0, ())


def test_a_longer_one_asks_for_a_shorter_lunch_before_it_asks_for_a_visit() -> None:
    found = ways_of("Alview", 60)
    kinds = [way.do.split()[0] for way in found]
    assert found[0].over_min == 0
    assert kinds.index("Leave") > 0
    assert kinds[-1] == "Go"
    assert found[-1].over_min > 0
    left_out = next(way for way in found if way.do == "Leave out Doon.")
    assert ("Doon", "not seen today") in [(c.stop.name, c.why) for c in left_out.calls]


@given(st.sampled_from(["", "Alview", "Dorsa"]), st.integers(1, 240))
def test_what_holds_holds_and_what_has_been_stays(after: str, minutes: int) -> None:
    plan, before = day_plan()
    kept = faults(before, RULES)
    behind = 1 + [s.name for s in plan.days[0].stops].index(after) if after else 0
    found = ways(plan, before, ROADS, RULES, Delay(0, after, minutes))
    assert "Go on as planned." in [way.do for way in found]
    assert len({way.do for way in found}) == len(found)
    planned = {row.stop.id: row for row in before[0].rows}
    for way in found:
        (again,) = (compute_day(day, ROADS, PLAIN) for day in way.plan.days)
        assert (again,) == way.schedules
        assert no_worse(faults((again,), RULES), kept) == (way.over_min == 0)
        assert again.rows[:behind] == way.schedules[0].rows[:behind]
        for row in again.rows[:behind]:
            assert row.start_at == planned[row.stop.id].start_at or row.stop.id != after
        if after:
            left = again.rows[behind - 1].depart_at
            assert (
                minutes_between(planned[again.rows[behind - 1].stop.id].depart_at, left) == minutes
            )
        told = {call.stop.id for call in way.calls}
        for row in again.rows[behind:]:
            moved = minutes_between(planned[row.stop.id].start_at, row.start_at)
            assert (abs(moved) >= NEWS_MIN) <= (row.stop.id in told)
        assert {s for s in planned if s not in {r.stop.id for r in again.rows}} <= told


def test_another_next_stop_is_left_for_when_its_ferry_leaves() -> None:
    """The bus is ready 20 minutes late; in another order its next leg is one with fixed times."""
    roads = replace(ROADS, departures={("Alview", "Doon"): (585, 645, 705)})
    plan, before = day_plan(roads)
    assert before[0].rows[0].depart_at == moment(MONDAY, 585, PACIFIC)
    found = {way.do: way for way in ways(plan, before, roads, RULES, Delay(0, "Alview", 20))}
    left = {do: way.schedules[0].rows[0].depart_at for do, way in found.items()}
    assert left["Go on as planned."] == moment(MONDAY, 605, PACIFIC)
    assert left["Leave out Dorsa."] == moment(MONDAY, 645, PACIFIC)


def test_the_change_sheet_has_each_line_once() -> None:
    plan, before = day_plan()
    for way in ways(plan, before, ROADS, RULES, Delay(0, "Alview", 60)):
        lines = change_sheet(before, way, 0)
        assert sorted(line.what for line in lines) == ["Alview", "Arrive Inn", "Doon", "Dorsa"]


@pytest.mark.parametrize(
    ("delay", "sentence"),
    [
        (Delay(3, "Alview", 10), "no such day"),
        (Delay(0, "Alview", 0), "0 minutes are no delay"),
        (Delay(0, "Alview", 601), "601 minutes are no delay"),
        (Delay(0, "Nowhere", 10), "no such stop"),
    ],
)
def test_a_delay_that_cannot_be_is_one_sentence(delay: Delay, sentence: str) -> None:
    plan, before = day_plan()
    with pytest.raises(InputError, match=sentence):
        ways(plan, before, ROADS, RULES, delay)
