"""The record of one site at the terminal: shown, typed into; the office's own columns."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from tourplanner.cli.office import name_values
from tourplanner.cli.output import CHECK_FOUND, OK, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import NotFoundError
from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.core.model.site_parts import SITE_PARTS
from tourplanner.core.site_fields import OWN_LEVELS
from tourplanner.services import doubles, own_fields, site_record, site_visits
from tourplanner.services.doubles import Double
from tourplanner.services.own_fields import OwnField
from tourplanner.services.site_record import SiteRecord
from tourplanner.services.site_visits import SiteVisit
from tourplanner.services.workspace import Doors, Workspace


def add_commands(shown: ArgumentParser, columns: ArgumentParser) -> None:
    """Say what the commands take: of a site, and of the office's own columns."""
    shown.add_argument("site", help="a candidate's code or name")
    shown.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help='such as bells=8:05-2:45 or "Bus captain=Ana"; an empty one takes away',
    )
    shown.add_argument(
        "--same", default="", metavar="OTHER", help="another candidate that is this site, too"
    )
    doing = columns.add_mutually_exclusive_group()
    doing.add_argument("--add", default="", metavar="NAME", help="a new column")
    doing.add_argument("--remove", default="", metavar="NAME", help="take a column away")
    columns.add_argument("--level", default=OWN_LEVELS[0], choices=OWN_LEVELS, help="who may see")


def show(args: Namespace, doors: Doors) -> int:
    """Show what was typed of a site: hosts, school day, access, bus; set fields of it."""
    typed, told = name_values(args.set), []
    with doors.open(args.file, write=bool(typed or args.same)) as office:
        site = find_site(office, args.site)
        if args.same:
            other = find_site(office, args.same)
            left = doubles.left_behind(office, site, other)
            told = [
                f"{doubles.join_sites(office, site, other).label}: one site now.",
                *map(_left, left),
            ]
        if typed:
            own = {one.name.casefold(): one.fact for one in own_fields.own_fields(office.file)}
            facts = {own.get(name.casefold(), name): text for name, text in typed.items()}
            site_record.change_record(office, site, facts)
        found = site_record.read_record(office, site)
        name = office.sites.view(site).name
        twice = doubles.doubles_of(office, site)
        visits = site_visits.visits_of(office, site)
    told += [_twice(double, site) for double in twice]
    data = {
        "site": site,
        "fields": _data(found),
        "doubles": [d.other(site).id for d in twice],
        "visits": [_visit_data(visit) for visit in visits],
    }
    answer(args, data, [name, *_lines(found), *_visit_lines(visits), *told])
    return OK


def _visit_lines(visits: Sequence[SiteVisit]) -> list[str]:
    lines = ["Visits over the years"] if visits else []
    for visit in visits:
        lines.append(f"    {visit.words}")
        lines += [f"        {kind}: {text}" for _, kind, text in visit.lines]
    return lines


def _visit_data(visit: SiteVisit) -> dict[str, Any]:
    return {
        "tour": visit.tour_name,
        "day": visit.day.isoformat() if visit.day else None,
        "is_done": visit.is_done,
        "what": visit.what,
        "rating": visit.rating,
        "open_promises": visit.open_promises,
    }


def _left(figure: str) -> str:
    return f"Left with the record that was taken away: {figure}. tourplanner undo brings it back."


def _twice(double: Double, site: str) -> str:
    other = double.other(site)
    code = other.key or other.id[:8]
    return f"Perhaps the same as {other.name}, {other.where} ({code}): {double.why}. --same {code}"


def show_doubles(args: Namespace, doors: Doors) -> int:
    """List the candidates that may be one site, each pair with the reason; nothing is changed."""
    with doors.open(args.file, write=False) as office:
        found = doubles.find_doubles(office.sites.all())
    lines = [
        f"{d.left.name} ({d.left.key or d.left.id[:8]}) and {d.right.name} "
        f"({d.right.key or d.right.id[:8]}), {d.left.where}: {d.why}."
        for d in found
    ]
    if found:
        lines.append("tourplanner site FILE KEEP --same OTHER makes two one.")
    data: list[dict[str, Any]] = [
        {"left": d.left.id, "right": d.right.id, "why": d.why} for d in found
    ]
    answer(args, {"doubles": data}, lines or ["No candidate stands here twice."])
    return CHECK_FOUND if found else OK


def _lines(found: SiteRecord) -> list[str]:
    lines = []
    for part in SITE_PARTS:
        lines.append(part.title)
        lines += [_line(f.name, f.label, f.level, found) for f in part.fields]
    if found.own:
        lines.append("Our own columns")
        lines += [_line(one.fact, one.name, one.level, found) for one in found.own]
    return lines


def _line(name: str, label: str, level: str, found: SiteRecord) -> str:
    text, shown = found.texts[name], found.shown.get(name, "")
    value = text or (f"{shown} (directory)" if shown else "not said")
    called = f"{name}: " if not name.startswith("own/") else f"{label}: "
    return f"    {called}{value}  ({label}; {LEVEL_WORDS[level]})"


def _data(found: SiteRecord) -> dict[str, str | None]:
    named = {one.fact: one.name for one in found.own}
    return {named.get(name, name): text or None for name, text in found.texts.items()}


def columns(args: Namespace, doors: Doors) -> int:
    """List the office's own columns of sites; add one or take one away."""
    with doors.open(args.file, write=bool(args.add or args.remove)) as office:
        if args.add:
            own_fields.add_own_field(office.file, args.add, args.level)
        if args.remove:
            own_fields.remove_own_field(office.file, _column(office, args.remove).id)
        found = own_fields.own_fields(office.file)
    lines = [f"{one.name}  ({LEVEL_WORDS[one.level]})" for one in found]
    data = [{"column": one.id, "name": one.name, "level": one.level} for one in found]
    answer(args, {"columns": data}, lines or ["No columns of your own yet."])
    return OK


def _column(office: Workspace, name: str) -> OwnField:
    wanted = name.strip().casefold()
    for one in own_fields.own_fields(office.file):
        if one.name.casefold() == wanted:
            return one
    raise NotFoundError(f"No column is called “{name}”.", "List them: tourplanner columns FILE.")
