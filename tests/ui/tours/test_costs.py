"""The cost of a plan: rates are typed once, the sheet and the line under Result follow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tests.ui.tours.test_beside import add, beside_of
from tourplanner.core.side_by_side import COST
from tourplanner.ui.tours.costs import CostPage
from tourplanner.ui.tours.place import RESULT


def costs_of(board: Board) -> CostPage:  # noqa: F811
    found = board.place.later.costs
    assert found is not None
    return found


def type_row(board: Board, row: int, *cells: str) -> None:  # noqa: F811
    table = costs_of(board).rates.table
    for at, words in enumerate(cells):
        if not words:
            continue
        table.choose(row, at)
        table.setFocus()
        QTest.keyClicks(table, words[0])
        QTest.keyClicks(table.findChild(QLineEdit), words[1:])
        QTest.keyClick(table.findChild(QLineEdit), Qt.Key.Key_Return)
        board.desk.settle()


def test_from_the_line_of_the_cost_to_rates_and_back(board: Board) -> None:  # noqa: F811
    beside = add(board, "Rain")
    board.desk.until(beside.frame.isVisible)
    assert beside.cost.text() == "Cost of Rain: no rates yet."
    row = next(n for n, line in enumerate(beside.lines.rows) if line.what == COST)
    beside.table.choose(row)
    beside.table.setFocus()
    QTest.keyClick(beside.table, Qt.Key.Key_Return)
    page = costs_of(board)
    board.desk.until(page.isVisible)
    board.desk.settle()
    assert page.missing.text() == (
        "No rate yet for coach, the driver's nights, lodging and meals: not in the sum."
    )
    type_row(board, 0, "coach day", "$1,650", "Offer of Sept. 1", "9/1/2013")
    board.desk.until(lambda: "4,950" in page.total.text())
    assert page.total.text() == "This plan comes to about $4,950 (estimate)."
    assert page.lines.rows[0].count == "3 days"
    heads = page.rates.table.horizontalHeader()
    assert heads.length() == page.rates.table.viewport().width(), "all columns are seen"
    spoken = page.lines.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Coach, a day: 3 days at $1,650, $4,950. Offer of Sept. 1, from Sept. 1, 2013"
    )
    beside = beside_of(board)
    board.desk.until(lambda: "4,950" in beside.cost.text())
    line = next(line for line in beside.lines.rows if line.what == COST)
    assert line.cells[0].text == "≈ $4,950 without the driver's nights, lodging and meals"
    board.undo()
    board.desk.until(lambda: beside.cost.text() == "Cost of Rain: no rates yet.")


def test_without_a_second_plan_the_cost_is_one_press_away(board: Board) -> None:  # noqa: F811
    board.place.choose_tab(RESULT)
    board.desk.settle()
    beside = board.place.result.beside
    beside.rates.setFocus()
    QTest.keyClick(beside.rates, Qt.Key.Key_Space)
    board.desk.until(lambda: costs_of(board).isVisible())
    assert board.place.first_widget() is costs_of(board).rates.table


def test_words_that_are_no_amount_stay_in_their_cell(board: Board) -> None:  # noqa: F811
    board.place.choose_tab(5)
    board.desk.settle()
    type_row(board, 0, "meals", "sixty")
    cells = costs_of(board).rates.table.cells
    board.desk.until(lambda: bool(cells.refused))
    ((text, why),) = cells.refused.values()
    assert (text, why.split(".")[0]) == ("sixty", "“sixty” is no amount")


def test_a_meal_is_paid_by_the_times_of_each_day(board: Board) -> None:  # noqa: F811
    board.place.choose_tab(5)
    board.desk.settle()
    page = costs_of(board)
    assert not page.days.isVisible()
    type_row(board, 0, "dinner", "$26", "Rule 12", "1/1/2013", "", "9:30 pm")
    board.desk.until(lambda: "dinner" in page.days.text())
    first, *_, last = page.days.text().split("\n")
    assert first.startswith("Monday, Oct. 14, out 9:05 am, ")
    assert first.endswith("away overnight: dinner, $26 a person")
    assert last.endswith("pm: nothing"), "it is back before 9:30"
