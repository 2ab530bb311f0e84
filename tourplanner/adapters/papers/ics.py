"""Calendars, written by icalendar: folding, escaping and zones are not made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tourplanner.core.clock import local
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
        return Rendered(out.to_ical(sorted=True))


def _event(event: Event, calendar: Calendar) -> Any:
    import icalendar

    out = icalendar.Event()
    out.add("uid", f"{event.uid}@{_HOST}")
    out.add("sequence", calendar.sequence)
    out.add("dtstamp", (calendar.stamp_at or _NO_STAMP).astimezone(UTC).replace(microsecond=0))
    out.add("dtstart", local(event.start_at, event.zone))
    out.add("dtend", local(event.end_at, event.zone))
    unsure = "" if event.confirmed else "NOT CONFIRMED: "
    out.add("summary", _text(f"{calendar.draft} {unsure}{event.summary}"))
    out.add("status", "CONFIRMED" if event.confirmed else "TENTATIVE")
    out.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    if event.location:
        out.add("location", _text(event.location))
    if event.description:
        out.add("description", "\n".join(_text(part) for part in event.description))
    return out


def _text(text: str) -> str:
    return one_line(text)
