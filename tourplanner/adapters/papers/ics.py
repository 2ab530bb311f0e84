"""Calendars, written by icalendar: folding, escaping and zones are not made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tourplanner.core.clock import local, zone
from tourplanner.core.papers.calendar import Calendar, Event
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

_PRODUCT = "-//TourPlanner//Tour calendar//EN"
_HOST = "tourplanner"
_NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)


class IcsWriter:
    """Renders a calendar; an event keeps its UID from issue to issue."""

    def render(self, calendar: Calendar) -> Rendered:
        """Give the file; the same calendar gives the same bytes."""
        import icalendar

        out = icalendar.Calendar()
        out.add("prodid", _PRODUCT)
        out.add("version", "2.0")
        out.add("method", "PUBLISH")
        # icalendar escapes texts that it knows; this name is none of them.
        out.add("x-wr-calname", icalendar.vText(_text(f"{calendar.draft} {calendar.name}")))
        for event in sorted(calendar.events, key=lambda e: (e.start_at, e.end_at, e.uid)):
            out.add_component(_event(event, calendar))
        if calendar.events:
            # The rules of the years around the tour, not of every year since 1970.
            first = min(event.start_at for event in calendar.events).year - 1
            last = max(event.end_at for event in calendar.events).year + 2
            out.add_missing_timezones(date(first, 1, 1), date(last, 1, 1))
            for summer in out.walk("DAYLIGHT"):
                _begin_before_the_jump(summer, zone(str(_zone_name(out, summer))))
        return Rendered(out.to_ical(sorted=True))


def _event(event: Event, calendar: Calendar) -> Any:
    import icalendar

    out = icalendar.Event()
    out.add("uid", f"{event.uid}@{_HOST}")
    out.add("sequence", calendar.sequence)
    out.add("dtstamp", (calendar.stamp_at or _NO_STAMP).astimezone(UTC).replace(microsecond=0))
    out.add("dtstart", _on_the_clock(event.start_at, event.zone))
    out.add("dtend", _on_the_clock(event.end_at, event.zone))
    unsure = "" if event.confirmed else "NOT CONFIRMED: "
    out.add("summary", _text(f"{calendar.draft} {unsure}{event.summary}"))
    out.add("status", "CONFIRMED" if event.confirmed else "TENTATIVE")
    out.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    if event.location:
        out.add("location", _text(event.location))
    if event.description:
        out.add("description", "\n".join(_text(part) for part in event.description))
    return out


def _on_the_clock(at: datetime, zone_name: str) -> datetime:
    """Give a moment on the clock of its place; an hour that comes a second time in UTC.

    A local time with a zone's name means the first of two: RFC 5545, 3.3.5.
    """
    there = local(at, zone_name)
    return there.astimezone(UTC) if there.fold else there


def _zone_name(calendar: Any, part: Any) -> str:
    """Give the name of the zone that a part of a calendar describes."""
    return next(str(z["TZID"]) for z in calendar.walk("VTIMEZONE") if part in z.subcomponents)


def _begin_before_the_jump(summer: Any, there: ZoneInfo) -> None:
    """Let summer time begin by the clock before it is put forward, as RFC 5545, 3.6.5 asks.

    The library writes 3 a.m., and readers that trust it lose that hour; once it writes 2 a.m.,
    nothing is done.
    """
    import icalendar

    step = summer["TZOFFSETTO"].td - summer["TZOFFSETFROM"].td
    begins = summer["DTSTART"].dt.replace(tzinfo=there)
    in_the_gap = begins.utcoffset() != begins.replace(fold=1).utcoffset()
    if in_the_gap or not step:
        return
    summer["DTSTART"] = icalendar.vDDDTypes(summer["DTSTART"].dt - step)
    if "RDATE" in summer:
        summer["RDATE"] = icalendar.vDDDLists([one.dt - step for one in summer["RDATE"].dts])


def _text(text: str) -> str:
    return one_line(text)
