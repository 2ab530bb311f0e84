"""Photos and other files of the office, kept by their sha256 beside the office file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tourplanner.store import faults
from tourplanner.store.disk import write_beside


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

    def get(self, name: str) -> Path | None:
        """Give the path of a stored file, or None where it is not on this laptop."""
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
        digest = hashlib.sha256()
        with faults.explained(self._office), path.open("rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
        return digest.hexdigest() == name
