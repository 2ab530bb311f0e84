"""When somebody of the tour is busy by a calendar that was read: times alone, never titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tourplanner.core.aboard import folded_name
from tourplanner.core.changes import Record
from tourplanner.core.clock import (
    date_text,
    local,
    parse_date,
    parse_moment,
    range_text,
    time_text,
    utc_text,
)
from tourplanner.core.errors import InputError
from tourplanner.core.model.ids import derived_id

BUSY_KIND = "calendar"
MARGIN_DAYS = 30  # before and after the tour that are read, so that it may be moved a little
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar file says of a time.

    ``spans`` are the busy ones, in UTC, in order, none touching another; ``left`` is what could not
    be read, by reason.
    """

    name: str
    first: date
    last: date
    spans: tuple[Span, ...]
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BusyCalendar:
    """The busy times of one person. ``who`` is a rider's name; empty is the office's member.

    ``first`` and ``last`` are the days that were read, ``source`` the file, ``read_at`` when.
    """

    who: str
    spans: tuple[Span, ...]
    first: date
    last: date
    source: str
    read_at: str
    id: str = ""


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def span_texts(spans: Iterable[Span], zone_name: str) -> tuple[str, ...]:
    """Write spans by the clock of a place: ``Monday, Oct. 14: 10-11:30 a.m.``."""
    made = []
    for start, end in spans:
        first, last = local(start, zone_name), local(end, zone_name)
        ends = (last - timedelta(microseconds=1)).date()
        is_whole = first.time() == last.time() == time()
        day = date_text(first.date())
        until = "" if ends == first.date() else f" to {date_text(ends)}"
        if is_whole:
            made.append(f"{day}{until}, all day")
        elif until:
            begins, stops = (time_text(at, zone_name) for at in (start, end))
            made.append(f"{day}, {begins}{until}, {stops}")
        else:
            made.append(f"{day}: {range_text(start, end, zone_name)}")
    return tuple(made)


def calendar_id(tour_id: str, who: str) -> str:
    """Give the id of a person's calendar on a tour: read again it takes the old one's place."""
    return derived_id(BUSY_KIND, tour_id, who.casefold())


def span_facts(spans: Iterable[Span], old: Mapping[str, object]) -> dict[str, str | None]:
    """Give the facts of busy times, and of the old ones that are none any more."""
    new = {f"busy/{_key(start)}": utc_text(end) for start, end in spans}
    gone = {f"busy/{key}": None for key, value in old.items() if value}
    return {**gone, **new}


def calendars_of(records: Iterable[Record]) -> tuple[BusyCalendar, ...]:
    """Read records of the kind ``calendar``, the member's first.

    What another program sent is not as this one writes it: without its days it is none, and what is
    no time is left out.
    """
    found = [
        BusyCalendar(
            str(record["who"] or ""),
            joined(_spans(record.member("busy"))),
            parse_date(str(record["first"])),
            parse_date(str(record["last"])),
            str(record["source"] or ""),
            str(record["read_at"] or ""),
            record.id,
        )
        for record in records
        if record["first"] and record["last"]
    ]
    return tuple(sorted(found, key=lambda one: folded_name(one.who)))


def _spans(held: Mapping[str, object]) -> Iterator[Span]:
    for key, end in held.items():
        try:
            span = parse_moment(f"{key}+00:00"), parse_moment(str(end))
        except InputError:
            continue
        if span[0] < span[1]:
            yield span


def _key(at: datetime) -> str:
    return utc_text(at)[:16]
