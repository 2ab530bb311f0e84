"""The kernels give the moments and the broken rules that core.schedule gives."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np

from tests.planner.generated import (
    HOUSE,
    LAW,
    RULES,
    random_day,
    random_tour,
    travel_of,
    without_musts,
)
from tests.support import figure
from tourplanner.core.checks.hours import over_limits
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import (
    RULE_CLOSED,
    RULE_LATE,
    RULE_MISSED,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
    DaySchedule,
)
from tourplanner.core.model.tour import Tour, TourDay, TourStop
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import Leg, TravelMatrix
from tourplanner.planner import kernels
from tourplanner.planner.drafts import new_draft, new_memory
from tourplanner.planner.kernels import arrays, chance
from tourplanner.planner.kernels.arrays import NONE, Numbers
from tourplanner.planner.problem import Problem, build_problem


def numbers_for(problem: Problem, day: TourDay) -> Numbers:
    """The problem's numbers with the pins and the departure that were typed for one day."""
    visits, days = problem.numbers.visits.copy(), problem.numbers.days.copy()
    epoch = problem.epochs[day.index]
    for s, stop in enumerate(problem.stops):
        if stop.id in day.pins:
            at = (day.pins[stop.id] - epoch) // timedelta(minutes=1)
            visits[day.index, s, [arrays.PIN, arrays.LAST_START]] = at
            visits[day.index, s, arrays.CLOSED] = 0
    if day.depart_at is not None:
        days[day.index, arrays.DEPART] = (day.depart_at - epoch) // timedelta(minutes=1)
    return problem.numbers._replace(visits=visits, days=days)


def kernel_moments(
    problem: Problem, numbers: Numbers, day: TourDay, travel: TravelMatrix
) -> tuple[int, int, np.ndarray]:
    index = {stop.id: s for s, stop in enumerate(problem.stops)}
    order = np.array([index[stop.id] for stop in day.stops], dtype=np.int64)
    out = np.zeros((len(order) + 1, 10), dtype=np.int64)
    start, end = travel.index[day.start.id], travel.index[day.end.id]
    depart, driven = kernels.day_moments(numbers, day.index, start, order, end, out)
    return int(depart), int(driven), out


def expected(schedule: DaySchedule, problem: Problem) -> tuple[int, int, list[list[int]]]:
    epoch = problem.epochs[schedule.day.index]

    def minutes(at: object) -> int:
        return (at - epoch) // timedelta(minutes=1)  # type: ignore[operator]

    lunch = schedule.lunch
    rows = []
    for row in schedule.rows:
        had = lunch is not None and lunch.stop is row.stop
        rows.append(
            [
                minutes(row.arrive_at),
                minutes(row.ready_at),
                minutes(row.start_at),
                minutes(row.end_at),
                minutes(row.board_at),
                minutes(row.depart_at),
                _leg(row.leg, row.leg_min, row.stop, schedule),
                row.late_min,
                int(any(b.rule == RULE_CLOSED and b.stop is row.stop for b in schedule.broken)),
                minutes(lunch.start_at) if had and lunch is not None else NONE,
            ]
        )
    return minutes(schedule.depart_at), schedule.guest_drive_min, rows


def _leg(leg: Leg | None, minutes: int, stop: TourStop, schedule: DaySchedule) -> int:
    """A leg's minutes as the kernels write them."""
    if leg is None:
        return -1
    missed = any(b.rule == RULE_MISSED and b.stop is stop for b in schedule.broken)
    return -2 - minutes if missed else minutes


