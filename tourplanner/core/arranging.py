"""Changes of a plan by hand, as values: a stop moved, a time typed, a host confirmed, a mend tried.

Each gives the whole plan as it would be and the name under which Undo takes it back; nothing is
written here. A lock goes with its stop: moved by hand, it holds the new day and keeps its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tourplanner.core.boarding import alighting_min
from tourplanner.core.checks.ground import day_name
from tourplanner.core.clock import local, moment, tod_min_of, tod_text, utc_text
from tourplanner.core.errors import InputError
from tourplanner.core.fields import COVERAGES
from tourplanner.core.model.figures import check_figures
from tourplanner.core.model.tour import LeftOut, Plan, TourDay, TourStop
from tourplanner.core.safe_text import one_line, sentence
from tourplanner.core.schedule import pinned_at
from tourplanner.core.units import hours_text, round_up

BY_HAND = "Taken off by hand."
COVERAGE_SAID = {
    "open": "open to the press",
    "pooled": "pooled press",
    "photo": "photo only",
    "closed": "closed to the press",
}


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """A plan as it would be after one change; ``label`` is what Undo calls it.

    ``done`` : the same as something that was done. ``note`` : what the user has to know of it.
    """

    label: str
    plan: Plan
    done: str = ""
    note: str = ""

    @property
    def told(self) -> str:
        """What is said when it is made, in sentences."""
        done = self.done or f"Done: {self.label[:1].lower()}{self.label[1:]}"
        return f"{sentence(done)} {self.note}".rstrip()


def find_stop(plan: Plan, stop_id: str) -> TourStop:
    """Give a stop of the tour; InputError where it has none with that id."""
    for stop in plan.tour.stops:
        if stop.id == stop_id:
            return stop
    for unplaced in plan.tour.unplaced:
        if unplaced.id == stop_id:
            raise InputError(
                f"{unplaced.name} has no place yet, so no day can hold it.",
                "Give it an address, a ZIP or a pin.",
            )
    raise InputError("This tour has no such stop.", "Mark the site must or may first.")


def place_of(plan: Plan, stop_id: str) -> tuple[int, int] | None:
    """Give where a stop stands: day and position, both from 0; None = it is not placed."""
    for day in plan.days:
        for position, stop in enumerate(day.stops):
            if stop.id == stop_id:
                return day.index, position
    return None


# -- moving ---------------------------------------------------------------------------------------


def move(plan: Plan, stop_id: str, day: int, position: int) -> Rearrangement:
    """Put a stop into a day, in front of the stop that stands at ``position`` without it.

    Parameters
    ----------
    position : from 0; larger than the day has stops = at its end.
    """
    stop, old = find_stop(plan, stop_id), place_of(plan, stop_id)
    if not 0 <= day < len(plan.days):
        raise InputError("The tour has no such day.", "Choose one of its days.")
    rest = [other for other in plan.days[day].stops if other.id != stop_id]
    position = min(max(position, 0), len(rest))
    moved = _on_day(stop, plan.days[day])
    days = [_without(other, stop_id) for other in plan.days]
    pins = dict(days[day].pins)
    if old is not None and stop.id in plan.days[old[0]].pins:
        pins[stop.id] = _same_clock(plan.days[old[0]].pins[stop.id], moved, days[day])
    stops = (*rest[:position], moved, *rest[position:])
    days[day] = replace(days[day], stops=stops, pins=pins)
    left_out = tuple(left for left in plan.left_out if left.stop.id != stop_id)
    changed = replace(_with_stop(plan, moved), days=tuple(days), left_out=left_out)
    label, done = _move_words(plan, stop, old, day, position)
    return Rearrangement(label, changed, done)


def take_off(plan: Plan, stop_id: str) -> Rearrangement:
    """Take a stop out of its day; its lock goes with it, or planning would put it back."""
    stop = replace(find_stop(plan, stop_id), fixed_day=None, fixed_start_at=None)
    days = tuple(_without(day, stop_id) for day in plan.days)
    left = (*plan.left_out, LeftOut(stop, f"{stop.name}: {BY_HAND}"))
    changed = replace(_with_stop(plan, stop), days=days, left_out=left)
    return Rearrangement(f"Take off {stop.name}", changed, f"{stop.name} taken off its day")


def _move_words(
    plan: Plan, stop: TourStop, old: tuple[int, int] | None, day: int, position: int
) -> tuple[str, str]:
    """Give the name of a move, and the same as something that was done."""
    if old is None:
        where = f"on {day_name(plan, day)}"
        return f"Place {stop.name} {where}", f"{stop.name} placed {where}"
    where = "earlier" if position < old[1] else "later"
    if old[0] != day:
        where = f"to {day_name(plan, day)}"
    return f"Move {stop.name} {where}", f"{stop.name} moved {where}"


def _on_day(stop: TourStop, day: TourDay) -> TourStop:
    """Give a stop with its lock, where it has one, on another day."""
    if stop.fixed_day is None or stop.fixed_day == day.index:
        return stop
    at = stop.fixed_start_at
    kept = _same_clock(at, stop, day) if at is not None else None
    return replace(stop, fixed_day=day.index, fixed_start_at=kept)


def _same_clock(at: datetime, stop: TourStop, day: TourDay) -> datetime:
    zone = stop.node.zone
    return moment(day.date, tod_min_of(at, zone), zone)


def _without(day: TourDay, stop_id: str) -> TourDay:
    if all(stop.id != stop_id for stop in day.stops):
        return day
    stops = tuple(stop for stop in day.stops if stop.id != stop_id)
    return replace(day, stops=stops, pins={k: at for k, at in day.pins.items() if k != stop_id})


# -- locks and typed times ------------------------------------------------------------------------


def lock(plan: Plan, stop_id: str) -> Rearrangement:
    """Lock a stop to its day when the days are planned again; a locked time stays locked."""
    stop, day = _placed(plan, stop_id)
    held = replace(stop, fixed_day=day.index, fixed_start_at=pinned_at(stop, day))
    where = f"to {day_name(plan, day.index)}"
    changed = _with_stop(plan, held, unpinned=True)
    return Rearrangement(f"Lock {stop.name} {where}", changed, f"{stop.name} locked {where}")


def unlock(plan: Plan, stop_id: str) -> Rearrangement:
    """Let planning move a stop to another day again.

    Raises
    ------
    InputError : its start is locked to a time, which holds its day as well and is not to be lost.
    """
    stop, _ = _placed(plan, stop_id)
    if stop.fixed_start_at is not None:
        at = tod_text(tod_min_of(stop.fixed_start_at, stop.node.zone))
        raise InputError(
            f"{stop.name} is locked to {at}, so its day is locked as well.",
            "Free its time first (Shift+L).",
        )
    free = replace(stop, fixed_day=None)
    return Rearrangement(f"Unlock {stop.name}", _with_stop(plan, free), f"{stop.name} unlocked")


def free_time(plan: Plan, stop_id: str) -> Rearrangement:
    """Take the locked time of a stop away, so its start is worked out; a locked day stays so."""
    stop, day = _placed(plan, stop_id)
    if pinned_at(stop, day) is None:
        raise InputError(f"{stop.name} has no locked time.", "Its start is worked out.")
    free = _with_stop(plan, replace(stop, fixed_start_at=None), unpinned=True)
    stays = (
        f"; it stays locked to {day_name(plan, day.index)}" if stop.fixed_day is not None else ""
    )
    done = f"The time of {stop.name} is worked out again{stays}"
    return Rearrangement(f"Free the time of {stop.name}", free, done)


def start_at(plan: Plan, stop_id: str, start_tod_min: int) -> Rearrangement:
    """Lock the start of a visit to a clock time of its place, and the visit to its day with it."""
    stop, day = _placed(plan, stop_id)
    _check_clock(start_tod_min)
    at = moment(day.date, start_tod_min, stop.node.zone)
    pinned = replace(stop, fixed_day=day.index, fixed_start_at=at)
    at_time = f"at {tod_text(start_tod_min)}"
    changed = _with_stop(plan, pinned, unpinned=True)
    done = f"{stop.name} starts {at_time}, locked to {day_name(plan, day.index)}"
    return Rearrangement(f"Start {stop.name} {at_time}", changed, done)


def stay(plan: Plan, stop_id: str, visit_min: int) -> Rearrangement:
    """Type how long a visit takes."""
    stop = find_stop(plan, stop_id)
    check_figures({"visit_min": visit_min})
    label = f"Stay {hours_text(visit_min)} at {stop.name}"
    done = f"The visit at {stop.name} takes {hours_text(visit_min)}"
    return Rearrangement(label, _with_stop(plan, replace(stop, visit_min=visit_min)), done)


def board(plan: Plan, stop_id: str, boarding_min: int) -> Rearrangement:
    """Type how long the party needs to board after a visit; getting off follows from it.

    A time to get off that was typed by itself stays.
    """
    stop = find_stop(plan, stop_id)
    check_figures({"boarding_min": boarding_min})
    step = plan.tour.settings.round_to_min
    alights = stop.alighting_min
    if alights == round_up(alighting_min(stop.boarding_min), step):
        alights = round_up(alighting_min(boarding_min), step)
    changed = replace(stop, boarding_min=boarding_min, alighting_min=alights)
    label = f"Board in {hours_text(boarding_min)} at {stop.name}"
    done = f"Boarding at {stop.name} takes {hours_text(boarding_min)}"
    return Rearrangement(label, _with_stop(plan, changed), done)


def leave_at(plan: Plan, day: int, depart_tod_min: int | None) -> Rearrangement:
    """Type when the bus leaves in the morning; None = it is worked out again."""
    old = plan.days[day]
    when = day_name(plan, day)
    if depart_tod_min is None:
        done = f"The departure of {when} is worked out again"
        label = f"Work out the departure of {when}"
        return Rearrangement(label, _with_days(plan, {day: None}), done)
    _check_clock(depart_tod_min)
    at = moment(old.date, depart_tod_min, old.start.zone)
    what = f"{old.start.name} at {tod_text(depart_tod_min)} on {when}"
    return Rearrangement(f"Leave {what}", _with_days(plan, {day: at}), f"The bus leaves {what}")


def _check_clock(tod_min: int) -> None:
    if not 0 <= tod_min < 1440:
        raise InputError("That is no time of the day.", "Type one such as 9:30 am.")


def _placed(plan: Plan, stop_id: str) -> tuple[TourStop, TourDay]:
    at = place_of(plan, stop_id)
    if at is None:
        name = find_stop(plan, stop_id).node.name
        raise InputError(f"{name} is on no day.", "Place it first.")
    return plan.days[at[0]].stops[at[1]], plan.days[at[0]]


def _with_days(plan: Plan, departures: Mapping[int, datetime | None]) -> Plan:
    days = [
        replace(day, depart_at=departures[day.index]) if day.index in departures else day
        for day in plan.days
    ]
    return replace(plan, days=tuple(days))


def _with_stop(plan: Plan, stop: TourStop, *, unpinned: bool = False) -> Plan:
    """Give a plan with one stop's own facts changed; ``unpinned`` drops the pin of its day."""

    def swapped(stops: Iterable[TourStop]) -> tuple[TourStop, ...]:
        return tuple(stop if other.id == stop.id else other for other in stops)

    days = []
    for day in plan.days:
        if any(other.id == stop.id for other in day.stops):
            pins = {k: at for k, at in day.pins.items() if not (unpinned and k == stop.id)}
            day = replace(day, stops=swapped(day.stops), pins=pins)
        days.append(day)
    left = tuple(
        replace(out, stop=stop) if out.stop.id == stop.id else out for out in plan.left_out
    )
    tour = replace(plan.tour, stops=swapped(plan.tour.stops))
    return replace(plan, tour=tour, days=tuple(days), left_out=left)


