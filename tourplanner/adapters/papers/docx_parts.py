"""What python-docx has no call for: rules, shades, header rows, and a file without traces."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from typing import Any

ACCENT, INK2, RULE, WARN = "0E5A6B", "4A525A", "C9C6BD", "A3261F"
_PANEL, _WARN_PANEL = "EEF4F5", "FBE5E2"

# Parts of the empty document that python-docx starts from and that no paper needs.
_DROPPED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "customXml/")
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>TourPlanner</Application></Properties>"
)
_TRACES = ("rsids", "rsid", "savePreviewPicture", "attachedTemplate")


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_bottom_rule(paragraph: Any, side: str, color: str, eighths: int = 4) -> None:
    """Draw a rule above or below a paragraph, its width in eighths of a point."""
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz=str(eighths), space="4", color=color))
    _insert(paragraph._p.get_or_add_pPr(), borders)


def panel(paragraph: Any, *, warn: bool) -> None:
    """Give a paragraph a ground and a bar at its left."""
    properties = paragraph._p.get_or_add_pPr()
    borders = _element("w:pBdr")
    color = WARN if warn else ACCENT
    borders.append(_element("w:left", val="single", sz="24", space="8", color=color))
    _insert(properties, borders)
    fill = _WARN_PANEL if warn else _PANEL
    _insert(properties, _element("w:shd", val="clear", color="auto", fill=fill))


def _insert(properties: Any, child: Any) -> None:
    """Put a child of w:pPr where the schema wants it."""
    after = (
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:rPr",
        "w:sectPr",
    )
    from docx.oxml.ns import qn

    own = {"shd"} if child.tag == qn("w:shd") else set()
    later = {qn(name) for name in after if name.removeprefix("w:") not in own}
    for n, sibling in enumerate(properties):
        if sibling.tag in later:
            properties.insert(n, child)
            return
    properties.append(child)


def border_run(run: Any, color: str) -> None:
    """Draw a frame round a run."""
    from docx.oxml.ns import qn

    properties = run._r.get_or_add_rPr()
    frame = _element("w:bdr", val="single", sz="6", space="0", color=color)
    later = {qn(f"w:{n}") for n in ("shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang")}
    for n, sibling in enumerate(properties):
        if sibling.tag in later:
            properties.insert(n, frame)
            return
    properties.append(frame)


def set_borders(table: Any, alt: str, *, tight: bool) -> None:
    """Draw hairlines between rows, and give the table its sentence for screen readers."""
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr
    borders = _element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    margins = _element("w:tblCellMar")
    over, under = ("15", "5") if tight else ("40", "30")
    for side, width in (("top", over), ("left", "90"), ("bottom", under), ("right", "90")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    look = properties.find(qn("w:tblLook"))
    layout = properties.find(qn("w:tblLayout"))
    anchor = layout if layout is not None else look
    anchor.addprevious(borders)
    look.addprevious(margins)
    properties.append(_element("w:tblDescription", val=alt))


def repeat_header(row: Any) -> None:
    """Make a row the header, repeated on every page, over a strong rule."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    properties.append(_element("w:tblHeader"))
    for cell in row.cells:
        borders = _element("w:tcBorders")
        borders.append(_element("w:bottom", val="single", sz="10", space="0", color=ACCENT))
        cell._tc.get_or_add_tcPr().append(borders)


def whole_row(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def no_rule(cell: Any, *, above: bool, below: bool) -> None:
    """Take the rule above or below a cell away; both neighbors must agree."""
    borders = _element("w:tcBorders")
    for side, gone in (("top", above), ("bottom", below)):
        if gone:
            borders.append(_element(f"w:{side}", val="nil"))
    if len(borders):
        cell._tc.get_or_add_tcPr().append(borders)


def shade(cell: Any, fill: str) -> None:
    """Give a cell a ground."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=fill))


def add_field(paragraph: Any, code: str) -> None:
    """Add a field such as PAGE."""
    run = paragraph.add_run()
    for kind in ("begin", "separate", "end"):
        run._r.append(_element("w:fldChar", fldCharType=kind))
        if kind == "begin":
            instruction = _element("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        elif kind == "separate":
            shown = _element("w:t")
            shown.text = "1"
            run._r.append(shown)


def set_language(document: Any, language: str) -> None:
    """Set the language of all text."""
    from docx.oxml.ns import qn

    tag = language if "-" in language else {"en": "en-US", "es": "es-US"}.get(language, language)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for lang in defaults.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag)


@lru_cache(maxsize=1)
def empty_document() -> bytes:
    """Give python-docx's empty document without its hundred table styles, thumbnail and traces."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    styles = document.styles.element
    for style in list(styles.iter(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) != "1":
            styles.remove(style)
    out = io.BytesIO()
    document.save(out)
    return scrub(out.getvalue())


def scrub(data: bytes) -> bytes:
    """Give the file without parts that no paper needs, in fixed order and with a fixed time."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        names = [n for n in source.namelist() if not n.startswith(_DROPPED)]
        names.sort(key=lambda n: (n != "[Content_Types].xml", n))
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, _part(name, source.read(name)), compresslevel=9)
    return out.getvalue()


def _part(name: str, data: bytes) -> bytes:
    if name == "docProps/app.xml":
        return _APP
    if name == "[Content_Types].xml":
        return _without(data, "PartName", tuple(f"/{part}" for part in _DROPPED))
    if name.endswith(".rels"):
        return _without(data, "Target", (*_DROPPED, "../customXml", "stylesWithEffects.xml"))
    if b"rsid" in data or name == "word/settings.xml":
        return _without_traces(data)
    return data


def _without(data: bytes, attribute: str, starts: tuple[str, ...]) -> bytes:
    from lxml import etree  # type: ignore[import-untyped]

    root = etree.fromstring(data)
    for child in list(root):
        if str(child.get(attribute, "")).startswith(starts):
            root.remove(child)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _without_traces(data: bytes) -> bytes:
    """Take out the marks by which Word tells editing sessions and machines apart."""
    from lxml import etree

    root = etree.fromstring(data)
    for child in list(root.iter("{*}*")):
        if etree.QName(child).localname in _TRACES:
            child.getparent().remove(child)
            continue
        for attribute in list(child.attrib):
            if etree.QName(attribute).localname.startswith("rsid"):
                del child.attrib[attribute]
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
