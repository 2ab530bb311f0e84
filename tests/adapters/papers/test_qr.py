"""The QR codes of the day sheet: a camera reads them, they hold the day's schools and no hotel."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qs, urlsplit

import page as checker
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from tests.core.test_privacy import changed
from tests.papers_fixture import rid, sample_view
from tests.papers_leaks import text_of
from tourplanner.adapters.papers.docx import DocxWriter
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.markdown import MarkdownWriter
from tourplanner.adapters.papers.pdf import PdfWriter, page_count
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.core.papers.blocks import Paper, Paragraph, QrCode, Table, line
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.phone_page import STOPS_A_WAY, way_to
from tourplanner.core.papers.specs import DAY_SHEET, DAY_SHEET_LARGE, PRESS_ITINERARY, SPECS
from tourplanner.core.privacy import cut

ALT = "QR code with the way on the map to Madison Elementary, UCLA Community K-12"


@cache
def sheet(key: str = "day-sheet") -> Paper:
    return lay_out(cut(sample_view(), SPECS[key])[0])


def codes(paper: Paper) -> list[QrCode]:
    return [block for block in paper.blocks if isinstance(block, QrCode)]


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize("spec", [DAY_SHEET, DAY_SHEET_LARGE], ids=lambda spec: spec.key)
def test_a_camera_reads_the_code_from_the_printed_page(spec: object) -> None:
    paper = sheet(getattr(spec, "key"))  # noqa: B009
    pages = [Image.open(io.BytesIO(data)) for data in PdfWriter().pictures(paper, 110).pictures]
    assert [link for page in pages for link in read(page)] == [code.link for code in codes(paper)]


def test_in_large_print_no_code_is_left_alone_on_a_page() -> None:
    blocks = sheet(DAY_SHEET_LARGE.key).blocks
    for at, block in enumerate(blocks):
        if isinstance(block, QrCode):  # what goes on over pages comes behind it
            assert isinstance(blocks[at + 1], QrCode | Table)
    assert codes(sheet(DAY_SHEET_LARGE.key))


def test_a_draft_breaks_its_pages_where_the_final_paper_does() -> None:
    final = sheet()
    for many in range(20, 60, 3):
        words = (Paragraph(line("Words of a paper that goes on and on.")),) * many
        made = replace(final, blocks=words)
        pages = [
            page_count(PdfWriter().render(replace(made, draft=draft)).data)
            for draft in ("", "DRAFT")
        ]
        assert pages[0] == pages[1], many


def test_a_camera_reads_the_code_from_the_word_file_and_the_web_page() -> None:
    links = [code.link for code in codes(sheet())]
    with zipfile.ZipFile(io.BytesIO(DocxWriter().render(sheet()).data)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("word/media/"))
        pictures = [Image.open(io.BytesIO(archive.read(name))) for name in names]
        body = archive.read("word/document.xml").decode()
    assert [read(picture) for picture in pictures] == [[link] for link in links]
    assert body.count(f'descr="{ALT}"') == 2  # of the drawing and of its picture
    web = HtmlWriter().render(sheet()).data.decode()
    assert f'role="img" aria-label="{ALT}"' in web
    drawn = re.findall(r'viewBox="0 0 (\d+) \1".*?<path d="([^"]*)"', web)
    assert [read(_drawn(int(size), path)) for size, path in drawn] == [[link] for link in links]


def _drawn(size: int, path: str) -> Image.Image:
    made = Image.new("L", (size * 6, size * 6), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
        left, top, wide = int(x) * 6, int(y) * 6, int(length) * 6
        ImageDraw.Draw(made).rectangle((left, top, left + wide - 1, top + 5), fill=0)
    return made


def test_the_link_goes_from_here_to_the_schools_and_holds_no_hotel() -> None:
    address = parse_qs(urlsplit(codes(sheet())[0].link).query)
    assert address["destination"] == ["700 S. Mariposa Ave., Los Angeles, CA 90005"]
    assert address["waypoints"] == ["515 Ashtabula St., Pasadena, CA 91104"]
    assert "origin" not in address
    whole = " ".join(code.link for code in codes(sheet()))
    for hotel in ("Hidden", "Private", "Secret"):
        assert hotel in text_of(TextWriter().render(sheet()).data)
        assert hotel not in whole


def test_every_format_says_what_the_code_is() -> None:
    pdf = PdfWriter().render(sheet()).data
    assert not checker.validate_pdf_bytes(pdf, profile="ua1").failures
    with pikepdf.open(io.BytesIO(pdf)) as file:
        alts = {
            str(o["/Alt"])
            for o in file.objects
            if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        }
    assert ALT in alts
    for writer in (TextWriter(), MarkdownWriter()):
        text = writer.render(sheet()).data.decode()
        assert all(code.link in text for code in codes(sheet()))
    for writer in (PdfWriter(), DocxWriter(), HtmlWriter(), TextWriter(), MarkdownWriter()):
        words = re.sub(r"\s+", " ", text_of(writer.render(sheet()).data))
        assert "needs a signal" in words, writer.format
        assert writer.render(sheet()).data == writer.render(sheet()).data


def test_a_long_day_has_several_codes_none_with_more_stops_than_a_phone_takes() -> None:
    stops = [f"{n} Main St., Fresno, CA" for n in range(9)]
    links = way_to([stops[0], "", *stops[1:]])
    found = []
    for link in links:
        address = parse_qs(urlsplit(link).query)
        some = [*address.get("waypoints", [""])[0].split("|"), *address["destination"]]
        assert len([one for one in some if one]) <= STOPS_A_WAY
        found += [one for one in some if one]
    assert found == stops


def test_a_day_without_addresses_and_one_that_is_too_long_have_no_code() -> None:
    for street in ("", "9" * 800):
        view = sample_view()
        for name in ("madison", "ucla"):
            site = rid("site", name)
            view = changed(view, "site", site, street=street, city="", state="", zip="")
        assert len(codes(lay_out(cut(view, DAY_SHEET)[0]))) == len(codes(sheet())) - 1


def test_the_spanish_sheet_has_it_in_spanish() -> None:
    import json

    from tourplanner.adapters.resources import resource_path
    from tourplanner.core.papers.translation import parse_words, translated

    pack = parse_words(json.loads(resource_path("packs", "words_es.json").read_text("utf-8")))
    cut_view, _ = cut(sample_view(), SPECS["day-sheet-es"])
    paper, left = translated(lay_out(cut_view), cut_view, pack)
    assert codes(paper)[0].alt.startswith("Código QR con la ruta en el mapa a Madison")
    assert "Escanee" in "".join(span.text for span in codes(paper)[0].words)
    assert not [one for one in left if "QR" in one or "Scan" in one or "signal" in one]


def test_papers_for_the_press_have_none() -> None:
    assert codes(lay_out(cut(sample_view(), PRESS_ITINERARY)[0])) == []
