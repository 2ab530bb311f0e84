"""To-dos of a tour: due so many days before it begins, on a day on which people work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tourplanner.core.clock import date_text, read_day, weekday_text
from tourplanner.core.errors import InputError

MOST_DAYS = 730  # two years to either side of the tour
_SATURDAY = 5
_DAY = timedelta(days=1)
_T_DAYS = re.compile(r"(?:t\s*)?([-+−])?\s*(\d{1,3})\b(?!\s*[/.-])", re.IGNORECASE)
_WITH_T = re.compile(r"t\s*[-+−]?\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Due:
    """When a to-do is due: ``day`` is worked on; ``meant`` is another day where that one is not."""

    day: date
    meant: date
    why: str = ""  # what ``meant`` is: a Sunday, Columbus Day


def due_of(first: date, t_minus: int, closed: Mapping[date, str]) -> Due:
    """Give the day so many days before ``first``, moved to the working day before where needed.

    Parameters
    ----------
    t_minus : days before the first day of the tour; below 0 = after it.
    closed : holidays and their names.
    """
    meant = first - timedelta(days=t_minus)
    day = meant
    while day.weekday() >= _SATURDAY or day in closed:
        day -= _DAY
    if day == meant:
        return Due(day, meant)
    return Due(day, meant, closed.get(meant) or f"a {weekday_text(meant)}")


def due_text(first: date, t_minus: int, closed: Mapping[date, str]) -> str:
    """Say when a to-do is due: ``T-7, Monday, Oct. 7``; both days where it was moved."""
    due = due_of(first, t_minus, closed)
    t_days = f"T-{t_minus}" if t_minus >= 0 else f"T+{-t_minus}"
    moved = f" ({date_text(due.meant, weekday=False)} is {due.why})" if due.why else ""
    return f"{t_days}, {date_text(due.day)}{moved}"


def read_due(typed: str, first: date) -> int:
    """Read days before the tour, or a date, as days before ``first``.

    ``T-7``, ``7``, ``T+3``, ``T-7, Monday, Oct. 7``, ``Oct. 7``, ``10/7/2013``.

    Raises
    ------
    InputError : it is neither.
    """
    text = typed.strip()
    found = _T_DAYS.match(text)
    if found and (_WITH_T.match(text) or found.end() == len(text)):
        days = int(found[2])
        t_minus = -days if found[1] == "+" else days
    else:
        half_before = date.fromordinal(max(1, first.toordinal() - 182))
        t_minus = (first - read_day(text, half_before)).days
    if abs(t_minus) > MOST_DAYS:
        raise InputError(f"“{typed}” is more than two years away.", "Type T-7, or a date.")
    return t_minus


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line of the advance checklist; its words follow the stop's name where it is of stops."""

    code: str
    what: str
    t_minus: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is to be done before a tour: once, and for every stop."""

    tour: tuple[ChecklistLine, ...]
    stop: tuple[ChecklistLine, ...]


def parse_checklist(pack: Mapping[str, Any]) -> Checklist:
    """Read the pack; InputError where it does not make sense."""
    try:
        made = Checklist(_lines(pack["tour"]), _lines(pack["stop"]))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"The advance checklist cannot be read: {error}.", "Correct it."
        ) from error
    codes = [line.code for line in (*made.tour, *made.stop)]
    if len(set(codes)) < len(codes):
        raise InputError("The checklist has one code twice.", "Correct the pack.")
    return made


def _lines(entries: Any) -> tuple[ChecklistLine, ...]:
    return tuple(ChecklistLine(str(e["code"]), str(e["what"]), int(e["t_minus"])) for e in entries)
