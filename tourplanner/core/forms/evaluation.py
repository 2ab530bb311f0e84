"""What an expression of a form comes to with the answers so far.

A blank answer is the empty text, as a number it is none and compares with nothing. Days are days:
as a number the days since January 1, 1970, so that their difference is in days.

Source
------
docs.getodk.org/form-logic/ and form-operators-functions/ .
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tourplanner.core.forms.expression import (
    OVER_ALL,
    Binary,
    Call,
    Expression,
    Literal,
    Named,
    Own,
)

_EPOCH = date(1970, 1, 1).toordinal()
_LONGEST = 200  # letters that a pattern is held against
_LARGEST = 1e15  # beyond it nothing that people count; and a form may multiply for ever
_QUANTIFIERS, _LEAPS = 2, 6  # in a pattern: any number of times; once or not at all


class NotKnown(Exception):
    """It cannot be said: a name that there is none of, a number in words, no day known."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices of an answer by their names; ``text`` is what was typed."""

    names: tuple[str, ...]
    text: str


Value = str | float | bool | date | Chosen


@dataclass(frozen=True, slots=True)
class Here:
    """Where an expression stands.

    Attributes
    ----------
    read : the answer to a question beside it, or NotKnown. every : all those of a repeat.
    own : the answer to the question itself. number : the place in a repeat, from 1; 0 = in none.
    today : None = not known.
    """

    read: Callable[[str], Value]
    every: Callable[[str], Sequence[Value]]
    own: Value = ""
    number: int = 0
    today: date | None = None


def evaluate(expression: Expression, here: Here) -> Value:
    """Give what an expression comes to; NotKnown where it cannot be said."""
    if isinstance(expression, Literal):
        literal = expression.value
        return literal if isinstance(literal, str) else _kept(literal)
    if isinstance(expression, Named):
        return here.read(expression.name)
    if isinstance(expression, Own):
        return here.own
    if isinstance(expression, Binary):
        return _binary(expression, here)
    return _call(expression, here)


def is_true(value: Value) -> bool:
    """Whether a value counts as true: not blank, not zero."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(to_text(value))


def to_text(value: Value) -> str:
    """Give a value as it is shown: whole numbers without a point, days as 2013-10-14."""
    if isinstance(value, Chosen):
        return " ".join(value.names) or value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return value.isoformat() if isinstance(value, date) else value


def to_number(value: Value) -> float:
    """Give a value as a number, NaN for a blank; NotKnown for words."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    if isinstance(value, date):
        return float(value.toordinal() - _EPOCH)
    text = to_text(value).strip()
    if not text:
        return math.nan
    found = number_in(text)
    if found is not None:
        return found
    day = _day_in(text)
    if day is None:
        raise NotKnown(text)
    return to_number(day)


def number_in(text: str) -> float | None:
    """Read a number as people type it, None where it is none: 1,000 and 40% too."""
    plain = text.strip().removesuffix("%").strip()
    if not re.fullmatch(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})?(?:\.\d{1,15})?", plain):
        return None
    try:
        return float(plain.replace(",", ""))
    except ValueError:
        return None


def _day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _binary(expression: Binary, here: Here) -> Value:
    mark = expression.mark
    if mark in ("and", "or"):
        return _joined(expression, here)
    left, right = evaluate(expression.left, here), evaluate(expression.right, here)
    if mark == "=":
        return _is_equal(left, right)
    if mark == "!=":
        return not _is_equal(left, right)
    one, other = to_number(left), to_number(right)
    if mark in ("<", "<=", ">", ">="):
        return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[mark]
    if mark in ("div", "mod"):
        if other == 0 or math.isnan(one) or math.isnan(other):
            return math.nan
        return _kept(one / other) if mark == "div" else math.fmod(one, other)
    return _kept({"+": one + other, "-": one - other, "*": one * other}[mark])


def _kept(number: float) -> float:
    """Give a number that is none or not too large; NotKnown for any other."""
    if abs(number) > _LARGEST:
        raise NotKnown("a number too large")
    return number


def _joined(expression: Binary, here: Here) -> bool:
    """Join two rules; one of them may decide although the other cannot be said."""
    decides = expression.mark == "or"
    unknown: NotKnown | None = None
    for part in (expression.left, expression.right):
        try:
            if is_true(evaluate(part, here)) is decides:
                return decides
        except NotKnown as error:
            unknown = error
    if unknown is not None:
        raise unknown
    return not decides


