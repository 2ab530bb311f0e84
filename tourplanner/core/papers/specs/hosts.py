"""What hosts get, and those who are thanked."""

from tourplanner.core.fields import Level
from tourplanner.core.papers.kinds import PaperKind, PaperSpec, Reader, fields
from tourplanner.core.papers.specs.names import (
    ADDRESS,
    HEAD,
    PAGES,
    PRESS_CONTACT,
    PUBLIC_VISIT,
    STAFF_LEVELS,
    TABLES,
)

HOST_SHEET = PaperSpec(
    PaperKind.HOST_SHEET,
    "Host confirmation",
    Reader.HOST,
    STAFF_LEVELS,
    False,
    fields(
        office=HEAD + " " + PRESS_CONTACT,
        tour="name start_date days party vehicle",
        coach="name length_ft",
        site=ADDRESS + " host_name host_title principal coordinator alternate front_office bus_bay "
        "loop step_free access_notes ramp elevator restroom parking registers visitor_id escort "
        "press_entry",
        stop="site status coverage press_title room press_call_tod_min press_door pool_note "
        "hold_room gate_note",
        item="stop kind title offset_min minutes speakers coverage status",
        visit_block=PUBLIC_VISIT + " arrive_at ready_at board_at depart_at",
        blocks="lead asks reply_to notes",
    ),
    PAGES,
    per_stop=True,
)

THANK_YOU = PaperSpec(
    PaperKind.THANK_YOU,
    "Thank-you letters",
    Reader.HOST,
    frozenset({Level.PUBLIC, Level.INTERNAL}),
    False,
    fields(
        office="member_name member_title letterhead",
        tour="name purpose",
        site=ADDRESS + " host_name host_title",
        stop="site press_title",
        item="stop title speakers offset_min",
        visit_block=PUBLIC_VISIT,
        promise="stop words due",
        blocks="saw promise next_step",
    ),
    PAGES,
    per_stop=True,
    agreed=True,
)

VISITOR_LIST = PaperSpec(
    PaperKind.VISITOR_LIST,
    "Visitor list",
    Reader.HOST,
    frozenset({Level.PUBLIC, Level.MEDIA, Level.TRAVELERS}),
    False,
    fields(
        office=HEAD + " " + PRESS_CONTACT,
        tour="name",
        site=ADDRESS,
        stop="site",
        visit_block=PUBLIC_VISIT,
        rider="name organization role",
        blocks="notes",
    ),
    TABLES,
    per_stop=True,
    agreed=True,
)

CONSENT_FORM = PaperSpec(
    PaperKind.CONSENT_FORM,
    "Consent and photo release",
    Reader.HOST,
    frozenset({Level.PUBLIC, Level.MEDIA}),
    False,
    fields(office=HEAD + " " + PRESS_CONTACT, tour="name"),
    PAGES,
)
