"""The day board in the hands of a person: real presses, moves and keys, on the real services."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui.conftest import Desk
from tourplanner.core.arranging import find_stop
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.tours.blocks import Block
from tourplanner.ui.tours.canvas import BlockItem
from tourplanner.ui.tours.place import LEGS, RESULT, ToursPlace
from tourplanner.ui.words import window_times

ALT = Qt.KeyboardModifier.AltModifier


class Board:
    """What a person sees and does on the board."""

    def __init__(self, desk: Desk) -> None:
        place = desk.window.place("tours")
        assert isinstance(place, ToursPlace)
        self.desk, self.place = desk, place
        self.view = place.board_view.view
        self.view.setFocus()

    def days(self) -> list[list[str]]:
        """The names of the stops of each day, as they are drawn."""
        board = self.place.board_view.board
        assert board is not None
        return [[b.title for b in day.blocks if b.stop] for day in board.columns]

    def read(self) -> list[list[str]]:
        """The same as another program reads it from the file."""
        path = self.desk.window.session.path
        assert path is not None
        with self.desk.window.session.doors.open(path, write=False) as office:
            plan = office.plan.current(office.tours.find("Pathways")).plan
        return [[stop.name for stop in day.stops] for day in plan.days]

    def item(self, name: str) -> BlockItem:
        return next(i for i in self.view.items_ if i.block.stop and i.block.title == name)

    def choose(self, name: str) -> None:
        QTest.mouseClick(
            self.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            self.point(self.item(name).rect),
        )

    def point(self, rect: QRectF) -> QPoint:
        self.view.ensureVisible(rect, 0, 0)
        return self.view.mapFromScene(rect.center())

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.view, key, modifier)
        self.desk.settle()

    def over(self, name: str) -> QPoint:
        """A point just above the middle of a visit: in front of it."""
        rect = self.item(name).rect
        return self.view.mapFromScene(rect.center().x(), rect.top() + 2)

    def undo_label(self) -> str:
        self.desk.settle()
        return self.desk.window.session.undo_label

    def undo(self) -> None:
        self.desk.window.session.undo()
        self.desk.settle()

    def toast(self) -> str:
        return self.desk.window.toast.button.accessibleName()


def take(source: QWidget, at: QPoint) -> None:
    QTest.mousePress(source, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(source, at + QPoint(20, 20))


def let_go(source: QWidget, at: QPoint) -> None:
    QTest.mouseRelease(source, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


@pytest.fixture
def board(sample: Desk) -> Board:
    return Board(sample)


# -- the pointer ----------------------------------------------------------------------------------


def test_a_stop_is_dragged_to_another_day_in_one_named_step(board: Board) -> None:
    before = board.days()
    name, target = before[1][0], before[2][0]
    port = board.view.viewport()
    take(port, board.point(board.item(name).rect))
    to = board.over(target)
    QTest.mouseMove(port, to)
    line = board.view.drop_line
    assert line is not None, "a line shows where it would start"
    dragged = board.place.board_view.board.block_of(board.place.arranger.dragging.stop)
    assert line.words == dragged.time
    assert board.days()[2][0] == name, "the days flow while one drags"
    assert board.read() == before, "nothing is written before it is let go"
    assert board.place.arranger.dragging.strip.isVisible()
    let_go(port, to)
    assert board.days()[2] == [name, *before[2]]
    assert not board.place.arranger.dragging.strip.isVisible()
    assert board.view.drop_line is None
    assert board.undo_label() == f"Move {name} to Wednesday"
    assert board.read() == board.days()
    assert board.view.current is not None
    assert board.view.current.block.title == name
    board.undo()
    assert board.days() == before == board.read()

    take(port, board.point(board.item("Emerson Middle").rect))  # of which all is known at once
    to = board.over(before[1][-1])
    QTest.mouseMove(port, to)
    let_go(port, to)
    assert "Emerson Middle" in board.days()[1]
    assert board.view.drop_line is None, "the line goes with the stop that is let go"
    assert board.place.board == board.place.board_view.stands


def test_escape_lets_a_carried_stop_go_back(board: Board) -> None:
    before, label = board.days(), board.undo_label()
    name = before[1][0]
    port = board.view.viewport()
    take(port, board.point(board.item(name).rect))
    to = board.over(before[2][0])
    QTest.mouseMove(port, to)
    assert board.days() != before
    QTest.keyClick(board.view, Qt.Key.Key_Escape)
    assert board.days() == before
    let_go(port, to)
    assert board.days() == before
    assert board.undo_label() == label


def test_what_a_drag_breaks_is_said_with_its_mend_before_it_is_let_go(board: Board) -> None:
    first, others = board.days()[0][0], board.days()[1]
    port = board.view.viewport()
    strip = board.place.arranger.dragging.strip
    take(port, board.point(board.item(others[0]).rect))
    QTest.mouseMove(port, board.point(board.item(others[1]).rect) + QPoint(0, 10))
    assert board.days()[1][:2] == [others[1], others[0]]
    said = strip.words.text()
    assert "5 min over the house rule of 12 h" in said, "what is new, not what only grew or moved"
    QTest.keyClick(board.view, Qt.Key.Key_Escape)
    take(port, board.point(board.item(first).rect))
    tones = set()
    for name in [*board.days()[1], *board.days()[2]]:
        QTest.mouseMove(port, board.over(name))
        tones.add(strip.tone)
    assert "bad" in tones, "a kick-off pinned to 9:30 in the south fits on no other day"
    assert strip.words.text()
    tone = next(h for h in board.place.board_view.heads if h.day and h.day.tone == "bad")
    assert "over" in tone.accessibleName()
    board.desk.until(lambda: bool(strip.mend.text()))
    QTest.keyClick(board.view, Qt.Key.Key_Escape)
    assert all(h.day and h.day.tone == "good" for h in board.place.board_view.heads)


def test_a_mend_is_told_of_where_the_stop_is_and_not_of_where_it_was(board: Board) -> None:
    dragging, port = board.place.arranger.dragging, board.view.viewport()
    first, days = board.days()[0][0], board.days()
    take(port, board.point(board.item(first).rect))
    QTest.mouseMove(port, board.over(days[1][0]))
    before = dragging.strip.words.text()
    dragging._look_for_mend()  # as if the pointer had rested there
    QTest.mouseMove(port, board.over(days[2][0]))
    said = dragging.strip.words.text()
    assert said != before
    dragging._rest.stop()  # no mend is looked for here
    board.desk.settle()
    assert dragging.strip.words.text() == said
    QTest.keyClick(board.view, Qt.Key.Key_Escape)


def test_a_stop_is_dragged_off_its_day_and_back_from_the_list(board: Board) -> None:
    before = board.days()
    name = before[2][-1]
    port = board.view.viewport()
    take(port, board.point(board.item(name).rect))
    inspector = board.place.inspector
    off = port.mapFromGlobal(inspector.mapToGlobal(inspector.rect().center()))
    QTest.mouseMove(port, off)
    assert "not placed" in board.place.arranger.dragging.strip.where.text()
    let_go(port, off)
    assert board.undo_label() == f"Take off {name}"
    assert name not in board.days()[2]
    table = inspector.not_placed.table
    entries = [entry.name for entry in table.entries.rows]
    assert name in entries

    row = table.entries.index(entries.index(name), 0)
    table.scrollTo(row)
    take(table.viewport(), table.visualRect(row).center())
    onto = board.view.viewport().mapToGlobal(board.over(before[2][0]))
    to = table.viewport().mapFromGlobal(onto)
    QTest.mouseMove(table.viewport(), to)
    assert board.view.drop_line is not None
    let_go(table.viewport(), to)
    assert board.days()[2][0] == name
    assert board.undo_label() == f"Place {name} on Wednesday"


def test_a_click_is_no_drag(board: Board) -> None:
    before, label = board.days(), board.undo_label()
    board.choose(before[1][0])
    assert board.days() == before
    assert board.undo_label() == label


# -- the keyboard ---------------------------------------------------------------------------------


def test_alt_and_arrows_move_the_chosen_stop(board: Board) -> None:
    before = board.days()
    name = before[1][0]
    board.choose(name)
    board.key(Qt.Key.Key_Down, ALT)
    assert board.days()[1][1] == name
    assert board.undo_label() == f"Move {name} later"
    board.key(Qt.Key.Key_Up, ALT)
    assert board.days() == before
    board.key(Qt.Key.Key_Right, ALT)
    assert name in board.days()[2]
    assert board.undo_label() == f"Move {name} to Wednesday"
    assert board.desk.window.current_place() is board.place, "Alt+arrows belong to the stop"
    board.key(Qt.Key.Key_Left, ALT)
    assert name in board.days()[1]
    assert board.view.current is not None
    assert board.view.current.block.title == name
    assert board.read() == board.days()


def test_keys_pressed_fast_are_all_kept_in_order(board: Board) -> None:
    name = board.days()[0][0]
    board.choose(name)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(board.view, key, ALT)
    assert name in board.days()[2]
    board.desk.settle()
    assert name in board.days()[2]
    assert board.read() == board.days()


def test_delete_takes_off_and_insert_places(board: Board) -> None:
    before = board.days()
    name = before[2][-1]
    board.choose(name)
    board.key(Qt.Key.Key_Delete)
    assert name not in board.days()[2]
    table = board.place.inspector.not_placed.table
    table.clearSelection()
    table.setCurrentIndex(table.entries.index(-1, -1))
    board.key(Qt.Key.Key_Insert)
    assert QApplication.focusWidget() is table, "with nothing chosen, the list is gone to"
    table.choose([entry.name for entry in table.entries.rows].index(name))
    assert name in table.entries.data(table.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(table, Qt.Key.Key_Insert)
    board.desk.settle()
    assert any(name in day for day in board.days())
    assert board.undo_label().startswith(f"Place {name} on ")


def test_l_locks_and_unlocks(board: Board) -> None:
    name = board.days()[1][0]
    board.choose(name)
    assert not board.item(name).block.is_locked
    board.key(Qt.Key.Key_L)
    assert board.item(name).block.is_locked
    assert board.undo_label() == f"Lock {name} to Tuesday"
    assert board.place.board_actions.lock.text() == "Unlock its day"
    board.key(Qt.Key.Key_L)
    assert not board.item(name).block.is_locked


def test_l_loses_no_typed_time_and_another_key_frees_it(board: Board) -> None:
    name = board.days()[1][0]
    board.choose(name)
    board.key(Qt.Key.Key_F2)
    line = board.place.inspector.selection.stop.start.line
    QTest.keyClicks(line, "10:40 am")
    QTest.keyClick(line, Qt.Key.Key_Return)
    board.key(Qt.Key.Key_L)
    block = board.item(name).block
    assert (block.time, block.is_locked, block.is_pinned) == ("10:40 am", True, True)
    assert "locked to 10:40 am, so its day is locked" in board.desk.window.notices.words.text()
    board.key(Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    block = board.item(name).block
    assert (block.is_locked, block.is_pinned) == (True, False)
    assert board.undo_label() == f"Free the time of {name}"
    assert not board.place.board_actions.free.isEnabled()
    board.key(Qt.Key.Key_L)
    assert not board.item(name).block.is_locked


def test_f2_types_the_start_of_a_visit_and_its_length(board: Board) -> None:
    name = board.days()[1][0]
    board.choose(name)
    board.key(Qt.Key.Key_F2)
    panel = board.place.inspector.selection.stop
    assert QApplication.focusWidget() is panel.start.line
    QTest.keyClicks(panel.start.line, "10:40 am")
    QTest.keyClick(panel.start.line, Qt.Key.Key_Return)
    board.desk.settle()
    assert QApplication.focusWidget() is board.view
    assert board.item(name).block.time == "10:40 am"
    assert board.item(name).block.is_pinned
    assert board.undo_label() == f"Start {name} at 10:40 a.m."
    panel.stay.setFocus()
    panel.stay.selectAll()
    QTest.keyClicks(panel.stay, "75")
    QTest.keyClick(panel.stay, Qt.Key.Key_Return)
    board.desk.settle()
    assert board.item(name).block.minutes == 75
    assert board.undo_label() == f"Stay 1 h 15 min at {name}"


def test_the_minutes_of_boarding_are_typed(board: Board) -> None:
    name = board.days()[1][0]
    board.choose(name)
    panel = board.place.inspector.selection.stop

    def aboard() -> tuple[int, int]:
        """Minutes of boarding after the visit, and from the door of the bus to its start."""
        blocks = board.place.board_view.board.columns[1].blocks
        at = next(k for k, block in enumerate(blocks) if block.title == name)
        return blocks[at + 1].minutes, blocks[at - 1].minutes

    before = aboard()
    assert (panel.boarding.value(), blocks_of(board, name).boarding_min) == (before[0],) * 2
    panel.boarding.setFocus()
    panel.boarding.selectAll()
    QTest.keyClicks(panel.boarding, str(before[0] + 20))
    QTest.keyClick(panel.boarding, Qt.Key.Key_Return)
    board.desk.settle()
    assert aboard()[0] == before[0] + 20
    assert board.undo_label() == f"Board in {before[0] + 20} min at {name}"
    path = board.desk.window.session.path
    with board.desk.window.session.doors.open(path, write=False) as office:
        stops = office.tours.load(office.tours.find("Pathways")).stops
    assert next(s.boarding_min for s in stops if s.name == name) == before[0] + 20
    board.undo()
    board.desk.until(lambda: aboard() == before)


def blocks_of(board: Board, name: str) -> Block:
    found = board.place.board_view.board.columns[1].blocks
    return next(block for block in found if block.title == name)


@pytest.mark.parametrize(("typed", "shown"), [("1:30", "1:30 pm"), ("9:30", "9:30 am")])
def test_a_start_without_am_or_pm_is_during_the_day(board: Board, typed: str, shown: str) -> None:
    name = board.days()[1][0]
    board.choose(name)
    board.key(Qt.Key.Key_F2)
    line = board.place.inspector.selection.stop.start.line
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == shown, "it says at once how it was read"
    assert board.undo_label() == f"Start {name} at {shown[:-2]}{shown[-2]}.m."


def test_a_time_that_is_none_stays_in_its_field_with_a_hint(board: Board) -> None:
    name, label = board.days()[1][0], board.undo_label()
    board.choose(name)
    board.key(Qt.Key.Key_Return)
    start = board.place.inspector.selection.stop.start
    QTest.keyClicks(start.line, "soon")
    QTest.keyClick(start.line, Qt.Key.Key_Tab)
    board.desk.settle()
    assert start.line.text() == "soon"
    assert start.problem.isVisible()
    assert "9:30" in start.problem.text()
    assert board.undo_label() == label


def test_the_departure_of_a_day_is_typed_and_taken_back(board: Board) -> None:
    board.choose(board.days()[1][0])
    board.key(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    leg = board.place.inspector.selection.leg
    assert QApplication.focusWidget() is leg.departure.line
    worked_out = leg.departure.line.text()
    QTest.keyClicks(leg.departure.line, "6:50")
    QTest.keyClick(leg.departure.line, Qt.Key.Key_Return)
    board.desk.settle()
    first = next(i.block for i in board.view.items_ if i.block.day == 1)
    assert first.time == "6:50 am"
    assert "on Tuesday" in board.undo_label()
    assert leg.work_out.isVisible()
    QTest.mouseClick(leg.work_out, Qt.MouseButton.LeftButton)
    board.desk.settle()
    assert next(i.block for i in board.view.items_ if i.block.day == 1).time == worked_out


def test_the_list_is_the_boards_equal(board: Board) -> None:
    board.place.choose_tab(1)
    lines, name = board.place.lines, board.days()[1][0]
    row = next(k for k, line in enumerate(lines.lines.rows) if line.title == name)
    lines.setFocus()
    lines.choose(row)
    QTest.keyClick(lines, Qt.Key.Key_Down, ALT)
    board.desk.settle()
    assert board.read()[1][1] == name
    chosen = lines.block_at(lines.currentIndex().row())
    assert chosen is not None
    assert chosen.title == name, "the line goes with its stop"


def test_every_act_is_in_the_menu_and_under_the_pointer(board: Board) -> None:
    board.choose(board.days()[1][1])
    shown = {action.text(): action for action in board.place.menu_actions()}
    for words in (
        "Move earlier",
        "Move later",
        "Move to the day before",
        "Move to the day after",
        "Place on its best day",
        "Take off its day",
        "Lock to its day",
        "Type its time or minutes",
        "Type when the day leaves",
    ):
        assert shown[words].shortcut().toString(), words
        if words != "Place on its best day":
            assert shown[words].isEnabled() or words.startswith("Move"), words
    board.place.arranger._block_menu(QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert board.place.board_actions.take_off in menu.actions()
    menu.close()


def changing(board: Board) -> list[QAction]:
    actions = board.place.board_actions
    return [action for action in actions.all if action is not actions.copy_day]


def test_nothing_can_be_done_to_a_stop_that_is_not_seen(board: Board) -> None:
    board.choose(board.days()[1][0])
    assert board.place.board_actions.take_off.isEnabled()
    board.desk.go("papers")
    assert not any(action.isEnabled() for action in changing(board))


# -- findings -------------------------------------------------------------------------------------


def break_a_day(board: Board) -> str:
    """Put the first stop of Tuesday last, which breaks something that can be mended."""
    name = board.days()[1][0]
    board.choose(name)
    for _ in range(len(board.days()[1]) - 1):
        board.key(Qt.Key.Key_Down, ALT)
    return name


def press(board: Board, row: int, *, on_mend: bool) -> None:
    """Press the sentence of a finding, or its mend."""
    findings = board.place.inspector.findings
    at = findings.visualRect(findings.entries.index(row, 0)).topLeft() + QPoint(60, 14)
    if on_mend:
        at = findings.mend_rect(row).center()
    QTest.mouseClick(
        findings.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )
    board.desk.settle()


def test_findings_stand_in_groups_and_go_to_their_place(board: Board) -> None:
    entries = board.place.inspector.findings.entries
    titles = [row.text for row in entries.rows if row.finding is None]
    assert [title.split(" (")[0] for title in titles] == ["Worth a look", "Not known yet"]
    for row, entry in enumerate(entries.rows):
        finding = entry.finding
        if finding is None:
            continue
        spoken = entries.data(entries.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
        assert window_times(finding.text) in spoken
        assert finding.mend in spoken
        press(board, row, on_mend=False)
        assert board.view.current is not None or finding.day is None
        if board.place.board.block_of(finding.subject) is not None:
            assert board.view.current.block.stop == finding.subject
        elif finding.day is not None:
            assert board.view.current.block.day == finding.day
            assert QApplication.focusWidget() is board.view


@pytest.mark.parametrize("by_key", [False, True])
def test_a_mend_is_one_click_or_key_and_one_undo(board: Board, *, by_key: bool) -> None:
    break_a_day(board)
    broken = board.days()
    findings = board.place.inspector.findings
    row = next(k for k, entry in enumerate(findings.entries.rows) if entry.can_mend)
    finding = findings.entries.rows[row].finding
    assert finding is not None
    if by_key:
        findings.setFocus()
        findings.setCurrentIndex(findings.entries.index(row, 0))
        QTest.keyClick(findings, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        board.desk.settle()
    else:
        press(board, row, on_mend=True)
    assert finding not in board.place.board.findings
    assert board.undo_label() == finding.mend.split(": ")[0].rstrip(".")
    board.undo()
    assert board.days() == broken


def test_the_mend_of_a_coarse_point_goes_where_the_pin_is_put(board: Board) -> None:
    name = board.days()[1][0]
    stop, text = board.item(name).block.stop, f"{name}: the point is only the middle of a town."
    coarse = Finding("POINT-COARSE", Severity.ERROR, text, "Put the pin.", subject=stop)
    board.place.inspector.findings.show_findings([coarse], can_edit=True)
    board.desk.settle()
    press(board, 1, on_mend=True)
    sites = board.desk.window.current_place()
    assert isinstance(sites, SitesPlace)
    assert [one.name for one in sites.rows_chosen()] == [name]
    assert sites.blocks.finder.by_hand.field.hasFocus()


def test_try_it_places_what_was_left_out(board: Board) -> None:
    name = board.days()[2][-1]
    board.choose(name)
    board.key(Qt.Key.Key_Delete)
    board.place.choose_tab(RESULT)
    board.desk.settle()
    buttons = {
        button.accessibleName(): button
        for button in board.place.result.findChildren(QWidget)
        if button.accessibleName().startswith("Try it")
    }
    QTest.mouseClick(buttons[f"Try it: place {name}"], Qt.MouseButton.LeftButton)
    board.desk.settle()
    assert any(name in day for day in board.days())
    assert board.undo_label() == f"Place {name}"


# -- legs, inspector ------------------------------------------------------------------------------


def test_the_legs_are_typed_and_taken_back_in_a_grid(board: Board) -> None:
    board.place.choose_tab(LEGS)
    board.desk.settle()
    grid = board.place.legs
    assert grid.table.lines.rowCount() > 3
    grid.table.setFocus()
    grid.table.choose(1)
    leg = grid.table.current()
    assert leg is not None
    assert leg.typed == "none"
    QTest.keyClick(grid.table, Qt.Key.Key_F2)
    assert QApplication.focusWidget() in (grid.minutes, grid.minutes.lineEdit())
    QTest.keyClicks(grid.minutes, "47")
    QTest.keyClick(grid.minutes, Qt.Key.Key_Return)
    board.desk.settle()
    now = grid.table.current()
    assert now is not None
    assert now.names == leg.names
    assert now.typed == "47 min"
    assert now.ours == leg.ours, "ours stands beside it"
    assert now.who
    QTest.keyClick(grid.table, Qt.Key.Key_Delete)
    board.desk.settle()
    now = grid.table.current()
    assert now is not None
    assert now.typed == "none"


def test_ctrl_i_hides_and_shows_the_inspector(board: Board) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(board.view, Qt.Key.Key_I, control)
    assert not board.place.inspector.isVisible()
    QTest.keyClick(board.view, Qt.Key.Key_I, control)
    assert board.place.inspector.isVisible()


def test_a_file_open_for_reading_offers_no_change(board: Board) -> None:
    session = board.desk.window.session
    session.is_read_only = True
    board.place.refresh()
    board.desk.settle()
    before = board.days()
    board.choose(before[1][0])
    board.key(Qt.Key.Key_Down, ALT)
    port = board.view.viewport()
    take(port, board.point(board.item(before[1][0]).rect))
    QTest.mouseMove(port, board.over(before[2][0]))
    let_go(port, board.over(before[2][0]))
    assert board.days() == before
    assert not board.place.inspector.selection.stop.inputs.isVisible()
    assert not any(action.isEnabled() for action in changing(board))


def test_a_locked_stop_is_where_it_was_when_the_days_are_planned_again(board: Board) -> None:
    name = board.days()[2][-1]
    board.choose(name)
    board.key(Qt.Key.Key_L)
    board.place.effort = "quick"
    board.place.planning.begin()
    board.desk.until(lambda: board.place.board is not None and board.place.board.name == "Plan 2")
    board.desk.settle()
    assert name in board.days()[2]
    arrangement = board.place.editor.arrangement
    assert arrangement is not None
    stop = board.item(name).block.stop
    assert find_stop(arrangement.plan, stop).fixed_day == 2


def test_a_confirmed_visit_that_is_moved_is_tentative_and_says_so_in_one_step(board: Board) -> None:
    visits = [b for day in board.place.board.columns for b in day.blocks if b.stop]
    block = next(b for b in visits if not b.is_tentative)
    board.choose(block.title)
    board.key(Qt.Key.Key_F2)
    line = board.place.inspector.selection.stop.start.line
    QTest.keyClicks(line, "1:15 pm")
    QTest.keyClick(line, Qt.Key.Key_Return)
    board.desk.settle()
    assert board.item(block.title).block.is_tentative
    assert f"{block.title} was confirmed for " in board.toast()
    assert "ask its host again." in board.toast()
    assert ".." not in board.toast()
    board.undo()
    back = board.item(block.title).block
    assert (back.is_tentative, back.time) == (False, block.time)


def test_confirmed_visits_keep_day_and_time_when_the_days_are_planned_again(board: Board) -> None:
    visits = [b for day in board.place.board.columns for b in day.blocks if b.stop]
    kept = {b.title: (b.day, b.time) for b in visits if not b.is_tentative}
    board.place.effort = "quick"
    board.place.asides.show_hotels()
    board.place.planning.begin()
    board.desk.until(lambda: board.place.board is not None and board.place.board.name == "Plan 2")
    board.desk.settle()
    visits = [b for day in board.place.board.columns for b in day.blocks if b.stop]
    assert {b.title: (b.day, b.time) for b in visits if not b.is_tentative} == kept
    words = f"{len(kept)} confirmed visit{'' if len(kept) == 1 else 's'}"
    assert f"{words} kept." in board.toast()
    assert board.place.pages.currentWidget() is board.place.split, "the plan is seen"


def test_a_key_that_cannot_act_is_answered(board: Board) -> None:
    last = board.days()[-1]
    notices = board.desk.window.notices
    board.choose(last[-1])
    before = board.days()
    for key, modifier, told in (
        (Qt.Key.Key_Right, ALT, f"{last[-1]} is on the last day."),
        (Qt.Key.Key_Down, ALT, f"{last[-1]} is the last stop of its day."),
    ):
        board.key(key, modifier)
        assert notices.current is not None
        assert notices.current.text == told
        notices.close_current()
    drive = next(item for item in board.view.items_ if item.block.leg is not None)
    board.view.choose(drive)
    board.key(Qt.Key.Key_Delete)
    assert notices.current.text == "This acts on a stop; choose one on the board."
    assert board.days() == before
    board.choose(board.days()[0][-1])
    board.key(Qt.Key.Key_Right, ALT)
    assert notices.current.text == "This acts on a stop; choose one on the board.", "it acted"
