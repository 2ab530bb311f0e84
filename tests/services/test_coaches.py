"""Several coaches of a tour in the office file: added, changed, taken out, undone, merged, told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.at_school import Stop
from tests.store.kit import give
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.tour import Tour
from tourplanner.services.finding import find
from tourplanner.services.places import choose_place
from tourplanner.services.tour_form import tour_entries, type_tour


def tour_of(at: Stop) -> Tour:
    return at.office.tours.load(at.tour)


def names(at: Stop) -> list[str]:
    return [row.name for row in at.office.tours.coaches(at.tour)]


def undo(at: Stop) -> None:
    at.office.undo.undo()


def ride(at: Stop, name: str, coach: str) -> str:
    row = at.office.lists.set(at.tour, "riders", "", "name", name)
    at.office.lists.set(at.tour, "riders", row, "coach", coach)
    return row


def told(at: Stop, row: str) -> str:
    page = at.office.lists.read(at.tour, "riders")
    cells = next(one.cells for one in page.rows if one.id == row)
    return dict(zip([f.name for f in page.columns], cells, strict=True)).get("coach", "gone")


def test_a_coach_of_which_nothing_was_ever_said_is_taken_out_like_another(at: Stop) -> None:
    at.office.file.write(
        Action("As a tour made elsewhere", (Edit(at.tour, "tour", {"vehicle": None}),))
    )
    tours = at.office.tours
    other = tours.add_coach(at.tour)
    tours.take_out_coach(at.tour, at.tour)
    assert [row.id for row in tours.coaches(at.tour)] == [other]
    undo(at)
    assert [row.id for row in tours.coaches(at.tour)] == [at.tour, other]


def test_a_tour_of_before_has_the_one_coach_of_its_own_facts(at: Stop) -> None:
    (row,) = at.office.tours.coaches(at.tour)
    tour = tour_of(at)
    assert (row.id, row.name, row.seats) == (at.tour, tour.vehicle.name, tour.vehicle.seats)
    assert row.driver_name == at.office.tours.record(at.tour)["driver_name"] == tour.vehicle.driver
    assert tour.more_coaches == ()
    assert tour.empty_min(0) == (30, 30)
    columns = [field.name for field in at.office.lists.read(at.tour, "riders").columns]
    assert "coach" not in columns, "with one coach nobody is asked"


def test_a_coach_is_added_changed_and_taken_out_each_as_one_step(at: Stop) -> None:
    tours, first = at.office.tours, names(at)[0]
    made = tours.add_coach(at.tour)
    assert names(at) == [first, "Coach 2"]
    assert at.office.undo.next_undo() == "Add Coach 2"
    facts = {"name": "Minibus", "seats": 24, "length_ft": 30, "has_lift": True}
    tours.change_coach(at.tour, made, {**facts, "driver_name": "Ana Ruiz"})
    (coach,) = tour_of(at).more_coaches
    assert (coach.name, coach.seats, coach.length_ft, coach.has_lift) == tuple(facts.values())
    assert (coach.id, coach.driver) == (made, "Ana Ruiz")
    tours.take_out_coach(at.tour, made)
    assert names(at) == [first]
    steps = [line.what for line in at.office.tour_log.lines(at.tour)]
    assert {"Add Coach 2", "Change Coach 2", "Take Minibus out"} <= set(steps), "it was of the tour"
    undo(at)
    assert names(at) == [first, "Minibus"]
    undo(at)
    assert names(at) == [first, "Coach 2"]
    undo(at)
    assert names(at) == [first]


def test_what_does_not_fit_is_refused_and_nothing_is_written(at: Stop) -> None:
    tours, before = at.office.tours, at.office.undo.next_undo()
    first = names(at)[0]
    for facts, told_ in (
        ({"seats": 900}, "A coach of 900 seats does not fit"),
        ({"name": first.upper()}, "There is a coach"),
        ({"name": " "}, "A coach needs a name"),
    ):
        with pytest.raises(InputError, match=told_):
            tours.add_coach(at.tour, facts)
    with pytest.raises(InputError, match="at least one coach"):
        tours.take_out_coach(at.tour, at.tour)
    for act in (tours.take_out_coach, partial(tours.change_coach, facts={"seats": 20})):
        with pytest.raises(NotFoundError, match="was taken out already") as refused:
            act(at.tour, "f" * 32)
        assert "ffff" not in f"{refused.value.text} {refused.value.hint}", "nobody knows its id"
    assert at.office.undo.next_undo() == before
    for _ in range(11):
        tours.add_coach(at.tour)
    with pytest.raises(InputError, match="12 coaches already"):
        tours.add_coach(at.tour)


def test_where_the_first_coach_goes_the_next_takes_its_place_for_its_riders_too(at: Stop) -> None:
    tours = at.office.tours
    first = names(at)[0]
    mini = tours.add_coach(
        at.tour, {"name": "Minibus", "seats": 24, "driver_phone": "559-555-0155"}
    )
    small, big = ride(at, "Ana", "mini"), ride(at, "Ben", "1")
    anybody = ride(at, "Cora", "any")
    assert [told(at, row) for row in (small, big, anybody)] == ["Minibus", first, ""]
    tours.take_out_coach(at.tour, at.tour)
    (row,) = tours.coaches(at.tour)
    assert (row.id, row.name, row.driver_phone) == (mini, "Minibus", "559-555-0155")
    assert tour_of(at).vehicle.seats == 24
    assert at.office.day.look(at.tour).contacts.driver.numbers == (("cell", "559-555-0155"),)
    type_tour(at.office.tours, at.office.sites, "CA", at.tour, f"{mini}/seats", "28")
    assert tour_of(at).vehicle.seats == 28
    undo(at)
    tours.add_coach(at.tour)
    assert [told(at, row) for row in (small, big, anybody)] == ["Minibus", "", ""]
    undo(at)
    undo(at)
    assert names(at) == [first, "Minibus"]
    assert [told(at, row) for row in (small, big, anybody)] == ["Minibus", first, ""]


def test_the_form_says_who_reads_what_of_a_coach(at: Stop) -> None:
    coach = at.office.tours.add_coach(at.tour)
    levels = {one.name: one.level for one in tour_entries(at.office.tours, at.tour)}
    assert levels["coach"] == levels[f"{coach}/coach"] == "T", "it is on badges"
    assert levels["seats"] == levels["yard"] == levels["driver_name"] == "I"
    assert levels[f"{coach}/driver_phone"] == "R"


def test_who_was_told_a_coach_that_is_gone_may_sit_in_any(at: Stop) -> None:
    gone = at.office.tours.add_coach(at.tour, {"name": "Minibus"})
    at.office.tours.add_coach(at.tour, {"name": "Van"})
    row = ride(at, "Ana", "Minibus")
    with pytest.raises(InputError, match="no coach of the tour"):
        ride(at, "Ben", "Ferry")
    at.office.tours.take_out_coach(at.tour, gone)
    assert told(at, row) == ""
    undo(at)
    assert told(at, row) == "Minibus"


def test_a_coach_is_known_by_its_name_and_several_that_fit_are_told(at: Stop) -> None:
    tours = at.office.tours
    made = [tours.add_coach(at.tour, {"name": name}) for name in ("Mini van", "Minibus")]
    assert tours.coach(at.tour, "minib").id == made[1]
    with pytest.raises(NotFoundError, match=r"Several coaches fit “Mini”: Mini van .*, Minibus"):
        tours.coach(at.tour, "Mini")
    facts = {"tour": at.tour, "name": "Minibus"}  # as a colleague called another one
    at.office.file.write(Action("Add Minibus", (Edit("e" * 32, "coach", facts),)))
    with pytest.raises(NotFoundError, match=r"Several coaches fit “minibus”: .*\(eeeeeeee\)"):
        tours.coach(at.tour, "minibus")
    assert tours.coach(at.tour, "eeeeeeee").id == "e" * 32
    with pytest.raises(NotFoundError, match="no coach “Ferry”"):
        tours.coach(at.tour, "Ferry")


def test_the_one_coach_is_known_to_a_roster_too(at: Stop) -> None:
    """A pasted table names the bus though there is but one; which one is asked once there are."""
    (first,) = names(at)
    report = at.office.lists.paste(at.tour, "riders", f"Name,Bus\nAna Ruiz,1\nBen Ode,{first}\n")
    assert (report.added, report.refused) == (2, ())
    riders = {r.text("name"): r["coach"] for r in at.office.tours.riders(at.tour)}
    assert (riders["Ana Ruiz"], riders["Ben Ode"]) == (at.tour, at.tour)
    with pytest.raises(NotFoundError, match="no column “coach”"):
        at.office.lists.paste(at.tour, "riders", "1\n", field="coach")


def test_riders_are_told_their_coach_in_a_pasted_table_too(at: Stop) -> None:
    made = at.office.tours.add_coach(at.tour, {"name": "Minibus"})
    report = at.office.lists.paste(at.tour, "riders", "Name,Bus\nAna Ruiz,minibus\nBen Ode,ferry\n")
    assert report.added == 2
    assert "“ferry” is no coach of the tour" in report.refused[0]
    riders = {r.text("name"): r for r in at.office.tours.riders(at.tour)}
    assert riders["Ana Ruiz"]["coach"] == made


def test_boarding_goes_by_the_fullest_coach_and_by_the_lift(at: Stop) -> None:
    tours = at.office.tours
    tours.change(at.tour, {"party": 100, "lift_users": 0}, "Change")
    first = {stop.id: stop.boarding_min for stop in tour_of(at).stops}
    typed = {s.id for s in at.office.file.tables.where("stop", tour=at.tour) if s["boarding_min"]}
    usual = {first[stop] for stop in first.keys() - typed}
    assert usual == {20}, "18 of the formula, up to the next five"
    tours.add_coach(at.tour)
    second = {stop.id: stop.boarding_min for stop in tour_of(at).stops}
    assert {second[stop] for stop in first.keys() - typed} == {15}, "50 people: 11"
    for n in range(3):
        row = ride(at, f"Rider {n}", "Coach 2")
        at.office.lists.set(at.tour, "riders", row, "access", "wheelchair")
    third = {stop.id: stop.boarding_min for stop in tour_of(at).stops}
    assert {third[stop] for stop in first.keys() - typed} == {35}, "and three times eight"
    assert {third[stop] for stop in typed} == {first[stop] for stop in typed}, "typed is typed"
    alone = at.office.sites.view(at.site)
    assert tours.as_stop(at.tour, alone).boarding_min == 35, "of a site that is not marked yet too"


def test_a_yard_is_a_place_and_its_way_counts_on_the_first_and_the_last_day(at: Stop) -> None:
    tours = at.office.tours
    yard = choose_place(at.office.sites, "CA", "Bakersfield", "yard")
    tours.change_coach(at.tour, at.tour, {}, yard=yard)
    row = tours.coach(at.tour, names(at)[0])
    assert row.yard == "Bakersfield, CA"
    tour = tour_of(at)
    assert tour.empty_min(0)[0] > 90, "about 110 mi"
    assert [tour.empty_min(n) for n in range(1, tour.days - 1)] == [(30, 30)] * (tour.days - 2)
    days = at.office.plan.current(at.tour).plan.days
    assert days[0].empty_min == tour.empty_min(0)
    (place,) = [p for p in at.office.file.tables.all("place") if p["kind"] == "yard"]
    start = at.office.tours.record(at.tour)["start_place"]
    tours.type_minutes(place.id, start, 75)
    assert tour_of(at).empty_min(0)[0] == 75, "typed minutes win"
    tours.change_coach(at.tour, at.tour, {"yard": None})
    assert tours.coach(at.tour, row.name).yard == ""
    assert tour_of(at).empty_min(0) == (30, 30)


def test_the_drivers_of_all_coaches_are_called_on_the_day_and_found(at: Stop) -> None:
    at.office.tours.add_coach(
        at.tour, {"name": "Minibus", "driver_name": "Ana Quill", "driver_phone": "559-555-0155"}
    )
    run = at.office.day.look(at.tour)
    (coach,) = run.plan.tour.more_coaches
    person = run.contacts.of(f"driver-{coach.id}")
    assert (person.name, person.numbers) == ("Ana Quill", (("cell", "559-555-0155"),))
    found = find(at.office.file, at.office.sites, "quill")
    assert [(one.words, one.what) for one in found] == [("Ana Quill", "Driver")]
    (found,) = find(at.office.file, at.office.sites, "minib")
    assert (found.words, found.what, found.record) == ("Minibus", "Coach", at.tour)


def test_two_who_add_a_coach_of_one_name_have_both(at: Stop) -> None:
    """What a colleague wrote is told apart by its record, not by its name."""
    made = at.office.tours.add_coach(at.tour, {"name": "Minibus"})
    facts = {"tour": at.tour, "name": "Minibus"}
    at.office.file.write(Action("Add Minibus", (Edit("e" * 32, "coach", facts),)))
    assert names(at)[1:] == ["Minibus", "Minibus"]
    (one, other) = tour_of(at).more_coaches
    assert {one.id, other.id} == {made, "e" * 32}
    assert min(one.seats, other.seats) == 56, "what is not said yet is as a coach is by default"


# -- two laptops ---------------------------------------------------------------------------------


@pytest.fixture
def bob(at: Stop, doors: ProgramDoors, tmp_path: Path) -> Iterator[Stop]:
    """The same tour on another laptop, with a minibus."""
    at.office.tours.add_coach(at.tour, {"name": "Minibus", "seats": 24})
    with doors.create(tmp_path / "bob.tour", {}) as office:
        give(at.office.file, office.file)
        yield Stop(office, at.tour, at.stop, at.site)


def meet(at: Stop, bob: Stop) -> tuple[Stop, Stop]:
    give(at.office.file, bob.office.file)
    give(bob.office.file, at.office.file)
    return at, bob


def mini_of(at: Stop) -> str:
    return at.office.tours.coach(at.tour, "Minibus").id


def conflicts(at: Stop) -> set[tuple[str, str, str]]:
    return {(one.kind, one.fact, one.flavor) for one in at.office.file.tables.conflicts()}


def test_a_coach_that_one_takes_out_and_another_changes_stays_until_it_is_settled(
    at: Stop, bob: Stop
) -> None:
    mini, ana = mini_of(at), ride(at, "Ana", "Minibus")
    meet(at, bob)
    at.office.tours.take_out_coach(at.tour, mini)
    bob.office.tours.change_coach(bob.tour, mini, {"driver_name": "Zed Quill"})
    for one in meet(at, bob):
        row = one.office.tours.coach(one.tour, "Minibus")
        assert row.driver_name == "Zed Quill"
        assert told(one, ana) == "Minibus"
        assert conflicts(one) == {("coach", "deleted", "deleted")}
    at.office.tours.take_out_coach(at.tour, mini)
    for one in meet(at, bob):
        assert (len(names(one)), conflicts(one)) == (1, set())


def test_who_is_told_a_coach_that_another_takes_out_is_told_none(at: Stop, bob: Stop) -> None:
    van = at.office.tours.add_coach(at.tour, {"name": "Van"})
    meet(at, bob)
    at.office.tours.take_out_coach(at.tour, van)
    dee = ride(bob, "Dee", "Van")
    for one in meet(at, bob):
        assert len(names(one)) == 2
        assert told(one, dee) == ""
        assert sum(r.text("name") == "Dee" for r in one.office.tours.riders(one.tour)) == 1


def test_where_one_takes_out_the_first_coach_another_goes_on_with_the_others(
    at: Stop, bob: Stop
) -> None:
    at.office.tours.take_out_coach(at.tour, at.tour)
    facts = {"driver_name": "Yara Pine", "seats": 28}
    bob.office.tours.change_coach(bob.tour, mini_of(bob), facts)
    bob.office.tours.add_coach(bob.tour, {"name": "Van"})
    dan, cora = ride(bob, "Dan", "1"), ride(bob, "Cora", "Minibus")
    for one in meet(at, bob):
        assert names(one) == ["Minibus", "Van"]
        first = one.office.tours.coach(one.tour, "Minibus")
        assert (first.driver_name, first.seats) == ("Yara Pine", 28)
        assert told(one, dan) == "", "not the one that comes first now"
        assert told(one, cora) == "Minibus"
        assert conflicts(one) == set()


def test_what_is_typed_of_the_first_coach_while_another_takes_it_out_is_told(
    at: Stop, bob: Stop
) -> None:
    at.office.tours.take_out_coach(at.tour, at.tour)
    facts = {"seats": 40, "driver_name": "Zed Quill"}
    bob.office.tours.change_coach(bob.tour, bob.tour, facts)
    for one in meet(at, bob):
        assert conflicts(one) == {
            ("tour", "vehicle", "values"),
            ("tour", "driver_name", "values"),
        }


def test_two_who_take_out_one_coach_each_leave_the_tour_with_one(at: Stop, bob: Stop) -> None:
    at.office.tours.take_out_coach(at.tour, at.tour)
    bob.office.tours.take_out_coach(bob.tour, mini_of(bob))
    for one in meet(at, bob):
        assert [row.id for row in one.office.tours.coaches(one.tour)] == [one.tour]
