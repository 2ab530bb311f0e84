"""Papers as plain text, for e-mail and the clipboard."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    KeyValues,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Table,
    plain,
)
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

WIDTH = 78


class TextWriter:
    """Renders papers as UTF-8 text with Windows line ends, which every mail program reads."""

    format = PaperFormat.TEXT

    def render(self, paper: Paper) -> Rendered:
        """Give the text."""
        lines = [*_head(paper), *(part for block in paper.blocks for part in _block(block))]
        if paper.footer:
            lines += ["", *_wrap(paper.footer)]
        return Rendered(("\r\n".join(lines) + "\r\n").encode("utf-8"))


def _head(paper: Paper) -> Iterator[str]:
    if paper.draft:
        yield from (*_wrap(paper.draft), "")
    yield from (one_line(text) for text in paper.letterhead)
    yield ""
    yield from _wrap(f"{paper.name.upper()}  {paper.aside}".rstrip())
    if paper.title:
        yield from _wrap(paper.title)


def _block(block: Block) -> Iterator[str]:
    yield ""
    if isinstance(block, Heading):
        title = one_line(block.text)
        yield f"{title}  ({one_line(block.aside)})" if block.aside else title
        yield ("=" if block.level == 2 else "-") * min(len(title), WIDTH)
    elif isinstance(block, Paragraph | Note):
        yield from _wrap(plain(block.line))
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from _wrap(plain(item), "- ", "  ")
    elif isinstance(block, KeyValues):
        for label, value in block.rows:
            yield from _wrap(plain(value), f"{one_line(label)}: ", "    ")
    elif isinstance(block, Table):
        for n, row in enumerate(block.rows):
            if n and row.tone != "sub":
                yield ""
            yield from _row([column.title for column in block.columns], row.cells)
    elif isinstance(block, PageBreak):
        yield "-" * WIDTH


def _row(titles: list[str], cells: tuple[Cell, ...]) -> Iterator[str]:
    """Give a row: its first cell, then the others indented, from the third with their header."""
    first = " ".join(plain(item) for item in cells[0]) if cells else ""
    yield one_line(first)
    for k, (title, part) in enumerate(zip(titles[1:], cells[1:], strict=True)):
        for n, item in enumerate(part):
            lead = f"    {one_line(title)}: " if k and n == 0 else "    "
            yield from _wrap(plain(item), lead, "      ")


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        one_line(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
