"""Which papers there are, who reads them, and which fields each may print.

A level alone lets nothing out: a field stands on a paper only when its level is one that the paper
carries and the paper names it here. See domain.md section 4, "Allow-list by document".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tourplanner.core.fields import Level


class PaperKind(StrEnum):
    """The papers that can be made."""

    ADVISORY = "advisory"
    PRESS_ITINERARY = "press-itinerary"
    DAY_SHEET = "day-sheet"
    DAY_SHEET_LARGE = "day-sheet-large"
    BLOCK_SCHEDULE = "block-schedule"
    HOST_SHEET = "host-sheet"
    THANK_YOU = "thank-you"
    LINE_BY_LINE = "line-by-line"
    DRIVER_SHEET = "driver-sheet"
    VISIT_SHEET = "visit-sheet"
    BEST_PRACTICES = "best-practices"
    TOUR = "tour"  # the calendar


class PaperFormat(StrEnum):
    """The formats that a paper can have."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "txt"
    ICS = "ics"


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


_P, _M, _T, _I = Level.PUBLIC, Level.MEDIA, Level.TRAVELERS, Level.INTERNAL

READER_LEVELS: Mapping[Reader, frozenset[Level]] = {
    Reader.PUBLIC: frozenset({_P}),
    Reader.PRESS: frozenset({_P, _M}),
    Reader.TRAVELERS: frozenset({_P, _T}),
    Reader.HOST: frozenset({_P, _M, _T, _I}),
    Reader.DRIVER: frozenset({_P, _T, _I}),
    Reader.STAFF: frozenset({_P, _M, _T, _I}),
}


@dataclass(frozen=True, slots=True)
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

    @property
    def is_handed_out(self) -> bool:
        """Whether it is for people outside the office, and no paper of the staff."""
        return self.reader not in (Reader.STAFF, Reader.DRIVER)

    def names(self, kind: str, fact: str) -> bool:
        """Whether this paper names a field of a kind."""
        return fact.split("/", 1)[0] in self.fields.get(kind, frozenset())


def _fields(**kinds: str) -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(names.split()) for kind, names in kinds.items()}


_PAGES = (PaperFormat.PDF, PaperFormat.DOCX, PaperFormat.HTML, PaperFormat.TEXT)
_PRESS_LEVELS = frozenset({_P, _M})
_STAFF_LEVELS = frozenset({_P, _M, _T, _I})
_ADDRESS = "name street city state zip"
_PUBLIC_VISIT = "stop site date start_at end_at zone"
_ALL_VISIT = (
    _PUBLIC_VISIT + " day order arrive_at ready_at board_at depart_at slack_min buffer_min late_min"
)
_DRIVE = (
    "day order start end start_zone end_zone depart_at arrive_at minutes meters grade source "
    "typed_by check at_peak"
)
_RIDERS_DAY = (
    "number date start end call_at depart_at arrive_at start_zone end_zone drive_min meters"
)
_DAY = _RIDERS_DAY + " load_min"
_LUNCH = "day start_at end_at place stop zone"
_RIDERS_VISIT = _PUBLIC_VISIT + " day order depart_at"
_PRESS_CONTACT = "press_contact press_phone press_email"

ADVISORY = PaperSpec(
    PaperKind.ADVISORY,
    "Media advisory",
    Reader.PRESS,
    _PRESS_LEVELS,
    True,
    _fields(
        office="member_name member_title letterhead boilerplate hashtag " + _PRESS_CONTACT,
        tour="name purpose start_date days",
        site=_ADDRESS,
        stop="site coverage press_title room press_call_tod_min press_door",
        item="stop kind title offset_min minutes speakers coverage",
        visit_block=_PUBLIC_VISIT,
        blocks="embargo headline who what why visuals access rsvp parking",
    ),
    _PAGES,
    per_stop=True,
)

PRESS_ITINERARY = PaperSpec(
    PaperKind.PRESS_ITINERARY,
    "Press itinerary",
    Reader.PRESS,
    _PRESS_LEVELS,
    True,
    _fields(
        office="member_name member_title letterhead boilerplate hashtag press_contact press_phone "
        "press_email",
        tour="name purpose start_date days",
        site=_ADDRESS,
        stop="site coverage press_title room press_call_tod_min press_door",
        item="stop kind title offset_min minutes speakers coverage",
        visit_block=_PUBLIC_VISIT,
        blocks="headline lead notes",
    ),
    (*_PAGES, PaperFormat.ICS),
)

