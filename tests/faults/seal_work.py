"""Sealing that the tests kill: a file gets one key after the other, and none. No pytest here."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.kill import Say
from tourplanner.store import seal, sealing
from tourplanner.store.file import OfficeFile
from tourplanner.store.seal import Key

KEYS = (
    Key(seal.MAGIC + b"1" * 8, b"a" * 32),
    None,
    Key(seal.MAGIC + b"2" * 8, b"b" * 32),
    Key(seal.MAGIC + b"3" * 8, b"c" * 32),
)


def warm_up() -> None:
    """Load everything before the children are born."""
    import sqlcipher3  # noqa: F401

    OfficeFile  # noqa: B018


def know_all() -> None:
    """Let this process open the file whichever key it has."""
    for key in KEYS:
        if key is not None:
            seal.remember(key)


def seal_again_and_again(folder: Path, say: Say) -> None:
    """Give the file and its backups the next key, or none."""
    know_all()
    say.ready()
    for number in itertools.count():
        key = KEYS[number % len(KEYS)]
        sealing.convert(folder / "office.tour", key, author="Ana", now=datetime.now(UTC))
        say(str(number))
