"""Moments and zones. A moment is an aware UTC datetime; clock times are made only to be shown.

Two clock times are never subtracted: the schedule adds elapsed minutes to a moment, so a zone line
and a clock-change night come out right.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tourplanner.core.errors import InputError

VISITS_FROM_TOD_MIN = 7 * 60  # without a.m. or p.m., a visit at 1:30 is in the afternoon
_MONTHS = (
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
_FULL_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """Give the zone called ``name`` (IANA); InputError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"“{name}” is not a time zone.", "Choose one such as America/Los_Angeles."
        ) from error


@lru_cache(maxsize=8192)  # a schedule asks for the same few times again and again
def moment(day: date, tod_min: int, zone_name: str) -> datetime:
    """Give the UTC moment of a clock time typed for a place.

    Parameters
    ----------
    tod_min : minutes since midnight by the clock, may pass 1440 (the next day).

    Returns
    -------
    A time that the spring change skips (2:30 a.m.) is moved forward by the change; a time that the
    fall change repeats is the first of the two. See :func:`was_shifted`.
    """
    there = zone(zone_name)
    days, minute = divmod(tod_min, 1440)
    wall = datetime.combine(day + timedelta(days=days), datetime.min.time()).replace(
        hour=minute // 60, minute=minute % 60, tzinfo=there
    )
    return wall.astimezone(UTC)


def was_shifted(day: date, tod_min: int, zone_name: str) -> bool:
    """Whether that clock time does not exist on that day (the spring change skips it)."""
    at = moment(day, tod_min, zone_name)
    return tod_min_of(at, zone_name) != tod_min % 1440


def is_repeated(day: date, tod_min: int, zone_name: str) -> bool:
    """Whether the clock shows that time twice on that day (the fall change repeats it)."""
    if was_shifted(day, tod_min, zone_name):
        return False
    first = local(moment(day, tod_min, zone_name), zone_name)
    return first.utcoffset() != first.replace(fold=1).utcoffset()


