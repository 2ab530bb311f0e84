"""Every field of every record kind, declared once: type, privacy level, label, help.

The tables, the record pages, import, search and the papers all read these declarations. A fact
whose field is not declared here is kept and passed on by the log, and shown and printed nowhere.
"""

from __future__ import annotations

from tourplanner.core.case_fields import CASE_KINDS
from tourplanner.core.declaring import (
    LEVEL_WORDS,
    Field,
    FieldType,
    Level,
    RecordKind,
    choice,
    ref,
    text,
)
from tourplanner.core.desk_fields import DESK_KINDS
from tourplanner.core.paper_fields import PAPER_KINDS
from tourplanner.core.people_fields import PEOPLE_KINDS, RIDER_STATES
from tourplanner.core.program_fields import COVERAGES
from tourplanner.core.records_fields import RECORDS_KINDS
from tourplanner.core.site_fields import PHOTO_RULES, SITE_KINDS, SITE_LADDER
from tourplanner.core.tour_fields import MAX_DAYS, TOUR_KINDS, WISHES
from tourplanner.core.visit_fields import (
    CONSENT_STATES,
    CONSENT_USES,
    EVIDENCE,
    EVIDENCE_KINDS,
    LOOKED,
    NEW_MONEY,
    PERMISSIONS,
    PLACED_BY,
    PRACTICE_STATES,
    REVIEWS,
    SETTINGS,
    STRENGTHS,
    TIERS,
    VISIT_KINDS,
)

__all__ = [
    "CONSENT_STATES",
    "CONSENT_USES",
    "COVERAGES",
    "EVIDENCE",
    "EVIDENCE_KINDS",
    "LEVEL_WORDS",
    "LOOKED",
    "MAX_DAYS",
    "NEW_MONEY",
    "PERMISSIONS",
    "PHOTO_RULES",
    "PLACED_BY",
    "PRACTICE_STATES",
    "REVIEWS",
    "RIDER_STATES",
    "SETTINGS",
    "SITE_LADDER",
    "STRENGTHS",
    "TIERS",
    "WISHES",
    "Field",
    "FieldType",
    "Level",
    "RecordKind",
]

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

TODO_SORTS = ("advance", "courtesy", "reminder", "correction")

_KINDS = (
    RecordKind(
        "office",
        "Office profile",
        (
            text("member_name", P, "Member"),
            text("member_title", P, "Title", "As it stands before the name: Senator"),
            text("member_party", P, "Party"),
            text("member_district", P, "District"),
            text("letterhead", P, "Letterhead", "Up to three lines, at the top of every paper"),
            text("boilerplate", P, "About the tour"),
            text("hashtag", P, "Hashtag"),
            text("press_contact", M, "Press contact"),
            text("press_phone", M, "Press phone"),
            text("press_email", M, "Press e-mail"),
            text("home_state", I, "Home state", "Two letters, such as CA"),
            choice("paper_size", I, "Paper size", ("US Letter",)),
            text("carrier", I, "Bus company"),
            text("carrier_zone", I, "Bus company's home time", "Driver logs run in it"),
        ),
        title="member_name",
    ),
    *SITE_KINDS,
    *TOUR_KINDS,
    *VISIT_KINDS,
    *PEOPLE_KINDS,
    *PAPER_KINDS,
    RecordKind(
        "todo",
        "To-do",
        (
            ref("tour", "tour", I, "Tour"),
            text("what", I, "What"),
            choice("sort", I, "Kind", TODO_SORTS),
            Field("about", _F.OBJECT, I, "Stop or day", "Such as 1.3, or day 2"),
            text("owner", I, "Who does it"),
            Field("t_minus", _F.INTEGER, I, "Due", "Days before the tour begins, below 0 after it"),
            Field("done", _F.DATE, I, "Done"),
            text("answer", I, "Answer"),
            text("note", I, "Note"),
        ),
        title="what",
        search=("what", "owner", "answer"),
    ),
    *DESK_KINDS,
    *CASE_KINDS,
    *RECORDS_KINDS,
)

KINDS: dict[str, RecordKind] = {kind.name: kind for kind in _KINDS}

DELETED = Field("deleted", _F.BOOL, I, "Deleted", "Records are never removed")


def record_kind(name: str) -> RecordKind:
    """Give the declaration of a kind; KeyError for one that this version does not know."""
    return KINDS[name]


def declared_field(kind: str, fact: str) -> Field | None:
    """Give the field of a fact, or None where kind or fact is unknown to this version."""
    if fact == DELETED.name:
        return DELETED
    known = KINDS.get(kind)
    return known.field(fact) if known else None
