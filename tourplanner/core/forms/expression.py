"""Expressions of an XLSForm, read from text: rules, constraints, calculations.

Written here and not left to an XPath library: the answers are what people type in plain words, not
nodes of an XML tree; what is asked must be told in words; and a form comes from strangers, so that
only what stands in ``FUNCTIONS`` is ever run.

Source
------
docs.getodk.org/form-operators-functions/ : operators, their order, and the functions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: What can be called, with how many arguments at least and at most.
FUNCTIONS: dict[str, tuple[int, int]] = {
    "not": (1, 1),
    "true": (0, 0),
    "false": (0, 0),
    "boolean": (1, 1),
    "if": (3, 3),
    "coalesce": (2, 2),
    "once": (1, 1),
    "number": (1, 1),
    "int": (1, 1),
    "round": (1, 2),
    "abs": (1, 1),
    "string": (1, 1),
    "concat": (1, 40),
    "string-length": (1, 1),
    "normalize-space": (1, 1),
    "contains": (2, 2),
    "starts-with": (2, 2),
    "ends-with": (2, 2),
    "regex": (2, 2),
    "selected": (2, 2),
    "count-selected": (1, 1),
    "count": (1, 1),
    "count-non-empty": (1, 1),
    "sum": (1, 1),
    "min": (1, 40),
    "max": (1, 40),
    "join": (2, 2),
    "position": (1, 1),
    "today": (0, 0),
    "now": (0, 0),
    "date": (1, 1),
}
#: Those that look at all answers of a repeat, not only at the one beside.
OVER_ALL = frozenset({"count", "count-non-empty", "sum", "min", "max", "join"})

_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$\{[^{}]+\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<mark><=|>=|!=|\.\.|[=<>(),+*.-])|(?P<word>[a-z]+(?:-[a-z]+)*))"
)
_LEVELS = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
_DEEPEST, _LONGEST = 40, 4_000


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or number that stands in the form."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Named:
    """The answer to another question: ``${name}``."""

    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """The answer to the question itself: a dot; two dots are the repeat it stands in."""

    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function of ``FUNCTIONS`` with its arguments."""

    name: str
    args: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions and the mark or word between them."""

    mark: str
    left: Expression
    right: Expression


Expression = Literal | Named | Own | Call | Binary


@lru_cache(maxsize=2_048)  # read again with every answer, for every question of a form
def read_expression(text: str) -> Expression | None:
    """Read an expression; None where it says more than this program understands."""
    try:
        return _Reader(text).whole()
    except ValueError:
        return None


def names_in(expression: Expression) -> frozenset[str]:
    """Give the questions, repeats and calculations that an expression looks at."""
    if isinstance(expression, Named):
        return frozenset({expression.name})
    parts: tuple[Expression, ...] = ()
    if isinstance(expression, Call):
        parts = expression.args
    elif isinstance(expression, Binary):
        parts = (expression.left, expression.right)
    return frozenset(name for part in parts for name in names_in(part))


class _Reader:
    """Reads from left to right; ValueError where it is not understood."""

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise ValueError("too long")
        self._tokens: list[tuple[str, str]] = []
        at, text = 0, text.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ValueError(text)
            kind = str(found.lastgroup)
            token = found.group(kind)
            kept = {"name": token[2:-1].strip(), "text": token[1:-1]}.get(kind, token)
            self._tokens.append((kind, kept))
            at = found.end()
        self._at = self._deep = 0

    def whole(self) -> Expression:
        """Read all of it."""
        found = self._joined(0)
        if self._at < len(self._tokens):
            raise ValueError("more follows")
        return found

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _takes(self, kind: str, text: str) -> bool:
        """Whether this comes next; then go past it."""
        if self._next() != (kind, text):
            return False
        self._at += 1
        return True

    def _take(self, text: str) -> None:
        if not self._takes("mark", text):
            raise ValueError(f"no {text}")

    def _joined(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._one()
        left = self._joined(level + 1)
        while True:
            kind, mark = self._next()
            if kind not in ("mark", "word") or mark not in _LEVELS[level]:
                return left
            self._at += 1
            left = Binary(mark, left, self._joined(level + 1))

    def _one(self) -> Expression:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise ValueError("too deep")
        kind, said = self._next()
        self._at += 1
        try:
            if kind == "name":
                return Named(said)
            if kind == "text":
                return Literal(said)
            if kind == "number":
                return Literal(float(said))
            if kind == "word":
                return self._call(said)
            if said == "(":
                found = self._joined(0)
                self._take(")")
                return found
            if said == "-":
                return Binary("-", Literal(0.0), self._one())
            if said in (".", ".."):
                return Own(said == "..")
            raise ValueError(said)
        finally:
            self._deep -= 1

    def _call(self, name: str) -> Call:
        if name not in FUNCTIONS:
            raise ValueError(name)
        self._take("(")
        args: list[Expression] = []
        while not self._takes("mark", ")"):
            if args:
                self._take(",")
            args.append(self._joined(0))
        least, most = FUNCTIONS[name]
        if not least <= len(args) <= most:
            raise ValueError(f"{len(args)} arguments of {name}")
        if name in OVER_ALL - {"min", "max"} and not isinstance(args[-1], Named):
            raise ValueError(f"{name} of no question")
        if name == "position" and args[0] != Own(is_repeat=True):
            raise ValueError("position of something else")
        if name != "position" and any(arg == Own(is_repeat=True) for arg in args):
            raise ValueError("the repeat as a value")
        return Call(name, tuple(args))
