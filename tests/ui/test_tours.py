"""Tours in the window: the board and its twin, planning and stopping, minutes over a leg."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.errors import Infeasible
from tourplanner.core.ports import Progress
from tourplanner.services.sample import write_sample
from tourplanner.ui.tours.blocks import Board, day_verdict
from tourplanner.ui.tours.board import MIN_COLUMN
from tourplanner.ui.tours.lines import plan_lines
from tourplanner.ui.tours.making import make_board
from tourplanner.ui.tours.place import ToursPlace
from tourplanner.ui.widgets.basic import ActionButton, button


def tours_of(desk: Desk) -> ToursPlace:
    place = desk.window.place("tours")
    assert isinstance(place, ToursPlace)
    return place


@pytest.fixture
def board(sample_file: Path, doors: ProgramDoors) -> Board:
    with doors.open(sample_file, write=False) as office:
        tour = office.tours.find("Pathways to Partnership")
        return make_board(office.plan.current(tour), (600, 900))


def test_blocks_of_a_day_follow_each_other_without_a_gap_or_an_overlap(board: Board) -> None:
    assert [column.title for column in board.columns] == [
        "Mon, Oct 14",
        "Tue, Oct 15",
        "Wed, Oct 16",
    ]
    for column in board.columns:
        ends = [block.bottom_min for block in column.blocks]
        tops = [block.top_min for block in column.blocks]
        assert tops[1:] == ends[:-1]
        assert column.blocks[0].kind == "D"
        assert column.blocks[-1].kind == ("H" if column is board.columns[-1] else "R")
        assert board.first_min <= tops[0]
        assert ends[-1] <= board.last_min


def test_a_block_says_all_that_it_shows(board: Board) -> None:
    first = next(b for b in board.columns[0].blocks if b.kind == "V")
    assert first.number == "1.1"
    assert (
        first.spoken
        == "Stop 1.1, Madison Elementary, Mon, Oct 14 9:30–11:00 am, confirmed, locked, "
        "open to the press"
    )
    assert first.is_pinned
    assert not first.is_tentative
    drive = board.columns[0].blocks[0]
    assert drive.leg is not None
    assert drive.leg.is_estimate
    assert "≈ " in drive.title
    assert "about " in drive.spoken


def test_the_list_has_every_block_of_the_board(board: Board) -> None:
    lines = plan_lines(board)
    assert [line.block for line in lines if line.block] == [
        block for column in board.columns for block in column.blocks
    ]
    assert [line.title for line in lines if not line.block] == [c.title for c in board.columns]


def test_a_verdict_names_the_law_first_and_by_how_much() -> None:
    error, warning = Severity.ERROR, Severity.WARNING
    law = Finding("HOS-DRIVE", error, "x", numbers={"over_min": 70})
    late = Finding("TIME-IMPOSSIBLE", error, "x", numbers={"late_min": 15})
    assert day_verdict([law, late]) == ("Not lawful, 1 h 10 min over", "1:10 over", "bad")
    assert day_verdict([late]) == ("Does not fit, 15 min over", "0:15 over", "bad")
    assert day_verdict([Finding("X", warning, "x")]) == ("Lawful", "Lawful", "good")


def test_what_is_no_matter_of_time_is_counted_as_a_problem() -> None:
    coarse = Finding("POINT-COARSE", Severity.ERROR, "Madison: the point is only a town.")
    assert day_verdict([coarse]) == ("1 problem", "1 problem", "bad")


@pytest.mark.parametrize("warnings", [3, 12])
def test_the_date_of_a_day_is_never_cut_off(sample: Desk, warnings: int) -> None:
    view = tours_of(sample).board_view
    view.setFixedWidth(3 * MIN_COLUMN)
    head = view.heads[2]
    assert head.day is not None
    head.show_day(replace(head.day, title="Wed, May 26", tone="good", warnings=warnings))
    head.setFixedWidth(MIN_COLUMN)
    sample.settle()
    (title,) = (one for one in head.findChildren(QLabel) if one.text() == "Wed, May 26")
    assert title.width() >= title.sizeHint().width()


def test_choosing_a_block_shows_its_numbers(sample: Desk) -> None:
    tours = tours_of(sample)
    stop = next(i for i in tours.board_view.view.items_ if i.block.number == "1.1")
    at = tours.board_view.view.mapFromScene(stop.rect.center())
    sample.qtbot.mouseClick(tours.board_view.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    panel = tours.inspector.selection.stop
    words = [label.text() for label in panel.findChildren(QLabel)]
    for wanted in ("Selected stop", "Madison Elementary", "locked"):
        assert wanted in words
    assert panel.isVisible()
    assert panel.start.line.text() == "9:30 am"
    assert panel.stay.value() == 90
    assert panel.boarding.value() == 10


def test_tabs_show_board_list_and_result(sample: Desk) -> None:
    tours = tours_of(sample)
    names = [name for name, _ in tours.tabs]
    assert names == ["Board", "Line by line", "Result", "Legs", "Ready", "Cost"]
    sample.qtbot.keyClick(sample.window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert tours.views.currentWidget() is tours.lines
    tours.choose_tab(2)
    words = [label.text() for label in tours.result.findChildren(QLabel)]
    assert tours.board is not None
    for out in tours.board.not_placed:
        assert out.sentence in words


def test_typed_minutes_win_and_one_undo_takes_them_back(sample: Desk) -> None:
    tours = tours_of(sample)
    view = tours.board_view.view
    drive = max((i for i in view.items_ if i.block.leg), key=lambda i: i.block.minutes)
    leg = drive.block.leg
    assert leg is not None
    view.choose(drive)
    field = tours.inspector.selection.leg.minutes
    assert field.isVisible()
    field.setValue(leg.minutes + 25)
    sample.qtbot.keyClick(field, Qt.Key.Key_Return)

    def minutes() -> set[tuple[int, bool]]:
        legs = [i.block.leg for i in view.items_ if i.block.leg]
        return {(x.minutes, x.is_typed) for x in legs if (x.left, x.right) == (leg.left, leg.right)}

    sample.until(lambda: minutes() == {(leg.minutes + 25, True)})
    sample.settle()
    assert sample.window.toast.isVisible()
    sample.qtbot.mouseClick(sample.window.toast.button, Qt.MouseButton.LeftButton)
    sample.until(lambda: minutes() == {(leg.minutes, False)})


def test_planning_again_makes_a_new_plan_and_undo_brings_the_old_one_back(sample: Desk) -> None:
    tours = tours_of(sample)
    tours.effort = "quick"
    assert tours.board is not None
    assert tours.board.name == "Plan 1"
    assert tours.primary is not None
    tours.primary.trigger()
    assert tours.stop_action.isVisible()
    assert not tours.primary.isEnabled()
    assert [job.title for job in sample.window.session.jobs.running()] == [
        "Planning Pathways to Partnership"
    ]
    assert sample.window.status.tray.isVisible()
    sample.until(lambda: tours.board is not None and tours.board.name == "Plan 2")
    sample.settle()
    assert not tours.stop_action.isVisible()
    assert tours.primary.isEnabled()
    sample.window.session.undo()
    sample.until(lambda: tours.board is not None and tours.board.name == "Plan 1")


def test_stopping_a_plan_changes_nothing(sample: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tours = tours_of(sample)
    old = tours.board
    tours.planning.begin()
    sample.qtbot.mouseClick(sample.window.status.tray.cancel, Qt.MouseButton.LeftButton)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text == "Planning stopped. Nothing was changed."
    sample.settle()
    assert tours.board is old
    assert not sample.window.status.tray.isVisible()
    assert sample.window.session.undo_label.startswith("Plan 1 ")


def test_a_first_plan_says_in_place_what_takes_so_long(
    desk: Desk, office_file: Path, doors: ProgramDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tourplanner.services.plan import PlanService

    with doors.open(office_file, write=True) as office:
        write_sample(office.file, office.sites, office.tours, doors.sample(), doors.now)
    goes_on, ends = Event(), Event()

    def run(*_: object, progress: Progress, **__: object) -> None:
        goes_on.wait(20)
        progress(10, 100, "Looking for the best days")
        ends.wait(20)
        raise Infeasible("Nothing fits.", "")

    monkeypatch.setattr(PlanService, "run", run)
    desk.open(office_file)
    tours = tours_of(desk)
    empty = tours.empty
    button = next(
        b
        for b in desk.window.header.findChildren(ActionButton)
        if b.isEnabled() and b.accessibleName() == "Plan the days"
    )
    button.setFocus(Qt.FocusReason.TabFocusReason)
    desk.qtbot.keyClick(button, Qt.Key.Key_Space)
    desk.until(lambda: "takes a minute longer" in empty.else_how.text())
    assert empty.sentence.text() == "Planning Pathways to Partnership"
    assert QApplication.focusWidget() is tours, "not the sidebar, which stands beside"
    assert not tours.empty.plan_first.isVisible()
    assert tours.empty.stop_first.isVisible()
    goes_on.set()
    desk.until(lambda: empty.else_how.text() == "Looking for the best days")
    desk.qtbot.mouseClick(tours.empty.stop_first, Qt.MouseButton.LeftButton)
    assert empty.sentence.text().endswith("no plan yet.")
    assert tours.empty.plan_first.isVisible()
    assert not tours.empty.stop_first.isVisible()
    ends.set()


def test_what_cannot_be_planned_is_told(sample: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from tourplanner.services.plan import PlanService

    def run(*_: object, **__: object) -> None:
        raise Infeasible("No plan holds all five on Monday.", "Least change: two days.")

    monkeypatch.setattr(PlanService, "run", run)
    tours = tours_of(sample)
    tours.planning.begin()
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text == "No plan holds all five on Monday. Least change: two days."


def test_a_tour_without_sites_says_what_to_do(desk: Desk, office_file: Path) -> None:
    desk.window.open_path(office_file)
    desk.until(lambda: desk.window.session.path is not None)
    desk.settle()
    tours = tours_of(desk)
    assert tours.empty.sentence.text() == "No tour in this file yet."
    assert not tours.empty.plan_first.isVisible()


def test_enter_presses_the_button_that_has_the_keyboard(desk: Desk) -> None:
    pressed: list[str] = []
    action = QAction("Plan the days", desk.window)
    action.triggered.connect(lambda: pressed.append("action"))
    for made in (button("Plan", click=lambda: pressed.append("plain")), ActionButton(action)):
        desk.qtbot.addWidget(made)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            desk.qtbot.keyClick(made, key)
        desk.qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["plain", "plain", "action", "action"]
