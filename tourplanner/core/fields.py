"""Every field of every record kind, declared once: type, privacy level, label, help.

The tables, the record pages, import, search and the papers all read these declarations. A fact
whose field is not declared here is kept and passed on by the log, and shown and printed nowhere.
"""

from __future__ import annotations

from tourplanner.core.case_fields import CASE_KINDS
from tourplanner.core.declaring import LEVEL_WORDS, Field, FieldType, Level, RecordKind
from tourplanner.core.declaring import choice as _choice
from tourplanner.core.declaring import ref as _ref
from tourplanner.core.declaring import text as _text
from tourplanner.core.model.rates import RATES
from tourplanner.core.site_fields import PHOTO_RULES, SITE_KINDS, SITE_LADDER
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
    TIERS,
    VISIT_KINDS,
)

__all__ = [
    "CONSENT_STATES",
    "CONSENT_USES",
    "EVIDENCE",
    "EVIDENCE_KINDS",
    "LEVEL_WORDS",
    "LOOKED",
    "NEW_MONEY",
    "PERMISSIONS",
    "PHOTO_RULES",
    "PLACED_BY",
    "PRACTICE_STATES",
    "REVIEWS",
    "SETTINGS",
    "SITE_LADDER",
    "TIERS",
    "Field",
    "FieldType",
    "Level",
    "RecordKind",
]

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

WISHES = ("must", "may", "not")
STATUSES = ("tentative", "confirmed")
TODO_SORTS = ("advance", "courtesy", "reminder", "correction")
COVERAGES = ("open", "pooled", "photo", "closed")
PLACE_KINDS = ("town", "hotel", "yard", "meal", "other")
ITEM_KINDS = ("program", "walk", "meal", "press", "meeting", "rest", "other")
RIDER_STATES = ("invited", "coming", "waiting", "declined")
_ON_OR_OFF = '{"day": from 0} or {"stop": id}'

