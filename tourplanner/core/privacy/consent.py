"""What a consent or a permission makes public: quotes, photos, practice cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tourplanner.core.fields import Field, Level
from tourplanner.core.model.paper import RecordView
from tourplanner.core.publishing import why_not_public

#: Fields that a consent or a permission makes public, by kind; see level_of.
BY_CONSENT: Mapping[str, frozenset[str]] = {
    "quote": frozenset({"words", "translation", "speaker", "speaker_role", "language"}),
    "photo": frozenset({"caption", "credit", "alt", "file"}),
    "practice": frozenset(
        {
            *("title", "one_line", "problem", "story", "who", "setting", "since", "partners"),
            *("new_money", "redirected", "cost", "funding", "staffing", "time_to_start", "result"),
            *("evidence_kind", "tier", "conditions", "cautions", "travel", "tag"),
        }
    ),
}


def may_quote(quote: RecordView, use: str, on: date | None) -> bool:
    """Whether a quote is approved and its speaker agreed to a use, on a day.

    A consent without a day counts; one with an end counts to that day. ``on`` None = no day is
    known: then a consent with an end does not count.
    """
    consent = quote["consent"]
    if quote["state"] != "approved" or not isinstance(consent, Mapping):
        return False
    until = consent.get("until")
    if until and (on is None or str(until) < on.isoformat()):
        return False
    uses = consent.get("uses")
    return isinstance(uses, list | tuple) and use in uses


def level_of(record: RecordView, declared: Field, on: date | None) -> Level:
    """Give the level of a record's field on a day: as declared, or what a consent makes of it.

    The speaker's name goes out only with consent to the name, and never where the speaker is a
    minor or the age is not known.
    """
    by_consent = BY_CONSENT.get(record.kind)
    if by_consent is None or declared.name not in by_consent:
        return declared.level
    if record.kind == "quote":
        is_out = may_quote(record, "press", on)
        if declared.name == "speaker":
            is_out = is_out and may_name(record, on)
    elif record.kind == "photo":
        is_out = record["state"] == "approved"  # whom it shows is for the gate of the record
    else:
        is_out = not why_not_public(record.values, on)
    return Level.PUBLIC if is_out else declared.level


def may_name(quote: RecordView, on: date | None) -> bool:
    """Whether the speaker agreed to be named; never a minor, nor one whose age is not known."""
    return may_quote(quote, "name", on) and quote["minor"] is False
