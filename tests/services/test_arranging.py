"""Arranging by hand: a change is tried as a value, written as one step, and taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.kit import put
from tourplanner.app import ProgramDoors
from tourplanner.core import arranging as hand
from tourplanner.core.confirmed import kept_count
from tourplanner.core.errors import Infeasible, InputError, PlanningError
from tourplanner.services.arranging import Arrangement
from tourplanner.services.plan import Planned
from tourplanner.services.workspace import Workspace


@pytest.fixture
def office(sample_file: Path, doors: ProgramDoors) -> Iterator[Workspace]:
    with doors.open(sample_file, write=True) as opened:
        yield opened


def now(office: Workspace) -> Arrangement:
    return office.arranging.current(office.tours.find("Pathways"))


def names(arranged: Arrangement) -> list[list[str]]:
    return [[stop.name for stop in day.stops] for day in arranged.plan.days]


def placed(arranged: Arrangement) -> list[str]:
    return [name for day in names(arranged) for name in day]


def write(office: Workspace, change: hand.Rearrangement) -> Arrangement:
    before = now(office)
    office.arranging.write(before.plan, change)
    return now(office)


def test_a_stop_moves_to_another_day_in_one_step_that_undo_names(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[1].stops[0]
    change = hand.move(before.plan, stop.id, 2, 0)
    after = write(office, change)
    assert names(after)[2] == [stop.name, *names(before)[2]]
    assert stop.name not in names(after)[1]
    assert office.undo.next_undo() == f"Move {stop.name} to Wednesday"
    office.undo.undo()
    assert names(now(office)) == names(before)


def test_a_night_at_another_hotel_is_kept(office: Workspace) -> None:
    before = now(office)
    first, second = before.plan.days[:2]
    other = next(h for h in before.plan.tour.hotels if h.id != first.end.id)
    days = {0: replace(first, end=other), 1: replace(second, start=other)}
    after = write(office, hand.mended(before.plan, days, f"Spend Monday night at {other.name}"))
    assert after.plan.days[0].end.id == after.plan.days[1].start.id == other.id
    assert names(after) == names(before)
    office.undo.undo()
    assert now(office).plan.days[0].end.id == first.end.id


def test_a_host_is_confirmed_and_the_press_shut_out_each_in_one_step(office: Workspace) -> None:
    before = now(office)
    stop = next(s for day in before.plan.days for s in day.stops if not s.confirmed)
    at = datetime(2013, 10, 11, 15, tzinfo=UTC)
    change = hand.confirm(before.plan, stop.id, " Rosa  Diaz ", at)
    tried, read = before.tried(change.plan), write(office, change)
    assert read.plan.days == tried.plan.days
    found = hand.find_stop(read.plan, stop.id)
    assert (found.confirmed, found.confirmed_by) == (True, "Rosa Diaz")
    read = write(office, hand.cover(read.plan, stop.id, "closed"))
    assert hand.find_stop(read.plan, stop.id).coverage == "closed"
    read = write(office, hand.cover(read.plan, stop.id, ""))
    assert hand.find_stop(read.plan, stop.id).coverage == ""
    read = write(office, hand.unconfirm(read.plan, stop.id))
    assert hand.find_stop(read.plan, stop.id).confirmed is False
    for wrong in (
        lambda: hand.confirm(read.plan, stop.id, "  ", at),
        lambda: hand.cover(read.plan, stop.id, "secret"),
    ):
        with pytest.raises(InputError):
            wrong()


def test_what_was_tried_is_what_is_read_after_writing(office: Workspace) -> None:
    before = now(office)
    for stop in before.plan.days[1].stops:
        for day in (0, 2):
            change = hand.move(before.plan, stop.id, day, 0)
            tried, read = before.tried(change.plan), write(office, change)
            assert read.plan.days == tried.plan.days
            assert read.planned.schedules == tried.planned.schedules
            said = [(f.rule, f.day, f.subject, f.text) for f in read.planned.findings]
            assert said == [(f.rule, f.day, f.subject, f.text) for f in tried.planned.findings]
            office.undo.undo()


def test_only_the_days_that_differ_are_timed_again(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[1].stops[0]
    tried = before.tried(hand.move(before.plan, stop.id, 2, 9).plan)
    assert tried.planned.schedules[0] is before.planned.schedules[0]
    assert tried.planned.schedules[1] != before.planned.schedules[1]


def test_taking_off_and_placing_again(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[0].stops[0]
    assert stop.fixed_day == 0
    after = write(office, hand.take_off(before.plan, stop.id))
    assert stop.name not in placed(after)
    (out,) = [left for left in after.plan.left_out if left.stop.id == stop.id]
    assert out.sentence == f"{stop.name}: Taken off by hand."
    assert hand.find_stop(after.plan, stop.id).fixed_day is None
    back = write(office, hand.move(after.plan, stop.id, 0, 0))
    assert names(back) == names(before)
    assert all(left.stop.id != stop.id for left in back.plan.left_out)


def test_a_lock_goes_with_its_stop_and_keeps_its_time(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[0].stops[0]
    after = write(office, hand.move(before.plan, stop.id, 1, 0))
    moved = hand.find_stop(after.plan, stop.id)
    assert hand.fixed_fact(moved) == {"day": 1, "start_tod_min": 570}


def test_a_typed_time_and_a_lock_hold_when_the_days_are_planned_again(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[2].stops[-1]
    after = write(office, before.asking_hosts(hand.start_at(before.plan, stop.id, 700)))
    assert office.undo.next_undo() == f"Start {stop.name} at 11:40 a.m."
    other = after.plan.days[1].stops[0]
    write(office, hand.lock(after.plan, other.id))
    again = office.plan.run(after.plan.tour.id, effort="quick")
    days = {s.id: day.index for day in again.plan.days for s in day.stops}
    assert days[stop.id] == 2
    assert days[other.id] == 1
    row = next(r for r in again.schedules[2].rows if r.stop.id == stop.id)
    assert row.start_at == hand.find_stop(again.plan, stop.id).fixed_start_at
    with pytest.raises(InputError, match=r"locked to 11:40 a\.m\."):
        hand.unlock(again.plan, stop.id)
    free = write(office, hand.unlock(again.plan, other.id))
    assert hand.find_stop(free.plan, other.id).fixed_day is None


def test_a_confirmed_visit_keeps_its_day_and_time_in_a_new_plan(office: Workspace) -> None:
    before = now(office)
    for day in (1, 2):
        stop = before.plan.days[day].stops[0]
        before = write(office, hand.start_at(before.plan, stop.id, 690))
        at = datetime(2013, 10, 11, 15, tzinfo=UTC)
        before = write(office, hand.confirm(before.plan, stop.id, "Rosa Diaz", at))
        before = write(office, hand.free_time(before.plan, stop.id))
        before = write(office, hand.unlock(before.plan, stop.id))

    def agreed(planned: Planned) -> dict[str, datetime]:
        rows = [row for schedule in planned.schedules for row in schedule.rows]
        return {row.stop.id: row.start_at for row in rows if row.stop.confirmed}

    wanted = agreed(before.planned)
    again = office.plan.run(before.plan.tour.id, effort="quick")
    assert len(wanted) >= 2
    assert agreed(again) == wanted
    assert kept_count(again.plan) == len(wanted)
    assert [s.wish for s in again.plan.tour.stops] == [s.wish for s in before.plan.tour.stops]


def test_a_host_of_a_visit_that_comes_late_stays_confirmed_while_nothing_moves_it(
    office: Workspace,
) -> None:
    before = now(office)
    stop = before.plan.days[1].stops[1]
    late = write(office, hand.start_at(before.plan, stop.id, 9 * 60))  # the visit before ends later
    row = next(r for r in late.planned.schedules[1].rows if r.stop.id == stop.id)
    assert row.late_min > 0
    at = datetime(2013, 10, 11, 15, tzinfo=UTC)
    agreed = write(office, late.asking_hosts(hand.confirm(late.plan, stop.id, "Maria Lopez", at)))
    again = write(office, agreed.asking_hosts(hand.cover(agreed.plan, stop.id, "closed")))
    assert hand.find_stop(again.plan, stop.id).confirmed_by == "Maria Lopez"
    later = hand.start_at(again.plan, stop.id, 13 * 60)
    assert not hand.find_stop(again.asking_hosts(later).plan, stop.id).confirmed


def test_where_confirmed_visits_leave_no_room_planning_says_which_are_kept(
    office: Workspace,
) -> None:
    before = now(office)
    stop = before.plan.days[2].stops[-1]
    after = write(office, before.asking_hosts(hand.start_at(before.plan, stop.id, 610)))
    with pytest.raises(Infeasible) as refused:
        office.plan.run(after.plan.tour.id, effort="quick")
    assert "A. J. Dorsa Elementary" in refused.value.text
    assert "Confirmed visits keep their day and time: " in refused.value.hint
    assert now(office).plan.days == after.plan.days


def test_a_placed_stop_that_is_marked_not_leaves_its_day(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[1].stops[0]
    office.tours.mark(before.plan.tour.id, [stop.site], "not")
    assert stop.name not in placed(now(office))
    again = office.plan.run(before.plan.tour.id, effort="quick").plan
    assert stop.name not in [s.name for day in again.days for s in day.stops]


def test_a_change_that_shifts_a_confirmed_visit_asks_its_host_again(office: Workspace) -> None:
    before = now(office)
    first, second = before.plan.days[1].stops[:2]
    at = datetime(2013, 10, 11, 15, tzinfo=UTC)
    before = write(office, hand.confirm(before.plan, second.id, "Rosa Diaz", at))
    same = hand.cover(before.plan, second.id, "photo")
    assert before.asking_hosts(same) == same
    longer = before.asking_hosts(hand.stay(before.plan, first.id, first.visit_min + 30))
    assert hand.find_stop(longer.plan, second.id).confirmed is False
    assert longer.told.startswith(f"The visit at {first.name} takes ")
    assert f"{second.name} was confirmed for " in longer.told
    off = before.asking_hosts(hand.take_off(before.plan, second.id))
    assert off.note.endswith("ask its host again.")


def test_typed_departure_and_minutes(office: Workspace) -> None:
    before = now(office)
    after = write(office, hand.leave_at(before.plan, 1, 425))
    assert after.planned.schedules[1].depart_at != before.planned.schedules[1].depart_at
    assert (
        office.undo.next_undo() == f"Leave {before.plan.days[1].start.name} at 7:05 a.m. on Tuesday"
    )
    back = write(office, hand.leave_at(after.plan, 1, None))
    assert back.planned.schedules == before.planned.schedules
    stop = back.plan.days[1].stops[0]
    longer = write(office, hand.stay(back.plan, stop.id, 75))
    assert longer.plan.days[1].stops[0].visit_min == 75
    for nonsense in (-10, 0, 721):
        with pytest.raises(InputError, match="does not fit"):
            hand.stay(longer.plan, stop.id, nonsense)


def test_a_mend_is_written_as_one_step_and_the_finding_is_gone(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[1].stops[0]
    broken = write(office, hand.move(before.plan, stop.id, 1, 9))
    mendable = [f for f in broken.planned.findings if f.is_tried]
    assert mendable, "the moved stop should break something that can be mended"
    for finding in mendable:
        change = broken.mended_by(finding)
        assert change is not None
        after = write(office, change)
        assert finding not in after.planned.findings
        assert office.undo.next_undo() == change.label
        office.undo.undo()
        assert names(now(office)) == names(broken)


def test_why_left_out_is_said_anew_and_room_is_made(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[2].stops[-1]
    after = write(office, hand.take_off(before.plan, stop.id))
    (said,) = [
        left for left in after.why_left_out(lambda done, of, words: None) if left.stop.id == stop.id
    ]
    assert "Taken off" not in said.sentence
    change = after.with_room_for(stop.id)
    assert change is not None
    back = write(office, change)
    assert stop.name in placed(back)


def test_nothing_is_written_where_nothing_changes(office: Workspace) -> None:
    before = now(office)
    stop = before.plan.days[1].stops[0]
    with pytest.raises(PlanningError):
        office.arranging.write(before.plan, hand.move(before.plan, stop.id, 1, 0))


def test_stops_of_one_name_are_told_apart_by_their_towns(office: Workspace) -> None:
    first, second = now(office).plan.days[0].stops[:2]
    for stop in (first, second):
        put(office.file, stop.site, name="Washington Elementary")
    told = {f"Washington Elementary ({stop.city})" for stop in (first, second)}
    found = now(office)
    assert {stop.name for stop in found.plan.days[0].stops[:2]} == told
    said = " ".join(finding.text for finding in found.planned.findings)
    assert said.count("Washington Elementary") == sum(said.count(name) for name in told) > 0
