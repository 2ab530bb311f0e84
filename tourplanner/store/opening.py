"""Makes and opens office files: to write, to read, and what is left of a damaged one."""

from __future__ import annotations

import sqlite3
import uuid
from datetime import datetime
from pathlib import Path

from tourplanner.core.errors import StoreDamaged, StoreError, StoreTooNew
from tourplanner.store import faults, settings
from tourplanner.store.connect import (
    connect,
    connect_to_read,
    fill_new,
    in_memory,
    make_file,
    user_version,
)
from tourplanner.store.disk import beside, publish_new, set_orphans_aside, sweep
from tourplanner.store.file import Clock, Ids, OfficeFile
from tourplanner.store.lock import FileLock
from tourplanner.store.log import Log
from tourplanner.store.media import files_folder
from tourplanner.store.migrations import FORMAT_VERSION
from tourplanner.store.places import check_place
from tourplanner.store.rebuild import project_all
from tourplanner.store.remains import Remains, read_remains
from tourplanner.store.schema import fingerprint, projection_in_memory
from tourplanner.store.seal import Key
from tourplanner.store.shape import ForeignFile, check_header, check_pages, check_shape

_TOO_NEW_HINT = "Install the newer version of TourPlanner to change it."


def random_id() -> str:
    """Give a fresh random id: 32 hexadecimal digits."""
    return uuid.uuid4().hex


def _no_clock() -> datetime:
    raise ValueError("a file opened for reading needs no clock")


def create_file(
    path: Path | str,
    *,
    author: str,
    device: str,
    now: Clock,
    ids: Ids = random_id,
    office_id: str | None = None,
    key: Key | None = None,
) -> OfficeFile:
    """Make a new office file and open it.

    Parameters
    ----------
    author : who writes, as colleagues know them.
    device : id of this laptop, the same for all its files.
    now : the clock; its moments know their zone.
    ids : source of record and action ids.
    office_id : of an office that has a file on another laptop; None = a new office.
    key : seals the file; None = a plain one.

    Raises
    ------
    InputError : there is a file of this name already.
    StoreError : the folder is synced, on a network, read-only, full or missing.
    """
    path = _resolved(path)
    check_place(path)
    with faults.explained(path):
        if path.exists():
            raise faults.exists_already(path)
        part = beside(path)
        try:
            part.open("xb").close()  # the system says more clearly than SQLite why it cannot
            sweep(part)
            make_file(part, office_id or ids(), key)
            set_orphans_aside(path)
            publish_new(part, path)
        except FileExistsError as error:
            raise faults.exists_already(path) from error
        finally:
            for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
                left.unlink(missing_ok=True)
    return open_file(path, author=author, device=device, now=now, ids=ids)


def open_file(
    path: Path | str,
    *,
    author: str = "",
    device: str = "",
    now: Clock = _no_clock,
    ids: Ids = random_id,
    read_only: bool = False,
) -> OfficeFile:
    """Open an office file; ``read_only`` works while another window has it open.

    A file of a newer version is opened for reading and says so in ``notice``; so is a damaged
    one, of which what can still be read is shown.

    Raises
    ------
    StoreLocked : another window holds it; the text names the holder.
    StoreDamaged : its bytes are not what TourPlanner writes, and no change can be read.
    StoreReadOnly : file or folder may only be read; open it with ``read_only``.
    StoreTooNew : a newer version made it in a way that this one cannot even read.
    StoreError : no such file, another program's file, or a synced or network folder.
    """
    path = _resolved(path)
    if not read_only and (not author or not device or now is _no_clock):
        raise ValueError("who writes, on which laptop, by which clock?")
    try:
        with faults.explained(path):
            check_header(path)
            if read_only:
                return _open_reader(path, None, now)
            return _open_writer(path, author, device, now, ids)
    except (StoreDamaged, ForeignFile) as error:
        with faults.explained(path):
            return _open_damaged(path, error)


def open_reader(path: Path | str) -> OfficeFile:
    """Open an office file for reading in another thread or program, also while it is written."""
    return open_file(path, read_only=True)


def _open_writer(path: Path, author: str, device: str, now: Clock, ids: Ids) -> OfficeFile:
    check_place(path)
    files_folder(path).mkdir(exist_ok=True)
    lock = FileLock(files_folder(path) / "lock", path, author, now())
    conn = None
    try:
        conn = connect(path)
        if user_version(conn) <= FORMAT_VERSION:
            check_pages(conn, path)
            check_shape(conn, path)
            conn.execute("PRAGMA journal_mode=WAL")
            file = OfficeFile(path, conn, author=author, device=device, now=now, ids=ids, lock=lock)
            file.bring_up_to_date()
            return file
    except BaseException:
        if conn is not None:
            conn.close()
        lock.release()
        raise
    conn.close()
    lock.release()
    too_new = StoreTooNew(
        f"{path.name} was made by a newer version of TourPlanner and is open for reading only.",
        _TOO_NEW_HINT,
    )
    return _open_reader(path, too_new, now)


def _open_reader(path: Path, notice: StoreError | None, now: Clock) -> OfficeFile:
    conn = connect_to_read(path)
    memory = None
    try:
        too_new = user_version(conn) > FORMAT_VERSION
        check_pages(conn, path)
        try:
            if not too_new:
                check_shape(conn, path)
            if too_new or settings.read(conn, settings.PROJECTION) != fingerprint():
                # Made by another version: its tables are not ours, its changes are.
                memory = projection_in_memory()
                project_all(memory, Log(conn, path))
        except faults.reading_errors(StoreError) as error:
            if not too_new:
                raise
            raise StoreTooNew(
                f"{path.name} was made by a newer version of TourPlanner and cannot be "
                "read by this one.",
                _TOO_NEW_HINT,
                str(error),
            ) from error
    except BaseException:
        conn.close()
        if memory is not None:
            memory.close()
        raise
    return _to_read(path, conn, now, notice, tables_from=memory)


def _open_damaged(path: Path, error: StoreError) -> OfficeFile:
    """Show what can still be read of a damaged file, from memory; raises where it is nothing.

    Not one byte is written to a damaged file: that could make it worse.
    """
    remains = read_remains(path) if path.is_file() else None
    if remains is None or not remains.bodies:
        if error.hint == faults.DAMAGED_HINT:  # one of ours, as far as that can be told
            raise faults.all_lost(path, error.text, error.details) from error
        raise error
    if isinstance(error, ForeignFile):
        error = faults.damaged(path, "its beginning is not what was written")
    count = len(remains.bodies)
    notice = StoreDamaged(
        f"{error.text} It is open for reading only: {count:,} of {count + remains.lost:,} "
        f"changes can be read.",
        faults.DAMAGED_HINT,
        error.details,
    )
    conn = in_memory()
    try:
        fill_new(conn, remains.office or random_id())
        file = _to_read(path, conn, _no_clock, notice, remains=remains)
        file.take_remains()
    except BaseException:
        conn.close()
        raise
    return file


def _to_read(
    path: Path,
    conn: sqlite3.Connection,
    now: Clock,
    notice: StoreError | None,
    *,
    tables_from: sqlite3.Connection | None = None,
    remains: Remains | None = None,
) -> OfficeFile:
    """Give a file that is held by no lock, so that nobody writes to it here."""
    return OfficeFile(
        path,
        conn,
        author="",
        device="",
        now=now,
        ids=random_id,
        lock=None,
        notice=notice,
        tables_from=tables_from,
        remains=remains,
    )


def _resolved(path: Path | str) -> Path:
    # Two names of one file must meet at one lock, and a link into a synced folder must be seen.
    return Path(path).expanduser().resolve()
