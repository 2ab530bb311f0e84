"""Commands about schools and sites: import, find, candidates."""

from __future__ import annotations

import csv
import re
from argparse import Namespace
from pathlib import Path
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, TerminalProgress, answer
from tourplanner.cli.visits import is_file_name, read_text
from tourplanner.core.errors import ExportError, InputError
from tourplanner.core.model.edition import Imported
from tourplanner.core.model.judging import MatchState
from tourplanner.core.model.list_match import Applied, LineMatch
from tourplanner.core.model.site import SchoolRow, SiteView
from tourplanner.core.units import count_text
from tourplanner.services.workspace import Doors, Workspace

_SHOWN = 8
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MARKS = {MatchState.SURE: "sure   ", MatchState.SEVERAL: "several", MatchState.NONE: "none   "}


def import_(args: Namespace, doors: Doors) -> int:
    """Import a school directory as a new edition, or a list of schools as candidates."""
    if args.directory is not None:
        return _import_directory(args, doors)
    return _import_list(args, doors)


def _import_directory(args: Namespace, doors: Doors) -> int:
    if args.rejected and args.rejected.exists():
        raise _taken(args.rejected)
    progress = TerminalProgress()
    # A new edition is a file of its own: the office file is only read, and nobody waits.
    with doors.open(args.file, write=False) as office:
        done = office.directory.import_edition(args.directory, progress, date=args.edition)
        report = office.directory.report(done.edition.id)
    progress.end()
    if args.rejected:
        _save_rejected(args.rejected, done)
    lines = [done.edition.summary, *report.sentences()]
    if not done.is_new:
        lines.insert(0, "This edition was here already.")
    data = {
        "edition": done.edition.id,
        "date": done.edition.date,
        "is_new": done.is_new,
        "read": report.read,
        "schools": report.schools,
        "offices": report.offices,
        "refused": [
            {"line": one.line, "reason": one.reason} for one in (*report.refused, *report.repeated)
        ],
        "notes": dict(report.notes),
    }
    answer(args, data, lines)
    return CHECK_FOUND if report.refused_count else OK


def _taken(path: Path) -> ExportError:
    return ExportError(
        f"{path} exists already.", "Name a new file for the refused rows; nothing is overwritten."
    )


def _save_rejected(path: Path, done: Imported) -> None:
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["line", "reason", "cells as they stood"])
            for one in (*done.report.refused, *done.report.repeated):
                writer.writerow([one.line, one.reason, *map(_harmless, one.cells)])
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written.", "Choose another folder.", str(error)
        ) from error


def _harmless(cell: str) -> str:
    """Give a cell that no spreadsheet runs as a formula; a plain number stays as it is."""
    is_formula = cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def _import_list(args: Namespace, doors: Doors) -> int:
    progress = TerminalProgress()
    with doors.open(args.file, write=True) as office:
        path = Path(args.list)
        is_table = path.suffix.lower() in (".csv", ".xlsx", ".xls", ".ods") and path.is_file()
        if not path.exists() and is_file_name(args.list):
            raise InputError(f"There is no file “{args.list}”.", "Check its name and folder.")
        text = office.directory.read_list(path, progress) if is_table else read_text(args.list)
        matches = list(office.sites.match_list(text, progress))
        progress.end()
        skipped: list[int] = []
        if args.by_hand:
            unnamed = [m for m in matches if m.state is MatchState.NONE]
            skipped = [m.number for m in unnamed if m.is_chatter]
            kept = {m.number for m in unnamed} - set(skipped)
            matches = [m.keep_by_hand() if m.number in kept else m for m in matches]
        applied = office.sites.apply(matches)
        hint = office.directory.hint()
    lines = [line for match in matches for line in _match_lines(match)]
    lines += _applied_lines(applied)
    if skipped:
        numbers = ", ".join(map(str, skipped))
        lines.append(f"{len(skipped)} name no school and were not kept: line {numbers}.")
    if hint:
        lines += [hint.text, hint.hint]
    data = {
        "lines": [_match_data(m) for m in matches],
        **_applied_data(applied),
        "skipped": skipped,
    }
    answer(args, data, lines)
    return CHECK_FOUND if applied.open_lines else OK


def _match_lines(match: LineMatch) -> list[str]:
    kept = " (kept by hand)" if match.by_hand else ""
    flags = f" [{'; '.join(match.flags)}]" if match.flags else ""
    lines = [f"{match.number:4} {_MARKS[match.state]} {match.text}{kept}: {match.reason}{flags}"]
    if match.state is not MatchState.NONE:
        lines += [f"{'':13}{_school_line(c.row)}" for c in match.candidates[:_SHOWN]]
        if match.total > _SHOWN:
            lines.append(f"{'':13}{match.total - _SHOWN} more")
    return lines


def _applied_lines(applied: Applied) -> list[str]:
    added, already = count_text(len(applied.added), "candidate"), len(applied.already)
    lines = [f"{added} added, {already} were here already."]
    if applied.by_hand:
        lines.append(f"{len(applied.by_hand)} kept by hand.")
    if applied.open_lines:
        numbers = ", ".join(str(n) for n in applied.open_lines)
        lines.append(f"Lines that still ask: {numbers}. Give their codes: tourplanner candidates.")
    if applied.unknown:
        lines.append(f"In no directory here: {', '.join(applied.unknown)}.")
    if applied.padded:
        lines.append(f"A leading zero was put back: {', '.join(applied.padded)}.")
    return lines


def _match_data(match: LineMatch) -> dict[str, Any]:
    return {
        "line": match.number,
        "text": match.text,
        "state": str(match.state),
        "reason": match.reason,
        "flags": list(match.flags),
        "candidates": [_school_data(c.row) for c in match.candidates],
        "total": match.total,
        "by_hand": dict(match.by_hand),
    }


