"""From a cut view to the paper that it was cut for."""

from tourplanner.core.papers.advisory import advisory
from tourplanner.core.papers.best_practices import best_practices
from tourplanner.core.papers.block_schedule import block_schedule
from tourplanner.core.papers.block_schedule_staff import block_schedule_staff
from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.change_sheet import change_sheet
from tourplanner.core.papers.day_sheet import day_sheet
from tourplanner.core.papers.desk.briefing import briefing
from tourplanner.core.papers.desk.contacts import call_list
from tourplanner.core.papers.desk.follow_up import follow_up
from tourplanner.core.papers.desk.media import coverage_log, media_list
from tourplanner.core.papers.desk.remarks import remarks_card
from tourplanner.core.papers.desk.site_list import site_list
from tourplanner.core.papers.driver import driver_sheet
from tourplanner.core.papers.fact_sheet import fact_sheet
from tourplanner.core.papers.host_sheet import host_sheet
from tourplanner.core.papers.line_by_line import line_by_line
from tourplanner.core.papers.people.badges import badges, sign_in
from tourplanner.core.papers.people.consent_form import consent_form
from tourplanner.core.papers.people.guests import guest_list
from tourplanner.core.papers.people.manifest import manifest
from tourplanner.core.papers.people.rooming import rooming
from tourplanner.core.papers.people.visitors import visitor_list
from tourplanner.core.papers.phone_page import phone_page
from tourplanner.core.papers.press import press_itinerary
from tourplanner.core.papers.release import release
from tourplanner.core.papers.specs import PaperKind
from tourplanner.core.papers.thank_you import thank_you
from tourplanner.core.papers.visit_sheet import visit_sheet
from tourplanner.core.privacy import CutView

_LAYOUTS = {
    PaperKind.ADVISORY: advisory,
    PaperKind.PRESS_ITINERARY: press_itinerary,
    PaperKind.DAY_SHEET: day_sheet,
    PaperKind.BLOCK_SCHEDULE: block_schedule,
    PaperKind.BLOCK_SCHEDULE_STAFF: block_schedule_staff,
    PaperKind.HOST_SHEET: host_sheet,
    PaperKind.THANK_YOU: thank_you,
    PaperKind.LINE_BY_LINE: line_by_line,
    PaperKind.DRIVER_SHEET: driver_sheet,
    PaperKind.VISIT_SHEET: visit_sheet,
    PaperKind.CHANGE_SHEET: change_sheet,
    PaperKind.PHONE_PAGE: phone_page,
    PaperKind.BEST_PRACTICES: best_practices,
    PaperKind.FACT_SHEET: fact_sheet,
    PaperKind.RELEASE: release,
    PaperKind.MANIFEST: manifest,
    PaperKind.MANIFEST_RIDERS: manifest,
    PaperKind.ROOMING: rooming,
    PaperKind.ROOMING_RIDERS: rooming,
    PaperKind.BADGES: badges,
    PaperKind.SIGN_IN: sign_in,
    PaperKind.GUEST_LIST: guest_list,
    PaperKind.VISITOR_LIST: visitor_list,
    PaperKind.CONSENT_FORM: consent_form,
    PaperKind.BRIEFING: briefing,
    PaperKind.REMARKS_CARD: remarks_card,
    PaperKind.CALL_LIST: call_list,
    PaperKind.SITE_LIST: site_list,
    PaperKind.MEDIA_LIST: media_list,
    PaperKind.COVERAGE_LOG: coverage_log,
    PaperKind.FOLLOW_UP: follow_up,
}


def lay_out(cut: CutView) -> Paper:
    """Lay out the paper that a view was cut for."""
    return _LAYOUTS[PaperKind(cut.spec.form)](cut)
