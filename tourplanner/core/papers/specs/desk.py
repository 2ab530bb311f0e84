"""What the desk works with: whom to call, the sites, the press, promises, a briefing, a card."""

from tourplanner.core.papers.kinds import PaperFormat, PaperKind, PaperSpec, Reader, fields
from tourplanner.core.papers.specs.names import (
    ADDRESS,
    ALL_VISIT,
    BY_STOP,
    DAY,
    HEAD,
    NAMED_LEVELS,
    PAGES,
    PLACES,
    PRESS_CONTACT,
    RIDERS_VISIT,
    STAFF_LEVELS,
    TABLES,
)

CALL_LIST = PaperSpec(
    PaperKind.CALL_LIST,
    "Call list",
    Reader.NAMED,
    NAMED_LEVELS,
    False,
    fields(
        office=HEAD + " carrier " + PRESS_CONTACT,
        tour="name start_date days vehicle driver_name driver_phone",
        coach="name driver_name driver_phone",
        site=ADDRESS + " host_name host_title front_office front_office_phone host_mobile "
        "principal coordinator coordinator_phone alternate alternate_phone",
        stop="site status",
        place=ADDRESS + " kind phone",
        visit_block=RIDERS_VISIT,
        day=DAY,
        node="name city zone",
        blocks="notes",
    ),
    (*TABLES, PaperFormat.VCARD),
)

SITE_LIST = PaperSpec(
    PaperKind.SITE_LIST,
    "Sites of the tour",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    {
        **BY_STOP,
        **fields(site=ADDRESS + " county district grades point", stop="site status coverage"),
    },
    (*TABLES, *PLACES),
)

MEDIA_LIST = PaperSpec(
    PaperKind.MEDIA_LIST,
    "Media list",
    Reader.NAMED,
    NAMED_LEVELS,
    False,
    {
        **BY_STOP,
        **fields(
            site="name city county",
            stop="site coverage",
            media="outlet name market language beat phone email pitched coming came ran note",
            blocks="notes",
        ),
    },
    TABLES,
)

COVERAGE_LOG = PaperSpec(
    PaperKind.COVERAGE_LOG,
    "Coverage log",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    {
        **BY_STOP,
        **fields(clip="outlet date time_tod_min title reporter about quote_used correction link"),
    },
    TABLES,
)

FOLLOW_UP = PaperSpec(
    PaperKind.FOLLOW_UP,
    "Follow-up list",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    {
        **BY_STOP,
        **fields(
            promise="stop words whom owner due done at",
            payment="what payer fund cents date form due filed note",
            blocks="notes",
        ),
    },
    TABLES,
)

REMARKS_CARD = PaperSpec(
    PaperKind.REMARKS_CARD,
    "Remarks card",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    fields(
        office=HEAD,
        tour="name",
        site="name city host_name host_title",
        stop="site",
        item="stop title offset_min minutes speakers status",
        visit_block=RIDERS_VISIT,
        blocks="messages thanks local_fact time_limit",
    ),
    PAGES,
    per_stop=True,
)

BRIEFING = PaperSpec(
    PaperKind.BRIEFING,
    "Briefing memo",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    fields(
        office=HEAD + " press_contact press_phone",
        tour="name purpose start_date",
        site=ADDRESS + " county district grades directory host_name host_title principal "
        "coordinator step_free access_notes ramp elevator restroom parking registers visitor_id "
        "escort press_entry",
        stop="site status coverage press_title room press_call_tod_min press_door pool_note "
        "hold_room talking_points",
        item="stop kind title offset_min minutes lead speakers coverage status note",
        visit_block=ALL_VISIT,
        promise="stop words due done",
        official="site name title district party how",
        blocks="bottom_line special partners questions sensitive our_asks their_asks notes",
    ),
    PAGES,
    per_stop=True,
)
