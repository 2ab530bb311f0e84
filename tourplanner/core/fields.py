"""Every field of every record kind, declared once: type, privacy level, label, help.

The tables, the record pages, import, search and the papers all read these declarations. A fact
whose field is not declared here is kept and passed on by the log, and shown and printed nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """Who may see a field at most. Not a ladder: a paper must also name the field to print it."""

    PUBLIC = "P"
    MEDIA = "M"
    TRAVELERS = "T"
    INTERNAL = "I"
    RESTRICTED = "R"


#: Each level in words, as the window and the terminal say it.
LEVEL_WORDS: Mapping[str, str] = {
    Level.PUBLIC: "Public",
    Level.MEDIA: "Press list",
    Level.TRAVELERS: "On the bus",
    Level.INTERNAL: "Staff",
    Level.RESTRICTED: "Named people only",
}


class FieldType(StrEnum):
    """What a fact's value looks like in JSON."""

    TEXT = "text"  # str
    LONG_TEXT = "long_text"  # a Loro document; the table holds its plain text
    INTEGER = "integer"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"  # "2013-10-14"
    MOMENT = "moment"  # aware ISO 8601, "2013-10-14T09:30:00-07:00"
    TOD_MIN = "tod_min"  # minutes since midnight by the clock of the place
    POINT = "point"  # {"lat", "lon", "precision", "source"}
    REF = "ref"  # the id of another record
    CHOICE = "choice"  # one of Field.choices
    OBJECT = "object"  # things that only make sense together: a JSON object, or null
    MEMBER = "member"  # one fact per member: "tag/<code>": true


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field."""

    name: str
    type: FieldType
    level: Level
    label: str
    help: str = ""
    choices: tuple[str, ...] = ()
    ref: str = ""


@dataclass(frozen=True)
class RecordKind:
    """One kind of record: its fields, which of them people search, and which one names it.

    ``goes_out``: it records what left the program, such as an issued paper, so it is no step of
    undo: a number that went out stays used.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    title: str
    search: tuple[str, ...] = ()
    point: str = ""
    goes_out: bool = False

    def field(self, name: str) -> Field | None:
        """Give the field called ``name``; for a member fact ``tag/x`` that is ``tag``."""
        base, slash, _ = name.partition("/")
        declared = self._by_name.get(base)
        if declared is None or bool(slash) != (declared.type is FieldType.MEMBER):
            return None
        return declared

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {declared.name: declared for declared in self.fields}


P, M, T, I, R = Level  # noqa: E741
_F = FieldType


def _text(name: str, level: Level, label: str, help_: str = "") -> Field:
    return Field(name, _F.TEXT, level, label, help_)


def _choice(name: str, level: Level, label: str, choices: Iterable[str], help_: str = "") -> Field:
    return Field(name, _F.CHOICE, level, label, help_, choices=tuple(choices))


def _ref(name: str, kind: str, level: Level, label: str) -> Field:
    return Field(name, _F.REF, level, label, ref=kind)


