"""Trying a day: begun and ended with one key, the time typed; nothing of it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tourplanner.core.clock import parse_tod, tod_min_of
from tourplanner.core.errors import InputError
from tourplanner.core.run_of_day import moment_on
from tourplanner.ui.day.rehearsal import Rehearsal
from tourplanner.ui.words import tod_words

if TYPE_CHECKING:
    from tourplanner.ui.day.place import DayPlace

_NOW = 0  # the tab that a day is tried on
_DAYS_FROM = 6 * 60  # without am or pm, a rehearsal at 1:30 is in the afternoon


class Rehearsing:
    """The line on *Now* that holds the time of a rehearsal."""

    def __init__(self, place: DayPlace) -> None:
        self._place = place

    def toggle(self) -> None:
        """Begin to try the day with a typed time, or end it."""
        place = self._place
        tour = place.tour
        if tour is None:
            return
        place.flow.end()
        if place.rehearsal is not None:
            place.rehearsal = None
            place.now_page.rehearsal.hide()
            place.show_now()
            place.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        schedule = tour.arrangement.planned.schedules[place.day]
        begin = schedule.rows[0].depart_at if schedule.rows else schedule.depart_at
        place.rehearsal = Rehearsal(tour, place.day, begin, place.session.doors.now())
        place.choose_tab(_NOW)
        self.show_time()
        place.show_now()
        place.now_page.give_keyboard(place.now_page.time)
        place.now_page.time.selectAll()

    def show_time(self) -> None:
        """Show the time that is tried."""
        place = self._place
        tour = place.shown
        if tour is None:
            return
        zone = tour.plan.days[place.day].start.zone
        tod = tod_min_of(place.now(), zone)
        place.now_page.time.setText(tod_words(tod // 60, tod % 60))
        place.now_page.time_problem.setText(
            "Type a time, then Enter. Nothing is saved; Esc ends it."
        )
        place.now_page.rehearsal.show()

    def on_time(self, text: str) -> None:
        """Try the day at a typed time."""
        place = self._place
        tour = place.shown
        if place.rehearsal is None or tour is None:
            return
        try:
            tod_min = parse_tod(text, _DAYS_FROM)
        except InputError as error:
            place.now_page.time_problem.setText(f"{error.text} {error.hint}")
            return
        day = tour.plan.days[place.day]
        at = moment_on(day, tod_min, day.start.zone)
        place.rehearsal.set(at, place.session.doors.now())
        place.flow.end()
        self.show_time()
        place.show_now()
        place.now_page.ahead.setFocus(Qt.FocusReason.OtherFocusReason)
