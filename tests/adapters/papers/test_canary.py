"""No word in any byte of any paper that is not for its readers, and every word that is.

reliability.md section 5, item 6: each field of a generated tour holds a word of its own; every file
of the registry is unpacked and searched in several encodings. Who may read what is written down
here once more, from domain.md section 4, and not taken from the code under test.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.papers_canary import FIRST_STOP, PRIVATE_YEAR, Canary, canary
from tests.papers_files import FILES, made_files
from tests.papers_leaks import MARK, text_of, tokens_in
from tests.support import figure
from tourplanner.core.fields import KINDS, Level
from tourplanner.core.model.paper import DERIVED, field_of
from tourplanner.core.papers.specs import SPECS, PaperFormat, PaperKind, PaperSpec, Reader
from tourplanner.core.privacy import cut

WORKSPACES = figure(40, 200)
BATCH = 4
P, M, T, I, R = Level  # noqa: E741

# -- who may read what: domain.md section 4 -----------------------------------------------------

LEVELS: Mapping[Reader, set[Level]] = {
    Reader.PUBLIC: {P},
    Reader.PRESS: {P, M},
    Reader.TRAVELERS: {P, T},
    Reader.HOST: {P, M, T, I},
    Reader.DRIVER: {P, T, I},
    Reader.STAFF: {P, M, T, I},
    Reader.NAMED: {P, M, T, I, R},
}
# Whatever a level says: for people who are named one by one, and for nobody else.
NAMED_ALONE = {
    *("rider.seat", "rider.access", "rider.diet", "rider.phone", "rider.emergency"),
    *("rider.waiver", "rider.room_type", "rider.room", "rider.shares", "rider.payment"),
    *("person.name", "person.mobile", "person.email", "person.needs", "sent.to"),
    *("site.host_mobile", "tour.driver_phone", "coach.driver_phone", "media.phone", "media.email"),
    *("quote.minor", "quote.form", "photo.form", "photo.point"),
}
_STAFFS = {
    *("note", "answer", "look_for", "comment", "reason", "visit", "todo", "clip", "media", "paper"),
    *("person", "variant", "finding", "memo", "camera", "leg", "sent", "roster_member", "form"),
}
# Not for these readers, whatever a level says: whole kinds, and fields.
NEVER: Mapping[Reader, set[str]] = {
    Reader.HOST: {
        *_STAFFS,
        *("stop.talking_points", "stop.rating", "stop.driver_note", "site.remarks", "site.score"),
        *("item.note", "place", "node", "drive", "duty", "quote", "blocks.messages"),
        *("blocks.sensitive", "blocks.our_asks", "blocks.their_asks", "blocks.bottom_line"),
    },
    Reader.DRIVER: {
        *_STAFFS,
        *("stop.talking_points", "stop.rating", "stop.hold_room", "site.remarks", "site.score"),
        *("rider", "quote", "practice", "promise", "item", "official", "question"),
    },
    Reader.STAFF: {"sent", "roster_member"},
}
# Of one stop and its school; on a paper of one stop no other stop's may stand.
_OF_ONE = ("site", "stop", "item", "blocks", "visit_block", "promise", "official")

# -- what a paper must show ----------------------------------------------------------------------

# Named by a paper and not on its page as typed: it is worked with, or typed words of the paper's
# own stand in its place, or it stands on the page only where it applies. All else that a paper is
# let have must be on it, so an allow-list cannot grow past what is printed.
_WORKED_WITH = {
    *("stop.status", "item.status", "booking.status", "booking.stop", "place.city"),
    *("rider.joins", "rider.leaves", "rider.coach", "load.name", "tour.name"),
    *("tour.vehicle", "site.point", "place.point"),
}
_PLACE = {f"place.{name}" for name in ("name", "street", "city", "state", "zip", "phone")}
_INVITED = {
    *("item.speakers", "item.title", "site.photo_words", "stop.press_title", "tour.purpose"),
}
_RIDERS = {"item.speakers", "place.phone"}
_LISTED = {"office.letterhead", "place.name", "site.name"}
_AT_NIGHT = {"rider.name", "rider.organization"}  # of those who are with the party then
UNSAID: Mapping[str, set[str]] = {
    PaperKind.ADVISORY: _INVITED,
    PaperKind.ADVISORY_ES: _INVITED,
    PaperKind.PRESS_ITINERARY: {"site.photo_words", "tour.purpose"},
    PaperKind.FACT_SHEET: {"item.title", "stop.room", "tour.purpose"},
    PaperKind.RELEASE: {
        *("quote.words", "site.name", "site.state", "stop.press_title", "tour.purpose"),
    },
    PaperKind.BEST_PRACTICES: {"site.city", "site.name"},
    PaperKind.DAY_SHEET: _RIDERS,
    PaperKind.DAY_SHEET_LARGE: _RIDERS,
    PaperKind.DAY_SHEET_ES: _RIDERS,
    # Of a program only press, rests and meals are blocks.
    PaperKind.BLOCK_SCHEDULE: {"item.title", "place.name", "site.district"},
    PaperKind.BLOCK_SCHEDULE_STAFF: {"item.title", "place.name", "site.district"},
    PaperKind.ROOMING_RIDERS: _LISTED | _AT_NIGHT,
    PaperKind.BADGES: _LISTED,
    PaperKind.SIGN_IN: _LISTED,
    PaperKind.THANK_YOU: {"item.title", "stop.press_title", "tour.purpose"},
    PaperKind.BRIEFING: {"site.directory"},
    PaperKind.REMARKS_CARD: {
        *("item.title", "item.speakers", "office.letterhead", "site.city"),
        *("site.host_name", "site.host_title"),
    },
    PaperKind.VISIT_SHEET: {"item.title", "office.letterhead", "stop.press_title"},
    PaperKind.LINE_BY_LINE: {
        *(*_PLACE, "drive.source", "stop.hold_room"),  # a point is told in numbers, not whose it is
        *("site.entrance_point", "site.press_door_point", "site.event_room_point"),
    },
    PaperKind.DRIVER_SHEET: {"drive.source", "limit.date", "limit.source", "site.bus_bay_point"},
    PaperKind.PHONE_PAGE: {*_PLACE, "office.letterhead"},
    PaperKind.MANIFEST: {"site.city"},
    PaperKind.ROOMING: {
        *(*_PLACE, *_AT_NIGHT, "site.city", "site.name"),
        *("rider.access", "rider.room_type", "rider.room", "rider.shares", "rider.payment"),
    },
    PaperKind.CHANGE_SHEET: {"versions.as_made"},
    PaperKind.CALL_LIST: _PLACE,
    PaperKind.MEDIA_LIST: {
        *("media.came", "media.coming", "media.pitched", "media.ran", "site.city", "site.county"),
    },
    PaperKind.COVERAGE_LOG: {"clip.about", "site.city", "site.name"},
    PaperKind.FOLLOW_UP: {"promise.stop", "site.city", "site.name"},
    "tour/staff": {
        *_PLACE,
        *("drive.source", "drive.typed_by", "office.member_name", "office.member_title"),
    },
    "map/staff": {"drive.source", "drive.typed_by", "stop.press_title", "stop.room"},
}
_ADDRESS = ("site.name", "site.street", "site.city", "site.state", "site.zip")
_CONTACT = ("office.press_contact", "office.press_phone", "office.press_email")
_HEAD = ("office.letterhead", "office.boilerplate")
_INVITATION = (
    *(*_ADDRESS, *_CONTACT, *_HEAD, "office.hashtag", "stop.room", "stop.press_door"),
    *("stop.pool_note", "site.press_entry"),
    *("KIND.embargo", "KIND.headline", "KIND.who", "KIND.what", "KIND.why", "KIND.visuals"),
    *("KIND.access", "KIND.rsvp", "KIND.parking"),
)
# Of a paper for the press every one of these words, in each of its files.
PUBLIC: Mapping[str, tuple[str, ...]] = {
    PaperKind.ADVISORY: _INVITATION,
    PaperKind.ADVISORY_ES: _INVITATION,
    PaperKind.PRESS_ITINERARY: (
        *(*_ADDRESS, *_CONTACT, *_HEAD, "office.hashtag", "stop.press_title", "stop.room"),
        *("stop.press_door", "item.title", "item.speakers", "tour.purpose", "tour.web_address"),
        *("stop.pool_note", "site.press_entry"),
        *("KIND.headline", "KIND.lead", "KIND.notes"),
    ),
    PaperKind.FACT_SHEET: (
        *(*_ADDRESS, *_CONTACT, *_HEAD, "office.member_party", "office.member_district"),
        *("stop.press_title", "site.county", "site.district", "site.grades", "item.speakers"),
        *("KIND.headline", "KIND.lead", "KIND.facts", "KIND.say", "KIND.notes"),
    ),
    PaperKind.RELEASE: (
        *(*_CONTACT, *_HEAD, "office.hashtag", "KIND.embargo", "KIND.headline", "KIND.lead"),
        *("KIND.facts", "KIND.next_stop", "KIND.notes"),
    ),
    PaperKind.BEST_PRACTICES: ("office.letterhead", "KIND.headline", "KIND.lead", "KIND.notes"),
    PaperKind.WEB_FOLDER: (
        *(*_ADDRESS, *_HEAD, "office.hashtag", "stop.press_title", "stop.room", "item.title"),
        *("item.speakers", "press-itinerary.headline", "press-itinerary.lead"),
        "press-itinerary.notes",
    ),
    "tour/press": (
        *(*_ADDRESS, *_CONTACT, "office.member_name", "office.member_title", "tour.name"),
        *("stop.press_title", "stop.room", "stop.press_door"),
    ),
    "map/press": (
        *(*_ADDRESS, "office.member_name", "office.member_title", "tour.name"),
        *("stop.press_title", "stop.room"),
    ),
}
_TABLE = (*_ADDRESS, "stop.press_title", "stop.room", "item.title", "item.speakers")
_CALENDAR = PUBLIC["tour/press"]
_POINTS = ("tour.name",)  # each school's name only where its point is known closely
SHORTER: Mapping[str, tuple[str, ...]] = {
    f"{PaperKind.PRESS_ITINERARY} {PaperFormat.CSV}": _TABLE,
    f"{PaperKind.PRESS_ITINERARY} {PaperFormat.ICS}": _CALENDAR,
    **{f"map/press {f}": _POINTS for f in (PaperFormat.GPX, PaperFormat.KML, PaperFormat.GEOJSON)},
}

# In the short form these papers are made of each tour; the others of each eighth.
STAFFS_OWN = {
    *(PaperKind.BRIEFING, PaperKind.REMARKS_CARD, PaperKind.VISIT_SHEET, PaperKind.LINE_BY_LINE),
    *(PaperKind.MANIFEST, PaperKind.ROOMING, PaperKind.GUEST_LIST, PaperKind.CALL_LIST),
    PaperKind.BLOCK_SCHEDULE_STAFF,
    *(PaperKind.SITE_LIST, PaperKind.COVERAGE_LOG, PaperKind.FOLLOW_UP, "tour/staff", "map/staff"),
}
_EIGHTH = 8


@cache
def workspace(seed: int) -> Canary:
    return canary(seed)


def why_not(made: Canary, spec: PaperSpec, token: str) -> str:
    """Say why a word may not stand on a paper; empty where it may."""
    origin = made.words.get(token, token)
    fact, of, record = origin.partition(" of ")
    kind, dot, name = fact.partition(".")
    declared = (field_of(kind, name) or field_of(kind, f"{name}/x")) if of and dot else None
    if declared is None:
        return f"{origin} is of no field"
    never = NEVER.get(spec.reader, set()) | (set() if spec.reader is Reader.NAMED else NAMED_ALONE)
    if kind in never or fact in never:
        return f"{origin} is never for {spec.reader}"
    if not spec.names(kind, name):
        return f"{origin} is not on the list of the paper"
    by_consent = token in made.by_consent and kind in ("quote", "practice")
    if declared.level not in LEVELS[spec.reader] and not by_consent:
        return f"{origin} is {declared.level}"
    owner = record.removesuffix("-plan").rsplit("-", 1)[-1]
    if spec.per_stop and kind in _OF_ONE and re.search(r"\d", owner):
        mine = owner in (FIRST_STOP, "site0") or kind == "promise"
        return "" if mine else f"{origin} is of another stop"
    return ""


def may_leave(made: Canary, spec: PaperSpec) -> set[str]:
    """Give every word that a paper for the press or for everybody may hold."""
    public = {token for tokens in made.public.values() for token in tokens}
    if "quote" in spec.fields:
        public |= {t for t in made.by_consent if made.words[t].startswith("quote.")}
    if "practice" in spec.fields:
        public |= {t for t in made.by_consent if made.words[t].startswith("practice.")}
    return public


CASES = [
    (key, batch)
    for key in SPECS
    for batch in range(0, WORKSPACES, _EIGHTH if key in STAFFS_OWN else BATCH)
]


@pytest.mark.parametrize(("key", "batch"), CASES)
def test_a_paper_holds_what_is_for_its_readers_and_nothing_else(key: str, batch: int) -> None:
    spec = SPECS[key]
    for seed in range(batch, batch + (1 if key in STAFFS_OWN else BATCH)):
        made = workspace(seed)
        for format_, data in made_files(made.view, spec, spec.formats, FIRST_STOP):
            _holds_what_it_may(made, spec, format_, data, f"workspace {seed}, {format_}")


def _holds_what_it_may(
    made: Canary, spec: PaperSpec, format_: PaperFormat, data: bytes, where: str
) -> None:
    if format_ is PaperFormat.ICS:
        data = data.replace(b"\r\n ", b"")  # folded lines
    found = tokens_in(data)
    as_made = _as_made(spec, format_)
    leaked = {why for token in found if (why := why_not(made, as_made, token))}
    assert not leaked, f"{where}: {leaked}"
    if spec.leaves:
        private = {made.words[token] for token in found - may_leave(made, as_made)}
        assert not private, f"{where}: {private}"
        missing = {made.words[token] for token in must_show(made, format_, spec) - found}
        assert not missing, f"{where}: not shown: {missing}"
        for page in _pages(data, format_):
            _no_private_number(page)
    if format_ is PaperFormat.HTML and not spec.pins:
        unsaid = {made.words[token] for token in _let_have(made, spec) - found}
        facts = {origin.partition(" of ")[0] for origin in unsaid}
        assert facts <= UNSAID.get(spec.key, set()) | _WORKED_WITH, where


def _as_made(spec: PaperSpec, format_: PaperFormat) -> PaperSpec:
    """Give the paper whose list a file goes by: a calendar of a paper is that of its readers."""
    if format_ is not PaperFormat.ICS:
        return spec
    return SPECS["tour/press" if spec.leaves else "tour/staff"]


def must_show(made: Canary, format_: PaperFormat, spec: PaperSpec) -> set[str]:
    """Give the public words that a file for the press must hold."""
    facts = [
        fact.replace("KIND", spec.key)
        for fact in SHORTER.get(f"{spec.key} {format_}") or PUBLIC[spec.key]
    ]
    tokens = {token for fact in facts for token in made.public.get(fact, set())}
    if spec.per_stop:
        own = ("office", "tour", FIRST_STOP, "site0", f"blocks-{spec.key}-{FIRST_STOP}")
        tokens = {t for t in tokens if made.words[t].rsplit(" ", 1)[1] in own}
    if "practice" in spec.fields:
        tokens |= {
            t for t in made.by_consent if spec.names(*made.words[t].split(" of ")[0].split("."))
        }
    return tokens


def _let_have(made: Canary, spec: PaperSpec) -> set[str]:
    """Give every word that the cut leaves to a paper."""
    cut_view = cut(made.view, spec, stop=FIRST_STOP)[0]
    return tokens_in(repr([(r.values, r.members) for r in cut_view.records]).encode())


def _pages(data: bytes, format_: PaperFormat) -> Iterator[str]:
    """Give what is read of a file; of a map its data without the base map, nobody's secret."""
    if format_ is PaperFormat.WEB:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            for name in folder.namelist():
                if name.endswith(".html"):
                    yield from _pages(folder.read(name), PaperFormat.HTML)
        return
    yield text_of(data)
    if b'id="tour-data"' in data:
        own = data[data.index(b'id="tour-data"') :]
        yield own[: own.index(b'"base":')].decode()


