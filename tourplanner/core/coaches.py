"""Several coaches on the same route: who sits in which, and how long each one's driver works.

They go together: the same days, stops and times. So the fullest one tells how long boarding takes,
and the driver with the longest empty runs what a day may hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tourplanner.core.aboard import expected, needs_lift
from tourplanner.core.boarding import boarding_min
from tourplanner.core.duty import driver_hours
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Tour, Vehicle

if TYPE_CHECKING:
    from tourplanner.core.model.paper import RecordView


@dataclass(frozen=True, slots=True)
class Load:
    """How many people a coach takes. ``told`` : riders, and of those who use a lift, told this one.

    ``people`` and ``lift_users`` count also those who may sit in any coach.
    """

    coach: Vehicle
    people: int
    lift_users: int
    told: int = 0
    told_lift_users: int = 0


def is_out(vehicle: Any) -> bool:
    """Whether a tour's own coach, as its fact has it, was taken out.

    Its id stays its own, so that nobody who was told it is told another one. Where no further coach
    is left either it counts again: a tour has one.
    """
    return isinstance(vehicle, Mapping) and vehicle.get("out") is True


def loads(
    coaches: Sequence[Vehicle], party: int, lift_users: int, riders: Sequence[RecordView] = ()
) -> tuple[Load, ...]:
    """Give what each coach takes, in order; a single coach takes the party.

    Riders who are told a coach sit in it. The rest of the party fills the coaches so that none is
    fuller for its seats than another, and lift users who are told none do so among the coaches with
    a lift, or among all where none has one. A part of a person counts as one, so the sum may be
    larger than the party.

    Parameters
    ----------
    party, lift_users : of the whole tour. riders : those who are not coming any more count nowhere.
    """
    if len(coaches) == 1:
        return (Load(coaches[0], party, lift_users),)
    there = list(expected(riders))
    told = [sum(rider["coach"] == coach.id for rider in there) for coach in coaches]
    wheels = [r for r in there if needs_lift(r)]
    lifts = [sum(rider["coach"] == coach.id for rider in wheels) for coach in coaches]
    has_lifts = any(coach.has_lift for coach in coaches)
    seats = [coach.seats for coach in coaches]
    ramps = [c.seats if c.has_lift or not has_lifts else 0 for c in coaches]
    people = _filled(seats, told, party - sum(told))
    users = _filled(ramps, lifts, lift_users - sum(lifts))
    return tuple(
        Load(coach, *figures)
        for coach, *figures in zip(coaches, people, users, told, lifts, strict=True)
    )


def convoy_boarding_min(found: Sequence[Load]) -> int:
    """Give the minutes until everybody has boarded: those of the coach that takes longest.

    Source
    ------
    domain.md section 3, "Boarding", with the people and lift users of each coach.
    """
    return max(boarding_min(load.people, load.lift_users) for load in found)


def of_driver(schedule: DaySchedule, tour: Tour, coach: Vehicle) -> DaySchedule:
    """Give a day with the hours of the driver of one coach; an idle day stays as it is."""
    if schedule.is_idle:
        return schedule
    day = replace(schedule.day, empty_min=tour.empty_min(schedule.day.index, coach))
    hours = driver_hours(
        day, tour.settings, schedule.depart_at, schedule.arrive_at, schedule.guest_drive_min
    )
    return replace(schedule, day=day, driver=hours)


def _filled(seats: Sequence[int], told: Sequence[int], rest: int) -> list[int]:
    """Give the people of each coach once the rest is shared out by seats, those told one apart."""
    if rest <= 0 or not any(seats):
        return list(told)
    level = [n for n, count in enumerate(seats) if count > 0]
    while True:
        # Whoever is fuller already than the others would come to takes nobody else.
        people, room = rest + sum(told[n] for n in level), sum(seats[n] for n in level)
        open_ = [n for n in level if told[n] * room <= people * seats[n]]
        if open_ == level:
            break
        level = open_
    return [-(-people * seats[n] // room) if n in level else told[n] for n in range(len(seats))]
