"""The change sheet: what differs between two plans of one tour, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tourplanner.core.checks.ground import crosses_zones, day_name
from tourplanner.core.clock import time_text
from tourplanner.core.model.schedule import DaySchedule, StopTimes
from tourplanner.core.model.tour import Plan
from tourplanner.core.units import hours_text

NOT_SEEN = "not seen"


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of a change sheet: what was planned, and what is new, in words."""

    what: str
    planned: str
    new: str


def compare(
    before: Plan, old: Sequence[DaySchedule], after: Plan, new: Sequence[DaySchedule]
) -> tuple[Changed, ...]:
    """Give what differs, day by day in the new order; what is not seen any more comes last.

    Parameters
    ----------
    old, new : the moments of ``before`` and of ``after``, one schedule a day.
    """
    return tuple(_lines(before, old, after, new))


def _lines(
    before: Plan, old: Sequence[DaySchedule], after: Plan, new: Sequence[DaySchedule]
) -> Iterator[Changed]:
    zones = crosses_zones(before) or crosses_zones(after)

    def visit(plan: Plan, schedule: DaySchedule, row: StopTimes) -> str:
        at = time_text(row.start_at, row.stop.node.zone, with_zone=zones)
        stay = hours_text(row.stop.visit_min)
        return f"{day_name(plan, schedule.day.index)}, {at}, {stay}"

    was = {row.stop.id: (row, visit(before, s, row)) for s in old for row in s.rows}
    now = {row.stop.id: visit(after, s, row) for s in new for row in s.rows}
    ends = {s.day.index: s for s in old}
    for schedule in new:
        day, index = schedule.day, schedule.day.index
        known = ends.get(index)
        name = day_name(after, index)
        leave = time_text(schedule.depart_at, day.start.zone, with_zone=zones)
        left = known and time_text(known.depart_at, known.day.start.zone, with_zone=zones)
        if left != leave:
            yield Changed(f"{name}, leave {day.start.name}", left or "no such day", leave)
        for row in schedule.rows:
            said = was[row.stop.id][1] if row.stop.id in was else NOT_SEEN
            if said != now[row.stop.id]:
                yield Changed(row.stop.name, said, now[row.stop.id])
        come = time_text(schedule.arrive_at, day.end.zone, with_zone=zones)
        came = "no such day"
        if known is not None:
            came = time_text(known.arrive_at, known.day.end.zone, with_zone=zones)
            if known.day.end.id != day.end.id:
                came, come = f"{known.day.end.name}, {came}", f"{day.end.name}, {come}"
        if came != come:
            yield Changed(f"{name}, arrive {day.end.name}", came, come)
    for stop, (row, said) in was.items():
        if stop not in now:
            yield Changed(row.stop.name, said, NOT_SEEN)
