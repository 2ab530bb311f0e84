"""Editions of school directories: read-only database files beside the office file.

An edition is written whole into a new file and only then given its name, so that importing blocks
nobody and a crash leaves nothing half done. Its name comes from what it holds: the same directory
gets the same name on every laptop.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections import Counter
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from tourplanner.core.errors import InputError, StoreError
from tourplanner.core.model.edition import (
    DirectoryReading,
    EditionInfo,
    Imported,
    ImportReport,
    ReadRow,
    Refused,
)
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.model.words import (
    district_initials,
    joined,
    name_words,
    place_words,
    street_words,
)
from tourplanner.core.ports import Progress
from tourplanner.store.bulk import without_collector
from tourplanner.store.disk import beside, publish, sweep
from tourplanner.store.edition import COLUMNS, FORMAT, SCHEMA, TEXTS, Edition
from tourplanner.store.faults import explained

KEEP_REFUSED = 5_000
_BATCH = 1_000
# Full-text search gathers words in memory before it writes them: with room for all of a state's it
# writes once. Its own is for programs that add a row now and then.
_HASH = "INSERT INTO school_text(school_text, rank) VALUES ('hashsize', {})"
_ROOM, _OWN_ROOM = 64 << 20, 1 << 20
_TERMS = """
INSERT INTO term SELECT term, max(doc) FROM temp.word WHERE col <> 'code' GROUP BY term
"""
_INDEXES = """
CREATE UNIQUE INDEX school_key ON school(source, key);
CREATE INDEX school_by_key ON school(key);
CREATE INDEX school_nces ON school(nces) WHERE nces <> '';
"""


@dataclass(slots=True)
class _Tally:
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

    def count(self, read: ReadRow) -> None:
        """Count one line of the file."""
        self.read += 1
        row = read.row
        if row is None:
            kept = self.repeated if read.is_repeat else self.refused
            self.refused_count += not read.is_repeat
            if len(kept) < KEEP_REFUSED:
                kept.append(Refused(read.line, read.reason, read.cells))
            return
        if row.is_office:
            self.offices += 1
            return
        self.schools += 1
        self.states[row.state] += 1
        self.closed += row.is_closed
        self.incomplete += bool(row.missing)
        if read.notes:
            self.padded += any("leading zero" in note for note in read.notes)
            self.notes.update(note for note in read.notes if "leading zero" not in note)
        if row.updated > self.updated:
            self.updated = max(self.updated, row.updated[:10])

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
        )


class EditionFolder:
    """The editions beside one office file; reading needs no lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Edition] = {}
        self._guard = threading.Lock()

    def infos(self) -> list[EditionInfo]:
        """Give every edition that is here, newest date first; a damaged file is left out."""
        found = []
        for path in sorted(self.folder.glob("*-????????.db")):
            try:
                found.append(self.open(path.stem).info)
            except StoreError:
                continue
        return sorted(found, key=lambda info: (info.date, info.id), reverse=True)

    def current(self) -> list[EditionInfo]:
        """Give the editions that search reads: state directories first, newest first.

        The newest of each kind and set of states; with it older ones, up to the newest that is at
        least half as long as the longest: a part of a directory hides nothing of the whole.
        """
        by_scope: dict[tuple[str, tuple[str, ...]], list[EditionInfo]] = {}
        for info in self.infos():
            by_scope.setdefault(info.scope, []).append(info)
        kept: list[EditionInfo] = []
        for editions in by_scope.values():
            longest = max(info.schools for info in editions)
            for info in editions:
                kept.append(info)
                if info.schools * 2 >= longest:
                    break
        kept.sort(key=lambda info: (info.date, info.id), reverse=True)
        return sorted(kept, key=lambda info: info.kind != "cde")

    def open(self, edition: str) -> Edition:
        """Open an edition by id.

        Raises
        ------
        StoreError : it is not on this laptop, or damaged.
        """
        with self._guard:
            if edition not in self._open:
                self._open[edition] = Edition(self.folder / f"{edition}.db")
            return self._open[edition]

    def has(self, edition: str) -> bool:
        """Whether the edition is on this laptop."""
        return edition in self._open or (self.folder / f"{edition}.db").is_file()

    def close(self) -> None:
        """Close every edition."""
        with self._guard:
            for edition in self._open.values():
                edition.close()
            self._open.clear()

    @without_collector()
    def write(
        self, reading: DirectoryReading, imported_at: str, progress: Progress | None = None
    ) -> Imported:
        """Write a directory as a new edition.

        Parameters
        ----------
        reading : the open file; its rows are consumed.
        imported_at : the present, ISO; kept in the edition but not part of its name.
        progress : told what goes on; raises Cancelled to stop, then nothing is left behind.

        Raises
        ------
        InputError : no row could be used. StoreError : the edition cannot be written.
        """
        target = self.folder / f"{reading.kind}.db"
        with explained(target):
            self.folder.mkdir(parents=True, exist_ok=True)
            part = beside(target)
            try:
                info, report = _write(part, reading, imported_at, progress)
                sweep(part)
                path = self.folder / f"{info.id}.db"
                is_new = not path.exists()
                if is_new:
                    publish(part, path)
            finally:
                part.unlink(missing_ok=True)
        return Imported(info, report, is_new)


