"""The tables of an office file, derived from core.fields: names, columns and ready statements.

The log's tables (change, aside, setting) are migrated and hold everything. All other tables are the
projection: made from the log, dropped and made anew whenever the declarations differ.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from tourplanner.core.fields import DELETED, KINDS, Field, FieldType, RecordKind
from tourplanner.core.site_fields import SEEN_NAMES

PROJECTION_CODE = 5  # raise it when the same tables are made or filled differently

LOG_TABLES = frozenset({"change", "aside", "setting", "_sqlite_migrations"})

_COLUMN_TYPES: dict[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.LONG_TEXT: str,
    FieldType.INTEGER: int,
    FieldType.NUMBER: float,
    FieldType.BOOL: int,
    FieldType.DATE: str,
    FieldType.MOMENT: str,
    FieldType.TOD_MIN: int,
    FieldType.POINT: str,
    FieldType.REF: str,
    FieldType.CHOICE: str,
    FieldType.OBJECT: str,
}
JSON_TYPES = (FieldType.POINT, FieldType.OBJECT)
SPELLED_TYPES = (*JSON_TYPES, FieldType.MEMBER)  # stand in the tables as they do in the log
SEEN = "seen"  # the object fact that keeps SEEN_NAMES of a directory for reading
_PART = 1_000  # values in one statement: FTS5 writes a segment of its index for each
_WRITTEN = ("id", "deleted", "conflicts", "heads")  # of each row, before its facts
_OWN_COLUMNS = ("n", "id", "deleted", "conflicts", "heads")


def quoted(name: str) -> str:
    """Quote an SQL name."""
    return '"' + name.replace('"', '""') + '"'


def in_parts(values: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Give values in parts that fit into one statement, each with its question marks."""
    left = iter(values)
    while part := list(islice(left, _PART)):
        yield ",".join("?" * len(part)), part


@dataclass(frozen=True, slots=True)
class KindPlan:
    """How one kind of record stands in its table: ``facts`` are the columns but the long texts."""

    kind: RecordKind
    table: str
    facts: tuple[Field, ...]
    texts: tuple[Field, ...]
    members: tuple[str, ...]
    refs: tuple[str, ...]
    search: tuple[str, ...]

    @property
    def has_seen(self) -> bool:
        """Whether the kind keeps what was last seen of it in the directory."""
        return any(f.name == SEEN and f.type is FieldType.OBJECT for f in self.facts)

    def shown(self, name: str) -> str:
        """Give the SQL of what people see of a field: as typed, else as seen in the directory."""
        column = f"t.{quoted(name)}"
        if not self.has_seen or name not in SEEN_NAMES:
            return column
        return f"coalesce({column}, json_extract(t.{quoted(SEEN)}, '$.\"{name}\"'))"

    @property
    def search_table(self) -> str:
        """The full-text table, "" where nothing of the kind is searched."""
        return f"{self.table}_search" if self.search else ""

    @property
    def point_table(self) -> str:
        """The table of points, "" where the kind has no point."""
        return f"{self.table}_point" if self.kind.point else ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that holds a field."""
        return tuple(field.name for field in (*self.facts, *self.texts))

    def declared(self, fact: str) -> Field:
        """Give the field of a fact, or raise ValueError: naming another one would be a bug."""
        field = self.kind.field(fact)
        if field is None:
            raise ValueError(f"undeclared fact: {self.kind.name}.{fact}")
        return field

    def insert(self, facts: Iterable[Field]) -> str:
        """Give the statement that writes a new row: own columns, then these facts."""
        names = (*_WRITTEN, *(quoted(fact.name) for fact in facts))
        marks = ",".join("?" * len(names))
        return f"INSERT INTO {quoted(self.table)} ({','.join(names)}) VALUES ({marks})"

    def update(self, facts: Iterable[Field]) -> str:
        """Give the statement that writes some facts of a row that is there; values as for it."""
        names = (*_WRITTEN, *(quoted(fact.name) for fact in facts))
        sets = ",".join(f"{name}=?{number}" for number, name in enumerate(names, 1) if number > 1)
        return f"UPDATE {quoted(self.table)} SET {sets} WHERE id=?1"

    @property
    def upsert(self) -> str:
        """The statement that writes all facts of a row, whether it is there or not."""
        names = (*_WRITTEN, *(quoted(fact.name) for fact in self.facts))
        sets = ",".join(f"{name}=excluded.{name}" for name in names[1:])
        return f"{self.insert(self.facts)} ON CONFLICT(id) DO UPDATE SET {sets}"

    @property
    def select(self) -> str:
        """The start of every reading statement: id, deleted, conflicts, facts, long texts."""
        names = ",".join(f"t.{quoted(name)}" for name in self.columns)
        return f"SELECT t.id, t.deleted, t.conflicts, {names} FROM {quoted(self.table)} t"


@cache
def plan_of(name: str) -> KindPlan:
    """Give the plan of a kind.

    Raises
    ------
    ValueError : the kind is not declared; writing or reading it would be a bug.
    """
    kind = KINDS.get(name)
    if kind is None:
        raise ValueError(f"undeclared record kind: {name!r}")
    single = [field for field in kind.fields if field.type is not FieldType.MEMBER]
    for field in kind.fields:
        if field.name in (*_OWN_COLUMNS, DELETED.name) or "/" in field.name:
            raise ValueError(f"a field cannot be called {field.name!r}")
    return KindPlan(
        kind=kind,
        table=kind.name,
        facts=tuple(f for f in single if f.type is not FieldType.LONG_TEXT),
        texts=tuple(f for f in single if f.type is FieldType.LONG_TEXT),
        members=tuple(f.name for f in kind.fields if f.type is FieldType.MEMBER),
        refs=tuple(f.name for f in kind.fields if f.type is FieldType.REF),
        search=kind.search,
    )


@cache  # the declarations stand when the program starts
def fingerprint() -> str:
    """Give the version of the projection: it changes with every declaration that shapes a table."""
    shape = [
        [
            kind.name,
            [[f.name, f.type.value, list(f.choices)] for f in kind.fields],
            list(kind.search),
            kind.point,
        ]
        for _, kind in sorted(KINDS.items())
    ]
    text = json.dumps([PROJECTION_CODE, shape])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def projection_objects(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Give (type, name) of everything in the file that is neither the log's nor SQLite's own."""
    rows = conn.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    virtual = [
        name for _, name, sql in rows if sql and sql.upper().startswith("CREATE VIRTUAL TABLE")
    ]
    found = []
    for type_, name, _sql in rows:
        if name in LOG_TABLES or type_ == "index":
            continue
        shadow = any(name.startswith(f"{owner}_") for owner in virtual)
        if not shadow:
            found.append((type_, name))
    return found


