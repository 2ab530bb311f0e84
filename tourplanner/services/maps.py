"""The map of the window: where a tour's stops, its places and the other candidates are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from tourplanner.core.changes import Changes
from tourplanner.core.errors import InputError, NotFoundError, PlanningError
from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.core.model.places import pinned
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.tour import Node, Plan, Tour, TourStop
from tourplanner.core.papers.map import Bounds, bounds_of, compass_word
from tourplanner.core.ports import Ground, MapGround, MapTiles, Router
from tourplanner.core.travel import Leg
from tourplanner.services.sites import SiteService
from tourplanner.services.tours import TourService
from tourplanner.store.file import OfficeFile

KEPT_LINES = 400  # legs whose lines are remembered; a tour has some tens


class MarkKind(StrEnum):
    """What a mark stands for."""

    STOP = "stop"
    PLACE = "place"
    CANDIDATE = "candidate"
    SCHOOL = "school"  # of the directory, no site of the file


@dataclass(frozen=True, slots=True)
class MapMark:
    """A point of the map.

    Attributes
    ----------
    id : of the stop, the place or the site; no two marks share one.
    label : ``2.1`` for a stop, ``H`` for a hotel, ``P`` for another place, else empty.
    days : the days, from 0, on which the bus is there.
    site : the site whose point it is; empty for a place. Only a site's point can be moved.
    is_approximate : the point is known to its ZIP or town only.
    """

    id: str
    kind: MarkKind
    label: str
    name: str
    city: str
    point: LatLon
    days: tuple[int, ...] = ()
    site: str = ""
    wish: str = ""
    is_approximate: bool = False
    is_confirmed: bool = True

    @property
    def is_dot(self) -> bool:
        """Whether it is in no day, so that it is drawn small."""
        return self.kind in (MarkKind.CANDIDATE, MarkKind.SCHOOL)


@dataclass(frozen=True, slots=True)
class MapLeg:
    """The way from one mark to the next. ``minutes`` and ``meters`` are None without a road."""

    start: str
    end: str
    compass: str
    meters: int | None
    minutes: int | None
    is_estimate: bool
    line: tuple[LatLon, ...]


@dataclass(frozen=True, slots=True)
class MapVisit:
    """When the party is at a stop."""

    mark: str
    start_at: datetime
    end_at: datetime
    zone: str
    late_min: int


@dataclass(frozen=True, slots=True)
class MapDay:
    """One day: where it starts and ends, its visits and the legs between (one more than visits)."""

    index: int
    date: date
    start: str
    end: str
    depart_at: datetime
    arrive_at: datetime
    start_zone: str
    end_zone: str
    visits: tuple[MapVisit, ...]
    legs: tuple[MapLeg, ...]
    meters: int
    drive_min: int
    is_estimate: bool

    stands: bool  # the bus stands: no visit, and no way to go


@dataclass(frozen=True, slots=True)
class ScreenMap:
    """What the map of the window shows.

    Attributes
    ----------
    bounds : around the tour, else around all marks; None where nothing has a point.
    without_point : names of marked sites that are nowhere yet.
    """

    tour_id: str
    name: str
    marks: tuple[MapMark, ...]
    days: tuple[MapDay, ...]
    bounds: Bounds | None
    without_point: tuple[str, ...] = ()
    counties: int = 0
    sites: int = 0

    def mark(self, mark_id: str) -> MapMark | None:
        """Give a mark by id."""
        return next((mark for mark in self.marks if mark.id == mark_id), None)


class MapService:
    """Reads what the map shows and moves points."""

    def __init__(
        self,
        file: OfficeFile,
        tours: TourService,
        sites: SiteService,
        router: Router,
        ground: MapGround,
        open_tiles: Callable[[str], MapTiles],
    ) -> None:
        self._file = file
        self._tours = tours
        self._sites = sites
        self._router = router
        self._ground = ground
        self._open_tiles = open_tiles
        self._lines: dict[tuple[LatLon, LatLon], tuple[LatLon, ...]] = {}

    def ground(self, bounds: Bounds) -> Ground:
        """Give land, water, lines and towns around a box, as plain coordinates."""
        return self._ground.ground(bounds)

    def page(self, bounds: Bounds) -> bytes:
        """Give the page of the web map around a box; it holds no word of a user's."""
        return self._ground.page(bounds)

    def tiles(self, path: str) -> MapTiles:
        """Open a user's own base map; InputError says why a file is none."""
        return self._open_tiles(path)

    def screen(self, tour_id: str) -> ScreenMap:
        """Give the map of a tour's current plan; without a plan, of its sites and places.

        Raises
        ------
        NotFoundError : no such tour.
        """
        record = self._file.tables.get("tour", tour_id)
        if record is None or record.deleted:
            raise NotFoundError("This file has no such tour.", "List the tours to see their names.")
        views = {str(view.id): view for view in self._sites.all()}
        marked = {
            str(stop["site"]): str(stop["wish"] or "may")
            for stop in self._file.tables.where("stop", tour=tour_id)
            if not stop.deleted
        }
        tour, plan, schedules = self._planned(tour_id)
        days = tuple(self._day(schedule) for schedule in schedules)
        marks = [*_stops(schedules), *self._places(tour, plan)]
        visited = {mark.site for mark in marks if mark.site}
        marks += _candidates((view for view in views.values() if view.id not in visited), marked)
        seen = [views[site].county for site in visited if site in views]
        drawn = [p for day in days for leg in day.legs for p in leg.line]
        shown = [m.point for m in marks if m.kind is not MarkKind.CANDIDATE] + drawn
        shown = shown if visited else [m.point for m in marks]
        return ScreenMap(
            tour_id,
            str(record["name"] or ""),
            tuple(marks),
            days,
            bounds_of((p.lat, p.lon) for p in shown),
            tuple(views[s].name for s in marked if s in views and views[s].point is None),
            len({county for county in seen if county}),
            len(views),
        )

    def move(self, site: str, lat: float, lon: float, *, out_of_state: bool = False) -> Changes:
        """Put a site's pin somewhere else; raises as ``sites.points.place_at`` does."""
        try:
            located = pinned(lat, lon)
        except ValueError as error:
            raise InputError("That is not a place on the earth.", "Move the pin again.") from error
        return self._sites.points.place_at(site, located, out_of_state=out_of_state)

    # -- parts ---------------------------------------------------------------------------------

    def _planned(self, tour_id: str) -> tuple[Tour | None, Plan | None, tuple[DaySchedule, ...]]:
        """Give tour, plan and moments, as far as there are any."""
        try:
            tour = self._tours.load(tour_id)
        except InputError:  # its start or end has no place yet
            return None, None, ()
        try:
            plan = self._tours.plan_of(tour)
            if plan is None:
                return tour, None, ()
            return tour, plan, self._tours.schedules(plan, self._tours.travel(tour))
        except (InputError, PlanningError):
            return tour, None, ()

    def _places(self, tour: Tour | None, plan: Plan | None) -> Iterator[MapMark]:
        """Give the places where days start and end; without a plan, those of the tour."""
        if tour is None:
            return
        days: dict[str, list[int]] = {}
        nodes: dict[str, Node] = {}
        if plan is not None:
            ends = [(day.index, node) for day in plan.days for node in (day.start, day.end)]
        else:
            ends = [(-1, node) for node in (tour.start, tour.end, *tour.hotels)]
        for index, node in ends:
            nodes[node.id] = node
            days.setdefault(node.id, []).append(index)
        records = self._file.tables.get_many("place", list(nodes))
        kinds = {record.id: str(record["kind"] or "") for record in records}
        for node in nodes.values():
            yield MapMark(
                node.id,
                MarkKind.PLACE,
                "H" if kinds.get(node.id) == "hotel" else "P",
                node.name,
                node.city,
                node.point,
                tuple(sorted({index for index in days[node.id] if index >= 0})),
                is_approximate=node.precision.is_coarse,
            )

    def _day(self, schedule: DaySchedule) -> MapDay:
        day = schedule.day
        nodes = [day.start, *(row.stop.node for row in schedule.rows), day.end]
        ids = [day.start.id, *(str(row.stop.id) for row in schedule.rows), day.end.id]
        known: list[tuple[Leg | None, int]] = [(row.leg, row.leg_min) for row in schedule.rows]
        known.append((schedule.last_leg, schedule.last_leg_min))
        legs = tuple(
            self._leg(ids[k], ids[k + 1], a, b, *known[k])
            for k, (a, b) in enumerate(pairwise(nodes))
        )
        return MapDay(
            day.index,
            day.date,
            day.start.id,
            day.end.id,
            schedule.depart_at,
            schedule.arrive_at,
            day.start.zone,
            day.end.zone,
            tuple(
                MapVisit(
                    str(row.stop.id), row.start_at, row.end_at, row.stop.node.zone, row.late_min
                )
                for row in schedule.rows
            ),
            legs,
            schedule.meters,
            schedule.guest_drive_min,
            any(leg.is_estimate for leg in legs),
            schedule.is_idle,
        )

    def _leg(self, start: str, end: str, a: Node, b: Node, leg: Leg | None, minutes: int) -> MapLeg:
        same = a.id == b.id
        line = () if same or leg is None else self._line(a.point, b.point)
        return MapLeg(
            start,
            end,
            "" if same or great_circle_m(a.point, b.point) < 1 else compass_word(a.point, b.point),
            leg.meters if leg else None,
            minutes if leg else None,
            bool(leg and leg.grade.is_estimate),
            line,
        )

    def _line(self, start: LatLon, end: LatLon) -> tuple[LatLon, ...]:
        """Give the line of a leg; a road does not move, so it is looked up once."""
        key = (start, end)
        if key not in self._lines:
            if len(self._lines) >= KEPT_LINES:
                self._lines.clear()
            self._lines[key] = tuple(self._router.path(start, end))
        return self._lines[key]


def _stops(schedules: Iterable[DaySchedule]) -> Iterator[MapMark]:
    for schedule in schedules:
        for order, row in enumerate(schedule.rows):
            stop: TourStop = row.stop
            yield MapMark(
                str(stop.id),
                MarkKind.STOP,
                f"{schedule.day.index + 1}.{order + 1}",
                stop.node.name,
                stop.node.city,
                stop.node.point,
                (schedule.day.index,),
                str(stop.site),
                stop.wish,
                stop.node.precision.is_coarse,
                stop.confirmed,
            )


def _candidates(views: Iterable[SiteView], marked: dict[str, str]) -> Iterator[MapMark]:
    for view in views:
        if view.point is not None:
            yield MapMark(
                view.id,
                MarkKind.CANDIDATE,
                "",
                view.name,
                view.city,
                view.point.point,
                (),
                view.id,
                marked.get(view.id, ""),
                view.point.precision.is_coarse,
            )
