"""The coaches of a tour at the terminal: listed, added, changed, taken out."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from dataclasses import asdict
from typing import Any

from tourplanner.cli.output import OK, answer
from tourplanner.core.errors import InputError
from tourplanner.core.units import count_text
from tourplanner.services.coaches import CoachRow
from tourplanner.services.places import choose_place
from tourplanner.services.workspace import Doors, Workspace


def add_command(made: ArgumentParser) -> None:
    """Say what the command takes after the tour."""
    act = made.add_mutually_exclusive_group()
    act.add_argument("--add", metavar="NAME", help="a coach that travels with the others")
    act.add_argument("--change", metavar="NAME", help="its name, or the beginning of it")
    act.add_argument("--remove", metavar="NAME", help="take it out; its riders may sit in any")
    made.add_argument("--name", help="another name")
    made.add_argument("--seats", type=int)
    made.add_argument("--coach-ft", type=int, help="length")
    made.add_argument("--lift", action=BooleanOptionalAction)
    made.add_argument("--yard", help='town or ZIP where it is kept; "" takes it away')
    made.add_argument("--driver", help='who drives it; "" takes the name away')
    made.add_argument("--driver-phone", help='cell phone; "" takes it away')


def coach(args: Namespace, doors: Doors) -> int:
    """List the coaches of a tour; add one, change one, or take one out."""
    facts = _facts(args)
    has_facts = bool(facts) or bool(args.yard)
    acts = args.add is not None or args.change is not None or args.remove is not None
    if has_facts and args.add is None and args.change is None:
        raise InputError("Which coach is meant?", "Give --change NAME, or --add NAME.")
    if args.change is not None and not has_facts:
        raise InputError("Nothing was given to change.", "See tourplanner coach --help.")
    with doors.open(args.file, write=acts) as office:
        tour = office.tours.find(args.tour)
        _act(args, office, tour, facts)
        rows = office.tours.coaches(tour)
    answer(args, {"coaches": [asdict(row) for row in rows]}, [_line(row) for row in rows])
    return OK


def _act(args: Namespace, office: Workspace, tour: str, facts: dict[str, Any]) -> None:
    tours = office.tours
    yard = choose_place(office.sites, office.home_state(), args.yard, "yard") if args.yard else None
    if args.add is not None:
        tours.add_coach(tour, {"name": args.add, **facts}, yard=yard)
    elif args.change is not None:
        tours.change_coach(tour, tours.coach(tour, args.change).id, facts, yard=yard)
    elif args.remove is not None:
        tours.take_out_coach(tour, tours.coach(tour, args.remove).id)


def _facts(args: Namespace) -> dict[str, Any]:
    given = {
        "name": args.name,
        "seats": args.seats,
        "length_ft": args.coach_ft,
        "has_lift": args.lift,
        "driver_name": args.driver,
        "driver_phone": args.driver_phone,
    }
    facts = {name: value for name, value in given.items() if value is not None}
    facts |= {
        name: facts[name] or None for name in ("driver_name", "driver_phone") if name in facts
    }
    return facts | ({"yard": None} if args.yard == "" else {})


def _line(row: CoachRow) -> str:
    parts = [
        count_text(row.seats, "seat"),
        f"{row.length_ft} ft",
        "lift" if row.has_lift else "no lift",
        f"yard {row.yard}" if row.yard else "",
        f"driver {row.driver_name}" if row.driver_name else "",
        row.driver_phone,
    ]
    return f"{row.name}: {', '.join(filter(None, parts))}"
