"""Any table as rows of cells: for rosters, for the lists that people make, and for their repair."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tourplanner.adapters.imports.places_in import holds_places, read_places
from tourplanner.adapters.imports.tables_in import Row, as_it_was, open_tables, text_rows
from tourplanner.core.errors import ExportError, InputError
from tourplanner.core.model.list_table import (
    HEADER_WITHIN,
    MAX_LIST_ROWS,
    ListTable,
    find_header,
    is_places_name,
)
from tourplanner.core.ports import Progress

_TICK = 500  # rows between two looks at Cancel
_SHAPES = (".shp", ".zip")  # district lines come so
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


class PlainTables:
    """Tables of files and of the clipboard (ports TableReader and ListReader)."""

    def rows(self, path: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Give line number and cells of each row of the first table that has any."""
        for sheet in open_tables(Path(path)):
            some = False
            for number, cells in sheet.rows:
                some = True
                yield number, cells
            if some:
                return

    def read(self, path: str, sheet: str = "", progress: Progress | None = None) -> ListTable:
        """Give a list from a file: the sheet wished, else the first with a header, else any.

        Of a file of a map program the places are the rows.
        """
        name = Path(path).name
        if name.lower().endswith(_SHAPES):
            raise InputError(
                f"“{name}” is a shapefile or a zip: no list of sites is read from it.",
                "Export its points as GeoJSON, KML or CSV and import that.",
            )
        if is_places_name(name):
            if sheet:
                raise InputError(f"“{name}” has no sheet “{sheet}”.", "It is no workbook.")
            return read_places(Path(path), progress)
        sheets = list(open_tables(Path(path)))
        names = tuple(one.name for one in sheets if one.name)
        if sheet and sheet not in names:
            there = f"It has {', '.join(names)}." if names else "It is no workbook."
            raise InputError(f"“{name}” has no sheet “{sheet}”.", there)
        first: ListTable | None = None
        for one in sheets:
            if sheet and one.name != sheet:
                continue
            table = _table(name, one.rows, progress, names, one.name)
            if table.header >= 0:
                return table
            first = first or (table if table.rows else None)
        if first is None:
            raise InputError(f"“{name}” has no rows.", "Choose another file.")
        return first

    def holds_places(self, path: str) -> bool:
        """Whether a GeoJSON file is of places, not of district lines."""
        return holds_places(Path(path))

    def of_text(self, text: str, progress: Progress | None = None) -> ListTable:
        """Give a pasted table."""
        return _table("Clipboard", text_rows("the clipboard", text), progress)

    def save(self, path: str, rows: Iterable[Sequence[str]], *, replaces: bool = False) -> None:
        """Write rows as a CSV file that spreadsheets open and that can be imported again."""
        try:
            with Path(path).open(
                "w" if replaces else "x", encoding="utf-8-sig", errors="replace", newline=""
            ) as out:
                writer = csv.writer(out)
                writer.writerows([harmless(cell) for cell in row] for row in rows)
        except FileExistsError as error:
            raise ExportError(
                f"{path} exists already.",
                "Name a new file for the refused rows; nothing is overwritten.",
            ) from error
        except OSError as error:
            raise ExportError(
                f"{path} cannot be written.", "Choose another folder.", str(error)
            ) from error


def _table(
    name: str,
    rows: Iterable[Row],
    progress: Progress | None,
    sheets: tuple[str, ...] = (),
    sheet: str = "",
) -> ListTable:
    kept: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in rows:
        if progress is not None and number % _TICK == 0:
            progress(number, 0, f"Reading row {number:,}")
        if not any(cell.strip() for cell in cells):
            continue
        kept.append((number, tuple(map(as_it_was, cells))))
        if len(kept) > MAX_LIST_ROWS + HEADER_WITHIN:
            raise InputError(
                f"“{name}” has more than {MAX_LIST_ROWS:,} rows.",
                "Read a whole directory in Settings, Data, or cut the list into parts.",
            )
    return ListTable(name, tuple(kept), find_header(kept), sheets, sheet)


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet runs as a formula; a plain number stays as it is."""
    is_formula = cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell
