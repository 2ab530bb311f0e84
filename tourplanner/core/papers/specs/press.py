"""What goes to the press and to everyone."""

from dataclasses import replace

from tourplanner.core.fields import Level
from tourplanner.core.papers.kinds import PaperFormat, PaperKind, PaperSpec, Reader, fields
from tourplanner.core.papers.specs.names import (
    ADDRESS,
    HEAD,
    PAGES,
    PLACES,
    PRESS_CONTACT,
    PRESS_LEVELS,
    PUBLIC_VISIT,
    TABLES,
)

_CARD = (
    "site title one_line problem story who since partners new_money redirected cost "
    "funding staffing time_to_start result evidence_kind tier conditions cautions travel"
)

ADVISORY = PaperSpec(
    PaperKind.ADVISORY,
    "Media advisory",
    Reader.PRESS,
    PRESS_LEVELS,
    True,
    fields(
        office="member_name member_title letterhead boilerplate hashtag " + PRESS_CONTACT,
        tour="name purpose start_date days",
        site=ADDRESS + " photo_rule photo_words press_entry",
        stop="site coverage press_title room press_call_tod_min press_door pool_note",
        item="stop kind title offset_min minutes speakers coverage",
        visit_block=PUBLIC_VISIT,
        blocks="embargo headline who what why visuals access rsvp parking",
    ),
    PAGES,
    per_stop=True,
)

ADVISORY_ES = replace(
    ADVISORY,
    key=PaperKind.ADVISORY_ES,
    name="Media advisory, Spanish",
    like=PaperKind.ADVISORY,
    language="es",
)

PRESS_ITINERARY = PaperSpec(
    PaperKind.PRESS_ITINERARY,
    "Press itinerary",
    Reader.PRESS,
    PRESS_LEVELS,
    True,
    fields(
        office="member_name member_title letterhead boilerplate hashtag press_contact press_phone "
        "press_email",
        tour="name purpose start_date days web_address",
        site=ADDRESS + " photo_rule photo_words press_entry",
        stop="site coverage press_title room press_call_tod_min press_door pool_note",
        item="stop kind title offset_min minutes speakers coverage",
        visit_block=PUBLIC_VISIT,
        blocks="headline lead notes",
    ),
    (*TABLES, PaperFormat.ICS),
)

PRESS_CALENDAR = PaperSpec(
    "tour/press",
    "Press calendar",
    Reader.PRESS,
    PRESS_LEVELS,
    True,
    fields(
        office="member_name member_title press_contact press_phone press_email",
        tour="name",
        site=ADDRESS,
        stop="site coverage press_title room press_call_tod_min press_door",
        visit_block=PUBLIC_VISIT,
    ),
    (PaperFormat.ICS,),
)

PRESS_MAP = PaperSpec(
    "map/press",
    "Map for the press",
    Reader.PRESS,
    frozenset({Level.PUBLIC}),
    True,
    fields(
        office="member_name member_title",
        tour="name start_date days",
        site=ADDRESS + " point",
        stop="site coverage press_title room",
        visit_block=PUBLIC_VISIT,
    ),
    (PaperFormat.HTML, *PLACES),
    pins=True,
)

BEST_PRACTICES = PaperSpec(
    PaperKind.BEST_PRACTICES,
    "Best practices",
    Reader.PUBLIC,
    frozenset({Level.PUBLIC}),
    True,
    fields(
        office="member_name member_title letterhead",
        tour="name start_date days",
        site="name city",
        stop="site",
        visit_block="stop zone",
        practice=_CARD,
        quote="stop words translation language speaker speaker_role",
        blocks="headline lead notes",
    ),
    PAGES,
)

# Read by everybody, so nothing that is for the press list alone: the itinerary's words and stops
# with their points, and the cards that best practices may hold.
WEB_FOLDER = PaperSpec(
    PaperKind.WEB_FOLDER,
    "Web folder",
    Reader.PUBLIC,
    frozenset({Level.PUBLIC}),
    True,
    fields(
        office="member_name member_title letterhead boilerplate hashtag",
        tour="name purpose start_date days",
        site=ADDRESS + " point",
        stop="site coverage press_title room",
        item="stop kind title offset_min minutes speakers coverage",
        visit_block=PUBLIC_VISIT,
        practice=_CARD,
        blocks="headline lead notes",
    ),
    (PaperFormat.WEB,),
    pins=True,
    like=PaperKind.PRESS_ITINERARY,
)

FACT_SHEET = PaperSpec(
    PaperKind.FACT_SHEET,
    "Fact sheet",
    Reader.PRESS,
    PRESS_LEVELS,
    True,
    fields(
        office=HEAD + " member_party member_district boilerplate " + PRESS_CONTACT,
        tour="name purpose start_date days",
        site=ADDRESS + " county district grades",
        stop="site coverage press_title room",
        item="stop kind title offset_min minutes speakers coverage",
        visit_block=PUBLIC_VISIT,
        blocks="headline lead facts say notes",
    ),
    PAGES,
)

RELEASE = PaperSpec(
    PaperKind.RELEASE,
    "Press release",
    Reader.PRESS,
    PRESS_LEVELS,
    True,
    fields(
        office=HEAD + " boilerplate hashtag " + PRESS_CONTACT,
        tour="name purpose",
        site="name city state",
        stop="site coverage press_title",
        visit_block=PUBLIC_VISIT,
        quote="stop words translation language speaker speaker_role",
        blocks="embargo headline lead facts next_stop notes",
    ),
    PAGES,
    per_stop=True,
)
