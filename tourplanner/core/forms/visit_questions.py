"""What is asked at a stop: questions whose rule holds, those of a repeat as often as answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tourplanner.core.clock import read_day
from tourplanner.core.errors import InputError
from tourplanner.core.forms.evaluation import (
    Chosen,
    Here,
    NotKnown,
    Value,
    evaluate,
    is_true,
    number_in,
    to_number,
    to_text,
)
from tourplanner.core.forms.expression import read_expression
from tourplanner.core.model.framework import Question
from tourplanner.core.model.ids import derived_id

MOST_TIMES = 200  # that a repeat is asked
_NUMBERED = re.compile(r"(.+)#([1-9][0-9]{0,2})", re.DOTALL)
_PARTS = re.compile(r"[,;/\n]")
_FILLED = re.compile(r"\$\{([^{}]+)\}")
_NUMBERS = frozenset({"integer", "decimal", "range"})
_NO_MORE = 12  # calculations that hang on each other


@dataclass(frozen=True, slots=True)
class AskedHere:
    """A question at a stop; ``code`` is that of its answer, ``number`` from 1 in a repeat, else 0.

    is_spare : it stands ready for one more of a repeat, and is not missing. odd : why its answer
    does not fit, in a sentence. A question that is not asked only tells its words.
    """

    question: Question
    code: str
    words: str
    number: int = 0
    is_spare: bool = False
    es: str = ""
    help: str = ""
    odd: str = ""


def answer_id(stop: str, code: str) -> str:
    """Give the id of the answer to a question at a stop."""
    return derived_id("answer", stop, code)


def question_code(code: str) -> str:
    """Give the code of the question that an answer's code belongs to."""
    found = _NUMBERED.fullmatch(code)
    return found[1] if found and 1 < int(found[2]) <= MOST_TIMES else code


def form_id_of(code: str) -> str:
    """Give the id of the own form that a question is of; empty for the program's own."""
    return code.rpartition(":")[0]


def is_own_code(code: str) -> bool:
    """Whether a question is one of an own form: its code begins with the form's id."""
    return bool(form_id_of(code))


def asked_here(
    questions: Sequence[Question], answers: Mapping[str, str], today: date | None = None
) -> tuple[AskedHere, ...]:
    """Give what is asked and told at a stop, in order.

    A question whose rule does not hold is not asked, unless it has an answer; one whose rule is
    not understood, or cannot be said, is asked. A repeat is asked once more than it was answered,
    or as often as its form says.

    Parameters
    ----------
    answers : by the codes of answers, those of a stop; empty ones count as none.
    today : the day at the stop; None = rules about it cannot be said.
    """
    said = _Said(questions, answers, today)
    found: list[AskedHere] = []
    for (repeat, _), group in groupby(questions, key=lambda q: (q.repeat, form_id_of(q.code))):
        inside = list(group)
        if repeat:
            found += _repeated(inside, said)
        else:
            found += [_asked(question, 0, said) for question in inside if said.calls_for(question)]
    return tuple(found)


def _repeated(inside: Sequence[Question], said: _Said) -> Iterator[AskedHere]:
    answered = said.times(inside)
    wanted = said.count_of(inside[0])
    most = max(answered, wanted) if wanted is not None else answered + 1
    for number in range(1, min(most, MOST_TIMES) + 1):
        is_spare = wanted is None and number > answered and number > 1
        for question in inside:
            if said.calls_for(question, number):
                yield _asked(question, number, said, is_spare=is_spare)


def _asked(question: Question, number: int, said: _Said, *, is_spare: bool = False) -> AskedHere:
    words = said.filled(question.words, question, number)
    return AskedHere(
        question,
        _code(question.code, number),
        f"{question.repeat} {number}: {words}" if number else words,
        number,
        is_spare,
        said.filled(question.words_es, question, number),
        said.filled(question.help, question, number),
        said.why_odd(question, number),
    )


