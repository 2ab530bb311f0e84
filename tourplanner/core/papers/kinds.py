"""What a paper is: its kind, its formats, who reads it, and which fields it may print.

A level alone lets nothing out: a field stands on a paper only when its level is one that the paper
carries and the paper names it. See domain.md section 4, "Allow-list by document".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tourplanner.core.fields import Level


class PaperKind(StrEnum):
    """The papers that can be made."""

    ADVISORY = "advisory"
    ADVISORY_ES = "advisory-es"
    PRESS_ITINERARY = "press-itinerary"
    DAY_SHEET = "day-sheet"
    DAY_SHEET_LARGE = "day-sheet-large"
    DAY_SHEET_ES = "day-sheet-es"
    BLOCK_SCHEDULE = "block-schedule"
    BLOCK_SCHEDULE_STAFF = "block-schedule-staff"
    HOST_SHEET = "host-sheet"
    THANK_YOU = "thank-you"
    LINE_BY_LINE = "line-by-line"
    DRIVER_SHEET = "driver-sheet"
    VISIT_SHEET = "visit-sheet"
    CHANGE_SHEET = "change-sheet"
    PHONE_PAGE = "phone-page"
    BEST_PRACTICES = "best-practices"
    FACT_SHEET = "fact-sheet"
    RELEASE = "release"
    MANIFEST = "manifest"
    MANIFEST_RIDERS = "manifest-names"
    ROOMING = "rooming"
    ROOMING_RIDERS = "rooming-names"
    BADGES = "badges"
    SIGN_IN = "sign-in"
    GUEST_LIST = "guest-list"
    VISITOR_LIST = "visitor-list"
    CONSENT_FORM = "consent-form"
    BRIEFING = "briefing"
    REMARKS_CARD = "remarks-card"
    CALL_LIST = "call-list"
    SITE_LIST = "site-list"
    MEDIA_LIST = "media-list"
    COVERAGE_LOG = "coverage-log"
    FOLLOW_UP = "follow-up"
    WEB_FOLDER = "web-folder"
    TOUR = "tour"  # the calendar


class PaperFormat(StrEnum):
    """The formats that a paper can have."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "txt"
    MARKDOWN = "md"
    XLSX = "xlsx"
    CSV = "csv"
    ICS = "ics"
    VCARD = "vcf"
    GPX = "gpx"
    KML = "kml"
    GEOJSON = "geojson"
    WEB = "web"  # a folder of pages that lead to each other


class Audience(StrEnum):
    """For whom a calendar or a map is made."""

    PRESS = "press"
    STAFF = "staff"


class Reader(StrEnum):
    """Who gets this copy. A reader narrows what the paper carries, and never widens it."""

    PUBLIC = "public"
    PRESS = "press"
    TRAVELERS = "travelers"
    HOST = "host"
    DRIVER = "driver"
    STAFF = "staff"
    NAMED = "named"  # people who are named one by one


_P, _M, _T, _I, _R = Level

READER_LEVELS: Mapping[Reader, frozenset[Level]] = {
    Reader.PUBLIC: frozenset({_P}),
    Reader.PRESS: frozenset({_P, _M}),
    Reader.TRAVELERS: frozenset({_P, _T}),
    Reader.HOST: frozenset({_P, _M, _T, _I}),
    Reader.DRIVER: frozenset({_P, _T, _I}),
    Reader.STAFF: frozenset({_P, _M, _T, _I}),
    Reader.NAMED: frozenset({_P, _M, _T, _I, _R}),
}


@dataclass(frozen=True, slots=True, eq=False)  # one of each, so a cut may remember by it
class PaperSpec:
    """What one paper may hold.

    Attributes
    ----------
    levels : the field levels that it may carry.
    leaves : True for a paper that leaves the office: only confirmed hosts and items, no closed
        events, quotes by consent, its own numbers.
    pins : True where points are drawn; a point known only to ZIP, town or county is taken out.
    per_stop : a paper of one stop: nothing of another stop stands in it.
    agreed : only what is confirmed of a program, and only stops of the plan: for people outside
        who can ask nobody.
    like : the paper that it is laid out and checked as, in other type or words; empty = itself.
    language : of its words, such as ``es``; empty = English.
    fields : record kind -> the fields it prints.
    """

    key: str
    name: str
    reader: Reader
    levels: frozenset[Level]
    leaves: bool
    fields: Mapping[str, frozenset[str]]
    formats: tuple[PaperFormat, ...]
    pins: bool = False
    per_stop: bool = False
    agreed: bool = False
    like: str = ""
    language: str = ""

    @property
    def form(self) -> str:
        """The key of the paper that it is laid out and checked as."""
        return self.like or self.key

    @property
    def is_handed_out(self) -> bool:
        """Whether it is for people outside the office, and no paper of the staff."""
        return self.reader not in (Reader.STAFF, Reader.DRIVER, Reader.NAMED)

    def names(self, kind: str, fact: str) -> bool:
        """Whether this paper names a field of a kind."""
        named = self.fields.get(kind)  # asked for every value of every record of every paper
        return named is not None and fact.partition("/")[0] in named


def fields(**kinds: str) -> Mapping[str, frozenset[str]]:
    """Name the fields of each kind that a paper prints, apart by spaces."""
    return {kind: frozenset(names.split()) for kind, names in kinds.items()}
