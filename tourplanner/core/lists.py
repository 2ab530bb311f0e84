"""Lists of people and press as tables: what stands in a cell, and what typed text means there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date
from typing import Any

from tourplanner.core.aboard import folded_name
from tourplanner.core.changes import Record
from tourplanner.core.clock import date_text, parse_date, parse_tod, read_day, tod_text
from tourplanner.core.costs import dollars_text, read_dollars
from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, Field, FieldType
from tourplanner.core.safe_text import one_line
from tourplanner.core.todos import due_text, read_due

MAX_CHARS = 500
YES, NO = "yes", "no"
_YES = frozenset({"yes", "y", "x", "true", "1", "signed", "✓"})
_NO = frozenset({"no", "n", "false", "0", "-"})
MOST_MIN = 720
DUE = "t_minus"
CENTS = "cents"
YEARS = "years"
COACH = "coach"
_ANY = frozenset({"", "any", "none"})
MOST_YEARS = 150
_MINUTES = re.compile(r"([+-]?\d{1,4})(?:\s*min(?:utes)?)?", re.IGNORECASE)
_DAY = re.compile(r"(?:day\s*)?(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListKind:
    """A list: the record kind of its rows, the fields of its columns, in order.

    ``of_tour``: each tour has its own; else it is the office's. ``order``: a figure by which the
    rows stand, the largest first; else they stand by name.
    """

    name: str
    title: str
    kind: str
    columns: tuple[str, ...]
    of_tour: bool = True
    order: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The declarations of the columns."""
        known = {field.name: field for field in KINDS[self.kind].fields}
        return tuple(known[name] for name in self.columns)

    @property
    def key(self) -> str:
        """The field by which a pasted row is known again."""
        return KINDS[self.kind].title

    @property
    def owner(self) -> str:
        """The field of what a row belongs to, where two that own one each may have its name."""
        return {"item": "stop", "template": "name"}.get(self.kind, "")


RIDERS = ListKind(
    "riders",
    "Riders and guests",
    "rider",
    (
        *("name", "organization", "role", "status", "reply_by", "joins", "leaves", "coach"),
        *("seat", "access", "diet", "phone", "email", "emergency", "waiver", "room_type", "room"),
        *("shares", "payment", "note"),
    ),
)
MEDIA = ListKind(
    "media",
    "Media contacts",
    "media",
    (
        *("outlet", "name", "market", "language", "beat", "phone", "email"),
        *("pitched", "coming", "came", "ran", "note"),
    ),
    of_tour=False,
)
COVERAGE = ListKind(
    "coverage",
    "Coverage",
    "clip",
    (
        *("outlet", "date", "time_tod_min", "title", "reporter", "about"),
        *("quote_used", "correction", "link"),
    ),
)
TODOS = ListKind(
    "todos",
    "To-dos",
    "todo",
    ("what", "sort", "about", "owner", "t_minus", "done", "answer", "note"),
    order="t_minus",
)
PROGRAM = ListKind(
    "program",
    "Program",
    "item",
    (
        *("stop", "title", "offset_min", "minutes", "speakers", "status"),
        *("greets", "lead", "moves", "kind", "coverage", "campaign", "note"),
    ),
)
TEMPLATES = ListKind(
    "templates",
    "Templates",
    "template",
    (
        *("name", "title", "offset_min", "minutes", "speakers"),
        *("greets", "lead", "moves", "kind", "coverage", "note"),
    ),
    of_tour=False,
)
RATES = ListKind(
    "rates",
    "Rates",
    "rate",
    ("what", "cents", "source", "since", "out_by_tod_min", "back_from_tod_min", "note"),
    of_tour=False,
)
BOOKINGS = ListKind(
    "bookings",
    "Interpreters and handouts",
    "booking",
    (
        *("what", "sort", "stop", "language", "mode", "start_tod_min", "minutes"),
        *("provider", "phone", "status", "note"),
    ),
)
PAYMENTS = ListKind(
    "payments",
    "Payments",
    "payment",
    ("what", "payer", "fund", "cents", "date", "campaign", "form", "due", "filed", "note"),
)
RETENTION = ListKind(
    "retention",
    "Retention schedule",
    "retention",
    ("what", "years", "source", "since", "note"),
    of_tour=False,
)
ELECTIONS = ListKind(
    "elections",
    "Elections",
    "election",
    ("what", "date", "opens", "source", "note"),
    of_tour=False,
)
LISTS: Mapping[str, ListKind] = {
    one.name: one
    for one in (
        *(RIDERS, PROGRAM, TEMPLATES, MEDIA, COVERAGE, TODOS, RATES, BOOKINGS, PAYMENTS),
        *(ELECTIONS, RETENTION),
    )
}


