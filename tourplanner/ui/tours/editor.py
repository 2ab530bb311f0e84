"""Changes a plan for the window: shows at once what a change comes to, and writes it behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tourplanner.core.arranging import Rearrangement
from tourplanner.core.checks.accepting import Acceptance
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.unknown import is_unknown
from tourplanner.core.errors import TourPlannerError
from tourplanner.core.model.tour import LeftOut, Plan
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.tours.blocks import Board
from tourplanner.ui.tours.making import make_board
from tourplanner.ui.words import window_times

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.arranging import Arrangement
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.jobs import Job


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change comes to: good, warn or bad, in a sentence, with what would mend it."""

    tone: str
    sentence: str
    mend: str = ""


class BoardEditor(QObject):
    """Holds the arrangement that is shown.

    What is typed or let go is seen at once; the store writes it in order, and what it then reads is
    shown when nothing newer is on its way.

    Signals
    -------
    shown : another Board is the one that stands. mended : Verdict with a mend found by trying.
    """

    shown = Signal(object)
    mended = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.arrangement: Arrangement | None = None
        self._writes = 0  # on their way to the store
        self._edits = 0  # ever made: an answer read before the last one is stale
        self._mending: Job | None = None  # looks for mends of what is tried

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self, tour_id: str, failed: Callable[[BaseException], None]) -> None:
        """Read the plan that stands; what was edited meanwhile is not overwritten."""
        edits = self._edits

        def done(read: Arrangement) -> None:
            if edits == self._edits and self._writes == 0:
                self.show(read)

        self._session.read(lambda ws, _: ws.arranging.current(tour_id), done, failed, topic="board")

    def show(self, arrangement: Arrangement) -> None:
        """Show an arrangement as the one that stands, then say anew why stops are left out."""
        self.arrangement = arrangement
        self.shown.emit(board_of(arrangement))
        if arrangement.plan.left_out:
            self._session.read(
                lambda _, progress: arrangement.why_left_out(progress),
                lambda said: self._say_why(arrangement, said),
                topic="left out",
            )

    def forget(self) -> None:
        """Hold no plan."""
        self.arrangement = None
        self._edits += 1

    def _say_why(self, asked: Arrangement, said: tuple[LeftOut, ...]) -> None:
        if self.arrangement is asked:
            plan = replace(asked.plan, left_out=said)
            self.arrangement = replace(asked, planned=replace(asked.planned, plan=plan))
            self.shown.emit(board_of(self.arrangement))

    # -- changing --------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Give the present moment."""
        return self._session.doors.now()

    @property
    def author(self) -> str:
        """The name of who works here, as it stands in the file's changes."""
        return self._session.author

    def mark_campaign(self, stop: str) -> None:
        """Mark a stop as campaign, or take its mark away, and say what comes of it."""

        def done(label: str) -> None:
            more = " No paper is written while it is in the plan." if label[0] == "M" else ""
            self.tell(f"{label}: done.{more}", Tone.INFO)

        self._session.write(lambda ws, _: ws.tours.mark_campaign(stop).label, done)

    def tell(self, words: str, tone: Tone = Tone.GOOD) -> None:
        """Say something in the window."""
        self._session.tell(Notice(tone, words))

    @property
    def can_edit(self) -> bool:
        """Whether there is a plan and it may be changed."""
        return self.arrangement is not None and not self._session.is_read_only

    def change(self, make: Callable[[Plan], Rearrangement]) -> bool:
        """Make a change of the plan that is shown, and write it; False = it was refused."""
        arrangement = self.arrangement
        if arrangement is None or not self.can_edit:
            return False
        try:
            changed = make(arrangement.plan)
        except TourPlannerError as error:
            self._session.tell_error(error)
            return False
        return self.write(changed)

    def write(self, changed: Rearrangement) -> bool:
        """Show a change at once and write it as one step."""
        before = self.arrangement
        if before is None or not self.can_edit or changed.plan == before.plan:
            return False
        changed = before.asking_hosts(changed)
        self.arrangement = before.tried(changed.plan)
        self._writes += 1
        self._edits += 1
        self.shown.emit(board_of(self.arrangement))
        plan = before.plan

        def ended(_: object) -> None:
            self._writes -= 1

        def failed(error: BaseException) -> None:
            self._writes -= 1
            self._session.tell_error(error)
            self.refresh(plan.tour.id, self._session.tell_error)

        def work(workspace: Workspace, _: Progress) -> None:
            workspace.arranging.write(plan, changed)

        self._session.write(work, ended, failed, acted=changed.told)
        return True

    def work_out(
        self,
        find: Callable[[Arrangement], Rearrangement | None],
        none: str,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Look for a change in the background and make it.

        Parameters
        ----------
        none : said where there is no change to make. then : called when it is shown.
        """
        asked = self.arrangement
        if asked is None or not self.can_edit:
            return

        def done(found: Rearrangement | None) -> None:
            if self.arrangement is None or self.arrangement.plan.days != asked.plan.days:
                return  # edited meanwhile: what was found is for another plan
            if found is None:
                self._session.tell_error(TourPlannerError(none))
            else:
                self.write(found)
                if then is not None:
                    then()

        self._session.read(lambda _, __: find(asked), done, topic="work out")

    def accept(self, finding: Finding, why: str, by: str) -> None:
        """Let a warning stand, and write it."""
        self._let_stand(
            finding,
            Acceptance(why, by),
            lambda ws, tour: ws.arranging.accept(tour, finding, why, by),
            "Accepted. It comes back as soon as its figures change.",
        )

    def take_back(self, finding: Finding) -> None:
        """Let a warning count again, and write it."""
        self._let_stand(
            finding,
            None,
            lambda ws, tour: ws.arranging.take_back(tour, finding),
            "It counts again.",
        )

    def _let_stand(
        self,
        finding: Finding,
        acceptance: Acceptance | None,
        act: Callable[[Workspace, str], object],
        acted: str,
    ) -> None:
        before = self.arrangement
        if before is None or not self.can_edit:
            return
        tour = before.plan.tour.id
        self.arrangement = before.accepting(finding, acceptance)
        self._writes += 1
        self._edits += 1
        self.shown.emit(board_of(self.arrangement))

        def ended(_: object) -> None:
            self._writes -= 1

        def failed(error: BaseException) -> None:
            self._writes -= 1
            self._session.tell_error(error)
            self.refresh(tour, self._session.tell_error)

        self._session.write(lambda ws, _: act(ws, tour), ended, failed, acted=acted)

    # -- trying ----------------------------------------------------------------------------------

    def look_for_mend(self, tried: Arrangement) -> None:
        """Find the mends of an arrangement that is only tried; ``mended`` tells the verdict."""
        base = self.arrangement
        if base is not None:
            self._mending = self._session.read(
                lambda _, progress: tried.with_mends(lambda: progress(0, 0, "")),
                lambda found: self.mended.emit(verdict_of(base, found)),
                topic="mend",
            )

    def leave_mend(self) -> None:
        """What was tried last is so no more: look for no mend of it, and tell none."""
        if self._mending is not None:
            self._mending.cancel()
            self._mending = None


def board_of(arrangement: Arrangement) -> Board:
    """Give an arrangement as it is shown."""
    law = arrangement.rules.law
    return make_board(arrangement.planned, (law.drive_max_min, law.duty_max_min))


def verdict_of(before: Arrangement, after: Arrangement) -> Verdict:
    """Say what a change comes to: the worst that it brings, or that it fits."""
    known = {finding.meant for finding in before.planned.findings}
    new = [finding for finding in after.planned.findings if finding.meant not in known]
    if new:
        there = {finding.meant[:3] for finding in before.planned.findings}
        worst = min(  # what only has other numbers than before comes after what is new
            new,
            key=lambda f: (f.severity is not Severity.ERROR, is_unknown(f), f.meant[:3] in there),
        )
        tone = "bad" if worst.severity is Severity.ERROR else "warn"
        return Verdict(tone, window_times(worst.text), window_times(worst.mend))
    fewer = len(before.planned.findings) - len(after.planned.findings)
    if fewer > 0:
        return Verdict("good", f"Fits, and {fewer} {'check' if fewer == 1 else 'checks'} less.")
    return Verdict("good", "Fits.")
