"""The compiled search: one day's moments as core.schedule gives them, and ruin and recreate.

numba is imported here and nowhere else; without it, or with NUMBA_DISABLE_JIT=1, the same source
runs as plain Python. Moments are whole elapsed minutes from the day's epoch, values are whole
units; floating point only ranks insertions, with operations that IEEE 754 rounds alike everywhere,
so that one seed gives one plan on every machine. No function here reads a clock or a flag: the
caller runs chunks of iterations and decides between them.
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
    COMPILED = not numba.config.DISABLE_JIT


def compiled(function: Any) -> Any:
    """Compile a function without the GIL, kept on disk; give it back as it is without a compiler."""
    if not COMPILED:
        return function
    try:
        return numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no folder to keep it in: compiled anew at every start
        return numba.njit(nogil=True)(function)


NONE = -(1 << 30)  # no such moment
FREE, BARRED = -1, -2  # instead of a day: may be inserted, may not
REPORT, RELEASE, ARRIVE, DRIVEN, LOADING, SHORT = range(6)  # columns of Draft.total
VALUE, BEST, ITERATION, TOTAL, GOAL = range(5)  # places of Memory.tally
NO_LIMIT = 1 << 30
# Rows of day_moments.
M_ARRIVE, M_READY, M_START, M_END, M_BOARD, M_LEAVE, M_LEG, M_LATE, M_CLOSED, M_LUNCH = range(10)
BLINK_PER_MILLE = 20
ACCEPT_STEPS = 1024  # entries of Memory.patience, a power of two
COOLING_STEPS = 256


class Numbers(NamedTuple):
    """A tour as numbers. D days, S stops, N nodes, Z zones, W windows a day, H hotels, R regions.

    Attributes
    ----------
    off_min, peak_min : int32 (N, N), bus minutes, row = from; below 0 = no road.
    zone, metro : (N,), zone index, and 1 where peaks apply.
    node, visit_min, boarding_min, alighting_min : (S,).
    reward : (S,), units that a stop adds. must : (S,), 1 or 0. region : (S,), -1 = none.
    closed : (D, S), 1 where core.schedule says DAY-CLOSED. pin : (D, S), moment or NONE.
    windows : (D, S), how many; open_at, close_at : (D, S, W). last_start : (D, S).
    day_start, earliest_out, off_road, hotel_in, lunch_from, lunch_to : (D, Z), moments.
    peak_from, peak_to : (D, Z, 8), moments, ascending, end excluded.
    depart : (D,), typed departure or NONE. epoch_gap : (D,), minutes to the next day's epoch.
    hotels : (H,), nodes that may be slept at. near : (S, K), nearest stops first.
    drive_max, duty_max, rest_min, week_max, week_days : driver's limits, NO_LIMIT where none.
    plain : 1 = no peaks, no lunch, no driver's limits: the bound of `reach` is exact.
    per_* : units a minute, units a region missing or a stop above the share.
    """

    off_min: SmallInts
    peak_min: SmallInts
    zone: Ints
    metro: Ints
    node: Ints
    visit_min: Ints
    boarding_min: Ints
    alighting_min: Ints
    reward: Ints
    must: Ints
    region: Ints
    closed: Ints
    pin: Ints
    windows: Ints
    open_at: Ints
    close_at: Ints
    last_start: Ints
    day_start: Ints
    earliest_out: Ints
    off_road: Ints
    hotel_in: Ints
    lunch_from: Ints
    lunch_to: Ints
    peak_from: Ints
    peak_to: Ints
    depart: Ints
    epoch_gap: Ints
    hotels: Ints
    near: Ints
    lunch_min: int
    buffer_short_min: int
    buffer_long_min: int
    buffer_long_from_min: int
    max_stops: int
    deadhead_min: int
    report_before_min: int
    post_trip_min: int
    guest_drive_max_min: int
    drive_max: int
    duty_max: int
    rest_min: int
    week_max: int
    week_days: int
    plain: int
    bounded: int
    regions_wanted: int
    region_share_percent: int
    per_region_missing: int
    per_region_over: int
    per_drive_min: int
    per_guest_over_min: int
    per_short_min: int
    per_late_hotel_min: int
    mean_reward: int


class Draft(NamedTuple):
    """A plan being worked on. Position p of a day = after p stops; L stops fit a day.

    Attributes
    ----------
    night : (D + 1,), nodes: the tour's start, every night's hotel, the tour's end.
    order : (D, L), stops in driving order; count : (D,). day_of : (S,), day, FREE or BARRED.
    came : (D, L + 1), arrival at the stop at p, at p = count at the day's end.
    left, hungry, driven : (D, L + 1), when the bus leaves after p stops, whether lunch is still to
        be had, guests' driving minutes until then.
    reach : (D, L + 1), no arrival at p after this can meet the rest of the day.
    total : (D, 6), see REPORT and the following.
    """

    night: Ints
    order: Ints
    count: Ints
    day_of: Ints
    came: Ints
    left: Ints
    hungry: Ints
    driven: Ints
    reach: Ints
    total: Ints


class Memory(NamedTuple):
    """What the search keeps between chunks, and its scratch.

    Attributes
    ----------
    rng : (2,). tally : (5,), see VALUE and the following.
    saved_night, saved_order, saved_count : the draft before the running iteration.
    best_night, best_order, best_count : the incumbent.
    patience : (ACCEPT_STEPS,), -1024 ln of evenly spread chances.
    cooling : (COOLING_STEPS,), temperature in units.
    candidates : (S,). place, cost : (S, D). urge : (S,). regions : (R,). touched : (D,).
    via, via_cost : (D + 1, H), the table of the choice of hotels.
    """

    rng: Ints
    tally: Ints
    saved_night: Ints
    saved_order: Ints
    saved_count: Ints
    best_night: Ints
    best_order: Ints
    best_count: Ints
    patience: Ints
    cooling: Ints
    candidates: Ints
    place: Ints
    cost: Ints
    urge: Floats
    regions: Ints
    touched: Ints
    via: Ints
    via_cost: Ints


@compiled
def draw(rng, n):
    """Give a whole number 0..n-1 (Marsaglia's two multiply-with-carry, 32 bit at a time)."""
    high = 36969 * (rng[0] & 65535) + (rng[0] >> 16)
    low = 18000 * (rng[1] & 65535) + (rng[1] >> 16)
    rng[0] = high
    rng[1] = low
    return ((((high << 16) + low) & 0xFFFFFFFF) * n) >> 32


# -- one day, as core.schedule has it ----------------------------------------------------------


@compiled
def in_peak(n, day, at, node):
    """Whether a moment lies in a weekday peak of a metropolitan place."""
    if n.metro[node] == 0:
        return False
    zone = n.zone[node]
    for k in range(n.peak_from.shape[2]):
        if at < n.peak_from[day, zone, k]:
            return False
        if at < n.peak_to[day, zone, k]:
            return True
    return False


@compiled
def leg_minutes(n, day, at, start, end):
    """Give the bus minutes of a leg for a departure; the leg has a road."""
    off = n.off_min[start, end]
    peak = n.peak_min[start, end]
    if peak != off and (in_peak(n, day, at, start) or in_peak(n, day, at + off, end)):
        return peak
    return off


@compiled
def buffer_of(n, minutes):
    """Give the buffer that a leg asks for before the visit."""
    return n.buffer_long_min if minutes >= n.buffer_long_from_min else n.buffer_short_min


@compiled
def first_start(n, day, stop, ready):
    """Give the first allowed start at or after a moment, and by how much it is late."""
    pin = n.pin[day, stop]
    if pin != NONE:
        return max(pin, ready), max(ready - pin, 0)
    count = n.windows[day, stop]
    for k in range(count):
        if ready <= n.close_at[day, stop, k]:
            return max(ready, n.open_at[day, stop, k]), 0
    if count > 0:
        return ready, ready - n.close_at[day, stop, count - 1]
    return ready, 0


@compiled
def departure(n, day, start, stop):
    """Work the departure back from the first visit; ``stop`` -1 = a day without stops."""
    if n.depart[day] != NONE:
        return n.depart[day]
    zone = n.zone[start]
    wished = n.day_start[day, zone]
    if stop < 0:
        return wished
    pin = n.pin[day, stop]
    target = pin
    if pin == NONE and n.windows[day, stop] > 0:
        target = n.open_at[day, stop, 0]
    end = n.node[stop]
    if target == NONE or n.off_min[start, end] < 0:
        return wished
    minutes = n.off_min[start, end]
    latest = target - minutes - n.alighting_min[stop] - buffer_of(n, minutes)
    if leg_minutes(n, day, latest, start, end) > minutes:
        minutes = n.peak_min[start, end]
        latest = target - minutes - n.alighting_min[stop] - buffer_of(n, minutes)
    if pin == NONE:
        return max(latest, wished)
    return max(latest, n.earliest_out[day, zone])


@compiled
def drive(n, day, at, hungry, start, end):
    """Drive one leg: minutes (-1 = no road), arrival, still hungry, lunch on the road or NONE."""
    if n.off_min[start, end] < 0:
        return -1, at, hungry, NONE
    minutes = leg_minutes(n, day, at, start, end)
    arrive = at + minutes
    if hungry and arrive > n.lunch_to[day, n.zone[end]]:
        off = n.off_min[start, end]
        peak = n.peak_min[start, end]
        if minutes == off and peak > off and in_peak(n, day, at + off + n.lunch_min, end):
            minutes = peak
            arrive = at + minutes
        lunch = min(max(at, n.lunch_from[day, n.zone[start]]), arrive)
        return minutes, arrive + n.lunch_min, 0, lunch
    return minutes, arrive, hungry, NONE


@compiled
def visit(n, day, arrive, minutes, hungry, stop):
    """See one stop: ready, start, board, leave, still hungry, late, lunch or NONE.

    ``minutes`` = of the leg there; lunch before the visit begins before its start.
    """
    zone = n.zone[n.node[stop]]
    ready = arrive + n.alighting_min[stop]
    keep = buffer_of(n, max(minutes, 0))
    begin = ready + keep
    pin = n.pin[day, stop]
    if pin != NONE:
        begin = max(ready, min(begin, pin))
    start, late = first_start(n, day, stop, begin)
    lunch = NONE
    if hungry:
        noon = n.lunch_from[day, zone]
        lunch_at = max(ready, noon)
        too_long = start + n.visit_min[stop] > n.lunch_to[day, zone]
        wanted = ready >= noon or too_long
        if wanted and lunch_at <= start:
            after, after_late = first_start(n, day, stop, max(lunch_at + n.lunch_min, begin))
            if after_late <= late:
                start, late, lunch, hungry = after, after_late, lunch_at, 0
    board = start + n.visit_min[stop]
    if hungry and board >= n.lunch_from[day, zone]:
        lunch, hungry = board, 0
        board += n.lunch_min
    return ready, start, board, board + n.boarding_min[stop], hungry, late, lunch


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
    hungry = 1 if at < n.lunch_from[day, n.zone[start]] else 0
    node = start
    driven = 0
    for p in range(stops.shape[0]):
        stop = stops[p]
        minutes, arrive, hungry, lunch = drive(n, day, at, hungry, node, n.node[stop])
        driven += max(minutes, 0)
        ready, begin, board, at, hungry, late, lunch_here = visit(
            n, day, arrive, minutes, hungry, stop
        )
        node = n.node[stop]
        out[p, M_ARRIVE] = arrive
        out[p, M_READY] = ready
        out[p, M_START] = begin
        out[p, M_END] = begin + n.visit_min[stop]
        out[p, M_BOARD] = board
        out[p, M_LEAVE] = at
        out[p, M_LEG] = minutes
        out[p, M_LATE] = late
        out[p, M_CLOSED] = n.closed[day, stop]
        out[p, M_LUNCH] = max(lunch, lunch_here)
    minutes, arrive, hungry, lunch = drive(n, day, at, hungry, node, end)
    driven += max(minutes, 0)
    last = stops.shape[0]
    out[last, :] = NONE
    out[last, M_ARRIVE] = arrive
    out[last, M_LEG] = minutes
    out[last, M_LATE] = max(0, arrive - n.off_road[day, n.zone[end]])
    out[last, M_LUNCH] = lunch
    return depart, driven


# -- a draft: does it hold, what is it worth ---------------------------------------------------


@compiled
def walk_day(n, draft, day):
    """Compute a day of the draft anew; whether it breaks no rule of its own."""
    count = draft.count[day]
    order = draft.order[day]
    node = draft.night[day]
    end = draft.night[day + 1]
    at = departure(n, day, node, order[0] if count > 0 else -1)
    hungry = 1 if at < n.lunch_from[day, n.zone[node]] else 0
    depart = at
    driven = 0
    loading = 0
    short = 0
    fits = count <= n.max_stops
    draft.left[day, 0] = at
    draft.hungry[day, 0] = hungry
    draft.driven[day, 0] = 0
    for p in range(count):
        stop = order[p]
        minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, n.node[stop])
        ready, start, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, stop)
        if minutes < 0 or late > 0 or n.closed[day, stop]:
            fits = False
        driven += max(minutes, 0)
        loading = max(loading, n.boarding_min[stop])
        short += max(0, buffer_of(n, max(minutes, 0)) - (start - ready))
        node = n.node[stop]
        draft.came[day, p] = arrive
        draft.left[day, p + 1] = at
        draft.hungry[day, p + 1] = hungry
        draft.driven[day, p + 1] = driven
    minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, end)
    if minutes < 0 or arrive > n.off_road[day, n.zone[end]]:
        fits = False
    driven += max(minutes, 0)
    draft.came[day, count] = arrive
    draft.total[day, ARRIVE] = arrive
    draft.total[day, DRIVEN] = driven
    draft.total[day, LOADING] = loading
    draft.total[day, SHORT] = short
    draft.total[day, REPORT] = depart - loading - n.deadhead_min - n.report_before_min
    draft.total[day, RELEASE] = arrive + n.deadhead_min + n.post_trip_min
    if driven + 2 * n.deadhead_min > n.drive_max:
        fits = False
    if draft.total[day, RELEASE] - draft.total[day, REPORT] > n.duty_max:
        fits = False
    bound_day(n, draft, day)
    return fits


