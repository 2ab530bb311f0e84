"""The place of tours: choose one, plan it, read its days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.core.errors import PlanningError
from tourplanner.ui.jobs import Job
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.tours.blocks import Block, Board, LegFacts, make_board
from tourplanner.ui.tours.board import BoardView
from tourplanner.ui.tours.inspector import Inspector
from tourplanner.ui.tours.lines import LinesTable
from tourplanner.ui.tours.result import ResultPage
from tourplanner.ui.widgets.basic import ActionButton
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.list_detail import ListDetail
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.plan import Planned
    from tourplanner.services.workspace import Workspace

BOARD, LINES, RESULT = range(3)


class ToursPlace(Place):
    """Board, line by line and result of the tour that is shown."""

    name = "tours"
    title = "Tours"
    icon = "route"
    kinds = frozenset({"tour", "stop", "site", "variant", "leg", "place", "office"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.primary = self.action(
            "Plan the days",
            self.plan,
            "sparkles",
            "Ctrl+Return",
            "Propose days and order for the candidates",
        )
        self.stop_action = self.action("Stop planning", self.stop, "x")
        self.stop_action.setVisible(False)
        self.others = [self.stop_action]
        self.picker = ComboBox()
        self.picker.setAccessibleName("Tour that is shown")
        self.picker.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.picker.setMinimumWidth(180)
        self.picker.activated.connect(self._on_pick)
        self.board_view = BoardView()
        self.lines = LinesTable()
        self.result = ResultPage()
        self.inspector = Inspector()
        self.views = QStackedWidget()
        for view in (self.board_view, self.lines, self.result):
            self.views.addWidget(view)
        self.split = ListDetail("tours", session.memory, self.views, self.inspector, width=278)
        self.plan_first = ActionButton(self.primary, "primary")
        self.empty = EmptyState("", act=self.plan_first)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        self.page.addWidget(self.pages)
        self.board: Board | None = None
        self.effort = "normal"
        self._job: Job | None = None
        self.board_view.chosen.connect(self._on_choice)
        self.board_view.entered.connect(self._enter_detail)
        self.lines.row_chosen.connect(lambda at: self._on_choice(self.lines.block_at(at)))
        self.lines.opened.connect(lambda _row: self._enter_detail())
        self.inspector.minutes_typed.connect(self._type_minutes)
        session.overviewed.connect(self._show_tours)
        session.tour_chosen.connect(self._show_tours)
        session.jobs.listed.connect(self._show_running)
        self._show_empty()

    # -- header ----------------------------------------------------------------------------------

    def heading(self) -> str:
        """Give the tour's name, where only one is there."""
        tours, tour = self.session.overview.tours, self.session.tour
        return tour.name if tour is not None and len(tours) == 1 else self.title

    def _show_tours(self) -> None:
        tours = self.session.overview.tours
        self.header_widget = self.picker if len(tours) > 1 else None
        self.picker.clear()
        for tour in tours:
            self.picker.addItem(tour.name, tour.id)
        self.picker.setCurrentIndex(self.picker.findData(self.session.tour_id))
        self._show_state()

    def _on_pick(self, index: int) -> None:
        self.session.choose_tour(str(self.picker.itemData(index)))

    def _show_state(self) -> None:
        tour = self.session.tour
        can = tour is not None and tour.stops > 0 and not self.session.is_read_only
        assert self.primary is not None
        self.primary.setEnabled(can and self._job is None)
        self.tabs = []
        if self.board is not None:
            left = str(len(self.board.left_out)) if self.board.left_out else ""
            self.tabs = [("Board", ""), ("Line by line", ""), ("Result", left)]
            self.status_words = [
                ("", "D drive   V visit   B board, buffer   M meal   H hotel, end"),
                ("signpost", f"≈ is an estimate: {self.board.source}"),
            ]
        else:
            self.status_words = []
            self._show_empty()
        self.header_changed.emit()

    def _show_empty(self) -> None:
        tour = self.session.tour
        if tour is None:
            self.empty.say("No tour in this file yet.", "Tour menu: New tour in this file.")
        elif not tour.stops:
            self.empty.say(
                f"{count_words(tour.days, 'empty day')}. Choose sites first.",
                "Sites, Ctrl+1: mark schools must or may, then come back.",
            )
        else:
            self.empty.say(
                f"{count_words(tour.stops, 'candidate')}, no plan yet.",
                "Planning takes a few seconds and can be stopped. It works with the network off.",
            )
        self.plan_first.setVisible(tour is not None and tour.stops > 0)
        self.pages.setCurrentWidget(self.empty)

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the plan that is shown."""
        tour_id = self.session.tour_id
        self.inspector.is_read_only = self.session.is_read_only
        if not tour_id or self.session.path is None:
            self._show_board(None)
            return
        self.session.read(
            lambda ws, _: read_board(ws, tour_id),
            self._show_board,
            self._on_no_board,
            topic="board",
        )

    def _on_no_board(self, error: BaseException) -> None:
        self._show_board(None)
        if not isinstance(error, PlanningError):
            self.session.tell_error(error)

    def _show_board(self, board: Board | None) -> None:
        if board is not None and board.tour_id != self.session.tour_id:
            return
        had_one = self.board is not None
        self.board = board
        if board is not None:
            self.board_view.show_board(board)
            self.lines.show_board(board)
            self.result.show_board(board)
            self.inspector.show_board(board)
            if not had_one:
                self.inspector.show_block(None)
            self.pages.setCurrentWidget(self.split)
        self._show_state()

    def on_tab(self) -> None:
        """Show another view of the plan."""
        self.views.setCurrentIndex(self.tab)

    def first_widget(self) -> QWidget:
        """Give the view that is shown."""
        if self.board is None:
            return self.plan_first
        return (self.board_view.view, self.lines, self.result)[self.tab]

    def panes(self) -> list[QWidget]:
        """Give the view and the field of the inspector."""
        field = self.inspector.minutes
        return [self.first_widget(), *([field] if field is not None else [])]

    def show_record(self, record: str) -> None:
        """Show a tour that was found elsewhere."""
        self.session.choose_tour(record)

    def showEvent(self, event: QShowEvent) -> None:
        """Mark the tour that is shown."""
        super().showEvent(event)
        self._show_tours()

    # -- planning --------------------------------------------------------------------------------

    def plan(self) -> None:
        """Let days and order be proposed; the old plan stays until the new one is there."""
        tour = self.session.tour
        if tour is None or self._job is not None:
            return
        tour_id, name, effort = tour.id, tour.name, self.effort

        def work(workspace: Workspace, progress: Progress) -> Board:
            progress(0, 0, "Preparing the planner")
            planned = workspace.plan.run(tour_id, effort=effort, progress=progress)
            return make_board(planned, _limits(workspace, planned))

        self._job = self.session.read(
            work, self._on_plan, self._on_no_plan, title=f"Planning {name}", topic="plan"
        )
        self._show_running()

    def stop(self) -> None:
        """Stop the planning; nothing is changed."""
        if self._job is not None:
            self.session.jobs.cancel(self._job)

    def _on_plan(self, board: Board) -> None:
        self._end_job()
        self._show_board(board)
        seen = sum(column.stops for column in board.columns)
        words = f"{board.name}: {count_words(seen, 'stop')}"
        if board.left_out:
            words += f", {len(board.left_out)} left out; Result says why"
        self.session.acted.emit(f"{words}.")

    def _on_no_plan(self, error: BaseException) -> None:
        self._end_job()
        self.session.tell_error(error)

    def _end_job(self) -> None:
        self._job = None
        self._show_running()

    def _show_running(self) -> None:
        if self._job is not None and self._job.is_cancelled:
            self._job = None
            self.session.tell(Notice(Tone.INFO, "Planning stopped. Nothing was changed."))
        running = self._job is not None
        if self.stop_action.isVisible() != running:
            self.stop_action.setVisible(running)
            self._show_state()

    # -- the selection ---------------------------------------------------------------------------

    def _on_choice(self, block: Block | None) -> None:
        self.inspector.show_block(block)

    def _enter_detail(self) -> None:
        self.split.show_detail()
        self.inspector.focus_field()

    def _type_minutes(self, leg: LegFacts, minutes: int | None) -> None:
        def work(workspace: Workspace, _: Any) -> None:
            workspace.tours.type_minutes(leg.left, leg.right, minutes)

        took = "estimate" if minutes is None else f"{minutes} min"
        self.session.write(work, acted=f"{leg.left_name} to {leg.right_name}: {took}.")


def read_board(workspace: Workspace, tour_id: str) -> Board:
    """Read the current plan of a tour; called on a helper's thread."""
    planned = workspace.plan.current(tour_id)
    return make_board(planned, _limits(workspace, planned))


def _limits(workspace: Workspace, planned: Planned) -> tuple[int | None, int | None]:
    law = workspace.plan.rules(planned.plan.tour.rule_set).law
    return law.drive_max_min, law.duty_max_min
