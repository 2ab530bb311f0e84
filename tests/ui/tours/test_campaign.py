"""A stop is marked as campaign on the board: no paper is written, and Undo takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.tours.test_arranging import Board, board  # noqa: F401


def marked(board: Board) -> bool:  # noqa: F811
    board.desk.settle()
    session = board.desk.window.session
    with session.doors.open(session.path, write=False) as office:
        stops = office.file.tables.where("stop", tour=session.tour_id, campaign=True)
        findings = office.plan.current(session.tour_id).findings
    assert bool(stops) == any(found.rule == "CAMPAIGN" for found in findings)
    return bool(stops)


def test_a_stop_is_marked_and_undo_takes_it_back(board: Board) -> None:  # noqa: F811
    board.choose("Madison Elementary")
    board.key(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert marked(board)
    assert board.undo_label() == "Mark Madison Elementary as campaign"
    board.key(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert not marked(board)
    board.undo()
    assert marked(board)
    board.undo()
    assert not marked(board)
