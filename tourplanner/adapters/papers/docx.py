"""Papers as Word files: real heading styles, header rows that repeat, US Letter, equal bytes.

python-docx makes the shell of a file once: its styles, section and foot. Each paper then puts its
own body and words into a copy of the shell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tourplanner.adapters.papers.docx_body import (
    CELL,
    CODE_ID,
    COMPACT,
    LABELED,
    LINE,
    RELATIONS,
    body_xml,
    compact_size,
    margin_in,
    type_size,
)
from tourplanner.adapters.papers.docx_parts import (
    ACCENT,
    INK2,
    RULE,
    WARN,
    add_field,
    add_rule,
    empty_document,
    packed,
    scrub,
    set_language,
)
from tourplanner.adapters.papers.qr import picture_of
from tourplanner.core.papers.blocks import Paper, QrCode, Size
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"  # on every Windows and Mac; Liberation Sans has its widths on Linux
_NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_MOST = 255  # letters in a property of a Word file
_BODY = re.compile(rb"(<w:body>).*?(<w:sectPr.*</w:body>)", re.DOTALL)
# Words of the shell in whose place a paper's own come.
_FOOT, _DRAFT, _TITLE, _AUTHOR, _SUBJECT = "{FOOT}", "{DRAFT}", "{TITLE}", "{AUTHOR}", "{SUBJECT}"
_DOCUMENT, _LINKS = "word/document.xml", "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_WITH_WORDS = ("word/footer1.xml", "word/header1.xml", "docProps/core.xml")
_STAMP = "2000-01-01T00:00:00Z"
_MARK = re.compile(r">(\{[A-Z]+\}|2000-01-01T00:00:00Z)<")


@dataclass(frozen=True, slots=True)
class _Shell:
    """An empty file: the parts that are alike in all papers, packed, and those with own words."""

    packed: bytes
    own: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What the shell of a paper depends on."""

    size: Size
    points: float
    compact: float
    landscape: bool
    draft: bool
    language: str
    page_words: tuple[str, str]
    codes: bool


class DocxWriter:
    """Renders papers for Word."""

    format = PaperFormat.DOCX

    def render(self, paper: Paper) -> Rendered:
        """Give the file; the same paper gives the same bytes."""
        look = _Look(
            paper.size,
            type_size(paper),
            compact_size(paper),
            paper.landscape,
            bool(paper.draft),
            paper.language,
            paper.page_words,
            bool(_codes(paper)),
        )
        stamp = (paper.stamp_at or _NO_STAMP).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        words = {
            _FOOT: one_line(paper.footer),
            _DRAFT: one_line(paper.draft),
            _TITLE: one_line(paper.document_title)[:_MOST],
            _AUTHOR: one_line(paper.author)[:_MOST],
            _SUBJECT: one_line(paper.subject)[:_MOST],
            _STAMP: stamp,
        }
        shell = _shell(look)
        own = [(name, _filled(name, data, paper, words)) for name, data in shell.own]
        own += [
            (f"word/{_picture(n)}", picture_of(code)) for n, code in enumerate(_codes(paper), 1)
        ]
        return Rendered(packed(own, shell.packed))


def _codes(paper: Paper) -> list[QrCode]:
    return [block for block in paper.blocks if isinstance(block, QrCode)]


def _picture(number: int) -> str:
    return f"media/code{number}.png"


def _filled(name: str, data: bytes, paper: Paper, words: Mapping[str, str]) -> bytes:
    """Give a part of the shell with what stands in it of a paper."""
    if name == _DOCUMENT:
        body = body_xml(paper).encode("utf-8")
        return _BODY.sub(lambda m: m[1] + body + m[2], data)
    if name == _LINKS:
        links = "".join(
            f'<Relationship Id="{CODE_ID}{n}" Type="{RELATIONS}/image" Target="{_picture(n)}"/>'
            for n, _ in enumerate(_codes(paper), 1)
        )
        return data.replace(b"</Relationships>", f"{links}</Relationships>".encode())
    if name in _WITH_WORDS:
        text = _MARK.sub(lambda m: f">{escape(words[m[1]])}<", data.decode("utf-8"))
        return text.encode("utf-8")
    return data


@lru_cache(maxsize=32)
def _shell(look: _Look) -> _Shell:
    """Give the empty file of a look."""
    import docx

    document = docx.Document(io.BytesIO(empty_document()))
    _set_up(document, look)
    _properties(document, look)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(io.BytesIO(scrub(out.getvalue()))) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    named = (_DOCUMENT, *_WITH_WORDS, *((_LINKS,) if look.codes else ()))
    if look.codes:
        parts = [(name, _with_png(data) if name == _TYPES else data) for name, data in parts]
    alike = [part for part in parts if part[0] not in named]
    own = [part for part in parts if part[0] in named]
    return _Shell(packed(alike), tuple(own))


def _with_png(types: bytes) -> bytes:
    """Give the list of types with that of pictures, where it is not there."""
    if b'Extension="png"' in types:
        return types
    added = b'<Default Extension="png" ContentType="image/png"/><Default '
    return types.replace(b"<Default ", added, 1)


def _set_up(document: Document, look: _Look) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches, Pt, RGBColor

    section = document.sections[0]
    wide, high = (11, 8.5) if look.landscape else (8.5, 11)
    section.page_width, section.page_height = Inches(wide), Inches(high)
    section.orientation = WD_ORIENT.LANDSCAPE if look.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Inches(margin_in(look.size))
    section.top_margin = Inches(0.5 if look.size is Size.SMALL else 0.65)
    section.bottom_margin = Inches(0.7)
    section.header_distance = section.footer_distance = Inches(0.4)
    size = look.points
    for name, points, color, before, after in (
        ("Normal", size, "1C2126", 0, 3),
        (
            "Heading 1",
            15 if look.size is Size.SMALL else max(19, round(size * 8 / 3) / 2),
            "1C2126",
            2,
            5,
        ),
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
    _add_styles(document, look)
    set_language(document, look.language)
    if look.draft:
        section.header.paragraphs[0].text = _DRAFT
        section.header.paragraphs[0].alignment = 1
    footer = section.footer.paragraphs[0]
    add_rule(footer, "top", RULE)
    footer.paragraph_format.tab_stops.add_tab_stop(Inches(wide - 2 * margin_in(look.size)), 2)
    footer.add_run(f"{_FOOT}\t{look.page_words[0]}")
    add_field(footer, "PAGE")
    footer.add_run(look.page_words[1])
    add_field(footer, "NUMPAGES")


def _add_styles(document: Document, look: _Look) -> None:
    """Add styles for what stands often in a paper."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Inches, Pt

    size = look.points
    indent = Inches(size / 10)
    for name, points, after in (
        (CELL, size - 0.5, 1),
        (COMPACT, look.compact, 1),
        (LABELED, size, 1),
        (LINE, size, 0),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(points)
        style.paragraph_format.space_after = Pt(after)
    labeled = document.styles[LABELED].paragraph_format
    labeled.left_indent, labeled.first_line_indent = indent, -indent
    labeled.tab_stops.add_tab_stop(indent)
    document.styles[LINE].paragraph_format.space_before = Pt(14)


def _properties(document: Document, look: _Look) -> None:
    """Name nobody but the office; python-docx would sign with its own name."""
    properties = document.core_properties
    properties.title, properties.author, properties.subject = _TITLE, _AUTHOR, _SUBJECT
    properties.language = look.language
    properties.last_modified_by = ""
    properties.comments = ""
    properties.keywords = ""
    properties.category = ""
    properties.revision = 1
    properties.created = properties.modified = _NO_STAMP.replace(tzinfo=None)
