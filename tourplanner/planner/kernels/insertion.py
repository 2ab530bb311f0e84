"""Recreate: where a stop costs a day least, and which stop goes in next."""

from __future__ import annotations

from typing import Any

import numpy as np

from tourplanner.planner.kernels.arrays import (
    ALIGHTING_MIN,
    ARRIVE,
    BEST,
    BLINK_PER_MILLE,
    BOARDING_MIN,
    BOUNDED,
    BUFFER_LONG_MIN,
    BUFFER_SHORT_MIN,
    BY_ROAD_PER_MILLE,
    CAME,
    CLOSED,
    DRIVEN,
    DRIVEN_MIN,
    FREE,
    HERE,
    HUNGRY,
    INTO,
    LAST_START,
    LEFT,
    LOADING,
    LUNCH_FROM,
    MAX_STOPS,
    MEAN_REWARD,
    MUST,
    NODE,
    NONE,
    OFF,
    OFF_ROAD,
    ON_DUTY,
    OPEN,
    PIN,
    PLAIN,
    REACH,
    REWARD,
    SKIP_PER_MILLE,
    VISIT_MIN,
    WAY,
    ZONE,
)
from tourplanner.planner.kernels.chance import draw
from tourplanner.planner.kernels.compiling import compiled, inner
from tourplanner.planner.kernels.days import limits_hold, nights_hold, walk_day, worth
from tourplanner.planner.kernels.drafts import insert_stop, keep_best, remove_stop
from tourplanner.planner.kernels.moments import departure, drive, visit


@inner
def finishes(n, draft, day, place, stop, depart, at, hungry, driven):
    """Whether the day still holds when the bus leaves an inserted stop at this moment."""
    node = n.stops[stop, NODE]
    count = draft.counts[day]
    for p in range(place, count):
        following = draft.order[day, p]
        minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, n.stops[following, NODE])
        driven += minutes
        if arrive > draft.moments[day, p, REACH] and n.limits[BOUNDED]:
            return False
        _, _, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, following)
        if minutes < 0 or late > 0:
            return False
        node = n.stops[following, NODE]
        if at == draft.moments[day, p + 1, LEFT] and hungry == draft.moments[day, p + 1, HUNGRY]:
            driven += draft.total[day, DRIVEN] - draft.moments[day, p + 1, DRIVEN_MIN]
            loading = max(draft.total[day, LOADING], n.stops[stop, BOARDING_MIN])
            return limits_hold(n, draft, day, depart, draft.total[day, ARRIVE], driven, loading)
    end = draft.night[day + 1]
    minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, end)
    if minutes < 0 or arrive > n.clocks[day, n.nodes[end, ZONE], OFF_ROAD]:
        return False
    loading = max(draft.total[day, LOADING], n.stops[stop, BOARDING_MIN])
    return limits_hold(n, draft, day, depart, arrive, driven + minutes, loading)


