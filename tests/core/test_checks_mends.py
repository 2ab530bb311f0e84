"""Mends are tried, not promised: what is named was computed, and nothing else gets worse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.support import figure
from tourplanner.core.checks import check_plan, mends
from tourplanner.core.checks.finding import Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.checks.leftout import best_insertion, left_out, room_for
from tourplanner.core.checks.mending import Mender, faults, no_worse
from tourplanner.core.errors import Cancelled
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.tour import Plan, TourStop
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import NO_ROAD, TravelMatrix
from tourplanner.core.units import hours_text

NAMES = "ABCDEF"
TUESDAY = MONDAY + timedelta(1)


@dataclass(frozen=True)
class Drawn:
    plan: Plan
    roads: TravelMatrix
    spare: TourStop


@st.composite
def drawn_plans(draw: st.DrawFn) -> Drawn:
    """Draw a plan of one to three days with up to six stops, and one stop beside it."""
    count = draw(st.integers(0, 6))
    days = draw(st.integers(1, 3))
    names = ["Inn", *NAMES[:count], "Spare"]
    minutes = {
        (a, b): draw(st.sampled_from([5, 20, 40, 45, 60, 90, 150, 240, NO_ROAD]))
        for a in names
        for b in names
        if a != b
    }
    stops = []
    for name in names[1:]:
        typed = draw(st.sampled_from([None, (480, 600), (540, 870), (720, 780), (900, 960)]))
        made = stop(name, days=days, typed=typed)
        stops.append(
            replace(
                made,
                visit_min=draw(st.sampled_from([10, 45, 60, 120, 200])),
                wish=draw(st.sampled_from(["may", "must"])),
                score=draw(st.integers(0, 100)),
                confirmed=draw(st.booleans()),
                fixed_day=draw(st.sampled_from([None, None, None, 0])),
            )
        )
    placed = {made.id: draw(st.integers(0, days - 1)) for made in stops[:-1]}
    made_days = []
    for k in range(days):
        mine = [made for made in stops[:-1] if placed[made.id] == k]
        pins: dict[StopId, object] = {}
        depart = draw(st.sampled_from([None, None, at(540, date(2013, 10, 14 + k))]))
        made_days.append(day_of(mine, index=k, depart_at=depart, pins=pins))  # type: ignore[arg-type]
    return Drawn(plan_of(made_days), matrix(minutes, names=names), stops[-1])


@settings(max_examples=figure(40, 1500))
@given(drawn_plans())
def test_what_a_mend_names_holds_when_it_is_computed_anew(drawn: Drawn) -> None:
    plan, roads = drawn.plan, drawn.roads
    made = schedules_of(plan, roads)
    before = faults(made, RULES)
    ground = Ground(plan, made, RULES, travel=roads, days=tuple(range(len(made))))
    mender = Mender(plan, made, RULES, roads)
    named = {f.text: f.mend for f in check_plan(plan, made, RULES, travel=roads)}
    for finding in check_plan(plan, made, RULES):
        if finding.severity is not Severity.ERROR or finding.rule not in mends._RECIPES:
            continue
        goal = mends._goal(ground, finding)
        attempt = mender.smallest(goal, mends._RECIPES[finding.rule](mender, finding, goal))
        if attempt is None:
            assert named[finding.text] == finding.mend
            continue
        days = [attempt.days.get(day.index, day) for day in plan.days]
        anew = [compute_day(day, roads, plan.tour.settings) for day in days]
        after = faults(anew, RULES)
        assert no_worse(after, before)
        rule = "TIME-IMPOSSIBLE" if finding.rule == "TIME-OVERLAP" else finding.rule
        assert (rule, finding.day, finding.subject) not in after
        seen = [s.id for day in days for s in day.stops]
        assert len(seen) == len(set(seen))
        assert (
            attempt.do.rstrip(".").split(",")[0].split(":")[0].lower()
            in named[finding.text].lower()
        )


@settings(max_examples=figure(60, 2000))
@given(drawn_plans())
def test_a_sentence_for_a_site_left_out_is_true(drawn: Drawn) -> None:
    plan, roads, spare = drawn.plan, drawn.roads, drawn.spare
    base = schedules_of(plan, roads)
    before = faults(base, RULES)
    tried = best_insertion(plan, spare, roads, RULES, base)
    told = left_out(plan, spare, tried, roads, RULES, base)
    assert told.stop is spare
    assert told.sentence.startswith("Spare: ")
    assert told.sentence.endswith(".")
    assert not told.sentence.endswith("..")
    assert tried is not None
    index = tried.day.index
    with_it = [tried if s.day.index == index else s for s in base]
    new = {k: v for k, v in faults(with_it, RULES).items() if v > before.get(k, 0)}
    if told.rule in ("", "DAY-FULL"):
        assert new == {}
    else:
        assert told.rule in {rule for rule, _, _ in new}
    assert ("would fit if" in told.sentence) == bool(told.mend and told.rule)


@settings(max_examples=figure(30, 500))
@given(drawn_plans())
def test_the_best_insertion_is_the_best_of_all(drawn: Drawn) -> None:
    plan, roads, spare = drawn.plan, drawn.roads, drawn.spare
    base = schedules_of(plan, roads)
    before = faults(base, RULES)
    tried = best_insertion(plan, spare, roads, RULES)
    assert tried is not None
    assert sum(s.id == spare.id for s in tried.day.stops) == 1
    old = plan.days[tried.day.index]
    assert [s for s in tried.day.stops if s.id != spare.id] == list(old.stops)
    holds = []
    for day in plan.days:
        for place in range(len(day.stops) + 1):
            stops = (*day.stops[:place], spare, *day.stops[place:])
            one = compute_day(replace(day, stops=stops), roads, plan.tour.settings)
            swapped = [one if s.day.index == day.index else s for s in base]
            if no_worse(faults(swapped, RULES), before) and len(stops) <= 3:
                holds.append(one.guest_drive_min)
    mine = [tried if s.day.index == tried.day.index else s for s in base]
    fits = no_worse(faults(mine, RULES), before) and len(tried.day.stops) <= 3
    assert fits == bool(holds)


# -- by hand ------------------------------------------------------------------------------------

DORSA = stop("Dorsa", bells=(480, 870))


def test_the_sentence_of_a_visit_that_comes_too_late() -> None:
    first = replace(stop("Alview", bells=(480, 870)), visit_min=120)
    roads = matrix({("Inn", "Alview"): 180, ("Alview", "Dorsa"): 100, ("Dorsa", "Inn"): 30})
    plan = plan_of([day_of([first])])
    tried = compute_day(day_of([first, DORSA]), roads, PLAIN)
    told = left_out(plan, DORSA, tried, roads, RULES)
    # Alview 11:21-1:21, lunch to 2:06, loaded at 2:15, there at 3:55, 4:01, 4:16.
    assert told.rule == "TIME-IMPOSSIBLE"
    assert told.sentence == (
        "Dorsa: could start at 4:16 p.m. on Monday, 1 h 46 min after the last bell at 2:30 p.m.; "
        "would fit if Dorsa came before Alview."
    )
    short = replace(first, visit_min=60)
    near = matrix({("Inn", "Alview"): 180, ("Alview", "Dorsa"): 45, ("Dorsa", "Inn"): 30})
    closing = replace(stop("Dorsa", bells=(480, 840)))
    tried = compute_day(day_of([short, closing]), near, PLAIN)
    told = left_out(plan_of([day_of([short])]), closing, tried, near, RULES)
    assert told.sentence == (
        "Dorsa: could start at 2:21 p.m. on Monday, 21 min after the last bell at 2 p.m.; would "
        "fit if the visit before, at Alview, were 21 min shorter."
    )
    assert told.mend == "Shorten the visit at Alview by 21 min."


def test_a_site_that_is_closed_on_every_day() -> None:
    shut = replace(DORSA, windows=((), (), ()), closed_why=("there is no school on a weekend",) * 3)
    plan = plan_of([day_of([], index=k) for k in range(3)])
    roads = matrix({("Inn", "Dorsa"): 30})
    assert best_insertion(plan, shut, roads, RULES) is None
    told = left_out(plan, shut, None, roads, RULES)
    assert told.sentence == (
        "Dorsa: cannot be seen on all 3 days of the tour: there is no school on a weekend."
    )
    assert told.rule == "DAY-CLOSED"
    unwanted = left_out(plan, replace(DORSA, wish="not"), None, roads, RULES)
    assert unwanted.sentence == "Dorsa: marked as not wanted."
    assert left_out(plan, DORSA, None, roads, RULES).sentence == "Dorsa: no day was tried for it."


WEEKEND = "there is no school on a weekend"


def test_a_site_that_is_closed_for_several_reasons_says_each() -> None:
    why = ("schools are closed for Veterans Day", WEEKEND, WEEKEND)
    shut = replace(DORSA, windows=((), (), ()), closed_why=why)
    plan = plan_of([day_of([], index=k) for k in range(3)])
    told = left_out(plan, shut, None, matrix({("Inn", "Dorsa"): 30}), RULES)
    assert told.sentence == (
        "Dorsa: cannot be seen on all 3 days of the tour. On Monday it cannot be seen: schools are "
        "closed for Veterans Day. On Tuesday and Wednesday it cannot be seen: there is no school "
        "on a weekend."
    )


def test_a_site_that_is_late_on_its_one_open_day_says_why_the_others_are_none() -> None:
    roads = matrix({("Inn", "Dorsa"): 600})
    plan = plan_of([day_of([], index=k) for k in range(3)])
    weekend = replace(DORSA, windows=(DORSA.windows[0], (), ()), closed_why=("", WEEKEND, WEEKEND))
    told = left_out(plan, weekend, best_insertion(plan, weekend, roads, RULES), roads, RULES)
    assert told.sentence.endswith(
        ". On Tuesday and Wednesday it cannot be seen: there is no school on a weekend."
    )
    assert "could start at" in told.sentence


def test_a_pin_on_a_closed_day_is_what_has_to_move() -> None:
    pinned = replace(
        DORSA, windows=(DORSA.windows[0], (), ()), closed_why=("", WEEKEND, WEEKEND), fixed_day=2
    )
    plan = plan_of([day_of([], index=k) for k in range(3)])
    told = left_out(plan, pinned, None, matrix({("Inn", "Dorsa"): 30}), RULES)
    assert told.sentence == f"Dorsa: is locked to Wednesday, but {WEEKEND}."
    assert told.mend == "Lock Dorsa to another day, or unlock it."


def test_a_day_that_is_full() -> None:
    stops = [anytime(stop(name)) for name in "ABC"]
    roads = matrix({}, default=10, names=("Inn", *"ABC", "Dorsa"))
    plan = plan_of([day_of(stops)])
    tried = best_insertion(plan, DORSA, roads, RULES)
    told = left_out(plan, DORSA, tried, roads, RULES)
    assert told.sentence == (
        "Dorsa: Monday already has the 3 visits that are planned a day; would fit if 4 a day were "
        "allowed."
    )
    assert told.rule == "DAY-FULL"


def test_a_site_that_would_fit() -> None:
    roads = matrix({("Inn", "Dorsa"): 40})
    plan = plan_of([day_of([])])
    told = left_out(plan, DORSA, best_insertion(plan, DORSA, roads, RULES), roads, RULES)
    assert told.sentence == (
        "Dorsa: would fit on Monday, which then has 1 h 20 min of driving for the riders."
    )
    assert (told.rule, told.mend) == ("", "Put it on Monday.")


def sentence_of(made: TourStop, roads: TravelMatrix, *others: TourStop) -> str:
    plan = plan_of([day_of(others)])
    tried = compute_day(day_of([*others, made]), roads, PLAIN)
    return left_out(plan, made, tried, roads, RULES).sentence


def test_the_other_rules_in_words() -> None:
    far = anytime(stop("Dorsa"))
    drive = sentence_of(far, matrix({("Inn", "Dorsa"): 271}))
    assert "Monday would have 10 h 2 min of driving, 2 min over the 10 h limit" in drive
    late = sentence_of(replace(far, visit_min=400), matrix({("Inn", "Dorsa"): 150}))
    assert "the bus would be on the road until 8:55 p.m. on Monday, 1 h 55 min after 7 p.m." in late
    assert "would fit if the visit at Dorsa were 1 h 55 min shorter" in late
    island = sentence_of(far, matrix({("Inn", "Dorsa"): NO_ROAD}))
    assert "no road is known to it on Monday" in island
    assert "a road that is not known" not in island, "it is the same one, away from there"
    assert "put it in a day and type the minutes" in island
    closed = sentence_of(
        replace(far, windows=((),), closed_why=("it is closed",)), matrix({("Inn", "Dorsa"): 30})
    )
    assert closed.startswith("Dorsa: cannot be seen on Monday: it is closed")
    long = sentence_of(replace(far, visit_min=700), matrix({("Inn", "Dorsa"): 100}))
    assert "the driver would still drive after 18 h 9 min on duty on Monday" in long
    assert "and this would break as well: the hour to be off the road" in long


def test_cancel_comes_through_before_any_change_that_is_tried() -> None:
    late = stop("Alview", typed=(480, 600))
    roads = matrix({}, default=30, names=("Inn", "Alview", "Dorsa", *map(str, range(40))))
    plan = plan_of([day_of([late]), day_of([], index=1)])
    plan = replace(plan, tour=replace(plan.tour, hotels=tuple(node(str(k)) for k in range(40))))
    far = replace(DORSA, visit_min=2_000)
    asked = []

    def look() -> None:
        asked.append(1)
        if len(asked) == most:
            raise Cancelled

    most = 0
    tried = best_insertion(plan, far, roads, RULES)
    assert "no single change" in left_out(plan, far, tried, roads, RULES, look=look).sentence
    assert len(asked) > 40  # once a town, and more
    most = len(asked)
    asked.clear()
    with pytest.raises(Cancelled):
        left_out(plan, far, tried, roads, RULES, look=look)


def test_another_visit_that_would_be_late() -> None:
    closing = stop("Alview", typed=(480, 600))
    roads = matrix({("Inn", "Alview"): 30, ("Inn", "Dorsa"): 30, ("Dorsa", "Alview"): 60})
    plan = plan_of([day_of([closing])])
    tried = compute_day(day_of([DORSA, closing]), roads, PLAIN)
    told = left_out(plan, DORSA, tried, roads, RULES)
    assert told.sentence == (
        "Dorsa: Alview could then start at 11:16 a.m. on Monday, 1 h 16 min after the end of its "
        "typed window at 10 a.m.; would fit if Alview came before Dorsa."
    )


def test_rest_in_words() -> None:
    morning = at(300, MONDAY + timedelta(1))
    night = replace(day_of([], index=1, depart_at=morning), end=node("Far"))
    far = replace(anytime(DORSA), visit_min=90)
    roads = matrix({("Inn", "Dorsa"): 140, ("Inn", "Far"): 30})
    plan = plan_of([day_of([], depart_at=at(700)), night])
    made = compute_day(day_of([far], depart_at=at(700)), roads, PLAIN)
    told = left_out(plan, far, made, roads, RULES)
    assert told.rule == "HOS-REST"
    assert told.sentence == (
        "Dorsa: the driver would have 7 h 50 min of rest before Tuesday, 10 min under the 8 h limit"
        ", and this would break as well: the hour to be off the road; would fit if the bus left "
        "Inn at 11:30 a.m., 10 min earlier."
    )


def mend_of(rule: str, plan: Plan, roads: TravelMatrix) -> str:
    found = check_plan(plan, schedules_of(plan, roads), RULES, travel=roads)
    return next(finding.mend for finding in found if finding.rule == rule)


def test_a_short_night_is_mended_by_leaving_later() -> None:
    roads = matrix({("Inn", "Far"): 60})
    evening = replace(day_of([], depart_at=at(1211)), end=node("Far"))
    morning = day_of([], index=1, start=node("Far"), end=node("Inn"), depart_at=at(435, TUESDAY))
    plan = plan_of([evening, morning])
    assert mend_of("HOS-REST", plan, roads) == "Leave Far at 7:16 a.m., 1 min later."


def test_a_short_night_before_a_pinned_morning_is_mended_the_evening_before() -> None:
    roads = matrix({("Inn", "A"): 60, ("A", "Far"): 60, ("Far", "B"): 30, ("B", "Inn"): 30})
    first = replace(anytime(stop("A")), visit_min=120)
    second = replace(anytime(stop("B")), fixed_day=1, fixed_start_at=at(420, TUESDAY))
    evening = replace(day_of([first], depart_at=at(960)), end=node("Far"))
    morning = day_of([second], index=1, start=node("Far"), end=node("Inn"))
    plan = plan_of([evening, morning])
    # Released at 9:14 p.m. less; reports at 4:50 a.m.: the pin holds the morning where it is.
    assert mend_of("HOS-REST", plan, roads).startswith("Shorten the visit at A by ")


def test_a_long_day_is_mended_by_the_visit_that_costs_least_to_shorten() -> None:
    roads = matrix({("Inn", "A"): 60, ("A", "B"): 60, ("B", "Inn"): 60})
    kept = replace(anytime(stop("A")), visit_min=300, confirmed=True)
    free = replace(anytime(stop("B")), visit_min=300)
    plan = plan_of([day_of([kept, free], depart_at=at(360))])
    (finding,) = (
        f for f in check_plan(plan, schedules_of(plan, roads), RULES) if f.rule == "HOS-DUTY"
    )
    assert finding.severity is Severity.ERROR
    over = int(finding.numbers["over_min"])
    assert mend_of("HOS-DUTY", plan, roads) == f"Shorten the visit at B by {hours_text(over)}."


def test_a_long_week_is_mended_on_the_day_that_breaks_it() -> None:
    first = date(2027, 5, 3)
    made = replace(anytime(stop("A", first=first, days=7), first, 7), visit_min=380)
    plan = plan_of(
        [
            day_of([made], index=k, first=first, depart_at=at(420, first + timedelta(k)))
            for k in range(7)
        ],
        settings=PLAIN.changed({"lunch_min": 0}),
    )
    roads = matrix({("Inn", "A"): 60})
    assert mend_of("HOS-WEEK", plan, roads) == "Leave out A."
    spare = replace(made, id=StopId("B"), node=node("B"))
    with_more = replace(plan, days=(*plan.days[:6], replace(plan.days[6], stops=(spare,))))
    both = matrix({("Inn", "A"): 60, ("Inn", "B"): 60})
    without = plan_of([*plan.days[:6], day_of([], index=6, first=first)])
    told = left_out(
        replace(without, tour=replace(without.tour, settings=plan.tour.settings)),
        spare,
        schedules_of(with_more, both)[6],
        both,
        RULES,
    )
    assert told.rule == "HOS-WEEK"
    assert "the driver's week would be " in told.sentence


def test_another_hotel_of_the_tour_is_tried_before_a_visit_is_given_up() -> None:
    far, near = node("Far Inn"), node("Near Inn")
    days = [replace(day_of([]), end=far), replace(day_of([], index=1), start=far)]
    plan = plan_of(days)
    plan = replace(plan, tour=replace(plan.tour, hotels=(far, near)))
    roads = matrix({("Far Inn", "Dorsa"): 540}, names=("Inn", "Near Inn"))
    dorsa = replace(DORSA, windows=((), *DORSA.windows[1:]), closed_why=("a fair", "", ""))
    told = left_out(plan, dorsa, best_insertion(plan, dorsa, roads, RULES), roads, RULES)
    assert "would fit if Monday night were spent at Near Inn." in told.sentence
    assert told.mend == "Spend Monday night at Near Inn."
    room = room_for(plan, dorsa, roads, RULES)
    assert room is not None
    nights = {k: (day.start.id, day.end.id) for k, day in room.items()}
    assert nights == {0: ("Inn", "Near Inn"), 1: ("Near Inn", "Inn")}
    assert [stop.id for stop in room[1].stops] == ["Dorsa"]


def test_nothing_is_promised_where_no_single_change_helps() -> None:
    plan = plan_of([replace(day_of([], depart_at=at(480)), end=node("A"))])
    assert mend_of("HOS-DRIVE", plan, matrix({("Inn", "A"): 600})) == (
        "Take 1 h of driving out of the day, or add a second driver."
    )
