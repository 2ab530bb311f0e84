"""The moments of one day for a fixed order, as core.schedule has them."""

from __future__ import annotations

import numpy as np

from tourplanner.planner.kernels.arrays import (
    ALIGHTING_MIN,
    BOARDING_MIN,
    BUFFER_LONG_FROM_MIN,
    BUFFER_LONG_MIN,
    BUFFER_SHORT_MIN,
    CLOSE,
    CLOSED,
    DAY_START,
    DEPART,
    EARLIEST_OUT,
    FROM,
    LUNCH_FROM,
    LUNCH_MIN,
    LUNCH_TO,
    M_ARRIVE,
    M_BOARD,
    M_CLOSED,
    M_END,
    M_LATE,
    M_LEAVE,
    M_LEG,
    M_LUNCH,
    M_READY,
    M_START,
    METRO,
    NO_LIMIT,
    NODE,
    NONE,
    OFF,
    OFF_ROAD,
    OPEN,
    PEAK,
    PIN,
    TO,
    VISIT_MIN,
    WINDOWS,
    ZONE,
)
from tourplanner.planner.kernels.compiling import compiled, inner


@inner
def off_peak(n, start, end):
    """Give a leg's off-peak minutes, below 0 where there is no road."""
    return np.int64(n.legs[OFF, start, end])


@inner
def at_peak(n, start, end):
    """Give a leg's peak minutes."""
    return np.int64(n.legs[PEAK, start, end])


@inner
def in_peak(n, day, at, node):
    """Whether a moment lies in a weekday peak of a metropolitan place."""
    if n.nodes[node, METRO] == 0:
        return False
    zone = n.nodes[node, ZONE]
    for k in range(n.peaks.shape[2]):
        if at < n.peaks[day, zone, k, FROM]:
            return False
        if at < n.peaks[day, zone, k, TO]:
            return True
    return False


@inner
def leg_minutes(n, day, at, start, end):
    """Give the bus minutes of a leg for a departure; the leg has a road."""
    off = off_peak(n, start, end)
    peak = at_peak(n, start, end)
    if peak != off and (in_peak(n, day, at, start) or in_peak(n, day, at + off, end)):
        return peak
    return off


@inner
def leaving(n, day, at, start, end):
    """Give the first moment from ``at`` on at which a leg can be left, NONE after its last one."""
    for k in range(n.departures.shape[1]):
        times = n.departures[day, k]
        if times[0] == start and times[1] == end:
            for j in range(2, times.shape[0]):
                if times[j] >= at:
                    return times[j] if times[j] != NO_LIMIT else NONE
            return NONE
    return at


@inner
def in_time(n, day, soonest, at, start, end):
    """Give the last fixed departure of a leg between two moments; without one the next, then the
    last before them that is not too early; ``at`` where there is none.
    """
    earliest = n.clocks[day, n.nodes[start, ZONE], EARLIEST_OUT]
    found, before = NONE, NONE
    for k in range(n.departures.shape[1]):
        times = n.departures[day, k]
        if times[0] == start and times[1] == end:
            for j in range(2, times.shape[0]):
                if soonest <= times[j] <= at:
                    found = times[j]
                elif earliest <= times[j] < soonest:
                    before = times[j]
    if found != NONE:
        return found
    if before != NONE and leaving(n, day, at, start, end) == NONE:
        return before
    return wait(n, day, at, start, end)


@inner
def wait(n, day, at, start, end):
    """Give the moment at which a leg is left, also where its last departure is missed."""
    first = leaving(n, day, at, start, end)
    return first if first != NONE else at


@inner
def lunch_waiting(n, day, at, leaves, start):
    """Give when lunch begins while the bus waits for a fixed departure, NONE without the time."""
    lunch_at = max(at, n.clocks[day, n.nodes[start, ZONE], LUNCH_FROM])
    return lunch_at if leaves > at and lunch_at + n.limits[LUNCH_MIN] <= leaves else NONE


@inner
def buffer_of(n, minutes):
    """Give the buffer that a leg asks for before the visit."""
    return (
        n.limits[BUFFER_LONG_MIN]
        if minutes >= n.limits[BUFFER_LONG_FROM_MIN]
        else n.limits[BUFFER_SHORT_MIN]
    )


@inner
def first_start(n, day, stop, ready):
    """Give the first allowed start at or after a moment, and by how much it is late."""
    pin = n.visits[day, stop, PIN]
    if pin != NONE:
        return max(pin, ready), max(ready - pin, 0)
    count = n.visits[day, stop, WINDOWS]
    for k in range(count):
        if ready <= n.windows[day, stop, k, CLOSE]:
            return max(ready, n.windows[day, stop, k, OPEN]), 0
    if count > 0:
        return ready, ready - n.windows[day, stop, count - 1, CLOSE]
    return ready, 0


@inner
def departure(n, day, start, stop, end):
    """Work the departure back from the first visit, as its leg, to the node ``end``, can be left.

    ``stop`` -1 = a day without stops.
    """
    if n.days[day, DEPART] != NONE:
        return wait(n, day, n.days[day, DEPART], start, end)
    zone = n.nodes[start, ZONE]
    wished = n.clocks[day, zone, DAY_START]
    if stop < 0:
        return in_time(n, day, wished, wished, start, end)
    pin = n.visits[day, stop, PIN]
    target = pin
    if pin == NONE and n.visits[day, stop, WINDOWS] > 0:
        target = n.windows[day, stop, 0, OPEN]
    if target == NONE or off_peak(n, start, end) < 0:
        return in_time(n, day, wished, wished, start, end)
    minutes = off_peak(n, start, end)
    latest = target - minutes - n.stops[stop, ALIGHTING_MIN] - buffer_of(n, minutes)
    if leg_minutes(n, day, latest, start, end) > minutes:
        minutes = at_peak(n, start, end)
        latest = target - minutes - n.stops[stop, ALIGHTING_MIN] - buffer_of(n, minutes)
    soonest = wished if pin == NONE else n.clocks[day, zone, EARLIEST_OUT]
    return in_time(n, day, soonest, max(latest, soonest), start, end)


