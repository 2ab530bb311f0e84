"""The hours of the board: they stand still where the days are scrolled sideways."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import Density, Scheme
from tourplanner.ui.tours.canvas import ruler
from tourplanner.ui.tours.place import ToursPlace


@pytest.fixture
def large(desk: Desk, sample_file: Path) -> Desk:
    """The sample with the largest text: three days are wider than the window."""
    THEME.apply(Scheme.LIGHT, Density.NORMAL, 200)
    desk.open(sample_file)
    return desk


def test_hours_and_heads_stand_over_their_days_however_far_one_scrolls(large: Desk) -> None:
    place = large.window.place("tours")
    assert isinstance(place, ToursPlace)
    board, view = place.board_view, place.board_view.view
    port, bar = view.viewport(), view.horizontalScrollBar()
    assert bar.maximum() > 0

    def hours() -> QImage:
        return port.grab(QRect(0, 0, ruler(), port.height())).toImage()

    bar.setValue(0)
    before = hours()
    bar.setValue(bar.maximum())
    assert hours() == before
    for day, head in enumerate(board.heads):
        scene = next(item for item in view.items_ if item.block.day == day).rect.left()
        left = view.mapTo(board, QPoint(0, 0)).x() + view.mapFromScene(scene, 0).x()
        assert 0 <= left - head.mapTo(board, QPoint(0, 0)).x() <= 8

    last = next(item for item in view.items_ if item.block.number == "3.1")
    view.choose(last)
    under = QPoint(ruler() // 2, view.mapFromScene(last.rect.center()).y())
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=under)
    assert view.current is last  # a click on an hour takes nothing that lies under it


def test_a_block_that_is_gone_to_is_not_under_the_hours(large: Desk) -> None:
    place = large.window.place("tours")
    assert isinstance(place, ToursPlace)
    view = place.board_view.view
    for number in ("3.1", "1.1"):
        view.choose(next(item for item in view.items_ if item.block.number == number))
    assert view.current is not None
    assert view.mapFromScene(view.current.rect.topLeft()).x() >= ruler()
