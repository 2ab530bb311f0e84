"""Codes of a newer directory that a spreadsheet shortened, put right by the directory before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tourplanner.core.model.edition import ReadBlock
from tourplanner.core.model.site import STATE, SchoolRow

_LOST = "the state code had lost a leading zero"


def whole_codes(rows: Iterable[SchoolRow]) -> dict[str, str]:
    """Give the keys of states' own codes by what a spreadsheet makes of them: OH-24661, OH-024661.

    A state has codes of a length of its own, which only an earlier directory tells. Two schools
    that differ by zeros alone are left out.
    """
    keys = {row.key for row in rows if row.source == STATE}
    short = {key: _shortened(key) for key in keys}
    return {s: key for key, s in short.items() if s != key and s not in keys}


def with_zeros(blocks: Iterable[ReadBlock], whole: Mapping[str, str]) -> Iterator[ReadBlock]:
    """Give the lines of a directory with the zeros that its codes had, each told in its notes."""
    for block in blocks:
        keys = list(block.columns["key"])
        notes = list(block.notes)
        for number, key in enumerate(keys):
            full = whole.get(_shortened(key), "")
            if len(full) > len(key):
                keys[number], notes[number] = full, [*notes[number], _LOST]
        yield replace(block, columns={**block.columns, "key": keys}, notes=notes)


def _shortened(key: str) -> str:
    return "-".join(part.lstrip("0") for part in key.split("-"))
