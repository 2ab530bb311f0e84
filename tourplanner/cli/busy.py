"""Busy times of the member and of riders: read from a calendar file, shown, taken out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from tourplanner.cli.output import OK, TerminalProgress, answer
from tourplanner.core.busy import BusyCalendar, Span, span_texts
from tourplanner.core.clock import date_text, utc_text
from tourplanner.core.errors import InputError
from tourplanner.core.units import count_text
from tourplanner.services.workspace import Doors, Workspace


def busy(args: Namespace, doors: Doors) -> int:
    """Show when people of a tour are busy by their calendars; read a calendar, or take one out."""
    if args.forget and args.read:
        raise InputError("Read a calendar or take one out.", "Say --read or --forget.")
    if args.dry_run and not args.read:
        raise InputError("Nothing is read.", "Name a calendar file: --read.")
    progress = TerminalProgress()
    writes = args.forget or (args.read is not None and not args.dry_run)
    with doors.open(args.file, write=writes) as office:
        tour = office.tours.find(args.tour)
        lines: list[str] = []
        data: dict[str, Any] = {"read": None}
        who = office.busy.find(tour, args.who)
        if args.read is not None:
            found = office.busy.look(str(args.read), tour, progress)
            progress.end()
            data["read"] = {
                "on_tour": _spans(found.on_tour),
                "busy": len(found.file.spans),
                "not_read": dict(found.file.left),
            }
            lines = [f"{found.file.name}: {found.sentence}", *span_texts(found.on_tour, found.zone)]
            lines += [f"{count_text(n, 'event')} not read: {w}." for w, n in
                      found.file.left.items()]  # fmt: skip
            if args.dry_run:
                lines.append("Nothing was saved.")
            else:
                office.busy.keep(tour, who, found.file)
        if args.forget:
            office.busy.forget(tour, who)
        calendars = office.busy.all(tour)
        lines += [_line(office, one) for one in calendars]
    data["calendars"] = [_data(one) for one in calendars]
    answer(args, data, lines or ["No calendar was read."])
    return OK


def _line(office: Workspace, one: BusyCalendar) -> str:
    span = f"{date_text(one.first, weekday=False)} to {date_text(one.last, weekday=False)}"
    who = one.who or office.busy.member()
    return f"{who}: {count_text(len(one.spans), 'busy time')}, {span}, from {one.source}."


def _data(one: BusyCalendar) -> dict[str, Any]:
    return {
        "who": one.who,
        "source": one.source,
        "read_at": one.read_at,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "busy": _spans(one.spans),
    }


def _spans(spans: Iterable[Span]) -> list[dict[str, str]]:
    return [{"start_at": utc_text(start), "end_at": utc_text(end)} for start, end in spans]
