"""The way out of a delay: minutes, then ways, then the one that is taken; three keys in all."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from tourplanner.core.run_of_day import Run
from tourplanner.ui.day.now import NowPage
from tourplanner.ui.day.ways import Choice, choices_of
from tourplanner.ui.session import Session
from tourplanner.ui.shell.notices import announce

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.day import TourRun
    from tourplanner.services.late import Late
    from tourplanner.services.workspace import Workspace

    Shown = Callable[[], tuple[TourRun, Run] | None]


class LateFlow(QObject):
    """Asks by how much the bus is late and shows the ways to go on.

    Signals
    -------
    changed : other ways are shown, another one is marked, or none any more.
    chosen : Late and Choice that shall be the plan.
    """

    changed = Signal()
    chosen = Signal(object, object)

    def __init__(self, session: Session, page: NowPage, shown: Shown) -> None:
        """Take what gives the tour as it is shown, with the day as it runs."""
        super().__init__(page)
        self._session, self._page, self._shown = session, page, shown
        self.is_on = False
        self.late: Late | None = None
        page.minutes_given.connect(self._on_minutes)
        page.choices.opened.connect(lambda _row: self.use())
        page.choices.moved.connect(self.changed)

    @property
    def choice(self) -> Choice | None:
        """The marked way."""
        return self._page.choices.current if self.is_on else None

    def begin(self, minutes: int) -> None:
        """Ask for the minutes; ``minutes`` are those by the clock and the marks, 0 = not known."""
        page = self._page
        self.is_on, self.late = True, None
        page.minutes.setValue(minutes)
        page.late_title.setText("What to do")
        page.late_hint.setText("Type how late, then Enter.")
        page.show_choices([])
        page.give_keyboard(page.minutes)
        page.minutes.selectAll()
        self.look_again()
        self.changed.emit()

    def look_again(self) -> None:
        """Find the ways anew: the tour is another one."""
        if self.is_on and self._page.minutes.value():
            self._find(self._page.minutes.value())

    def end(self) -> None:
        """Look for no way any more."""
        self.is_on, self.late = False, None
        self._page.show_choices(None)
        self.changed.emit()

    def use(self) -> None:
        """Let the marked way be the plan from now on."""
        shown, late, choice = self._shown(), self.late, self.choice
        if choice is not None and late is not None and shown and late.run is shown[0]:
            self.chosen.emit(late, choice)

    def _on_minutes(self, minutes: int) -> None:
        shown, late = self._shown(), self.late
        if late is not None and late.delay.minutes == minutes and shown and late.run is shown[0]:
            self._page.choices.setFocus(Qt.FocusReason.OtherFocusReason)
        elif minutes:
            self._find(minutes, then_choose=True)
        else:
            self._page.late_hint.setText("Type a number of minutes, such as 40.")

    def _find(self, minutes: int, *, then_choose: bool = False) -> None:
        shown = self._shown()
        delay = shown[1].delay(minutes) if shown is not None else None
        if shown is None or delay is None:
            self.end()
            return
        tour = shown[0]

        def work(_workspace: Workspace, _progress: Progress) -> tuple[Late, list[Choice], float]:
            from tourplanner.services.late import ways_out

            before = time.perf_counter()
            late = ways_out(tour, delay)
            return late, choices_of(late), time.perf_counter() - before

        def done(found: tuple[Late, list[Choice], float]) -> None:
            late, choices, seconds = found
            now = self._shown()
            if self.is_on and now is not None and late.run is now[0]:
                self._show(late, choices, seconds)
                # Enter while they were being found wants to go on to them.
                if then_choose:
                    self._page.choices.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.read(work, done, topic="late", title="Looking for ways out")

    def _show(self, late: Late, choices: list[Choice], seconds: float) -> None:
        page = self._page
        self.late = late
        page.show_choices(choices)
        page.choices.choose(0)
        page.late_hint.setText(f"Found in {max(seconds, 0.1):.1f} s.")
        self.changed.emit()
        announce(page.choices, f"{len(choices)} ways to go on. {choices[0].spoken}")
