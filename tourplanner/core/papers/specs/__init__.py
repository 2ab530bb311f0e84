"""Which papers there are, who reads them, and which fields each may print."""

from collections.abc import Mapping

from tourplanner.core.papers.kinds import (
    READER_LEVELS,
    Audience,
    PaperFormat,
    PaperKind,
    PaperSpec,
    Reader,
)
from tourplanner.core.papers.specs.bus import (
    BADGES,
    BLOCK_SCHEDULE,
    DAY_SHEET,
    DAY_SHEET_ES,
    DAY_SHEET_LARGE,
    MANIFEST_RIDERS,
    ROOMING_RIDERS,
    SIGN_IN,
)
from tourplanner.core.papers.specs.desk import (
    BRIEFING,
    CALL_LIST,
    COVERAGE_LOG,
    FOLLOW_UP,
    MEDIA_LIST,
    REMARKS_CARD,
    SITE_LIST,
)
from tourplanner.core.papers.specs.hosts import (
    CONSENT_FORM,
    HOST_SHEET,
    THANK_YOU,
    VISITOR_LIST,
)
from tourplanner.core.papers.specs.named import GUEST_LIST, MANIFEST, ROOMING
from tourplanner.core.papers.specs.press import (
    ADVISORY,
    ADVISORY_ES,
    BEST_PRACTICES,
    FACT_SHEET,
    PRESS_CALENDAR,
    PRESS_ITINERARY,
    PRESS_MAP,
    RELEASE,
    WEB_FOLDER,
)
from tourplanner.core.papers.specs.staff import (
    BLOCK_SCHEDULE_STAFF,
    CHANGE_SHEET,
    DRIVER_SHEET,
    LINE_BY_LINE,
    PHONE_PAGE,
    STAFF_CALENDAR,
    STAFF_MAP,
    VISIT_SHEET,
)

SPECS: Mapping[str, PaperSpec] = {
    spec.key: spec
    for spec in (
        ADVISORY,
        ADVISORY_ES,
        PRESS_ITINERARY,
        PRESS_CALENDAR,
        PRESS_MAP,
        FACT_SHEET,
        RELEASE,
        BEST_PRACTICES,
        WEB_FOLDER,
        DAY_SHEET,
        DAY_SHEET_LARGE,
        DAY_SHEET_ES,
        BLOCK_SCHEDULE,
        MANIFEST_RIDERS,
        ROOMING_RIDERS,
        BADGES,
        SIGN_IN,
        HOST_SHEET,
        VISITOR_LIST,
        CONSENT_FORM,
        THANK_YOU,
        BRIEFING,
        REMARKS_CARD,
        VISIT_SHEET,
        LINE_BY_LINE,
        BLOCK_SCHEDULE_STAFF,
        DRIVER_SHEET,
        PHONE_PAGE,
        CHANGE_SHEET,
        MANIFEST,
        ROOMING,
        GUEST_LIST,
        CALL_LIST,
        SITE_LIST,
        MEDIA_LIST,
        COVERAGE_LOG,
        FOLLOW_UP,
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


__all__ = [
    "ADVISORY",
    "ADVISORY_ES",
    "BADGES",
    "BEST_PRACTICES",
    "BLOCK_SCHEDULE",
    "BLOCK_SCHEDULE_STAFF",
    "BRIEFING",
    "CALL_LIST",
    "CHANGE_SHEET",
    "CONSENT_FORM",
    "COVERAGE_LOG",
    "DAY_SHEET",
    "DAY_SHEET_ES",
    "DAY_SHEET_LARGE",
    "DRIVER_SHEET",
    "FACT_SHEET",
    "FOLLOW_UP",
    "GUEST_LIST",
    "HOST_SHEET",
    "LINE_BY_LINE",
    "MANIFEST",
    "MANIFEST_RIDERS",
    "MEDIA_LIST",
    "PHONE_PAGE",
    "PRESS_CALENDAR",
    "PRESS_ITINERARY",
    "PRESS_MAP",
    "READER_LEVELS",
    "RELEASE",
    "REMARKS_CARD",
    "ROOMING",
    "ROOMING_RIDERS",
    "SIGN_IN",
    "SITE_LIST",
    "SPECS",
    "STAFF_CALENDAR",
    "STAFF_MAP",
    "THANK_YOU",
    "VISITOR_LIST",
    "VISIT_SHEET",
    "WEB_FOLDER",
    "Audience",
    "PaperFormat",
    "PaperKind",
    "PaperSpec",
    "Reader",
    "spec_of",
]
