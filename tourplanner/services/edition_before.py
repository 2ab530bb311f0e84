"""What a newer directory has from the one before it: what it has no columns for, and whole codes.

NCES gives points in one file (EDGE) and grades, districts and status in another (CCD). A code that
a spreadsheet shortened gets its zeros back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tourplanner.core.model.edition import ReadBlock
from tourplanner.core.model.row_points import POINT_NOTES
from tourplanner.core.model.site import STATE, PointFlag, SchoolRow
from tourplanner.core.model.words import street_words

_OF_SCHOOL = (
    *("district", "grades", "grades_served", "phone", "website", "charter", "level"),
    *("school_type", "school_type_name", "virtual", "magnet"),
)
_OF_PLACE = ("county", "locale", "senate", "assembly", "congress")
_STAYS = "no coordinates, the point of the directory before stays"
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
        keys, codes = list(block.columns["key"]), list(block.columns["state_id"])
        notes = list(block.notes)
        for number, key in enumerate(keys):
            full = whole.get(_shortened(key), "")
            if len(full) > len(key):
                keys[number], notes[number] = full, [*notes[number], _LOST]
                is_alone = key.partition("-")[2] == codes[number]
                codes[number] = full.partition("-")[2] if is_alone else codes[number]
        columns = {**block.columns, "key": keys, "state_id": codes}
        yield replace(block, columns=columns, notes=notes)


def with_the_rest(
    blocks: Iterable[ReadBlock],
    fields: Collection[str],
    before: Callable[[Sequence[str]], Mapping[str, SchoolRow]],
) -> Iterator[ReadBlock]:
    """Give the lines of a directory with what it has no columns for, of the directory before it.

    Point, county and seats stay where the address is the same. The notes tell it.

    Parameters
    ----------
    fields : what the file has columns for. before : gives schools of the directory before by key.
    """
    lacks = {name for name in _OF_SCHOOL if name not in fields}
    lacks -= {"grades", "grades_served"} if {"grades", "grade_low"} & set(fields) else set()
    has_points = "lat" in fields
    for block in blocks:
        columns = {name: list(cells) for name, cells in block.columns.items()}
        notes = list(block.notes)
        old = before(columns["key"])
        for number, key in enumerate(columns["key"]):
            row = old.get(key)
            if row is None:
                continue
            for name in lacks:
                columns[name][number] = getattr(row, name)
            address = _address(columns["street"][number], columns["zip"][number])
            if has_points or row.point is None or _address(row.street, row.zip) != address:
                continue
            for name in _OF_PLACE:
                columns[name][number] = columns[name][number] or getattr(row, name)
            columns["point"][number], columns["point_flag"][number] = row.point, PointFlag.NONE
            missing = POINT_NOTES[PointFlag.MISSING]
            notes[number] = [*(note for note in notes[number] if note != missing), _STAYS]
        yield replace(block, columns=columns, notes=notes)


def _address(street: str, zip_code: str) -> tuple[object, ...]:
    return street_words(street), zip_code[:5]


def _shortened(key: str) -> str:
    return "-".join(part.lstrip("0") for part in key.split("-"))
