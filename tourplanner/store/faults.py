"""What SQLite and the system report, told as one sentence and a hint."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tourplanner.core.errors import (
    InputError,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
)

_OUR_MISTAKES = (
    "syntax error",
    "incomplete input",
    "unrecognized token",
    "no such function",
    "wrong number of arguments",
    "ambiguous column",
)

FULL_HINT = "Free some space on the disk, then try again. What was saved before is safe."
DAMAGED_HINT = (
    "Restore a backup, or use Restore on this file: it saves every change still readable."
)


def full(path: Path, details: str = "") -> StoreFull:
    """Give the error for a disk without room."""
    return StoreFull(f"There is no room left to save {path.name}.", FULL_HINT, details)


def damaged(path: Path, what: str, details: str = "") -> StoreDamaged:
    """Give the error for a file that does not hold what was written; ``what`` ends the sentence."""
    return StoreDamaged(f"{path.name} is damaged: {what}.", DAMAGED_HINT, details)


def all_lost(path: Path, why: str = "", details: str = "") -> StoreDamaged:
    """Give the error for a file without one change that can be read; ``why`` goes before it."""
    text = f"{why} Nothing in {path.name} can be read any more.".lstrip()
    return StoreDamaged(text, "Restore a backup of it.", details)


def read_only(path: Path, details: str = "") -> StoreReadOnly:
    """Give the error for a file or folder that may only be read."""
    return StoreReadOnly(
        f"{path.name} cannot be changed: the file or its folder may only be read.",
        "Save a copy in a folder of your own and work there.",
        details,
    )


def exists_already(path: Path) -> InputError:
    """Give the error for a name that is taken."""
    return InputError(
        f"There is already a file {path.name}.", "Choose a name that is not taken yet."
    )


def unreadable(source: Path, details: str = "") -> InputError:
    """Give the error for a file of the user's that cannot be read."""
    return InputError(
        f"{source.name} cannot be read.", "Look whether its card or disk is still there.", details
    )


def wrong_copy(source: Path) -> StoreError:
    """Give the error for a copy that does not hold what was read."""
    return StoreError(
        f"The copy of {source.name} is not the same as the original.",
        "Keep the original. Check the disk and the card, then try again.",
    )


def sqlite_errors(name: str = "Error") -> tuple[type[sqlite3.Error], ...]:
    """Give a class of SQLite's errors: that of plain files and, where one is open, of sealed ones.

    The library of sealed files has classes of its own, of the same names.
    """
    found: list[type[sqlite3.Error]] = [getattr(sqlite3, name)]
    sealed = sys.modules.get("sqlcipher3.dbapi2")
    if sealed is not None:
        found.append(getattr(sealed, name))
    return tuple(found)


def reading_errors(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Give what bytes that are not as they were written raise, and ``more``."""
    # A flipped bit in a name reaches Python as text that is no UTF-8.
    return (*sqlite_errors("DatabaseError"), UnicodeDecodeError, *more)


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """Turn an error of SQLite into the one that a user can understand."""
    code = getattr(error, "sqlite_errorcode", None)
    details = f"{getattr(error, 'sqlite_errorname', '')} {error}"
    primary = None if code is None else code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return full(path, details)
    if primary == sqlite3.SQLITE_IOERR:
        return _explain_io(code or 0, path, details)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreLocked(
            f"{path.name} is busy: another program is writing to it.",
            "Close the other program and try again.",
            details,
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return read_only(path, details)
    if primary == sqlite3.SQLITE_CANTOPEN:
        return StoreReadOnly(
            f"{path.name} cannot be opened.",
            "Check that the file is still there and that you may read it and write in its folder.",
            details,
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, "its pages do not make sense", details)
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return damaged(path, "its tables do not fit its log", details)
    if primary == sqlite3.SQLITE_ERROR and isinstance(error, sqlite_errors("OperationalError")):
        return damaged(path, "a table is not as TourPlanner made it", details)
    return StoreError(f"{path.name} could not be read or written.", DAMAGED_HINT, details)


def _explain_io(code: int, path: Path, details: str) -> StoreError:
    reading = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ)
    if code in reading:
        return damaged(path, "part of it cannot be read from the disk", details)
    # A disk over its quota or at its size limit reports a failed write, not "full".
    return full(path, details)


def explain_os(error: OSError, path: Path) -> StoreError:
    """Turn an error of the file system into the one that a user can understand."""
    details = str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return full(path, details)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path, details)
    if error.errno == errno.ENAMETOOLONG:
        return StoreError(
            f"{path.name[:40]}… is too long a name.", "Choose a shorter one.", details
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and path.parent.is_dir():
        return StoreError(
            f"{path.name} cannot be made or found in {path.parent}.",
            "Choose a folder in which you may write.",
            details,
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return StoreError(
            f"{path.name} cannot be reached: {path.parent} is not there.",
            "Choose a folder that exists.",
            details,
        )
    return StoreError(
        f"{path.name} could not be read or written.",
        "Check the disk and the folder, then try again.",
        details,
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Run a block so that what SQLite or the system reports comes out as a StoreError."""
    try:
        yield
    except sqlite_errors() as error:
        # Wrong SQL or wrong use of the library is a bug and stays one.
        if isinstance(error, sqlite_errors("ProgrammingError")):
            raise
        if isinstance(error, sqlite_errors("OperationalError")) and any(
            words in str(error) for words in _OUR_MISTAKES
        ):
            raise
        raise explain(error, path) from error
    except UnicodeDecodeError as error:
        raise damaged(path, "a text in it cannot be read", str(error)) from error
    except OSError as error:
        raise explain_os(error, path) from error
