"""Ready: the checklist comes in by a press, owner and day are typed, Undo takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tourplanner.services.workspace import Workspace
from tourplanner.ui.tours.place import READY
from tourplanner.ui.tours.ready import ReadyPage


def ready_of(board: Board) -> ReadyPage:  # noqa: F811
    board.place.choose_tab(READY)
    board.desk.settle()
    assert board.place.later.ready is not None
    return board.place.later.ready


def column_of(ready: ReadyPage, name: str) -> int:
    return [field.name for field in ready.list.table.cells.columns].index(name)


def texts(ready: ReadyPage, name: str) -> list[str]:
    at = column_of(ready, name)
    return [cells[at] for id_, cells in ready.list.table.cells.rows if id_]


def kind(ready: ReadyPage, row: int, name: str, words: str, board: Board) -> None:  # noqa: F811
    table = ready.list.table
    table.choose(row, column_of(ready, name))
    table.setFocus()
    QTest.keyClicks(table, words[0])
    line = table.findChild(QLineEdit)
    QTest.keyClicks(line, words[1:])
    QTest.keyClick(line, Qt.Key.Key_Return)
    board.desk.settle()


def test_the_checklist_comes_in_and_is_worked_on(board: Board) -> None:  # noqa: F811
    ready = ready_of(board)
    assert texts(ready, "what") == []
    counts = board.place.inspector.counts.text()
    assert ready.verdict.text() == f"Nothing breaks. On the board: {counts}."
    QTest.keyClick(ready.checklist, Qt.Key.Key_Space)
    board.desk.settle()
    count = len(texts(ready, "what"))
    assert count > 7
    due = ready.list.table.cells.index(0, column_of(ready, "t_minus"))
    assert due.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft, "it is a day"
    assert board.undo_label() == "Add the advance checklist"

    kind(ready, 0, "owner", "Ana", board)
    kind(ready, 0, "done", "10/1", board)
    assert texts(ready, "owner")[0] == "Ana"
    assert texts(ready, "done")[0] == "Oct. 1, 2013"

    for _ in range(3):
        board.desk.window.session.undo()
        board.desk.settle()
    assert texts(ready, "what") == []


def test_courtesy_notices_come_in_once(board: Board) -> None:  # noqa: F811
    ready = ready_of(board)
    QTest.keyClick(ready.courtesy, Qt.Key.Key_Space)
    board.desk.settle()
    told = texts(ready, "what")
    assert told
    assert all(words.startswith("Tell ") for words in told)
    QTest.keyClick(ready.courtesy, Qt.Key.Key_Space)
    board.desk.settle()
    assert texts(ready, "what") == told


def test_what_breaks_stands_first_and_leads_to_its_mend(board: Board) -> None:  # noqa: F811
    ready = ready_of(board)
    assert ready.breaks.isHidden() or not ready.breaks.isVisible()
    tour = board.desk.window.session.tour_id
    board.desk.window.session.write(
        lambda ws, _: ws.tours.change(
            tour, {"lift_users": 1, "vehicle": {"name": "City coach", "has_lift": False}}, "Coach"
        )
    )
    board.desk.until(ready.breaks.isVisible)
    first = ready.breaks.entries.rows[1].text
    assert first == "1 rider uses a lift, and the City coach has none."
    ready.breaks.setFocus()
    ready.breaks.setCurrentIndex(ready.breaks.entries.index(1, 0))
    QTest.keyClick(ready.breaks, Qt.Key.Key_Return)
    board.desk.settle()
    about = board.place.asides.about
    assert about is not None
    board.desk.until(lambda: about.fields["has_lift"].field.hasFocus())
    about.fields["has_lift"].field.selectAll()
    QTest.keyClicks(about.fields["has_lift"].field, "yes")
    QTest.keyClick(about.fields["has_lift"].field, Qt.Key.Key_Return)
    board.desk.settle()
    ready = ready_of(board)
    board.desk.until(lambda: not ready.breaks.isVisible())
    made: list[str] = []

    def fill_van(workspace: Workspace, _: object) -> None:
        made.append(workspace.tours.add_coach(tour, {"name": "Van", "seats": 1}))
        workspace.lists.paste(tour, "riders", "Name,Coach\nAna Ode,Van\n")

    about.back.click()
    ready = ready_of(board)
    board.desk.window.session.write(fill_van)

    def full() -> list[int]:
        rows = ready.breaks.entries.rows
        return [n for n, row in enumerate(rows) if "told the Van" in row.text]

    board.desk.until(lambda: bool(full()))
    ready.breaks.setFocus()
    ready.breaks.setCurrentIndex(ready.breaks.entries.index(full()[0], 0))
    QTest.keyClick(ready.breaks, Qt.Key.Key_Return)
    board.desk.settle()
    board.desk.until(lambda: f"{made[0]}/seats" in about.fields)
    board.desk.until(lambda: about.fields[f"{made[0]}/seats"].field.hasFocus())


def test_what_is_open_is_counted(board: Board) -> None:  # noqa: F811
    ready = ready_of(board)
    QTest.keyClick(ready.courtesy, Qt.Key.Key_Space)
    board.desk.settle()
    count = len(texts(ready, "what"))
    assert ready.open.text() == f"{count} of {count} to-dos open"
    kind(ready, 0, "done", "10/1", board)
    assert ready.open.text() == f"{count - 1} of {count} to-dos open"