def drop_projection(conn: sqlite3.Connection) -> None:
    """Drop every table of the projection, whatever version made it."""
    for type_, name in projection_objects(conn):
        if type_ in ("table", "view", "trigger"):
            conn.execute(f"DROP {type_} IF EXISTS {quoted(name)}")


def make_projection(conn: sqlite3.Connection) -> None:
    """Make the empty tables of the projection."""
    for statement in _statements(tuple(KINDS)):
        conn.execute(statement)


def projection_in_memory() -> sqlite3.Connection:
    """Give a database in memory that holds the empty projection, and ends with its connection."""
    conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    conn.deserialize(_pattern(tuple(KINDS)))
    return conn


@cache
def _statements(_kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Give what makes the tables, as SQLite keeps it: what FTS5 and R*Tree make is theirs."""
    with closing(projection_in_memory()) as conn:
        made = {name for _, name in projection_objects(conn)}
        rows = conn.execute("SELECT tbl_name, sql FROM sqlite_schema WHERE sql <> ''").fetchall()
    return tuple(sql for table, sql in rows if table in made)


@cache
def _pattern(kinds: tuple[str, ...]) -> bytes:
    """Give a database that holds the empty projection. Loads sqlite-utils: never while reading."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        _make(conn, kinds)
        return conn.serialize()


def _make(conn: sqlite3.Connection, kinds: tuple[str, ...]) -> None:
    from sqlite_utils import Database

    db = Database(conn, recursive_triggers=False, execute_plugins=False)
    for name in kinds:
        _make_kind(db, conn, plan_of(name))
    db.table("member").create(
        {"kind": str, "record_id": str, "field": str, "code": str, "value": str},
        pk=("record_id", "kind", "field", "code"),
        strict=True,
    )
    db.table("member").create_index(["kind", "field", "code"])
    db.table("conflict").create(
        {"kind": str, "record_id": str, "fact": str, "flavor": str, "heads": str},
        pk=("record_id", "kind", "fact"),
        strict=True,
    )
    db.table("action").create(
        {
            "n": int,
            "id": str,
            "label": str,
            "author": str,
            "device": str,
            "at": str,
            "undoes": str,
        },
        pk="n",
        strict=True,
    )
    db.table("action").create_index(["id"], unique=True)
    db.table("action").create_index(["device", "n"])
    db.table("action").create_index(["undoes"])


def _make_kind(db: object, conn: sqlite3.Connection, plan: KindPlan) -> None:
    columns: dict[str, type] = {"n": int, "id": str, "deleted": int, "conflicts": str}
    for field in (*plan.facts, *plan.texts):
        columns[field.name] = _COLUMN_TYPES[field.type]
    columns["heads"] = str  # last, so that reading the others does not pass over it
    table = db.table(plan.table)  # type: ignore[attr-defined]
    table.create(columns, pk="n", not_null={"id", "deleted", "heads"}, strict=True)
    table.create_index(["id"], unique=True)
    for ref in plan.refs:
        table.create_index([ref, "deleted"])  # counting reads nothing else
    if plan.search_table:
        names = ", ".join(quoted(name) for name in plan.search)
        conn.execute(
            f"CREATE VIRTUAL TABLE {quoted(plan.search_table)} USING fts5({names}, "
            "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
        )
    if plan.point_table:
        # A table with an index: of a hundred thousand points an R*Tree finds a box no faster, and
        # takes three times as long to write (measured).
        points = db.table(plan.point_table)  # type: ignore[attr-defined]
        shape = {"n": int, "id": str, "lat": float, "lon": float}
        points.create(shape, pk="n", not_null={"id", "lat", "lon"}, strict=True)
        points.create_index(["lat", "lon"])
