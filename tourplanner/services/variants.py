"""Variants of a tour, as A, B and rain: kept under a name, put side by side, one of them chosen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.checks.accepting import apart
from tourplanner.core.clock import time_text, utc_text
from tourplanner.core.costs import Cost, cost_of, read_rates
from tourplanner.core.errors import InputError, NotFoundError, PlanningError
from tourplanner.core.model.figures import checked_name
from tourplanner.core.model.ids import VariantId
from tourplanner.core.ports import Clock
from tourplanner.core.side_by_side import LETTERS, ClockWords, Line, Timed, side_by_side
from tourplanner.services.plan import PlanService
from tourplanner.services.tour_values import is_confirmed
from tourplanner.services.tours import TourService
from tourplanner.services.versions import Version, VersionService
from tourplanner.store.file import OfficeFile

_KEPT = ("at", "day", "left_out")  # members of a plan that are its arrangement


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Plans beside each other. ``known`` : all plans of the tour, the newest first."""

    shown: tuple[Version, ...]
    plans: tuple[Timed, ...]
    lines: tuple[Line, ...]
    known: tuple[Version, ...]


class VariantService:
    """Keeps plans under names, compares them, chooses one."""

    def __init__(
        self,
        file: OfficeFile,
        tours: TourService,
        plan: PlanService,
        versions: VersionService,
        clock: Clock,
    ) -> None:
        self._file = file
        self._tours = tours
        self._plan = plan
        self._versions = versions
        self._clock = clock

    def side_by_side(
        self, tour_id: str, others: Sequence[str] = (), clock: ClockWords = time_text
    ) -> SideBySide:
        """Put plans beside the tour's own, which stands first.

        Parameters
        ----------
        others : ids of one or two other plans; those that are gone, and the tour's own, are
            passed over. None of them = the two newest.

        Raises
        ------
        PlanningError : the tour has no plan yet.
        """
        tour = self._tours.load(tour_id)
        newest = self._versions.versions(tour_id)[::-1]
        own = next((version for version in newest if version.is_current), None)
        if own is None:
            raise PlanningError(f"{tour.name} has no plan yet.", "Plan it first.")
        free = {version.id: version for version in newest if version is not own}
        wanted = [free[one] for one in dict.fromkeys(others) if one in free]
        shown = (own, *(wanted or free.values()))[: len(LETTERS)]
        travel = self._tours.travel(tour)
        acceptances = self._plan.acceptances(tour_id)
        timed = []
        for version in shown:
            plan = self._tours.plan_of(tour, version.id)
            assert plan is not None  # it is among the plans that are there
            schedules = self._tours.schedules(plan, travel)
            still_open, _ = apart(self._plan.check(plan, schedules), acceptances)
            timed.append(Timed(plan, schedules, still_open))
        lines = side_by_side(timed, clock, read_rates(self._file.tables.all("rate")))
        return SideBySide(shown, tuple(timed), lines, newest)

    def cost(self, tour_id: str) -> Cost:
        """Give what the tour's plan comes to by the office's rates.

        Raises
        ------
        PlanningError : the tour has no plan yet.
        """
        planned = self._plan.current(tour_id)
        rates = read_rates(self._file.tables.all("rate"))
        return cost_of(planned.plan, planned.schedules, rates)

    def choose(self, tour_id: str, variant: str) -> Changes:
        """Make a plan the tour's; one step of Undo.

        The locks that stops had in it come back, and the agreements that a change of another plan
        made tentative; what hosts agreed to meanwhile stays.

        Raises
        ------
        InputError : it is the tour's already. NotFoundError : it is not there any more.
        """
        record = self._record(tour_id, variant)
        if self._tours.record(tour_id)["current_variant"] == variant:
            raise InputError(f"{record['name']} is the plan already.", "Choose another one.")
        edits = [Edit(tour_id, "tour", {"current_variant": variant}), *self._leaving(tour_id)]
        own = record.member("own")
        for stop in self._stops(tour_id):
            fact = own.get(stop.id)
            if not isinstance(fact, dict):
                continue
            back = {"fixed": fact.get("fixed")} if fact.get("fixed") != stop["fixed"] else {}
            if is_confirmed(fact.get("status")) and not is_confirmed(stop["status"]):
                back["status"] = fact["status"]
            if back:
                edits.append(Edit(stop.id, "stop", back))
        return self._file.write(Action(f"Use {record['name']}", tuple(edits)))

    def _stops(self, tour_id: str) -> list[Record]:
        return self._file.tables.where("stop", tour=tour_id)

    def _leaving(self, tour_id: str) -> tuple[Edit, ...]:
        """Let the tour's plan remember its stops' locks and agreements, before another is used."""
        current = str(self._tours.record(tour_id)["current_variant"] or "")
        record = self._file.tables.get("variant", current) if current else None
        if record is None or record.deleted:
            return ()
        placed = {stop for stop, at in record.member("at").items() if at}
        facts = {
            f"own/{stop.id}": {"fixed": stop["fixed"], "status": stop["status"]}
            for stop in self._stops(tour_id)
            if stop.id in placed
        }
        known = record.member("own")
        new = {name: fact for name, fact in facts.items() if known.get(name[4:]) != fact}
        return (Edit(current, "variant", new),) if new else ()

    def add(self, tour_id: str, name: str) -> VariantId:
        """Keep the tour's plan as it stands, and go on with a copy of it under a name.

        Raises
        ------
        InputError : no name, or one that another plan has. PlanningError : no plan yet.
        """
        name = self._free_name(tour_id, name)
        current = str(self._tours.record(tour_id)["current_variant"] or "")
        if not current:
            raise PlanningError("There is no plan to copy yet.", "Plan the days first.")
        old = self._record(tour_id, current)
        made = VariantId(uuid.uuid4().hex)
        facts = {
            f"{member}/{key}": value
            for member in _KEPT
            for key, value in old.member(member).items()
            if value is not None
        }
        origin = {**(old["made"] or {}), "at": utc_text(self._clock()), "from": current}
        facts |= {"tour": tour_id, "name": name, "made": origin}
        chosen = Edit(tour_id, "tour", {"current_variant": made})
        edits = (*self._leaving(tour_id), Edit(made, "variant", facts), chosen)
        self._file.write(Action(f"Add {name}", edits))
        return made

    def rename(self, tour_id: str, variant: str, name: str) -> Changes:
        """Give a plan another name; InputError where it has none or another plan has it."""
        record = self._record(tour_id, variant)
        name = self._free_name(tour_id, name, but=variant)
        edit = Edit(variant, "variant", {"name": name})
        return self._file.write(Action(f"Call {record['name']} {name}", (edit,)))

    def find(self, tour_id: str, text: str) -> str:
        """Find a plan by its name or the start of it; the newest of several.

        Raises
        ------
        NotFoundError : none fits; the hint lists them.
        """
        known = self._versions.versions(tour_id)
        wanted = text.strip().casefold()
        fits = [version.id for version in known if version.name.casefold() == wanted]
        fits = fits or [v.id for v in known if wanted and v.name.casefold().startswith(wanted)]
        if not fits:
            names = ", ".join(version.name for version in known) or "none yet"
            raise NotFoundError(f"There is no plan “{text}”.", f"Plans of this tour: {names}.")
        return fits[-1]

    def _free_name(self, tour_id: str, name: str, but: str = "") -> str:
        """Give a name as it is kept; InputError where another plan of the tour has it."""
        name = checked_name(name, "A variant")
        others = [v for v in self._versions.versions(tour_id) if v.id != but]
        if any(version.name.casefold() == name.casefold() for version in others):
            raise InputError(f"There is a plan “{name}” already.", "Choose another name.")
        return name

    def _record(self, tour_id: str, variant: str) -> Record:
        record = self._file.tables.get("variant", variant)
        if record is None or record.deleted or record["tour"] != tour_id:
            raise NotFoundError("This plan is not there any more.", "Look at the plans that are.")
        return record
