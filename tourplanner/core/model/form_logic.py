"""When a question of an XLSForm is asked: its rule, held against the answers and told in words.

Source
------
docs.getodk.org/form-logic/ : ${name}, = != < <= > >=, and, or, not(), selected().
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Said = Callable[[str, str], bool]  # a question and a choice: whether its answer says just that
Read = Callable[[str], str]  # a question: its answer, empty where there is none
Label = Callable[[str, str], str]  # a question and a choice: its words; choice "" = the question's

_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$\{[^{}]+\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<mark><=|>=|!=|[=<>(),])|(?P<word>[a-z]+))"
)
_WORDS = {
    "=": "is",
    "!=": "is not",
    "<": "is under",
    "<=": "is at most",
    ">": "is over",
    ">=": "is at least",
    "has": "has",
}
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer against a choice or number; ``mark`` is one of the keys of ``_WORDS``."""

    question: str
    mark: str
    choice: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Rules of which all (``and``), one (``or``) or none (``not``) hold."""

    how: str
    parts: tuple[Rule, ...]


Rule = Compared | Joined


def read_rule(text: str) -> Rule | None:
    """Read a rule; None where it says more than this program understands."""
    try:
        return _Reader(text).whole()
    except ValueError:
        return None


def holds(rule: Rule, read: Read, said: Said) -> bool:
    """Say whether a rule holds with the answers so far."""
    if isinstance(rule, Joined):
        found = [holds(part, read, said) for part in rule.parts]
        return {"and": all(found), "or": any(found), "not": not any(found)}[rule.how]
    answer = read(rule.question)
    if rule.mark in ("=", "has"):
        return said(rule.question, rule.choice) or _is_equal(answer, rule.choice)
    if rule.mark == "!=":
        return not (said(rule.question, rule.choice) or _is_equal(answer, rule.choice))
    one, other = _number(answer), _number(rule.choice)
    if one is None or other is None:
        return False
    marks = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
    return marks[rule.mark]


def told(rule: Rule, label: Label) -> str:
    """Give a rule in words."""
    if isinstance(rule, Compared):
        question = label(rule.question, "")
        if not rule.choice:
            is_blank = rule.mark == "="
            return f"“{question}” is {'blank' if is_blank else 'answered'}"
        return f"“{question}” {_WORDS[rule.mark]} {label(rule.question, rule.choice)}"
    if rule.how == "not":
        return f"not: {told(rule.parts[0], label)}"
    parts = [told(part, label) for part in rule.parts]
    mixed = [isinstance(part, Joined) for part in rule.parts]
    return f" {rule.how} ".join(
        f"({part})" if is_mixed else part for part, is_mixed in zip(parts, mixed, strict=True)
    )


class _Reader:
    """Reads a rule from left to right; ValueError where it is not understood."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at, text = 0, text.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ValueError(text)
            kind = str(found.lastgroup)
            token = found.group(kind)
            kept = {"name": token[2:-1].strip(), "text": token[1:-1]}.get(kind, token)
            self._tokens.append(("text" if kind == "number" else kind, kept))
            at = found.end()
        self._at = self._deep = 0

    def whole(self) -> Rule:
        """Read all of it."""
        found = self._joined("or")
        if self._at < len(self._tokens):
            raise ValueError("more follows")
        return found

    def _take(self, kind: str, text: str = "") -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        if token[0] != kind or (text and token[1] != text):
            raise ValueError(f"no {text or kind}")
        self._at += 1
        return token[1]

    def _is_next(self, kind: str, text: str = "") -> bool:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        return token[0] == kind and text in ("", token[1])

    def _joined(self, how: str) -> Rule:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise ValueError("too deep")
        parts = [self._joined("and") if how == "or" else self._one()]
        while self._is_next("word", how):
            self._at += 1
            parts.append(self._joined("and") if how == "or" else self._one())
        self._deep -= 1
        return parts[0] if len(parts) == 1 else Joined(how, tuple(parts))

    def _one(self) -> Rule:
        if self._is_next("mark", "("):
            return self._inside()
        if self._is_next("word", "not"):
            self._at += 1
            return Joined("not", (self._inside(),))
        if self._is_next("word", "selected"):
            self._at += 1
            self._take("mark", "(")
            question = self._take("name")
            self._take("mark", ",")
            choice = self._take("text")
            self._take("mark", ")")
            return Compared(question, "has", choice)
        question = self._take("name")
        mark = self._take("mark")
        if mark not in _WORDS:
            raise ValueError(mark)
        return Compared(question, mark, self._take("text"))

    def _inside(self) -> Rule:
        self._take("mark", "(")
        found = self._joined("or")
        self._take("mark", ")")
        return found


def _is_equal(answer: str, choice: str) -> bool:
    one, other = _number(answer), _number(choice)
    same_number = one is not None and one == other
    return same_number or " ".join(answer.casefold().split()) == choice.strip().casefold()


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", ""))
    except ValueError:
        return None
