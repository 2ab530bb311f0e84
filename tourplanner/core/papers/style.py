"""How papers write times, dates, names and addresses: AP style, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tourplanner.core.clock import date_text, local, range_text, time_text, zone_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import hours_text, miles

COVERAGE_WORDS = {
    "open": "OPEN PRESS",
    "pooled": "POOLED PRESS",
    "photo": "PHOTO ONLY",
    "closed": "CLOSED",
}
_TITLES = {
    "senator": "Sen.",
    "state senator": "State Sen.",
    "assemblymember": "Assemblymember",
    "representative": "Rep.",
    "state representative": "State Rep.",
    "governor": "Gov.",
    "lieutenant governor": "Lt. Gov.",
}
_ROADS = {
    "street": "St.",
    "st": "St.",
    "avenue": "Ave.",
    "ave": "Ave.",
    "boulevard": "Blvd.",
    "blvd": "Blvd.",
}
_COMPASS = {
    "north": "N.",
    "south": "S.",
    "east": "E.",
    "west": "W.",
    "n": "N.",
    "s": "S.",
    "e": "E.",
    "w": "W.",
}


class TimeWords:
    """Writes clock times; with their zone where the times of a paper run in several.

    Parameters
    ----------
    moments : (moment, zone name) of everything that the paper prints, and of nothing else, so that
        a zone that only private things are in does not show.
    always : with their zone in any case, for readers who may be anywhere.
    """

    def __init__(self, moments: Iterable[tuple[datetime, str]], *, always: bool = False) -> None:
        known = [(at, zone) for at, zone in moments if zone]
        zones = sorted({zone for _, zone in known})
        self.with_zone = always or any(
            len({local(at, zone).utcoffset() for zone in zones}) > 1 for at, _ in known
        )

    def at(self, moment: datetime, zone: str) -> str:
        """Write a moment on the clock of its place."""
        return time_text(moment, zone, with_zone=self.with_zone)

    def span(self, start: datetime, end: datetime, zone: str) -> str:
        """Write a span on the clock of its place."""
        return range_text(start, end, zone, with_zone=self.with_zone)


def stamp_text(at: datetime, zone: str) -> str:
    """Write when something was issued: ``4:10 p.m. PDT Thursday, Oct. 10``."""
    there = local(at, zone)
    return f"{time_text(at, zone)} {zone_text(at, zone)} {date_text(there.date())}"


def dates_text(first: date, days: int) -> str:
    """Write the days of a tour: ``Oct. 14-16, 2013``, ``Sept. 30-Oct. 2, 2013``."""
    last = first + timedelta(days=max(days, 1) - 1)
    start = date_text(first, weekday=False)
    if last == first:
        return date_text(first, weekday=False, year=True)
    if last.year != first.year:
        return (
            f"{date_text(first, weekday=False, year=True)}-"
            f"{date_text(last, weekday=False, year=True)}"
        )
    end = date_text(last, weekday=False, year=True)
    return f"{start}-{end.split(' ', 1)[1]}" if last.month == first.month else f"{start}-{end}"


def title_before_name(title: str) -> str:
    """Write a title as it stands before a name: Senator -> Sen."""
    return _TITLES.get(title.strip().lower(), one_line(title))


def party_text(party: str) -> str:
    """Write a party in words where its letter alone is typed: ``D`` -> ``Democrat``."""
    letter = one_line(party)
    return {"D": "Democrat", "R": "Republican", "I": "independent"}.get(letter.upper(), letter)


def member_text(office: RecordView) -> str:
    """Write the member with the title before the name, as far as they are known."""
    title = title_before_name(office.text("member_title"))
    return one_line(f"{title} {office.text('member_name')}")


def street_text(street: str) -> str:
    """Write a numbered street as AP does: ``515 East Main Street`` -> ``515 E. Main St.``.

    Only with a house number are St., Ave. and Blvd. and a leading compass word shortened; a street
    whose very name is a compass word keeps it.
    """
    words = one_line(street).split(" ")
    if len(words) < 3 or not re.fullmatch(r"\d[\w-]*", words[0]):
        return " ".join(words)
    last = words[-1].lower().rstrip(".")
    if last in _ROADS:
        words[-1] = _ROADS[last]
    if len(words) > 3 and words[1].lower().rstrip(".") in _COMPASS:
        words[1] = _COMPASS[words[1].lower().rstrip(".")]
    return " ".join(words)


def address_text(record: RecordView, *, state: bool = True) -> str:
    """Write an address on one line, as much of it as is known; a ZIP code in five digits."""
    five, _, _ = record.text("zip").partition("-")
    area = one_line(f"{record.text('state') if state else ''} {five}")
    parts = (street_text(record.text("street")), one_line(record.text("city")))
    joined = ", ".join(filter(None, parts))
    if not area:
        return joined
    return f"{joined}, {area}" if state and joined else one_line(f"{joined} {area}")


def miles_text(meters: float | None) -> str:
    """Write road miles: one digit under 10, whole from there."""
    if meters is None or meters < 0:
        return ""
    value = miles(meters)
    return f"{value:.1f} mi" if value < 9.95 else f"{round(value):,} mi"


def span_text(minutes: int) -> str:
    """Write a number of minutes as people say it."""
    return hours_text(minutes)


def count_text(count: int, noun: str) -> str:
    """Write a count with its noun: ``1 stop``, ``3 stops``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def short_date(day: date) -> str:
    """Write a date as AP does with a weekday in a table: ``Mon., Oct. 14``."""
    full = date_text(day)
    weekday, _, rest = full.partition(", ")
    return f"{weekday[:3]}., {rest}"
