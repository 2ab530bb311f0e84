"""The compiled search: one day's moments as core.schedule gives them, and ruin and recreate.

numba is imported here and nowhere else; without it, or with NUMBA_DISABLE_JIT=1, the same source
runs as plain Python. Moments are whole elapsed minutes from the day's epoch, values are whole
units; floating point only ranks insertions, with operations that IEEE 754 rounds alike everywhere,
so that one seed gives one plan on every machine. No function here reads a clock or a flag: the
caller runs chunks of iterations and decides between them.

All stays in one file: what the compiler keeps on disk goes by the date of the file of the outermost
function, so that a change in another file would not be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    Ints = np.ndarray[Any, np.dtype[np.int64]]
    SmallInts = np.ndarray[Any, np.dtype[np.int32]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]

try:
    import numba
except ImportError:  # Intel Macs have no wheel of the compiler
    COMPILED = False
else:
    COMPILED = not numba.config.DISABLE_JIT  # type: ignore[attr-defined]


def compiled(function: Any) -> Any:
    """Compile a function without the GIL, kept on disk; without a compiler it stays as it is."""
    if not COMPILED:
        return function
    try:
        return numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no folder to keep it in: compiled anew at every start
        return numba.njit(nogil=True)(function)


def inner(function: Any) -> Any:
    """Compile a function that is called by compiled ones alone, which takes much less time.

    It has no way in from Python, and its code is kept with that of its callers.
    """
    if not COMPILED:
        return function
    return numba.njit(nogil=True, no_cpython_wrapper=True)(function)  # type: ignore[call-overload]


NONE = -(1 << 30)  # no such moment
NO_LIMIT = 1 << 30
FREE, BARRED = -1, -2  # instead of a day: may be inserted, may not
ACCEPT_STEPS = 1024  # entries of Memory.patience, a power of two
COOLING_STEPS = 256
HOTEL_PERCENT, FORCE_PERCENT, CHOOSE_PERCENT = 15, 30, 8  # how often each move is tried

# Last axes of the arrays below. Few arrays with named columns, not one array a fact: every argument
# of a compiled function costs time to compile.
OFF, PEAK, INTO = range(3)
ZONE, METRO = range(2)
NODE, VISIT_MIN, BOARDING_MIN, ALIGHTING_MIN, REWARD, MUST, REGION = range(7)
CLOSED, PIN, WINDOWS, LAST_START = range(4)
OPEN, CLOSE = range(2)
DAY_START, EARLIEST_OUT, OFF_ROAD, HOTEL_IN, LUNCH_FROM, LUNCH_TO = range(6)
FROM, TO = range(2)
DEPART, EPOCH_GAP = range(2)
(
    LUNCH_MIN,
    BUFFER_SHORT_MIN,
    BUFFER_LONG_MIN,
    BUFFER_LONG_FROM_MIN,
    MAX_STOPS,
    DEADHEAD_MIN,
    REPORT_BEFORE_MIN,
    POST_TRIP_MIN,
    GUEST_DRIVE_MAX_MIN,
    DRIVE_MAX,
    DUTY_MAX,
    DRIVE_END_MAX,
    REST_MIN,
    WEEK_MAX,
    WEEK_DAYS,
    PLAIN,
    BOUNDED,
    REGIONS_WANTED,
    REGION_SHARE_PERCENT,
    PER_REGION_MISSING,
    PER_REGION_OVER,
    PER_DRIVE_MIN,
    PER_GUEST_OVER_MIN,
    PER_SHORT_MIN,
    PER_LATE_HOTEL_MIN,
    MEAN_REWARD,
    BLINK_PER_MILLE,
    BY_ROAD_PER_MILLE,
    SKIP_PER_MILLE,
    LIMITS,
) = range(30)
CAME, LEFT, HUNGRY, DRIVEN_MIN, REACH, HERE, WAY = range(7)
REPORT, RELEASE, ARRIVE, DRIVEN, LOADING, SHORT = range(6)
VALUE, BEST, ITERATION, TOTAL, GOAL = range(5)
VIA, VIA_COST = range(2)
M_ARRIVE, M_READY, M_START, M_END, M_BOARD, M_LEAVE, M_LEG, M_LATE, M_CLOSED, M_LUNCH = range(10)


class Numbers(NamedTuple):
    """A tour as numbers. D days, S stops, N nodes, Z zones, W windows a day, H hotels.

    Attributes
    ----------
    legs : int32 (N, N, 3), off-peak and peak bus minutes, row = from, and off-peak minutes the
        other way, so that all ways of one stop lie together; below 0 = no road.
    nodes : (N, 2), index of the zone, and 1 where peaks apply.
    stops : (S, 7), node, minutes, reward in units, must (1 or 0), region (-1 = none).
    visits : (D, S, 4), DAY-CLOSED (1 or 0), pinned start or NONE, how many windows, last start.
    windows : (D, S, W, 2), first and last moment of a start, in the schedule's order.
    clocks : (D, Z, 6), moments. peaks : (D, Z, 8, 2), moments, ascending, end excluded.
    days : (D, 2), typed departure or NONE, minutes from this day's epoch to the next's.
    hotels : (H,), nodes that may be slept at. near : (S, K), nearest stops first.
    limits : (LIMITS,), minutes of settings and the driver's limits (NO_LIMIT where there is none);
        DUTY_MAX from report to release, DRIVE_END_MAX from report to the last drive's end;
        PLAIN = no peaks, pins, lunch or driver's limits, one buffer, one window, a typed departure,
        so that the bound REACH is exact; BOUNDED = it is a
        bound; PER_* = units a minute, a region missing, a stop above the share.
    """

    legs: SmallInts
    nodes: Ints
    stops: Ints
    visits: Ints
    windows: Ints
    clocks: Ints
    peaks: Ints
    days: Ints
    hotels: Ints
    near: Ints
    limits: Ints


class Draft(NamedTuple):
    """A plan being worked on. Place p of a day = after p stops; at most L stops fit a day.

    Attributes
    ----------
    night : (D + 1,), nodes: the tour's start, every night's hotel, the tour's end.
    order : (D, L), stops in driving order; counts : (D,). day_of : (S,), day, FREE or BARRED.
    moments : (D, L + 1, 7): CAME, arrival at the stop at p, at p = count at the day's end; LEFT,
        HUNGRY, DRIVEN_MIN, when the bus leaves after p stops, whether lunch is still to be had,
        guests' driving until then; REACH, no later arrival at p can meet the rest of the day;
        HERE, the node at p; WAY, off-peak minutes of the leg to p.
    total : (D, 6), the day's figures, REPORT and the following. A day on which the bus stands is
        off duty: REPORT NO_LIMIT, RELEASE NONE.
    """

    night: Ints
    order: Ints
    counts: Ints
    day_of: Ints
    moments: Ints
    total: Ints


class Memory(NamedTuple):
    """What the search keeps between chunks, and its scratch.

    Attributes
    ----------
    rng : (2,). tally : (5,), VALUE of the draft, BEST, ITERATION of TOTAL, GOAL to stop at.
    saved_night, saved_order, saved_counts : the draft before the running iteration.
    best_night, best_order, best_counts : the incumbent.
    patience : (ACCEPT_STEPS,), -1024 ln of evenly spread chances.
    cooling : (COOLING_STEPS,), temperature in units.
    candidates : (S,), stops. By candidate: urge; places : (S, D), where it costs the day least,
        -1 = nowhere; rates : (S, D), urge a minute of that cost, -1 = nowhere. regions : (R,).
    touched : (D,). fresh : (S,). via : (D + 1, H, 2), the table of the choice of hotels.
    """

    rng: Ints
    tally: Ints
    saved_night: Ints
    saved_order: Ints
    saved_counts: Ints
    best_night: Ints
    best_order: Ints
    best_counts: Ints
    patience: Ints
    cooling: Ints
    candidates: Ints
    places: Ints
    urge: Floats
    rates: Floats
    regions: Ints
    touched: Ints
    fresh: Ints
    via: Ints


@compiled
def draw(rng, n):
    """Give a whole number 0..n-1 (Marsaglia's two multiply-with-carry, 32 bit at a time)."""
    high = 36969 * (rng[0] & 65535) + (rng[0] >> 16)
    low = 18000 * (rng[1] & 65535) + (rng[1] >> 16)
    rng[0] = high
    rng[1] = low
    return ((((high << 16) + low) & 0xFFFFFFFF) * n) >> 32


# -- one day, as core.schedule has it ----------------------------------------------------------


@inner
def off_peak(n, start, end):
    """Give a leg's off-peak minutes, below 0 where there is no road."""
    return np.int64(n.legs[start, end, OFF])


@inner
def at_peak(n, start, end):
    """Give a leg's peak minutes."""
    return np.int64(n.legs[start, end, PEAK])


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
def departure(n, day, start, stop):
    """Work the departure back from the first visit; ``stop`` -1 = a day without stops."""
    if n.days[day, DEPART] != NONE:
        return n.days[day, DEPART]
    zone = n.nodes[start, ZONE]
    wished = n.clocks[day, zone, DAY_START]
    if stop < 0:
        return wished
    pin = n.visits[day, stop, PIN]
    target = pin
    if pin == NONE and n.visits[day, stop, WINDOWS] > 0:
        target = n.windows[day, stop, 0, OPEN]
    end = n.stops[stop, NODE]
    if target == NONE or off_peak(n, start, end) < 0:
        return wished
    minutes = off_peak(n, start, end)
    latest = target - minutes - n.stops[stop, ALIGHTING_MIN] - buffer_of(n, minutes)
    if leg_minutes(n, day, latest, start, end) > minutes:
        minutes = at_peak(n, start, end)
        latest = target - minutes - n.stops[stop, ALIGHTING_MIN] - buffer_of(n, minutes)
    if pin == NONE:
        return max(latest, wished)
    return max(latest, n.clocks[day, zone, EARLIEST_OUT])


@inner
def drive(n, day, at, hungry, start, end):
    """Drive one leg: minutes (-1 = no road), arrival, still hungry, lunch on the road or NONE."""
    if off_peak(n, start, end) < 0:
        return -1, at, hungry, NONE
    minutes = leg_minutes(n, day, at, start, end)
    arrive = at + minutes
    if hungry and arrive > n.clocks[day, n.nodes[end, ZONE], LUNCH_TO]:
        off = off_peak(n, start, end)
        peak = at_peak(n, start, end)
        if minutes == off and peak > off and in_peak(n, day, at + off + n.limits[LUNCH_MIN], end):
            minutes = peak
            arrive = at + minutes
        lunch = min(max(at, n.clocks[day, n.nodes[start, ZONE], LUNCH_FROM]), arrive)
        return minutes, arrive + n.limits[LUNCH_MIN], 0, lunch
    return minutes, arrive, hungry, NONE


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
        noon = n.clocks[day, zone, LUNCH_FROM]
        lunch_at = max(ready, noon)
        too_long = start + n.stops[stop, VISIT_MIN] > n.clocks[day, zone, LUNCH_TO]
        wanted = ready >= noon or too_long
        if wanted and lunch_at <= start:
            after, after_late = first_start(
                n, day, stop, max(lunch_at + n.limits[LUNCH_MIN], begin)
            )
            if after_late <= late:
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
    stops : (k,). out : (k + 1, 10), see M_ARRIVE and the following; a missing road has M_LEG -1.

    Returns
    -------
    departure, guests' driving minutes.
    """
    at = departure(n, day, start, stops[0] if stops.shape[0] > 0 else -1)
    depart = at
    hungry = 1 if at < n.clocks[day, n.nodes[start, ZONE], LUNCH_FROM] else 0
    node = start
    driven = 0
    for p in range(stops.shape[0]):
        stop = stops[p]
        minutes, arrive, hungry, lunch = drive(n, day, at, hungry, node, n.stops[stop, NODE])
        driven += max(minutes, 0)
        ready, begin, board, at, hungry, late, lunch_here = visit(
            n, day, arrive, minutes, hungry, stop
        )
        node = n.stops[stop, NODE]
        out[p, M_ARRIVE] = arrive
        out[p, M_READY] = ready
        out[p, M_START] = begin
        out[p, M_END] = begin + n.stops[stop, VISIT_MIN]
        out[p, M_BOARD] = board
        out[p, M_LEAVE] = at
        out[p, M_LEG] = minutes
        out[p, M_LATE] = late
        out[p, M_CLOSED] = n.visits[day, stop, CLOSED]
        out[p, M_LUNCH] = max(lunch, lunch_here)
    minutes, arrive, hungry, lunch = drive(n, day, at, hungry, node, end)
    driven += max(minutes, 0)
    last = stops.shape[0]
    for column in range(out.shape[1]):
        out[last, column] = NONE
    out[last, M_ARRIVE] = arrive
    out[last, M_LEG] = minutes
    out[last, M_LATE] = max(0, arrive - n.clocks[day, n.nodes[end, ZONE], OFF_ROAD])
    out[last, M_LUNCH] = lunch
    return depart, driven


# -- a draft: does it hold, what is it worth ---------------------------------------------------


@compiled
def walk_day(n, draft, day):
    """Compute a day of the draft anew; whether it breaks no rule of its own."""
    if n.limits[PLAIN]:
        return walk_plain_day(n, draft, day)
    count = draft.counts[day]
    order = draft.order[day]
    node = draft.night[day]
    end = draft.night[day + 1]
    at = departure(n, day, node, order[0] if count > 0 else -1)
    hungry = 1 if at < n.clocks[day, n.nodes[node, ZONE], LUNCH_FROM] else 0
    depart = at
    driven = 0
    loading = 0
    short = 0
    fits = count <= n.limits[MAX_STOPS]
    draft.moments[day, 0, LEFT] = at
    draft.moments[day, 0, HUNGRY] = hungry
    draft.moments[day, 0, DRIVEN_MIN] = 0
    for p in range(count):
        stop = order[p]
        minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, n.stops[stop, NODE])
        ready, start, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, stop)
        if minutes < 0 or late > 0 or n.visits[day, stop, CLOSED]:
            fits = False
        driven += max(minutes, 0)
        loading = max(loading, n.stops[stop, BOARDING_MIN])
        short += max(0, buffer_of(n, max(minutes, 0)) - (start - ready))
        node = n.stops[stop, NODE]
        draft.moments[day, p, CAME] = arrive
        draft.moments[day, p + 1, LEFT] = at
        draft.moments[day, p + 1, HUNGRY] = hungry
        draft.moments[day, p + 1, DRIVEN_MIN] = driven
    minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, end)
    if minutes < 0 or arrive > n.clocks[day, n.nodes[end, ZONE], OFF_ROAD]:
        fits = False
    driven += max(minutes, 0)
    draft.moments[day, count, CAME] = arrive
    draft.total[day, ARRIVE] = arrive
    draft.total[day, DRIVEN] = driven
    draft.total[day, LOADING] = loading
    draft.total[day, SHORT] = short
    if count == 0 and minutes == 0:
        draft.total[day, REPORT] = NO_LIMIT
        draft.total[day, RELEASE] = NONE
    else:
        report, release = duty_of(n, depart, arrive, loading)
        draft.total[day, REPORT] = report
        draft.total[day, RELEASE] = release
        if not day_within(n, driven, report, release):
            fits = False
    bound_day(n, draft, day)
    return fits


@inner
def walk_plain_day(n, draft, day):
    """Compute a day with neither peaks, lunch, pins nor driver's limits, which takes far less."""
    legs, moments = n.legs, draft.moments[day]
    count = draft.counts[day]
    node = draft.night[day]
    at = n.days[day, DEPART]
    keep = n.limits[BUFFER_SHORT_MIN]
    driven = np.int64(0)
    fits = True
    moments[0, LEFT] = at
    for p in range(count):
        stop = draft.order[day, p]
        here = n.stops[stop, NODE]
        minutes = np.int64(legs[node, here, OFF])
        driven += minutes
        at += minutes
        moments[p, CAME] = at
        at = max(at + n.stops[stop, ALIGHTING_MIN] + keep, n.windows[day, stop, 0, OPEN])
        if minutes < 0 or at > n.visits[day, stop, LAST_START]:
            fits = False
        at += n.stops[stop, VISIT_MIN] + n.stops[stop, BOARDING_MIN]
        moments[p + 1, LEFT] = at
        moments[p + 1, DRIVEN_MIN] = driven
        node = here
    end = draft.night[day + 1]
    minutes = np.int64(legs[node, end, OFF])
    driven += minutes
    at += minutes
    moments[count, CAME] = at
    draft.total[day, ARRIVE] = at
    draft.total[day, DRIVEN] = driven
    if minutes < 0 or at > n.clocks[day, n.nodes[end, ZONE], OFF_ROAD]:
        fits = False
    bound_day(n, draft, day)
    return fits


@inner
def bound_day(n, draft, day):
    """Write the latest arrivals that can still meet the rest of the day on open roads."""
    count = draft.counts[day]
    node = draft.night[day + 1]
    latest = n.clocks[day, n.nodes[node, ZONE], OFF_ROAD]
    draft.moments[day, count, REACH] = latest
    draft.moments[day, count, HERE] = node
    for p in range(count - 1, -1, -1):
        stop = draft.order[day, p]
        here = n.stops[stop, NODE]
        latest -= off_peak(n, here, node) + n.stops[stop, BOARDING_MIN] + n.stops[stop, VISIT_MIN]
        latest = min(latest, n.visits[day, stop, LAST_START]) - n.stops[stop, ALIGHTING_MIN]
        if n.visits[day, stop, PIN] == NONE:
            # An insertion changes the leg that leads here: only the shorter buffer is sure.
            latest -= min(n.limits[BUFFER_SHORT_MIN], n.limits[BUFFER_LONG_MIN])
        draft.moments[day, p, REACH] = latest
        draft.moments[day, p, HERE] = here
        draft.moments[day, p + 1, WAY] = max(0, off_peak(n, here, node))
        node = here
    draft.moments[day, 0, WAY] = max(0, off_peak(n, draft.night[day], node))


@inner
def duty_of(n, depart, arrive, loading):
    """Give the driver's report and release around the party's day."""
    before = loading + n.limits[DEADHEAD_MIN] + n.limits[REPORT_BEFORE_MIN]
    return depart - before, arrive + n.limits[DEADHEAD_MIN] + n.limits[POST_TRIP_MIN]


@inner
def day_within(n, driven, report, release):
    """Whether a day alone keeps the driver's limits."""
    limits = n.limits
    return (
        driven + 2 * limits[DEADHEAD_MIN] <= limits[DRIVE_MAX]
        and release - report <= limits[DUTY_MAX]
        and release - limits[POST_TRIP_MIN] - report <= limits[DRIVE_END_MAX]
    )


@inner
def week_holds(n, draft, day, report, release):
    """Whether every span of the week's days holds with this report and release on one day."""
    days = draft.counts.shape[0]
    span = n.limits[WEEK_DAYS]
    for last in range(day, min(days, day + span)):
        worked = -n.limits[POST_TRIP_MIN]  # the last day counts up to its last drive's end
        for other in range(max(0, last - span + 1), last + 1):
            if other == day:
                worked += release - report
            elif draft.total[other, REPORT] != NO_LIMIT:
                worked += draft.total[other, RELEASE] - draft.total[other, REPORT]
        if worked > n.limits[WEEK_MAX] and (last == day or draft.total[last, REPORT] != NO_LIMIT):
            return False
    return True


@inner
def limits_hold(n, draft, day, depart, arrive, driven, loading):
    """Whether a working day with these figures keeps the driver's limits beside the other days."""
    report, release = duty_of(n, depart, arrive, loading)
    if not day_within(n, driven, report, release):
        return False
    rest = n.limits[REST_MIN]
    if day > 0 and report + n.days[day - 1, EPOCH_GAP] - draft.total[day - 1, RELEASE] < rest:
        return False
    if day < draft.counts.shape[0] - 1:
        next_report = draft.total[day + 1, REPORT] + n.days[day, EPOCH_GAP]
        if next_report - release < rest:
            return False
    return n.limits[WEEK_MAX] == NO_LIMIT or week_holds(n, draft, day, report, release)


@compiled
def nights_hold(n, draft):
    """Whether rests and the week's limit hold between the days, each of which holds by itself."""
    if n.limits[PLAIN]:
        return True
    for day in range(draft.counts.shape[0]):
        total = draft.total[day]
        depart = draft.moments[day, 0, LEFT]
        if total[REPORT] != NO_LIMIT and not limits_hold(
            n, draft, day, depart, total[ARRIVE], total[DRIVEN], total[LOADING]
        ):
            return False
    return True


@inner
def worth(n, draft, regions):
    """Give the draft's value in units: rewards less driving, short buffers and imbalance."""
    value = 0
    seen = 0
    known = 0
    for region in range(regions.shape[0]):
        regions[region] = 0
    for day in range(draft.counts.shape[0]):
        driven = draft.total[day, DRIVEN]
        value -= driven * n.limits[PER_DRIVE_MIN]
        value -= max(0, driven - n.limits[GUEST_DRIVE_MAX_MIN]) * n.limits[PER_GUEST_OVER_MIN]
        value -= draft.total[day, SHORT] * n.limits[PER_SHORT_MIN]
        late = (
            draft.total[day, ARRIVE] - n.clocks[day, n.nodes[draft.night[day + 1], ZONE], HOTEL_IN]
        )
        value -= max(0, late) * n.limits[PER_LATE_HOTEL_MIN]
        for p in range(draft.counts[day]):
            stop = draft.order[day, p]
            value += n.stops[stop, REWARD]
            region = n.stops[stop, REGION]
            if region >= 0:
                known += 1
                if regions[region] == 0:
                    seen += 1
                regions[region] += 1
    if known > 0:
        value -= max(0, n.limits[REGIONS_WANTED] - seen) * n.limits[PER_REGION_MISSING]
        share = max(1, known * n.limits[REGION_SHARE_PERCENT] // 100)
        for region in range(regions.shape[0]):
            value -= max(0, regions[region] - share) * n.limits[PER_REGION_OVER]
    else:
        value -= n.limits[REGIONS_WANTED] * n.limits[PER_REGION_MISSING]
    return value


# -- changing a draft --------------------------------------------------------------------------


@inner
def insert_stop(draft, day, place, stop):
    """Put a stop in at a place; the day is not yet computed anew."""
    for p in range(draft.counts[day], place, -1):
        draft.order[day, p] = draft.order[day, p - 1]
    draft.order[day, place] = stop
    draft.counts[day] += 1
    draft.day_of[stop] = day


@inner
def remove_stop(draft, day, place):
    """Take a stop out; the day is not yet computed anew."""
    draft.day_of[draft.order[day, place]] = FREE
    for p in range(place, draft.counts[day] - 1):
        draft.order[day, p] = draft.order[day, p + 1]
    draft.counts[day] -= 1


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
def rate_places(n, draft, memory, day, found, by_road, blink, changed):
    """Find where each candidate costs a day least, and what a minute of that cost would earn.

    Only candidates with a place on the day are looked at; those of which none holds lose it. The
    cost is the delay of what follows, or the longer road with ``by_road``. Some places are passed
    over at random, ``blink`` in a thousand. ``changed`` = where a stop has just been put in, so
    that a place found before needs only to be compared with those beside it; -1 = look everywhere.
    """
    rng, limits = memory.rng, n.limits
    legs, moments = n.legs, draft.moments[day]
    places, rates = memory.places, memory.rates
    count = draft.counts[day]
    full = count >= limits[MAX_STOPS]
    plain, bounded = limits[PLAIN], limits[BOUNDED]
    buffer = min(limits[BUFFER_SHORT_MIN], limits[BUFFER_LONG_MIN])
    first = draft.night[day]
    for k in range(found):
        stop = memory.candidates[k]
        known = places[k, day]
        if known < 0 or draft.day_of[stop] != FREE:
            continue
        best: Any = np.int64(-1)  # a literal would be compiled for itself
        least: Any = np.int64(1 << 40)
        here = n.stops[stop, NODE]
        last = n.visits[day, stop, LAST_START]
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
            if place > 0 and at > last:
                if quick:
                    continue
                break
            if bounded and soonest + stay > moments[place, REACH]:
                continue
            before = moments[place - 1, HERE] if place > 0 else first
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
                if start > last:
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
                driven = moments[place, DRIVEN_MIN] + minutes
                if not finishes(n, draft, day, place, stop, depart, at, hungry, driven):
                    continue
            best, least = place, cost
        places[k, day] = best
        rates[k, day] = memory.urge[k] / max(1, least) if best >= 0 else -1.0


@inner
def place_of(n, draft, memory, day, stop):
    """Give where one stop makes a day's road least longer, -1 = nowhere."""
    memory.candidates[0] = stop
    memory.places[0, day] = 0 if n.visits[day, stop, CLOSED] == 0 else -1
    rate_places(n, draft, memory, day, 1, np.bool_(True), np.int64(0), np.int64(-1))
    return memory.places[0, day]


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


@inner
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


@inner
def force(n, draft, memory):
    """Put in a stop that found no place and shed what then no longer fits; whether the rest holds.

    Of a few free stops the one with the highest reward, where it makes the road little longer.
    """
    rng = memory.rng
    chosen, highest = np.int64(-1), np.int64(-1)
    for _ in range(4):
        stop = draw(rng, n.stops.shape[0])
        if draft.day_of[stop] == FREE and n.stops[stop, REWARD] > highest:
            chosen, highest = stop, n.stops[stop, REWARD]
    if chosen < 0:
        return ruin(n, draft, memory)
    day, place = forced_place(n, draft, chosen, rng)
    if day < 0:
        return ruin(n, draft, memory)
    if draft.counts[day] >= n.limits[MAX_STOPS]:
        gone = draw(rng, draft.counts[day])
        remove_stop(draft, day, gone)
        if gone < place:
            place -= 1
    insert_stop(draft, day, place, chosen)
    return shed(n, draft, day, chosen, rng) and nights_hold(n, draft)


@inner
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


@inner
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


@inner
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
        rate_places(n, draft, memory, day, found, by_road, blink, np.int64(-1))
    for day in range(days):
        for p in range(memory.saved_counts[day]):
            memory.fresh[memory.saved_order[day, p]] = 0


@inner
def recreate(n, draft, memory, limit, everywhere):
    """Insert stops, musts first, the highest urge per minute of cost next, until none fits."""
    days = draft.counts.shape[0]
    places, rates, candidates = memory.places, memory.rates, memory.candidates
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
            # Another day has grown since the place was found: the rest between them fails.
            remove_stop(draft, best_day, place)
            walk_day(n, draft, best_day)
            places[best, best_day] = -1
            rates[best, best_day] = -1.0
            continue
        for day in range(days):
            places[best, day] = -1
            rates[best, day] = -1.0
        blink = n.limits[BLINK_PER_MILLE]
        rate_places(n, draft, memory, best_day, found, by_road, blink, place)


@inner
def copy_plan(night, order, count, to_night, to_order, to_count):
    """Copy nights and orders."""
    for day in range(count.shape[0]):
        to_night[day] = night[day]
        to_count[day] = count[day]
        for p in range(count[day]):
            to_order[day, p] = order[day, p]
    to_night[count.shape[0]] = night[count.shape[0]]


@compiled
def restore(n, draft, memory, everything):
    """Take the draft back to what was saved; ``everything`` = no moment of it is sure."""
    for day in range(draft.counts.shape[0]):
        memory.touched[day] = (
            everything
            or draft.counts[day] != memory.saved_counts[day]
            or draft.night[day] != memory.saved_night[day]
            or draft.night[day + 1] != memory.saved_night[day + 1]
        )
        for p in range(draft.counts[day]):
            if draft.order[day, p] != memory.saved_order[day, p]:
                memory.touched[day] = 1
    for day in range(draft.counts.shape[0]):
        for p in range(draft.counts[day]):
            draft.day_of[draft.order[day, p]] = FREE
    copy_plan(
        memory.saved_night,
        memory.saved_order,
        memory.saved_counts,
        draft.night,
        draft.order,
        draft.counts,
    )
    for day in range(draft.counts.shape[0]):
        for p in range(draft.counts[day]):
            draft.day_of[draft.order[day, p]] = day
        if memory.touched[day]:
            walk_day(n, draft, day)


@compiled
def promise(n, draft, memory, day, cap):
    """Give what a day without stops could earn between its two nights; -1 where it cannot be.

    The sum of the rewards, each at most ``cap``, of all stops that alone fit the day, less the
    share of the day that the way itself takes.
    """
    if not walk_day(n, draft, day):
        return -1
    sum_ = 0
    for stop in range(n.stops.shape[0]):
        if draft.day_of[stop] == FREE and place_of(n, draft, memory, day, stop) >= 0:
            sum_ += min(cap, n.stops[stop, REWARD])
    start = draft.moments[day, 0, LEFT]
    length = max(1, n.clocks[day, n.nodes[draft.night[day + 1], ZONE], OFF_ROAD] - start)
    return max(0, sum_ * (start + length - draft.total[day, ARRIVE]) // length)


@inner
def keep_best(draft, memory, value):
    """Make the draft the incumbent."""
    memory.tally[BEST] = value
    copy_plan(
        draft.night,
        draft.order,
        draft.counts,
        memory.best_night,
        memory.best_order,
        memory.best_counts,
    )


@inner
def save(draft, memory):
    """Keep the draft as it is, to restore it."""
    copy_plan(
        draft.night,
        draft.order,
        draft.counts,
        memory.saved_night,
        memory.saved_order,
        memory.saved_counts,
    )


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


@compiled
def open_search(n, draft, memory, limit):
    """Fill the first draft; the nights hold already. Gives whether every day holds."""
    for day in range(draft.counts.shape[0]):
        if not walk_day(n, draft, day):
            return False
    if not nights_hold(n, draft):
        return False
    save(draft, memory)
    recreate(n, draft, memory, limit, np.bool_(True))
    memory.tally[VALUE] = worth(n, draft, memory.regions)
    keep_best(draft, memory, memory.tally[VALUE])
    return True


@compiled
def search_chunk(n, draft, memory, iterations, limit):
    """Run iterations of ruin and recreate with simulated annealing; gives how many are done.

    Stops early, at the same iteration whatever the chunks, once the goal is reached.
    """
    days = draft.counts.shape[0]
    rng = memory.rng
    tally = memory.tally
    hotels = n.hotels.shape[0]
    for _ in range(iterations):
        if tally[ITERATION] >= tally[TOTAL] or tally[BEST] >= tally[GOAL]:
            break
        heat = memory.cooling[COOLING_STEPS * tally[ITERATION] // tally[TOTAL]]
        tally[ITERATION] += 1
        save(draft, memory)
        if days > 1 and hotels > 1 and draw(rng, 100) < HOTEL_PERCENT:
            holds = move_hotel(n, draft, memory)
        else:
            if draw(rng, 100) < FORCE_PERCENT:
                holds = force(n, draft, memory)
            else:
                holds = ruin(n, draft, memory)
            if holds and days > 1 and hotels > 1 and draw(rng, 100) < CHOOSE_PERCENT:
                holds = choose_hotels(n, draft, memory)
        if not holds:
            restore(n, draft, memory, np.bool_(True))
            continue
        recreate(n, draft, memory, limit, draw(rng, 10) == 0)
        value = worth(n, draft, memory.regions)
        patience = memory.patience[draw(rng, ACCEPT_STEPS)]
        if value > tally[VALUE] - ((heat * patience) >> 10):
            tally[VALUE] = value
            if value > tally[BEST]:
                keep_best(draft, memory, value)
        else:
            restore(n, draft, memory, np.bool_(False))
    return tally[ITERATION]
