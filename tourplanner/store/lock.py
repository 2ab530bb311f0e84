"""One writer per office file: a lock that the system takes back when the holder dies."""

from __future__ import annotations

import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from tourplanner.core.errors import StoreLocked

if sys.platform == "win32":
    import msvcrt

    # A locked byte cannot be read by others on Windows, so a far one is locked.
    _FAR = 1 << 20

    def _lock(fd: int) -> None:
        os.lseek(fd, _FAR, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(fd: int) -> None:
        # flock belongs to the open file, not to the process: a second open in the same process
        # is refused too, and closing another descriptor does not let go.
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """The lock of one office file, held until :meth:`release`.

    The lock's file stays behind for good: removing it would let two programs lock two files of the
    same name. A left-over file without a living holder blocks nobody.
    """

    def __init__(self, path: Path, office: Path, author: str, since: datetime) -> None:
        """Take the lock or raise StoreLocked with the name of the holder."""
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(self._fd)
        except OSError as error:
            os.close(self._fd)
            raise StoreLocked(
                f"{office.name} is open in another window{_holder(path)}.",
                "Close it there first. Reading it is possible meanwhile.",
                str(error),
            ) from error
        note = {
            "author": author,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": since.isoformat(timespec="seconds"),
        }
        os.ftruncate(self._fd, 0)
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, json.dumps(note).encode("utf-8"))

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _holder(path: Path) -> str:
    """Give " (Ana Ruiz on LAPTOP-3, since 09:14)", or nothing where it cannot be known."""
    try:
        note = json.loads(path.read_text("utf-8"))
        since = datetime.fromisoformat(note["since"])
        return f" ({note['author']} on {note['host']}, since {since:%H:%M})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