@compiled
def bound_day(n, draft, day):
    """Write the latest arrivals that can still meet the rest of the day on open roads."""
    count = draft.count[day]
    node = draft.night[day + 1]
    latest = n.off_road[day, n.zone[node]]
    draft.reach[day, count] = latest
    for p in range(count - 1, -1, -1):
        stop = draft.order[day, p]
        here = n.node[stop]
        latest -= n.off_min[here, node] + n.boarding_min[stop] + n.visit_min[stop]
        latest = min(latest, n.last_start[day, stop]) - n.alighting_min[stop]
        if n.pin[day, stop] == NONE:
            # An insertion changes the leg that leads here: only the shorter buffer is sure.
            latest -= min(n.buffer_short_min, n.buffer_long_min)
        draft.reach[day, p] = latest
        node = here


@compiled
def limits_hold(n, draft, day, depart, arrive, driven, loading):
    """Whether a day with these figures keeps the driver's limits beside the other days."""
    if driven + 2 * n.deadhead_min > n.drive_max:
        return False
    report = depart - loading - n.deadhead_min - n.report_before_min
    release = arrive + n.deadhead_min + n.post_trip_min
    if release - report > n.duty_max:
        return False
    days = draft.count.shape[0]
    if day > 0 and report + n.epoch_gap[day - 1] - draft.total[day - 1, RELEASE] < n.rest_min:
        return False
    if day < days - 1:
        next_report = draft.total[day + 1, REPORT] + n.epoch_gap[day]
        if next_report - release < n.rest_min:
            return False
    if n.week_max == NO_LIMIT:
        return True
    if n.week_days >= days:
        duty = release - report
        for other in range(days):
            if other != day:
                duty += draft.total[other, RELEASE] - draft.total[other, REPORT]
        return duty <= n.week_max
    for first in range(max(0, day - n.week_days + 1), min(day, days - n.week_days) + 1):
        duty = release - report
        for other in range(first, first + n.week_days):
            if other != day:
                duty += draft.total[other, RELEASE] - draft.total[other, REPORT]
        if duty > n.week_max:
            return False
    return True


