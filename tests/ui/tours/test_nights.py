"""The hotel of a night is typed where the day ends."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.tours.test_arranging import Board, board  # noqa: F401


def test_the_hotel_is_typed_at_the_end_of_the_day(board: Board) -> None:  # noqa: F811
    end = next(i for i in board.view.items_ if i.block.hotel and i.block.day == 0)
    board.view.choose(end)
    board.view.setFocus()
    board.key(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == end.block.title
    field.selectAll()
    QTest.keyClicks(field, "Tower Inn, second floor")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert board.view.hasFocus()
    board.desk.settle()
    titles = {i.block.title for i in board.view.items_ if i.block.kind == "H"}
    assert "Tower Inn, second floor" in titles
    assert board.undo_label() == "Sleep at Tower Inn, second floor"
    board.undo()
    assert end.block.title in {i.block.title for i in board.view.items_ if i.block.kind == "H"}


def test_the_end_of_the_tour_is_no_night(board: Board) -> None:  # noqa: F811
    last = [i for i in board.view.items_ if i.block.kind == "H"][-1]
    board.view.choose(last)
    assert not board.place.inspector.selection.plain.has_hotel()
    assert not board.place.board_actions.type.isEnabled()
