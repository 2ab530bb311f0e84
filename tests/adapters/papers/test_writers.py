"""What each writer makes of a paper: structure, metadata, equal bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import icalendar
import page as checker
import pikepdf
import pytest
import vobject
from dateutil.tz import tzical
from docx.document import Document

from tests.papers_fixture import OFFICIALS, SITES, Parts, rid, sample_view
from tests.papers_leaks import pdf_text, text_of
from tourplanner.adapters.papers.docx import DocxWriter
from tourplanner.adapters.papers.folder import OutFolder
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.ics import IcsWriter
from tourplanner.adapters.papers.markdown import MarkdownWriter
from tourplanner.adapters.papers.pdf import PdfWriter, page_count
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.adapters.resources import resource_path
from tourplanner.core.errors import ExportError
from tourplanner.core.model.framework import Question
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.blocks import (
    Column,
    Heading,
    KeyValues,
    Paper,
    Paragraph,
    Row,
    Span,
    Table,
    cell,
    line,
    plain,
    texts,
)
from tourplanner.core.papers.calendar import Calendar, calendar
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.specs import (
    LINE_BY_LINE,
    PRESS_CALENDAR,
    PRESS_ITINERARY,
    SPECS,
    STAFF_CALENDAR,
    PaperFormat,
    PaperKind,
    PaperSpec,
)
from tourplanner.core.papers.translation import parse_words, translated
from tourplanner.core.privacy import cut
from tourplanner.core.safe_text import one_line
from tourplanner.services.outbox import Outbox

PAGES = tuple(spec for spec in SPECS.values() if PaperFormat.PDF in spec.formats)
REFERENCE = Path(__file__).resolve().parents[2] / "reference"
QUESTIONS = (
    Question("needs", "", "What was the problem?", "¿Cuál era el problema?", first=True),
    Question("rule", "", "Which rule gets in the way?", first=True),
    Question("own:gives", "", "What does it give?", help="For each: Partner."),
)
CHANGES = (
    RecordView("versions", "v", {"before": "Plan 2", "after": "Plan 3", "as_made": True}),
    RecordView(
        "change",
        "0",
        {
            "order": 0,
            "what": "Madison Elementary",
            "planned": "Monday, 9:30 a.m., 1 h 30 min",
            "new": "Monday, 9:45 a.m., 1 h 30 min",
        },
    ),
    RecordView(
        "change",
        "1",
        {"order": 1, "what": "Dorsa", "planned": "Tuesday, 2 p.m., 1 h", "new": "not seen"},
    ),
)
WRITERS = {
    w.format: w for w in (PdfWriter(), DocxWriter(), HtmlWriter(), TextWriter(), MarkdownWriter())
}


@cache
def paper(key: str) -> Paper:
    spec = next(spec for spec in PAGES if spec.key == key)
    view = sample_view(questions=QUESTIONS, changes=CHANGES, officials=OFFICIALS)
    return lay_out(cut(view, spec, stop=rid("stop", "madison"))[0])


def spanish() -> TourView:
    blocks = {
        "paper_kind": "press-itinerary",
        "headline": "La senadora Liu abre la gira en Pasadena: ¿qué pueden hacer las escuelas?",
        "lead": "Niñas, niños y familias: escuelas comunitarias según el señor Núñez Ibáñez.",
        "notes": "Intérprete de español en el lugar; confirmación por correo electrónico",
    }
    sites = ({**SITES[0], "name": "Escuela Primaria Señora Peña Ñúñez"}, *SITES[1:])
    view = sample_view(Parts(sites=sites, extra=(RecordView("blocks", "b", blocks),)))
    return replace(view, language="es-US")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.mark.parametrize("key", [spec.key for spec in PAGES])
@pytest.mark.parametrize("format_", WRITERS)
def test_every_text_of_a_paper_is_in_the_file(key: str, format_: str) -> None:
    data = WRITERS[format_].render(paper(key)).data
    shown = text_of(data)
    if format_ == "md":
        shown = re.sub(r"\*\*|\\(.)", r"\1", shown)
    shown = squeezed(shown).casefold()
    tables = [block for block in paper(key).blocks if isinstance(block, Table)]
    unsaid = {table.alt for table in tables}  # for screen readers
    if format_ == "txt":
        unsaid |= {title for table in tables for title in nameless(table)}
    for text in texts(paper(key)):
        if text not in unsaid:
            assert squeezed(one_line(text)).casefold() in shown, text


def nameless(table: Table) -> Iterator[str]:
    """Columns that need no name in plain text: what a row is about, a time, nothing to say."""
    widths = [column.width for column in table.columns]
    widest = widths.index(max(widths))
    for n, column in enumerate(table.columns):
        is_alone = widths.count(max(widths)) == 1 and n == widest
        says_nothing = not any(plain(item) for row in table.rows for item in row.cells[n])
        if is_alone or says_nothing or (n < widest and widest == 1):
            yield column.title


@pytest.mark.parametrize("key", [spec.key for spec in PAGES])
@pytest.mark.parametrize("format_", WRITERS)
def test_the_same_paper_gives_the_same_bytes(key: str, format_: str) -> None:
    first = WRITERS[format_].render(paper(key)).data
    assert WRITERS[format_].render(replace(paper(key))).data == first


# -- PDF ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [spec.key for spec in PAGES])
def test_pdf_is_tagged_and_accessible(key: str) -> None:
    data = WRITERS["pdf"].render(paper(key)).data
    report = checker.validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant
    assert not report.failures
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == paper(key).document_title
        assert str(pdf.docinfo["/Author"]) == "Sen. Carol Liu"
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        box = [float(v) for v in pdf.pages[0].MediaBox]
        assert box == ([0, 0, 792, 612] if paper(key).landscape else [0, 0, 612, 792])
        fonts = {str(f.get("/BaseFont", "")) for f in pdf.objects if _is_font(f)}
        assert fonts
        assert all("PublicSans" in name for name in fonts)


def _is_font(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"


def test_pdf_in_spanish_and_as_a_draft() -> None:
    view = spanish()
    for draft in (False, True):
        made = lay_out(cut(view, PRESS_ITINERARY, draft=draft)[0])
        data = WRITERS["pdf"].render(made).data
        assert not checker.validate_pdf_bytes(data, profile="ua1").failures
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert str(pdf.Root.Lang) == "es-US"
            assert ("/CreationDate" in pdf.docinfo) != draft
        shown = squeezed(text_of(data))
        assert "¿quépuedenhacerlasescuelas?" in shown
        assert ("DRAFT-NOTFORRELEASE" in shown) == draft


@pytest.mark.parametrize("spec", [s for s in PAGES if s.language], ids=lambda s: s.key)
def test_a_translated_paper_says_its_language_to_its_last_word(spec: PaperSpec) -> None:
    pack = parse_words(json.loads(resource_path("packs", "words_es.json").read_text("utf-8")))
    cut_view, _ = cut(sample_view(), spec, stop=rid("stop", "madison"))
    made, _ = translated(lay_out(cut_view), cut_view, pack)
    data = WRITERS["pdf"].render(made).data
    assert not checker.validate_pdf_bytes(data, profile="ua1").failures
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "es-US"
    assert "Página 1 de" in text_of(data)
    word = text_of(WRITERS["docx"].render(made).data)
    assert "Página" in word
    assert "Page" not in word
    assert '<html lang="es-US">' in WRITERS["html"].render(made).data.decode()


def test_headings_and_header_cells_are_real_in_the_pdf() -> None:
    with pikepdf.open(io.BytesIO(WRITERS["pdf"].render(paper("press-itinerary")).data)) as pdf:
        tags = [str(t.get("/S")) for t in pdf.objects if _has_role(t)]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 4
    assert tags.count("/TH") == 9
    assert tags.count("/Table") == 3


def _has_role(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing


@pytest.mark.parametrize(
    "key", ["press-itinerary", "advisory", "block-schedule", "block-schedule-staff", "host-sheet"]
)
def test_it_fits_one_page(key: str) -> None:
    assert page_count(WRITERS["pdf"].render(paper(key)).data) == 1


def test_five_full_days_of_the_staff_stand_with_what_they_add_up_to() -> None:
    made = paper("block-schedule-staff")
    legend = next(block for block in made.blocks if isinstance(block, Paragraph))

    def table(label: str, lines: tuple[int, ...]) -> Table:
        columns = (Column(label, 8), *(Column(f"Day {n + 1}", 18) for n in range(5)))
        rows = (
            Row((cell(label), *[cell(*["V 9-9:40 a.m. Madison School"] * n)] * 5)) for n in lines
        )
        return Table(label, columns, tuple(rows), compact=True)

    hours, sums = (4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1), (1, 1, 2, 1, 1, 2, 1)
    whole = replace(made, blocks=(table("Time", hours), legend, table("In all", sums)))
    assert page_count(WRITERS["pdf"].render(whole).data) == 1


def test_visit_sheets_and_day_sheets_take_a_page_each() -> None:
    for key, pages in (("visit-sheet", len(SITES)), ("day-sheet", 3), ("thank-you", 4)):
        assert page_count(WRITERS["pdf"].render(paper(key)).data) == pages, key


def test_the_driver_gets_a_page_a_day() -> None:
    data = WRITERS["pdf"].render(paper("driver-sheet")).data
    pages = pdf_text(data)
    assert page_count(data) == len(pages) == 3
    for n, day in enumerate(("Monday", "Tuesday", "Wednesday")):
        assert f"Day {n + 1}: {day}" in pages[n]


@pytest.mark.parametrize(("stops", "count"), [(SITES[2:5], 1), (SITES, 2)])
def test_a_long_day_of_the_driver_breaks_before_its_log_or_not_at_all(
    stops: tuple[dict[str, Any], ...], count: int
) -> None:
    sites = tuple({**site, "day": 0, "fixed": None} for site in stops)
    view = sample_view(Parts(sites=sites, day_ends=(("hotel-1", "hotel-3"),)))
    made = lay_out(cut(view, SPECS["driver-sheet"])[0])
    pages = pdf_text(WRITERS["pdf"].render(made).data)
    assert len(pages) == count
    for site in sites:
        (legs,) = [text for text in pages if site["street"].split()[0] in text]
        assert site["name"] in legs
    log = pages[-1]
    for words in ("Duty log", "Report, inspect the bus", "Released", "The carrier decides."):
        assert words in log


@pytest.mark.parametrize("lines", [34, 35, 36])
def test_a_heading_a_page_down_stands_with_what_follows_it(lines: int) -> None:
    """Neither a heading and the count under it end a page, nor do a few rows begin one alone."""
    before = (Paragraph(line("Before")),) * lines
    table = Table("People", (Column("Name", 100),), (Row((cell("Ana Diaz"),)),))
    facts = KeyValues((("Rule", line("Open")), ("Contact", line("Press desk"))))
    for last, first_word, second in (
        ((Heading(2, "Waiting", "1 person"), table), "Waiting", "Ana Diaz"),
        ((Heading(2, "Press"), facts), "Open", "Press desk"),
    ):
        made = replace(paper("guest-list"), blocks=(*before, *last))
        pages = pdf_text(WRITERS["pdf"].render(made).data)
        (page,) = [text for text in pages if first_word in text]
        assert second in page
        word = docx.Document(io.BytesIO(WRITERS["docx"].render(made).data))
        shown = {one.text: one.paragraph_format.keep_with_next for one in word.paragraphs}
        assert shown.get("1 person", True)
        assert shown.get("Rule\tOpen", True)


def test_no_last_row_of_a_table_stands_alone_on_its_page() -> None:
    """The page ends before the row above it, whatever stands over the table."""
    rows = tuple(Row((cell(f"Person {n}."), cell("Office"))) for n in range(20))
    table = Table("People", (Column("Name", 50), Column("Organization", 50)), rows)
    broken = 0
    for lines in range(8, 34, 2):
        made = replace(paper("guest-list"), blocks=(*(Paragraph(line("x")),) * lines, table))
        *before, last = pdf_text(WRITERS["pdf"].render(made).data)
        assert "Person 18." in last
        assert "Person 19." in last
        broken += bool(before)
        word = WRITERS["docx"].render(made).data
        kept = docx.Document(io.BytesIO(word)).tables[0].rows[-2].cells[0].paragraphs[0]
        assert kept.paragraph_format.keep_with_next
    assert broken > 3


def test_a_stop_of_the_phone_page_is_never_cut() -> None:
    made = paper("phone-page")
    stop = (Heading(3, "1.1 A school"), *(Paragraph(line(f"Line {n} of it")) for n in range(5)))
    for lines in range(20, 30):
        blocks = (Heading(2, "Day 1"), *(Paragraph(line("x")),) * lines, *stop)
        pages = pdf_text(WRITERS["pdf"].render(replace(made, blocks=blocks)).data)
        (page,) = [text for text in pages if "A school" in text]
        assert "Line 4 of it" in page


def test_a_log_keeps_to_a_page_only_while_one_holds_it() -> None:
    """One of few rows with many lines each left its title alone and ran over the page's foot."""
    made = paper("block-schedule-staff")
    rows = tuple(
        Row((cell(f"Hour {n}"), cell(*(f"Line {n}-{k}" for k in range(6))))) for n in range(15)
    )
    table = Table("Hours", (Column("Time", 20), Column("What", 80)), rows, compact=True)
    pages = pdf_text(WRITERS["pdf"].render(replace(made, blocks=(table,))).data)
    assert "Line 0-0" in pages[0]
    for n in range(15):
        (page,) = [text for text in pages if f"Line {n}-0" in text]
        assert f"Line {n}-5" in page, "no row is cut"


