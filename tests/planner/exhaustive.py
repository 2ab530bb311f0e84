"""Every arrangement of a tiny tour, computed with core.schedule alone: the best that there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations, product

from tourplanner.core.checks.hours import over_limits
from tourplanner.core.clock import minutes_between, moment
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.tour import Node, Tour, TourDay
from tourplanner.core.schedule import DaySchedule, compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.planner.problem import PlanWeights


def worth_of(tour: Tour, schedules: list[DaySchedule], weights: PlanWeights) -> int:
    """The value of an arrangement in sixtieths of a point, written anew from its description."""
    value = 0
    regions: dict[str, int] = {}
    for schedule in schedules:
        day = schedule.day
        guests = schedule.guest_drive_min
        value -= guests * weights.drive_hour_points
        over = max(0, guests - tour.settings.guest_drive_max_min)
        value -= over * weights.guest_over_hour_points
        for row in schedule.rows:
            short = max(0, row.buffer_min - row.slack_min)
            value -= short * weights.short_buffer_hour_points
            must = weights.must_points if row.stop.wish == "must" else 0
            value += 60 * (row.stop.score + must)
            if row.stop.region:
                regions[row.stop.region] = regions.get(row.stop.region, 0) + 1
        wished = moment(day.date, tour.settings.hotel_in_tod_min, day.end.zone)
        late = max(0, minutes_between(wished, schedule.arrive_at))
        value -= late * weights.late_hotel_hour_points
    offered = {stop.region for stop in tour.stops if stop.region and stop.wish != "not"}
    if len(offered) > 1:
        wanted = min(tour.days + 1, len(offered))
        value -= 60 * weights.region_missing_points * max(0, wanted - len(regions))
        share = max(1, sum(regions.values()) * weights.region_share_percent // 100)
        over = sum(max(0, count - share) for count in regions.values())
        value -= 60 * weights.region_over_points * over
    return value


def day_options(
    tour: Tour, travel: TravelMatrix, index: int, start: Node, end: Node
) -> dict[frozenset[str], list[DaySchedule]]:
    """All orders of all small groups of stops that break no rule of time."""
    found: dict[frozenset[str], list[DaySchedule]] = {}
    date = tour.first_date + timedelta(days=index)
    for count in range(min(tour.settings.max_stops_per_day, len(tour.stops)) + 1):
        for order in permutations(tour.stops, count):
            schedule = compute_day(TourDay(index, date, start, end, order), travel, tour.settings)
            if not schedule.broken:
                found.setdefault(frozenset(stop.id for stop in order), []).append(schedule)
    return found


def best_worth(
    tour: Tour, travel: TravelMatrix, rules: DriverRules, weights: PlanWeights
) -> int | None:
    """The highest value of all arrangements that keep law and house rule; None = there is none."""
    best: int | None = None
    for nights in product(tour.hotels, repeat=tour.days - 1):
        ends = (tour.start, *nights, tour.end)
        options = [day_options(tour, travel, k, ends[k], ends[k + 1]) for k in range(tour.days)]
        for schedules in _choices(options, 0, frozenset()):
            if over_limits(schedules, rules.law) or over_limits(schedules, rules.house):
                continue
            value = worth_of(tour, schedules, weights)
            if best is None or value > best:
                best = value
    return best


def _choices(
    options: list[dict[frozenset[str], list[DaySchedule]]], day: int, used: frozenset[str]
) -> Iterator[list[DaySchedule]]:
    if day == len(options):
        yield []
        return
    for group, schedules in options[day].items():
        if not group & used:
            for schedule in schedules:
                for rest in _choices(options, day + 1, used | group):
                    yield [schedule, *rest]
