"""The rows of a directory go into an edition: school, search words and point, a block at a time."""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, islice
from typing import Any

from tourplanner.core.geo import LatLon
from tourplanner.core.model.edition import DirectoryReading, ImportReport, ReadBlock, Refused
from tourplanner.core.model.site import CLOSED_STATUSES, lacking
from tourplanner.core.model.words import (
    district_initials,
    joined,
    name_texts,
    place_words,
    street_texts,
)
from tourplanner.store import points_tree
from tourplanner.store.edition import TEXTS

KEEP_REFUSED = 5_000
_BATCH = 32  # blocks, written in a quarter of a second: Cancel is looked at between them
_INSERT_TEXT = (
    "INSERT INTO school_text(rowid, name, place, district, street, code) VALUES (?, ?, ?, ?, ?, ?)"
)


@dataclass(slots=True)
class Tally:
    """What is counted while an edition is written."""

    read: int = 0
    schools: int = 0
    offices: int = 0
    padded: int = 0
    closed: int = 0
    incomplete: int = 0
    refused: list[Refused] = field(default_factory=list)
    refused_count: int = 0
    repeated: list[Refused] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    updated: str = ""

    def count(self, block: ReadBlock) -> None:
        """Count some lines of the file."""
        self.read += len(block.lines) + len(block.refused) + len(block.repeated)
        self.refused_count += len(block.refused)
        self.refused += block.refused[: KEEP_REFUSED - len(self.refused)]
        self.repeated += block.repeated[: KEEP_REFUSED - len(self.repeated)]
        is_school = [not is_office for is_office in block.columns["is_office"]]
        self.schools += sum(is_school)
        self.offices += len(is_school) - sum(is_school)

        def of_schools(name: str) -> Iterator[Any]:
            return compress(block.columns[name], is_school)

        self.states.update(of_schools("state"))
        self.closed += sum(status.casefold() in CLOSED_STATUSES for status in of_schools("status"))
        known = map(of_schools, ("source", "state", "street", "city", "point"))
        self.incomplete += sum(map(bool, map(lacking, *known)))
        self.updated = max(self.updated, max(of_schools("updated"), default="")[:10])
        for notes in filter(None, compress(block.notes, is_school)):
            self.padded += any("leading zero" in note for note in notes)
            self.notes.update(note for note in notes if "leading zero" not in note)

    def report(self, reading: DirectoryReading) -> ImportReport:
        """Give the counts as a report."""
        return ImportReport(
            self.read,
            self.schools + self.offices,
            self.schools,
            self.offices,
            self.padded,
            self.closed,
            self.incomplete,
            tuple(self.repeated),
            tuple(self.refused),
            self.refused_count,
            dict(self.notes),
            dict(reading.columns),
            reading.ignored,
            not (reading.date or self.updated),
        )


def write_rows(
    conn: sqlite3.Connection, blocks: Iterator[ReadBlock], tally: Tally, digest: hashlib._Hash
) -> None:
    """Write the rows that are taken, numbered from 1 in the order of the file.

    Parameters
    ----------
    tally, digest : go on with every row; what the digest reads is what the edition holds.
    """
    n = 1
    points = _Points()
    for block in _in_batches(blocks):
        tally.count(block)
        if taken := len(block.lines):
            _write_block(conn, block.columns, range(n, n + taken), digest, points)
            n += taken
    points_tree.fill(conn, "school_point", points.numbers, points.lats, points.lons)


def _in_batches(blocks: Iterator[ReadBlock]) -> Iterator[ReadBlock]:
    """Read some blocks before they are written: each finds what it uses near the core, together."""
    while batch := deque(islice(blocks, _BATCH)):
        while batch:
            yield batch.popleft()


@dataclass(slots=True)
class _Points:
    """The points of the schools written so far; decimal degrees."""

    numbers: array[int] = field(default_factory=lambda: array("q"))
    lats: array[float] = field(default_factory=lambda: array("d"))
    lons: array[float] = field(default_factory=lambda: array("d"))


def _write_block(
    conn: sqlite3.Connection,
    columns: Mapping[str, Sequence[Any]],
    numbers: range,
    digest: hashlib._Hash,
    points: _Points,
) -> None:
    texts = [columns[name] for name in TEXTS]
    lats, lons = _degrees(columns["point"])
    is_office = list(map(int, columns["is_office"]))
    figures = (is_office, lats, lons, *_degrees(columns["offered_point"]))
    spelled = map("\x1f".join, zip(*texts, *(map(str, each) for each in figures), strict=True))
    digest.update("".join(spelled).encode("utf-8", "replace"))
    _insert(conn, (numbers, *texts, *figures))
    is_school = [not is_office for is_office in columns["is_office"]]
    words = zip(numbers, *search_words(columns), strict=True)
    conn.executemany(_INSERT_TEXT, compress(words, is_school))
    is_pointed = [school and lat is not None for school, lat in zip(is_school, lats, strict=True)]
    points.numbers.extend(compress(numbers, is_pointed))
    points.lats.extend([lat for lat in compress(lats, is_school) if lat is not None])
    points.lons.extend([lon for lon in compress(lons, is_school) if lon is not None])


def _insert(conn: sqlite3.Connection, columns: Sequence[Sequence[object]]) -> None:
    """Insert schools; a column that says nothing stands in the statement, not in every row."""
    said, marks = [], []
    for column in columns:
        is_blank = column[0] in ("", None) and column.count(column[0]) == len(column)
        if is_blank:
            marks.append("NULL" if column[0] is None else "''")
        else:
            marks.append("?")
            said.append(column)
    conn.executemany(f"INSERT INTO school VALUES ({','.join(marks)})", zip(*said, strict=True))


def _degrees(points: Sequence[LatLon | None]) -> tuple[list[float | None], list[float | None]]:
    return (
        [point.lat if point else None for point in points],
        [point.lon if point else None for point in points],
    )


def search_words(columns: Mapping[str, Sequence[Any]]) -> tuple[Iterable[str], ...]:
    """Give what full-text search reads of schools, in the one form of core.model.words.

    Parameters
    ----------
    columns : by the fields of a SchoolRow.

    Returns
    -------
    The columns name, place, district, street and code.
    """
    of = columns.__getitem__
    return (
        name_texts(of("name")),
        map(_place_text, of("city"), of("county")),
        map(_district_text, of("district")),
        street_texts(of("street")),
        _code_texts(of("key"), of("nces"), of("zip"), of("state_id")),
    )


def _code_texts(
    keys: Sequence[str], nces: Sequence[str], zips: Sequence[str], state_ids: Sequence[str]
) -> Iterator[str]:
    own = ["".join(code.split()) for code in state_ids] if any(state_ids) else state_ids
    in_county = [key[7:] if len(key) == 14 else "" for key in keys]
    codes = (keys, nces, [code[:5] for code in zips], own, in_county)
    rows = zip(*codes, strict=True)
    if "".join(map("".join, codes)).isalnum():  # as nearly always
        return map(" ".join, rows)
    return (" ".join(filter(str.isalnum, row)) for row in rows)


# Schools share towns and districts.
@lru_cache(maxsize=1 << 14)
def _place_text(city: str, county: str) -> str:
    return joined((*place_words(city), *place_words(county)))


@lru_cache(maxsize=1 << 14)
def _district_text(district: str) -> str:
    return joined((*place_words(district), *sorted(district_initials(district))))