class _Said:
    """The answers at a stop, as the expressions of a form see them."""

    def __init__(
        self, questions: Sequence[Question], answers: Mapping[str, str], today: date | None
    ) -> None:
        self._said = {code: text for code, text in answers.items() if text.strip()}
        self._today = today
        self._by_code = {question.code: question for question in questions}
        self._inside: dict[str, list[Question]] = {}  # form and name of a repeat -> its questions
        for question in questions:
            if question.repeat_name:
                name = f"{form_id_of(question.code)}:{question.repeat_name}"
                self._inside.setdefault(name, []).append(question)
        self._deep = 0

    def calls_for(self, question: Question, number: int = 0) -> bool:
        """Whether a question is asked, or tells its words."""
        if question.kind == "calculate":
            return False
        if not question.condition or self._said.get(_code(question.code, number)):
            return True
        try:
            return is_true(self._value(question.condition, question, number))
        except NotKnown:
            return True

    def why_odd(self, question: Question, number: int) -> str:
        """Say why an answer does not fit; empty where it does, or where that cannot be said."""
        text = self._said.get(_code(question.code, number), "")
        if not text:
            return ""
        if question.kind in _NUMBERS and number_in(text) is None:
            return "A number is asked for."
        if question.kind == "date" and self._day(text) is None:
            return "A day is asked for, such as Oct 14, 2013."
        if not question.constraint:
            return ""
        try:
            fits = is_true(self._value(question.constraint, question, number))
        except NotKnown:
            return ""
        return "" if fits else self.filled(question.message, question, number)

    def times(self, inside: Sequence[Question]) -> int:
        """Give how often a repeat was answered."""
        codes = {question.code for question in inside}
        found = (_time_of(code) for code in self._said if question_code(code) in codes)
        return max(found, default=0)

    def count_of(self, question: Question) -> int | None:
        """Give how often the form asks a repeat; None where it leaves that open."""
        if not question.repeat_count:
            return None
        try:
            wanted = to_number(self._value(question.repeat_count, question, 0))
            return max(0, min(int(wanted), MOST_TIMES))
        except (NotKnown, ValueError):  # ValueError: no number yet
            return None

    def filled(self, words: str, question: Question, number: int) -> str:
        """Give words with the answers in the places that name them."""

        def put(found: re.Match[str]) -> str:
            code = f"{form_id_of(question.code)}:{found[1].strip()}"
            typed = self._said.get(_code(code, number)) or self._said.get(code)
            try:
                return typed or to_text(self._read(found[1].strip(), question, number)) or "..."
            except NotKnown:
                return "..."

        return _FILLED.sub(put, words) if "${" in words else words

    def _value(self, text: str, question: Question, number: int) -> Value:
        expression = read_expression(text)
        if expression is None:
            raise NotKnown(text)
        here = Here(
            lambda name: self._read(name, question, number),
            lambda name: self._every(name, question),
            self._answer(question, number),
            number,
            self._today,
        )
        return evaluate(expression, here)

    def _read(self, name: str, beside: Question, number: int) -> Value:
        """Give the answer to a question, of the same repeat where it stands in it too."""
        other = self._by_code.get(f"{form_id_of(beside.code)}:{name}")
        if other is None or other.kind == "note":
            raise NotKnown(name)
        return self._worth(other, number if other.repeat == beside.repeat else 0)

    def _every(self, name: str, beside: Question) -> Sequence[Value]:
        """Give the answers to a question in all of its repeat, or one value for each repeat."""
        code = f"{form_id_of(beside.code)}:{name}"
        inside = self._inside.get(code)
        if inside is not None:
            return ["x"] * self.times(inside)
        other = self._by_code.get(code)
        if other is None:
            raise NotKnown(name)
        if not other.repeat:
            return [self._worth(other, 0)]
        alike = self._inside.get(f"{form_id_of(other.code)}:{other.repeat_name}", [other])
        return [self._worth(other, number) for number in range(1, self.times(alike) + 1)]

    def _worth(self, question: Question, number: int) -> Value:
        if question.kind != "calculate":
            return self._answer(question, number)
        self._deep += 1
        try:
            if self._deep > _NO_MORE:
                raise NotKnown(question.code)
            return self._value(question.calculation, question, number)
        finally:
            self._deep -= 1

    def _answer(self, question: Question, number: int) -> Value:
        text = self._said.get(_code(question.code, number), "")
        if question.choices and text:
            return _chosen(text, question.choices)
        if question.kind == "date":
            return self._day(text) or text
        return text

    def _day(self, text: str) -> date | None:
        try:
            return read_day(text, self._today) if self._today else date.fromisoformat(text.strip())
        except (InputError, ValueError):
            return None


def _chosen(text: str, choices: Sequence[tuple[str, ...]]) -> Chosen:
    """Give the choices that an answer names: by their names or words, in any language."""
    parts = {_folded(part) for part in (text, *_PARTS.split(text))}
    names = [called[0] for called in choices if parts & {_folded(words) for words in called}]
    return Chosen(tuple(names), text)


def _code(code: str, number: int) -> str:
    return f"{code}#{number}" if number > 1 else code


def _time_of(code: str) -> int:
    found = _NUMBERED.fullmatch(code)
    return int(found[2]) if found and question_code(code) != code else 1


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
