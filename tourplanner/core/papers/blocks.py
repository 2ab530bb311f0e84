"""A paper without a format: titles, tables, lists and notes, ready for any writer.

A writer draws what stands here and decides nothing: no field, no order, no wording.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tourplanner.core.safe_text import clean, one_line


class Style(StrEnum):
    """How a piece of text stands in its line."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"  # second in rank: smaller, grayer
    TAG = "tag"  # a short word in a frame: OPEN PRESS
    WARN = "warn"  # a mark that must be seen: TENTATIVE


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style.

    ``link`` : where a web page leads from it (tel:, mailto: or https:); printed papers ignore it.
    """

    text: str
    style: Style = Style.PLAIN
    link: str = ""


Line = tuple[Span, ...]
Cell = tuple[Line, ...]


def line(*parts: str | Span) -> Line:
    """Make a line of plain texts and spans; empty ones go, control characters too."""
    spans = (part if isinstance(part, Span) else Span(part) for part in parts)
    return tuple(Span(clean(s.text), s.style, s.link) for s in spans if s.text)


def cell(*lines: str | Span | Line) -> Cell:
    """Make a cell, one line under the other; empty lines go."""
    made = (item if isinstance(item, tuple) else line(item) for item in lines)
    return tuple(item for item in made if item)


def strong(text: str) -> Span:
    """Make a strong span."""
    return Span(text, Style.STRONG)


def soft(text: str) -> Span:
    """Make a soft span."""
    return Span(text, Style.SOFT)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the paper: level 2 or 3; the title of the paper is level 1."""

    level: int
    text: str
    aside: str = ""  # stands at the right end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: ``body``, ``lead`` (larger), ``small`` or ``end`` (centered end mark).

    Of a letter: ``address`` (close lines), ``letter`` (apart) and ``sign`` (room to sign above).
    """

    line: Line
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Pairs of a label and what it says, such as CONTACT and a name."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its share of the width, and whether it stands at the right."""

    title: str
    width: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    ``tone``: "", "quiet" (drives, buffers), "strong", "sub" (of the above), "write" (with room to
    write in it).

    ``fills``: what each cell is of, such as "visit", and so its ground; none = plain.
    """

    cells: tuple[Cell, ...]
    tone: str = ""
    fills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. ``alt`` says in one sentence what it shows.

    ``compact``: in ordinary type also on a paper in large type.
    """

    alt: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A framed sentence: tone ``info``, ``warn`` or ``draft``."""

    line: Line
    tone: str = "info"


@dataclass(frozen=True, slots=True)
class WriteLines:
    """Lines to write on with a pen, under words that say what; ``count`` 0 = a line beside them."""

    words: Line
    count: int = 1


@dataclass(frozen=True, slots=True)
class QrCode:
    """A link for a phone's camera, the words beside it, and ``alt``, what it is in one sentence.

    The link holds nothing that the paper does not print.
    """

    link: str
    words: Line
    alt: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Block = Heading | Paragraph | Bullets | KeyValues | Table | Note | WriteLines | QrCode | PageBreak


class Size(StrEnum):
    """The size of type: ``large`` for arm's length, ``largest`` for people who see little."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    Attributes
    ----------
    name : what the paper is, such as "Press itinerary"; also in the file's name.
    title, aside : headline, and what stands at the right of ``name`` (dates).
    letterhead : lines at the top of the first page; the first is the office's name.
    author : whose paper it is, for the file's properties.
    footer : at the foot of every page, left of the page number.
    page_words : before the number of a page, and before the number of all.
    above : paragraphs, notes and pairs that stand over the headline, such as FOR IMMEDIATE RELEASE.
    draft : the words of the draft mark, empty on a paper that may leave.
    size : how large its type is.
    plain_head : a letter: name of the paper and headline stand in the file's properties alone.
    pages : how many pages it should take; type may be up to a tenth smaller for that. 0 = any.
    stamp_at : the moment in the file's properties; None where nothing is issued.
    """

    kind: str
    name: str
    title: str
    aside: str
    letterhead: tuple[str, ...]
    author: str
    blocks: tuple[Block, ...]
    language: str = "en"
    footer: str = ""
    above: tuple[Block, ...] = ()
    draft: str = ""
    size: Size = Size.NORMAL
    plain_head: bool = False
    landscape: bool = False
    pages: int = 0
    stamp_at: datetime | None = None
    subject: str = ""
    page_words: tuple[str, str] = ("Page ", " of ")

    @property
    def document_title(self) -> str:
        """The title of the file: what it is and of what."""
        return one_line(f"{self.name}: {self.title}" if self.title else self.name)


def plain(spans: Line) -> str:
    """Give the text of a line without its styles."""
    return "".join(span.text for span in spans)


def texts(paper: Paper) -> Iterator[str]:
    """Give every text of a paper, in reading order."""
    head = () if paper.plain_head else (paper.name, paper.title, paper.aside)
    yield from (*paper.letterhead, *head, paper.draft)
    for block in (*paper.above, *paper.blocks):
        yield from _block_texts(block)
    yield paper.footer


def _block_texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from (block.text, block.aside)
    elif isinstance(block, Paragraph | Note):
        yield plain(block.line)
    elif isinstance(block, Bullets):
        yield from map(plain, block.items)
    elif isinstance(block, WriteLines):
        yield plain(block.words)
    elif isinstance(block, QrCode):
        yield plain(block.words)  # which the other text repeats
    elif isinstance(block, KeyValues):
        for label, value in block.rows:
            yield from (label, plain(value))
    elif isinstance(block, Table):
        yield block.alt
        yield from (column.title for column in block.columns)
        yield from (plain(item) for row in block.rows for part in row.cells for item in part)
