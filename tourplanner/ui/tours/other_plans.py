"""Other plans beside the one that stands: what each would mean, and one press to take it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from tourplanner.ui.jobs import Job
from tourplanner.ui.session import Session
from tourplanner.ui.tours.blocks import Board
from tourplanner.ui.widgets.basic import button, card, clear, column, label, row, rule
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.alternatives import Alternative
    from tourplanner.services.workspace import Workspace


class OtherPlans(QWidget):
    """Looks for really different plans, shows them, takes one."""

    def __init__(self, session: Session, effort: str) -> None:
        super().__init__()
        self._session, self.effort = session, effort
        self._board: Board | None = None
        self._found: tuple[Alternative, ...] | None = None
        self._job: Job | None = None
        layout = column(self, gap=8)
        head = row(gap=8)
        head.addWidget(label("Other plans", "heading"))
        about = "with their miles, regions and calls; nothing is changed yet"
        head.addWidget(label(about, "hint", wraps=True), 1)
        self.look = button("Look for other plans", "small", click=self._look)
        self.stop = button("Stop looking", "small", click=self._stop)
        head.addWidget(self.look)
        head.addWidget(self.stop)
        layout.addLayout(head)
        self._answers = column(gap=8)
        layout.addLayout(self._answers)
        session.jobs.listed.connect(self._show_running)
        self._show_running()

    def show_board(self, board: Board) -> None:
        """Stand beside this plan; what was found beside another is put away."""
        if board != self._board:
            self._stop()
            self._found = None
            self._board = board
            self._show_found()

    def _look(self) -> None:
        board, effort = self._board, self.effort
        if board is None or self._job is not None:
            return
        tour_id = board.tour_id

        def work(workspace: Workspace, progress: Progress) -> tuple[Alternative, ...]:
            progress(0, 0, "Preparing the planner")
            return workspace.plan.others(tour_id, effort=effort, progress=progress)

        def ended(found: tuple[Alternative, ...]) -> None:
            self._job = None
            self._found = found
            self._show_found()
            self._show_running()

        def failed(error: BaseException) -> None:
            self._job = None
            self._show_running()
            self._session.tell_error(error)

        title = "Looking for other plans"
        self._job = self._session.read(work, ended, failed, title=title, topic="other plans")
        self._show_running()
        self.stop.setFocus()

    def _stop(self) -> None:
        if self._job is not None:
            self._session.jobs.cancel(self._job)
            self._show_running()

    def _show_running(self) -> None:
        if self._job is not None and self._job.is_cancelled:
            self._job = None
        had_focus = self.stop.hasFocus()
        self.look.setVisible(self._job is None)
        self.stop.setVisible(self._job is not None)
        if had_focus and self._job is None:
            self.look.setFocus()

    def _show_found(self) -> None:
        clear(self._answers)
        if self._found is None:
            return
        if not self._found:
            words = "Every other plan comes to much the same as this one."
            self._answers.addWidget(label(words, "good", wraps=True))
            return
        frame = card()
        layout = column(frame)
        for k, other in enumerate(self._found):
            if k:
                layout.addWidget(rule())
            layout.addLayout(self._line(other))
        self._answers.addWidget(frame)

    def _line(self, other: Alternative) -> QBoxLayout:
        line = row(margins=(14, 9, 14, 9), gap=16)
        words = column(gap=2)
        words.addWidget(label(other.aim, "strong", wraps=True))
        words.addWidget(label(other.figures_text, wraps=True, selectable=True))
        for call in other.calls:
            words.addWidget(label(call, "second", wraps=True, selectable=True))
        line.addLayout(words, 1)
        if not self._session.is_read_only:
            take = button("Use this plan", "small", click=partial(self._take, other))
            take.setAccessibleName(f"Use this plan: {other.aim}")
            keep = button("Put beside", "small", click=partial(self._put_beside, other))
            keep.setAccessibleName(f"Put beside: {other.aim}")
            keep.setToolTip("Keep it as a variant, side by side with the plan as it stands")
            line.addWidget(keep)
            line.addWidget(take)
        return line

    def _put_beside(self, other: Alternative) -> None:
        self._session.write(
            lambda workspace, _: workspace.plan.put_beside(other),
            acted=f"{other.aim} stands beside; the tour's plan is as it was.",
        )

    def _take(self, other: Alternative) -> None:
        stops = count_words(other.figures.visits, "stop")
        self._session.write(
            lambda workspace, _: workspace.plan.take(other),
            acted=f"{other.aim}: {stops}. The plan before is kept.",
        )
