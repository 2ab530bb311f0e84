"""No private word in any byte of any file for the press, and every public word in it.

reliability.md section 5, item 6: each field of a generated tour holds a word of its own; every file
is unpacked and searched in several encodings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache

import pytest

from tests.papers_canary import FIRST_STOP, PRIVATE_YEAR, Canary, canary
from tests.papers_leaks import MARK, text_of, tokens_in
from tests.support import figure
from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.adapters.papers.csv_table import CsvWriter
from tourplanner.adapters.papers.docx import DocxWriter
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.ics import IcsWriter
from tourplanner.adapters.papers.markdown import MarkdownWriter
from tourplanner.adapters.papers.pdf import PdfWriter
from tourplanner.adapters.papers.places import GeoJsonWriter, GpxWriter, KmlWriter
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.adapters.papers.xlsx import XlsxWriter
from tourplanner.adapters.resources import resource_path
from tourplanner.core.model.paper import TourView, field_of
from tourplanner.core.papers.calendar import calendar
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.specs import (
    ADVISORY,
    ADVISORY_ES,
    BEST_PRACTICES,
    FACT_SHEET,
    LINE_BY_LINE,
    PRESS_CALENDAR,
    PRESS_ITINERARY,
    PRESS_MAP,
    READER_LEVELS,
    RELEASE,
    SPECS,
    STAFF_MAP,
    PaperFormat,
    PaperSpec,
)
from tourplanner.core.papers.translation import parse_words, translated
from tourplanner.core.privacy import cut

WORKSPACES = figure(40, 200)
BATCH = 8

_ADDRESS = ("site.name", "site.street", "site.city", "site.state", "site.zip")
_STOP = ("stop.press_title", "stop.room")
_CONTACT = ("office.press_contact", "office.press_phone", "office.press_email")
_MEMBER = ("office.member_name", "office.member_title")
_ITINERARY = (
    *_ADDRESS,
    *_STOP,
    *_CONTACT,
    "stop.press_door",
    "item.title",
    "item.speakers",
    "office.letterhead",
    "office.boilerplate",
    "office.hashtag",
    "blocks.headline",
    "blocks.lead",
    "blocks.notes",
    "tour.purpose",
)


_ADVISORY = (
    *_ADDRESS,
    "stop.room",
    *_CONTACT,
    "stop.press_door",
    "office.letterhead",
    "office.boilerplate",
    "office.hashtag",
    "advisory.embargo",
    "advisory.headline",
    "advisory.who",
    "advisory.what",
    "advisory.why",
    "advisory.visuals",
    "advisory.access",
    "advisory.rsvp",
    "advisory.parking",
)
_ADVISORY_OF = (FIRST_STOP, "site0", "office", f"blocks-advisory-{FIRST_STOP}")
_FACT_SHEET = (
    *_ADDRESS,
    *_CONTACT,
    "stop.press_title",
    "site.county",
    "site.district",
    "site.grades",
    "office.letterhead",
    "office.boilerplate",
    "office.member_party",
    "office.member_district",
    "item.speakers",
    "fact-sheet.headline",
    "fact-sheet.lead",
    "fact-sheet.facts",
    "fact-sheet.say",
    "fact-sheet.notes",
)
_RELEASE = (
    *_CONTACT,
    "office.letterhead",
    "office.boilerplate",
    "office.hashtag",
    "release.embargo",
    "release.headline",
    "release.lead",
    "release.facts",
    "release.next_stop",
    "release.notes",
)
_OF_FIRST = ("stop0", "site0", "tour")
_RELEASE_OF = ("office", f"blocks-release-{FIRST_STOP}")
OF_STOP = {
    "advisory-es": (*_ADVISORY_OF[:-1], f"blocks-advisory-es-{FIRST_STOP}"),
    "advisory": _ADVISORY_OF,
    "release": _RELEASE_OF,
}
Writer = PdfWriter | DocxWriter | HtmlWriter | TextWriter | MarkdownWriter | XlsxWriter | CsvWriter


def _page(writer: Writer, spec: PaperSpec = PRESS_ITINERARY) -> Callable[[TourView], bytes]:
    return lambda view: writer.render(lay_out(cut(view, spec, stop=FIRST_STOP)[0])).data


def _spanish(writer: Writer) -> Callable[[TourView], bytes]:
    pack = parse_words(json.loads(resource_path("packs", "words_es.json").read_text("utf-8")))

    def make(view: TourView) -> bytes:
        cut_view, _ = cut(view, ADVISORY_ES, stop=FIRST_STOP)
        return writer.render(translated(lay_out(cut_view), cut_view, pack)[0]).data

    return make


def _points(writer: GpxWriter | KmlWriter | GeoJsonWriter) -> Callable[[TourView], bytes]:
    return lambda view: writer.render(tour_map(cut(view, PRESS_MAP)[0])).data


FILES: dict[str, tuple[Callable[[TourView], bytes], tuple[str, ...]]] = {
    "pdf": (_page(PdfWriter()), _ITINERARY),
    "docx": (_page(DocxWriter()), _ITINERARY),
    "html": (_page(HtmlWriter()), _ITINERARY),
    "txt": (_page(TextWriter()), _ITINERARY),
    "md": (_page(MarkdownWriter()), _ITINERARY),
    "xlsx": (_page(XlsxWriter()), _ITINERARY),
    "csv": (_page(CsvWriter()), (*_ADDRESS, *_STOP, "item.title", "item.speakers")),
    "fact sheet pdf": (_page(PdfWriter(), FACT_SHEET), _FACT_SHEET),
    "fact sheet docx": (_page(DocxWriter(), FACT_SHEET), _FACT_SHEET),
    "fact sheet html": (_page(HtmlWriter(), FACT_SHEET), _FACT_SHEET),
    "release pdf": (_page(PdfWriter(), RELEASE), _RELEASE),
    "release docx": (_page(DocxWriter(), RELEASE), _RELEASE),
    "release md": (_page(MarkdownWriter(), RELEASE), _RELEASE),
    "advisory pdf": (_page(PdfWriter(), ADVISORY), _ADVISORY),
    "advisory docx": (_page(DocxWriter(), ADVISORY), _ADVISORY),
    "advisory html": (_page(HtmlWriter(), ADVISORY), _ADVISORY),
    "advisory txt": (_page(TextWriter(), ADVISORY), _ADVISORY),
    **{
        f"advisory-es {writer.format}": (
            _spanish(writer),
            tuple(fact.replace("advisory.", "advisory-es.") for fact in _ADVISORY),
        )
        for writer in (PdfWriter(), DocxWriter(), HtmlWriter(), MarkdownWriter())
    },
    "ics": (
        lambda view: IcsWriter().render(calendar(cut(view, PRESS_CALENDAR)[0])).data,
        (*_ADDRESS, *_STOP, *_CONTACT, *_MEMBER, "stop.press_door", "tour.name"),
    ),
    **{
        str(writer.format): (_points(writer), ("tour.name",))
        for writer in (GpxWriter(), KmlWriter(), GeoJsonWriter())
    },
    "map": (
        lambda view: MapPageWriter().render(tour_map(cut(view, PRESS_MAP)[0])).data,
        (*_ADDRESS, *_STOP, *_MEMBER, "tour.name"),
    ),
}


@cache
def workspace(seed: int) -> Canary:
    return canary(seed)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("batch", range(0, WORKSPACES, BATCH))
def test_no_private_word_goes_out_and_every_public_one_does(kind: str, batch: int) -> None:
    make, facts = FILES[kind]
    for seed in range(batch, batch + BATCH):
        made = workspace(seed)
        data = make(made.view)
        if kind == "ics":
            data = data.replace(b"\r\n ", b"")  # folded lines
        found = tokens_in(data)
        public = {token for tokens in made.public.values() for token in tokens}
        of = next((of for name, of in OF_STOP.items() if kind.startswith(name)), ())
        if of:  # of another stop nothing is public here
            public = {token for token in public if made.words[token].endswith((*of, *_OF_FIRST))}
        if kind.startswith("release"):
            public |= {t for t in made.by_consent if made.words[t].startswith("quote.")}
        leaked = {made.words.get(token, token) for token in found - public}
        assert not leaked, f"workspace {seed}: {leaked}"
        missing = {made.words[token] for token in made.must_show(*facts, of=of) - found}
        assert not missing, f"workspace {seed}: not shown: {missing}"
        _no_private_number(text_of(data) if kind != "map" else _own_data(data))


def _own_data(page: bytes) -> str:
    """The map's own data without the base map, whose coordinates are nobody's secret."""
    text = page.decode()
    data = text[text.index('id="tour-data"') :]
    return text_of(page) + data[: data.index('"base":')]


def _no_private_number(text: str) -> None:
    assert not re.search(r"739[12]\d{3}", text), "a private number"
    assert str(PRIVATE_YEAR) not in text, "a private date"
    assert not re.search(r"47\.1[12]\d|-?101\.9[78]", text), "a private point"


HANDED_OUT = [
    spec
    for spec in SPECS.values()
    if spec.is_handed_out and not spec.leaves and PaperFormat.PDF in spec.formats
]


@pytest.mark.parametrize("spec", HANDED_OUT, ids=lambda spec: spec.key)
@pytest.mark.parametrize(
    "writer", [HtmlWriter(), DocxWriter(), PdfWriter(), XlsxWriter()], ids=lambda w: w.format
)
def test_riders_hosts_and_people_thanked_read_their_own_alone(
    spec: PaperSpec, writer: Writer
) -> None:
    """Every word on the page is one that its level and the paper let through, of their stop."""
    seeds = WORKSPACES if isinstance(writer, HtmlWriter) else WORKSPACES // BATCH
    shown = 0
    for seed in range(seeds):
        made = workspace(seed)
        for token in tokens_in(_page(writer, spec)(made.view)):
            origin = made.words[token]
            fact, of, record = origin.partition(" of ")
            kind, dot, name = fact.partition(".")
            assert of, f"workspace {seed}: {origin}"
            assert dot, f"workspace {seed}: {origin}"
            declared = field_of(kind, name)
            assert declared is not None
            assert declared.level in spec.levels & READER_LEVELS[spec.reader], origin
            assert spec.names(kind, name), origin
            if spec.per_stop and kind in ("site", "stop", "item", "blocks"):
                owner = record.rsplit("-", 1)[-1]
                assert owner in (FIRST_STOP, "site0"), origin
            shown += 1
    assert shown > seeds


@pytest.mark.parametrize("kind", ["line-by-line", "map"])
def test_the_search_finds_private_words_where_they_are(kind: str) -> None:
    """The same search over papers of the staff finds plenty, so it would find a leak."""
    made = workspace(0)
    if kind == "map":
        data = MapPageWriter().render(tour_map(cut(made.view, STAFF_MAP)[0])).data
    else:
        data = PdfWriter().render(lay_out(cut(made.view, LINE_BY_LINE)[0])).data
    public = {token for tokens in made.public.values() for token in tokens}
    private = {made.words[token] for token in tokens_in(data) - public}
    assert any("place.name" in origin for origin in private)
    assert len(private) > 3


def test_the_search_opens_what_words_can_be_packed_in() -> None:
    import base64
    import io
    import zipfile

    word = MARK + "ab12cd34"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", b"k" + base64.b64encode(b"ab" + word.encode() + b"zz"))
    for data in (
        word.upper().encode(),
        packed.getvalue(),
        word.encode("utf-16"),
        b"\0" + word.encode("utf-16-be"),
        word.encode().hex().encode(),
        "".join(f"%{c:02x}" for c in word.encode()).encode(),
        "".join(f"&#{c};" for c in word.encode()).encode(),
        "".join(f"&#x{c:x};" for c in word.encode()).encode(),
        *(base64.b64encode(b"q" * n + word.encode()) for n in range(4)),
    ):
        assert tokens_in(data) == {word}


@pytest.mark.parametrize(
    "writer", [PdfWriter(), DocxWriter(), TextWriter()], ids=lambda w: w.format
)
def test_cards_and_quotes_go_out_by_consent_alone(
    writer: PdfWriter | DocxWriter | TextWriter,
) -> None:
    for seed in range(BATCH):
        made = workspace(seed)
        found = tokens_in(writer.render(lay_out(cut(made.view, BEST_PRACTICES)[0])).data)
        beside = {t for kind in ("office", "tour", "site") for t in _public_of(made, kind)}
        leaked = {made.words.get(token, token) for token in found - made.by_consent - beside}
        assert not leaked, f"workspace {seed}: {leaked}"
        missing = {made.words[token] for token in made.by_consent - found}
        assert not missing, f"workspace {seed}: not shown: {missing}"


def _public_of(made: Canary, kind: str) -> set[str]:
    return {
        token
        for fact, tokens in made.public.items()
        if fact.startswith(f"{kind}.")
        for token in tokens
    }
