"""The days of a draft: whether they hold, alone and beside one another, and what they are worth."""

from __future__ import annotations

import numpy as np

from tourplanner.planner.kernels.arrays import (
    ALIGHTING_MIN,
    ARRIVE,
    BOARDING_MIN,
    BUFFER_LONG_MIN,
    BUFFER_SHORT_MIN,
    CAME,
    CLOSED,
    DEPART,
    DRIVE_END_MAX,
    DRIVE_MAX,
    DRIVEN,
    DRIVEN_MIN,
    DUTY_MAX,
    EMPTY_BACK,
    EMPTY_OUT,
    EPOCH_GAP,
    GUEST_DRIVE_MAX_MIN,
    HERE,
    HOTEL_IN,
    HUNGRY,
    LAST_START,
    LEFT,
    LOADING,
    LUNCH_FROM,
    MAX_STOPS,
    NO_LIMIT,
    NODE,
    NONE,
    OFF,
    OFF_ROAD,
    ON_DUTY,
    OPEN,
    PER_DRIVE_MIN,
    PER_GUEST_OVER_MIN,
    PER_LATE_HOTEL_MIN,
    PER_REGION_MISSING,
    PER_REGION_OVER,
    PER_SHORT_MIN,
    PIN,
    PLAIN,
    POST_TRIP_MIN,
    REACH,
    REGION,
    REGION_SHARE_PERCENT,
    REGIONS_WANTED,
    RELEASE,
    REPORT,
    REPORT_BEFORE_MIN,
    REST_MIN,
    REWARD,
    SHORT,
    VISIT_MIN,
    WAY,
    WEEK_DAYS,
    WEEK_MAX,
    ZONE,
)
from tourplanner.planner.kernels.compiling import inner
from tourplanner.planner.kernels.moments import buffer_of, departure, drive, off_peak, visit


@inner
def walk_day(n, draft, day):
    """Compute a day of the draft anew; whether it breaks no rule of its own."""
    if n.limits[PLAIN]:
        return walk_plain_day(n, draft, day)
    count = draft.counts[day]
    order = draft.order[day]
    node = draft.night[day]
    end = draft.night[day + 1]
    if count > 0:
        at = departure(n, day, node, order[0], n.stops[order[0], NODE])
    else:
        at = departure(n, day, node, np.int64(-1), end)
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
        report, release = duty_of(n, day, depart, arrive, loading)
        draft.total[day, REPORT] = report
        draft.total[day, RELEASE] = release
        if not day_within(n, day, driven, report, release):
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
        minutes = np.int64(legs[OFF, node, here])
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
    minutes = np.int64(legs[OFF, node, end])
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
def latest_on_duty(n, draft, day):
    """Give the last arrival at the day's end that keeps the driver's duty from its departure."""
    limits = n.limits
    if limits[PLAIN]:
        return np.int64(1 << 50)
    depart, loading = draft.moments[day, 0, LEFT], draft.total[day, LOADING]
    report, release = duty_of(n, day, depart, np.int64(0), loading)
    post = limits[POST_TRIP_MIN]
    return report + min(limits[DUTY_MAX], limits[DRIVE_END_MAX] + post) - release


@inner
def bound_day(n, draft, day):
    """Write the latest arrivals that can still meet the rest of the day on open roads."""
    count = draft.counts[day]
    node = draft.night[day + 1]
    latest = n.clocks[day, n.nodes[node, ZONE], OFF_ROAD]
    on_duty = min(latest, latest_on_duty(n, draft, day))
    draft.moments[day, count, REACH] = latest
    draft.moments[day, count, ON_DUTY] = on_duty
    draft.moments[day, count, HERE] = node
    for p in range(count - 1, -1, -1):
        stop = draft.order[day, p]
        here = n.stops[stop, NODE]
        last = n.visits[day, stop, LAST_START]
        needs = off_peak(n, here, node) + n.stops[stop, BOARDING_MIN] + n.stops[stop, VISIT_MIN]
        settle = n.stops[stop, ALIGHTING_MIN]
        if n.visits[day, stop, PIN] == NONE:
            # An insertion changes the leg that leads here: only the shorter buffer is sure.
            settle += min(n.limits[BUFFER_SHORT_MIN], n.limits[BUFFER_LONG_MIN])
        latest = min(latest - needs, last) - settle
        on_duty = min(on_duty - needs, last) - settle
        draft.moments[day, p, REACH] = latest
        draft.moments[day, p, ON_DUTY] = on_duty
        draft.moments[day, p, HERE] = here
        draft.moments[day, p + 1, WAY] = max(0, off_peak(n, here, node))
        node = here
    draft.moments[day, 0, WAY] = max(0, off_peak(n, draft.night[day], node))


@inner
def duty_of(n, day, depart, arrive, loading):
    """Give the driver's report and release around the party's day."""
    before = loading + n.days[day, EMPTY_OUT] + n.limits[REPORT_BEFORE_MIN]
    return depart - before, arrive + n.days[day, EMPTY_BACK] + n.limits[POST_TRIP_MIN]


@inner
def day_within(n, day, driven, report, release):
    """Whether a day alone keeps the driver's limits."""
    limits = n.limits
    return (
        driven + n.days[day, EMPTY_OUT] + n.days[day, EMPTY_BACK] <= limits[DRIVE_MAX]
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
    report, release = duty_of(n, day, depart, arrive, loading)
    if not day_within(n, day, driven, report, release):
        return False
    rest = n.limits[REST_MIN]
    if day > 0 and report + n.days[day - 1, EPOCH_GAP] - draft.total[day - 1, RELEASE] < rest:
        return False
    if day < draft.counts.shape[0] - 1:
        next_report = draft.total[day + 1, REPORT] + n.days[day, EPOCH_GAP]
        if next_report - release < rest:
            return False
    return n.limits[WEEK_MAX] == NO_LIMIT or week_holds(n, draft, day, report, release)


@inner
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
def draft_holds(n, draft):
    """Compute all days anew; whether each holds by itself and beside the others."""
    holds = True
    for day in range(draft.counts.shape[0]):
        holds = walk_day(n, draft, day) and holds
    return holds and nights_hold(n, draft)


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