PRESS_CALENDAR = PaperSpec(
    "tour/press",
    "Press calendar",
    Reader.PRESS,
    _PRESS_LEVELS,
    True,
    _fields(
        office="member_name member_title press_contact press_phone press_email",
        tour="name",
        site=_ADDRESS,
        stop="site coverage press_title room press_call_tod_min press_door",
        visit_block=_PUBLIC_VISIT,
    ),
    (PaperFormat.ICS,),
)

PRESS_MAP = PaperSpec(
    "map/press",
    "Map for the press",
    Reader.PRESS,
    frozenset({_P}),
    True,
    _fields(
        office="member_name member_title",
        tour="name start_date days",
        site=_ADDRESS + " point",
        stop="site coverage press_title room",
        visit_block=_PUBLIC_VISIT,
    ),
    (PaperFormat.HTML,),
    pins=True,
)

_RIDERS_SHEET = _fields(
    office="member_name member_title letterhead hashtag",
    tour="name start_date days",
    site=_ADDRESS + " host_name host_title",
    stop="site press_title room",
    item="stop kind title offset_min minutes speakers coverage",
    place=_ADDRESS + " kind phone",
    visit_block=_RIDERS_VISIT,
    day=_RIDERS_DAY,
    lunch=_LUNCH,
    node="name city zone",
    blocks="headline lead weather dress help_contact notes",
)

DAY_SHEET = PaperSpec(
    PaperKind.DAY_SHEET,
    "Day sheet",
    Reader.TRAVELERS,
    frozenset({_P, _T}),
    False,
    _RIDERS_SHEET,
    _PAGES,
    agreed=True,
)

DAY_SHEET_LARGE = replace(DAY_SHEET, key=PaperKind.DAY_SHEET_LARGE, name="Day sheet, large print")

BLOCK_SCHEDULE = PaperSpec(
    PaperKind.BLOCK_SCHEDULE,
    "Block schedule",
    Reader.TRAVELERS,
    frozenset({_P, _T}),
    False,
    _fields(
        office="member_name member_title letterhead",
        tour="name start_date days",
        site="name city district",
        stop="site",
        place="name city kind",
        visit_block=_RIDERS_VISIT,
        day=_RIDERS_DAY,
        lunch=_LUNCH,
        node="name city zone",
        blocks="headline",
    ),
    _PAGES,
    agreed=True,
)

HOST_SHEET = PaperSpec(
    PaperKind.HOST_SHEET,
    "Host confirmation",
    Reader.HOST,
    frozenset({_P, _M, _T, _I}),
    False,
    _fields(
        office="member_name member_title letterhead boilerplate " + _PRESS_CONTACT,
        tour="name purpose start_date days party vehicle",
        site=_ADDRESS + " host_name host_title front_office_phone bus_bay access_notes",
        stop="site status coverage press_title room press_call_tod_min press_door hold_room "
        "gate_note",
        item="stop kind title offset_min minutes speakers coverage status",
        visit_block=_PUBLIC_VISIT + " arrive_at ready_at board_at depart_at",
        blocks="lead asks reply_to notes",
    ),
    _PAGES,
    per_stop=True,
)

THANK_YOU = PaperSpec(
    PaperKind.THANK_YOU,
    "Thank-you letters",
    Reader.HOST,
    frozenset({_P, _I}),
    False,
    _fields(
        office="member_name member_title letterhead",
        tour="name purpose",
        site=_ADDRESS + " host_name host_title",
        stop="site press_title",
        item="stop title speakers offset_min",
        visit_block=_PUBLIC_VISIT,
        promise="stop words due",
        blocks="saw promise next_step",
    ),
    _PAGES,
    per_stop=True,
    agreed=True,
)

VISIT_SHEET = PaperSpec(
    PaperKind.VISIT_SHEET,
    "Visit sheet",
    Reader.STAFF,
    _STAFF_LEVELS,
    False,
    _fields(
        office="member_name member_title letterhead",
        tour="name start_date days",
        site=_ADDRESS + " host_name host_title",
        stop="site press_title room",
        item="stop title speakers offset_min",
        visit_block=_RIDERS_VISIT,
        day="number date start_zone",
        question="order words",
        blocks="notes",
    ),
    _PAGES,
)

