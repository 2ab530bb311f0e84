"""The command that writes a note at a stop."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from tourplanner.cli.output import OK, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import InputError
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Doors


def note(args: Namespace, doors: Doors) -> int:
    """Write a note; it is on the disk when this ends."""
    text = read_text(args.text)
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        site = find_site(office, args.stop)
        note_id = office.visits.write_note(tour, stop_id(tour, site), text)
        name = office.sites.view(site).name
    answer(args, {"note": note_id, "stop": stop_id(tour, site)}, [f"Saved the note at {name}."])
    return OK


def read_text(where: str) -> str:
    """Read text from a file, from standard input ("-"), or take the words themselves."""
    try:
        if where == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        path = Path(where)
        if len(where) < 4096 and path.is_file():
            return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("The text is not UTF-8.", "Save it as UTF-8 text.") from error
    return where
