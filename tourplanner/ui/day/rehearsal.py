"""A rehearsal of a day: a clock that somebody typed, marks and plans that are never saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tourplanner.core.clock import moment, tod_min_of

if TYPE_CHECKING:
    from tourplanner.core.late import Way
    from tourplanner.core.run_of_day import Turn
    from tourplanner.services.day import TourRun
    from tourplanner.services.late import Late


class Rehearsal:
    """A tour as it is being rehearsed; the clock goes on from the time that was typed."""

    def __init__(self, tour: TourRun, day: int, at: datetime, real: datetime) -> None:
        """Begin at a moment; ``real`` is the present."""
        self.tour = tour
        self.day = day
        self._at, self._since = at, real

    def now(self, real: datetime) -> datetime:
        """Give the moment of the rehearsal at a real one."""
        return self._at + (real - self._since)

    def set(self, at: datetime, real: datetime) -> None:
        """Type another time; the clock goes on from there."""
        self._at, self._since = at, real

    def move_to(self, real: datetime, day: int) -> None:
        """Go to another day of the tour, at the same time of the clock."""
        days, at = self.tour.plan.days, self.now(real)
        zone = days[self.day].start.zone
        self.set(moment(days[day].date, tod_min_of(at, zone), days[day].start.zone), real)
        self.day = day

    def mark(self, turn: Turn, at: datetime | None) -> None:
        """Mark when the bus came or left; None takes it back."""
        self.tour = replace(self.tour, marks=self.tour.marks.marked(turn, at))

    def tell(self, key: str, *, told: bool) -> None:
        """Tick a call as made, or not."""
        now = self.tour.told | {key} if told else self.tour.told - {key}
        self.tour = replace(self.tour, told=frozenset(now))

    def after(self, late: Late, way: Way) -> TourRun:
        """Give the tour as it would be once a way is the plan."""
        return replace(
            self.tour,
            arrangement=self.tour.arrangement.tried(way.plan),
            calls=late.calls(way),
            told=frozenset(),
            calls_day=late.delay.day,
        )