def shift_text(day: date, tod_min: int, zone_name: str) -> str:
    """Say in a sentence how a typed clock time was read on a clock-change day; else empty.

    A moment does not remember what was typed, so whoever turns a typed time into one shows this.
    """
    at = moment(day, tod_min, zone_name)
    typed = tod_text(tod_min)
    on = date_text(day + timedelta(days=tod_min // 1440))
    if was_shifted(day, tod_min, zone_name):
        used = time_text(at, zone_name, with_zone=True)
        return f"There is no {typed} on {on}: the clocks go forward. {used} is used."
    if is_repeated(day, tod_min, zone_name):
        used = zone_text(at, zone_name)
        return f"{typed} comes twice on {on}: the clocks go back. The first, in {used}, is used."
    return ""


def local(at: datetime, zone_name: str) -> datetime:
    """Give the moment on the clock of a place, to show it."""
    return at.astimezone(zone(zone_name))


def tod_min_of(at: datetime, zone_name: str) -> int:
    """Give the clock time of a moment at a place, in minutes since midnight."""
    there = local(at, zone_name)
    return there.hour * 60 + there.minute


def _utc(at: datetime) -> datetime:
    # Python adds and subtracts on the wall clock where both times carry the same zone, so a local
    # time would lose or gain the hour of a clock-change night.
    if at.tzinfo is UTC:
        return at
    if at.tzinfo is None:
        raise ValueError(f"a clock time without a zone is no moment: {at}")
    return at.astimezone(UTC)


def minutes_between(start: datetime, end: datetime) -> int:
    """Give the elapsed minutes from start to end (whole minutes, negative when end is earlier)."""
    return (_utc(end) - _utc(start)) // _MINUTE


def add_minutes(at: datetime, minutes: int) -> datetime:
    """Give the moment ``minutes`` of elapsed time later, in UTC."""
    return _utc(at) + minutes * _MINUTE


def tod_text(tod_min: int) -> str:
    """Write a clock time in AP style: ``9:30 a.m.``, ``noon``, ``midnight``, ``2 p.m.``."""
    hour, minute = divmod(tod_min % 1440, 60)
    if minute == 0 and hour in (0, 12):
        return "noon" if hour else "midnight"
    half = "a.m." if hour < 12 else "p.m."
    shown = hour % 12 or 12
    return f"{shown}:{minute:02d} {half}" if minute else f"{shown} {half}"


def zone_text(at: datetime, zone_name: str) -> str:
    """Give the short name of the zone at that moment: ``PDT``."""
    return local(at, zone_name).tzname() or zone_name


def time_text(at: datetime, zone_name: str, *, with_zone: bool = False) -> str:
    """Write a moment as the clock of the place shows it, AP style."""
    text = tod_text(tod_min_of(at, zone_name))
    return f"{text} {zone_text(at, zone_name)}" if with_zone else text


def range_text(start: datetime, end: datetime, zone_name: str, *, with_zone: bool = False) -> str:
    """Write a span: ``9:30-10:30 a.m.``, ``11 a.m.-1 p.m.``, ``9 a.m.-10 a.m.`` of the next day.

    One without minutes is a time: ``9 a.m.``.
    """
    if start == end:
        return time_text(start, zone_name, with_zone=with_zone)
    first, last = time_text(start, zone_name), time_text(end, zone_name)
    first_zone, last_zone = zone_text(start, zone_name), zone_text(end, zone_name)
    if with_zone and first_zone != last_zone:  # the clocks change in between
        return f"{first} {first_zone}-{last} {last_zone}"
    same_half = first[-4:] == last[-4:] and first[-4:] in ("a.m.", "p.m.")
    if same_half and 0 <= minutes_between(start, end) < 720:
        first = first[:-5]
    text = f"{first}-{last}"
    return f"{text} {last_zone}" if with_zone else text


def date_text(day: date, *, weekday: bool = True, year: bool = False) -> str:
    """Write a date in AP style: ``Monday, Oct. 14`` or ``Oct. 14, 2013``."""
    text = f"{_MONTHS[day.month - 1]} {day.day}"
    if weekday:
        text = f"{_WEEKDAYS[day.weekday()]}, {text}"
    return f"{text}, {day.year}" if year else text


def weekday_text(day: date) -> str:
    """Name the day of the week."""
    return _WEEKDAYS[day.weekday()]


def parse_date(text: str) -> date:
    """Read ``2013-10-14``; InputError with a hint where it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"“{text}” is not a date.", "Write it as 2013-10-14.") from error


#: Of a day or a moment; another is a slip, and weeks or years are added to what is typed.
YEARS = range(1700, 2200)
_DAY_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9})\.?,? +)?"
    r"(?:(?P<month>[a-z]{3,9})\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<day_first>\d{1,2}) +(?P<month_last>[a-z]{3,9})\.?"
    r"|(?P<month_number>\d{1,2})[/.-](?P<day_number>\d{1,2}))"
    r"(?:(?:, *| +|[/.-])(?P<year>\d{2}|\d{4}))?"
)


def read_day(text: str, today: date) -> date:
    """Read a day as a person in the US types it.

    ``10/14/2013``, ``10/14``, ``Oct 14``, ``Mon, Oct. 14, 2013``, ``14 Oct 2013``, ``2013-10-14``.

    Parameters
    ----------
    today : a day without a year is the next one from here on.

    Raises
    ------
    InputError : it is no day, or its weekday is another one.
    """
    wanted = " ".join(text.lower().split())
    no_day = InputError(
        f"“{text.strip()}” is not a date.", "Write it as 10/14/2013 or Oct 14, 2013."
    )
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        day = _day_in_words(wanted, today, no_day)
    if day.year not in YEARS:
        raise no_day
    return day


def _day_in_words(wanted: str, today: date, no_day: InputError) -> date:
    found = _DAY_WORDS.fullmatch(wanted)
    if found is None:
        raise no_day
    month_word = found["month"] or found["month_last"]
    month = _named(_FULL_MONTHS, month_word) if month_word else int(found["month_number"])
    number = int(found["day"] or found["day_first"] or found["day_number"])
    try:
        if found["year"]:
            year = int(found["year"])
            day = date(year + 2000 if year < 100 else year, month, number)
        else:
            day = _next(today, month, number)
    except ValueError as error:
        raise no_day from error
    if found["weekday"] and _named(_WEEKDAYS, found["weekday"]) != day.weekday() + 1:
        there = date_text(day, weekday=False, year=True)
        raise InputError(
            f"{there} is a {weekday_text(day)}.",
            "Change the weekday or the date, or leave one out.",
        )
    return day


def _named(names: tuple[str, ...], word: str) -> int:
    """Give the number, from 1, of the month or weekday that a word begins; 0 = none."""
    return next((k for k, name in enumerate(names, 1) if name.lower().startswith(word)), 0)


def _next(today: date, month: int, number: int) -> date:
    for year in range(today.year, today.year + 9):  # February 29 comes within eight years
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day >= today:
            return day
    raise ValueError


# 9:30 a.m., 9:30am, 9:30a, 9 pm, 14:30; in ASCII figures, and no point between them.
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?(?:\s*([ap])(?:\.?\s?m)?\.?)?")


def parse_tod(text: str, earliest_tod_min: int | None = None) -> int:
    """Read ``11:20``, ``9:30 a.m.``, ``2 pm``, ``noon`` as minutes since midnight.

    Parameters
    ----------
    earliest_tod_min : where a reader knows it, ``1:30`` without a half of the day is the one of the
        twelve hours from then on; ``01:30`` and ``13:30`` are of a clock of 24 hours all the same.
    """
    cleaned = text.strip().lower()
    if cleaned in ("noon", "midnight"):
        return 720 if cleaned == "noon" else 0
    found = _TIME.fullmatch(cleaned)
    hour_text, minute_text, half = found.groups() if found else ("99", "", "")
    hour, minute = int(hour_text), int(minute_text or 0)
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        raise InputError(f"“{text}” is not a time.", "Write it as 9:30 a.m. or 14:30.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    tod_min = hour * 60 + minute
    has_no_half = not half and 1 <= hour <= 12 and not hour_text.startswith("0")
    if earliest_tod_min is None or not has_no_half:
        return tod_min
    return (earliest_tod_min + (tod_min - earliest_tod_min) % 720) % 1440


def utc_text(at: datetime) -> str:
    """Write a moment for the log: ISO 8601 in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def parse_moment(text: str) -> datetime:
    """Read an aware ISO 8601 moment; InputError where it has no zone or is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"“{text}” is not a moment.", "") from error
    if at.year not in YEARS:
        raise InputError(f"“{text}” is not a moment.", "")
    if at.tzinfo is None:
        raise InputError(f"“{text}” has no time zone.", "")
    return at.astimezone(UTC)