LINE_BY_LINE = PaperSpec(
    PaperKind.LINE_BY_LINE,
    "Line-by-line",
    Reader.STAFF,
    _STAFF_LEVELS,
    False,
    _fields(
        office="member_name member_title letterhead press_contact press_phone carrier",
        tour="name purpose start_date days party vehicle driver_name",
        site=_ADDRESS + " host_name host_title front_office_phone bus_bay access_notes",
        stop="site status coverage press_title room press_call_tod_min press_door hold_room "
        "gate_note driver_note",
        item="stop kind title offset_min minutes lead speakers coverage status note",
        place=_ADDRESS + " kind phone",
        visit_block=_ALL_VISIT,
        day=_DAY,
        drive=_DRIVE,
        lunch=_LUNCH,
        node="name city zone",
        blocks="headline lead notes",
    ),
    (*_PAGES, PaperFormat.ICS),
)

DRIVER_SHEET = PaperSpec(
    PaperKind.DRIVER_SHEET,
    "Driver sheet",
    Reader.DRIVER,
    frozenset({_P, _T, _I}),
    False,
    _fields(
        office="member_name member_title letterhead carrier carrier_zone",
        tour="name start_date days party vehicle driver_name",
        site=_ADDRESS + " front_office_phone bus_bay bus_bay_point bus_fits",
        stop="site status gate_note driver_note",
        place=_ADDRESS + " kind phone",
        visit_block=_ALL_VISIT,
        day=_DAY,
        drive=_DRIVE,
        lunch=_LUNCH,
        node="name city zone",
        duty="day report_at release_at driving_min duty_min last_drive_end_at loading_min "
        "deadhead_min report_before_min post_trip_min zone",
        limit="name source date house drive_max_min duty_max_min rest_min",
        blocks="headline lead notes",
    ),
    _PAGES,
)

STAFF_CALENDAR = PaperSpec(
    "tour/staff",
    "Tour calendar",
    Reader.STAFF,
    _STAFF_LEVELS,
    False,
    _fields(
        office="member_name member_title",
        tour="name",
        site=_ADDRESS + " host_name host_title front_office_phone",
        stop="site status coverage press_title room press_call_tod_min press_door hold_room "
        "gate_note",
        item="stop kind title offset_min minutes lead speakers coverage status note",
        place=_ADDRESS + " kind phone",
        visit_block=_ALL_VISIT,
        day=_DAY,
        drive=_DRIVE,
        lunch=_LUNCH,
        node="name city zone",
    ),
    (PaperFormat.ICS,),
)

STAFF_MAP = PaperSpec(
    "map/staff",
    "Map",
    Reader.STAFF,
    _STAFF_LEVELS,
    False,
    _fields(
        office="member_name member_title",
        tour="name start_date days",
        site=_ADDRESS + " point",
        stop="site status coverage press_title room",
        visit_block=_ALL_VISIT,
        day=_DAY,
        drive=_DRIVE + " line",
        lunch=_LUNCH,
        place=_ADDRESS + " kind point",
        node="name city zone point",
    ),
    (PaperFormat.HTML,),
    pins=True,
)

BEST_PRACTICES = PaperSpec(
    PaperKind.BEST_PRACTICES,
    "Best practices",
    Reader.PUBLIC,
    frozenset({_P}),
    True,
    _fields(
        office="member_name member_title letterhead",
        tour="name start_date days",
        site="name city",
        stop="site",
        practice="site title one_line problem story who since partners new_money redirected cost "
        "funding staffing time_to_start result evidence_kind tier conditions cautions travel",
        quote="stop words translation language speaker speaker_role",
        blocks="headline lead notes",
    ),
    _PAGES,
)

SPECS: Mapping[str, PaperSpec] = {
    spec.key: spec
    for spec in (
        ADVISORY,
        PRESS_ITINERARY,
        PRESS_CALENDAR,
        PRESS_MAP,
        BEST_PRACTICES,
        DAY_SHEET,
        DAY_SHEET_LARGE,
        BLOCK_SCHEDULE,
        HOST_SHEET,
        THANK_YOU,
        VISIT_SHEET,
        LINE_BY_LINE,
        DRIVER_SHEET,
        STAFF_CALENDAR,
        STAFF_MAP,
    )
}


def spec_of(kind: PaperKind, audience: Audience | None = None) -> PaperSpec | None:
    """Give the paper of a kind for an audience (None = its own); None where there is none."""
    if kind is PaperKind.TOUR:
        return SPECS[f"tour/{audience or Audience.STAFF}"]
    spec = SPECS[kind]
    if audience is Audience.PRESS and not spec.leaves:
        return None
    return spec
