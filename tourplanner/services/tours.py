"""Tours: make one, mark its sites, pin and confirm stops, type minutes, read it as a value."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_date, utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import WISHES
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.figures import (
    check_date,
    check_figures,
    check_settings,
    check_window,
    checked_name,
)
from tourplanner.core.model.ids import (
    SiteId,
    StopId,
    TourId,
    VariantId,
    derived_id,
    is_id_start,
)
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
from tourplanner.core.schedule import DaySchedule, compute_day
from tourplanner.core.travel import TravelMatrix, TypedMinutes, bus_matrix
from tourplanner.services.site_views import point_fact
from tourplanner.services.sites import SiteService
from tourplanner.services.tour_values import (
    VisitHours,
    plan_value,
    stop_value,
    stops_as_left,
    unplaced_value,
    vehicle_fact,
    vehicle_value,
)
from tourplanner.store.file import OfficeFile


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A start, an end or a hotel as typed, already located. ``zone`` empty = by its point."""

    name: str
    kind: str
    point: LatLon
    precision: Precision
    source: str
    city: str = ""
    state: str = ""
    street: str = ""
    zip: str = ""
    county: str = ""
    zone: str = ""
    phone: str = ""


MOST_TRIED = 300  # sites that may be seen: with more, a search and a look at why not take long


