"""The fields of people of a tour: riders and guests, the media and what they ran, members."""

from __future__ import annotations

from tourplanner.core.declaring import Field, FieldType, Level, RecordKind, choice, ref, text

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

RIDER_STATES = ("invited", "coming", "waiting", "declined")
_ON_OR_OFF = "A day, such as day 2, or a stop, such as 1.3"  # {"day": from 0} or {"stop": id}
_STOPS = "Stops, such as 1.1, 2.3"  # "about/<stop>": true

PEOPLE_KINDS = (
    RecordKind(
        "person",
        "Person",
        (
            text("name", R, "Name"),
            text("role", I, "Role"),
            text("organization", I, "Organization"),
            text("mobile", R, "Cell phone"),
            text("email", R, "E-mail"),
            text("needs", R, "Access, diet and language needs"),
        ),
        title="name",
        search=("name", "role", "organization"),
    ),
    RecordKind(
        "rider",
        "Rider or guest",
        (
            ref("tour", "tour", I, "Tour"),
            text("name", T, "Name"),
            text("organization", T, "Organization"),
            text("role", T, "Role"),
            choice("status", I, "Status", RIDER_STATES, "Empty: coming"),
            Field("reply_by", _F.DATE, I, "Reply by", "The cut-off for this guest"),
            Field("joins", _F.OBJECT, T, "Joins", f"{_ON_OR_OFF}; empty: at the start"),
            Field("leaves", _F.OBJECT, T, "Leaves", f"{_ON_OR_OFF}; empty: at the end"),
            # The tour's own coach goes by the tour's id.
            Field("coach", _F.REF, T, "Coach", "Its name or its number; empty: any", ref="coach"),
            text("seat", R, "Seat"),
            text("access", R, "Access needs"),
            text("diet", R, "Diet"),
            text("phone", R, "Cell phone"),
            text("email", R, "E-mail"),
            text("emergency", R, "Emergency contact"),
            Field("waiver", _F.BOOL, R, "Waiver signed"),
            text("room_type", R, "Room type"),
            text("room", R, "Room number"),
            text("shares", R, "Shares with"),
            text("payment", R, "Who pays"),
            text("note", I, "Note"),
        ),
        title="name",
        search=("name", "organization"),
    ),
    RecordKind(
        "media",
        "Media contact",
        (
            text("outlet", I, "Outlet"),
            text("name", I, "Contact"),
            text("market", I, "Market", "Cities or counties, or: statewide"),
            text("language", I, "Language"),
            text("beat", I, "Beat"),
            text("phone", R, "Phone"),
            text("email", R, "E-mail"),
            text("note", I, "Note"),
            Field("pitched", _F.MEMBER, I, "Pitched", _STOPS),
            Field("coming", _F.MEMBER, I, "RSVP", _STOPS),
            Field("came", _F.MEMBER, I, "Came", _STOPS),
            Field("ran", _F.MEMBER, I, "Ran", _STOPS),
        ),
        title="outlet",
        search=("outlet", "name", "market", "beat"),
    ),
    RecordKind(
        "clip",
        "Coverage",
        (
            ref("tour", "tour", I, "Tour"),
            text("outlet", I, "Outlet"),
            Field("date", _F.DATE, I, "Date"),
            Field("time_tod_min", _F.TOD_MIN, I, "Time"),
            text("title", I, "Headline"),
            text("reporter", I, "Reporter"),
            Field("about", _F.MEMBER, I, "Stops", _STOPS),
            text("quote_used", I, "Quote used"),
            text("correction", I, "Correction asked"),
            text("link", I, "Link"),
        ),
        title="title",
        search=("outlet", "title", "reporter"),
    ),
    RecordKind(
        "roster_member",
        "Member of a roster",
        (
            text("name", P, "Name"),
            choice("chamber", P, "Chamber", ("upper", "lower", "congress", "local", "tribal")),
            text("district", P, "District", "Without leading zeros"),
            text("party", P, "Party"),
            text("phone", I, "Office phone"),
            text("body", P, "Body", "Of a local or tribal government"),
            text("state", P, "State", "Two letters"),
            Field("as_of", _F.DATE, P, "As of"),
            Field("roster", _F.DATE, P, "Roster of", "The newest day of the list it came with"),
        ),
        title="name",
        search=("name", "body"),
    ),
)