@dataclass(frozen=True, slots=True)
class ListStop:
    """A planned stop, as cells name it: its number, or its name."""

    id: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Around:
    """What cells refer to: the planned stops, the days of the tour, its first day, holidays.

    ``coaches`` : ids and names in order.
    """

    stops: Sequence[ListStop] = ()
    days: int = 0
    first: date | None = None
    closed: Mapping[date, str] = made_by(default_factory=dict)
    coaches: Sequence[tuple[str, str]] = ()


def offered(field: Field, around: Around) -> tuple[str, ...]:
    """Give the words that a column takes; none where it takes any."""
    if field.name == COACH:
        return tuple(name for _, name in around.coaches)
    return field.choices or ((YES, NO) if field.type is FieldType.BOOL else ())


def cell_text(record: Record, field: Field, around: Around) -> str:
    """Give what stands in a cell; the same text typed again means the same."""
    if field.type is FieldType.MEMBER:
        held = record.member(field.name)
        return ", ".join(stop.number for stop in around.stops if held.get(stop.id) is True)
    value = record[field.name]
    if value is None:
        return ""
    if field.type is FieldType.BOOL:
        return YES if value else NO
    if field.type is FieldType.DATE:
        return date_text(parse_date(str(value)), weekday=False, year=True)
    if field.type is FieldType.TOD_MIN:
        return tod_text(int(value))
    if _is_ladder(field):
        return str(value.get("by") or "") if isinstance(value, Mapping) else ""
    if field.type is FieldType.OBJECT:
        return _place_text(value, around)
    if field.name == COACH:
        return dict(around.coaches).get(str(value), "")
    if field.type is FieldType.REF:
        return _place_text({"stop": value}, around)
    if field.name == CENTS:
        return dollars_text(int(value))
    if field.name == DUE and around.first is not None:
        return due_text(around.first, int(value), around.closed)
    return str(value)


def cell_facts(
    field: Field, text: str, record: Record | None, around: Around, now: str = ""
) -> dict[str, Any]:
    """Give the facts that a typed cell sets; an empty one takes the fact away.

    Parameters
    ----------
    record : the row as it was, None for a new one.
    now : when it is typed, in UTC: who is typed to have confirmed something did so by then.

    Raises
    ------
    InputError : the text is none of what the column takes; it says what it takes.
    """
    typed = one_line(text)
    if len(typed) > MAX_CHARS:
        raise InputError(
            f"{field.label} has {len(typed):,} characters; {MAX_CHARS} fit.", "Make it shorter."
        )
    if field.type is FieldType.MEMBER:
        return _members(field, typed, record, around)
    if _is_ladder(field):
        return {field.name: {"state": "confirmed", "by": typed, "at": now} if typed else None}
    return {field.name: _value(field, typed, around) if typed else None}


def _value(field: Field, typed: str, around: Around) -> Any:
    if field.type is FieldType.CHOICE:
        found = [one for one in field.choices if one.startswith(typed.casefold())]
        if len(found) != 1:
            raise InputError(
                f"“{typed}” is no {field.label.lower()}.",
                f"Type one of {', '.join(field.choices)}.",
            )
        return found[0]
    if field.type is FieldType.BOOL:
        return read_yes(typed)
    if field.type is FieldType.DATE:
        return _day(typed, around).isoformat()
    if field.type is FieldType.TOD_MIN:
        return parse_tod(typed)
    if field.type is FieldType.OBJECT:
        return _place(typed, around)
    if field.name == COACH:
        return _coach(typed, around)
    if field.type is FieldType.REF:
        return find_stop(typed, around).id
    if field.name == DUE:
        return read_due(typed, around.first or date(2000, 1, 1))
    if field.name == CENTS:
        return read_dollars(typed)
    if field.name == YEARS:
        return _years(typed)
    if field.type is FieldType.INTEGER:
        return _minutes(field, typed)
    return typed


def _is_ladder(field: Field) -> bool:
    """Whether the cell says who confirmed it: empty = tentative."""
    return field.name == "status" and field.type is FieldType.OBJECT


def _coach(typed: str, around: Around) -> str | None:
    """Give the coach of a name or a number; None for any of them."""
    wanted = folded_name(typed)
    if wanted in _ANY:
        return None
    named = [(id_, folded_name(name), str(n)) for n, (id_, name) in enumerate(around.coaches, 1)]
    exact = [id_ for id_, name, number in named if wanted in (name, number)]
    found = exact or [id_ for id_, name, _ in named if wanted in name]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{n} {name}" for n, (_, name) in enumerate(around.coaches, 1))
    what = "fits several coaches" if found else "is no coach of the tour"
    raise InputError(f"“{typed}” {what}.", f"Type one of {names}, or any.")


def _minutes(field: Field, typed: str) -> int:
    found = _MINUTES.fullmatch(typed)
    least = 0 if field.name == "minutes" else -MOST_MIN
    if found is None or not least <= int(found[1]) <= MOST_MIN:
        raise InputError(
            f"“{typed}” is no number of minutes.",
            f"Type {least:,} to {MOST_MIN:,}.".replace("-", "−"),
        )
    return int(found[1])