def test_page_pictures_are_the_pages_of_the_pdf() -> None:
    pictures = PdfWriter().pictures(paper("press-itinerary"), 60).pictures
    assert len(pictures) == 1
    assert pictures[0].startswith(b"\x89PNG")
    assert len(PdfWriter().pictures(paper("line-by-line"), 40).pictures) == page_count(
        WRITERS["pdf"].render(paper("line-by-line")).data
    )


def test_a_broken_template_is_an_export_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tourplanner.adapters.papers import pdf

    real, broken = pdf.resource_path, tmp_path / "paper.typ"
    broken.write_text("#no-such-thing()", "utf-8")
    monkeypatch.setattr(
        pdf, "resource_path", lambda *parts: broken if parts[-1] == broken.name else real(*parts)
    )
    with pytest.raises(ExportError, match="could not be made"):
        PdfWriter().render(paper("press-itinerary"))


# -- Word -----------------------------------------------------------------------------------------


def opened(key: str) -> Document:
    return docx.Document(io.BytesIO(WRITERS["docx"].render(paper(key)).data))


def test_docx_has_real_styles_header_rows_and_letter_paper() -> None:
    made = opened("press-itinerary")
    styles = [p.style.name for p in made.paragraphs if p.style and p.text]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 4
    for table in made.tables:
        first = table.rows[0]._tr.trPr
        assert first is not None
        assert "tblHeader" in first.xml
        assert "tblDescription" in table._tbl.tblPr.xml
    section = made.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)
    assert "PAGE" in section.footer._element.xml


