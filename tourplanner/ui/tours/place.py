"""The place of tours: choose one, plan it, arrange its days by hand, read what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tourplanner.core.errors import PlanningError
from tourplanner.ui.place import OF_THE_TIMES, Place
from tourplanner.ui.session import Session
from tourplanner.ui.tours.actions import BoardActions
from tourplanner.ui.tours.arranger import Arranger
from tourplanner.ui.tours.asides import Asides
from tourplanner.ui.tours.beside import Beside
from tourplanner.ui.tours.blocks import KIND_WORDS, Board
from tourplanner.ui.tours.board import BoardView
from tourplanner.ui.tours.day_mail import copy_day, sent_words
from tourplanner.ui.tours.editor import BoardEditor
from tourplanner.ui.tours.elsewhere import Elsewhere
from tourplanner.ui.tours.later import LaterViews
from tourplanner.ui.tours.leg_acts import LegActs
from tourplanner.ui.tours.legs import LegGrid
from tourplanner.ui.tours.lines import LinesTable
from tourplanner.ui.tours.nothing import NoDays
from tourplanner.ui.tours.other_plans import OtherPlans
from tourplanner.ui.tours.planning import Planning
from tourplanner.ui.tours.result import ResultPage
from tourplanner.ui.tours.wanted import Wanted
from tourplanner.ui.widgets.basic import column
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.list_detail import ListDetail

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.issues import LastSent
    from tourplanner.services.workspace import Workspace

BOARD, LINES, RESULT, LEGS, READY, COST = range(6)
_WITH_INSPECTOR = (BOARD, LINES, LEGS)
_LETTERS = "   ".join(f"{letter} {words}" for letter, words in KIND_WORDS.items())


class ToursPlace(Place):
    """Board, line by line, result and legs of the tour that is shown."""

    name = "tours"
    title = "Tours"
    icon = "route"
    kinds = OF_THE_TIMES | {
        *("office", "item", "roster_member", "todo", "rate", "sent", "payment", "election"),
        "calendar",
    }

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.planning, self.asides = Planning(self), Asides(self)
        self.later, self.wanted = LaterViews(self), Wanted(self)
        self.elsewhere = Elsewhere(self)
        self.primary = self.action(
            "Plan the days",
            self.planning.begin,
            "sparkles",
            "Ctrl+Enter",
            "Propose days and order for the candidates",
        )
        self.stop_action = self.action("Stop planning", self.planning.stop, "x")
        self.stop_action.setVisible(False)
        self.others = [self.stop_action]
        self.picker = ComboBox()
        self.picker.setAccessibleName("Tour that is shown")
        self.picker.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.picker.setMinimumWidth(180)
        self.picker.activated.connect(self._on_pick)
        self.empty = NoDays(self.primary, self.stop_action, session.new_tour_wished.emit)
        self.about_action = self.action(
            "Tour and coach", self.asides.show_about, "bus", "Ctrl+Shift+T"
        )
        self.about_action.setToolTip("Name, dates, people, ends, coach, driver (Ctrl+Shift+T)")
        self.hotels_action = self.action(
            "Hotels", self.asides.show_hotels, "signpost", "Ctrl+Shift+H"
        )
        self.hotels_action.setToolTip("Add, change and take away hotels (Ctrl+Shift+H)")
        self.pages = QStackedWidget()
        self.page.addWidget(self.pages)
        self.pages.addWidget(self.empty)
        self.board_actions = BoardActions(self)
        self.board_actions.copy_day.triggered.connect(lambda _=False: self.copy_day())
        self.board_actions.copy_day.setVisible(False)
        self.board_actions.template.triggered.connect(lambda _=False: self._show_templates())
        self.others += [self.about_action, self.hotels_action, self.board_actions.copy_day]
        self.variant_action = self.action("Add a variant…", self._name_variant, "plus")
        self.variant_action.setToolTip("Keep the plan as it stands, go on with a copy")
        self.accept_action = self.action("Accept the chosen warning…", self._accept_check)
        self.ask_action = self.action("Copy e-mails that ask the schools", self._ask_schools)
        self.inspector_action = self.action(
            "Show the inspector", self._toggle_inspector, key="Ctrl+I"
        )
        self.inspector_action.setCheckable(True)
        self.inspector_action.setChecked(True)
        self.editor = BoardEditor(session)
        self.editor.shown.connect(self._show_board)
        self.board: Board | None = None
        self._rest = QTimer(self)  # unlike a single shot, it lets the board be painted before
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._show_rest)
        self._known = ""  # the tour of which it is known whether it has a plan
        self._sent = ""  # which issue of a paper somebody got last, in words
        self.effort = "normal"
        session.file_changed.connect(self._forget)
        session.overviewed.connect(self._show_tours)
        session.tour_chosen.connect(self._show_tours)
        session.jobs.listed.connect(self.planning.show_running)
        self.show_empty()
        # Opening a file makes this place and shows it; its views come in parts with the next turns.
        self._is_built = False
        self._parts = self._make_views()
        QTimer.singleShot(0, self._build_part)

    def _build_part(self) -> None:
        for _ in self._parts:
            QTimer.singleShot(0, self._build_part)
            return

    def _build(self) -> None:
        """Make what is missing of the views now."""
        for _ in self._parts:
            pass

    def _make_views(self) -> Iterator[None]:
        """Make the views of a plan, in parts."""
        # From the outside in: Qt looks at the style of all that is in a widget when it is put
        # somewhere, so what is full is put somewhere only once.
        self.views, beside = QStackedWidget(), QWidget()
        self.split = ListDetail(
            "tours", self.session.memory, self.views, beside, width=278, back="Back to the days"
        )
        self.pages.addWidget(self.split)
        self.board_view, self.lines = BoardView(), LinesTable()
        plans = Beside(self.session)
        plans.sheet_wished.connect(self.elsewhere.show_sheet)
        plans.rates_wished.connect(lambda: self.choose_tab(COST))
        self.result = ResultPage(plans, OtherPlans(self.session, self.effort))
        self.legs = LegGrid()
        for view in (self.board_view, self.lines, self.result, self.legs):
            self.views.addWidget(view)
        yield
        self.arranger = Arranger(
            self.board_actions,
            self.editor,
            self.board_view,
            self.lines,
            self._to_board,
            self._to_detail,
            self.isVisible,
        )
        self.arranger.coach_wished.connect(self.asides.show_about)
        self.arranger.pin_wished.connect(self.elsewhere.show_pin)
        self.inspector = self.arranger.inspector
        column(beside).addWidget(self.inspector)
        acts = self.leg_acts = LegActs(self.session)
        self.inspector.selection.leg.minutes_typed.connect(acts.type_minutes)
        self.inspector.selection.plain.hotel_typed.connect(acts.name_hotel)
        self.legs.minutes_typed.connect(acts.type_minutes)
        self.legs.departures_typed.connect(acts.type_departures)
        acts.not_kept.connect(self.legs.forget_given)
        acts.not_kept.connect(self.inspector.selection.leg.forget_given)
        self.legs.minutes_pasted.connect(acts.type_column)
        self.legs.browse_wished.connect(acts.browse)
        self.legs.leg_chosen.connect(self.arranger.choose_leg)
        self.result.try_wished.connect(self.arranger.make_room)
        self._is_built = True

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
        self.show_state()

    def _on_pick(self, index: int) -> None:
        self.session.choose_tour(str(self.picker.itemData(index)))

    def show_state(self) -> None:
        """Offer what can be done now."""
        tour = self.session.tour
        can = tour is not None and tour.stops > 0 and not self.session.is_read_only
        can = can and (self.board is not None or not self._waits())
        assert self.primary is not None
        self.primary.setEnabled(can and self.planning.job is None)
        self.tabs = []
        self.board_actions.copy_day.setVisible(self.board is not None)
        self.variant_action.setEnabled(self.board is not None and not self.session.is_read_only)
        for action in (self.about_action, self.hotels_action):
            action.setVisible(tour is not None)
        if self.board is not None:
            left = str(len(self.board.not_placed)) if self.board.not_placed else ""
            self.tabs = [("Board", ""), ("Line by line", ""), ("Result", left), ("Legs", "")]
            self.tabs += [("Ready", ""), ("Cost", "")]
            self.status_words = [
                ("", _LETTERS),
                ("signpost", f"≈ is an estimate: {self.board.source}"),
            ]
            if self._sent:
                self.status_words.insert(0, ("mail", self._sent))
        else:
            self.status_words = []
            self.show_empty()
        self.header_changed.emit()

    def _forget(self) -> None:
        """Another file, or none: its tours are not read yet."""
        self._known = ""
        if self.board is None:
            self.show_state()

    def _waits(self) -> bool:
        """Whether it is not known yet what is to be shown; what is not known is not denied."""
        tour = self.session.tour
        if self.session.path is None:
            return False
        if tour is None:
            return not self.session.is_overviewed
        return tour.stops > 0 and self._known != tour.id

    def show_empty(self) -> None:
        """Say why there are no days to see, and what to do about it."""
        tour = self.session.tour
        if self._waits():
            self.empty.wait(tour)
        else:
            self.empty.explain(tour, self.planning.job, can_edit=not self.session.is_read_only)
        if tour is None or self.asides.shown is None:
            self.pages.setCurrentWidget(self.empty)

    # -- reading ---------------------------------------------------------------------------------

    def flush(self) -> None:
        """Save what was typed of the tour."""
        self.asides.flush()

    def refresh(self) -> None:
        """Read the plan that is shown."""
        tour_id = self.session.tour_id
        if (aside := self.asides.shown) is not None:
            aside.refresh()
        if self.editor.arrangement is not None and self.editor.arrangement.plan.tour.id != tour_id:
            self.editor.forget()
        if not tour_id or self.session.path is None:
            self.editor.forget()
            self._show_no_board()
        else:
            self.editor.refresh(tour_id, self._on_no_board)
            self._read_sent(tour_id)

    def _read_sent(self, tour_id: str) -> None:
        def work(workspace: Workspace, _: Progress) -> LastSent | None:
            from tourplanner.services.issues import last_sent

            return last_sent(workspace.file, tour_id)

        self.session.read(work, self._show_sent, topic="last sent")

    def _show_sent(self, last: LastSent | None) -> None:
        """Say at the foot which issue went out last: what is changed now is news to its readers."""
        words = sent_words(last) if last is not None else ""
        if words != self._sent:
            self._sent = words
            self.show_state()

    def _on_no_board(self, error: BaseException) -> None:
        self.editor.forget()
        self._known = self.session.tour_id
        self._show_no_board()
        if not isinstance(error, PlanningError):
            self.session.tell_error(error)

    def _show_no_board(self) -> None:
        self.board = None
        self.show_state()

    def _show_board(self, board: Board) -> None:
        if board.tour_id != self.session.tour_id:
            return
        self._build()
        is_first = self.board is None
        self.board, self._known = board, board.tour_id
        self.result.can_edit = self.editor.can_edit
        self.arranger.show_board(board)
        if is_first:
            self._rest.start(0)
        else:
            self._show_rest()
        if self.asides.shown is None:
            self.pages.setCurrentWidget(self.split)
        self._show_later()
        if not is_first:
            self.show_state()
        if QApplication.focusWidget() is self:
            self.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        self.wanted.show_stop()

    def _show_rest(self) -> None:
        """Show what stands beside the board and behind it: checks, what is not placed, reasons.

        After a first board, the header, too: each turn of the loop stays short.
        """
        if not self.tabs:
            self.show_state()
        if self.board is not None:
            self.inspector.show_board(self.board)
            self.result.show_board(self.board)

    def on_tab(self) -> None:
        """Show another view of the plan."""
        if self.asides.shown is not None:
            self.pages.setCurrentWidget(self.split)
        if self.tab < READY:
            self.views.setCurrentIndex(self.tab)
        self._show_later()
        self.split.set_detail_shown(self._has_inspector)
        self.inspector_action.setEnabled(self.tab in _WITH_INSPECTOR)
        self._refresh_actions()

    def _show_later(self) -> None:
        """Read what is read only where somebody looks: legs, what is ready, what it costs."""
        if self.tab == LEGS:
            self.later.show_legs()
        elif self.tab == READY:
            self.later.show_ready()
        elif self.tab == COST:
            self.later.show_costs()

    def first_widget(self) -> QWidget:
        """Give the view that is shown."""
        if (aside := self.asides.shown) is not None:
            return aside.first_widget()
        if self.board is None:
            return self.empty.first_widget()
        if self.tab >= READY:
            return self.later.first_widget(is_ready=self.tab == READY)
        return (self.board_view.view, self.lines, self.result, self.legs.table)[self.tab]

    def panes(self) -> list[QWidget]:
        """Give the view, then the parts of the inspector."""
        if self.board is None or self.asides.shown is not None:
            return [self.first_widget()]
        if self.tab not in _WITH_INSPECTOR:
            return [self.first_widget()]
        inspector = self.inspector
        field = inspector.selection.field()
        lists = [inspector.findings, inspector.not_placed.table]
        return [self.first_widget(), *([field] if field is not None else []), *lists]

    def menu_actions(self) -> list[QAction]:
        """Give what stands in the Tour menu and the palette."""
        assert self.primary is not None
        mine = [self.primary, self.stop_action, self.variant_action]
        mine += [self.about_action, self.hotels_action]
        checks = [self.accept_action, self.ask_action]
        return [*mine, *self.board_actions.all, *checks, self.inspector_action]

    def _name_variant(self) -> None:
        """Go where a variant is named."""
        if self.board is not None:
            self.choose_tab(RESULT)
            self.result.ensureWidgetVisible(self.result.beside.name)
            self.result.beside.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_templates(self) -> None:
        """Go to the templates of programs, with the chosen stop."""
        if (block := self.arranger.block) is not None:
            self.elsewhere.show_templates(block.stop)

    def _accept_check(self) -> None:
        if self.board is not None:
            self.inspector.findings.accept_current()

    def _ask_schools(self) -> None:
        if self.board is not None:
            self.inspector.findings.ask_current()

    def show_record(self, record: str) -> None:
        """Show a tour, or a stop or hotel of one, that was found elsewhere."""
        self.wanted.show(record)

    def showEvent(self, event: QShowEvent) -> None:
        """Mark the tour that is shown."""
        super().showEvent(event)
        self._show_tours()
        self._refresh_actions()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing be done to what is not seen."""
        super().hideEvent(event)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        if self._is_built:
            self.arranger.refresh_actions()

    # -- panes -----------------------------------------------------------------------------------

    def _to_board(self) -> None:
        """Bring the board, or its twin if that is shown, to the front with the keyboard."""
        if self.tab not in (BOARD, LINES):
            self.choose_tab(BOARD)
        self.split.show_list()
        self.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_detail(self) -> None:
        if not self.inspector_action.isChecked():
            self.inspector_action.trigger()
        self.split.show_detail()

    @property
    def _has_inspector(self) -> bool:
        """Whether the inspector is beside: where the plan is changed, its checks are in view."""
        return self.inspector_action.isChecked() and self.tab in _WITH_INSPECTOR

    def _toggle_inspector(self) -> None:
        if self.split.is_narrow:  # it comes in the place of the board
            self.inspector_action.setChecked(True)
            if self.split.shows_detail:
                self._to_board()
            else:
                self.split.show_detail()
            return
        shown = self.inspector_action.isChecked()
        self.split.set_detail_shown(self._has_inspector)
        if not shown:
            self.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- mail ------------------------------------------------------------------------------------

    def copy_day(self) -> None:
        """Put what the press may know of the chosen day on the clipboard, for a mail."""
        if self.board is not None:
            block = self.arranger.block
            copy_day(self.session, self.board, block.day if block is not None else 0)
