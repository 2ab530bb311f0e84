"""Running late on the day itself: the ways to go on, whom to call, and the new plan once chosen."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import utc_text
from tourplanner.core.late import Delay, Way, delayed, ways
from tourplanner.core.model.ids import VariantId
from tourplanner.core.model.tour import Plan, TourStop
from tourplanner.core.ports import Clock
from tourplanner.core.units import hours_text
from tourplanner.services.arranging import Arrangement, ArrangingService, own_facts
from tourplanner.services.sites import SiteService
from tourplanner.services.tour_values import variant_facts
from tourplanner.store.file import OfficeFile


@dataclass(frozen=True, slots=True)
class Host:
    """Who answers at a stop; empty where nobody has written it down."""

    name: str
    cell_phone: str
    office_phone: str  # the school's own


@dataclass(frozen=True, slots=True)
class Late:
    """One delay with its ways, the best first, on the arrangement that they were made from."""

    arrangement: Arrangement
    delay: Delay
    ways: tuple[Way, ...]
    hosts: dict[str, Host]  # by stop id

    @property
    def plan(self) -> Plan:
        """The plan that the day had."""
        return self.arrangement.plan


class LateService:
    """Finds ways out of a delay; the one chosen becomes a plan of its own."""

    def __init__(
        self, file: OfficeFile, arranging: ArrangingService, sites: SiteService, clock: Clock
    ) -> None:
        self._file = file
        self._arranging = arranging
        self._sites = sites
        self._clock = clock

    def look(self, tour_id: str, delay: Delay) -> Late:
        """Give the ways to go on with a day of the current plan; nothing is written.

        Raises
        ------
        PlanningError : nothing is planned yet. InputError : see ``core.late.delayed``.
        """
        here = self._arranging.current(tour_id)
        old = here.planned
        found = ways(here.plan, old.schedules, old.travel, here.rules, delay)
        told = {call.stop.id: call.stop for way in found for call in way.calls}
        return Late(here, delay, found, {id_: self._host(stop) for id_, stop in told.items()})

    def choose(self, late: Late, way: Way) -> VariantId:
        """Go on so: the way becomes a new plan of the tour, in one step that Undo takes back."""
        tour = late.plan.tour
        old = [v for v in self._file.tables.where("variant", tour=tour.id) if not v.deleted]
        name = f"Plan {len(old) + 1}, {hours_text(late.delay.minutes)} late"
        variant = VariantId(uuid.uuid4().hex)
        facts = variant_facts(tour.id, way.plan, name, utc_text(self._clock()))
        now = delayed(late.plan, late.arrangement.planned.schedules, late.delay)
        edits = (
            Edit(variant, "variant", facts),
            Edit(tour.id, "tour", {"current_variant": variant}),
            *own_facts(now, way.plan),
        )
        self._file.write(Action(way.do.rstrip("."), edits))
        return variant

    def _host(self, stop: TourStop) -> Host:
        record = self._file.tables.get("site", stop.site)
        if record is None:
            return Host("", "", "")
        name, cell_phone, office_phone = (
            str(record[fact] or "") for fact in ("host_name", "host_mobile", "front_office_phone")
        )
        return Host(name, cell_phone, office_phone or self._sites.view(stop.site).phone)
