"""A small language to choose schools: ``county = 'Fresno' and grades overlap 'K-5'``.

Fields, comparisons, lists, ``and``, ``or``, ``not`` and parentheses; nothing else. It is read into
a tree and evaluated here; no word of it ever reaches a database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from tourplanner.core.errors import InputError
from tourplanner.core.model.grades import GradeSpan, parse_grades
from tourplanner.core.model.words import fold

MAX_CHARS = 4_000
MAX_DEPTH = 40
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|(?P<op><=|>=|!=|<>|=|<|>|\(|\)|,)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>-?\d+(?:\.\d+)?))"
)
_HINT = "Write it like: county = 'Fresno' and grades overlap 'K-5'."
_COMPARISONS = (
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "contains",
    "like",
    "overlap",
    "within",
    "is",
)
Values = Mapping[str, str]

#: Field -> what it means. Numbers compare as numbers, grades by their span, the rest as text.
FIELDS: dict[str, str] = {
    "name": "school",
    "city": "town",
    "county": "county, without the word",
    "district": "school district",
    "state": "two letters",
    "zip": "ZIP, five digits",
    "street": "street address",
    "region": "region of the state, by name or number",
    "code": "CDS code or national number",
    "nces": "national number",
    "status": "Active, Closed, Merged, Pending",
    "charter": "Y or N",
    "magnet": "Y or N",
    "virtual": "N, C, V or F",
    "type": "type of school, code or words",
    "level": "level, code or words",
    "grades": "grades offered, such as K-5",
    "locale": "city, suburb, town, rural, or the code 11 to 43",
    "enrollment": "pupils",
    "meals": "percent with free or reduced-price meals",
    "senate": "upper chamber district",
    "assembly": "lower chamber district",
    "congress": "congressional district",
    "ladder": "idea, asked, yes, visited, dropped",
    "score": "worth, 0 to 100",
    "tag": "a tag",
}
_NUMBERS = frozenset(("enrollment", "meals", "score", "locale"))
_OTHER_NAMES = {
    "school": "name",
    "town": "city",
    "cds": "code",
    "frpm": "meals",
    "pupils": "enrollment",
    "students": "enrollment",
    "grade": "grades",
    "address": "street",
    "school_district": "district",
    "soc": "type",
}


@dataclass(frozen=True, slots=True)
class Where:
    """A choice that was understood: ``test`` says of a school's values whether it is chosen."""

    text: str
    fields: frozenset[str]
    test: Callable[[Values], bool]
    grades: tuple[GradeSpan, ...] = ()  # spans that are asked for


def parse_where(text: str) -> Where:
    """Read a choice.

    Raises
    ------
    InputError : it does not make sense; the text names the place, the hint what may stand there.
    """
    if len(text) > MAX_CHARS:
        raise InputError("That choice is too long.", "Use fewer conditions.")
    parser = _Parser(_tokens(text))
    test = parser.either(0)
    if parser.at < len(parser.tokens):
        raise _odd(f"“{parser.tokens[parser.at][1]}” stands where “and” or “or” may stand")
    return Where(text, frozenset(parser.fields), test, tuple(parser.grades))


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _odd(f"“{text[at : at + 12].strip()}” cannot be read")
        kind = str(match.lastgroup)
        value = match.group(kind)
        if kind == "text":
            value = value[1:-1].replace(value[0] * 2, value[0])
        found.append((kind, value))
        at = match.end()
    if not found:
        raise _odd("nothing is asked for")
    return found


def _odd(what: str) -> InputError:
    return InputError(f"The choice does not make sense: {what}.", _HINT)