def _no_private_number(text: str) -> None:
    assert not re.search(r"739[12]\d{3}", text), "a private number"
    assert str(PRIVATE_YEAR) not in text, "a private date"
    assert not re.search(r"47\.1[12]\d|-?101\.9[78]", text), "a private point"


# -- nothing escapes the gate ----------------------------------------------------------------------


def test_every_paper_and_format_is_searched() -> None:
    assert {spec.key for spec, _ in FILES.values()} == set(SPECS)
    assert len(FILES) == sum(len(spec.formats) for spec in SPECS.values())
    assert {key for key, spec in SPECS.items() if spec.leaves} == set(PUBLIC), "its public words?"
    assert set(UNSAID) | STAFFS_OWN <= set(SPECS)
    assert set(Reader) == set(LEVELS)
    watched = {spec.reader for key, spec in SPECS.items() if key not in STAFFS_OWN}
    assert watched >= set(Reader), "a reader whose papers are not made of each tour"


def test_every_field_of_every_record_holds_a_word_of_its_own() -> None:
    """A new field, or a new kind, has its word from the day that it is declared."""
    made = workspace(0)
    there = {(r.kind, name) for r in made.view.records for name in (*r.values, *r.members)}
    declared = {(kind.name, field.name) for kind in KINDS.values() for field in kind.fields}
    assert declared <= there
    handed_in = (*made.view.officials, *made.view.changes)
    for record in handed_in:
        assert set(record.values) == {field.name for field in DERIVED[record.kind].fields}
    kinds = {origin.partition(".")[0] for origin in made.words.values()}
    assert kinds >= {*KINDS, "official", "versions", "change", "question", "finding", "limit"}


def test_what_is_never_for_somebody_is_still_declared() -> None:
    """A field that is renamed may not fall out of these lists."""
    named = NAMED_ALONE.union(*NEVER.values(), *UNSAID.values(), _WORKED_WITH)
    for fact in named:
        kind, dot, name = fact.partition(".")
        declared = field_of(kind, name) or field_of(kind, f"{name}/x")
        assert declared is not None if dot else kind in {*KINDS, *DERIVED}, fact


# -- the search itself -----------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["line-by-line pdf", "map/staff html", "media-list xlsx"])
def test_the_search_finds_private_words_where_they_are(file: str) -> None:
    """The same search over papers of the staff finds plenty, so it would find a leak."""
    made = workspace(0)
    spec, format_ = FILES[file]
    [(_, data)] = made_files(made.view, spec, [format_], FIRST_STOP)
    found = tokens_in(data)
    private = found - {token for tokens in made.public.values() for token in tokens}
    assert len(private) > 3
    assert private.isdisjoint(may_leave(made, SPECS[PaperKind.PRESS_ITINERARY]))


def test_the_search_opens_what_words_can_be_packed_in() -> None:
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
