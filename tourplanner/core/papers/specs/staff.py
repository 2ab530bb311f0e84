"""What stays with the staff and the driver."""

from tourplanner.core.fields import Level
from tourplanner.core.papers.kinds import PaperFormat, PaperKind, PaperSpec, Reader, fields
from tourplanner.core.papers.specs.names import (
    ADDRESS,
    ALL_VISIT,
    BY_STOP,
    DAY,
    DRIVE,
    HEAD,
    LUNCH,
    PAGES,
    PLACES,
    RIDERS_VISIT,
    STAFF_LEVELS,
    TABLES,
)

# The days with all that the staff know of them.
_DAYS = fields(
    place=ADDRESS + " kind phone",
    visit_block=ALL_VISIT,
    day=DAY,
    drive=DRIVE,
    lunch=LUNCH,
    node="name city zone",
)
_ITEMS = "stop kind title offset_min minutes greets lead speakers moves coverage status note"

VISIT_SHEET = PaperSpec(
    PaperKind.VISIT_SHEET,
    "Visit sheet",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    fields(
        office="member_name member_title letterhead",
        tour="name start_date days",
        site=ADDRESS + " host_name host_title",
        stop="site press_title room",
        item="stop title speakers offset_min",
        visit_block=RIDERS_VISIT,
        day="number date start_zone",
        question="order words es help first",
        look_for="stop words",
        blocks="notes",
    ),
    PAGES,
)

LINE_BY_LINE = PaperSpec(
    PaperKind.LINE_BY_LINE,
    "Line-by-line",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    {
        **_DAYS,
        **fields(
            office="member_name member_title letterhead press_contact press_phone carrier",
            tour="name start_date days party vehicle driver_name",
            coach="name driver_name",
            site=ADDRESS + " host_name host_title front_office_phone bus_bay "
            "step_free access_notes entrance_point press_door_point event_room_point elevator "
            "registers visitor_id escort press_entry",
            stop="site status coverage press_title room press_call_tod_min press_door pool_note "
            "hold_room gate_note",
            item=_ITEMS,
            booking="what sort stop language mode start_tod_min minutes provider status note",
            blocks="headline lead notes",
        ),
    },
    (*PAGES, PaperFormat.ICS),
)

DRIVER_SHEET = PaperSpec(
    PaperKind.DRIVER_SHEET,
    "Driver sheet",
    Reader.DRIVER,
    frozenset({Level.PUBLIC, Level.TRAVELERS, Level.INTERNAL}),
    False,
    {
        **_DAYS,
        **fields(
            office="member_name member_title letterhead carrier",
            tour="name start_date days party vehicle driver_name",
            coach="name length_ft seats has_lift driver_name",
            load="coach people",
            site=ADDRESS + " front_office_phone bus_bay bus_bay_point bus_fits loop restroom",
            stop="site status gate_note driver_note",
            duty="day report_at release_at driving_min duty_min last_drive_end_at loading_min "
            "deadhead_min deadhead_back_min report_before_min post_trip_min zone coach",
            limit="name source date house drive_max_min duty_max_min rest_min",
            blocks="headline lead notes",
        ),
    },
    PAGES,
)

BLOCK_SCHEDULE_STAFF = PaperSpec(
    PaperKind.BLOCK_SCHEDULE_STAFF,
    "Block schedule for staff",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    {
        **_DAYS,
        **fields(
            office=HEAD,
            tour="name start_date days",
            site="name district",
            stop="site status",
            item="stop kind title offset_min minutes status",
            place="name",
            visit_block=ALL_VISIT + " region",
            drive="day order start end start_zone end_zone depart_at arrive_at minutes",
            official="site title district party",
            duty="day report_at release_at driving_min duty_min",
            limit="house drive_max_min duty_max_min",
            blocks="headline",
        ),
    },
    TABLES,
)

CHANGE_SHEET = PaperSpec(
    PaperKind.CHANGE_SHEET,
    "Change sheet",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    fields(
        office=HEAD,
        tour="name start_date days",
        day="number start_zone",
        versions="before after as_made",
        change="order what planned new",
        blocks="notes",
    ),
    TABLES,
)

PHONE_PAGE = PaperSpec(
    PaperKind.PHONE_PAGE,
    "Phone page",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    {
        **BY_STOP,
        **fields(
            office=HEAD + " carrier press_contact press_phone",
            tour="name start_date days vehicle driver_name",
            coach="name driver_name",
            site=ADDRESS + " point host_name host_title front_office_phone bus_bay",
            stop="site status room",
            place=ADDRESS + " kind point phone",
            node="name city zone point",
            blocks="help_contact notes",
        ),
    },
    (PaperFormat.HTML, PaperFormat.PDF),
)

STAFF_CALENDAR = PaperSpec(
    "tour/staff",
    "Tour calendar",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    {
        **_DAYS,
        **fields(
            office="member_name member_title",
            tour="name",
            site=ADDRESS + " host_name host_title front_office_phone",
            stop="site status coverage press_title room hold_room gate_note",
            item=_ITEMS,
        ),
    },
    (PaperFormat.ICS,),
)

STAFF_MAP = PaperSpec(
    "map/staff",
    "Map",
    Reader.STAFF,
    STAFF_LEVELS,
    False,
    fields(
        office="member_name member_title",
        tour="name start_date days",
        site=ADDRESS + " point",
        stop="site status coverage press_title room",
        visit_block=ALL_VISIT,
        day=DAY,
        drive=DRIVE + " line",
        lunch=LUNCH,
        place=ADDRESS + " kind point",
        node="name city zone point",
    ),
    (PaperFormat.HTML, *PLACES),
    pins=True,
)
