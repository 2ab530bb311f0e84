"""The body of a Word file as its XML: paragraphs and tables in the styles of the empty document.

Written as text, since building each element as an object takes twenty times as long. The order of
the properties is that of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from tourplanner.adapters.papers.docx_parts import ACCENT, INK2, RULE, WARN
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
    Row,
    Size,
    Style,
    Table,
    WriteLines,
)
from tourplanner.core.safe_text import clean, one_line

_WITH_NEXT = "<w:keepNext/>"  # no page ends after it
_FEW = 4  # facts that are read together
TWIPS = 1440  # a twentieth of a point, by the inch
CELL, COMPACT, LABELED, LINE = "Cell", "CompactCell", "Labeled", "WriteLine"  # ids of our styles
_PANEL, _WARN_PANEL = "EEF4F5", "FBE5E2"
_TONES = {"quiet": "F5F4F0", "strong": "EEF4F5"}
_FILLS = {
    "drive": "E3E6E8",
    "visit": "CFE6E4",
    "meal": "FBE9C6",
    "press": "DFE0F5",
    "rest": "EFE7F3",
    "night": "D9DDE6",
    "buffer": "F5F4F0",
}
_LETTER = {"address": (0, 0), "letter": (10, 4), "sign": (40, 0)}  # points before and after
_SIZES = {Size.SMALL: 8.5, Size.LARGE: 12.5, Size.LARGEST: 18}
_BREAKS = re.compile(r"([\t\n])")
CODE_ID = "rIdCode"  # and its number: by which the body names the picture of a code
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CODE_EMU = 1_234_440  # 1.35 inches


def type_size(paper: Paper) -> float:
    """Give the points of ordinary text; a paper that should fit its pages is a little smaller."""
    if paper.size is Size.NORMAL:
        return 9.5 if paper.pages else 10
    return _SIZES[paper.size]


def compact_size(paper: Paper) -> float:
    """Give the points of text in a compact table."""
    return type_size(paper) - 0.5 if paper.size is Size.SMALL else 9.5


def margin_in(size: Size) -> float:
    """Give the margin at the sides, in inches; a page of small type is a full one."""
    return 0.5 if size is Size.SMALL else 0.85


def text_width(paper: Paper) -> int:
    """Give the width between the margins, in twips."""
    return round(((11 if paper.landscape else 8.5) - 2 * margin_in(paper.size)) * TWIPS)


def body_xml(paper: Paper) -> str:
    """Give the body of a paper, without the properties of its section."""
    parts = list(_head(paper))
    breaks, codes = False, 0
    for block in paper.blocks:
        if isinstance(block, PageBreak):
            breaks = True
            continue
        if isinstance(block, QrCode):
            codes += 1
            parts += _code(block, codes, paper)
            continue
        made = list(_block(block, paper))
        if breaks and made:
            made[0] = _on_new_page(made[0])
            breaks = False
        parts += made
    return "".join(parts)


def _on_new_page(part: str) -> str:
    """Give a paragraph at the top of a page; before a table comes an empty one."""
    if not part.startswith("<w:p>"):
        return _paragraph("", "<w:pageBreakBefore/>" + _spacing(after=0)) + part
    if not part.startswith("<w:p><w:pPr>"):
        return part.replace("<w:p>", "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>", 1)
    style = re.match(r"<w:p><w:pPr>(?:<w:pStyle [^>]*/>)?(?:<w:keepNext/>)?", part)
    assert style is not None
    return f"{style.group()}<w:pageBreakBefore/>{part[style.end() :]}"


# -- runs and paragraphs ---------------------------------------------------------------------------


def _text(text: str) -> str:
    """Give a text with its tabs and line ends."""
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(
        marks.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(clean(text))
        if part
    )


def _run(
    text: str,
    *,
    bold: bool = False,
    caps: bool = False,
    color: str = "",
    points: float = 0,
    frame: bool = False,
) -> str:
    if not text:
        return ""
    look = "<w:b/>" if bold else ""
    look += "<w:caps/>" if caps else ""
    look += f'<w:color w:val="{color}"/>' if color else ""
    look += f'<w:sz w:val="{round(points * 2)}"/>' if points else ""
    look += f'<w:bdr w:val="single" w:sz="6" w:space="0" w:color="{ACCENT}"/>' if frame else ""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{_text(text)}</w:r>"


def _line(spans: Line, size: float, points: float = 0) -> str:
    """Give the runs of a line; ``size`` is the paragraph's type, ``points`` another one for all."""
    made = []
    for span in spans:
        if span.style is Style.STRONG:
            made.append(_run(span.text, bold=True, points=points))
        elif span.style is Style.SOFT:
            made.append(_run(span.text, color=INK2, points=points or round(size * 1.84) / 2))
        elif span.style in (Style.TAG, Style.WARN):
            is_tag = span.style is Style.TAG
            color = ACCENT if is_tag else WARN
            small = points or round(size * 1.7) / 2
            made.append(_run(span.text, bold=True, color=color, points=small, frame=is_tag))
        else:
            made.append(_run(span.text, points=points))
    return "".join(made)


