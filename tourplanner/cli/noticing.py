"""Opens office files for commands, and tells what is to be known of one: that it is damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tourplanner.cli.output import tell_notice
from tourplanner.cli.sealing import let_in
from tourplanner.services.workspace import Doors, Workspace


class NoticingDoors:
    """The program's doors; a file that is open for reading only with a reason has it told."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def open(self, path: Path, *, write: bool) -> Workspace:
        """Open an office file; of a sealed one the passphrase is asked for."""
        let_in(self._doors, path)
        office = self._doors.open(path, write=write)
        if office.file.notice:
            tell_notice(office.file.notice)
        return office

    def __getattr__(self, name: str) -> Any:
        return getattr(self._doors, name)
