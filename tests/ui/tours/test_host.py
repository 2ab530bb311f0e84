"""A stop's host and press rule on the board: typed and pressed, written, taken back, never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tourplanner.core.model.tour import TourStop
from tourplanner.ui.tours.host import HostPanel


@pytest.fixture
def tentative(board: Board) -> str:  # noqa: F811
    """The name of a chosen stop that nobody confirmed."""
    blocks = (b for day in board.place.board.columns for b in day.blocks)
    name = next(b.title for b in blocks if b.stop and b.is_tentative)
    board.choose(name)
    return name


def panel(board: Board) -> HostPanel:  # noqa: F811
    return board.place.inspector.selection.stop.host


def stored(board: Board, name: str) -> TourStop:  # noqa: F811
    """The stop as another program reads it from the file."""
    board.desk.settle()
    session = board.desk.window.session
    with session.doors.open(session.path, write=False) as office:
        tour = office.tours.load(session.tour_id)
    return next(stop for stop in tour.stops if stop.name == name)


def test_a_host_is_confirmed_by_name_and_undo_takes_it_back(board: Board, tentative: str) -> None:  # noqa: F811
    board.key(Qt.Key.Key_C)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == f"{tentative}: who agreed in writing"
    QTest.keyClicks(field, "Rosa Diaz, principal")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert board.view.hasFocus()
    assert not board.item(tentative).block.is_tentative, "seen at once"
    found = stored(board, tentative)
    assert (found.confirmed, found.confirmed_by) == (True, "Rosa Diaz, principal")
    assert found.confirmed_at.startswith("2013-10-11T15:00")
    assert board.undo_label() == f"Confirm {tentative}"
    assert "written down Fri, Oct 11, 2013" in panel(board)._said.text()
    board.undo()
    assert not stored(board, tentative).confirmed
    assert field.text() == ""


def test_clearing_the_name_makes_the_visit_tentative_again(board: Board) -> None:  # noqa: F811
    board.choose("Madison Elementary")
    field = panel(board).host
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert board.item("Madison Elementary").block.is_tentative
    assert not stored(board, "Madison Elementary").confirmed


def test_a_press_rule_is_one_press_and_the_same_press_takes_it_back(
    board: Board,  # noqa: F811
    tentative: str,
) -> None:
    board.key(Qt.Key.Key_P)
    rules = panel(board).rules
    assert QApplication.focusWidget() in rules.values()
    QTest.mouseClick(rules["closed"], Qt.MouseButton.LeftButton)
    assert stored(board, tentative).coverage == "closed"
    assert board.undo_label() == f"{tentative}: closed to the press"
    assert "closed to the press" in board.item(tentative).block.spoken
    QTest.mouseClick(rules["closed"], Qt.MouseButton.LeftButton)
    assert stored(board, tentative).coverage == ""
    assert not any(rule.isChecked() for rule in rules.values())


def test_the_wheel_scrolls_the_page_and_changes_no_number(board: Board) -> None:  # noqa: F811
    board.choose("Madison Elementary")
    stay = board.place.inspector.selection.stop.stay
    before = stay.value()
    middle = QPointF(stay.mapTo(stay.window(), stay.rect().center()))
    QTest.wheelEvent(stay.window().windowHandle(), middle, QPoint(0, -120))
    assert stay.value() == before
    assert not stay.hasFocus()


def test_what_is_being_typed_stays_when_the_board_is_read_anew(
    board: Board,  # noqa: F811
    tentative: str,
) -> None:
    board.key(Qt.Key.Key_C)
    field = panel(board).host
    QTest.keyClicks(field, "Rosa D")
    board.place.refresh()
    board.desk.settle()
    assert field.text() == "Rosa D"
