"""Arranging by hand: try changes of a plan as values, write one as an undoable step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from tourplanner.core.arranging import (
    Rearrangement,
    changed_days,
    find_stop,
    fixed_fact,
    mended,
    place_fact,
    place_of,
    status_fact,
)
from tourplanner.core.bodies import NAME_LIMIT
from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.checks import CheckFacts, check_plan
from tourplanner.core.checks.accepting import (
    Acceptance,
    Acceptances,
    acceptance_key,
    apart,
    can_accept,
)
from tourplanner.core.checks.finding import Finding
from tourplanner.core.checks.ground import Ground, Holidays
from tourplanner.core.checks.leftout import best_insertion, left_out, room_for
from tourplanner.core.checks.mends import mend_of
from tourplanner.core.checks.people import NOBODY, People
from tourplanner.core.clock import tod_min_of, utc_text
from tourplanner.core.closures import Closures
from tourplanner.core.confirmed import asked_again
from tourplanner.core.errors import InputError, NotFoundError, PlanningError
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import LeftOut, Plan, TourStop
from tourplanner.core.ports import Clock, Progress, RulePacks
from tourplanner.core.ranks import reranked
from tourplanner.core.safe_text import one_line
from tourplanner.core.schedule import compute_day
from tourplanner.services.plan import Planned, PlanService
from tourplanner.store.file import OfficeFile


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A plan with all that it takes to try changes of it: a value, good on any thread.

    ``closures`` : state -> its school closures; ``towns`` : places to sleep that are only towns;
    ``acceptances`` : the warnings that somebody let stand.
    """

    planned: Planned
    rules: DriverRules
    calendar: Holidays
    law_states: frozenset[str]
    closures: Mapping[str, Closures]
    towns: frozenset[str] = frozenset()
    people: People = NOBODY
    acceptances: Acceptances = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.planned.plan

    def tried(self, plan: Plan) -> Arrangement:
        """Give the arrangement as it would be with another plan of the same tour.

        Only days that differ are timed again. Mends of what is new are those that its own figures
        give: finding them by trying takes longer than a hand that drags may wait.
        """
        old, schedules = self.planned, self._timed(plan)
        found = check_plan(plan, schedules, self.rules, self.calendar, facts=self._facts(plan))
        known = {finding.said: finding for finding in old.findings}
        findings = tuple(known.get(finding.said, finding) for finding in found)
        return self._checked(Planned(plan, schedules, old.travel, findings))

    def asking_hosts(self, change: Rearrangement) -> Rearrangement:
        """Give a change with the confirmed visits made tentative whose time it changes."""
        return asked_again(change, self.planned.schedules, self._timed(change.plan))

    def mended_by(self, finding: Finding) -> Rearrangement | None:
        """Give the plan with the smallest change that mends a finding; None = none was found."""
        attempt = mend_of(self._ground(finding.day), finding)
        if attempt is None:
            return None
        return mended(self.plan, attempt.days, attempt.do.rstrip("."))

    def with_room_for(self, stop_id: str) -> Rearrangement | None:
        """Give the plan with a stop placed and the change that makes room; None = none does."""
        stop, old = find_stop(self.plan, stop_id), self.planned
        days = room_for(self.plan, stop, old.travel, self.rules, old.schedules)
        return mended(self.plan, days, f"Place {stop.name}") if days else None

    def best_place(self, stop_id: str) -> tuple[int, int] | None:
        """Give the day and position where a stop breaks least; None = no day can hold it."""
        stop, old = find_stop(self.plan, stop_id), self.planned
        tried = best_insertion(self.plan, stop, old.travel, self.rules, old.schedules)
        if tried is None:
            return None
        return tried.day.index, [other.id for other in tried.day.stops].index(stop.id)

    def with_mends(self, look: Callable[[], None] | None = None) -> Arrangement:
        """Give the same with every mend found by trying; what ``look`` raises comes through."""
        old = self.planned
        found = check_plan(
            old.plan,
            old.schedules,
            self.rules,
            self.calendar,
            travel=old.travel,
            facts=self._facts(old.plan),
            look=look,
        )
        return self._checked(replace(old, findings=found))

    def accepting(self, finding: Finding, acceptance: Acceptance | None) -> Arrangement:
        """Give the same with a warning that may stand; None = it may no longer."""
        known = dict(self.acceptances)
        known.pop(acceptance_key(finding), None)
        if acceptance is not None:
            known[acceptance_key(finding)] = acceptance
        found = (*self.planned.findings, *(one.finding for one in self.planned.accepted))
        return replace(self, acceptances=known)._checked(replace(self.planned, findings=found))

    def _checked(self, planned: Planned) -> Arrangement:
        """Give the same with other findings, those that may stand apart."""
        still_open, accepted = apart(planned.findings, self.acceptances)
        return replace(self, planned=replace(planned, findings=still_open, accepted=accepted))

    def why_left_out(self, progress: Progress) -> tuple[LeftOut, ...]:
        """Say anew of every stop that is in no day why, as the days stand now."""
        old = self.planned
        said = []
        for done, out in enumerate(self.plan.left_out):
            look = partial(progress, done, len(self.plan.left_out), "Why stops are left out")
            look()
            if isinstance(out.stop, TourStop):
                tried = best_insertion(self.plan, out.stop, old.travel, self.rules, old.schedules)
                out = left_out(
                    self.plan, out.stop, tried, old.travel, self.rules, old.schedules, look
                )
            said.append(out)
        return tuple(said)

    def _timed(self, plan: Plan) -> tuple[DaySchedule, ...]:
        """Give the moments of another plan of the same tour; days that are the same keep theirs."""
        old = self.planned
        return tuple(
            schedule if schedule.day == day else compute_day(day, old.travel, plan.tour.settings)
            for schedule, day in zip(old.schedules, plan.days, strict=True)
        )

    def _ground(self, day: int | None) -> Ground:
        old, facts = self.planned, self._facts(self.plan)
        days = tuple(d.index for d in self.plan.days) if day is None else (day,)
        return Ground(self.plan, old.schedules, self.rules, self.calendar, old.travel, facts, days)

    def _facts(self, plan: Plan) -> CheckFacts:
        states = frozenset(stop.state for day in plan.days for stop in day.stops)
        closures = tuple(self.closures[state] for state in sorted(states))
        return CheckFacts(
            states - {""}, self.law_states, closures, towns=self.towns, people=self.people
        )


