"""Hostile words in every field of every record: shown as they are, nothing run, no crash."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import icalendar
import page as checker
import pytest
import vobject
from lxml import etree

from tests.hostile import PAYLOADS, UNPRINTABLE
from tests.papers_fixture import rid, sample_view
from tests.papers_leaks import text_of
from tests.support import BROWSER, is_long, program
from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.adapters.papers.docx import DocxWriter
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.ics import IcsWriter
from tourplanner.adapters.papers.pdf import PdfWriter
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.core.fields import FieldType
from tourplanner.core.model.paper import RecordView, TourView, field_of
from tourplanner.core.papers.calendar import calendar
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.specs import (
    DRIVER_SHEET,
    LINE_BY_LINE,
    PRESS_CALENDAR,
    PRESS_ITINERARY,
    PRESS_MAP,
    STAFF_CALENDAR,
    STAFF_MAP,
    PaperSpec,
)
from tourplanner.core.privacy import cut
from tourplanner.core.safe_text import one_line

ALL = {**PAYLOADS, **UNPRINTABLE}
PAGES = (PRESS_ITINERARY, LINE_BY_LINE, DRIVER_SHEET)


def some(name: str, specs: tuple[PaperSpec, ...]) -> tuple[PaperSpec, ...]:
    """All papers in the long form, else one, in turn, so that each payload meets a paper."""
    return specs if is_long() else (specs[list(ALL).index(name) % len(specs)],)


def hostile(payload: str) -> TourView:
    """The sample tour with the payload as every text of every record."""
    view = sample_view()
    blocks = tuple(
        RecordView(
            "blocks",
            f"b{n}",
            {"paper_kind": spec.key, "headline": payload, "lead": payload, "notes": payload},
        )
        for n, spec in enumerate(PAGES)
    )
    records = tuple(
        replace(
            record,
            values={
                name: _infect(record.kind, name, v, payload) for name, v in record.values.items()
            },
            members={k: {payload: {"by": payload}} for k in record.members},
        )
        for record in view.records
    )
    legs = tuple(
        replace(
            day,
            rows=tuple(
                replace(row, leg=replace(row.leg, source=payload)) if row.leg else row
                for row in day.rows
            ),
        )
        for day in view.days
    )
    return replace(view, records=(*records, *blocks), days=legs)


def _infect(kind: str, name: str, value: Any, payload: str) -> Any:
    declared = field_of(kind, name)
    assert declared is not None
    if declared.type in (FieldType.TEXT, FieldType.LONG_TEXT) and name not in (
        "zone",
        "carrier_zone",
    ):
        return payload
    if isinstance(value, dict):
        return {
            k: payload if isinstance(v, str) and k not in ("state", "precision") else v
            for k, v in value.items()
        }
    return value


def squeezed(text: str) -> str:
    """Text without white space and break points, to be found across lines."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def visible(payload: str) -> str:
    return squeezed(one_line(payload))


def page_of(spec: PaperSpec, writer: Any, payload: str) -> bytes:
    data: bytes = writer.render(lay_out(cut(hostile(payload), spec)[0])).data
    return data


@pytest.mark.parametrize("name", PAYLOADS)
def test_pdf(name: str) -> None:
    for spec in some(name, PAGES):
        data = page_of(spec, PdfWriter(), PAYLOADS[name])
        assert visible(PAYLOADS[name]) in squeezed(text_of(data)), spec.key
        report = checker.validate_pdf_bytes(data, profile="ua1")
        assert not report.failures, [f.message for f in report.failures]


@pytest.mark.parametrize("name", UNPRINTABLE)
def test_a_pdf_says_which_characters_it_cannot_show(name: str) -> None:
    for spec in some(name, PAGES):
        rendered = PdfWriter().render(lay_out(cut(hostile(UNPRINTABLE[name]), spec)[0]))
        assert rendered.notes
        assert "cannot show" in rendered.notes[0]
        assert not checker.validate_pdf_bytes(rendered.data, profile="ua1").failures


DOCX_PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    *(
        f"word/{part}.xml"
        for part in ("document", "fontTable", "footer1", "numbering", "settings", "styles")
    ),
    "word/_rels/document.xml.rels",
    "word/theme/theme1.xml",
    "word/webSettings.xml",
}


@pytest.mark.parametrize("name", ALL)
def test_docx(name: str) -> None:
    for spec in some(name, (PRESS_ITINERARY, LINE_BY_LINE)):
        data = page_of(spec, DocxWriter(), ALL[name])
        parts = _members(data)
        assert parts.keys() == DOCX_PARTS
        for part, content in parts.items():
            root = etree.fromstring(content)
            assert "External" not in content.decode("utf-8"), part
            assert not root.xpath("//*[local-name()='script' or local-name()='hyperlink']")
        assert visible(ALL[name]) in squeezed(text_of(data)), spec.key


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


