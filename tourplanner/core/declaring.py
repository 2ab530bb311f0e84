"""What a field and a kind of record are: type, privacy level, label, help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """Who may see a field at most. Not a ladder: a paper must also name the field to print it."""

    PUBLIC = "P"
    MEDIA = "M"
    TRAVELERS = "T"
    INTERNAL = "I"
    RESTRICTED = "R"


#: Each level in words, as the window and the terminal say it.
LEVEL_WORDS: Mapping[str, str] = {
    Level.PUBLIC: "Public",
    Level.MEDIA: "Press list",
    Level.TRAVELERS: "On the bus",
    Level.INTERNAL: "Staff",
    Level.RESTRICTED: "Named people only",
}


class FieldType(StrEnum):
    """What a fact's value looks like in JSON."""

    TEXT = "text"  # str
    LONG_TEXT = "long_text"  # a Loro document; the table holds its plain text
    INTEGER = "integer"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"  # "2013-10-14"
    MOMENT = "moment"  # aware ISO 8601, "2013-10-14T09:30:00-07:00"
    TOD_MIN = "tod_min"  # minutes since midnight by the clock of the place
    POINT = "point"  # {"lat", "lon", "precision", "source"}
    REF = "ref"  # the id of another record
    CHOICE = "choice"  # one of Field.choices
    OBJECT = "object"  # things that only make sense together: a JSON object, or null
    MEMBER = "member"  # one fact per member: "tag/<code>": true


MOST = 100_000  # minutes, feet, days: more is a slip, and would leave the calendar


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field.

    Attributes
    ----------
    most : bounds an integer either way; 0 = no number is too large.
    parts : what is read of an object, or of each member; a value with another one makes no sense.
    is_needed : of a part: nor does one without it.
    """

    name: str
    type: FieldType
    level: Level
    label: str
    help: str = ""
    choices: tuple[str, ...] = ()
    ref: str = ""
    most: int = 0
    parts: tuple[Field, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True)
class RecordKind:
    """One kind of record: its fields, which of them people search, and which one names it.

    ``goes_out``: it records what left the program, such as an issued paper, so it is no step of
    undo: a number that went out stays used.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    title: str
    search: tuple[str, ...] = ()
    point: str = ""
    goes_out: bool = False

    def field(self, name: str) -> Field | None:
        """Give the field called ``name``; for a member fact ``tag/x`` that is ``tag``."""
        declared = self._by_name.get(name)
        if declared is None and "/" in name:
            declared = self._by_name.get(name.partition("/")[0])
            return declared if declared and declared.type is FieldType.MEMBER else None
        return declared if declared and declared.type is not FieldType.MEMBER else None

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {declared.name: declared for declared in self.fields}


def text(name: str, level: Level, label: str, help_: str = "") -> Field:
    """Declare a line of text."""
    return Field(name, FieldType.TEXT, level, label, help_)


def part(
    name: str,
    type_: FieldType,
    *,
    most: int = 0,
    parts: tuple[Field, ...] = (),
    is_needed: bool = False,
) -> Field:
    """Declare a part of an object, which has its level, label and help."""
    return Field(name, type_, Level.INTERNAL, name, most=most, parts=parts, is_needed=is_needed)


def choice(name: str, level: Level, label: str, choices: Iterable[str], help_: str = "") -> Field:
    """Declare a choice of one."""
    return Field(name, FieldType.CHOICE, level, label, help_, choices=tuple(choices))


def ref(name: str, kind: str, level: Level, label: str) -> Field:
    """Declare the id of another record."""
    return Field(name, FieldType.REF, level, label, ref=kind)
