"""Papers as Markdown: headings, lists and pipe tables; no typed sign is taken for a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    KeyValues,
    Line,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    QrCode,
    Style,
    Table,
    WriteLines,
)
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_AT_THE_START = re.compile(r"([-+=]|\d+[.)])")
_STRONG = (Style.STRONG, Style.TAG, Style.WARN)
_BLANK = r"\_" * 24


class MarkdownWriter:
    """Renders papers as Markdown in UTF-8."""

    format = PaperFormat.MARKDOWN

    def render(self, paper: Paper) -> Rendered:
        """Give the text; the same paper gives the same bytes."""
        parts = [*_head(paper), *(part for block in paper.blocks for part in _block(block))]
        if paper.footer:
            parts.append(f"*{_text(paper.footer)}*")
        return Rendered(("\n\n".join(filter(None, parts)) + "\n").encode("utf-8"))


def _head(paper: Paper) -> Iterator[str]:
    if paper.draft:
        yield f"**{_text(paper.draft)}**"
    yield "  \n".join(map(_text, paper.letterhead))
    if not paper.plain_head:
        yield f"**{_text(paper.name)}** {_text(paper.aside)}".strip()
        yield from (part for block in paper.above for part in _block(block))
        yield f"# {_text(paper.title or paper.name)}"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_text(block.text)}"
        yield _first(_text(block.aside))
    elif isinstance(block, Paragraph):
        yield _first(_line(block.line))
    elif isinstance(block, Bullets):
        yield "\n".join(f"- {_first(_line(item))}" for item in block.items)
    elif isinstance(block, KeyValues):
        yield "  \n".join(f"**{_text(label)}:** {_line(value)}" for label, value in block.rows)
    elif isinstance(block, Note):
        yield f"> {_first(_line(block.line))}"
    elif isinstance(block, WriteLines):
        yield "  \n".join([_first(_line(block.words)), *[_BLANK] * max(1, block.count)])
    elif isinstance(block, QrCode):
        yield f"{_first(_line(block.words))}  \n<{block.link}>"
    elif isinstance(block, PageBreak):
        yield "---"
    elif isinstance(block, Table):
        yield _table(block)


def _table(table: Table) -> str:
    cells = [
        [_text(column.title) for column in table.columns],
        ["---:" if column.right else "---" for column in table.columns],
        *([_cell(part) for part in row.cells] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(spans: Line) -> str:
    return "".join(_span(span.text, span.style) for span in spans).strip()


def _span(text: str, style: Style) -> str:
    """Give a span; a mark must touch its word, so the spaces at its ends stand outside."""
    core = _text(text)
    if not core:
        return " " if text else ""
    core = f"**{core}**" if style in _STRONG else core
    before, after = (" " if one[0].isspace() else "" for one in (text, text[::-1]))
    return f"{before}{core}{after}"


def _text(text: str) -> str:
    """Give a text whose signs mean nothing."""
    return _MARKS.sub(r"\\\1", one_line(text))


def _first(text: str) -> str:
    """Give a line that begins no list."""
    found = _AT_THE_START.match(text)
    if not found:
        return text
    end = found.end()
    return f"{text[: end - 1]}\\{text[end - 1 :]}"
