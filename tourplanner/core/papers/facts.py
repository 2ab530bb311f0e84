"""Typed facts that can be checked: a weekday against its date, a district against the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tourplanner.core.clock import date_text, parse_date, weekday_text
from tourplanner.core.errors import InputError
from tourplanner.core.model.paper import TourView

Districts = Mapping[str, tuple[str, ...]]
"""What it is (Senate District) -> the numbers in which the tour's sites lie."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})\b"
    r"(?:,?\s+(\d{4})\b)?",
    re.IGNORECASE,
)
_DISTRICT = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)\s+(?:[A-Z][a-z]+\s+)?District\b|\bDistrict\s+(\d{1,3})\b"
)


def wrong_facts(
    printed: Iterable[str],
    view: TourView,
    sites: Sequence[str] = (),
    districts: Callable[[Sequence[str], date], Districts] | None = None,
) -> tuple[str, ...]:
    """Give a sentence for every typed fact that the program knows better.

    Parameters
    ----------
    sites : ids of those that the paper is about.
    districts : asked only where a text names a district at all.
    """
    start = _start(view)
    texts = list(dict.fromkeys(printed))
    return (*_wrong_days(texts, start), *_wrong_districts(texts, view, sites, start, districts))


def _start(view: TourView) -> date | None:
    try:
        return parse_date(view.one("tour").text("start_date"))
    except InputError:
        return None


def _wrong_days(texts: Iterable[str], start: date | None) -> Iterator[str]:
    """Compare weekdays; a date without a year is of the tour's."""
    for text in texts:
        for weekday, month, day, year in _DAY.findall(text):
            number = _MONTHS.index(month.lower()[:3]) + 1
            if not (year or start):
                continue
            try:
                meant = date(int(year) if year else start.year, number, int(day))  # type: ignore[union-attr]
            except ValueError:
                yield f"There is no {month} {day}: look at “{_short(text)}”."
                continue
            right = weekday_text(meant)
            if not right.casefold().startswith(weekday.casefold()):
                on = date_text(meant, weekday=False, year=True)
                yield f"{on} is a {right}: look at “{_short(text)}”."


def _wrong_districts(
    texts: Iterable[str],
    view: TourView,
    sites: Sequence[str],
    start: date | None,
    districts: Callable[[Sequence[str], date], Districts] | None,
) -> Iterator[str]:
    """Compare the number of a district with the office profile and with the map."""
    own = view.one("office").text("member_district").strip().lstrip("0")
    found = [
        (m.group(), number, text)
        for text in texts
        for m in _DISTRICT.finditer(text)
        if (number := (m.group(1) or m.group(2)).lstrip("0")) != own
    ]
    if not found:
        return
    known = districts(sites, start) if districts is not None and start is not None else {}
    numbers = {number.lstrip("0") for some in known.values() for number in some}
    for words, number, text in found:
        if not (own or numbers) or number in numbers:
            continue
        there = [f"{name} {', '.join(some)}" for name, some in known.items() if some]
        told = [f"The office profile says {own}"] if own else []
        told += [f"the map has {'; '.join(there)} for these stops"] if there else []
        sentence = ", ".join(told)
        yield f"“{words}” stands in “{_short(text)}”. {sentence[:1].upper()}{sentence[1:]}."


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