SITE_LADDER = ("idea", "asked", "yes", "visited", "dropped")
WISHES = ("must", "may", "not")
STATUSES = ("tentative", "confirmed")
COVERAGES = ("open", "pooled", "photo", "closed")
PLACE_KINDS = ("town", "hotel", "yard", "meal", "other")
CONSENT_STATES = ("draft", "approved", "withdrawn")
CONSENT_USES = ("report", "press", "web", "photo", "name")
EVIDENCE = ("seen", "told", "document")
LOOKED = ("seen", "absent")
PRACTICE_STATES = ("draft", "checked", "approved", "published", "retired")
PERMISSIONS = ("none", "internal", "unnamed", "named")
TIERS = ("T1", "T2", "T3", "T4", "U")
EVIDENCE_KINDS = ("testimony", "count", "before_after", "comparison", "study")
SETTINGS = ("urban", "suburban", "town", "rural")
NEW_MONEY = ("none", "some")
PHOTO_RULES = ("ok", "ask", "none")
PLACED_BY = ("time", "place", "hand")
REVIEWS = ("draft", "reviewed")
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
    RecordKind(
        "site",
        "Site",
        (
            _text("name", P, "Name"),
            _text("street", P, "Street"),
            _text("city", P, "City"),
            _text("state", P, "State"),
            _text("zip", P, "ZIP"),
            _text("county", P, "County"),
            _text("district", P, "School district"),
            _text("grades", P, "Grades"),
            Field(
                "directory",
                _F.OBJECT,
                P,
                "Directory entry",
                '{"source": "cde", "key": "19648816021687", "edition": "2018-06"}',
            ),
            Field("seen", _F.OBJECT, P, "Seen in the directory", "name, city, point, edition"),
            Field("point", _F.POINT, P, "Point"),
            Field("geocoder_point", _F.POINT, P, "Geocoder's point", "Kept beside the point"),
            Field("gate_point", _F.POINT, P, "Main gate"),
            Field("bus_bay_point", _F.POINT, T, "Bus bay"),
            Field("entrance_point", _F.POINT, P, "Accessible entrance"),
            Field("press_door_point", _F.POINT, M, "Press door"),
            Field("event_room_point", _F.POINT, I, "Event room"),
            _text("zone", P, "Time zone"),
            _choice("ladder", I, "How far along", SITE_LADDER),
            _text("dropped_why", I, "Dropped because"),
            Field("score", _F.INTEGER, I, "Worth", "0 to 100"),
            Field("bells", _F.OBJECT, I, "Bells", '{"start_tod_min", "end_tod_min"}'),
            Field("lunch", _F.OBJECT, I, "Lunch rush", '{"start_tod_min", "end_tod_min"}'),
            _text("front_office_phone", I, "Front office phone"),
            _text("host_name", P, "Host"),
            _text("host_title", P, "Host's title"),
            _text("host_mobile", R, "Host's cell phone"),
            _text("access_notes", I, "Access"),
            _text("bus_bay", I, "Where the bus stands"),
            Field("bus_fits", _F.BOOL, I, "A 45-ft coach fits"),
            _choice("photo_rule", M, "Photos", PHOTO_RULES),
            _text("photo_words", M, "Photo rule", "Such as: no photography; ask the village"),
            Field("remarks", _F.LONG_TEXT, I, "Remarks"),
            Field("tag", _F.MEMBER, I, "Tags"),
        ),
        title="name",
        search=("name", "city", "district", "county", "street", "zip", "host_name", "host_title"),
        point="point",
    ),
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
            Field("offset_min", _F.INTEGER, P, "Minutes after the visit starts"),
            Field("minutes", _F.INTEGER, P, "Minutes"),
            _text("lead", I, "Led by"),
            _text("speakers", P, "Speakers"),
            _choice("coverage", P, "Press", COVERAGES),
            Field("status", _F.OBJECT, I, "Status", '{"state": tentative|confirmed, "by", "at"}'),
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
    RecordKind(
        "visit",
        "Visit",
        (
            _ref("stop", "stop", I, "Stop"),
            _ref("site", "site", I, "Site"),
            Field("date", _F.DATE, I, "Date"),
            _text("note_taker", I, "Note-taker"),
            Field("rating", _F.INTEGER, I, "Our rating"),
        ),
        title="date",
    ),
    RecordKind(
        "note",
        "Note",
        (
            _ref("tour", "tour", I, "Tour"),
            _ref("stop", "stop", I, "Stop"),
            _text("author", I, "Author"),
            Field("at", _F.MOMENT, I, "Written"),
            Field("body", _F.LONG_TEXT, I, "Note"),
            _choice("evidence", I, "Evidence", EVIDENCE),
            _choice("review", I, "Review", REVIEWS),
            Field("reviewed", _F.OBJECT, I, "Reviewed", '{"by", "at"}'),
            Field("tag", _F.MEMBER, I, "Tags", '"tag/<code>": true, codes of the framework packs'),
        ),
        title="body",
        search=("body",),
    ),
    RecordKind(
        "answer",
        "Answer",
        (
            _ref("tour", "tour", I, "Tour"),
            _ref("stop", "stop", I, "Stop"),
            _text("question", I, "Question", "Its code in the pack of questions"),
            _text("author", I, "Author"),
            Field("at", _F.MOMENT, I, "Written"),
            Field("body", _F.LONG_TEXT, I, "Answer"),
        ),
        title="body",
        search=("body",),
    ),
    RecordKind(
        "look_for",
        "Look-for",
        (
            _ref("stop", "stop", I, "Stop"),
            _text("code", I, "Code", "In the pack of look-fors; empty = this site's own"),
            _text("words", I, "What to look for"),
            _choice("state", I, "Looked", LOOKED),
            _text("by", I, "Looked by"),
        ),
        title="words",
    ),
    RecordKind(
        "promise",
        "Promise",
        (
            _ref("tour", "tour", I, "Tour"),
            _ref("stop", "stop", I, "Stop"),
            _ref("note", "note", I, "Made in the note"),
            Field("words", _F.LONG_TEXT, I, "What we promised"),
            _text("whom", I, "To whom"),
            _text("owner", I, "Who does it"),
            Field("due", _F.DATE, I, "Due"),
            Field("done", _F.DATE, I, "Done"),
            Field("at", _F.MOMENT, I, "Written"),
        ),
        title="words",
        search=("words", "whom", "owner"),
    ),
    RecordKind(
        "quote",
        "Quote",
        (
            _ref("stop", "stop", I, "Stop"),
            _ref("note", "note", I, "Heard in the note"),
            Field("at", _F.MOMENT, I, "Heard at"),
            Field("words", _F.LONG_TEXT, I, "Exact words"),
            _text("clean", I, "Clean version", "Stands beside the exact words, never for them"),
            _text("translation", I, "In English"),
            _text("translated_by", I, "Translated by"),
            _text("speaker", R, "Speaker"),
            _text("speaker_role", I, "Role"),
            _text("language", I, "Language"),
            Field("minor", _F.BOOL, R, "A minor, or age unknown", "Unknown age counts as a minor"),
            _text("heard_by", I, "Heard by"),
            Field("checked", _F.DATE, I, "Checked with the speaker"),
            _choice("state", I, "State", CONSENT_STATES),
            Field(
                "consent",
                _F.OBJECT,
                I,
                "Consent",
                '{"uses": what was agreed to, "refused": what was not, "by", "date", "language", '
                '"until"}',
            ),
            Field("withdrawn", _F.OBJECT, I, "Consent withdrawn", '{"date", "by"}'),
            _choice("review", I, "Review", REVIEWS),
            Field("reviewed", _F.OBJECT, I, "Reviewed", '{"by", "at"}'),
            Field("tag", _F.MEMBER, I, "Tags", '"tag/<code>": true, codes of the framework packs'),
        ),
        title="words",
        search=("words", "speaker", "speaker_role"),
    ),
    RecordKind(
        "photo",
        "Photo",
        (
            _ref("tour", "tour", I, "Tour"),
            _ref("stop", "stop", I, "Stop"),
            _ref("note", "note", I, "Belongs to the note"),
            Field(
                "file",
                _F.OBJECT,
                I,
                "File",
                '{"media": sha256 of the original, "bytes", "name", "form", "wide", "high"}',
            ),
            Field("shot", _F.TEXT, I, "Time by the camera", "2013-10-14T09:33:00, as it stands"),
            Field("at", _F.MOMENT, I, "Taken", "By the clock of the school"),
            _ref("camera", "camera", I, "Camera"),
            Field("point", _F.POINT, R, "Where it was taken", "The camera's own point"),
            _choice("placed_by", I, "At this stop by", PLACED_BY),
            _text("caption", I, "Caption"),
            _text("credit", I, "Credit"),
            _text("alt", I, "Alt text", "What is to be seen, for people who do not see it"),
            Field("no_child", _F.OBJECT, I, "No identifiable child", '{"by", "at"}: who looked'),
            _choice("state", I, "State", CONSENT_STATES),
            Field(
                "consent",
                _F.OBJECT,
                I,
                "Consent",
                '{"uses": what was agreed to, "refused": what was not, "by", "date", "language", '
                '"until"}',
            ),
            Field("withdrawn", _F.OBJECT, I, "Consent withdrawn", '{"date", "by"}'),
            _ref("quote", "quote", I, "Shows the speaker of"),
        ),
        title="caption",
        search=("caption", "credit", "alt"),
    ),
    RecordKind(
        "camera",
        "Camera",
        (
            _text("name", I, "Name"),
            Field("ahead_s", _F.INTEGER, I, "Its clock is ahead, seconds", "Negative: behind"),
        ),
        title="name",
    ),
    RecordKind(
        "memo",
        "Sound memo",
        (
            _ref("tour", "tour", I, "Tour"),
            _ref("stop", "stop", I, "Stop"),
            _ref("note", "note", I, "Belongs to the note"),
            Field("file", _F.OBJECT, I, "File", '{"media": sha256, "bytes", "name"}'),
            Field("at", _F.MOMENT, I, "Attached"),
            _text("author", I, "Attached by"),
            _text("words", I, "What it is"),
            Field("mark", _F.MEMBER, I, "Marks", '"mark/<seconds>": {"words", "tag"}'),
        ),
        title="words",
        search=("words",),
    ),
    RecordKind(
        "comment",
        "Comment",
        (
            _ref("stop", "stop", I, "Stop"),
            _text("about", I, "About", "id of a note or quote"),
            _text("words", I, "Comment"),
            _text("author", I, "Author"),
            Field("at", _F.MOMENT, I, "Written"),
            Field("done", _F.OBJECT, I, "Done", '{"by", "at"}'),
        ),
        title="words",
        search=("words",),
    ),
    RecordKind(
        "reason",
        "Reason for a late change",
        (
            _ref("stop", "stop", I, "Stop"),
            _text("about", I, "About", "id of a note, quote or answer"),
            _text("words", I, "Reason"),
            _text("author", I, "Author"),
            Field("at", _F.MOMENT, I, "Given"),
        ),
        title="words",
    ),
    RecordKind(
        "form",
        "Own form",
        (
            _text("name", I, "Name"),
            Field("sheets", _F.OBJECT, I, "XLSForm", "sheet: rows of cells, as they came"),
            Field("at", _F.MOMENT, I, "Read"),
        ),
        title="name",
    ),
    RecordKind(
        "practice",
        "Practice",
        (
            _ref("site", "site", I, "Site"),
            _text("title", I, "Title", "Begins with a verb"),
            _text("one_line", I, "In one line"),
            Field("problem", _F.LONG_TEXT, I, "Problem"),
            Field("story", _F.LONG_TEXT, I, "What they do", "Steps in order, with weeks"),
            _text("who", I, "Who benefits", "Grades, families, how many"),
            _choice("setting", I, "Setting", SETTINGS),
            _text("since", I, "Since"),
            _text("partners", I, "Partners", "Who, and what each gives"),
            _choice("new_money", I, "New money", NEW_MONEY),
            _text("redirected", I, "What was redirected", "What it was, whose, what it does now"),
            _text("cost", I, "What it cost"),
            _text("funding", I, "Paid from", "Source, and when it ends"),
            _text("staffing", I, "Staff", "Roles, hours, languages"),
            _text("time_to_start", I, "Time to start"),
            Field("result", _F.LONG_TEXT, I, "Result"),
            _choice("evidence_kind", I, "Evidence", EVIDENCE_KINDS),
            Field("tier", _F.OBJECT, I, "Evidence tier", '{"tier": T1 to T4 or U, "by", "date"}'),
            Field("conditions", _F.LONG_TEXT, I, "Works when"),
            Field("cautions", _F.LONG_TEXT, I, "Cautions"),
            Field("travel", _F.LONG_TEXT, I, "Could it travel?"),
            _text("contact", I, "Contact", "Role, work phone or e-mail"),
            Field(
                "permission",
                _F.OBJECT,
                I,
                "Permission",
                '{"scope": none, internal, unnamed or named, "by", "date", "until"}',
            ),
            _choice("state", I, "State", PRACTICE_STATES),
            Field("tag", _F.MEMBER, I, "Tags", '"tag/<code>": true, codes of the framework packs'),
            Field("source", _F.MEMBER, I, "Made from", '"source/<id>": "note" or "quote"'),
        ),
        title="title",
        search=("title", "one_line", "problem", "story", "redirected", "partners", "result"),
    ),
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