@inner
def rate_places(n, draft, memory, day, first, last, by_road, blink, changed, sure):
    """Find where each candidate costs a day least, and what a minute of that cost would earn.

    Only candidates with a place on the day are looked at; those of which none holds lose it. The
    cost is the delay of what follows, or the longer road with ``by_road``. Some places are passed
    over at random, ``blink`` in a thousand. ``changed`` = where a stop has just been put in, so
    that a place found before needs only to be compared with those beside it; -1 = look everywhere.
    ``sure`` : the day holds with the stop there; else only the bounds say so, which takes far less.

    Parameters
    ----------
    first, last : of the candidates, the last excluded.
    """
    rng, limits = memory.rng, n.limits
    legs, moments = n.legs, draft.moments[day]
    places, rates = memory.places, memory.rates
    count = draft.counts[day]
    full = count >= limits[MAX_STOPS]
    plain, bounded = limits[PLAIN], limits[BOUNDED]
    buffer = min(limits[BUFFER_SHORT_MIN], limits[BUFFER_LONG_MIN])
    start_node = draft.night[day]
    for k in range(first, last):
        stop = memory.candidates[k]
        known = places[k, day]
        if known < 0 or draft.day_of[stop] != FREE:
            continue
        best: Any = np.int64(-1)  # a literal would be compiled for itself
        least: Any = np.int64(1 << 40)
        here = n.stops[stop, NODE]
        latest = n.visits[day, stop, LAST_START]
        stay = n.stops[stop, VISIT_MIN] + n.stops[stop, BOARDING_MIN]
        settle, soonest = n.stops[stop, ALIGHTING_MIN], n.visits[day, stop, PIN]
        if soonest == NONE:
            settle += buffer
            soonest = n.windows[day, stop, 0, OPEN]
        quick = changed >= 0 and known != changed
        known += known > changed
        j = -1
        while not full:
            j += 1
            if quick:
                if j == 1 and best < 0:  # no longer there: look everywhere
                    quick = False
                    j = 0
                elif j == 3:
                    break
            place = j
            if quick:
                place = known if j == 0 else changed + j - 1
            elif j > count:
                break
            at = moments[place, LEFT]
            if place > 0 and at > latest:
                if quick:
                    continue
                break
            if bounded and soonest + stay > moments[place, REACH]:
                continue
            before = moments[place - 1, HERE] if place > 0 else start_node
            after = moments[place, HERE]
            depart = moments[0, LEFT]
            if place == 0 and not plain:
                depart = departure(n, day, before, stop)
                at = depart
            out = np.int64(legs[here, before, INTO])
            back = np.int64(legs[here, after, OFF])
            if out < 0 or back < 0:
                continue
            # What follows is sooner than it can be; where the roads are plain it is what it is.
            start = at + out + settle
            if bounded:
                if start > latest:
                    continue
                start = max(start, soonest)
                if start + stay + back > moments[place, REACH]:
                    continue
            if by_road:
                cost = out + back - moments[place, WAY]
            else:
                cost = start + stay + back - moments[place, CAME]
            if cost >= least:
                continue
            if blink > 0 and draw(rng, 1000) < blink:
                continue
            if not plain:
                hungry = moments[place, HUNGRY]
                if place == 0:
                    hungry = 1 if at < n.clocks[day, n.nodes[before, ZONE], LUNCH_FROM] else 0
                minutes, arrive, hungry, _ = drive(n, day, at, hungry, before, here)
                _, _, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, stop)
                if not by_road:
                    cost = at + back - moments[place, CAME]
                if late > 0 or cost >= least:
                    continue
                if bounded and at + back > moments[place, ON_DUTY if place > 0 else REACH]:
                    continue
                driven = moments[place, DRIVEN_MIN] + minutes
                if sure and not finishes(n, draft, day, place, stop, depart, at, hungry, driven):
                    continue
            best, least = place, cost
        places[k, day] = best
        rates[k, day] = memory.urge[k] / max(1, least) if best >= 0 else -1.0


@inner
def place_of(n, draft, memory, day, stop):
    """Give where one stop makes a day's road least longer, -1 = nowhere."""
    memory.candidates[0] = stop
    memory.places[0, day] = 0 if n.visits[day, stop, CLOSED] == 0 else -1
    yes = np.bool_(True)
    none = np.int64(0)
    rate_places(n, draft, memory, day, none, np.int64(1), yes, none, np.int64(-1), yes)
    return memory.places[0, day]


@inner
def gather(n, draft, memory, limit):
    """List the stops that may be inserted, shuffled; at most about ``limit`` of a large pool."""
    stops = draft.day_of.shape[0]
    rng = memory.rng
    found = 0
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


@inner
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


@inner
def find_places(n, draft, memory, found, everywhere, by_road):
    """Find the places of the candidates.

    A day that ruin has not touched was full when it was last filled: there only the stops that
    have just been taken out are tried, unless ``everywhere``.
    """
    days = draft.counts.shape[0]
    places = memory.places
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


@compiled
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
