"""Every control has a name and every place is reached by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
    QTextBrowser,
    QWidget,
)

from tests.ui.conftest import Desk
from tourplanner.ui.place import Place
from tourplanner.ui.shell.sidebar import PLACES, SETTINGS
from tourplanner.ui.shell.window import MainWindow

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
        can_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if isinstance(widget, CONTROLS) or can_focus:
            # The list of a folded field and the field of a spin box are named by their owner.
            if isinstance(widget.parentWidget(), QComboBox):
                continue
            yield widget


def check_names(window: QWidget) -> None:
    """Every control that is shown has a name, and a role that a screen reader knows."""
    shown = list(controls(window))
    assert [f"{w!r} in {w.parentWidget()!r}" for w in shown if not name_of(w)] == []
    # A page to read is static text to a screen reader.
    parts = [w for w in shown if not isinstance(w, QTextBrowser)]
    assert [repr(w) for w in parts if role_of(w) in NO_ROLES] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_place_is_named_walked_by_tab_and_all_in_menus(sample: Desk, name: str) -> None:
    sample.go(name)
    place = sample.window.current_place()
    assert place is not None
    for tab in range(max(1, len(place.tabs))):
        place.choose_tab(tab)
        sample.settle()
        check_names(sample.window)
    place.choose_tab(0)
    sample.settle()
    check_tab(sample, place)
    check_menus(sample.window, place)


def test_every_control_of_the_start_page_and_the_form_has_a_name(desk: Desk) -> None:
    check_names(desk.window)
    desk.window.files.new_file()
    check_names(desk.window)


def check_tab(sample: Desk, place: Place) -> None:
    """Tab goes through all of a place and comes back."""
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
    assert view.current.block.title.startswith("Driver rests")
    sample.qtbot.keyClick(view, Qt.Key.Key_Up)
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
    for area in (papers.pane.pages_view, papers.held_back):
        assert isinstance(area, QAbstractScrollArea)
        assert area.focusPolicy() & Qt.FocusPolicy.TabFocus


def check_menus(window: MainWindow, place: Place) -> None:
    """Every action of a place is in a menu, and has its key alone."""
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


def test_what_is_opened_late_has_names_too(sample: Desk, tmp_path: Path) -> None:
    """Forms, wizards, cards and lists that no place shows at first."""
    window = sample.window

    def look(*opened: object) -> None:
        sample.settle()
        check_names(window)

    tours = sample.go("tours")
    look(tours.asides.show_hotels())
    look(tours.asides.hotels.left.emit(), tours.about_action.trigger())
    visits = sample.go("visits")
    look(visits.middle.making.quote())
    look(visits.middle.making.promise())
    day = sample.go("day")
    look(day.rehearsing.toggle())
    look(day.start_late())
    look(day.set_sunlight(True))
    day.set_sunlight(False)
    sites = sample.go("sites")
    sites.taking.review_list("Madison Elementary\nNo such school at all")
    sample.until(lambda: sites.taking.review is not None and sites.taking.review.step == 1)
    look()
    sites.taking.review.cancel.click()
    table = tmp_path / "sites.csv"
    table.write_text("School,Town,Call first\nMadison Elementary,,555-0117\n", "utf-8")
    look(sites.taking.start_import())
    sites.taking.import_file(table)
    sample.until(lambda: sites.taking.wizard.step == 1)
    look()
    sites.taking.wizard.next.click()
    sample.until(lambda: sites.taking.wizard.step == 2)
    look()
    sites.taking.wizard.cancel.click()
    sites.choose_tab(1)
    sample.settle()
    sites.table.choose(0)
    sample.settle()
    look(sites.blocks.case.add_line("need"))
    practices = sample.go("practices")
    practices.choose_tab(1)
    sample.settle()
    look(practices.cards.table.choose(0))
    look(window.finding.open_beside("tour", window.session.tour_id))
    look(window.helping.show_help())
    look(window.helping.show_keys())
    look(window.files.seal_file())
    look(window.files.new_tour())
    window.finding.open_palette()
    sample.settle()
    check_names(window.finding.palette)
    window.finding.palette.close()
