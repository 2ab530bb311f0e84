"""When a to-do is due, and how that is typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.errors import InputError
from tourplanner.core.todos import due_of, due_text, parse_checklist, read_due

FIRST = date(2013, 10, 14)  # a Monday, Columbus Day
CLOSED = {FIRST: "Columbus Day"}


@pytest.mark.parametrize(
    ("t_minus", "words"),
    [
        (7, "T-7, Monday, Oct. 7"),
        (1, "T-1, Friday, Oct. 11 (Oct. 13 is a Sunday)"),
        (0, "T-0, Friday, Oct. 11 (Oct. 14 is Columbus Day)"),
        (-3, "T+3, Thursday, Oct. 17"),
    ],
)
def test_due_is_a_day_on_which_people_work(t_minus: int, words: str) -> None:
    assert due_text(FIRST, t_minus, CLOSED) == words


@pytest.mark.parametrize(
    ("typed", "t_minus"),
    [
        *(("T-7", 7), ("t - 7", 7), ("7", 7), ("-7", 7), ("T+3", -3), ("+3", -3), ("T7", 7)),
        *(("Oct. 7", 7), ("10/7", 7), ("10/7/2013", 7), ("2013-10-17", -3), ("7 Oct 2013", 7)),
    ],
)
def test_due_is_typed_as_days_before_or_as_a_date(typed: str, t_minus: int) -> None:
    assert read_due(typed, FIRST) == t_minus


@given(st.integers(-300, 300), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_what_stands_there_is_read_back(t_minus: int, first: date) -> None:
    assert read_due(due_text(first, t_minus, {}), first) == t_minus
    due = due_of(first, t_minus, {})
    assert due.day.weekday() < 5
    assert due.meant - due.day <= timedelta(days=2)


@pytest.mark.parametrize("typed", ["soon", "T-", "T-9999", "Octember 3"])
def test_nonsense_is_no_day(typed: str) -> None:
    with pytest.raises(InputError):
        read_due(typed, FIRST)


@pytest.mark.parametrize(
    "pack",
    [
        {"tour": []},
        {"tour": [{"code": "a"}], "stop": []},
        {"tour": [{"code": "a", "what": "x", "t_minus": 1}] * 2, "stop": []},
    ],
)
def test_a_checklist_without_sense_is_refused(pack: dict[str, object]) -> None:
    with pytest.raises(InputError, match="checklist"):
        parse_checklist(pack)
