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
from dataclasses import fields
from pathlib import Path

from tourplanner.core.errors import InputError, StoreError
from tourplanner.core.model.edition import (
    DirectoryReading,
    EditionInfo,
    Imported,
    ImportReport,
)
from tourplanner.core.model.site import CDE, STATE
from tourplanner.core.ports import Progress
from tourplanner.store.bulk import without_collector
from tourplanner.store.disk import beside, publish, sweep
from tourplanner.store.edition import FORMAT, SCHEMA, Edition
from tourplanner.store.edition_rows import Tally, write_rows
from tourplanner.store.faults import explained

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
        """Give the editions that search reads: California's first, other states' own last.

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
        return sorted(kept, key=lambda info: (info.kind != CDE, info.kind == STATE))

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
        reading : the open file; its blocks are consumed.
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
        tally, digest = Tally(), hashlib.sha256()
        write_rows(conn, reading.blocks, tally, digest)
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


def _info(
    reading: DirectoryReading, tally: Tally, digest: hashlib._Hash, imported_at: str
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
