"""Importing: a school directory as a new edition, a list of sites as candidates."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, TerminalProgress, answer
from tourplanner.cli.sites import (
    applied_data,
    applied_lines,
    news_data,
    news_lines,
    school_data,
    school_line,
    unplaced_lines,
)
from tourplanner.cli.texts import file_of, is_file_name, read_text
from tourplanner.core.errors import ExportError, InputError
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_columns import (
    FEDERAL_CODE,
    LAT,
    POINT,
    STATE_CODE,
    How,
    ListColumn,
    Target,
    why_not_enough,
)
from tourplanner.core.model.list_match import Applied, LineMatch
from tourplanner.core.model.list_rows import ListRow, RowState, count_new, count_results
from tourplanner.core.model.list_table import NO_HEADER, PLACE_ENDINGS, ListTable
from tourplanner.core.units import count_text
from tourplanner.services.edition_news import read_news
from tourplanner.services.workspace import Doors

_SHOWN = 8
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".shp", ".zip", *PLACE_ENDINGS)
_TELLING = (STATE_CODE, FEDERAL_CODE, POINT, LAT)
_MARKS = {MatchState.SURE: "sure   ", MatchState.SEVERAL: "several", MatchState.NONE: "none   "}
_STATES = {RowState.NEW: "sure", RowState.HERE: "sure", RowState.ASKS: "several"}


def import_(args: Namespace, doors: Doors) -> int:
    """Import a school directory as a new edition, or a list of sites as candidates."""
    if args.rejected and args.rejected.exists():
        raise ExportError(
            f"{args.rejected} exists already.",
            "Name a new file for the refused rows; nothing is overwritten.",
        )
    if args.directory is not None:
        if args.dry_run or args.map or args.sheet or args.header_row is not None:
            raise InputError(
                "These options are for lists.",
                "A directory is a file of its own: importing it changes no site.",
            )
        return _import_directory(args, doors)
    path = file_of(args.list)
    if path is None and is_file_name(args.list):
        raise InputError(f"There is no file “{args.list}”.", "Check its name and folder.")
    is_table = path is not None and path.suffix.lower() in _TABLES
    is_mapped = bool(args.map or args.sheet or args.header_row is not None)
    if is_table or (is_mapped and path is not None):
        code = _import_table(args, doors, is_mapped=is_mapped)
        if code is not None:
            return code
    if is_mapped or args.rejected:
        raise InputError(
            "These options are for a table in a file.",
            "Name a CSV or XLSX file with a header; lines of text have no columns.",
        )
    return _import_lines(args, doors)


def _import_directory(args: Namespace, doors: Doors) -> int:
    progress = TerminalProgress()
    # A new edition is a file of its own: the office file is only read, and nobody waits.
    with doors.open(args.file, write=False) as office:
        done = office.directory.import_edition(args.directory, progress, date=args.edition)
        report = office.directory.report(done.edition.id)
        progress.end()
        refused = (*done.report.refused, *done.report.repeated)
        if args.rejected:
            header = ("line", "reason", "cells as they stood")
            rows = [(str(one.line), one.reason, *one.cells) for one in refused]
            office.imports.save_rows(str(args.rejected), [header, *rows])
        news = read_news(office)
    lines = [done.edition.summary, *report.sentences()]
    if not done.is_new:
        lines.insert(0, "This edition was here already.")
    lines += news_lines(news)
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
        **news_data(news),
    }
    answer(args, data, lines)
    is_warned = any(one.is_warning for one in news.sites)
    return CHECK_FOUND if report.refused_count or is_warned else OK


# -- a table ---------------------------------------------------------------------------------------


def _import_table(args: Namespace, doors: Doors, *, is_mapped: bool) -> int | None:
    """Import a table by its columns; None where it has no columns that tell a site."""
    progress = TerminalProgress()
    wishes = dict(_wish(text) for text in args.map)
    with doors.open(args.file, write=not args.dry_run) as office:
        table = office.imports.read(args.list, args.sheet, progress)
        if args.header_row is not None:
            table = table.with_header(args.header_row)
        columns = office.imports.map_columns(office.imports.columns(table), wishes)
        if not is_mapped and not table.names_columns and _is_rather_text(table, columns):
            progress.end()
            return None
        rows = office.imports.judge(table, columns, progress)
        progress.end()
        if args.take_offered:
            rows = tuple(row.take_offer(takes=True) for row in rows)
        applied = Applied(None)
        if not args.dry_run:
            applied = office.imports.add(rows, table, columns, progress=progress)
            progress.end()
        if args.rejected:
            office.imports.save_rejected(str(args.rejected), table, rows)
        hint = office.directory.hint()
        goes = office.imports.targets()
    lines = [table.about, *(_column_line(one, goes) for one in columns), *map(_row_line, rows)]
    lines.append(_outcome(rows, applied, dry_run=args.dry_run))
    lines += unplaced_lines(applied)
    if hint:
        lines += [hint.text, hint.hint]
    answer(args, _table_data(table, columns, rows, applied, dry_run=args.dry_run), lines)
    asks = any(row.state in (RowState.ASKS, RowState.REFUSED) for row in rows)
    return CHECK_FOUND if asks else OK


def _is_rather_text(table: ListTable, columns: tuple[ListColumn, ...]) -> bool:
    """Whether lines say more than columns: no header, and a column that nothing tells, as of towns.

    Codes and points are taken from columns; so are columns that a person said before.
    """
    if why_not_enough(columns):
        return True
    is_told = any(c.target in _TELLING or c.how is How.KEPT for c in columns)
    return table.header == NO_HEADER and not is_told and any(not c.target for c in columns)


def _wish(text: str) -> tuple[str, str]:
    header, sign, target = text.rpartition("=")
    if not sign or not header.strip():
        raise InputError(
            f"“{text}” says not where a column goes.",
            'Write it as "Call first=host_mobile"; "Call first=" leaves the column out.',
        )
    return header.strip(), target.strip()


def _column_line(column: ListColumn, targets: Mapping[str, Target]) -> str:
    goes = f"{targets[column.target].label} ({column.how})" if column.target else "left out"
    return f"     {column.header}: {goes}"


def _row_line(row: ListRow) -> str:
    where = f", {row.where}" if row.where else ""
    remark = f": {row.remark}" if row.remark else ""
    return f"{row.number:4} {row.result:10} {row.name or 'no name'}{where}{remark}"


def _outcome(rows: tuple[ListRow, ...], applied: Applied, *, dry_run: bool) -> str:
    counts = ", ".join(f"{count} {r.casefold()}" for r, count in count_results(rows).items())
    new = count_text(count_new(rows), "site")
    if dry_run:
        return f"{new} would be added ({counts}); nothing was saved."
    made = count_text(len(applied.added) + len(applied.by_hand), "site")
    return f"{made} added ({counts})."


def _table_data(
    table: ListTable,
    columns: tuple[ListColumn, ...],
    rows: tuple[ListRow, ...],
    applied: Applied,
    *,
    dry_run: bool,
) -> dict[str, Any]:
    return {
        **applied_data(applied),
        "open_lines": [row.number for row in rows if row.state is RowState.ASKS],
        "skipped": [row.number for row in rows if row.state is RowState.REFUSED],
        "lines": [
            {
                "line": row.number,
                "text": ", ".join(cell for cell in row.cells if cell),
                "state": _STATES.get(row.state, "none"),
                "result": str(row.result),
                "reason": row.remark,
                "flags": list(row.notes),
                "candidates": [school_data(c.school) for c in row.choices if c.school],
                "total": row.total,
                "by_hand": dict(row.facts) if row.comes_in and row.school is None else {},
            }
            for row in rows
        ],
        "columns": [{"header": c.header, "target": c.target, "how": str(c.how)} for c in columns],
        "sheet": table.sheet,
        "note": table.note,
        "is_dry_run": dry_run,
    }


# -- lines of text ---------------------------------------------------------------------------------


def _import_lines(args: Namespace, doors: Doors) -> int:
    progress = TerminalProgress()
    with doors.open(args.file, write=not args.dry_run) as office:
        path = file_of(args.list)
        if path is not None and path.suffix.lower() in _TABLES:
            text = office.directory.read_list(path, progress)
        else:
            text = read_text(args.list)
        matches = list(office.sites.match_list(text, progress))
        progress.end()
        unnamed = [m for m in matches if m.state is MatchState.NONE]
        kept = {m.number for m in unnamed if not m.is_chatter}
        skipped = [m.number for m in unnamed if m.is_chatter] if args.by_hand else []
        if args.by_hand:
            matches = [m.keep_by_hand() if m.number in kept else m for m in matches]
        applied = Applied(None) if args.dry_run else office.sites.apply(matches)
        hint = office.directory.hint()
    lines = [line for match in matches for line in _match_lines(match)]
    lines += ["Nothing was saved."] if args.dry_run else applied_lines(applied)
    if skipped:
        numbers = ", ".join(map(str, skipped))
        lines.append(f"{len(skipped)} name no school and were not kept: line {numbers}.")
    left = sorted(kept) if not args.by_hand else []
    if left:
        numbers = ", ".join(map(str, left))
        lines.append(f"{count_text(len(left), 'line')} not taken, no school found: {numbers}.")
        lines.append("To keep such lines as sites by hand, say --by-hand as well.")
    if hint:
        lines += [hint.text, hint.hint]
    data = {
        "lines": [_match_data(m) for m in matches],
        **applied_data(applied),
        "skipped": skipped,
        "not_taken": left,
    }
    answer(args, data, lines)
    return CHECK_FOUND if applied.open_lines or left else OK


def _match_lines(match: LineMatch) -> list[str]:
    kept = " (kept by hand)" if match.by_hand else ""
    flags = f" [{'; '.join(match.flags)}]" if match.flags else ""
    lines = [f"{match.number:4} {_MARKS[match.state]} {match.text}{kept}: {match.reason}{flags}"]
    if match.state is not MatchState.NONE:
        lines += [
            f"{'':13}{school_line(c.row)}{f' ({c.near})' if c.near else ''}"
            for c in match.candidates[:_SHOWN]
        ]
        if match.total > _SHOWN:
            lines.append(f"{'':13}{match.total - _SHOWN} more")
    return lines


def _match_data(match: LineMatch) -> dict[str, Any]:
    return {
        "line": match.number,
        "text": match.text,
        "state": str(match.state),
        "reason": match.reason,
        "flags": list(match.flags),
        "candidates": [school_data(c.row) for c in match.candidates],
        "total": match.total,
        "by_hand": dict(match.by_hand),
    }
