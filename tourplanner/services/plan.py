"""Planning: propose days and order for a tour, keep the answer as a new variant, check it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from tourplanner.core.busy import BUSY_KIND, calendars_of
from tourplanner.core.changes import Action, Edit, Record
from tourplanner.core.checks import CheckFacts, check_plan
from tourplanner.core.checks.accepting import Acceptance, Acceptances, Accepted, apart
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Holidays as Calendar
from tourplanner.core.checks.people import People, bodies_of
from tourplanner.core.clock import utc_text
from tourplanner.core.confirmed import held, with_pins
from tourplanner.core.elections import Barred
from tourplanner.core.errors import Infeasible, InputError, PlanningError
from tourplanner.core.gifts import GiftSource
from tourplanner.core.model.ids import VariantId
from tourplanner.core.model.roster import LOCAL, RECORD_KIND, TRIBAL
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan, Tour, Vehicle
from tourplanner.core.ports import Clock, Progress, RulePacks
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.units import join_names
from tourplanner.services.alternatives import Alternative, beside
from tourplanner.services.office import member_words
from tourplanner.services.office_rules import barred_days, office_facts, sources_over
from tourplanner.services.tour_values import variant_facts
from tourplanner.services.tours import TourService
from tourplanner.store.file import OfficeFile

Holidays = Callable[[str, int], Mapping[date, str]]  # state, year -> day: names


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its moments, its legs and what the checks say."""

    plan: Plan
    schedules: tuple[DaySchedule, ...]
    travel: TravelMatrix
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()  # warnings that somebody let stand

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that block confirming and publishing."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A tour to be searched, ``held`` with confirmed visits locked; ``towns`` are unwritten."""

    tour: Tour
    held: Tour
    towns: tuple[Edit, ...]
    travel: TravelMatrix

    @contextmanager
    def telling_what_is_held(self) -> Iterator[None]:
        """Add to a plan that cannot be which confirmed visits it had to keep."""
        try:
            yield
        except Infeasible as error:
            kept = [s.name for s in self.held.stops if s.confirmed and s.fixed_start_at is not None]
            if not kept:
                raise
            keeps = f"Confirmed visits keep their day and time: {join_names(kept)}."
            raise Infeasible(error.text, f"{error.hint} {keeps}", error.details) from error


