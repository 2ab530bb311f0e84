"""Writes the projection: from the folded changes of records to rows of the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tourplanner.core.bodies import fits
from tourplanner.core.changes import Change, Conflict, Folded, Json, canonical
from tourplanner.core.fields import DELETED, Field, FieldType
from tourplanner.store.schema import JSON_TYPES, SEEN, KindPlan, plan_of, quoted


@dataclass(frozen=True, slots=True)
class Projected:
    """One record to be written.

    Parameters
    ----------
    changed : facts that may differ from the row as it stands; None = look at everything.
    texts : plain text of the long texts that may differ.
    is_new : the record has no row yet.
    """

    id: str
    changes: Mapping[str, Change]
    folded: Folded
    changed: frozenset[str] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = False


def column_value(declared: Field, value: Json) -> Any:
    """Give what stands in the column of a fact.

    A value that does not fit its field, as a newer or hostile program may send, is kept in the log
    and shown as nothing.
    """
    if value is None or not fits(declared, value):
        return None
    if declared.type in JSON_TYPES:
        return canonical(value).decode("utf-8")
    if declared.type is FieldType.BOOL:
        return int(value)
    return value


def put(conn: sqlite3.Connection, kind: str, records: Sequence[Projected]) -> None:
    """Write the rows of records of one kind; the caller holds the transaction."""
    plan = plan_of(kind)
    row = _row_maker(plan)
    conn.executemany(plan.upsert, [row(record) for record in records])
    for text in plan.texts:
        rows = [(r.texts[text.name], r.id) for r in records if text.name in r.texts]
        if rows:
            conn.executemany(
                f"UPDATE {quoted(plan.table)} SET {quoted(text.name)}=? WHERE id=?", rows
            )
    _put_members(conn, plan, records)
    _put_conflicts(conn, kind, records)
    _put_search(conn, plan, records)
    _put_boxes(conn, plan, records)


def _row_maker(plan: KindPlan) -> Callable[[Projected], tuple[Any, ...]]:
    facts = plan.facts

    def make(record: Projected) -> tuple[Any, ...]:
        folded = record.folded
        values = folded.values
        conflicts = _shown_conflicts(plan, folded.conflicts) if folded.conflicts else None
        return (
            record.id,
            1 if folded.deleted else 0,
            conflicts,
            *[
                None if (value := values.get(f.name)) is None else column_value(f, value)
                for f in facts
            ],
        )

    return make


def _shown_conflicts(plan: KindPlan, conflicts: Mapping[str, Conflict]) -> str | None:
    """Name the conflicts that a person can settle now, as JSON; one that waits is only listed."""
    names = [
        fact
        for fact, conflict in sorted(conflicts.items())
        if not conflict.waiting and is_shown(plan, fact)
    ]
    return json.dumps(names) if names else None


def is_shown(plan: KindPlan, fact: str) -> bool:
    """Whether this version has a place for the fact."""
    return fact == DELETED.name or plan.kind.field(fact) is not None


def _touches(record: Projected, facts: Iterable[str]) -> bool:
    if record.changed is None or DELETED.name in record.changed:
        return True
    return any(fact in record.changed for fact in facts)


def _put_members(conn: sqlite3.Connection, plan: KindPlan, records: Sequence[Projected]) -> None:
    if not plan.members:
        return
    stale: list[tuple[str, str]] = []
    rows: list[tuple[str, str, str, str, str]] = []
    for record in records:
        if record.changed is not None and not any("/" in fact for fact in record.changed):
            continue
        if not record.is_new:
            stale.append((record.id, plan.kind.name))
        rows.extend(member_rows(plan, record.id, record.folded))
    conn.executemany("DELETE FROM member WHERE record_id=? AND kind=?", stale)
    conn.executemany(
        "INSERT INTO member (kind, record_id, field, code, value) VALUES (?,?,?,?,?)", rows
    )


def member_rows(
    plan: KindPlan, record: str, folded: Folded
) -> list[tuple[str, str, str, str, str]]:
    """Give the rows of the members a record has; false and nothing mean "not a member"."""
    rows = []
    for fact, value in folded.values.items():
        if value is None or value is False or "/" not in fact:
            continue
        name, code = fact.split("/", 1)
        if name in plan.members:
            rows.append((plan.kind.name, record, name, code, canonical(value).decode("utf-8")))
    return rows


def _put_conflicts(conn: sqlite3.Connection, kind: str, records: Sequence[Projected]) -> None:
    stale = [(record.id, kind) for record in records if not record.is_new]
    conn.executemany("DELETE FROM conflict WHERE record_id=? AND kind=?", stale)
    rows = [row for record in records for row in conflict_rows(kind, record)]
    conn.executemany(
        "INSERT INTO conflict (kind, record_id, fact, flavor, heads) VALUES (?,?,?,?,?)", rows
    )


def conflict_rows(kind: str, record: Projected) -> list[tuple[str, str, str, str, str]]:
    """Give the rows of what a person has to settle in one record."""
    rows = []
    for fact, conflict in record.folded.conflicts.items():
        heads = [
            {
                "key": head.key,
                "fact": head.fact,
                "value": head.value,
                "author": record.changes[head.key].author,
                "at": record.changes[head.key].at,
                "waiting": head.waiting,
            }
            for head in conflict.heads
        ]
        text = canonical(heads).decode("utf-8")
        rows.append((kind, record.id, fact, conflict.flavor, text))
    return rows


def _put_search(conn: sqlite3.Connection, plan: KindPlan, records: Sequence[Projected]) -> None:
    if not plan.search_table:
        return
    long = {text.name for text in plan.texts}
    facts = [name for name in plan.search if name not in long]
    texts = [name for name in plan.search if name in long]
    facts.append(SEEN)
    due = [r for r in records if _touches(r, facts) or any(name in r.texts for name in texts)]
    table, search = quoted(plan.table), quoted(plan.search_table)
    conn.executemany(
        f"DELETE FROM {search} WHERE rowid=(SELECT n FROM {table} WHERE id=?)",
        [(r.id,) for r in due if not r.is_new],
    )
    names = ",".join(quoted(name) for name in plan.search)
    shown = ",".join(plan.shown(name) for name in plan.search)
    conn.executemany(
        f"INSERT INTO {search} (rowid,{names}) SELECT t.n,{shown} FROM {table} t WHERE t.id=?",
        [(r.id,) for r in due if not r.folded.deleted],
    )


def _put_boxes(conn: sqlite3.Connection, plan: KindPlan, records: Sequence[Projected]) -> None:
    if not plan.box_table:
        return
    declared = plan.kind.field(plan.kind.point)
    if declared is None:
        raise ValueError(f"{plan.kind.name} declares a point that is no field")
    due = [r for r in records if _touches(r, (plan.kind.point, SEEN))]
    table, box = quoted(plan.table), quoted(plan.box_table)
    conn.executemany(
        f"DELETE FROM {box} WHERE n=(SELECT n FROM {table} WHERE id=?)",
        [(r.id,) for r in due if not r.is_new],
    )
    rows = []
    for record in due:
        point = None if record.folded.deleted else shown_point(plan, declared, record.folded)
        if point is not None:
            lat, lon = point
            rows.append((lat, lat, lon, lon, record.id, lat, lon, record.id))
    conn.executemany(
        f"INSERT INTO {box} (n, south, north, west, east, id, lat, lon) "
        f"SELECT n,?,?,?,?,?,?,? FROM {table} WHERE id=?",
        rows,
    )


def shown_point(plan: KindPlan, declared: Field, folded: Folded) -> tuple[float, float] | None:
    """Give (lat, lon) as typed, else as last seen in the directory."""
    seen = folded.values.get(SEEN)
    choices = [folded.values.get(declared.name)]
    if plan.has_seen and isinstance(seen, dict):
        choices.append(seen.get(declared.name))
    for point in choices:
        if point is not None and fits(declared, point):
            return float(point["lat"]), float(point["lon"])
    return None


def put_actions(conn: sqlite3.Connection, firsts: Iterable[Change]) -> None:
    """List actions by one change of each, in order; one that is listed keeps its first label."""
    conn.executemany(
        "INSERT INTO action (id, label, author, device, at, undoes) VALUES (?,?,?,?,?,?) "
        "ON CONFLICT(id) DO NOTHING",
        ((c.action, c.label, c.author, c.device, c.at, c.undoes) for c in firsts),
    )