_KINDS = (
    RecordKind(
        "office",
        "Office profile",
        (
            _text("member_name", P, "Member"),
            _text("member_title", P, "Title", "As it stands before the name: Senator"),
            _text("member_party", P, "Party"),
            _text("member_district", P, "District"),
            _text("letterhead", P, "Letterhead", "Up to three lines, at the top of every paper"),
            _text("boilerplate", P, "About the tour"),
            _text("hashtag", P, "Hashtag"),
            _text("press_contact", M, "Press contact"),
            _text("press_phone", M, "Press phone"),
            _text("press_email", M, "Press e-mail"),
            _text("home_state", I, "Home state", "Two letters, such as CA"),
            _choice("paper_size", I, "Paper size", ("US Letter",)),
            _text("carrier", I, "Bus company"),
            _text("carrier_zone", I, "Bus company's home time", "Driver logs run in it"),
        ),
        title="member_name",
    ),
    *SITE_KINDS,
    RecordKind(
        "place",
        "Place",
        (
            _text("name", T, "Name"),
            _choice("kind", T, "Kind", PLACE_KINDS),
            _text("street", T, "Street"),
            _text("city", T, "City"),
            _text("state", T, "State"),
            _text("zip", T, "ZIP"),
            _text("county", T, "County"),
            Field("point", _F.POINT, T, "Point"),
            _text("zone", T, "Time zone"),
            _text("phone", T, "Phone"),
        ),
        title="name",
        search=("name", "city"),
        point="point",
    ),
    RecordKind(
        "tour",
        "Tour",
        (
            _text("name", P, "Name"),
            _text("purpose", P, "Purpose"),
            _text("web_address", P, "Web address", "Where its web folder stands for everybody"),
            Field("start_date", _F.DATE, P, "First day"),
            Field("days", _F.INTEGER, P, "Days"),
            _ref("start_place", "place", T, "Start"),
            _ref("end_place", "place", T, "End"),
            Field("party", _F.INTEGER, T, "Party"),
            Field("lift_users", _F.INTEGER, R, "Riders who use the lift"),
            _ref("current_variant", "variant", I, "Current plan"),
            Field(
                "vehicle",
                _F.OBJECT,
                I,
                "Coach",
                '{"name", "length_ft", "seats", "has_lift", "yard": place id or null}',
            ),
            _text("driver_name", I, "Driver"),
            _text("driver_phone", R, "Driver's cell phone"),
            Field("hotel", _F.MEMBER, T, "Hotels that may be used"),
            Field("left", _F.MEMBER, I, "When the bus left", '"left/<day>": moment of the morning'),
            Field("reached", _F.MEMBER, I, "When the bus came", '"reached/<day>": its day\'s end'),
            _text("rule_set", I, "Driver hours by"),
            Field(
                "accepted",
                _F.MEMBER,
                I,
                "Warnings that may stand",
                '"accepted/<key of the warning>": {"why", "by", "at"}',
            ),
            Field(
                "settings",
                _F.OBJECT,
                I,
                "Planning settings",
                "Only what differs from the defaults: see core.model.tour.PlanSettings",
            ),
        ),
        title="name",
        search=("name", "purpose"),
    ),
    RecordKind(
        "stop",
        "Stop",
        (
            _ref("tour", "tour", I, "Tour"),
            _ref("site", "site", P, "Site"),
            _choice("wish", I, "Wish", WISHES),
            Field("status", _F.OBJECT, I, "Status", '{"state": tentative|confirmed, "by", "at"}'),
            Field("visit_min", _F.INTEGER, I, "Visit, minutes"),
            Field("boarding_min", _F.INTEGER, I, "Boarding, minutes"),
            Field("alighting_min", _F.INTEGER, I, "Alighting, minutes"),
            Field("fixed", _F.OBJECT, I, "Pinned", '{"day": from 0, "start_tod_min"}'),
            Field("window", _F.OBJECT, I, "Start between", '{"open_tod_min", "close_tod_min"}'),
            _choice("coverage", P, "Press", COVERAGES),
            _text("press_title", P, "Title for the press"),
            _text("room", P, "Room"),
            Field("press_call_tod_min", _F.TOD_MIN, M, "Press check-in"),
            _text("press_door", M, "Press door"),
            _text("hold_room", I, "Hold room"),
            _text("talking_points", I, "Talking points"),
            _text("gate_note", I, "Gate and key"),
            _text("driver_note", I, "Note for the driver"),
            Field("arrived_at", _F.MOMENT, I, "When the bus came", "On the day itself"),
            Field("left_at", _F.MOMENT, I, "When the bus left", "On the day itself"),
            Field("rating", _F.INTEGER, I, "Our rating"),
            Field("was", _F.MEMBER, I, "Stops that became this one", '"was/<stop>": true'),
        ),
        title="press_title",
        search=("press_title", "status"),  # the status says who confirmed it
    ),
    RecordKind(
        "item",
        "Schedule item",
        (
            _ref("stop", "stop", I, "Stop"),
            _choice("kind", P, "Kind", ITEM_KINDS),
            _text("title", P, "Title"),
            Field("offset_min", _F.INTEGER, P, "Start", "Minutes after the visit starts"),
            Field("minutes", _F.INTEGER, P, "Minutes"),
            _text("lead", I, "Led by"),
            _text("speakers", P, "Speakers"),
            _choice("coverage", P, "Press", COVERAGES),
            Field(
                "status", _F.OBJECT, I, "Confirmed by", "Empty: tentative, and on no public paper"
            ),
            _text("note", I, "Note"),
        ),
        title="title",
        search=("title", "speakers"),
    ),
    RecordKind(
        "variant",
        "Plan",
        (
            _ref("tour", "tour", I, "Tour"),
            _text("name", I, "Name"),
            Field(
                "at",
                _F.MEMBER,
                I,
                "Stops",
                '"at/<stop>": {"day", "rank", "pin", "arrived_tod_min", "left_tod_min"}',
            ),
            Field(
                "day",
                _F.MEMBER,
                I,
                "Days",
                '"day/<n>": {"start", "end": place ids, "depart_tod_min", "lunch_min"}',
            ),
            Field("made", _F.OBJECT, I, "How it was made", "effort, seed, iterations, at, from"),
            Field("left_out", _F.MEMBER, I, "Left out because", '"left_out/<stop>": sentence'),
            Field(
                "own",
                _F.MEMBER,
                I,
                "Locks and agreements while it was the plan",
                '"own/<stop>": {"fixed", "status"} as of the stop; they come back with the plan',
            ),
            Field(
                "call",
                _F.MEMBER,
                I,
                "Whom to call about it",
                '"call/<whom>": {"order", "day", "who", "news", "text": ready to be sent}',
            ),
            Field("told", _F.MEMBER, I, "Who was told of it", '"told/<whom>": {"by", "at"}'),
            Field("sheet", _F.MEMBER, I, "Change sheet", '"sheet/<n>": {"what", "planned", "new"}'),
        ),
        title="name",
    ),
    RecordKind(
        "leg",
        "Leg",
        (
            _text("left", I, "From", "id of a site or place"),
            _text("right", I, "To", "id of a site or place"),
            Field(
                "typed",
                _F.OBJECT,
                I,
                "Typed minutes",
                '{"minutes": bus minutes from left to right, "by", "at"}; null takes it back',
            ),
        ),
        title="left",
    ),
    *VISIT_KINDS,
    RecordKind(
        "person",
        "Person",
        (
            _text("name", R, "Name"),
            _text("role", I, "Role"),
            _text("organization", I, "Organization"),
            _text("mobile", R, "Cell phone"),
            _text("email", R, "E-mail"),
            _text("needs", R, "Access, diet and language needs"),
        ),
        title="name",
        search=("name", "role", "organization"),
    ),
    RecordKind(
        "rider",
        "Rider or guest",
        (
            _ref("tour", "tour", I, "Tour"),
            _text("name", T, "Name"),
            _text("organization", T, "Organization"),
            _text("role", T, "Role"),
            _choice("status", I, "Status", RIDER_STATES, "Empty: coming"),
            Field("reply_by", _F.DATE, I, "Reply by", "The cut-off for this guest"),
            Field("joins", _F.OBJECT, T, "Joins", f"{_ON_OR_OFF}; none: at the start"),
            Field("leaves", _F.OBJECT, T, "Leaves", f"{_ON_OR_OFF}; none: at the end"),
            _text("seat", R, "Seat"),
            _text("access", R, "Access needs"),
            _text("diet", R, "Diet"),
            _text("phone", R, "Cell phone"),
            _text("emergency", R, "Emergency contact"),
            Field("waiver", _F.BOOL, R, "Waiver signed"),
            _text("room_type", R, "Room type"),
            _text("room", R, "Room number"),
            _text("shares", R, "Shares with"),
            _text("payment", R, "Who pays"),
            _text("note", I, "Note"),
        ),
        title="name",
        search=("name", "organization"),
    ),
    RecordKind(
        "media",
        "Media contact",
        (
            _text("outlet", I, "Outlet"),
            _text("name", I, "Contact"),
            _text("market", I, "Market", "Cities or counties, or: statewide"),
            _text("language", I, "Language"),
            _text("beat", I, "Beat"),
            _text("phone", R, "Phone"),
            _text("email", R, "E-mail"),
            _text("note", I, "Note"),
            Field("pitched", _F.MEMBER, I, "Pitched", '"pitched/<stop>": true'),
            Field("coming", _F.MEMBER, I, "RSVP", '"coming/<stop>": true'),
            Field("came", _F.MEMBER, I, "Came", '"came/<stop>": true'),
            Field("ran", _F.MEMBER, I, "Ran", '"ran/<stop>": true'),
        ),
        title="outlet",
        search=("outlet", "name", "market", "beat"),
    ),
    RecordKind(
        "clip",
        "Coverage",
        (
            _ref("tour", "tour", I, "Tour"),
            _text("outlet", I, "Outlet"),
            Field("date", _F.DATE, I, "Date"),
            Field("time_tod_min", _F.TOD_MIN, I, "Time"),
            _text("title", I, "Headline"),
            _text("reporter", I, "Reporter"),
            Field("about", _F.MEMBER, I, "Stops", '"about/<stop>": true'),
            _text("quote_used", I, "Quote used"),
            _text("correction", I, "Correction asked"),
            _text("link", I, "Link"),
        ),
        title="title",
        search=("outlet", "title", "reporter"),
    ),
    RecordKind(
        "roster_member",
        "Member of a roster",
        (
            _text("name", P, "Name"),
            _choice("chamber", P, "Chamber", ("upper", "lower", "congress", "local", "tribal")),
            _text("district", P, "District", "Without leading zeros"),
            _text("party", P, "Party"),
            _text("phone", I, "Office phone"),
            _text("body", P, "Body", "Of a local or tribal government"),
            _text("state", P, "State", "Two letters"),
            Field("as_of", _F.DATE, P, "As of"),
            Field("roster", _F.DATE, P, "Roster of", "The newest day of the list it came with"),
        ),
        title="name",
        search=("name", "body"),
    ),
    RecordKind(
        "paper",
        "Issued paper",
        (
            _ref("tour", "tour", I, "Tour"),
            _text("paper_kind", I, "Paper"),
            Field("version", _F.INTEGER, I, "Version"),
            Field("at", _F.MOMENT, I, "Made"),
            _text("by", I, "Made by"),
            Field("files", _F.OBJECT, I, "Files", "file name: sha256"),
            Field(
                "holds",
                _F.MEMBER,
                I,
                "Quotes and photos in it",
                '"holds/<id>": true, to call it back',
            ),
            _ref("stop", "stop", I, "Stop"),
            Field("said", _F.OBJECT, I, "What it said", "thing: {label: words}, to tell changes"),
        ),
        title="paper_kind",
        goes_out=True,
    ),
    RecordKind(
        "sent",
        "Sent paper",
        (
            _ref("paper", "paper", I, "Issued paper"),
            _text("to", R, "Sent to"),
            Field("at", _F.MOMENT, I, "Sent"),
            _text("by", I, "Sent by"),
        ),
        title="to",
        goes_out=True,
    ),
    RecordKind(
        "blocks",
        "Free blocks of a paper",
        (
            _ref("tour", "tour", I, "Tour"),
            _text("paper_kind", I, "Paper"),
            _ref("stop", "stop", I, "Stop"),
            _text("embargo", M, "Embargo", "Not to be published before it is over"),
            Field("headline", _F.TEXT, P, "Headline"),
            Field("lead", _F.LONG_TEXT, P, "Lead"),
            _text("facts", P, "Facts", "One a line, with where each comes from"),
            _text("say", P, "Say it like", "One a line, such as Dorsa: DOR-suh"),
            _text("next_stop", P, "Next stop"),
            _text("who", P, "Who", "Empty: the member and the speakers who agreed"),
            _text("what", P, "What", "Empty: the stop's title for the press"),
            _text("why", P, "Why", "Empty: the purpose of the tour"),
            _text("visuals", P, "Visuals", "What pictures and sound there will be"),
            _text("access", P, "Language and access", "Interpreters, step-free way, aids"),
            _text("rsvp", M, "RSVP", "By when, and to whom"),
            _text("parking", M, "Parking", "Cars and live trucks"),
            _text("weather", T, "Weather"),
            _text("dress", T, "Dress"),
            _text("help_contact", T, "Who to call"),
            _text("asks", I, "What we ask of you", "One line each; empty: the usual"),
            _text("reply_to", I, "Reply to", "Name, phone or e-mail, and by when"),
            _text("saw", I, "What we saw"),
            _text("promise", I, "What we promised"),
            _text("next_step", I, "Next step"),
            _text("messages", I, "Messages", "Three at most, one a line"),
            _text("thanks", I, "Whom to thank", "In order, one a line; empty: host and speakers"),
            _text("local_fact", I, "One local fact"),
            _text("time_limit", I, "Time limit"),
            _text("bottom_line", I, "Bottom line"),
            _text("special", I, "What is special here"),
            _text("partners", I, "Partners", "One a line"),
            _text("questions", I, "Likely questions", "One a line"),
            _text("sensitive", I, "Sensitive topics", "One a line; what is not ours to tell"),
            _text("our_asks", I, "Our asks", "One a line"),
            _text("their_asks", I, "Their asks", "One a line"),
            Field("notes", _F.LONG_TEXT, P, "Notes"),
        ),
        title="paper_kind",
    ),
    RecordKind(
        "todo",
        "To-do",
        (
            _ref("tour", "tour", I, "Tour"),
            _text("what", I, "What"),
            _choice("sort", I, "Kind", TODO_SORTS),
            Field("about", _F.OBJECT, I, "Stop or day", '{"stop": id} or {"day": from 0}'),
            _text("owner", I, "Who does it"),
            Field("t_minus", _F.INTEGER, I, "Due", "Days before the tour begins, below 0 after it"),
            Field("done", _F.DATE, I, "Done"),
            _text("answer", I, "Answer"),
            _text("note", I, "Note"),
        ),
        title="what",
        search=("what", "owner", "answer"),
    ),
    RecordKind(
        "rate",
        "Rate",
        (
            _choice("what", I, "For", RATES),
            Field("cents", _F.INTEGER, I, "Dollars", "What one of it costs"),
            _text("source", I, "Source", "An offer, a contract, a rule: without it nothing counts"),
            Field("since", _F.DATE, I, "From", "The first day on which it holds"),
            _text("note", I, "Note"),
        ),
        title="what",
    ),
    *CASE_KINDS,
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
