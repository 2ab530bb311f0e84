"""The block schedule: the whole tour on one page, days across and half-hours down.

Every block is colored and lettered: D drive, V visit, M meal, P press, R rest, H hotel. It is for
the people on the bus, so the bus leaves at its times, and when it arrives, and what is kept as a
buffer before a visit, stands nowhere. The staff have a version of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tourplanner.core.clock import add_minutes
from tourplanner.core.papers.blocks import Paper, cell, line, soft
from tourplanner.core.papers.day_sheet import is_still, program, riders_times
from tourplanner.core.papers.half_hours import (
    PROGRAM_LETTERS,
    STEP_MIN,
    Part,
    Total,
    half_hours,
    minute_of,
)
from tourplanner.core.papers.moments import DayView, days_of, node_name, visit_name
from tourplanner.core.papers.sheet import RIDERS
from tourplanner.core.papers.style import TimeWords, count_text, miles_text, span_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

_LEGEND = (
    "D drive, V visit, M meal, P press, R rest, H hotel or end of the day. Times are of the place."
)


def block_schedule(cut: CutView) -> Paper:
    """Lay out the block schedule of a cut view."""
    days = days_of(cut)
    times = riders_times(days)
    parts = [sorted(_parts(cut, day, times), key=lambda part: part.start_at) for day in days]
    totals = Total("In all", tuple(cell(line(soft(_totals(cut, day)))) for day in days))
    return half_hours(cut, days, parts, [totals], _LEGEND, RIDERS)


def _parts(cut: CutView, day: DayView, times: TimeWords) -> Iterator[Part]:
    """Give the blocks of a day, in no order."""
    end, end_zone = day.day.text("end"), day.day.text("end_zone")
    arrive_at = day.day["arrive_at"]

    def part(
        letter: str, kind: str, span: tuple[datetime, datetime], zone: str, when: str, what: str,
        warn: str = "",
    ) -> Part:  # fmt: skip
        begins = minute_of(span[0], zone, day.day["date"])
        return Part(letter, kind, *span, begins, when, what, warn)

    if not is_still(day):
        leaves = [(day.day["depart_at"], day.day.text("start_zone"))]
        leaves += [(visit["depart_at"], visit.text("zone")) for visit in day.visits]
        goals = [visit_name(cut, visit) for visit in day.visits] + [node_name(cut, end)]
        # A drive is drawn to the next visit: when the bus is there is the staff's affair.
        until = [visit["start_at"] for visit in day.visits] + [arrive_at]
        for (at, zone), goal, to in zip(leaves, goals, until, strict=True):
            yield part("D", "drive", (at, to), zone, times.at(at, zone), f"to {goal}")
    for visit in day.visits:
        span, zone = (visit["start_at"], visit["end_at"]), visit.text("zone")
        warn = "TENTATIVE" if visit.text("stop") in cut.tentative else ""
        when = times.span(*span, zone)
        yield part("V", "visit", span, zone, when, visit_name(cut, visit), warn)
        for item in program(cut, visit.text("stop")):
            letter = PROGRAM_LETTERS.get(item.text("kind"), "")
            if not letter or not int(item["minutes"] or 0) > 0:
                continue
            begins = add_minutes(visit["start_at"], int(item["offset_min"] or 0))
            lasts = (begins, add_minutes(begins, int(item["minutes"])))
            words = one_line(item.text("title")) or item.text("kind").capitalize()
            kind = "visit" if letter == "P" else "meal"
            yield part(letter, kind, lasts, zone, times.span(*lasts, zone), words)
    if day.lunch is not None:
        span, zone = (day.lunch["start_at"], day.lunch["end_at"]), day.lunch.text("zone")
        yield part("M", "meal", span, zone, times.span(*span, zone), "Lunch")
    span = (arrive_at, add_minutes(arrive_at, STEP_MIN))
    when = times.at(arrive_at, end_zone)
    yield part("H", "night", span, end_zone, when, node_name(cut, end))


def _totals(cut: CutView, day: DayView) -> str:
    """Give what a day adds up to."""
    sites = [cut.get("site", visit.text("site")) for visit in day.visits]
    districts = {site.text("district") for site in sites} - {""}
    parts = [count_text(len(day.visits), "visit")]
    if districts:
        parts.append(count_text(len(districts), "school district"))
    if miles_ := miles_text(day.day["meters"]):
        parts.append(miles_)
    if day.day["drive_min"]:
        parts.append(f"{span_text(int(day.day['drive_min']))} on the road")
    return ", ".join(parts)
