"""Tours as values: what records of stops, coaches and plans mean, and a plan as facts again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from tourplanner.core.arranging import day_fact, place_fact
from tourplanner.core.boarding import alighting_min
from tourplanner.core.changes import Record
from tourplanner.core.checks.leftout import without_place
from tourplanner.core.clock import moment, parse_date
from tourplanner.core.closures import Closures
from tourplanner.core.model.ids import SiteId, StopId, VariantId
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.tour import (
    LeftOut,
    Node,
    Plan,
    PlanSettings,
    ProgramItem,
    Tour,
    TourDay,
    TourStop,
    UnplacedStop,
    Vehicle,
    Window,
)
from tourplanner.core.ranks import spread
from tourplanner.core.units import round_up
from tourplanner.core.windows import Span, visit_windows

_Place = tuple[str, StopId, dict[str, Any]]  # rank, stop, what a variant says of it
Hours = tuple[tuple[Window, ...], str]  # the windows of one day, and why there are none


class VisitHours:
    """When a visit of a tour may start, day by day: worked out once for schools that are alike."""

    def __init__(
        self, tour: Record, settings: PlanSettings, closures: Callable[[str], Closures]
    ) -> None:
        """Take the tour's record and the school closures by state."""
        first = parse_date(str(tour["start_date"]))
        self._days = [first + timedelta(days=index) for index in range(int(tour["days"] or 1))]
        self._settings = settings
        self._closures = cache(closures)
        self._alike = cache(self._work_out)

    def of(
        self, view: SiteView, zone: str, typed: Span | None, fixed_day: int | None
    ) -> tuple[Hours, ...]:
        """Give for each day the windows and, where there are none, why.

        Parameters
        ----------
        zone : where the bus stands. typed : the stop's own window, in minutes since midnight.
        """
        row = view.row
        return self._alike(
            view.state,
            zone,
            fixed_day,
            bells=view.bells,
            lunch=view.lunch_rush,
            days=view.school_days,
            typed=typed,
            status=view.status,
            closed_on=_date(row.closed) if row else None,
            opens_on=_date(row.opened) if row else None,
            keeps_school_days=view.keeps_school_days,
        )

    def _work_out(
        self, state: str, zone: str, fixed_day: int | None, **facts: Any
    ) -> tuple[Hours, ...]:
        closures = self._closures(state)
        return tuple(
            visit_windows(
                day,
                zone,
                self._settings,
                closures=closures,
                is_fixed=index == fixed_day,
                **facts,
            )
            for index, day in enumerate(self._days)
        )


def stop_value(
    stop: Record,
    view: SiteView,
    node: Node,
    tour: Record,
    settings: PlanSettings,
    hours: VisitHours,
    usual_boarding_min: int,
    program: Sequence[Record] = (),
) -> TourStop:
    """Give a stop as the planner sees it: its hours on every day of the tour, its pin, its minutes.

    Parameters
    ----------
    view, node : the site, and where the bus stands there. tour : the tour's record.
    usual_boarding_min : where nothing else is typed for the stop.
    program : the records of what happens there.
    """
    typed = stop["window"]
    span = (typed["open_tod_min"], typed["close_tod_min"]) if typed else None
    fixed_day, fixed_at = _lock(stop["fixed"], parse_date(str(tour["start_date"])), node.zone)
    by_day = hours.of(view, node.zone, span, fixed_day)
    boarding = stop["boarding_min"]
    step = settings.round_to_min
    boards = usual_boarding_min if boarding is None else int(boarding)
    alights = stop["alighting_min"]
    status = stop["status"] or {}
    return TourStop(
        StopId(stop.id),
        SiteId(view.id),
        node,
        str(stop["wish"] or "may"),
        50 if view.score is None else view.score,
        int(stop["visit_min"] or settings.visit_min),
        boards,
        round_up(alighting_min(boards), step) if alights is None else int(alights),
        tuple(windows for windows, _ in by_day),
        tuple(why for _, why in by_day),
        fixed_day,
        fixed_at,
        view.region,
        view.county,
        view.district,
        status.get("state") == "confirmed",
        view.bells,
        view.lunch_rush,
        view.bus_fits,
        str(status.get("by") or ""),
        str(status.get("at") or ""),
        str(stop["coverage"] or ""),
        view.state,
        view.keeps_school_days,
        view.photo_rule,
        view.school_days,
        tuple(sorted(map(_item, program), key=lambda item: (item.offset_min, item.title))),
    )


