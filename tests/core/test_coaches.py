"""Several coaches on one route: who sits where, boarding, the checks, each driver's hours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.tourkit import FEDERAL, HOUSE, PLAIN, RULES, anytime, day_of, matrix, plan_of, stop
from tourplanner.core.checks import CheckFacts, Finding, check_plan
from tourplanner.core.checks.people import People
from tourplanner.core.coaches import convoy_boarding_min, loads
from tourplanner.core.model.ids import PlaceId
from tourplanner.core.model.paper import RecordView
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import Plan, TourDay, Vehicle
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix

BIG = Vehicle("Blue coach", 45, 56, has_lift=False, id="blue")
SMALL = Vehicle("Minibus", 30, 28, has_lift=True, id="mini")
ROADS = matrix({("Inn", "A"): 30})


def riders(count: int, coach: str = "", access: str = "", status: str = "") -> list[RecordView]:
    values = {"coach": coach or None, "access": access, "status": status}
    return [RecordView("rider", f"{coach}{access}{n}", values) for n in range(count)]


def checked(plan: Plan, roads: TravelMatrix = ROADS, *told: RecordView) -> list[Finding]:
    schedules = [compute_day(day, roads, plan.tour.settings) for day in plan.days]
    return list(check_plan(plan, schedules, RULES, facts=CheckFacts(people=People(told))))


def texts(found: list[Finding], rule: str) -> list[str]:
    return [finding.text for finding in found if finding.rule == rule]


# -- who sits where ------------------------------------------------------------------------------


def people(party: int, lift_users: int, *told: RecordView) -> list[tuple[int, int]]:
    found = loads((BIG, SMALL), party, lift_users, told)
    return [(load.people, load.lift_users) for load in found]


def test_a_single_coach_takes_the_party_whoever_is_told_what() -> None:
    (load,) = loads((BIG,), 45, 2, riders(60, "blue"))
    assert (load.people, load.lift_users) == (45, 2)
    assert convoy_boarding_min((load,)) == 10 + 16


def test_the_party_fills_the_coaches_by_their_seats_and_lift_users_need_a_lift() -> None:
    assert people(60, 1) == [(40, 0), (20, 1)]
    assert people(61, 0) == [(41, 0), (21, 0)], "a part of a person is one"
    none = loads((BIG, replace(SMALL, has_lift=False)), 60, 2)
    assert [load.lift_users for load in none] == [2, 1], "shared out, and an error of the checks"


def test_who_is_told_a_coach_sits_in_it_and_the_others_take_what_is_left() -> None:
    assert people(60, 0, *riders(24, "mini")) == [(36, 0), (24, 0)]
    assert people(60, 0, *riders(50, "mini")) == [(10, 0), (50, 0)], "told is told, fit or not"
    assert people(60, 0, *riders(10, "mini")) == [(40, 0), (20, 0)]
    assert people(60, 0, *riders(50, "mini", status="declined")) == [(40, 0), (20, 0)]
    assert people(60, 0, *riders(5, "gone")) == [(40, 0), (20, 0)], "a coach that was taken out"
    assert people(0, 0, *riders(3, "blue")) == [(3, 0), (0, 0)]
    assert people(60, 3, *riders(1, "blue", "wheelchair")) == [(40, 1), (20, 2)]


def test_boarding_is_that_of_the_coach_that_takes_longest() -> None:
    alone = convoy_boarding_min(loads((BIG,), 60, 0))
    assert alone == 12
    assert convoy_boarding_min(loads((BIG, SMALL), 60, 0)) == 9, "40 people"
    assert convoy_boarding_min(loads((BIG, SMALL), 60, 1)) == 6 + 8, "20 people and the lift"


# -- seats, lift, length -------------------------------------------------------------------------


def convoy(*days: TourDay, party: int = 60, lift_users: int = 0, **changes: Vehicle) -> Plan:
    return plan_of(
        days or [day_of([])],
        party=party,
        lift_users=lift_users,
        vehicle=changes.get("first", BIG),
        more_coaches=[changes.get("second", SMALL)],
    )


def test_the_seats_of_all_coaches_count() -> None:
    assert texts(checked(convoy(party=75)), "CAPACITY") == []
    (found,) = [f for f in checked(convoy(party=76)) if f.rule == "CAPACITY"]
    assert found.text == (
        "76 people, but 75 usable seats in 2 coaches (90 % of 56 and 28): 1 too many."
    )
    assert found.mend == "Take a further coach, or 1 person fewer."


def test_riders_who_are_told_a_coach_have_to_fit_in_it() -> None:
    assert texts(checked(convoy(), ROADS, *riders(25, "mini")), "CAPACITY") == []
    (found,) = texts(checked(convoy(), ROADS, *riders(27, "mini")), "CAPACITY")
    assert found == (
        "27 riders are told the Minibus, which has 25 usable seats (90 % of 28): 2 too many."
    )


def test_a_lift_is_wanted_where_its_user_sits() -> None:
    assert texts(checked(convoy(lift_users=1)), "LIFT") == [], "one of the coaches has it"
    wheel = riders(1, "blue", "uses a wheelchair")
    (found,) = [f for f in checked(convoy(), ROADS, *wheel) if f.rule == "LIFT"]
    assert found.text == "1 rider who uses a lift is told the Blue coach, which has none."
    assert found.mend == "Tell the rider a coach with a lift."
    assert texts(checked(convoy(), ROADS, *riders(1, "mini", "wheelchair")), "LIFT") == []
    without = convoy(lift_users=2, second=replace(SMALL, has_lift=False))
    (told,) = texts(checked(without), "LIFT")
    assert told == "2 riders use a lift, and none of the 2 coaches has one."


def test_the_longest_coach_has_to_fit() -> None:
    tight = replace(stop("A"), bus_fits=False)
    plan = convoy(day_of([tight]), first=replace(BIG, length_ft=35), second=BIG)
    (found,) = texts(checked(plan), "BUS-PARK")
    assert found == "A: a 45-ft coach does not fit there."


# -- yards and drivers ---------------------------------------------------------------------------


def test_a_yard_counts_on_the_first_day_out_and_on_the_last_day_back() -> None:
    far = replace(SMALL, out_min=90, back_min=70)
    tour = convoy(*(day_of([], index=n) for n in range(3)), second=far).tour
    assert [tour.empty_min(n) for n in range(3)] == [(90, 30), (30, 30), (30, 70)]
    assert [tour.empty_min(n, BIG) for n in range(3)] == [(30, 30)] * 3
    near = replace(SMALL, out_min=5)
    assert convoy(second=near).tour.empty_min(0) == (30, 30), "the longest of all is what binds"
    assert plan_of([day_of([])], vehicle=near).tour.empty_min(0) == (5, 30)


@pytest.mark.parametrize("is_second", [True, False])
def test_the_driver_with_the_longest_way_is_held_to_the_limits_and_named(is_second: bool) -> None:
    far = replace(SMALL, out_min=150, back_min=0)
    pair = {"first": BIG, "second": far} if is_second else {"first": far, "second": BIG}
    made = anytime(stop("A", days=1), days=1)
    plan = convoy(day_of([made]), party=20, **pair)
    roads = matrix({("Inn", "A"): 190})
    day = replace(plan.days[0], empty_min=plan.tour.empty_min(0))
    found = checked(replace(plan, days=(day,)), roads)
    (text,) = texts(found, "HOS-DRIVE")
    assert text == (
        "Minibus: Monday: 8 h 50 min of driving from Inn and back, 50 min over the house rule of "
        "8 h; the law allows 10 h."
    )
    alike = replace(
        plan, tour=replace(plan.tour, vehicle=BIG, more_coaches=(replace(BIG, id="x"),))
    )
    (plain,) = texts(checked(alike, matrix({("Inn", "A"): 215})), "HOS-DRIVE")
    assert plain.startswith("Monday: 8 h 10 min"), "where all have the same way, nobody is named"
    assert PLAIN.deadhead_min == 30


def test_of_two_drivers_near_the_limit_the_one_who_is_nearer_is_told() -> None:
    """What is left for delays is what is left for the one with the longest day."""
    loose = DriverRules(FEDERAL, replace(HOUSE, drive_max_min=None, duty_max_min=None))
    far = replace(SMALL, out_min=60, back_min=60)
    made = anytime(stop("A", days=1), days=1)
    plan = convoy(day_of([made]), party=20, second=far)
    roads = matrix({("Inn", "A"): 235})
    schedules = [compute_day(day, roads, plan.tour.settings) for day in plan.days]
    (found,) = [f for f in check_plan(plan, schedules, loose) if f.rule == "HOS-DRIVE"]
    assert found.text.startswith("Minibus: Monday: 9 h 50 min of driving")
    assert found.mend == "Nothing to mend; 10 min are left for delays."


def test_a_day_that_is_as_long_for_all_drivers_names_none_of_them() -> None:
    """On a day between, each of them comes from a bed: the day is too long for both."""
    far = replace(SMALL, out_min=90, back_min=70)
    days = [day_of([anytime(stop("A"))], index=n) for n in range(3)]
    plan = convoy(*days, party=20, second=far)
    found = checked(plan, matrix({("Inn", "A"): 220}))
    told = {f.day: f.text for f in found if f.rule == "HOS-DRIVE"}
    assert told[0].startswith("Minibus: Monday: 9 h 20 min")
    assert told[1].startswith("Tuesday: 8 h 20 min")
    assert told[2].startswith("Minibus: Wednesday: 9 h")


def test_a_yard_without_a_road_is_told() -> None:
    island = replace(SMALL, yard=PlaceId("avalon"), back_min=70)
    (found,) = [f for f in checked(convoy(second=island)) if f.rule == "BUS-YARD"]
    assert found.text == (
        "No road is known between the yard of the Minibus and the tour, at its start: the empty "
        "run counts as 30 min."
    )
    assert found.about == "mini"
    assert texts(checked(convoy(second=replace(island, out_min=90))), "BUS-YARD") == []
    assert texts(checked(convoy()), "BUS-YARD") == [], "no yard is named"
