"""A tour as numbers, a plan being worked on, and what a search keeps: the arrays of the kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    Ints = np.ndarray[Any, np.dtype[np.int64]]
    SmallInts = np.ndarray[Any, np.dtype[np.int32]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]

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
DEPART, EPOCH_GAP, EMPTY_OUT, EMPTY_BACK = range(4)
(
    LUNCH_MIN,
    BUFFER_SHORT_MIN,
    BUFFER_LONG_MIN,
    BUFFER_LONG_FROM_MIN,
    MAX_STOPS,
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
) = range(29)
CAME, LEFT, HUNGRY, DRIVEN_MIN, REACH, ON_DUTY, HERE, WAY, COLUMNS = range(9)
REPORT, RELEASE, ARRIVE, DRIVEN, LOADING, SHORT = range(6)
VALUE, BEST, ITERATION, TOTAL, GOAL = range(5)
VIA, VIA_COST = range(2)
AT, UNTIL, PAST, COMES_FROM, GOES_TO = range(5)
PLACE_BITS, FAR = 10, 1 << 60  # a cost and its place in one number; no cost
M_ARRIVE, M_READY, M_START, M_END, M_BOARD, M_LEAVE, M_LEG, M_LATE, M_CLOSED, M_LUNCH = range(10)


class Numbers(NamedTuple):
    """A tour as numbers. D days, S stops, N nodes, Z zones, W windows a day, H hotels.

    Attributes
    ----------
    legs : int32 (3, N, N), off-peak and peak bus minutes, row = from, and off-peak minutes the
        other way, so that all ways to one stop lie together; below 0 = no road.
    nodes : (N, 2), index of the zone, and 1 where peaks apply.
    stops : (S, 7), node, minutes, reward in units, must (1 or 0), region (-1 = none).
    visits : (D, S, 4), DAY-CLOSED (1 or 0), pinned start or NONE, how many windows, last start.
    windows : (D, S, W, 2), first and last moment of a start, in the schedule's order.
    clocks : (D, Z, 6), moments. peaks : (D, Z, 8, 2), moments, ascending, end excluded.
    days : (D, 4), typed departure or NONE, minutes from this day's epoch to the next's, minutes of
        the driver's empty runs before and after.
    departures : (D, F, 2 + K), legs with fixed departures: from, to, and the moments in order,
        NO_LIMIT where there are no more.
    hotels : (H,), nodes that may be slept at. near : (S, K), nearest stops first.
    limits : (LIMITS,), minutes of settings and the driver's limits (NO_LIMIT where there is none);
        DUTY_MAX from report to release, DRIVE_END_MAX from report to the last drive's end;
        PLAIN = no peaks, pins, lunch or driver's limits, one buffer, one window, a typed departure,
        no fixed ones, so that the bound REACH is exact; BOUNDED = it is a
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
    departures: Ints
    hotels: Ints
    near: Ints
    limits: Ints


class Draft(NamedTuple):
    """A plan being worked on. Place p of a day = after p stops; at most L stops fit a day.

    Attributes
    ----------
    night : (D + 1,), nodes: the tour's start, every night's hotel, the tour's end.
    order : (D, L), stops in driving order; counts : (D,). day_of : (S,), day, FREE or BARRED.
    moments : (D, L + 1, COLUMNS): CAME, arrival at the stop at p, at p = count at the day's end;
        LEFT, HUNGRY, DRIVEN_MIN, when the bus leaves after p stops, whether lunch is still to be
        had, guests' driving until then; REACH, no later arrival at p can meet the rest of the day;
        ON_DUTY, the same with the driver's limits where the day's departure stays;
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
    line : (5, L + 1), the places of a day by column: AT, the bus leaves for it; UNTIL, the latest
        arrival behind it; PAST, the cost without a stop there; COMES_FROM and GOES_TO, nodes.
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
    line: Ints
