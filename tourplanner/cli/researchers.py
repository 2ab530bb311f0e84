"""Commands for researchers: the visit form as an XLSForm, and files of practice cards."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from tourplanner.cli.adding import Parsers, add
from tourplanner.cli.output import OK, answer
from tourplanner.core.errors import NotFoundError
from tourplanner.core.units import count_text
from tourplanner.services.workspace import Doors, Workspace


def export(args: Namespace, doors: Doors) -> int:
    """Write the visit form, or an own form as it came, as an XLSForm workbook."""
    with doors.open(args.file, write=False) as office:
        form = _form(office, args.form) if args.form else ""
        path = office.forms.export(args.out, form)
    answer(args, {"file": str(path)}, [f"Wrote {path}."])
    return OK


def read(args: Namespace, doors: Doors) -> int:
    """Read an XLSForm: its questions are asked at every stop from now on."""
    with doors.open(args.file, write=True) as office:
        form = office.forms.read(args.path)
        name = _name(office, form)
        asked = len(office.form.questions)
        remark = office.forms.remark(form)
    lines = [f"{name} is asked at every stop now, {asked} questions in all."]
    answer(args, {"form": form, "remark": remark}, [*lines, *filter(None, (remark,))])
    return OK


def ask(args: Namespace, doors: Doors) -> int:
    """Ask a question of your own at every stop from now on."""
    with doors.open(args.file, write=True) as office:
        form = office.forms.ask(args.words)
        name = _name(office, form)
    answer(args, {"form": form}, [f"{name} is asked at every stop now."])
    return OK


def list_(args: Namespace, doors: Doors) -> int:
    """List the own forms."""
    with doors.open(args.file, write=False) as office:
        rows = [{"form": form.id, "name": form["name"]} for form in office.forms.forms()]
    lines = [f"{row['name']} ({row['form'][:8]})" for row in rows]
    answer(args, {"forms": rows}, lines or ["No own forms."])
    return OK


def remove(args: Namespace, doors: Doors) -> int:
    """Ask an own form no more; its answers stay."""
    with doors.open(args.file, write=True) as office:
        form = _form(office, args.form)
        name = _name(office, form)
        office.forms.remove(form)
    answer(args, {"form": form}, [f"{name} is not asked any more."])
    return OK


def write_cards(args: Namespace, doors: Doors) -> int:
    """Write all practice cards, private ones too, into a JSON or CSV file."""
    with doors.open(args.file, write=False) as office:
        made = office.practice_files.export(args.path)
    data = {"file": str(made.path), "left_out": made.left_out}
    answer(args, data, [f"Wrote {made.path}. {made.remark}"])
    return OK


def read_cards(args: Namespace, doors: Doors) -> int:
    """Read practice cards from a JSON or CSV file; only what differs is written."""
    with doors.open(args.file, write=True) as office:
        told = office.practice_files.read(args.path)
    data = {"new": told.new, "changed": told.changed, "same": told.same}
    line = f"{count_text(told.new, 'new card')}, {told.changed} changed, {told.same} as they were."
    answer(args, data, [line])
    return OK


def add_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    """Put the commands of this module in."""
    made = commands.add_parser("form", help="XLSForms out and in, for researchers.")
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="export|read|ask|list|remove", required=True)
    part = add(doing, "export", export, file=False)
    part.add_argument("--out", type=Path, required=True, help="such as visit.xlsx")
    part.add_argument("--form", default="", help="an own form, its name or id; none: the visit's")
    part = add(doing, "read", read, file=False)
    part.add_argument("path", type=Path, metavar="XLSX")
    part = add(doing, "ask", ask, file=False)
    part.add_argument("words", help="such as: Who opens the gate on Saturdays?")
    add(doing, "list", list_, file=False)
    part = add(doing, "remove", remove, file=False)
    part.add_argument("form", help="its name or id")
    made = commands.add_parser("card-file", help="Practice cards out and in, as JSON or CSV.")
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="write|read", required=True)
    for name, command in (("write", write_cards), ("read", read_cards)):
        part = add(doing, name, command, file=False)
        part.add_argument("path", type=Path, help="such as cards.json or cards.csv")


def _form(office: Workspace, text: str) -> str:
    wanted = text.casefold()
    found = [
        form.id
        for form in office.forms.forms()
        if form.id.startswith(wanted) or str(form["name"]).casefold() == wanted
    ]
    if len(found) != 1:
        raise NotFoundError(f"{len(found) or 'No'} forms are “{text}”.", "List them: form list.")
    return found[0]


def _name(office: Workspace, form: str) -> str:
    record = office.file.tables.get("form", form)
    return str(record["name"]) if record else "The form"
