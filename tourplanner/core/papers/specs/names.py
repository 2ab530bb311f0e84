"""Names of fields that several papers print, and what levels and formats go together."""

from tourplanner.core.fields import Level
from tourplanner.core.papers.kinds import PaperFormat, fields

PAGES = (
    PaperFormat.PDF,
    PaperFormat.DOCX,
    PaperFormat.HTML,
    PaperFormat.TEXT,
    PaperFormat.MARKDOWN,
)
TABLES = (*PAGES, PaperFormat.XLSX, PaperFormat.CSV)
PLACES = (PaperFormat.GPX, PaperFormat.KML, PaperFormat.GEOJSON)
PRESS_LEVELS = frozenset({Level.PUBLIC, Level.MEDIA})
RIDERS_LEVELS = frozenset({Level.PUBLIC, Level.TRAVELERS})
STAFF_LEVELS = frozenset({Level.PUBLIC, Level.MEDIA, Level.TRAVELERS, Level.INTERNAL})
NAMED_LEVELS = STAFF_LEVELS | {Level.RESTRICTED}
HEAD = "member_name member_title letterhead"
ADDRESS = "name street city state zip"
PUBLIC_VISIT = "stop site date start_at end_at zone"
ALL_VISIT = (
    PUBLIC_VISIT + " day order arrive_at ready_at board_at depart_at slack_min buffer_min late_min"
)
DRIVE = (
    "day order start end start_zone end_zone depart_at arrive_at minutes meters grade source "
    "typed_by departures check at_peak"
)
RIDERS_DAY = (
    "number date start end call_at depart_at arrive_at start_zone end_zone drive_min meters"
)
DAY = RIDERS_DAY + " load_min"
LUNCH = "day start_at end_at place stop zone"
RIDERS_VISIT = PUBLIC_VISIT + " day order depart_at"
PRESS_CONTACT = "press_contact press_phone press_email"
# What a list by stop needs for its head and for the numbers of the stops.
BY_STOP = fields(
    office=HEAD,
    tour="name start_date days",
    site="name city",
    stop="site",
    visit_block=RIDERS_VISIT,
    day=DAY,
)