def assert_same_day(tour: Tour, problem: Problem, day: TourDay, travel: TravelMatrix) -> None:
    schedule = compute_day(day, travel, tour.settings)
    numbers = numbers_for(problem, day)
    depart, driven, out = kernel_moments(problem, numbers, day, travel)
    want_depart, want_driven, want_rows = expected(schedule, problem)
    rows = out[:-1].tolist()
    if schedule.lunch is not None and schedule.lunch.place == "road":
        epoch = problem.epochs[day.index]
        on_road = (schedule.lunch.start_at - epoch) // timedelta(minutes=1)
        got = [row[arrays.M_LUNCH] for row in out.tolist() if row[arrays.M_LUNCH] != NONE]
        assert got == [on_road]
        for row in rows:
            row[arrays.M_LUNCH] = NONE
    assert (depart, driven) == (want_depart, want_driven)
    assert rows == want_rows
    assert broken_rules(out) == sorted(b.rule for b in schedule.broken)
    assert_search_agrees(problem, numbers, day, travel, schedule)


def broken_rules(out: np.ndarray) -> list[str]:
    """The broken rules that a table of moments tells, with repetitions."""
    found = [RULE_NO_ROAD] * int((out[:, arrays.M_LEG] == -1).sum())
    found += [RULE_MISSED] * int((out[:, arrays.M_LEG] < -1).sum())
    for row in out[:-1]:
        if row[arrays.M_CLOSED]:
            found.append(RULE_CLOSED)
        elif row[arrays.M_LATE] > 0:
            found.append(RULE_LATE)
    if out[-1, arrays.M_LATE] > 0:
        found.append(RULE_OFF_ROAD)
    return sorted(found)


def assert_search_agrees(
    problem: Problem, numbers: Numbers, day: TourDay, travel: TravelMatrix, schedule: DaySchedule
) -> None:
    """What the search believes of the day is what the schedule and the limits say."""
    draft = new_draft(problem)
    if len(day.stops) > draft.order.shape[1]:
        return
    index = {stop.id: s for s, stop in enumerate(problem.stops)}
    draft.counts[day.index] = len(day.stops)
    draft.order[day.index, : len(day.stops)] = [index[stop.id] for stop in day.stops]
    draft.night[day.index] = travel.index[day.start.id]
    draft.night[day.index + 1] = travel.index[day.end.id]
    fits = kernels.day_holds(numbers, draft, new_memory(problem, 0), day.index)
    driver = schedule.driver
    limits_hold = not over_limits([schedule], LAW) and not over_limits([schedule], HOUSE)
    assert fits == (not schedule.broken and limits_hold)
    epoch = problem.epochs[day.index]
    total = draft.total[day.index]
    if schedule.is_idle:
        assert total[arrays.REPORT] == arrays.NO_LIMIT
        return
    if RULE_MISSED in {b.rule for b in schedule.broken}:
        return  # such a day is given up at once: its figures are nobody's
    assert total[arrays.REPORT] == (driver.report_at - epoch) // timedelta(minutes=1)
    assert total[arrays.RELEASE] == (driver.release_at - epoch) // timedelta(minutes=1)
    assert total[arrays.DRIVEN] == schedule.guest_drive_min
    short = sum(max(0, row.buffer_min - row.slack_min) for row in schedule.rows)
    assert total[arrays.SHORT] == short


def test_any_order_has_the_moments_and_broken_rules_of_the_schedule() -> None:
    seen: dict[str, int] = {}
    for number in range(figure(60, 2_000)):
        tour = random_tour(number)
        travel = travel_of(tour, number)
        problem = build_problem(tour, travel, RULES)
        rng = random.Random(number)
        for _ in range(12):
            day = random_day(tour, rng)
            assert_same_day(tour, problem, day, travel)
            schedule = compute_day(day, travel, tour.settings)
            kinds = {b.rule for b in schedule.broken}
            kinds |= {f"lunch {schedule.lunch.place}"} if schedule.lunch else set()
            for kind in kinds:
                seen[kind] = seen.get(kind, 0) + 1
    # The draw is worth nothing where it never meets a rule.
    for kind in (RULE_NO_ROAD, RULE_LATE, RULE_CLOSED, RULE_OFF_ROAD, RULE_MISSED):
        assert seen[kind] > 5, seen
    for kind in ("lunch before", "lunch after", "lunch road"):
        assert seen[kind] > 5, seen


