"""Workbooks written by hand, as small as the format allows, for tests of the import."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS_NS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Cell = str | int | float | None


def column_name(number: int) -> str:
    """Give the letters of a column, from 0."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet_xml(rows: Sequence[Sequence[Cell]], *, extra: str = "") -> str:
    """Write a sheet; numbers as numbers, texts inline."""
    lines = []
    for r, row in enumerate(rows, 1):
        cells = []
        for c, value in enumerate(row):
            at = f"{column_name(c)}{r}"
            if isinstance(value, int | float):
                cells.append(f'<c r="{at}"><v>{value!r}</v></c>')
            elif value:
                cells.append(f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        lines.append(f'<row r="{r}">{"".join(cells)}</row>')
    return f"<worksheet {_NS}><sheetData>{''.join(lines)}{extra}</sheetData></worksheet>"


def write_xlsx(path: Path, sheets: dict[str, str]) -> Path:
    """Write a workbook of ready sheets."""
    listed, rels = "", ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr(
            "_rels/.rels",
            f'<Relationships {_RELS_NS}><Relationship Id="r1" Type="{_DOC}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        for n, (name, xml) in enumerate(sheets.items(), 1):
            listed += f'<sheet name="{escape(name)}" sheetId="{n}" r:id="s{n}"/>'
            rels += (
                f'<Relationship Id="s{n}" Type="{_DOC}/worksheet" '
                f'Target="worksheets/sheet{n}.xml"/>'
            )
            book.writestr(f"xl/worksheets/sheet{n}.xml", xml)
        book.writestr(
            "xl/workbook.xml",
            f'<workbook {_NS} xmlns:r="{_DOC}"><sheets>{listed}</sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels", f"<Relationships {_RELS_NS}>{rels}</Relationships>"
        )
    return path
