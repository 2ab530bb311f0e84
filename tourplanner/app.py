"""The composition root: settings, then adapters, then services, then a front end."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.settings_file import (
    author_name,
    cache_dir,
    device_name,
    load_settings,
    log_dir,
)

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace
    from tourplanner.store.file import OfficeFile


def run_cli(words: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    prepare()
    from tourplanner.cli.main import run

    return run(words, ProgramDoors())


def run_gui(path: str | None) -> int:
    """Open the window and give its exit code."""
    prepare()
    from tourplanner.ui.run import run_window

    return run_window(ProgramDoors(), path)


def prepare() -> None:
    """Say where compiled code is kept, before anything compiles."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_dir() / "kernels"))


def now() -> datetime:
    """Give the present moment; everything below gets this clock handed in."""
    return datetime.now(UTC)


class ProgramDoors:
    """Opens office files with the real adapters around them."""

    def __init__(self) -> None:
        self._settings = load_settings()

    def open(self, path: Path, *, write: bool) -> Workspace:
        """Open an office file."""
        from tourplanner.store.file import OfficeFile

        file = OfficeFile.open(
            path,
            author=author_name(self._settings),
            device=device_name(),
            now=now,
            read_only=not write,
        )
        return self._workspace(file)

    def create(self, path: Path) -> Workspace:
        """Make a new office file and give it the shipped directory."""
        from tourplanner.store.file import OfficeFile

        file = OfficeFile.create(
            path, author=author_name(self._settings), device=device_name(), now=now
        )
        return self._workspace(file)

    def sample(self) -> Mapping[str, Any]:
        """Give the sample tour's facts."""
        from tourplanner.adapters.resources import resource_path

        text = resource_path("sample", "tour-2013.json").read_text(encoding="utf-8")
        facts: Mapping[str, Any] = json.loads(text)
        return facts

    def doctor(self) -> Mapping[str, Any]:
        """Tell what is installed, which data of which edition, and what is missing."""
        from tourplanner.adapters.health import examine

        return examine({"cache": cache_dir(), "log": log_dir()})

    def _workspace(self, file: OfficeFile) -> Workspace:
        raise NotImplementedError


def excepthook_log() -> Path:
    """Give the file that crash reports are written to."""
    return log_dir() / "crash.log"


__all__ = ["ProgramDoors", "run_cli", "run_gui", "sys"]
