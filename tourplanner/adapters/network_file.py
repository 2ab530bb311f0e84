"""What this computer remembers of the network: hosts asked, when each may be asked again, answers.

One small database in the user's folder, beside no office file: it is about this computer, never
shared, and outlives a restart. Each call opens it anew, so that threads and programs may share it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tourplanner.core.errors import ProviderOffline
from tourplanner.core.model.network import HostAsked

LISTED = 10_000  # requests; older ones leave the list
LONGEST_HOLD_S = 86_400  # a host that asks for more, or a clock that was set back, counts as a day
_BUSY_S = 5
_TABLES = """
CREATE TABLE IF NOT EXISTS asked (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, host TEXT NOT NULL, why TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS host (name TEXT PRIMARY KEY, free_at REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS answer (
    provider TEXT NOT NULL, query TEXT NOT NULL, at TEXT NOT NULL, places TEXT NOT NULL,
    PRIMARY KEY (provider, query)
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One place as a provider gave it; ``raw`` is its own JSON."""

    label: str
    lat: float
    lon: float
    raw: Any


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """All places that a provider gave for one query, and when; empty = it knew none."""

    at: datetime
    places: tuple[KeptAnswer, ...]


class NetworkFile:
    """The list of hosts asked, the pace of each, and the answers that may be kept."""

    def __init__(self, path: Path) -> None:
        self._path = path

    # -- hosts asked ---------------------------------------------------------------------------

    def note(self, at: datetime, host: str, why: str) -> int:
        """Write down that a host is about to be asked, and give the line's number."""
        with self._open() as db:
            done = db.execute(
                "INSERT INTO asked (at, host, why, outcome) VALUES (?,?,?,'no answer yet')",
                (at.isoformat(), host, why),
            )
            number = done.lastrowid or 0
            db.execute("DELETE FROM asked WHERE n <= ?", (number - LISTED,))
            return number

    def note_outcome(self, number: int, outcome: str) -> None:
        """Write down what came of a request."""
        with self._open() as db:
            db.execute("UPDATE asked SET outcome=? WHERE n=?", (outcome, number))

    def hosts_asked(self, limit: int) -> tuple[HostAsked, ...]:
        """Give the last requests, the newest first."""
        if not self._path.exists():
            return ()
        with self._open() as db:
            rows = db.execute(
                "SELECT at, host, why, outcome FROM asked ORDER BY n DESC LIMIT ?", (limit,)
            ).fetchall()
        return tuple(HostAsked(datetime.fromisoformat(at), *rest) for at, *rest in rows)

    # -- pace ----------------------------------------------------------------------------------

    def take_turn(self, host: str, now: datetime, pace_s: float, most_s: float) -> float:
        """Give the seconds until a host may be asked; where they are at most ``most_s``, the turn
        is taken and the next one comes ``pace_s`` later.
        """
        at = now.timestamp()
        with self._open() as db:
            row = db.execute("SELECT free_at FROM host WHERE name=?", (host,)).fetchone()
            free = min(max(at, row[0] if row else at), at + LONGEST_HOLD_S)
            if free - at <= most_s:
                _set_free(db, host, free + pace_s)
            return float(free - at)

    def hold(self, host: str, now: datetime, seconds: float) -> None:
        """Ask a host nothing for a while, as it wished."""
        with self._open() as db:
            _set_free(db, host, now.timestamp() + min(seconds, LONGEST_HOLD_S))

    # -- answers -------------------------------------------------------------------------------

    def keep(self, provider: str, query: str, answers: KeptAnswers) -> None:
        """Keep what a provider answered, in the place of what it answered before."""
        # In ASCII: an answer may hold halves of characters that no database takes.
        places = json.dumps([asdict(place) for place in answers.places])
        with self._open() as db:
            db.execute(
                "INSERT OR REPLACE INTO answer (provider, query, at, places) VALUES (?,?,?,?)",
                (provider, query, answers.at.isoformat(), places),
            )

    def kept(self, provider: str, query: str, since: datetime) -> KeptAnswers | None:
        """Give what a provider answered, unless it was before ``since``."""
        if not self._path.exists():
            return None
        with self._open() as db:
            row = db.execute(
                "SELECT at, places FROM answer WHERE provider=? AND query=?", (provider, query)
            ).fetchone()
        if row is None or datetime.fromisoformat(row[0]) < since:
            return None
        places = tuple(KeptAnswer(**place) for place in json.loads(row[1]))
        return KeptAnswers(datetime.fromisoformat(row[0]), places)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction.

        Raises
        ------
        ProviderOffline : it cannot be written; then nothing goes out, for nothing goes unlisted.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)) as db:
                db.executescript(_TABLES)
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            raise ProviderOffline(
                f"The list of hosts asked ({self._path}) cannot be kept, so nothing is asked.",
                "Free the folder for writing; a damaged list may be deleted.",
                str(error),
            ) from error


def _set_free(db: sqlite3.Connection, host: str, at: float) -> None:
    db.execute("INSERT OR REPLACE INTO host (name, free_at) VALUES (?,?)", (host, at))
