"""What an office file says about itself: whose it is, and which tables it has."""

from __future__ import annotations

import hashlib
import sqlite3

from tourplanner.core.model.ids import is_record_id

PROJECTION = "projection"  # the fingerprint of the declarations that the tables were made from
_OFFICE = "office"


def read(conn: sqlite3.Connection, name: str) -> str | None:
    """Give a setting of the file, None where it has none of that name."""
    row = conn.execute("SELECT value FROM setting WHERE name=?", (name,)).fetchone()
    return None if row is None else str(row[0])


def write(conn: sqlite3.Connection, name: str, value: str) -> None:
    """Set a setting of the file."""
    conn.execute(
        "INSERT INTO setting (name, value) VALUES (?,?) "
        "ON CONFLICT(name) DO UPDATE SET value=excluded.value",
        (name, value),
    )


def office_in(conn: sqlite3.Connection) -> str | None:
    """Give the office's id, None where it is not what was written."""
    return office_of(read(conn, _OFFICE) or "")


def office_of(value: str) -> str | None:
    """Give the office's id from what stands in the settings, None where that is damaged."""
    office, _, check = value.partition(".")
    return office if is_record_id(office) and check == _check(office) else None


def set_office(conn: sqlite3.Connection, office: str) -> None:
    """Say whose file this is, with a few digits that tell a flipped bit."""
    write(conn, _OFFICE, f"{office}.{_check(office)}")


def _check(office: str) -> str:
    return hashlib.sha256(office.encode("ascii")).hexdigest()[:8]
