"""Files put in place whole: written beside, flushed, and only then given their name."""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from pathlib import Path

_ABANDONED_S = 3_600
_PART = re.compile(r"\..+\.[0-9a-f]{8}\.part(?:-journal|-wal|-shm)?")  # as beside() names them


def beside(path: Path) -> Path:
    """Give a free name in the same folder, hidden, for a file that is not finished yet."""
    return path.with_name(f".{path.name[:40]}.{uuid.uuid4().hex[:8]}.part")


def sweep(part: Path) -> None:
    """Remove what killed programs left unfinished beside a part that was just begun.

    What another program is writing just now is left alone: only parts that nobody has touched for
    an hour, by the disk's own clock, go.
    """
    begun = part.stat().st_mtime
    for other in part.parent.glob(".*.part*"):
        if not _PART.fullmatch(other.name):
            continue
        with contextlib.suppress(OSError):
            if begun - other.stat().st_mtime > _ABANDONED_S:
                other.unlink()


def names_of(path: Path) -> int:
    """Give how many names a file has, less those that a killed ``publish_new`` left it."""
    for part in path.parent.glob(".*.part"):
        if _PART.fullmatch(part.name) and part.samefile(path):
            part.unlink()
    return path.stat().st_nlink


def sync_file(path: Path) -> None:
    """Make the system write a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the system write a folder's list of names to the disk, where it can be asked to."""
    if os.name == "nt":  # Windows keeps names by itself and cannot open a folder
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def publish(part: Path, path: Path) -> None:
    """Give a finished file its name, replacing an older one."""
    sync_file(part)
    os.replace(part, path)
    sync_folder(path.parent)


def publish_new(part: Path, path: Path) -> None:
    """Give a finished file its name unless something is there already.

    Raises
    ------
    FileExistsError : nothing was changed and ``part`` is still there.
    """
    sync_file(part)
    if os.name == "nt":
        os.rename(part, path)  # refuses to replace
    else:
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links, such as a memory stick
            if path.exists():
                raise FileExistsError(path) from None
            os.rename(part, path)
        else:
            part.unlink()
    sync_folder(path.parent)


def side_files(path: Path) -> list[Path]:
    """Give the files that SQLite keeps beside a database that is open or was not closed."""
    return [p for end in ("-wal", "-shm", "-journal") if (p := Path(f"{path}{end}")).exists()]


def set_orphans_aside(path: Path) -> None:
    """Rename what a database that is gone has left, before a new one takes its name.

    SQLite would play the old one's last pages into the new file.
    """
    for left in side_files(path):
        os.replace(left, f"{left}.old")


def write_beside(path: Path, data: bytes) -> None:
    """Write a whole file so that a crash leaves the old one or the new one, never a part."""
    part = beside(path)
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        sweep(part)
        os.replace(part, path)
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