@inner
def drive(n, day, at, hungry, start, end):
    """Drive one leg: minutes, arrival, still hungry, lunch on the road or NONE.

    Minutes below 0 do not hold: -1 = no road, -2 - minutes = after the leg's last departure.
    """
    if off_peak(n, start, end) < 0:
        return -1, at, hungry, NONE
    leaves = leaving(n, day, at, start, end)
    if hungry and lunch_waiting(n, day, at, leaves, start) != NONE:
        hungry = 0
    at = leaves if leaves != NONE else at
    minutes = leg_minutes(n, day, at, start, end)
    arrive = at + minutes
    lunch = NONE
    if hungry and arrive > n.clocks[day, n.nodes[end, ZONE], LUNCH_TO]:
        off = off_peak(n, start, end)
        peak = at_peak(n, start, end)
        if minutes == off and peak > off and in_peak(n, day, at + off + n.limits[LUNCH_MIN], end):
            minutes = peak
            arrive = at + minutes
        lunch = arrive  # of a leg with fixed departures
        if leaving(n, day, NONE, start, end) == NONE:
            lunch = min(max(at, n.clocks[day, n.nodes[start, ZONE], LUNCH_FROM]), arrive)
        arrive += n.limits[LUNCH_MIN]
        hungry = 0
    return minutes if leaves != NONE else -2 - minutes, arrive, hungry, lunch


@inner
def visit(n, day, arrive, minutes, hungry, stop):
    """See one stop: ready, start, board, leave, still hungry, late, lunch or NONE.

    ``minutes`` = of the leg there; lunch before the visit begins before its start.
    """
    zone = n.nodes[n.stops[stop, NODE], ZONE]
    ready = arrive + n.stops[stop, ALIGHTING_MIN]
    keep = buffer_of(n, max(minutes, 0))
    begin = ready + keep
    pin = n.visits[day, stop, PIN]
    if pin != NONE:
        begin = max(ready, min(begin, pin))
    start, late = first_start(n, day, stop, begin)
    lunch = NONE
    if hungry:
        lunch_at = max(ready, n.clocks[day, zone, LUNCH_FROM])
        if lunch_at <= start:
            after, after_late = first_start(
                n, day, stop, max(lunch_at + n.limits[LUNCH_MIN], begin)
            )
            if after_late <= late and after <= start + n.limits[LUNCH_MIN]:
                start, late, lunch, hungry = after, after_late, lunch_at, 0
    board = start + n.stops[stop, VISIT_MIN]
    if hungry and board >= n.clocks[day, zone, LUNCH_FROM]:
        lunch, hungry = board, 0
        board += n.limits[LUNCH_MIN]
    return ready, start, board, board + n.stops[stop, BOARDING_MIN], hungry, late, lunch


@compiled
def day_moments(n, day, start, stops, end, out):
    """Write the moments of a fixed order: one row per stop, one more for the day's end.

    Parameters
    ----------
    stops : (k,). out : (k + 1, 10), see M_ARRIVE and the following; M_LEG as drive gives it.

    Returns
    -------
    departure, guests' driving minutes.
    """
    if stops.shape[0] > 0:
        at = departure(n, day, start, stops[0], n.stops[stops[0], NODE])
    else:
        at = departure(n, day, start, -1, end)
    depart = at
    hungry = 1 if at < n.clocks[day, n.nodes[start, ZONE], LUNCH_FROM] else 0
    node = start
    driven = 0
    for p in range(stops.shape[0]):
        stop = stops[p]
        minutes, arrive, hungry, lunch = drive(n, day, at, hungry, node, n.stops[stop, NODE])
        missed = minutes < -1
        minutes = -2 - minutes if missed else minutes
        driven += max(minutes, 0)
        ready, begin, board, boarded, hungry, late, lunch_here = visit(
            n, day, arrive, minutes, hungry, stop
        )
        node = n.stops[stop, NODE]
        onward = n.stops[stops[p + 1], NODE] if p + 1 < stops.shape[0] else end
        at = wait(n, day, boarded, node, onward)
        if at > boarded:
            board = at - n.stops[stop, BOARDING_MIN]
            meanwhile = lunch_waiting(n, day, boarded, at, node)
            if hungry and meanwhile != NONE:
                lunch_here = min(meanwhile, board - n.limits[LUNCH_MIN])
                hungry = 0
        out[p, M_ARRIVE] = arrive
        out[p, M_READY] = ready
        out[p, M_START] = begin
        out[p, M_END] = begin + n.stops[stop, VISIT_MIN]
        out[p, M_BOARD] = board
        out[p, M_LEAVE] = at
        out[p, M_LEG] = -2 - minutes if missed else minutes
        out[p, M_LATE] = late
        out[p, M_CLOSED] = n.visits[day, stop, CLOSED]
        out[p, M_LUNCH] = max(lunch, lunch_here)
    minutes, arrive, hungry, lunch = drive(n, day, at, hungry, node, end)
    driven += max(-2 - minutes if minutes < -1 else minutes, 0)
    last = stops.shape[0]
    for column in range(out.shape[1]):
        out[last, column] = NONE
    out[last, M_ARRIVE] = arrive
    out[last, M_LEG] = minutes
    out[last, M_LATE] = max(0, arrive - n.clocks[day, n.nodes[end, ZONE], OFF_ROAD])
    out[last, M_LUNCH] = lunch
    return depart, driven
