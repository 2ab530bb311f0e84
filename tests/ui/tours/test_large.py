"""A tour of ten days and thirty stops: the watchdog of these tests asserts that nothing waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.long_tour import DAYS, PER_DAY, SPARE, add_long_tour
from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.ui.tours.place import ToursPlace


@pytest.fixture
def large_file(office_file: Path, doors: ProgramDoors) -> Path:
    """An office file with the long tour."""
    with doors.open(office_file, write=True) as office:
        add_long_tour(office)
    return office_file


def test_dragging_and_keys_never_hold_the_window(desk: Desk, large_file: Path) -> None:
    desk.open(large_file)
    place = desk.window.place("tours")
    assert isinstance(place, ToursPlace)
    assert place.board is not None
    assert sum(column.stops for column in place.board.columns) == DAYS * PER_DAY
    assert len(place.board.not_placed) == SPARE
    view, port = place.board_view.view, place.board_view.view.viewport()
    first = next(item for item in view.items_ if item.block.number == "1.2")
    view.ensureVisible(first.rect)
    start = view.mapFromScene(first.rect.center())
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(port, Qt.MouseButton.LeftButton, none, start)
    seen = set()
    for x in range(60, port.width(), 110):
        for y in (80, port.height() // 2, port.height() - 40):
            at = port.rect().topLeft()
            at.setX(x)
            at.setY(y)
            QTest.mouseMove(port, at)
            desk.qtbot.wait(1)
            block = place.board_view.board.block_of(first.block.stop)
            seen.add((block.day, block.position))
    assert len(seen) > 4, "the stop was tried in many places"
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, none, at)
    desk.settle()
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
        desk.qtbot.wait(1)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    desk.settle()
    assert len(place.board.not_placed) == SPARE + 1
