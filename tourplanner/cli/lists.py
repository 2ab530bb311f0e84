"""Commands over the lists of a tour: riders and guests, media contacts, coverage."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tourplanner.cli.office import name_values
from tourplanner.cli.output import OK, answer
from tourplanner.core.aboard import folded_name
from tourplanner.core.errors import InputError
from tourplanner.core.lists import LISTS, TODOS
from tourplanner.core.units import count_text
from tourplanner.services.lists import ListPage, ListRow
from tourplanner.services.workspace import Doors


def add_command(made: ArgumentParser) -> None:
    """Say what the command takes."""
    made.add_argument("tour")
    made.add_argument("list", choices=list(LISTS), help="which list")
    made.add_argument("--add", default="", metavar="TABLE", help="CSV or pasted cells, - = input")
    made.add_argument("--row", default="", metavar="NAME", help="with --set; none: a new row")
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    made.add_argument("--fill", choices=list(_FILLS), help="of todos: add what the plan asks for")
    made.add_argument("--remove", nargs="+", default=[], metavar="NAME", help="take rows out")


_FILLS = {"checklist": "line", "courtesy": "notice", "forms": "reminder"}


def list_(args: Namespace, doors: Doors) -> int:
    """Show a list of a tour, add a table to it, change a row, or take rows out."""
    if args.fill and args.list != TODOS.name:
        raise InputError(f"--fill is for the list {TODOS.name}.", "Name that list.")
    writes = bool(args.add or args.set or args.remove or args.fill)
    text = _text(args.add) if args.add else ""
    with doors.open(args.file, write=writes) as office:
        tour = office.tours.find(args.tour)
        told: list[str] = []
        if args.fill:
            todos = office.todos
            fills = {
                "checklist": todos.add_checklist,
                "courtesy": todos.add_courtesy,
                "forms": todos.add_forms,
            }
            told = [f"{count_text(fills[args.fill](tour), _FILLS[args.fill])} added."]
        if args.add:
            report = office.lists.paste(tour, args.list, text)
            told = [report.sentence, *report.refused]
        if args.set:
            row = _row(office.lists.read(tour, args.list), args.row).id if args.row else ""
            for field, value in name_values(args.set).items():
                row = office.lists.set(tour, args.list, row, field, value)
        if args.remove:
            page = office.lists.read(tour, args.list)
            office.lists.remove(args.list, [_row(page, name).id for name in args.remove])
        page = office.lists.read(tour, args.list)
    names = [field.name for field in page.columns]
    rows = [dict(zip(names, row.cells, strict=True)) for row in page.rows]
    shown = [*told, *(_line(page, row) for row in page.rows)]
    answer(args, {"rows": rows, "told": told}, shown or ["The list is empty."])
    return OK


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{name} cannot be read.", "Save it as CSV in UTF-8.") from error


def _row(page: ListPage, name: str) -> ListRow:
    """Give the row of a name; InputError where none or several have it."""
    at = page.kind.columns.index(page.kind.key)
    found = [row for row in page.rows if folded_name(row.cells[at]) == folded_name(name)]
    if len(found) != 1:
        many = "Several rows are" if found else "No row is"
        raise InputError(f"{many} called “{name}”.", "Show the list to see the names.")
    return found[0]


def _line(page: ListPage, row: ListRow) -> str:
    cells = zip(page.columns, row.cells, strict=True)
    return "; ".join(f"{field.label}: {text}" for field, text in cells if text)
