"""Commands of the day itself: how it runs, marks, late, what has changed."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.checks.ground import crosses_zones, day_name
from tourplanner.core.clock import (
    date_text,
    parse_date,
    parse_tod,
    time_text,
    utc_text,
    weekday_text,
)
from tourplanner.core.errors import InputError, UsageError
from tourplanner.core.late import Delay, Way
from tourplanner.core.model.tour import Tour
from tourplanner.core.run_of_day import Turn, TurnKind, moment_on
from tourplanner.core.units import count_text, hours_text
from tourplanner.services.day import mark_label
from tourplanner.services.late import Late
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Doors


def late(args: Namespace, doors: Doors) -> int:
    """Say what can be done when the bus leaves late; --take makes one way the plan."""
    with doors.open(args.file, write=args.take is not None) as office:
        tour = office.tours.load(office.tours.find(args.tour))
        after = stop_id(tour.id, find_site(office, args.leaving)) if args.leaving else ""
        found = office.late.look(tour.id, Delay(_day(tour, args.day), after, args.minutes))
        if args.take is not None:
            way = _way(found, args.take)
            variant = office.late.choose(found, way)
            sheet = found.sheet(way)
            lines = [
                f"The plan is now: {way.do}",
                *(f"  {c.what}: {c.planned} -> {c.new}" for c in sheet),
            ]
            lines += _call_lines(found, way)
            data = {"taken": args.take, "plan": variant, **_way_data(found, way)}
            answer(args, data, lines)
            return CHECK_FOUND if way.over_min else OK
    when = day_name(found.plan, found.delay.day)
    lines = [
        f"{when}, {hours_text(args.minutes)} late: {count_text(len(found.ways), 'way')} to go on."
    ]
    for number, way in enumerate(found.ways, 1):
        lines += _way_lines(found, number, way)
    answer(args, {"ways": [_way_data(found, way) for way in found.ways]}, lines)
    return CHECK_FOUND if found.ways[0].over_min else OK


def _day(tour: Tour, text: str) -> int:
    """Read a day of a tour: its number from 1, its weekday, or its date."""
    wanted = text.strip().casefold()
    dates = [tour.first_date.fromordinal(tour.first_date.toordinal() + k) for k in range(tour.days)]
    fits = [k for k, day in enumerate(dates) if weekday_text(day).casefold().startswith(wanted)]
    if wanted.isdecimal() and 1 <= int(wanted) <= tour.days:
        return int(wanted) - 1
    if len(wanted) >= 2 and len(fits) == 1:
        return fits[0]
    if wanted[:1].isdecimal() and "-" in wanted:
        day = (parse_date(wanted) - tour.first_date).days
        if 0 <= day < tour.days:
            return day
    span = f"{date_text(dates[0])} to {date_text(dates[-1])}"
    raise InputError(
        f"“{text}” is no day of this tour ({span}).", f"Type 1 to {tour.days}, a weekday or a date."
    )


def _way(found: Late, number: int) -> Way:
    if not 1 <= number <= len(found.ways):
        raise InputError(f"There is no way {number}.", f"Choose 1 to {len(found.ways)}.")
    return found.ways[number - 1]


def _way_lines(found: Late, number: int, way: Way) -> list[str]:
    holds = f"breaks rules by {hours_text(way.over_min)}" if way.over_min else "holds"
    duty = hours_text(way.schedules[found.delay.day].driver.duty_min)
    (*_, end) = found.sheet(way)
    return [
        f"{number}. {way.do}",
        f"   {holds}; {end.what[0].lower()}{end.what[1:]} {end.new}; driver on duty {duty}",
        *(f"   {miss}" for miss in way.misses),
        *_call_lines(found, way),
    ]


def _call_lines(found: Late, way: Way) -> list[str]:
    lines = []
    for call in way.calls:
        host = found.run.contacts.of(call.stop.id)
        numbers = (number if label == "cell" else f"{label} {number}"
                   for label, number in host.numbers)  # fmt: skip
        who = ", ".join(filter(None, (host.name, *numbers)))
        lines.append(f"   call {call.stop.name} ({who or 'no number known'}): {call.why}")
    return lines


def _way_data(found: Late, way: Way) -> dict[str, Any]:
    schedule = way.schedules[found.delay.day]
    return {
        "do": way.do,
        "over_min": way.over_min,
        "arrive_at": utc_text(schedule.arrive_at),
        "duty_min": schedule.driver.duty_min,
        "stops": [
            {
                "site": row.stop.name,
                "arrive_at": utc_text(row.arrive_at),
                "start_at": utc_text(row.start_at),
            }
            for row in schedule.rows
        ],
        "calls": [
            {
                "site": call.stop.name,
                "why": call.why,
                **_host_data(found, call.stop.id),
            }
            for call in way.calls
        ],
        "misses": list(way.misses),
        "messages": [
            {"to": line.who, "news": line.news, "text": line.text} for line in found.calls(way)
        ],
    }


def _host_data(found: Late, stop: str) -> dict[str, str]:
    host = found.run.contacts.of(stop)
    numbers = dict(host.numbers)
    return {
        "host": host.name,
        "cell_phone": numbers.get("cell", ""),
        "office_phone": numbers.get("front office", ""),
    }


def changes(args: Namespace, doors: Doors) -> int:
    """Say what differs between any two plans of a tour; by default its own and the one before."""
    with doors.open(args.file, write=False) as office:
        tour = office.tours.find(args.tour)
        since, to = (
            office.variants.find(tour, name) if name else "" for name in (args.since, args.to)
        )
        sheet = office.versions.sheet(tour, since, to)
    lines = [f"{sheet.after.name} against {sheet.before.name}:"]
    lines += [f"  {line.what}: {line.planned} -> {line.new}" for line in sheet.lines]
    if not sheet.lines:
        lines = [f"{sheet.after.name} is the same as {sheet.before.name}."]
    if not sheet.is_as_made:
        lines.append("Both are timed with the visits and typed minutes of today.")
    data = {
        "before": sheet.before.name,
        "after": sheet.after.name,
        "as_made": sheet.is_as_made,
        "lines": [
            {"what": line.what, "planned": line.planned, "new": line.new} for line in sheet.lines
        ],
    }
    answer(args, data, lines)
    return OK


def day(args: Namespace, doors: Doors) -> int:
    """Say how a day of a tour runs: what was planned, what is expected, what was marked."""
    with doors.open(args.file, write=False) as office:
        tour = office.day.look(office.tours.find(args.tour))
        run = tour.run(_day(tour.plan.tour, args.day), doors.now())
    zones = crosses_zones(tour.plan)
    lines = [f"{date_text(run.day.date)}, {tour.plan.name}"]
    if run.is_by_plan:
        lines[0] += ", nothing marked yet"
    for turn in run.turns:
        planned, at = (
            time_text(one, turn.node.zone, with_zone=zones) for one in (turn.planned_at, turn.at)
        )
        known = "marked" if turn.marked_at else "expected"
        lines.append(f"  {_turn_text(turn)}: planned {planned}, {known} {at}")
    data = {
        "late_min": run.late_min,
        "turns": [
            {
                "what": _turn_text(turn),
                "planned_at": utc_text(turn.planned_at),
                "expected_at": utc_text(turn.expected_at),
                "marked_at": utc_text(turn.marked_at) if turn.marked_at else None,
            }
            for turn in run.turns
        ],
        "calls": [{"to": c.who, "news": c.news, "text": c.text} for c in tour.calls],
    }
    answer(args, data, lines)
    return OK


def mark(args: Namespace, doors: Doors) -> int:
    """Mark when the bus arrived at a stop or left it; --take-back takes the mark away."""
    way = TurnKind.ARRIVE if args.arrived is not None else TurnKind.LEAVE
    named = args.arrived if args.arrived is not None else args.left
    if bool(args.at) == args.take_back:
        raise UsageError("Give either --at TIME or --take-back.", "See tourplanner mark --help.")
    with doors.open(args.file, write=True) as office:
        tour_id = office.tours.find(args.tour)
        tour = office.day.look(tour_id)
        run = tour.run(_day(tour.plan.tour, args.day), doors.now())
        wanted = stop_id(tour_id, find_site(office, named)) if named else None
        fits = [t for t in run.turns
                if t.way is way and (t.stop.id if t.stop else None) == wanted]  # fmt: skip
        if not fits:
            raise InputError(
                f"{named} is not on {date_text(run.day.date)}.", "Choose a stop of that day."
            )
        turn = fits[0]
        at = None if args.take_back else moment_on(run.day, parse_tod(args.at), turn.node.zone)
        office.day.mark(run, tour_id, turn, at)
    label = mark_label(turn, at)
    answer(args, {"marked": label}, [f"{label}."])
    return OK


def _turn_text(turn: Turn) -> str:
    return f"{'Leave' if turn.way is TurnKind.LEAVE else 'Arrive at'} {turn.node.name}"
