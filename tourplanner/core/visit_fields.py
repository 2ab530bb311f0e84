"""The fields of a visit and of what came of it: notes, quotes, photos, promises, practices."""

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

P, M, T, I, R = Level  # noqa: E741
_F = FieldType

CONSENT_STATES = ("draft", "approved", "withdrawn")
EVIDENCE = ("seen", "told", "document")
STRENGTHS = ("weak", "fair", "strong")
LOOKED = ("seen", "absent")
PRACTICE_STATES = ("draft", "checked", "approved", "published", "retired")
EVIDENCE_KINDS = ("testimony", "count", "before_after", "comparison", "study")
SETTINGS = ("urban", "suburban", "town", "rural")
NEW_MONEY = ("none", "some")
PLACED_BY = ("time", "place", "hand")
REVIEWS = ("draft", "reviewed")
CONSENT_USES = ("report", "press", "web", "photo", "name")
PERMISSIONS = ("none", "internal", "unnamed", "named")
TIERS = ("T1", "T2", "T3", "T4", "U")
_STRENGTH = choice("strength", I, "Strength", STRENGTHS)
_HELD = Field("held", _F.MEMBER, R, "Held back one by one", '"held/<id>": words that stay inside')

VISIT_KINDS = (
    RecordKind(
        "visit",
        "Visit",
        (
            ref("stop", "stop", I, "Stop"),
            ref("site", "site", I, "Site"),
            Field("date", _F.DATE, I, "Date"),
            text("note_taker", I, "Note-taker"),
            Field("rating", _F.INTEGER, I, "Our rating"),
        ),
        title="date",
    ),
    RecordKind(
        "note",
        "Note",
        (
            ref("tour", "tour", I, "Tour"),
            ref("stop", "stop", I, "Stop"),
            text("author", I, "Author"),
            Field("at", _F.MOMENT, I, "Written"),
            Field("body", _F.LONG_TEXT, I, "Note"),
            choice("evidence", I, "Evidence", EVIDENCE),
            _STRENGTH,
            text("disagrees", I, "Who disagrees", "Who says otherwise, and what"),
            _HELD,
            choice("review", I, "Review", REVIEWS),
            Field("reviewed", _F.OBJECT, I, "Reviewed", '{"by", "at"}'),
            Field("tag", _F.MEMBER, I, "Tags", '"tag/<code>": true, codes of the framework packs'),
        ),
        title="body",
        search=("body", "disagrees"),
    ),
    RecordKind(
        "answer",
        "Answer",
        (
            ref("tour", "tour", I, "Tour"),
            ref("stop", "stop", I, "Stop"),
            text("question", I, "Question", "Its code in the pack of questions"),
            text("author", I, "Author"),
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
            ref("stop", "stop", I, "Stop"),
            text("code", I, "Code", "In a pack, or need:<id>, strength:<id>; empty = added here"),
            text("words", I, "What to look for"),
            choice("state", I, "Looked", LOOKED),
            text("by", I, "Looked by"),
        ),
        title="words",
    ),
    RecordKind(
        "promise",
        "Promise",
        (
            ref("tour", "tour", I, "Tour"),
            ref("stop", "stop", I, "Stop"),
            ref("note", "note", I, "Made in the note"),
            Field("words", _F.LONG_TEXT, I, "What we promised"),
            text("whom", I, "To whom"),
            text("owner", I, "Who does it"),
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
            ref("stop", "stop", I, "Stop"),
            ref("note", "note", I, "Heard in the note"),
            Field("at", _F.MOMENT, I, "Heard at"),
            Field("words", _F.LONG_TEXT, I, "Exact words"),
            text("clean", I, "Clean version", "Stands beside the exact words, never for them"),
            text("translation", I, "In English"),
            text("translated_by", I, "Translated by"),
            text("speaker", R, "Speaker"),
            text("speaker_role", I, "Role"),
            text("language", I, "Language"),
            Field("minor", _F.BOOL, R, "A minor, or age unknown", "Unknown age counts as a minor"),
            text("heard_by", I, "Heard by"),
            Field("checked", _F.DATE, I, "Checked with the speaker"),
            _STRENGTH,
            text("disagrees", I, "Who disagrees", "Who says otherwise, and what"),
            _HELD,
            choice("state", I, "State", CONSENT_STATES),
            Field(
                "consent",
                _F.OBJECT,
                I,
                "Consent",
                '{"uses": what was agreed to, "refused": what was not, "by", "date", "language", '
                '"until"}',
            ),
            Field("withdrawn", _F.OBJECT, I, "Consent withdrawn", '{"date", "by"}'),
            Field("form", _F.OBJECT, R, "Signed form", '{"media": sha256, "bytes", "name"}'),
            choice("review", I, "Review", REVIEWS),
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
            ref("tour", "tour", I, "Tour"),
            ref("stop", "stop", I, "Stop"),
            ref("note", "note", I, "Belongs to the note"),
            Field(
                "file",
                _F.OBJECT,
                I,
                "File",
                '{"media": sha256 of the original, "bytes", "name", "form", "wide", "high"}',
            ),
            Field("shot", _F.TEXT, I, "Time by the camera", "2013-10-14T09:33:00, as it stands"),
            Field("at", _F.MOMENT, I, "Taken", "By the clock of the school"),
            ref("camera", "camera", I, "Camera"),
            Field("point", _F.POINT, R, "Where it was taken", "The camera's own point"),
            choice("placed_by", I, "At this stop by", PLACED_BY),
            text("caption", I, "Caption"),
            text("credit", I, "Credit"),
            text("alt", I, "Alt text", "What is to be seen, for people who do not see it"),
            Field("no_child", _F.OBJECT, I, "No identifiable child", '{"by", "at"}: who looked'),
            choice("state", I, "State", CONSENT_STATES),
            Field(
                "consent",
                _F.OBJECT,
                I,
                "Consent",
                '{"uses": what was agreed to, "refused": what was not, "by", "date", "language", '
                '"until"}',
            ),
            Field("withdrawn", _F.OBJECT, I, "Consent withdrawn", '{"date", "by"}'),
            Field("form", _F.OBJECT, R, "Signed form", '{"media": sha256, "bytes", "name"}'),
            ref("quote", "quote", I, "Shows the speaker of"),
            Field(
                "spot",
                _F.MEMBER,
                I,
                "Points of the walk-through",
                '"spot/<id>": {"order", "x", "y": shares of the picture, "words"}',
                parts=(
                    part("order", _F.INTEGER, most=MOST),
                    part("x", _F.NUMBER, is_needed=True),
                    part("y", _F.NUMBER, is_needed=True),
                    part("words", _F.TEXT),
                ),
            ),
        ),
        title="caption",
        search=("caption", "credit", "alt"),
    ),
    RecordKind(
        "camera",
        "Camera",
        (
            text("name", I, "Name"),
            Field("ahead_s", _F.INTEGER, I, "Its clock is ahead, seconds", "Negative: behind"),
        ),
        title="name",
    ),
    RecordKind(
        "memo",
        "Sound memo",
        (
            ref("tour", "tour", I, "Tour"),
            ref("stop", "stop", I, "Stop"),
            ref("note", "note", I, "Belongs to the note"),
            Field("file", _F.OBJECT, I, "File", '{"media": sha256, "bytes", "name"}'),
            Field("at", _F.MOMENT, I, "Attached"),
            text("author", I, "Attached by"),
            text("words", I, "What it is"),
            Field("mark", _F.MEMBER, I, "Marks", '"mark/<seconds>": {"words", "tag"}'),
        ),
        title="words",
        search=("words",),
    ),
    RecordKind(
        "comment",
        "Comment",
        (
            ref("stop", "stop", I, "Stop"),
            text("about", I, "About", "id of a note or quote"),
            text("words", I, "Comment"),
            text("author", I, "Author"),
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
            ref("stop", "stop", I, "Stop"),
            text("about", I, "About", "id of a note, quote or answer"),
            text("words", I, "Reason"),
            text("author", I, "Author"),
            Field("at", _F.MOMENT, I, "Given"),
        ),
        title="words",
    ),
    RecordKind(
        "form",
        "Own form",
        (
            text("name", I, "Name"),
            Field("sheets", _F.OBJECT, I, "XLSForm", '{"order": names, "rows": cells}'),
            Field("at", _F.MOMENT, I, "Read"),
        ),
        title="name",
    ),
    RecordKind(
        "practice",
        "Practice",
        (
            ref("site", "site", I, "Site"),
            text("title", I, "Title", "Begins with a verb"),
            text("one_line", I, "In one line"),
            Field("problem", _F.LONG_TEXT, I, "Problem"),
            Field("story", _F.LONG_TEXT, I, "What they do", "Steps in order, with weeks"),
            text("who", I, "Who benefits", "Grades, families, how many"),
            choice("setting", I, "Setting", SETTINGS),
            text("since", I, "Since"),
            text("partners", I, "Partners", "Who, and what each gives"),
            choice("new_money", I, "New money", NEW_MONEY),
            text("redirected", I, "What was redirected", "What it was, whose, what it does now"),
            text("cost", I, "What it cost"),
            text("funding", I, "Paid from", "Source, and when it ends"),
            text("staffing", I, "Staff", "Roles, hours, languages"),
            text("time_to_start", I, "Time to start"),
            Field("result", _F.LONG_TEXT, I, "Result"),
            choice("evidence_kind", I, "Evidence", EVIDENCE_KINDS),
            Field("tier", _F.OBJECT, I, "Evidence tier", '{"tier": T1 to T4 or U, "by", "date"}'),
            Field("conditions", _F.LONG_TEXT, I, "Works when"),
            Field("cautions", _F.LONG_TEXT, I, "Cautions"),
            Field("travel", _F.LONG_TEXT, I, "Could it travel?"),
            text("contact", I, "Contact", "Role, work phone or e-mail"),
            Field(
                "permission",
                _F.OBJECT,
                I,
                "Permission",
                '{"scope": none, internal, unnamed or named, "by", "date", "until"}',
            ),
            choice("state", I, "State", PRACTICE_STATES),
            Field("tag", _F.MEMBER, I, "Tags", '"tag/<code>": true, codes of the framework packs'),
            Field("source", _F.MEMBER, I, "Made from", '"source/<id>": "note" or "quote"'),
        ),
        title="title",
        search=("title", "one_line", "problem", "story", "redirected", "partners", "result"),
    ),
)
