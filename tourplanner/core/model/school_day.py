"""What differs from day to day at a school: minimum days with an early last bell, and tests.

A person types each as one line and reads the same line again: ``Wednesdays, 10/18/2013 until
12:40 p.m.``; ``4/21/2014 to 5/9/2014; 10/16/2013``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from tourplanner.core.clock import date_text, parse_tod, read_day, tod_text
from tourplanner.core.errors import InputError

Span = tuple[int, int]  # clock times of a place, in minutes since midnight

_NAMES = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")
_UNTIL = re.compile(r"\b(?:until|till|to|ends?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:to|until|through)\s+|\s*–\s*|\s+-\s+", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:-|–|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_PARTS = re.compile(r"[;\n]|,(?!\s*\d{4}\b)")  # the comma of "Oct 18, 2013" parts nothing
_EARLIEST = 5 * 60  # a school's 1:30 is in the afternoon, its 8:00 in the morning
_HINT_SHORT = "Write it as Wednesdays, 10/18/2013 until 12:40 pm."
_HINT_TESTS = "Write it as 4/21/2014 to 5/9/2014; 10/16/2013."


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """Minimum days by weekday (0 = Monday) and date, their last bell, and spans of tests."""

    weekdays: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    end_tod_min: int | None = None
    tests: tuple[tuple[date, date], ...] = ()

    def early_bell(self, day: date) -> int | None:
        """Give the last bell of a day if it is a minimum day, in minutes since midnight."""
        is_short = day.weekday() in self.weekdays or day in self.dates
        return self.end_tod_min if is_short else None

    def bells_on(self, bells: Span | None, day: date) -> Span | None:
        """Give first and last bell of one day from those of a plain day; None = unknown."""
        early = self.early_bell(day)
        if bells is None or early is None or early <= bells[0]:
            return bells
        return bells[0], min(early, bells[1])

    def test_on(self, day: date) -> tuple[date, date] | None:
        """Give the first and last day of the tests that a day lies in, if any."""
        return next((span for span in self.tests if span[0] <= day <= span[1]), None)


NO_DAYS = SchoolDays()


def school_days(minimum: Any, tests: Any) -> SchoolDays:
    """Read the two facts of a site; what makes no sense counts as unknown."""
    if minimum is None and tests is None:  # as of nearly all sites
        return NO_DAYS
    short = minimum if isinstance(minimum, Mapping) else {}
    weekdays = tuple(d for d in short.get("weekdays") or () if isinstance(d, int) and 0 <= d < 5)
    end = short.get("end_tod_min")
    spans = tests.get("spans") if isinstance(tests, Mapping) else ()
    return SchoolDays(
        weekdays,
        tuple(day for text in short.get("dates") or () if (day := _date(text))),
        end if isinstance(end, int) and 0 < end <= 1440 else None,
        tuple(_spans(spans or ())),
    )


def _spans(spans: Any) -> Iterator[tuple[date, date]]:
    for span in spans:
        if isinstance(span, list | tuple) and len(span) == 2:
            first, last = _date(span[0]), _date(span[1])
            if first and last and first <= last:
                yield first, last


def _date(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


# -- as people type it -----------------------------------------------------------------------------


def read_hours(text: str) -> dict[str, int]:
    """Read ``8:05-2:45`` or ``8:05 am to 2:45 pm`` as a fact of two clock times.

    Raises
    ------
    InputError : it is not two times, or the second is not later than the first.
    """
    parts = [part for part in _DASH.split(text.strip()) if part]
    if len(parts) != 2:
        raise InputError(f"“{text.strip()}” is not two times.", "Write it as 8:05-2:45 pm.")
    start, end = (parse_tod(part, _EARLIEST) for part in parts)
    if end <= start:
        raise InputError(
            f"{tod_text(end)} is not later than {tod_text(start).rstrip('.')}.",
            "Write it as 8:05 am-2:45 pm.",
        )
    return {"start_tod_min": start, "end_tod_min": end}


def hours_words(fact: Any) -> str:
    """Write two clock times as they are typed; empty where there are none."""
    if not isinstance(fact, Mapping):
        return ""
    start, end = fact.get("start_tod_min"), fact.get("end_tod_min")
    if not (isinstance(start, int) and isinstance(end, int)):
        return ""
    return f"{tod_text(start)}-{tod_text(end)}"


def read_minimum_days(text: str) -> dict[str, Any]:
    """Read weekdays and dates with the last bell that ends them.

    Raises
    ------
    InputError : a part is no weekday and no date with its year, or no clock time ends them.
    """
    found = list(_UNTIL.finditer(text))
    if not found:
        raise InputError("When do these days end?", _HINT_SHORT)
    end = parse_tod(text[found[-1].end() :], _EARLIEST)
    weekdays, dates = set(), set()
    for part in _split(text[: found[-1].start()]):
        weekday = _weekday(part)
        if weekday is None:
            dates.add(_day(part, _HINT_SHORT))
        else:
            weekdays.add(weekday)
    if not weekdays and not dates:
        raise InputError("Which days are they?", _HINT_SHORT)
    return {
        "weekdays": sorted(weekdays),
        "dates": [day.isoformat() for day in sorted(dates)],
        "end_tod_min": end,
    }


def minimum_words(fact: Any) -> str:
    """Write minimum days as they are typed; empty where there are none."""
    days = school_days(fact, None)
    if days.end_tod_min is None or not (days.weekdays or days.dates):
        return ""
    names = [*(_NAMES[k] for k in days.weekdays), *(_typed_date(day) for day in days.dates)]
    return f"{'; '.join(names)} until {tod_text(days.end_tod_min)}"


def read_tests(text: str) -> dict[str, Any]:
    """Read days of tests, single ones and spans.

    Raises
    ------
    InputError : a part is no date with its year, or a span ends before it begins.
    """
    spans = []
    for part in _split(text):
        ends = [_day(one, _HINT_TESTS) for one in _BETWEEN.split(part)]
        if len(ends) > 2 or ends != sorted(ends):
            raise InputError(f"“{part}” is no span of days.", _HINT_TESTS)
        spans.append([ends[0].isoformat(), ends[-1].isoformat()])
    spans.sort()
    for before, after in pairwise(spans):
        if after[0] <= before[1]:
            raise InputError("Two spans of tests meet.", "Type them as one.")
    return {"spans": spans}


def test_words(fact: Any) -> str:
    """Write days of tests as they are typed; empty where there are none."""
    return "; ".join(span_words(span) for span in school_days(None, fact).tests)


def span_words(span: tuple[date, date]) -> str:
    """Write a span of days as it is typed."""
    first, last = map(_typed_date, span)
    return first if first == last else f"{first} to {last}"


def _split(text: str) -> list[str]:
    parts = (re.sub(r"^and\b|\band$", "", part.strip()).strip() for part in _PARTS.split(text))
    return [one.strip() for part in parts for one in re.split(r"\band\b", part) if one.strip()]


def _weekday(text: str) -> int | None:
    word = text.strip().rstrip(".").casefold()
    if len(word) < 2 or not word.isalpha():
        return None
    short = word.removesuffix("s")  # Weds, Tues, Thurs
    return next((k for k, name in enumerate(_NAMES) if name.casefold().startswith(short)), None)


def _day(text: str, hint: str) -> date:
    if not re.search(r"\d{4}|/\d{1,2}/\d\d$", text.strip()):
        raise InputError(f"“{text.strip()}” has no year.", hint)
    try:
        return read_day(text, date(2000, 1, 1))
    except InputError as error:
        raise InputError(error.text, hint) from error


def _typed_date(day: date) -> str:
    return date_text(day, weekday=False, year=True)
