"""The day itself: marks hold, the rest follows, and nothing is called late that nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.tourkit import MONDAY, PLAIN, RULES, at, day_of, matrix, plan_of, schedules_of, stop
from tourplanner.core.arranging import place_fact
from tourplanner.core.calls import DRIVER, Contacts, Person, calls_about, calls_of_day
from tourplanner.core.clock import add_minutes, minutes_between
from tourplanner.core.errors import InputError
from tourplanner.core.late import Delay, Way, delayed, ways
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.tour import Plan
from tourplanner.core.run_of_day import (
    Marks,
    Run,
    Spare,
    TurnKind,
    check_mark,
    moment_on,
    plan_with_marks,
    run_of,
    spare_of,
    today_of,
)

ALVIEW, DORSA, DOON = (stop(name, bells=(480, 870)) for name in ("Alview", "Dorsa", "Doon"))
ROADS = matrix({("Inn", "Alview"): 20, ("Alview", "Dorsa"): 90, ("Dorsa", "Doon"): 40}, default=60)
PLAN = plan_of([day_of([ALVIEW, DORSA, DOON])])
(PLANNED,) = schedules_of(PLAN, ROADS)
LEFT_ALVIEW = PLANNED.rows[0].depart_at


def run_at(now: datetime, marks: Marks | None = None) -> Run:
    return run_of(PLANNED, ROADS, PLAIN, marks or Marks(), now)


def test_without_marks_all_is_as_planned_whatever_the_clock_says() -> None:
    for minutes in range(0, 900, 30):
        run = run_at(add_minutes(PLANNED.depart_at, minutes - 60))
        assert run.is_by_plan
        assert run.late_min == 0
        assert run.expected == PLANNED


def test_after_a_departure_by_plan_left_means_that_place() -> None:
    run = run_at(add_minutes(LEFT_ALVIEW, 40))
    left, arrived = run.to_mark(TurnKind.LEAVE), run.to_mark(TurnKind.ARRIVE)
    assert left is not None
    assert arrived is not None
    assert (left.node.name, arrived.node.name) == ("Alview", "Dorsa")
    assert run.overdue_min == 40
    assert run.delay(40) == Delay(0, "Alview", 40)


def test_a_mark_moves_the_rest_of_the_day() -> None:
    marks = Marks(left={ALVIEW.id: add_minutes(LEFT_ALVIEW, 40)})
    run = run_at(add_minutes(LEFT_ALVIEW, 41), marks)
    assert not run.is_by_plan
    assert run.next is not None
    assert (run.next.node.name, run.next.late_min, run.late_min) == ("Dorsa", 40, 40)
    assert run.delay(40) == Delay(0, "", 40, reaching="Dorsa")


def test_a_turn_that_is_due_moves_on_with_the_clock() -> None:
    marks = Marks(arrived={DORSA.id: PLANNED.rows[1].arrive_at})
    now = add_minutes(PLANNED.rows[1].depart_at, 25)
    run = run_at(now, marks)
    assert run.next is not None
    assert (run.next.way, run.next.expected_at, run.late_min) == (TurnKind.LEAVE, now, 25)
    assert run.expected.rows[2].arrive_at >= add_minutes(PLANNED.rows[2].arrive_at, 25)


def test_marks_of_another_date_do_not_count() -> None:
    marks = Marks(left={ALVIEW.id: LEFT_ALVIEW - timedelta(days=3)})
    assert run_at(LEFT_ALVIEW, marks).is_by_plan


def test_the_last_leg_leaves_nobody_to_call() -> None:
    marks = Marks(left={DOON.id: PLANNED.rows[2].depart_at})
    run = run_at(add_minutes(PLANNED.rows[2].depart_at, 5), marks)
    assert run.delay(20) is None


def test_a_mark_after_midnight_is_kept_as_one_of_its_day() -> None:
    late = Marks(left={DOON.id: at(1440 + 30)})
    day = plan_with_marks(PLAN, late).days[0]
    fact = place_fact(day, DOON, "m")
    assert at(fact["left_tod_min"]) == at(1440 + 30)
    assert moment_on(day, 30, day.start.zone) == at(1440 + 30)
    assert moment_on(day, 300, day.start.zone) == at(300)


def test_a_day_without_stops_has_nobody_to_call() -> None:
    (empty,) = schedules_of(plan_of([day_of([])]), matrix({}, names=["Inn"]))
    run = run_of(empty, ROADS, PLAIN, Marks(), add_minutes(empty.depart_at, -30))
    assert run.delay(20) is None


def test_minutes_to_spare_are_the_most_that_still_hold() -> None:
    run = run_at(add_minutes(LEFT_ALVIEW, 1), Marks(left={ALVIEW.id: LEFT_ALVIEW}))
    spare = spare_of(run, ROADS, PLAIN)
    assert spare.missed == "Doon"
    assert spare.minutes > 0
    for minutes, holds in ((spare.minutes, True), (spare.minutes + 1, False)):
        late = Marks(
            arrived={DORSA.id: add_minutes(run.turns[3].expected_at, minutes)},
            left={ALVIEW.id: LEFT_ALVIEW},
        )
        broken = run_at(LEFT_ALVIEW, late).expected.broken
        assert (not [b for b in broken if b.stop]) == holds


def test_the_last_ferry_home_is_what_may_be_missed() -> None:
    home = {("Pier", "Inn"): (600, 690)}
    roads = matrix({("Inn", "Pier"): 20}, departures=home)
    (planned,) = schedules_of(plan_of([day_of([stop("Pier", bells=(480, 870))])]), roads)
    left = planned.rows[0].depart_at  # with the ferry of 10:00
    run = run_of(planned, roads, PLAIN, Marks(), add_minutes(left, -60))
    assert (left, spare_of(run, roads, PLAIN)) == (at(600), Spare(90, "the last departure to Inn"))
    # At the last stop a delay is one of the ferry: the next one, or none any more.
    there = run_of(planned, roads, PLAIN, Marks(arrived={StopId("Pier"): at(500)}), at(540))
    assert there.next is not None
    assert there.departures(there.next) == [at(600), at(690)]
    (turn,) = (turn for turn in there.turns[-1:])
    assert there.departures(turn) == []
    plan = plan_of([planned.day])

    def way_of(run: Run, minutes: int) -> Way:
        delay = run.delay(minutes)
        assert delay is not None
        return ways(plan, (planned,), roads, RULES, delay)[0]

    # The party is ready at 9:45, so a quarter of an hour is taken up by the wait.
    assert way_of(there, 15).schedules[0].rows[0].depart_at == at(600)
    assert way_of(there, 16).schedules[0].rows[0].depart_at == at(690)
    assert way_of(there, 115).misses == (
        "the bus can leave Pier at 11:40 a.m., 10 min after the last departure to Inn at 11:30 "
        "a.m.",
    )
    due = run_of(planned, roads, PLAIN, Marks(arrived={StopId("Pier"): at(500)}), at(590))
    assert way_of(due, 5).schedules[0].rows[0].depart_at == at(690)
    late = run_of(planned, roads, PLAIN, Marks(left={StopId("Pier"): at(700)}), at(701))
    assert spare_of(late, roads, PLAIN).missed == "", "it has left: that ferry was late itself"


def test_a_ferry_is_taken_to_be_caught_for_ten_minutes() -> None:
    roads = matrix({("Inn", "Pier"): 20}, departures={("Pier", "Inn"): (600, 735)})
    (planned,) = schedules_of(plan_of([day_of([stop("Pier", bells=(480, 870))])]), roads)
    marks = Marks(arrived={StopId("Pier"): planned.rows[0].arrive_at})

    def late_at(tod_min: int) -> tuple[int, int]:
        run = run_of(planned, roads, PLAIN, marks, at(tod_min))
        return run.late_min, run.overdue_min

    assert [late_at(600), late_at(601), late_at(610)] == [(0, 0), (0, 1), (0, 10)]
    assert late_at(611) == (135, 11), "then the next one is what there is"


def test_a_mark_that_cannot_be_is_one_sentence() -> None:
    marks = Marks(left={ALVIEW.id: LEFT_ALVIEW})
    run = run_at(add_minutes(LEFT_ALVIEW, 60), marks)
    arrive, leave = run.turns[1], run.turns[3]
    check_mark(run, arrive, add_minutes(LEFT_ALVIEW, -30))
    with pytest.raises(InputError, match="has not come yet"):
        check_mark(run, leave, add_minutes(run.now, 1))
    with pytest.raises(InputError, match=r"is after .*, when the bus left Alview"):
        check_mark(run, arrive, add_minutes(LEFT_ALVIEW, 5))
    with pytest.raises(InputError, match="is not on Monday"):
        check_mark(run, arrive, LEFT_ALVIEW - timedelta(days=1))


@given(st.integers(-30, 120), st.integers(0, 89))
def test_marked_and_taken_back_is_as_before(late: int, later: int) -> None:
    run = run_at(add_minutes(LEFT_ALVIEW, later))
    turn = run.to_mark(TurnKind.LEAVE)
    assert turn is not None
    marks = Marks().marked(turn, add_minutes(LEFT_ALVIEW, late))
    assert run_at(run.now, marks).expected.rows[0].depart_at == marks.left[ALVIEW.id]
    assert run_at(run.now, marks.marked(turn, None)) == run


def test_which_day_it_is_is_told_by_the_clock_of_the_place() -> None:
    assert today_of(PLAN, at(300)) == 0
    assert today_of(PLAN, at(1440 + 200)) == 0  # the night still belongs to it
    assert today_of(PLAN, at(1440 + 300)) is None
    assert today_of(PLAN, at(200)) is None


def delays(minutes: int) -> tuple[Plan, Delay]:
    marks = Marks(left={ALVIEW.id: LEFT_ALVIEW})
    return plan_with_marks(PLAN, marks), Delay(0, "", minutes, reaching="Dorsa")


def test_a_delay_on_the_road_keeps_what_was_marked() -> None:
    running, delay = delays(60)
    now = delayed(PLAN, (PLANNED,), delay, running)
    assert now.days[0].left_at == {ALVIEW.id: LEFT_ALVIEW}
    assert now.days[0].arrived_at == {DORSA.id: add_minutes(PLANNED.rows[1].arrive_at, 60)}
    for way in ways(PLAN, (PLANNED,), ROADS, RULES, delay, running):
        first, second = way.schedules[0].rows[:2]
        assert (first.stop.id, second.stop.id) == (ALVIEW.id, DORSA.id)
        assert minutes_between(PLANNED.rows[1].arrive_at, second.arrive_at) == 60


def test_no_message_names_another_stop() -> None:
    running, delay = delays(75)
    for way in ways(PLAN, (PLANNED,), ROADS, RULES, delay, running):
        lines = calls_about(way, (PLANNED,), 0, Contacts("Senator Example"))
        assert lines[-1].key == DRIVER
        for line in lines[:-1]:
            others = {"Alview", "Dorsa", "Doon"} - {line.who}
            assert line.who in line.text
            assert not [name for name in others if name in line.text]
            assert line.text.startswith("From the office of Senator Example: ")
    for line in calls_of_day(PLANNED, PLAN, "", [ALVIEW.id])[:-1]:
        assert line.who in ("Dorsa", "Doon")


def test_the_driver_of_every_coach_is_called() -> None:
    bus = replace(PLAN.tour.vehicle, name="Minibus", id="b")
    pair = replace(PLAN, tour=replace(PLAN.tour, more_coaches=(bus,)))
    *_, first, second = calls_of_day(PLANNED, pair, "", [ALVIEW.id])
    assert (first.who, second.who) == ("Driver, 45-ft coach", "Driver, Minibus")
    assert first.text == second.text
    ana, ben = Person("Ana Ruiz", (("cell", "555-0155"),)), Person("Ben Ode")
    contacts = Contacts(driver=ben, drivers={"b": ana})
    assert (contacts.of(first.key), contacts.of(second.key)) == (ben, ana)
    assert contacts.of("driver-gone") == Person()


def test_words_of_users_are_no_pattern() -> None:
    odd = stop("{call.stop.id} %s {{7*7}}", bells=(480, 870))
    plan = plan_of([day_of([odd])])
    roads = matrix({("Inn", odd.name): 30})
    (line, _) = calls_of_day(schedules_of(plan, roads)[0], plan, "{office}")
    assert odd.name in line.text
    assert "{office}" in line.text
    assert MONDAY.strftime("%d") in line.text


def test_another_order_that_does_not_hold_is_told_with_its_reason() -> None:
    found = ways(PLAN, (PLANNED,), ROADS, RULES, Delay(0, "Alview", 90))
    orders = [way for way in found if "before" in way.do]
    assert orders
    for way in orders:
        assert bool(way.misses) == bool(way.over_min)
    for way in found:
        if way.over_min:
            assert way.misses
