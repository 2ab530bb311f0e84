"""An expression of a form in words, for a hint and a sheet of paper."""

from __future__ import annotations

from collections.abc import Callable

from tourplanner.core.forms.evaluation import to_text
from tourplanner.core.forms.expression import Binary, Call, Expression, Literal, Named, Own

Label = Callable[[str, str], str]  # a question and a choice: its words; choice "" = the question's

_WORDS = {
    "=": "is",
    "!=": "is not",
    "<": "is under",
    "<=": "is at most",
    ">": "is over",
    ">=": "is at least",
    "div": "divided by",
    "mod": "left over from",
    "*": "times",
    "+": "plus",
    "-": "minus",
}
_CALLED = {
    "count": "the number of",
    "count-non-empty": "the number of answers to",
    "count-selected": "the number of choices in",
    "sum": "the sum of",
    "min": "the least of",
    "max": "the most of",
    "int": "the whole number of",
    "round": "about",
    "string-length": "the number of letters of",
}


def told(expression: Expression, label: Label) -> str:
    """Give an expression in words."""
    if isinstance(expression, Literal):
        return to_text(expression.value)
    if isinstance(expression, Named):
        return f"“{label(expression.name, '')}”"
    if isinstance(expression, Own):
        return "this"
    if isinstance(expression, Call):
        return _call(expression, label)
    mark, left, right = expression.mark, expression.left, expression.right
    if mark in ("and", "or"):
        return f"{_part(left, mark, label)} {mark} {_part(right, mark, label)}"
    if right == Literal("") and mark in ("=", "!="):
        return f"{told(left, label)} is {'blank' if mark == '=' else 'answered'}"
    if isinstance(left, Named) and isinstance(right, Literal):
        return f"{told(left, label)} {_WORDS[mark]} {label(left.name, to_text(right.value))}"
    return f"{told(left, label)} {_WORDS[mark]} {told(right, label)}"


def _call(call: Call, label: Label) -> str:
    name, args = call.name, call.args
    if name == "not":
        return f"not: {told(args[0], label)}"
    if name == "selected" and isinstance(args[0], Named) and isinstance(args[1], Literal):
        choice = label(args[0].name, to_text(args[1].value))
        return f"{told(args[0], label)} has {choice}"
    if name in ("today", "now"):
        return "today"
    words = ", ".join(told(arg, label) for arg in args)
    return f"{_CALLED[name]} {words}" if name in _CALLED else f"{name}({words})"


def _part(expression: Expression, within: str, label: Label) -> str:
    """Give one side of and/or; the other kind of them in brackets."""
    is_other = isinstance(expression, Binary) and expression.mark in {"and", "or"} - {within}
    return f"({told(expression, label)})" if is_other else told(expression, label)
