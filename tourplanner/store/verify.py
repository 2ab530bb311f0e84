"""Looks an office file over from end to end, and says in plain words what it found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tourplanner.core.bodies import RefusedChange, is_intact, parse_body
from tourplanner.core.changes import Json
from tourplanner.core.errors import StoreError
from tourplanner.core.fields import KINDS, FieldType
from tourplanner.store import faults
from tourplanner.store.log import Log
from tourplanner.store.media import Media, is_media_name
from tourplanner.store.migrations import STEP_NAMES
from tourplanner.store.rebuild import project_all
from tourplanner.store.remains import Gap, Remains, gaps_between, in_words, runs
from tourplanner.store.schema import plan_of, projection_in_memory, quoted
from tourplanner.store.settings import office_in
from tourplanner.store.texts import refused

MEDIA_FACT = "media"  # an object fact that names a stored file holds its sha256 under this name


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    ``mend`` says what helps: "restore" (a backup), "rebuild" (the tables), "fetch" (a file that is
    on another laptop) or "" where nothing is needed.
    """

    text: str
    mend: str
    details: str = ""


@dataclass
class Report:
    """What Verify found; no findings = all is well. ``gaps`` are what the log lacks."""

    changes: int = 0
    records: int = 0
    findings: list[Finding] = field(default_factory=list)
    gaps: tuple[Gap, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def add(self, text: str, mend: str, details: str = "") -> None:
        """Note a finding."""
        self.findings.append(Finding(text, mend, details))


def verify(
    conn: sqlite3.Connection, tables: sqlite3.Connection, log: Log, media: Media, path: Path
) -> Report:
    """Check pages, changes, texts, tables and stored files; changes nothing.

    Parameters
    ----------
    conn : the office file.
    tables : where its tables stand: the same, or memory for a file of another version.
    """
    report = Report()
    try:
        _check_pages(conn, report)
        check_log(conn, report)
        _check_settings(conn, report)
        if not report.is_good:  # tables and texts are made from what is bad already
            return report
        _check_texts(log, report)
        _check_tables(tables, log, report)
        if conn is tables:
            _check_indexes(conn, report)
        _check_media(tables, media, report)
    except faults.reading_errors(StoreError) as error:
        report.add(f"{path.name} cannot be read to its end.", "restore", str(error))
    return report


def _check_pages(conn: sqlite3.Connection, report: Report) -> None:
    answers = [str(answer) for (answer,) in conn.execute("PRAGMA integrity_check(20)")]
    if answers != ["ok"]:
        report.add("The pages of the file do not make sense.", "restore", "; ".join(answers))


def check_log(conn: sqlite3.Connection, report: Report) -> None:
    """Compare every change with its hash and with the columns that it is listed under."""
    good: set[int] = set()
    wrong_hash: set[int] = set()
    wrong_columns, wrong_body, last = 0, 0, 0
    rows = conn.execute("SELECT n, key, record_id, kind, action_id, author, at, body FROM change")
    for n, key, record, kind, action, author, at, body in rows:
        report.changes += 1
        last = max(last, n)
        if not is_intact(body, key):
            wrong_hash.add(n)
            continue
        good.add(n)
        try:
            change = parse_body(body)
        except RefusedChange:
            wrong_body += 1
            continue
        ids = (bytes.fromhex(change.record), bytes.fromhex(change.action))
        said = (*ids, change.kind, change.author, change.at)
        wrong_columns += (record, action, kind, author, at) != said
    # Row numbers are given one by one and no change is ever removed.
    report.gaps = tuple(gaps_between(good, last))
    missing = tuple(gaps_between(good | wrong_hash, last))
    if missing:
        report.add(f"The log lacks {in_words(missing)}.", "restore")
    which = in_words(runs(wrong_hash)) if wrong_hash else ""
    for number, what in (
        (len(wrong_hash), f"not what was written: {which}"),
        (wrong_body, "not to be understood"),
        (wrong_columns, "listed under something else"),
    ):
        if number:
            report.add(_many(number, "saved change is", "saved changes are", what), "restore")


def report_of_damage(notice: str, remains: Remains, records: int) -> Report:
    """Give the report of a damaged file, from what can still be read of it."""
    report = Report(len(remains.bodies), records, gaps=remains.gaps)
    report.add(notice, "restore")
    if remains.gaps:
        report.add(f"The log lacks {in_words(remains.gaps)}.", "restore")
    else:
        report.add("As far as the file tells, no change is lost.", "restore")
    return report


def _check_settings(conn: sqlite3.Connection, report: Report) -> None:
    steps = [name for (name,) in conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    if office_in(conn) is None or steps[: len(STEP_NAMES)] != list(STEP_NAMES):
        report.add("What the file says about itself is not what was written.", "restore")
    wrong = sum(
        not is_intact(body, key) for key, body in conn.execute("SELECT key, body FROM aside")
    )
    if wrong:
        report.add(
            _many(wrong, "change kept for later is", "changes kept for later are", "damaged"), ""
        )


def _check_texts(log: Log, report: Report) -> None:
    bad = 0
    for records in log.by_record():
        for changes in records.values():
            names = {name for change in changes.values() for name in change.text}
            bad += sum(1 for name in names if refused(changes, name, changes.keys()))
    if bad:
        report.add(_many(bad, "long text", "long texts", "cannot be read in full"), "restore")


def _check_tables(conn: sqlite3.Connection, log: Log, report: Report) -> None:
    """Compare the tables with fresh ones made in memory."""
    fresh = projection_in_memory()
    try:
        project_all(fresh, log)
        for kind in KINDS:
            report.records += int(
                fresh.execute(f"SELECT count(*) FROM {quoted(kind)}").fetchone()[0]
            )
        different = [
            name for name, sql in contents() if _differs(conn.execute(sql), fresh.execute(sql))
        ]
    finally:
        fresh.close()
    if different:
        report.add(
            "Some tables do not show what was saved: another program may have written to the file.",
            "rebuild",
            ", ".join(different),
        )


def _check_indexes(conn: sqlite3.Connection, report: Report) -> None:
    """Let SQLite compare what search goes by with what it was made of."""
    is_read_only = conn.execute("PRAGMA query_only").fetchone()[0]
    wrong = []
    for kind in KINDS:
        plan = plan_of(kind)
        if plan.search_table and not is_read_only:
            table = quoted(plan.search_table)
            try:
                conn.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            except faults.reading_errors():
                wrong.append(plan.search_table)
    if wrong:
        report.add("Search would leave something out.", "rebuild", ", ".join(wrong))


def contents() -> Iterator[tuple[str, str]]:
    """Give (table, query) for everything that the projection shows, row numbers left out."""
    for kind in KINDS:
        plan = plan_of(kind)
        # With the table's name before it, a column that is missing is an error and no word.
        names = ",".join(f"t.{quoted(name)}" for name in plan.columns)
        yield (
            kind,
            f"SELECT t.id,t.deleted,t.conflicts,t.heads,{names} FROM {quoted(kind)} t "
            "ORDER BY t.id",
        )
        if plan.search_table:
            found = ",".join(f"s.{quoted(name)}" for name in plan.search)
            yield (
                plan.search_table,
                f"SELECT t.id,{found} FROM {quoted(plan.search_table)} s "
                f"LEFT JOIN {quoted(kind)} t ON t.n=s.rowid ORDER BY t.id",
            )
        if plan.point_table:
            yield (
                plan.point_table,
                f"SELECT t.id,p.id,p.lat,p.lon "
                f"FROM {quoted(plan.point_table)} p LEFT JOIN {quoted(kind)} t ON t.n=p.n "
                "ORDER BY t.id",
            )
    yield "member", "SELECT * FROM member ORDER BY record_id, kind, field, code"
    yield "conflict", "SELECT * FROM conflict ORDER BY record_id, kind, fact"
    yield "action", "SELECT id,label,author,device,at,undoes FROM action ORDER BY n"


def _differs(left: sqlite3.Cursor, right: sqlite3.Cursor) -> bool:
    while True:
        a, b = left.fetchmany(1_000), right.fetchmany(1_000)
        if a != b:
            return True
        if not a:
            return False


def _check_media(conn: sqlite3.Connection, media: Media, report: Report) -> None:
    named = named_media(conn)
    missing = media.missing(named)
    if missing:
        report.add(
            _many(len(missing), "photo or file is", "photos or files are", "not on this laptop"),
            "fetch",
            ", ".join(missing[:20]),
        )
    broken = [name for name in media.stored() if not media.is_intact(name)]
    if broken:
        report.add(
            _many(len(broken), "photo or file is", "photos or files are", "damaged"),
            "fetch",
            ", ".join(broken[:20]),
        )


def named_media(conn: sqlite3.Connection) -> set[str]:
    """Give the stored files that records name."""
    found: set[str] = set()
    for kind in KINDS:
        for fact in plan_of(kind).facts:
            if fact.type is not FieldType.OBJECT:
                continue
            rows = conn.execute(
                f"SELECT json_extract({quoted(fact.name)}, '$.{MEDIA_FACT}') FROM {quoted(kind)} "
                f"WHERE json_valid({quoted(fact.name)})"
            )
            found.update(name for (name,) in rows if _names_media(name))
    return found


def _names_media(name: Json) -> bool:
    return isinstance(name, str) and is_media_name(name)


def _many(number: int, one: str, many: str, rest: str) -> str:
    return f"{number:,} {one if number == 1 else many} {rest}."
