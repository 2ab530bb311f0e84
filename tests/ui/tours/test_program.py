"""Press and rest on the board: parts of a visit's program, and the driver's night."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tourplanner.core.changes import Action, Edit
from tourplanner.core.model.ids import derived_id
from tourplanner.ui.tours.blocks import Block
from tourplanner.ui.tours.canvas import BlockItem
from tourplanner.ui.tours.paint import TEXT_FROM


def add(board: Board, **facts: object) -> None:  # noqa: F811
    """Write an item of the program of stop 1.1, as the list under Papers does."""
    session, title = board.desk.window.session, str(facts["title"])
    edit = Edit(derived_id("item", title), "item", {"stop": visit(board).block.stop, **facts})
    session.write(lambda ws, _: ws.file.write(Action("Program", (edit,))), lambda _: None)
    board.desk.settle()


def visit(board: Board) -> BlockItem:  # noqa: F811
    return next(item for item in board.view.items_ if item.block.number == "1.1")


def parts(board: Board) -> list[Block]:  # noqa: F811
    return [item.block for item in board.view.items_ if item.block.within]


def test_press_and_rest_of_a_visit_stand_in_it(board: Board) -> None:  # noqa: F811
    assert parts(board) == []  # what is only program has no letter of its own
    before = visit(board).block
    add(board, kind="press", title="Press and the senator", offset_min=30, minutes=20)
    add(board, kind="rest", title="Restrooms and water", offset_min=60, minutes=15)
    add(board, kind="press", title="Not timed yet")
    press, rest = parts(board)
    assert (press.kind, press.time, press.minutes) == ("P", "10:00 am", 20)
    assert (rest.kind, rest.time, rest.minutes) == ("R", "10:30 am", 15)
    now = visit(board).block
    assert (now.top_min, now.minutes) == (before.top_min, before.minutes), "it moves no time"
    assert "Press: Press and the senator, 10:00 am" in press.spoken
    assert "Madison Elementary, tentative" in press.spoken

    add(board, kind="press", title="A word at the gate", offset_min=85, minutes=5)
    short = next(item for item in board.view.items_ if item.block.title == "A word at the gate")
    assert short.rect.height() >= TEXT_FROM, "its letter is seen"
    add(board, kind="rest", title="Water at the bus", offset_min=100, minutes=20)
    under = [i for i in board.view.items_ if i.block.has_parts and i.block.kind == "D"]
    assert [i.block.title for i in under] == ["Drive on to Emerson Middle"]

    lines = board.place.lines.lines
    shown = {lines.rows[row].title: lines.rows[row].block for row in range(lines.rowCount())}
    assert shown["Restrooms and water"] == rest

    # The pointer takes the part that lies over its visit; keys come to it after the visit.
    item = next(i for i in board.view.items_ if i.block == press)
    assert visit(board).rect.contains(item.rect)
    none = Qt.KeyboardModifier.NoModifier
    at = board.point(item.rect)
    QTest.mouseClick(board.view.viewport(), Qt.MouseButton.LeftButton, none, at)
    assert board.view.current is item
    board.choose("Madison Elementary")
    board.key(Qt.Key.Key_Down)
    assert board.view.current is not None
    assert board.view.current.block == press


def test_the_night_of_the_driver_is_rest(board: Board) -> None:  # noqa: F811
    shown = board.place.board_view.board
    arrangement = board.place.editor.arrangement
    assert shown is not None
    assert arrangement is not None
    days = arrangement.planned.schedules
    for before, after, column in zip(days, days[1:], shown.columns, strict=False):
        slept = after.driver.report_at - before.driver.release_at
        hours, minutes = divmod(int(slept.total_seconds()) // 60, 60)
        night = column.blocks[-1]
        assert night.kind == "R"
        assert night.title == f"Driver rests {hours} h {minutes} min".removesuffix(" 0 min")
    assert shown.columns[-1].blocks[-1].kind == "H", "after the tour nobody counts it"
