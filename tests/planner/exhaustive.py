"""Every arrangement of a small tour, computed with core.schedule alone: the best that there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import product

from tourplanner.core.checks.hours import over_limits
from tourplanner.core.clock import minutes_between, moment
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import RULE_OFF_ROAD, DaySchedule
from tourplanner.core.model.tour import Node, Tour, TourDay, TourStop
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.planner.problem import PlanWeights

Option = tuple[int, frozenset[str], DaySchedule]  # value of the day, ids of its stops


def worth_of(tour: Tour, schedules: Sequence[DaySchedule], weights: PlanWeights) -> int:
    """The value of an arrangement in sixtieths of a point, written anew from its description."""
    return sum(_day_worth(tour, one, weights) for one in schedules) - _imbalance(
        tour, schedules, weights
    )


def _day_worth(tour: Tour, schedule: DaySchedule, weights: PlanWeights) -> int:
    guests = schedule.guest_drive_min
    value = -guests * weights.drive_hour_points
    over = max(0, guests - tour.settings.guest_drive_max_min)
    value -= over * weights.guest_over_hour_points
    for row in schedule.rows:
        short = max(0, row.buffer_min - row.slack_min)
        value -= short * weights.short_buffer_hour_points
        must = weights.must_points if row.stop.wish == "must" else 0
        value += 60 * (row.stop.score + must)
    wished = moment(schedule.day.date, tour.settings.hotel_in_tod_min, schedule.day.end.zone)
    late = max(0, minutes_between(wished, schedule.arrive_at))
    return value - late * weights.late_hotel_hour_points


def _imbalance(tour: Tour, schedules: Sequence[DaySchedule], weights: PlanWeights) -> int:
    """What is lost where regions are missing or one has too many; never below 0."""
    offered = {stop.region for stop in tour.stops if stop.region and stop.wish != "not"}
    if len(offered) < 2:
        return 0
    regions: dict[str, int] = {}
    for schedule in schedules:
        for stop in schedule.day.stops:
            if stop.region:
                regions[stop.region] = regions.get(stop.region, 0) + 1
    wanted = min(tour.days + 1, len(offered))
    lost = 60 * weights.region_missing_points * max(0, wanted - len(regions))
    share = max(1, sum(regions.values()) * weights.region_share_percent // 100)
    over = sum(max(0, count - share) for count in regions.values())
    return lost + 60 * weights.region_over_points * over


def best_worth(
    tour: Tour, travel: TravelMatrix, rules: DriverRules, weights: PlanWeights
) -> int | None:
    """The highest value of all arrangements that keep law and house rule; None = there is none."""
    days: dict[tuple[int, str, str], list[Option]] = {}
    best: int | None = None
    for nights in product(tour.hotels, repeat=tour.days - 1):
        ends = (tour.start, *nights, tour.end)
        options = []
        for k in range(tour.days):
            key = (k, ends[k].id, ends[k + 1].id)
            if key not in days:
                days[key] = _day_options(tour, travel, rules, weights, k, ends[k], ends[k + 1])
            options.append(days[key])
        if all(options):
            best = _best_of(tour, rules, weights, options, (), frozenset(), 0, best)
    return best


def _day_options(
    tour: Tour,
    travel: TravelMatrix,
    rules: DriverRules,
    weights: PlanWeights,
    index: int,
    start: Node,
    end: Node,
) -> list[Option]:
    """All orders of all groups of stops that hold on a day by themselves, the best first.

    A stop that is late, closed or without a road stays so whatever follows it.
    """
    date = tour.first_date + timedelta(days=index)
    found: list[Option] = []

    def extend(order: tuple[TourStop, ...]) -> None:
        day = TourDay(index, date, start, end, order, empty_min=tour.empty_min(index))
        schedule = compute_day(day, travel, tour.settings)
        if not schedule.broken and not any(
            over_limits([schedule], limits) for limits in (rules.law, rules.house)
        ):
            ids = frozenset(stop.id for stop in order)
            found.append((_day_worth(tour, schedule, weights), ids, schedule))
        visits = {one.rule for one in schedule.broken if one.stop is not None}
        if visits - {RULE_OFF_ROAD} or len(order) >= tour.settings.max_stops_per_day:
            return
        for stop in tour.stops:
            if stop not in order:
                extend((*order, stop))

    extend(())
    return sorted(found, key=lambda option: -option[0])


def _best_of(
    tour: Tour,
    rules: DriverRules,
    weights: PlanWeights,
    options: Sequence[Sequence[Option]],
    chosen: tuple[DaySchedule, ...],
    used: frozenset[str],
    value: int,
    best: int | None,
) -> int | None:
    """Try every choice of a day each that could still be better than the best one so far."""
    day = len(chosen)
    if day == len(options):
        if over_limits(chosen, rules.law) or over_limits(chosen, rules.house):
            return best
        whole = value - _imbalance(tour, chosen, weights)
        return whole if best is None else max(best, whole)
    most_later = sum(later[0][0] for later in options[day + 1 :])
    for worth, ids, schedule in options[day]:
        if best is not None and value + worth + most_later <= best:
            break
        if not ids & used:
            best = _best_of(
                tour, rules, weights, options, (*chosen, schedule), used | ids, value + worth, best
            )
    return best