def test_rest_and_week_between_days_are_those_of_the_checks() -> None:
    tight = replace(LAW, duty_max_min=800, rest_min=790, week_max_min=1350, week_days=3)
    loose = replace(HOUSE, drive_max_min=None, duty_max_min=None, rest_min=None)
    seen: set[str] = set()
    held = 0
    for number in range(figure(250, 3_000)):
        tour = random_tour(number, days=4, sites=8)
        travel = travel_of(tour, number, no_road=0.0)
        problem = build_problem(tour, travel, DriverRules(tight, loose))
        rng = random.Random(number)
        nights = (tour.start, *rng.choices(tour.hotels, k=3), tour.end)
        stops = rng.sample(tour.stops, len(tour.stops))
        draft = new_draft(problem)
        days = []
        for k in range(tour.days):
            chosen = tuple(stops.pop() for _ in range(rng.choice((0, 1, 1, 2))))
            chosen = chosen[: tour.settings.max_stops_per_day]
            date = tour.first_date + timedelta(days=k)
            empty_min = tour.empty_min(k)
            days.append(TourDay(k, date, nights[k], nights[k + 1], chosen, empty_min=empty_min))
            draft.counts[k] = len(chosen)
            draft.order[k, : len(chosen)] = [problem.stops.index(stop) for stop in chosen]
        draft.night[:] = [travel.index[node.id] for node in nights]
        memory = new_memory(problem, 0)
        alone = [kernels.day_holds(problem.numbers, draft, memory, k) for k in range(tour.days)]
        schedules = [compute_day(day, travel, tour.settings) for day in days]
        over = {found.rule for found in over_limits(schedules, tight)}
        if over & {"HOS-DRIVE", "HOS-DUTY"} or not all(alone):
            continue
        assert kernels.draft_holds(problem.numbers, draft, memory) == (not over), over
        seen |= over
        held += not over
    assert seen == {"HOS-REST", "HOS-WEEK"}
    assert held > 10


def test_random_numbers_are_the_same_everywhere() -> None:
    draw = getattr(chance.draw, "py_func", chance.draw)
    rng = np.array([12345, 67890], dtype=np.int64)
    assert [int(draw(rng, 1000)) for _ in range(6)] == [851, 157, 221, 248, 981, 872]
    spread = [int(draw(rng, 10)) for _ in range(10_000)]
    assert all(900 < spread.count(digit) < 1100 for digit in range(10))


def test_what_holds_with_one_stop_more_is_never_out_of_its_bounds() -> None:
    """A stop is passed over where the next arrival would be later than the bound."""
    held = near = 0
    for number in range(figure(60, 2_000)):
        tour = without_musts(random_tour(number, sites=6, days=2))
        problem = build_problem(tour, travel_of(tour, number), RULES)
        numbers, draft, rng = problem.numbers, new_draft(problem), random.Random(number)
        memory = new_memory(problem, 0)
        day = rng.randrange(2)
        draft.night[:] = problem.start, rng.choice(numbers.hotels), problem.end
        order: list[int] = []
        for stop in rng.sample(range(6), 6):
            before = None
            for place in range(len(order) + 1):
                draft.order[day, : len(order)] = order
                draft.counts[day] = len(order)
                if not kernels.day_holds(numbers, draft, memory, day):
                    break
                bounds = draft.moments[day].copy()
                more = [*order[:place], stop, *order[place:]]
                if len(more) > draft.order.shape[1]:
                    break
                draft.order[day, : len(more)] = more
                draft.counts[day] = len(more)
                if not kernels.day_holds(numbers, draft, memory, day):
                    continue
                came = draft.moments[day, place + 1, arrays.CAME]
                assert came <= bounds[place, arrays.REACH]
                assert not place or came <= bounds[place, arrays.ON_DUTY]
                held += 1
                near += bounds[place, arrays.ON_DUTY] < bounds[place, arrays.REACH]
                before = more
            order = before or order
    assert held > figure(60, 2_000)
    assert near
