"""Papers as workbooks: a sheet for each table, and one for what stands beside them.

Written as the format's own XML: every text is a text, whatever sign it begins with, nothing is
hidden, and the same paper gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from tourplanner.adapters.papers.grid import Grid, beside, grids
from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import clean, one_line

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_TEXT, _HEADER, _STRONG = 1, 2, 3  # styles of cells
_MOST = 32_767  # characters of a cell
_MOST_NAME = 31  # characters of a sheet's name
_LEAST_WIDE, _WIDE = 8, 1.2  # characters of a column, at least and for a hundredth of the paper
_PLAIN_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'


def _xf(font: int, fill: int, more: str = "") -> str:
    """Give a style of texts; quotePrefix keeps one that begins with = a text when it is edited."""
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" quotePrefix="1" '
        'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
        f'<alignment vertical="top"{more}/></xf>'
    )


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEEF4F5"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="4">{_PLAIN_XF}{_xf(0, 0, " wrapText=" + quoteattr("1"))}{_xf(1, 2)}'
    f"{_xf(1, 0)}</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


class XlsxWriter:
    """Renders papers as workbooks."""

    format = PaperFormat.XLSX

    def render(self, paper: Paper) -> Rendered:
        """Give the file."""
        tables = grids(paper)
        names = _names([*(grid.title for grid in tables), "About"])
        sheets = [*map(_table_sheet, tables), _about_sheet(paper)]
        paths = [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
        parts = {
            "[Content_Types].xml": _content_types(paths),
            "_rels/.rels": _relations(
                f"{_DOC}/officeDocument xl/workbook.xml",
                f"{_PACKAGE}/relationships/metadata/core-properties docProps/core.xml",
            ),
            "docProps/core.xml": _core(paper),
            "xl/workbook.xml": _workbook(names),
            "xl/_rels/workbook.xml.rels": _relations(
                *(f"{_DOC}/worksheet {path}" for path in paths), f"{_DOC}/styles styles.xml"
            ),
            "xl/styles.xml": _STYLES,
            **{f"xl/{path}": sheet for path, sheet in zip(paths, sheets, strict=True)},
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
                archive.writestr(info, text.encode("utf-8"))
        return Rendered(out.getvalue())


# -- sheets --------------------------------------------------------------------------------------


def _table_sheet(grid: Grid) -> str:
    rows = [_row(1, ((title, _HEADER) for title in grid.header), frozenset())]
    rows += [_row(n, ((text, _TEXT) for text in cells), grid.numbers)
             for n, cells in enumerate(grid.rows, 2)]  # fmt: skip
    last = f"{_letters(len(grid.header))}{len(grid.rows) + 1}"
    frozen = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    )
    return _sheet(rows, grid.widths, frozen, f'<autoFilter ref="A1:{last}"/>')


def _about_sheet(paper: Paper) -> str:
    rows = [
        _row(n, ((label, _STRONG), (text, _TEXT)), frozenset())
        for n, (label, text) in enumerate(beside(paper), 1)
    ]
    return _sheet(rows, (30, 100), "", "")


def _sheet(rows: Iterable[str], widths: Sequence[int], view: str, after: str) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{max(_LEAST_WIDE, width * _WIDE):.1f}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{view}'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>{after}"
        '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, cells: Iterable[tuple[str, int]], numbers: frozenset[int]) -> str:
    return f'<row r="{number}">{"".join(_cells(number, cells, numbers))}</row>'


def _cells(number: int, cells: Iterable[tuple[str, int]], numbers: frozenset[int]) -> Iterator[str]:
    for column, (text, style) in enumerate(cells):
        at = f"{_letters(column + 1)}{number}"
        if column in numbers and _NUMBER.fullmatch(text):
            yield f'<c r="{at}"><v>{text}</v></c>'
        elif text:
            yield (
                f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
                f"{_text(text)}</t></is></c>"
            )


def _text(text: str) -> str:
    """Give a text for a cell; what looks like the format's own escapes stays as it is typed."""
    return escape(_LIKE_AN_ESCAPE.sub("_x005F_", clean(text)[:_MOST]))


def _letters(column: int) -> str:
    """Give the letters of a column, from 1: A, B, ..., AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# -- the package ---------------------------------------------------------------------------------


def _names(titles: Iterable[str]) -> list[str]:
    """Give names that a workbook takes: short, without its signs, each once."""
    found: list[str] = []
    known: set[str] = set()
    for title in titles:
        stem = _NOT_IN_NAMES.sub(" ", one_line(title))[:_MOST_NAME].strip(" '") or "Sheet"
        name, number = stem, 1
        while name.casefold() in known:
            number += 1
            name = f"{stem[: _MOST_NAME - 4]} {number}"
        known.add(name.casefold())
        found.append(name)
    return found


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{sheets}</sheets></workbook>'


def _relations(*pairs: str) -> str:
    """Give relations from pairs of a type and a target, apart by a space."""
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate((pair.split(" ") for pair in pairs), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _content_types(paths: Iterable[str]) -> str:
    parts = {
        "/xl/workbook.xml": f"{_KIND}.sheet.main+xml",
        "/xl/styles.xml": f"{_KIND}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/xl/{path}": f"{_KIND}.worksheet+xml" for path in paths},
    }
    made = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}</Types>'
    )


def _core(paper: Paper) -> str:
    stamp = (paper.stamp_at or _NO_STAMP).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    moments = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(paper.document_title)}</dc:title>"
        f"<dc:subject>{escape(one_line(paper.subject))}</dc:subject>"
        f"<dc:creator>{escape(one_line(paper.author))}</dc:creator>"
        f"<dc:language>{escape(paper.language)}</dc:language>{moments}</cp:coreProperties>"
    )
