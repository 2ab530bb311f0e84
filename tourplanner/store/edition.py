"""One edition of a school directory: a read-only database file, open for any thread."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tourplanner.core.errors import StoreError
from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.core.model.edition import EditionInfo, ImportReport, Refused
from tourplanner.core.model.site import PointFlag, SchoolDot, SchoolRow
from tourplanner.store.faults import explained
from tourplanner.store.schema import in_parts

FORMAT = 1
_MADE = ("point", "offered_point", "edition")  # what a row has and no column holds
TEXTS = tuple(name for name in SchoolRow._fields if name not in ("is_office", "n", *_MADE))
_POINTS = ("lat", "lon", "offered_lat", "offered_lon")
COLUMNS = (*TEXTS, "is_office", *_POINTS)
_SELECT = ", ".join([*("NULL" if name in _MADE else name for name in SchoolRow._fields), *_POINTS])
_IS_OFFICE, _POINT, _OFFERED_POINT, _POINT_FLAG, _EDITION = map(
    SchoolRow._fields.index, ("is_office", "point", "offered_point", "point_flag", "edition")
)
_FLAGS = {flag.value: flag for flag in PointFlag}
_MOST_KEPT = 2_000
# The rows read last, of all files and threads: the next letter finds most of them again, and an
# edition never changes.
_kept: dict[tuple[str, int], SchoolRow] = {}
SCHEMA = f"""
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE school(n INTEGER PRIMARY KEY, {" ".join(f"{c} TEXT NOT NULL," for c in TEXTS)}
  is_office INTEGER NOT NULL, lat REAL, lon REAL, offered_lat REAL, offered_lon REAL) STRICT;
