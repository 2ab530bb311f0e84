"""Busy times of a tour's people: read from a calendar file, kept with name and moment.

Only the times come in, around the days of the tour; what the events are about never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tourplanner.core.aboard import folded_name
from tourplanner.core.busy import (
    BUSY_KIND,
    MARGIN_DAYS,
    BusyCalendar,
    CalendarFile,
    Span,
    calendar_id,
    calendars_of,
    span_facts,
)
from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import local, parse_date, utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.ports import BusyReader, Clock, Progress
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.services.office import member_words
from tourplanner.services.tours import TourService, brought_back
from tourplanner.store.file import OfficeFile

_MARGIN = timedelta(days=MARGIN_DAYS)


@dataclass(frozen=True, slots=True)
class BusyLook:
    """What a calendar file holds for a tour: all of it, and the busy times on the tour's days."""

    file: CalendarFile
    on_tour: tuple[Span, ...]
    zone: str  # of the tour's start

    @property
    def sentence(self) -> str:
        """How much there is, in one sentence."""
        whole, here = len(self.file.spans), len(self.on_tour)
        return f"{count_text(whole, 'busy time')} around the tour, {here:,} on its days."


class BusyService:
    """Reads calendars of the member and of riders, and keeps when they are busy."""

    def __init__(
        self, file: OfficeFile, tours: TourService, reader: BusyReader, clock: Clock
    ) -> None:
        self._file = file
        self._tours = tours
        self._reader = reader
        self._clock = clock

    def member(self) -> str:
        """Name the office's member."""
        return member_words(self._tours.office()) or "The member"

    def people(self, tour_id: str) -> tuple[str, ...]:
        """Give who may have a calendar: the member as an empty name, then the riders by name.

        A name of which one was read stays among them, though no rider is called so any more.
        """
        riders = self._file.tables.where("rider", tour=tour_id)
        found = [one_line(str(rider["name"] or "")) for rider in riders]
        found += [one.who for one in self.all(tour_id)]
        names = {name.casefold(): name for name in reversed(found) if name}
        return ("", *sorted(names.values(), key=folded_name))

    def find(self, tour_id: str, who: str) -> str:
        """Give the person that words name; empty words are the member.

        Raises
        ------
        NotFoundError : no rider, or several, are called so.
        """
        if not who.strip():
            return ""
        wanted = folded_name(one_line(who))
        names = self.people(tour_id)[1:]
        fits = [name for name in names if folded_name(name) == wanted]
        fits = fits or [name for name in names if wanted in folded_name(name)]
        if len(fits) != 1:
            many = "Several riders are" if fits else "No rider is"
            raise NotFoundError(f"{many} called “{who}”.", "Show the list of riders for the names.")
        return fits[0]

    def look(self, path: str, tour_id: str, progress: Progress | None = None) -> BusyLook:
        """Read a calendar file for the days around a tour; nothing is stored.

        Raises
        ------
        InputError : it is no calendar, or the tour has no days or start yet.
        """
        tour = self._tours.record(tour_id)
        if not tour["start_date"]:
            raise InputError("The tour has no days yet.", "Say when it begins first.")
        begins = parse_date(str(tour["start_date"]))
        ends = begins + timedelta(days=max(0, int(tour["days"] or 1) - 1))
        zone = self._tours.load(tour_id).start.zone
        found = self._reader.read(path, begins - _MARGIN, ends + _MARGIN, zone, progress)

        def is_on_tour(span: Span) -> bool:
            first, last = (local(at, zone).date() for at in (span[0], span[1] - _MOMENT))
            return first <= ends and last >= begins

        return BusyLook(found, tuple(filter(is_on_tour, found.spans)), zone)

    def keep(self, tour_id: str, who: str, found: CalendarFile) -> BusyCalendar:
        """Keep the busy times of a person in one action; those read before are replaced."""
        record = calendar_id(tour_id, who)
        old = self._file.tables.get(BUSY_KIND, record)
        facts = {
            "tour": tour_id,
            "who": who or None,
            "source": one_line(found.name),
            "read_at": utc_text(self._clock()),
            "first": found.first.isoformat(),
            "last": found.last.isoformat(),
            **span_facts(found.spans, old.member("busy") if old is not None else {}),
        }
        edits = brought_back(self._file, [Edit(record, BUSY_KIND, facts)])
        self._file.write(Action(f"Read the calendar {one_line(found.name)}", tuple(edits)))
        return next(one for one in self.all(tour_id) if one.id == record)

    def all(self, tour_id: str) -> Sequence[BusyCalendar]:
        """Give the calendars of a tour, the member's first."""
        return calendars_of(self._file.tables.where(BUSY_KIND, tour=tour_id))

    def forget(self, tour_id: str, who: str) -> None:
        """Take a person's busy times out; NotFoundError where there are none."""
        record = self._file.tables.get(BUSY_KIND, calendar_id(tour_id, who))
        if record is None or record.deleted:
            raise NotFoundError("No calendar of this person was read.", "Show those that were.")
        label = "Take out a calendar"
        self._file.write(Action(label, (Edit(record.id, BUSY_KIND, deleted=True),)))


_MOMENT = timedelta(microseconds=1)
