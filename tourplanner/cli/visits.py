"""Commands about notes at the stops of a tour."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from pathlib import Path

from tourplanner.cli.output import OK, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import InputError
from tourplanner.core.model.tour import TourStop, UnplacedStop
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Doors

_FILE_NAME = re.compile(r"[^\s\"<>|]+\.[A-Za-z0-9]{1,5}")


def note(args: Namespace, doors: Doors) -> int:
    """Write a note; it is on the disk when this ends."""
    text = read_text(args.text)
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        site = find_site(office, args.stop)
        note_id = office.visits.write_note(tour, stop_id(tour, site), text)
        name = office.sites.view(site).name
    lines = [f"Saved the note at {name}."]
    if text == args.text and is_file_name(text):
        lines.append(f"There is no file “{text}”: the note is these words themselves.")
    answer(args, {"note": note_id, "stop": stop_id(tour, site)}, lines)
    return OK


def notes(args: Namespace, doors: Doors) -> int:
    """List the notes of a tour, or of one stop."""
    with doors.open(args.file, write=False) as office:
        tour = office.tours.load(office.tours.find(args.tour))
        marked: list[TourStop | UnplacedStop] = [*tour.stops, *tour.unplaced]
        sites = {stop.id: stop.name for stop in marked}
        if args.stop:
            asked = stop_id(tour.id, find_site(office, args.stop))
            sites = {stop: name for stop, name in sites.items() if stop == asked}
        rows = [
            {
                "note": note.id,
                "stop": stop,
                "site": name,
                "at": note["at"],
                "author": note["author"],
                "text": note["body"],
            }
            for stop, name in sorted(sites.items(), key=lambda item: item[1])
            for note in office.visits.notes(stop)
        ]
    lines = [f"{r['site']}, {r['author']} ({r['note'][:8]}): {r['text']}" for r in rows]
    answer(args, {"notes": rows}, lines or ["No notes yet."])
    return OK


def is_file_name(text: str) -> bool:
    """Whether words look like the name of a file rather than like words."""
    return _FILE_NAME.fullmatch(text) is not None


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
