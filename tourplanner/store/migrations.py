"""The log's own tables, and every step from an older version to this one.

Steps are forward only and each runs in one transaction with the record of itself. Only the log is
migrated; the projection is made anew. sqlite-utils is loaded inside the functions, because opening
and reading a file of this version never needs it.
"""

from __future__ import annotations

import sqlite3
from typing import Any

FORMAT_VERSION = 1
APPLICATION_ID = 0x54504C4E  # "TPLN": what tells an office file from another SQLite file


STEP_NAMES = ("m001_log",)  # in order; sqlite-utils notes them in the file


def _steps() -> Any:
    from sqlite_utils import Migrations

    steps = Migrations("tourplanner")

    @steps()
    def m001_log(db: Any) -> None:
        db.table("change").create(
            {
                "n": int,
                "key": bytes,
                "record_id": bytes,
                "kind": str,
                "action_id": bytes,
                "author": str,
                "at": str,
                "body": bytes,
            },
            pk="n",
            not_null={"key", "record_id", "kind", "action_id", "author", "at", "body"},
            strict=True,
        )
        db.table("change").create_index(["key"], unique=True)
        db.table("change").create_index(["record_id"])
        db.table("change").create_index(["action_id"])
        db.table("aside").create(
            {"key": bytes, "reason": str, "at": str, "body": bytes}, pk="key", strict=True
        )
        db.table("setting").create({"name": str, "value": str}, pk="name", strict=True)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute("PRAGMA user_version=1")

    return steps


def migrate(conn: sqlite3.Connection, steps: Any = None) -> None:
    """Apply every step that the file has not seen; on a new file, all of them.

    Parameters
    ----------
    steps : a sqlite-utils ``Migrations``; None = those of this version.
    """
    from sqlite_utils import Database

    db = Database(conn, recursive_triggers=False, execute_plugins=False)
    (steps or _steps()).apply(db)
    if steps is None:
        # Every step sets it too; this mends a file that lost the number alone.
        conn.execute(f"PRAGMA user_version={FORMAT_VERSION}")
