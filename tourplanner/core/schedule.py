"""Times of a day: the moments of a fixed order of stops, and the driver's hours that follow.

The order of things at every stop is the same, in code, on screen and in the help page "Times of a
day": the bus *arrives*, people *alight*, a *buffer* is kept, the visit *starts* (never before its
window opens or before its pinned moment), the visit *ends*, people *board*, the bus *departs*.

- A window bounds the start of a visit, not its end.
- A leg takes its peak minutes when it leaves a metropolitan place in a weekday peak, or reaches one
  in a peak; otherwise its off-peak minutes.
- A leg with fixed departures (a ferry, a plane) is left at the first of them that is not before the
  party has boarded; people board just before it. After the last one it cannot be driven that day:
  the order is broken there, and goes on as if it left at once.
- Lunch is taken once on a day that leaves before ``lunch_from`` and is still out then: on the road,
  when a leg reaches its end after ``lunch_to`` and nobody has eaten; before a visit that would not
  start before lunch does anyway, where the bus leaves no later for it than with lunch after it and
  the visit is not late for it; else after the visit that ends at ``lunch_from`` or later.
- Where the bus waits for a fixed departure through the lunch hour, lunch is had meanwhile.
- Lunch on the road delays the arrival; one that it moves into a peak takes the peak minutes. On a
  leg with fixed departures it comes after the drive, for a ferry does not wait while people eat,
  unless they eat on board as it goes.
- Where it is known when the bus really came to a stop or left it, that moment holds, and all after
  it follows; a lunch on the road that it had no time for is still to be had.
- A day leaves its hotel at ``day_start``, later where the first visit cannot start before its
  window opens, earlier (not before ``earliest_out``) where the first visit is pinned; where its
  first leg has fixed departures, at the last of them that is in time, else at the next, else at
  the last one from ``earliest_out`` on.

All arithmetic is on elapsed minutes from one epoch (UTC); clocks are only read to find peaks and
the lunch hour. A late arrival is kept and listed in ``broken``; nothing is moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from tourplanner.core.clock import add_minutes, minutes_between, moment
from tourplanner.core.duty import driver_hours
from tourplanner.core.leg_times import (
    buffer_min,
    departures_of,
    first_departure,
    in_peak,
    leg_minutes,
)
from tourplanner.core.model.schedule import (
    RULE_CLOSED,
    RULE_LATE,
    RULE_MISSED,
    RULE_NO_ROAD,
    RULE_OFF_ROAD,
    Break,
    Broken,
    DaySchedule,
    DriverHours,
    StopTimes,
)
from tourplanner.core.model.tour import Node, PlanSettings, TourDay, TourStop, Window
from tourplanner.core.travel import Leg, TravelMatrix


def day_epoch(day: TourDay) -> datetime:
    """Give the day's zero: midnight by the clock of its start, as a UTC moment."""
    return moment(day.date, 0, day.start.zone)


def earliest_start(
    stop: TourStop, day: TourDay, ready_at: datetime
) -> tuple[datetime, Window | None, int]:
    """Give the first allowed start at or after a moment.

    Returns
    -------
    start, its window, and the minutes late: where no window or pin can be met any more, the start
    is ``ready_at`` and late counts from the last window's end (or the pin).
    """
    pinned = pinned_at(stop, day)
    if pinned is not None:
        late = minutes_between(pinned, ready_at)
        return max(pinned, ready_at), None, max(late, 0)
    windows = stop.windows[day.index] if day.index < len(stop.windows) else ()
    for window in windows:
        if ready_at <= window.close_at:
            return max(ready_at, window.open_at), window, 0
    if windows:
        last = windows[-1]
        return ready_at, last, minutes_between(last.close_at, ready_at)
    return ready_at, None, 0


def pinned_at(stop: TourStop, day: TourDay) -> datetime | None:
    """Give the pinned start of a stop on a day: this variant's pin, else the stop's own."""
    if stop.id in day.pins:
        return day.pins[stop.id]
    return stop.fixed_start_at if stop.fixed_day == day.index else None


