"""The map without a format: points, lines and the list that says the same in words.

On a map for the press stand public stops alone, with their own numbers and bounds; no line, no
start or end of a day, no miles. A stop whose point is known only to its town is in the list only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from tourplanner.core.clock import date_text
from tourplanner.core.geo import LatLon, Precision, known_precision
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import plain
from tourplanner.core.papers.moments import (
    DayView,
    days_of,
    leg_line,
    node_address,
    node_name,
    staff_times,
    visit_name,
    visit_number,
)
from tourplanner.core.papers.press import (
    DRAFT_WORDS,
    event_title,
    place_text,
    public_date,
    public_visits,
    tour_dates,
)
from tourplanner.core.papers.style import (
    COVERAGE_WORDS,
    TimeWords,
    address_text,
    member_text,
    miles_text,
    span_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

CREDITS = (
    "Roads: © OpenStreetMap contributors, ODbL 1.0",
    "Towns: GeoNames, CC BY 4.0",
    "State and county lines: U.S. Census Bureau",
    "Land and lakes: Natural Earth",
)
CREATOR = "TourPlanner"  # how a file of points says that this program wrote it
PLACE_LABELS = ("H", "P")  # a hotel, another place
_PAD_DEG = 0.15
_STEP_DEG = 0.25
_COMPASS = (
    "north",
    "northeast",
    "east",
    "southeast",
    "south",
    "southwest",
    "west",
    "northwest",
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in decimal degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A mark. ``label``: its number, or H or P for a place; ``day``, from 0: color and shape.

    ``lines``: what is said of it beside its address.
    """

    id: str
    label: str
    day: int
    lat: float
    lon: float
    name: str
    lines: tuple[str, ...] = ()
    is_place: bool = False
    approximate: bool = False
    tentative: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class MapRow:
    """A row of the list; ``point`` is the id of its mark, empty where there is none."""

    label: str
    name: str
    when: str
    where: str
    way: str = ""  # how one gets there from the row before, in words
    note: str = ""
    point: str = ""


@dataclass(frozen=True, slots=True)
class MapDay:
    """A day of the list and its line on the map (empty for the press)."""

    number: int  # from 0
    title: str
    total: str
    rows: tuple[MapRow, ...]
    lines: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TourMap:
    """A whole map. ``home``: the page that it is part of, where a link leads back; may be empty."""

    kind: str
    title: str
    aside: str
    author: str
    language: str
    points: tuple[MapPoint, ...]
    days: tuple[MapDay, ...]
    bounds: Bounds | None
    credits: tuple[str, ...] = CREDITS
    notes: tuple[str, ...] = ()
    draft: str = ""
    home: str = ""


def tour_map(cut: CutView, *, home: str = "", with_zones: bool = False) -> TourMap:
    """Lay out the map of a cut view.

    Parameters
    ----------
    home : the page that it is part of, to which a link leads back.
    with_zones : times carry their zone in any case; else where they run in several.
    """
    tour, office = cut.one("tour"), cut.one("office")
    points, days = _press(cut, with_zones) if cut.spec.leaves else _staff(cut)
    marks = [(p.lat, p.lon) for p in points]
    if not cut.spec.leaves:
        marks += [mark for day in days for drawn in day.lines for mark in drawn]
    notes = []
    apart = sum(not row.point for day in days for row in day.rows)
    if apart:
        stops = "stop is" if apart == 1 else "stops are"
        notes.append(f"{apart} {stops} in the list only: the exact place is not known.")
    if not cut.spec.leaves:
        notes.append("Lines follow the highway network and are schematic; minutes are estimates.")
    return TourMap(
        cut.spec.key,
        one_line(tour.text("name")),
        tour_dates(tour),
        member_text(office),
        cut.language,
        tuple(points),
        tuple(days),
        bounds_of(marks),
        notes=tuple(notes),
        draft=DRAFT_WORDS if cut.draft else "",
        home=home,
    )


def bounds_of(marks: Iterable[tuple[float, float]]) -> Bounds | None:
    """Give the box around points, padded and rounded outward to quarter degrees; None for none."""
    known = list(marks)
    if not known:
        return None
    lats, lons = [lat for lat, _ in known], [lon for _, lon in known]

    def down(value: float) -> float:
        return math.floor((value - _PAD_DEG) / _STEP_DEG) * _STEP_DEG

    def up(value: float) -> float:
        return math.ceil((value + _PAD_DEG) / _STEP_DEG) * _STEP_DEG

    return Bounds(
        max(down(min(lats)), -85.0),
        max(down(min(lons)), -180.0),
        min(up(max(lats)), 85.0),
        min(up(max(lons)), 180.0),
    )


def compass_word(start: LatLon, end: LatLon) -> str:
    """Give the compass direction from one point to another, in words: ``northwest``."""
    d_lon = math.radians(end.lon - start.lon)
    lat_a, lat_b = math.radians(start.lat), math.radians(end.lat)
    y = math.sin(d_lon) * math.cos(lat_b)
    x = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(d_lon)
    return _COMPASS[round(math.degrees(math.atan2(y, x)) / 45) % 8]


