"""A file that a record names: kept beside the office file under its hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tourplanner.core.safe_text import one_line


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What a record's fact says of a file: its SHA-256 and what it was called; empty = nothing."""

    media: str = ""
    name: str = ""


def kept_file(fact: object) -> KeptFile:
    """Read such a fact; of one that came without, or makes no sense, both are empty."""
    if not isinstance(fact, Mapping):
        return KeptFile()
    media, name = fact.get("media"), fact.get("name")
    return KeptFile(str(media or ""), one_line(str(name or "")))