HTML_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer"),
    *("p", "h1", "h2", "h3", "ul", "li", "dl", "dt", "dd", "div", "hr", "span", "strong"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]


@pytest.mark.parametrize("name", ALL)
def test_html(name: str) -> None:
    for spec in some(name, PAGES):
        data = page_of(spec, HtmlWriter(), ALL[name])
        seen = _Page()
        seen.feed(data.decode())
        assert seen.tags <= HTML_TAGS
        assert not seen.addresses
        assert not [a for a in seen.attributes if a.startswith("on")]
        assert visible(ALL[name]) in squeezed(text_of(data)), spec.key


@pytest.mark.parametrize("name", ALL)
def test_text(name: str) -> None:
    for spec in some(name, PAGES):
        data = page_of(spec, TextWriter(), ALL[name])
        assert visible(ALL[name]) in squeezed(data.decode()), spec.key
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data)


@pytest.mark.parametrize("name", ALL)
def test_ics(name: str) -> None:
    for spec, events in ((PRESS_CALENDAR, 5), (STAFF_CALENDAR, 12)):
        data = IcsWriter().render(calendar(cut(hostile(ALL[name]), spec)[0])).data
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert b"\n" not in data.replace(b"\r\n", b"")
        read = icalendar.Calendar.from_ical(data)
        found = list(read.walk("VEVENT"))
        assert len(found) == events
        assert all("ATTENDEE" not in event and "X" not in event for event in found)
        assert visible(ALL[name]) in squeezed(str(found[0]["SUMMARY"]))
        other = vobject.readOne(data.decode())
        assert len(other.vevent_list) == events
        assert visible(ALL[name]) in squeezed(other.vevent_list[0].summary.value)


@cache
def page_tags() -> set[str]:
    """The elements of a map that nobody attacked."""
    plain = _Page()
    plain.feed(MapPageWriter().render(tour_map(cut(sample_view(), STAFF_MAP)[0])).data.decode())
    return plain.tags


@pytest.mark.parametrize("name", ALL)
def test_map(name: str) -> None:
    plain = page_tags()
    for spec in some(name, (PRESS_MAP, STAFF_MAP)):
        data = MapPageWriter().render(tour_map(cut(hostile(ALL[name]), spec)[0])).data
        seen = _Page()
        seen.feed(data.decode())
        assert seen.tags <= plain
        assert not seen.addresses
        assert not [a for a in seen.attributes if a.startswith("on")]
        assert visible(ALL[name]) in squeezed(text_of(data))
        own = data.decode().split('id="tour-data">', 1)[1].split("</script>", 1)[0]
        assert not set("<>&\u2028\u2029") & set(own)


def test_what_folium_renders_holds_no_word_of_the_tour(monkeypatch: pytest.MonkeyPatch) -> None:
    import folium

    seen: list[str] = []
    made = folium.Map.__init__

    def watch(self: Any, *args: Any, **options: Any) -> None:
        seen.append(repr((args, options)))
        made(self, *args, **options)

    monkeypatch.setattr(folium.Map, "__init__", watch)
    MapPageWriter().render(tour_map(cut(hostile("zq7secret"), STAFF_MAP)[0]))
    assert seen
    assert all("zq7secret" not in text for text in seen)


def browser(page: Path, *options: str) -> str:
    """What Chromium makes of a page: its document after scripts ran, and its log."""
    result = subprocess.run(
        [
            program(BROWSER) or BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--enable-logging=stderr",
            f"--user-data-dir={page.parent / 'profile'}",
            "--virtual-time-budget=3000",
            *options,
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return result.stdout + "\n".join(
        line for line in result.stderr.splitlines() if "CONSOLE" in line
    )


@pytest.mark.tools(BROWSER)
@pytest.mark.parametrize("kind", ["map", "html"])
def test_nothing_runs_in_a_browser(kind: str, tmp_path: Path) -> None:
    every = " ".join(ALL.values())
    if kind == "map":
        data = MapPageWriter().render(tour_map(cut(hostile(every), STAFF_MAP)[0])).data
    else:
        data = page_of(LINE_BY_LINE, HtmlWriter(), every)
    path = tmp_path / "page.html"
    path.write_bytes(data)
    shown = browser(path, "--dump-dom")
    assert "CONSOLE" not in shown
    title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)
    assert title is not None
    assert title.group(1).strip() != "pwned"
    if kind == "map":
        assert 'class="mark' in shown or "leaflet-marker-icon" in shown
        marks = sample_view().days
        assert shown.count("leaflet-marker-icon mark") == 6 + len(marks) + 1
    assert rid("stop", "madison") in shown or kind == "html"
