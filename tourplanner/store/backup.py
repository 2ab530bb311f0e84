"""Backups of the office file: made by SQLite's own means, checked, thinned out; and restoring.

Media and editions never change once written, so a backup holds the ``.tour`` alone.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tourplanner.core.bodies import is_intact
from tourplanner.core.errors import InputError, StoreDamaged, StoreError
from tourplanner.store import faults, settings
from tourplanner.store.connect import opened_aside
from tourplanner.store.disk import (
    beside,
    publish,
    publish_new,
    set_orphans_aside,
    side_files,
    sweep,
)
from tourplanner.store.media import files_folder
from tourplanner.store.migrations import FORMAT_VERSION
from tourplanner.store.seal import key_of, open_database
from tourplanner.store.shape import check_header, check_shape
from tourplanner.store.verify import Report, check_log

KEEP_HOURLY, KEEP_DAILY, KEEP_WEEKLY = 12, 14, 8
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file and when it was made (UTC)."""

    path: Path
    made_at: datetime


def backups_folder(office: Path) -> Path:
    """Give the folder of an office file's backups."""
    return files_folder(office) / "backups"


def listed(office: Path) -> list[Backup]:
    """Give the backups of an office file, newest first; other files in the folder are left out."""
    found = []
    for path in backups_folder(office).glob("*.tour"):
        with contextlib.suppress(ValueError):
            made_at = datetime.strptime(path.stem.rpartition("-")[2], "%Y%m%dT%H%M%S%z")
            found.append(Backup(path, made_at.astimezone(UTC)))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def make(
    conn: sqlite3.Connection, office: Path, now: datetime, *, keeps_all: bool = False
) -> Backup:
    """Make a backup, check it, and remove those that the rule of ages no longer keeps.

    Parameters
    ----------
    keeps_all : none is removed, as something in the file is under a legal hold.

    Raises
    ------
    StoreDamaged : the copy is not as it should be; it was thrown away, the older ones are kept.
    StoreFull : there was no room.
    """
    made_at = now.astimezone(UTC).replace(microsecond=0)
    path = backups_folder(office) / f"{office.stem}-{made_at.strftime(_STAMP)}.tour"
    with faults.explained(office):
        path.parent.mkdir(parents=True, exist_ok=True)
        _copy(conn, office, path, publish)
        everything = [] if keeps_all else listed(office)
        kept = keep([backup.made_at for backup in everything])
        for old in everything:
            if old.made_at not in kept:
                old.path.unlink(missing_ok=True)
    return Backup(path, made_at)


def keep(stamps: Iterable[datetime]) -> set[datetime]:
    """Give the moments whose backups are kept: the newest, then 12 hours, 14 days and 8 weeks.

    Of each hour, day and week that has a backup the newest one counts; quiet times push nothing
    out, since only hours, days and weeks with a backup are counted.
    """
    newest_first = sorted(set(stamps), reverse=True)
    kept = set(newest_first[:1])
    periods: list[tuple[int, Callable[[datetime], object]]] = [
        (KEEP_HOURLY, lambda at: (at.date(), at.hour)),
        (KEEP_DAILY, lambda at: at.date()),
        (KEEP_WEEKLY, lambda at: tuple(at.isocalendar())[:2]),
    ]
    for number, period_of in periods:
        seen: set[object] = set()
        for at in newest_first:
            period = period_of(at)
            if period not in seen and len(seen) < number:
                seen.add(period)
                kept.add(at)
    return kept


def save_copy(conn: sqlite3.Connection, office: Path, out: Path) -> None:
    """Save a copy with its media and editions; the ``.tour`` comes last, so it is never alone.

    Raises
    ------
    InputError : the copy would lie on the office file itself, or on one that is open.
    """
    out = out.expanduser().resolve()
    if out == office:
        raise InputError("This is the file itself.", "Choose another name for the copy.")
    if side_files(out):
        # Put in place under an old WAL, the copy would be damaged by it.
        raise InputError(
            f"{out.name} is open, or was not closed properly.", "Choose another name for the copy."
        )
    with faults.explained(out):
        if not out.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(out.parent))
        copy_files(office, out)
        _copy(conn, office, out, publish)