# -- the host and the press -----------------------------------------------------------------------


def confirm(plan: Plan, stop_id: str, by: str, at: datetime) -> Rearrangement:
    """Write that the host agreed in writing: who says so, and when it was written down."""
    stop, by = find_stop(plan, stop_id), one_line(by)
    if not by:
        raise InputError("A host is confirmed by somebody.", "Type who agreed.")
    agreed = replace(stop, confirmed=True, confirmed_by=by, confirmed_at=utc_text(at))
    return Rearrangement(f"Confirm {stop.name}", _with_stop(plan, agreed), f"{stop.name} confirmed")


def unconfirm(plan: Plan, stop_id: str) -> Rearrangement:
    """Take the host's word back: the stop is tentative again."""
    stop = find_stop(plan, stop_id)
    open_again = replace(stop, confirmed=False, confirmed_by="", confirmed_at="")
    label = f"{stop.name} is tentative again"
    return Rearrangement(label, _with_stop(plan, open_again), label)


def cover(plan: Plan, stop_id: str, coverage: str) -> Rearrangement:
    """Choose the rule for the press at a stop; empty = none is chosen, so it stays inside."""
    stop = find_stop(plan, stop_id)
    if coverage and coverage not in COVERAGES:
        raise InputError(f"“{coverage}” is no press rule.", f"Choose {', '.join(COVERAGES)}.")
    said = COVERAGE_SAID.get(coverage, "no press rule")
    label = f"{stop.name}: {said}"
    return Rearrangement(label, _with_stop(plan, replace(stop, coverage=coverage)), label)


