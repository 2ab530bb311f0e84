"""The place of the day: marks with one key each, the way out of a delay in three."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QHideEvent,
    QMoveEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tourplanner.core.checks.ground import crosses_zones
from tourplanner.core.errors import PlanningError
from tourplanner.core.run_of_day import Run, TurnKind, today_of
from tourplanner.ui.day.actions import Allowed, DayActions
from tourplanner.ui.day.calling import Calling
from tourplanner.ui.day.late_flow import LateFlow
from tourplanner.ui.day.marking import Marking
from tourplanner.ui.day.now import NowPage
from tourplanner.ui.day.rehearsal import Rehearsal
from tourplanner.ui.day.rehearsing import Rehearsing
from tourplanner.ui.day.reports import Reports
from tourplanner.ui.day.screen import Screen, make_screen
from tourplanner.ui.day.sunlight import set_sunlight
from tourplanner.ui.day.times import TimesPage, lines_of
from tourplanner.ui.day.ways import Choice
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.place import OF_THE_TIMES, Place, go_to
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.segments import SegmentedTabs
from tourplanner.ui.words import day_words

if TYPE_CHECKING:
    from tourplanner.services.day import TourRun
    from tourplanner.services.late import Late
    from tourplanner.ui.visits.place import VisitsPlace

NOW, TIMES, CHANGES, LOG = range(4)
_TICK_MS = 1000


class DayPlace(Place):
    """*Now* and the day line by line."""

    name = "day"
    title = "Day"
    icon = "clock"
    kinds = OF_THE_TIMES | {"office", "person", "sent"}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tour: TourRun | None = None  # as the file has it
        self.rehearsal: Rehearsal | None = None
        self.day = 0
        self.glance: Screen | None = None
        self._day_of = ""  # the tour that the day was chosen for
        self._minute: datetime | None = None
        self._wants_calls = False
        self._wants_sheet = False
        self.acts = DayActions(self)
        self.leave = self.action("Leave what is tried", self._leave, key="Esc")
        self.leave.setEnabled(False)
        self.others = [self.acts.rehearse]
        self.days = SegmentedTabs("Day of the tour")
        self.days.currentChanged.connect(self._on_day)
        self.pages, self.views = QStackedWidget(), QStackedWidget()
        self.page.addWidget(self.pages)
        self.empty = EmptyState("")
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.views)
        self.now_page, self.times_page = NowPage(), TimesPage()
        self.reports = Reports(session)
        self.changes_page, self.log_page = self.reports.changes, self.reports.log
        for view in (self.now_page, self.times_page, self.changes_page, self.log_page):
            self.views.addWidget(view)
        self.acts.put_on(self.now_page)
        self.calling, self.rehearsing = Calling(self), Rehearsing(self)
        self.marking = Marking(self)
        self.flow = LateFlow(session, self.now_page, self._tour_and_run)
        self._connect()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.look_at_clock)

    # -- actions ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        act, page = self.acts, self.now_page
        act.connect_to(
            {
                act.late: self.start_late,
                act.arrived: lambda: self.marking.mark(TurnKind.ARRIVE),
                act.left: lambda: self.marking.mark(TurnKind.LEAVE),
                act.note: self.write_note,
                act.copy: self.calling.copy_message,
                act.told: self.calling.toggle_told,
                act.day_before: lambda: self.step_day(-1),
                act.day_after: lambda: self.step_day(1),
                act.rehearse: self.rehearsing.toggle,
                act.sunlight: self.toggle_sunlight,
            }
        )
        page.time_given.connect(self.rehearsing.on_time)
        self.flow.changed.connect(self.calling.show)
        self.flow.changed.connect(self._allow)
        self.flow.chosen.connect(self._take)
        page.calls.opened.connect(lambda _row: self.calling.copy_message())
        page.calls.moved.connect(self._allow)
        page.ahead.opened.connect(lambda _row: self.choose_tab(TIMES))
        self.times_page.typed.connect(self.marking.type_at)
        self.session.tour_chosen.connect(self._forget)
        self.session.file_changed.connect(self._forget)

    def menu_actions(self) -> list[QAction]:
        """Give everything that can be done here."""
        return [*self.acts.all, self.leave]

    # -- reading ---------------------------------------------------------------------------------

    @property
    def shown(self) -> TourRun | None:
        """The tour as it is shown: as rehearsed, else as the file has it."""
        return self.rehearsal.tour if self.rehearsal is not None else self.tour

    def now(self) -> datetime:
        """Give the moment that counts here: the clock's, or that of the rehearsal."""
        at = self.session.doors.now()
        return at if self.rehearsal is None else self.rehearsal.now(at)

    def refresh(self) -> None:
        """Read the tour anew."""
        tour_id = self.session.tour_id
        if not tour_id or self.session.path is None:
            self._show_empty("No tour in this file yet.", "Tour menu: New tour in this file.")
            return

        def failed(error: BaseException) -> None:
            if isinstance(error, PlanningError):
                how = "Tours, Ctrl+2: plan the days, then come back."
                self._show_empty("The days are not planned yet.", how)
            else:
                self._show_empty("This tour cannot be shown.", "")
                self.session.tell_error(error)

        self.session.read(lambda ws, _: ws.day.look(tour_id), self._on_tour, failed, topic="day")

    def _on_tour(self, tour: TourRun) -> None:
        if tour.plan.tour.id != self.session.tour_id:
            return
        self.tour = tour
        if self._day_of != tour.plan.tour.id or self.day >= len(tour.plan.days):
            self._day_of = tour.plan.tour.id
            self.day = self._first_day(tour)
        self._show_days()
        self.tabs = [("Now", ""), ("Line by line", ""), ("Changes", ""), ("Log", "")]
        self.show_now()
        if self._wants_sheet:
            self._wants_sheet = False
            self.choose_tab(CHANGES)
        self.pages.setCurrentWidget(self.views)  # when they are filled: each part is laid out once
        if self._wants_calls:
            self._wants_calls = False
            self.calling.to_front()
        elif self.rehearsal is None:
            self.flow.look_again()
        self.header_changed.emit()

    def _first_day(self, tour: TourRun) -> int:
        """Give the day to show first: today, else the tour's first before it and last after it."""
        now, days = self.now(), tour.plan.days
        today = today_of(tour.plan, now)
        if today is not None:
            return today
        return 0 if now.date() < days[0].date else len(days) - 1

    def _forget(self) -> None:
        self.tour, self.rehearsal, self.glance = None, None, None
        self._day_of = ""
        self.reports.forget()
        self.flow.end()
        self.now_page.rehearsal.hide()

    def _show_empty(self, sentence: str, how: str) -> None:
        self.tour, self.glance = None, None
        self.tabs, self.header_widget = [], None
        self.empty.say(sentence, how)
        self.pages.setCurrentWidget(self.empty)
        self._allow()
        self.header_changed.emit()

    # -- showing ---------------------------------------------------------------------------------

    def look_at_clock(self) -> None:
        """Show the minute, where it is another one than the one that is shown."""
        minute = self.now().replace(second=0, microsecond=0)
        if minute != self._minute and self.glance is not None:
            self.show_now()

    def show_now(self) -> None:
        """Show the day as it stands at this minute."""
        tour = self.shown
        if tour is None:
            return
        now = self.now()
        self._minute = now.replace(second=0, microsecond=0)
        is_rehearsal = self.rehearsal is not None
        self.glance = make_screen(tour, self.day, now, is_rehearsal=is_rehearsal)
        self.now_page.show_screen(self.glance)
        self.calling.show()
        self._show_view()
        self._allow()

    def _show_view(self) -> None:
        if self.tab == TIMES:
            self.show_times()
        elif self.tab == CHANGES:
            self.reports.show_changes(self.tour)
        elif self.tab == LOG:
            self.reports.show_log(self.tour)

    def show_times(self) -> None:
        """Show the day line by line."""
        tour = self.shown
        if tour is not None:
            lines = lines_of(tour.run(self.day, self.now()), crosses_zones(tour.plan))
            self.times_page.show_lines(lines, can_edit=self.can_write)

    def show_sheet(self, before: str, after: str) -> None:
        """Show the change sheet between two plans."""
        self.reports.ask_sheet(before, after)
        self._wants_sheet = not self.tabs
        self.choose_tab(CHANGES)
        if self.tab == CHANGES:
            self.reports.show_changes(self.tour)

    def _show_days(self) -> None:
        tour = self.shown
        days = tour.plan.days if tour is not None else ()
        self.header_widget = self.days if len(days) > 1 else None
        self.days.blockSignals(True)
        self.days.set_tabs([f"{d.index + 1}: {day_words(d.date)[:3]} {d.date.day}" for d in days])
        self.days.setCurrentIndex(self.day)
        self.days.blockSignals(False)

    @property
    def can_write(self) -> bool:
        """Whether marks and ways can be taken: a rehearsal saves none."""
        return self.rehearsal is not None or not self.session.is_read_only

    def _allow(self) -> None:
        tour = self.shown
        self.acts.allow(
            Allowed(
                self.glance,
                self.flow.choice,
                self.now_page.calls.current,
                self.can_write,
                self.session.is_read_only,
                self.rehearsal is not None,
                len(tour.plan.days) if tour is not None else 0,
                self.day,
            )
        )
        self.leave.setEnabled(self.flow.is_on or self.rehearsal is not None)

    # -- the way out of a delay ------------------------------------------------------------------

    def start_late(self) -> None:
        """Ask by how much the bus is late, and look for ways to go on; then use the marked one."""
        if self.flow.choice is not None:
            self.flow.use()
            return
        glance = self.glance
        if glance is None:
            return
        if glance.run.delay(1) is None:
            self.session.tell(Notice(Tone.INFO, "No visit lies ahead, so there is none to change."))
            return
        self.choose_tab(NOW)
        self.flow.begin(glance.delay_min)

    def _tour_and_run(self) -> tuple[TourRun, Run] | None:
        tour, glance = self.shown, self.glance
        return None if tour is None or glance is None else (tour, glance.run)

    def _take(self, late: Late, choice: Choice) -> None:
        """Let a way be the plan from now on; whom to call about it comes to the front."""
        if not self.can_write:
            return
        way, rehearsal = choice.way, self.rehearsal
        if rehearsal is not None:
            self.session.read(
                lambda _ws, _p: rehearsal.after(late, way), self._on_rehearsed, topic="rehearse"
            )
            return
        self.flow.end()
        self.reports.forget()
        self._wants_calls = True

        def failed(error: BaseException) -> None:
            self._wants_calls = False
            self.session.tell_error(error)

        self.session.write(
            lambda ws, _: ws.late.choose(late, way),
            failed=failed,
            acted=f"The plan from now on: {choice.title[:1].lower()}{choice.title[1:]}.",
        )

    def _on_rehearsed(self, tour: TourRun) -> None:
        if self.rehearsal is not None:
            self.rehearsal.tour = tour
            self.flow.end()
            self.show_now()
            self.calling.to_front()

    # -- days, rehearsal, sunlight, notes --------------------------------------------------------

    def step_day(self, by: int) -> None:
        """Show the day before or after."""
        self.days.setCurrentIndex(self.day + by)

    def _on_day(self, day: int) -> None:
        if self.tour is None or day < 0 or day == self.day:
            return
        self.day = day
        self.flow.end()
        if self.rehearsal is not None:
            self.rehearsal.move_to(self.session.doors.now(), day)
            self.rehearsing.show_time()
        self.show_now()

    def toggle_sunlight(self) -> None:
        """Draw the day in the strongest contrast, over the whole window; or as before."""
        self.set_sunlight(not self.is_alone)

    def set_sunlight(self, on: bool) -> None:
        """Turn the switch."""
        self.is_alone = on
        self.acts.sunlight.setChecked(on)
        self.acts.sunlight.setText("Leave sunlight" if on else "Sunlight")
        self.header_changed.emit()
        self._follow_sunlight()
        QTimer.singleShot(0, self, self._move_ring)

    def _follow_sunlight(self) -> None:
        """Draw the window for the sun while this place is shown with the switch on."""
        set_sunlight(self.session.memory, self.is_alone and self.isVisible())

    def _move_ring(self) -> None:
        """Let the ring around what has the keyboard follow it: what it lies in has moved."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            QApplication.sendEvent(focus, QMoveEvent(focus.pos(), focus.pos()))

    def write_note(self) -> None:
        """Begin a note at the stop where the bus is, or comes to next."""
        tour = self.shown
        if tour is None:
            return
        run = tour.run(self.day, self.now())
        here = run.turns[: max(run.at, 0) + 1][::-1]
        around = [*here, *run.turns[max(run.at, 0) + 1 :]]
        stop = next((turn.stop for turn in around if turn.stop is not None), None)

        def begin(visits: VisitsPlace) -> None:
            if stop is not None:
                visits.new_note_at(stop.id)

        go_to(self, "visits", begin)

    # -- for the window --------------------------------------------------------------------------

    def on_tab(self) -> None:
        """Show another view of the day."""
        self.views.setCurrentIndex(self.tab)
        self._show_view()

    def first_widget(self) -> QWidget:
        """Give the calls, or the lines."""
        pages = (self.times_page, self.changes_page, self.log_page)
        return self.now_page.calls if self.tab == NOW else pages[self.tab - 1].table

    def panes(self) -> list[QWidget]:
        """Give what lies ahead, the ways, the calls."""
        if self.tab != NOW:
            return [self.first_widget()]
        page = self.now_page
        return [page.ahead, *([page.choices] if self.flow.is_on else []), page.calls]

    def _leave(self) -> None:
        """Leave the ways out, or the rehearsal, wherever in the window the keyboard is."""
        if self.flow.is_on:
            self.flow.end()
            self.now_page.calls.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.rehearsal is not None:
            self.rehearsing.toggle()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock."""
        super().showEvent(event)
        self._tick.start()
        self.look_at_clock()
        # Not while Qt is just showing or hiding: styling everything then ends in a crash.
        if self.is_alone:
            QTimer.singleShot(0, self, self._follow_sunlight)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the clock be, and the other places have their own colors."""
        super().hideEvent(event)
        self._tick.stop()
        if self.is_alone:
            QTimer.singleShot(0, self, self._follow_sunlight)
