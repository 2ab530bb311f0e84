"""How a change is written as bytes, and what is checked before foreign bytes are taken.

A body is UTF-8 JSON kept byte for byte; its sha256 is its key. Bodies from other laptops are
hostile input: :func:`parse_body` trusts nothing in them, :func:`fits` judges a single value.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType

from tourplanner.core.changes import Change, FactWrite, Json, TextWrite, spelled, spelled_name
from tourplanner.core.clock import YEARS
from tourplanner.core.errors import SharingError
from tourplanner.core.fields import Field, FieldType
from tourplanner.core.model.ids import is_record_id

BODY_VERSION = 1
BODY_LIMIT = 1_000_000  # bytes of one change
LAM_JUMP = 1_000_000  # how far a change may run ahead of what is known of its record
DEPTH_LIMIT = 12  # nested lists and objects inside one value
NAME_LIMIT = 200  # characters of a fact's name, a label, an author
_INTEGER_LIMIT = 2**53  # beyond it a JSON reader may round
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RefusedChange(SharingError):
    """A body that cannot go into the log.

    ``later`` says that it may become good: it was made by a newer version, or what it builds on has
    not arrived. Such a body is kept aside and tried again.
    """

    def __init__(self, reason: str, *, later: bool = False) -> None:
        super().__init__(f"A change was set aside: {reason}.", "The other changes were taken.")
        self.reason = reason
        self.later = later


def body_key(body: bytes) -> str:
    """Give the key of a body: its sha256 in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def is_intact(body: object, digest: object) -> bool:
    """Whether a stored body still has the sha256 it was stored under; of other types nothing is."""
    return isinstance(body, bytes) and hashlib.sha256(body).digest() == digest


