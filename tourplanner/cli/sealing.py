"""Commands that seal office files, and where a command gets the passphrase of a sealed one.

A passphrase is never a word of a command: those can be read by everybody on the computer.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from tourplanner.cli.output import OK, answer
from tourplanner.core.errors import InputError, StoreSealed
from tourplanner.services.sealing import SEALED_WORDS
from tourplanner.services.workspace import Doors

FILE_NAMED_IN = "TOURPLANNER_PASSPHRASE_FILE"
TRIES = 3


def let_in(doors: Doors, path: Path) -> None:
    """Ask for the passphrase of a sealed file, unless it is known already.

    Raises
    ------
    StoreSealed : nobody can be asked. InputError : what was given does not open it.
    """
    sealing = doors.sealing()
    if not sealing.is_shut(path):
        return
    for left in reversed(range(TRIES)):
        try:
            sealing.open(path, _passphrase(f"Passphrase of {path.name}: ", path))
            return
        except InputError as error:
            if left == 0 or not _can_ask():
                raise
            print(error.text, file=sys.stderr)


def seal(args: Namespace, doors: Doors) -> int:
    """Seal a file and its backups with a passphrase, or give them another one."""
    let_in(doors, args.file)
    was_sealed = doors.sealing().is_sealed(args.file)
    with doors.open(args.file, write=False):
        pass  # an office file, and whole enough to be read
    passphrase = _passphrase("New passphrase: ", args.file, new=True)
    code = doors.sealing().seal(args.file, passphrase, keep=args.keep)
    what = "has another passphrase now" if was_sealed else "is sealed now"
    lines = [
        f"{args.file} {what}, and so are its backups.",
        f"Recovery code: {code}",
        "It opens the file like the passphrase: write it on paper, and keep it elsewhere.",
        *SEALED_WORDS,
    ]
    answer(args, {"file": str(args.file), "recovery_code": code, "kept": args.keep}, lines)
    return OK


def unseal(args: Namespace, doors: Doors) -> int:
    """Take the seal off a file and its backups: everybody who has them can read them."""
    let_in(doors, args.file)
    doors.sealing().unseal(args.file)
    answer(args, {"file": str(args.file)}, [f"{args.file} and its backups are plain again."])
    return OK


def _passphrase(words: str, path: Path, *, new: bool = False) -> str:
    """Read a passphrase: from the file that the environment names, else from the terminal."""
    named = os.environ.get(FILE_NAMED_IN)
    if named:
        try:
            return Path(named).read_text(encoding="utf-8").removesuffix("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"{named} cannot be read, which {FILE_NAMED_IN} names.",
                "Name a text file that holds the passphrase in its first line.",
                str(error),
            ) from error
    if not _can_ask():
        raise StoreSealed(
            f"A passphrase is wanted for {path.name}.",
            f"Run this at a terminal, or name a file that holds it in {FILE_NAMED_IN}.",
        )
    typed = getpass(words)
    if new and getpass("Again: ") != typed:
        raise InputError("The two passphrases are not the same.", "Nothing was changed. Try again.")
    return typed


def _can_ask() -> bool:
    return not os.environ.get(FILE_NAMED_IN) and sys.stdin.isatty()
