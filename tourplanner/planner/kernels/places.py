"""Where a stop costs a day least: all its places looked at by bounds, the best minute by minute."""

from __future__ import annotations

from typing import Any

import numpy as np

from tourplanner.planner.kernels.arrays import (
    ALIGHTING_MIN,
    ARRIVE,
    AT,
    BOARDING_MIN,
    BOUNDED,
    BUFFER_LONG_MIN,
    BUFFER_SHORT_MIN,
    CAME,
    CLOSED,
    COMES_FROM,
    DRIVEN,
    DRIVEN_MIN,
    FAR,
    FREE,
    GOES_TO,
    HERE,
    HUNGRY,
    INTO,
    LAST_START,
    LEFT,
    LOADING,
    LUNCH_FROM,
    MAX_STOPS,
    NODE,
    NONE,
    OFF,
    OFF_ROAD,
    ON_DUTY,
    OPEN,
    PAST,
    PIN,
    PLACE_BITS,
    PLAIN,
    REACH,
    UNTIL,
    VISIT_MIN,
    WAY,
    ZONE,
)
from tourplanner.planner.kernels.chance import draw
from tourplanner.planner.kernels.compiling import inlined, inner, merged
from tourplanner.planner.kernels.days import limits_hold
from tourplanner.planner.kernels.moments import departure, drive, visit


@inner
def finishes(n, draft, day, place, stop, depart, at, hungry, driven):
    """Whether the day still holds when the bus leaves an inserted stop at this moment."""
    node = n.stops[stop, NODE]
    count = draft.counts[day]
    for p in range(place, count):
        following = draft.order[day, p]
        minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, n.stops[following, NODE])
        if minutes < 0:
            return False
        driven += minutes
        if arrive > draft.moments[day, p, REACH] and n.limits[BOUNDED]:
            return False
        _, _, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, following)
        if late > 0:
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


@inlined
def cheapest(legs, line, here, first, last, settle, soonest, latest, stay, by_road):
    """Give cost and place of the cheapest of some places, as one number; FAR where none holds.

    Parameters
    ----------
    first, last : of the places, the last excluded.
    """
    key = np.int64(FAR)
    into, off = legs[INTO, here], legs[OFF, here]
    for place_ in range(first, last):
        place = np.uint64(place_)  # no index counts from the end
        out = np.int64(into[np.uint64(line[COMES_FROM, place])])
        back = np.int64(off[np.uint64(line[GOES_TO, place])])
        start = max(line[AT, place] + out + settle, soonest)
        on = start + stay + back
        cost = (out + back if by_road else on) - line[PAST, place]
        holds = (start <= latest) & (on <= line[UNTIL, place]) & ((out | back) >= 0)
        key = min(key, (cost << PLACE_BITS) + place_ if holds else np.int64(FAR))
    return key


@inner
def rate_plain(n, draft, memory, day, first, last, by_road, blink, changed):
    """Rate places of a plain day, of which the bounds say all; see rate_places."""
    rng, legs, moments, line = memory.rng, n.legs, draft.moments[day], memory.line
    places, rates = memory.places, memory.rates
    count = draft.counts[day]
    full = count >= n.limits[MAX_STOPS]
    none, buffer = np.int64(0), n.limits[BUFFER_SHORT_MIN]
    node = draft.night[day]
    for place in range(count + 1):
        line[AT, place] = moments[place, LEFT]
        line[UNTIL, place] = moments[place, REACH]
        line[PAST, place] = moments[place, WAY if by_road else CAME]
        line[COMES_FROM, place] = node
        node = moments[place, HERE]
        line[GOES_TO, place] = node
    for k in range(first, last):
        stop = memory.candidates[k]
        known = places[k, day]
        if known < 0 or draft.day_of[stop] != FREE:
            continue
        here = n.stops[stop, NODE]
        latest = n.visits[day, stop, LAST_START]
        stay = n.stops[stop, VISIT_MIN] + n.stops[stop, BOARDING_MIN]
        settle = n.stops[stop, ALIGHTING_MIN] + buffer
        soonest = n.windows[day, stop, 0, OPEN]
        key = np.int64(FAR)
        if changed >= 0 and known != changed and not full:
            known += known > changed
            key = cheapest(
                legs, line, here, known, known + 1, settle, soonest, latest, stay, by_road
            )
            beside = cheapest(
                legs, line, here, changed, changed + 2, settle, soonest, latest, stay, by_road
            )
            key = min(key, beside)
        if key == FAR and not full:
            end = count + 1
            key = cheapest(legs, line, here, none, end, settle, soonest, latest, stay, by_road)
            if blink > 0 and key != FAR and draw(rng, 1000) < blink:
                past = (key & (1 << PLACE_BITS) - 1) + 1
                key = cheapest(
                    legs, line, here, none, past - 1, settle, soonest, latest, stay, by_road
                )
                beside = cheapest(
                    legs, line, here, past, end, settle, soonest, latest, stay, by_road
                )
                key = min(key, beside)
        if key == FAR:
            places[k, day] = -1
            rates[k, day] = -1.0
        else:
            places[k, day] = key & (1 << PLACE_BITS) - 1
            rates[k, day] = memory.urge[k] / max(np.int64(1), key >> PLACE_BITS)


