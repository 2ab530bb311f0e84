"""From a cut view to the paper that it was cut for."""

from tourplanner.core.papers.advisory import advisory
from tourplanner.core.papers.best_practices import best_practices
from tourplanner.core.papers.block_schedule import block_schedule
from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.day_sheet import day_sheet
from tourplanner.core.papers.driver import driver_sheet
from tourplanner.core.papers.host_sheet import host_sheet
from tourplanner.core.papers.line_by_line import line_by_line
from tourplanner.core.papers.press import press_itinerary
from tourplanner.core.papers.specs import PaperKind
from tourplanner.core.papers.thank_you import thank_you
from tourplanner.core.papers.visit_sheet import visit_sheet
from tourplanner.core.privacy import CutView

_LAYOUTS = {
    PaperKind.ADVISORY: advisory,
    PaperKind.PRESS_ITINERARY: press_itinerary,
    PaperKind.DAY_SHEET: day_sheet,
    PaperKind.DAY_SHEET_LARGE: day_sheet,
    PaperKind.BLOCK_SCHEDULE: block_schedule,
    PaperKind.HOST_SHEET: host_sheet,
    PaperKind.THANK_YOU: thank_you,
    PaperKind.LINE_BY_LINE: line_by_line,
    PaperKind.DRIVER_SHEET: driver_sheet,
    PaperKind.VISIT_SHEET: visit_sheet,
    PaperKind.BEST_PRACTICES: best_practices,
}


def lay_out(cut: CutView) -> Paper:
    """Lay out the paper that a view was cut for."""
    return _LAYOUTS[PaperKind(cut.spec.key)](cut)