@compiled
def nights_hold(n, draft):
    """Whether rests and the week's limit hold between the days, each of which holds by itself."""
    if n.plain:
        return True
    for day in range(draft.count.shape[0]):
        total = draft.total[day]
        if not limits_hold(
            n, draft, day, draft.left[day, 0], total[ARRIVE], total[DRIVEN], total[LOADING]
        ):
            return False
    return True


@compiled
def worth(n, draft, regions):
    """Give the draft's value in units: rewards less driving, short buffers and imbalance."""
    value = 0
    seen = 0
    known = 0
    regions[:] = 0
    for day in range(draft.count.shape[0]):
        driven = draft.total[day, DRIVEN]
        value -= driven * n.per_drive_min
        value -= max(0, driven - n.guest_drive_max_min) * n.per_guest_over_min
        value -= draft.total[day, SHORT] * n.per_short_min
        late = draft.total[day, ARRIVE] - n.hotel_in[day, n.zone[draft.night[day + 1]]]
        value -= max(0, late) * n.per_late_hotel_min
        for p in range(draft.count[day]):
            stop = draft.order[day, p]
            value += n.reward[stop]
            region = n.region[stop]
            if region >= 0:
                known += 1
                if regions[region] == 0:
                    seen += 1
                regions[region] += 1
    if known > 0:
        value -= max(0, n.regions_wanted - seen) * n.per_region_missing
        share = max(1, known * n.region_share_percent // 100)
        for region in range(regions.shape[0]):
            value -= max(0, regions[region] - share) * n.per_region_over
    else:
        value -= n.regions_wanted * n.per_region_missing
    return value


# -- changing a draft --------------------------------------------------------------------------


@compiled
def insert_stop(draft, day, place, stop):
    """Put a stop in at a place; the day is not yet computed anew."""
    for p in range(draft.count[day], place, -1):
        draft.order[day, p] = draft.order[day, p - 1]
    draft.order[day, place] = stop
    draft.count[day] += 1
    draft.day_of[stop] = day


@compiled
def remove_stop(draft, day, place):
    """Take a stop out; the day is not yet computed anew."""
    draft.day_of[draft.order[day, place]] = FREE
    for p in range(place, draft.count[day] - 1):
        draft.order[day, p] = draft.order[day, p + 1]
    draft.count[day] -= 1


@compiled
def finishes(n, draft, day, place, stop, depart, at, hungry, driven):
    """Whether the day still holds when the bus leaves an inserted stop at this moment."""
    node = n.node[stop]
    count = draft.count[day]
    for p in range(place, count):
        following = draft.order[day, p]
        minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, n.node[following])
        driven += minutes
        if arrive > draft.reach[day, p] and n.bounded:
            return False
        _, _, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, following)
        if minutes < 0 or late > 0:
            return False
        node = n.node[following]
        if at == draft.left[day, p + 1] and hungry == draft.hungry[day, p + 1]:
            driven += draft.total[day, DRIVEN] - draft.driven[day, p + 1]
            loading = max(draft.total[day, LOADING], n.boarding_min[stop])
            return limits_hold(n, draft, day, depart, draft.total[day, ARRIVE], driven, loading)
    end = draft.night[day + 1]
    minutes, arrive, hungry, _ = drive(n, day, at, hungry, node, end)
    if minutes < 0 or arrive > n.off_road[day, n.zone[end]]:
        return False
    loading = max(draft.total[day, LOADING], n.boarding_min[stop])
    return limits_hold(n, draft, day, depart, arrive, driven + minutes, loading)


