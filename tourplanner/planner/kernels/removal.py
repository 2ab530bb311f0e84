"""Ruin: stops taken out around a place, or to make room for one that found none."""

from __future__ import annotations

import numpy as np

from tourplanner.planner.kernels.arrays import (
    CLOSED,
    FREE,
    HERE,
    LAST_START,
    LEFT,
    MAX_STOPS,
    NODE,
    NONE,
    OPEN,
    REACH,
    REWARD,
    VISIT_MIN,
    WINDOWS,
)
from tourplanner.planner.kernels.chance import draw
from tourplanner.planner.kernels.compiling import inner, merged
from tourplanner.planner.kernels.days import nights_hold, walk_day
from tourplanner.planner.kernels.drafts import insert_stop, remove_stop
from tourplanner.planner.kernels.moments import off_peak

NOTHING = -1


@inner
def shed(n, draft, day, keep, rng):
    """Take stops out of a day but ``keep``, the least worth their detour first, until it holds."""
    while not walk_day(n, draft, day):
        count = draft.counts[day]
        if count == 0:
            return False
        worst, least = -1, 1e30
        for p in range(count):
            stop = draft.order[day, p]
            if stop == keep:
                continue
            here = n.stops[stop, NODE]
            before = draft.night[day] if p == 0 else n.stops[draft.order[day, p - 1], NODE]
            after = (
                draft.night[day + 1] if p == count - 1 else n.stops[draft.order[day, p + 1], NODE]
            )
            detour = (
                off_peak(n, before, here) + off_peak(n, here, after) - off_peak(n, before, after)
            )
            gain = n.stops[stop, REWARD] * (0.8 + draw(rng, 1024) * (0.4 / 1024))
            gain /= max(1, detour + n.stops[stop, VISIT_MIN])
            if gain < least:
                worst, least = p, gain
        if worst < 0:
            return False
        remove_stop(draft, day, worst)
    return True


@merged
def ruin(n, draft, memory):
    """Take strings of stops out of one to three days around a stop; whether the rest holds."""
    days = draft.counts.shape[0]
    rng = memory.rng
    day = draw(rng, days)
    for _ in range(days):
        if draft.counts[day] > 0:
            break
        day = (day + 1) % days
    if draft.counts[day] == 0:
        return True
    seed = draft.order[day, draw(rng, draft.counts[day])]
    strings = 1 + draw(rng, min(days, 3))
    for other in range(days):
        memory.touched[other] = 0
    for k in range(-1, n.near.shape[1]):
        stop = seed if k < 0 else n.near[seed, k]
        day = draft.day_of[stop]
        if day < 0 or memory.touched[day]:
            continue
        memory.touched[day] = 1
        count = draft.counts[day]
        place = 0
        while draft.order[day, place] != stop:
            place += 1
        longest = count if draw(rng, 10) >= 8 else min(count, 10)
        length = 1 + draw(rng, longest)
        first = max(0, place - length + 1)
        first += draw(rng, min(place, count - length) - first + 1)
        for _ in range(length):
            remove_stop(draft, day, first)
        if not shed(n, draft, day, np.int64(-1), rng):
            return False
        strings -= 1
        if strings == 0:
            break
    return nights_hold(n, draft)


@merged
def forced_place(n, draft, stop, rng):
    """Give day and place (-1 = none) where a stop is in time itself and makes little more road."""
    here = n.stops[stop, NODE]
    best_day, best, least = np.int64(-1), np.int64(-1), np.int64(1 << 50)
    for day in range(draft.counts.shape[0]):
        if n.visits[day, stop, CLOSED]:
            continue
        moments, last = draft.moments[day], n.visits[day, stop, LAST_START]
        for place in range(draft.counts[day] + 1):
            before = moments[place - 1, HERE] if place > 0 else draft.night[day]
            after = moments[place, HERE]
            out, back = off_peak(n, before, here), off_peak(n, here, after)
            if out < 0 or back < 0 or moments[place, LEFT] + out > last:
                continue
            soonest = n.windows[day, stop, 0, OPEN] if n.visits[day, stop, WINDOWS] else NONE
            if soonest + back > moments[place, REACH] and draw(rng, 4):
                continue  # all that follows would have to go
            cost = out + back - max(0, off_peak(n, before, after))
            cost *= 512 + draw(rng, 1024)
            if cost < least:
                best_day, best, least = np.int64(day), np.int64(place), cost
    return best_day, best


@merged
def force(n, draft, memory):
    """Put in a stop that found no place and shed what then no longer fits.

    Of a few free stops the one with the highest reward, where it makes the road little longer.
    Gives 1 where the rest holds, 0 where it does not, and NOTHING where no stop can be put in.
    """
    rng = memory.rng
    chosen, highest = np.int64(-1), np.int64(-1)
    for _ in range(4):
        stop = draw(rng, n.stops.shape[0])
        if draft.day_of[stop] == FREE and n.stops[stop, REWARD] > highest:
            chosen, highest = stop, n.stops[stop, REWARD]
    if chosen < 0:
        return NOTHING
    day, place = forced_place(n, draft, chosen, rng)
    if day < 0:
        return NOTHING
    if draft.counts[day] >= n.limits[MAX_STOPS]:
        gone = draw(rng, draft.counts[day])
        remove_stop(draft, day, gone)
        if gone < place:
            place -= 1
    insert_stop(draft, day, place, chosen)
    return np.int64(shed(n, draft, day, chosen, rng) and nights_hold(n, draft))
