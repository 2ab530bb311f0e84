"""Where to sleep: moves of the nights, and what a day between two nights could earn."""

from __future__ import annotations

import numpy as np

from tourplanner.planner.kernels.arrays import (
    ARRIVE,
    CLOSED,
    DRIVEN,
    FREE,
    LEFT,
    OFF_ROAD,
    REWARD,
    VIA,
    VIA_COST,
    ZONE,
)
from tourplanner.planner.kernels.chance import draw
from tourplanner.planner.kernels.compiling import merged
from tourplanner.planner.kernels.days import nights_hold, walk_day
from tourplanner.planner.kernels.drafts import insert_stop, remove_stop
from tourplanner.planner.kernels.places import place_of
from tourplanner.planner.kernels.removal import shed


@merged
def move_hotel(n, draft, memory):
    """Sleep elsewhere for one or two nights, shed what no longer fits; whether the rest holds."""
    days = draft.counts.shape[0]
    rng = memory.rng
    night = 1 + draw(rng, days - 1)
    nights = 1 + (draw(rng, 4) == 0)
    hotel = n.hotels[draw(rng, n.hotels.shape[0])]
    last = min(night + nights, days) - 1
    for k in range(night, last + 1):
        draft.night[k] = hotel
        if draw(rng, 2):
            hotel = n.hotels[draw(rng, n.hotels.shape[0])]
    for day in range(night - 1, last + 1):
        if not shed(n, draft, day, np.int64(-1), rng):
            return False
    return nights_hold(n, draft)


@merged
def choose_hotels(n, draft, memory):
    """Give every night the hotel with the least driving for the stops as they are.

    A table over (night, hotel), the last night's best read backwards; whether there is a way.
    """
    days = draft.counts.shape[0]
    hotels = n.hotels.shape[0]
    first, end = draft.night[0], draft.night[days]
    far = 1 << 40
    for day in range(days):
        for j in range(hotels if day < days - 1 else 1):
            draft.night[day + 1] = n.hotels[j] if day < days - 1 else end
            least, best = far, -1
            for i in range(hotels if day > 0 else 1):
                before = memory.via[day, i, VIA_COST] if day > 0 else 0
                draft.night[day] = n.hotels[i] if day > 0 else first
                if before < least and walk_day(n, draft, day):
                    cost = before + draft.total[day, DRIVEN]
                    if cost < least:
                        least, best = cost, i
            memory.via[day + 1, j, VIA_COST] = least
            memory.via[day + 1, j, VIA] = best
    chosen = 0
    found = memory.via[days, 0, VIA] >= 0
    for day in range(days, 0, -1):
        if day < days:
            draft.night[day] = n.hotels[chosen]
        chosen = max(0, memory.via[day, chosen, VIA])
    draft.night[days] = end
    draft.night[0] = first
    if not found:
        return False
    for day in range(days):
        if not walk_day(n, draft, day):
            return False
    return nights_hold(n, draft)


@merged
def promise(n, draft, memory, day, cap):
    """Give what a day without stops could earn between its two nights; -1 where it cannot be.

    The sum of the rewards, each at most ``cap``, of all stops that alone fit the day, less the
    share of the day that the way itself takes.
    """
    if not walk_day(n, draft, day):
        return detours(n, draft, day, cap)
    sum_ = 0
    for stop in range(n.stops.shape[0]):
        if draft.day_of[stop] == FREE and place_of(n, draft, memory, day, stop) >= 0:
            sum_ += min(cap, n.stops[stop, REWARD])
    start = draft.moments[day, 0, LEFT]
    length = max(1, n.clocks[day, n.nodes[draft.night[day + 1], ZONE], OFF_ROAD] - start)
    return max(0, sum_ * (start + length - draft.total[day, ARRIVE]) // length)


@merged
def detours(n, draft, day, cap):
    """Give the rewards of the stops over which a day's way holds though it alone does not.

    The way alone may wait for a ferry of the evening; -1 where no stop leads around it.
    """
    sum_ = np.int64(-1)
    if n.departures.shape[1] == 0:
        return sum_
    for stop in range(n.stops.shape[0]):
        if draft.day_of[stop] == FREE and n.visits[day, stop, CLOSED] == 0:
            insert_stop(draft, day, np.int64(0), stop)
            if walk_day(n, draft, day):
                sum_ = max(np.int64(0), sum_) + min(cap, n.stops[stop, REWARD])
            remove_stop(draft, day, np.int64(0))
    return sum_
