"""Driver hours: the law blocks, the house rule warns; elapsed time over zones and clock changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.tourkit import (
    FEDERAL,
    HOUSE,
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
from tests.support import figure
from tourplanner.core.checks import CheckFacts, Finding, check_day, check_plan
from tourplanner.core.checks.hours import DRIVE, DUTY, REST, WEEK, over_limits, rest_min
from tourplanner.core.clock import time_text
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import Plan, TourDay, TourStop
from tourplanner.core.travel import TravelMatrix

TEXAS = replace(FEDERAL, id="texas", drive_max_min=720, week_max_min=4200)
FREE = HOUSE.__class__(
    "none", "None", "none", "2026-01-01", "-", None, None, None, None, None, duty_is_elapsed=True
)
LAW_ONLY = DriverRules(FEDERAL, FREE)


def driving(minutes: int, *, first: date = MONDAY) -> tuple[Plan, TravelMatrix]:
    """Make one day with so much driving, 60 minutes of it empty: out, and back over a stop."""
    there = (minutes - 60) // 2
    back = minutes - 60 - there
    roads = matrix({("Inn", "A"): there, ("A", "Inn"): back})
    made = anytime(stop("A", first=first, days=1), first, 1)
    return plan_of([day_of([made], first=first)]), roads


def found(
    plan: Plan, roads: TravelMatrix, rules: DriverRules = RULES, *, mends: bool = False
) -> list[Finding]:
    made = schedules_of(plan, roads)
    findings = check_plan(plan, made, rules, travel=roads if mends else None)
    return [finding for finding in findings if finding.rule.startswith("HOS")]


def one(findings: Sequence[Finding], rule: str) -> Finding | None:
    mine = [finding for finding in findings if finding.rule == rule]
    assert len(mine) <= 1
    return mine[0] if mine else None


@pytest.mark.parametrize(
    ("minutes", "severity", "text"),
    [
        (480, None, ""),
        (
            490,
            "W",
            "Monday: 8 h 10 min of driving from Inn and back, 10 min over the house rule of 8 h; "
            "the law allows 10 h.",
        ),
        (
            600,
            "W",
            "Monday: 10 h of driving from Inn and back, 2 h over the house rule of 8 h; the law "
            "allows 10 h.",
        ),
        (601, "E", "Monday: 10 h 1 min of driving from Inn and back, 1 min over the 10 h limit."),
        (620, "E", "Monday: 10 h 20 min of driving from Inn and back, 20 min over the 10 h limit."),
    ],
)
def test_driving(minutes: int, severity: str | None, text: str) -> None:
    finding = one(found(*driving(minutes)), DRIVE)
    if severity is None:
        assert finding is None
        return
    assert finding is not None
    assert (finding.severity, finding.text) == (severity, text)
    assert finding.numbers["driving_min"] == minutes
    assert finding.numbers["empty_min"] == 60
    law = severity == "E"
    assert finding.numbers["over_min"] == minutes - (600 if law else 480)
    assert (finding.source, finding.date) == (
        ("49 CFR 395.5", "2024-03-31") if law else ("house rule", "2026-11-24")
    )
    assert finding.mend


def test_near_the_law_warns_where_the_house_has_no_rule() -> None:
    assert one(found(*driving(509), LAW_ONLY), DRIVE) is None
    finding = one(found(*driving(510), LAW_ONLY), DRIVE)
    assert finding is not None
    assert (finding.severity, finding.text) == (
        "W",
        "Monday: 8 h 30 min of driving from Inn and back, 85 % of the 10 h limit.",
    )


def test_another_law_has_other_limits() -> None:
    assert one(found(*driving(620), DriverRules(TEXAS, FREE)), DRIVE).severity == "W"  # type: ignore[union-attr]
    assert one(found(*driving(730), DriverRules(TEXAS, FREE)), DRIVE).severity == "E"  # type: ignore[union-attr]


def test_story_three_a_hand_made_day_of_ten_hours_twenty() -> None:
    """Journey 3: refused, with the minutes over and the smallest change; spread out it passes."""
    one_, two, three = (anytime(stop(n)) for n in ("Alview", "Dorsa", "Bonny Doon"))
    roads = matrix(
        {
            ("Inn", "Alview"): 150,
            ("Alview", "Dorsa"): 130,
            ("Dorsa", "Bonny Doon"): 100,
            ("Bonny Doon", "Inn"): 180,
            ("Alview", "Inn"): 150,
            ("Dorsa", "Inn"): 160,
            ("Alview", "Bonny Doon"): 200,
        }
    )
    plan = plan_of([day_of([one_, two, three]), day_of([], index=1)])
    finding = one(found(plan, roads, mends=True), DRIVE)
    assert finding is not None
    assert finding.severity == "E"
    assert (
        finding.text
        == "Monday: 10 h 20 min of driving from Inn and back, 20 min over the 10 h limit."
    )
    assert finding.mend == "Move Alview to Tuesday: Monday then has 8 h 20 min of driving."
    spread = plan_of([day_of([one_]), day_of([two, three], index=1)])
    assert [f for f in found(spread, roads) if f.severity == "E"] == []


STORY = matrix(
    {
        ("Pasadena", "Madison"): 15,
        ("Madison", "Alview"): 285,
        ("Alview", "Dorsa"): 130,
        ("Dorsa", "Bonny Doon"): 75,
        ("Bonny Doon", "Acalanes"): 105,
        ("Acalanes", "Oakland"): 35,
        ("Madison", "Chowchilla"): 285,
        ("Chowchilla", "Alview"): 20,
        ("Dorsa", "San Jose"): 15,
        ("San Jose", "Bonny Doon"): 75,
    }
)


def story_stops() -> list[TourStop]:
    """Give the five of journey 3: kick-off pinned to 9:30, twelve minutes of boarding."""
    names = ("Madison", "Alview", "Dorsa", "Bonny Doon", "Acalanes")
    stops = [replace(stop(name), boarding_min=12, alighting_min=8) for name in names]
    stops[0] = replace(stops[0], fixed_day=0, fixed_start_at=at(570), visit_min=90)
    return stops


def test_story_three_all_five_stops_on_monday_are_refused() -> None:
    plan = plan_of([day_of(story_stops(), start=node("Pasadena"), end=node("Oakland"))])
    findings = check_plan(plan, schedules_of(plan, STORY), RULES, travel=STORY)
    errors = [finding for finding in findings if finding.severity == "E"]
    assert {finding.rule for finding in errors} == {DRIVE, DUTY, "TIME-IMPOSSIBLE"}
    texts = {finding.rule: finding.text for finding in errors if finding.rule != "TIME-IMPOSSIBLE"}
    assert texts[DRIVE] == (
        "Monday: 11 h 45 min of driving from Pasadena to Oakland, 1 h 45 min over the 10 h limit."
    )
    assert "over the 15 h limit." in texts[DUTY]
    late = [finding.subject for finding in errors if finding.rule == "TIME-IMPOSSIBLE"]
    assert late == ["Acalanes", "Alview", "Bonny Doon", "Dorsa"]
    assert all(
        " after the end of school hours (assumed) at 2:30 p.m." in f.text for f in errors[2:]
    )


def test_story_three_spread_over_three_days_passes() -> None:
    madison, alview, dorsa, bonny_doon, acalanes = story_stops()
    pasadena, chowchilla, san_jose = node("Pasadena"), node("Chowchilla"), node("San Jose")
    plan = plan_of(
        [
            day_of([madison], start=pasadena, end=chowchilla),
            day_of([alview, dorsa], index=1, start=chowchilla, end=san_jose),
            day_of([bonny_doon, acalanes], index=2, start=san_jose, end=node("Oakland")),
        ]
    )
    made = schedules_of(plan, STORY)
    findings = check_plan(plan, made, RULES, travel=STORY)
    assert [finding for finding in findings if finding.severity == "E"] == []
    assert time_text(made[0].depart_at, "America/Los_Angeles") == "8:57 a.m."  # worked back
    assert findings == check_plan(plan, made, RULES, travel=STORY)


def test_duty_ends_with_the_last_drive_in_law_and_with_the_release_at_home() -> None:
    made = replace(stop("A"), visit_min=0)
    roads = matrix({("Inn", "A"): 60})

    def plan(visit: int) -> Plan:
        return plan_of([day_of([anytime(replace(made, visit_min=visit))], depart_at=at(360))])

    # Report 45 + 30 + 9 before; 60 + 6 + 15 + visit + 45 lunch + 9 + 60; 30 empty; 20 post-trip.
    exact = plan(900 - (84 + 60 + 21 + 45 + 9 + 60 + 30))
    finding = one(found(exact, roads), DUTY)
    assert finding is not None
    assert finding.severity == "W"
    assert finding.text == (
        "Monday: 15 h 20 min on duty from Inn and back, 4:36 a.m. to 7:56 p.m., 3 h 20 min over "
        "the house rule of 12 h; the law allows 15 h."
    )
    over = plan(900 - (84 + 60 + 21 + 45 + 9 + 60 + 30) + 10)
    finding = one(found(over, roads), DUTY)
    assert finding is not None
    assert (finding.severity, finding.numbers["over_min"]) == ("E", 10)
    assert finding.text == (
        "Monday: the driver reports at 4:36 a.m. and still drives at 7:46 p.m., after 15 h 10 min "
        "on duty from Inn and back, 10 min over the 15 h limit."
    )
    near = one(found(plan(765 - 309), roads, LAW_ONLY), DUTY)
    assert near is not None
    assert near.text.endswith(
        "after 12 h 45 min on duty from Inn and back, 85 % of the 15 h limit."
    )


def test_the_duty_check_case_passes() -> None:
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
    assert found(plan_of([day], settings=made), roads) == []


def nights(first: date, released: int, reports: int) -> tuple[Plan, TravelMatrix]:
    """Make two days of an hour's drive each, around a night.

    Parameters
    ----------
    released, reports : clock times of the first evening and the second morning. The driver is
        released 50 minutes after arriving (30 empty, 20 post-trip), and reports 75 before leaving.
    """
    inn, far, second = node("Inn"), node("Far"), first + timedelta(1)
    evening = TourDay(0, first, inn, far, (), at(released - 50 - 60, first))
    morning = TourDay(1, second, far, inn, (), at(reports + 75, second))
    return plan_of([evening, morning]), matrix({("Inn", "Far"): 60})


@pytest.mark.parametrize(
    ("released", "reports", "minutes", "severity"),
    [
        (1290, 390, 540, None),  # 9:30 p.m. to 6:30 a.m.
        (1290, 389, 539, "W"),
        (1320, 360, 480, "W"),
        (1321, 360, 479, "E"),
    ],
)
def test_rest_between_two_days(
    released: int, reports: int, minutes: int, severity: str | None
) -> None:
    plan, roads = nights(MONDAY, released, reports)
    made = schedules_of(plan, roads)
    assert rest_min(*made) == minutes
    finding = one(found(plan, roads), REST)
    assert (finding.severity if finding else None) == severity
    if severity == "E":
        assert finding is not None
        assert finding.text == (
            "Monday to Tuesday: 7 h 59 min off duty at Far, from 10:01 p.m. to 6 a.m., 1 min under "
            "the 8 h that the law asks for."
        )
        assert (finding.day, finding.numbers["over_min"]) == (1, 1)


@pytest.mark.parametrize(
    ("sunday", "minutes"),
    [(date(2027, 11, 7), 540), (date(2027, 3, 14), 420), (date(2027, 5, 2), 480)],
)
def test_a_night_of_the_clock_change_counts_elapsed_hours(sunday: date, minutes: int) -> None:
    plan, roads = nights(sunday - timedelta(1), 1320, 360)
    assert rest_min(*schedules_of(plan, roads)) == minutes
    finding = one(found(plan, roads), REST)
    if minutes == 540:
        assert finding is None
        return
    assert finding is not None
    assert finding.severity == ("E" if minutes == 420 else "W")
    changes = "(the clocks change that night; elapsed time counts)" in finding.text
    assert changes == (minutes != 480)


def test_rest_over_a_zone_line_is_elapsed_and_shown_in_the_carrier_s_time() -> None:
    day = date(2027, 2, 10)
    arizona = "America/Phoenix"
    west, east = node("Needles"), node("Kingman", arizona)
    roads = matrix({("Needles", "Kingman"): 60})
    plan = plan_of(
        [
            TourDay(0, day, west, east, (), at(1200, day)),  # there at 9, 10 p.m. in Arizona
            TourDay(1, day + timedelta(1), east, west, (), at(450, day + timedelta(1), arizona)),
        ]
    )
    made = schedules_of(plan, roads)
    # Released 9:50 p.m. Pacific; reports 6:15 a.m. in Arizona, 5:15 a.m. Pacific.
    assert rest_min(*made) == 445
    finding = one(found(plan, roads), REST)
    assert finding is not None
    assert finding.severity == "E"
    assert finding.text == (
        "Wednesday to Thursday: 7 h 25 min off duty at Kingman, from 10:50 p.m. MST (9:50 p.m. PST "
        "by the driver's log) to 6:15 a.m. MST (5:15 a.m. PST by the driver's log), 35 min under "
        "the 8 h that the law asks for."
    )


def test_an_idle_day_is_rest_and_no_duty() -> None:
    roads = matrix({("Inn", "A"): 300})
    made = anytime(stop("A"))
    plan = plan_of([day_of([made]), day_of([], index=1), day_of([made], index=2)])
    findings = found(plan, roads)
    assert {finding.day for finding in findings} == {0, 2}
    assert one(findings, REST) is None


def week(days: int, duty: int, *, idle: Sequence[int] = ()) -> tuple[Plan, TravelMatrix]:
    """Make days of so much duty from report to release, 20 less up to the last drive."""
    first = date(2027, 5, 3)
    drive = 60
    visit = duty - (84 + drive + 21 + 9 + drive + 50)
    made = anytime(replace(stop("A", first=first, days=days), visit_min=visit), first, days)
    made_settings = PLAIN.changed({"lunch_min": 0})
    plan = plan_of(
        [
            day_of(
                [] if k in idle else [made],
                index=k,
                first=first,
                depart_at=at(420, first + timedelta(k)),
            )
            for k in range(days)
        ],
        settings=made_settings,
    )
    return plan, matrix({("Inn", "A"): drive})


def test_sixty_hours_in_seven_days() -> None:
    assert one(found(*week(5, 600)), WEEK) is None
    near = found(*week(6, 600))
    assert [(f.rule, f.severity, f.day) for f in near if f.rule == WEEK] == [(WEEK, "W", 5)]
    over = [f for f in found(*week(7, 600)) if f.rule == WEEK]
    assert [(f.severity, f.day) for f in over] == [("E", 6), ("W", 5)]
    assert over[0].text == (
        "Monday to Sunday: the driver still drives at 3:16 p.m. of the last day, from Inn and "
        "back, after 69 h 40 min on duty in 7 days, 9 h 40 min over the 60 h limit."
    )


def test_only_the_last_seven_days_count_and_idle_ones_are_free() -> None:
    plan, roads = week(9, 560, idle=(2,))
    counted = {f.day: f.numbers["duty_min"] for f in found(plan, roads) if f.rule == WEEK}
    # Days 6 to 8 look back on five or six working days; the seventh day before is out of sight.
    assert counted == {6: 6 * 560 - 20, 7: 6 * 560 - 20, 8: 6 * 560 - 20}


def test_a_law_without_limits_says_nothing() -> None:
    assert found(*driving(900), DriverRules(FREE, FREE)) == []


def test_a_rule_set_beyond_its_reach() -> None:
    plan, roads = driving(200)
    made = schedules_of(plan, roads)
    facts = CheckFacts(states=frozenset({"CA", "NV"}), law_states=frozenset({"CA"}))
    law = replace(FEDERAL, name="California, inside the state", reach="tours inside California")
    findings = check_plan(plan, made, DriverRules(law, HOUSE), facts=facts)
    (reach,) = (f for f in findings if f.rule == "HOS-REACH")
    assert reach.text == (
        "The rule set “California, inside the state” is for tours inside California; this tour "
        "also touches NV."
    )
    inside = replace(facts, states=frozenset({"CA"}))
    assert "HOS-REACH" not in {f.rule for f in check_plan(plan, made, RULES, facts=inside)}


def test_times_of_the_driver_are_also_in_the_carrier_s_home_time() -> None:
    plan, roads = driving(700)
    plan = replace(plan, tour=replace(plan.tour, home_zone="America/Denver"))
    finding = one(found(plan, roads), DUTY)
    assert finding is not None
    assert "back, 6:36 a.m. PDT (7:36 a.m. MDT by the driver's log) to " in finding.text


@given(st.integers(61, 1200))
@settings(max_examples=figure(60, 1000))
def test_findings_and_faults_agree_on_what_blocks(minutes: int) -> None:
    plan, roads = driving(minutes)
    made = schedules_of(plan, roads)
    blocked = {
        (f.rule, f.day, f.numbers["over_min"]) for f in found(plan, roads) if f.severity == "E"
    }
    overs = over_limits(made, FEDERAL)
    assert blocked == {(over.rule, over.day, over.over_min) for over in overs}


def test_one_day_alone_says_the_same_as_the_whole_plan() -> None:
    plan, roads = nights(MONDAY, 1400, 360)
    made = schedules_of(plan, roads)
    whole = check_plan(plan, made, RULES, travel=roads)
    for index in (0, 1):
        day = check_day(plan, made, index, RULES, travel=roads)
        assert list(day) == [finding for finding in whole if finding.day == index]


def test_every_finding_of_the_hours_names_a_figure_and_a_place() -> None:
    made = [
        found(*driving(700)),
        found(*driving(700), DriverRules(replace(FEDERAL, duty_is_elapsed=True), HOUSE)),
        found(*week(7, 1000)),
    ]
    findings = [finding for few in made for finding in few]
    assert {finding.rule for finding in findings} == {DRIVE, DUTY, REST, WEEK}
    for finding in findings:
        assert "Inn" in finding.text, finding.text
        assert re.search(r"\d (h|min)\b", finding.text), finding.text