class ArrangingService:
    """Reads arrangements and writes their changes."""

    def __init__(self, file: OfficeFile, plan: PlanService, packs: RulePacks, clock: Clock) -> None:
        self._file = file
        self._plan = plan
        self._packs = packs
        self._clock = clock

    def current(self, tour_id: str) -> Arrangement:
        """Give a tour's current plan, ready to be changed; PlanningError where it has none."""
        planned = self._plan.current(tour_id)
        tour = planned.plan.tour
        return Arrangement(
            planned,
            self._plan.rules(tour.rule_set),
            self._plan.calendar(tour),
            self._packs.law_states(tour.rule_set),
            {stop.state: self._packs.closures(stop.state) for stop in tour.stops},
            self._plan.towns(tour),
            self._plan.people(tour),
            self._plan.acceptances(tour_id),
        )

    def accept(self, tour_id: str, finding: Finding, why: str, by: str) -> Changes:
        """Write that a warning may stand, with a reason and a name; one step of Undo.

        It comes back as soon as its figures are others.

        Raises
        ------
        InputError : no reason, no name, or a finding that must be mended.
        """
        if not can_accept(finding):
            raise InputError("What breaks cannot be accepted.", "Mend it, or change the plan.")
        if not why.strip() or not by.strip():
            raise InputError("Say why it may stand, and who says so.", "Type a reason and a name.")
        fact = {"why": one_line(why), "by": one_line(by), "at": utc_text(self._clock())}
        return self._let_stand(tour_id, f"Accept: {finding.text}", finding, fact)

    def take_back(self, tour_id: str, finding: Finding) -> Changes:
        """Write that a warning may stand no longer."""
        return self._let_stand(tour_id, f"Accept no longer: {finding.text}", finding, None)

    def _let_stand(
        self, tour_id: str, label: str, finding: Finding, fact: dict[str, str] | None
    ) -> Changes:
        edit = Edit(tour_id, "tour", {f"accepted/{acceptance_key(finding)}": fact})
        return self._file.write(Action(label[:NAME_LIMIT], (edit,)))

    def write(self, before: Plan, change: Rearrangement) -> Changes:
        """Write what a change makes different, as one step that Undo takes back.

        Parameters
        ----------
        before : the plan that the change was made from; what is the same in both is not written.
        """
        after = change.plan
        record = self._file.tables.get("variant", before.variant) if before.variant else None
        if record is None or record.deleted:
            raise NotFoundError("This plan is not there any more.", "Look at the plan that is.")
        facts = _day_facts(record, before, after) | _stop_places(record, before, after)
        edits = [Edit(record.id, "variant", facts)] if facts else []
        edits += own_facts(before, after)
        if not edits:
            raise PlanningError("Nothing would change.", "It stands there already.")
        return self._file.write(Action(change.label, tuple(edits)))


