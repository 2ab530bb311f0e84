"""Plans side by side under Result: a rain variant is added, compared, and the first one chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tourplanner.ui.day.place import CHANGES, DayPlace
from tourplanner.ui.tours.beside import Beside
from tourplanner.ui.tours.place import BOARD, RESULT


def beside_of(board: Board) -> Beside:  # noqa: F811
    board.place.choose_tab(RESULT)
    board.desk.settle()
    return board.place.result.beside


def add(board: Board, name: str) -> Beside:  # noqa: F811
    beside = beside_of(board)
    board.place.variant_action.trigger()
    assert beside.name.hasFocus()
    QTest.keyClicks(beside.name, name)
    QTest.keyClick(beside.name, Qt.Key.Key_Return)
    board.desk.settle()
    return beside


def press(board: Board, made: QPushButton) -> None:  # noqa: F811
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Space)
    board.desk.settle()


def test_a_rain_variant_is_added_compared_and_left_again(board: Board) -> None:  # noqa: F811
    first, days = board.place.board.name, board.days()
    beside = beside_of(board)
    assert first in beside.one.text()
    add(board, "Rain")
    board.desk.until(beside.frame.isVisible)
    assert [head.version.name for head in beside.heads[:2]] == ["Rain", first]
    assert beside.table.rows.columnCount() == 4
    assert beside.table.isColumnHidden(3)
    board.place.choose_tab(BOARD)
    gone = board.place.board.columns[0].blocks
    stop = next(block for block in gone if block.stop)
    board.place.arranger.show_stop(stop.stop)
    QTest.keyClick(board.place.board_view.view, Qt.Key.Key_Delete)
    board.desk.settle()
    beside_of(board)
    board.desk.until(lambda: any(line.is_other for line in beside.lines.rows))
    line = next(line for line in beside.lines.rows if line.what == stop.title)
    assert line.cells[0].text == "not seen"
    assert (line.cells[1].sign, line.cells[1].difference) == ("+", "not in A")
    row = beside.lines.rows.index(line)
    spoken = beside.lines.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "B: " in spoken
    assert "not in A" in spoken
    whole = len(beside.lines.rows)
    beside.only.click()
    assert 0 < len(beside.lines.rows) < whole
    assert all(one.is_other for one in beside.lines.rows)
    press(board, beside.heads[1].use)
    board.desk.until(lambda: board.place.board.name == first)
    assert board.days() == days
    board.desk.until(lambda: beside.heads[0].version.name == first)
    assert beside.heads[1].version.name == "Rain"
    board.undo()
    board.desk.until(lambda: board.place.board.name == "Rain")


def test_a_name_is_needed_and_only_once(board: Board) -> None:  # noqa: F811
    beside = beside_of(board)
    beside.add.click()
    assert beside.problem.text() == "Type a name for the variant, such as Rain."
    assert beside.name.hasFocus()
    add(board, "Rain")
    add(board, "rain")
    board.desk.until(beside.problem.isVisible)
    assert "There is a plan “rain” already." in beside.problem.text()
    assert beside.name.text() == "rain", "what was typed stays"


def test_the_change_sheet_between_two_plans(board: Board) -> None:  # noqa: F811
    first = board.place.board.name
    beside = add(board, "Rain")
    board.desk.until(beside.frame.isVisible)
    press(board, beside.heads[1].changes)
    day = board.desk.window.place("day")
    assert isinstance(day, DayPlace)
    board.desk.until(lambda: day.tab == CHANGES and bool(day.changes_page.title.text()))
    assert day.changes_page.title.text() == f"{first} against Rain: nothing changed"
    plan = day.changes_page.plan
    plan.setCurrentIndex(plan.findText("Rain"))
    plan.activated.emit(plan.currentIndex())
    board.desk.settle()
    assert day.changes_page.title.text() == "Rain against Rain: nothing changed"


def test_the_screen_as_a_picture(board: Board, tmp_path: Path) -> None:  # noqa: F811
    beside = add(board, "Rain")
    board.desk.until(beside.frame.isVisible)
    picture = beside.heads[0].sketch.grab().toImage()
    colors = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert len(colors) > 3, "land, a line and stops are drawn"
