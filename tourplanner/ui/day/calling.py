"""Whom to call: the list on *Now*, a ready message for each, who was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tourplanner.ui.day.screen import Caller, caller
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.shell.notices import announce

if TYPE_CHECKING:
    from tourplanner.ui.day.place import DayPlace


class Calling:
    """The calls of the day that a place shows, or of the way out that is marked."""

    def __init__(self, place: DayPlace) -> None:
        self._place = place
        self._list = place.now_page.calls

    def show(self) -> None:
        """Show the calls of what is marked, else of the plan."""
        place = self._place
        tour, screen = place.shown, place.glance
        if tour is None or screen is None:
            return
        choice, late = place.flow.choice, place.flow.late
        if choice is not None and late is not None:
            calls = [caller(tour, line) for line in late.calls(choice.way)]
            place.now_page.show_calls(calls, f"Calls for choice {choice.number}")
            return
        callers = list(screen.callers)
        asked = any(one.is_told is not None for one in callers)
        place.now_page.show_calls(
            callers, f"Calls about {tour.plan.name}" if asked else "Whom to call"
        )

    def to_front(self) -> None:
        """Let the first call have the keyboard, and say it."""
        self._list.choose(0)
        if self._place.isVisible():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._list.current is not None:
            announce(self._list, self._list.current.spoken)

    def copy_message(self) -> None:
        """Put the message of the chosen call on the clipboard."""
        called = self._list.current
        if called is not None:
            QGuiApplication.clipboard().setText(called.line.text)
            words = f"Message for {called.line.who} copied. Paste it into a text."
            self._place.session.tell(Notice(Tone.GOOD, words))

    def toggle_told(self) -> None:
        """Tick the chosen call as made, or take the tick away."""
        place, called = self._place, self._list.current
        tour = place.shown
        if called is None or called.is_told is None or tour is None:
            return
        told = not called.is_told
        if place.rehearsal is not None:
            place.rehearsal.tell(called.line.key, told=told)
            place.show_now()
        else:
            variant = tour.plan.variant or ""
            place.session.write(
                lambda ws, _: ws.day.tell(variant, called.line, told=told),
                acted=f"{called.line.who}: {'told' if told else 'not told'}.",
            )
        self._to_next(called)

    def _to_next(self, called: Caller) -> None:
        row = self._list.currentIndex().row()
        if not called.is_told and row + 1 < self._list.model_.rowCount():
            self._list.choose(row + 1)
