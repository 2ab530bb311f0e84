"""A tour as the planner, the schedule, the checks and the papers see it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.ids import PlaceId, SiteId, StopId, TourId, VariantId
from tourplanner.core.model.school_day import NO_DAYS, SchoolDays


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """Defaults of domain.md section 4, editable per tour; every name carries its unit.

    ``*_tod_min`` are minutes since midnight by the clock of the place.
    """

    day_start_tod_min: int = 480  # 8:00, the bus leaves the hotel
    earliest_out_tod_min: int = 360  # no pinned start pulls the departure before this
    hotel_in_tod_min: int = 1080  # 6:00 p.m., wished
    off_road_tod_min: int = 1140  # 7:00 p.m., the bus is off the road
    window_open_tod_min: int = 510  # 8:30, where bells are unknown
    window_close_tod_min: int = 870  # 2:30 p.m.
    bell_margin_min: int = 20
    visit_min: int = 60
    kickoff_visit_min: int = 90
    max_stops_per_day: int = 3
    lunch_from_tod_min: int = 720
    lunch_to_tod_min: int = 780
    lunch_min: int = 45
    buffer_short_min: int = 10  # before a visit, after a leg under 45 minutes
    buffer_long_min: int = 15
    buffer_long_from_min: int = 45
    bus_factor_percent: int = 110
    peak_percent: int = 140
    peak_reach_min: int = 60  # at most so much of a leg lies in a metropolitan peak
    mountain_mph: int = 42  # the bus on mountain roads
    round_to_min: int = 5
    report_before_min: int = 45
    post_trip_min: int = 20
    deadhead_min: int = 30  # empty run between yard or driver's bed and the party's door
    guest_drive_max_min: int = 240
    leg_long_min: int = 150

    def changed(self, changes: dict[str, Any]) -> PlanSettings:
        """Give these settings with some replaced; InputError names an unknown one's neighbor."""
        known = {f.name for f in fields(self)}
        for name, value in changes.items():
            if name not in known:
                near = min(known, key=lambda k: _distance(k, name))
                raise InputError(f"There is no setting “{name}”.", f"Did you mean {near}?")
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise InputError(f"“{value}” does not fit {name}.", "Use a whole number.")
        return replace(self, **changes)


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A coach of the tour. ``seats`` as built; plan at most 90 % of them.

    ``id`` is what riders are told it by: of its own coach the tour's, of another its record's.
    ``out_min`` and ``back_min`` are its empty runs from the yard to where the tour starts, and from
    where it ends to the yard; None where no yard is known, or no road to it.
    """

    name: str = "45-ft coach"
    length_ft: int = 45
    seats: int = 56
    has_lift: bool = False
    yard: PlaceId | None = None
    id: str = ""
    driver: str = ""
    out_min: int | None = None
    back_min: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A point where the bus can be: a site or a place (hotel, town, yard)."""

    id: str
    name: str
    city: str
    point: LatLon
    precision: Precision
    zone: str  # IANA
    is_metro: bool = False  # peaks apply


@dataclass(frozen=True, slots=True)
class Window:
    """When a visit may start: both ends are moments and both are allowed. ``why`` in words."""

    open_at: datetime
    close_at: datetime
    why: str
    assumed: bool = False  # bells unknown, defaults used


@dataclass(frozen=True, slots=True)
class ProgramItem:
    """Something that happens during a visit. ``kind`` is one of core.fields.ITEM_KINDS.

    ``offset_min`` counts from the start of the visit.
    """

    kind: str
    title: str
    offset_min: int
    minutes: int
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class TourStop:
    """A site that the tour sees or may see, with all that the planner needs.

    ``windows`` has one entry per tour day: the windows of that day in order, empty where the site
    cannot be seen that day. ``closed_why`` says why, per day, empty where it can. ``coverage`` is
    the rule for the press, empty while none is chosen: then nothing of it goes out.
    ``keeps_school_days`` is False for a place that is no school of a directory. ``program`` is
    shown and printed; it moves no time of the tour.
    """

    id: StopId
    site: SiteId
    node: Node
    wish: str  # must | may | not
    score: int  # 0..100
    visit_min: int
    boarding_min: int
    alighting_min: int
    windows: tuple[tuple[Window, ...], ...]
    closed_why: tuple[str, ...] = ()
    fixed_day: int | None = None
    fixed_start_at: datetime | None = None
    region: str = ""
    county: str = ""
    district: str = ""
    confirmed: bool = False
    bells: tuple[int, int] | None = None  # first and last bell, tod_min, None = unknown
    lunch_rush: tuple[int, int] | None = None
    bus_fits: bool | None = None
    confirmed_by: str = ""
    confirmed_at: str = ""  # as the log writes it, UTC
    coverage: str = ""
    state: str = ""
    keeps_school_days: bool = True
    photo_rule: str = ""  # ok, ask, none; empty = nobody asked
    school_days: SchoolDays = NO_DAYS  # minimum days and tests
    program: tuple[ProgramItem, ...] = ()  # in order of time

    @property
    def name(self) -> str:
        """The site's name."""
        return self.node.name

    @property
    def city(self) -> str:
        """The site's city."""
        return self.node.city

    def bells_on(self, day: date) -> tuple[int, int] | None:
        """Give first and last bell of a day; on a minimum day the last one is early."""
        return self.school_days.bells_on(self.bells, day)