def _item(record: Record) -> ProgramItem:
    return ProgramItem(
        str(record["kind"] or ""),
        str(record["title"] or ""),
        int(record["offset_min"] or 0),
        int(record["minutes"] or 0),
        (record["status"] or {}).get("state") == "confirmed",
    )


def _lock(fixed: Any, first: date, zone: str) -> tuple[int | None, datetime | None]:
    """Give the day, from 0, and the moment that a stop is locked to."""
    if not fixed:
        return None, None
    index, at = int(fixed["day"]), fixed.get("start_tod_min")
    on = first + timedelta(days=index)
    return index, moment(on, int(at), zone) if at is not None else None


def stops_as_left(tour: Tour, record: Record) -> Tour:
    """Give a tour with the locks and agreements that its stops had when a variant was left.

    A variant that was never left has none of its own.
    """
    own = record.member("own")
    stops = []
    for stop in tour.stops:
        fact = own.get(stop.id)
        if isinstance(fact, dict):
            day, at = _lock(fact.get("fixed"), tour.first_date, stop.node.zone)
            stop = replace(stop, fixed_day=day, fixed_start_at=at)
            if is_confirmed(fact.get("status")) and not stop.confirmed:
                status = fact["status"]
                by, on = str(status.get("by") or ""), str(status.get("at") or "")
                stop = replace(stop, confirmed=True, confirmed_by=by, confirmed_at=on)
        stops.append(stop)
    return replace(tour, stops=tuple(stops))


def is_confirmed(status: Any) -> bool:
    """Whether a stop's status says that its host agreed."""
    return isinstance(status, dict) and status.get("state") == "confirmed"


def told_apart(views: Mapping[str, SiteView]) -> dict[str, SiteView]:
    """Give the sites of a tour with names that tell them apart: several of one have their town."""
    count = Counter(view.name.casefold() for view in views.values())
    return {
        key: replace(view, name=f"{view.name} ({view.city})")
        if count[view.name.casefold()] > 1 and view.city
        else view
        for key, view in views.items()
    }


def unplaced_value(stop: Record, view: SiteView) -> UnplacedStop:
    """Give a stop whose site has no point."""
    wish = str(stop["wish"] or "may")
    return UnplacedStop(StopId(stop.id), SiteId(view.id), view.name, view.city, wish)


def vehicle_fact(vehicle: Vehicle) -> dict[str, Any]:
    """Give a coach as the log writes it."""
    return {
        "name": vehicle.name,
        "length_ft": vehicle.length_ft,
        "seats": vehicle.seats,
        "has_lift": vehicle.has_lift,
        "yard": vehicle.yard,
    }


def vehicle_value(fact: Any) -> Vehicle:
    """Give the coach that a fact or a record describes; missing parts keep their defaults."""
    known = {"name", "length_ft", "seats", "has_lift", "yard"}
    given = {k: v for k, v in (fact or {}).items() if k in known and v is not None}
    return replace(Vehicle(), **given)


def variant_facts(tour_id: str, plan: Plan, name: str, made_at: str) -> dict[str, Any]:
    """Give a plan as the facts of a new variant."""
    facts: dict[str, Any] = {"tour": tour_id, "name": name}
    for day in plan.days:
        facts[f"day/{day.index}"] = day_fact(day)
        for rank, stop in zip(spread(len(day.stops)), day.stops, strict=True):
            facts[f"at/{stop.id}"] = place_fact(day, stop, rank)
    for left in plan.left_out:
        facts[f"left_out/{left.stop.id}"] = left.sentence
    facts["made"] = {
        "effort": plan.effort,
        "seed": plan.seed,
        "iterations": plan.iterations,
        "hit_time_cap": plan.hit_time_cap,
        "at": made_at,
    }
    return facts


