"""Seals a closed office file and its backups, gives them another key, or makes them plain again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tourplanner.core.errors import StoreDamaged
from tourplanner.store import faults
from tourplanner.store.backup import listed, problem_in
from tourplanner.store.connect import connect, opened_aside
from tourplanner.store.disk import beside, publish, sweep
from tourplanner.store.lock import FileLock
from tourplanner.store.media import files_folder
from tourplanner.store.places import check_place
from tourplanner.store.seal import Key, export, key_of, remember
from tourplanner.store.shape import check_header, check_pages, check_shape

_SIDE_FILES = ("-journal", "-wal", "-shm")


def convert(path: Path, key: Key | None, *, author: str, now: datetime) -> int:
    """Write a file and then its backups anew with a key; give the number of backups.

    Each is written beside, read back and compared, and only then put in the place of the old one:
    killed at any moment, every file is there as it was or as it shall be. What could not be done is
    done when it is asked for again.

    Parameters
    ----------
    path : of an office file that nobody has open.
    key : None makes it plain.

    Raises
    ------
    StoreLocked : a window or another program has it open.
    StoreSealed : it is sealed, and its passphrase was not given.
    StoreDamaged : it is not whole; nothing was changed.
    StoreFull : there was no room for the copy.
    """
    path = path.expanduser().resolve()
    with faults.explained(path):
        check_header(path)
        check_place(path)
        files_folder(path).mkdir(exist_ok=True)
        lock = FileLock(files_folder(path) / "lock", path, author, now)
        try:
            if key is not None:
                remember(key)
            if key_of(path) != key:
                _close_the_log(path)
                _rewrite(path, key)
            backups = [one.path for one in listed(path) if key_of(one.path) != key]
            for one in backups:
                _rewrite(one, key)
        finally:
            lock.release()
    return len(backups)


def _close_the_log(path: Path) -> None:
    """Bring what stands in the WAL into the file, and look whether it is all there."""
    conn = connect(path)
    try:
        check_pages(conn, path)
        check_shape(conn, path)
        # Refused while anybody reads the file: then a WAL would stay behind that fits no more.
        conn.execute("PRAGMA journal_mode=DELETE")
    finally:
        conn.close()


def _rewrite(path: Path, key: Key | None) -> None:
    part = beside(path)
    try:
        export(path, key_of(path), part, key)
        problem = problem_in(part)
        if not problem and _last_changes(part) != _last_changes(path):
            problem = "it lacks a change"
        if problem:
            raise StoreDamaged(
                f"The new form of {path.name} is not good: {problem}.",
                "The file is as it was. Check it with Verify.",
            )
        sweep(part)
        publish(part, path)
    finally:
        for left in (part, *(Path(f"{part}{suffix}") for suffix in _SIDE_FILES)):
            left.unlink(missing_ok=True)


def _last_changes(path: Path) -> tuple[int, bytes | None]:
    """Give how many changes a closed file holds, and the key of the last one."""
    with opened_aside(path) as conn:
        count, last = conn.execute("SELECT count(*), max(n) FROM change").fetchone()
        row = conn.execute("SELECT key FROM change WHERE n=?", (last,)).fetchone()
    return int(count), row and bytes(row[0])
