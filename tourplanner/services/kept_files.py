"""Files that records name: kept byte for byte beside the office file, opened as a copy."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.kept_file import kept_file
from tourplanner.core.safe_text import one_line
from tourplanner.store.media import Media


def keep_file(
    media: Media, source: Path, stop: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Copy a file into the office's folder and give the fact that names it.

    The original stays where it is; the copy is read back and hashed before it counts.

    Parameters
    ----------
    stop : called between blocks; what it raises ends the copy.

    Raises
    ------
    InputError : it cannot be read. StoreError : it cannot be kept.
    """
    name = media.put_file(source, stop)
    path = media.get(name)
    return {
        "media": name,
        "bytes": path.stat().st_size if path else 0,
        "name": one_line(source.name),
    }


def why_missing(media: Media, fact: object, what: str) -> str:
    """Say that a file is missing, ``what`` being its word; empty where it is on this laptop."""
    kept = kept_file(fact)
    is_here = media.get(kept.media) is not None
    return "" if is_here else f"{kept.name or 'No name'}: {what} not on this laptop."


def copy_to_open(
    media: Media, fact: object, folder: Path, what: str, suffixes: Collection[str]
) -> Path:
    """Copy a kept file into a folder of things that may go any time, for the system's program.

    The kept one has no ending that a program knows.

    Parameters
    ----------
    suffixes : the endings it may have: a colleague's file may say anything, and is not run.

    Raises
    ------
    NotFoundError : it is not on this laptop. InputError : it has another ending.
    """
    kept = kept_file(fact)
    path = media.get(kept.media)
    if path is None:
        raise NotFoundError(why_missing(media, fact, what), "It is in the folder it came from.")
    suffix = Path(kept.name).suffix.casefold()
    if suffix not in suffixes:
        raise InputError(f"{kept.name or 'This file'} is no {what}.", "It is not opened.")
    copy = folder / f"{what.replace(' ', '-')}-{path.name[:16]}{suffix}"
    if not copy.exists() or copy.stat().st_size != path.stat().st_size:
        folder.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return copy
