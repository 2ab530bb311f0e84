"""The grid of legs: a column is pasted, and a leg is shown in the browser where that may be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.room import cut
from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tourplanner.core.changes import Action, Edit
from tourplanner.core.checks.finding import Finding
from tourplanner.core.errors import InputError, StoreFull
from tourplanner.services.legs import read_column
from tourplanner.services.tours import TourService
from tourplanner.ui.tours.blocks import Block
from tourplanner.ui.tours.legs import LegGrid
from tourplanner.ui.tours.place import LEGS
from tourplanner.ui.tours.selection import LegPanel

CTRL = Qt.KeyboardModifier.ControlModifier


def legs_of(board: Board) -> LegGrid:  # noqa: F811
    board.place.choose_tab(LEGS)
    board.desk.settle()
    board.desk.until(lambda: bool(board.place.legs.table.lines.rows))
    return board.place.legs


def typed(legs: LegGrid) -> list[str]:
    return [line.typed for line in legs.table.lines.rows]


def paste(board: Board, legs: LegGrid, row: int, text: str) -> None:  # noqa: F811
    QGuiApplication.clipboard().setText(text)
    legs.table.choose(row)
    legs.table.setFocus()
    QTest.keyClick(legs.table, Qt.Key.Key_V, CTRL)
    board.desk.settle()


def test_a_column_of_minutes_is_pasted_in_one_step(board: Board) -> None:  # noqa: F811
    legs = legs_of(board)
    before = typed(legs)
    paste(board, legs, 1, "Minutes\n75\n\n1 h 15\n2:05\n")
    board.desk.until(lambda: typed(legs) != before)
    assert typed(legs)[:6] == ["none", "1 h 15 min", "none", "1 h 15 min", "2 h 5 min", "none"]
    assert board.undo_label() == "Type minutes of 3 legs"
    board.undo()
    board.desk.until(lambda: typed(legs) == before)
    # What is typed on a row of the grid goes on in its field.
    legs.table.choose(1)
    legs.table.setFocus()
    QTest.keyClicks(legs.table, "7")
    QTest.keyClicks(legs.minutes.lineEdit(), "5")
    QTest.keyClick(legs.minutes.lineEdit(), Qt.Key.Key_Return)
    board.desk.settle()
    board.desk.until(lambda: typed(legs)[1] == "1 h 15 min")
    assert legs.table.hasFocus()


def test_what_is_no_column_of_minutes_is_told_and_writes_nothing(
    board: Board,  # noqa: F811
) -> None:
    legs = legs_of(board)
    label = board.undo_label()
    for text, told in (
        ("75\tFresno", "several columns"),
        ("Departures\n7:05\n9:10", "These are departures"),
        ("75\nsoon", "“soon” is no time for a leg."),
        ("9999", "“9999” is no time for a leg."),
        ("5\n" * 40, "40 lines, but"),
        ("", "no minutes to paste"),
    ):
        paste(board, legs, 0, text)
        assert told in legs.problem.text()
        assert legs.problem.isVisible()
    assert board.undo_label() == label


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("75", 75), ("75 min", 75), ("1:05", 65), ("1 h", 60), ("1 h 5 min", 65), ("2 hr 10", 130)],
)
def test_minutes_as_people_write_them(board: Board, words: str, minutes: int) -> None:  # noqa: F811
    rows = [line.facts for line in legs_of(board).table.lines.rows]
    assert read_column(words, rows) == ((rows[0], minutes),)
    with pytest.raises(InputError):
        read_column(f"{words} x", rows)


def test_a_leg_between_two_sites_opens_in_the_browser_after_a_yes_and_is_logged(
    board: Board,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString())
    )
    legs, window = legs_of(board), board.desk.window
    rows = legs.table.lines.rows
    night = next(k for k, line in enumerate(rows) if line.facts.points is None)
    legs.table.choose(night)
    assert not legs.browse.isEnabled()
    legs.table.choose(next(k for k, line in enumerate(rows) if line.facts.points is not None))
    legs.browse.setFocus()
    QTest.keyClick(legs.browse, Qt.Key.Key_Space)
    board.desk.settle()
    assert not opened, "the network is off"
    assert window.session.doors.network().hosts_asked() == ()
    notice = window.notices.current
    assert notice is not None
    assert notice.action == "Turn on for this page"
    notice.act()
    board.desk.until(lambda: bool(opened))
    (address,) = opened
    assert address.startswith("https://www.openstreetmap.org/directions?")
    facts = legs.table.current().facts
    assert facts.left_name not in address
    (asked,) = window.session.doors.network().hosts_asked()
    assert (asked.host, asked.outcome) == ("www.openstreetmap.org", "opened in the browser")
    assert asked.why == f"the way from {facts.left_name} to {facts.right_name}"
    assert not window.session.doors.network().is_on(), "it was for this page alone"


TYPED = "7:15 am, 10:15 am, 1:30 pm, 4:00 pm"


def test_the_times_of_a_ferry_are_typed_and_taken_back(board: Board) -> None:  # noqa: F811
    legs = legs_of(board)
    legs.table.choose(1)
    block = board.place.arranger.block  # the drive beside the grid is the one of its row
    assert block is not None
    assert block.leg is not None
    assert block.leg.left_name == legs.table.lines.rows[1].facts.left_name

    def leaves() -> str:
        return legs.table.lines.rows[1].leaves

    def write(words: str) -> None:
        legs.leaves.setText(words)
        QTest.keyClick(legs.leaves, Qt.Key.Key_Return)

    write("7:15 am, soon")
    assert "“soon” is not a time." in legs.problem.text()
    assert leaves() == "any time"
    write("7:15, 10:15, 1:30; 4")
    board.desk.until(lambda: leaves() == TYPED)
    assert legs.leaves.text() == TYPED
    assert not legs.problem.isVisible()
    # The board waits for it at once.
    assert drive_of(board, legs.table.lines.rows[1].facts.left).time in TYPED.split(", ")
    drive = drive_of(board, legs.table.lines.rows[1].facts.left)
    assert drive.spoken.endswith(", a fixed departure")
    waits = [b for b in days_of(board) if b.title == "Wait for the departure"]
    assert waits[-1].bottom_min == drive.top_min - 10, "then the party boards"
    # However many there are, the panel beside the grid keeps its width.
    write(", ".join(f"{hour}:{minute}" for hour in range(6, 20) for minute in ("05", "35")))
    board.desk.until(lambda: "7:35 pm" in leaves())
    board.desk.settle()
    assert list(cut(board.place.inspector)) == []
    board.undo()
    board.desk.until(lambda: leaves() == TYPED)
    write("7:15 am, 4:00 pm")
    board.desk.until(lambda: leaves() == "7:15 am, 4:00 pm")
    board.undo()
    board.desk.until(lambda: leaves() == TYPED)
    write("")
    board.desk.until(lambda: leaves() == "any time")
    # Who goes on to another leg without Enter loses nothing, be it minutes, times or no time.
    times = [legs.table.lines.rows[0].leaves]
    for words in ("7:15, and more", "7:15 am 10:15\n1:30"):
        press_row(legs, 1)
        legs.leaves.setFocus()
        legs.leaves.selectAll()
        QGuiApplication.clipboard().setText(words)
        QTest.keyClick(legs.leaves, Qt.Key.Key_V, CTRL)
        press_row(legs, 0)
        assert not legs.problem.isVisible()
        board.desk.settle()
        if "more" in words:
            press_row(legs, 1)
            assert legs.leaves.text() == words
            assert "“more” is not a time." in legs.problem.text()
            assert legs.problem.isVisible()
            # Typed back to what it was, it is told no more, here or after a look at another leg.
            legs.leaves.setFocus()
            legs.leaves.selectAll()
            QTest.keyClick(legs.leaves, Qt.Key.Key_Delete)
            QTest.keyClick(legs.leaves, Qt.Key.Key_Return)
            assert not legs.problem.isVisible()
            press_row(legs, 0)
            press_row(legs, 1)
            assert legs.leaves.text() == ""
            assert not legs.problem.isVisible()
    board.desk.until(lambda: leaves() == "7:15 am, 10:15 am, 1:30 pm")
    press_row(legs, 1)
    legs.minutes.setFocus()
    legs.minutes.selectAll()
    QTest.keyClicks(legs.minutes, "41")
    press_row(legs, 0)
    board.desk.until(lambda: legs.table.lines.rows[1].typed == "41 min")
    assert [legs.table.lines.rows[0].leaves] == times


def test_a_leg_longer_than_a_day_is_not_typed_by_going_through_its_field(
    board: Board,  # noqa: F811
) -> None:
    legs = legs_of(board)
    rows = [line.facts for line in legs.table.lines.rows]
    legs.show_legs([replace(rows[0], ours_min=1_600), *rows[1:]], can_edit=True)
    legs.table.choose(0)
    given: list[object] = []
    legs.minutes_typed.connect(lambda _leg, minutes: given.append(minutes))
    legs.minutes.setFocus()
    QTest.keyClick(legs.minutes, Qt.Key.Key_Tab)
    assert given == []
    legs.minutes.setFocus()
    legs.minutes.selectAll()
    QTest.keyClicks(legs.minutes, "90")
    QTest.keyClick(legs.minutes, Qt.Key.Key_Tab)
    assert given == [90]
    # Nor beside the board.
    panel = LegPanel()
    panel.minutes_typed.connect(lambda _leg, minutes: given.append(minutes))
    block = drive_of(board, rows[0].left)
    assert block.leg is not None
    panel.show_block(block, replace(block.leg, minutes=1_600), can_edit=True)
    panel.minutes.editingFinished.emit()
    assert given == [90]


def test_what_could_not_be_saved_of_a_leg_is_saved_by_the_next_enter(
    board: Board,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    legs, notices = legs_of(board), board.desk.window.notices
    legs.table.choose(1)
    beside = board.place.inspector.selection.leg.minutes

    def full(*_: object) -> None:
        raise StoreFull("The disk is full.", "Make room.")

    def enter(field: QWidget, words: str = "") -> None:
        field.setFocus()
        if words:
            QTest.keyClick(field, Qt.Key.Key_A, CTRL)
            QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    with monkeypatch.context() as patch:
        patch.setattr(TourService, "type_minutes", full)
        patch.setattr(TourService, "type_departures", full)
        enter(legs.minutes, "41")
        enter(legs.leaves, "7:15")
        board.desk.until(lambda: notices.current is not None)
        board.desk.settle()
    line = legs.table.lines.rows[1]
    assert (line.typed, line.leaves) == ("none", "any time")
    enter(legs.leaves)
    enter(legs.minutes)
    board.desk.until(lambda: legs.table.lines.rows[1].leaves == "7:15 am")
    board.desk.until(lambda: legs.table.lines.rows[1].typed == "41 min")
    with monkeypatch.context() as patch:
        patch.setattr(TourService, "type_minutes", full)
        enter(beside, "43")
        board.desk.settle()
    enter(beside)
    legs_of(board)
    board.desk.until(lambda: legs.table.lines.rows[1].typed == "43 min")


def test_a_typed_departure_that_waits_for_the_ferry_says_so(board: Board) -> None:  # noqa: F811
    legs = legs_of(board)
    legs.table.choose(0)
    legs.leaves.setText("8:20")
    QTest.keyClick(legs.leaves, Qt.Key.Key_Return)
    board.desk.until(lambda: legs.table.lines.rows[0].leaves == "8:20 am")
    board.desk.settle()
    panel = board.place.inspector.selection.leg
    panel.departure.line.setFocus()
    panel.departure.line.selectAll()
    QTest.keyClicks(panel.departure.line, "6:50")
    QTest.keyClick(panel.departure.line, Qt.Key.Key_Return)

    def said() -> list[str]:
        return [part.text() for part in panel.findChildren(QLabel) if part.isVisible()]

    board.desk.until(lambda: "ready at 6:50 am, as typed" in said())
    assert "8:20 am" in said()
    assert "Leaves only at 8:20 am" in said()


def test_the_check_of_a_road_that_is_not_known_leads_to_its_minutes(
    board: Board,  # noqa: F811
) -> None:
    place, session = board.place, board.desk.window.session
    assert place.board is not None
    visit = [block for block in place.board.columns[0].blocks if block.stop][-1]
    island = {"lat": 21.307, "lon": -157.858, "precision": "pin", "source": "test"}
    moved = Action("Move", (Edit(visit.site, "site", {"point": island}),))
    session.write(lambda ws, _: ws.file.write(moved))

    def lost() -> list[Finding]:
        assert place.board is not None
        return [f for f in place.board.findings if f.rule == "NO-ROAD" and f.subject == visit.stop]

    board.desk.until(lambda: len(lost()) == 1)
    board.desk.settle()
    place.arranger.jump(lost()[0])
    minutes = place.inspector.selection.leg.minutes
    board.desk.until(minutes.hasFocus)
    assert minutes.accessibleName().endswith(f" to {visit.title}")
    QTest.keyClicks(minutes, "75")
    QTest.keyClick(minutes, Qt.Key.Key_Return)
    board.desk.until(lambda: not lost())


def press_row(legs: LegGrid, row: int) -> None:
    at = legs.table.visualRect(legs.table.lines.index(row, 1)).center()
    QTest.mouseClick(legs.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert legs.table.currentIndex().row() == row


def drive_of(board: Board, left: str) -> Block:  # noqa: F811
    """The first drive from a place on the board."""
    return next(b for b in days_of(board) if b.leg is not None and b.leg.left == left)


def days_of(board: Board) -> list[Block]:  # noqa: F811
    """All blocks of the board, day by day."""
    assert board.place.board is not None
    return [block for day in board.place.board.columns for block in day.blocks]
