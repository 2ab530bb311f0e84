"""Commands about tours: tour, place, stop, leg, plan, check."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, TerminalProgress, answer
from tourplanner.cli.plan_text import (
    accepted_data,
    accepted_lines,
    alternative_data,
    finding_data,
    finding_lines,
    plan_data,
    plan_lines,
)
from tourplanner.core.checks.ground import day_name
from tourplanner.core.clock import (
    date_text,
    parse_date,
    parse_tod,
    shift_text,
    time_text,
    tod_text,
    utc_text,
)
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.tour import Node, Tour, TourStop, UnplacedStop, Vehicle
from tourplanner.core.safe_text import sentence
from tourplanner.core.units import count_text
from tourplanner.core.web_address import read_web_address
from tourplanner.services.directory import plain_code
from tourplanner.services.legs import read_departures
from tourplanner.services.places import choose_place
from tourplanner.services.tour_values import vehicle_fact, vehicle_value
from tourplanner.services.tours import NewPlace, stop_id
from tourplanner.services.workspace import Doors, Workspace


def new(args: Namespace, doors: Doors) -> int:
    """Make a tour: dates, start, end, hotels, coach, party."""
    first = parse_date(args.from_date)
    with doors.open(args.file, write=True) as office:
        start = _place(office, args.start, "start")
        end = _place(office, args.end, "end") if args.end else None
        hotels = [_place(office, hotel, "hotel") for hotel in args.hotel]
        coach = Vehicle(length_ft=args.coach_ft, seats=args.seats, has_lift=args.lift)
        tour = office.tours.create(
            args.name,
            first,
            args.days,
            start,
            end,
            party=args.party,
            hotels=hotels,
            vehicle=coach,
        )
        value = office.tours.load(tour)
    days = count_text(value.days, "day")
    lines = [f"New tour {value.name}, {days} from {date_text(first, year=True)}."]
    lines += [f"  {role}: {words}" for role, words in _places(value)]
    answer(args, {"tour": tour, "places": dict(_places(value))}, lines)
    return OK


def _places(tour: Tour) -> list[tuple[str, str]]:
    nodes = [("start", tour.start), ("end", tour.end)]
    nodes += [(f"hotel {k}", node) for k, node in enumerate(tour.hotels, 1)]
    return [
        (role, f"{node.name} (point known to {node.precision}, {node.zone})")
        for role, node in nodes
    ]


def _place(office: Workspace, text: str, role: str) -> NewPlace:
    kind = "hotel" if role == "hotel" else "town"
    return choose_place(office.sites, office.home_state(), text, kind)


def show(args: Namespace, doors: Doors) -> int:
    """List the tours, or show one with its marked sites."""
    with doors.open(args.file, write=False) as office:
        if args.tour is None:
            tours = office.tours.all()
            rows = [
                {"tour": t.id, "name": t["name"], "from": t["start_date"], "days": t["days"]}
                for t in tours
            ]
            lines = [
                f"{r['name']}: {count_text(r['days'], 'day')} from {r['from']} ({r['tour'][:8]})"
                for r in rows
            ]
            answer(args, {"tours": rows}, lines or ["No tours yet."])
            return OK
        tour = office.tours.load(office.tours.find(args.tour))
    stops = sorted(tour.stops, key=lambda s: (s.wish, s.node.name))
    days = count_text(tour.days, "day")
    lines = [f"{tour.name}: {days} from {date_text(tour.first_date, year=True)}"]
    lines += [f"  {role}: {words}" for role, words in _places(tour)]
    for stop in stops:
        state = "confirmed" if stop.confirmed else "tentative"
        lines.append(
            f"  {stop.wish:4} {stop.node.name}, {stop.node.city}: {stop.visit_min} min, "
            f"{state}{_pin_text(stop)} ({stop.site[:8]})"
        )
    lines += [
        f"  {s.wish:4} {', '.join(filter(None, (s.name, s.city)))}: has no place yet ({s.site[:8]})"
        for s in tour.unplaced
    ]
    data = {
        "tour": tour.id,
        "places": dict(_places(tour)),
        "stops": [
            {
                "stop": s.id,
                "site": s.site,
                "name": s.node.name,
                "wish": s.wish,
                "visit_min": s.visit_min,
                "confirmed": s.confirmed,
                "pinned_day": None if s.fixed_day is None else s.fixed_day + 1,
                "pinned_at": utc_text(s.fixed_start_at) if s.fixed_start_at else None,
            }
            for s in stops
        ],
        "no_point": [stop.site for stop in tour.unplaced],
    }
    answer(args, data, lines)
    return OK


def _pin_text(stop: TourStop) -> str:
    """Say to what a stop is locked, as it stands behind a comma; empty where it is not."""
    if stop.fixed_day is None:
        return ""
    at = stop.fixed_start_at
    time = f" at {time_text(at, stop.node.zone)}" if at else ""
    return f", locked to day {stop.fixed_day + 1}{time}"


def change(args: Namespace, doors: Doors) -> int:
    """Change a tour: name, dates, ends, hotels, party, coach, rule set, settings."""
    with doors.open(args.file, write=True) as office:
        tour_id = office.tours.find(args.tour)
        tour = office.tours.load(tour_id)
        plain = ("name", "days", "party", "lift_users")
        facts: dict[str, Any] = {
            name: value for name in plain if (value := getattr(args, name)) is not None
        }
        if args.web_address is not None:
            facts["web_address"] = read_web_address(args.web_address) or None
        if args.from_date is not None:
            facts["start_date"] = parse_date(args.from_date).isoformat()
        if args.rule_set is not None:
            office.plan.rules(args.rule_set)  # says which there are where it is none
            facts["rule_set"] = args.rule_set
        is_own = tour.vehicle.id == tour_id  # else the tour's own coach was taken out
        given = {"length_ft": args.coach_ft, "seats": args.seats, "has_lift": args.lift}
        typed = {k: v for k, v in given.items() if v is not None}
        if typed and is_own:
            facts["vehicle"] = vehicle_fact(vehicle_value(vehicle_fact(tour.vehicle) | typed))
        for hotel in args.remove_hotel:
            facts[f"hotel/{_node(tour.hotels, hotel).id}"] = False
        ends = {
            role: _place(office, text, role)
            for role in ("start", "end")
            if (text := getattr(args, role)) is not None
        }
        hotels = [_place(office, hotel, "hotel") for hotel in args.hotel]
        if args.set:
            facts["settings"] = dict(_setting(text) for text in args.set)
        if not (facts or ends or hotels or typed):
            raise InputError("Nothing was given to change.", "See tourplanner tour --help.")
        if facts or ends or hotels:
            office.tours.change(tour_id, facts, f"Change {tour.name}", **ends, hotels=hotels)
        if typed and not is_own:
            office.tours.change_coach(tour_id, tour.vehicle.id, typed)
        value = office.tours.load(tour_id)
    kept = (*facts, *ends, *("hotel" for _ in hotels), *("vehicle" for _ in typed))
    changed = sorted({fact.partition("/")[0] for fact in kept})
    lines = [f"Changed {value.name}: {', '.join(changed)}."]
    lines += [f"  {role}: {words}" for role, words in _places(value)]
    answer(args, {"tour": tour_id, "changed": changed, "places": dict(_places(value))}, lines)
    return OK


def _setting(text: str) -> tuple[str, int]:
    name, _, value = text.partition("=")
    if not value.strip().isdecimal():
        raise InputError(f"“{text}” is not a setting.", "Write it as visit_min=45.")
    return name.strip(), int(value)


def stop(args: Namespace, doors: Doors) -> int:
    """Mark sites must, may or not; pin, confirm and time a stop."""
    facts: dict[str, Any] = {}
    for name in ("visit_min", "boarding_min"):
        if (value := getattr(args, name)) is not None:
            facts[name] = value
    if args.window:
        facts["window"] = _window(args.window)
    if args.coverage:
        facts["coverage"] = args.coverage
    if args.campaign:
        facts["campaign"] = args.campaign == "yes" or None
    if args.rating is not None:
        facts["rating"] = args.rating or None
    with doors.open(args.file, write=True) as office:
        tour = office.tours.load(office.tours.find(args.tour))
        site = find_site(office, args.site)
        if args.pin or args.unpin:
            facts["fixed"] = _pin(args.pin, tour) if args.pin else None
        office.tours.change_stop(
            tour.id, site, facts, wish=args.wish or "", confirmed_by=args.confirmed_by or ""
        )
        name = office.sites.view(site).name
        changed = office.tours.load(tour.id)
        lost = _confirmed(tour, site) and not _confirmed(changed, site)
        shifted = _shifted(changed, stop_id(tour.id, site), facts.get("fixed"))
    data = {"stop": stop_id(tour.id, site), "site": site, "changed": sorted(facts)}
    again = " It was confirmed and is tentative again: ask its host once more." if lost else ""
    answer(args, data, [f"{name}: saved.{again}", *filter(None, [shifted])])
    return OK


def _shifted(tour: Tour, stop: str, fixed: Mapping[str, int | None] | None) -> str:
    """Say how a locked time was read in a night in which clocks change; empty otherwise."""
    zone = next((s.node.zone for s in tour.stops if s.id == stop), "")
    if not zone or not fixed or fixed["day"] is None or fixed["start_tod_min"] is None:
        return ""
    return shift_text(tour.first_date + timedelta(days=fixed["day"]), fixed["start_tod_min"], zone)


def _confirmed(tour: Tour, site: str) -> bool:
    return any(stop.confirmed for stop in tour.stops if stop.site == site)


def _window(text: str) -> dict[str, int]:
    opens, dash, closes = text.partition("-")
    if not dash:
        raise InputError(f"“{text}” is no span of hours.", "Type one such as 9:00-13:30.")
    return {"open_tod_min": parse_tod(opens), "close_tod_min": parse_tod(closes)}


def _pin(text: str, tour: Tour) -> dict[str, int | None]:
    day_text, _, time = text.partition(" ")
    day = (parse_date(day_text) - tour.first_date).days
    if not 0 <= day < tour.days:
        raise InputError(
            f"{day_text} is not a day of the tour.", f"It has {count_text(tour.days, 'day')}."
        )
    return {"day": day, "start_tod_min": parse_tod(time) if time.strip() else None}


def find_site(office: Workspace, text: str) -> str:
    """Give the candidate that a code, an id or a name means; NotFoundError lists several."""
    fits = office.sites.search(text)
    if len(fits) == 1:
        return fits[0].id
    exact = [site for site in fits if site.name.casefold() == text.strip().casefold()]
    if len(exact) == 1:
        return exact[0].id
    if not fits:
        raise NotFoundError(f"No candidate fits “{text}”.", "Add it first: tourplanner candidates.")
    names = "; ".join(f"{s.name}, {s.city} ({s.key or s.id[:8]})" for s in fits[:6])
    raise NotFoundError(f"Several candidates fit “{text}”: {names}.", "Give the code.")


def leg(args: Namespace, doors: Doors) -> int:
    """Type the bus minutes between two places of a tour, or the times when a ferry leaves."""
    times = None if args.leaves is None else read_departures(args.leaves)
    with doors.open(args.file, write=True) as office:
        tour = office.tours.load(office.tours.find(args.tour))
        left, right = (_end_of_leg(office, tour, text) for text in (args.start, args.end))
        if times is None:
            office.tours.type_minutes(left.id, right.id, args.minutes)
        else:
            office.tours.type_departures(left.id, right.id, times)
    facts: dict[str, Any]
    if times is None:
        facts = {"minutes": args.minutes}
        shown = "taken back" if args.minutes is None else f"{args.minutes} min"
    else:
        facts = {"leaves_tod_min": list(times)}
        shown = f"only at {', '.join(map(tod_text, times))}" if times else "at any time"
    answer(
        args,
        {"from": left.id, "to": right.id, **facts},
        [f"{sentence(f'{left.name} to {right.name}: {shown}')} Plan or check again to see it."],
    )
    return OK


def _end_of_leg(office: Workspace, tour: Tour, text: str) -> Node:
    nodes = [tour.start, tour.end, *tour.hotels, *(stop.node for stop in tour.stops)]
    keys = {office.sites.view(stop.site).key: stop.node for stop in tour.stops}
    return keys.get(plain_code(text)) or _node(nodes, text, tour.unplaced)


def _node(nodes: Sequence[Node], text: str, unplaced: Sequence[UnplacedStop] = ()) -> Node:
    wanted = text.strip().casefold()
    fits = {n.id: n for n in nodes if wanted in n.name.casefold() or n.id.startswith(wanted)}
    without = [stop.name for stop in unplaced if wanted in stop.name.casefold()]
    if not fits and len(without) == 1:
        raise NotFoundError(
            f"{without[0]} has no place yet, so nothing drives there.", "Locate it first."
        )
    if len(fits) != 1:
        names = ", ".join(sorted(n.name for n in (fits or {n.id: n for n in nodes}).values()))
        what = "Several places fit" if fits else "No place of this tour fits"
        raise NotFoundError(f"{what} “{text}”.", f"Choose among: {names}.")
    return next(iter(fits.values()))


def plan(args: Namespace, doors: Doors) -> int:
    """Propose days and order as a new plan; --others lists plans beside it, --take takes one."""
    progress = TerminalProgress()
    asked = {"effort": args.effort, "seed": args.seed, "progress": progress}
    if args.others or args.take is not None:
        return _others(args, doors, asked)
    with doors.open(args.file, write=True) as office:
        planned = office.plan.run(office.tours.find(args.tour), **asked)
        progress.end()
    answer(args, plan_data(planned), plan_lines(planned))
    return CHECK_FOUND if planned.errors else OK


def _others(args: Namespace, doors: Doors, asked: dict[str, Any]) -> int:
    """List really different plans; the same tour, effort and seed give the same ones again."""
    with doors.open(args.file, write=args.take is not None) as office:
        found = office.plan.others(office.tours.find(args.tour), **asked)
        asked["progress"].end()
        if args.take is not None:
            if not 1 <= args.take <= len(found):
                raise InputError(
                    f"There is no other plan {args.take}.",
                    f"Choose 1 to {len(found)}." if found else "Every plan comes to the same.",
                )
            planned = office.plan.take(found[args.take - 1])
            answer(args, plan_data(planned), plan_lines(planned))
            return CHECK_FOUND if planned.errors else OK
    lines = [
        line
        for number, other in enumerate(found, 1)
        for line in (
            f"{number}. {other.aim}: {other.figures_text}",
            *(f"     {call}" for call in other.calls),
        )
    ]
    lines = lines or ["Every other plan comes to much the same as this one."]
    answer(args, {"others": [alternative_data(other) for other in found]}, lines)
    return OK


def check(args: Namespace, doors: Doors) -> int:
    """Check the tour's current plan: exit code 3 when an error is found."""
    with doors.open(args.file, write=False) as office:
        planned = office.plan.current(office.tours.find(args.tour))
    found = [finding_data(f) for f in planned.findings]
    lines = list(finding_lines(planned.findings)) or ["The checks found nothing."]
    lines += accepted_lines(planned.accepted, planned.plan.tour.home_zone)
    accepted = [accepted_data(one) for one in planned.accepted]
    data = {"findings": found, "accepted": accepted, "errors": len(planned.errors)}
    answer(args, data, lines)
    return CHECK_FOUND if planned.errors else OK