def compute_day(day: TourDay, travel: TravelMatrix, settings: PlanSettings) -> DaySchedule:
    """Give every stop of one day its arrival, start and departure.

    Parameters
    ----------
    day : stops in driving order; a typed departure wins over the worked-back one.
    travel : whole bus minutes between all nodes of the day.

    Returns
    -------
    One row per stop, same order. A late start, a closed day, a missing road and a bus on the road
    too late are kept and listed in ``broken``.

    Raises
    ------
    UnknownLeg : the matrix has no entry for a consecutive pair.

    Source
    ------
    A window bounds the start of a visit, not its end: see the text of this module.
    """
    depart_at = day.depart_at or departure(day, travel, settings)
    return _run(day, travel, settings, depart_at)


def departure(day: TourDay, travel: TravelMatrix, settings: PlanSettings) -> datetime:
    """Work the departure back from the first visit: see the text of this module."""
    wished = moment(day.date, settings.day_start_tod_min, day.start.zone)
    soonest = at = wished
    if day.stops:
        leg = travel.leg(day.start.id, day.stops[0].node.id)
        soonest, at = _free_departure(day, day.stops[0], leg, settings, wished)
    else:
        leg = travel.leg(day.start.id, day.end.id)
    earliest = min(moment(day.date, settings.earliest_out_tod_min, day.start.zone), wished)
    fixed = departures_of(leg, day.date, day.start.zone)
    in_time = [departs for departs in fixed if soonest <= departs <= at]
    later = [departs for departs in fixed if departs > at]
    early = [departs for departs in fixed if earliest <= departs < soonest]
    return next(iter([*in_time[-1:], *later[:1], *early[-1:]]), at)


def _free_departure(
    day: TourDay, first: TourStop, leg: Leg | None, settings: PlanSettings, wished: datetime
) -> tuple[datetime, datetime]:
    """Give how early the bus may leave for the first visit, and when it should, on an open road."""
    pinned = pinned_at(first, day)
    windows = first.windows[day.index] if day.index < len(first.windows) else ()
    target = pinned or (windows[0].open_at if windows else None)
    if leg is None or target is None:
        return wished, wished
    latest = wished
    for minutes in (leg.off_peak_min, leg.peak_min):
        before = minutes + first.alighting_min + buffer_min(minutes, settings)
        latest = add_minutes(target, -before)
        if leg_minutes(leg, latest, day.start, first.node)[0] <= minutes:
            break
    if pinned is None:
        return wished, max(latest, wished)
    earliest = min(moment(day.date, settings.earliest_out_tod_min, day.start.zone), wished)
    return earliest, max(latest, earliest)


def latest_departure(
    day: TourDay, travel: TravelMatrix, settings: PlanSettings, step_min: int = 5
) -> datetime | None:
    """Give the latest departure that still meets every start; None where even the first does not.

    Backwards from the windows and pins, in steps of ``step_min`` from the schedule's own departure.
    """
    base = compute_day(day, travel, settings)
    if base.broken:
        return None
    at = base.depart_at
    while True:
        later = _run(day, travel, settings, add_minutes(at, step_min))
        if later.broken or later.depart_at - base.depart_at > timedelta(hours=12):
            return at
        at = later.depart_at


_Way = tuple[Leg | None, TourStop | None]  # a leg (None = no road), and where to (None = the end)


