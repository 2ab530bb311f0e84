"""What every check stands on: one plan with its moments, rules and calendar, and how to name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tourplanner.core.checks.office import NO_OFFICE, OfficeFacts
from tourplanner.core.checks.people import NOBODY, People
from tourplanner.core.clock import date_text, local, time_text, weekday_text
from tourplanner.core.closures import NO_CLOSURES, Closures
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Node, Plan, PlanSettings, TourStop
from tourplanner.core.travel import Leg, TravelMatrix

#: Public holidays: state -> day -> name; under "" those for stops that name no state.
Holidays = Mapping[str, Mapping[date, str]]


@dataclass(frozen=True, slots=True)
class GeoFact:
    """Something odd about a stop's point, found by whoever has the maps.

    ``text`` is half a sentence that follows the stop's name: "lies 4.2 mi outside Madera County".
    """

    text: str
    mend: str = ""
    source: str = ""
    gap_m: int = 0


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the checks cannot see in a plan; everything is optional.

    Attributes
    ----------
    states : two-letter states of all places of the tour.
    law_states : the states that the chosen rule set is confined to; empty = it reaches anywhere.
    closures : the school closures of those states, and of no state for stops that name none.
    geo : odd points by stop.
    towns : ids of places to sleep that are only towns: no hotel is chosen there yet.
    people : riders, guests and public bodies.
    office : what is marked as campaign, payments, elections.
    holidays_source, holidays_date : where the calendar of public holidays comes from.
    """

    states: frozenset[str] = frozenset()
    law_states: frozenset[str] = frozenset()
    closures: tuple[Closures, ...] = ()
    geo: Mapping[StopId, tuple[GeoFact, ...]] = field(default_factory=dict)
    towns: frozenset[str] = frozenset()
    people: People = NOBODY
    office: OfficeFacts = NO_OFFICE
    holidays_source: str = "public holidays"
    holidays_date: str = ""


NO_FACTS = CheckFacts()


@dataclass(frozen=True, slots=True)
class DrivenLeg:
    """One leg as it is driven: from where, to where, when, how long."""

    start: Node
    end: Node
    leg: Leg | None
    minutes: int
    depart_at: datetime
    arrive_at: datetime


@dataclass(frozen=True, slots=True)
class Ground:
    """One plan with all that the checks look at. ``days`` are the indices that are checked."""

    plan: Plan
    schedules: tuple[DaySchedule, ...]
    rules: DriverRules
    calendar: Holidays = field(default_factory=dict)
    travel: TravelMatrix | None = None
    facts: CheckFacts = NO_FACTS
    days: tuple[int, ...] = ()

    @property
    def settings(self) -> PlanSettings:
        """The tour's planning settings."""
        return self.plan.tour.settings

    def checked(self) -> Iterator[DaySchedule]:
        """Give the schedules of the days that are checked."""
        for schedule in self.schedules:
            if schedule.day.index in self.days:
                yield schedule

    def closures_of(self, stop: TourStop) -> Closures:
        """Give the school closures of a stop's state."""
        found = (one for one in self.facts.closures if one.state == stop.state)
        return next(found, NO_CLOSURES)

    def holidays_of(self, stop: TourStop) -> Mapping[date, str]:
        """Give the public holidays of a stop's state."""
        return self.calendar.get(stop.state, {})

    def day_name(self, index: int) -> str:
        """Name a day: ``Monday``, on a tour of more than a week ``Monday, Oct. 14``."""
        return day_name(self.plan, index)

    def time(self, at: datetime, zone: str, on: date | None = None) -> str:
        """Write a moment by the clock of a place, with the zone on a tour that crosses zones.

        With ``on``, the day that is spoken of, a moment of another day names its weekday.
        """
        text = time_text(at, zone, with_zone=self.crosses_zones)
        there = local(at, zone).date()
        return text if on is None or there == on else f"{text} {weekday_text(there)}"

    def driver_time(self, at: datetime, zone: str, on: date | None = None) -> str:
        """Write a driver's moment by the place's clock, and by the carrier's where they differ."""
        home = self.plan.tour.home_zone
        if local(at, zone).utcoffset() == local(at, home).utcoffset():
            return self.time(at, zone, on)
        there, logged = (time_text(at, name, with_zone=True) for name in (zone, home))
        return f"{there} ({logged} by the driver's log)"

    @property
    def crosses_zones(self) -> bool:
        """Whether the places of the plan lie in more than one zone."""
        return crosses_zones(self.plan)


def day_name(plan: Plan, index: int) -> str:
    """Name a day of a plan: ``Monday``, on a tour of more than a week ``Monday, Oct. 14``."""
    day = plan.days[index].date
    return weekday_text(day) if len(plan.days) <= 7 else date_text(day)


def crosses_zones(plan: Plan) -> bool:
    """Whether the places of a plan's days lie in more than one zone."""
    zones = {
        node.zone
        for day in plan.days
        for node in (day.start, day.end, *(stop.node for stop in day.stops))
    }
    return len(zones) > 1


def driven_legs(schedule: DaySchedule) -> list[DrivenLeg]:
    """Give the legs of a day in order, the one to its end included."""
    legs, node, at = [], schedule.day.start, schedule.depart_at
    for row in schedule.rows:
        legs.append(DrivenLeg(node, row.stop.node, row.leg, row.leg_min, at, row.arrive_at))
        node, at = row.stop.node, row.depart_at
    end = schedule.day.end
    last_min, arrive_at = schedule.last_leg_min, schedule.arrive_at
    legs.append(DrivenLeg(node, end, schedule.last_leg, last_min, at, arrive_at))
    return legs


def row_before(schedule: DaySchedule, stop: TourStop) -> int:
    """Give the index of a stop's row; ValueError where the day does not have it."""
    return [row.stop.id for row in schedule.rows].index(stop.id)
