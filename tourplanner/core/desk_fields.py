"""The fields of what the office books, pays and keeps in mind: rates, interpreters, calendars."""

from __future__ import annotations

from tourplanner.core.declaring import Field, FieldType, Level, RecordKind, choice, ref, text
from tourplanner.core.model.rates import RATES

I, R = Level.INTERNAL, Level.RESTRICTED  # noqa: E741
_F = FieldType

BOOKINGS = ("interpreter", "sign language", "captions", "translated handout", "other")
#: Where the money of a payment comes from; nothing typed = not known, and it counts for nobody.
FUNDS = ("state", "campaign", "outside")
BOOKING_MODES = ("consecutive", "simultaneous")

DESK_KINDS = (
    RecordKind(
        "rate",
        "Rate",
        (
            choice("what", I, "For", RATES),
            Field("cents", _F.INTEGER, I, "Dollars", "What one of it costs"),
            Field("out_by_tod_min", _F.TOD_MIN, I, "Out by", "Meals: away at this time or before"),
            Field("back_from_tod_min", _F.TOD_MIN, I, "Back from", "Meals: back then or later"),
            text("source", I, "Source", "An offer, a contract, a rule: without it nothing counts"),
            Field("since", _F.DATE, I, "From", "The first day on which it holds"),
            text("note", I, "Note"),
        ),
        title="what",
    ),
    RecordKind(
        "booking",
        "Interpreter or handout",
        (
            ref("tour", "tour", I, "Tour"),
            text("what", I, "What", "Such as Spanish for the parents' panel"),
            choice("sort", I, "Kind", BOOKINGS),
            ref("stop", "stop", I, "Stop"),
            text("language", I, "Language"),
            choice("mode", I, "Mode", BOOKING_MODES),
            Field("start_tod_min", _F.TOD_MIN, I, "From", "By the clock of the school"),
            Field("minutes", _F.INTEGER, I, "Minutes"),
            text("provider", I, "Who does it"),
            text("phone", R, "Phone"),
            Field("status", _F.OBJECT, I, "Confirmed by", "Empty: not confirmed"),
            text("note", I, "Note"),
        ),
        title="what",
        search=("what", "provider"),
    ),
    RecordKind(
        "calendar",
        "Busy times",
        (
            ref("tour", "tour", I, "Tour"),
            text("who", I, "Whose", "A rider's name; empty: the member"),
            text("source", I, "File"),
            Field("read_at", _F.MOMENT, I, "Read"),
            Field("first", _F.DATE, I, "Read from"),
            Field("last", _F.DATE, I, "Read to"),
            Field("busy", _F.MEMBER, I, "Busy", '"busy/<start in UTC>": its end; no titles'),
        ),
        title="who",
    ),
    RecordKind(
        "payment",
        "Payment",
        (
            ref("tour", "tour", I, "Tour"),
            text("what", I, "What", "Bus, lunch, room"),
            text("payer", I, "Who pays"),
            choice("fund", I, "Paid from", FUNDS, "Until it is said, it counts for nobody"),
            Field("cents", _F.INTEGER, I, "Dollars", "Its value, where it was given in kind"),
            Field("date", _F.DATE, I, "On"),
            Field("campaign", _F.BOOL, I, "Campaign", "Kept apart from the official tour"),
            text("form", I, "Form", "The report that it needs"),
            Field("due", _F.DATE, I, "Form due"),
            Field("filed", _F.DATE, I, "Form filed"),
            text("note", I, "Note"),
        ),
        title="what",
        search=("what", "payer"),
    ),
    RecordKind(
        "election",
        "Election",
        (
            text("what", I, "Election", "Such as general election"),
            Field("date", _F.DATE, I, "On"),
            Field("opens", _F.DATE, I, "Barred from", "First day without mass mailings"),
            text("source", I, "Source", "Who gave the day out: without it nothing counts"),
            text("note", I, "Note"),
        ),
        title="what",
    ),
)
