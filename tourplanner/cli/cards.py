"""One practice card at the terminal: what stands in it, and all that the window does with it."""

from __future__ import annotations

import argparse
from argparse import Namespace
from typing import Any

from tourplanner.cli.adding import Parsers, add
from tourplanner.cli.office import name_values
from tourplanner.cli.output import OK, answer
from tourplanner.cli.visits import card_of
from tourplanner.core.changes import Record
from tourplanner.core.clock import read_day
from tourplanner.core.errors import UsageError
from tourplanner.core.fields import (
    PERMISSIONS,
    PRACTICE_STATES,
    TIERS,
    FieldType,
    record_kind,
)
from tourplanner.services.workspace import Doors, Workspace

_NOT_SET = ("state", "permission", "tier", "site")  # they have ways of their own


def card(args: Namespace, doors: Doors) -> int:
    """Show a practice card; write in it, tag it, rate it, note what its site permits."""
    given = name_values(args.set)
    if odd := [name for name in given if name not in _typed()]:
        raise UsageError(f"{odd[0]} is no field of a card: {', '.join(_typed())}")
    if args.until and not args.permit:
        raise UsageError("--until goes with --permit")
    asked = (given, args.tag, args.untag, args.tier, args.permit, args.state)
    with doors.open(args.file, write=any(asked)) as office:
        id_ = card_of(office, args.card)
        _write(office, id_, given, args, doors)
        record = office.practices.get(id_)
        assert record is not None
        (row,) = (row for row in office.practices.rows() if row.id == id_)
    values = {name: record[name] for name in _typed() if record[name] not in (None, "")}
    data: dict[str, Any] = {
        "card": id_,
        "fields": values,
        "tags": list(row.tags),
        "state": row.state,
        "tier": record["tier"],
        "permission": record["permission"],
        "why_inside": row.why_inside,
    }
    lines = [f"{_typed()[name]}: {value}" for name, value in values.items()]
    lines += [f"Tags: {', '.join(row.tags)}"] if row.tags else []
    lines += [_tier_line(record), f"Status: {row.state}. {row.why_inside or 'It may go out'}."]
    answer(args, data, list(filter(None, lines)))
    return OK


def _write(
    office: Workspace, id_: str, given: dict[str, str], args: Namespace, doors: Doors
) -> None:
    kind = record_kind("practice")
    texts: dict[str, str] = {}
    facts: dict[str, str] = {}
    for name, value in given.items():
        field = kind.field(name)
        is_long = field is not None and field.type is FieldType.LONG_TEXT
        (texts if is_long else facts)[name] = value
    if given:
        office.practices.change(id_, facts, texts)
    for codes, on in ((args.tag, True), (args.untag, False)):
        for code in codes:
            office.visits.tag("practice", id_, code, on=on)
    if args.tier:
        office.practices.rate(id_, args.tier, by=args.by)
    if args.permit:
        until = read_day(args.until, doors.now().date()).isoformat() if args.until else ""
        office.practices.permit(id_, args.permit, by=args.by, until=until)
    if args.state:
        office.practices.set_state(id_, args.state)


def _typed() -> dict[str, str]:
    """Give the fields that people type, with their labels."""
    kinds = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE)
    fields = record_kind("practice").fields
    return {f.name: f.label for f in fields if f.type in kinds and f.name not in _NOT_SET}


def _tier_line(record: Record) -> str:
    tier = record["tier"]
    if not isinstance(tier, dict):
        return ""
    return f"Evidence tier {tier.get('tier')}, by {tier.get('by')}, {tier.get('date')}"


def add_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    """Put the command of this module in."""
    made = add(commands, "card", card)
    made.add_argument("card", help="id of a practice card, or the start of it")
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    made.add_argument("--tag", action="append", default=[], metavar="CODE")
    made.add_argument("--untag", action="append", default=[], metavar="CODE")
    made.add_argument("--tier", choices=TIERS, help="evidence tier; kept with who assigned it")
    made.add_argument("--permit", choices=PERMISSIONS, help="what the site permits")
    made.add_argument("--by", default="", help="who assigned the tier, or who at the site permits")
    made.add_argument("--until", default="", help="the last day of the permission")
    made.add_argument("--state", choices=PRACTICE_STATES, help="its status")
