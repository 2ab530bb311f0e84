"""What another plan would mean: its miles, hours, regions, and whom to call about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan, TourStop
from tourplanner.core.units import count_text, hours_text, join_names, miles


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What a plan comes to. ``driven_min`` : guests in the bus; ``duty_min`` : the driver's."""

    visits: int
    points: int
    miles: int
    driven_min: int
    duty_min: int
    regions: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plan that is not the tour's yet, beside the one that stands.

    ``comes`` and ``goes`` : stops seen in one of the two alone; ``moves`` : seen on another day.
    """

    aim: str
    plan: Plan
    figures: PlanFigures
    standing: PlanFigures
    comes: tuple[TourStop, ...]
    goes: tuple[TourStop, ...]
    moves: tuple[TourStop, ...]

    @property
    def figures_text(self) -> str:
        """What it comes to, and how it differs: ``9 visits (2 fewer), 410 mi (88 fewer)``."""
        new, old = self.figures, self.standing
        regions = count_text(new.regions, "region")
        return ", ".join(
            [
                f"{count_text(new.visits, 'visit')}{_more(new.visits - old.visits)}",
                f"{new.miles:,} mi{_more(new.miles - old.miles)}",
                f"{hours_text(new.driven_min)} in the bus",
                f"driver on duty {hours_text(new.duty_min)}",
                f"{regions}{_more(new.regions - old.regions)}",
            ]
        )

    @property
    def calls(self) -> tuple[str, ...]:
        """Whom to call: the sites to ask, to tell of another day, and to tell that nobody comes."""
        lines = [
            ("Ask", self.comes),
            ("Another day", self.moves),
            ("Not seen", self.goes),
        ]
        return tuple(
            f"{words}: {join_names([stop.name for stop in stops], most=8)}"
            for words, stops in lines
            if stops
        )


def figures_of(schedules: Sequence[DaySchedule]) -> PlanFigures:
    """Count a plan's visits, points, miles, minutes and regions."""
    stops = [row.stop for schedule in schedules for row in schedule.rows]
    busy = [schedule for schedule in schedules if not schedule.is_idle]
    return PlanFigures(
        len(stops),
        sum(stop.score for stop in stops),
        round(sum(miles(schedule.meters) for schedule in busy)),
        sum(schedule.guest_drive_min for schedule in busy),
        sum(schedule.driver.duty_min for schedule in busy),
        len({stop.region for stop in stops} - {""}),
    )


def beside(
    aim: str, standing: Sequence[DaySchedule], plan: Plan, schedules: Sequence[DaySchedule]
) -> Alternative:
    """Put a plan beside the moments of the one that stands."""
    was = {row.stop.id: (s.day.index, row.stop) for s in standing for row in s.rows}
    now = {row.stop.id: (s.day.index, row.stop) for s in schedules for row in s.rows}
    return Alternative(
        aim,
        plan,
        figures_of(schedules),
        figures_of(standing),
        tuple(stop for id_, (_, stop) in now.items() if id_ not in was),
        tuple(stop for id_, (_, stop) in was.items() if id_ not in now),
        tuple(stop for id_, (day, stop) in now.items() if id_ in was and was[id_][0] != day),
    )


def _more(difference: int) -> str:
    """Write a difference behind its figure, empty where there is none."""
    if not difference:
        return ""
    return f" ({abs(difference):,} {'more' if difference > 0 else 'fewer'})"