class PlanService:
    """Makes, keeps and checks plans."""

    def __init__(
        self,
        file: OfficeFile,
        tours: TourService,
        packs: RulePacks,
        holidays: Holidays,
        clock: Clock,
    ) -> None:
        self._file = file
        self._tours = tours
        self._packs = packs
        self._holidays = holidays
        self._clock = clock

    def run(
        self,
        tour_id: str,
        *,
        effort: str = "normal",
        seed: int = 0,
        progress: Progress | None = None,
    ) -> Planned:
        """Plan a tour; the answer becomes a new variant in one action, nothing is rewritten.

        Confirmed visits of the plan that stands keep their day and time.
        Where no hotel of the tour is named, nights may be spent in the towns around its sites; they
        are written with the plan, and the checks say that a hotel is to be chosen.

        Raises
        ------
        InputError : nothing to plan. Infeasible : the musts do not fit. Cancelled : stopped.
        """
        from tourplanner.planner.planning import plan_tour  # compiles on first use

        ready = self._ready(tour_id)
        with ready.telling_what_is_held():
            found = plan_tour(
                ready.held,
                ready.travel,
                self._packs.driver_rules(ready.tour.rule_set),
                effort=effort,
                seed=seed,
                progress=progress,
            )
        self._keep(with_pins(found, ready.tour), ready.towns)
        return self.current(tour_id)

    def others(
        self,
        tour_id: str,
        *,
        effort: str = "normal",
        seed: int = 0,
        progress: Progress | None = None,
    ) -> tuple[Alternative, ...]:
        """Look for really different plans beside the current one; nothing is written.

        Confirmed visits keep their day and time in each of them.

        Raises
        ------
        PlanningError : nothing is planned yet. Infeasible : the musts do not fit. Cancelled.
        """
        from tourplanner.planner.alternatives import other_plans  # compiles on first use

        standing = self.current(tour_id)
        ready = self._ready(tour_id)
        rules = self._packs.driver_rules(ready.tour.rule_set)
        with ready.telling_what_is_held():
            found = other_plans(
                standing.plan, ready.held, ready.travel, rules, effort, seed, progress
            )
        plans = [(aim, with_pins(plan, ready.tour)) for aim, plan in found]
        return tuple(
            beside(aim, standing.schedules, plan, self._tours.schedules(plan, ready.travel))
            for aim, plan in plans
        )

    def take(self, other: Alternative) -> Planned:
        """Make another plan the tour's, as a new variant in one action."""
        self._keep(other.plan, self._towns(other), other.aim.lower())
        return self.current(other.plan.tour.id)

    def put_beside(self, other: Alternative) -> None:
        """Keep another plan as a variant, in one action; the tour's plan stays as it is."""
        self._keep(other.plan, self._towns(other), other.aim.lower(), is_chosen=False)

    def _towns(self, other: Alternative) -> tuple[Edit, ...]:
        return self._tours.towns_for_nights(self._tours.load(other.plan.tour.id))[0]

    def _ready(self, tour_id: str) -> _Ready:
        """Read what a search needs; a tour without hotels gets the towns around its sites."""
        tour = self._tours.load(tour_id, afresh=True)
        _check_sites(tour)
        towns, tour = self._tours.towns_for_nights(tour)
        travel = self._tours.travel(tour)
        old = self._tours.plan_of(tour)
        agreed = held(tour, self._tours.schedules(old, travel)) if old is not None else tour
        return _Ready(tour, agreed, towns, travel)

    def _keep(
        self, plan: Plan, towns: tuple[Edit, ...], aim: str = "", *, is_chosen: bool = True
    ) -> None:
        """Write a plan as a new variant; where it is chosen, make it the tour's."""
        tour = plan.tour
        count = self._file.tables.count("variant", tour=tour.id)
        name = f"Plan {count + 1}" + (f", {aim}" if aim else "")
        variant = VariantId(uuid.uuid4().hex)
        facts = variant_facts(tour.id, plan, name, utc_text(self._clock()))
        chosen = [Edit(tour.id, "tour", {"current_variant": variant})] if is_chosen else []
        edits = (*towns, Edit(variant, "variant", facts), *chosen)
        self._file.write(Action(f"{name} for {tour.name}", edits))

    def current(self, tour_id: str) -> Planned:
        """Give a tour's current plan with moments and findings.

        Raises
        ------
        PlanningError : nothing is planned yet.
        """
        tour = self._tours.load(tour_id)
        plan = self._tours.plan_of(tour)
        if plan is None:
            raise PlanningError(f"{tour.name} has no plan yet.", "Plan it first.")
        travel = self._tours.travel(tour)
        schedules = self._tours.schedules(plan, travel)
        found = self.check(plan, schedules, travel)
        return Planned(plan, schedules, travel, *apart(found, self.acceptances(tour_id)))

    def acceptances(self, tour_id: str) -> Acceptances:
        """Give the warnings of a tour that somebody let stand."""
        record = self._file.tables.get("tour", tour_id)
        facts = record.member("accepted") if record is not None else {}
        return {
            key: Acceptance(str(fact["why"]), str(fact["by"]), str(fact["at"]))
            for key, fact in facts.items()
            if isinstance(fact, dict) and {"why", "by", "at"} <= fact.keys()
        }

    def people(self, tour: Tour) -> People:
        """Give riders, guests and bodies, and where a step-free way in is known."""
        tables = self._file.tables
        local = [r for r in tables.all(RECORD_KIND) if str(r["chamber"]) in (LOCAL, TRIBAL)]
        newest: dict[str, str] = {}
        for record in local:
            body = str(record["body"] or "")
            newest[body] = max(newest.get(body, ""), str(record["roster"] or ""))
        sites = {site.id: site for site in tables.get_many("site", [s.site for s in tour.stops])}
        home = str(self._tours.office().get("home_state") or "")
        return People(
            self._tours.riders(tour.id),
            bodies_of(
                (str(record["body"] or ""), str(record["name"] or ""))
                for record in local
                if str(record["roster"] or "") == newest[str(record["body"] or "")]
            ),
            frozenset(
                stop.id
                for stop in tour.stops
                if (site := sites.get(stop.site)) is not None
                and (
                    site["entrance_point"] or site["access_notes"] or site["step_free"] is not None
                )
            ),
            self._packs.open_meetings(next((s.state for s in tour.stops if s.state), home)),
            frozenset(
                stop.id
                for stop in tour.stops
                if (site := sites.get(stop.site)) is not None and site["step_free"] is False
            ),
            calendars_of(tables.where(BUSY_KIND, tour=tour.id)),
            member_words(self._tours.office()),
        )

    def check(
        self, plan: Plan, schedules: tuple[DaySchedule, ...], travel: TravelMatrix | None = None
    ) -> tuple[Finding, ...]:
        """Give what the checks say of a plan.

        Parameters
        ----------
        travel : what the schedules were made with; None = no mends are found by trying.
        """
        tour = plan.tour
        rules = self._packs.driver_rules(tour.rule_set)
        calendar = self.calendar(tour)
        return check_plan(plan, schedules, rules, calendar, travel=travel, facts=self._facts(plan))

    def _facts(self, plan: Plan) -> CheckFacts:
        """Give what the checks cannot see in a plan: its states and what holds there."""
        stops = [stop for day in plan.days for stop in day.stops]
        states = frozenset(stop.state for stop in stops)
        return CheckFacts(
            states - {""},
            self._packs.law_states(plan.tour.rule_set),
            tuple(self._packs.closures(state) for state in sorted(states)),
            towns=self.towns(plan.tour),
            people=self.people(plan.tour),
            office=office_facts(self._file, self._packs, self._home()),
        )

    def barred(self) -> tuple[Barred, ...]:
        """Give the days before elections in which mass mailings are barred."""
        return barred_days(self._file, self._packs, self._home())

    def gift_sources(self) -> tuple[GiftSource, ...]:
        """Give the outside sources whose payments of a year are to be reported."""
        return sources_over(self._file, self._packs, self._home())

    def gift_form(self) -> str:
        """Give the form of that report; empty where no pack names one."""
        limit = self._packs.gift_limit(self._home())
        return limit.form if limit is not None else ""

    def _home(self) -> str:
        return str(self._tours.office().get("home_state") or "")

    def vehicles(self, tour: Record) -> tuple[Vehicle, ...]:
        """Give the coaches of a tour's record, the first one first."""
        return self._tours.vehicles(tour)

    def towns(self, tour: Tour) -> frozenset[str]:
        """Give the ids of a tour's places to sleep that are only towns: no hotel is named there."""
        return self._tours.towns(tour)

    def rules(self, rule_set: str) -> DriverRules:
        """Give a rule set and the house rule; NotFoundError lists the sets there are."""
        return self._packs.driver_rules(rule_set)

    def holidays(self, year: int) -> Mapping[date, str]:
        """Give the public holidays of the home state in a year, by name."""
        return self._holidays(str(self._tours.office().get("home_state") or ""), year)

    def calendar(self, tour: Tour) -> Calendar:
        """Give the public holidays around the tour, of each state that its stops lie in.

        A stop that names no state is judged by the office's home state.
        """
        home = str(self._tours.office().get("home_state") or "")
        years = [tour.first_date.year + step for step in (-1, 0, 1)]
        return {
            state: {
                day: name
                for year in years
                for day, name in self._holidays(state or home, year).items()
            }
            for state in {stop.state for stop in tour.stops}
        }


def _check_sites(tour: Tour) -> None:
    """Refuse a tour that has nothing to plan."""
    if any(stop.wish != "not" for stop in tour.stops):
        return
    wanted = [stop.name for stop in tour.unplaced if stop.wish != "not"]
    if wanted:
        raise InputError(
            f"No site of this tour has a place yet: {join_names(wanted)}.",
            "Press “Find town or ZIP” on the page of each under Sites, or pin it; then plan again.",
        )
    raise InputError(
        "This tour has no sites to plan.",
        "Add candidates and mark them must or may, then plan again.",
    )