@inlined
def timed_cost(n, draft, day, place, stop, back, by_road, sure):
    """Give what a stop costs a day at a place, minute by minute; FAR where it does not hold.

    Parameters
    ----------
    back : off-peak minutes on from there.
    """
    moments = draft.moments[day]
    here = n.stops[stop, NODE]
    before = moments[place - 1, HERE] if place > 0 else draft.night[day]
    at, hungry, depart = moments[place, LEFT], moments[place, HUNGRY], moments[0, LEFT]
    if place == 0:
        at = depart = departure(n, day, before, stop, here)
        hungry = 1 if at < n.clocks[day, n.nodes[before, ZONE], LUNCH_FROM] else 0
    minutes, arrive, hungry, _ = drive(n, day, at, hungry, before, here)
    _, _, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, stop)
    if late > 0 or minutes < 0:
        return np.int64(FAR)
    if n.limits[BOUNDED] and at + back > moments[place, ON_DUTY if place > 0 else REACH]:
        return np.int64(FAR)
    driven = moments[place, DRIVEN_MIN] + minutes
    if sure and not finishes(n, draft, day, place, stop, depart, at, hungry, driven):
        return np.int64(FAR)
    if by_road:
        return n.legs[INTO, here, before] + back - moments[place, WAY]
    return at + back - moments[place, CAME]


@inner
def rate_timed(n, draft, memory, day, first, last, by_road, blink, changed, sure):
    """Rate places of a day with peaks, lunch, pins or driver's limits; see rate_places."""
    rng, limits = memory.rng, n.limits
    legs, moments = n.legs, draft.moments[day]
    places, rates = memory.places, memory.rates
    count = draft.counts[day]
    full = count >= limits[MAX_STOPS]
    bounded = limits[BOUNDED]
    buffer = min(limits[BUFFER_SHORT_MIN], limits[BUFFER_LONG_MIN])
    for k in range(first, last):
        stop = memory.candidates[k]
        known = places[k, day]
        if known < 0 or draft.day_of[stop] != FREE:
            continue
        best: Any = np.int64(-1)  # a literal would be compiled for itself
        least: Any = np.int64(FAR)
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
            before = moments[place - 1, HERE] if place > 0 else draft.night[day]
            if place == 0:
                at = departure(n, day, before, stop, here)
            out = np.int64(legs[INTO, here, before])
            back = np.int64(legs[OFF, here, moments[place, HERE]])
            if out < 0 or back < 0:
                continue
            start = at + out + settle  # sooner than it can be
            if bounded:
                if start > latest:
                    continue
                start = max(start, soonest)
                if start + stay + back > moments[place, REACH]:
                    continue
            cost = out - moments[place, WAY] if by_road else start + stay - moments[place, CAME]
            if cost + back >= least:
                continue
            if blink > 0 and draw(rng, 1000) < blink:
                continue
            cost = timed_cost(n, draft, day, place, stop, back, by_road, sure)
            if cost < least:
                best, least = place, cost
        places[k, day] = best
        rates[k, day] = memory.urge[k] / max(1, least) if best >= 0 else -1.0


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
    if n.limits[PLAIN]:
        rate_plain(n, draft, memory, day, first, last, by_road, blink, changed)
    else:
        rate_timed(n, draft, memory, day, first, last, by_road, blink, changed, sure)


@merged
def place_of(n, draft, memory, day, stop):
    """Give where one stop makes a day's road least longer, -1 = nowhere."""
    memory.candidates[0] = stop
    memory.places[0, day] = 0 if n.visits[day, stop, CLOSED] == 0 else -1
    yes = np.bool_(True)
    none, one, nowhere = np.int64(0), np.int64(1), np.int64(-1)
    rate_places(n, draft, memory, day, none, one, yes, none, nowhere, yes)
    return memory.places[0, day]
