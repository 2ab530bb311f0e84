"""Reads one tour from the office file as the frozen view that papers are cut from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from tourplanner.core.changes import Record
from tourplanner.core.errors import NotFoundError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.framework import Question
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.ports import Router
from tourplanner.services.forms import questions_of
from tourplanner.services.plan import PlanService
from tourplanner.services.sites import SiteService
from tourplanner.services.tours import TourService
from tourplanner.services.visit_form import LookFor
from tourplanner.store.file import OfficeFile

_SHOWN = ("name", "street", "city", "state", "zip", "county", "district", "grades", "zone")
_OF_TOUR = ("coach", "rider", "clip", "booking", "payment")

LookFors = Callable[[str], Sequence[LookFor]]  # what to look for at a stop


def nothing_to_look_for(_stop: str) -> Sequence[LookFor]:
    """Look for nothing."""
    return ()


class TourViews:
    """Puts views together."""

    def __init__(
        self,
        file: OfficeFile,
        tours: TourService,
        plan: PlanService,
        sites: SiteService,
        router: Router,
        questions: tuple[Question, ...] = (),
        look_fors: LookFors = nothing_to_look_for,
    ) -> None:
        self._file = file
        self._tours = tours
        self._plan = plan
        self._sites = sites
        self._router = router
        self._questions = questions
        self._look_fors = look_fors

    def view(self, tour_id: str, at: datetime, *, routes: bool = False) -> TourView:
        """Give everything that a paper of a tour may draw on.

        Parameters
        ----------
        at : the present; consents that have run out by then do not count.
        routes : also the lines of the legs, for a map.

        Raises
        ------
        NotFoundError : no such tour. PlanningError : no plan. InputError : a place is missing.
        """
        tables = self._file.tables
        tour = tables.get("tour", tour_id)
        if tour is None or tour.deleted:
            raise NotFoundError("This file has no such tour.", "List the tours to see their names.")
        planned = self._plan.current(tour_id)
        days = planned.schedules
        office = tables.get("office", derived_id("office", "profile"))
        yards = [coach.yard for coach in planned.plan.tour.coaches if coach.yard]
        stops = tables.where("stop", tour=tour_id)
        site_ids = list(dict.fromkeys(str(stop["site"]) for stop in stops if stop["site"]))
        stop_ids = {stop.id for stop in stops}
        records = [
            *(_plain(record) for record in (office, tour) if record is not None),
            *(_plain(stop) for stop in stops),
            *self._site_records(site_ids),
            *(_plain(r) for r in tables.all("item") if r["stop"] in stop_ids),
            *(_plain(r) for r in tables.get_many("place", _place_ids(tour, days, yards))),
            *(_plain(r) for r in tables.where("blocks", tour=tour_id)),
            *(_plain(r) for r in tables.all("person")),
            *(_plain(r) for kind in _OF_TOUR for r in tables.where(kind, tour=tour_id)),
            *(_plain(r) for r in tables.all("media")),
            *(_plain(r) for k in ("note", "quote", "visit", "promise") for r in tables.all(k)
              if r["stop"] in stop_ids or r["tour"] == tour_id),
            *(_plain(r) for r in tables.all("practice") if r["site"] in set(site_ids)),
            *(
                RecordView("look_for", one.record, {"stop": stop.id, "words": one.words})
                for stop in stops
                for one in self._look_fors(stop.id)
            ),
        ]  # fmt: skip
        return TourView(
            tuple(records),
            planned.plan,
            days,
            planned.findings,
            self._rules(str(tour["rule_set"] or "federal")),
            self._routes(days) if routes else {},
            made_at=at,
            questions=(*self._questions, *(q for q in questions_of(self._file) if q.is_asked)),
        )

    def _rules(self, rule_set: str) -> DriverRules | None:
        try:
            return self._plan.rules(rule_set)
        except NotFoundError:
            return None

    def _site_records(self, ids: list[str]) -> Iterator[RecordView]:
        """Give sites as they are shown: the typed fact, else the directory's."""
        records = self._file.tables.get_many("site", ids)
        for record, view in zip(records, self._sites.views(records), strict=True):
            values: dict[str, Any] = dict(record.values)
            for name in _SHOWN:
                values[name] = getattr(view, name) or None
            values["point"] = None
            if view.point is not None:
                values["point"] = {
                    "lat": view.point.point.lat,
                    "lon": view.point.point.lon,
                    "precision": str(view.point.precision),
                    "source": view.point.source,
                }
            yield RecordView("site", record.id, values, record.members)

    def _routes(self, days: Iterable[DaySchedule]) -> dict[tuple[str, str], tuple[LatLon, ...]]:
        routes: dict[tuple[str, str], tuple[LatLon, ...]] = {}
        for schedule in days:
            nodes = [schedule.day.start, *(s.node for s in schedule.day.stops), schedule.day.end]
            for start, end in pairwise(nodes):
                if start.id != end.id and (start.id, end.id) not in routes:
                    routes[start.id, end.id] = tuple(self._router.path(start.point, end.point))
        return routes


def _plain(record: Record) -> RecordView:
    return RecordView(record.kind, record.id, record.values, record.members)


def _place_ids(tour: Record, days: Iterable[DaySchedule], yards: Iterable[str]) -> list[str]:
    """Give the places that belong to a tour: its ends, yards, hotels, its days' ends."""
    ids = [tour["start_place"], tour["end_place"], *yards]
    ids += [hotel for hotel, wanted in sorted(tour.member("hotel").items()) if wanted]
    for schedule in days:
        ids += [schedule.day.start.id, schedule.day.end.id]
    return list(dict.fromkeys(str(id_) for id_ in ids if id_))
