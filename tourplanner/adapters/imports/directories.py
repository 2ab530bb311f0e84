"""School directories of any state: files whose columns are found by name, read row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from tourplanner.adapters.imports.directory_columns import Columns
from tourplanner.adapters.imports.directory_rows import DirectoryRows
from tourplanner.adapters.imports.lists import read_list
from tourplanner.adapters.imports.tables_in import Row, open_tables
from tourplanner.core.errors import InputError
from tourplanner.core.model.edition import DirectoryReading, ReadBlock
from tourplanner.core.model.states import States
from tourplanner.core.ports import Progress

_HEADER_WITHIN = 25  # rows of titles that may stand above the header
# Rows read and written at once, and between two looks at Cancel: so few that no call keeps the
# window's thread waiting for over some ms.
_BLOCK = 250


class DirectoryFiles:
    """Reads school directories of CDE, NCES and the states (port DirectoryReader)."""

    def __init__(self, states: States) -> None:
        self._states = states

    def read(
        self, path: str | Path, progress: Progress | None = None, *, home_state: str = ""
    ) -> DirectoryReading:
        """Open a directory file and find its columns.

        Parameters
        ----------
        home_state : two letters; the state of schools whose row names none by word or number.
        progress : told how many rows are read while ``blocks`` is consumed; may raise Cancelled.

        Raises
        ------
        InputError : the file is no school directory; the text says what is missing.
        """
        path = Path(path)
        seen: list[str] = []
        for sheet in open_tables(path):
            head: list[Row] = []
            for number, cells in sheet.rows:
                if any(cell.strip() for cell in cells):
                    head.append((number, cells))
                columns = Columns(cells)
                if columns.is_directory:
                    reader = DirectoryRows(columns, self._states, home_state)
                    return self._reading(path, columns, reader, sheet.rows, progress)
                if len(head) >= _HEADER_WITHIN:
                    break
            seen += [cell.strip() for cell in head[0][1]] if head else []
        raise _no_directory(path.name, [cell for cell in seen if cell])

    def read_shipped(
        self, csv: str | Path, about: str | Path, progress: Progress | None = None
    ) -> DirectoryReading:
        """Open the directory that comes with the program, with its date and source."""
        facts = json.loads(Path(about).read_text("utf-8"))
        reading = self.read(csv, progress)
        return DirectoryReading(
            reading.kind,
            reading.file_name,
            reading.columns,
            reading.ignored,
            reading.blocks,
            facts["date"],
            facts.get("title", ""),
            facts["source"],
        )

    def read_list(self, path: str | Path, progress: Progress | None = None) -> str:
        """Give any list (CSV, XLSX, text) as text to be matched line by line."""
        return read_list(Path(path), progress)

    def _reading(
        self,
        path: Path,
        columns: Columns,
        reader: DirectoryRows,
        rows: Iterator[Row],
        progress: Progress | None,
    ) -> DirectoryReading:
        def converted() -> Iterator[ReadBlock]:
            done = 0
            while block := list(islice(rows, _BLOCK)):
                if filled := [row for row in block if any(row[1])]:
                    yield reader.read(filled)
                done += len(block)
                if progress is not None and len(block) == _BLOCK:
                    progress(done, 0, f"Reading row {done:,}")

        return DirectoryReading(
            columns.kind, path.name, columns.taken, columns.ignored, converted()
        )


def _no_directory(name: str, headers: Sequence[str]) -> InputError:
    columns = Columns(headers)
    if not headers:
        return InputError(f"“{name}” has no rows.", "Choose another file.")
    lacks = []
    if "name" not in columns.at:
        lacks.append("school names (School, SCH_NAME or NAME)")
    if not {"cds", "nces", "nces_school", "state_id"} & set(columns.at):
        lacks.append("school codes (CDSCode, NCESSCH or School Number)")
    return InputError(
        f"“{name}” has no column of {' and no column of '.join(lacks)}.",
        "Import CDE's public schools file, NCES's EDGE geocode file or your state's own; "
        "for any other list, paste it or use the list import.",
        f"columns found: {', '.join(headers[:60])}",
    )