@compiled
def best_place(n, draft, day, stop, blink, rng):
    """Find where a stop delays a day least: place (-1 = nowhere) and delay in minutes.

    Some places are passed over at random, ``blink`` in a thousand.
    """
    best, least = -1, 1 << 40
    count = draft.count[day]
    if n.closed[day, stop] or count >= n.max_stops:
        return best, least
    here = n.node[stop]
    last = n.last_start[day, stop]
    for place in range(count + 1):
        if place > 0:
            before = n.node[draft.order[day, place - 1]]
            depart = draft.left[day, 0]
            at = draft.left[day, place]
            hungry = draft.hungry[day, place]
            if at > last:
                break
        else:
            before = draft.night[day]
            depart = departure(n, day, before, stop)
            at = depart
            hungry = 1 if at < n.lunch_from[day, n.zone[before]] else 0
        after = draft.night[day + 1]
        if place < count:
            after = n.node[draft.order[day, place]]
        back = n.off_min[here, after]
        if back < 0 or at + n.off_min[before, here] > last:
            continue
        minutes, arrive, hungry, _ = drive(n, day, at, hungry, before, here)
        if minutes < 0:
            continue
        _, _, _, at, hungry, late, _ = visit(n, day, arrive, minutes, hungry, stop)
        delay = at + back - draft.came[day, place]
        if late > 0 or delay >= least:
            continue
        if n.bounded and at + back > draft.reach[day, place]:
            continue
        if blink > 0 and draw(rng, 1000) < blink:
            continue
        driven = draft.driven[day, place] + minutes
        if n.plain or finishes(n, draft, day, place, stop, depart, at, hungry, driven):
            best, least = place, delay
    return best, least