def test_docx_is_signed_by_the_office_and_by_nobody_else() -> None:
    data = WRITERS["docx"].render(paper("press-itinerary")).data
    made = docx.Document(io.BytesIO(data)).core_properties
    assert made.author == "Sen. Carol Liu"
    assert made.title == "Press itinerary: Pathways to Partnership"
    assert made.last_modified_by == ""
    assert made.comments == ""
    assert made.created == datetime(2013, 10, 10, 23, 10, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert archive.testzip() is None
    for trace in (
        b"python-docx",
        b"generated by",
        b"thumbnail",
        b"rsid",
        b"Normal.dotm",
        b"Macintosh",
    ):
        assert trace not in whole, trace


def test_docx_in_spanish_says_so() -> None:
    made = lay_out(cut(spanish(), PRESS_ITINERARY)[0])
    data = WRITERS["docx"].render(made).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b'w:val="es-US"' in archive.read("word/styles.xml")


@pytest.mark.tools("soffice", "pdftotext")
def test_word_files_open_and_take_as_many_pages_as_wished(tmp_path: Path) -> None:
    """Another program reads them: LibreOffice makes of each the pages that it should take."""
    for key in ("press-itinerary", "line-by-line"):
        (tmp_path / f"{key}.docx").write_bytes(WRITERS["docx"].render(paper(key)).data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *(str(path) for path in sorted(tmp_path.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    with pikepdf.open(tmp_path / "press-itinerary.pdf") as pdf:
        assert len(pdf.pages) == 1
    result = subprocess.run(
        ["pdftotext", str(tmp_path / "line-by-line.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "1.1 Madison Elementary" in " ".join(result.stdout.split())


@pytest.mark.tools("soffice")
def test_another_word_processor_keeps_headings_tables_and_header_rows(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(WRITERS["docx"].render(paper("press-itinerary")).data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"]
    subprocess.run(
        ["soffice", profile, *convert, str(tmp_path / "out"), str(tmp_path / "a.docx")],
        check=True,
        capture_output=True,
        timeout=100,
    )
    ours, theirs = (docx.Document(str(tmp_path / name)) for name in ("a.docx", "out/a.docx"))

    def outline(made: Document) -> list[tuple[str, str]]:
        named = ((p.style.name if p.style else "", p.text) for p in made.paragraphs)
        return [(style, text) for style, text in named if style and style.startswith("Heading")]

    assert outline(theirs) == outline(ours)
    assert len(outline(theirs)) == 5
    cells = [[[c.text for c in row.cells] for row in t.rows] for t in ours.tables]
    assert [[[c.text for c in row.cells] for row in t.rows] for t in theirs.tables] == cells
    assert all("tblHeader" in table.rows[0]._tr.xml for table in theirs.tables)


# -- web page -------------------------------------------------------------------------------------


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("key", [spec.key for spec in PAGES])
def test_html_stands_alone(key: str) -> None:
    text = WRITERS["html"].render(paper(key)).data.decode()
    outline = _Outline()
    outline.feed(text)
    tags = [tag for tag, _ in outline.tags]
    assert dict(outline.tags)["html"] == {"lang": "en"}
    assert tags.count("h1") == 1
    assert tags.count("caption") == tags.count("table")
    assert all(a.get("scope") == "col" for tag, a in outline.tags if tag == "th")
    assert not [a for _, a in outline.tags if set(a) & {"src", "style", "srcset"}]
    links = [a["href"] or "" for _, a in outline.tags if "href" in a]
    with_links = (PaperKind.PHONE_PAGE, *(k for k in SPECS if k.startswith(PaperKind.DAY_SHEET)))
    assert bool(links) == (key in with_links)
    assert all(re.match(r"tel:\+?\d+|https://www\.google\.com/maps/", link) for link in links)
    assert not re.search(r"https?:|url\(|@import", re.sub(r' href="[^"]*"', "", text))
    assert "default-src 'none'" in text


def test_html_allows_its_own_style_and_nothing_else() -> None:
    from tourplanner.adapters.papers.html import content_hash

    text = WRITERS["html"].render(paper("line-by-line")).data.decode()
    style = text.split("<style>")[1].split("</style>")[0]
    assert f"style-src '{content_hash(style)}'" in text
    assert "script" not in text


# -- calendar -------------------------------------------------------------------------------------


def made_calendar(spec: PaperSpec, view: TourView | None = None) -> Calendar:
    return calendar(cut(view or sample_view(), spec)[0])


def test_ics_is_read_by_two_readers() -> None:
    data = IcsWriter().render(made_calendar(PRESS_CALENDAR)).data
    read = icalendar.Calendar.from_ical(data)
    events = list(read.walk("VEVENT"))
    assert len(events) == 5
    first = events[0]
    assert first["DTSTART"].params["TZID"] == "America/Los_Angeles"
    assert first.decoded("DTSTART").isoformat() == "2013-10-14T09:30:00-07:00"
    assert first.decoded("DTEND").isoformat() == "2013-10-14T11:00:00-07:00"
    assert first["SEQUENCE"] == 3
    assert first["UID"].endswith("@tourplanner")
    assert [str(z["TZID"]) for z in read.walk("VTIMEZONE")] == ["America/Los_Angeles"]
    other = vobject.readOne(data.decode())
    assert other.vevent.dtstart.value.utcoffset().total_seconds() == -7 * 3600
    assert "Check in 9 a.m." in other.vevent.description.value


def test_ics_for_the_press_holds_no_alarm_and_no_way() -> None:
    data = IcsWriter().render(made_calendar(PRESS_CALENDAR)).data.decode()
    for word in (
        "VALARM",
        "ATTENDEE",
        "ORGANIZER",
        "Night",
        "Hotel",
        "Inn",
        "X-APPLE-TRAVEL",
        "GEO",
    ):
        assert word not in data


def test_ics_of_the_staff_marks_what_is_tentative() -> None:
    read = icalendar.Calendar.from_ical(IcsWriter().render(made_calendar(STAFF_CALENDAR)).data)
    events = {str(e["SUMMARY"]): e for e in read.walk("VEVENT")}
    assert events["NOT CONFIRMED: A. J. Dorsa Elementary: Campus visit"]["STATUS"] == "TENTATIVE"
    assert events["Night: Tower Inn"]["TRANSP"] == "TRANSPARENT"


def test_ics_gives_each_zone_of_a_tour_that_crosses_a_line() -> None:
    view = sample_view(Parts(zones={"oakridge": "America/Denver"}))
    read = icalendar.Calendar.from_ical(
        IcsWriter().render(made_calendar(PRESS_CALENDAR, view)).data
    )
    assert {str(z["TZID"]) for z in read.walk("VTIMEZONE")} == {
        "America/Los_Angeles",
        "America/Denver",
    }


@pytest.mark.parametrize(
    "starts_at",
    [
        *(datetime(2013, 11, 3, hour, 30, tzinfo=UTC) for hour in (6, 7, 8, 9, 10, 17)),
        *(datetime(2014, 3, 9, hour, 30, tzinfo=UTC) for hour in (8, 9, 10, 11, 17)),
    ],
    ids=str,
)
def test_two_readers_read_the_nights_on_which_clocks_change(starts_at: datetime) -> None:
    """Also in the hour that comes twice and around the one that does not come."""
    base = made_calendar(PRESS_CALENDAR)
    ends_at = starts_at + timedelta(hours=1)
    event = replace(base.events[0], start_at=starts_at, end_at=ends_at, zone="America/Los_Angeles")
    data = IcsWriter().render(replace(base, events=(event,))).data
    (read,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    zones = tzical(io.StringIO(data.decode().replace("\r\n ", "")))
    times = [read.decoded(name) for name in ("DTSTART", "DTEND")]
    assert [at.astimezone(UTC) for at in times] == [starts_at, ends_at]
    # The other one knows no zone but by the rules in the file.
    ruled = [at.replace(tzinfo=zones.get()) if at.utcoffset() else at for at in times]
    assert [at.astimezone(UTC) for at in ruled] == [starts_at, ends_at]


def test_an_empty_calendar_is_one() -> None:
    data = IcsWriter().render(made_calendar(PRESS_CALENDAR, TourView(()))).data
    assert not list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_a_calendar_is_named_as_the_tour_also_with_commas() -> None:
    made = replace(calendar(cut(sample_view(), STAFF_CALENDAR)[0]), name="Fall, north; day 1")
    lines = IcsWriter().render(made).data.decode().splitlines()
    assert r"X-WR-CALNAME:Fall\, north\; day 1" in lines


def test_the_press_itinerary_fits_a_narrow_screen() -> None:
    """Only a table of many columns is wider than a telephone and scrolls by itself."""
    press = WRITERS["html"].render(paper(PRESS_ITINERARY.key)).data.decode()
    staff = WRITERS["html"].render(paper(LINE_BY_LINE.key)).data.decode()
    assert 'wide">' not in press
    assert 'wide">' in staff


# -- references -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [spec.key for spec in PAGES])
def test_text_is_as_in_the_reference(key: str) -> None:
    data = WRITERS["txt"].render(paper(key)).data
    assert b"\n" not in data.replace(b"\r\n", b"")
    expected = (REFERENCE / f"{key}.txt").read_text("utf-8")
    assert data.decode().replace("\r\n", "\n") == expected


@pytest.mark.parametrize("spec", [PRESS_CALENDAR, STAFF_CALENDAR], ids=lambda s: s.key)
def test_ics_is_as_in_the_reference(spec: PaperSpec) -> None:
    data = IcsWriter().render(made_calendar(spec)).data.decode().replace("\r\n", "\n")
    expected = (REFERENCE / f"{spec.key.replace('/', '-')}.ics").read_text("utf-8")
    assert data == expected


# -- folder ---------------------------------------------------------------------------------------


def test_a_folder_is_made_with_the_first_file(tmp_path: Path) -> None:
    folder = OutFolder(tmp_path / "a" / "b")
    assert folder.sha256("x.txt") is None
    where = folder.write("x.txt", b"words")
    assert Path(where).read_bytes() == b"words"
    assert folder.sha256("x.txt") == hashlib.sha256(b"words").hexdigest()
    folder.write("x.txt", b"others")
    assert [p.name for p in (tmp_path / "a" / "b").iterdir()] == ["x.txt"]


def test_of_many_files_the_names_are_flushed_once_after_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    real = os.fsync

    def fsync(fd: int) -> None:
        flushed.append(stat.S_ISDIR(os.fstat(fd).st_mode))
        real(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    with Outbox(OutFolder(tmp_path / "papers")) as out:
        for name in "abc":
            out.write(name, name.encode(), "")
    names = [] if os.name == "nt" else [True]
    assert flushed == [False] * 3 + names
    assert sorted(p.name for p in (tmp_path / "papers").iterdir()) == ["a", "b", "c"]


def test_a_folder_that_cannot_be_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    folder = OutFolder(tmp_path / "file")
    assert folder.sha256("x.txt") is None
    with pytest.raises(ExportError, match="cannot be made"):
        folder.write("x.txt", b"words")
    (tmp_path / "kept").write_text("x")
    monkeypatch.setattr(hashlib, "file_digest", _refused)
    with pytest.raises(ExportError, match="cannot be read"):
        OutFolder(tmp_path).sha256("kept")


def test_a_folder_in_the_place_of_a_paper_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "dir").mkdir()
    empty = OutFolder(tmp_path).sha256("dir")
    (tmp_path / "dir" / "one.html").write_text("x")
    assert empty not in (None, OutFolder(tmp_path).sha256("dir"))


def _refused(*_: Any) -> None:
    raise PermissionError("held open by another program")


NAMES = {
    "Vietnamese": "Nguyễn Thị Ánh Đào, Trường Trần Hưng Đạo",
    "Vietnamese, as a Mac writes it": unicodedata.normalize("NFD", "Phạm Văn Đồng, ươ ễ ộ"),
    "Hmong": "Nyiaj Pov Vwj, Paj Huab Xyooj",
    "Spanish": "Señora Peña Núñez",
    "Hawaiian": "ʻIolani Kahananui",
    "Armenian": "Անահիտ Հակոբյան",
}


def _naming(name: str) -> Paper:
    return replace(paper("press-itinerary"), blocks=(Paragraph((Span(name),)),))


@pytest.mark.parametrize("people", NAMES)
def test_names_of_the_states_peoples_are_drawn_and_can_be_copied_out(people: str) -> None:
    made = PdfWriter().render(_naming(NAMES[people]))
    assert not made.notes
    assert unicodedata.normalize("NFC", NAMES[people]) in unicodedata.normalize(
        "NFC", text_of(made.data)
    )
    assert not checker.validate_pdf_bytes(made.data, profile="ua1").failures  # no glyph is missing
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        fonts = {str(f.get("/BaseFont", "")) for f in pdf.objects if _is_font(f)}
    assert people == "Armenian" or all("PublicSans" in font for font in fonts)


def test_a_name_that_no_font_has_is_told_with_its_place_before_the_paper_goes() -> None:
    named = _naming("Speakers: 陳大文, teacher")
    drawn = PdfWriter().pictures(named, 40)
    assert "“陳大文” in “Speakers: 陳大文, teacher”" in drawn.notes[0]
    assert drawn.notes == PdfWriter().render(named).notes


LONG_NAME = (
    "Escuela Bilingüe Dr. Martin Luther King Jr. and Señora Dolores Huerta-Núñez Academy of "
    "Transitional Kindergarten Through Eighth Grade Arts and Sciences"
)


@pytest.mark.parametrize("key", ["press-itinerary", "advisory", "day-sheet-large", "host-sheet"])
def test_a_very_long_name_of_a_school_is_whole_and_inside_the_page(key: str) -> None:
    spec = next(spec for spec in PAGES if spec.key == key)
    view = sample_view(Parts(sites=({**SITES[0], "name": LONG_NAME}, *SITES[1:])))
    made = lay_out(cut(view, spec, stop=rid("stop", "madison"))[0])
    assert any(LONG_NAME in text for text in texts(made))
    data = PdfWriter().render(made).data
    assert LONG_NAME in " ".join(text_of(data).split())
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    edges = [float(x) for x in re.findall(r'<word [^>]*xMax="([\d.]+)"', boxes)]
    assert edges
    assert max(edges) <= 612 - 0.5 * 72


def test_the_longest_label_in_spanish_stands_beside_its_text() -> None:
    pack = json.loads(resource_path("packs", "words_es.json").read_text("utf-8"))
    stop = rid("stop", "madison")
    typed = {"paper_kind": "advisory-es", "stop": stop, "parking": "Lote norte"}
    view = sample_view(Parts(extra=(RecordView("blocks", "b", typed),)))
    spec = next(spec for spec in PAGES if spec.key == "advisory-es")
    cut_view = cut(view, spec, stop=stop)[0]
    made, _ = translated(lay_out(cut_view), cut_view, parse_words(pack))
    data = PdfWriter().render(made).data
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    assert re.search(r"ESTACIONAMIENTO +Lote norte", text)


@pytest.mark.parametrize("people", NAMES)
def test_names_of_the_states_peoples_stand_in_every_other_format(people: str) -> None:
    name = NAMES[people]
    view = sample_view(Parts(sites=({**SITES[0], "name": name}, *SITES[1:])))
    made = lay_out(cut(view, PRESS_ITINERARY)[0])
    for form in ("docx", "html", "txt", "md"):
        assert name in text_of(WRITERS[PaperFormat(form)].render(made).data), form
    data = IcsWriter().render(calendar(cut(view, PRESS_CALENDAR)[0])).data
    assert name in "".join(str(e["LOCATION"]) for e in icalendar.Calendar.from_ical(data).events)


def test_large_print_is_large_in_its_tables_too() -> None:
    """The head of a table in the Word file, and in the PDF times that stand apart from the rest."""
    large = paper("day-sheet-large")
    with zipfile.ZipFile(io.BytesIO(DocxWriter().render(large).data)) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    table = body[body.index("<w:tblHeader/>") :]
    head = table[: table.index("</w:tr>")]
    assert min(int(half) / 2 for half in re.findall(r'<w:sz w:val="(\d+)"/>', head)) >= 14
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"],
        input=PdfWriter().render(large).data,
        capture_output=True,
        check=True,
    ).stdout.decode()
    found = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)<'
    words = [(float(x), float(to), said) for x, _, to, said in re.findall(found, boxes)]
    edge = next(x for x, _, said in words if said == "What")
    spans = [(x, to) for x, to, said in words if x < edge and said.endswith("m.")]
    assert len(spans) > 5
    assert max(to for _, to in spans) < edge - 4, "a time runs into what stands beside it"