def _is_equal(one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return is_true(one) == is_true(other)
    for chosen, against in ((one, other), (other, one)):
        if isinstance(chosen, Chosen) and to_text(against) in chosen.names:
            return True
    texts = [_folded(to_text(value)) for value in (one, other)]
    if texts[0] == texts[1]:
        return True
    try:
        return to_number(one) == to_number(other)
    except NotKnown:
        return False


def _call(call: Call, here: Here) -> Value:
    name, args = call.name, call.args
    if name in OVER_ALL and isinstance(args[-1], Named):
        every = here.every(args[-1].name)
        before = [evaluate(arg, here) for arg in args[:-1]]
        return _over(name, before, every)
    if name == "if":
        return evaluate(args[1] if is_true(evaluate(args[0], here)) else args[2], here)
    if name == "position":
        return float(here.number)
    if name in ("today", "now"):
        if here.today is None:
            raise NotKnown(name)
        return here.today
    values = [evaluate(arg, here) for arg in args]
    if name in ("min", "max"):
        return _over(name, [], values)
    return _plain(name, values)


def _over(name: str, before: Sequence[Value], every: Sequence[Value]) -> Value:
    """Work out a function over the answers of a repeat."""
    filled = [value for value in every if to_text(value).strip()]
    if name == "count":
        return float(len(every))
    if name == "count-non-empty":
        return float(len(filled))
    if name == "join":
        return to_text(before[0]).join(to_text(value) for value in filled)
    numbers = [to_number(value) for value in filled]
    if name == "sum":
        return _kept(math.fsum(numbers))
    return (min(numbers) if name == "min" else max(numbers)) if numbers else math.nan


def _plain(name: str, values: Sequence[Value]) -> Value:
    """Work out a function of values alone."""
    first = values[0] if values else ""
    texts = [to_text(value) for value in values]
    if name == "selected":
        names = first.names if isinstance(first, Chosen) else tuple(texts[0].split())
        return texts[1] in names or _folded(texts[1]) == _folded(texts[0])
    if name == "count-selected":
        return float(len(first.names if isinstance(first, Chosen) else texts[0].split()))
    if name in _OF_NUMBERS:
        numbers = [to_number(value) for value in values]
        return _OF_NUMBERS[name](numbers) if not any(map(math.isnan, numbers)) else math.nan
    if name == "date":
        day = first if isinstance(first, date) else _day_in(texts[0])
        if day is None:
            raise NotKnown(texts[0])
        return day
    if name == "coalesce":
        return first if texts[0].strip() else values[1]
    if name == "once":
        return first
    if name == "regex":
        return _fits(texts[1], texts[0])
    return _OF_TEXTS[name](texts) if name in _OF_TEXTS else _OF_TRUTH[name](first)


_OF_NUMBERS: dict[str, Callable[[Sequence[float]], float]] = {
    "number": lambda n: n[0],
    "int": lambda n: float(int(n[0])),
    "abs": lambda n: abs(n[0]),
    "round": lambda n: _rounded(n[0], int(n[1]) if len(n) > 1 else 0),
}
_OF_TEXTS: dict[str, Callable[[Sequence[str]], Value]] = {
    "string": lambda t: t[0],
    "concat": lambda t: "".join(t),
    "string-length": lambda t: float(len(t[0])),
    "normalize-space": lambda t: " ".join(t[0].split()),
    "contains": lambda t: t[1].casefold() in t[0].casefold(),
    "starts-with": lambda t: t[0].casefold().startswith(t[1].casefold()),
    "ends-with": lambda t: t[0].casefold().endswith(t[1].casefold()),
}
_OF_TRUTH: dict[str, Callable[[Value], bool]] = {
    "not": lambda value: not is_true(value),
    "boolean": is_true,
    "true": lambda _: True,
    "false": lambda _: False,
}


def _rounded(number: float, digits: int) -> float:
    """Round halves up, as forms do."""
    scale = 10.0 ** max(-12, min(12, digits))
    return math.floor(number * scale + 0.5) / scale


def _fits(pattern: str, text: str) -> bool:
    """Whether the whole of a text fits a pattern; NotKnown for one that could take for ever.

    A form comes from strangers: a pattern that begins again inside of another, or often, would
    hold the window up.
    """
    plain = re.sub(r"\\.|\[[^\]]*\]", "x", pattern)
    is_slow = (
        re.search(r"\)\s*[*+?{]", plain) is not None
        or len(re.findall(r"[*+]|\{\d*,", plain)) > _QUANTIFIERS
        or plain.count("?") > _LEAPS
        or plain.count("|") > _LEAPS
        or max([int(n) for n in re.findall(r"\d+", plain)], default=0) > _LONGEST
    )
    if is_slow or len(pattern) > _LONGEST or len(text) > _LONGEST:
        raise NotKnown(pattern)
    try:
        return re.fullmatch(pattern, text) is not None
    except (re.error, OverflowError) as error:
        raise NotKnown(pattern) from error


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