def _years(typed: str) -> int:
    count = typed.casefold().removesuffix("s").removesuffix("year").strip()
    if not count.isdecimal() or int(count) > MOST_YEARS:
        raise InputError(f"“{typed}” is no number of years.", f"Type 0 to {MOST_YEARS}.")
    return int(count)


def read_yes(typed: str) -> bool:
    """Read yes or no; InputError where it is neither."""
    word = typed.casefold()
    if word not in _YES | _NO:
        raise InputError(f"“{typed}” is neither yes nor no.", "Type yes or no.")
    return word in _YES


def _day(typed: str, around: Around) -> date:
    """Read a day; one without a year is the nearest to the tour. A wrong weekday is refused."""
    first = around.first or date(2000, 1, 1)
    half_before = date.fromordinal(max(1, first.toordinal() - 182))
    return read_day(typed, half_before)


def _place(typed: str, around: Around) -> dict[str, Any]:
    found = _DAY.fullmatch(typed)
    if found:
        day = int(found[1])
        if not 1 <= day <= max(1, around.days):
            raise InputError(f"The tour has no day {day}.", f"It has {around.days}.")
        return {"day": day - 1}
    return {"stop": find_stop(typed, around).id}


def _place_text(value: Any, around: Around) -> str:
    if not isinstance(value, Mapping):
        return ""
    if isinstance(value.get("day"), int):
        return f"Day {value['day'] + 1}"
    known = {stop.id: stop.number for stop in around.stops}
    return known.get(str(value.get("stop")), "not in the plan")


def find_stop(typed: str, around: Around) -> ListStop:
    """Give the planned stop of a number or a name; InputError where it is none, or several."""
    wanted = folded_name(typed)
    exact = [s for s in around.stops if wanted in (s.number, folded_name(s.name))]
    found = exact or [s for s in around.stops if wanted in folded_name(s.name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{s.number} {s.name}" for s in around.stops[:6])
    what = "fits several stops" if found else "is no stop of the plan"
    raise InputError(
        f"“{typed}” {what}.", f"Type its number: {known}." if known else "Plan the tour first."
    )


def _members(field: Field, typed: str, record: Record | None, around: Around) -> dict[str, Any]:
    parts = filter(None, map(str.strip, re.split(r"[,;]", typed)))
    wanted = {find_stop(part, around).id for part in parts}
    held = record.member(field.name) if record is not None else {}
    shown = {stop.id for stop in around.stops}
    taken = {
        stop for stop, on in held.items() if on is True and stop in shown and stop not in wanted
    }
    facts: dict[str, Any] = {f"{field.name}/{stop}": True for stop in sorted(wanted)
                             if held.get(stop) is not True}  # fmt: skip
    return facts | {f"{field.name}/{stop}": False for stop in sorted(taken)}


_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("full name", "rider", "guest", "contact", "contact name", "reporter name"),
    "organization": ("org", "organisation", "company", "affiliation", "agency"),
    "role": ("title", "job title", "position"),
    "phone": ("cell", "mobile", "cell phone", "telephone", "phone number"),
    "email": ("e-mail", "mail", "e-mail address", "email address"),
    "emergency": ("emergency", "in case of emergency", "ice"),
    "diet": ("meal", "dietary", "dietary needs", "food"),
    "access": ("accessibility", "needs", "special needs"),
    "room": ("room no", "room no."),
    "coach": ("bus", "vehicle"),
    "reply_by": ("rsvp by", "cut-off", "cutoff", "deadline"),
    "speakers": ("speaker", "who speaks"),
    "status": ("confirmed", "confirmed by"),
    "offset_min": ("start", "after", "begins"),
    "outlet": ("media", "publication", "station", "newspaper"),
    "coming": ("rsvp",),
    "what": ("rate", "item"),
    "cents": ("amount", "price", "rate in dollars"),
    "since": ("as of", "date", "valid from"),
    "title": ("headline", "story"),
}


def header_of(cells: Sequence[str], kind: ListKind) -> dict[int, Field] | None:
    """Say which column of a pasted table is which field; None where its first row is no header.

    A first row is one where it names the field by which rows are known, and another one.
    """
    by_name: dict[str, Field] = {}
    for field in kind.fields:
        for name in (*_OTHER_NAMES.get(field.name, ()), field.name, field.label):
            by_name[_folded(name)] = field
    for field in kind.fields:  # a field's own words come before another one's other names
        by_name[_folded(field.label)] = field
    found = {n: by_name[key] for n, cell in enumerate(cells) if (key := _folded(cell)) in by_name}
    names = {field.name for field in found.values()}
    return found if kind.key in names and (len(names) > 1 or len(cells) == 1) else None


def _folded(text: str) -> str:
    return folded_name(one_line(text)).replace("_", " ")
