"""Who is together where: majorities of public bodies, and riders' needs against bus and sites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tourplanner.core.aboard import Leg, Places, Ride, expected, folded_name, needs_lift, ride_of
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.tour import Plan, TourStop
from tourplanner.core.units import join_names

if TYPE_CHECKING:
    from tourplanner.core.busy import BusyCalendar
    from tourplanner.core.checks.ground import Ground
    from tourplanner.core.model.paper import RecordView

QUORUM, STEP_FREE = "QUORUM", "RIDER-STEPS"
_NO_STEPS = re.compile(
    r"\b(step[- ]free|no steps|no stairs|ramp|walker|crutches|mobility)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OpenMeetings:
    """Where it is said what a majority of a body at one place may mean, and the date of that."""

    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A council or board: its name and its members' names, folded."""

    name: str
    members: frozenset[str]

    def holds(self, name: str) -> bool:
        """Whether a folded name is a member's, a title before it apart."""
        return name in self.members or any(name.endswith(f" {one}") for one in self.members)


@dataclass(frozen=True, slots=True)
class People:
    """What the checks know of people.

    Attributes
    ----------
    riders : riders and guests of the tour.
    step_free : the stops of which a step-free way in is known, or known to be missing.
    steps : those that have none.
    calendars : busy times of the member and of riders. member : the member's name.
    """

    riders: tuple[RecordView, ...] = ()
    bodies: tuple[Body, ...] = ()
    step_free: frozenset[StopId] = frozenset()
    meetings: OpenMeetings = OpenMeetings()
    steps: frozenset[StopId] = frozenset()
    calendars: tuple[BusyCalendar, ...] = ()
    member: str = ""


NOBODY = People()


def bodies_of(members: Iterable[tuple[str, str]]) -> tuple[Body, ...]:
    """Give the bodies of (body, member), by name."""
    found: dict[str, set[str]] = {}
    for body, member in members:
        if body.strip() and member.strip():
            found.setdefault(body.strip(), set()).add(folded_name(member).strip())
    return tuple(Body(name, frozenset(found[name])) for name in sorted(found))


def lift_riders(people: People) -> int:
    """Give how many riders need a lift."""
    return sum(map(needs_lift, expected(people.riders)))


def check_people(ground: Ground) -> Iterator[Finding]:
    """Give majorities of bodies aboard or at a stop, and stops where nobody asked about steps."""
    people = ground.facts.people
    places = _places(ground.plan)
    rides = [(rider, ride_of(rider, places)) for rider in expected(people.riders)]
    for body in people.bodies:
        own = [ride for rider, ride in rides if body.holds(folded_name(rider.text("name")))]
        if len(own) * 2 > len(body.members):
            yield from _majorities(ground, body, own)
    yield from _steps(ground, rides)


def _places(plan: Plan) -> Places:
    return {
        stop.id: (day.index, order) for day in plan.days for order, stop in enumerate(day.stops)
    }


def _majorities(ground: Ground, body: Body, rides: list[Ride]) -> Iterator[Finding]:
    size = len(body.members)

    def aboard(leg: Leg) -> int:
        return sum(ride.is_aboard(leg) for ride in rides)

    most = max(
        aboard((day.index, order))
        for day in ground.plan.days
        for order in range(len(day.stops) + 1)
    )
    if most * 2 > size:
        yield _quorum(ground, body, most, "in the bus")
    for day in ground.plan.days:
        for order, stop in enumerate(day.stops):
            here = sum(ride.sees((day.index, order)) for ride in rides)
            came = max(aboard((day.index, order)), aboard((day.index, order + 1)))
            if here * 2 > size and not came * 2 > size:
                yield _quorum(ground, body, here, f"at {stop.name}", day.index, stop)


def _quorum(
    ground: Ground,
    body: Body,
    count: int,
    where: str,
    day: int | None = None,
    stop: TourStop | None = None,
) -> Finding:
    size, meetings = len(body.members), ground.facts.people.meetings
    fewer = count - size // 2
    return Finding(
        QUORUM,
        Severity.WARNING,
        f"{count} of {size} members of {body.name} are together {where}: a majority.",
        f"{'One' if fewer == 1 else fewer} fewer, or {body.name} gives notice of a public meeting, "
        "or this part is open to the public. Ask counsel.",
        meetings.source or "house rule: a majority may be a meeting",
        meetings.date,
        day=day,
        subject=stop.id if stop is not None else "",
        numbers={"members": count, "of": size, "over": fewer},
        about=body.name,
    )


def _steps(ground: Ground, rides: list[tuple[RecordView, Ride]]) -> Iterator[Finding]:
    """Say at which stops nobody has asked about a step-free way in that a rider there needs."""
    needing = [
        ride for rider, ride in rides if needs_lift(rider) or _NO_STEPS.search(rider.text("access"))
    ]
    met = [
        stop
        for day in ground.plan.days
        for order, stop in enumerate(day.stops)
        if any(ride.sees((day.index, order)) for ride in needing)
    ]
    who = "1 rider needs" if len(needing) == 1 else f"{len(needing)} riders need"
    people = ground.facts.people
    for stop in met:
        if stop.id in people.steps:
            yield Finding(
                STEP_FREE,
                Severity.WARNING,
                f"{who} a way in without steps, and {stop.name} has none.",
                "Ask the school for a ramp or another room, or visit another site.",
                "the site's access record",
                numbers={"riders": len(needing)},
                subject=stop.id,
            )
    unknown = [stop for stop in met if stop.id not in people.step_free]
    if unknown:
        places = "1 stop" if len(unknown) == 1 else f"{len(unknown)} stops"
        yield Finding(
            STEP_FREE,
            Severity.WARNING,
            f"{who} a way in without steps, and nobody has asked about it at {places}: "
            f"{join_names([stop.name for stop in unknown])}.",
            "Ask the school; then type Access on the site's page, or put its accessible entrance.",
            "the riders' access needs",
            numbers={"riders": len(needing), "stops": len(unknown)},
            stops=tuple(stop.id for stop in unknown),
        )
