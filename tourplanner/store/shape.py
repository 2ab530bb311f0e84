"""Whether a file is an office file, and holds nothing that TourPlanner did not put there.

A file may come from anybody. A trigger or view in it would run with our rights when we write, so a
file with one is not worked on: Restore copies its changes, checked one by one, into a new file.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tourplanner.core.errors import StoreDamaged, StoreError
from tourplanner.store import faults
from tourplanner.store.migrations import APPLICATION_ID
from tourplanner.store.seal import MAGIC

_MAGIC = b"SQLite format 3\x00"
_LOG_COLUMNS = {
    "change": ["n", "key", "record_id", "kind", "action_id", "author", "at", "body"],
    "aside": ["key", "reason", "at", "body"],
    "setting": ["name", "value"],
}


class ForeignFile(StoreError):
    """A database, but not one of ours; or ours, with a damaged name of its kind."""


def check_header(path: Path) -> None:
    """Refuse what is no office file, without opening it as a database."""
    if path.is_dir():
        raise StoreError(f"{path.name} is a folder.", "Choose an office file (.tour) in it.")
    if not path.is_file():
        raise StoreError(f"There is no file {path.name} in {path.parent}.", "Choose another file.")
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) == 100 and header.startswith(MAGIC):
        return  # sealed: what it is shows when it is opened
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StoreDamaged(
            f"{path.name} is not an office file of TourPlanner, or its beginning is damaged.",
            "Choose another file, or restore a backup.",
        )
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise ForeignFile(
            f"{path.name} is the database of another program.", "Choose an office file (.tour)."
        )


def check_pages(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose pages do not fit together: a second for some hundred megabytes."""
    answer = str(conn.execute("PRAGMA quick_check(1)").fetchone()[0])
    if answer != "ok":
        raise faults.damaged(path, "its pages do not make sense", answer)


def check_shape(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose log is not as it was made, or that holds a trigger or a view."""
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ForeignFile(  # a sealed one: of the others the header was looked at
            f"{path.name} is the database of another program.", "Choose an office file (.tour)."
        )
    foreign = conn.execute(
        "SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
    ).fetchone()
    if foreign is not None:
        raise StoreDamaged(
            f"{path.name} holds a {foreign[0]} that TourPlanner did not make.",
            faults.DAMAGED_HINT,
            f"{foreign[0]} {foreign[1]}",
        )
    for table, columns in _LOG_COLUMNS.items():
        rows = conn.execute(f"PRAGMA table_xinfo({table})").fetchall()
        if [row[1] for row in rows] != columns or any(row[6] for row in rows):
            raise faults.damaged(path, "the log is not as TourPlanner makes it", table)
        sql = conn.execute(
            "SELECT sql FROM sqlite_schema WHERE type='table' AND name=?", (table,)
        ).fetchone()[0]
        if "CHECK" in sql.upper():
            raise faults.damaged(path, "the log is not as TourPlanner makes it", table)