# -- mends ----------------------------------------------------------------------------------------


def mended(plan: Plan, days: Mapping[int, TourDay], label: str) -> Rearrangement:
    """Give the plan with the days that a computed mend asks for.

    A shorter visit and a later pin are the stop's own facts, so they are told to the tour as well.
    """
    changed = plan
    for index in sorted(days):
        for stop in days[index].stops:
            at = days[index].pins.get(stop.id)
            if at is not None and stop.fixed_start_at is not None and stop.fixed_day == index:
                stop = replace(stop, fixed_start_at=at)
            if stop != find_stop(changed, stop.id):
                changed = _with_stop(changed, _on_day(stop, days[index]))
    by_id = {stop.id: stop for stop in changed.tour.stops}
    new = []
    for day in changed.days:
        wanted = days.get(day.index, day)
        stops = tuple(by_id[stop.id] for stop in wanted.stops)
        held = {stop.id for stop in stops if stop.fixed_start_at is not None}
        pins = {k: at for k, at in wanted.pins.items() if k not in held}
        new.append(replace(wanted, stops=stops, pins=pins))
    placed = {stop.id for day in new for stop in day.stops}
    left = [out for out in plan.left_out if out.stop.id not in placed]
    known = {out.stop.id for out in left}
    for day in plan.days:
        for stop in day.stops:
            if stop.id not in placed and stop.id not in known:
                left.append(LeftOut(stop, f"{stop.name}: {BY_HAND}"))
    return Rearrangement(label, replace(changed, days=tuple(new), left_out=tuple(left)))