@compiled
def shed(n, draft, day, rng):
    """Take stops out of a day, the least worth their detour first, until it holds."""
    while not walk_day(n, draft, day):
        count = draft.count[day]
        if count == 0:
            return False
        worst, least = 0, 1e30
        for p in range(count):
            stop = draft.order[day, p]
            here = n.node[stop]
            before = draft.night[day] if p == 0 else n.node[draft.order[day, p - 1]]
            after = draft.night[day + 1] if p == count - 1 else n.node[draft.order[day, p + 1]]
            detour = n.off_min[before, here] + n.off_min[here, after] - n.off_min[before, after]
            gain = n.reward[stop] * (0.8 + draw(rng, 1024) * (0.4 / 1024))
            gain /= max(1, detour + n.visit_min[stop])
            if gain < least:
                worst, least = p, gain
        remove_stop(draft, day, worst)
    return True


@compiled
def ruin(n, draft, memory):
    """Take strings of stops out of one to three days around a stop; whether the rest holds."""
    days = draft.count.shape[0]
    rng = memory.rng
    day = draw(rng, days)
    for _ in range(days):
        if draft.count[day] > 0:
            break
        day = (day + 1) % days
    if draft.count[day] == 0:
        return True
    seed = draft.order[day, draw(rng, draft.count[day])]
    strings = 1 + draw(rng, min(days, 3))
    memory.touched[:] = 0
    for k in range(-1, n.near.shape[1]):
        stop = seed if k < 0 else n.near[seed, k]
        day = draft.day_of[stop]
        if day < 0 or memory.touched[day]:
            continue
        memory.touched[day] = 1
        count = draft.count[day]
        place = 0
        while draft.order[day, place] != stop:
            place += 1
        longest = count if draw(rng, 10) >= 8 else min(count, 10)
        length = 1 + draw(rng, longest)
        first = max(0, place - length + 1)
        first += draw(rng, min(place, count - length) - first + 1)
        for _ in range(length):
            remove_stop(draft, day, first)
        if not shed(n, draft, day, rng):
            return False
        strings -= 1
        if strings == 0:
            break
    return nights_hold(n, draft)