def plan_value(tour: Tour, record: Record) -> Plan:
    """Give a variant of a tour as a value.

    A stop of a day that is gone is left out; one that was marked ``not`` since is in no day.
    """
    by_id = {stop.id: stop for stop in tour.stops if stop.wish != "not"}
    why = {StopId(stop): str(words) for stop, words in record.member("left_out").items()}
    placed = _placed(record, by_id)
    for index in placed.keys() - set(range(tour.days)):
        for _, stop, _ in placed[index]:
            why[stop] = f"{by_id[stop].name}: its day is no longer one of the tour's."
    days, start = [], tour.start
    for index in range(tour.days):
        day = _day(tour, index, start, record, placed.get(index, []), by_id)
        days.append(day)
        start = day.end
    in_days = {stop.id for day in days for stop in day.stops}
    left_out = [
        LeftOut(stop, why.get(stop.id) or f"{stop.name}: is in no day of this plan.")
        for stop in tour.stops
        if stop.id not in in_days and stop.wish != "not"
    ]
    left_out += [without_place(stop) for stop in tour.unplaced if stop.wish != "not"]
    hotels = {hotel.id for hotel in tour.hotels}
    made = record["made"] or {}
    return Plan(
        tour,
        tuple(days),
        tuple(left_out),
        str(record["name"] or ""),
        VariantId(record.id),
        str(made.get("effort", "")),
        int(made.get("seed", 0)),
        int(made.get("iterations", 0)),
        bool(made.get("hit_time_cap", False)),
        tuple(day.index for day in days[:-1] if day.end.id not in hotels),
    )


def stop_numbers(record: Record, days: int, known: Container[str]) -> dict[str, str]:
    """Give day.stop, such as 2.3, of the stops that stand in a variant, by their ids.

    Parameters
    ----------
    days : of the tour. known : ids of the stops that can stand in a plan.
    """
    placed = _placed(record, known)
    return {
        stop: f"{index + 1}.{k}"
        for index in range(days)
        for k, (_, stop, _) in enumerate(placed.get(index, []), 1)
    }


def _placed(record: Record, known: Container[str]) -> dict[int, list[_Place]]:
    """Give the stops of each day of a variant in their order, with what is written of them."""
    placed: dict[int, list[_Place]] = {}
    for key, at in record.member("at").items():
        if isinstance(at, dict) and key in known:
            placed.setdefault(int(at["day"]), []).append((str(at["rank"]), StopId(key), at))
    for stops in placed.values():
        stops.sort(key=_rank)
    return placed


def _day(
    tour: Tour,
    index: int,
    start: Node,
    record: Record,
    placed: Sequence[_Place],
    by_id: Mapping[StopId, TourStop],
) -> TourDay:
    fact = record.member("day").get(str(index)) or {}
    nodes = {node.id: node for node in (tour.start, tour.end, *tour.hotels)}
    last = index == tour.days - 1
    end = tour.end if last else nodes.get(str(fact.get("end")), tour.end)
    day_date = tour.first_date + timedelta(days=index)
    typed = fact.get("depart_tod_min")
    depart_at = moment(day_date, int(typed), start.zone) if typed is not None else None
    pins, arrived_at, left_at = {}, {}, {}
    for _, stop, at in placed:
        zone, pin, left = by_id[stop].node.zone, at.get("pin"), at.get("left_tod_min")
        arrived = at.get("arrived_tod_min")
        if isinstance(pin, dict):
            pins[stop] = moment(day_date, int(pin["start_tod_min"]), zone)
        if left is not None:
            left_at[stop] = moment(day_date, int(left), zone)
        if arrived is not None:
            arrived_at[stop] = moment(day_date, int(arrived), zone)
    stops = tuple(by_id[stop] for _, stop, _ in placed)
    lunch = fact.get("lunch_min")
    lunch_min = None if lunch is None else int(lunch)
    return TourDay(
        *(index, day_date, start, end, stops, depart_at, pins, left_at, lunch_min, arrived_at),
        empty_min=tour.empty_min(index),
    )


def _rank(placed: _Place) -> tuple[str, StopId]:
    return placed[0], placed[1]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
