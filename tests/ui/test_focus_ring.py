"""The ring around what has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from shiboken6 import delete

from tests.ui.conftest import Desk


def field_in(desk: Desk) -> QLineEdit:
    made = QLineEdit(desk.window)
    made.setGeometry(300, 300, 120, 28)
    made.show()
    return made


def test_the_ring_stands_off_the_field_that_has_the_keyboard(desk: Desk) -> None:
    field = field_in(desk)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    desk.until(field.hasFocus)
    ring = desk.window.ring
    assert ring.isVisible()
    assert ring.geometry().contains(field.geometry().adjusted(-2, -2, 2, 2))
    field.move(340, 320)
    assert ring.geometry().contains(field.geometry())
    field.hide()
    assert not ring.isVisible() or not ring.geometry().contains(field.geometry())


def test_a_field_that_is_taken_away_while_it_has_the_keyboard_leaves_no_ring(desk: Desk) -> None:
    field, other = field_in(desk), field_in(desk)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    desk.until(field.hasFocus)
    delete(field)
    assert not desk.window.ring.isVisible()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    desk.until(other.hasFocus)
    assert desk.window.ring.isVisible()
