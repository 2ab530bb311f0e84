"""What hand and keys do on the board: moves, locks, typed times, mends; each is one undo step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from tourplanner.core import arranging as hand
from tourplanner.core.asking import questions_about
from tourplanner.core.checks import bus
from tourplanner.core.checks.finding import Finding
from tourplanner.core.model.schedule import RULE_MISSED, RULE_NO_ROAD
from tourplanner.ui.messages import Tone
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.tours.actions import BoardActions, KeyCatcher
from tourplanner.ui.tours.blocks import Block, Board
from tourplanner.ui.tours.board import BoardView
from tourplanner.ui.tours.dragging import Dragging
from tourplanner.ui.tours.editor import BoardEditor, verdict_of
from tourplanner.ui.tours.findings import needs_pin
from tourplanner.ui.tours.inspector import Inspector
from tourplanner.ui.tours.lines import LinesTable
from tourplanner.ui.widgets.menu import Menu
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.model.tour import Plan
    from tourplanner.services.arranging import Arrangement
    from tourplanner.services.legs import LegRow

LAST = 99  # a position after every stop of a day
#: Rules about the coach, which stands on no board, with the line of the form that mends it.
OF_THE_COACH = {bus.LIFT: "has_lift", bus.CAPACITY: "seats", bus.YARD: "yard"}
_OF_A_DRIVE = (RULE_NO_ROAD, RULE_MISSED)


class Arranger(QObject):
    """Ties the board, the list that is its twin and the inspector to the editor.

    Parameters
    ----------
    to_board : brings the board to the front and gives it the keyboard.
    to_detail : brings the inspector to the front. is_seen : whether what is chosen is.

    Signals
    -------
    coach_wished : a line of the form of tour and coach. pin_wished : a site without a good point.
    """

    coach_wished = Signal(str)
    pin_wished = Signal(str)

    def __init__(
        self,
        actions: BoardActions,
        editor: BoardEditor,
        board_view: BoardView,
        lines: LinesTable,
        to_board: Callable[[], None],
        to_detail: Callable[[], None],
        is_seen: Callable[[], bool],
    ) -> None:
        super().__init__(actions)
        self.editor, self.board_view, self.lines = editor, board_view, lines
        self.actions = actions
        self.inspector = Inspector((self.actions.lock, self.actions.earlier, self.actions.later))
        self.dragging = Dragging(board_view, editor, self.inspector)
        self.block: Block | None = None
        self._to_board, self._to_detail, self._is_seen = to_board, to_detail, is_seen
        self._board: Board | None = None
        self._connect_actions()
        self._connect_views()

    def _connect_actions(self) -> None:
        act = self.actions
        act.connect_to(
            {
                act.earlier: lambda: self._shift(-1),
                act.later: lambda: self._shift(1),
                act.day_before: lambda: self._to_day(-1),
                act.day_after: lambda: self._to_day(1),
                act.place: self._place,
                act.take_off: self._take_off,
                act.lock: self._lock,
                act.free: self._free_time,
                act.type: self._type,
                act.leave: self._type_departure,
                act.host: lambda: self._to_field(self.inspector.selection.stop.host.host),
                act.press: lambda: self._to_field(self.inspector.selection.stop.host.rule_field()),
                act.campaign: self._mark_campaign,
            }
        )
        keys = KeyCatcher([*act.for_block(), act.place], self)
        keys.watch(self.board_view.view)
        keys.watch(self.lines)
        keys.refused.connect(self._say_why_not)
        KeyCatcher([act.place], self).watch(self.inspector.not_placed.table)

    def _connect_views(self) -> None:
        canvas, table = self.board_view.view, self.inspector.not_placed.table
        for source in (canvas, table):
            source.drag_begun.connect(self.dragging.begin)
            source.drag_moved.connect(self.dragging.move)
            source.drag_ended.connect(self.dragging.drop)
            source.drag_cancelled.connect(self.dragging.cancel)
            source.menu_wished.connect(
                self._block_menu if source is canvas else self._not_placed_menu
            )
        self.lines.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.lines.customContextMenuRequested.connect(
            lambda at: self._block_menu(self.lines.viewport().mapToGlobal(at))
        )
        self.board_view.chosen.connect(self.choose)
        self.lines.row_chosen.connect(lambda at: self.choose(self.lines.block_at(at)))
        self.lines.opened.connect(lambda _row: self._type())
        table.opened.connect(lambda _row: self._place())
        selection = self.inspector.selection
        selection.stop.start_typed.connect(lambda stop, tod: self._do(hand.start_at, stop, tod))
        selection.stop.stay_typed.connect(lambda stop, minutes: self._do(hand.stay, stop, minutes))
        selection.stop.boarding_typed.connect(
            lambda stop, minutes: self._do(hand.board, stop, minutes)
        )
        selection.leg.departure_typed.connect(lambda day, tod: self._do(hand.leave_at, day, tod))
        selection.stop.host.host_typed.connect(self._type_host)
        selection.stop.host.press_chosen.connect(
            lambda stop, rule: self._do(hand.cover, stop, rule)
        )
        selection.stop.ended.connect(self._to_board)
        selection.leg.ended.connect(self._to_board)
        selection.plain.ended.connect(self._to_board)
        self.inspector.findings.jumped.connect(self.jump)
        self.inspector.findings.mend_wished.connect(self.mend)
        self.inspector.findings.accept_wished.connect(self._accept)
        self.inspector.findings.back_wished.connect(self.editor.take_back)
        self.inspector.findings.mail_wished.connect(self._copy_question)
        self.inspector.accept.accepted.connect(self.editor.accept)

    # -- what is shown ---------------------------------------------------------------------------

    def show_board(self, board: Board) -> None:
        """Show a plan on the board and in its lines; what was chosen stays chosen.

        Where only the reasons for what is left out came in, the days stand as they are.
        """
        before, self._board = self.block, board
        self.inspector.set_can_edit(self.editor.can_edit)
        self.board_view.view.can_drag = self.editor.can_edit
        shown = self.board_view.stands
        if shown is not None and replace(board, not_placed=shown.not_placed) == shown:
            self.refresh_actions()
            return
        self.lines.show_board(board)
        self.board_view.show_board(board)
        current = self.board_view.view.current
        self.choose(current.block if current is not None and before is not None else None)

    def choose(self, block: Block | None) -> None:
        """Let one block be the chosen one everywhere."""
        self.block = block
        self.inspector.show_block(block)
        self.refresh_actions()
        if block is not None:
            self.lines.choose_block(block)
            if self.board_view.view.current is None or self.board_view.view.current.block != block:
                self.board_view.choose_like(block)

    def choose_leg(self, leg: LegRow) -> None:
        """Let the drive of a leg be the chosen one, where the plan has it."""
        columns = self._board.columns if self._board is not None else ()
        drives = (block for day in columns for block in day.blocks if block.leg is not None)
        ends = (leg.left, leg.right)
        found = next((b for b in drives if b.leg and (b.leg.left, b.leg.right) == ends), None)
        if found is not None:
            self.choose(found)

    def refresh_actions(self) -> None:
        """Allow what can be done now: nothing while what is chosen is not seen."""
        can = self.editor.can_edit and self._is_seen()
        self.actions.show_block(self.block, self._board, can_edit=can)

    def _say_why_not(self, action: QAction) -> None:
        """Answer a key that cannot act now."""
        words = self.actions.why_not(action, self.block)
        if not self.editor.can_edit:
            words = "This file is open to read only."
        if words:
            self.editor.tell(words, Tone.INFO)

    # -- what is done ----------------------------------------------------------------------------

    def _do(self, make: Callable[..., hand.Rearrangement], *facts: object) -> bool:
        """Make a change and say what it came to."""
        before = self.editor.arrangement

        def change(plan: Plan) -> hand.Rearrangement:
            return make(plan, *facts)

        if before is None or not self.editor.change(change):
            return False
        after = self.editor.arrangement
        if after is not None:
            announce(self.board_view.view, verdict_of(before, after).sentence)
        return True

    def _move(self, day: int, position: int) -> None:
        if self.block is not None:
            stop = self.block.stop
            self._do(hand.move, stop, day, position)
            self.board_view.choose_stop(stop)

    def _shift(self, by: int) -> None:
        if self.block is not None:
            self._move(self.block.day, self.block.position + by)

    def _to_day(self, by: int) -> None:
        """Move to another day, among its visits by the clock."""
        block, board = self.block, self._board
        if block is not None and board is not None:
            visits = [b for b in board.columns[block.day + by].blocks if b.stop]
            self._move(block.day + by, sum(b.top_min < block.top_min for b in visits))

    def _take_off(self) -> None:
        block = self.block
        if block is None or not self._do(hand.take_off, block.stop) or self._board is None:
            return
        visits = [b for b in self._board.columns[block.day].blocks if b.stop]
        if visits:
            self.board_view.choose_stop(visits[min(block.position, len(visits) - 1)].stop)
        else:
            self.board_view.choose_day(block.day)

    def _lock(self) -> None:
        if self.block is not None:
            self._do(hand.unlock if self.block.is_locked else hand.lock, self.block.stop)

    def _free_time(self) -> None:
        if self.block is not None:
            self._do(hand.free_time, self.block.stop)

    def _mark_campaign(self) -> None:
        if self.block is not None and self.block.stop:
            self.editor.mark_campaign(self.block.stop)

    def _place(self) -> None:
        """Place the chosen stop of the list beside; with none chosen, go there to choose one."""
        table = self.inspector.not_placed.table
        entry = table.current()
        if entry is None:
            self._to_detail()
            table.choose(0)
            table.setFocus(Qt.FocusReason.OtherFocusReason)
            return

        def find(arrangement: Arrangement) -> hand.Rearrangement | None:
            at = arrangement.best_place(entry.stop)
            return hand.move(arrangement.plan, entry.stop, *at) if at else None

        none = f"No day of the tour can hold {entry.name}. {entry.sentence}"
        self.editor.work_out(find, none, lambda: self.board_view.choose_stop(entry.stop))

    def _place_on(self, stop: str, day: int) -> None:
        self._do(hand.move, stop, day, LAST)
        self.board_view.choose_stop(stop)

    def _type(self) -> None:
        self._to_detail()
        self.inspector.focus_field()

    def _to_field(self, field: QWidget) -> None:
        self._to_detail()
        self.inspector.focus(field)

    def _type_host(self, stop: str, by: str) -> None:
        if by:
            self._do(hand.confirm, stop, by, self.editor.now())
        else:
            self._do(hand.unconfirm, stop)

    def _type_departure(self) -> None:
        if self.block is not None:
            self.board_view.choose_day(self.block.day)
            self._to_detail()
            self.inspector.focus(self.inspector.selection.departure_field())

    # -- findings --------------------------------------------------------------------------------

    def jump(self, finding: Finding) -> None:
        """Go to what a finding is about; of a road that is not known, to its minutes."""
        if finding.rule in _OF_A_DRIVE and (drive := self._drive_of(finding)) is not None:
            self._to_board()
            self.choose(drive)
            if finding.rule == RULE_NO_ROAD:
                self._type()
            return
        stops = (finding.subject, *finding.stops[:1])
        if any(stop and self.show_stop(stop) for stop in stops):
            return
        if finding.day is not None:
            self._to_board()
            self.board_view.choose_day(finding.day)
        elif finding.rule in OF_THE_COACH:
            self.coach_wished.emit(self._line_of(finding))

    def _drive_of(self, finding: Finding) -> Block | None:
        """Give the drive to the stop that a finding names, else the last one of its day."""
        board, day = self._board, finding.day
        if board is None or day is None or day >= len(board.columns):
            return None
        visit = board.block_of(finding.subject)
        drives = [block for block in board.columns[day].blocks if block.leg is not None]
        if visit is not None:
            drives = [block for block in drives if block.leg and block.leg.right == visit.site]
        return drives[-1] if drives else None

    def _line_of(self, finding: Finding) -> str:
        """Give the line of the form that mends what a finding says of a coach."""
        from tourplanner.services.tour_form import line_of

        assert self.editor.arrangement is not None
        tour = self.editor.arrangement.plan.tour
        return line_of(tour.id, finding.about or tour.vehicle.id, OF_THE_COACH[finding.rule])

    def show_stop(self, stop: str) -> bool:
        """Go to a stop on the board, or among those that are not placed; False = it is in none."""
        table, board = self.inspector.not_placed.table, self._board
        left = [entry.stop for entry in table.entries.rows]
        if board is not None and board.block_of(stop) is not None:
            self._to_board()
            self.board_view.choose_stop(stop)
        elif stop in left:
            table.choose(left.index(stop))
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def mend(self, finding: Finding) -> None:
        """Make the single change that mends a finding; a pin is put in Sites."""
        if needs_pin(finding):
            plan = self.editor.arrangement
            if plan is not None:
                self.pin_wished.emit(hand.find_stop(plan.plan, finding.subject).site)
            return
        self.editor.work_out(
            lambda arrangement: arrangement.mended_by(finding),
            "No single change mends this any more.",
        )

    def _accept(self, finding: Finding) -> None:
        self.inspector.begin_accepting(finding, self.editor.author)

    def _copy_question(self, finding: Finding) -> None:
        """Put e-mails on the clipboard that ask the schools what is not known."""
        arrangement = self.editor.arrangement
        if arrangement is None:
            return
        length_ft = arrangement.plan.tour.longest_ft
        mails = questions_about(finding, length_ft, arrangement.planned.schedules)
        if not mails:
            self.editor.tell("No school can be asked this. Somebody who knows the road can.")
            return
        text = "\n\n----------\n\n".join(mails)
        QGuiApplication.clipboard().setText(f"{text}\n")
        count = count_words(len(mails), "e-mail")
        self.editor.tell(f"{count} copied, one for each school. Paste into your mail program.")

    def make_room(self, stop: str) -> None:
        """Place a stop that was left out, with the smallest change that makes room for it."""
        self.editor.work_out(
            lambda arrangement: arrangement.with_room_for(stop),
            "No single change makes room for it any more.",
            lambda: self.board_view.choose_stop(stop),
        )

    # -- menus -----------------------------------------------------------------------------------

    def _block_menu(self, at: QPoint) -> None:
        self._pop_up(self.actions.for_block(), at)

    def _not_placed_menu(self, at: QPoint) -> None:
        entry, board = self.inspector.not_placed.table.current(), self._board
        if entry is None or board is None or not self.editor.can_edit:
            return
        days = []
        for day in board.columns:
            action = QAction(f"Place on {day.title}", self)
            action.setEnabled(entry.can_place)
            action.triggered.connect(
                lambda _on=False, day=day.index: self._place_on(entry.stop, day)
            )
            days.append(action)
        self._pop_up([self.actions.place, *days], at)

    def _pop_up(self, actions: list[QAction], at: QPoint) -> None:
        menu = Menu(self.board_view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(actions)
        menu.popup(at)
