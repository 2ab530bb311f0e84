"""Marks that the bus came or left: with one key at this minute, or a typed time on a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tourplanner.core.checks.ground import crosses_zones
from tourplanner.core.errors import TourPlannerError
from tourplanner.core.run_of_day import Turn, TurnKind, check_mark, moment_on
from tourplanner.ui.day.screen import marked_words
from tourplanner.ui.shell.notices import announce

if TYPE_CHECKING:
    from tourplanner.ui.day.place import DayPlace


class Marking:
    """The marks of the day that a place shows; those of a rehearsal are not saved."""

    def __init__(self, place: DayPlace) -> None:
        self._place = place

    def mark(self, way: TurnKind) -> None:
        """Mark that the bus came, or left, at this minute."""
        screen = self._place.glance
        turn = None if screen is None else screen.arrived if way is TurnKind.ARRIVE else screen.left
        if turn is not None:
            self._set(turn, self._place.now().replace(second=0, microsecond=0))

    def type_at(self, turn: Turn, tod_min: int | None) -> None:
        """Mark a line at a typed time, minutes after midnight by its clock; None takes it away."""
        tour = self._place.shown
        if tour is None:
            return
        at = None
        if tod_min is not None:
            at = moment_on(tour.plan.days[self._place.day], tod_min, turn.node.zone)
        self._set(turn, at)

    def _set(self, turn: Turn, at: datetime | None) -> None:
        place = self._place
        tour = place.shown
        if tour is None or not place.can_write:
            return
        run = tour.run(place.day, place.now())
        try:
            if at is not None:
                check_mark(run, turn, at)
        except TourPlannerError as error:
            place.session.tell_error(error)
            place.show_times()
            return
        words = _mark_words(turn, at, crosses_zones(tour.plan))
        if place.rehearsal is not None:
            place.rehearsal.mark(turn, at)
            place.show_now()
            announce(place, words)
            return
        tour_id = tour.plan.tour.id
        place.session.write(lambda ws, _: ws.day.mark(run, tour_id, turn, at), acted=words)


def _mark_words(turn: Turn, at: datetime | None, zones: bool) -> str:
    if at is None:
        did = "Left" if turn.way is TurnKind.LEAVE else "Arrived at"
        return f"{did} {turn.node.name}: not marked any more."
    return f"{marked_words(replace(turn, marked_at=at), zones)}."
