"""The writers of papers, one a format."""

from __future__ import annotations

from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.adapters.papers.csv_table import CsvWriter
from tourplanner.adapters.papers.docx import DocxWriter
from tourplanner.adapters.papers.folder import OutFolder
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.ics import IcsWriter
from tourplanner.adapters.papers.mail import MailDraftWriter
from tourplanner.adapters.papers.markdown import MarkdownWriter
from tourplanner.adapters.papers.pdf import PdfWriter
from tourplanner.adapters.papers.places import GeoJsonWriter, GpxWriter, KmlWriter
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.adapters.papers.vcard import VcardWriter
from tourplanner.adapters.papers.web_folder import WebFolderWriter
from tourplanner.adapters.papers.xlsx import XlsxWriter
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import MapWriter, PaperWriter
from tourplanner.services.paper_values import PaperWriters


def paper_writers() -> PaperWriters:
    """Give the writers of papers, calendars and maps."""
    pdf = PdfWriter()
    pages: tuple[PaperWriter, ...] = (
        *(pdf, DocxWriter(), HtmlWriter(), TextWriter(), MarkdownWriter()),
        *(XlsxWriter(), CsvWriter()),
    )
    maps: dict[PaperFormat, MapWriter] = {
        PaperFormat.HTML: MapPageWriter(),
        PaperFormat.GPX: GpxWriter(),
        PaperFormat.KML: KmlWriter(),
        PaperFormat.GEOJSON: GeoJsonWriter(),
    }
    by_format = {writer.format: writer for writer in pages}
    return PaperWriters(
        by_format,
        IcsWriter(),
        VcardWriter(),
        maps,
        pdf,
        WebFolderWriter(),
        MailDraftWriter(),
        OutFolder,
    )
