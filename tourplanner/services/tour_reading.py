"""Tours as values: with their sites, places and minutes, a plan of them, its moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from tourplanner.core.aboard import by_name
from tourplanner.core.changes import Record
from tourplanner.core.clock import parse_date, parse_tod
from tourplanner.core.coaches import convoy_boarding_min, is_out, loads
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.geo import Located
from tourplanner.core.model.ids import (
    StopId,
    TourId,
    VariantId,
    derived_id,
    is_id_start,
)
from tourplanner.core.model.paper import RecordView
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.tour import (
    Node,
    Plan,
    PlanSettings,
    Tour,
    TourStop,
    Vehicle,
)
from tourplanner.core.ports import Clock, Router, RulePacks, Surroundings
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix, TypedMinutes, bus_matrix
from tourplanner.core.units import round_up
from tourplanner.services.site_views import point_of
from tourplanner.services.sites import SiteService
from tourplanner.services.tour_values import (
    VisitHours,
    plan_value,
    stop_value,
    stops_as_left,
    told_apart,
    unplaced_value,
    vehicle_value,
)
from tourplanner.store.file import OfficeFile

MOST_TRIED = 300  # sites that may be seen: with more, a search and a look at why not take long


class TourReader:
    """Reads tours, their plans and what goes with them; nothing is written."""

    def __init__(
        self,
        file: OfficeFile,
        sites: SiteService,
        router: Router,
        surroundings: Surroundings,
        packs: RulePacks,
        clock: Clock,
    ) -> None:
        self._file = file
        self._sites = sites
        self._router = router
        self._surroundings = surroundings
        self._packs = packs
        self._clock = clock

    # -- reading -------------------------------------------------------------------------------

    def all(self) -> list[Record]:
        """Give every tour, first day first."""
        tours = self._file.tables.all("tour")
        return sorted(tours, key=lambda tour: (str(tour["start_date"] or ""), tour.id))

    def find(self, text: str) -> TourId:
        """Give the tour named by id, by name or by the start of its name or id; "" = the only one.

        Raises
        ------
        NotFoundError : none or several fit; the text lists them.
        """
        tours = self.all()
        wanted = text.strip().casefold()
        if not wanted and len(tours) == 1:
            return TourId(tours[0].id)
        for fits in (
            [t for t in tours if t.id == wanted],
            [t for t in tours if str(t["name"] or "").casefold() == wanted],
            [t for t in tours if wanted and str(t["name"] or "").casefold().startswith(wanted)],
            [t for t in tours if is_id_start(wanted) and t.id.startswith(wanted)],
        ):
            if len(fits) == 1:
                return TourId(fits[0].id)
            if len(fits) > 1:
                names = ", ".join(f"{t['name']} ({t.id[:8]}, {t['start_date']})" for t in fits)
                raise NotFoundError(f"Several tours fit “{text}”: {names}.", "Give its id.")
        names = ", ".join(str(t["name"]) for t in tours) or "none yet"
        if wanted:
            what = f"There is no tour “{text}”."
        else:
            what = "Which tour?" if tours else "There is no tour."
        raise NotFoundError(what, f"Tours in this file: {names}.")

    def record(self, tour_id: str) -> Record:
        """Give the record of a tour; NotFoundError where there is none."""
        record = self._file.tables.get("tour", tour_id)
        if record is None or record.deleted:
            raise NotFoundError("This file has no such tour.", "List the tours to see their names.")
        return record

    def load(self, tour_id: str, *, afresh: bool = False) -> Tour:
        """Give a tour with its marked sites as one value.

        Of more than 300 that may be seen, as of a whole state, the best are in it and those of its
        plans; the others are counted.

        Parameters
        ----------
        afresh : choose the best anew, for a search; else those that the plan was chosen from stay.

        Raises
        ------
        NotFoundError : no such tour. InputError : start or end is missing or has no point.
        """
        record = self.record(tour_id)
        first = parse_date(str(record["start_date"]))
        days = int(record["days"] or 1)
        settings = PlanSettings().changed(record["settings"] or {})
        party = int(record["party"] or 0)
        stops = self._file.tables.where("stop", tour=tour_id)
        views = told_apart(self._sites.many(str(stop["site"]) for stop in stops))
        hours = VisitHours(record, settings, self._packs.closures)
        start = self._place_node(record["start_place"], "start")
        end = self._place_node(record["end_place"], "end")
        coaches = tuple(
            self._from_yard(coach, start, end, settings) for coach in self.vehicles(record)
        )
        boarding = self._boarding(record, coaches, settings)
        program: dict[str, list[Record]] = {}
        for item in self._file.tables.all("item"):
            program.setdefault(str(item["stop"]), []).append(item)
        placed, unplaced = [], []
        for stop in stops:
            view = views.get(str(stop["site"]))
            if view is None:  # it may still come from the colleague who marked it
                continue
            if view.point is not None:
                node = self._site_node(view, view.point)
                items = program.get(stop.id, ())
                placed.append(
                    stop_value(stop, view, node, record, settings, hours, boarding, items)
                )
            else:
                unplaced.append(unplaced_value(stop, view))
        hotels = [h for h, wanted in sorted(record.member("hotel").items()) if wanted]
        office = self.office()
        tour = Tour(
            TourId(tour_id),
            str(record["name"]),
            first,
            days,
            start,
            end,
            tuple(place for hotel in hotels if (place := self._place(hotel)) is not None),
            tuple(placed),
            party,
            coaches[0],
            settings,
            str(record["rule_set"] or "federal"),
            str(office.get("carrier_zone") or start.zone),
            int(record["lift_users"] or 0),
            VariantId(record["current_variant"]) if record["current_variant"] else None,
            tuple(unplaced),
            more_coaches=coaches[1:],
        )
        return self._to_try(tour, afresh) if len(placed) > MOST_TRIED else tour

    def _to_try(self, tour: Tour, afresh: bool) -> Tour:
        """Give a tour of very many sites with those worth a try, and all that stand in a plan."""
        from tourplanner.planner.prefilter import shortlist  # loads numpy

        variants = self._file.tables.where("variant", tour=tour.id)
        in_plans = {stop for variant in variants for stop in variant.member("at")}
        for variant in variants:
            if variant.id == tour.current_variant and not afresh:
                in_plans.update(variant.member("left_out"))
        return shortlist(tour, MOST_TRIED, in_plans)

    def as_stop(self, tour_id: str, view: SiteView) -> TourStop:
        """Give a site as a stop of a tour, as it would be if it were marked now.

        Raises
        ------
        InputError : it has no point.
        """
        record = self.record(tour_id)
        if view.point is None:
            raise InputError(f"{view.name} has no place yet.", "Give it an address or a pin.")
        marked = Record(stop_id(tour_id, view.id), "stop", {"tour": tour_id, "site": view.id})
        settings = PlanSettings().changed(record["settings"] or {})
        hours = VisitHours(record, settings, self._packs.closures)
        boarding = self._boarding(record, self.vehicles(record), settings)
        node = self._site_node(view, view.point)
        return stop_value(marked, view, node, record, settings, hours, boarding)

    def vehicles(self, tour: Record) -> tuple[Vehicle, ...]:
        """Give the coaches of a tour's record, its own first, the further ones by name.

        Their empty runs are not worked out yet.
        """
        further = by_name(self._of_tour("coach", tour.id))
        own = (tour.id, tour["vehicle"], tour["driver_name"])
        found = [] if further and is_out(tour["vehicle"]) else [own]
        found += [(coach.id, coach.values, coach["driver_name"]) for coach in further]
        return tuple(
            replace(vehicle_value(fact), id=id_, driver=str(driver or ""))
            for id_, fact, driver in found
        )

    def riders(self, tour_id: str) -> tuple[RecordView, ...]:
        """Give the riders and guests of a tour."""
        return self._of_tour("rider", tour_id)

    def office(self) -> Mapping[str, Any]:
        """Give the office profile's values, empty where it was not filled in."""
        record = self._file.tables.get("office", derived_id("office", "profile"))
        return record.values if record else {}

    def towns(self, tour: Tour) -> frozenset[str]:
        """Give the ids of a tour's places to sleep that are only towns: no hotel is named there."""
        records = self._file.tables.get_many("place", [hotel.id for hotel in tour.hotels])
        return frozenset(record.id for record in records if record["kind"] == "town")

    def typed_minutes(self) -> dict[tuple[str, str], TypedMinutes]:
        """Give all typed minutes of the office: (from id, to id) -> minutes, who, when."""
        typed = {}
        for leg in self._file.tables.all("leg"):
            fact = leg["typed"]
            if not leg.deleted and isinstance(fact, dict):
                key = (str(leg["left"]), str(leg["right"]))
                typed[key] = TypedMinutes(int(fact["minutes"]), str(fact["by"]), str(fact["at"]))
        return typed

    def fixed_departures(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """Give the legs that leave at fixed times alone: (from id, to id) -> minutes of a day."""
        found = {}
        for leg in self._file.tables.all("leg"):
            times = () if leg.deleted else _times_of(leg)
            if times:
                found[str(leg["left"]), str(leg["right"])] = times
        return found

    def travel(self, tour: Tour, *, ours_alone: bool = False) -> TravelMatrix:
        """Give the bus minutes between all places of a tour.

        Parameters
        ----------
        ours_alone : as the program works them out, whatever was typed.
        """
        nodes = {node.id: node for node in (tour.start, tour.end, *tour.hotels)}
        nodes |= {stop.node.id: stop.node for stop in tour.stops if stop.wish != "not"}
        ordered = [nodes[key] for key in sorted(nodes)]
        road = self._router.matrix([node.point for node in ordered])
        typed = {} if ours_alone else self.typed_minutes()
        return bus_matrix(ordered, road, tour.settings, typed, self.fixed_departures())

    def plan_of(self, tour: Tour, variant_id: str | None = None) -> Plan | None:
        """Give a tour's arrangement as a value; None where nothing is planned yet."""
        chosen = variant_id or tour.current_variant
        record = self._file.tables.get("variant", chosen) if chosen else None
        if record is None or record.deleted:
            return None
        is_current = record.id == tour.current_variant
        return plan_value(tour if is_current else stops_as_left(tour, record), record)

    def schedules(self, plan: Plan, travel: TravelMatrix) -> tuple[DaySchedule, ...]:
        """Give the moments of every day of a plan."""
        settings = plan.tour.settings
        return tuple(compute_day(day, travel, settings) for day in plan.days)

    # -- parts ---------------------------------------------------------------------------------

    def _of_tour(self, kind: str, tour_id: str) -> tuple[RecordView, ...]:
        found = self._file.tables.where(kind, tour=tour_id)
        return tuple(RecordView(r.kind, r.id, r.values, r.members) for r in found)

    def _boarding(self, record: Record, coaches: Sequence[Vehicle], settings: PlanSettings) -> int:
        """Give the minutes of boarding where nothing else is typed, up to the next step."""
        party, lift_users = int(record["party"] or 0), int(record["lift_users"] or 0)
        riders = self.riders(record.id) if len(coaches) > 1 else ()
        minutes = convoy_boarding_min(loads(coaches, party, lift_users, riders))
        return round_up(minutes, settings.round_to_min)

    def _from_yard(self, coach: Vehicle, start: Node, end: Node, settings: PlanSettings) -> Vehicle:
        """Give a coach with its empty runs from the yard and back, where a road leads there."""
        yard = self._place(coach.yard)
        if yard is None:
            return coach
        nodes = list({node.id: node for node in (yard, start, end)}.values())
        road = self._router.matrix([node.point for node in nodes])
        travel = bus_matrix(nodes, road, settings, self.typed_minutes())
        out, back = travel.leg(yard.id, start.id), travel.leg(end.id, yard.id)
        return replace(
            coach,
            out_min=None if out is None else out.off_peak_min,
            back_min=None if back is None else back.off_peak_min,
        )

    def _place_node(self, place_id: str | None, role: str) -> Node:
        node = self._place(place_id)
        if node is None:
            raise InputError(
                f"The tour's {role} has no place.", f"Set the {role} to a town, hotel or address."
            )
        return node

    def _place(self, place_id: str | None) -> Node | None:
        """Give a place, one that a colleague took out too: the tour still goes there."""
        record = self._file.tables.get("place", place_id) if place_id else None
        located = point_of(record["point"]) if record is not None else None
        if record is None or located is None:
            return None
        return self._node(
            record.id,
            str(record["name"]),
            str(record["city"] or ""),
            located,
            str(record["zone"] or ""),
        )

    def _site_node(self, view: SiteView, located: Located) -> Node:
        return self._node(view.id, view.name, view.city, located, view.zone)

    def _node(self, node_id: str, name: str, city: str, located: Located, zone: str) -> Node:
        point = located.point
        return Node(
            node_id,
            name,
            city,
            point,
            located.precision,
            zone or self._surroundings.zone(point),
            self._surroundings.is_metro(point),
        )


def stop_id(tour_id: str, site_id: str) -> StopId:
    """Give the id of the stop that links a tour and a site."""
    return StopId(derived_id("stop", tour_id, site_id))


def _times_of(leg: Record) -> tuple[int, ...]:
    """Give the minutes of a day at which a leg leaves, in order; what is none is left aside."""
    times = set()
    for words in filter(None, str(leg["leaves"] or "").split(",")):
        with suppress(InputError):
            times.add(parse_tod(words.strip()))
    return tuple(sorted(times))
