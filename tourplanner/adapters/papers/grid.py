"""A paper as tables, for spreadsheets: what has the same columns stands under one header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tourplanner.core.papers.blocks import (
    Bullets,
    Cell,
    Heading,
    KeyValues,
    Note,
    Paper,
    Paragraph,
    QrCode,
    Table,
    WriteLines,
    plain,
)
from tourplanner.core.safe_text import clean, one_line

PART = "Part"  # header of the column that holds the heading a row stood under
_PART_WIDTH = 22


@dataclass
class Grid:
    """Rows under one header.

    Attributes
    ----------
    numbers : the columns, from 0, in which whole numbers are numbers.
    widths : of the columns, in shares of the paper's width.
    """

    title: str
    header: tuple[str, ...]
    numbers: frozenset[int]
    widths: tuple[int, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)


def grids(paper: Paper) -> list[Grid]:
    """Give the tables of a paper; several with the same columns are one, with a column more."""
    heading = ""
    by_columns: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading = one_line(block.text)
        elif isinstance(block, Table):
            titles = tuple(one_line(column.title) for column in block.columns)
            by_columns.setdefault(titles, []).append((heading, block))
    return [_grid(paper, titles, tables) for titles, tables in by_columns.items()]


def _grid(paper: Paper, titles: tuple[str, ...], tables: list[tuple[str, Table]]) -> Grid:
    heading, first = tables[0]
    columns = first.columns
    is_many = len(tables) > 1
    shift = 1 if is_many else 0
    made = Grid(
        one_line(paper.name) if is_many or not heading else heading,
        (PART, *titles) if is_many else titles,
        frozenset(n + shift for n, column in enumerate(columns) if column.right),
        (*((_PART_WIDTH,) if is_many else ()), *(column.width for column in columns)),
    )
    for part, table in tables:
        for row in table.rows:
            cells = tuple(map(cell_text, row.cells))
            made.rows.append((part, *cells) if is_many else cells)
    return made


def cell_text(cell: Cell) -> str:
    """Give a cell's lines, one under the other."""
    return "\n".join(clean(plain(item)) for item in cell)


def beside(paper: Paper) -> Iterator[tuple[str, str]]:
    """Give what stands in a paper outside its tables: a label, where there is one, and the text."""
    if paper.draft:
        yield "", one_line(paper.draft)
    yield from (("", one_line(text)) for text in paper.letterhead)
    yield one_line(paper.name), one_line(paper.title)
    if paper.aside:
        yield "", one_line(paper.aside)
    for block in (*paper.above, *paper.blocks):
        if isinstance(block, Heading):
            yield one_line(block.text), one_line(block.aside)
        elif isinstance(block, Paragraph | Note):
            yield "", clean(plain(block.line))
        elif isinstance(block, Bullets):
            yield from (("", clean(plain(item))) for item in block.items)
        elif isinstance(block, KeyValues):
            yield from ((one_line(label), clean(plain(value))) for label, value in block.rows)
        elif isinstance(block, WriteLines):
            yield clean(plain(block.words)), ""
        elif isinstance(block, QrCode):
            yield clean(plain(block.words)), block.link
        elif isinstance(block, Table):
            yield "", one_line(block.alt)
    if paper.footer:
        yield "", one_line(paper.footer)
