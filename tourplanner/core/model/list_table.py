"""A table of somebody's list as it was read: its rows, and which of them is the header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tourplanner.core.model.list_columns import named_target

HEADER_WITHIN = 25  # rows of titles that may stand above the header
NO_HEADER = -1
MAX_LIST_ROWS = 20_000
FROM_FILE = 0  # number of a header that stands in no row: the file itself names its columns
#: Endings of the files of map programs, whose places are a list with such a header.
PLACE_ENDINGS = (".kml", ".kmz", ".gpx", ".geojson", ".json")

Row = tuple[int, tuple[str, ...]]  # number of the line or sheet row, from 1, and its cells


@dataclass(frozen=True, slots=True)
class ListTable:
    """One table: ``rows`` without empty ones, ``header`` is the place of the header in them.

    ``sheets`` are those of the workbook that it comes from, ``sheet`` the one that was read.
    ``note`` says what the file holds besides that is no row, such as lines on a map.
    """

    name: str
    rows: tuple[Row, ...]
    header: int = NO_HEADER
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    note: str = ""

    @property
    def names_columns(self) -> bool:
        """Whether the file itself names its columns, so that nobody need say where they are."""
        return self.header >= 0 and self.rows[self.header][0] == FROM_FILE

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the columns; a letter where a column has none."""
        width = max((len(cells) for _, cells in self.rows[: HEADER_WITHIN * 4]), default=0)
        named = self.rows[self.header][1] if self.header >= 0 else ()
        return tuple(
            (named[k].strip() if k < len(named) else "") or f"Column {column_letters(k)}"
            for k in range(max(width if self.header < 0 else 0, len(named)))
        )

    @property
    def seconds(self) -> tuple[int, ...]:
        """Numbers of the rows that repeat the header, below it or on each printed page."""
        if self.header < 0:
            return ()
        named = [cell.strip().casefold() for cell in self.rows[self.header][1]]
        found = []
        is_at_top = True
        for number, cells in self.rows[self.header + 1 :]:
            same = [cell.strip().casefold() for cell in cells] == named
            is_at_top = is_at_top and looks_like_header(cells)
            if same or is_at_top:
                found.append(number)
        return tuple(found)

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows below the header, without those that repeat it."""
        left_out = set(self.seconds)
        return tuple(row for row in self.rows[self.header + 1 :] if row[0] not in left_out)

    def with_header(self, number: int) -> ListTable:
        """Take the row with this number for the header; 0 = there is none.

        Columns that the file itself names stay as it names them.
        """
        if self.names_columns:
            return self
        at = next((k for k, (n, _) in enumerate(self.rows) if n == number), NO_HEADER)
        return replace(self, header=at)

    @property
    def about(self) -> str:
        """Where it is from, in words."""
        sheet = f", sheet “{self.sheet}”" if len(self.sheets) > 1 else ""
        has_row = self.header >= 0 and not self.names_columns
        header = f", header in row {self.rows[self.header][0]}" if has_row else ""
        note = f"; {self.note}" if self.note else ""
        return f"{self.name}{sheet}{header}{note}"


def is_places_name(name: str) -> bool:
    """Whether a file of this name is one of a map program."""
    return name.lower().endswith(PLACE_ENDINGS)


def column_letters(number: int) -> str:
    """Give a column's letters as spreadsheets do; 0 is A."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def looks_like_header(cells: Sequence[str]) -> bool:
    """Whether a row holds names of columns: three of them, or two that are most of its cells."""
    filled = [cell for cell in cells if cell.strip()]
    named = sum(1 for cell in filled if named_target(cell))
    return named >= 3 or (named == 2 and named * 2 >= len(filled))


def find_header(rows: Sequence[Row]) -> int:
    """Find the header among the first rows: the row that names most; NO_HEADER where none does.

    Titles and groups of columns may stand above it. Of two rows that name as much the first is
    taken, and the other one repeats it.
    """
    best, at = 0, NO_HEADER
    for k, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        named = {target for cell in cells if (target := named_target(cell))}
        is_header = looks_like_header(cells) or (len(named) == 1 and named <= {"name"} and k == 0)
        if is_header and len(named) > best:
            best, at = len(named), k
    return at
