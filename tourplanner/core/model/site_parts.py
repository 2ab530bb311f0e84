"""The record of a site as people type it: which fields stand together, what text means in each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tourplanner.core.declaring import Field, FieldType
from tourplanner.core.errors import InputError
from tourplanner.core.fields import record_kind
from tourplanner.core.model.case_values import MAX_LINE, read_typed, typed_text
from tourplanner.core.model.figures import MAX_NAME
from tourplanner.core.model.school_day import (
    hours_words,
    minimum_words,
    read_hours,
    read_minimum_days,
    read_tests,
    test_words,
)

YES, NO = "yes", "no"
_YES = frozenset({"yes", "y", "x", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
MOST_WORTH = 100
#: How a fact with parts is read and written, by field, and an example of it.
_OBJECTS = {
    "bells": (read_hours, hours_words),
    "lunch": (read_hours, hours_words),
    "minimum_days": (read_minimum_days, minimum_words),
    "tests": (read_tests, test_words),
}
EXAMPLES: Mapping[str, str] = {
    "bells": "8:05-2:45 pm",
    "lunch": "11:40-12:40 pm",
    "minimum_days": "Wednesdays, 10/18/2013 until 12:40 pm",
    "tests": "4/21/2014 to 5/9/2014",
}


@dataclass(frozen=True, slots=True)
class SitePart:
    """Some fields of a site that one person of the staff fills in together."""

    code: str
    title: str
    names: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The declarations, in the order of the form."""
        declared = (record_kind("site").field(name) for name in self.names)
        return tuple(field for field in declared if field is not None)


SITE_PARTS = (
    SitePart(
        "people",
        "Who receives us",
        (
            *("host_name", "host_title", "host_mobile", "front_office", "front_office_phone"),
            *("principal", "coordinator", "coordinator_phone", "alternate", "alternate_phone"),
        ),
    ),
    SitePart("day", "School day", ("bells", "lunch", "recess", "minimum_days", "tests")),
    SitePart(
        "access",
        "Access",
        ("step_free", "access_notes", "ramp", "elevator", "restroom", "parking", "loop"),
    ),
    SitePart("entry", "Getting in", ("registers", "visitor_id", "escort", "press_entry")),
    SitePart("bus", "Bus", ("bus_bay", "bus_fits")),
    SitePart(
        "name",
        "Name and address",
        ("name", "street", "city", "state", "zip", "county", "district", "grades"),
    ),
    SitePart("office", "For the office", ("score", "remarks")),
)
SITE_FIELDS: Mapping[str, Field] = {f.name: f for part in SITE_PARTS for f in part.fields}


def read_site_field(field: Field, text: str) -> Any:
    """Read what was typed into a field of a site; None where it is empty.

    Raises
    ------
    InputError : it does not fit; the sentence says what to write.
    """
    typed = text.strip()
    if not typed:
        return None
    if field.name in _OBJECTS:
        return _OBJECTS[field.name][0](_short(field, typed))
    if field.type is FieldType.BOOL:
        word = typed.casefold()
        if word not in _YES | _NO:
            raise InputError(f"“{typed}” is neither yes nor no.", "Type yes or no.")
        return word in _YES
    if field.name == "zip" and not _ZIP.fullmatch(typed):
        raise InputError(f"“{typed}” is no ZIP.", "Write five digits.")
    if field.name == "name" and len(typed) > MAX_NAME:
        raise InputError(f"The name has {len(typed)} letters.", f"At most {MAX_NAME} are kept.")
    value = read_typed(field, typed)
    if field.name == "score" and value > MOST_WORTH:
        raise InputError(f"“{typed}” is too much.", "The worth of a site is from 0 to 100.")
    return value


def _short(field: Field, text: str) -> str:
    if len(text) > MAX_LINE:
        raise InputError(
            f"{field.label} has {len(text):,} letters.", f"At most {MAX_LINE:,} are kept."
        )
    return text


def site_field_text(field: Field, value: Any) -> str:
    """Write a fact of a site as a person types it; read again, it is the same fact."""
    if value is None:
        return ""
    if field.name in _OBJECTS:
        return _OBJECTS[field.name][1](value)
    if field.type is FieldType.BOOL:
        return YES if value else NO
    return typed_text(field, value)