CREATE TABLE term(term TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE refused(line INTEGER NOT NULL, is_repeat INTEGER NOT NULL, reason TEXT NOT NULL,
  cells TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE school_text USING fts5(name, place, district, street, code, content='',
  columnsize=0, detail='column', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE school_point USING rtree(n, south, north, west, east);
"""


class Edition:
    """One edition, open for reading from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        if not path.is_file():
            raise StoreError(
                f"The school directory {path.stem} is not on this laptop.",
                "Import it again, or save a full copy of the file from a laptop that has it.",
            )
        meta: dict[str, str] = dict(self._rows("SELECT name, value FROM meta"))
        if meta.get("format") != str(FORMAT):
            raise StoreError(
                f"The school directory {path.stem} was written by another version.",
                "Import the directory again.",
            )
        values = json.loads(meta["info"])
        self.info = EditionInfo(**{**values, "states": tuple(values["states"])})
        self._report = meta["report"]

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for conn in self._all:
                conn.close()
            self._all.clear()

    def report(self) -> ImportReport:
        """Give what came of the import, with the refused and the repeated lines."""
        values = json.loads(self._report)
        kept: dict[int, list[Refused]] = {0: [], 1: []}
        for line, is_repeat, reason, cells in self._rows(
            "SELECT line, is_repeat, reason, cells FROM refused ORDER BY line"
        ):
            kept[is_repeat].append(Refused(line, reason, tuple(cells.split("\t"))))
        values["ignored"] = tuple(values["ignored"])
        return ImportReport(**values, refused=tuple(kept[0]), repeated=tuple(kept[1]))

    def row(self, key: str) -> SchoolRow | None:
        """Give the row of a CDS code, a national number or another key, or None."""
        return next(iter(self.rows([key])), None)

    def rows(self, keys: Iterable[str]) -> list[SchoolRow]:
        """Give the rows of many keys (CDS, NCES or other), in their order, without unknown ones."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, SchoolRow] = {}
        for column in ("key", "nces"):
            left = [key for key in wanted if key not in found]
            for marks, part in in_parts(left):
                for row in self._schools(f"WHERE {column} IN ({marks})", part):
                    found.setdefault(row.key if column == "key" else row.nces, row)
        return [found[key] for key in wanted if key in found]

    def by_number(self, numbers: Iterable[int]) -> dict[int, SchoolRow]:
        """Give rows by their number in this edition."""
        global _kept
        kept, edition = _kept, self.path.stem
        wanted = {n: kept.get((edition, n)) for n in numbers}
        out = {n: row for n, row in wanted.items() if row is not None}
        new: dict[int, SchoolRow] = {}
        for marks, part in in_parts(n for n, row in wanted.items() if row is None):
            new.update((row.n, row) for row in self._schools(f"WHERE n IN ({marks})", part))
        if new and len(new) <= _MOST_KEPT:
            found = {(edition, n): row for n, row in new.items()}
            _kept = kept | found if len(kept) + len(new) <= _MOST_KEPT else found
        return out | new

    def schools(self) -> Iterator[SchoolRow]:
        """Give every school, without offices, in the order of the file."""
        return self._schools("WHERE is_office = 0 ORDER BY n", ())

    def offices(self) -> Iterator[SchoolRow]:
        """Give the records of districts and county offices."""
        return self._schools("WHERE is_office = 1 ORDER BY n", ())

    def dots(self) -> list[SchoolDot]:
        """Give where the schools are that have a point: all that a map of thousands needs."""
        sql = (
            "SELECT key, nces, name, city, lat, lon FROM school"
            " WHERE is_office = 0 AND lat IS NOT NULL AND lon IS NOT NULL ORDER BY n"
        )
        return list(map(SchoolDot._make, self._rows(sql)))

    def match(self, query: str, limit: int) -> list[int]:
        """Give the numbers of the first schools of the file that fit a full-text query.

        They are not ranked: the index keeps no places of words, of which FTS5 makes its ranks.

        Parameters
        ----------
        query : FTS5 syntax over the columns name, place, district, street and code.
        """
        sql = "SELECT rowid FROM school_text WHERE school_text MATCH ? LIMIT ?"
        return [n for (n,) in self._rows(sql, (query, limit))]

    def terms(self) -> list[str]:
        """Give every word of names, places, districts and streets."""
        return [term for (term,) in self._rows("SELECT term FROM term")]

    def near(self, point: LatLon, radius_m: float) -> list[SchoolRow]:
        """Give the schools within some meters of a point, nearest first: campuses are shared."""
        lat_step = radius_m / 111_000 + 1e-5
        lon_step = lat_step * 4  # wide enough to 75 degrees north
        box = (
            *(point.lat - lat_step, point.lat + lat_step),
            *(point.lon - lon_step, point.lon + lon_step),
        )
        numbers = self._rows(
            "SELECT n FROM school_point"
            " WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?",
            box,
        )
        gaps = [
            (great_circle_m(point, row.point), row.key, row)
            for row in self.by_number(n for (n,) in numbers).values()
            if row.point is not None
        ]
        return [row for gap, _, row in sorted(gaps, key=lambda g: g[:2]) if gap <= radius_m]

    def _schools(self, tail: str, values: Sequence[Any]) -> Iterator[SchoolRow]:
        edition = self.path.stem
        for row in self._rows(f"SELECT {_SELECT} FROM school {tail}", values):
            yield _school(row, edition)

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with explained(self.path):
            return self._connection().execute(sql, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        conn: sqlite3.Connection | None = getattr(self._local, "conn", None)
        if conn is None:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            # Each thread uses its own connection; close() alone reaches over.
            conn = sqlite3.connect(uri, uri=True, check_same_thread=False)
            conn.execute("PRAGMA trusted_schema=OFF")
            conn.execute("PRAGMA query_only=ON")
            self._local.conn = conn
            with self._guard:
                self._all.append(conn)
        return conn


def _school(row: Sequence[Any], edition: str) -> SchoolRow:
    *values, lat, lon, offered_lat, offered_lon = row
    values[_IS_OFFICE] = bool(values[_IS_OFFICE])
    if lat is not None and lon is not None:
        values[_POINT] = LatLon(lat, lon)
    if offered_lat is not None and offered_lon is not None:
        values[_OFFERED_POINT] = LatLon(offered_lat, offered_lon)
    values[_POINT_FLAG] = _FLAGS[values[_POINT_FLAG]]
    values[_EDITION] = edition
    return SchoolRow._make(values)
