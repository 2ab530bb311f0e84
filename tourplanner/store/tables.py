"""Typed reads of the projection: the one door through which everybody reads records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tourplanner.core.changes import Json, Record
from tourplanner.core.fields import KINDS, FieldType
from tourplanner.store import faults
from tourplanner.store.log import Log
from tourplanner.store.project import shown_if_fits
from tourplanner.store.schema import JSON_TYPES, KindPlan, in_parts, plan_of, quoted
from tourplanner.store.search import find, match_words
from tourplanner.store.state import State, decode

PAGE_LIMIT = 256
_MANY = 2_000  # records beyond which reading all members of their kind is quicker


class Dot(NamedTuple):
    """One record on a map: its id and its point in degrees."""

    id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class ConflictHead:
    """One of the values that people wrote without seeing each other's."""

    key: str
    fact: str
    value: Json
    author: str
    at: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class RecordConflict:
    """Something to settle in one record; flavors as in core.changes.Conflict."""

    kind: str
    record: str
    fact: str
    flavor: str
    heads: tuple[ConflictHead, ...]

    @property
    def waiting(self) -> bool:
        """Whether it may go away when missing changes arrive."""
        return any(head.waiting for head in self.heads)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a record: who, when, under which label, what was written."""

    key: str
    action: str
    label: str
    author: str
    device: str
    at: str
    set: dict[str, Json]
    texts: tuple[str, ...]
    undoes: str | None


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One user's act as the log knows it."""

    id: str
    label: str
    author: str
    device: str
    at: str
    undoes: str | None


