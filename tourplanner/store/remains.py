"""What is left of a damaged office file: its pages are read one by one, without SQLite.

SQLite finds a row by way of the header, the schema and the pages above it, and gives up where one
of them is damaged. Here every page is looked at by itself, wherever it stands: a change whose bytes
still have their hash is good, and nothing else is taken.

Source
------
SQLite's "Database File Format" (sqlite.org/fileformat2.html): b-tree pages, records, overflow
pages, the write-ahead log.
"""

from __future__ import annotations

import hashlib
import mmap
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tourplanner.core.bodies import BODY_LIMIT, is_intact
from tourplanner.store.connect import opened_aside
from tourplanner.store.faults import reading_errors
from tourplanner.store.seal import salt_of
from tourplanner.store.settings import office_of

_PAGE_BYTES = 4_096  # what SQLite gives new files, where the header cannot tell
_BEGINNING = b'{"action":"'  # of every body: what tells our files from others, however large
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
_SMALLEST_CHANGE = 200  # bytes: bounds the numbers that a damaged file may claim
_BLOB_32 = 12 + 2 * 32  # the serial type of a key
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}  # their lengths in bytes


class Gap(NamedTuple):
    """Numbers of changes that cannot be read, the last one included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first:,}" if self.first == self.last else f"{self.first:,} to {self.last:,}"


@dataclass(frozen=True, slots=True)
class Remains:
    """What can still be read.

    ``bodies`` are the changes in the order of the log, ``aside`` those kept for later; ``office``
    is the office's id, where it can be read.
    """

    bodies: tuple[bytes, ...]
    aside: tuple[bytes, ...]
    gaps: tuple[Gap, ...]
    office: str | None

    @property
    def lost(self) -> int:
        """The number of changes that cannot be read, as far as the file still tells."""
        return sum(gap.last - gap.first + 1 for gap in self.gaps)


def read_remains(path: Path) -> Remains:
    """Read every change that is whole, from the file and from the WAL beside it.

    Raises
    ------
    OSError : the file cannot be read.
    """
    if salt_of(path):
        return _sealed_remains(path)
    pages = _Pages(path)
    if not pages.hold(_BEGINNING):
        return Remains((), (), (), None)
    bodies: dict[int, bytes] = {}
    aside: dict[bytes, bytes] = {}
    listed: dict[bytes, int] = {}  # what the index of keys says
    office = None
    for page in pages.all():
        if page[:1] == bytes([_TABLE_LEAF]):
            for n, record in _rows(pages, page):
                if change := _change(record):
                    bodies[n] = change
                elif waiting := _aside(record):
                    aside[hashlib.sha256(waiting).digest()] = waiting
                office = office or _office(record)
        elif page[:1] in (bytes([_INDEX_LEAF]), bytes([_INDEX_INNER])):
            listed.update(_listed(page))
    most = pages.size // _SMALLEST_CHANGE + 1
    numbers = {n for key, n in listed.items() if key not in aside} | bodies.keys()
    last = max((n for n in numbers if n <= most), default=0)
    return Remains(
        tuple(body for _, body in sorted(bodies.items())),
        tuple(body for _, body in sorted(aside.items())),
        tuple(gaps_between(bodies, last)),
        office,
    )


def _sealed_remains(path: Path) -> Remains:
    """Read a sealed file row by row: what its pages hold is known to its library alone."""
    bodies: dict[int, bytes] = {}
    with opened_aside(path) as conn:
        last = int(_read(conn, "SELECT max(n) FROM change") or 0)
        for n in range(1, last + 1):
            body = _read(conn, "SELECT body FROM change WHERE n=?", n)
            if body and is_intact(body, _read(conn, "SELECT key FROM change WHERE n=?", n)):
                bodies[n] = body
        office = office_of(str(_read(conn, "SELECT value FROM setting WHERE name='office'") or ""))
    in_order = tuple(body for _, body in sorted(bodies.items()))
    return Remains(in_order, (), tuple(gaps_between(bodies, last)), office)


def _read(conn: sqlite3.Connection, sql: str, *values: int) -> Any:
    """Give one value, None where it is not there or cannot be read."""
    try:
        row = conn.execute(sql, values).fetchone()
    except reading_errors():
        return None
    return row[0] if row else None


def gaps_between(numbers: Iterable[int], last: int) -> Iterator[Gap]:
    """Give the runs of numbers from 1 to ``last`` that are not there."""
    before = 0
    for n in (*sorted(n for n in numbers if 0 < n <= last), last + 1):
        if n > before + 1:
            yield Gap(before + 1, n - 1)
        before = n


def runs(numbers: Iterable[int]) -> list[Gap]:
    """Give the runs of numbers that are there."""
    found: list[Gap] = []
    for n in sorted(numbers):
        if found and found[-1].last == n - 1:
            found[-1] = Gap(found[-1].first, n)
        else:
            found.append(Gap(n, n))
    return found


def in_words(gaps: Sequence[Gap], shown: int = 5) -> str:
    """Give numbers of changes as a person reads them: "changes 12 to 14, 20 and 3 more gaps"."""
    one = len(gaps) == 1 and gaps[0].first == gaps[0].last
    parts = [str(gap) for gap in gaps[:shown]]
    if len(gaps) > shown:
        left = len(gaps) - shown
        parts.append(f"{left:,} more {'gap' if left == 1 else 'gaps'}")
    words = ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"{'change' if one else 'changes'} {words}"


class _Pages:
    """The pages of a file as they stood after the last action that was saved whole."""

    def __init__(self, path: Path) -> None:
        self._data = _bytes(path)
        self.size = len(self._data)
        size = int.from_bytes(self._data[16:18], "big")
        size = 65_536 if size == 1 else size
        is_size = 512 <= size <= 65_536 and size & (size - 1) == 0
        self._bytes = size if is_size else _PAGE_BYTES
        self.usable = self._bytes  # our files reserve nothing at the end of a page
        self._newer = _wal_pages(Path(f"{path}-wal"), self._bytes)

    def hold(self, words: bytes) -> bool:
        """Whether some bytes stand anywhere."""
        return self._data.find(words) >= 0 or any(words in page for page in self._newer.values())

    def all(self) -> Iterator[bytes]:
        """Give every page but the first, which holds the schema alone."""
        last = max([self.size // self._bytes, *self._newer])
        for number in range(2, last + 1):
            yield self.page(number)

    def page(self, number: int) -> bytes:
        """Give a page by its number (from 1), short or empty where the file ends before it."""
        if number in self._newer:
            return self._newer[number]
        start = (number - 1) * self._bytes
        return bytes(self._data[start : start + self._bytes]) if number > 0 else b""


def _bytes(path: Path) -> bytes | mmap.mmap:
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # nothing is in it
            return b""


def _wal_pages(path: Path, page_bytes: int) -> dict[int, bytes]:
    """Give the pages in a WAL up to the last transaction that was committed."""
    if not path.is_file():
        return {}
    data = _bytes(path)
    salt = data[16:24]
    found: dict[int, bytes] = {}
    open_: dict[int, bytes] = {}
    for at in range(32, len(data) - page_bytes - 23, 24 + page_bytes):
        if data[at + 8 : at + 16] != salt:  # left over from an older WAL
            break
        number = int.from_bytes(data[at : at + 4], "big")
        open_[number] = bytes(data[at + 24 : at + 24 + page_bytes])
        if data[at + 4 : at + 8] != b"\0\0\0\0":  # the frame that commits
            found.update(open_)
            open_.clear()
    return found


def _rows(pages: _Pages, page: bytes) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
    """Give (row number, columns) of a table's page; a column is its serial type and bytes."""
    usable = pages.usable
    for at in _cells(page, 8):
        length, at = _varint(page, at)
        n, at = _varint(page, at)
        if length > BODY_LIMIT * 2:
            continue
        payload = _payload(pages, page, at, length, usable - 35)
        columns = _columns(payload)
        if columns:
            yield n, columns


