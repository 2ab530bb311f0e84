"""Connections to office files: how SQLite is set for writing, for reading and in memory."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tourplanner.core.errors import StoreReadOnly
from tourplanner.store import faults, settings
from tourplanner.store.migrations import migrate
from tourplanner.store.schema import fingerprint, make_projection
from tourplanner.store.seal import Key, key_of, open_database


def make_file(part: Path, office_id: str, key: Key | None = None) -> None:
    """Make the file of an office that has no changes yet, sealed where a key is given."""
    conn = open_database(part, "mode=rwc", key)
    try:
        conn.execute("PRAGMA trusted_schema=OFF")
        # The file gets its name only when it is whole, so speed may win here.
        conn.execute("PRAGMA synchronous=OFF")
        fill_new(conn, office_id)
    finally:
        conn.close()


def fill_new(conn: sqlite3.Connection, office_id: str) -> None:
    """Make log, tables and settings of an office in an empty database."""
    migrate(conn)
    conn.execute("BEGIN IMMEDIATE")
    make_projection(conn)
    settings.write(conn, settings.PROJECTION, fingerprint())
    settings.set_office(conn, office_id)
    conn.execute("COMMIT")


def in_memory() -> sqlite3.Connection:
    """Give an empty database that ends with its connection."""
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def connect(path: Path, options: str = "mode=rw") -> sqlite3.Connection:
    """Open a file that is there; ``options`` are those of SQLite's file names.

    Raises
    ------
    StoreSealed : it is sealed, and its passphrase was not given.
    """
    conn = open_database(path, options, key_of(path))
    try:
        conn.execute("PRAGMA trusted_schema=OFF")
        conn.execute("PRAGMA cell_size_check=ON")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("PRAGMA temp_store=MEMORY")
        conn.execute("PRAGMA cache_size=-32000")
        if sys.version_info >= (3, 12) and isinstance(conn, sqlite3.Connection):
            conn.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        conn.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except BaseException:
        conn.close()
        raise
    return conn


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that nothing may be written to.

    Raises
    ------
    StoreReadOnly : it was not closed properly, and SQLite may not mend that where it lies.
    """
    try:
        conn = connect(path, "mode=ro")
    except faults.sqlite_errors("OperationalError") as error:
        code = error.sqlite_errorcode & 0xFF
        if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        # SQLite wants to write beside a file in WAL mode. Where the folder forbids it and nothing
        # is waiting in the WAL, the file itself is complete and can be read as it stands.
        wal = Path(f"{path}-wal")
        if wal.exists() and wal.stat().st_size:
            raise StoreReadOnly(
                f"{path.name} was not closed properly and its folder may only be read.",
                "Copy it, with all files whose names begin like its own, to a folder of your own.",
                str(error),
            ) from error
        conn = connect(path, "mode=ro&immutable=1")
    conn.execute("PRAGMA query_only=ON")
    return conn


@contextmanager
def opened_aside(source: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody has open, leaving it and its folder as they are.

    Where it was not closed properly, its last changes stand in the WAL beside it; then a copy of
    both is read.
    """
    wal = Path(f"{source}-wal")
    with ExitStack() as stack:
        options, opened = "mode=ro&immutable=1", source
        if wal.exists() and wal.stat().st_size:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="tourplanner-")))
            for path in (source, wal):
                shutil.copyfile(path, folder / path.name)
            options, opened = "mode=rw", folder / source.name
        conn = open_database(opened, options, key_of(source))
        stack.callback(conn.close)
        conn.execute("PRAGMA trusted_schema=OFF")
        conn.execute("PRAGMA cell_size_check=ON")
        yield conn


def user_version(conn: sqlite3.Connection) -> int:
    """Give the version of the format: what migrations.FORMAT_VERSION was when it was written."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])
