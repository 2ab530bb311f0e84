"""The coaches: seats, lifts, length, yards and where they can stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.checks.people import lift_riders
from tourplanner.core.coaches import Load, loads
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.tour import Tour, TourStop
from tourplanner.core.units import count_text, join_names

CAPACITY, LIFT, LENGTH, PARK = "CAPACITY", "LIFT", "BUS-LENGTH", "BUS-PARK"
YARD = "BUS-YARD"
USABLE_PERCENT = 90
LARGEST_COACH_SEATS = 60  # a 45-ft coach with one deck
LONG_BUS_FT = 40  # the general limit; a longer bus needs a route checked by the carrier


def usable_seats(seats: int) -> int:
    """Give the seats to plan with: 90 % of those built, rounded down."""
    return seats * USABLE_PERCENT // 100


def check_bus(ground: Ground) -> Iterator[Finding]:
    """Give where the party and the stops do not fit the coaches; concerns the whole tour."""
    tour, people = ground.plan.tour, ground.facts.people
    lift_users = max(tour.lift_users, lift_riders(people))
    yield from _seats(tour)
    if lift_users > 0 and not any(coach.has_lift for coach in tour.coaches):
        yield from _no_lift(tour, lift_users)
    if tour.more_coaches:
        yield from _told(tour, loads(tour.coaches, tour.party, lift_users, people.riders))
    yield from _yards(tour)
    if tour.longest_ft > LONG_BUS_FT:
        yield from _length(ground)


def _yards(tour: Tour) -> Iterator[Finding]:
    """Give the yards from or to which no road is known: an empty run there is a guess."""
    for coach in tour.coaches:
        ways = ("its start", coach.out_min), ("its end", coach.back_min)
        unknown = [way for way, minutes in ways if minutes is None]
        if coach.yard and unknown:
            yield Finding(
                YARD,
                Severity.WARNING,
                f"No road is known between the yard of the {coach.name} and the tour, at "
                f"{join_names(unknown)}: the empty run counts as {tour.settings.deadhead_min} min.",
                "Choose another place for the yard, or none, and ask the carrier how long it is.",
                numbers={"deadhead_min": tour.settings.deadhead_min},
                about=coach.id,
            )


def _seats(tour: Tour) -> Iterator[Finding]:
    usable = sum(usable_seats(coach.seats) for coach in tour.coaches)
    if tour.party <= usable:
        return
    over = tour.party - usable
    needed = -(-tour.party * 100 // USABLE_PERCENT)
    built = join_names([str(coach.seats) for coach in tour.coaches])
    coach = f"a coach of {needed} seats, " if needed <= LARGEST_COACH_SEATS else ""
    more = "a further coach" if tour.more_coaches else f"{coach}a second coach"
    among = f" in {len(tour.coaches)} coaches" if tour.more_coaches else ""
    yield Finding(
        CAPACITY,
        Severity.ERROR,
        f"{tour.party} people, but {usable} usable seats{among} ({USABLE_PERCENT} % of {built}): "
        f"{over} too many.",
        f"Take {more}, or {count_text(over, 'person', 'people')} fewer.",
        numbers={"party": tour.party, "usable": usable, "over": over},
    )


def _no_lift(tour: Tour, lift_users: int) -> Iterator[Finding]:
    who = "1 rider uses" if lift_users == 1 else f"{lift_users} riders use"
    lacks = f"the {tour.vehicle.name} has none"
    if tour.more_coaches:
        lacks = f"none of the {len(tour.coaches)} coaches has one"
    yield Finding(
        LIFT,
        Severity.ERROR,
        f"{who} a lift, and {lacks}.",
        "Ask the carrier for a coach with a lift, at least 48 hours ahead.",
        "49 CFR 37.189",
        numbers={"lift_users": lift_users},
    )


def _told(tour: Tour, found: Sequence[Load]) -> Iterator[Finding]:
    """Give where riders are told a coach that they do not fit in."""
    has_lifts = any(coach.has_lift for coach in tour.coaches)
    for load in found:
        coach, usable = load.coach, usable_seats(load.coach.seats)
        over, users = load.told - usable, load.told_lift_users
        if over > 0:
            who = "1 of them" if over == 1 else f"{over} of them"
            yield Finding(
                CAPACITY,
                Severity.ERROR,
                f"{count_text(load.told, 'rider is', 'riders are')} told the {coach.name}, which "
                f"has {usable} usable seats ({USABLE_PERCENT} % of {coach.seats}): {over} too "
                "many.",
                f"Tell {who} another coach, or none.",
                numbers={"party": load.told, "usable": usable, "over": over},
                about=coach.id,
            )
        if users and has_lifts and not coach.has_lift:
            yield Finding(
                LIFT,
                Severity.ERROR,
                f"{count_text(users, 'rider who uses a lift is', 'riders who use a lift are')} "
                f"told the {coach.name}, which has none.",
                f"Tell {'the rider' if users == 1 else 'them'} a coach with a lift.",
                "49 CFR 37.189",
                numbers={"lift_users": users},
                about=coach.id,
            )


def _length(ground: Ground) -> Iterator[Finding]:
    length = ground.plan.tour.longest_ft
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
