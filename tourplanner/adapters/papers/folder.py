"""A folder on disk that papers go into."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tourplanner.adapters.files import write_beside
from tourplanner.core.errors import ExportError


class OutFolder:
    """One folder; it is made with the first file that is written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_swept = False

    def sha256(self, name: str) -> str | None:
        """Give the hash of a file that is there, None where there is none."""
        try:
            with (self._path / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ExportError(
                f"{name} in {self._path} cannot be read.",
                "Close it where it is open, or choose another folder.",
                str(error),
            ) from error

    def write(self, name: str, data: bytes) -> str:
        """Write a file whole or not at all, and give where it is."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                f"The folder {self._path} cannot be made.", "Choose another folder.", str(error)
            ) from error
        write_beside(self._path / name, data, sweeps=not self._is_swept)
        self._is_swept = True
        return str(self._path / name)