@dataclass(frozen=True, slots=True)
class UnplacedStop:
    """A site that the tour sees or may see and that has no point: no plan can use it yet."""

    id: StopId
    site: SiteId
    name: str
    city: str
    wish: str  # must | may | not


@dataclass(frozen=True, slots=True)
class TourDay:
    """One calendar day with its stops in driving order.

    ``depart_at`` is a typed departure, or None: then the schedule works it out. ``lunch_min`` is a
    lunch of this day's own, shorter than the tour's; 0 = people eat on the bus as it drives.
    ``arrived_at`` and ``left_at`` are moments known better than by working them out. ``empty_min``
    are the driver's empty runs before and after it, None = both as the tour's settings have them.
    """

    index: int  # from 0
    date: date
    start: Node
    end: Node
    stops: tuple[TourStop, ...]
    depart_at: datetime | None = None
    pins: dict[StopId, datetime] = field(default_factory=dict)  # typed starts in this variant
    left_at: dict[StopId, datetime] = field(default_factory=dict)  # when the bus really left
    lunch_min: int | None = None
    arrived_at: dict[StopId, datetime] = field(default_factory=dict)  # when it really came
    has_left: bool = False  # it really left at ``depart_at``, which else is no promise of a ferry
    empty_min: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A candidate that is in no day of the plan, with its sentence."""

    stop: TourStop | UnplacedStop
    sentence: str
    rule: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Tour:
    """A tour with its candidates; no arrangement yet.

    ``hotels`` are the places that may be slept at; ``start`` and ``end`` open and close the tour.
    ``unplaced`` are the marked sites that have no point yet, whatever their wish. ``untried`` is
    how many more may be seen than a search tries; they are not among the stops. ``more_coaches``
    travel with ``vehicle``, the first one: the same days, stops and times.
    """

    id: TourId
    name: str
    first_date: date
    days: int
    start: Node
    end: Node
    hotels: tuple[Node, ...]
    stops: tuple[TourStop, ...]
    party: int
    vehicle: Vehicle
    settings: PlanSettings
    rule_set: str
    home_zone: str  # the carrier's
    lift_users: int = 0
    current_variant: VariantId | None = None
    unplaced: tuple[UnplacedStop, ...] = ()
    untried: int = 0
    more_coaches: tuple[Vehicle, ...] = ()

    @property
    def coaches(self) -> tuple[Vehicle, ...]:
        """All coaches, the first one first."""
        return (self.vehicle, *self.more_coaches)

    @property
    def longest_ft(self) -> int:
        """The length of the longest coach."""
        return max(coach.length_ft for coach in self.coaches)

    def empty_min(self, day: int, coach: Vehicle | None = None) -> tuple[int, int]:
        """Give the minutes of the empty runs before and after a day.

        On the first day a coach comes from its yard and on the last it goes back there; else, and
        where no yard is known, its driver sleeps as far off as the settings say.

        Parameters
        ----------
        day : from 0. coach : None = of all coaches the longest run out and the longest run back,
            which the plan must hold with.
        """
        usual = self.settings.deadhead_min
        outs, backs = [], []
        for one in self.coaches if coach is None else (coach,):
            outs.append(usual if day or one.out_min is None else one.out_min)
            is_last = day == self.days - 1
            backs.append(usual if not is_last or one.back_min is None else one.back_min)
        return max(outs), max(backs)


@dataclass(frozen=True, slots=True)
class Plan:
    """One whole arrangement of a tour: a variant as a value.

    ``homeless_nights`` are the days, from 0, that end at no hotel of the tour although another day
    follows: a hotel was taken away, or a day was added, since the plan was made.
    """

    tour: Tour
    days: tuple[TourDay, ...]
    left_out: tuple[LeftOut, ...] = ()
    name: str = ""
    variant: VariantId | None = None
    effort: str = ""
    seed: int = 0
    iterations: int = 0
    hit_time_cap: bool = False
    homeless_nights: tuple[int, ...] = ()
