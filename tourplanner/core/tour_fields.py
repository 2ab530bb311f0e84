"""The fields of a tour: its places, days, stops and the plans that arrange them."""

from __future__ import annotations

from tourplanner.core.declaring import (
    MOST,
    Field,
    FieldType,
    Level,
    RecordKind,
    choice,
    part,
    ref,
    text,
)
from tourplanner.core.program_fields import COVERAGES, PROGRAM_KINDS, WORD_GIVEN

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

MAX_DAYS = 31  # of a tour; everything that is worked out is worked out for each
WISHES = ("must", "may", "not")
PLACE_KINDS = ("town", "hotel", "yard", "meal", "other")
_LOCK = (
    part("day", _F.INTEGER, most=MOST, is_needed=True),
    part("start_tod_min", _F.TOD_MIN),
)

TOUR_KINDS = (
    RecordKind(
        "place",
        "Place",
        (
            text("name", T, "Name"),
            choice("kind", T, "Kind", PLACE_KINDS),
            text("street", T, "Street"),
            text("city", T, "City"),
            text("state", T, "State"),
            text("zip", T, "ZIP"),
            text("county", T, "County"),
            Field("point", _F.POINT, T, "Point"),
            text("zone", T, "Time zone"),
            text("phone", T, "Phone"),
        ),
        title="name",
        search=("name", "city"),
        point="point",
    ),
    RecordKind(
        "tour",
        "Tour",
        (
            text("name", P, "Name"),
            text("purpose", P, "Purpose"),
            text("web_address", P, "Web address", "Where its web folder stands for everybody"),
            Field("start_date", _F.DATE, P, "First day"),
            Field("days", _F.INTEGER, P, "Days", most=MAX_DAYS),
            ref("start_place", "place", T, "Start"),
            ref("end_place", "place", T, "End"),
            Field("party", _F.INTEGER, T, "Party", most=MOST),
            Field("lift_users", _F.INTEGER, R, "Riders who use the lift", most=MOST),
            ref("current_variant", "variant", I, "Current plan"),
            Field(
                "vehicle",
                _F.OBJECT,
                I,
                "Coach",
                '{"name", "length_ft", "seats", "has_lift", "yard": place id or null, "out": true '
                "where it was taken out and the further coaches are all}",
                parts=(
                    part("name", _F.TEXT),
                    part("length_ft", _F.INTEGER, most=MOST),
                    part("seats", _F.INTEGER, most=MOST),
                    part("has_lift", _F.BOOL),
                    part("yard", _F.TEXT),
                    part("out", _F.BOOL),
                ),
            ),
            text("driver_name", I, "Driver"),
            text("driver_phone", R, "Driver's cell phone"),
            Field("hotel", _F.MEMBER, T, "Hotels that may be used"),
            Field("left", _F.MEMBER, I, "When the bus left", '"left/<day>": moment of the morning'),
            Field("reached", _F.MEMBER, I, "When the bus came", '"reached/<day>": its day\'s end'),
            text("rule_set", I, "Driver hours by"),
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
        "coach",
        "Further coach",
        (
            ref("tour", "tour", I, "Tour"),
            text("name", T, "Coach"),
            Field("seats", _F.INTEGER, I, "Seats", most=MOST),
            Field("length_ft", _F.INTEGER, I, "Length in feet", most=MOST),
            Field("has_lift", _F.BOOL, I, "Wheelchair lift"),
            ref("yard", "place", I, "Yard"),
            text("driver_name", I, "Driver"),
            text("driver_phone", R, "Driver's cell phone"),
        ),
        title="name",
    ),
    RecordKind(
        "stop",
        "Stop",
        (
            ref("tour", "tour", I, "Tour"),
            ref("site", "site", P, "Site"),
            choice("wish", I, "Wish", WISHES),
            Field(
                "status",
                _F.OBJECT,
                I,
                "Status",
                '{"state": tentative|confirmed, "by", "at"}',
                parts=WORD_GIVEN,
            ),
            Field("visit_min", _F.INTEGER, I, "Visit, minutes", most=MOST),
            Field("boarding_min", _F.INTEGER, I, "Boarding, minutes", most=MOST),
            Field("alighting_min", _F.INTEGER, I, "Alighting, minutes", most=MOST),
            Field("fixed", _F.OBJECT, I, "Pinned", '{"day": from 0, "start_tod_min"}', parts=_LOCK),
            Field(
                "window",
                _F.OBJECT,
                I,
                "Start between",
                '{"open_tod_min", "close_tod_min"}',
                parts=(
                    part("open_tod_min", _F.TOD_MIN, is_needed=True),
                    part("close_tod_min", _F.TOD_MIN, is_needed=True),
                ),
            ),
            choice("coverage", P, "Press", COVERAGES),
            text("press_title", P, "Title for the press"),
            text("room", P, "Room"),
            Field("press_call_tod_min", _F.TOD_MIN, M, "Press check-in"),
            text("press_door", M, "Press door"),
            text("pool_note", M, "Pool", "Who reports for all, and where the others get it"),
            text("hold_room", I, "Hold room"),
            text("talking_points", I, "Talking points"),
            text("gate_note", I, "Gate and key"),
            text("driver_note", I, "Note for the driver"),
            Field("arrived_at", _F.MOMENT, I, "When the bus came", "On the day itself"),
            Field("left_at", _F.MOMENT, I, "When the bus left", "On the day itself"),
            Field("campaign", _F.BOOL, I, "Campaign", "Kept apart: on no paper of the tour"),
            Field("rating", _F.INTEGER, I, "Our rating"),
            Field("was", _F.MEMBER, I, "Stops that became this one", '"was/<stop>": true'),
        ),
        title="press_title",
        search=("press_title", "status"),  # the status says who confirmed it
    ),
    *PROGRAM_KINDS,
    RecordKind(
        "variant",
        "Plan",
        (
            ref("tour", "tour", I, "Tour"),
            text("name", I, "Name"),
            Field(
                "at",
                _F.MEMBER,
                I,
                "Stops",
                '"at/<stop>": {"day", "rank", "pin", "arrived_tod_min", "left_tod_min"}',
                parts=(
                    part("day", _F.INTEGER, most=MOST, is_needed=True),
                    part("rank", _F.TEXT, is_needed=True),
                    part(
                        "pin", _F.OBJECT, parts=(part("start_tod_min", _F.TOD_MIN, is_needed=True),)
                    ),
                    part("arrived_tod_min", _F.INTEGER, most=MOST),
                    part("left_tod_min", _F.INTEGER, most=MOST),
                ),
            ),
            Field(
                "day",
                _F.MEMBER,
                I,
                "Days",
                '"day/<n>": {"start", "end": place ids, "depart_tod_min", "lunch_min"}',
                parts=(
                    part("end", _F.TEXT),
                    part("depart_tod_min", _F.TOD_MIN),
                    part("lunch_min", _F.INTEGER, most=MOST),
                ),
            ),
            Field("made", _F.OBJECT, I, "How it was made", "effort, seed, iterations, at, from"),
            Field("left_out", _F.MEMBER, I, "Left out because", '"left_out/<stop>": sentence'),
            Field(
                "own",
                _F.MEMBER,
                I,
                "Locks and agreements while it was the plan",
                '"own/<stop>": {"fixed", "status"} as of the stop; they come back with the plan',
                parts=(
                    part("fixed", _F.OBJECT, parts=_LOCK),
                    part("status", _F.OBJECT, parts=WORD_GIVEN),
                ),
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
            text("left", I, "From", "id of a site or place"),
            text("right", I, "To", "id of a site or place"),
            Field(
                "typed",
                _F.OBJECT,
                I,
                "Typed minutes",
                '{"minutes": bus minutes from left to right, "by", "at"}; null takes it back',
                parts=(
                    part("minutes", _F.INTEGER, most=MOST, is_needed=True),
                    part("by", _F.TEXT),
                    part("at", _F.TEXT),
                ),
            ),
            # One fact: of two people's timetables one holds, and the other is told.
            text("leaves", I, "Leaves only at", "Times of a day: 7:15 am, 10:15 am"),
        ),
        title="left",
    ),
)