def _day_facts(record: Record, before: Plan, after: Plan) -> dict[str, Any]:
    """Give the typed departures and the nights that differ."""
    facts: dict[str, Any] = {}
    for old, new in zip(before.days, after.days, strict=True):
        changed: dict[str, Any] = {}
        if old.depart_at != new.depart_at:
            at = new.depart_at
            changed["depart_tod_min"] = tod_min_of(at, new.start.zone) if at is not None else None
        if (old.start.id, old.end.id) != (new.start.id, new.end.id):
            changed |= {"start": new.start.id, "end": new.end.id}
        if changed:
            fact = record.member("day").get(str(new.index)) or {}
            facts[f"day/{new.index}"] = {**fact, **changed}
    return facts


def _stop_places(record: Record, before: Plan, after: Plan) -> dict[str, Any]:
    """Give where stops stand, for those whose place or pin differs."""
    facts: dict[str, Any] = {}
    now = record.member("at")
    for index in changed_days(before.days, after.days):
        day = after.days[index]
        ranks = {stop: at["rank"] for stop, at in now.items() if at and at["day"] == index}
        new = reranked([stop.id for stop in day.stops], ranks)
        for stop in day.stops:
            rank = new.get(stop.id) or ranks[stop.id]
            fact = place_fact(day, stop, rank)
            if now.get(stop.id) != fact:
                facts[f"at/{stop.id}"] = fact
            if record.member("left_out").get(stop.id):
                facts[f"left_out/{stop.id}"] = None
    gone = [s for day in before.days for s in day.stops if place_of(after, s.id) is None]
    said = {out.stop.id: out.sentence for out in after.left_out}
    for stop in gone:
        facts[f"at/{stop.id}"] = None
        facts[f"left_out/{stop.id}"] = said.get(stop.id)
    return facts


def own_facts(before: Plan, after: Plan) -> list[Edit]:
    """Give the edits of stops whose lock, length, host or press rule differs."""
    edits = []
    for old, new in _pairs(before.tour.stops, after.tour.stops):
        facts: dict[str, Any] = {}
        if fixed_fact(old) != fixed_fact(new):
            facts["fixed"] = fixed_fact(new)
        if old.visit_min != new.visit_min:
            facts["visit_min"] = new.visit_min
        if old.boarding_min != new.boarding_min:
            facts["boarding_min"] = new.boarding_min
        if status_fact(old) != status_fact(new):
            facts["status"] = status_fact(new)
        if old.coverage != new.coverage:
            facts["coverage"] = new.coverage or None
        if facts:
            edits.append(Edit(new.id, "stop", facts))
    return edits


def _pairs(
    before: Sequence[TourStop], after: Sequence[TourStop]
) -> list[tuple[TourStop, TourStop]]:
    return [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
