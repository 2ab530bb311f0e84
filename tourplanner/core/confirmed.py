"""Confirmed visits: what a host agreed to is held; where it is changed, the host is asked again.

A host agrees to a day and a time. Planning the days anew keeps both; a change by hand that gives
the visit another day or start makes it tentative, and says what it was confirmed for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tourplanner.core.arranging import Rearrangement, find_stop, unconfirm
from tourplanner.core.checks.ground import crosses_zones
from tourplanner.core.clock import time_text
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Plan, Tour, TourStop
from tourplanner.core.schedule import pinned_at
from tourplanner.core.units import join_names


def held(tour: Tour, schedules: Sequence[DaySchedule]) -> Tour:
    """Give a tour whose confirmed visits are musts, locked to the day and time that they have.

    Parameters
    ----------
    schedules : of the plan that stands; a confirmed visit that is in none of its days is not held.
    """
    agreed = _agreed(schedules)
    days = {row.stop.id: s.day.index for s in schedules for row in s.rows}

    def kept(stop: TourStop) -> TourStop:
        at = agreed.get(stop.id)
        if at is None or stop.wish == "not":
            return stop
        return replace(stop, wish="must", fixed_day=days[stop.id], fixed_start_at=at)

    return replace(tour, stops=tuple(kept(stop) for stop in tour.stops))


def with_pins(plan: Plan, tour: Tour) -> Plan:
    """Give a new plan of such a tour with the times that it held pinned in it.

    Parameters
    ----------
    tour : as it was before; stops that have a locked time of their own need no pin.
    """
    own = {stop.id for stop in tour.stops if stop.fixed_start_at is not None}
    days = []
    for day in plan.days:
        held_here = [stop for stop in day.stops if stop.confirmed and stop.id not in own]
        pins = {stop.id: at for stop in held_here if (at := pinned_at(stop, day))}
        days.append(replace(day, pins={**day.pins, **pins}))
    return replace(plan, days=tuple(days))


def kept_count(plan: Plan) -> int:
    """Count the confirmed visits of a plan whose day and time are held."""
    return sum(
        s.confirmed and pinned_at(s, day) is not None for day in plan.days for s in day.stops
    )


def asked_again(
    change: Rearrangement, before: Sequence[DaySchedule], after: Sequence[DaySchedule]
) -> Rearrangement:
    """Give a change with every confirmed visit made tentative that it gives another day or start.

    Parameters
    ----------
    before, after : the moments of the plan that stands, and of the changed one.
    """
    plan, lost = change.plan, []
    begun = {row.stop.id: row.start_at for s in before for row in s.rows}
    starts = {row.stop.id: row.start_at for s in after for row in s.rows}
    for stop, at in _agreed(before).items():
        # A visit that was late before and is as late now was not touched: its host knows.
        if starts.get(stop) not in (at, begun[stop]) and (found := find_stop(plan, stop)).confirmed:
            plan = unconfirm(plan, stop).plan
            when = time_text(at, found.node.zone, with_zone=crosses_zones(plan))
            lost.append(f"{found.name} was confirmed for {when}")
    if not lost:
        return change
    hosts = "its host" if len(lost) == 1 else "their hosts"
    return replace(change, plan=plan, note=f"{join_names(lost)}: ask {hosts} again.")


def _agreed(schedules: Sequence[DaySchedule]) -> dict[StopId, datetime]:
    """Give the starts of the confirmed visits; where the bus comes late, the locked ones."""
    return {
        row.stop.id: pinned_at(row.stop, s.day) or row.start_at
        for s in schedules
        for row in s.rows
        if row.stop.confirmed
    }
