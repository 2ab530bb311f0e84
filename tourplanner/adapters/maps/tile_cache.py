"""Tiles that a server gave, kept on this computer for as long as it says, and no longer."""

from __future__ import annotations

import email.utils
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
MOST_BYTES = 200_000_000  # of all tiles; the oldest go
USUAL = timedelta(days=7)  # where a server says nothing: what OpenStreetMap's policy asks for
_LONGEST = timedelta(days=365)
_LOOK_EVERY = 64  # tiles kept, then it is looked whether there are too many
_BUSY_S = 2
_TABLE = """
CREATE TABLE IF NOT EXISTS tile (
    url TEXT PRIMARY KEY, at TEXT NOT NULL, fresh_until TEXT NOT NULL, may_be_old INTEGER NOT NULL,
    etag TEXT NOT NULL, modified TEXT NOT NULL, data BLOB NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class KeptTile:
    """A tile as it was given; no bytes where the server has none there.

    ``may_be_old`` : whether it may be shown past its time while the server cannot be asked.
    """

    fresh_until: datetime
    may_be_old: bool
    etag: str
    modified: str
    data: bytes

    def questions(self) -> dict[str, str]:
        """Give the headers that ask whether it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


def kept_tile(headers: Mapping[str, str], now: datetime, data: bytes) -> KeptTile | None:
    """Give a tile as its server's headers allow to keep it; None where they do not.

    Parameters
    ----------
    headers : names in small letters.
    """
    told = {}
    for part in headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        told[name] = value.strip('" ')
    if "no-store" in told:
        return None
    fresh = USUAL
    if "no-cache" in told:
        fresh = timedelta()
    elif told.get("max-age", "").isdecimal():
        fresh = timedelta(seconds=int(told["max-age"][:9]))
    elif "expires" in headers:
        fresh = _until(headers["expires"], now)
    return KeptTile(
        now + min(fresh, _LONGEST),
        not {"must-revalidate", "no-cache"} & told.keys(),
        headers.get("etag", ""),
        headers.get("last-modified", ""),
        data,
    )


def _until(text: str, now: datetime) -> timedelta:
    try:
        return max(email.utils.parsedate_to_datetime(text) - now, timedelta())
    except (TypeError, ValueError):  # such as 0: it is over already
        return timedelta()


class TileCache:
    """A small database in the user's cache folder. What fails in it costs a request, no more."""

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most = most_bytes
        self._puts = 0

    def get(self, url: str) -> KeptTile | None:
        """Give a tile."""
        return self._do(lambda db: _read(db, url)) if self._path.exists() else None

    def put(self, url: str, now: datetime, tile: KeptTile) -> None:
        """Keep a tile in the place of what was there."""
        self._puts += 1

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT OR REPLACE INTO tile VALUES (?,?,?,?,?,?,?)",
                (
                    *(url, now.isoformat(), tile.fresh_until.isoformat(), int(tile.may_be_old)),
                    *(tile.etag, tile.modified, tile.data),
                ),
            )
            if self._puts % _LOOK_EVERY == 1:
                self._shrink(db)

        self._do(work)

    def drop(self, url: str) -> None:
        """Keep a tile no longer."""
        self._do(lambda db: db.execute("DELETE FROM tile WHERE url=?", (url,)))

    def clear(self) -> None:
        """Keep nothing."""
        if self._path.exists():
            self._do(lambda db: db.execute("DELETE FROM tile"))

    def _shrink(self, db: sqlite3.Connection) -> None:
        """Let the oldest go, a quarter of the room at once."""
        size = db.execute("SELECT coalesce(sum(length(data)), 0) FROM tile").fetchone()[0]
        if size <= self._most:
            return
        left = size - self._most * 3 // 4
        for url, at in db.execute("SELECT url, length(data) FROM tile ORDER BY at").fetchall():
            db.execute("DELETE FROM tile WHERE url=?", (url,))
            left -= at
            if left <= 0:
                return

    def _do(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Do something in one transaction; None where the file does not let it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)) as db:
                db.execute(_TABLE)
                db.execute("BEGIN IMMEDIATE")
                done = work(db)
                db.execute("COMMIT")
                return done
        except (OSError, ValueError, sqlite3.Error):
            return None


def _read(db: sqlite3.Connection, url: str) -> KeptTile | None:
    row = db.execute(
        "SELECT fresh_until, may_be_old, etag, modified, data FROM tile WHERE url=?", (url,)
    ).fetchone()
    if row is None:
        return None
    until, may_be_old, *rest = row
    return KeptTile(datetime.fromisoformat(until), bool(may_be_old), *rest)
