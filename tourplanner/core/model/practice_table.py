"""Practice cards as rows of a file, JSON or CSV, and back with nothing changed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tourplanner.core.bodies import fits
from tourplanner.core.changes import Record
from tourplanner.core.errors import InputError
from tourplanner.core.fields import Field, FieldType, record_kind
from tourplanner.core.model.ids import is_record_id

FORMAT = "tourplanner practice cards 1"
_KIND = record_kind("practice")
_MEMBERS = tuple(f.name for f in _KIND.fields if f.type is FieldType.MEMBER)
_TEXTS = frozenset(f.name for f in _KIND.fields if f.type is FieldType.LONG_TEXT)
_SINGLE = tuple(f for f in _KIND.fields if f.type is not FieldType.MEMBER)
# A spreadsheet takes what begins like this for a formula; one mark before it makes it text.
_ODD = ("'", "=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card of a file: its id, facts, long texts, and members by name ("tag/<code>")."""

    id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def to_json(cards: Iterable[Record]) -> str:
    """Give cards as a JSON text, one object each."""
    rows = []
    for card in cards:
        row: dict[str, Any] = {"id": card.id}
        row |= {f.name: card[f.name] for f in _SINGLE if card[f.name] not in (None, "")}
        row |= {name: dict(card.member(name)) for name in _MEMBERS if card.member(name)}
        rows.append(row)
    return json.dumps({"format": FORMAT, "cards": rows}, ensure_ascii=False, indent=1) + "\n"


def to_csv(cards: Iterable[Record]) -> str:
    """Give cards as a CSV text with a head row; what is no plain text stands as JSON."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", *(f.name for f in _SINGLE), *_MEMBERS])
    for card in cards:
        cells = [card.id, *(_cell(f, card[f.name]) for f in _SINGLE)]
        cells += [_json(dict(card.member(name))) if card.member(name) else "" for name in _MEMBERS]
        writer.writerow([f"'{cell}" if cell.startswith(_ODD) else cell for cell in cells])
    return out.getvalue()


def from_json(text: str) -> tuple[CardRow, ...]:
    """Read what ``to_json`` wrote; InputError for anything else."""
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise InputError("These are no practice cards of this program.", "Export them again.")
        return tuple(_row(dict(row)) for row in whole["cards"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _odd(str(error)) from error


def from_csv(text: str) -> tuple[CardRow, ...]:
    """Read what ``to_csv`` wrote, also after a spreadsheet saved it; InputError as above."""
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise _odd(str(error)) from error
    if not rows and "id" not in text.split("\n", 1)[0]:
        raise _odd("no head row")
    found = []
    for row in rows:
        if None in row or any(cell is None for cell in row.values()):
            raise _odd("a row has more or fewer cells than the head")
        cells = {k: v[1:] if v.startswith("'") else v for k, v in row.items()}
        parsed: dict[str, Any] = {}
        for name, cell in cells.items():
            declared = _KIND.field(name) or next((f for f in _KIND.fields if f.name == name), None)
            is_plain = name == "id" or declared is None or not _is_json(declared)
            try:
                parsed[name] = cell if is_plain else json.loads(cell) if cell else None
            except (ValueError, RecursionError) as error:
                raise _odd(f"{name}: {cell[:40]}") from error
        found.append(_row(parsed))
    return tuple(found)


def _row(row: dict[str, Any]) -> CardRow:
    record = row.pop("id", None)
    if not isinstance(record, str) or not is_record_id(record):
        raise _odd("a card has no id")
    facts: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for name, value in row.items():
        if name in _MEMBERS:
            if value is not None and not isinstance(value, dict):
                raise _odd(f"{name} of {record[:8]}")
            facts |= {f"{name}/{code}": on for code, on in (value or {}).items()}
            continue
        declared = _KIND.field(name)
        if declared is None:
            raise _odd(f"there is no field {name}")
        value = None if value == "" else value
        if name in _TEXTS:
            if value is not None and not isinstance(value, str):
                raise _odd(f"{name} of {record[:8]}")
            texts[name] = value or ""
        elif not fits(declared, value):
            raise _odd(f"{name} of {record[:8]} cannot be {str(value)[:40]}")
        else:
            facts[name] = value
    return CardRow(record, facts, texts)


def _is_json(declared: Field) -> bool:
    return declared.type not in (
        *(FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE, FieldType.REF, FieldType.DATE),
    )


def _cell(declared: Field, value: Any) -> str:
    if value is None:
        return ""
    return _json(value) if _is_json(declared) else str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _odd(what: str) -> InputError:
    return InputError("This file does not hold practice cards.", "Export them again.", what)
