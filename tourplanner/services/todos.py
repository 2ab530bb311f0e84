"""To-dos that the program knows of: the advance checklist, and whose district is visited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import parse_date
from tourplanner.core.costs import dollars_text
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.roster import SeatMembers
from tourplanner.core.model.tour import TourStop
from tourplanner.core.todos import Checklist
from tourplanner.services.districts import DistrictService
from tourplanner.services.plan import PlanService
from tourplanner.services.rosters import RosterService
from tourplanner.services.sites import SiteService
from tourplanner.services.tours import TourService
from tourplanner.store.file import OfficeFile

COURTESY_T_MINUS = 14  # house rule: two weeks before a member's district is visited


class TodoService:
    """Adds to the list of to-dos; it is read and changed as the other lists are."""

    def __init__(
        self,
        file: OfficeFile,
        tours: TourService,
        plan: PlanService,
        sites: SiteService,
        districts: DistrictService,
        rosters: RosterService,
        checklist: Checklist,
    ) -> None:
        self._file = file
        self._tours = tours
        self._plan = plan
        self._sites = sites
        self._districts = districts
        self._rosters = rosters
        self._checklist = checklist

    def add_checklist(self, tour_id: str) -> int:
        """Add the advance checklist, its lines of stops for every stop of the plan.

        What was added before stays as it is, also where it was taken out; gives how many are new.

        Raises
        ------
        PlanningError : nothing is planned yet.
        """
        found: dict[str, dict[str, Any]] = {}
        for line in self._checklist.tour:
            key = derived_id("todo", tour_id, line.code)
            found[key] = {"what": line.what, "t_minus": line.t_minus, "sort": "advance"}
        for stop, day in self._stops(tour_id):
            for line in self._checklist.stop:
                key = derived_id("todo", tour_id, line.code, stop.id)
                found[key] = {
                    "what": f"{stop.name}: {line.what}",
                    "about": {"stop": stop.id},
                    "t_minus": line.t_minus - day,
                    "sort": "advance",
                }
        return self._add(tour_id, found.items(), "Add the advance checklist")

    def add_courtesy(self, tour_id: str) -> int:
        """Add a notice for every district that the plan visits: whom to tell, of which stops.

        By the lines and rosters of the day of the visit; the office's own member is left away, and
        a district without a roster is named without a member. Gives how many are new.

        Raises
        ------
        PlanningError : nothing is planned yet.
        """
        tour = self._plan.current(tour_id).plan.tour
        own = str(self._tours.office().get("member_name") or "")
        every = self._rosters.all()
        seats: dict[tuple[str, str, str], tuple[str, SeatMembers, list[str], int]] = {}
        for stop, index in self._stops(tour_id):
            day = tour.first_date + timedelta(days=index)
            for answer in self._districts.of_site(self._sites.view(stop.site), day):
                if not answer.kind.is_seat or not answer.how.is_known:
                    continue
                key = (answer.state, answer.kind, answer.code)
                seat = self._rosters.of(answer, day, every)
                seats.setdefault(key, (answer.label, seat, [], index))[2].append(stop.name)
        found: dict[str, dict[str, Any]] = {}
        for (state, kind, code), (label, seat, stops, index) in sorted(seats.items()):
            names = [member.name for member in seat.members]
            if own and own in names:
                continue
            whom = " and ".join(names) or "the member"
            found[derived_id("todo", tour_id, "courtesy", state, kind, code)] = {
                "what": f"Tell {whom} ({label})",
                "sort": "courtesy",
                "t_minus": COURTESY_T_MINUS - index,
                "note": f"Visits {', '.join(dict.fromkeys(stops))}",
            }
        return self._add(tour_id, found.items(), "Add courtesy notices")

    def add_forms(self, tour_id: str) -> int:
        """Add a reminder for every form that a payment needs and nobody filed yet.

        Payments without a day on which the form is due have none, but where a source comes to the
        value from which its payments are reported. Gives how many are new.
        """
        tour = self._tours.load(tour_id)
        found: dict[str, dict[str, Any]] = {}
        for payment in self._file.tables.where("payment", tour=tour_id):
            if not payment["due"] or payment["filed"]:
                continue
            due = parse_date(str(payment["due"]))
            form, what = payment["form"] or "the form", payment["what"] or "a payment"
            payer = f", paid by {payment['payer']}" if payment["payer"] else ""
            found[derived_id("todo", tour_id, "form", payment.id)] = {
                "what": f"File {form} for {what}{payer}",
                "sort": "reminder",
                "t_minus": (tour.first_date - due).days,
            }
        for source in self._plan.gift_sources():
            mine = [payment for payment in source.payments if payment.tour == tour_id]
            has_typed = any(payment.has_due and not payment.filed for payment in mine)
            if source.due is None or not mine or has_typed:
                continue  # a day that somebody typed goes before the one worked out
            if not source.is_filed:
                whose = [source.payer.casefold(), str(source.year)]
                if any(payment.filed for payment in source.payments):  # one report more
                    whose.append(source.due.isoformat())
                found[derived_id("todo", tour_id, "gift", *whose)] = {
                    "what": f"File {self._plan.gift_form() or 'the report'}: {source.payer} pays "
                    f"{dollars_text(source.cents)} in {source.year}",
                    "sort": "reminder",
                    "t_minus": (tour.first_date - source.due).days,
                }
        return self._add(tour_id, found.items(), "Add reminders of forms")

    def _stops(self, tour_id: str) -> list[tuple[TourStop, int]]:
        """Give the planned stops with their day, from 0."""
        days = self._plan.current(tour_id).plan.days
        return [(stop, day.index) for day in days for stop in day.stops]

    def _add(self, tour_id: str, found: Iterable[tuple[str, dict[str, Any]]], label: str) -> int:
        wanted = dict(found)
        here = {record.id for record in self._file.tables.get_many("todo", wanted)}
        edits = tuple(
            Edit(key, "todo", {"tour": tour_id, **facts})
            for key, facts in wanted.items()
            if key not in here
        )
        if edits:
            self._file.write(Action(label, edits))
        return len(edits)
