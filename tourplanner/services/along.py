"""Along the way: schools of the directory that a planned day could see for a few minutes more."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tourplanner.core.changes import Record
from tourplanner.core.checks.leftout import best_insertion
from tourplanner.core.checks.mending import faults, no_worse
from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon, great_circle_mi
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.site import SchoolRow, SiteView, excluded_reason
from tourplanner.core.model.states import Regions
from tourplanner.core.model.tour import Plan, TourStop
from tourplanner.core.ports import Progress
from tourplanner.core.travel import FITTED_MIN_PER_MILE
from tourplanner.services.coverage import Coverage, coverage_of
from tourplanner.services.directory import DirectoryService
from tourplanner.services.plan import Planned, PlanService
from tourplanner.services.site_adding import directory_links
from tourplanner.services.site_lists import site_id
from tourplanner.services.site_views import make_view
from tourplanner.services.sites import SiteService
from tourplanner.services.tours import TourService

MOST_MIN = 120
_TRIED = 80  # schools whose legs are looked up; the others lie farther off, or bring less


@dataclass(frozen=True, slots=True)
class Beside:
    """A school beside a planned day: where it fits, what it costs, what it brings.

    ``added_min`` are more minutes in the bus; ``brings`` names what the plan lacks so far.
    """

    row: SchoolRow
    day: int
    after: str  # the stop before it, or where the day starts
    added_min: int
    start_at: datetime
    zone: str
    brings: tuple[str, ...]


class AlongService:
    """Looks beside the days of a tour's current plan."""

    def __init__(
        self,
        plan: PlanService,
        tours: TourService,
        sites: SiteService,
        directory: DirectoryService,
        regions: Callable[[str], Regions],
    ) -> None:
        self._plan = plan
        self._tours = tours
        self._sites = sites
        self._directory = directory
        self._regions = regions

    def look(
        self, tour_id: str, most_min: int, where: str = "", progress: Progress | None = None
    ) -> tuple[Beside, ...]:
        """Give schools that a day can see for at most ``most_min`` more in the bus, no rule broken.

        What brings most of what the plan lacks (region, county, setting, grades) comes first, then
        what costs least. Nothing is written.

        Parameters
        ----------
        where : conditions on the directory, as ``candidates add --where`` takes them.

        Raises
        ------
        PlanningError : nothing is planned yet. InputError : the minutes or conditions do not fit.
        """
        if not 1 <= most_min <= MOST_MIN:
            raise InputError(f"{most_min} minutes do not fit.", f"Type 1 to {MOST_MIN}.")
        planned = self._plan.current(tour_id)
        lacks = self._lacking(planned.plan)
        near = self._near(planned, most_min, where, lacks)
        stops = {stop.id: (stop, view) for stop, view in self._as_stops(tour_id, near)}
        plan = planned.plan
        there = tuple(stop for day in plan.days for stop in day.stops)
        tour = replace(plan.tour, stops=(*there, *(stop for stop, _ in stops.values())))
        travel = self._tours.travel(tour)
        rules = self._plan.rules(tour.rule_set)
        old = self._tours.schedules(plan, travel)
        kept = faults(old, rules)
        found = []
        for done, (stop, view) in enumerate(stops.values()):
            if progress is not None:
                progress(done, len(stops), "Looking along the way")
            tried = best_insertion(plan, stop, travel, rules, old)
            if tried is None or len(tried.day.stops) > tour.settings.max_stops_per_day:
                continue
            index = tried.day.index
            after = faults([*old[:index], tried, *old[index + 1 :]], rules)
            added = tried.guest_drive_min - old[index].guest_drive_min
            if added <= most_min and no_worse(after, kept) and view.row is not None:
                found.append(
                    _beside(view.row, tried, stop, added, _brings(view, lacks, self._regions))
                )
        return tuple(
            sorted(found, key=lambda b: (-len(b.brings), b.added_min, b.row.name, b.row.key))
        )

    def _lacking(self, plan: Plan) -> Mapping[str, tuple[str, ...]]:
        views = [self._sites.view(stop.site) for day in plan.days for stop in day.stops]
        states = sorted({view.state for view in views if view.state})
        return coverage_of(views, self._regions(states[0] if states else "")).missing()

    def _near(
        self,
        planned: Planned,
        most_min: int,
        where: str,
        lacks: Mapping[str, tuple[str, ...]],
    ) -> list[SiteView]:
        """Give the schools worth a look by the great circle: what brings most, then the nearest."""
        legs = [leg for schedule in planned.schedules for leg in _legs(schedule)]
        here = {stop.site for day in planned.plan.days for stop in day.stops}
        rows: Iterable[SchoolRow] = self._directory.choose(where).rows if where else self._all()
        most_mi = most_min / FITTED_MIN_PER_MILE
        found = []
        for row in rows:
            if row.point is None or site_id(row) in here:
                continue
            more_mi = min(_detour_mi(row.point, start, end) for start, end in legs)
            if more_mi <= most_mi:
                view = self._view(row)
                found.append((-len(_brings(view, lacks, self._regions)), more_mi, row.key, view))
        found.sort(key=lambda entry: entry[:3])
        return [view for *_, view in found[:_TRIED]]

    def _all(self) -> Iterator[SchoolRow]:
        return (row for row in self._directory.all() if not excluded_reason(row))

    def _view(self, row: SchoolRow) -> SiteView:
        links = directory_links(row, self._directory.date_of(row.edition))
        return make_view(Record(site_id(row), "site", links), row, regions=self._regions)

    def _as_stops(self, tour_id: str, views: Sequence[SiteView]) -> list[tuple[TourStop, SiteView]]:
        return [(self._tours.as_stop(tour_id, view), view) for view in views]


def _legs(schedule: DaySchedule) -> list[tuple[LatLon, LatLon]]:
    nodes = [schedule.day.start, *(stop.node for stop in schedule.day.stops), schedule.day.end]
    return [(a.point, b.point) for a, b in itertools.pairwise(nodes)]


def _detour_mi(point: LatLon, start: LatLon, end: LatLon) -> float:
    there = great_circle_mi(start, point) + great_circle_mi(point, end)
    return there - great_circle_mi(start, end)


def _brings(
    view: SiteView, lacks: Mapping[str, tuple[str, ...]], regions: Callable[[str], Regions]
) -> tuple[str, ...]:
    """Name what a plan lacks and this school would bring."""
    own: Coverage = coverage_of([view], regions(view.state))
    counts = {
        "regions": own.regions,
        "counties": own.counties,
        "grades": own.grades,
        "settings": own.settings,
    }
    return tuple(
        name for measure in counts for name in lacks.get(measure, ()) if counts[measure].get(name)
    )


def _beside(
    row: SchoolRow, tried: DaySchedule, stop: TourStop, added: int, brings: tuple[str, ...]
) -> Beside:
    place = [other.id for other in tried.day.stops].index(stop.id)
    after = tried.day.stops[place - 1].name if place else tried.day.start.name
    start_at = tried.rows[place].start_at
    return Beside(row, tried.day.index, after, added, start_at, stop.node.zone, brings)
