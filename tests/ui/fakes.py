"""A workspace with the shape of the real one, for tests of the window's own machinery."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Changes
from tourplanner.core.errors import StoreReadOnly


@dataclass
class FakeFile:
    """Keeps what was written, and on which thread."""

    path: Path
    read_only: bool = False
    written: list[Action] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    is_closed: bool = False
    notice: str = ""
    author: str = "Lena Park"
    device: str = "d" * 32

    def now(self) -> datetime:
        return datetime(2013, 10, 11, 15, tzinfo=UTC)

    def write(self, action: Action, *, undoes: str | None = None) -> Changes:
        if self.read_only:
            raise StoreReadOnly("It is open for reading only.")
        self.written.append(action)
        self.threads.append(threading.get_ident())
        touched: dict[str, frozenset[str]] = {}
        for edit in action.edits:
            touched[edit.kind] = touched.get(edit.kind, frozenset()) | {edit.record}
        return Changes(action.action_id or "a", action.label, touched)


@dataclass
class FakeWorkspace:
    file: FakeFile

    def close(self) -> None:
        self.file.is_closed = True


class FakeDoors:
    """Opens fake workspaces and remembers them."""

    def __init__(self) -> None:
        self.opened: list[FakeWorkspace] = []

    def open(self, path: Path, *, write: bool) -> Any:
        workspace = FakeWorkspace(FakeFile(path, read_only=not write))
        self.opened.append(workspace)
        return workspace
