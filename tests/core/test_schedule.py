"""The moments of a day: order, windows, pins, lunch, peaks, zone lines and clock changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.tourkit import (
    MONDAY,
    PACIFIC,
    PLAIN,
    anytime,
    at,
    day_of,
    matrix,
    node,
    stop,
)
from tests.support import figure
from tourplanner.core.boarding import alighting_min, boarding_min
from tourplanner.core.clock import (
    add_minutes,
    local,
    minutes_between,
    moment,
    time_text,
    tod_min_of,
)
from tourplanner.core.errors import UnknownLeg
from tourplanner.core.leg_times import PEAKS_TOD_MIN, buffer_min, in_peak, leg_minutes
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.schedule import (
    RULE_CLOSED,
    RULE_LATE,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
    DaySchedule,
    waits,
)
from tourplanner.core.model.tour import PlanSettings, TourDay, TourStop, Window
from tourplanner.core.schedule import (
    compute_day,
    day_epoch,
    departure,
    latest_departure,
    with_stops,
)
from tourplanner.core.travel import NO_ROAD, Grade, Leg, TravelMatrix
from tourplanner.core.underway import leaving, leaving_late

SPRING, FALL = date(2027, 3, 14), date(2027, 11, 7)


def clock_of(moment_: datetime, zone: str = PACIFIC) -> str:
    return time_text(moment_, zone)


def rules_of(schedule: DaySchedule) -> list[tuple[str, str, int]]:
    return [(b.rule, b.stop.id if b.stop else "", b.over_min) for b in schedule.broken]


# -- tables of domain.md ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "minutes"), [(0, 5), (1, 5), (13, 5), (14, 6), (20, 6), (40, 9), (45, 10), (56, 12)]
)
def test_boarding(people: int, minutes: int) -> None:
    assert boarding_min(people) == minutes


def test_boarding_with_lift_and_luggage() -> None:
    assert boarding_min(20, lift_users=2) == 22
    assert boarding_min(20, luggage=True) == 16
    assert boarding_min(20, 1, luggage=True) == 24


@pytest.mark.parametrize(
    ("boarding", "minutes"), [(0, 0), (5, 4), (6, 4), (9, 6), (10, 7), (12, 8)]
)
def test_alighting_is_two_thirds_of_boarding(boarding: int, minutes: int) -> None:
    assert alighting_min(boarding) == minutes


def test_buffers_grow_with_the_leg() -> None:
    assert [buffer_min(m, PlanSettings()) for m in (0, 44, 45, 200)] == [10, 10, 15, 15]


def test_the_duty_check_case() -> None:
    """Report 6:45 a.m.; 0:30 empty, 0:15, 0:40, 2:20; post-trip ends 6:05 p.m. (domain.md 3)."""
    made = PLAIN.changed(
        {"deadhead_min": 15, "report_before_min": 90, "post_trip_min": 75, "lunch_min": 0}
    )
    first = replace(stop("Madison"), boarding_min=10, alighting_min=5, visit_min=120)
    second = replace(stop("UCLA"), boarding_min=10, alighting_min=5, visit_min=120)
    roads = matrix({("Inn", "Madison"): 15, ("Madison", "UCLA"): 40, ("UCLA", "Night"): 140})
    day = day_of(
        [first, second],
        end=node("Night"),
        depart_at=at(520),
        pins={first.id: at(540), second.id: at(725)},
    )
    schedule = compute_day(day, roads, made)
    hours = schedule.driver
    assert clock_of(hours.report_at) == "6:45 a.m."
    assert clock_of(schedule.rows[1].depart_at) == "2:15 p.m."
    assert clock_of(hours.release_at) == "6:05 p.m."
    assert hours.driving_min == 3 * 60 + 45
    assert hours.duty_min == 11 * 60 + 20
    assert clock_of(add_minutes(hours.release_at, 8 * 60)) == "2:05 a.m."
    assert clock_of(add_minutes(hours.release_at, 9 * 60)) == "3:05 a.m."
    assert not schedule.broken


# -- one day in the order of things ------------------------------------------------------------


def test_the_order_of_things_at_a_stop() -> None:
    schedule = compute_day(
        day_of([stop("Dorsa", bells=(480, 870))], depart_at=at(480)),
        matrix({("Inn", "Dorsa"): 50}),
        PLAIN,
    )
    (row,) = schedule.rows
    shown = [row.arrive_at, row.ready_at, row.start_at, row.end_at, row.board_at, row.depart_at]
    assert [clock_of(m) for m in shown] == [
        "8:50 a.m.",
        "8:56 a.m.",  # six minutes to get off
        "9:11 a.m.",  # a leg of 45 minutes or more asks for a quarter of an hour
        "10:11 a.m.",
        "10:11 a.m.",
        "10:20 a.m.",
    ]
    assert (row.slack_min, row.buffer_min, row.late_min, row.at_peak) == (15, 15, 0, False)
    assert clock_of(schedule.arrive_at) == "11:10 a.m."
    assert schedule.lunch is None  # the day is over before noon
    assert schedule.guest_drive_min == 100
    assert schedule.meters == 100_000
    assert day_epoch(schedule.day) == at(0)


def test_a_window_bounds_the_start_not_the_end() -> None:
    late = stop("Dorsa", bells=(480, 870))
    roads = matrix({("Inn", "Dorsa"): 30})
    just = compute_day(day_of([late], depart_at=at(870 - 46)), roads, PLAIN)
    assert clock_of(just.rows[0].start_at) == "2:30 p.m."
    assert rules_of(just) == []
    over = compute_day(day_of([late], depart_at=at(870 - 45)), roads, PLAIN)
    assert rules_of(over) == [(RULE_LATE, "Dorsa", 1)]
    assert over.broken[0].limit_at == at(870)
    assert clock_of(over.rows[0].start_at) == "2:31 p.m."  # kept, not moved


def test_the_day_waits_for_the_first_window() -> None:
    schedule = compute_day(
        day_of([stop("Dorsa", bells=(540, 870))]), matrix({("Inn", "Dorsa"): 30}), PLAIN
    )
    assert clock_of(schedule.depart_at) == "8:34 a.m."
    assert clock_of(schedule.rows[0].start_at) == "9:20 a.m."


def test_an_early_window_leaves_at_the_wished_time() -> None:
    schedule = compute_day(
        day_of([stop("Dorsa", bells=(420, 870))]), matrix({("Inn", "Dorsa"): 120}), PLAIN
    )
    assert clock_of(schedule.depart_at) == "8 a.m."


def test_a_pin_pulls_the_departure_forward_but_not_before_six() -> None:
    pinned = replace(stop("Madison"), fixed_day=0, fixed_start_at=at(570))
    far = compute_day(day_of([pinned]), matrix({("Inn", "Madison"): 120}), PLAIN)
    assert clock_of(far.depart_at) == "7:09 a.m."
    assert (far.rows[0].slack_min, far.rows[0].late_min) == (15, 0)
    farther = compute_day(day_of([pinned]), matrix({("Inn", "Madison"): 240}), PLAIN)
    assert clock_of(farther.depart_at) == "6 a.m."
    assert rules_of(farther)[0] == (RULE_LATE, "Madison", 36)


def test_a_pin_eats_into_the_buffer_before_it_is_missed() -> None:
    pinned = stop("Madison")
    roads = matrix({("Inn", "Madison"): 30})

    def leaving(tod: int) -> DaySchedule:
        return compute_day(
            day_of([pinned], depart_at=at(tod), pins={pinned.id: at(570)}), roads, PLAIN
        )

    tight = leaving(570 - 30 - 6 - 3).rows[0]
    assert (tight.slack_min, tight.buffer_min, tight.late_min) == (3, 10, 0)
    missed = leaving(570 - 30 - 6 + 4)
    assert rules_of(missed) == [(RULE_LATE, "Madison", 4)]
    early = leaving(480).rows[0]
    assert clock_of(early.start_at) == "9:30 a.m."


def test_a_pin_of_the_variant_wins_over_the_stop_s_own() -> None:
    own = replace(stop("Madison"), fixed_day=0, fixed_start_at=at(570))
    roads = matrix({("Inn", "Madison"): 30})
    schedule = compute_day(day_of([own], pins={own.id: at(600)}), roads, PLAIN)
    assert clock_of(schedule.rows[0].start_at) == "10 a.m."
    elsewhere = compute_day(day_of([own], index=1), roads, PLAIN)
    assert rules_of(elsewhere) == [(RULE_CLOSED, "Madison", 0)]
    pinned_there = compute_day(
        day_of([own], index=1, pins={own.id: at(600, MONDAY + timedelta(1))}), roads, PLAIN
    )
    assert rules_of(pinned_there) == []


def test_a_closed_day_is_told_and_the_visit_still_gets_its_times() -> None:
    saturday = date(2013, 10, 12)
    shut = stop("Dorsa", first=saturday, days=1)
    roads = matrix({("Inn", "Dorsa"): 30})
    schedule = compute_day(day_of([shut], first=saturday), roads, PLAIN)
    assert rules_of(schedule) == [(RULE_CLOSED, "Dorsa", 0)]
    assert clock_of(schedule.rows[0].start_at) == "8:46 a.m."


def test_a_missing_road_is_told_and_an_unknown_place_raises() -> None:
    roads = matrix({("Inn", "Island"): NO_ROAD, ("Inn", "Dorsa"): 30, ("Island", "Dorsa"): 30})
    schedule = compute_day(day_of([stop("Island"), stop("Dorsa")]), roads, PLAIN)
    assert rules_of(schedule) == [(RULE_NO_ROAD, "Island", 0)]
    assert schedule.rows[0].leg is None
    assert schedule.rows[0].leg_min == 0
    with pytest.raises(UnknownLeg):
        compute_day(day_of([stop("Nowhere")]), roads, PLAIN)


def test_off_the_road_by_seven() -> None:
    roads = matrix({("Inn", "Dorsa"): 30, ("Dorsa", "Far"): 300})
    day = day_of([stop("Dorsa")], end=node("Far"), depart_at=at(780))
    schedule = compute_day(day, roads, PLAIN)
    assert clock_of(schedule.arrive_at) == "7:55 p.m."
    assert rules_of(schedule) == [(RULE_OFF_ROAD, "", 55)]


def test_a_day_without_stops_drives_to_its_end() -> None:
    roads = matrix({("Inn", "Far"): 130})
    schedule = compute_day(day_of([], end=node("Far")), roads, PLAIN)
    assert clock_of(schedule.depart_at) == "8 a.m."
    assert clock_of(schedule.arrive_at) == "10:10 a.m."
    assert schedule.driver.driving_min == 190
    assert schedule.driver.duty_min == 45 + 30 + 130 + 30 + 20


def test_with_stops_changes_nothing_else() -> None:
    day = day_of([stop("Dorsa")], depart_at=at(500))
    assert with_stops(day, [stop("A"), stop("B")]) == replace(day, stops=(stop("A"), stop("B")))


# -- lunch --------------------------------------------------------------------------------------


def lunch_day(leg_min: int, depart: int, *stops: TourStop, last: int = 30) -> DaySchedule:
    made = stops or (anytime(stop("A")),)
    pairs = {("Inn", made[0].node.id): leg_min, (made[-1].node.id, "Night"): last}
    roads = matrix(pairs, default=30, names=("Inn", *(s.node.id for s in made), "Night"))
    return compute_day(day_of(made, end=node("Night"), depart_at=at(depart)), roads, PLAIN)


def lunch_of(schedule: DaySchedule) -> tuple[str, str, str]:
    assert schedule.lunch is not None
    lunch = schedule.lunch
    return clock_of(lunch.start_at), lunch.place, lunch.stop.id if lunch.stop else ""


def test_lunch_after_the_visit_that_ends_at_noon_or_later() -> None:
    schedule = lunch_day(30, 600)  # visit 10:46-11:46, nothing at noon yet
    assert lunch_of(lunch_day(30, 620)) == ("12:06 p.m.", "after", "A")
    assert clock_of(schedule.arrive_at) == "12:25 p.m."
    assert schedule.lunch is None  # home before one


def test_lunch_before_the_visit_when_the_group_is_ready_at_noon() -> None:
    schedule = lunch_day(30, 700)  # off the bus at 12:16
    assert lunch_of(schedule) == ("12:16 p.m.", "before", "A")
    assert clock_of(schedule.rows[0].start_at) == "1:01 p.m."


def test_lunch_before_the_visit_that_could_not_end_by_one() -> None:
    schedule = lunch_day(30, 679)  # off the bus at 11:55, a visit would last to 1:05
    assert lunch_of(schedule) == ("noon", "before", "A")
    assert clock_of(schedule.rows[0].start_at) == "12:45 p.m."


def test_a_visit_that_can_be_had_before_noon_is_not_put_off_for_lunch() -> None:
    long = replace(anytime(stop("A")), visit_min=120)
    schedule = lunch_day(30, 640, long)  # off the bus at 11:16
    assert clock_of(schedule.rows[0].start_at) == "11:26 a.m."
    assert lunch_of(schedule) == ("1:26 p.m.", "after", "A")


def test_lunch_first_where_the_bus_leaves_sooner_for_it() -> None:
    short = replace(anytime(stop("A")), visit_min=30)
    schedule = lunch_day(30, 679, short)  # off the bus at 11:55, the visit could begin at 12:05
    assert lunch_of(schedule) == ("noon", "before", "A")
    assert clock_of(schedule.rows[0].depart_at) == "1:24 p.m."  # with lunch behind it 1:29


def test_lunch_does_not_put_a_visit_off_to_the_next_window() -> None:
    typed = stop("A", typed=(600, 755)).windows, stop("A", typed=(840, 900)).windows
    split = replace(stop("A"), windows=tuple(a + b for a, b in zip(*typed, strict=True)))
    schedule = lunch_day(30, 700, split)  # off the bus at 12:16, and 1:01 is between the windows
    assert clock_of(schedule.rows[0].start_at) == "12:26 p.m."
    assert lunch_of(schedule) == ("1:26 p.m.", "after", "A")


def test_lunch_fills_the_wait_for_a_pin() -> None:
    pinned = replace(stop("A"), fixed_day=0, fixed_start_at=at(810))
    schedule = lunch_day(30, 640, pinned)  # off the bus at 11:16, pinned to 1:30
    assert lunch_of(schedule) == ("noon", "before", "A")
    assert clock_of(schedule.rows[0].start_at) == "1:30 p.m."


def test_lunch_does_not_make_a_visit_late() -> None:
    closing = stop("A", typed=(600, 755))
    schedule = lunch_day(30, 700, closing)
    assert clock_of(schedule.rows[0].start_at) == "12:26 p.m."
    assert lunch_of(schedule) == ("1:26 p.m.", "after", "A")
    assert rules_of(schedule) == []


def test_lunch_on_the_road_through_the_whole_hour() -> None:
    schedule = lunch_day(150, 660)
    assert lunch_of(schedule) == ("noon", "road", "")
    assert clock_of(schedule.rows[0].arrive_at) == "2:15 p.m."
    assert schedule.guest_drive_min == 180  # lunch is not driving


def test_lunch_on_the_road_on_a_leg_that_leaves_after_noon() -> None:
    first, second = anytime(stop("A")), anytime(stop("B"))
    roads = matrix({("Inn", "A"): 30, ("A", "B"): 240, ("B", "Inn"): 30})
    schedule = compute_day(day_of([first, second], depart_at=at(613)), roads, PLAIN)
    assert clock_of(schedule.rows[0].end_at) == "11:59 a.m."
    assert lunch_of(schedule) == ("12:08 p.m.", "road", "")
    assert clock_of(schedule.rows[1].arrive_at) == "4:53 p.m."


def test_lunch_on_the_way_home() -> None:
    schedule = lunch_day(30, 600, last=120)  # leaves at 11:55, would be there at 1:55
    assert lunch_of(schedule) == ("noon", "road", "")
    assert clock_of(schedule.arrive_at) == "2:40 p.m."


def test_a_day_that_leaves_at_noon_has_no_lunch() -> None:
    assert lunch_day(30, 720).lunch is None


# -- peaks --------------------------------------------------------------------------------------


def test_peaks_are_weekday_hours_of_metropolitan_places() -> None:
    city, town = node("LA", metro=True), node("Town")
    for first, end in PEAKS_TOD_MIN:
        assert [in_peak(at(tod), city) for tod in (first - 1, first, end - 1, end)] == [
            False,
            True,
            True,
            False,
        ]
        assert not in_peak(at(first), town)
    assert not in_peak(at(480, date(2013, 10, 12)), city)


def test_a_leg_is_slow_when_it_leaves_or_arrives_in_a_peak() -> None:
    leg = Leg(60, 85, 60_000, Grade.NETWORK, "test", check=False)
    city, town = node("LA", metro=True), node("Town")
    assert leg_minutes(leg, at(480), city, town) == (85, True)
    assert leg_minutes(leg, at(375), town, city) == (85, True)  # there at 7:15
    assert leg_minutes(leg, at(570), town, city) == (60, False)  # there at 10:30
    assert leg_minutes(leg, at(480), town, town) == (60, False)
    assert leg_minutes(replace(leg, peak_min=60), at(480), city, city) == (60, False)


def test_the_departure_is_worked_back_with_peak_minutes() -> None:
    pinned = replace(stop("LA", metro=True), fixed_day=0, fixed_start_at=at(570))
    roads = matrix({("Inn", "LA"): 60}, peak={("Inn", "LA"): 85})
    schedule = compute_day(day_of([pinned]), roads, PLAIN)
    assert clock_of(schedule.depart_at) == "7:44 a.m."
    assert (schedule.rows[0].leg_min, schedule.rows[0].at_peak) == (85, True)
    assert schedule.rows[0].slack_min == 15


def test_lunch_on_the_road_can_move_an_arrival_into_the_peak() -> None:
    city = anytime(stop("LA", metro=True))
    roads = matrix({("Inn", "LA"): 180}, peak={("Inn", "LA"): 205})
    early = compute_day(day_of([city], depart_at=at(670)), roads, PLAIN)  # 2:10, with lunch 2:55
    assert (early.rows[0].at_peak, clock_of(early.rows[0].arrive_at)) == (False, "2:55 p.m.")
    late = compute_day(day_of([city], depart_at=at(680)), roads, PLAIN)  # 2:20, with lunch 3:05
    assert (late.rows[0].at_peak, clock_of(late.rows[0].arrive_at)) == (True, "3:30 p.m.")


# -- backwards ----------------------------------------------------------------------------------


def test_the_latest_departure_is_worked_back_from_the_pin() -> None:
    pinned = replace(stop("Madison"), fixed_day=0, fixed_start_at=at(570))
    roads = matrix({("Inn", "Madison"): 30})
    latest = latest_departure(day_of([pinned]), roads, PLAIN, step_min=1)
    assert latest is not None
    assert clock_of(latest) == "8:54 a.m."  # 30 on the road, 6 to get off, no buffer left
    after = compute_day(day_of([pinned], depart_at=add_minutes(latest, 1)), roads, PLAIN)
    assert rules_of(after) == [(RULE_LATE, "Madison", 1)]


def test_the_latest_departure_looks_at_every_start() -> None:
    first, second = stop("A"), stop("B", typed=(480, 720))
    roads = matrix({("Inn", "A"): 30, ("A", "B"): 30, ("B", "Inn"): 30})
    latest = latest_departure(day_of([first, second]), roads, PLAIN, step_min=1)
    assert latest is not None
    schedule = compute_day(day_of([first, second], depart_at=latest), roads, PLAIN)
    assert rules_of(schedule) == []
    worse = day_of([first, second], depart_at=add_minutes(latest, 1))
    assert rules_of(compute_day(worse, roads, PLAIN)) != []


def test_there_is_no_latest_departure_for_a_day_that_cannot_be() -> None:
    pinned = replace(stop("Madison"), fixed_day=0, fixed_start_at=at(400))
    assert latest_departure(day_of([pinned]), matrix({("Inn", "Madison"): 60}), PLAIN) is None


# -- zone lines and clock changes ---------------------------------------------------------------

EASTERN, CENTRAL, MOUNTAIN, ARIZONA = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
)
LINES = [
    pytest.param("America/Phoenix", PACIFIC, id="Mohave Valley AZ - Needles CA / Laughlin NV"),
    pytest.param("America/Indiana/Indianapolis", CENTRAL, id="South Bend - Gary IN"),
    pytest.param(EASTERN, CENTRAL, id="Chattanooga - Nashville TN"),
    pytest.param("America/Kentucky/Louisville", CENTRAL, id="Louisville - Bowling Green KY"),
    pytest.param(CENTRAL, MOUNTAIN, id="Bismarck - Dickinson ND"),
    pytest.param(EASTERN, CENTRAL, id="Tallahassee - Pensacola FL"),
]
WINTER = date(2027, 2, 10)


@pytest.mark.parametrize(("east", "west"), LINES)
def test_an_hour_s_drive_west_over_a_zone_line_arrives_when_it_left(east: str, west: str) -> None:
    over = stop("West", west, first=WINTER, days=1)
    day = day_of([over], first=WINTER, start=node("Inn", east), depart_at=at(600, WINTER, east))
    schedule = compute_day(day, matrix({("Inn", "West"): 60}), PLAIN)
    row = schedule.rows[0]
    assert clock_of(row.arrive_at, west) == "10 a.m."
    assert clock_of(row.start_at, west) == "10:21 a.m."
    # On the way back, leaving at 11:30, it would be past one in the east: lunch is on the road.
    assert minutes_between(schedule.depart_at, schedule.arrive_at) == 60 + 21 + 60 + 9 + 60 + 45
    assert clock_of(schedule.arrive_at, east) == "2:15 p.m."


@pytest.mark.parametrize(("east", "west"), LINES)
def test_windows_are_hours_of_the_place(east: str, west: str) -> None:
    closing = stop("East", east, first=WINTER, days=1, bells=(480, 870))
    start = node("Inn", west)
    roads = matrix({("Inn", "East"): 60})
    day = day_of([closing], first=WINTER, start=start, depart_at=at(730, WINTER, west))
    schedule = compute_day(day, roads, PLAIN)
    assert clock_of(schedule.rows[0].arrive_at, east) == "2:10 p.m."  # 1:10 on the other side
    assert rules_of(schedule) == [(RULE_LATE, "East", 1)]


@pytest.mark.parametrize(("east", "west"), LINES)
def test_lunch_is_at_noon_of_the_place(east: str, west: str) -> None:
    over = anytime(stop("West", west, first=WINTER, days=1), WINTER, 1)
    day = day_of([over], first=WINTER, start=node("Inn", east), depart_at=at(710, WINTER, east))
    schedule = compute_day(day, matrix({("Inn", "West"): 70}), PLAIN)
    # Noon passes on the road in the east, but it is 12:00 p.m. in the west on arrival: 11:50 + 70.
    assert clock_of(schedule.rows[0].arrive_at, west) == "noon"
    assert schedule.lunch is not None
    assert clock_of(schedule.lunch.start_at, west) == "12:06 p.m."


def test_arizona_keeps_its_clock_in_summer() -> None:
    for day, text in ((date(2027, 2, 10), "9 a.m."), (date(2027, 5, 12), "10 a.m.")):
        over = stop("Needles", PACIFIC, first=day, days=1)
        made = day_of(
            [over], first=day, start=node("Inn", ARIZONA), depart_at=at(540, day, ARIZONA)
        )
        schedule = compute_day(made, matrix({("Inn", "Needles"): 60}), PLAIN)
        assert clock_of(schedule.rows[0].arrive_at) == text


def test_a_night_drive_over_the_spring_change() -> None:
    day = day_of([], first=SPRING, end=node("Far"), depart_at=at(60, SPRING))
    schedule = compute_day(day, matrix({("Inn", "Far"): 120}), PLAIN)
    assert clock_of(schedule.depart_at) == "1 a.m."
    assert clock_of(schedule.arrive_at) == "4 a.m."
    assert schedule.driver.driving_min == 180


def test_a_night_drive_over_the_fall_change() -> None:
    day = day_of([], first=FALL, end=node("Far"), depart_at=at(60, FALL))
    schedule = compute_day(day, matrix({("Inn", "Far"): 120}), PLAIN)
    assert clock_of(schedule.arrive_at) == "2 a.m."
    assert minutes_between(schedule.driver.report_at, schedule.driver.release_at) == (
        45 + 30 + 120 + 30 + 20
    )


def test_a_day_that_starts_at_half_past_two_on_the_spring_day_starts_an_hour_later() -> None:
    early = PLAIN.changed({"day_start_tod_min": 150})
    schedule = compute_day(
        day_of([], first=SPRING, end=node("Far")), matrix({("Inn", "Far"): 60}), early
    )
    assert clock_of(schedule.depart_at) == "3:30 a.m."
    assert clock_of(schedule.arrive_at) == "4:30 a.m."


def test_a_visit_during_the_repeated_hour_lasts_as_long_as_typed() -> None:
    vigil = anytime(replace(stop("A", first=FALL, days=1), visit_min=90), FALL, 1)
    day = day_of([vigil], first=FALL, pins={vigil.id: at(30, FALL)}, depart_at=at(0, FALL))
    (row,) = compute_day(day, matrix({("Inn", "A"): 10}), PLAIN).rows
    assert clock_of(row.start_at) == "12:30 a.m."
    assert clock_of(row.end_at) == "1 a.m."  # the second one o'clock
    assert minutes_between(row.start_at, row.end_at) == 90


# -- properties ---------------------------------------------------------------------------------

ZONES = (PACIFIC, ARIZONA, MOUNTAIN, CENTRAL, EASTERN, "America/Indiana/Tell_City")
DATES = (MONDAY, SPRING, FALL, date(2027, 3, 15), date(2027, 11, 8), date(2027, 2, 10))


@dataclass(frozen=True)
class Drawn:
    day: TourDay
    travel: TravelMatrix
    settings: PlanSettings

    def run(self) -> DaySchedule:
        return compute_day(self.day, self.travel, self.settings)


@st.composite
def drawn_windows(draw: st.DrawFn, day: date, zone: str) -> tuple[Window, ...]:
    edges = sorted(draw(st.lists(st.integers(300, 1200), max_size=4, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Window(moment(day, a, zone), moment(day, b, zone), "drawn") for a, b in pairs)


@st.composite
def drawn_days(draw: st.DrawFn, *, peaks: bool = True, typed: bool | None = None) -> Drawn:
    """Draw any day: zones, dates, legs without a road, windows, pins, settings."""
    day = draw(st.sampled_from(DATES))
    count = draw(st.integers(0, 5))
    names = ["Inn", "Night", *(f"S{k}" for k in range(count))]
    minutes = st.one_of(st.integers(0, 300), st.just(NO_ROAD))
    pairs = {(a, b): draw(minutes) for a in names for b in names if a != b}
    peak = {
        pair: value + draw(st.integers(0, 60)) if value >= 0 and peaks else value
        for pair, value in pairs.items()
    }
    zone = st.sampled_from(ZONES)
    metro = st.booleans() if peaks else st.just(False)
    stops, pins = [], {}
    for name in names[2:]:
        there = draw(zone)
        made = replace(
            stop(name, there, first=day, days=1, metro=draw(metro)),
            windows=(draw(drawn_windows(day, there)),),
            visit_min=draw(st.integers(0, 180)),
            boarding_min=draw(st.integers(0, 40)),
            alighting_min=draw(st.integers(0, 30)),
        )
        stops.append(made)
        if draw(st.integers(0, 4)) == 0:
            pins[StopId(name)] = moment(day, draw(st.integers(0, 1400)), there)
    is_typed = draw(st.booleans()) if typed is None else typed
    start, end = node("Inn", draw(zone), metro=draw(metro)), node("Night", draw(zone))
    depart = moment(day, draw(st.integers(0, 900)), start.zone) if is_typed else None
    changes: dict[str, Any] = {
        "lunch_min": draw(st.integers(0, 90)),
        "lunch_from_tod_min": draw(st.integers(660, 750)),
        "day_start_tod_min": draw(st.integers(0, 700)),
    }
    changes["lunch_to_tod_min"] = changes["lunch_from_tod_min"] + draw(st.integers(0, 90))
    made_day = day_of(stops, first=day, start=start, end=end, depart_at=depart, pins=pins)
    return Drawn(made_day, matrix(pairs, peak=peak, names=names), PlanSettings().changed(changes))


@settings(max_examples=figure(200, 5000))
@given(drawn_days())
def test_moments_never_decrease_and_every_span_is_elapsed_time(drawn: Drawn) -> None:
    schedule = drawn.run()
    lunch, lunch_min = schedule.lunch, drawn.settings.lunch_min
    left_at, lunches = schedule.depart_at, 0
    for row in schedule.rows:
        s = row.stop
        moments = [
            left_at,
            row.arrive_at,
            row.ready_at,
            row.start_at,
            row.end_at,
            row.board_at,
            row.depart_at,
        ]
        assert moments == sorted(moments)
        road = minutes_between(left_at, row.arrive_at) - row.leg_min
        after = minutes_between(row.end_at, row.board_at)
        assert road in (0, lunch_min)
        assert after in (0, lunch_min)
        lunches += (road > 0) + (after > 0)
        assert minutes_between(row.arrive_at, row.ready_at) == s.alighting_min
        assert minutes_between(row.start_at, row.end_at) == s.visit_min
        assert minutes_between(row.board_at, row.depart_at) == s.boarding_min
        assert row.slack_min == minutes_between(row.ready_at, row.start_at)
        left_at = row.depart_at
    home = minutes_between(left_at, schedule.arrive_at) - schedule.last_leg_min
    assert home in (0, lunch_min)
    lunches += home > 0
    assert lunches <= 1
    if lunch is not None:
        assert minutes_between(lunch.start_at, lunch.end_at) == lunch_min
        assert schedule.depart_at <= lunch.start_at
        assert lunch.end_at <= schedule.arrive_at
        assert (lunch.stop is None) == (lunch.place == "road")


@settings(max_examples=figure(200, 5000))
@given(drawn_days())
def test_starts_keep_windows_and_pins_or_say_by_how_much_not(drawn: Drawn) -> None:
    schedule = drawn.run()
    broken = {(b.rule, b.stop.id): b.over_min for b in schedule.broken if b.stop}
    for row in schedule.rows:
        pinned = drawn.day.pins.get(row.stop.id)
        windows = row.stop.windows[0]
        late = broken.get((RULE_LATE, row.stop.id), 0)
        assert late == row.late_min
        if pinned is not None:
            assert row.start_at == add_minutes(pinned, late)
            assert row.slack_min >= 0
            continue
        assert row.slack_min >= row.buffer_min
        assert ((RULE_CLOSED, row.stop.id) in broken) == (not windows)
        if late:
            assert row.start_at == add_minutes(windows[-1].close_at, late)
        elif windows:
            assert any(w.open_at <= row.start_at <= w.close_at for w in windows)


@settings(max_examples=figure(200, 5000))
@given(drawn_days())
def test_sums_and_the_driver_s_day(drawn: Drawn) -> None:
    schedule, s = drawn.run(), drawn.settings
    legs = [row.leg_min for row in schedule.rows] + [schedule.last_leg_min]
    assert schedule.guest_drive_min == sum(legs)
    hours = schedule.driver
    out = s.deadhead_min
    before, after = s.report_before_min + out, out + s.post_trip_min
    if schedule.is_idle:
        assert not schedule.rows
        out = before = after = 0
    assert hours.driving_min == sum(legs) + 2 * out
    assert hours.duty_min == minutes_between(hours.report_at, hours.release_at)
    boarding = max((row.stop.boarding_min for row in schedule.rows), default=0)
    assert minutes_between(hours.report_at, schedule.depart_at) == before + boarding
    assert schedule.is_idle or minutes_between(schedule.arrive_at, hours.release_at) == after
    off_road = [b for b in schedule.broken if b.rule == RULE_OFF_ROAD]
    limit = moment(drawn.day.date, s.off_road_tod_min, drawn.day.end.zone)
    assert bool(off_road) == (schedule.arrive_at > limit)
    roads = [row.leg for row in schedule.rows] + [schedule.last_leg]
    assert sum(b.rule == RULE_NO_ROAD for b in schedule.broken) == roads.count(None)
    assert schedule.meters == sum(leg.meters for leg in roads if leg is not None)


@settings(max_examples=figure(300, 10000))
@given(drawn_days(typed=True), st.integers(0, 5), st.integers(1, 240))
def test_a_longer_leg_never_makes_a_later_arrival_earlier(
    drawn: Drawn, which: int, more: int
) -> None:
    names = ["Inn", *(s.id for s in drawn.day.stops), "Night"]
    position = min(which, len(names) - 2)
    i, j = (drawn.travel.index[name] for name in names[position : position + 2])
    if drawn.travel.off_peak_min[i, j] == NO_ROAD:
        return
    off_peak, peak = drawn.travel.off_peak_min.copy(), drawn.travel.peak_min.copy()
    off_peak[i, j] += more
    peak[i, j] += more
    longer = replace(drawn, travel=replace(drawn.travel, off_peak_min=off_peak, peak_min=peak))
    old, new = drawn.run(), longer.run()
    pairs = list(zip(old.rows, new.rows, strict=True))
    peaks = [(a.at_peak, b.at_peak) for a, b in pairs]
    peaks.append((old.last_leg_at_peak, new.last_leg_at_peak))
    if any(was and not now for was, now in peaks):
        return  # it left the peak behind: the later leg may gain more than the longer one lost
    # Lunch on the road fills time that was idle before a pin; then none follows the visit.
    places = [run.lunch.place if run.lunch else "" for run in (old, new)]
    gain = drawn.settings.lunch_min if places == ["after", "road"] else 0
    arrivals = [(a.arrive_at, b.arrive_at) for a, b in pairs]
    for earlier, later in [*arrivals, (old.arrive_at, new.arrive_at)]:
        assert later >= add_minutes(earlier, -gain)


@settings(max_examples=figure(100, 3000))
@given(drawn_days(peaks=False, typed=False))
def test_the_departure_is_as_late_as_the_first_start_allows(drawn: Drawn) -> None:
    day = drawn.day
    at_ = departure(day, drawn.travel, drawn.settings)
    wished = moment(day.date, drawn.settings.day_start_tod_min, day.start.zone)
    first = drawn.run().rows[0] if day.stops else None
    if first is None or first.leg is None:
        assert at_ == wished
    elif at_ > wished:  # it waited: then nobody waits at the gate for longer than the buffer
        target = day.pins.get(first.stop.id) or first.stop.windows[0][0].open_at
        assert (
            add_minutes(at_, first.leg_min + first.stop.alighting_min + first.buffer_min) == target
        )
    elif at_ < wished:
        assert first.stop.id in day.pins


@given(drawn_days())
@settings(max_examples=figure(50, 500))
def test_the_same_day_gives_the_same_moments(drawn: Drawn) -> None:
    assert drawn.run() == drawn.run()


@given(drawn_days(), st.integers(-2000, 4000))
@settings(max_examples=figure(50, 500))
def test_peaks_follow_the_clock_of_the_place(drawn: Drawn, minutes: int) -> None:
    city = replace(drawn.day.start, is_metro=True)
    moment_ = add_minutes(day_epoch(drawn.day), minutes)
    tod = tod_min_of(moment_, city.zone)
    is_workday = local(moment_, city.zone).weekday() < 5
    expected = is_workday and any(a <= tod < b for a, b in PEAKS_TOD_MIN)
    assert in_peak(moment_, city) == expected


# -- ferries --------------------------------------------------------------------------------------


FERRY = matrix(
    {("Inn", "Pier"): 20, ("Pier", "Island"): 75, ("Island", "Inn"): 60},
    departures={("Pier", "Island"): (495, 615, 750)},
)


def test_the_bus_waits_for_the_ferry_and_boards_just_before_it() -> None:
    pier, island = (anytime(stop(name)) for name in ("Pier", "Island"))
    day = day_of([pier, island], depart_at=at(480))
    first, second = compute_day(day, FERRY, PLAIN).rows
    # There 8:20, off 8:26, start 8:36, end 9:36, on board 9:45: the next ferry leaves at 10:15.
    assert clock_of(first.end_at) == "9:36 a.m."
    assert clock_of(first.board_at) == "10:06 a.m."
    assert clock_of(first.depart_at) == "10:15 a.m."
    assert clock_of(second.arrive_at) == "11:30 a.m."
    back = compute_day(day_of([island, pier], depart_at=at(480)), FERRY, PLAIN)
    assert back.rows[0].depart_at == add_minutes(back.rows[0].end_at, 9)  # no ferry that way


def test_a_ferry_that_is_missed_says_by_how_much_and_the_day_goes_on() -> None:
    pier, island = (anytime(stop(name)) for name in ("Pier", "Island"))
    made = compute_day(day_of([pier, island], depart_at=at(670)), FERRY, PLAIN)
    # There 11:30, seen 11:46 to 12:46, then lunch: on board 1:40 for the ferry of 12:30.
    assert rules_of(made) == [("LEG-DEPARTURE", "Island", 70)]
    assert made.rows[1].arrive_at == add_minutes(made.rows[0].depart_at, 75)


def test_a_day_that_begins_with_a_ferry_takes_the_last_one_that_is_in_time() -> None:
    roads = matrix({("Pier", "Island"): 75}, departures={("Pier", "Island"): (390, 495, 615, 750)})
    island = stop("Island", bells=(660, 900))
    day = day_of([island], start=node("Pier"))
    assert clock_of(compute_day(day, roads, PLAIN).depart_at) == "8:15 a.m."
    typed = replace(day, depart_at=at(500))  # no sooner than that
    assert clock_of(compute_day(typed, roads, PLAIN).depart_at) == "10:15 a.m."
    left = replace(day, depart_at=at(500), has_left=True)  # a ferry that was late itself
    assert clock_of(compute_day(left, roads, PLAIN).depart_at) == "8:20 a.m."
    early = replace(day, depart_at=at(760))
    assert rules_of(compute_day(early, roads, PLAIN))[0] == ("LEG-DEPARTURE", "Island", 10)


def test_a_day_leaves_early_for_a_ferry_that_leaves_only_then() -> None:
    roads = matrix({("Pier", "Island"): 75}, departures={("Pier", "Island"): (300, 420, 450)})
    empty = day_of([], start=node("Pier"), end=node("Island"))
    made = compute_day(empty, roads, PLAIN)
    assert (clock_of(made.depart_at), made.broken) == ("7:30 a.m.", ())
    seen = day_of([anytime(stop("Island"))], start=node("Pier"))
    assert clock_of(compute_day(seen, roads, PLAIN).depart_at) == "7:30 a.m."


def test_who_waits_for_a_ferry_through_noon_eats_meanwhile() -> None:
    roads = replace(FERRY, departures={("Pier", "Island"): (480, 790)})
    pier, island = (anytime(stop(name)) for name in ("Pier", "Island"))
    made = compute_day(day_of([pier, island], depart_at=at(540)), roads, PLAIN)
    assert made.lunch is not None
    assert (made.lunch.place, made.lunch.stop) == ("after", pier)
    assert [clock_of(at_) for at_ in (made.lunch.start_at, made.lunch.end_at)] == [
        "noon",
        "12:45 p.m.",
    ]
    assert clock_of(made.rows[0].board_at) == "1:01 p.m."
    assert clock_of(made.rows[1].arrive_at) == "2:25 p.m."  # no lunch on the road any more
    # Marked as left with that ferry, it stays so: they ate while they waited.
    left = replace(leaving(made.day, pier.id, at(790)), depart_at=made.depart_at, has_left=True)
    marked = compute_day(left, roads, PLAIN)
    assert (marked.lunch, marked.rows, marked.arrive_at) == (made.lunch, made.rows, made.arrive_at)


def test_a_late_bus_takes_the_next_ferry_and_one_that_has_left_took_its_own() -> None:
    pier, island = (anytime(stop(name)) for name in ("Pier", "Island"))
    day = day_of([pier, island], depart_at=at(480))
    made = compute_day(day, FERRY, PLAIN)
    late = leaving_late(day, made, pier.id, add_minutes(made.rows[0].depart_at, 10))
    assert clock_of(compute_day(late, FERRY, PLAIN).rows[0].depart_at) == "12:30 p.m."
    left = leaving(day, pier.id, at(625))
    assert clock_of(compute_day(left, FERRY, PLAIN).rows[0].depart_at) == "10:25 a.m."


def test_lunch_on_the_road_comes_after_the_ferry_not_between_its_time_and_its_leaving() -> None:
    pier, island = (anytime(stop(name)) for name in ("Pier", "Island"))
    short = replace(FERRY, departures={("Pier", "Island"): (725,)})
    made = compute_day(day_of([pier, island], depart_at=at(570)), short, PLAIN)
    assert made.lunch is not None
    assert (made.lunch.place, clock_of(made.lunch.start_at)) == ("road", "1:20 p.m.")
    assert made.rows[1].arrive_at == made.lunch.end_at
    noon = replace(FERRY, departures={("Pier", "Island"): (715,)})
    day = day_of([island], start=node("Pier"), depart_at=at(715))
    aboard = compute_day(replace(day, lunch_min=0), noon, PLAIN).lunch
    assert aboard is not None
    assert clock_of(aboard.start_at) == "noon", "who eats on the bus eats on board as it goes"


def test_who_left_with_a_later_ferry_waited_and_did_not_board_all_that_time() -> None:
    pier, island = (anytime(stop(name)) for name in ("Pier", "Island"))
    day = leaving(day_of([pier, island], depart_at=at(480)), pier.id, at(750))
    row = compute_day(day, FERRY, PLAIN).rows[0]
    assert (clock_of(row.end_at), clock_of(row.board_at)) == ("9:36 a.m.", "12:21 p.m.")
    assert waits(row.end_at, row.board_at, None) == ((row.end_at, row.board_at),)
    eaten = (at(700), at(720))
    assert waits(row.end_at, row.board_at, eaten) == (
        (row.end_at, eaten[0]),
        (eaten[1], row.board_at),
    )
    assert waits(row.end_at, row.end_at, eaten) == ()
