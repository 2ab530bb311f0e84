"""Running late on the day itself: the ways to go on, whom to call, and the new plan once chosen."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from tourplanner.core.calls import CallLine, calls_about
from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import utc_text
from tourplanner.core.late import Delay, Way, change_sheet, delayed, ways
from tourplanner.core.model.ids import VariantId
from tourplanner.core.model.tour import Plan
from tourplanner.core.ports import Clock
from tourplanner.core.run_of_day import plan_with_marks
from tourplanner.core.units import hours_text
from tourplanner.core.versions import Changed, compare
from tourplanner.services.arranging import own_facts
from tourplanner.services.day import DayService, TourRun
from tourplanner.services.tour_values import variant_facts
from tourplanner.store.file import OfficeFile


@dataclass(frozen=True, slots=True)
class Late:
    """One delay with its ways, the best first, on the tour that they were found for."""

    run: TourRun
    delay: Delay
    ways: tuple[Way, ...]

    @property
    def plan(self) -> Plan:
        """The plan that the day had."""
        return self.run.plan

    def calls(self, way: Way) -> tuple[CallLine, ...]:
        """Give whom a way asks to call, with the messages."""
        planned = self.run.arrangement.planned.schedules
        return calls_about(way, planned, self.delay.day, self.run.contacts)

    def sheet(self, way: Way) -> tuple[Changed, ...]:
        """Give what a way makes of the day, line by line."""
        return change_sheet(self.run.arrangement.planned.schedules, way, self.delay.day)


def ways_out(run: TourRun, delay: Delay) -> Late:
    """Give the ways to go on with a day of a tour; nothing is read or written.

    Raises
    ------
    InputError : see ``core.late.delayed``.
    """
    here = run.arrangement
    running = plan_with_marks(here.plan, run.marks)
    old = here.planned
    found = ways(here.plan, old.schedules, old.travel, here.rules, delay, running)
    return Late(run, delay, found)


class LateService:
    """Finds ways out of a delay; the one chosen becomes a plan of its own."""

    def __init__(self, file: OfficeFile, days: DayService, clock: Clock) -> None:
        self._file = file
        self._days = days
        self._clock = clock

    def look(self, tour_id: str, delay: Delay) -> Late:
        """Give the ways to go on with a day of the current plan; nothing is written.

        Raises
        ------
        PlanningError : nothing is planned yet. InputError : see ``core.late.delayed``.
        """
        return ways_out(self._days.look(tour_id), delay)

    def choose(self, late: Late, way: Way) -> VariantId:
        """Go on so: the way becomes a new plan of the tour, in one step that Undo takes back.

        The plan keeps whom to call about it and its change sheet, so that they are there whenever
        they are looked at.
        """
        tour = late.plan.tour
        old = self._file.tables.where("variant", tour=tour.id)
        name = f"Plan {len(old) + 1}, {hours_text(late.delay.minutes)} late"
        variant = VariantId(uuid.uuid4().hex)
        facts = variant_facts(tour.id, way.plan, name, utc_text(self._clock()))
        for order, line in enumerate(late.calls(way)):
            facts[f"call/{line.key}"] = {
                "order": order,
                "day": late.delay.day,
                "who": line.who,
                "news": line.news,
                "text": line.text,
            }
        planned = late.run.arrangement.planned.schedules
        facts["made"] |= {"from": late.plan.variant}
        sheet = compare(late.plan, planned, way.plan, way.schedules)
        for order, changed in enumerate(sheet):
            fact = {"what": changed.what, "planned": changed.planned, "new": changed.new}
            facts[f"sheet/{order}"] = fact
        running = plan_with_marks(late.plan, late.run.marks)
        now = delayed(late.plan, planned, late.delay, running)
        edits = (
            Edit(variant, "variant", facts),
            Edit(tour.id, "tour", {"current_variant": variant}),
            *own_facts(now, way.plan),
        )
        self._file.write(Action(way.do.rstrip("."), edits))
        return variant