class TourService:
    """Everything about tours but making a plan and printing it."""

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

    # -- making and changing -------------------------------------------------------------------

    def create(
        self,
        name: str,
        first_date: date,
        days: int,
        start: NewPlace,
        end: NewPlace | None = None,
        *,
        party: int = 0,
        purpose: str = "",
        hotels: Sequence[NewPlace] = (),
        vehicle: Vehicle | None = None,
    ) -> TourId:
        """Make a tour with its places in one action; what is not given keeps its default.

        Parameters
        ----------
        end : None = the tour ends where it starts.

        Raises
        ------
        InputError : no name, one that another tour has, or a figure that does not fit; then
        nothing is written.
        """
        name, coach = checked_name(name, "A tour"), vehicle_fact(vehicle or Vehicle())
        check_figures({"days": days, "party": party, **coach})
        check_date(first_date)
        self._check_name(name)
        start_edit = self._place_edit(start)
        end_edit = self._place_edit(end) if end else start_edit
        hotel_edits = [self._place_edit(hotel) for hotel in hotels]
        tour_id = TourId(uuid.uuid4().hex)
        facts: dict[str, Any] = {
            "name": name,
            "purpose": purpose,
            "start_date": first_date.isoformat(),
            "days": days,
            "start_place": start_edit.record,
            "end_place": end_edit.record,
            "party": party,
            "vehicle": coach,
        }
        facts |= {f"hotel/{hotel.record}": True for hotel in hotel_edits}
        places = {edit.record: edit for edit in (start_edit, end_edit, *hotel_edits)}
        edits = (*places.values(), Edit(tour_id, "tour", facts))
        self._file.write(Action(f"New tour {name}", edits))
        return tour_id

    def _check_name(self, name: str, but: str = "") -> None:
        """Raise InputError where another tour is called so: a name has to tell one tour."""
        wanted = name.strip().casefold()
        others = [tour for tour in self.all() if tour.id != but]
        if any(str(tour["name"] or "").strip().casefold() == wanted for tour in others):
            raise InputError(f"There is a tour “{name.strip()}” already.", "Choose another name.")

    def _place_edit(self, place: NewPlace) -> Edit:
        located = Located(place.point, place.precision, place.source)
        facts: dict[str, Any] = {
            "name": checked_name(place.name, "A place"),
            "kind": place.kind,
            "point": point_fact(located),
            "zone": place.zone or self._surroundings.zone(place.point),
        }
        for name in ("city", "state", "street", "zip", "county", "phone"):
            if value := getattr(place, name):
                facts[name] = value
        return Edit(uuid.uuid4().hex, "place", facts)

    def change(
        self,
        tour_id: str,
        facts: Mapping[str, Any],
        label: str,
        *,
        start: NewPlace | None = None,
        end: NewPlace | None = None,
        hotels: Sequence[NewPlace] = (),
    ) -> Changes:
        """Change facts of a tour, its ends and its hotels in one action.

        A plan stays readable whatever changes: stops of a day that is gone are left out, and a
        night whose hotel is gone is told by the checks.

        Parameters
        ----------
        facts : of ``settings`` those that change; ``hotel/<place>`` False takes a hotel away.
        start, end : new ones, None = they stay. hotels : further ones.

        Raises
        ------
        InputError : a name or a figure that does not fit; then nothing is written.
        """
        changed = dict(facts)
        if "settings" in changed:
            stored = self.record(tour_id)["settings"] or {}
            changed["settings"] = {**stored, **changed["settings"]}
            check_settings(changed["settings"])
        check_figures(changed)
        check_figures(changed.get("vehicle") or {})
        if "name" in changed:
            changed["name"] = checked_name(changed["name"], "A tour")
            self._check_name(changed["name"], but=tour_id)
        if "start_date" in changed:
            check_date(parse_date(changed["start_date"]))
        places = []
        for fact, place in (("start_place", start), ("end_place", end)):
            if place is not None:
                places.append(self._place_edit(place))
                changed[fact] = places[-1].record
        for hotel in hotels:
            places.append(self._place_edit(hotel))
            changed[f"hotel/{places[-1].record}"] = True
        return self._file.write(Action(label, (*places, Edit(tour_id, "tour", changed))))

    def mark(
        self, tour_id: str, sites: Iterable[str], wish: str, *, schools: Iterable[str] = ()
    ) -> Changes:
        """Mark sites as must, may or not for a tour, in one action.

        Parameters
        ----------
        schools : codes of the directory; they become candidates in the same action.

        Raises
        ------
        NotFoundError : no such tour, or no directory has one of the schools.
        """
        if wish not in WISHES:
            raise InputError(f"“{wish}” is not must, may or not.", "Choose one of the three.")
        self.record(tour_id)
        adding = self._sites.adding(schools)
        chosen = list(dict.fromkeys((*sites, *adding.rows)))
        if not chosen:
            raise InputError("There is no site to mark.", "Add candidates first.")
        marks = brought_back(
            self._file,
            (
                Edit(stop_id(tour_id, site), "stop", {"tour": tour_id, "site": site, "wish": wish})
                for site in chosen
            ),
        )
        what = f"{len(chosen)} sites"
        if len(chosen) == 1:
            row = adding.rows.get(SiteId(chosen[0]))
            what = row.name if row else self._sites.view(chosen[0]).name
        return self._file.write(Action(f"Mark {what} {wish}", (*adding.edits, *marks)))

    def change_stop(
        self,
        tour_id: str,
        site: str,
        facts: Mapping[str, Any],
        *,
        wish: str = "",
        confirmed_by: str = "",
    ) -> Changes:
        """Change facts of a stop in one action: wish, minutes, pin, press rule, who agreed.

        A site that was not marked yet is marked: as ``wish``, else as may. A confirmed visit that
        is pinned elsewhere is tentative again, unless ``confirmed_by`` says who agreed to that.

        Raises
        ------
        InputError : minutes or hours that do not fit; then nothing is written.
        """
        check_figures(facts)
        if window := facts.get("window"):
            check_window(window["open_tod_min"], window["close_tod_min"])
        stop, name = stop_id(tour_id, site), self._sites.view(site).name
        known = self._file.tables.get("stop", stop)
        changed = dict(facts)
        if confirmed_by:
            at = utc_text(self._clock())
            changed["status"] = {"state": "confirmed", "by": confirmed_by, "at": at}
        elif known is not None and "fixed" in facts and known["fixed"] != facts["fixed"]:
            changed["status"] = None  # its host agreed to another time
        label = f"Change {name}" if changed else f"Mark {name} {wish or 'may'}"
        if wish or known is None or known.deleted:
            changed |= {"tour": tour_id, "site": site, "wish": wish or "may"}
        if not changed:
            raise InputError("Nothing was given to change.", "See tourplanner stop --help.")
        edits = brought_back(self._file, (Edit(stop, "stop", changed),))
        return self._file.write(Action(label, edits))

    def type_minutes(self, left: str, right: str, minutes: int | None) -> Changes:
        """Type the bus minutes from one place to another; None takes them back.

        They win over every estimate, for every tour of the office, and keep who typed them, when.

        Raises
        ------
        InputError : minutes that do not fit, or twice the same place.
        """
        return self.type_column(((left, right, minutes),))

    def type_column(self, legs: Iterable[tuple[str, str, int | None]]) -> Changes:
        """Type the minutes of several legs in one action: from, to, minutes; as type_minutes."""
        edits = []
        at, by = utc_text(self._clock()), self._file.author
        for left, right, minutes in legs:
            check_figures({"leg_min": minutes})
            if left == right:
                raise InputError("A leg goes from one place to another.", "Name two places.")
            typed = None if minutes is None else {"minutes": minutes, "by": by, "at": at}
            facts = {"left": left, "right": right, "typed": typed}
            edits.append(Edit(derived_id("leg", left, right), "leg", facts))
        label = "Type minutes" if len(edits) == 1 else f"Type minutes of {len(edits)} legs"
        return self._file.write(Action(label, brought_back(self._file, edits)))

    def name_hotel(self, place: str, name: str) -> Changes:
        """Name the hotel of a town where a night is spent, or name it anew; its point stays.

        Raises
        ------
        InputError : no name; then nothing is written.
        """
        facts = {"name": checked_name(name, "A hotel"), "kind": "hotel"}
        return self._file.write(Action(f"Sleep at {facts['name']}", (Edit(place, "place", facts),)))

    def move_hotel(self, place: str, where: NewPlace) -> Changes:
        """Say anew where a hotel is, and what it is called; nights that are planned there stay.

        Raises
        ------
        InputError : no name; then nothing is written.
        """
        edit = self._place_edit(where)
        kept = dict.fromkeys(("city", "state", "street", "zip", "county"))  # none of the old place
        return self._file.write(
            Action(
                f"Move {edit.set['name']}",
                (replace(edit, record=place, set={**kept, **edit.set}),),
            )
        )

    def towns_for_nights(self, tour: Tour) -> tuple[tuple[Edit, ...], Tour]:
        """Give the towns around a tour's sites as places to sleep, where no hotel is named.

        Returns
        -------
        The edits that write them, none where a hotel is named or all are there, and the tour with
        them.
        """
        if tour.days == 1 or len(self.towns(tour)) < len(tour.hotels):
            return (), tour
        points = [stop.node.point for stop in tour.stops if stop.wish != "not"]
        found = (self._surroundings.town_for_night(p) for p in (*points, tour.start.point))
        edits: dict[str, Edit] = {}
        nodes = {hotel.id: hotel for hotel in tour.hotels}
        for town in sorted({t for t in found if t}, key=lambda t: (t.name, t.state, t.county)):
            place = derived_id("place", tour.id, "night", town.state, town.county, town.name)
            if place in nodes:
                continue
            located = Located(town.point, Precision.TOWN, "built-in gazetteer")
            edit = self._place_edit(
                NewPlace(
                    f"{town.name}, hotel to choose",
                    "town",
                    located.point,
                    located.precision,
                    located.source,
                    city=town.name,
                    state=town.state,
                    county=town.county,
                )
            )
            edits[place] = replace(edit, record=place)
            facts = edit.set
            nodes[place] = self._node(
                place, str(facts["name"]), town.name, facts["point"], str(facts["zone"])
            )
        if not edits:
            return (), tour
        wanted = Edit(tour.id, "tour", {f"hotel/{place}": True for place in edits})
        return (*brought_back(self._file, edits.values()), wanted), replace(
            tour, hotels=tuple(nodes.values())
        )

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
        stops = [s for s in self._file.tables.where("stop", tour=tour_id) if not s.deleted]
        stops.sort(key=lambda stop: stop.id)
        views = self._sites.many(str(stop["site"]) for stop in stops)
        hours = VisitHours(record, settings, self._packs.closures)
        placed, unplaced = [], []
        for stop, view in zip(stops, views, strict=True):
            if view.point is not None:
                node = self._site_node(view, view.point)
                placed.append(stop_value(stop, view, node, record, settings, hours))
            else:
                unplaced.append(unplaced_value(stop, view))
        hotels = [h for h, wanted in sorted(record.member("hotel").items()) if wanted]
        office = self.office()
        tour = Tour(
            TourId(tour_id),
            str(record["name"]),
            first,
            days,
            self._place_node(record["start_place"], "start"),
            self._place_node(record["end_place"], "end"),
            tuple(self._place_node(hotel, "hotel") for hotel in hotels),
            tuple(placed),
            party,
            vehicle_value(record["vehicle"]),
            settings,
            str(record["rule_set"] or "federal"),
            str(
                office.get("carrier_zone") or self._place_node(record["start_place"], "start").zone
            ),
            int(record["lift_users"] or 0),
            VariantId(record["current_variant"]) if record["current_variant"] else None,
            tuple(unplaced),
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
        return stop_value(marked, view, self._site_node(view, view.point), record, settings, hours)

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
        return bus_matrix(ordered, road, tour.settings, typed)

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

    def _place_node(self, place_id: str | None, role: str) -> Node:
        record = self._file.tables.get("place", place_id) if place_id else None
        if record is None or record.deleted or not record["point"]:
            raise InputError(
                f"The tour's {role} has no place.", f"Set the {role} to a town, hotel or address."
            )
        return self._node(
            record.id,
            str(record["name"]),
            str(record["city"] or ""),
            record["point"],
            str(record["zone"] or ""),
        )

    def _site_node(self, view: SiteView, located: Located) -> Node:
        point = {
            "lat": located.point.lat,
            "lon": located.point.lon,
            "precision": located.precision,
        }
        return self._node(view.id, view.name, view.city, point, view.zone)

    def _node(self, node_id: str, name: str, city: str, fact: Any, zone: str) -> Node:
        point = LatLon(float(fact["lat"]), float(fact["lon"]))
        return Node(
            node_id,
            name,
            city,
            point,
            Precision(fact.get("precision", Precision.PIN)),
            zone or self._surroundings.zone(point),
            self._surroundings.is_metro(point),
        )


def brought_back(file: OfficeFile, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Give edits of one kind, restoring those of their records that Undo had taken away.

    A record whose id follows from what it links is the same one when it is made again.
    """
    made = tuple(edits)
    kind = made[0].kind if made else "stop"
    records = file.tables.get_many(kind, [edit.record for edit in made])
    gone = {record.id for record in records if record.deleted}
    return tuple(replace(e, deleted=False) if e.record in gone else e for e in made)


def stop_id(tour_id: str, site_id: str) -> StopId:
    """Give the id of the stop that links a tour and a site."""
    return StopId(derived_id("stop", tour_id, site_id))
