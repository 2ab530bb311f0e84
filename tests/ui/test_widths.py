"""Columns of lists stay as wide as somebody drew them; a button without room is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.ui.memory import Memory
from tourplanner.ui.shell.window import MainWindow
from tourplanner.ui.widgets.basic import ActionButton, column, row
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.table import Table


def test_a_column_is_drawn_wider_and_is_so_in_the_next_window(
    sample: Desk, doors: ProgramDoors, tmp_path: Path
) -> None:
    sample.window.resize(1900, 900)  # room for every column at 130 %
    table = sample.go("sites").table  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    head, titles = table.horizontalHeader(), [c.title for c in table.rows.columns]
    city = titles.index("City")
    before = head.sectionSize(city)
    at = QPoint(head.sectionViewportPosition(city) + before - 1, head.height() // 2)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(head.viewport(), left, pos=at)
    for step in (10, 20, 40):
        QTest.mouseMove(head.viewport(), at + QPoint(step, 0))
    QTest.mouseRelease(head.viewport(), left, pos=at + QPoint(40, 0))
    assert head.sectionSize(city) == before + 40
    sample.window.commands.by_name["text_130"].trigger()
    sample.settle()
    assert head.sectionSize(city) == round((before + 40) * 1.3)
    sample.window.commands.by_name["text_100"].trigger()
    sample.settle()
    sample.window.memory.save()

    again = MainWindow(doors, Memory(tmp_path / "window.ini"), tmp_path)
    sample.qtbot.addWidget(again)
    other = again.place("sites").table  # type: ignore[attr-defined]
    assert other.horizontalHeader().sectionSize(city) == before + 40
    again.close()


def test_a_button_whose_room_is_taken_back_while_it_is_shown_is_not_there(desk: Desk) -> None:
    class Bar(QWidget):
        """Takes the room back with its next size, as a header that is narrow does."""

        def resizeEvent(self, event: QResizeEvent) -> None:
            button.set_room(False)

    outer, bar = QWidget(), Bar()
    desk.qtbot.addWidget(outer)
    row(outer).addWidget(bar)
    button = ActionButton(QAction("Copy Mon", outer))
    row(bar).addWidget(button)
    outer.resize(600, 40)
    outer.show()
    assert not button.isVisible()
    outer.layout().setContentsMargins(9, 0, 9, 0)
    button.set_room(True)  # Qt lays the bar out anew before it shows what is in it
    assert button.isHidden()
    assert not button.isVisible()


def test_a_flow_takes_no_more_lines_than_it_needs_once_it_is_seen_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, page, box = QStackedWidget(), QWidget(), FlowBox()
    for made in (page, QWidget()):
        pages.addWidget(made)
    layout = column(page)
    layout.addWidget(box)
    layout.addStretch(1)
    for words in ("Word", "PDF", "Calendar"):
        box.flow.addWidget(QPushButton(words))
    qtbot.addWidget(pages)
    pages.resize(600, 400)
    with qtbot.waitExposed(pages):
        pages.show()
    layout.activate()
    needed = box.height()
    pages.setCurrentIndex(1)
    with monkeypatch.context() as colors:  # while they change, edges are wider than they will be
        colors.setattr(box.flow, "heightForWidth", lambda _: 3 * needed)
        for one in (box, page):  # told while it is hidden, so that nothing is left to be told
            QApplication.sendEvent(one, QEvent(QEvent.Type.LayoutRequest))
            QApplication.removePostedEvents(one, QEvent.Type.LayoutRequest.value)
        layout.activate()
    assert box.height() == 3 * needed
    box.setAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent, False)  # it was told of that size
    pages.setCurrentIndex(0)
    qtbot.waitUntil(lambda: box.height() == needed)
