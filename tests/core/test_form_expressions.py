"""Expressions of forms: what they come to, in words, and what is not understood."""

from __future__ import annotations

import contextlib
import math
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.forms.evaluation import (
    Chosen,
    Here,
    NotKnown,
    Value,
    evaluate,
    is_true,
    to_text,
)
from tourplanner.core.forms.expression import read_expression
from tourplanner.core.forms.telling import told

ANSWERS: dict[str, Value] = {
    "a": "x",
    "both": Chosen(("x", "y"), "y, x"),
    "one": Chosen(("city",), "Ciudad"),
    "n": "1,000",
    "half": "0.5",
    "words": "about forty",
    "blank": "",
    "born": date(2008, 8, 1),
}
TIMES: dict[str, list[Value]] = {"hours": ["15", "", "6"], "partner": ["x", "x", "x"]}


def worth(text: str, own: Value = "", today: date | None = date(2013, 10, 14)) -> Value:
    expression = read_expression(text)
    assert expression is not None, text

    def read(name: str) -> Value:
        if name not in ANSWERS:
            raise NotKnown(name)
        return ANSWERS[name]

    return evaluate(expression, Here(read, TIMES.__getitem__, own, 2, today))


@pytest.mark.parametrize(
    "rule",
    [
        "${a} = 'x'", "${a} = 'X '", "not(${a} = 'y')", "${a} != 'y' and ${n} > 999",
        "${both} = 'x'", "selected(${both}, 'y')", "count-selected(${both}) = 2",
        "${one} = 'city'", "not(selected(${one}, 'district'))", "${n} = 1000", "${n} >= 1000.0",
        "${blank} = ''", "not(${blank} > 0)", "not(${blank} < 0)", "${a} = 'y' or ${half} < 1",
        "${half} + ${half} = 1", "2 + 3 * 4 = 14", "(2 + 3) * 4 = 20", "10 div 4 = 2.5",
        "10 mod 4 = 2", "-3 + 5 = 2", "5-3 = 2", "int(2.9) = 2", "round(2.5) = 3",
        "round(2.346, 2) = 2.35", "if(${a} = 'x', 'yes', 'no') = 'yes'",
        "coalesce(${blank}, ${a}) = 'x'", "string-length(${a}) = 1", "contains(${n}, ',')",
        "starts-with('Madison', 'mad')", "concat(${a}, '-', 3) = 'x-3'", "true()", "not(false())",
        "count(${partner}) = 3", "count-non-empty(${hours}) = 2", "sum(${hours}) = 21",
        "max(${hours}) = 15", "min(3, 2, 5) = 2", "join(', ', ${hours}) = '15, 6'",
        "position(..) = 2", "today() = '2013-10-14'", "${born} < today()",
        "int((today() - ${born}) div 365.25) = 5", "${born} = date('2008-08-01')",
        "regex('91104', '[0-9]{5}')", "not(regex('9110', '[0-9]{5}'))", "'a' != \"b\"",
    ],
)  # fmt: skip
def test_a_rule_holds(rule: str) -> None:
    assert is_true(worth(rule)), rule


@pytest.mark.parametrize(("text", "own"), [(". > 3 and . < 10", "4"), (". = ''", "")])
def test_an_answer_is_held_against_its_own_bounds(text: str, own: str) -> None:
    assert is_true(worth(text, own))


@pytest.mark.parametrize("rule", ["${words} > 3", "${gone} = 'x'", "${words} + 1", "date('soon')"])
def test_what_cannot_be_said_is_not_guessed(rule: str) -> None:
    with pytest.raises(NotKnown):
        worth(rule)
    assert is_true(worth(f"{rule} or ${{a}} = 'x'")), "the other side decides"
    assert not is_true(worth(f"${{a}} = 'y' and {rule}"))


@pytest.mark.parametrize(
    "rule",
    [
        f"int({'9' * 400})",
        "round(" + " * ".join(["999999999999999"] * 40) + ")",
        "int(1 div 0.0000000000000001)",
    ],
)
def test_a_number_beyond_all_counting_is_not_known(rule: str) -> None:
    with pytest.raises(NotKnown):
        worth(rule)


def test_without_a_day_today_is_not_known() -> None:
    with pytest.raises(NotKnown):
        worth("today() > ${born}", today=None)
    assert math.isnan(float(worth("1 div 0") or 0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rule",
    [
        "pulldata('a', 'b')", "${a} =", "(${a} = 'x'", "(" * 99, "ü", "", "count(1)", "not()",
        "../x = 1", "position(${a})", "position(.)", "${a} 'x'", "selected(${a})", "x" * 5_000,
        "if(1, 2)", "/data/x = 1", "concat(..)",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(rule: str) -> None:
    assert read_expression(rule) is None


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*", "a*a*a*a*b", "(a?){30}a{30}", "(", "a{999}"]
)
def test_a_pattern_that_could_take_for_ever_is_not_tried(pattern: str) -> None:
    began = time.monotonic()
    with pytest.raises(NotKnown):
        worth(f"regex('{'a' * 60}', '{pattern}')")
    assert time.monotonic() - began < 1


@given(
    st.recursive(
        st.sampled_from(["1", "'x'", "${a}", "${n}", "${blank}", "${both}", ".", "today()"]),
        lambda inner: st.one_of(
            st.tuples(
                inner, st.sampled_from(["=", "!=", "<", "+", "-", "*", "div", "mod", "and", "or"]),
                inner,
            ).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            inner.map(lambda one: f"not({one})"),
            inner.map(lambda one: f"round({one}, 1)"),
            inner.map(lambda one: f"int({one})"),
            st.tuples(inner, inner, inner).map(lambda t: f"if({', '.join(t)})"),
        ),
        max_leaves=8,
    )
)  # fmt: skip
def test_whatever_is_understood_comes_to_something_and_is_told(text: str) -> None:
    expression = read_expression(text)
    assert expression is not None
    assert told(expression, lambda name, choice: choice or name)
    with contextlib.suppress(NotKnown):
        assert isinstance(to_text(worth(text)), str)


@given(st.text(max_size=60))
def test_any_text_is_read_or_not_understood(text: str) -> None:
    read_expression(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("${runs} = 'city'", "“Who runs it?” is City"),
        ("${runs} != ''", "“Who runs it?” is answered"),
        ("selected(${runs}, 'city') and (${a} > 3 or ${a} = '')",
         "“Who runs it?” has City and (“a” is over 3 or “a” is blank)"),
        ("count(${partner}) >= 2", "the number of “partner” is at least 2"),
        (". <= today()", "this is at most today"),
        ("not(${a} = ${n})", "not: “a” is “n”"),
        ("sum(${hours}) div 2 > ${n}", "the sum of “hours” divided by 2 is over “n”"),
    ],
)  # fmt: skip
def test_a_rule_is_told_in_words(text: str, words: str) -> None:
    def label(name: str, choice: str) -> str:
        return {"city": "City", "runs": "Who runs it?"}.get(choice or name, choice or name)

    expression = read_expression(text)
    assert expression is not None
    assert told(expression, label) == words
