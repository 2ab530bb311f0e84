"""Bodies: what is written, and what is taken from a stranger."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import figure
from tourplanner.core.bodies import (
    BODY_LIMIT,
    RefusedChange,
    body_key,
    fits,
    parse_body,
    read_body,
    seal,
)
from tourplanner.core.changes import Change, FactWrite, TextWrite, canonical
from tourplanner.core.fields import Field, FieldType, Level, declared_field

KEY = "0123456789abcdef" * 4


def good() -> dict[str, Any]:
    return {
        "v": 1,
        "record": "a" * 32,
        "kind": "site",
        "action": "b" * 32,
        "label": "Move Dorsa to Tuesday",
        "author": "Ana Ruiz",
        "device": "laptop-1",
        "at": "2013-10-14T09:00:00-07:00",
        "lam": 3,
        "set": {
            "name": {"v": "San José", "over": [KEY]},
            "deleted": {"v": True, "seen": [KEY]},
        },
        "text": {"remarks": {"u": base64.b64encode(b"bytes").decode(), "over": []}},
        "saw": [KEY],
        "undoes": "c" * 32,
    }


def test_a_good_body_is_read() -> None:
    body = canonical(good())
    change = parse_body(body)
    assert change.key == body_key(body)
    assert change.set["name"] == FactWrite("San José", (KEY,))
    assert change.set["deleted"].seen == (KEY,)
    assert change.text["remarks"] == TextWrite(b"bytes", ())
    assert (change.saw, change.undoes, change.lam) == ((KEY,), "c" * 32, 3)
    assert seal(change) == (change, body)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=("Cs",)), max_size=5), inner, max_size=3
        )
    ),
    max_leaves=8,
)
names = st.from_regex(r"[a-z]{1,8}(/[a-z0-9]{1,8})?", fullmatch=True)


@given(
    st.dictionaries(names, json_values, max_size=4),
    st.dictionaries(names, st.binary(max_size=30), max_size=2),
    st.integers(1, 2**53),
)
def test_what_is_sealed_can_be_parsed(
    facts: dict[str, Any], texts: dict[str, bytes], lam: int
) -> None:
    draft = Change(
        "", "a" * 32, "site", "b" * 32, "Label", "Ana", "d", "2013-10-14T09:00:00+00:00", lam,
        {fact: FactWrite(value, (KEY,)) for fact, value in facts.items()},
        {name: TextWrite(update) for name, update in texts.items()},
    )  # fmt: skip
    change, body = seal(draft)
    assert parse_body(body) == read_body(body) == change


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def do(body: dict[str, Any]) -> None:
        *way, last = path.split(".")
        for step in way:
            body = body[step]
        body[last] = value

    return do


BAD: dict[str, Callable[[dict[str, Any]], None]] = {
    "no version": lambda body: body.pop("v"),
    "version is text": _set("v", "1"),
    "version is true": _set("v", True),
    "unknown part": _set("extra", 1),
    "no label": lambda body: body.pop("label"),
    "long author": _set("author", "x" * 201),
    "kind with a quote": _set("kind", 'site"; DROP'),
    "record is no id": _set("record", "../../etc"),
    "record in capitals": _set("record", "A" * 32),
    "action is a number": _set("action", 5),
    "undoes is no id": _set("undoes", "x"),
    "lam is zero": _set("lam", 0),
    "lam is a float": _set("lam", 3.0),
    "lam is huge": _set("lam", 2**60),
    "time without a zone": _set("at", "2013-10-14T09:00:00"),
    "time is nonsense": _set("at", "yesterday"),
    "facts are a list": _set("set", []),
    "fact without a value": _set("set.name", {"over": []}),
    "fact with an extra": _set("set.name", {"v": 1, "x": 2}),
    "fact with an empty name": _set("set", {"": {"v": 1}}),
    "fact name with a line end": _set("set", {"na\nme": {"v": 1}}),
    "over is text": _set("set.name.over", KEY),
    "over holds a short key": _set("set.name.over", ["abc"]),
    "over holds a number": _set("set.name.over", [1]),
    "seen holds a list": _set("set.deleted.seen", [[]]),
    "saw is an object": _set("saw", {}),
    "text without an update": _set("text.remarks", {"over": []}),
    "text is not base64": _set("text.remarks.u", "***"),
    "text is a number": _set("text.remarks.u", 7),
    "text is not ASCII": _set("text.remarks.u", "é==="),
    "texts are a list": _set("text", []),
    "deep value": _set("set.name.v", json.loads("[" * 40 + "]" * 40)),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_body_is_refused(name: str) -> None:
    raw = good()
    BAD[name](raw)
    with pytest.raises(RefusedChange) as caught:
        parse_body(canonical(raw))
    assert not caught.value.later
    assert caught.value.text.endswith(".")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"[" * 100_000,
        b'{"v":1}' + b" ",
        canonical(good()).replace(b'"v":1}', b'"v":1,"v":2}'),
        canonical(good()).replace(b'"lam":3', b'"lam":NaN'),
        canonical(good()).replace(b'"lam":3', b'"lam":1e999'),
        canonical(good()).replace(b'"lam":3', b'"lam":' + b"9" * 5_000),
        canonical(good()).replace(b"San", b"\\ud800"),
        canonical(good()).replace(b"San", b"\\u0053an"),
        json.dumps(good()).encode(),
        canonical(good()) + b"\n",
        b"x" * (BODY_LIMIT + 1),
    ],
)
def test_anything_but_the_one_spelling_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedChange):
        parse_body(body)


def test_a_newer_body_is_kept_for_later() -> None:
    with pytest.raises(RefusedChange, match="newer version") as caught:
        parse_body(canonical({"v": 2, "something": "else"}))
    assert caught.value.later


@settings(max_examples=figure(200, 2_000))
@given(st.integers(0, 2**32))
def test_no_mutation_gets_anything_out_but_a_refusal(seed: int) -> None:
    rng = random.Random(seed)
    body = bytearray(canonical(good()))
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(body))
        kind = rng.randrange(4)
        if kind == 0:
            body[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del body[at : at + rng.randint(1, 20)]
        elif kind == 2:
            body[at:at] = rng.choice([b'"', b"{", b"}", b"[", b"\\u0000", b"1e9", b"null", b"\xc3"])
        else:
            body = body[:at] + body[at // 2 :]
    try:
        change = parse_body(bytes(body))
    except RefusedChange:
        return
    assert seal(change)[1] == bytes(body)


def _field(type_: FieldType, *choices: str) -> Field:
    return Field("f", type_, Level.INTERNAL, "F", choices=choices)


@pytest.mark.parametrize(
    ("type_", "fitting", "others"),
    [
        (FieldType.TEXT, ["", "x"], [1, True, [], {}]),
        (FieldType.INTEGER, [0, -5, 2**53], [1.0, True, "1", 2**53 + 1]),
        (FieldType.NUMBER, [0, 1.5, -1e9], [float("nan"), float("inf"), True, "1", 10**400]),
        (FieldType.BOOL, [True, False], [0, 1, "true"]),
        (FieldType.DATE, ["2013-10-14"], ["20131014", "2013-W42-1", "2013-02-30", 5,
                                         "0001-01-01", "9999-12-31"]),
        (FieldType.MOMENT, ["2013-10-14T09:30:00-07:00"], ["2013-10-14T09:30:00", "now", 5,
                                                           "9999-12-31T23:59:00-12:00"]),
        (FieldType.TOD_MIN, [0, 540, 1500], [-1, 3000, 9.5, True, "9:00"]),
        (
            FieldType.POINT,
            [{"lat": 37.3, "lon": -121.8, "precision": "site"}, {"lat": 1, "lon": 2}],
            [{"lat": 91, "lon": 0}, {"lat": "37", "lon": 1}, {"lat": 1}, [1, 2],
             {"lat": 1, "lon": 2, "source": 3}],
        ),
        (FieldType.REF, ["a" * 32], ["a" * 31, "A" * 32, 5]),
        (FieldType.OBJECT, [{}, {"a": [1]}], [[], "x", 1]),
        (FieldType.MEMBER, [True, {"day": 1}, "x"], []),
        (FieldType.LONG_TEXT, [], ["x", 1]),
    ],
)  # fmt: skip
def test_values_fit_their_field(type_: FieldType, fitting: list[Any], others: list[Any]) -> None:
    assert all(fits(_field(type_), value) for value in [None, *fitting])
    assert not any(fits(_field(type_), value) for value in others)


def test_a_choice_must_be_one_of_the_choices() -> None:
    assert fits(_field(FieldType.CHOICE, "must", "may"), "may")
    assert not any(fits(_field(FieldType.CHOICE, "must", "may"), v) for v in ("not", 1, ["may"]))


def test_an_object_fits_by_the_parts_that_are_read_of_it() -> None:
    fixed, at = _of("stop", "fixed"), _of("variant", "at/aa")
    assert fits(fixed, {"day": 1, "start_tod_min": None, "more": [1]})
    assert not any(fits(fixed, v) for v in ({}, {"day": "x"}, {"day": 10**6}, {"day": [1]}))
    assert fits(at, {"day": 0, "rank": "a", "pin": {"start_tod_min": 540}})
    assert fits(at, False)
    assert not any(fits(at, v) for v in (True, {"day": 0}, {"day": 0, "rank": "a", "pin": {}}, "x"))
    assert not fits(_of("tour", "vehicle"), {"seats": "56"})
    assert not fits(_of("tour", "days"), 10**6)


def _of(kind: str, fact: str) -> Field:
    declared = declared_field(kind, fact)
    assert declared is not None
    return declared
