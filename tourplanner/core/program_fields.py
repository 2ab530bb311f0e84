"""The fields of a stop's program, line by line, and of the templates that such lines come from."""

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

P, I = Level.PUBLIC, Level.INTERNAL  # noqa: E741
_F = FieldType

COVERAGES = ("open", "pooled", "photo", "closed")
ITEM_KINDS = ("program", "walk", "meal", "press", "meeting", "rest", "other")

_AFTER = "Minutes after the visit starts"
#: Of an object that says who gave the word, and when.
WORD_GIVEN = (part("state", _F.TEXT), part("by", _F.TEXT), part("at", _F.TEXT))

PROGRAM_KINDS = (
    RecordKind(
        "item",
        "Schedule item",
        (
            ref("stop", "stop", I, "Stop"),
            choice("kind", P, "Kind", ITEM_KINDS),
            text("title", P, "Title"),
            Field(
                "offset_min", _F.INTEGER, P, "Start", "Minutes after the visit starts", most=MOST
            ),
            Field("minutes", _F.INTEGER, P, "Minutes", most=MOST),
            text("lead", I, "Led by"),
            text("greets", I, "Greets", "Who receives the member and the group"),
            text("speakers", P, "Speakers"),
            text("moves", I, "Moves", "Who brings the group on when it ends"),
            choice("coverage", P, "Press", COVERAGES),
            Field(
                "status",
                _F.OBJECT,
                I,
                "Confirmed by",
                "Empty: tentative, and on no public paper",
                parts=WORD_GIVEN,
            ),
            Field("campaign", _F.BOOL, I, "Campaign", "Kept apart: on no paper of the tour"),
            text("note", I, "Note"),
        ),
        title="title",
        search=("title", "speakers"),
    ),
    RecordKind(
        "template",
        "Line of a template",
        (
            text("name", I, "Template", "The lines of one name are one template"),
            choice("kind", I, "Kind", ITEM_KINDS),
            text("title", I, "Title"),
            Field(
                "offset_min", _F.INTEGER, I, "Start", "Minutes after the visit starts", most=MOST
            ),
            Field("minutes", _F.INTEGER, I, "Minutes", most=MOST),
            text("lead", I, "Led by"),
            text("greets", I, "Greets", "A role, such as principal: each school has its own"),
            text("speakers", I, "Speakers", "A role, or a name that speaks at every stop"),
            text("moves", I, "Moves", "Who brings the group on when it ends"),
            choice("coverage", I, "Press", COVERAGES),
            text("note", I, "Note"),
        ),
        title="title",
    ),
)