# -- as facts -------------------------------------------------------------------------------------


def fixed_fact(stop: TourStop) -> dict[str, Any] | None:
    """Give the lock of a stop as the log writes it; None = it has none."""
    if stop.fixed_day is None:
        return None
    at = stop.fixed_start_at
    return {
        "day": stop.fixed_day,
        "start_tod_min": tod_min_of(at, stop.node.zone) if at is not None else None,
    }


def status_fact(stop: TourStop) -> dict[str, Any] | None:
    """Give what is known of a stop's host as the log writes it; None = tentative."""
    if not stop.confirmed:
        return None
    return {"state": "confirmed", "by": stop.confirmed_by, "at": stop.confirmed_at}


def place_fact(day: TourDay, stop: TourStop, rank: str) -> dict[str, Any]:
    """Give where a stop stands as the log writes it, with its pin, when the bus came and left."""
    zone, pin, left = stop.node.zone, day.pins.get(stop.id), day.left_at.get(stop.id)
    arrived = day.arrived_at.get(stop.id)
    fact: dict[str, Any] = {"day": day.index, "rank": rank, "pin": None}
    if pin is not None:
        fact["pin"] = {"start_tod_min": tod_min_of(pin, zone)}
    if arrived is not None:
        fact["arrived_tod_min"] = _tod_of(day, arrived, zone)
    if left is not None:
        fact["left_tod_min"] = _tod_of(day, left, zone)
    return fact


def _tod_of(day: TourDay, at: datetime, zone: str) -> int:
    """Give the clock time of a moment of a day; after its midnight it is over 1440."""
    nights = (local(at, zone).date() - day.date).days
    return nights * 1440 + tod_min_of(at, zone)


def day_fact(day: TourDay) -> dict[str, Any]:
    """Give a day as the log writes it: where it starts and ends, what was typed over it."""
    fact: dict[str, Any] = {"start": day.start.id, "end": day.end.id}
    if day.depart_at is not None:
        fact["depart_tod_min"] = tod_min_of(day.depart_at, day.start.zone)
    if day.lunch_min is not None:
        fact["lunch_min"] = day.lunch_min
    return fact


def changed_days(before: Sequence[TourDay], after: Sequence[TourDay]) -> list[int]:
    """Give the indices of the days that differ."""
    return [new.index for old, new in zip(before, after, strict=True) if old != new]