def body_of(change: Change, ready: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Write a change as a body; the change's own key is not looked at.

    What is empty is left out, so that a change of one fact stays about 400 bytes. This spelling is
    part of the format, with sorted keys on every level: other programs refuse any other.

    Parameters
    ----------
    ready : values, by fact, that the caller has spelled already.
    """
    head = _spelled_head(
        change.action, change.at, change.author, change.device, change.kind, change.label
    )
    parts = [f'{head},"lam":{change.lam},"record":{spelled(change.record)}']
    if change.saw:
        parts.append(f'"saw":{_spelled_keys(change.saw)}')
    if change.set:
        facts = [
            f"{spelled_name(fact)}:{_spelled_write(write, ready.get(fact))}"
            for fact, write in sorted(change.set.items(), key=itemgetter(0))
        ]
        parts.append(f'"set":{{{",".join(facts)}}}')
    if change.text:
        texts = {
            name: {"u": base64.b64encode(w.update).decode("ascii"), "over": w.over}
            for name, w in change.text.items()
        }
        parts.append(f'"text":{spelled(texts)}')
    if change.undoes is not None:
        parts.append(f'"undoes":{spelled(change.undoes)}')
    parts.append(f'"v":{BODY_VERSION}')
    return f"{{{','.join(parts)}}}".encode()


@lru_cache(maxsize=8)  # all changes of a bulk action begin with the same words
def _spelled_head(action: str, at: str, author: str, device: str, kind: str, label: str) -> str:
    return (
        f'"action":{spelled(action)},"at":{spelled(at)},"author":{spelled(author)},'
        f'"device":{spelled(device)},"kind":{spelled(kind)},"label":{spelled(label)}'
    )


def _spelled_write(write: FactWrite, value: str | None) -> str:
    over = f'"over":{_spelled_keys(write.over)},' if write.over else ""
    seen = f'"seen":{_spelled_keys(write.seen)},' if write.seen else ""
    return f'{{{over}{seen}"v":{spelled(write.value) if value is None else value}}}'


def _spelled_keys(keys: tuple[str, ...]) -> str:
    # Hexadecimal digits stand in JSON as they are.
    joined = '","'.join(keys)
    return f'["{joined}"]'


def seal(draft: Change, ready: Mapping[str, str] = MappingProxyType({})) -> tuple[Change, bytes]:
    """Give a change its key, with the body that the key belongs to; ``ready`` as in body_of."""
    body = body_of(draft, ready)
    return Change(body_key(body), *draft[1:]), body


def read_body(body: bytes) -> Change:
    """Read a body that this laptop's log already holds.

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError : the bytes are not what was once checked.
    """
    raw = json.loads(body.decode("utf-8"))
    facts = {
        fact: FactWrite(w["v"], tuple(w.get("over", ())), tuple(w.get("seen", ())))
        if len(w) > 1
        else FactWrite(w["v"])
        for fact, w in raw.get("set", _NOTHING).items()
    }
    texts: dict[str, TextWrite] = {}
    for name, w in raw.get("text", _NOTHING).items():
        texts[name] = TextWrite(base64.b64decode(w["u"]), tuple(w["over"]))
    return Change(
        hashlib.sha256(body).hexdigest(),
        raw["record"],
        raw["kind"],
        raw["action"],
        raw["label"],
        raw["author"],
        raw["device"],
        raw["at"],
        raw["lam"],
        facts,
        texts,
        raw.get("undoes"),
        tuple(raw.get("saw", ())),
    )


_NOTHING: dict[str, Json] = {}
_PLAIN_KEYS = ("label", "author", "device", "at", "kind")
_KNOWN_KEYS = frozenset(
    (*_PLAIN_KEYS, "v", "record", "action", "lam", "set", "text", "undoes", "saw")
)


def parse_body(body: bytes) -> Change:
    """Read a body from outside, trusting nothing in it.

    Only the one spelling that :func:`body_of` writes is taken, so that a repeated key or a number
    written in another way cannot be read differently by two programs.

    Raises
    ------
    RefusedChange : with the reason in plain words.
    """
    if len(body) > BODY_LIMIT:
        raise RefusedChange("it is larger than 1 MB")
    try:
        raw = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
        if not isinstance(raw, dict) or not is_shallow(raw, DEPTH_LIMIT + 3):
            raise RefusedChange("it is not a change")
        if type(raw.get("v")) is int and raw["v"] > BODY_VERSION:
            raise RefusedChange("it was made by a newer version of the program", later=True)
        _check_envelope(raw)
        _check_facts(raw.get("set", _NOTHING))
        _check_texts(raw.get("text", _NOTHING))
        change = read_body(body)
        if body_of(change) != body:
            raise RefusedChange("it is not written in the one way changes are written")
    except (ValueError, RecursionError) as error:
        raise RefusedChange("it cannot be read") from error
    return change


def _no_constant(text: str) -> Json:
    raise ValueError(f"no such number: {text}")


def is_shallow(value: Json, levels: int) -> bool:
    """Whether lists and objects nest at most ``levels`` deep."""
    if isinstance(value, dict):
        return levels > 0 and all(is_shallow(item, levels - 1) for item in value.values())
    if isinstance(value, list):
        return levels > 0 and all(is_shallow(item, levels - 1) for item in value)
    return True


def _check_envelope(raw: dict[str, Json]) -> None:
    if raw.get("v") != BODY_VERSION or type(raw["v"]) is not int or raw.keys() - _KNOWN_KEYS:
        raise RefusedChange("it is not a change of this format")
    for name in _PLAIN_KEYS:
        text = raw.get(name)
        if not isinstance(text, str) or len(text) > NAME_LIMIT:
            raise RefusedChange(f"its {name} is missing or too long")
    if not raw["kind"].isidentifier():
        raise RefusedChange("its kind is no name")
    for name in ("record", "action"):
        if not isinstance(raw.get(name), str) or not is_record_id(raw[name]):
            raise RefusedChange(f"its {name} is no id")
    undoes = raw.get("undoes")
    if undoes is not None and not (isinstance(undoes, str) and is_record_id(undoes)):
        raise RefusedChange("what it undoes is no id")
    if type(raw.get("lam")) is not int or not 1 <= raw["lam"] <= _INTEGER_LIMIT:
        raise RefusedChange("its counter is out of range")
    if not _are_keys(raw.get("saw", [])):
        raise RefusedChange("it names something that is no change")
    if not _is_moment(raw["at"]):
        raise RefusedChange("its time is no time")


def _check_facts(facts: Json) -> None:
    if not isinstance(facts, dict):
        raise RefusedChange("its facts are not facts")
    for fact, write in facts.items():
        if not 0 < len(fact) <= NAME_LIMIT or not fact.isprintable():
            raise RefusedChange("it names a fact that is no name")
        if not isinstance(write, dict) or "v" not in write or write.keys() - {"v", "over", "seen"}:
            raise RefusedChange("one of its facts is not a fact")
        if not _are_keys(write.get("over", [])) or not _are_keys(write.get("seen", [])):
            raise RefusedChange("it replaces something that is no change")


def _check_texts(texts: Json) -> None:
    if not isinstance(texts, dict):
        raise RefusedChange("its texts are not texts")
    for name, write in texts.items():
        if not 0 < len(name) <= NAME_LIMIT or not name.isprintable():
            raise RefusedChange("it names a text that is no name")
        if not isinstance(write, dict) or write.keys() != {"u", "over"}:
            raise RefusedChange("one of its texts is not a text")
        if not _are_keys(write["over"]):
            raise RefusedChange("it replaces something that is no change")
        if not isinstance(write["u"], str):
            raise RefusedChange("one of its texts is not a text")


def _are_keys(keys: Json) -> bool:
    return isinstance(keys, list) and all(
        isinstance(key, str) and len(key) == 64 and not key.strip("0123456789abcdef")
        for key in keys
    )


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def fits(declared: Field, value: Json) -> bool:
    """Whether a value is of the declared type; None (nothing written) fits every field."""
    if value is None:
        return True
    check = _FITS.get(declared.type)
    if check is None:
        return False
    return check(declared, value)


def _is_integer(declared: Field, value: Json) -> bool:
    most = declared.most or _INTEGER_LIMIT
    return type(value) is int and -most <= value <= most


def _is_number(_: Field, value: Json) -> bool:
    return type(value) in (int, float) and abs(value) <= _INTEGER_LIMIT and math.isfinite(value)


def _is_date(_: Field, value: Json) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        return date.fromisoformat(value).year in YEARS
    except ValueError:
        return False


def _is_point(declared: Field, value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    for axis, limit in (("lat", 90), ("lon", 180)):
        degrees: Json = value.get(axis)
        if not _is_number(declared, degrees) or not -limit <= degrees <= limit:
            return False
    return all(isinstance(value.get(name, ""), str) for name in ("precision", "source"))


def _is_text(_: Field, value: Json) -> bool:
    return isinstance(value, str)


def _is_bool(_: Field, value: Json) -> bool:
    return isinstance(value, bool)


def _is_aware_moment(_: Field, value: Json) -> bool:
    return (
        isinstance(value, str) and _is_moment(value) and datetime.fromisoformat(value).year in YEARS
    )


def _is_tod_min(_: Field, value: Json) -> bool:
    return type(value) is int and 0 <= value <= 2880


def _is_ref(_: Field, value: Json) -> bool:
    return isinstance(value, str) and is_record_id(value)


def _is_choice(declared: Field, value: Json) -> bool:
    return isinstance(value, str) and value in declared.choices


def _is_object(declared: Field, value: Json) -> bool:
    return isinstance(value, dict) and all(
        _has_part(part, value.get(part.name)) for part in declared.parts
    )


def _has_part(part: Field, value: Json) -> bool:
    is_nothing = value is None or (value is False and part.type is not FieldType.BOOL)
    return not part.is_needed if is_nothing else fits(part, value)


def _is_member(declared: Field, value: Json) -> bool:
    return not declared.parts or value is False or _is_object(declared, value)


_FITS: dict[FieldType, Callable[[Field, Json], bool]] = {
    FieldType.TEXT: _is_text,
    FieldType.INTEGER: _is_integer,
    FieldType.NUMBER: _is_number,
    FieldType.BOOL: _is_bool,
    FieldType.DATE: _is_date,
    FieldType.MOMENT: _is_aware_moment,
    FieldType.TOD_MIN: _is_tod_min,
    FieldType.POINT: _is_point,
    FieldType.REF: _is_ref,
    FieldType.CHOICE: _is_choice,
    FieldType.OBJECT: _is_object,
    FieldType.MEMBER: _is_member,
}
