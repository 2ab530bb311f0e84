"""Rows by columns of any list: empty cells are shown, every cell leads to what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class PivotColumn:
    """One column; ``group`` is what it is one of, such as Grades."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell(Generic[E]):
    """One row by one column.

    Attributes
    ----------
    words : what stands in it; absence is written too. said : the end of its sentence.
    count : what it adds to the sums.
    strength : how strong it is, in dots from 0 to 3; None where it has no dots.
    warns : whether its words tell of something that is missing.
    """

    entries: tuple[E, ...] = ()
    words: str = ""
    said: str = ""
    count: int = 0
    strength: int | None = None
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Pivot(Generic[E]):
    """``cells`` stand in the order of rows, then columns; a row is an id and a name.

    ``unit`` is one of what the sums count. ``numbers`` are those of the rows' stops, such as 2.3,
    with which their names begin; empty for a row that is in no plan.
    """

    rows: tuple[tuple[str, str], ...] = ()
    columns: tuple[PivotColumn, ...] = ()
    cells: tuple[tuple[Cell[E], ...], ...] = ()
    unit: str = "excerpt"
    numbers: tuple[str, ...] = ()

    def row_sum(self, row: int) -> int:
        """Add up a row."""
        return sum(cell.count for cell in self.cells[row])

    def column_sum(self, column: int) -> int:
        """Add up a column."""
        return sum(row[column].count for row in self.cells)


def make_pivot(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[PivotColumn],
    found: Iterable[tuple[str, str, E]],
    cell: Callable[[str, str, tuple[E, ...]], Cell[E]],
    unit: str = "excerpt",
) -> Pivot[E]:
    """Put what was found into its cells.

    Parameters
    ----------
    rows : id and name of each, in order; one without anything has its row.
    found : row, column and entry; what is of no row or column here is left out.
    cell : makes a cell of its row, its column and its entries, which may be none.
    """
    at: dict[tuple[str, str], list[E]] = {}
    for row, column, entry in found:
        at.setdefault((row, column), []).append(entry)
    cells = tuple(
        tuple(cell(row, each.code, tuple(at.get((row, each.code), ()))) for each in columns)
        for row, _ in rows
    )
    return Pivot(tuple(rows), tuple(columns), cells, unit)
