"""What people type into the case for a site, read and written: whole numbers, years, choices."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tourplanner.core.clock import date_text, read_day
from tourplanner.core.declaring import Field, FieldType
from tourplanner.core.errors import InputError

MAX_LINE = 300
MAX_TEXT = 4000
#: Texts that hold a year, a month or a day.
WHEN = frozenset(
    {
        *("since", "until", "as_of", "adopted", "when", "first_year", "last_year"),
        *("baseline_year", "latest_year", "target_year"),
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(1[89]|2[01])\d\d")
_SCHOOL_YEAR = re.compile(r"((?:1[89]|2[01])\d\d)[-–/](\d\d|\d{4})")
_MONTH = re.compile(r"([a-z]{3,9})\.?,? ((?:1[89]|2[01])\d\d)")
_ISO_MONTH = re.compile(r"((?:1[89]|2[01])\d\d)-(0[1-9]|1[0-2])")


def read_when(text: str) -> str:
    """Read a year, a school year, a month or a day; give it so that it sorts.

    ``2013`` stays, ``2013-14`` is ``2013/14``, ``Feb 2013`` is ``2013-02``, a day is ISO.

    Raises
    ------
    InputError : it is none of them.
    """
    wanted = " ".join(text.lower().split())
    if _YEAR.fullmatch(wanted):
        return wanted
    if found := _SCHOOL_YEAR.fullmatch(wanted):
        first, last = int(found[1]), int(found[2])
        if last in (first + 1, (first + 1) % 100):
            return f"{first}/{(first + 1) % 100:02d}"
    if _ISO_MONTH.fullmatch(wanted):
        return wanted
    if found := _MONTH.fullmatch(wanted):
        month = next((k for k, m in enumerate(_MONTHS, 1) if found[1].startswith(m)), 0)
        if month:
            return f"{found[2]}-{month:02d}"
    if any(mark in wanted for mark in " -/"):
        try:
            # A day without a year would be a guess: the year must be typed.
            if re.search(r"\d{4}|/\d\d$", wanted):
                return read_day(text, date(2000, 1, 1)).isoformat()
        except InputError as error:
            raise _no_when(text) from error
    raise _no_when(text)


def _no_when(text: str) -> InputError:
    return InputError(f"“{text.strip()}” is no year or day.", "Write 2013, Feb 2013 or 2/26/2013.")


def when_words(text: str) -> str:
    """Write a year, month or day as people do: ``2013``, ``2013-14``, ``Feb 2013``."""
    if found := _ISO_MONTH.fullmatch(text):
        return f"{_MONTHS[int(found[2]) - 1].capitalize()} {found[1]}"
    try:
        return date_text(date.fromisoformat(text), weekday=False, year=True)
    except ValueError:
        return text.replace("/", "-")


def is_over(until: str, day: date) -> bool:
    """Whether something that went on until then is over on a day; a year counts to its end."""
    if not until or not _YEAR.match(until):
        return False
    if "/" in until:
        return day.year > int(until[:4]) + 1
    return day.isoformat()[: len(until)] > until


def read_typed(field: Field, text: str) -> Any:
    """Read what was typed into a field; None where it is empty.

    Raises
    ------
    InputError : it does not fit; the sentence says what to write.
    """
    typed = text.strip()
    if not typed:
        return None
    if field.type in (FieldType.INTEGER, FieldType.NUMBER):
        return _number(field, typed)
    if field.type is FieldType.CHOICE:
        found = [c for c in field.choices if c.casefold() == typed.casefold()]
        if not found:
            raise InputError(
                f"“{typed}” is no choice for {field.label}.", f"Choose {', '.join(field.choices)}."
            )
        return found[0]
    if field.type is FieldType.DATE:
        return read_day(typed, date(2000, 1, 1)).isoformat()
    if field.name in WHEN:
        return read_when(typed)
    most = MAX_TEXT if field.type is FieldType.LONG_TEXT else MAX_LINE
    if len(typed) > most:
        raise InputError(
            f"{field.label} has {len(typed):,} letters.", f"At most {most:,} are kept."
        )
    return typed


def _number(field: Field, typed: str) -> float | int:
    plain = typed.replace(",", "").replace("$", "").removesuffix("%").strip()
    try:
        value = float(plain)
    except ValueError:
        value = -1.0
    is_whole = field.type is FieldType.INTEGER
    if not 0 <= value < 1e12 or (is_whole and value != int(value)):
        kind = "whole number" if is_whole else "number"
        raise InputError(f"“{typed}” does not fit {field.label}.", f"Write a {kind} from 0 on.")
    return int(value) if is_whole else value


def typed_text(field: Field, value: Any) -> str:
    """Write a stored value as a person would type it."""
    if value is None or isinstance(value, dict):
        return ""
    if field.type is FieldType.INTEGER:
        return f"{value:,}"
    if field.type is FieldType.NUMBER:
        return f"{value:g}"
    return when_words(str(value)) if field.name in WHEN else str(value)
