"""The legs of a plan side by side: minutes as worked out, and as somebody typed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tourplanner.core.changes import Changes
from tourplanner.core.clock import parse_tod
from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.figures import range_of
from tourplanner.core.model.tour import Node, Plan
from tourplanner.core.travel import Grade, TravelMatrix, TypedMinutes
from tourplanner.services.plan import Planned
from tourplanner.services.tours import TourService


@dataclass(frozen=True, slots=True)
class LegRow:
    """One pair of places in the direction it is driven. ``days`` from 0, empty = not driven now.

    ``ours_min`` and ``miles`` are None where the program knows no road. ``points`` are where it
    goes from and to, None where an end is no site: where the party sleeps and starts is not public.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    days: tuple[int, ...]
    ours_min: int | None
    miles: int | None
    grade: Grade
    typed: TypedMinutes | None
    leaves_tod_min: tuple[int, ...] = ()  # the only times of a day when it leaves; () = at any
    points: tuple[LatLon, LatLon] | None = None


FIRST_DEPARTURE_TOD_MIN = 4 * 60  # without am or pm, the first one leaves in the morning
MAX_DEPARTURES = 48
_BETWEEN_TIMES = re.compile(r"[,;&]|\band\b| (?=\d|noon|midnight)", re.IGNORECASE)
BROWSER_HOST = "www.openstreetmap.org"


def leg_address(points: tuple[LatLon, LatLon]) -> str:
    """Give the page that shows the way by car between two points; nothing else is in it."""
    route = "%3B".join(f"{point.lat:.5f}%2C{point.lon:.5f}" for point in points)
    return f"https://{BROWSER_HOST}/directions?engine=fossgis_osrm_car&route={route}"


def read_column(text: str, rows: Sequence[LegRow]) -> tuple[tuple[LegRow, int], ...]:
    """Read minutes that were copied as a column: ``75``, ``1:15``, ``1 h 15 min``, a line each.

    Parameters
    ----------
    rows : the legs from the chosen one on, which the lines are for; an empty line leaves its leg.

    Raises
    ------
    InputError : a line is no time, there are several columns, or more lines than legs.
    """
    lines = text.rstrip().splitlines()
    if any("\t" in line for line in lines):
        raise InputError("These are several columns.", "Copy the column of the minutes alone.")
    if lines and lines[0].strip() and not any(c.isdigit() for c in lines[0]):
        title, *lines = lines
        if re.search("leav|depart", title.casefold()):
            raise InputError("These are departures, no minutes.", "Paste them as “Leaves only at”.")
    if len(lines) > len(rows):
        raise InputError(
            f"{len(lines)} lines, but {len(rows)} legs from the chosen one on.",
            "Choose the leg that the first line is for.",
        )
    read = [(row, _minutes(line)) for row, line in zip(rows, lines, strict=False) if line.strip()]
    if not read:
        raise InputError("There are no minutes to paste.", "Copy them from a table first.")
    return tuple(read)


def read_departures(text: str) -> tuple[int, ...]:
    """Read the times when a ferry or a plane leaves: ``7:15 am, 10:15, 1:30``; empty = none.

    Commas may be left out, as in a column of a timetable. A time without am or pm is the first one
    after the time before it.

    Raises
    ------
    InputError : one of them is no time, or there are too many.
    """
    found: list[int] = []
    for word in _BETWEEN_TIMES.split(" ".join(text.split())):
        if word.strip():
            found.append(parse_tod(word.strip(), found[-1] if found else FIRST_DEPARTURE_TOD_MIN))
    if len(found) > MAX_DEPARTURES:
        raise InputError(
            f"{len(found)} departures are too many.", f"At most {MAX_DEPARTURES} are kept."
        )
    return tuple(sorted(set(found)))


def _minutes(line: str) -> int:
    found = _SPAN.fullmatch(line.strip().casefold())
    least, most = range_of("leg_min")
    if found is not None:
        hours, minutes = found["hours"] or found["clock"] or 0, found["minutes"] or 0
        total = 60 * int(hours) + int(minutes)
        if least <= total <= most:
            return total
    raise InputError(
        f"“{line.strip()[:40]}” is no time for a leg.", "Use minutes, such as 75, 1:15 or 1 h 15."
    )


_SPAN = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*h(?:ours?|rs?|r)?\.?\s*|(?P<clock>\d{1,2}):(?=\d\d$))?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|min|mins|minutes?)?\.?)?"
)


def leg_rows(tours: TourService, planned: Planned) -> tuple[LegRow, ...]:
    """Give the legs that a plan drives, in order, then the typed ones that it does not drive."""
    plan = planned.plan
    travel, ours = planned.travel, planned.travel
    if travel.typed:
        ours = tours.travel(plan.tour, ours_alone=True)
    driven = _driven(plan)
    nodes = {node.id: node for pair in driven for node in pair}
    nodes |= {stop.node.id: stop.node for stop in plan.tour.stops}
    nodes |= {node.id: node for node in (plan.tour.start, plan.tour.end, *plan.tour.hotels)}
    known = {(left.id, right.id) for left, right in driven}
    extra = [
        pair
        for pair in sorted({*tours.typed_minutes(), *tours.fixed_departures()})
        if pair not in known and pair[0] in nodes and pair[1] in nodes
    ]
    rows = [_row(travel, ours, left, right, days) for (left, right), days in driven.items()]
    rows += [_row(travel, ours, nodes[left], nodes[right], ()) for left, right in extra]
    sites = {stop.node.id for stop in plan.tour.stops}
    return tuple(
        replace(row, points=(nodes[row.left].point, nodes[row.right].point))
        if {row.left, row.right} <= sites
        else row
        for row in rows
    )


def take_back(tours: TourService, left: str, right: str) -> Changes:
    """Take the typed minutes of a leg back, also where they were typed for the way back."""
    typed = tours.typed_minutes()
    if (left, right) not in typed and (right, left) in typed:
        left, right = right, left
    return tours.type_minutes(left, right, None)


def _driven(plan: Plan) -> dict[tuple[Node, Node], tuple[int, ...]]:
    """Give the pairs of places that are driven, in order, with their days."""
    found: dict[tuple[Node, Node], tuple[int, ...]] = {}
    for day in plan.days:
        stations = [day.start, *(stop.node for stop in day.stops), day.end]
        for pair in pairwise(stations):
            if pair[0].id != pair[1].id:
                found[pair] = (*found.get(pair, ()), day.index)
    return found


def _row(
    travel: TravelMatrix, ours: TravelMatrix, left: Node, right: Node, days: tuple[int, ...]
) -> LegRow:
    own = ours.leg(left.id, right.id)
    return LegRow(
        left.id,
        right.id,
        left.name,
        right.name,
        days,
        own.off_peak_min if own else None,
        round(own.miles) if own else None,
        own.grade if own else Grade.FORMULA,
        travel.typed.get((left.id, right.id)),
        travel.departures.get((left.id, right.id), ()),
    )