@compiled
def move_hotel(n, draft, memory):
    """Sleep elsewhere for one or two nights, shed what no longer fits; whether the rest holds."""
    days = draft.count.shape[0]
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
        if not shed(n, draft, day, rng):
            return False
    return nights_hold(n, draft)


@compiled
def choose_hotels(n, draft, memory):
    """Give every night the hotel with the least driving for the stops as they are.

    A table over (night, hotel), the last night's best read backwards; whether there is a way.
    """
    days = draft.count.shape[0]
    hotels = n.hotels.shape[0]
    first, end = draft.night[0], draft.night[days]
    far = 1 << 40
    for day in range(days):
        for j in range(hotels if day < days - 1 else 1):
            draft.night[day + 1] = n.hotels[j] if day < days - 1 else end
            least, best = far, -1
            for i in range(hotels if day > 0 else 1):
                before = memory.via_cost[day, i] if day > 0 else 0
                draft.night[day] = n.hotels[i] if day > 0 else first
                if before < least and walk_day(n, draft, day):
                    cost = before + draft.total[day, DRIVEN]
                    if cost < least:
                        least, best = cost, i
            memory.via_cost[day + 1, j] = least
            memory.via[day + 1, j] = best
    chosen = 0
    found = memory.via[days, 0] >= 0
    for day in range(days, 0, -1):
        if day < days:
            draft.night[day] = n.hotels[chosen]
        chosen = max(0, memory.via[day, chosen])
    draft.night[days] = end
    draft.night[0] = first
    if not found:
        return False
    for day in range(days):
        if not walk_day(n, draft, day):
            return False
    return nights_hold(n, draft)


