"""Photos and other files of the office, kept by their sha256 beside the office file."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tourplanner.store import faults
from tourplanner.store.disk import beside, sweep, sync_folder, write_beside

_BLOCK = 1 << 20
_JPEG_END = b"\xff\xd9"


def files_folder(office: Path) -> Path:
    """Give the folder beside an office file: NAME.files for NAME.tour."""
    return office.with_suffix(".files")


def is_media_name(name: str) -> bool:
    """Whether a text has the form of a stored file's name: 64 lower-case hexadecimal digits."""
    return len(name) == 64 and all(c in "0123456789abcdef" for c in name)


class Media:
    """Stored files; the same bytes are stored once, and never changed or removed."""

    def __init__(self, office: Path) -> None:
        self._office = office
        self.folder = files_folder(office) / "media"

    def _path(self, name: str) -> Path:
        if not is_media_name(name):
            raise ValueError(f"not the name of a stored file: {name!r}")
        return self.folder / name[:2] / name

    def put(self, data: bytes) -> str:
        """Store bytes and give the name to keep in the record."""
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        with faults.explained(self._office):
            if not path.exists() or path.stat().st_size != len(data):
                path.parent.mkdir(parents=True, exist_ok=True)
                write_beside(path, data)
        return name

    def put_file(self, source: Path, stop: Callable[[], None] = lambda: None) -> str:
        """Store a file byte for byte, and give the name to keep in the record.

        The copy is read back from the system and hashed before it gets its name, so that nobody
        relies on a copy that is not the original. The original stays where it is.

        Parameters
        ----------
        stop : called between blocks; what it raises ends the copy, and nothing is left of it.

        Raises
        ------
        StoreError : the copy is not what was read, or the disk is full.
        InputError : the original cannot be read, at all or to its end.
        """
        with faults.explained(self._office), _original(source) as file:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = beside(self.folder / "incoming")
            try:
                with part.open("xb") as copy:
                    name = _copied(source, file, copy, stop)
                    copy.flush()
                    os.fsync(copy.fileno())
                sweep(part)
                if _digest(part) != name:
                    raise faults.wrong_copy(source)
                path = self._path(name)
                if path.exists() and path.stat().st_size == part.stat().st_size:
                    return name  # those bytes are here already
                if not path.parent.is_dir():
                    path.parent.mkdir(exist_ok=True)  # another thread may be as far
                    sync_folder(self.folder)
                os.replace(part, path)
                sync_folder(path.parent)
            finally:
                part.unlink(missing_ok=True)
        return name

    def thumb(self, name: str, make: Callable[[Path], bytes]) -> bytes | None:
        """Give the thumbnail of a stored picture, made where there is none yet.

        It is kept beside the office file and made anew wherever it is missing. None where the
        original is not on this laptop; what ``make`` raises for a broken picture comes through.
        """
        kept = files_folder(self._office) / "thumbs" / name[:2] / f"{name}.jpg"
        path = self.get(name)
        if not is_media_name(name):
            return None
        with contextlib.suppress(OSError):
            data = kept.read_bytes()
            if data.endswith(_JPEG_END):  # else the power went while it was written
                return data
        if path is None:
            return None
        data = make(path)
        with contextlib.suppress(OSError):  # a folder that may only be read, or a full disk
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = beside(kept)
            part.write_bytes(data)
            sweep(part)
            os.replace(part, kept)
        return data

    def get(self, name: str) -> Path | None:
        """Give the path of a stored file; None where it is not on this laptop, or no such name."""
        if not is_media_name(name):  # a colleague's record may say anything
            return None
        path = self._path(name)
        return path if path.is_file() else None

    def missing(self, names: Iterable[str]) -> list[str]:
        """Give those names whose file is not on this laptop, sorted."""
        return sorted(name for name in set(names) if self.get(name) is None)

    def stored(self) -> list[str]:
        """Give the names of all stored files, sorted."""
        if not self.folder.is_dir():
            return []
        return sorted(p.name for p in self.folder.glob("??/*") if is_media_name(p.name))

    def is_intact(self, name: str) -> bool:
        """Whether a stored file still holds the bytes that its name says."""
        path = self.get(name)
        if path is None:
            return False
        with faults.explained(self._office):
            return _digest(path) == name


@contextlib.contextmanager
def _original(source: Path) -> Iterator[BinaryIO]:
    try:
        file = source.open("rb")
    except OSError as error:
        raise faults.unreadable(source, str(error)) from error
    with file:
        yield file


def _copied(source: Path, file: BinaryIO, copy: BinaryIO, stop: Callable[[], None]) -> str:
    """Copy a file and give the sha256 of what was read."""
    digest = hashlib.sha256()
    while True:
        stop()
        try:
            block = file.read(_BLOCK)
        except OSError as error:  # the card was pulled out
            raise faults.unreadable(source, str(error)) from error
        if not block:
            break
        digest.update(block)
        copy.write(block)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