class _Walk:
    """The moving parts of one day while its stops are walked through in order."""

    def __init__(self, day: TourDay, settings: PlanSettings, depart_at: datetime) -> None:
        self.day, self.settings = day, settings
        self.at = depart_at
        self.node = day.start
        self.needs_lunch = False
        self.lunch: Break | None = None
        self.broken: list[Broken] = []
        self.guest_drive_min = 0
        self.meters = 0
        self.lunch_min = settings.lunch_min if day.lunch_min is None else day.lunch_min

    def lunch_from(self, node: Node) -> datetime:
        return moment(self.day.date, self.settings.lunch_from_tod_min, node.zone)

    def lunch_to(self, node: Node) -> datetime:
        return moment(self.day.date, self.settings.lunch_to_tod_min, node.zone)

    def take_lunch(self, start_at: datetime, place: str, stop: TourStop | None) -> datetime:
        """Have lunch; gives its end."""
        end_at = add_minutes(start_at, self.lunch_min)
        self.lunch = Break(start_at, end_at, place, stop)
        self.needs_lunch = False
        return end_at

    def set_out(self, onward: _Way) -> datetime:
        """Leave for the first stop; gives the moment."""
        if not self.day.has_left:
            self.wait(onward)
        self.needs_lunch = self.at < self.lunch_from(self.day.start)
        return self.at

    def come(self, at: datetime) -> None:
        """Be where the bus has driven to at a moment that is known."""
        lunch = self.lunch
        if lunch is not None and lunch.place == "road" and lunch.start_at >= at:
            self.lunch, self.needs_lunch = None, True
        self.at = at

    def wait(self, onward: _Way) -> None:
        """Wait until a leg with fixed departures can be left."""
        self.note_missed(onward)
        self.at = first_departure(onward[0], self.at, self.day.date, self.node.zone)

    def eat_waiting(self, since: datetime, board_at: datetime, stop: TourStop) -> None:
        """Have lunch where there is time for it while the bus waits."""
        lunch_at = max(since, self.lunch_from(stop.node))
        if self.needs_lunch and add_minutes(lunch_at, self.lunch_min) <= self.at:
            self.take_lunch(min(lunch_at, add_minutes(board_at, -self.lunch_min)), "after", stop)

    def note_missed(self, onward: _Way) -> None:
        """Note where the bus leaves after the last departure of a leg that has fixed ones."""
        leg, stop = onward
        fixed = departures_of(leg, self.day.date, self.node.zone)
        if fixed and self.at > fixed[-1]:
            over = minutes_between(fixed[-1], self.at)
            self.broken.append(Broken(RULE_MISSED, stop, over, fixed[-1], self.at))

    def drive(self, onward: _Way, end: Node) -> tuple[int, bool]:
        """Drive one leg, with lunch on the road where it would end after the lunch hour."""
        leg, stop = onward
        if leg is None:
            self.broken.append(Broken(RULE_NO_ROAD, stop, 0))
            self.node = end
            return 0, False
        minutes, at_peak = leg_minutes(leg, self.at, self.node, end)
        arrive_at = add_minutes(self.at, minutes)
        if self.needs_lunch and arrive_at > self.lunch_to(end):
            pause_min = self.lunch_min
            reached_at = add_minutes(self.at, leg.off_peak_min + pause_min)
            if not at_peak and leg.peak_min > leg.off_peak_min and in_peak(reached_at, end):
                minutes, at_peak = leg.peak_min, True
                arrive_at = add_minutes(self.at, minutes)
            lunch_at = arrive_at
            if not leg.departures_tod_min or not pause_min:  # or they eat aboard as it goes
                lunch_at = min(max(self.at, self.lunch_from(self.node)), arrive_at)
            self.take_lunch(lunch_at, "road", None)
            arrive_at = add_minutes(arrive_at, pause_min)
        self.guest_drive_min += minutes
        self.meters += leg.meters
        self.at, self.node = arrive_at, end
        return minutes, at_peak


def _run(
    day: TourDay, travel: TravelMatrix, settings: PlanSettings, depart_at: datetime
) -> DaySchedule:
    walk = _Walk(day, settings, depart_at)
    ways = _ways(day, travel)
    depart_at = walk.set_out(ways[0])
    rows = tuple(_visit(walk, way, onward) for way, onward in pairwise(ways))
    last_leg, _ = ways[-1]
    last_min, last_peak = walk.drive(ways[-1], day.end)
    off_road = moment(day.date, settings.off_road_tod_min, day.end.zone)
    if walk.at > off_road:
        over = minutes_between(off_road, walk.at)
        walk.broken.append(Broken(RULE_OFF_ROAD, None, over, off_road, walk.at))
    driver = driver_hours(day, settings, depart_at, walk.at, walk.guest_drive_min)
    made = DaySchedule(
        day,
        depart_at,
        rows,
        last_leg,
        last_min,
        last_peak,
        walk.at,
        walk.lunch,
        driver,
        walk.guest_drive_min,
        walk.meters,
        tuple(walk.broken),
    )
    if made.is_idle:
        return replace(made, driver=DriverHours(depart_at, depart_at, 0, 0, depart_at))
    return made


