"""Sealing that the tests kill: a file gets one key after the other, and none. No pytest here."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.faults.kill import Say
from tourplanner.store import seal, sealing
from tourplanner.store.file import OfficeFile
from tourplanner.store.seal import Key

PASSPHRASES = (
    "poppy lantern gravel tuba",
    "",
    "violet kettle orbit mule",
    "otter maple cinder fig",
)


@cache
def keys() -> tuple[Key | None, ...]:
    """Give the keys in their order, each made of its passphrase; None is no seal."""
    return tuple(
        Key(salt, seal.secret_of(words, salt)) if words else None
        for number, words in enumerate(PASSPHRASES)
        for salt in (seal.MAGIC + bytes([number]) * 8,)
    )


def warm_up() -> None:
    """Load everything before the children are born."""
    import sqlcipher3  # noqa: F401

    OfficeFile  # noqa: B018
    keys()


def know_all() -> None:
    """Let this process open the file whichever key it has."""
    for key in keys():
        if key is not None:
            seal.remember(key)


def seal_again_and_again(folder: Path, say: Say) -> None:
    """Give the file and its backups the next key, or none."""
    know_all()
    say.ready()
    for number in itertools.count():
        key = keys()[number % len(keys())]
        sealing.convert(folder / "office.tour", key, author="Ana", now=datetime.now(UTC))
        say(str(number))
