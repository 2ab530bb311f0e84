"""The office file: saving, taking in changes of others, and what may go wrong there."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tourplanner.core.bodies import NAME_LIMIT
from tourplanner.core.changes import Action, Changes
from tourplanner.core.errors import StoreError, StoreReadOnly
from tourplanner.store import backup, faults, settings
from tourplanner.store.backup import Backup
from tourplanner.store.bulk import without_collector
from tourplanner.store.connect import user_version
from tourplanner.store.lock import FileLock
from tourplanner.store.log import Log
from tourplanner.store.media import Media
from tourplanner.store.migrations import FORMAT_VERSION, migrate
from tourplanner.store.rebuild import project_all
from tourplanner.store.receive import Aside, Received, list_aside, take
from tourplanner.store.remains import Remains
from tourplanner.store.schema import drop_projection, fingerprint, make_projection
from tourplanner.store.tables import Tables
from tourplanner.store.texts import Texts
from tourplanner.store.verify import Report, report_of_damage, verify
from tourplanner.store.writer import Stamp, Writer, checked_edits

Clock = Callable[[], datetime]
Ids = Callable[[], str]

_KEPT = "kept:"


class OfficeFile:
    """One open office file. Used by one thread at a time; other threads open a reader.

    ``tables`` gives typed reads, ``log`` the changes for sharing, ``media`` the stored files;
    ``notice`` is a sentence to show where the file could be opened for reading only.
    """

    def __init__(
        self,
        path: Path,
        conn: sqlite3.Connection,
        *,
        author: str,
        device: str,
        now: Clock,
        ids: Ids,
        lock: FileLock | None,
        notice: StoreError | None = None,
        tables_from: sqlite3.Connection | None = None,
        remains: Remains | None = None,
    ) -> None:
        """Called by ``store.opening`` alone."""
        self.path = path
        self.author = author
        self.device = device
        self.now = now
        self.new_id = ids
        self.log = Log(conn, path)
        self.tables = Tables(tables_from or conn, self.log, path)
        self.media = Media(path)
        self._conn = conn
        self._memory = tables_from
        self._lock = lock
        self._refusal = notice
        self._remains = remains  # of a damaged file: ``conn`` is in memory then
        self._texts = Texts()
        self._writer = Writer(conn, self.log, self._texts, path)

    @property
    def read_only(self) -> bool:
        """Whether ``write`` is refused."""
        return self._lock is None

    @property
    def notice(self) -> str:
        """What to tell the user about this file now, or ""."""
        return self._refusal.text if self._refusal else ""

    @property
    def office_id(self) -> str:
        """The id that all copies of this office's file share."""
        with faults.explained(self.path):
            office = settings.office_in(self._conn)
        if office is None:
            raise faults.damaged(self.path, "what it says about itself is not what was written")
        return office

    def bring_up_to_date(self) -> None:
        """Bring a file of an older version to this one's form; its opening alone asks for it."""
        if user_version(self._conn) < FORMAT_VERSION:
            # It may be under a hold, which older tables do not tell.
            backup.make(self._conn, self.path, self.now(), keeps_all=True)
            migrate(self._conn)
        if settings.read(self._conn, settings.PROJECTION) != fingerprint():
            self._rebuild()

    def take_remains(self) -> None:
        """Show what can be read of a damaged file; its opening alone asks for it."""
        assert self._remains is not None
        bodies = (*self._remains.bodies, *self._remains.aside)
        take(self.log, self._texts, self._conn, self._transaction, bodies, at="")

    def write(self, action: Action, *, undoes: str | None = None) -> Changes:
        """Save one action whole: its changes in the log and the rows of the tables.

        Parameters
        ----------
        undoes : id of the action that this one takes back; for services.undo alone.

        Raises
        ------
        ValueError : an undeclared kind, fact or value; a bug of the caller.
        StoreFull, StoreReadOnly, StoreTooNew, StoreDamaged : nothing was saved.
        """
        self._check_writable()
        edits = checked_edits(action)
        now = self.now()
        if now.tzinfo is None:
            raise ValueError("the clock gave a moment without a zone")
        label = action.label
        if len(label) > NAME_LIMIT:
            label = label[: NAME_LIMIT - 1] + "…"
        action_id = action.action_id
        if action_id is None or self.tables.is_undone(action_id):
            # Typing that goes on after its beginning was undone is a step of its own.
            action_id = self.new_id()
        stamp = Stamp(
            action_id,
            label,
            self.author[:NAME_LIMIT],
            self.device[:NAME_LIMIT],
            now.isoformat(timespec="seconds"),
            undoes,
        )
        with faults.explained(self.path), self._transaction(), without_collector():
            touched = self._writer.save(edits, stamp)
        return Changes(stamp.action, label, touched)

    def receive(self, bodies: Iterable[bytes]) -> Received:
        """Take in changes of others: all good ones or, if saving fails, none.

        Bodies that are here already change nothing; a bad one is set aside with the reason and
        the rest go in.
        """
        self._check_writable()
        with faults.explained(self.path):
            return take(self.log, self._texts, self._conn, self._transaction, bodies, self._at())

    def kept(self, name: str) -> str:
        """Give what ``keep`` wrote under a name; empty where nothing."""
        with faults.explained(self.path):
            return settings.read(self._conn, f"{_KEPT}{name}") or ""

    def keep(self, name: str, value: str) -> None:
        """Keep a habit of this file, such as where the columns of a list go.

        It is no record: no step of undo, and no laptop but this one needs it.
        """
        self._check_writable()
        with faults.explained(self.path), self._transaction() as conn:
            settings.write(conn, f"{_KEPT}{name}", value)

    def aside(self) -> list[Aside]:
        """Give the bodies that wait for a newer version or for what they build on."""
        with faults.explained(self.path):
            return list_aside(self._conn)

    def rebuild(self) -> None:
        """Make all tables anew from the log."""
        self._check_writable()
        with faults.explained(self.path):
            self._rebuild()

    def verify(self) -> Report:
        """Look the whole file over; changes nothing."""
        if self._remains is not None:
            return report_of_damage(self.notice, self._remains, self.tables.total())
        with faults.explained(self.path):
            tables = self._memory or self._conn
            return verify(self._conn, tables, self.log, self.media, self.path)

    def backup(self) -> Backup:
        """Make a checked backup in NAME.files/backups and thin out the older ones.

        While anything in the file is under a legal hold, none is taken away.

        A file that is open for reading can be backed up too: another program may have it open.
        """
        if self._remains is not None:
            self._check_writable()
        held = any(record["hold"] for record in self.tables.all("custody"))
        return backup.make(self._conn, self.path, self.now(), keeps_all=held)

    def changed_since(self, made: Backup) -> bool:
        """Whether something was saved since a backup, or that backup cannot be read."""
        with faults.explained(self.path):
            return backup.count_in(made.path) != self.log.count()

    def save_copy(self, out: Path) -> None:
        """Save a copy with its media and editions, replacing an older copy of that name."""
        backup.save_copy(self._conn, self.path, out)

    def close(self) -> None:
        """Close the file and let other windows have it; a second call does nothing."""
        with contextlib.suppress(*faults.sqlite_errors()):
            self._conn.close()
        if self._memory is not None:
            self._memory.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _at(self) -> str:
        return self.now().isoformat(timespec="seconds")

    def _check_writable(self) -> None:
        if self._refusal is not None:
            raise self._refusal
        if self._lock is None:
            raise StoreReadOnly(
                f"{self.path.name} is open for reading only.", "Open it in a window to change it."
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        conn = self._conn
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield conn
            conn.execute("COMMIT")
        except BaseException:
            # On a full disk SQLite has rolled back already, and a second ROLLBACK would raise.
            if conn.in_transaction:
                with contextlib.suppress(*faults.sqlite_errors()):
                    conn.execute("ROLLBACK")
            self.log.forget()
            self._texts.forget()
            raise

    def _rebuild(self) -> None:
        with self._transaction() as conn:
            drop_projection(conn)
            make_projection(conn)
            project_all(conn, self.log)
            settings.write(conn, settings.PROJECTION, fingerprint())
