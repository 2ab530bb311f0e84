"""The append-only table of changes: the one part of the file that cannot be made anew."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from tourplanner.core.bodies import is_intact, read_body
from tourplanner.core.changes import Change
from tourplanner.store import faults
from tourplanner.store.schema import in_parts

RecordKey = tuple[str, str]  # (kind, record id): two bodies of different kinds never mix
_CACHED = 64  # records whose changes are kept ready: those being typed in


class Log:
    """Changes by record and by action. Every body that is read is hashed first."""

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._conn = conn
        self._path = path
        self._cache: OrderedDict[RecordKey, dict[str, Change]] = OrderedDict()

    def forget(self) -> None:
        """Drop what is kept ready, after a transaction that failed."""
        self._cache.clear()

    def changes_of(self, records: Collection[RecordKey]) -> dict[RecordKey, dict[str, Change]]:
        """Give every change of the records by key; a record without any has an empty entry."""
        found: dict[RecordKey, dict[str, Change]] = {}
        missing: list[RecordKey] = []
        for record in records:
            cached = self._cache.get(record)
            if cached is None:
                missing.append(record)
                found[record] = {}
            else:
                self._cache.move_to_end(record)
                found[record] = cached
        ids = sorted({record for _, record in missing})
        for marks, part in in_parts(map(bytes.fromhex, ids)):
            rows = self._conn.execute(
                f"SELECT key, body FROM change WHERE record_id IN ({marks})", part
            )
            for key, body in rows:
                change = self._read(key, body)
                changes = found.get((change.kind, change.record))
                if changes is not None:
                    changes[change.key] = change
        if len(missing) <= _CACHED:
            for record in missing:
                self._cache[record] = found[record]
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return found

    def add(self, changes: Iterable[tuple[Change, bytes]]) -> None:
        """Append changes; the caller holds the transaction."""
        rows = []
        for change, body in changes:
            rows.append(
                (
                    bytes.fromhex(change.key),
                    bytes.fromhex(change.record),
                    change.kind,
                    bytes.fromhex(change.action),
                    change.author,
                    change.at,
                    body,
                )
            )
            cached = self._cache.get((change.kind, change.record))
            if cached is not None:
                cached[change.key] = change
        self._conn.executemany(
            "INSERT INTO change (key, record_id, kind, action_id, author, at, body) "
            "VALUES (?,?,?,?,?,?,?)",
            rows,
        )

    def known(self, keys: Collection[str]) -> set[str]:
        """Give those of ``keys`` that the log holds."""
        found: set[str] = set()
        for marks, part in in_parts(map(bytes.fromhex, keys)):
            rows = self._conn.execute(f"SELECT key FROM change WHERE key IN ({marks})", part)
            found.update(key.hex() for (key,) in rows)
        return found

    def get(self, key: str) -> Change | None:
        """Give one change, or None where it has not arrived."""
        row = self._conn.execute(
            "SELECT key, body FROM change WHERE key=?", (bytes.fromhex(key),)
        ).fetchone()
        return None if row is None else self._read(*row)

    def get_many(self, keys: Iterable[str]) -> dict[str, Change]:
        """Give those of the changes that are here, by key."""
        found: dict[str, Change] = {}
        for marks, part in in_parts(map(bytes.fromhex, keys)):
            rows = self._conn.execute(f"SELECT key, body FROM change WHERE key IN ({marks})", part)
            for key, body in rows:
                found[key.hex()] = self._read(key, body)
        return found

    def end(self) -> tuple[int, str]:
        """Give number and key of the change that came last: the file is as it was while it stays.

        0 and an empty key in a file without changes.
        """
        row = self._conn.execute("SELECT n, key FROM change ORDER BY n DESC LIMIT 1").fetchone()
        return (row[0], row[1].hex()) if row else (0, "")

    def keys(self) -> set[str]:
        """Give the key of every change: what a colleague compares with."""
        return {key.hex() for (key,) in self._conn.execute("SELECT key FROM change")}

    def bodies(self, keys: Iterable[str] | None = None) -> Iterator[bytes]:
        """Give bodies as they were written, all of them or those of ``keys``, oldest here first."""
        if keys is None:
            for key, body in self._conn.execute("SELECT key, body FROM change ORDER BY n"):
                yield self._checked(key, body)
            return
        for wanted in keys:
            row = self._conn.execute(
                "SELECT key, body FROM change WHERE key=?", (bytes.fromhex(wanted),)
            ).fetchone()
            if row is not None:
                yield self._checked(*row)

    def by_record(self) -> Iterator[dict[RecordKey, dict[str, Change]]]:
        """Give the changes of one record id after another, by kind and record."""
        last = b""
        found: dict[RecordKey, dict[str, Change]] = {}
        rows = self._conn.execute("SELECT record_id, key, body FROM change ORDER BY record_id")
        for record, key, body in rows:
            if record != last and found:
                yield found
                found = {}
            last = record
            change = self._read(key, body)
            found.setdefault((change.kind, change.record), {})[change.key] = change
        if found:
            yield found

    def first_of_actions(self) -> Iterator[Change]:
        """Give the first change of every action, oldest here first."""
        # With min(), SQLite takes the other columns from the row that has it.
        rows = self._conn.execute(
            "SELECT key, body, min(n) AS first FROM change GROUP BY action_id ORDER BY first"
        )
        for key, body, _ in rows:
            yield self._read(key, body)

    def all(self) -> Iterator[Change]:
        """Give every change, oldest here first."""
        for key, body in self._conn.execute("SELECT key, body FROM change ORDER BY n"):
            yield self._read(key, body)

    def of_record(self, record: str) -> list[Change]:
        """Give the changes of one record id, of every kind, oldest here first."""
        rows = self._conn.execute(
            "SELECT key, body FROM change WHERE record_id=? ORDER BY n", (bytes.fromhex(record),)
        )
        return [self._read(key, body) for key, body in rows]

    def of_action(self, action: str) -> list[Change]:
        """Give the changes of one action, oldest here first."""
        rows = self._conn.execute(
            "SELECT key, body FROM change WHERE action_id=? ORDER BY n", (bytes.fromhex(action),)
        )
        return [self._read(key, body) for key, body in rows]

    def holds_only(self, action: str, kinds: Collection[str]) -> bool:
        """Whether an action wrote records of these kinds alone."""
        marks = ",".join("?" * len(kinds))
        row = self._conn.execute(
            f"SELECT 1 FROM change WHERE action_id=? AND kind NOT IN ({marks}) LIMIT 1",
            (bytes.fromhex(action), *kinds),
        ).fetchone()
        return row is None

    def count(self) -> int:
        """Give the number of changes."""
        row = self._conn.execute("SELECT count(*) FROM change").fetchone()
        return int(row[0])

    def _checked(self, key: bytes, body: bytes) -> bytes:
        if not is_intact(body, key):
            raise faults.damaged(self._path, "a saved change is not what was written")
        return body

    def _read(self, key: bytes, body: bytes) -> Change:
        try:
            change = read_body(body)
            if change.key == key.hex():
                return change
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise faults.damaged(
                self._path, "a saved change is not what was written", str(error)
            ) from error
        raise faults.damaged(self._path, "a saved change is not what was written")
