"""Words of a command line that may be the name of a file: which of the two they are."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tourplanner.core.errors import InputError

_FILE_NAME = re.compile(r"[^\s\"<>|]+\.[A-Za-z0-9]{1,5}")


def is_file_name(text: str) -> bool:
    """Whether words look like the name of a file rather than like words."""
    return _FILE_NAME.fullmatch(text) is not None


def file_of(where: str) -> Path | None:
    """Give the file that words name; None where they are words.

    Raises
    ------
    InputError : they are the path of a folder.
    """
    # os.path answers no where Path raises: a long note is no name that a disk could have.
    if os.path.isfile(where):
        return Path(where)
    if os.path.isdir(where) and {os.sep, os.altsep} & set(where):
        raise InputError(f"{where} is a folder.", "Name a file in it.")
    return None


def read_text(where: str) -> str:
    """Read text from a file, from standard input ("-"), or take the words themselves.

    Raises
    ------
    InputError : they are the path of a folder, or the text is not UTF-8.
    """
    try:
        if where == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        path = file_of(where)
        return where if path is None else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("The text is not UTF-8.", "Save it as UTF-8 text.") from error
