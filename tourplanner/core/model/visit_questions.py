"""What is asked at a stop: questions whose rule holds, those of a repeat as often as answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tourplanner.core.model.form_logic import holds, read_rule
from tourplanner.core.model.framework import Question
from tourplanner.core.model.ids import derived_id

MOST_TIMES = 200  # that a repeat is asked
_NUMBERED = re.compile(r"(.+)#([1-9][0-9]{0,2})", re.DOTALL)
_PARTS = re.compile(r"[,;/\n]")


@dataclass(frozen=True, slots=True)
class AskedHere:
    """A question at a stop; ``code`` is that of its answer, ``number`` from 1 in a repeat, else 0.

    is_spare : it stands ready for one more of a repeat, and is not missing.
    """

    question: Question
    code: str
    words: str
    number: int = 0
    is_spare: bool = False


def answer_id(stop: str, code: str) -> str:
    """Give the id of the answer to a question at a stop."""
    return derived_id("answer", stop, code)


def question_code(code: str) -> str:
    """Give the code of the question that an answer's code belongs to."""
    found = _NUMBERED.fullmatch(code)
    return found[1] if found and 1 < int(found[2]) <= MOST_TIMES else code


def is_own_code(code: str) -> bool:
    """Whether a question is one of an own form: its code begins with the form's id."""
    return bool(_form_of(code))


def asked_here(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[AskedHere, ...]:
    """Give what is asked at a stop, in order.

    A question whose rule does not hold is not asked, unless it has an answer; one whose rule is
    not understood is asked. A repeat is asked once more than it was answered.

    Parameters
    ----------
    answers : by the codes of answers, those of a stop; empty ones count as none.
    """
    said = {code: text for code, text in answers.items() if text.strip()}
    by_code = {question.code: question for question in questions}
    found: list[AskedHere] = []
    for repeat, group in groupby(questions, key=lambda q: (q.repeat, _form_of(q.code))):
        asked = list(group)
        if not repeat[0]:
            found += [
                AskedHere(q, q.code, q.words) for q in asked if _is_asked(q, 0, by_code, said)
            ]
            continue
        found += _repeated(asked, by_code, said)
    return tuple(found)


def _repeated(
    asked: Sequence[Question], by_code: Mapping[str, Question], said: Mapping[str, str]
) -> Iterator[AskedHere]:
    codes = {question.code for question in asked}
    times = [_time_of(code) for code in said if question_code(code) in codes]
    for number in range(1, min(max(times, default=0) + 1, MOST_TIMES) + 1):
        is_spare = number > max(times, default=0) and number > 1
        for question in asked:
            if _is_asked(question, number, by_code, said):
                words = f"{question.repeat} {number}: {question.words}"
                code = _code(question.code, number)
                yield AskedHere(question, code, words, number, is_spare)


def _is_asked(
    question: Question, number: int, by_code: Mapping[str, Question], said: Mapping[str, str]
) -> bool:
    if not question.condition or said.get(_code(question.code, number)):
        return True
    rule = read_rule(question.condition)

    def read(name: str) -> str:
        code = f"{_form_of(question.code)}:{name}"
        other = by_code.get(code)
        is_beside = other is not None and other.repeat == question.repeat
        return said.get(_code(code, number if is_beside else 0), "")

    def is_said(name: str, choice: str) -> bool:
        other = by_code.get(f"{_form_of(question.code)}:{name}")
        if other is None:
            return False
        alike = next((c for c in other.choices if choice in c), (choice,))
        meant = {_folded(words) for words in alike}
        answer = read(name)
        return any(_folded(part) in meant for part in (answer, *_PARTS.split(answer)))

    return rule is None or holds(rule, read, is_said)


def _code(code: str, number: int) -> str:
    return f"{code}#{number}" if number > 1 else code


def _time_of(code: str) -> int:
    found = _NUMBERED.fullmatch(code)
    return int(found[2]) if found and question_code(code) != code else 1


def _form_of(code: str) -> str:
    return code.rpartition(":")[0]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
