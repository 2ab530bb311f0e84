"""A folder on disk that papers go into."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from tourplanner.adapters.files import sync_folder, write_beside, write_folder_beside
from tourplanner.core.errors import ExportError
from tourplanner.core.papers.content import folder_hash

# What the systems' own windows leave in a folder that somebody looked into.
_OF_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class OutFolder:
    """One folder; it is made with the first file that is written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_begun = False  # it is there, and swept

    def sha256(self, name: str) -> str | None:
        """Give the hash of a file or a folder that is there, None where there is none."""
        path = self._path / name
        try:
            return _hash_of_folder(path) if path.is_dir() else _hash_of_file(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ExportError(
                f"{name} in {self._path} cannot be read.",
                "Close it where it is open, or choose another folder.",
                str(error),
            ) from error

    def write(self, name: str, data: bytes | Mapping[str, bytes], *, settles: bool = True) -> str:
        """Write a file, or a folder of files, whole or not at all, and give where it is.

        Parameters
        ----------
        settles : False = more come, and :meth:`settle` after them.
        """
        begins = not self._is_begun
        if begins:
            self._begin()
        path = self._path / name
        if isinstance(data, bytes):
            write_beside(path, data, sweeps=begins, settles=settles)
        else:
            write_folder_beside(path, data, sweeps=begins)
        self._is_begun = True
        return str(path)

    def settle(self) -> None:
        """Have the names of all that was written on the disk."""
        if self._is_begun:
            sync_folder(self._path)

    def _begin(self) -> None:
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                f"The folder {self._path} cannot be made.", "Choose another folder.", str(error)
            ) from error


def _hash_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_of_folder(path: Path) -> str:
    inside = {one.relative_to(path).as_posix(): one for one in path.rglob("*")}
    return folder_hash(
        {
            name: _hash_of_file(one)
            for name, one in inside.items()
            if one.name not in _OF_SYSTEM and not one.is_dir()
        }
    )
