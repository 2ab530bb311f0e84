"""A directory's blocks of columns as single lines, and back: what a test looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tourplanner.core.model.edition import DirectoryReading, ReadBlock, Refused
from tourplanner.core.model.site import SchoolRow


class ReadLine(NamedTuple):
    """One line of a directory file: taken as a row, or refused with a reason."""

    line: int
    row: SchoolRow | None
    reason: str = ""
    cells: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_repeat: bool = False


def lines_of(reading: DirectoryReading) -> list[ReadLine]:
    """Give every line of a file, in its order."""
    return [line for block in reading.blocks for line in sorted(_lines(block))]


def _lines(block: ReadBlock) -> Iterator[ReadLine]:
    fields = block.columns
    for line, notes, *cells in zip(block.lines, block.notes, *fields.values(), strict=True):
        row = SchoolRow(**dict(zip(fields, cells, strict=True)))
        yield ReadLine(line, row, notes=tuple(notes))
    for refused, is_repeat in ((block.refused, False), (block.repeated, True)):
        for one in refused:
            yield ReadLine(one.line, None, one.reason, one.cells, is_repeat=is_repeat)


def block_of(lines: Iterable[ReadLine]) -> ReadBlock:
    """Give lines as a reader does."""
    kept = list(lines)
    taken = [line for line in kept if line.row is not None]
    rows = [line.row for line in taken if line.row is not None]
    columns = zip(*rows, strict=True) if rows else [()] * len(SchoolRow._fields)
    return ReadBlock(
        [line.line for line in taken],
        dict(zip(SchoolRow._fields, columns, strict=True)),
        [line.notes for line in taken],
        *(
            [
                Refused(line.line, line.reason, line.cells)
                for line in kept
                if line.row is None and line.is_repeat == is_repeat
            ]
            for is_repeat in (False, True)
        ),
    )
