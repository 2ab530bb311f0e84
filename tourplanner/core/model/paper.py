"""What papers are made of: the frozen view of a tour, and the moments of its days as records.

A paper never reads the store and never sees a :class:`TourView`: :mod:`tourplanner.core.privacy`
cuts the view first, and what it takes out is not there any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from tourplanner.core.checks.finding import Finding
from tourplanner.core.clock import add_minutes
from tourplanner.core.coaches import loads, of_driver
from tourplanner.core.fields import Field, FieldType, Level, RecordKind, declared_field
from tourplanner.core.geo import LatLon
from tourplanner.core.leg_times import departures_of
from tourplanner.core.model.framework import Question
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.schedule import DaySchedule, StopTimes
from tourplanner.core.model.tour import Plan
from tourplanner.core.schedule import pinned_at

LINKS = ("stop", "site")  # which record another belongs to
PUBLIC_STEP_MIN = 5  # times that nobody typed are told outside in such steps


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as plain values. A member fact is found in ``members``: {"tag": {"x": True}}."""

    kind: str
    id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    members: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Give a value as text, empty where there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Records:
    """Records of several kinds, in their order."""

    records: tuple[RecordView, ...]
    _kinds: dict[str, list[RecordView]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # made when first asked for

    def all(self, kind: str) -> Iterator[RecordView]:
        """Give the records of a kind, in their order."""
        if not self._kinds:
            kinds: dict[str, list[RecordView]] = {}
            for record in self.records:
                kinds.setdefault(record.kind, []).append(record)
            self._kinds.update(kinds)
        return iter(self._kinds.get(kind, ()))

    def one(self, kind: str) -> RecordView:
        """Give the only record of a kind, an empty one where there is none."""
        return next(self.all(kind), RecordView(kind, ""))

    def get(self, kind: str, record_id: str) -> RecordView:
        """Give a record by kind and id, an empty one where there is none."""
        return next((r for r in self.all(kind) if r.id == record_id), RecordView(kind, ""))


@dataclass(frozen=True, slots=True)
class TourView(Records):
    """Everything that a paper of one tour may draw on, at one moment.

    Attributes
    ----------
    records : office, tour, sites, stops, items, places, quotes, notes, practices, people, blocks;
        a site's values are what is shown: the typed fact, else the directory's.
    plan, days : the current arrangement and its moments; None and empty where nothing is planned.
    rules : limits of the driver's hours, None where no set is loaded.
    routes : (from id, to id) -> line of the leg, for maps of the staff.
    version, made_at : the issue's number and stamp, None while nothing is issued. For a paper that
        leaves the office they come from its last public change, so that its bytes stay equal.
    language : BCP 47.
    questions : what is asked at every stop, in order.
    officials : the members in whose districts the sites lie, on the papers that name them.
    changes : what differs from the plan before, on the change sheet; see services.versions.
    """

    plan: Plan | None = None
    days: tuple[DaySchedule, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: DriverRules | None = None
    routes: Mapping[tuple[str, str], Sequence[LatLon]] = field(default_factory=dict)
    version: int | None = None
    made_at: datetime | None = None
    language: str = "en"
    questions: tuple[Question, ...] = ()
    officials: tuple[RecordView, ...] = ()
    changes: tuple[RecordView, ...] = ()
    _derived: dict[bool, tuple[RecordView, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def derived(self, *, public: bool = False) -> tuple[RecordView, ...]:
        """Give the moments of the plan as records: visits, days, legs, lunches, duty, limits.

        Parameters
        ----------
        public : for people outside: a visit is told as a block of whole five minutes that holds it.
        """
        if public not in self._derived:
            self._derived[public] = _derived_records(self, public)
        return self._derived[public]


def one_day(view: TourView, day: int) -> TourView:
    """Give the view of one day of the plan alone: its moments, its stops and what hangs on them.

    Parameters
    ----------
    day : from 0; of the findings its own and those of no day stay.
    """
    days = tuple(schedule for schedule in view.days if schedule.day.index == day)
    stops = {str(row.stop.id) for schedule in days for row in schedule.rows}

    def is_of_it(record: RecordView) -> bool:
        stop = record.id if record.kind == "stop" else record.text("stop")
        return not stop or stop in stops

    return replace(
        view,
        records=tuple(record for record in view.records if is_of_it(record)),
        days=days,
        findings=tuple(finding for finding in view.findings if finding.day in (None, day)),
    )


def _kind(name: str, label: str, *levels: tuple[Level, str]) -> RecordKind:
    """Declare a derived kind; each part is a level and the names that have it."""
    fields = tuple(
        Field(name_, FieldType.TEXT, level, name_.replace("_", " "))
        for level, names in levels
        for name_ in names.split()
    )
    return RecordKind(name, label, fields, title="")


# The moments of the plan, declared like fields: what is public of a visit is its block alone. No
# name here may be a record kind of core.fields, or that kind's fields would take these levels.
DERIVED: dict[str, RecordKind] = {
    kind.name: kind
    for kind in (
        _kind(
            "visit_block",
            "Visit block",
            (Level.PUBLIC, "stop site date start_at end_at zone region"),
            (Level.TRAVELERS, "day order depart_at"),
            (Level.INTERNAL, "arrive_at ready_at board_at slack_min buffer_min late_min"),
        ),
        _kind(
            "day",
            "Day",
            (
                Level.TRAVELERS,
                "number date start end call_at depart_at arrive_at start_zone end_zone drive_min "
                "meters",
            ),
            (Level.INTERNAL, "load_min"),
        ),
        _kind(
            "drive",
            "Leg",
            (
                Level.INTERNAL,
                "day order start end start_zone end_zone depart_at arrive_at minutes meters grade "
                "source typed_by departures check at_peak line",
            ),
        ),
        _kind(
            "lunch",
            "Lunch",
            (Level.TRAVELERS, "day place stop start_at end_at zone"),
        ),
        _kind(
            "duty",
            "Driver's day",
            (
                Level.INTERNAL,
                "day report_at release_at driving_min duty_min last_drive_end_at loading_min "
                "deadhead_min deadhead_back_min report_before_min post_trip_min zone coach",
            ),
        ),
        _kind(
            "load",
            "Coach with its people",
            (Level.TRAVELERS, "coach name"),  # who is told one reads which
            (Level.INTERNAL, "people"),
        ),
        _kind(
            "limit",
            "Limits of the driver's hours",
            (Level.INTERNAL, "name source date house drive_max_min duty_max_min rest_min"),
        ),
        _kind(
            "node",
            "Where a day starts or ends",
            (Level.TRAVELERS, "name city zone point is_site"),
        ),
        _kind("finding", "Finding", (Level.INTERNAL, "rule severity text mend day")),
        _kind(
            "official",
            "Member in whose district a site lies",
            (Level.PUBLIC, "site name title district party how"),
        ),
        _kind("question", "Question of a visit", (Level.INTERNAL, "order words es help first")),
        _kind("versions", "Plans that are compared", (Level.INTERNAL, "before after as_made")),
        _kind("change", "Line of the change sheet", (Level.INTERNAL, "order what planned new")),
    )
}


@lru_cache(maxsize=4096)  # asked for every value of every record of every paper
def field_of(kind: str, fact: str) -> Field | None:
    """Give the declaration of a fact of a record or derived kind; None = undeclared, private."""
    if kind in DERIVED:
        return DERIVED[kind].field(fact)
    return declared_field(kind, fact)


def _derived_records(view: TourView, public: bool) -> tuple[RecordView, ...]:
    out: list[RecordView] = []
    for number, day in enumerate(view.days):
        out.extend(_day_records(number, day, view, public))
    out.extend(_loads(view))
    if view.rules is not None:
        for key in ("law", "house"):
            rules = getattr(view.rules, key)
            values = {
                name: getattr(rules, name)
                for name in ("name", "source", "date", "drive_max_min", "duty_max_min", "rest_min")
            }
            out.append(RecordView("limit", key, {**values, "house": key == "house"}))
    out.extend(
        RecordView(
            "finding",
            str(i),
            {
                "rule": finding.rule,
                "severity": str(finding.severity),
                "text": finding.text,
                "mend": finding.mend,
                "day": finding.day,
            },
        )
        for i, finding in enumerate(view.findings)
    )
    out.extend(
        RecordView(
            "question",
            str(n),
            {
                "order": n,
                "words": question.words,
                "es": question.words_es,
                "help": question.help,
                "first": question.first,
            },
        )
        for n, question in enumerate(view.questions)
    )
    return (*_nodes(view.days), *out, *view.officials, *view.changes)


def _loads(view: TourView) -> Iterator[RecordView]:
    """Give each coach with how many people it takes, in order; nothing where there is but one."""
    tour = view.plan.tour if view.plan else None
    if tour is None or not tour.more_coaches:
        return
    riders = tuple(view.all("rider"))
    for load in loads(tour.coaches, tour.party, tour.lift_users, riders):
        coach = {"coach": load.coach.id, "name": load.coach.name}
        yield RecordView("load", load.coach.id, {**coach, "people": load.people})


def _nodes(days: Sequence[DaySchedule]) -> Iterator[RecordView]:
    seen: set[str] = set()
    for schedule in days:
        for node in (schedule.day.start, schedule.day.end):
            if node.id not in seen:
                seen.add(node.id)
                values = {"name": node.name, "city": node.city, "zone": node.zone}
                point = {"lat": node.point.lat, "lon": node.point.lon, "precision": node.precision}
                yield RecordView("node", node.id, {**values, "point": point})


def _day_records(
    number: int, day: DaySchedule, view: TourView, public: bool
) -> Iterator[RecordView]:
    start, end = day.day.start, day.day.end
    key = f"{view.plan.tour.id if view.plan else view.one('tour').id}/{number}"
    load_min = max((row.stop.boarding_min for row in day.rows), default=0)
    yield RecordView(
        "day",
        key,
        {
            "number": number,
            "date": day.day.date,
            "start": start.id,
            "end": end.id,
            "call_at": add_minutes(day.depart_at, -load_min),
            "depart_at": day.depart_at,
            "arrive_at": day.arrive_at,
            "start_zone": start.zone,
            "end_zone": end.zone,
            "load_min": load_min,
            "drive_min": day.guest_drive_min,
            "meters": day.meters,
        },
    )
    yield from _visits(number, day, public)
    yield from _drives(number, day, view)
    if day.lunch is not None:
        stop = day.lunch.stop
        values = {
            "day": number,
            "start_at": day.lunch.start_at,
            "end_at": day.lunch.end_at,
            "place": day.lunch.place,
            "stop": stop.id if stop else None,
            "zone": stop.node.zone if stop else _road_zone(day),
        }
        yield RecordView("lunch", key, values)
    if not day.is_idle:  # else the driver is off duty
        yield from _duties(key, number, day, view)


def _visits(number: int, day: DaySchedule, public: bool) -> Iterator[RecordView]:
    for order, row in enumerate(day.rows):
        node = row.stop.node
        start_at, end_at = _public_block(day, row) if public else (row.start_at, row.end_at)
        yield RecordView(
            "visit_block",
            str(row.stop.id),
            {
                "stop": str(row.stop.id),
                "site": str(row.stop.site),
                "date": day.day.date,
                "start_at": start_at,
                "end_at": end_at,
                "zone": node.zone,
                "day": number,
                "order": order,
                "arrive_at": row.arrive_at,
                "ready_at": row.ready_at,
                "board_at": row.board_at,
                "depart_at": row.depart_at,
                "slack_min": row.slack_min,
                "buffer_min": row.buffer_min,
                "late_min": row.late_min,
                "region": row.stop.region,
            },
        )


def _public_block(day: DaySchedule, row: StopTimes) -> tuple[datetime, datetime]:
    """Give start and end of a visit as people outside read them.

    A start that somebody pinned is a promise and stays to the minute. Any other comes from the
    minutes of the road: the block begins at the five minutes before and ends at those after, so
    whoever comes by it misses nothing.
    """
    if row.start_at == pinned_at(row.stop, day.day):
        return row.start_at, row.end_at
    before = row.start_at.minute % PUBLIC_STEP_MIN
    after = -row.end_at.minute % PUBLIC_STEP_MIN
    return add_minutes(row.start_at, -before), add_minutes(row.end_at, after)


def _drives(number: int, day: DaySchedule, view: TourView) -> Iterator[RecordView]:
    nodes = [day.day.start, *(row.stop.node for row in day.rows), day.day.end]
    departs = [day.depart_at, *(row.depart_at for row in day.rows)]
    arrives = [*(row.arrive_at for row in day.rows), day.arrive_at]
    legs = [*((r.leg, r.leg_min, r.at_peak) for r in day.rows)]
    legs.append((day.last_leg, day.last_leg_min, day.last_leg_at_peak))
    for order, (leg, minutes, at_peak) in enumerate(legs):
        start, end = nodes[order], nodes[order + 1]
        line = view.routes.get((start.id, end.id), ())
        yield RecordView(
            "drive",
            f"{start.id}/{end.id}/{number}.{order}",
            {
                "day": number,
                "order": order,
                "start": start.id,
                "end": end.id,
                "start_zone": start.zone,
                "end_zone": end.zone,
                "depart_at": departs[order],
                "arrive_at": arrives[order],
                "minutes": minutes if leg else None,
                "meters": leg.meters if leg else None,
                "grade": leg.grade if leg else None,
                "source": leg.source if leg else "",
                "typed_by": leg.typed.by if leg and leg.typed else "",
                "departures": tuple(departures_of(leg, day.day.date, start.zone)),
                "check": bool(leg and leg.check),
                "at_peak": at_peak,
                "line": tuple((p.lat, p.lon) for p in line),
            },
        )


def _road_zone(day: DaySchedule) -> str:
    """Give the zone of the place that the bus left before lunch on the road."""
    assert day.lunch is not None
    zone = day.day.start.zone
    for row in day.rows:
        if row.depart_at <= day.lunch.start_at:
            zone = row.stop.node.zone
    return zone


def _duties(key: str, number: int, day: DaySchedule, view: TourView) -> Iterator[RecordView]:
    """Give the day's hours as the plan must keep them, and those of each coach's own driver."""
    yield RecordView("duty", key, _duty(number, day, view))
    tour = view.plan.tour if view.plan else None
    for coach in tour.coaches if tour is not None and tour.more_coaches else ():
        assert tour is not None
        own = _duty(number, of_driver(day, tour, coach), view)
        yield RecordView("duty", f"{key}/{coach.id}", {**own, "coach": coach.id})


def _duty(number: int, day: DaySchedule, view: TourView) -> dict[str, Any]:
    driver = day.driver
    settings = view.plan.tour.settings if view.plan else None
    out, back = day.day.empty_min or ((settings.deadhead_min,) * 2 if settings else (0, 0))
    return {
        "day": number,
        "report_at": driver.report_at,
        "release_at": driver.release_at,
        "driving_min": driver.driving_min,
        "duty_min": driver.duty_min,
        "last_drive_end_at": driver.last_drive_end_at,
        "loading_min": max((row.stop.boarding_min for row in day.rows), default=0),
        "deadhead_min": out,
        "deadhead_back_min": back,
        "report_before_min": settings.report_before_min if settings else 0,
        "post_trip_min": settings.post_trip_min if settings else 0,
        "zone": view.plan.tour.home_zone if view.plan else day.day.start.zone,
    }
