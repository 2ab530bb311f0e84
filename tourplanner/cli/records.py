"""The command of records: how long they are kept, a legal hold, an export for a request."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from tourplanner.cli.adding import Parsers, add, tour_argument
from tourplanner.cli.output import OK, TerminalProgress, answer
from tourplanner.core.clock import read_day
from tourplanner.core.errors import UsageError
from tourplanner.core.records import read_days
from tourplanner.core.retention import WHAT_GOES, Hold
from tourplanner.services.records import RecordsMade
from tourplanner.services.retention import WHOLE_FILE, KeptState
from tourplanner.services.workspace import Doors, Workspace


def add_commands(commands: Parsers[ArgumentParser]) -> None:
    """Put the command in."""
    made = add(commands, "records", records)
    tour_argument(made)
    made.add_argument("--keep-as", metavar="KIND", help="of the retention schedule; empty: none")
    made.add_argument("--until", metavar="DAY", help="keep until this day; empty: none")
    made.add_argument("--hold", default="", metavar="REASON", help="put under a legal hold")
    made.add_argument("--lift", default="", metavar="REASON", help="lift the hold")
    made.add_argument("--whole-file", action="store_true", help="hold or lift: of the whole file")
    made.add_argument("--out", type=Path, metavar="FOLDER", help="export into a new folder")
    made.add_argument("--days", default="", help="export: of these days alone, such as 1,3")
    made.add_argument(
        "--private", default="", metavar="REASON", help="export: private facts too, and why"
    )


def records(args: Namespace, doors: Doors) -> int:
    """Tell how long a tour's records are kept and what holds them; export them for a request."""
    if (args.days or args.private) and args.out is None:
        raise UsageError("--days and --private are of an export.", "Name its folder with --out.")
    if args.whole_file and not (args.hold or args.lift):
        raise UsageError("--whole-file is of a hold.", "Give the reason with --hold or --lift.")
    marks = args.keep_as is not None or args.until is not None
    writes = bool(marks or args.hold or args.lift or args.out)
    with doors.open(args.file, write=writes) as office:
        tour = office.tours.find(args.tour)
        if marks:
            _mark(args, office, tour, doors.now().date())
        scope = WHOLE_FILE if args.whole_file else tour
        if args.lift:
            office.retention.lift(scope, args.lift)
        if args.hold:
            office.retention.hold(scope, args.hold)
        made = _export(args, office, tour) if args.out is not None else None
        state = office.retention.state(tour)
    answer(args, _data(state, made), _lines(state, made, doors.now().date()))
    return OK


def _mark(args: Namespace, office: Workspace, tour: str, today: date) -> None:
    custody = office.retention.state(tour).custody
    series = custody.series if args.keep_as is None else args.keep_as
    until = custody.until
    if args.until is not None:
        until = read_day(args.until, today) if args.until.strip() else None
    office.retention.keep(tour, series, until)


def _export(args: Namespace, office: Workspace, tour: str) -> RecordsMade:
    progress = TerminalProgress()
    try:
        return office.records.export(
            tour, args.out, days=read_days(args.days), private_why=args.private, progress=progress
        )
    finally:
        progress.end()


def _data(state: KeptState, made: RecordsMade | None) -> dict[str, Any]:
    until = state.keeping.until
    data: dict[str, Any] = {
        "keep_as": state.custody.series,
        "until": until.isoformat() if until else None,
        "why": state.keeping.why,
        "hold": _hold(state.custody.hold),
        "file_hold": _hold(state.file_hold),
    }
    if made is not None:
        left_out = [{"what": o.what, "count": o.count, "why": o.why} for o in made.left_out]
        data |= {"folder": str(made.folder), "files": list(made.files), "left_out": left_out}
        data |= {"records": made.records, "changes": made.changes}
    return data


def _hold(hold: Hold | None) -> dict[str, str] | None:
    return None if hold is None else {"reason": hold.reason, "by": hold.by, "at": hold.at}


def _lines(state: KeptState, made: RecordsMade | None, today: date) -> list[str]:
    lines = [state.keeping.text(today)]
    lines.append(f"{state.hold.text}." if state.hold else "No legal hold.")
    if state.custody.hold is None and state.file_hold is not None:
        lines[-1] += " It is on the whole file."
    if made is None:
        return [*lines, WHAT_GOES]
    out = [f"{one.what}: {one.count:,}. {one.why}." for one in made.left_out]
    return [*lines, f"{made.folder}: {made.sentence}", *(["Left out:", *out] if out else [])]