def _write(
    part: Path, reading: DirectoryReading, imported_at: str, progress: Progress | None
) -> tuple[EditionInfo, ImportReport]:
    conn = sqlite3.connect(part, isolation_level=None)
    try:
        # The file is private until it is published, and flushed once then.
        conn.execute("PRAGMA journal_mode=OFF")
        conn.execute("PRAGMA synchronous=OFF")
        conn.executescript(SCHEMA)
        conn.execute(_HASH.format(_ROOM))
        conn.execute("BEGIN")
        tally, digest = _Tally(), hashlib.sha256()
        _write_rows(conn, reading, tally, digest)
        if not tally.schools:
            reason = tally.refused[0] if tally.refused else None
            raise InputError(
                f"No row of “{reading.file_name}” is a school that can be used.",
                f"Line {reason.line} {reason.reason}." if reason else "Choose another file.",
            )
        if progress is not None:
            progress(tally.read, tally.read, "Making the index")
        conn.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, school_text, col)")
        conn.execute(_TERMS)
        refused = [(r.line, 0, r.reason, "\t".join(r.cells)) for r in tally.refused]
        refused += [(r.line, 1, r.reason, "\t".join(r.cells)) for r in tally.repeated]
        conn.executemany("INSERT INTO refused VALUES (?, ?, ?, ?)", refused)
        info = _info(reading, tally, digest, imported_at)
        report = tally.report(reading)
        meta = {"format": str(FORMAT), "info": _info_json(info), "report": _report_json(report)}
        conn.executemany("INSERT INTO meta VALUES (?, ?)", list(meta.items()))
        conn.execute("COMMIT")
        conn.executescript(_INDEXES)
        conn.execute("INSERT INTO school_text(school_text) VALUES ('optimize')")
        conn.execute(_HASH.format(_OWN_ROOM))
    finally:
        conn.close()
    return info, report


def _write_rows(
    conn: sqlite3.Connection,
    reading: DirectoryReading,
    tally: _Tally,
    digest: hashlib._Hash,
) -> None:
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    insert = f"INSERT INTO school VALUES ({marks})"
    text = (
        "INSERT INTO school_text(rowid, name, place, district, street, code) VALUES (?,?,?,?,?,?)"
    )
    rows: list[tuple[object, ...]] = []
    texts: list[tuple[object, ...]] = []
    points: list[tuple[object, ...]] = []
    spelled: list[str] = []
    n = 0

    def flush() -> None:
        digest.update("".join(spelled).encode("utf-8", "replace"))
        conn.executemany(insert, rows)
        conn.executemany(text, texts)
        conn.executemany("INSERT INTO school_point VALUES (?, ?, ?, ?, ?)", points)
        for batch in (rows, texts, points, spelled):
            batch.clear()

    for read in reading.rows:
        tally.count(read)
        row = read.row
        if row is None:
            continue
        n += 1
        words, figures = _texts_of(row), _figures(row)
        spelled.append("\x1f".join((*words, *map(str, figures))))
        rows.append((n, *words, *figures))
        if not row.is_office:
            texts.append((n, *_text_columns(row)))
            if row.point is not None:
                lat, lon = row.point.lat, row.point.lon
                points.append((n, lat, lat, lon, lon))
        if len(rows) >= _BATCH:
            flush()
    flush()


_texts_of = itemgetter(*(SchoolRow._fields.index(name) for name in TEXTS))


def _figures(row: SchoolRow) -> tuple[object, ...]:
    point, offered = row.point, row.offered_point
    return (
        int(row.is_office),
        point.lat if point else None,
        point.lon if point else None,
        offered.lat if offered else None,
        offered.lon if offered else None,
    )


def _text_columns(row: SchoolRow) -> tuple[str, str, str, str, str]:
    """Give what full-text search reads of a school, in the one form of core.model.words."""
    key, zip_code = row.key, row.zip[:5]
    codes = [key, row.nces, zip_code, "".join(row.state_id.split())]
    if len(key) == 14:
        codes.append(key[7:])
    return (
        _name_text(row.name),
        _place_text(row.city, row.county),
        _district_text(row.district),
        joined(street_words(row.street)),
        " ".join(code for code in codes if code.isalnum()),
    )


# Schools share names, towns and districts.
@lru_cache(maxsize=1 << 16)
def _name_text(name: str) -> str:
    return joined(name_words(name).all)


@lru_cache(maxsize=1 << 14)
def _place_text(city: str, county: str) -> str:
    return joined((*place_words(city), *place_words(county)))


@lru_cache(maxsize=1 << 14)
def _district_text(district: str) -> str:
    return joined((*place_words(district), *sorted(district_initials(district))))


def _info(
    reading: DirectoryReading, tally: _Tally, digest: hashlib._Hash, imported_at: str
) -> EditionInfo:
    date = reading.date or tally.updated or imported_at[:10]
    digest.update(f"{FORMAT}\x1f{reading.kind}\x1f{date}".encode())
    common = [state for state, _ in tally.states.most_common() if state]
    return EditionInfo(
        f"{reading.kind}-{digest.hexdigest()[:8]}",
        reading.kind,
        date,
        tuple(sorted(common)) if len(common) <= 3 else ("US",),
        tally.schools,
        tally.offices,
        reading.title,
        reading.source or reading.file_name,
        imported_at,
    )


def _info_json(info: EditionInfo) -> str:
    values = {f.name: getattr(info, f.name) for f in fields(EditionInfo)}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _report_json(report: ImportReport) -> str:
    values = {f.name: getattr(report, f.name) for f in fields(ImportReport)}
    del values["refused"], values["repeated"]  # they have a table of their own
    return json.dumps(values, ensure_ascii=False, sort_keys=True)
