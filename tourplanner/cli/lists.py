"""Commands over the lists of a tour: riders and guests, media contacts, coverage."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from tourplanner.cli.office import name_values
from tourplanner.cli.output import CHECK_FOUND, OK, answer
from tourplanner.core.aboard import folded_name
from tourplanner.core.contact_cards import CardRow, CardState
from tourplanner.core.errors import InputError
from tourplanner.core.lists import LISTS, PROGRAM, TEMPLATES, TODOS
from tourplanner.core.units import count_text
from tourplanner.services.lists import ListPage, ListRow
from tourplanner.services.workspace import Doors, Workspace


def add_command(made: ArgumentParser) -> None:
    """Say what the command takes."""
    made.add_argument("tour")
    made.add_argument("list", choices=list(LISTS), help="which list")
    made.add_argument("--add", default="", metavar="TABLE", help="CSV or pasted cells, - = input")
    made.add_argument("--cards", type=Path, metavar="VCF", help="cards, into riders or media")
    made.add_argument("--doubles", action="store_true", help="with --cards: take doubles too")
    made.add_argument("--dry-run", action="store_true", help="with --cards: save nothing")
    made.add_argument("--row", default="", metavar="NAME", help="with --set; none: a new row")
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    made.add_argument("--fill", choices=list(_FILLS), help="of todos: add what the plan asks for")
    made.add_argument("--keep", default="", metavar="NAME", help="a stop's program as a template")
    made.add_argument("--use", default="", metavar="NAME", help="add a template's lines to a stop")
    made.add_argument("--stop", default="", help="with --keep, --use: its number or name")
    made.add_argument("--remove", nargs="+", default=[], metavar="NAME", help="take rows out")


_FILLS = {"checklist": "line", "courtesy": "notice", "forms": "reminder"}


def list_(args: Namespace, doors: Doors) -> int:
    """Show a list of a tour, add a table to it, change a row, or take rows out."""
    if args.fill and args.list != TODOS.name:
        raise InputError(f"--fill is for the list {TODOS.name}.", "Name that list.")
    if (args.doubles or args.dry_run) and not args.cards:
        raise InputError("These options are for contact cards.", "Name their file: --cards.")
    uses_template = bool(args.keep or args.use)
    if uses_template and (args.list not in (PROGRAM.name, TEMPLATES.name) or not args.stop):
        raise InputError(
            "Templates are kept from the program of a stop, and added to it.",
            f"Name the list {PROGRAM.name} and the stop, such as --stop 1.1.",
        )
    takes_cards = args.cards is not None and not args.dry_run
    writes = bool(args.add or args.set or args.remove or args.fill or takes_cards or uses_template)
    text = _text(args.add) if args.add else ""
    with doors.open(args.file, write=writes) as office:
        tour = office.tours.find(args.tour)
        told: list[str] = []
        cards: tuple[CardRow, ...] = ()
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
        if uses_template:
            told = _template(args, office, tour)
        if args.cards is not None:
            cards, told = _take_cards(args, office, tour)
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
    shown = [*told, *(_line(page, row) for row in page.rows if not cards)]
    data = {"rows": rows, "told": told, "cards": [_card_data(row) for row in cards]}
    answer(args, data, shown or ["The list is empty."])
    is_left = any(row.state is CardState.DOUBLE and not row.takes for row in cards)
    return CHECK_FOUND if is_left else OK


def _template(args: Namespace, office: Workspace, tour: str) -> list[str]:
    """Keep the program of a stop, or add a template to it."""
    stop = office.lists.stop(tour, args.stop)
    told = []
    if args.keep:
        told.append(f"{count_text(office.templates.keep(stop, args.keep), 'line')} kept.")
    if args.use:
        told.append(f"{count_text(office.templates.use(stop, args.use), 'line')} added.")
    return told


def _take_cards(
    args: Namespace, office: Workspace, tour: str
) -> tuple[tuple[CardRow, ...], list[str]]:
    """Look through contact cards and take them in, unless it is a dry run."""
    found, rows = office.contact_cards.look(str(args.cards), tour, args.list)
    if args.doubles:
        rows = tuple(r.turned() if r.state is CardState.DOUBLE else r for r in rows)
    told = [f"{row.state:8}{row.card.name}. {row.remark}".rstrip() for row in rows]
    told += [f"{count_text(many, 'card')} not taken: {why}." for why, many in found.left.items()]
    if args.dry_run:
        return rows, [*told, "Nothing was saved."]
    added = office.contact_cards.add(rows, tour, args.list, found.name)
    return rows, [*told, added.sentence]


def _card_data(row: CardRow) -> dict[str, Any]:
    return {
        "card": row.card.number,
        "name": row.card.name,
        "result": str(row.state),
        "remark": row.remark,
        "facts": dict(row.facts),
        "is_taken": row.takes,
    }


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{name} cannot be read.", "Save it as CSV in UTF-8.") from error


def _row(page: ListPage, name: str) -> ListRow:
    """Give the row of a name; InputError where none or several have it."""
    at = [field.name for field in page.columns].index(page.kind.key)
    found = [row for row in page.rows if folded_name(row.cells[at]) == folded_name(name)]
    if len(found) != 1:
        many = "Several rows are" if found else "No row is"
        raise InputError(f"{many} called “{name}”.", "Show the list to see the names.")
    return found[0]


def _line(page: ListPage, row: ListRow) -> str:
    cells = zip(page.columns, row.cells, strict=True)
    return "; ".join(f"{field.label}: {text}" for field, text in cells if text)
