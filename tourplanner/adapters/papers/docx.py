"""Papers as Word files: real heading styles, header rows that repeat, US Letter, equal bytes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.papers.docx_parts import (
    ACCENT,
    INK2,
    RULE,
    WARN,
    add_bottom_rule,
    add_field,
    border_run,
    empty_document,
    no_rule,
    panel,
    repeat_header,
    scrub,
    set_borders,
    set_language,
    shade,
    whole_row,
)
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
    Size,
    Style,
    Table,
    WriteLines,
)
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"  # on every Windows and Mac; Liberation Sans has its widths on Linux
_NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_MARGIN_IN = 0.85
_MOST = 255  # letters in a property of a Word file
_TONES = {"quiet": "F5F4F0", "strong": "EEF4F5"}
_FILLS = {
    "drive": "E3E6E8",
    "visit": "CFE6E4",
    "meal": "FBE9C6",
    "night": "D9DDE6",
    "buffer": "F5F4F0",
}
_LETTER = {"address": (0, 0), "letter": (10, 4), "sign": (40, 0)}  # points before and after
_CELL, _COMPACT, _LABELED, _LINE = "Cell", "CompactCell", "Labeled", "WriteLine"  # names and ids
_SIZES = {Size.SMALL: 8.5, Size.LARGE: 12.5, Size.LARGEST: 18}


class DocxWriter:
    """Renders papers for Word."""

    format = PaperFormat.DOCX

    def render(self, paper: Paper) -> Rendered:
        """Give the file; the same paper gives the same bytes."""
        import docx

        document = docx.Document(io.BytesIO(empty_document()))
        _set_up(document, paper)
        _head(document, paper)
        breaks = False
        for block in paper.blocks:
            if isinstance(block, PageBreak):
                breaks = True
                continue
            first = len(document.paragraphs) if breaks else 0  # the list is made anew each time
            _add(document, block, paper)
            if breaks and len(document.paragraphs) > first:
                document.paragraphs[first].paragraph_format.page_break_before = True
                breaks = False
        _properties(document, paper)
        out = io.BytesIO()
        document.save(out)
        return Rendered(scrub(out.getvalue()))


def _set_up(document: Document, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches, Pt, RGBColor

    section = document.sections[0]
    wide, high = (11, 8.5) if paper.landscape else (8.5, 11)
    section.page_width, section.page_height = Inches(wide), Inches(high)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Inches(_MARGIN_IN)
    section.top_margin, section.bottom_margin = Inches(0.65), Inches(0.7)
    section.header_distance = section.footer_distance = Inches(0.4)
    size = _type_size(paper)
    for name, points, color, before, after in (
        ("Normal", size, "1C2126", 0, 3),
        ("Heading 1", 19, "1C2126", 2, 5),
        ("Heading 2", max(13, round(size * 2.4) / 2), ACCENT, 12, 4),
        ("Heading 3", size + 0.5, ACCENT, 9, 3),
        ("List Bullet", size, "1C2126", 0, 3),
        ("Header", 9, WARN, 0, 0),
        ("Footer", 8.5, INK2, 0, 0),
    ):
        style = document.styles[name]
        style.font.name = FONT
        style.font.size = Pt(points)
        style.font.color.rgb = RGBColor.from_string(color)
        style.font.bold = name.startswith("Heading") or name == "Header"
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = FONT
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.05
        style.paragraph_format.keep_with_next = name.startswith("Heading")
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    _add_styles(document, paper, size)
    set_language(document, paper.language)
    if paper.draft:
        section.header.paragraphs[0].text = one_line(paper.draft)
        section.header.paragraphs[0].alignment = 1
    footer = section.footer.paragraphs[0]
    add_bottom_rule(footer, "top", RULE)
    footer.paragraph_format.tab_stops.add_tab_stop(Inches(wide - 2 * _MARGIN_IN), 2)
    footer.add_run(f"{one_line(paper.footer)}\tPage ")
    add_field(footer, "PAGE")
    footer.add_run(" of ")
    add_field(footer, "NUMPAGES")


def _add_styles(document: Document, paper: Paper, size: float) -> None:
    """Add styles for what stands often in a paper: they cost less than marking each paragraph."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Inches, Pt

    compact = size - 0.5 if paper.size is Size.SMALL else 9.5
    indent = Inches(size / 10)
    for name, points, after in (
        (_CELL, size - 0.5, 1),
        (_COMPACT, compact, 1),
        (_LABELED, size, 1),
        (_LINE, size, 0),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(points)
        style.paragraph_format.space_after = Pt(after)
    labeled = document.styles[_LABELED].paragraph_format
    labeled.left_indent, labeled.first_line_indent = indent, -indent
    labeled.tab_stops.add_tab_stop(indent)
    document.styles[_LINE].paragraph_format.space_before = Pt(14)


def _styled(paragraph: Any, style: str) -> Any:
    """Give the paragraph one of our styles by its id; python-docx searches for a name each time."""
    paragraph._p.style = style
    return paragraph


def _heading(document: Document, text: str, level: int) -> None:
    _styled(document.add_paragraph(text), f"Heading{level}")


def _head(document: Document, paper: Paper) -> None:
    from docx.shared import Inches, Pt, RGBColor

    for n, text in enumerate(paper.letterhead):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        run = line.add_run(one_line(text))
        run.font.size = Pt(12.5 if n == 0 else 9)
        run.font.bold = n == 0
        run.font.color.rgb = RGBColor.from_string(ACCENT if n == 0 else INK2)
        if n == len(paper.letterhead) - 1:
            line.paragraph_format.space_after = Pt(9)
            add_bottom_rule(line, "bottom", ACCENT, 12)
    if paper.plain_head:
        return
    kicker = document.add_paragraph()
    kicker.paragraph_format.space_after = Pt(0)
    width = (11 if paper.landscape else 8.5) - 2 * _MARGIN_IN
    kicker.paragraph_format.tab_stops.add_tab_stop(Inches(width), 2)
    run = kicker.add_run(one_line(paper.name))
    run.font.bold, run.font.all_caps, run.font.size = True, True, Pt(11)
    aside = kicker.add_run(f"\t{one_line(paper.aside)}")
    aside.font.size, aside.font.color.rgb = Pt(11), RGBColor.from_string(INK2)
    _heading(document, one_line(paper.title) or one_line(paper.name), 1)


def _add(document: Document, block: Block, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    size = _type_size(paper)
    if isinstance(block, Heading):
        _heading(document, one_line(block.text), block.level)
        if block.aside:
            _runs(document.add_paragraph(), ((block.aside, Style.SOFT),), _type_size(paper))
    elif isinstance(block, Paragraph):
        line = document.add_paragraph()
        _line(line, block.line, size)
        if block.role == "end":
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_before = Pt(10)
        elif block.role in _LETTER:
            before, after = _LETTER[block.role]
            line.paragraph_format.space_before = Pt(before)
            line.paragraph_format.space_after = Pt(after)
        elif block.role == "lead":
            line.paragraph_format.space_after = Pt(6)
            for run in line.runs:
                run.font.size = Pt(round(size * 2.24) / 2)
    elif isinstance(block, Bullets):
        for item in block.items:
            _line(_styled(document.add_paragraph(), "ListBullet"), item, size)
    elif isinstance(block, KeyValues):
        _key_values(document, block, paper)
    elif isinstance(block, WriteLines):
        _write_lines(document, block, paper)
    elif isinstance(block, Note):
        line = document.add_paragraph()
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(8)
        panel(line, warn=block.tone != "info")
        _line(line, block.line, size)
    elif isinstance(block, Table):
        _table(document, block, paper)


def _type_size(paper: Paper) -> float:
    """Give the points of ordinary text; a paper that should fit its pages is a little smaller."""
    if paper.size is Size.NORMAL:
        return 9.5 if paper.pages else 10
    return _SIZES[paper.size]


def _write_lines(document: Document, block: WriteLines, paper: Paper) -> None:
    """Add words and, under them or beside them, lines to write on."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Inches, Pt

    wide = (11 if paper.landscape else 8.5) - 2 * _MARGIN_IN
    first = document.add_paragraph()
    first.paragraph_format.space_before = Pt(8)
    _line(first, block.words, _type_size(paper))
    if not block.count:
        first.paragraph_format.tab_stops.add_tab_stop(
            Inches(wide), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
        )
        first.add_run(" \t")
    for _ in range(block.count):
        add_bottom_rule(_styled(document.add_paragraph(), _LINE), "bottom", INK2)


def _key_values(document: Document, block: KeyValues, paper: Paper) -> None:
    from docx.shared import RGBColor

    size = _type_size(paper)
    for label, value in block.rows:
        line = _styled(document.add_paragraph(), _LABELED)
        name = line.add_run(one_line(label))
        name.font.bold = True
        name.font.color.rgb = RGBColor.from_string(INK2)
        line.add_run("\t")
        _line(line, value, size)


def _table(document: Document, block: Table, paper: Paper) -> None:
    from docx.shared import Inches, Pt, RGBColor

    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    table.autofit = False
    set_borders(table, one_line(block.alt), tight=block.compact)
    total = sum(column.width for column in block.columns)
    inches = (11 if paper.landscape else 8.5) - 2 * _MARGIN_IN
    style = _COMPACT if block.compact else _CELL
    size = 9.5 if block.compact and paper.size is not Size.SMALL else _type_size(paper) - 0.5
    grid = list(table.rows)
    repeat_header(grid[0])
    for column, title in zip(grid[0].cells, block.columns, strict=True):
        line = column.paragraphs[0]
        run = line.add_run(one_line(title.title))
        run.font.bold, run.font.size = True, Pt(8.5)
        run.font.color.rgb = RGBColor.from_string(INK2)
        line.alignment = 2 if title.right else 0
        line.paragraph_format.keep_with_next = True
    tones = [row.tone for row in block.rows]
    for n, (made, row) in enumerate(zip(grid[1:], block.rows, strict=True)):
        whole_row(made)
        for column, title, lines in zip(made.cells, block.columns, row.cells, strict=True):
            _cell(column, lines, style, size, right=title.right)
            no_rule(column, above=row.tone == "sub", below=tones[n + 1 : n + 2] == ["sub"])
            if row.tone in _TONES:
                shade(column, _TONES[row.tone])
        for column, fill in zip(made.cells, row.fills, strict=False):
            if fill in _FILLS:
                shade(column, _FILLS[fill])
    for made in grid:
        for column, title in zip(made.cells, block.columns, strict=True):
            column.width = Inches(inches * title.width / total)
    for made_column, title in zip(table.columns, block.columns, strict=True):
        made_column.width = Inches(inches * title.width / total)
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(2)


def _cell(cell: Any, lines: Cell, style: str, size: float, *, right: bool) -> None:
    first = cell.paragraphs[0]
    for n, item in enumerate(lines or ((),)):
        line = _styled(first if n == 0 else cell.add_paragraph(), style)
        if right:
            line.alignment = 2
        _line(line, item, size)


def _line(paragraph: Any, spans: Line, size: float) -> None:
    _runs(paragraph, tuple((span.text, span.style) for span in spans), size)


def _runs(paragraph: Any, parts: tuple[tuple[str, Style], ...], size: float) -> None:
    """Add texts to a paragraph whose style has type of ``size`` points."""
    from docx.shared import Pt, RGBColor

    for text, style in parts:
        run = paragraph.add_run(text)
        if style is Style.STRONG:
            run.font.bold = True
        elif style is Style.SOFT:
            run.font.color.rgb = RGBColor.from_string(INK2)
            run.font.size = Pt(round(size * 0.92 * 2) / 2)
        elif style in (Style.TAG, Style.WARN):
            run.font.bold = True
            run.font.size = Pt(round(size * 0.85 * 2) / 2)
            run.font.color.rgb = RGBColor.from_string(ACCENT if style is Style.TAG else WARN)
            if style is Style.TAG:
                border_run(run, ACCENT)


def _properties(document: Document, paper: Paper) -> None:
    """Name the office and nobody else; python-docx would sign with its own name."""
    properties = document.core_properties
    properties.title = one_line(paper.document_title)[:_MOST]
    properties.author = one_line(paper.author)[:_MOST]
    properties.subject = one_line(paper.subject)[:_MOST]
    properties.language = paper.language
    properties.last_modified_by = ""
    properties.comments = ""
    properties.keywords = ""
    properties.category = ""
    properties.revision = 1
    stamp = (paper.stamp_at or _NO_STAMP).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = stamp