def _ways(day: TourDay, travel: TravelMatrix) -> list[_Way]:
    """Give the way to every stop of a day, and the one to its end."""
    ids = [day.start.id, *(stop.node.id for stop in day.stops), day.end.id]
    legs = [travel.leg(left, right) for left, right in pairwise(ids)]
    return list(zip(legs, [*day.stops, None], strict=True))


def _visit(walk: _Walk, way: _Way, onward: _Way) -> StopTimes:
    day, settings = walk.day, walk.settings
    leg, stop = way
    assert stop is not None
    minutes, at_peak = walk.drive(way, stop.node)
    left_at = day.left_at.get(stop.id)
    known_at = day.arrived_at.get(stop.id)
    if known_at is None and left_at is not None:
        known_at = min(walk.at, left_at)  # who has left was there
    if known_at is not None:
        walk.come(known_at)
    arrive_at = walk.at
    ready_at = add_minutes(arrive_at, stop.alighting_min)
    keep = buffer_min(minutes, settings)
    begin_at = add_minutes(ready_at, keep)
    pinned = pinned_at(stop, day)
    if pinned is not None:  # a pin eats into the buffer before it is missed
        begin_at = max(ready_at, min(begin_at, pinned))
    start_at, window, late = earliest_start(stop, day, begin_at)
    if walk.needs_lunch:
        lunch_at = max(ready_at, walk.lunch_from(stop.node))
        rested_at = add_minutes(lunch_at, walk.lunch_min)
        after = earliest_start(stop, day, max(rested_at, begin_at))
        # Whichever lets the bus leave sooner, or a wider window could make a day longer.
        sooner = after[0] <= add_minutes(start_at, walk.lunch_min)
        if lunch_at <= start_at and sooner and after[2] <= late:
            walk.take_lunch(lunch_at, "before", stop)
            start_at, window, late = after
    _note_breaks(walk, stop, start_at, window, late)
    end_at = add_minutes(start_at, stop.visit_min)
    board_at = end_at
    if walk.needs_lunch and end_at >= walk.lunch_from(stop.node):
        fed_at = add_minutes(end_at, walk.lunch_min + stop.boarding_min)
        if left_at is None or fed_at <= left_at:  # who left sooner has not eaten yet
            board_at = walk.take_lunch(end_at, "after", stop)
    boarded_at = add_minutes(board_at, stop.boarding_min)
    walk.at = left_at or boarded_at
    if left_at is not None:
        walk.note_missed(onward)
    else:
        walk.wait(onward)
    has_waited = walk.at > boarded_at
    if has_waited and onward[0] is not None and onward[0].departures_tod_min:
        board_at = add_minutes(walk.at, -stop.boarding_min)
        walk.eat_waiting(boarded_at, board_at, stop)
    end_at, board_at = min(end_at, walk.at), min(board_at, walk.at)
    return StopTimes(
        stop,
        leg,
        minutes,
        at_peak,
        arrive_at,
        ready_at,
        start_at,
        end_at,
        board_at,
        walk.at,
        window,
        minutes_between(ready_at, start_at),
        keep,
        late,
    )


def _note_breaks(
    walk: _Walk, stop: TourStop, start_at: datetime, window: Window | None, late: int
) -> None:
    day = walk.day
    pinned = pinned_at(stop, day)
    has_day = day.index < len(stop.windows) and bool(stop.windows[day.index])
    wrong_day = stop.fixed_day is not None and stop.fixed_day != day.index
    if pinned is None and (not has_day or wrong_day):
        walk.broken.append(Broken(RULE_CLOSED, stop, 0))
    elif late > 0:
        limit = pinned or (window.close_at if window else None)
        walk.broken.append(Broken(RULE_LATE, stop, late, limit, start_at))


def with_stops(day: TourDay, stops: Sequence[TourStop]) -> TourDay:
    """Give the day with other stops, in driving order."""
    return replace(day, stops=tuple(stops))