class _Parser:
    """Reads tokens into one test, by descent."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.fields: set[str] = set()
        self.grades: list[GradeSpan] = []

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "the end")

    def _take(self, *words: str) -> str:
        """Take the next token where it is one of some words, else give an empty text."""
        kind, value = self._peek()
        if kind in ("word", "op") and value.casefold() in words:
            self.at += 1
            return value.casefold()
        return ""

    def either(self, depth: int) -> Callable[[Values], bool]:
        """Read conditions joined by "or"."""
        if depth > MAX_DEPTH:
            raise _odd("too many parentheses")
        tests = [self._both(depth)]
        while self._take("or"):
            tests.append(self._both(depth))
        return tests[0] if len(tests) == 1 else lambda v: any(test(v) for test in tests)

    def _both(self, depth: int) -> Callable[[Values], bool]:
        tests = [self._one(depth)]
        while self._take("and"):
            tests.append(self._one(depth))
        return tests[0] if len(tests) == 1 else lambda v: all(test(v) for test in tests)

    def _one(self, depth: int) -> Callable[[Values], bool]:
        if depth > MAX_DEPTH:
            raise _odd("too many conditions inside one another")
        if self._take("not"):
            inner = self._one(depth + 1)
            return lambda v: not inner(v)
        if self._take("("):
            inner = self.either(depth + 1)
            if not self._take(")"):
                raise _odd("a parenthesis is not closed")
            return inner
        return self._comparison()

    def _comparison(self) -> Callable[[Values], bool]:
        kind, word = self._peek()
        if kind != "word":
            raise _odd(f"a field's name is missing before “{word}”")
        self.at += 1
        name = _field(word)
        self.fields.add(name)
        negated = bool(self._take("not"))
        operator = self._take("=", "!=", "<>", "<=", ">=", "<", ">", *_COMPARISONS, "overlaps")
        operator = {"<>": "!=", "overlaps": "overlap", "like": "contains"}.get(operator, operator)
        if operator == "is":
            negated = negated or bool(self._take("not"))
            operator = "="
        if not operator:
            raise _odd(f"“{self._peek()[1]}” stands where = or another comparison may stand")
        chosen: Callable[[Values], bool]
        if operator == "in":
            tests = [_test(name, "=", value) for value in self._list()]
            chosen = lambda v: any(test(v) for test in tests)  # noqa: E731
        else:
            value = self._value()
            if name == "grades" and (span := parse_grades(value)):
                self.grades.append(span)
            chosen = _test(name, operator, value)
        return (lambda v: not chosen(v)) if negated else chosen

    def _list(self) -> list[str]:
        if not self._take("("):
            raise _odd("“in” needs a list in parentheses")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        if not self._take(")"):
            raise _odd("the list after “in” is not closed")
        return values

    def _value(self) -> str:
        kind, value = self._peek()
        if kind not in ("text", "number", "word") or (kind == "word" and value in ("and", "or")):
            raise _odd(f"a value is missing before “{value}”")
        self.at += 1
        return "" if kind == "word" and value.casefold() in ("empty", "null") else value


def _field(word: str) -> str:
    name = word.casefold()
    name = _OTHER_NAMES.get(name, name)
    if name in FIELDS:
        return name
    near = get_close_matches(name, FIELDS, 1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise InputError(
        f"There is no field “{word[:40]}” to choose by.", f"{hint}Fields: {', '.join(FIELDS)}."
    )


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").rstrip("%"))
    except ValueError:
        return None


def _test(name: str, operator: str, wanted: str) -> Callable[[Values], bool]:
    if name == "grades":
        return _grade_test(operator, wanted)
    if operator in ("overlap", "within"):
        raise InputError(f"“{operator}” goes with grades, not with {name}.", _HINT)
    if name in _NUMBERS and _number(wanted) is not None and operator != "contains":
        return _number_test(name, operator, wanted)
    folded = fold(wanted).strip()
    if name == "county":
        folded = folded.removesuffix(" county")
    if operator == "contains":
        part = folded.strip("%")
        return lambda v: any(part in choice for choice in _choices(v, name))
    if operator == "=":
        return lambda v: folded in _choices(v, name)
    if operator == "!=":
        return lambda v: folded not in _choices(v, name)
    compare = _ORDERS[operator]
    return lambda v: any(choice and compare(choice, folded) for choice in _choices(v, name))


_ORDERS: dict[str, Callable[[str, str], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_NUMBER_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _choices(values: Values, name: str) -> list[str]:
    """Give all ways in which a field may be named: "Elementary", "60"; parts are set by a tab."""
    whole = values.get(name, "")
    return [fold(part).strip() for part in (*whole.split("\t"), whole)]


def _number_test(name: str, operator: str, wanted: str) -> Callable[[Values], bool]:
    number = _number(wanted)
    compare = _NUMBER_ORDERS[operator]

    def test(values: Values) -> bool:
        own = _number(values.get(name, "").split("\t")[0])
        return own is not None and number is not None and compare(own, number)

    return test


def _grade_test(operator: str, wanted: str) -> Callable[[Values], bool]:
    span = parse_grades(wanted)
    if span is None and wanted:
        raise InputError(f"“{wanted[:20]}” is no span of grades.", "Write it like K-5 or 9-12.")
    if span is None:
        is_empty = operator == "="
        return lambda v: (parse_grades(v.get("grades", "")) is None) == is_empty
    if operator not in ("overlap", "within", "=", "!=", "contains"):
        raise InputError(f"“{operator}” does not go with grades.", "Use overlap, within or =.")

    def test(values: Values) -> bool:
        own = parse_grades(values.get("grades", ""))
        if own is None:
            return False
        if operator == "overlap":
            return own.overlaps(span)
        if operator == "within":
            return own.within(span)
        if operator == "contains":
            return span.within(own)
        return (own == span) == (operator == "=")

    return test
