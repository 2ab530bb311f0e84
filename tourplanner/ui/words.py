"""How the window writes times, dates and spans; papers write them in AP style instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from tourplanner.core.clock import parse_date
from tourplanner.core.errors import InputError

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# A time as papers write it: where a sentence ends with it, its last period ends the sentence too. A
# weekday behind it goes with it, but for one that begins a check: "at 5 p.m. Tuesday: the bus ...".
_WITH_IT = rf"(?:{'|'.join(_WEEKDAYS)})(?![a-z]*(?: to [A-Z][a-z]+)?:)"
_PAPER_TIME = rf"(?<=\d) ([ap])\.m\.(?:$|(?=(\s+(?!{_WITH_IT})[A-Z][a-z])))?"
_PAPER_SPAN = re.compile(r"(?<=\d|m)-(?=\d{1,2}(?::\d\d)? [ap]m)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def tod_words(hour: int, minute: int) -> str:
    """Write a clock time: ``9:30 am``."""
    return f"{hour % 12 or 12}:{minute:02d} {'am' if hour < 12 else 'pm'}"


def times_words(times_tod_min: Sequence[int]) -> str:
    """Write several clock times: ``7:15 am, 4:00 pm``."""
    return ", ".join(tod_words(*divmod(tod_min, 60)) for tod_min in times_tod_min)


def window_times(text: str, *, is_sentence: bool = True) -> str:
    """Write times and spans in the words of a check, a reason or an act as the window does.

    Parameters
    ----------
    is_sentence : it ends with a period, which may be that of ``p.m.``; else it is a name.
    """

    def written(found: re.Match[str]) -> str:
        is_last = found.end() == len(text)
        ends = bool(found[2]) or (is_last and is_sentence)
        return f" {found[1]}m{'.' if ends else ''}"

    return _PAPER_SPAN.sub("–", re.sub(_PAPER_TIME, written, text))


def time_words(at: datetime, zone_name: str, *, with_zone: bool = False) -> str:
    """Write a moment as the clock of a place shows it: ``9:30 am``."""
    from tourplanner.core.clock import local, zone_text  # zones are not for the first paint

    there = local(at, zone_name)
    text = tod_words(there.hour, there.minute)
    return f"{text} {zone_text(at, zone_name)}" if with_zone else text


def stamp_words(at: datetime, zone_name: str) -> str:
    """Write a moment with its seconds: ``10:34:12 am``."""
    from tourplanner.core.clock import local

    hour_minute, _, half = time_words(at, zone_name).partition(" ")
    return f"{hour_minute}:{local(at, zone_name).second:02d} {half}"


def span_words(start: datetime, end: datetime, zone_name: str, *, with_zone: bool = False) -> str:
    """Write a span of time: ``9:30–10:50 am``, ``11:40 am–1:40 pm``."""
    from tourplanner.core.clock import zone_text

    first, last = time_words(start, zone_name), time_words(end, zone_name)
    if first[-2:] == last[-2:]:
        first = first[:-3]
    text = f"{first}–{last}"
    return f"{text} {zone_text(end, zone_name)}" if with_zone else text


def day_words(day: date, *, year: bool = False) -> str:
    """Write a date in US order: ``Mon, Oct 14`` or ``Mon, Oct 14, 2013``."""
    text = f"{_WEEKDAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}"
    return f"{text}, {day.year}" if year else text


def stored_day_words(stored: object) -> str:
    """Write a stored day as people read it: ``Mon, Oct 14, 2013``; empty where it is none."""
    try:
        return day_words(parse_date(str(stored)), year=True) if stored else ""
    except InputError:
        return ""


def month_words(date_text: str) -> str:
    """Write the month of an ISO date or month: ``Jun 2018``; what is no such thing stays."""
    year, _, rest = date_text.partition("-")
    month = rest[:2]
    is_month = year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12
    return f"{_MONTHS[int(month) - 1]} {year}" if is_month else date_text


def days_words(first: date, last: date) -> str:
    """Write a span of days: ``Oct 14–16, 2013``."""
    start = f"{_MONTHS[first.month - 1]} {first.day}"
    if first == last:
        return f"{start}, {first.year}"
    if first.year != last.year:
        return f"{start}, {first.year} – {_MONTHS[last.month - 1]} {last.day}, {last.year}"
    if first.month == last.month:
        return f"{start}–{last.day}, {last.year}"
    return f"{start} – {_MONTHS[last.month - 1]} {last.day}, {last.year}"


def clock_span(minutes: int) -> str:
    """Write elapsed time tightly, for totals: ``2:56``."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def count_words(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: ``1 stop``, ``7 stops``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def folder_words(folder: Path) -> str:
    """Say where a folder is, from the home folder on: ``Documents › Fall tour papers``."""
    try:
        parts = folder.relative_to(Path.home()).parts
    except ValueError:
        return str(folder)
    return " › ".join(parts) or "Home folder"
