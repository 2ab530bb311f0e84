"""Any table as rows of cells, for imports that need no more than that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tourplanner.adapters.imports.tables_in import open_tables


class PlainTables:
    """Tables of a file, one after the other."""

    def rows(self, path: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Give line number and cells of each row of the first table that has any."""
        for sheet in open_tables(Path(path)):
            some = False
            for number, cells in sheet.rows:
                some = True
                yield number, cells
            if some:
                return
