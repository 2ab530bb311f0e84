"""From a cut view to the paper that it was cut for."""

from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.driver import driver_sheet
from tourplanner.core.papers.line_by_line import line_by_line
from tourplanner.core.papers.press import press_itinerary
from tourplanner.core.papers.specs import PaperKind
from tourplanner.core.privacy import CutView

_LAYOUTS = {
    PaperKind.PRESS_ITINERARY: press_itinerary,
    PaperKind.LINE_BY_LINE: line_by_line,
    PaperKind.DRIVER_SHEET: driver_sheet,
}


def lay_out(cut: CutView) -> Paper:
    """Lay out the paper that a view was cut for."""
    return _LAYOUTS[PaperKind(cut.spec.key)](cut)
