"""Papers as CSV: their tables alone, in UTF-8 with the mark by which Excel knows it."""

from __future__ import annotations

import csv
import io

from tourplanner.adapters.imports.plain_tables import harmless
from tourplanner.adapters.papers.grid import grids
from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered


class CsvWriter:
    """Renders the tables of a paper; those with other columns stand under an empty line.

    No cell is run as a formula: one that could be begins with an apostrophe.
    """

    format = PaperFormat.CSV

    def render(self, paper: Paper) -> Rendered:
        """Give the file; the same paper gives the same bytes."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        for n, grid in enumerate(grids(paper)):
            if n:
                writer.writerow(())
            for row in (grid.header, *grid.rows):
                writer.writerow([harmless(cell) for cell in row])
        return Rendered(out.getvalue().encode("utf-8-sig"))
