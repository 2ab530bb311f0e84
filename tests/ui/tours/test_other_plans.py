"""Other plans under Result: looked for by one press, read, and taken in one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tourplanner.ui.tours.other_plans import OtherPlans
from tourplanner.ui.tours.place import RESULT


def texts(others: OtherPlans) -> list[str]:
    return [made.text() for made in others.findChildren(QLabel) if made.isVisible()]


def looked(board: Board) -> OtherPlans:  # noqa: F811
    board.place.choose_tab(RESULT)
    board.desk.settle()
    others = board.place.result.others
    others.effort = "quick"
    others.look.setFocus()
    QTest.keyClick(others.look, Qt.Key.Key_Space)
    assert others.stop.isVisible()
    board.desk.settle()
    return others


def test_another_plan_is_looked_for_read_and_taken(board: Board) -> None:  # noqa: F811
    before, label = board.days(), board.undo_label()
    others = looked(board)
    assert others.look.isVisible()
    assert board.undo_label() == label, "nothing is written by looking"
    assert board.read() == before
    words = texts(others)
    assert any(" visits" in text and " mi" in text for text in words)
    assert any(text.startswith("Ask: ") for text in words)
    takes = [b for b in others.findChildren(QPushButton) if b.text() == "Use this plan"]
    takes[0].setFocus()
    QTest.keyClick(takes[0], Qt.Key.Key_Space)
    board.desk.settle()
    assert board.read() == board.days() != before
    assert not any(" visits" in text for text in texts(others)), "they were beside the old plan"
    board.undo()
    assert board.days() == before == board.read()


def test_looking_for_other_plans_can_be_stopped(board: Board) -> None:  # noqa: F811
    board.place.choose_tab(RESULT)
    board.desk.settle()
    others = board.place.result.others
    others.effort = "long"
    others.look.click()
    assert not others.look.isVisible()
    others.stop.click()
    assert others.look.isVisible()
    board.desk.settle()
    assert not any(" visits" in text for text in texts(others))