def _payload(pages: _Pages, page: bytes, at: int, length: int, most: int) -> bytes:
    """Give a cell's bytes, those on overflow pages included; less where a page is missing."""
    usable = pages.usable
    if length <= most:
        return page[at : at + length]
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    local = local if local <= most else least
    parts = [page[at : at + local]]
    left, following = length - local, page[at + local : at + local + 4]
    while left > 0:
        more = pages.page(int.from_bytes(following, "big"))
        if len(more) < 5:
            break
        following, part = more[:4], more[4 : 4 + min(left, usable - 4)]
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _listed(page: bytes) -> Iterator[tuple[bytes, int]]:
    """Give (key, row number) from a page of the index of keys."""
    is_inner = page[0] == _INDEX_INNER
    for at in _cells(page, 12 if is_inner else 8):
        length, at = _varint(page, at + 4 if is_inner else at)
        columns = _columns(page[at : at + min(length, 64)])
        if len(columns) == 2 and columns[0][0] == _BLOB_32 and columns[1][0] in _INTEGERS:
            kind, digits = columns[1]
            number = kind - 8 if kind >= 8 else int.from_bytes(digits, "big", signed=True)
            yield columns[0][1], number


def _cells(page: bytes, header: int) -> Iterator[int]:
    """Give where the cells of a b-tree page begin."""
    count = int.from_bytes(page[3:5], "big")
    for number in range(min(count, len(page) // 4)):
        at = header + 2 * number
        start = int.from_bytes(page[at : at + 2], "big")
        if header <= start < len(page) - 4:
            yield start


def _columns(payload: bytes) -> list[tuple[int, bytes]]:
    """Take a record apart into (serial type, bytes); empty where it is none of the log's."""
    header, at = _varint(payload, 0)
    if not at < header <= 64:  # the log's tables have at most eight columns
        return []
    kinds = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    columns = []
    for kind in kinds:
        size = _INTEGERS.get(kind, 0) if kind < 12 else (kind - 12) // 2
        columns.append((kind, payload[at : at + size]))
        at += size
    return columns


def _change(columns: list[tuple[int, bytes]]) -> bytes | None:
    """Give the body of a row of the log, None where it is another row or damaged."""
    if len(columns) != 8 or columns[1][0] != _BLOB_32:
        return None
    key, body = columns[1][1], columns[7][1]
    return body if is_intact(body, key) else None


def _aside(columns: list[tuple[int, bytes]]) -> bytes | None:
    """Give the body of a row of what is kept for later."""
    if len(columns) != 4 or columns[0][0] != _BLOB_32:
        return None
    key, body = columns[0][1], columns[3][1]
    return body if is_intact(body, key) else None


def _office(columns: list[tuple[int, bytes]]) -> str | None:
    """Give the office's id from its row of the settings."""
    if len(columns) != 2 or columns[0][1] != b"office":
        return None
    return office_of(columns[1][1].decode("utf-8", "replace"))


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read SQLite's integer of one to nine bytes; give it and where it ends."""
    value = 0
    for number in range(9):
        byte = data[at] if at < len(data) else 0
        at += 1
        if number == 8:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at
