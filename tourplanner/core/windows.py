"""When a visit may start: the school's hours of one day as moments, and why there are none.

A window bounds the *start* of a visit. Where the bells are known it opens a margin after the first
bell and closes at the last; the lunch rush cuts it in two. A typed window wins over all of that.
Where nothing is known the tour's default hours stand in, marked as assumed.
"""

from __future__ import annotations

from datetime import date, datetime

from tourplanner.core.clock import date_text, moment, shift_text, tod_text
from tourplanner.core.closures import NO_CLOSURES, Closures
from tourplanner.core.model.school_day import NO_DAYS, SchoolDays
from tourplanner.core.model.site import CLOSED_STATUSES
from tourplanner.core.model.tour import PlanSettings, TourStop, Window

__all__ = ["IF_NO_SCHOOL", "WEEKEND", "Closures", "limit_words", "no_school", "visit_windows"]

WEEKEND = "there is no school on a weekend"
IF_NO_SCHOOL = "if it is no school, type its hours or lock its start"
_PENDING = "pending"

Span = tuple[int, int]


def visit_windows(
    day: date,
    zone: str,
    settings: PlanSettings,
    *,
    bells: Span | None = None,
    lunch: Span | None = None,
    days: SchoolDays = NO_DAYS,
    typed: Span | None = None,
    status: str = "",
    closed_on: date | None = None,
    opens_on: date | None = None,
    closures: Closures = NO_CLOSURES,
    keeps_school_days: bool = True,
    is_fixed: bool = False,
) -> tuple[tuple[Window, ...], str]:
    """Give the windows of one day in order, and why there are none.

    Parameters
    ----------
    zone : of the place. bells : first and last bell. lunch : the rush. days : the school's
        minimum days, which end early. typed : the stop's own window. Each in minutes since midnight
        by the clock of the place, None = unknown.
    status : the directory's word. closed_on, opens_on : its dates, None = unknown.
    keeps_school_days : False for a place that is no school, such as a church: on a day without
        school it is open where its hours are typed, or where ``is_fixed``: it is fixed to that day.

    Returns
    -------
    The windows, empty where the site cannot be seen that day, and the reason as half a sentence.
    """
    why = _directory_reason(day, status, closed_on, opens_on)
    if not why and (holiday := no_school(day, closures)):
        is_known = typed is not None or is_fixed
        if keeps_school_days:
            why = holiday
        elif not is_known:
            why = f"{holiday}; {IF_NO_SCHOOL}"
    if why:
        return (), why
    spans, words = _spans(settings, bells, lunch, typed, days.early_bell(day))
    windows = tuple(
        Window(
            moment(day, open_tod, zone),
            moment(day, close_tod, zone),
            " ".join(filter(None, [words, shift_text(day, open_tod, zone)])),
            bells is None and typed is None,
        )
        for open_tod, close_tod in spans
        if open_tod <= close_tod
    )
    return windows, "" if windows else f"no time is left for a visit ({words})"


def no_school(day: date, closures: Closures = NO_CLOSURES) -> str:
    """Say as half a sentence why no school is at work on a day; empty where they are."""
    if day.weekday() >= 5:
        return WEEKEND
    name = closures.on(day)
    return f"schools are closed for {name}" if name else ""


def _directory_reason(day: date, status: str, closed_on: date | None, opens_on: date | None) -> str:
    word = status.strip().casefold()
    if word in CLOSED_STATUSES and (closed_on is None or day >= closed_on):
        since = f" since {date_text(closed_on, weekday=False, year=True)}" if closed_on else ""
        return f"the directory has it as {word}{since}"
    if opens_on is not None and day < opens_on:
        return f"it opens on {date_text(opens_on, weekday=False, year=True)}"
    if word == _PENDING and opens_on is None:
        return "the directory has it as pending: not open yet"
    return ""


def limit_words(stop: TourStop, window: Window, day: date) -> str:
    """Name what closes a window: ``last bell``, ``lunch rush``, ``end of its typed window``."""
    bells, early = stop.bells_on(day), stop.school_days.early_bell(day)
    if early is not None and _is_at(window.close_at, day, early, stop.node.zone):
        return "last bell of a minimum day"
    if bells is not None and _is_at(window.close_at, day, bells[1], stop.node.zone):
        return "last bell"
    rush = stop.lunch_rush
    if rush is not None and _is_at(window.close_at, day, rush[0], stop.node.zone):
        return "lunch rush"
    return "end of school hours (assumed)" if window.assumed else "end of its typed window"


def _is_at(at: datetime, day: date, tod_min: int, zone: str) -> bool:
    return at == moment(day, tod_min, zone)


def _spans(
    settings: PlanSettings,
    bells: Span | None,
    lunch: Span | None,
    typed: Span | None,
    early: int | None,
) -> tuple[list[Span], str]:
    """Give the spans of start times, and where they come from in words."""
    if typed is not None:
        return [typed], f"typed {_span_text(typed)}"
    if bells is not None:
        hours, words = (bells[0] + settings.bell_margin_min, bells[1]), f"bells {_span_text(bells)}"
    else:
        hours = (settings.window_open_tod_min, settings.window_close_tod_min)
        words = f"school hours assumed {_span_text(hours)}"
    if early is not None and early < hours[1]:
        hours, words = (hours[0], early), f"{words}, minimum day until {tod_text(early)}"
    spans = _without(hours, lunch)
    if lunch is not None and spans != [hours]:
        words += f", lunch rush {_span_text(lunch)}"
    return spans, words


def _without(span: Span, rush: Span | None) -> list[Span]:
    """Cut the lunch rush out of a span of start times."""
    if rush is None or rush[1] <= rush[0] or rush[1] <= span[0] or rush[0] >= span[1]:
        return [span]
    return [part for part in ((span[0], rush[0]), (rush[1], span[1])) if part[0] <= part[1]]


def _span_text(span: Span) -> str:
    return f"{tod_text(span[0])}-{tod_text(span[1])}"
