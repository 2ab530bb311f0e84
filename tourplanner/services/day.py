"""The day itself: when the bus came and left, whom to call, and who was told of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tourplanner.core.calls import CallLine, Contacts, Person
from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_moment, time_text, utc_text
from tourplanner.core.errors import InputError
from tourplanner.core.model.ids import StopId, derived_id
from tourplanner.core.model.tour import Plan, TourStop
from tourplanner.core.papers.specs import PaperKind
from tourplanner.core.ports import Clock
from tourplanner.core.run_of_day import Marks, Run, Turn, TurnKind, check_mark, run_of
from tourplanner.core.safe_text import one_line
from tourplanner.services.arranging import Arrangement, ArrangingService
from tourplanner.services.sites import SiteService
from tourplanner.store.file import OfficeFile

PRESS_PAPERS = (PaperKind.PRESS_ITINERARY, PaperKind.ADVISORY, PaperKind.ADVISORY_ES)


@dataclass(frozen=True, slots=True)
class TourRun:
    """A tour on its way, as a value: its plan, its marks, whom to call.

    ``calls`` are those that the plan itself asks for, because it was made on the way on the day
    ``calls_day``; ``told`` the keys of those that were made.
    """

    arrangement: Arrangement
    marks: Marks
    contacts: Contacts
    calls: tuple[CallLine, ...] = ()
    told: frozenset[str] = frozenset()
    calls_day: int | None = None

    @property
    def plan(self) -> Plan:
        """The current plan."""
        return self.arrangement.plan

    def run(self, day: int, now: datetime) -> Run:
        """Give a day as it runs at a moment."""
        planned = self.arrangement.planned
        settings = planned.plan.tour.settings
        return run_of(planned.schedules[day], planned.travel, settings, self.marks, now)


class DayService:
    """Reads a tour on its way, and writes what is marked on it."""

    def __init__(
        self, file: OfficeFile, arranging: ArrangingService, sites: SiteService, clock: Clock
    ) -> None:
        self._file = file
        self._arranging = arranging
        self._sites = sites
        self._clock = clock

    def look(self, tour_id: str) -> TourRun:
        """Give a tour's current plan with its marks and numbers.

        Raises
        ------
        PlanningError : nothing is planned yet.
        """
        here = self._arranging.current(tour_id)
        variant = self._file.tables.get("variant", here.plan.variant or "")
        calls = variant.member("call") if variant else {}
        told = variant.member("told") if variant else {}
        written = sorted(
            (int(fact["order"]), CallLine(key, fact["who"], fact["news"], fact["text"]))
            for key, fact in calls.items()
            if isinstance(fact, dict)
        )
        return TourRun(
            here,
            self._marks(tour_id),
            self._contacts(here.plan),
            tuple(line for _, line in written),
            frozenset(key for key, fact in told.items() if fact),
            next((int(fact["day"]) for fact in calls.values() if isinstance(fact, dict)), None),
        )

    def mark(self, run: Run, tour_id: str, turn: Turn, at: datetime | None) -> Changes:
        """Write when the bus came or left; None takes it back. One step that Undo takes back.

        Raises
        ------
        InputError : a moment that cannot be: see ``core.run_of_day.check_mark``.
        """
        if at is not None:
            at = at.replace(second=0, microsecond=0)
            check_mark(run, turn, at)
        value = None if at is None else utc_text(at)
        if turn.stop is None:
            name = "left" if turn.way is TurnKind.LEAVE else "reached"
            edit = Edit(tour_id, "tour", {f"{name}/{turn.day}": value})
        else:
            name = "left_at" if turn.way is TurnKind.LEAVE else "arrived_at"
            edit = Edit(turn.stop.id, "stop", {name: value})
        return self._file.write(Action(mark_label(turn, at), (edit,)))

    def tell(self, variant: str, line: CallLine, *, told: bool) -> Changes:
        """Write that somebody was told of a plan, or was not."""
        at = {"by": self._file.author, "at": utc_text(self._clock())} if told else None
        label = f"Called {line.who}" if told else f"Not called {line.who}"
        edit = Edit(variant, "variant", {f"told/{line.key}": at})
        return self._file.write(Action(label, (edit,)))

    # -- reading ---------------------------------------------------------------------------------

    def _marks(self, tour_id: str) -> Marks:
        tour = self._file.tables.get("tour", tour_id)
        stops = self._file.tables.where("stop", tour=tour_id)
        return Marks(
            _by_day(tour, "left"),
            {StopId(stop.id): at for stop in stops if (at := _moment(stop["arrived_at"]))},
            {StopId(stop.id): at for stop in stops if (at := _moment(stop["left_at"]))},
            _by_day(tour, "reached"),
        )

    def _contacts(self, plan: Plan) -> Contacts:
        tables = self._file.tables
        office = next(iter(tables.all("office")), None)
        tour = tables.get("tour", plan.tour.id)
        stops = [stop for day in plan.days for stop in day.stops]
        places = tables.get_many("place", list(dict.fromkeys(day.end.id for day in plan.days)))
        coaches = [*filter(None, [tour]), *tables.where("coach", tour=plan.tour.id)]
        drivers = {
            coach.id: _person(coach, "driver_name", {"driver_phone": "cell"}) for coach in coaches
        }
        return Contacts(
            _text(office, "member_title", "member_name"),
            {stop.id: self._host(stop) for stop in stops},
            {place.id: Person("", _numbers(place, {"phone": "phone"})) for place in places},
            drivers.get(plan.tour.vehicle.id, Person()),
            _person(office, "press_contact", {"press_phone": "phone"}),
            self._reporters(plan.tour.id),
            drivers,
        )

    def _reporters(self, tour_id: str) -> dict[str, Person]:
        """Give who holds a press paper of the tour, with the numbers that are known of them."""
        tables = self._file.tables
        papers = [p for p in tables.where("paper", tour=tour_id) if p["paper_kind"] in PRESS_PAPERS]
        names = {one_line(str(s["to"])) for p in papers for s in tables.where("sent", paper=p.id)}
        known = {_text(person, "name").casefold(): person for person in tables.all("person")}
        found = {}
        for name in sorted(names - {""}):
            person = known.get(name.casefold())
            numbers = _numbers(person, {"mobile": "cell", "email": "e-mail"}) if person else ()
            found[derived_id("reporter", name.casefold())[:12]] = Person(name, numbers)
        return found

    def _host(self, stop: TourStop) -> Person:
        record = self._file.tables.get("site", stop.site)
        found = _person(
            record, "host_name", {"host_mobile": "cell", "front_office_phone": "front office"}
        )
        if all(label != "front office" for label, _ in found.numbers) and record is not None:
            phone = self._sites.view(stop.site).phone
            if phone:
                return Person(found.name, (*found.numbers, ("front office", phone)))
        return found


def mark_label(turn: Turn, at: datetime | None) -> str:
    """Give what Undo calls a mark."""
    did = "Left" if turn.way is TurnKind.LEAVE else "Arrived at"
    name = one_line(turn.node.name)
    if at is None:
        return f"Take back: {did[0].lower()}{did[1:]} {name}"
    return f"{did} {name} at {time_text(at, turn.node.zone)}"


def _by_day(tour: Record | None, name: str) -> dict[int, datetime]:
    found = tour.member(name) if tour else {}
    return {
        int(day): at for day, value in found.items() if day.isdecimal() and (at := _moment(value))
    }


def _moment(value: object) -> datetime | None:
    try:
        return parse_moment(str(value)) if value else None
    except InputError:
        return None  # written by a version that writes moments in another way


def _person(record: Record | None, name: str, numbers: dict[str, str]) -> Person:
    return Person() if record is None else Person(_text(record, name), _numbers(record, numbers))


def _numbers(record: Record, numbers: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, str(record[fact])) for fact, label in numbers.items() if record[fact])


def _text(record: Record | None, *facts: str) -> str:
    if record is None:
        return ""
    return one_line(" ".join(str(record[fact]) for fact in facts if record[fact]))
