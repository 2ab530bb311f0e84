"""The coach: seats, lift, length and where it can stand."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.checks.people import lift_riders
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.tour import TourStop
from tourplanner.core.units import join_names

CAPACITY, LIFT, LENGTH, PARK = "CAPACITY", "LIFT", "BUS-LENGTH", "BUS-PARK"
USABLE_PERCENT = 90
LARGEST_COACH_SEATS = 60  # a 45-ft coach with one deck
LONG_BUS_FT = 40  # the general limit; a longer bus needs a route checked by the carrier


def usable_seats(seats: int) -> int:
    """Give the seats to plan with: 90 % of those built, rounded down."""
    return seats * USABLE_PERCENT // 100


def check_bus(ground: Ground) -> Iterator[Finding]:
    """Give where the party and the stops do not fit the coach; concerns the whole tour."""
    tour = ground.plan.tour
    vehicle, usable = tour.vehicle, usable_seats(tour.vehicle.seats)
    if tour.party > usable:
        over = tour.party - usable
        needed = -(-tour.party * 100 // USABLE_PERCENT)
        coach = f"a coach of {needed} seats, " if needed <= LARGEST_COACH_SEATS else ""
        people = "1 person" if over == 1 else f"{over} people"
        yield Finding(
            CAPACITY,
            Severity.ERROR,
            f"{tour.party} people, but {usable} usable seats ({USABLE_PERCENT} % of "
            f"{vehicle.seats}): {over} too many.",
            f"Take {coach}a second vehicle, or {people} fewer.",
            numbers={"party": tour.party, "usable": usable, "over": over},
        )
    lift_users = max(tour.lift_users, lift_riders(ground.facts.people))
    if lift_users > 0 and not vehicle.has_lift:
        who = "1 rider uses" if lift_users == 1 else f"{lift_users} riders use"
        yield Finding(
            LIFT,
            Severity.ERROR,
            f"{who} a lift, and the {vehicle.name} has none.",
            "Ask the carrier for a coach with a lift, at least 48 hours ahead.",
            "49 CFR 37.189",
            numbers={"lift_users": lift_users},
        )
    if vehicle.length_ft > LONG_BUS_FT:
        yield from _length(ground)


def _length(ground: Ground) -> Iterator[Finding]:
    length = ground.plan.tour.vehicle.length_ft
    seen: dict[StopId, tuple[int, TourStop]] = {}
    for day in ground.plan.days:
        for stop in day.stops:
            seen.setdefault(stop.id, (day.index, stop))
    unknown = [stop for _, stop in seen.values() if stop.bus_fits is None]
    if unknown:
        places = "1 stop" if len(unknown) == 1 else f"{len(unknown)} stops"
        yield Finding(
            LENGTH,
            Severity.WARNING,
            f"Nobody has checked yet whether a {length}-ft coach reaches {places}: "
            f"{join_names([stop.name for stop in unknown])}.",
            "Ask the carrier or the advance person, and tick the site.",
            "general limit of 40 ft; longer coaches use permitted routes only",
            numbers={"stops": len(unknown), "length_ft": length},
            stops=tuple(stop.id for stop in unknown),
        )
    for index, stop in seen.values():
        if stop.bus_fits is False:
            yield Finding(
                PARK,
                Severity.WARNING,
                f"{stop.node.name}: a {length}-ft coach does not fit there.",
                "Agree on a place to get off nearby, or take a shorter bus.",
                day=index,
                subject=stop.id,
                numbers={"length_ft": length},
            )
