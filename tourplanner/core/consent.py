"""What a speaker agreed to, use by use, and under which name they are shown outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tourplanner.core.clock import parse_date
from tourplanner.core.errors import InputError
from tourplanner.core.fields import CONSENT_USES

YES, NO, NOT_ASKED = "yes", "no", ""
USE_WORDS: Mapping[str, str] = {
    "report": "Report",
    "press": "Press",
    "web": "Web",
    "photo": "Photo",
    "name": "Name",
}
Consent = Mapping[str, Any]
DAYS: Mapping[str, str] = {"consent_date": "date", "consent_until": "until"}
_KEPT = ("by", "date", "language", "until")


def answer_of(consent: object, use: str) -> str:
    """Give what a speaker said to one use: YES, NO or NOT_ASKED."""
    if not isinstance(consent, Mapping):
        return NOT_ASKED
    if use in _names(consent, "uses"):
        return YES
    return NO if use in _names(consent, "refused") else NOT_ASKED


def with_answer(consent: object, use: str, answer: str, **details: Any) -> dict[str, Any]:
    """Give a consent with another answer for one use; a new one has the details given.

    Parameters
    ----------
    details : by, date (ISO), language, until; what is already there stays, unless it is empty.
    """
    if use not in CONSENT_USES:
        raise ValueError(f"no such use: {use}")
    before = consent if isinstance(consent, Mapping) else {}
    uses = [u for u in CONSENT_USES if u in _names(before, "uses") and u != use]
    refused = [u for u in CONSENT_USES if u in _names(before, "refused") and u != use]
    if answer == YES:
        uses.append(use)
    elif answer == NO:
        refused.append(use)
    kept = {name: before.get(name) or details.get(name) for name in _KEPT}
    return {
        "uses": sorted(uses, key=CONSENT_USES.index),
        "refused": sorted(refused, key=CONSENT_USES.index),
        **kept,
    }


def with_days(consent: object, days: Mapping[str, str | None]) -> dict[str, Any]:
    """Give a consent with other days, by the keys of ``DAYS``; an empty one takes it away.

    Raises
    ------
    InputError : nothing was agreed to yet, or a day is none.
    """
    if not isinstance(consent, Mapping):
        raise InputError("Nothing was agreed to yet.", "Note first what was agreed to.")
    named = {DAYS[name]: day for name, day in days.items()}
    return {
        **consent,
        **{k: parse_date(day).isoformat() if day else None for k, day in named.items()},
    }


def is_over(consent: object, on: date | None) -> bool:
    """Whether a consent with an end has run out; with no day known it has."""
    until = consent.get("until") if isinstance(consent, Mapping) else None
    return bool(until) and (on is None or str(until) < on.isoformat())


def shown_as(values: Mapping[str, Any], on: date | None) -> str:
    """Give what stands for the speaker outside: the name by consent alone, else the role.

    A minor, and one whose age is not known, is never named.
    """
    role = str(values.get("speaker_role") or "").strip()
    consent = values.get("consent")
    named = answer_of(consent, "name") == YES and not is_over(consent, on)
    speaker = str(values.get("speaker") or "").strip()
    if named and speaker and values.get("minor") is False and values.get("state") != "withdrawn":
        return f"{speaker}, {role}" if role else speaker
    if not role:
        return "a person at the school"
    article = "an" if role[:1].casefold() in "aeiou" else "a"
    return role if role.casefold().startswith(("a ", "an ", "the ")) else f"{article} {role}"


def _names(consent: Consent, which: str) -> tuple[str, ...]:
    found = consent.get(which)
    return tuple(str(use) for use in found) if isinstance(found, list | tuple) else ()
