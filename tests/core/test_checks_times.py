"""Times that cannot be, tight buffers, early and late departures, and what is hard on riders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from tests.core.tourkit import (
    MONDAY,
    PLAIN,
    RULES,
    anytime,
    at,
    day_of,
    matrix,
    node,
    plan_of,
    schedules_of,
    stop,
)
from tourplanner.core.checks import Finding, check_plan
from tourplanner.core.clock import add_minutes
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.tour import PlanSettings, TourStop
from tourplanner.core.travel import NO_ROAD, TravelMatrix

ROADS = matrix({("Inn", "Madison"): 30, ("Madison", "Dorsa"): 30, ("Dorsa", "Inn"): 30})


def findings(
    *stops: TourStop,
    roads: TravelMatrix = ROADS,
    mends: bool = True,
    made: PlanSettings = PLAIN,
    depart_at: datetime | None = None,
    pins: Mapping[StopId, datetime] | None = None,
    first: date = MONDAY,
    days: int = 1,
) -> dict[str, list[Finding]]:
    plan = plan_of(
        [
            day_of(stops, first=first, depart_at=depart_at, pins=pins),
            *(day_of([], index=k, first=first) for k in range(1, days)),
        ],
        settings=made,
    )
    found = check_plan(plan, schedules_of(plan, roads), RULES, travel=roads if mends else None)
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    return by_rule


def only(found: dict[str, list[Finding]], rule: str) -> Finding:
    (finding,) = found[rule]
    return finding


def test_a_day_that_holds_has_no_errors() -> None:
    found = findings(stop("Madison", bells=(480, 870)), stop("Dorsa", bells=(480, 870)))
    assert {f.severity for fs in found.values() for f in fs} == {"W"}
    assert set(found) == {"ESTIMATE", "BUS-LENGTH"}


def test_a_start_after_the_last_bell_names_the_minutes_and_the_smallest_change() -> None:
    late = stop("Dorsa", bells=(480, 619))
    # Madison 8:46-9:46, nine to board, thirty to drive, six to get off, ten of buffer: 10:41.
    finding = only(findings(stop("Madison"), late), "TIME-IMPOSSIBLE")
    assert finding.severity == "E"
    assert finding.text == (
        "Monday: Dorsa can start at 10:41 a.m., 22 min after the last bell at 10:19 a.m."
    )
    assert finding.mend == "Shorten the visit at Madison by 22 min."
    assert (finding.subject, finding.day, finding.numbers["late_min"]) == ("Dorsa", 0, 22)
    alone = only(findings(stop("Madison"), late, mends=False), "TIME-IMPOSSIBLE")
    assert alone.mend == "Be there 22 min earlier: shorten or leave out what comes before."


def test_a_missed_pin_names_the_departure_that_meets_it() -> None:
    pinned = replace(stop("Madison"), fixed_day=0, fixed_start_at=at(570))
    far = matrix({("Inn", "Madison"): 240})
    finding = only(findings(pinned, roads=far), "TIME-IMPOSSIBLE")
    assert (
        finding.text == "Monday: Madison can start at 10:06 a.m., 36 min after the locked 9:30 a.m."
    )
    # Six is the earliest that anybody is asked; the pin moved by the same minutes needs nobody up.
    assert finding.mend == "Start Madison 36 min later, at 10:06 a.m."


def test_leaving_earlier_is_a_mend_down_to_the_earliest_departure() -> None:
    first, second = stop("Madison", typed=(420, 870)), stop("Dorsa", typed=(480, 630))
    found = findings(first, second)
    finding = only(found, "TIME-IMPOSSIBLE")
    assert finding.text.endswith("11 min after the end of its typed window at 10:30 a.m.")
    assert finding.mend == "Shorten the visit at Madison by 11 min."
    short = replace(first, visit_min=15, alighting_min=51)  # half a visit is not enough
    finding = only(findings(short, second), "TIME-IMPOSSIBLE")
    assert finding.mend == "Leave Inn at 7:49 a.m., 11 min earlier."


def test_a_confirmed_visit_is_shortened_last() -> None:
    first, second = replace(stop("Madison"), confirmed=True), stop("Alview")
    third = stop("Dorsa", typed=(480, 740))
    roads = matrix({("Inn", "Madison"): 30, ("Madison", "Alview"): 30, ("Alview", "Dorsa"): 30})
    finding = only(findings(first, second, third, roads=roads), "TIME-IMPOSSIBLE")
    assert finding.mend == "Shorten the visit at Alview by 16 min."


def test_the_other_order_is_a_mend() -> None:
    first = replace(anytime(stop("Madison")), visit_min=20, alighting_min=45)
    second = stop("Dorsa", typed=(480, 530))
    near = matrix({("Inn", "Madison"): 30, ("Madison", "Dorsa"): 30, ("Dorsa", "Inn"): 20})
    finding = only(findings(first, second, roads=near), "TIME-IMPOSSIBLE")
    assert finding.mend == "See Dorsa before Madison."


def test_two_pins_that_overlap() -> None:
    one = replace(anytime(stop("Madison")), fixed_day=0, fixed_start_at=at(570), visit_min=90)
    two = replace(anytime(stop("Dorsa")), fixed_day=0, fixed_start_at=at(630), confirmed=True)
    found = findings(one, two)
    assert "TIME-IMPOSSIBLE" not in found
    finding = only(found, "TIME-OVERLAP")
    assert finding.severity == "E"
    assert finding.text == (
        "Monday: Dorsa is locked to 10:30 a.m., but the visit at Madison before it lasts until "
        "11 a.m., 30 min too long."
    )
    assert finding.numbers == {"late_min": 75, "overlap_min": 30}
    assert finding.mend == "Start Dorsa 1 h 15 min later, at 11:45 a.m."


def test_no_road() -> None:
    roads = matrix({("Inn", "Avalon"): NO_ROAD, ("Inn", "Dorsa"): 30}, default=NO_ROAD)
    found = findings(stop("Dorsa"), stop("Avalon"), roads=roads)
    texts = [finding.text for finding in found["NO-ROAD"]]
    assert texts == [
        "Monday: no road is known from Avalon to Inn; the way counts as 0 minutes until there is "
        "one.",
        "Monday: no road is known from Dorsa to Avalon; the way counts as 0 minutes until there is "
        "one.",
    ]
    mend = found["NO-ROAD"][1].mend
    assert mend == "If there is a road or a ferry, type its minutes. Else: leave out Avalon."
    assert found["NO-ROAD"][1].subject == "Avalon"


def test_off_the_road_by_seven_warns() -> None:
    roads = matrix({("Inn", "Dorsa"): 90})
    found = findings(anytime(stop("Dorsa")), roads=roads, depart_at=at(900))
    finding = only(found, "OFF-ROAD")
    assert finding.severity == "W"
    assert finding.text == "Monday: the bus is on the road until 7:30 p.m., 30 min after 7 p.m."
    assert finding.mend == "Take the typed departure back: then the bus leaves at 8 a.m."
    made = PLAIN.changed({"day_start_tod_min": 900})
    finding = only(findings(anytime(stop("Dorsa")), roads=roads, made=made), "OFF-ROAD")
    assert finding.mend == "Shorten the visit at Dorsa by 30 min."


def test_times_past_midnight_name_the_day() -> None:
    roads = matrix({("Inn", "Dorsa"): 300})
    found = findings(anytime(stop("Dorsa")), roads=roads, depart_at=at(1000), mends=False)
    assert only(found, "OFF-ROAD").text == (
        "Monday: the bus is on the road until 4:10 a.m. Tuesday, 9 h 10 min after 7 p.m."
    )


def test_a_buffer_that_a_pin_eats_into() -> None:
    pinned = stop("Madison")
    found = findings(pinned, depart_at=at(531), pins={pinned.id: at(570)})
    finding = only(found, "BUFFER-LOW")
    assert finding.severity == "W"
    assert finding.text == (
        "Monday: 3 min are left before Madison starts at 9:30 a.m.; its leg asks for 10 min, "
        "7 min more."
    )
    assert finding.mend == "Leave Inn at 8:44 a.m., 7 min earlier."
    later = stop("Dorsa")
    found = findings(stop("Madison"), later, pins={later.id: at(636)})
    assert only(found, "BUFFER-LOW").mend == "Leave Inn at 7:55 a.m., 5 min earlier."


def test_a_pin_that_pulls_the_departure_forward() -> None:
    pinned = replace(anytime(stop("Madison")), fixed_day=0, fixed_start_at=at(570))
    found = findings(pinned, roads=matrix({("Inn", "Madison"): 120}))
    finding = only(found, "EARLY-OUT")
    assert finding.severity == "W"
    assert finding.text == (
        "Monday: the bus leaves at 7:09 a.m., 51 min before 8 a.m., to start Madison at 9:30 a.m."
    )
    assert finding.mend == "Start Madison 51 min later, at 10:21 a.m."
    assert finding.numbers["early_min"] == 51
    typed = findings(pinned, roads=matrix({("Inn", "Madison"): 120}), depart_at=at(420))
    assert "EARLY-OUT" not in typed


def test_a_typed_departure_that_makes_visits_late() -> None:
    pinned = replace(stop("Madison"), fixed_day=0, fixed_start_at=at(570))
    found = findings(pinned, depart_at=at(560))
    finding = only(found, "LATE-OUT")
    assert finding.severity == "W"
    assert finding.text == (
        "Monday: the typed departure at 9:20 a.m. makes 1 visit late; it is 26 min after the "
        "latest that meets every start."
    )
    assert finding.mend == "Leave by 8:54 a.m."
    assert only(found, "TIME-IMPOSSIBLE").mend == (
        "Take the typed departure back: then the bus leaves at 8:44 a.m."
    )
    assert "LATE-OUT" not in findings(pinned, depart_at=at(560), mends=False)
    assert "LATE-OUT" not in findings(pinned)


def test_a_start_in_the_hour_that_the_spring_change_skips() -> None:
    made = PLAIN.changed({"day_start_tod_min": 150})
    found = findings(first=date(2027, 3, 14), made=made)
    assert only(found, "CLOCK-CHANGE").text == (
        "Sunday: There is no 2:30 a.m. on Sunday, March 14: the clocks go forward. 3:30 a.m. PDT "
        "is used."
    )


# -- comfort ------------------------------------------------------------------------------------


def test_a_long_leg_and_much_driving() -> None:
    far = matrix({("Inn", "Dorsa"): 151})
    made = PLAIN.changed({"lunch_min": 0})
    found = findings(anytime(stop("Dorsa")), roads=far, made=made, depart_at=at(480))
    out, back = found["LEG-LONG"]
    assert out.text == "Monday: 2 h 31 min from Dorsa to Inn without a stop, 1 min over 2 h 30 min."
    assert (
        back.text == "Monday: 2 h 31 min from Inn to Dorsa without a stop, 1 min over 2 h 30 min."
    )
    assert out.mend == "Stop for 15 to 30 min after about 1 h 15 min."
    finding = only(found, "DRIVE-GUEST")
    assert finding.text == "Monday: the riders sit in the bus for 5 h 2 min, 1 h 2 min over 4 h."
    assert finding.severity == "W"


def test_lunch_on_the_road_is_a_stop() -> None:
    far = matrix({("Inn", "Dorsa"): 240, ("Dorsa", "Inn"): 60})
    found = findings(anytime(stop("Dorsa")), roads=far, depart_at=at(600))
    assert "LEG-LONG" not in found  # two hours before noon, two after lunch
    found = findings(anytime(stop("Dorsa")), roads=far, depart_at=at(690))
    assert only(found, "LEG-LONG").numbers["leg_min"] == 210
    aboard = findings(
        anytime(stop("Dorsa")), roads=far, depart_at=at(600), made=PLAIN.changed({"lunch_min": 0})
    )
    assert only(aboard, "LEG-LONG").numbers["leg_min"] == 240, "who eats on the bus does not stop"


def test_much_driving_is_mended_by_another_order_or_day() -> None:
    one, two = anytime(stop("A")), anytime(stop("B"))
    roads = matrix(
        {("Inn", "A"): 60, ("A", "B"): 100, ("B", "Inn"): 60, ("B", "A"): 40, ("A", "Inn"): 60},
    )
    finding = only(
        findings(one, two, roads=roads, made=PLAIN.changed({"guest_drive_max_min": 200})),
        "DRIVE-GUEST",
    )
    assert finding.mend == "See B before A."
    finding = only(
        findings(one, two, roads=roads, made=PLAIN.changed({"guest_drive_max_min": 130}), days=2),
        "DRIVE-GUEST",
    )
    assert finding.mend == "Move A to Tuesday."


def test_a_late_lunch() -> None:
    long = replace(anytime(stop("Dorsa")), visit_min=150)
    found = findings(long, roads=matrix({("Inn", "Dorsa"): 30}), depart_at=at(640))
    finding = only(found, "LUNCH-LATE")
    assert finding.text == "Monday: lunch after Dorsa is at 1:56 p.m., 56 min after 1 p.m."
    assert finding.severity == "W"


def test_no_lunch_at_all() -> None:
    roads = matrix({("Inn", "Dorsa"): 30, ("Dorsa", "Far"): NO_ROAD})
    plan = plan_of([replace(day_of([anytime(stop("Dorsa"))], depart_at=at(590)), end=node("Far"))])
    made = schedules_of(plan, roads)
    assert made[0].lunch is None
    assert "LUNCH-NONE" not in {f.rule for f in check_plan(plan, made, RULES)}
    longer = (replace(made[0], arrive_at=add_minutes(made[0].arrive_at, 120)),)
    (finding,) = (f for f in check_plan(plan, longer, RULES) if f.rule == "LUNCH-NONE")
    assert finding.text == "Monday: there is no lunch, though the day lasts past 1 p.m."


def test_a_day_with_more_visits_than_planned() -> None:
    stops = [anytime(stop(name)) for name in "ABCD"]
    roads = matrix({}, default=10, names=("Inn", *"ABCD"))
    finding = only(findings(*stops, roads=roads), "DAY-FULL")
    assert finding.text == "Monday: 4 visits, 1 more than the 3 a day that are planned with."
    assert finding.mend == "Move one visit to another day."


def test_a_missed_ferry_is_an_error_with_its_minutes_and_what_was_tried() -> None:
    roads = matrix(
        {("Inn", "Pier"): 20, ("Pier", "Island"): 75, ("Island", "Inn"): 60},
        departures={("Pier", "Island"): (500, 570)},
    )
    pier, island = (anytime(stop(name)) for name in ("Pier", "Island"))
    finding = only(findings(pier, island, roads=roads), "LEG-DEPARTURE")
    assert finding.severity == "E"
    assert finding.text == (
        "Monday: the bus can leave Pier at 9:45 a.m., 15 min after the last departure to Island "
        "at 9:30 a.m."
    )
    assert finding.mend == "Shorten the visit at Pier by 15 min."
    alone = only(findings(pier, island, roads=roads, mends=False), "LEG-DEPARTURE")
    assert alone.mend == "Be there 15 min earlier: shorten or leave out what comes before."
