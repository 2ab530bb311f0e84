"""Every control has a name and every place is reached by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QWidget,
)

from tests.ui.conftest import Desk
from tourplanner.ui.shell.sidebar import PLACES, SETTINGS

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
)
NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.StaticText)
NAMES = [entry.name for entry in (*PLACES, SETTINGS)]


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def role_of(widget: QWidget) -> QAccessible.Role:
    """What a screen reader takes a widget for."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role() if interface is not None else QAccessible.Role.NoRole


def controls(root: QWidget) -> Iterator[QWidget]:
    """Every control that is shown; Qt's own parts of a control are not counted."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QScrollBar | QLabel):
            continue
        if isinstance(widget, CONTROLS):
            # The list of a folded field and the field of a spin box are named by their owner.
            if isinstance(widget.parentWidget(), QComboBox):
                continue
            yield widget


@pytest.mark.parametrize("name", NAMES)
def test_every_control_of_every_place_has_a_name(sample: Desk, name: str) -> None:
    sample.go(name)
    place = sample.window.current_place()
    assert place is not None
    for tab in range(max(1, len(place.tabs))):
        place.choose_tab(tab)
        sample.settle()
        nameless = [repr(w) for w in controls(sample.window) if not name_of(w)]
        assert nameless == []
        assert [repr(w) for w in controls(sample.window) if role_of(w) in NO_ROLES] == []


def test_every_control_of_the_start_page_and_the_form_has_a_name(desk: Desk) -> None:
    assert [repr(w) for w in controls(desk.window) if not name_of(w)] == []
    desk.window.files.new_file()
    assert [repr(w) for w in controls(desk.window) if not name_of(w)] == []


@pytest.mark.parametrize("name", NAMES)
def test_tab_goes_through_a_place_and_comes_back(sample: Desk, name: str) -> None:
    sample.go(name)
    place = sample.window.current_place()
    assert place is not None
    place.first_widget().setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        if focus is None or focus in seen:
            break
        seen.append(focus)
        sample.qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert len(seen) < 80
    wanted = [
        w
        for w in controls(sample.window)
        if w.isEnabled()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(w.parentWidget(), QSpinBox)
    ]
    missed = [repr(w) for w in wanted if w not in seen]
    assert missed == []


def test_rows_are_spoken_as_sentences(sample: Desk) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    tours = sample.window.place("tours")
    spoken = [
        str(tours.lines.lines.index(row, 0).data(role))
        for row in range(tours.lines.lines.rowCount())
    ]
    words = "Stop 1.1, Madison Elementary, Mon, Oct 14 9:30–11:00 am, confirmed, locked"
    assert f"{words}, open to the press" in spoken
    sample.go("sites")
    sites = sample.window.place("sites")
    sites.choose_tab(1)
    sample.settle()
    assert "Must see" in str(sites.model.index(0, 0).data(role))


def test_the_board_can_be_walked_with_keys(sample: Desk) -> None:
    tours = sample.window.place("tours")
    view = tours.board_view.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.current is not None
    assert view.current.block.number == "1.1"
    sample.qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current.block.day == 1
    sample.qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current.block.kind == "H"
    sample.qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current.block.kind == "D"
    assert view.accessibleDescription().startswith("Leave ")
    sample.qtbot.keyClick(view, Qt.Key.Key_Return)
    field = tours.inspector.selection.leg.minutes
    assert QApplication.focusWidget() in (field, field.lineEdit())


def test_scroll_areas_of_text_can_be_scrolled_with_keys(sample: Desk) -> None:
    sample.go("papers")
    papers = sample.window.place("papers")
    for area in (papers.pages_view, papers.held_back):
        assert isinstance(area, QAbstractScrollArea)
        assert area.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("name", NAMES)
def test_every_action_of_a_place_is_in_a_menu_and_has_its_key_alone(
    sample: Desk, name: str
) -> None:
    sample.go(name)
    window, place = sample.window, sample.window.current_place()
    assert place is not None
    in_menus: set[QAction] = set()

    def walk(menu: QMenu) -> None:
        for action in menu.actions():
            in_menus.add(action)
            if action.menu() is not None:
                walk(action.menu())

    for menu in window.commands.menus.values():
        walk(menu)
    assert [a.text() for a in place.actions() if a.text() and a not in in_menus] == []
    held: dict[str, set[str]] = {}
    for action in (*window.commands.by_name.values(), *place.actions()):
        if action.shortcutContext() is Qt.ShortcutContext.WindowShortcut:
            for key in action.shortcuts():
                held.setdefault(key.toString(), set()).add(action.text())
    assert {key: words for key, words in held.items() if len(words) > 1} == {}