@compiled
def gather(n, draft, memory, limit):
    """List the stops that may be inserted, shuffled; at most about ``limit`` of a large pool."""
    stops = draft.day_of.shape[0]
    rng = memory.rng
    found = 0
    if stops <= limit or (stops <= 5 * limit and draw(rng, 20) < 3):
        for stop in range(stops):
            if draft.day_of[stop] == FREE:
                memory.candidates[found] = stop
                found += 1
    else:
        width = n.near.shape[1]
        for day in range(draft.count.shape[0]):
            for p in range(memory.saved_count[day]):
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


@compiled
def weigh(n, memory, found):
    """Give every candidate its urge: a random power of its reward, with noise."""
    rng = memory.rng
    u = draw(rng, 10)
    for k in range(found):
        reward = n.reward[memory.candidates[k]] / n.mean_reward
        if u < 3:
            urge = reward
        elif u < 7:
            urge = reward * reward
        elif u < 9:
            urge = reward * reward * reward
        else:
            urge = np.sqrt(reward)
        memory.urge[k] = urge * (1.0 + 0.6 * (draw(rng, 1024) / 1024 - 0.5))


@compiled
def recreate(n, draft, memory, limit):
    """Insert stops, musts first, the highest urge per minute of delay next, until none fits."""
    days = draft.count.shape[0]
    rng = memory.rng
    found = gather(n, draft, memory, limit)
    weigh(n, memory, found)
    for k in range(found):
        for day in range(days):
            memory.place[k, day], memory.cost[k, day] = best_place(
                n, draft, day, memory.candidates[k], BLINK_PER_MILLE, rng
            )
    while True:
        best, best_day, highest, best_must = -1, -1, -1.0, 0
        for k in range(found):
            stop = memory.candidates[k]
            if draft.day_of[stop] != FREE or n.must[stop] < best_must:
                continue
            for day in range(days):
                if memory.place[k, day] >= 0:
                    urge = memory.urge[k] / max(1, memory.cost[k, day])
                    if urge > highest or n.must[stop] > best_must:
                        best, best_day, highest, best_must = k, day, urge, n.must[stop]
        if best < 0:
            return
        stop = memory.candidates[best]
        insert_stop(draft, best_day, memory.place[best, best_day], stop)
        if not walk_day(n, draft, best_day) or not nights_hold(n, draft):
            # Another day has grown since the place was found: the rest between them fails.
            remove_stop(draft, best_day, memory.place[best, best_day])
            walk_day(n, draft, best_day)
            memory.place[best, best_day] = -1
            continue
        for k in range(found):
            if draft.day_of[memory.candidates[k]] == FREE:
                memory.place[k, best_day], memory.cost[k, best_day] = best_place(
                    n, draft, best_day, memory.candidates[k], BLINK_PER_MILLE, rng
                )


