"""Every mend that a check suggests, applied to a generated tour, makes its finding go away."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from tests.planner.generated import RULES, random_tour, travel_of
from tests.support import figure, is_long
from tourplanner.core.checks import Finding, Severity, check_plan
from tourplanner.core.checks.ground import Ground
from tourplanner.core.checks.leftout import best_insertion, left_out, room_for
from tourplanner.core.checks.mending import faults, no_worse
from tourplanner.core.checks.mends import mend_of
from tourplanner.core.clock import add_minutes, moment
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan, Tour, TourDay
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix

# The first words of every kind of change that a mend may be.
KINDS = (
    "Shorten the visit",
    "Leave Place",
    "Take the typed departure back",
    "See Place",
    "Move Place",
    "Start Place",
    "Leave out",
    "Take Place",
)
KINDS_OF_ROOM = ("Shorten the visit", "Leave Place", "See Place", "Spend ", "Leave out")


def arranged(tour: Tour, travel: TravelMatrix, rng: random.Random) -> Plan:
    """Put most sites of a tour anywhere, some pinned, some mornings typed: much of it breaks."""
    nights = (tour.start, *rng.choices(tour.hotels, k=tour.days - 1), tour.end)
    order = rng.sample(tour.stops, len(tour.stops))
    placed = [stop for stop in order if rng.random() < 0.8]
    days = []
    for k in range(tour.days):
        date = tour.first_date + timedelta(days=k)
        mine = [stop for n, stop in enumerate(placed) if n % tour.days == k]
        pins, depart = {}, None
        for stop in mine:
            if rng.random() < 0.3:
                pins[stop.id] = moment(date, rng.randrange(480, 960, 5), stop.node.zone)
        if rng.random() < 0.3:
            depart = moment(date, rng.randrange(330, 660, 5), nights[k].zone)
        ends, empty_min = (nights[k], nights[k + 1]), tour.empty_min(k)
        day = TourDay(k, date, *ends, tuple(mine), depart, pins, empty_min=empty_min)
        for row in compute_day(day, travel, tour.settings).rows:
            if rng.random() < 0.1:  # a few minutes sooner than the buffer allows
                pins[row.stop.id] = add_minutes(row.start_at, -rng.randrange(1, 9))
        days.append(replace(day, pins=pins))
    return Plan(tour, tuple(days))


def with_long_visits(tour: Tour, rng: random.Random) -> Tour:
    """Let some visits last hours, so that limits of duty and rest are met."""
    stops = (replace(stop, visit_min=rng.choice((30, 60, 120, 210))) for stop in tour.stops)
    return replace(tour, stops=tuple(stops))


def computed(plan: Plan, travel: TravelMatrix) -> list[DaySchedule]:
    return [compute_day(day, travel, plan.tour.settings) for day in plan.days]


def key_of(finding: Finding) -> tuple[str, int | None, str, str]:
    """What a finding is about; a late start is one, whether two visits collide or not."""
    rule = "TIME-IMPOSSIBLE" if finding.rule == "TIME-OVERLAP" else finding.rule
    return rule, finding.day, finding.subject, finding.severity


def test_every_mend_that_is_suggested_makes_its_finding_go_away() -> None:
    met: Counter[str] = Counter()
    rules: set[str] = set()
    for number in range(figure(36, 3_000)):
        rng = random.Random(number)
        tour = with_long_visits(random_tour(number, days=2 + number % 3), rng)
        travel = travel_of(tour, number, no_road=0.06)
        plan = arranged(tour, travel, rng)
        made = computed(plan, travel)
        found = check_plan(plan, made, RULES)
        ground = Ground(plan, tuple(made), RULES, travel=travel, days=tuple(range(tour.days)))
        errors = {key_of(f) for f in found if f.severity is Severity.ERROR}
        suggested = {f.text: f for f in check_plan(plan, made, RULES, travel=travel)}
        for finding in found:
            mend = suggested[finding.text].mend
            attempt = mend_of(ground, finding)
            assert suggested[finding.text].is_tried == (attempt is not None)
            if attempt is None:
                assert mend == finding.mend
                continue
            mended = replace(plan, days=tuple(attempt.days.get(d.index, d) for d in plan.days))
            anew = computed(mended, travel)
            told = check_plan(mended, anew, RULES)
            assert key_of(finding) not in {key_of(f) for f in told}, (number, mend)
            assert no_worse(faults(anew, RULES), faults(made, RULES)), (number, mend)
            assert {key_of(f) for f in told if f.severity is Severity.ERROR} <= errors, number
            kind = next(k for k in KINDS if k.lower() in mend.lower())
            assert mend.lower().endswith(attempt.do.lower()) or finding.rule == "HOS-DRIVE"
            met[kind] += 1
            rules.add(finding.rule)
    assert set(met) == set(KINDS), met
    assert rules >= {"HOS-DRIVE", "HOS-DUTY", "HOS-REST", "TIME-IMPOSSIBLE", "TIME-OVERLAP"}
    assert rules >= {"OFF-ROAD", "NO-ROAD", "DAY-CLOSED", "BUFFER-LOW", "EARLY-OUT"}, rules


def test_every_change_that_makes_room_for_a_site_makes_room_for_it() -> None:
    met: Counter[str] = Counter()
    for number in range(figure(40, 3_000)):
        rng = random.Random(number)
        tour = with_long_visits(random_tour(number, sites=8, days=1 + number % 3), rng)
        tour = replace(tour, settings=replace(tour.settings, max_stops_per_day=6))
        travel = travel_of(tour, number)
        plan = arranged(replace(tour, stops=tour.stops[:5]), travel, rng)
        plan = replace(plan, tour=tour)
        made = computed(plan, travel)
        for stop in tour.stops[5:]:
            tried = best_insertion(plan, stop, travel, RULES, made)
            told = left_out(plan, stop, tried, travel, RULES, made)
            days = room_for(plan, stop, travel, RULES, made)
            assert ("would fit" in told.sentence) == (days is not None)
            if days is None:
                continue
            roomy = replace(plan, days=tuple(days.get(d.index, d) for d in plan.days))
            assert sum(s.id == stop.id for day in roomy.days for s in day.stops) == 1
            assert no_worse(faults(computed(roomy, travel), RULES), faults(made, RULES)), number
            if told.rule:
                met[next(k for k in KINDS_OF_ROOM if told.mend.startswith(k))] += 1
    often = {"Shorten the visit", "Leave Place", "Leave out"}
    assert set(met) >= (set(KINDS_OF_ROOM) if is_long() else often), met