def is_good(source: Path) -> bool:
    """Whether a closed file is an office file that can be copied as it stands."""
    with faults.explained(source):
        try:
            check_header(source)
            with opened_aside(source) as conn:
                if conn.execute("PRAGMA user_version").fetchone()[0] <= FORMAT_VERSION:
                    check_shape(conn, source)
                report = Report()
                check_log(conn, report)
                return report.is_good and not _problem(conn) and bool(settings.office_in(conn))
        except faults.reading_errors(StoreError):
            return False


def copy_whole(source: Path, out: Path) -> int:
    """Copy a closed file with its media under a new name; give the number of its changes.

    Only the log was hashed, so the tables of the copy are made anew when it is opened.

    Raises
    ------
    InputError : there is a file of that name.
    """
    with faults.explained(source), opened_aside(source) as conn:
        copy_files(source, out)
        set_orphans_aside(out)
        try:
            _copy(conn, source, out, publish_new, forget_tables=True)
        except FileExistsError as error:
            raise faults.exists_already(out) from error
        return int(conn.execute("SELECT count(*) FROM change").fetchone()[0])


def copy_files(source: Path, out: Path) -> None:
    """Copy media and editions of an office file, or of the one that a backup was made of."""
    folder = files_folder(source)
    if source.parent.name == "backups" and source.parent.parent.suffix == ".files":
        folder = source.parent.parent
    for name in ("media", "editions"):
        if (folder / name).is_dir():
            _copy_folder(folder / name, files_folder(out) / name)


def count_in(source: Path) -> int:
    """Give the number of changes in a backup, -1 where it cannot be read."""
    try:
        with opened_aside(source) as conn:
            return int(conn.execute("SELECT count(*) FROM change").fetchone()[0])
    except faults.reading_errors(OSError):
        return -1


def _copy(
    conn: sqlite3.Connection,
    office: Path,
    out: Path,
    put: Callable[[Path, Path], None],
    *,
    forget_tables: bool = False,
) -> None:
    part = beside(out)
    try:
        # A copy of a sealed file is sealed, with the same key.
        copy = open_database(part, "mode=rwc", key_of(office))
        try:
            # Nobody sees the copy before it is whole: it needs no journal of its own.
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")
            conn.backup(copy)
            if forget_tables:
                settings.write(copy, settings.PROJECTION, "")
            # As one file, without a WAL beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
        problem = problem_in(part)
        if problem:
            raise StoreDamaged(
                f"The copy of {office.name} is not good: {problem}.",
                "Older backups are kept. Check the disk, and check the file with Verify.",
            )
        sweep(part)
        put(part, out)
    finally:
        for left in (part, Path(f"{part}-journal"), Path(f"{part}-wal"), Path(f"{part}-shm")):
            left.unlink(missing_ok=True)


def problem_in(path: Path) -> str:
    """Read a closed file from end to end; give what is wrong with it, or ""."""
    conn = open_database(path, "mode=ro&immutable=1", key_of(path))
    try:
        conn.execute("PRAGMA trusted_schema=OFF")
        conn.execute("PRAGMA cell_size_check=ON")
        return _problem(conn)
    finally:
        conn.close()


def _problem(conn: sqlite3.Connection) -> str:
    try:
        if conn.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            return "its pages do not make sense"
        for key, body in conn.execute("SELECT key, body FROM change"):
            if not is_intact(body, key):
                return "a saved change is not what was written"
    except faults.reading_errors():
        return "it cannot be read"
    return ""


def _copy_folder(source: Path, target: Path) -> None:
    """Copy files that never change: what is there already is left alone."""
    for path in sorted(source.rglob("*")):
        out = target / path.relative_to(source)
        if not path.is_file() or path.name.startswith("."):
            continue
        if out.exists() and out.stat().st_size == path.stat().st_size:
            continue
        out.parent.mkdir(parents=True, exist_ok=True)
        part = beside(out)
        try:
            shutil.copyfile(path, part)
            publish(part, out)
        finally:
            part.unlink(missing_ok=True)
