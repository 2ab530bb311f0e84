"""Busy times from a calendar file: events of Outlook, Google and Apple, repeated ones expanded.

Of free/busy times, which such programs give to those who may see no more, the busy ones are read.
Of an event nothing is kept but when it takes place: titles, places, people and notes are not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tourplanner.core.busy import CalendarFile, Span, joined
from tourplanner.core.clock import zone
from tourplanner.core.errors import InputError
from tourplanner.core.ports import Progress
from tourplanner.core.repeating import Every, Repeat

MAX_BYTES = 10_000_000
MAX_SPANS = 5_000
_TICK = 50  # events between two looks at Cancel
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=366)
_WEEKDAYS = {name: n for n, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)
_WEEKS = 53
_FREE = frozenset({"FREE", "WORKINGELSEWHERE"})  # of X-MICROSOFT-CDO-BUSYSTATUS
_NO_TIME, _NO_ZONE, _NO_RULE, _FROM_THEN_ON = (
    "without a time",
    "in a time zone that is not known",
    "that repeats in a way that is not read",
    "that changes a repeated one from a day on: the times before the change are shown",
)
#: What the library raises for values that make no sense.
_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)


class _Unread(Exception):
    """An event cannot be read; its words say why."""


@dataclass(slots=True)
class _Event:
    """What is read of an event: its beginning by its own clock, how long, how it repeats."""

    uid: str
    start: datetime | date
    length: timedelta
    repeat: Repeat | None = None
    until: datetime | None = None
    more: tuple[datetime | date, ...] = ()
    less: frozenset[datetime | date] = frozenset()
    instead_of: datetime | date | None = None
    is_busy: bool = True
    removed: set[datetime | date] = field(default_factory=set)


class CalendarReader:
    """Reads calendar files (port BusyReader)."""

    def read(
        self, path: str, first: date, last: date, zone_name: str, progress: Progress | None = None
    ) -> CalendarFile:
        """Give when a calendar is busy from one day to another, both included.

        Parameters
        ----------
        zone_name : of the tour's start; whole days and times without a zone are meant there.

        Raises
        ------
        InputError : the file is missing, too large or no calendar.
        """
        file = Path(path)
        left: Counter[str] = Counter()
        events: list[_Event] = []
        spans: list[Span] = []
        parts = _parsed(file).walk(select=lambda part: part.name in ("VEVENT", "VFREEBUSY"))
        for done, part in enumerate(parts):
            if progress is not None and done % _TICK == 0:
                progress(done, len(parts), f"Reading event {done + 1:,}")
            try:
                if part.name == "VEVENT":
                    events.append(_event(part, zone_name))
                else:
                    spans += _within(_busy_periods(part), first, last, zone_name)
                    _check_count(spans, file)
            except _Unread as error:
                left[str(error)] += 1
            except _BROKEN:
                left[_NO_TIME] += 1
        _replace_changed(events)
        for done, event in enumerate(events):
            if progress is not None and event.repeat is not None:  # which may take half a second
                progress(done, len(events), f"Placing event {done + 1:,}")
            try:
                if event.is_busy:
                    held = _spans(event, first, last, zone_name)
                    spans += _within(held, first, last, zone_name)
            except _BROKEN:
                left[_NO_TIME] += 1
            _check_count(spans, file)
        return CalendarFile(file.name, first, last, joined(spans), dict(left))


def _check_count(spans: Sized, file: Path) -> None:
    if len(spans) > MAX_SPANS:
        raise InputError(
            f"“{file.name}” has more than {MAX_SPANS:,} events around the tour.",
            "Export the calendar of one person.",
        )


def _parsed(file: Path) -> Any:
    import icalendar

    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"“{file.name}” cannot be read.", "Check that the file is there.", str(error)
        ) from error
    if len(data) > MAX_BYTES:
        raise InputError(
            f"“{file.name}” is larger than {MAX_BYTES // 1_000_000} MB.",
            "Export the months around the tour alone.",
        )
    if b"BEGIN:VCALENDAR" not in data.upper():
        raise InputError(f"“{file.name}” is no calendar.", "Choose a calendar file (.ics).")
    try:
        return icalendar.Calendar.from_ical(data)
    except (*_BROKEN, RecursionError) as error:
        raise InputError(
            f"“{file.name}” is damaged and cannot be read.", "Export it again.", str(error)[:200]
        ) from error


def _event(part: Any, zone_name: str) -> _Event:
    start = _when(part.get("DTSTART"), zone_name)
    if start is None:
        raise _Unread(_NO_TIME)
    end = _when(part.get("DTEND"), zone_name)
    if end is not None:
        length = _apart(start, end)
    elif "DURATION" in part:
        length = part["DURATION"].dt
    else:
        length = timedelta() if isinstance(start, datetime) else _DAY
    instead = _when(part.get("RECURRENCE-ID"), zone_name)
    if instead is not None and "RANGE" in part["RECURRENCE-ID"].params:
        raise _Unread(_FROM_THEN_ON)
    is_free = (
        str(part.get("STATUS", "")).upper() == "CANCELLED"
        or str(part.get("TRANSP", "")).upper() == "TRANSPARENT"
        or str(part.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in _FREE
    )
    made = _Event(
        str(part.get("UID", "")),
        start,
        min(max(length, timedelta()), _LONGEST),
        more=tuple(_list(part.get("RDATE"), zone_name)),
        less=frozenset(map(_mark, _list(part.get("EXDATE"), zone_name))),
        instead_of=_mark(instead) if instead is not None else None,
        is_busy=not is_free,
    )
    if "RRULE" in part and made.is_busy:
        made.repeat, made.until = _rule(part["RRULE"], start, zone_name)
    return made


def _when(value: Any, zone_name: str) -> datetime | date | None:
    """Give a moment on the clock of its zone, or a whole day; None where nothing is said."""
    if value is None:
        return None
    at = value.dt
    if not isinstance(at, datetime):
        if isinstance(at, date):
            return at
        raise _Unread(_NO_TIME)
    if at.tzinfo is None:
        if value.params.get("TZID"):
            raise _Unread(_NO_ZONE)
        return at.replace(tzinfo=zone(zone_name))
    return at


def _list(value: Any, zone_name: str) -> Iterator[datetime | date]:
    """Give the moments of a list of them, which may stand on several lines."""
    for one in value if isinstance(value, list) else [value] if value is not None else []:
        for each in one.dts:
            at = _when(each, zone_name)
            if at is not None:
                yield at


def _rule(value: Mapping[str, Any], start: datetime | date, zone_name: str) -> tuple[Repeat, Any]:
    """Read a rule of repetition; what has parts that no calendar program writes is not read."""
    if isinstance(value, list) or set(value) - _PARTS:
        raise _Unread(_NO_RULE)
    parts = {name: list(found) for name, found in value.items()}
    freq = str(parts["FREQ"][0]).upper()
    weekdays = tuple(dict.fromkeys(_weekday(str(text)) for text in parts.get("BYDAY", ())))
    is_of_every_month = not parts.keys().isdisjoint(("BYDAY", "BYMONTHDAY"))
    is_known = freq in list(Every) and not (
        freq == Every.YEAR and is_of_every_month and "BYMONTH" not in parts
    )
    has_places = "BYSETPOS" in parts and freq not in (Every.MONTH, Every.YEAR)
    if not is_known or has_places or any(abs(which) > _WEEKS for which, _ in weekdays):
        raise _Unread(_NO_RULE)
    made = Repeat(
        Every(freq),
        max(1, int(parts.get("INTERVAL", [1])[0])),
        weekdays,
        _numbers(parts, "BYMONTHDAY", -31, 31),
        _numbers(parts, "BYMONTH", 1, 12),
        _numbers(parts, "BYSETPOS", -366, 366),
        max(0, int(parts.get("COUNT", [0])[0])),
        _WEEKDAYS.get(str(parts.get("WKST", ["MO"])[0]).upper(), 0),
    )
    until = parts.get("UNTIL", [None])[0]
    if until is None:
        return made, None
    if not isinstance(until, datetime):
        until = datetime.combine(until, time.max)
    if until.tzinfo is None:
        there = start.tzinfo if isinstance(start, datetime) else zone(zone_name)
        until = until.replace(tzinfo=there)
    return made, until.astimezone(UTC)


def _numbers(parts: Mapping[str, Any], name: str, least: int, most: int) -> tuple[int, ...]:
    """Give the numbers of a part, each once, however often a file has it."""
    found = {int(n) for n in parts.get(name, ())}
    if any(not n or not least <= n <= most for n in found):
        raise _Unread(_NO_RULE)
    return tuple(sorted(found))


def _weekday(text: str) -> tuple[int, int]:
    which = text[:-2].lstrip("+")
    return int(which) if which else 0, _WEEKDAYS[text[-2:].upper()]


def _apart(start: datetime | date, end: datetime | date) -> timedelta:
    """Give how long an event is: elapsed time, of whole days their number."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end.astimezone(UTC) - start.astimezone(UTC)
    if isinstance(start, datetime) or isinstance(end, datetime):
        raise _Unread(_NO_TIME)
    return end - start


