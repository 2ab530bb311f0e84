"""The coaches of a tour: one is among its own facts, each further one is a record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.figures import check_figures, checked_name
from tourplanner.core.model.ids import is_id_start
from tourplanner.core.units import count_text
from tourplanner.services.new_place import NewPlace, place_edit
from tourplanner.services.tour_reading import TourReader
from tourplanner.services.tour_values import vehicle_fact, vehicle_value

MAX_COACHES = 12
_OF_DRIVER = ("driver_name", "driver_phone")


@dataclass(frozen=True, slots=True)
class CoachRow:
    """A coach as it is typed. ``id`` : of the tour's own the tour's. ``yard`` : its name."""

    id: str
    name: str
    seats: int
    length_ft: int
    has_lift: bool
    yard: str
    driver_name: str
    driver_phone: str


class CoachKeeper(TourReader):
    """Adds, changes and takes out the coaches of a tour, each in one action."""

    def coaches(self, tour_id: str) -> tuple[CoachRow, ...]:
        """Give the coaches of a tour, its own first, the further ones by name."""
        tour = self.record(tour_id)
        records = {tour.id: tour}
        records |= {one.id: one for one in self._file.tables.where("coach", tour=tour_id)}
        return tuple(
            CoachRow(
                coach.id,
                coach.name,
                coach.seats,
                coach.length_ft,
                coach.has_lift,
                self._yard_name(coach.yard),
                *(str(records[coach.id][name] or "") for name in _OF_DRIVER),
            )
            for coach in self.vehicles(tour)
        )

    def coach(self, tour_id: str, name: str) -> CoachRow:
        """Give the coach of an id or a name, or of the start of one.

        Raises
        ------
        NotFoundError : none or several fit; the text lists them.
        """
        rows, wanted = self.coaches(tour_id), name.strip().casefold()
        for fits in (
            [row for row in rows if wanted in (row.id, row.name.casefold())],
            [row for row in rows if wanted and row.name.casefold().startswith(wanted)],
            [row for row in rows if is_id_start(wanted) and row.id.startswith(wanted)],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                names = ", ".join(f"{row.name} ({row.id[:8]})" for row in fits)
                raise NotFoundError(f"Several coaches fit “{name}”: {names}.", "Give its id.")
        names = ", ".join(row.name for row in rows)
        raise NotFoundError(f"The tour has no coach “{name}”.", f"Its coaches: {names}.")

    def add_coach(
        self,
        tour_id: str,
        facts: Mapping[str, Any] | None = None,
        *,
        yard: NewPlace | None = None,
    ) -> str:
        """Add a coach that travels the same route, and give its id.

        Parameters
        ----------
        facts : as of the kind ``coach``. Without a name it is called Coach 2, 3 and so on; it is as
            long and has as many seats as the first one; no lift unless somebody says so.

        Raises
        ------
        InputError : a name or a figure that does not fit, or too many; then nothing is written.
        """
        rows = self.coaches(tour_id)
        if len(rows) >= MAX_COACHES:
            raise InputError(
                f"The tour has {count_text(len(rows), 'coach', 'coaches')} already.",
                "Take one out first, or plan two tours.",
            )
        names = {row.name.casefold() for row in rows}
        free = (f"Coach {n}" for n in range(len(rows) + 1, len(rows) + MAX_COACHES + 1))
        first = rows[0]
        made = {
            "name": next(name for name in free if name.casefold() not in names),
            "seats": first.seats,
            "length_ft": first.length_ft,
            "has_lift": False,
        } | self._checked(tour_id, "", facts or {})
        coach, places = uuid.uuid4().hex, self._yard_edits(yard)
        made |= {"tour": tour_id, **_yard_fact(places)}
        self._file.write(Action(f"Add {made['name']}", (*places, Edit(coach, "coach", made))))
        return coach

    def change_coach(
        self,
        tour_id: str,
        coach: str,
        facts: Mapping[str, Any],
        *,
        yard: NewPlace | None = None,
    ) -> Changes:
        """Change a coach in one action.

        Parameters
        ----------
        coach : its id. facts : as of the kind ``coach``; ``yard`` None takes the yard away.

        Raises
        ------
        InputError : a name or a figure that does not fit. NotFoundError : no such coach.
        """
        row = self._row(tour_id, coach)
        places = self._yard_edits(yard)
        changed = self._checked(tour_id, coach, facts)
        changed |= _yard_fact(places)
        edit = Edit(coach, "coach", changed)
        if coach == tour_id:
            tour = self.record(tour_id)
            parts = {name: v for name, v in changed.items() if name not in _OF_DRIVER}
            own = {name: v for name, v in changed.items() if name in _OF_DRIVER}
            if parts:
                now = vehicle_fact(vehicle_value(tour["vehicle"]))
                own["vehicle"] = vehicle_fact(vehicle_value(now | parts))
            edit = Edit(tour_id, "tour", own)
        return self._file.write(Action(f"Change {row.name}", (*places, edit)))

    def take_out_coach(self, tour_id: str, coach: str) -> Changes:
        """Take a coach out; riders who were told it may sit in any.

        Raises
        ------
        InputError : it is the only one. NotFoundError : no such coach.
        """
        row = self._row(tour_id, coach)
        if len(self.coaches(tour_id)) == 1:
            raise InputError(
                "A tour has at least one coach.", "Change its name, its seats or its lift."
            )
        edits = [Edit(coach, "coach", deleted=True)]
        if coach == tour_id:
            # With its driver, so that a colleague who types one meanwhile is told of it.
            own = vehicle_fact(vehicle_value(self.record(tour_id)["vehicle"]))
            gone: dict[str, Any] = {"vehicle": own | {"out": True}, **dict.fromkeys(_OF_DRIVER)}
            edits = [Edit(tour_id, "tour", gone)]
        return self._file.write(Action(f"Take {row.name} out", tuple(edits)))

    def _row(self, tour_id: str, coach: str) -> CoachRow:
        rows = self.coaches(tour_id)
        found = next((row for row in rows if row.id == coach), None)
        if found is None:
            names = ", ".join(row.name for row in rows)
            raise NotFoundError("This coach was taken out already.", f"The tour has: {names}.")
        return found

    def _checked(self, tour_id: str, coach: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Give facts as they are kept; InputError for a name that another has, or a figure."""
        changed = dict(facts)
        check_figures(changed)
        if "name" in changed:
            changed["name"] = checked_name(changed["name"], "A coach")
            others = (row.name for row in self.coaches(tour_id) if row.id != coach)
            if changed["name"].casefold() in map(str.casefold, others):
                raise InputError(
                    f"There is a coach “{changed['name']}” already.", "Give it another name."
                )
        return changed

    def _yard_edits(self, yard: NewPlace | None) -> tuple[Edit, ...]:
        return () if yard is None else (place_edit(yard, self._surroundings),)

    def _yard_name(self, yard: str | None) -> str:
        record: Record | None = self._file.tables.get("place", yard) if yard else None
        return str(record["name"] or "") if record is not None else ""


def _yard_fact(places: tuple[Edit, ...]) -> dict[str, Any]:
    return {"yard": places[0].record} if places else {}