def _paragraph(runs: str, look: str = "", style: str = "") -> str:
    """Give a paragraph; ``look`` are its properties in the order of the schema."""
    if style:
        look = f'<w:pStyle w:val="{style}"/>{look}'
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"


def _spacing(before: float | None = None, after: float | None = None) -> str:
    """Give the room above and below, in points."""
    named = (("before", before), ("after", after))
    told = "".join(f' w:{n}="{round(v * 20)}"' for n, v in named if v is not None)
    return f"<w:spacing{told}/>"


def _rule(side: str, color: str, eighths: int = 4, space: int = 4) -> str:
    """Give a rule at a side of a paragraph, its width in eighths of a point."""
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" '
        f'w:color="{color}"/></w:pBdr>'
    )


def _tab(at: int, kind: str = "right", leader: str = "") -> str:
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tabs><w:tab w:val="{kind}"{dots} w:pos="{at}"/></w:tabs>'


# -- blocks ----------------------------------------------------------------------------------------


def _head(paper: Paper) -> Iterator[str]:
    last = len(paper.letterhead) - 1
    for n, text in enumerate(paper.letterhead):
        run = _run(
            one_line(text),
            bold=n == 0,
            color=ACCENT if n == 0 else INK2,
            points=12.5 if n == 0 else 9,
        )
        under = _rule("bottom", ACCENT, 12) if n == last else ""
        yield _paragraph(run, under + _spacing(after=9 if n == last else 0))
    if paper.plain_head:
        return
    kicker = _run(one_line(paper.name), bold=True, caps=True, points=11)
    kicker += _run(f"\t{one_line(paper.aside)}", color=INK2, points=11)
    yield _paragraph(kicker, _tab(text_width(paper)) + _spacing(after=0))
    for block in paper.above:
        yield from _block(block, paper)
    yield _paragraph(_run(one_line(paper.title) or one_line(paper.name)), style="Heading1")


def _block(block: Block, paper: Paper) -> Iterator[str]:
    size = type_size(paper)
    if isinstance(block, Heading):
        yield _paragraph(_run(one_line(block.text)), style=f"Heading{block.level}")
        if block.aside:
            aside = _run(one_line(block.aside), color=INK2, points=round(size * 1.84) / 2)
            yield _paragraph(aside, _WITH_NEXT)
    elif isinstance(block, Paragraph):
        yield _typed(block, size)
    elif isinstance(block, Bullets):
        yield from (_paragraph(_line(item, size), style="ListBullet") for item in block.items)
    elif isinstance(block, KeyValues):
        last = len(block.rows) - 1 if len(block.rows) <= _FEW else 0
        for n, (label, value) in enumerate(block.rows):
            name = _run(one_line(label), bold=True, color=INK2)
            look = _WITH_NEXT if n < last else ""
            yield _paragraph(f"{name}{_run(chr(9))}{_line(value, size)}", look, style=LABELED)
    elif isinstance(block, WriteLines):
        yield from _write_lines(block, paper)
    elif isinstance(block, Note):
        bad = block.tone != "info"
        bar = _rule("left", WARN if bad else ACCENT, 24, 8)
        ground = _shade(_WARN_PANEL if bad else _PANEL)
        yield _paragraph(_line(block.line, size), bar + ground + _spacing(8, 8))
    elif isinstance(block, Table):
        yield _table(block, paper)
        yield _paragraph("", '<w:spacing w:after="0" w:line="40" w:lineRule="exact"/>')


def _typed(block: Paragraph, size: float) -> str:
    if block.role == "end":
        return _paragraph(_line(block.line, size), _spacing(before=10) + '<w:jc w:val="center"/>')
    if block.role in _LETTER:
        return _paragraph(_line(block.line, size), _spacing(*_LETTER[block.role]))
    if block.role == "lead":
        return _paragraph(_line(block.line, size, round(size * 2.24) / 2), _spacing(after=6))
    return _paragraph(_line(block.line, size))


