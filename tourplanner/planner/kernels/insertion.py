"""Recreate: which stop goes in next, and where."""

from __future__ import annotations

from typing import Any

import numpy as np

from tourplanner.planner.kernels.arrays import (
    BEST,
    BLINK_PER_MILLE,
    BY_ROAD_PER_MILLE,
    CLOSED,
    FREE,
    MEAN_REWARD,
    MUST,
    REWARD,
    SKIP_PER_MILLE,
)
from tourplanner.planner.kernels.chance import draw
from tourplanner.planner.kernels.compiling import inner, merged
from tourplanner.planner.kernels.days import nights_hold, walk_day, worth
from tourplanner.planner.kernels.drafts import insert_stop, keep_best, remove_stop
from tourplanner.planner.kernels.places import place_of, rate_places


@merged
def gather(n, draft, memory, limit):
    """List the stops that may be inserted, shuffled; at most about ``limit`` of a large pool."""
    stops = draft.day_of.shape[0]
    rng = memory.rng
    found = np.int64(0)  # a literal would be compiled for itself
    if stops <= limit or (stops <= 5 * limit and draw(rng, 20) < 3):
        skip = n.limits[SKIP_PER_MILLE]
        for stop in range(stops):
            if draft.day_of[stop] == FREE and (
                skip == 0 or n.stops[stop, MUST] or draw(rng, 1000) >= skip
            ):
                memory.candidates[found] = stop
                found += 1
    else:
        width = n.near.shape[1]
        for day in range(draft.counts.shape[0]):
            for p in range(memory.saved_counts[day]):
                stop = memory.saved_order[day, p]
                for k in range(-1, 8):
                    other = stop if k < 0 else n.near[stop, draw(rng, width)]
                    if draft.day_of[other] == FREE:
                        draft.day_of[other] = -3
                        memory.candidates[found] = other
                        found += 1
        for _ in range(limit // 3):
            other = draw(rng, stops)
            if draft.day_of[other] == FREE:
                draft.day_of[other] = -3
                memory.candidates[found] = other
                found += 1
        for k in range(found):
            draft.day_of[memory.candidates[k]] = FREE
    for k in range(found - 1, 0, -1):
        other = draw(rng, k + 1)
        stop = memory.candidates[k]
        memory.candidates[k] = memory.candidates[other]
        memory.candidates[other] = stop
    return found


@merged
def weigh(n, memory, found):
    """Give every candidate its urge: a random power of its reward, with noise."""
    rng = memory.rng
    u = draw(rng, 10)
    for k in range(found):
        reward = n.stops[memory.candidates[k], REWARD] / n.limits[MEAN_REWARD]
        if u < 3:
            urge = reward
        elif u < 7:
            urge = reward * reward
        elif u < 9:
            urge = reward * reward * reward
        else:
            urge = np.sqrt(reward)
        memory.urge[k] = urge * (1.0 + 0.6 * (draw(rng, 1024) / 1024 - 0.5))


@merged
def find_places(n, draft, memory, found, everywhere, by_road):
    """Find the places of the candidates.

    A day that ruin has not touched was full when it was last filled: there only the stops that
    have just been taken out are tried, unless ``everywhere``. Beyond a ferry two stops may pay
    where neither does alone, so there each is now and then kept from days that suit it best.
    """
    days = draft.counts.shape[0]
    places = memory.places
    kept_off = n.departures.shape[1] > 0 and draw(memory.rng, 3) == 0
    for day in range(days):
        for p in range(memory.saved_counts[day]):
            memory.fresh[memory.saved_order[day, p]] = 1
    for day in range(days):
        touched = (
            everywhere
            or draft.counts[day] != memory.saved_counts[day]
            or draft.night[day] != memory.saved_night[day]
            or draft.night[day + 1] != memory.saved_night[day + 1]
        )
        for k in range(found):
            stop = memory.candidates[k]
            tried = (touched or memory.fresh[stop]) and n.visits[day, stop, CLOSED] == 0
            if kept_off and draw(memory.rng, 5) == 0:
                tried = False
            places[k, day] = 0 if tried else -1
            memory.rates[k, day] = -1.0
        blink = n.limits[BLINK_PER_MILLE]
        no = np.bool_(False)
        rate_places(n, draft, memory, day, np.int64(0), found, by_road, blink, np.int64(-1), no)
    for day in range(days):
        for p in range(memory.saved_counts[day]):
            memory.fresh[memory.saved_order[day, p]] = 0


@inner
def recreate(n, draft, memory, limit, everywhere):
    """Insert stops, musts first, the highest urge per minute of cost next, until none fits."""
    days = draft.counts.shape[0]
    places, rates, candidates = memory.places, memory.rates, memory.candidates
    yes, no = np.bool_(True), np.bool_(False)
    by_road = draw(memory.rng, 1000) < n.limits[BY_ROAD_PER_MILLE]
    found = gather(n, draft, memory, limit)
    weigh(n, memory, found)
    find_places(n, draft, memory, found, everywhere, by_road)
    while True:
        best, highest, best_must = -1, -1.0, 0
        best_day: Any = np.int64(-1)  # a literal would be compiled for itself
        k = 0
        while k < found:
            stop = candidates[k]
            rate, rate_day = -1.0, np.int64(-1)
            for day in range(days):
                if rates[k, day] > rate:
                    rate, rate_day = rates[k, day], np.int64(day)
            if rate_day < 0:  # what has no place now will have none: a day only gets fuller
                found -= 1
                candidates[k] = candidates[found]
                memory.urge[k] = memory.urge[found]
                for day in range(days):
                    places[k, day] = places[found, day]
                    rates[k, day] = rates[found, day]
                continue
            must = n.stops[stop, MUST]
            if must > best_must or (must == best_must and rate > highest):
                best, best_day, highest, best_must = k, rate_day, rate, must
            k += 1
        if best < 0:
            return
        stop, place = candidates[best], places[best, best_day]
        insert_stop(draft, best_day, place, stop)
        if not walk_day(n, draft, best_day) or not nights_hold(n, draft):
            # The bounds promised too much, or another day has grown since: look more closely.
            remove_stop(draft, best_day, place)
            walk_day(n, draft, best_day)
            blink, changed = np.int64(0), np.int64(-1)
            rate_places(n, draft, memory, best_day, best, best + 1, by_road, blink, changed, yes)
            if places[best, best_day] == place:
                places[best, best_day] = -1
                rates[best, best_day] = -1.0
            continue
        for day in range(days):
            places[best, day] = -1
            rates[best, day] = -1.0
        blink = n.limits[BLINK_PER_MILLE]
        rate_places(n, draft, memory, best_day, np.int64(0), found, by_road, blink, place, no)


@merged
def fill_up(n, draft, memory):
    """Insert every stop that raises the draft's value, as the search may have passed one over."""
    value = worth(n, draft, memory.regions)
    for stop in range(n.stops.shape[0]):
        if draft.day_of[stop] != FREE:
            continue
        for day in range(draft.counts.shape[0]):
            place = place_of(n, draft, memory, day, stop)
            if place < 0:
                continue
            insert_stop(draft, day, place, stop)
            raised = worth(n, draft, memory.regions) if walk_day(n, draft, day) else value
            if raised > value and nights_hold(n, draft):
                value = raised
                break
            remove_stop(draft, day, place)
            walk_day(n, draft, day)
    if value > memory.tally[BEST]:
        keep_best(draft, memory, value)
