"""Writes the projection: from folded records, or from single edits, to rows of the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tourplanner.core.bodies import fits
from tourplanner.core.changes import Change, Conflict, Folded, Json, spelled
from tourplanner.core.fields import DELETED, Field, FieldType
from tourplanner.store.schema import JSON_TYPES, SEEN, KindPlan, in_parts, plan_of, quoted
from tourplanner.store.state import encode, state_of


class Row(NamedTuple):
    """One record to be written.

    Parameters
    ----------
    facts : what stands in the tables for each fact to write, see ``shown_as``.
    texts : plain text of the long texts to write.
    state : what State.encode gives.
    whole : ``facts`` are all there are; whatever else the record had in the tables goes.
    is_new : the record has no row yet.
    shown_conflicts : JSON list of the facts to settle, or None.
    conflicts : (fact, flavor, heads as JSON).
    """

    id: str
    facts: Mapping[str, Any]
    texts: Mapping[str, str]
    state: str
    whole: bool
    is_new: bool = False
    deleted: bool = False
    shown_conflicts: str | None = None
    conflicts: Sequence[tuple[str, str, str]] = ()


def row_of(
    kind: str, record: str, changes: Mapping[str, Change], folded: Folded, texts: Mapping[str, str]
) -> Row:
    """Give the row of a record from its fold."""
    plan, conflicts = plan_of(kind), folded.conflicts
    return Row(
        record,
        {
            fact: shown_if_fits(declared, value)
            for fact, value in folded.values.items()
            if (declared := plan.kind.field(fact)) is not None
        },
        texts,
        encode(state_of(folded, changes)),
        whole=True,
        deleted=folded.deleted,
        shown_conflicts=_shown_conflicts(plan, conflicts) if conflicts else None,
        conflicts=[_conflict(fact, conflicts[fact], changes) for fact in sorted(conflicts)],
    )


def _shown_conflicts(plan: KindPlan, conflicts: Mapping[str, Conflict]) -> str | None:
    """Name the conflicts that a person can settle now; one that waits is only listed."""
    names = [
        fact
        for fact, conflict in sorted(conflicts.items())
        if not conflict.waiting and (fact == DELETED.name or plan.kind.field(fact) is not None)
    ]
    return json.dumps(names) if names else None


def _conflict(fact: str, conflict: Conflict, changes: Mapping[str, Change]) -> tuple[str, str, str]:
    heads = [
        {
            "key": head.key,
            "fact": head.fact,
            "value": head.value,
            "author": changes[head.key].author,
            "at": changes[head.key].at,
            "waiting": head.waiting,
        }
        for head in conflict.heads
    ]
    return fact, conflict.flavor, spelled(heads)


def shown_if_fits(declared: Field, value: Json) -> Any:
    """Give what stands in the tables for a fact: ``shown_as``, if the value fits its field.

    One that does not, as a newer or hostile program may send, is kept in the log and shown as
    nothing.
    """
    return shown_as(declared, value) if fits(declared, value) else None


def shown_as(declared: Field, value: Json) -> Any:
    """Give what stands in the tables for a value that fits: in a column, or a member's row.

    A member that is nothing or false has no row: None.
    """
    if value is None:
        return None
    if declared.type in JSON_TYPES:
        return spelled(value)
    if declared.type is FieldType.MEMBER:
        return None if value is False else spelled(value)
    if declared.type is FieldType.BOOL:
        return int(value)
    return value


def put(conn: sqlite3.Connection, kind: str, rows: Sequence[Row]) -> None:
    """Write the rows of records of one kind; the caller holds the transaction."""
    plan = plan_of(kind)
    whole = [row for row in rows if row.whole]
    _put_columns(conn, plan, rows)
    for text in plan.texts:
        texts = [(row.texts[text.name], row.id) for row in rows if text.name in row.texts]
        if texts:
            conn.executemany(
                f"UPDATE {quoted(plan.table)} SET {quoted(text.name)}=? WHERE id=?", texts
            )
    if plan.members:
        _put_members(conn, plan, rows)
    _put_conflicts(conn, kind, whole)
    if plan.search_table:
        _put_search(conn, plan, rows)
    if plan.point_table:
        _put_points(conn, plan, rows)


def _put_columns(conn: sqlite3.Connection, plan: KindPlan, rows: Sequence[Row]) -> None:
    """Write facts and state; of a row that is not replaced only what was written: mostly little."""
    replaced = [row for row in rows if row.whole and not row.is_new]
    conn.executemany(plan.upsert, [_columns(plan.facts, row) for row in replaced])
    by_facts: dict[tuple[bool, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        if row.is_new or not row.whole:
            by_facts.setdefault((row.is_new, tuple(row.facts)), []).append(row)
    for (is_new, names), found in by_facts.items():
        facts = [fact for fact in plan.facts if fact.name in names]
        sql = plan.insert(facts) if is_new else plan.update(facts)
        conn.executemany(sql, [_columns(facts, row) for row in found])


def _columns(facts: Iterable[Field], row: Row) -> list[Any]:
    """Give id, deleted, conflicts, state and the columns of these facts."""
    columns: list[Any] = [row.id, 1 if row.deleted else 0, row.shown_conflicts, row.state]
    columns += [row.facts.get(fact.name) for fact in facts]
    return columns


def _put_members(conn: sqlite3.Connection, plan: KindPlan, rows: Sequence[Row]) -> None:
    kind = plan.kind.name
    stale: list[tuple[str, str, str, str]] = []
    members: list[tuple[str, str, str, str, str]] = []
    for row in rows:
        for fact, text in row.facts.items():
            if "/" not in fact:
                continue
            name, code = fact.split("/", 1)
            if name not in plan.members:
                continue
            if not row.whole:
                stale.append((row.id, kind, name, code))
            if text is not None:
                members.append((kind, row.id, name, code, text))
    conn.executemany(
        "DELETE FROM member WHERE record_id=? AND kind=?",
        [(row.id, kind) for row in rows if row.whole and not row.is_new],
    )
    conn.executemany(
        "DELETE FROM member WHERE record_id=? AND kind=? AND field=? AND code=?", stale
    )
    conn.executemany(
        "INSERT INTO member (kind, record_id, field, code, value) VALUES (?,?,?,?,?)", members
    )


def _put_conflicts(conn: sqlite3.Connection, kind: str, rows: Sequence[Row]) -> None:
    conn.executemany(
        "DELETE FROM conflict WHERE record_id=? AND kind=?",
        [(row.id, kind) for row in rows if not row.is_new],
    )
    conn.executemany(
        "INSERT INTO conflict (kind, record_id, fact, flavor, heads) VALUES (?,?,?,?,?)",
        [(kind, row.id, *conflict) for row in rows for conflict in row.conflicts],
    )


def _put_search(conn: sqlite3.Connection, plan: KindPlan, rows: Sequence[Row]) -> None:
    looked_at = {*plan.search, SEEN, DELETED.name}
    due = [
        row
        for row in rows
        if row.whole
        or not looked_at.isdisjoint(row.facts)
        or (row.texts and not looked_at.isdisjoint(row.texts))
    ]
    table, search = quoted(plan.table), quoted(plan.search_table)
    names = ",".join(quoted(name) for name in plan.search)
    shown = ",".join(plan.shown(name) for name in plan.search)
    # A statement for each row would make FTS5 write a segment of its index for each.
    for marks, ids in in_parts(row.id for row in due if not row.is_new):
        conn.execute(
            f"DELETE FROM {search} WHERE rowid IN (SELECT n FROM {table} WHERE id IN ({marks}))",
            ids,
        )
    for marks, ids in in_parts(row.id for row in due if not row.deleted):
        conn.execute(
            f"INSERT INTO {search} (rowid,{names}) SELECT t.n,{shown} FROM {table} t "
            f"WHERE t.id IN ({marks}) ORDER BY t.n",
            ids,
        )


def _put_points(conn: sqlite3.Connection, plan: KindPlan, rows: Sequence[Row]) -> None:
    looked_at = {plan.kind.point, SEEN, DELETED.name}
    due = [row for row in rows if row.whole or not looked_at.isdisjoint(row.facts)]
    table, points = quoted(plan.table), quoted(plan.point_table)
    for marks, ids in in_parts(row.id for row in due if not row.is_new):
        conn.execute(
            f"DELETE FROM {points} WHERE n IN (SELECT n FROM {table} WHERE id IN ({marks}))", ids
        )
    # The directory's point is not checked when it arrives, so it is checked here. Each JSON text
    # is read once: without MATERIALIZED, SQLite reads it for every condition anew.
    for marks, ids in in_parts(row.id for row in due if not row.deleted):
        conn.execute(
            "WITH shown AS MATERIALIZED ("
            f"SELECT t.n n, t.id id, {plan.shown(plan.kind.point)} p FROM {table} t "
            f"WHERE t.id IN ({marks})), "
            "point AS MATERIALIZED ("
            "SELECT n, id, json_extract(p, '$.lat') lat, json_extract(p, '$.lon') lon "
            "FROM shown WHERE json_valid(p)) "
            f"INSERT INTO {points} (n, id, lat, lon) SELECT n, id, lat, lon FROM point "
            "WHERE typeof(lat) IN ('real','integer') AND typeof(lon) IN ('real','integer') "
            "AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180",
            ids,
        )


def put_actions(conn: sqlite3.Connection, firsts: Iterable[Change]) -> None:
    """List actions by one change of each, in order; one that is listed keeps its first label."""
    conn.executemany(
        "INSERT INTO action (id, label, author, device, at, undoes) VALUES (?,?,?,?,?,?) "
        "ON CONFLICT(id) DO NOTHING",
        ((c.action, c.label, c.author, c.device, c.at, c.undoes) for c in firsts),
    )
