"""Every paper in every format that it has, made of a view as the service makes it.

The list is the registry of papers itself, so a new paper or format is in it from its first day.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.adapters.papers.csv_table import CsvWriter
from tourplanner.adapters.papers.docx import DocxWriter
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.ics import IcsWriter
from tourplanner.adapters.papers.markdown import MarkdownWriter
from tourplanner.adapters.papers.pdf import PdfWriter
from tourplanner.adapters.papers.places import GeoJsonWriter, GpxWriter, KmlWriter
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.adapters.papers.vcard import VcardWriter
from tourplanner.adapters.papers.web_folder import WebFolderWriter
from tourplanner.adapters.papers.xlsx import XlsxWriter
from tourplanner.adapters.resources import resource_path
from tourplanner.core.model.paper import TourView
from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.calendar import calendar
from tourplanner.core.papers.desk.contacts import contacts
from tourplanner.core.papers.desk.site_list import site_points
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.specs import (
    PRESS_CALENDAR,
    SPECS,
    STAFF_CALENDAR,
    PaperFormat,
    PaperSpec,
)
from tourplanner.core.papers.translation import WordPack, parse_words, translated
from tourplanner.core.papers.web_folder import web_folder
from tourplanner.core.ports import RenderedFolder
from tourplanner.core.privacy import CutView, cut

PAGES = {
    writer.format: writer
    for writer in (
        PdfWriter(),
        DocxWriter(),
        HtmlWriter(),
        TextWriter(),
        MarkdownWriter(),
        XlsxWriter(),
        CsvWriter(),
    )
}
POINTS = {writer.format: writer for writer in (GpxWriter(), KmlWriter(), GeoJsonWriter())}
FILES: Mapping[str, tuple[PaperSpec, PaperFormat]] = {
    f"{spec.key} {format_}": (spec, format_) for spec in SPECS.values() for format_ in spec.formats
}


def made_files(
    view: TourView, spec: PaperSpec, formats: Iterable[PaperFormat], stop: str = ""
) -> Iterator[tuple[PaperFormat, bytes]]:
    """Give the bytes of a paper's files; it is cut and laid out once for all of them.

    Parameters
    ----------
    stop : of a paper of one stop, its stop.
    """
    cut_view = cut(view, spec, stop=stop)[0]
    paper = cache(lambda: laid_out(cut_view))
    for format_ in formats:
        if format_ is PaperFormat.ICS:
            of = spec if spec in (PRESS_CALENDAR, STAFF_CALENDAR) else None
            of = of or (PRESS_CALENDAR if spec.leaves else STAFF_CALENDAR)
            made = IcsWriter().render(calendar(cut(view, of)[0])).data
        elif format_ is PaperFormat.WEB:
            made = packed(WebFolderWriter().render(web_folder(cut_view)))
        elif format_ is PaperFormat.VCARD:
            made = VcardWriter().render(contacts(cut_view)).data
        elif spec.pins:
            writer = MapPageWriter() if format_ is PaperFormat.HTML else POINTS[format_]
            made = writer.render(tour_map(cut_view)).data
        elif format_ in POINTS:
            made = POINTS[format_].render(site_points(cut_view)).data
        else:
            made = PAGES[format_].render(paper()).data
        yield format_, made


def packed(folder: RenderedFolder) -> bytes:
    """Give a folder as one file, in which every file of it is searched."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in folder.files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def laid_out(cut_view: CutView) -> Paper:
    """Lay a paper out in its language."""
    if not cut_view.spec.language:
        return lay_out(cut_view)
    assert cut_view.spec.language == "es", "no words of this language here"
    return translated(lay_out(cut_view), cut_view, _spanish())[0]


@cache
def _spanish() -> WordPack:
    return parse_words(json.loads(resource_path("packs", "words_es.json").read_text("utf-8")))
