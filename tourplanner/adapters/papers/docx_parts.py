"""What python-docx has no call for: a rule, fields, languages, and a file without traces."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

ACCENT, INK2, RULE, WARN = "0E5A6B", "4A525A", "C9C6BD", "A3261F"

# Parts of the empty document that python-docx starts from and that no paper needs.
_DROPPED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "customXml/")
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>TourPlanner</Application></Properties>"
)
_PACKING = 6  # of 9: more is slower and hardly smaller
_TRACES = ("rsids", "rsid", "savePreviewPicture", "attachedTemplate")


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_rule(paragraph: Any, side: str, color: str, eighths: int = 4) -> None:
    """Draw a rule above or below a paragraph, its width in eighths of a point."""
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz=str(eighths), space="4", color=color))
    _insert(paragraph._p.get_or_add_pPr(), borders)


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
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        names = [n for n in source.namelist() if not n.startswith(_DROPPED)]
        names.sort(key=lambda n: (n != "[Content_Types].xml", n))
        return packed((name, _part(name, source.read(name))) for name in names)


def packed(parts: Iterable[tuple[str, bytes]], after: bytes = b"") -> bytes:
    """Give named parts as one file, with a fixed time.

    Parameters
    ----------
    after : a packed file whose parts come first.
    """
    out = io.BytesIO(after)
    with zipfile.ZipFile(out, "a" if after else "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, data, compresslevel=_PACKING)
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
