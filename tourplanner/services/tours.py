"""Tours: make one, mark its sites, pin and confirm stops, type minutes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_date, tod_text, utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import WISHES
from tourplanner.core.geo import Located, Precision
from tourplanner.core.model.figures import (
    check_date,
    check_figures,
    check_settings,
    check_window,
    checked_name,
)
from tourplanner.core.model.ids import SiteId, TourId, derived_id
from tourplanner.core.model.tour import Tour, Vehicle
from tourplanner.services.coaches import CoachKeeper
from tourplanner.services.new_place import NewPlace, place_edit
from tourplanner.services.tour_reading import stop_id
from tourplanner.services.tour_values import vehicle_fact
from tourplanner.store.file import OfficeFile

__all__ = ["NewPlace", "TourService", "brought_back", "stop_id"]


class TourService(CoachKeeper):
    """Everything about tours but making a plan and printing it."""

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
        start_edit = place_edit(start, self._surroundings)
        end_edit = place_edit(end, self._surroundings) if end else start_edit
        hotel_edits = [place_edit(hotel, self._surroundings) for hotel in hotels]
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
                places.append(place_edit(place, self._surroundings))
                changed[fact] = places[-1].record
        for hotel in hotels:
            places.append(place_edit(hotel, self._surroundings))
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

    def mark_campaign(self, stop: str) -> Changes:
        """Mark a stop as campaign, which no official paper has; a marked one is marked no more."""
        known, name = self._stop(stop)
        is_marked = known["campaign"] is True
        label = f"{'Unmark' if is_marked else 'Mark'} {name} as campaign"
        edit = Edit(stop, "stop", {"campaign": None if is_marked else True})
        return self._file.write(Action(label, (edit,)))

    def rate(self, stop: str, rating: int | None) -> Changes:
        """Say how good a visit was over all, from 1 to 5 (domain.md 1.1); None takes it back.

        Raises
        ------
        InputError : there is no such rating. NotFoundError : there is no such stop.
        """
        check_figures({"rating": rating})
        _, name = self._stop(stop)
        label = f"Rate {name} {rating}" if rating else f"Take back the rating of {name}"
        return self._file.write(Action(label, (Edit(stop, "stop", {"rating": rating}),)))

    def _stop(self, stop: str) -> tuple[Record, str]:
        """Give a stop that is there, and the name of its site."""
        known = self._file.tables.there("stop", stop)
        if known is None:
            raise NotFoundError("This stop is not there any more.", "Look at the tour again.")
        return known, self._sites.view(SiteId(str(known["site"]))).name

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

    def type_departures(self, left: str, right: str, times_tod_min: Sequence[int]) -> Changes:
        """Type the only times of a day when a leg leaves: a ferry's, a plane's; none = at any.

        They hold for every tour of the office, and for this direction alone.

        Raises
        ------
        InputError : twice the same place.
        """
        if left == right:
            raise InputError("A leg goes from one place to another.", "Name two places.")
        times = ", ".join(map(tod_text, times_tod_min))
        facts = {"left": left, "right": right, "leaves": times or None}
        edits = [Edit(derived_id("leg", left, right), "leg", facts)]
        return self._file.write(Action("Type departures", brought_back(self._file, edits)))

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
        edit = place_edit(where, self._surroundings)
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
            hotel = NewPlace(
                f"{town.name}, hotel to choose",
                "town",
                located.point,
                located.precision,
                located.source,
                city=town.name,
                state=town.state,
                county=town.county,
            )
            edit = place_edit(hotel, self._surroundings)
            edits[place] = replace(edit, record=place)
            facts = edit.set
            nodes[place] = self._node(
                place, str(facts["name"]), town.name, located, str(facts["zone"])
            )
        if not edits:
            return (), tour
        wanted = Edit(tour.id, "tour", {f"hotel/{place}": True for place in edits})
        return (*brought_back(self._file, edits.values()), wanted), replace(
            tour, hotels=tuple(nodes.values())
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
