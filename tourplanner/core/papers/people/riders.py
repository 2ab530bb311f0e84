"""Riders of a cut view, with their legs, as several papers list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tourplanner.core.aboard import Leg, Places, Ride, by_name, ride_of
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import Note, Span, Style, line
from tourplanner.core.papers.moments import DayView, days_of, node_name, visit_name
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

NOBODY = Note(line("Nobody is on the list yet. Add people in the list of this paper."))
ALL_DAYS = "Whole tour"


@dataclass(frozen=True, slots=True)
class Rider:
    """A rider with the legs."""

    record: RecordView
    ride: Ride

    @property
    def name(self) -> str:
        """The name, so that it can be seen where none is typed."""
        return self.text("name") or "Name not known"

    @property
    def days(self) -> Span:
        """When the rider is aboard; marked where a stop of it is not in the plan any more."""
        words = self.ride.words or ALL_DAYS
        if self.ride.lost:
            return Span(f"{words}, STOP NOT IN THE PLAN", Style.WARN)
        return Span(words)

    def text(self, name: str) -> str:
        """Give a field on one line."""
        return one_line(self.record.text(name))


@dataclass(frozen=True, slots=True)
class LegRow:
    """A leg of the tour: when the bus leaves where, and for where."""

    leg: Leg
    leaves_at: datetime
    zone: str
    start: str
    end: str


def places_of(cut: CutView) -> Places:
    """Give the place of every stop in the plan."""
    visits = cut.all("visit_block")
    return {v.text("stop"): (int(v["day"]), int(v["order"])) for v in visits}


def riders_of(cut: CutView) -> list[Rider]:
    """Give the riders by name."""
    places = places_of(cut)
    return [Rider(one, ride_of(one, places)) for one in by_name(cut.all("rider"))]


def legs_of(cut: CutView) -> Iterator[LegRow]:
    """Give the legs of the tour in order; none of a day on which the bus stands."""
    for day in days_of(cut):
        number = int(day.day["number"])
        ends = [visit_name(cut, visit) for visit in day.visits]
        ends.append(node_name(cut, day.day.text("end")))
        start = node_name(cut, day.day.text("start"))
        if not day.visits and not day.day["drive_min"]:
            continue
        for order, end in enumerate(ends):
            at, zone = _departure(day, order)
            yield LegRow((number, order), at, zone, start, end)
            start = end


def _departure(day: DayView, order: int) -> tuple[datetime, str]:
    if order == 0:
        return day.day["depart_at"], day.day.text("start_zone")
    visit = day.visits[order - 1]
    return visit["depart_at"], visit.text("zone")
