"""A paper as a text message: few words, no lines of dashes, nothing that a telephone breaks."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    KeyValues,
    Note,
    Paper,
    Paragraph,
    Table,
    plain,
)
from tourplanner.core.safe_text import one_line


def message_text(paper: Paper) -> str:
    """Give what a paper says, a line for each row, for a telephone; a draft says so first."""
    lines = [one_line(paper.draft), one_line(paper.title or paper.name)]
    for block in (*paper.above, *paper.blocks):
        lines += _lines(block)
    return "\n".join(filter(None, lines))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield one_line(f"{block.text} {block.aside}")
    elif isinstance(block, Paragraph | Note):
        yield one_line(plain(block.line))
    elif isinstance(block, Bullets):
        yield from (one_line(plain(item)) for item in block.items)
    elif isinstance(block, KeyValues):
        yield from (one_line(f"{label}: {plain(value)}") for label, value in block.rows)
    elif isinstance(block, Table):
        yield from (" ".join(filter(None, map(_cell, row.cells))) for row in block.rows)


def _cell(cell: Cell) -> str:
    return ", ".join(filter(None, (one_line(plain(item)) for item in cell)))