@compiled
def restore(n, draft, memory):
    """Take the draft back to what was saved."""
    for day in range(draft.count.shape[0]):
        for p in range(draft.count[day]):
            draft.day_of[draft.order[day, p]] = FREE
    draft.night[:] = memory.saved_night
    draft.count[:] = memory.saved_count
    draft.order[:, :] = memory.saved_order
    for day in range(draft.count.shape[0]):
        for p in range(draft.count[day]):
            draft.day_of[draft.order[day, p]] = day
        walk_day(n, draft, day)


@compiled
def promise(n, draft, day, cap):
    """Give what a day without stops could earn between its two nights; -1 where it cannot be.

    The sum of the rewards, each at most ``cap``, of all stops that alone fit the day, less the share
    of the day that the way itself takes.
    """
    if not walk_day(n, draft, day):
        return -1
    sum_ = 0
    for stop in range(n.node.shape[0]):
        if draft.day_of[stop] == FREE:
            place, _ = best_place(n, draft, day, stop, 0, draft.count)
            if place >= 0:
                sum_ += min(cap, n.reward[stop])
    start = draft.left[day, 0]
    length = max(1, n.off_road[day, n.zone[draft.night[day + 1]]] - start)
    return max(0, sum_ * (start + length - draft.total[day, ARRIVE]) // length)


@compiled
def keep_best(draft, memory, value):
    """Make the draft the incumbent."""
    memory.tally[BEST] = value
    memory.best_night[:] = draft.night
    memory.best_order[:, :] = draft.order
    memory.best_count[:] = draft.count


@compiled
def open_search(n, draft, memory, limit):
    """Fill the first draft; the nights hold already. Gives whether every day holds."""
    for day in range(draft.count.shape[0]):
        if not walk_day(n, draft, day):
            return False
    if not nights_hold(n, draft):
        return False
    memory.saved_night[:] = draft.night
    memory.saved_order[:, :] = draft.order
    memory.saved_count[:] = draft.count
    recreate(n, draft, memory, limit)
    memory.tally[VALUE] = worth(n, draft, memory.regions)
    keep_best(draft, memory, memory.tally[VALUE])
    return True


@compiled
def search_chunk(n, draft, memory, iterations, limit):
    """Run iterations of ruin and recreate with simulated annealing; gives how many are done.

    Stops early, at the same iteration whatever the chunks, once the goal is reached.
    """
    days = draft.count.shape[0]
    rng = memory.rng
    tally = memory.tally
    hotels = n.hotels.shape[0]
    for _ in range(iterations):
        if tally[ITERATION] >= tally[TOTAL] or tally[BEST] >= tally[GOAL]:
            break
        heat = memory.cooling[COOLING_STEPS * tally[ITERATION] // tally[TOTAL]]
        tally[ITERATION] += 1
        memory.saved_night[:] = draft.night
        memory.saved_order[:, :] = draft.order
        memory.saved_count[:] = draft.count
        if days > 1 and hotels > 1 and draw(rng, 100) < 15:
            holds = move_hotel(n, draft, memory)
        else:
            holds = ruin(n, draft, memory)
            if holds and days > 1 and hotels > 1 and draw(rng, 100) < 8:
                holds = choose_hotels(n, draft, memory)
        if not holds:
            restore(n, draft, memory)
            continue
        recreate(n, draft, memory, limit)
        value = worth(n, draft, memory.regions)
        patience = memory.patience[draw(rng, ACCEPT_STEPS)]
        if value > tally[VALUE] - ((heat * patience) >> 10):
            tally[VALUE] = value
            if value > tally[BEST]:
                keep_best(draft, memory, value)
        else:
            restore(n, draft, memory)
    return tally[ITERATION]
