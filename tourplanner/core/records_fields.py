"""The fields of how long records are kept, and of a legal hold on them."""

from __future__ import annotations

from tourplanner.core.declaring import Field, FieldType, Level, RecordKind, ref, text

I = Level.INTERNAL  # noqa: E741
_F = FieldType

RECORDS_KINDS = (
    RecordKind(
        "retention",
        "Line of the retention schedule",
        (
            text("what", I, "Kind of record", "As the office's schedule calls it"),
            Field("years", _F.INTEGER, I, "Years", "Kept after the last day of the tour"),
            text("source", I, "Source", "The schedule or rule: without it nothing counts"),
            Field("since", _F.DATE, I, "From", "The first day on which it holds"),
            text("note", I, "Note"),
        ),
        title="what",
    ),
    RecordKind(
        "custody",
        "Retention and hold",
        (
            ref("tour", "tour", I, "Tour"),  # none = the whole file
            text("series", I, "Kept as", "A kind of the retention schedule"),
            Field("until", _F.DATE, I, "Keep until", "Goes before the schedule"),
            Field("hold", _F.OBJECT, I, "Legal hold", '{"reason", "by", "at"}; null = none'),
            text("lifted", I, "Why the hold was lifted"),
        ),
        title="series",
    ),
)