def along(args: Namespace, doors: Doors) -> int:
    """List schools that a planned day could see for a few minutes more in the bus."""
    progress = TerminalProgress()
    with doors.open(args.file, write=False) as office:
        tour = office.tours.find(args.tour)
        found = office.along.look(tour, args.minutes, args.where, progress)
        progress.end()
        plan = office.plan.current(tour).plan
        hint = office.directory.hint()
    shown = found[: args.limit]
    lines = [
        f"{count_text(len(found), 'school')} could be seen for at most {args.minutes} min more "
        f"in the bus, no rule broken{_first(len(shown), len(found))}:"
    ]
    rows = []
    for one in shown:
        when = day_name(plan, one.day)
        start = time_text(one.start_at, one.zone)
        brings = f"; brings {', '.join(one.brings)}" if one.brings else ""
        lines.append(
            f"  {one.row.name}, {one.row.city} ({one.row.key}): {when} {start}, after {one.after}, "
            f"{one.added_min} min more{brings}"
        )
        rows.append(
            {
                "key": one.row.key,
                "name": one.row.name,
                "city": one.row.city,
                "day": one.day + 1,
                "after": one.after,
                "added_min": one.added_min,
                "start_at": utc_text(one.start_at),
                "brings": list(one.brings),
            }
        )
    if not found:
        lines = [
            "No school of the directory fits beside these days for at most "
            f"{args.minutes} min more in the bus: with the visit itself, a rule would break.",
            *([hint.text, hint.hint] if hint else ["Give more minutes, or plan a longer tour."]),
        ]
    answer(args, {"schools": rows, "total": len(found)}, lines)
    return OK


def _first(shown: int, total: int) -> str:
    return f"; the first {shown}" if shown < total else ""


__all__ = ["along", "change", "check", "find_site", "leg", "new", "plan", "show", "stop"]