def _press(cut: CutView, with_zones: bool) -> tuple[list[MapPoint], list[MapDay]]:
    visits = list(public_visits(cut))
    moments = ((at, v.text("zone")) for v in visits for at in (v["start_at"], v["end_at"]))
    times = TimeWords(moments, always=with_zones)
    points: list[MapPoint] = []
    days: list[MapDay] = []
    for n, (day, group) in enumerate(groupby(visits, key=public_date)):
        rows = []
        for visit in group:
            stop = cut.get("stop", visit.text("stop"))
            site = cut.get("site", visit.text("site"))
            label, when = visit.id.removeprefix("s"), _when(times, visit)
            coverage = COVERAGE_WORDS.get(stop.text("coverage"), "")
            point = _site_point(site, visit.id, label, n, (f"{date_text(day)}, {when}", coverage))
            if point is not None:
                points.append(point)
            where = ", ".join(filter(None, (place_text(stop, site), address_text(site))))
            note = coverage + (", not confirmed" if visit.id in cut.tentative else "")
            title = event_title(stop, site)
            rows.append(
                MapRow(label, title, when, where, "", note, visit.id if point is not None else "")
            )
        total = f"{len(rows)} stop{'s' * (len(rows) > 1)}"
        days.append(MapDay(n, date_text(day), total, tuple(rows)))
    return points, days


def _when(times: TimeWords, visit: RecordView) -> str:
    return times.span(visit["start_at"], visit["end_at"], visit.text("zone"))


def _site_point(
    site: RecordView, mark: str, label: str, day: int, lines: tuple[str, ...]
) -> MapPoint | None:
    fact = site["point"]
    if not isinstance(fact, dict):
        return None
    return MapPoint(
        mark,
        label,
        day,
        float(fact["lat"]),
        float(fact["lon"]),
        one_line(site.text("name")),
        tuple(filter(None, lines)),
        approximate=known_precision(fact.get("precision") or Precision.PIN).is_coarse,
        address=address_text(site),
    )


def _staff(cut: CutView) -> tuple[list[MapPoint], list[MapDay]]:
    times = staff_times(cut)
    points: list[MapPoint] = []
    days: list[MapDay] = []
    seen: set[str] = set()
    for n, day in enumerate(days_of(cut)):
        title = date_text(day.day["date"])
        rows = [_place_row(cut, day, "start", times, points, seen, n)]
        for drive, visit in zip(day.drives, day.visits, strict=False):
            stop = cut.get("stop", visit.text("stop"))
            label, when = visit_number(visit), _when(times, visit)
            unsure = stop.id in cut.tentative
            said = (f"{title}, {when}", "Tentative" if unsure else "Confirmed")
            site = cut.get("site", visit.text("site"))
            point = _site_point(site, visit.id, label, n, said)
            if point is not None:
                points.append(_marked(point, unsure))
            rows.append(
                MapRow(
                    label,
                    visit_name(cut, visit),
                    when,
                    address_text(site),
                    _way(cut, drive),
                    "Tentative" if unsure else "Confirmed",
                    visit.id if point is not None else "",
                )
            )
        rows.append(_place_row(cut, day, "end", times, points, seen, n))
        lines = tuple(
            tuple((float(lat), float(lon)) for lat, lon in drive["line"])
            for drive in day.drives
            if drive["line"]
        )
        days.append(MapDay(n, title, _total(day), tuple(rows), lines))
    return points, days


def _marked(point: MapPoint, tentative: bool) -> MapPoint:
    return replace(point, tentative=tentative)


def _place_row(
    cut: CutView,
    day: DayView,
    side: str,
    times: TimeWords,
    points: list[MapPoint],
    seen: set[str],
    n: int,
) -> MapRow:
    node_id = day.day.text(side)
    node = cut.get("node", node_id)
    at: datetime = day.day["depart_at" if side == "start" else "arrive_at"]
    when = times.at(at, day.day.text(f"{side}_zone"))
    said = f"{'Leave' if side == 'start' else 'Arrive'} {when}"
    label = PLACE_LABELS[cut.get("place", node_id).text("kind") != "hotel"]
    fact = node["point"]
    mark = f"place-{node_id}"
    if isinstance(fact, dict) and mark not in seen:
        seen.add(mark)
        points.append(
            MapPoint(
                mark,
                label,
                n,
                float(fact["lat"]),
                float(fact["lon"]),
                node_name(cut, node_id),
                is_place=True,
                address=node_address(cut, node_id),
            )
        )
    way = _way(cut, day.drives[-1]) if side == "end" and day.drives else ""
    where = node_address(cut, node_id)
    return MapRow(
        label, node_name(cut, node_id), said, where, way, "", mark if mark in seen else ""
    )


def _way(cut: CutView, drive: RecordView) -> str:
    """Write a leg in words: ``108 mi northwest, about 2 h 15 min``."""
    start, end = _node_point(cut, drive.text("start")), _node_point(cut, drive.text("end"))
    where = f" {compass_word(start, end)}" if start and end else ""
    time, _, miles_ = plain(leg_line(drive)).partition(", ")
    return f"{miles_}{where}, {time}" if miles_ else time


def _node_point(cut: CutView, node_id: str) -> LatLon | None:
    for kind in ("site", "node"):
        fact = cut.get(kind, node_id)["point"]
        if isinstance(fact, dict):
            return LatLon(float(fact["lat"]), float(fact["lon"]))
    return None


def _total(day: DayView) -> str:
    parts: Iterator[str] = iter(
        (
            miles_text(day.day["meters"]),
            f"about {span_text(int(day.day['drive_min'] or 0))} on the road",
        )
    )
    return ", ".join(filter(None, parts))