def _write_lines(block: WriteLines, paper: Paper) -> Iterator[str]:
    """Give words and, under them or beside them, lines to write on."""
    words = _line(block.words, type_size(paper))
    if block.count:
        yield _paragraph(words, _spacing(before=8))
        yield from (_paragraph("", _rule("bottom", INK2), LINE) for _ in range(block.count))
    else:
        look = _tab(text_width(paper), leader="underscore") + _spacing(before=8)
        yield _paragraph(f"{words}{_run(' ' + chr(9))}", look)


def _code(code: QrCode, number: int, paper: Paper) -> Iterator[str]:
    """Give a picture of a code with its words under it; the picture is a part of the file."""
    side = f'cx="{_CODE_EMU}" cy="{_CODE_EMU}"'
    name = f'id="{number}" name="QR code {number}" descr={quoteattr(one_line(code.alt))}'
    picture = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent {side}/><wp:docPr {name}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{RELATIONS}" r:embed="{CODE_ID}{number}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {side}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r>"
    )
    yield _paragraph(picture, _WITH_NEXT + _spacing(before=8))
    yield _paragraph(_line(code.words, type_size(paper)))


# -- tables ----------------------------------------------------------------------------------------


def _table(block: Table, paper: Paper) -> str:
    style = COMPACT if block.compact else CELL
    size = compact_size(paper) if block.compact else type_size(paper) - 0.5
    total = sum(column.width for column in block.columns)
    widths = [round(text_width(paper) * column.width / total) for column in block.columns]
    tones = [row.tone for row in block.rows]
    rows = [_header_row(block, widths, size)]
    # A log is read as one, so it keeps to a page while it can.
    stays = block.compact and len(block.rows) <= (20 if paper.landscape else 28)
    for n, row in enumerate(block.rows):
        is_open = tones[n + 1 : n + 2] == ["sub"]
        # No last row stands alone on its page.
        stuck = (stays and n < len(block.rows) - 1) or n == len(block.rows) - 2
        rows.append(_row(row, block, widths, style, size, is_open=is_open, stuck=stuck))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = _table_look(one_line(block.alt), tight=block.compact)
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _table_look(alt: str, *, tight: bool) -> str:
    """Give hairlines between rows, margins, and the sentence for screen readers."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    over, under = (15, 5) if tight else (40, 30)
    sides = (("top", over), ("left", 90), ("bottom", under), ("right", 90))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return (
        '<w:tblPr><w:tblW w:type="auto" w:w="0"/>'
        f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" '
        f'w:noVBand="1" w:val="04A0"/><w:tblDescription w:val={quoteattr(alt)}/></w:tblPr>'
    )


def _header_row(block: Table, widths: Sequence[int], size: float) -> str:
    """Give the header, repeated on every page, over a strong rule; ``size`` is that of the rows."""
    points = max(8.5, round(size * 1.76) / 2)
    under = f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{ACCENT}"/>'
    cells = []
    for column, width in zip(block.columns, widths, strict=True):
        look = f'{_WITH_NEXT}<w:jc w:val="{"right" if column.right else "left"}"/>'
        run = _run(one_line(column.title), bold=True, color=INK2, points=points)
        cells.append(_cell(_paragraph(run, look), width, under))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(
    row: Row,
    block: Table,
    widths: Sequence[int],
    style: str,
    size: float,
    *,
    is_open: bool,
    stuck: bool,
) -> str:
    """Give a row that stays on one page; ``is_open``: no rule under it, ``stuck``: to the next."""
    borders = '<w:top w:val="nil"/>' if row.tone == "sub" else ""
    borders += '<w:bottom w:val="nil"/>' if is_open else ""
    fills = row.fills or ("",) * len(row.cells)
    cells = []
    for column, width, lines, fill in zip(block.columns, widths, row.cells, fills, strict=True):
        ground = _FILLS.get(fill) or _TONES.get(row.tone, "")
        look = _WITH_NEXT if stuck else ""
        look += '<w:jc w:val="right"/>' if column.right else ""
        cells.append(_cell(_lines(lines, style, size, look), width, borders, ground))
    room = '<w:trHeight w:val="720" w:hRule="atLeast"/>' if row.tone == "write" else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{room}</w:trPr>{''.join(cells)}</w:tr>"


def _lines(lines: Cell, style: str, size: float, look: str) -> str:
    return "".join(_paragraph(_line(item, size), look, style) for item in lines or ((),))


def _cell(content: str, width: int, borders: str = "", ground: str = "") -> str:
    look = f'<w:tcW w:type="dxa" w:w="{width}"/>'
    look += f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    look += _shade(ground) if ground else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
