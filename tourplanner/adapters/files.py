"""Writing a file so that a crash leaves the old one or the new one, never a part.

Every paper, map and packet goes through here. The office file has its own means.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import time
import uuid
from collections.abc import Mapping
from pathlib import Path

from tourplanner.core.errors import ExportError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ABANDONED_S = 3_600
_PART = re.compile(r"\..+\.[0-9a-f]{8}\.part")  # as write_beside names them
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_beside(path: Path, data: bytes, *, sweeps: bool = True, settles: bool = True) -> None:
    """Write a whole file: beside its place first, flushed, then under its name.

    Parameters
    ----------
    sweeps : also remove what killed programs left in the folder; for many files once is enough.
    settles : also flush the folder's list of names; of many files the last one's is enough.

    Raises
    ------
    ExportError : the disk is full, the folder is missing or may not be written in; an older file
        of that name is unchanged.
    """
    # Hidden, so that nobody takes a half-written paper for a finished one.
    part = path.with_name(f".{path.name[:40]}.{uuid.uuid4().hex[:8]}.part")
    try:
        if sweeps:
            _sweep(path.parent)
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        if settles:
            sync_folder(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise _explained(error, path) from error
        raise


def write_folder_beside(path: Path, files: Mapping[str, bytes], *, sweeps: bool = True) -> None:
    """Write a whole folder: beside its place first, flushed, then under its name.

    A folder of that name moves aside for it and is removed after; a crash in between leaves both,
    whole, beside the place.

    Raises
    ------
    ExportError : as :func:`write_beside`; an older folder of that name is unchanged.
    """
    part = path.with_name(f".{path.name[:40]}.{uuid.uuid4().hex[:8]}.part")
    old = path.with_name(f".{path.name[:40]}.{uuid.uuid4().hex[:8]}.part")
    try:
        if sweeps:
            _sweep(path.parent)
        part.mkdir()
        for name, data in files.items():
            with (part / name).open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        sync_folder(part)
        if path.exists():
            os.replace(path, old)
        try:
            os.replace(part, path)
        except OSError:
            if old.exists():
                os.replace(old, path)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what killed programs left half written; not what one is writing just now."""
    for part in folder.glob(".*.part"):
        if not _PART.fullmatch(part.name):
            continue
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime <= _ABANDONED_S:
                continue
            if part.is_dir():
                shutil.rmtree(part)
            else:
                part.unlink()


def sync_folder(folder: Path) -> None:
    """Make the system write the list of names to the disk, where it can be asked to."""
    if os.name == "nt":  # Windows keeps names by itself and cannot open a folder
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _explained(error: OSError, path: Path) -> ExportError:
    details = str(error)
    if error.errno in _FULL:
        return ExportError(
            f"There is no room left to write {path.name}.",
            "Free some space, then try again.",
            details,
        )
    if error.errno in _DENIED:
        return ExportError(
            f"{path.name} may not be written in {path.parent}.",
            "Close it where it is open, or choose another folder.",
            details,
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return ExportError(
            f"There is no folder {path.parent}.", "Choose a folder that exists.", details
        )
    return ExportError(
        f"{path.name} could not be written.", "Check the disk and the folder.", details
    )
