"""Backups, copies and restoring: what a person does so that work cannot get lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tourplanner.core.errors import StoreError
from tourplanner.store import backup as store
from tourplanner.store.backup import Backup
from tourplanner.store.faults import exists_already, explained
from tourplanner.store.file import OfficeFile
from tourplanner.store.opening import open_reader, random_id
from tourplanner.store.remains import Gap, in_words, read_remains
from tourplanner.store.salvage import salvage

HOURLY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of restoring.

    ``is_whole`` says that the source was good and was copied as it stands; otherwise its readable
    changes were saved into a new file, ``lost`` counts those that were not, as far as the file
    still tells, and ``gaps`` are their numbers in its log.
    """

    path: Path
    is_whole: bool
    changes: int
    records: int
    lost: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def missing(self) -> str:
        """What the log lacks, such as "changes 12 to 14 and 20"; "" where it is nothing."""
        return in_words(self.gaps) if self.gaps else ""


def backup(file: OfficeFile) -> Backup:
    """Make a checked backup now; older ones stay: 12 hours, 14 days, 8 weeks."""
    return file.backup()


def backup_if_due(file: OfficeFile) -> Backup | None:
    """Make a backup where the last one is over an hour old and something was saved since."""
    last = store.listed(file.path)
    if last:
        age = file.now() - last[0].made_at
        # A clock that was set back must not stop backups.
        if timedelta(0) <= age < HOURLY or not file.changed_since(last[0]):
            return None
    return file.backup()


def backups(file: OfficeFile) -> list[Backup]:
    """Give the backups of an open file, newest first."""
    return store.listed(file.path)


def save_copy(file: OfficeFile, out: Path) -> None:
    """Save a copy with its media and editions, replacing an older copy of that name."""
    file.save_copy(out)


def restore(
    source: Path,
    out: Path,
    *,
    now: Callable[[], datetime],
    ids: Callable[[], str] = random_id,
) -> Restored:
    """Make a new office file of a backup, or of a damaged file; never over another file.

    What was done since the backup is in the file it was made of: where that can still be read,
    ``unite`` takes its changes in.

    Raises
    ------
    InputError : there is a file of that name already.
    StoreError : there is no such source, or nothing in it can be read.
    """
    source, out = source.expanduser().resolve(), out.expanduser().resolve()
    if not source.is_file():
        raise StoreError(f"There is no file {source.name}.", "Choose another backup.")
    if out.exists():
        raise exists_already(out)
    if store.is_good(source):
        changes = store.copy_whole(source, out)
        with open_reader(out) as copy:
            return Restored(out, True, changes, copy.tables.total())
    saved = salvage(source, out, now=now, ids=ids)
    return Restored(out, False, saved.changes, saved.records, saved.lost, saved.gaps)


def unite(file: OfficeFile, source: Path) -> int:
    """Take the changes of a backup or of another copy into an open file; give how many were new.

    Merging is the union of the changes: nothing in the open file is replaced.
    """
    source = source.expanduser().resolve()
    with explained(source):
        remains = read_remains(source)
    return file.receive(remains.bodies + remains.aside).taken
