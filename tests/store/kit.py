"""Office files for tests: made quickly, by people with names, on a clock that stands still."""

from __future__ import annotations

import functools
import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.fields import KINDS
from tourplanner.store.file import OfficeFile
from tourplanner.store.opening import create_file, open_file
from tourplanner.store.verify import contents

START = datetime(2013, 10, 11, 15, 0, tzinfo=UTC)


def standing() -> datetime:
    """A clock that stands still."""
    return START


def counted_ids(prefix: str) -> Callable[[], str]:
    """Give ids in order: the same in every run."""
    numbers = itertools.count(1)
    return lambda: prefix + f"{next(numbers):0{32 - len(prefix)}x}"


@functools.cache
def blank() -> bytes:
    """The bytes of an empty office file: made once, since making is the slow part."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blank.tour"
        create_file(path, author="Nobody", device="none", now=standing, office_id="0" * 32).close()
        return path.read_bytes()


@contextmanager
def only_kinds(*names: str) -> Iterator[None]:
    """Declare these kinds alone, so that an empty file is small; the others come back in order."""
    declared = dict(KINDS)
    blank.cache_clear()
    try:
        for kind in declared.keys() - set(names):
            del KINDS[kind]
        yield
    finally:
        KINDS.clear()
        KINDS.update(declared)
        blank.cache_clear()


def office(
    path: Path, author: str = "Ana", device: str = "", now: Callable[[], datetime] = standing
) -> OfficeFile:
    """Open an office file, making an empty one where there is none."""
    if not path.exists():
        path.write_bytes(blank())
    return open_file(path, author=author, device=device or author, now=now)


def put(file: OfficeFile, record: str, kind: str = "site", /, **facts: Any) -> Changes:
    """Write facts of one record as an action of its own."""
    return file.write(Action("Edit", (Edit(record, kind, facts),)))


def type_text(
    file: OfficeFile, record: str, kind: str, name: str, text: str, action: str | None = None
) -> Changes:
    """Write a long text of one record."""
    return file.write(Action("Type", (Edit(record, kind, text={name: text}),), action))


def delete(file: OfficeFile, record: str, kind: str = "site", deleted: bool = True) -> Changes:
    """Delete or restore one record."""
    return file.write(Action("Delete", (Edit(record, kind, deleted=deleted),)))


def give(source: OfficeFile, target: OfficeFile) -> int:
    """Deliver everything; give the number of changes that were new."""
    return target.receive(list(source.log.bodies())).taken


def shown(file: OfficeFile) -> dict[str, list[tuple[Any, ...]]]:
    """Give everything that the tables show, actions in no order."""
    conn = file._conn
    return {
        name: sorted(conn.execute(sql).fetchall(), key=repr)
        if name == "action"
        else conn.execute(sql).fetchall()
        for name, sql in contents()
    }