def _applied_data(applied: Applied) -> dict[str, Any]:
    return {
        "added": list(applied.added),
        "already": list(applied.already),
        "by_hand_sites": list(applied.by_hand),
        "unknown": list(applied.unknown),
        "padded": list(applied.padded),
        "open_lines": list(applied.open_lines),
    }


def find(args: Namespace, doors: Doors) -> int:
    """Find schools as one types: name, town, district, street, ZIP or code."""
    with doors.open(args.file, write=False) as office:
        found = office.directory.find(args.words, args.limit)
        hint = office.directory.hint()
        editions = [info.summary for info in office.directory.current()]
    lines = [_school_line(hit.row) for hit in found.hits]
    if found.total > len(found.hits):
        lines.append(f"{found.total - len(found.hits)} more; add a town or district.")
    if found.similar:
        more = count_text(len(found.similar), "more holds", "more hold")
        lines.append(f"{more} these words in a longer name.")
    lines += [f"“{typed}” was read as “{read}”." for typed, read in found.read_as]
    if not lines:
        lines.append(f"No school fits “{args.words}”.")
    if hint:
        lines += [hint.text, hint.hint]
    lines += [f"From: {edition}" for edition in editions]
    data = {
        "hits": [_school_data(hit.row) for hit in found.hits],
        "similar": [_school_data(hit.row) for hit in found.similar],
        "total": found.total,
        "read_as": [list(pair) for pair in found.read_as],
        "is_partial": found.is_partial,
        "editions": editions,
    }
    answer(args, data, lines)
    return OK


def _school_line(row: SchoolRow) -> str:
    closed = f" [{row.status}]" if row.is_closed else ""
    grades = f", {row.grades}" if row.grades else ""
    return f"{row.key}  {row.name}{grades}: {row.street}, {row.where}{closed}"


def _school_data(row: SchoolRow) -> dict[str, Any]:
    return {
        "source": row.source,
        "key": row.key,
        "nces": row.nces,
        "name": row.name,
        "street": row.street,
        "city": row.city,
        "state": row.state,
        "zip": row.zip,
        "county": row.county,
        "district": row.district,
        "grades": row.grades,
        "status": row.status,
        "lat": row.point.lat if row.point else None,
        "lon": row.point.lon if row.point else None,
    }


def candidates(args: Namespace, doors: Doors) -> int:
    """Add candidates by code, by conditions or by hand, or list them."""
    if args.what == "list":
        with doors.open(args.file, write=False) as office:
            chosen = office.sites.filter(args.where) if args.where else None
            views = list(chosen.sites) if chosen else office.sites.all()
        none = f"No candidate fits {args.where}." if args.where else "No candidates yet."
        lines = [_site_line(view) for view in views] or [none]
        answer(args, {"sites": [_site_data(view) for view in views]}, lines)
        return OK
    if sum(map(bool, (args.code, args.where, args.by_hand))) != 1:
        raise InputError("Say which schools.", "Give one of --code, --where and --by-hand.")
    with doors.open(args.file, write=True) as office:
        if args.by_hand:
            site = office.sites.add_by_hand(
                args.by_hand, args.street, args.city, args.state, args.zip
            )
            words = f"Added by hand: {_site_line(office.sites.view(site))}"
            hint = "tourplanner locate FILE finds the points of all sites that have none."
            answer(args, {"added": [site]}, [words, hint])
            return OK
        left_out: dict[str, int] = {}
        keys = list(args.code)
        if args.where:
            chosen_rows = office.directory.choose(args.where)
            keys = [row.key for row in chosen_rows.rows]
            left_out = chosen_rows.reasons()
        applied = _add(office, keys, args.where)
    lines = _applied_lines(applied)
    lines += [f"Left out, {reason}: {count}" for reason, count in left_out.items()]
    answer(args, {**_applied_data(applied), "left_out": left_out}, lines)
    return CHECK_FOUND if applied.unknown else OK


def _add(office: Workspace, keys: list[str], where: str) -> Applied:
    if not keys:
        hint = office.directory.hint()
        raise InputError(
            hint.text if hint else f"No school fits {where}.",
            hint.hint if hint else "Loosen the conditions.",
        )
    return office.sites.add_from_directory(keys)


def _site_line(view: SiteView) -> str:
    point = "no point" if view.point is None else f"point: {view.point.precision}"
    flags = f" [{'; '.join(view.flags)}]" if view.flags else ""
    code = view.key or view.id[:8]
    return f"{code}  {view.name}: {view.where} ({view.ladder}, {point}){flags}"


def _site_data(view: SiteView) -> dict[str, Any]:
    return {
        "site": view.id,
        "key": view.key,
        "name": view.name,
        "city": view.city,
        "county": view.county,
        "district": view.district,
        "grades": view.grades,
        "region": view.region,
        "ladder": view.ladder,
        "lat": view.point.point.lat if view.point else None,
        "lon": view.point.point.lon if view.point else None,
        "precision": str(view.point.precision) if view.point else None,
        "geocoder": _geocoder_data(view),
        "spots": {
            code: {"lat": spot.point.lat, "lon": spot.point.lon}
            for code, spot in view.spots.items()
        },
        "flags": list(view.flags),
    }


def _geocoder_data(view: SiteView) -> dict[str, Any] | None:
    """Give the geocoder's point that is kept beside the site's own, and how far off it lies."""
    there, gap = view.geocoder_point, view.gap
    if there is None:
        return None
    return {
        "lat": there.point.lat,
        "lon": there.point.lon,
        "source": there.source,
        "gap_m": gap.gap_m if gap else None,
    }
