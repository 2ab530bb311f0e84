"""Papers as plain text, for e-mail and the clipboard."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyValues,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    QrCode,
    Table,
    WriteLines,
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
    if paper.plain_head:
        return
    yield ""
    yield from _wrap(f"{paper.name.upper()}  {paper.aside}".rstrip())
    yield from (part for block in paper.above for part in _block(block))
    if paper.title:
        yield from ("", *_wrap(paper.title)) if paper.above else _wrap(paper.title)


def _block(block: Block) -> Iterator[str]:
    if not (isinstance(block, Paragraph) and block.role == "address"):
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
    elif isinstance(block, WriteLines):
        words = plain(block.words)
        if block.count:
            yield from _wrap(words)
            yield from ("_" * WIDTH,) * block.count
        else:
            yield f"{words} {'_' * max(12, WIDTH - len(words) - 1)}"
    elif isinstance(block, QrCode):
        yield from _wrap(plain(block.words))
        yield block.link
    elif isinstance(block, Table):
        rows = [row for row in block.rows if any(row.cells)]  # an empty one is to write in
        for n, row in enumerate(rows):
            if n and row.tone != "sub":
                yield ""
            yield from _row(block.columns, row.cells)
    elif isinstance(block, PageBreak):
        yield "-" * WIDTH


def _row(columns: Sequence[Column], cells: tuple[Cell, ...]) -> Iterator[str]:
    """Give a row: what stands before the widest column on one line, then the rest indented.

    Every cell has the name of its column but the widest, which says what the row is about, and a
    time that stands alone. Where several are as wide, as days side by side, each has its name.
    """
    widest = max(range(len(columns)), key=lambda k: columns[k].width)
    is_alone = sum(column.width == columns[widest].width for column in columns) == 1
    told = []
    for k, part in enumerate(cells[:widest]):
        words = one_line(" ".join(plain(item) for item in part))
        name = f"{one_line(columns[k].title)} " if widest > 1 else ""
        told += [f"{name}{words}"] if words else []
    if told:
        yield from _wrap(", ".join(told), rest="  ")
    for k, part in enumerate(cells[widest:], widest):
        for n, item in enumerate(part):
            lead = (
                f"    {one_line(columns[k].title)}: "
                if n == 0 and not (k == widest and is_alone)
                else "    "
            )
            yield from _wrap(plain(item), lead, "      ")


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    words = one_line(text)
    if words and len(first) + len(words) <= WIDTH:  # most are, and wrapping takes its time
        return [first + words]
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