class Tables:
    """Reads of one connection. Deleted records are given by ``get`` and ``deleted`` only."""

    def __init__(self, conn: sqlite3.Connection, log: Log, path: Path) -> None:
        self._conn = conn
        self._log = log
        self._path = path

    def get(self, kind: str, record: str) -> Record | None:
        """Give one record, a deleted one too, or None where nothing is known of it."""
        found = self._records(plan_of(kind), "WHERE t.id=?", (record,))
        return found[0] if found else None

    def there(self, kind: str, record: str) -> Record | None:
        """Give a record that was not taken away; None where it was, or never was."""
        found = self.get(kind, record)
        return None if found is None or found.deleted else found

    def get_many(self, kind: str, ids: Iterable[str]) -> list[Record]:
        """Give the records of these ids in the order of the ids, leaving out unknown ones."""
        plan = plan_of(kind)
        wanted = list(ids)
        found: dict[str, Record] = {}
        for marks, part in in_parts(wanted):
            for record in self._records(plan, f"WHERE t.id IN ({marks})", part):
                found[record.id] = record
        return [found[id_] for id_ in wanted if id_ in found]

    def all(self, kind: str) -> list[Record]:
        """Give every record of a kind that is not deleted, by id."""
        return self._records(plan_of(kind), "WHERE t.deleted=0 ORDER BY t.id", ())

    def where(self, kind: str, **facts: Json) -> list[Record]:
        """Give the records whose facts have these values (None = nothing written), by id.

        A member is asked for as ``**{"tag/healthy-start": True}``.
        """
        clause, values = self._where(plan_of(kind), facts)
        return self._records(plan_of(kind), f"{clause} ORDER BY t.id", values)

    def ids(self, kind: str, order_by: str = "id", **facts: Json) -> list[str]:
        """Give the ids of records in order: the key list of a long table. See ``page``."""
        plan = plan_of(kind)
        clause, values = self._where(plan, facts)
        sql = f"SELECT t.id FROM {quoted(plan.table)} t {clause} {_order(plan, order_by)}"
        return [id_ for (id_,) in self._rows(sql, values)]

    def lines(
        self,
        kind: str,
        names: Sequence[str],
        order_by: str = "id",
        limit: int | None = None,
        **facts: Json,
    ) -> list[tuple[Any, ...]]:
        """Give id and some facts of records in order: what a list of thousands shows of each.

        Parameters
        ----------
        names : texts, numbers and references; a set gives the codes of its members that are on,
            with spaces between, None where none is.
        limit : how many of them, the first ones; None = all.
        """
        plan = plan_of(kind)
        clause, values = self._where(plan, facts)
        table, order = quoted(plan.table), _order(plan, order_by)
        if limit is not None:  # which ones is found first: columns are made for those alone
            clause = f"WHERE t.n IN (SELECT t.n FROM {table} t {clause} {order} LIMIT ?)"
            values = [*values, limit]
        wanted = ", ".join(["t.id", *(_line_column(plan, name) for name in names)])
        return self._rows(f"SELECT {wanted} FROM {table} t {clause} {order}", values)

    def members(self, kind: str, field: str) -> dict[str, dict[str, Json]]:
        """Give the members of one field of every record that has any: id, then code -> value."""
        found: dict[str, dict[str, Json]] = {}
        for record, code, value in self._rows(
            "SELECT record_id, code, value FROM member WHERE kind=? AND field=?", (kind, field)
        ):
            found.setdefault(record, {})[code] = json.loads(value)
        return found

    def starting(self, kind: str, id_start: str, limit: int = 50) -> list[Record]:
        """Give the records whose ids begin with some hexadecimal digits, by id."""
        tail = "WHERE t.id>=? AND t.id<? AND t.deleted=0 ORDER BY t.id LIMIT ?"
        return self._records(plan_of(kind), tail, (id_start, f"{id_start}g", limit))

    def page(
        self, kind: str, offset: int, limit: int = PAGE_LIMIT, order_by: str = "id"
    ) -> list[Record]:
        """Give one page of a kind.

        Parameters
        ----------
        limit : at most 256.
        order_by : a field's name or "id", with "-" before it for the other way round; text is
            ordered without regard to upper and lower case, and nothing written comes last.
        """
        if not 0 < limit <= PAGE_LIMIT or offset < 0:
            raise ValueError(f"a page has 1 to {PAGE_LIMIT} records, from 0 on")
        plan = plan_of(kind)
        tail = f"WHERE t.deleted=0 {_order(plan, order_by)} LIMIT ? OFFSET ?"
        return self._records(plan, tail, (limit, offset))

    def count(self, kind: str, **facts: Json) -> int:
        """Give the number of records that are not deleted and have these values."""
        plan = plan_of(kind)
        clause, values = self._where(plan, facts)
        rows = self._rows(f"SELECT count(*) FROM {quoted(plan.table)} t {clause}", values)
        return int(rows[0][0])

    def total(self) -> int:
        """Give the number of records of all kinds, deleted ones included."""
        sql = " UNION ALL ".join(f"SELECT count(*) FROM {quoted(kind)}" for kind in KINDS)
        return sum(count for (count,) in self._rows(sql, ()))

    def search(
        self,
        text: str,
        kinds: Iterable[str] | None = None,
        limit: int = 50,
        fields: Sequence[str] = (),
    ) -> list[Record]:
        """Give the records that hold every word of a text, the last as far as typed, best first.

        Of equally good ones of a kind the one that came last goes first, the kinds as they are
        named.

        Parameters
        ----------
        fields : the words must stand in these, which all of the kinds search; none = in any.
        """
        query = match_words(text, fields)
        hits: list[tuple[float, str, str]] = []
        for kind in KINDS if kinds is None else kinds:
            with faults.explained(self._path):
                found = find(self._conn, plan_of(kind), query, limit)
            hits.extend((score, kind, id_) for id_, score in found)
        hits.sort(key=lambda hit: hit[0])
        hits = hits[:limit]
        records = {
            (record.kind, record.id): record
            for kind in {kind for _, kind, _ in hits}
            for record in self.get_many(kind, [id_ for _, k, id_ in hits if k == kind])
        }
        return [records[kind, id_] for _, kind, id_ in hits if (kind, id_) in records]

    def in_box(self, kind: str, south: float, west: float, north: float, east: float) -> list[Dot]:
        """Give the points inside a box, borders included; west over east spans the date line."""
        plan = plan_of(kind)
        if not plan.point_table:
            raise ValueError(f"{kind} has no point")
        if west > east:
            return [
                *self.in_box(kind, south, west, north, 180.0),
                *self.in_box(kind, south, -180.0, north, east),
            ]
        rows = self._rows(
            f"SELECT id, lat, lon FROM {quoted(plan.point_table)} "
            "WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?",
            (south, north, west, east),
        )
        return [Dot(*row) for row in rows]

    def conflicts(self) -> list[RecordConflict]:
        """Give everything that waits for a person to settle it, by kind, record and fact."""
        rows = self._rows(
            "SELECT kind, record_id, fact, flavor, heads FROM conflict "
            "ORDER BY kind, record_id, fact",
            (),
        )
        found = []
        for kind, record, fact, flavor, heads in rows:
            listed = tuple(ConflictHead(**head) for head in json.loads(heads))
            found.append(RecordConflict(kind, record, fact, flavor, listed))
        return found

    def deleted(self, kind: str) -> list[Record]:
        """Give the deleted records of a kind: what may be restored."""
        return self._records(plan_of(kind), "WHERE t.deleted=1 ORDER BY t.id", ())

    def history(self, record: str) -> list[HistoryEntry]:
        """Give the changes of a record, the oldest that came to this laptop first."""
        with faults.explained(self._path):
            changes = self._log.of_record(record)
        return [
            HistoryEntry(
                key=change.key,
                action=change.action,
                label=change.label,
                author=change.author,
                device=change.device,
                at=change.at,
                set={fact: write.value for fact, write in change.set.items()},
                texts=tuple(sorted(change.text)),
                undoes=change.undoes,
            )
            for change in changes
        ]

    def actions(self, device: str | None = None, limit: int = 100) -> list[ActionEntry]:
        """Give the last actions, of one laptop or of all, newest first."""
        rows = self._rows(
            "SELECT id, label, author, device, at, undoes FROM action "
            "WHERE (?1 IS NULL OR device=?1) ORDER BY n DESC LIMIT ?2",
            (device, limit),
        )
        return [ActionEntry(*row) for row in rows]

    def is_undone(self, action: str) -> bool:
        """Whether an action was taken back; if it was brought back since, it still was."""
        return bool(self._rows("SELECT 1 FROM action WHERE undoes=? LIMIT 1", (action,)))

    def states(self, kind: str, ids: Iterable[str]) -> dict[str, State]:
        """Give the heads of records by id: what undo compares with."""
        plan = plan_of(kind)
        found: dict[str, State] = {}
        for marks, part in in_parts(ids):
            sql = f"SELECT id, heads FROM {quoted(plan.table)} WHERE id IN ({marks})"
            for id_, text in self._rows(sql, part):
                found[id_] = decode(text, self._path)
        return found

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let every read inside the block see the same moment of the file."""
        if self._conn.in_transaction:
            yield
            return
        with faults.explained(self._path):
            self._conn.execute("BEGIN")
        try:
            yield
        finally:
            if self._conn.in_transaction:
                self._conn.execute("COMMIT")

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with faults.explained(self._path):
            return self._conn.execute(sql, values).fetchall()

    def _where(self, plan: KindPlan, facts: dict[str, Json]) -> tuple[str, list[Any]]:
        clauses, values = ["t.deleted=0"], []
        for fact, value in facts.items():
            declared = plan.declared(fact)
            if declared.type is FieldType.MEMBER:
                name, code = fact.split("/", 1)
                absent = "NOT " if value in (None, False) else ""
                clauses.append(
                    f"{absent}EXISTS (SELECT 1 FROM member m WHERE m.kind=? AND m.field=? "
                    "AND m.code=? AND m.record_id=t.id)"
                )
                values += [plan.kind.name, name, code]
            elif value is None:
                clauses.append(f"t.{quoted(fact)} IS NULL")
            else:
                clauses.append(f"t.{quoted(fact)}=?")
                is_long = declared.type is FieldType.LONG_TEXT
                values.append(value if is_long else shown_if_fits(declared, value))
        return "WHERE " + " AND ".join(clauses), values

    def _records(self, plan: KindPlan, tail: str, values: Sequence[Any]) -> list[Record]:
        rows = self._rows(f"{plan.select} {tail}", values)
        members = self._members(plan, [row[0] for row in rows]) if plan.members else {}
        make = _record_maker(plan)
        return [make(row, members.get(row[0], {})) for row in rows]

    def _members(self, plan: KindPlan, ids: list[str]) -> dict[str, dict[str, dict[str, Json]]]:
        found: dict[str, dict[str, dict[str, Json]]] = {}
        kind = plan.kind.name
        start = "SELECT record_id, field, code, value FROM member WHERE kind=?"
        if len(ids) > _MANY:
            rows = self._rows(f"{start} ORDER BY record_id, field, code", (kind,))
        else:
            rows = []
            for marks, part in in_parts(ids):
                rows += self._rows(
                    f"{start} AND record_id IN ({marks}) ORDER BY record_id, field, code",
                    (kind, *part),
                )
        for record, field, code, value in rows:
            found.setdefault(record, {}).setdefault(field, {})[code] = json.loads(value)
        return found


def _line_column(plan: KindPlan, name: str) -> str:
    """Give the SQL of one column of ``Tables.lines``."""
    declared = plan.kind.field(f"{name}/x" if name in plan.members else name)
    if declared is None or declared.type in (*JSON_TYPES, FieldType.BOOL):
        raise ValueError(f"not for a line: {plan.kind.name}.{name}")
    if name not in plan.members:
        return plan.shown(name)
    return (
        "(SELECT group_concat(m.code, ' ') FROM member m WHERE m.record_id=t.id "
        f"AND m.kind='{plan.kind.name}' AND m.field='{name}' AND m.value='true')"
    )


def _order(plan: KindPlan, order_by: str) -> str:
    name = order_by.removeprefix("-")
    way = "DESC" if order_by.startswith("-") else "ASC"
    if name == "id":
        return f"ORDER BY t.id {way}"
    if name not in plan.columns:
        raise ValueError(f"undeclared field: {plan.kind.name}.{name}")
    return f"ORDER BY {plan.shown(name)} COLLATE NOCASE {way} NULLS LAST, t.id"


def _record_maker(
    plan: KindPlan,
) -> Callable[[Sequence[Any], dict[str, dict[str, Json]]], Record]:
    names = plan.columns
    decoders: list[tuple[str, Callable[[Any], Json]]] = [
        (field.name, json.loads if field.type in JSON_TYPES else bool)
        for field in plan.facts
        if field.type in JSON_TYPES or field.type is FieldType.BOOL
    ]
    kind = plan.kind.name

    def make(row: Sequence[Any], members: dict[str, dict[str, Json]]) -> Record:
        values = dict(zip(names, row[3:], strict=True))
        for name, read in decoders:
            if values[name] is not None:
                values[name] = read(values[name])
        conflicts = tuple(json.loads(row[2])) if row[2] else ()
        return Record(row[0], kind, values, members, bool(row[1]), conflicts)

    return make
