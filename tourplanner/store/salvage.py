"""Saves what can still be read of a damaged or foreign file into a new office file.

Nothing of the source is trusted: its bodies are read one by one, each is hashed and checked as if
it came from a stranger, and everything else is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from tourplanner.core.errors import StoreDamaged
from tourplanner.store import faults
from tourplanner.store.backup import copy_files, opened_aside
from tourplanner.store.file import Clock, Ids, OfficeFile
from tourplanner.store.settings import office_in

_BATCH = 20_000
_SMALLEST_ROW = 64  # bytes: bounds the numbers that a damaged file may claim


def salvage(source: Path, out: Path, *, now: Clock, ids: Ids) -> tuple[int, int]:
    """Make the new file; give the numbers of changes saved and lost.

    Raises
    ------
    StoreDamaged : not a single change can be read.
    """
    with readable_bodies(source) as (bodies, office):
        leading: list[bytes | None] = []
        for body in bodies:
            leading.append(body)
            if body is not None:
                break
        else:
            raise _nothing(source)
        copy_files(source, out)
        with OfficeFile.create(
            out, author="Restore", device="restore", now=now, ids=ids, office_id=office
        ) as file:
            return _take(file, chain(leading, bodies))


def _take(file: OfficeFile, bodies: Iterator[bytes | None]) -> tuple[int, int]:
    taken, lost = 0, 0
    while batch := list(islice(bodies, _BATCH)):
        readable = [body for body in batch if body is not None]
        received = file.receive(readable)
        taken += received.taken
        lost += len(batch) - len(readable)
        lost += sum(1 for body in received.refused if not body.later)  # the others are kept aside
    return taken, lost


def _nothing(source: Path) -> StoreDamaged:
    return StoreDamaged(
        f"Nothing in {source.name} can be read any more.", "Restore another backup."
    )


@contextmanager
def readable_bodies(source: Path) -> Iterator[tuple[Iterator[bytes | None], str | None]]:
    """Give the bodies of a closed file, None for each that cannot be read, and its office id."""
    with faults.explained(source), opened_aside(source) as conn:
        kind = conn.execute("SELECT type FROM sqlite_schema WHERE name='change'").fetchone()
        if kind != ("table",):
            raise _nothing(source)
        yield _bodies(conn, source.stat().st_size), _office(conn)


def _bodies(conn: sqlite3.Connection, size: int) -> Iterator[bytes | None]:
    # One row at a time: a damaged page then costs its own rows and no others.
    for n in range(1, min(_last(conn), size // _SMALLEST_ROW + 1) + 1):
        yield _body(conn, "SELECT key, body FROM change WHERE n=?", n)
    with contextlib.suppress(*faults.UNREADABLE):
        for (key,) in conn.execute("SELECT key FROM aside").fetchall():
            yield _body(conn, "SELECT key, body FROM aside WHERE key=?", key)


def _body(conn: sqlite3.Connection, sql: str, where: object) -> bytes | None:
    try:
        row = conn.execute(sql, (where,)).fetchone()
    except faults.UNREADABLE:
        return None
    if row is None or not isinstance(row[1], bytes):
        return None
    return row[1] if hashlib.sha256(row[1]).digest() == row[0] else None


def _last(conn: sqlite3.Connection) -> int:
    last = 0
    for sql in (
        "SELECT max(n) FROM change",
        "SELECT max(n) FROM change INDEXED BY idx_change_key",
        "SELECT max(n) FROM change INDEXED BY idx_change_record_id",
    ):
        try:
            last = max(last, int(conn.execute(sql).fetchone()[0] or 0))
        except (sqlite3.DatabaseError, TypeError, ValueError):
            continue
    return last


def _office(conn: sqlite3.Connection) -> str | None:
    try:
        return office_in(conn)
    except faults.UNREADABLE:
        return None