def _replace_changed(events: list[_Event]) -> None:
    """Take what was changed by itself out of the event that repeats."""
    repeated = {event.uid: event for event in events if event.instead_of is None}
    for event in events:
        if event.instead_of is not None and event.uid in repeated:
            repeated[event.uid].removed.add(event.instead_of)


def _mark(at: datetime | date) -> datetime | date:
    return at.astimezone(UTC) if isinstance(at, datetime) else at


def _busy_periods(part: Any) -> Iterator[Span]:
    """Give the busy ones of free/busy times; those have always a zone (RFC 5545, 3.8.2.6)."""
    found = part.get("FREEBUSY", [])
    for period in found if isinstance(found, list) else [found]:
        if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            yield period.start.astimezone(UTC), period.end.astimezone(UTC)


def _within(spans: Iterable[Span], first: date, last: date, zone_name: str) -> Iterator[Span]:
    """Cut spans to the days that are asked for."""
    there = zone(zone_name)
    opens = datetime.combine(first, time(), there).astimezone(UTC)
    closes = datetime.combine(last + _DAY, time(), there).astimezone(UTC)
    for begins, ends in spans:
        if begins < ends and begins < closes and opens < ends:
            yield max(begins, opens), min(ends, closes)


def _spans(event: _Event, first: date, last: date, zone_name: str) -> Iterator[Span]:
    """Give when an event takes place, by and by."""
    there = zone(zone_name)

    def moment(at: datetime | date) -> datetime:
        return (at if isinstance(at, datetime) else datetime.combine(at, time(), there)).astimezone(
            UTC
        )

    until, left = event.until, event.less | event.removed
    repeated = (at for at in _starts(event, first, last) if until is None or moment(at) <= until)
    for start in (*repeated, *event.more):  # the end of the rule is none of those named one by one
        if _mark(start) in left:
            continue
        if isinstance(start, datetime):
            yield moment(start), moment(start) + event.length
        else:
            yield moment(start), moment(start + max(event.length, _DAY))


def _starts(event: _Event, first: date, last: date) -> Iterator[datetime | date]:
    start = event.start
    if event.repeat is None:
        yield start
        return
    is_timed = isinstance(start, datetime)
    day = start.date() if isinstance(start, datetime) else start
    early = first - event.length - _DAY  # it may reach into the window
    for one in event.repeat.days(day, early, last + _DAY):
        if is_timed:
            assert isinstance(start, datetime)
            yield start.replace(year=one.year, month=one.month, day=one.day)
        else:
            yield one
