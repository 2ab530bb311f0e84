"""Pictures of menus, and of what a place asks and offers; names are as long as people type them."""

from __future__ import annotations

from functools import partial
from threading import Event

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from tools.pictures.camera import Camera
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.widgets.fields import DateBox

LONG = (
    "Escuela Comunitaria Benito Juárez & Dr. Martin Luther King, Jr. K-8 Academy of the Arts "
    "and Sciences <b>at Lincoln Park</b>"
)


def take_window(camera: Camera) -> None:
    """Take the menus of the menu bar, notices and the jobs that run."""
    window, commands = camera.window, camera.window.commands
    window.toast.hide()
    for name, menu in commands.menus.items():
        window.menuBar().setActiveAction(menu.menuAction())
        camera.shot(f"30-menu{name.replace('&', '-').lower()}")
    for words, under in (("Colors", "&View"), ("Text size", "&View"), ("Recent files", "&File")):
        menu = commands.menus[under]
        window.menuBar().setActiveAction(menu.menuAction())
        menu.setActiveAction(next(act for act in menu.actions() if act.text() == words))
        camera.shot(f"30-menu-{words.lower().replace(' ', '-')}")
    window.session.tell(Notice(Tone.BAD, "The folder is full. Free some room in it."))
    words = f"{LONG} is not reached by any leg of this tour."
    window.session.tell(Notice(Tone.WARN, words, LONG, "Show it"))
    camera.shot("31-notice")
    window.notices.clear()
    end = Event()
    for title in (f"Reading {LONG}.csv", "Adding 48 photos", "Writing 3 papers"):
        window.session.jobs.read(
            lambda *_: end.wait(60), lambda _: None, topic=title, title=title, needs_file=False
        )
    window.status.tray._show_all()
    camera.shot("31-jobs", busy=True)
    end.set()


def take_tours(camera: Camera) -> None:
    """Take what the board asks and offers, and the page of tour and coach."""
    window = camera.window
    window.go("tours")
    tours = window.place("tours")
    window.nav.choose_tab(0)
    camera.settle()
    view = tours.board_view.view
    stop = next(item for item in view.items_ if item.block.number == "2.1")
    view.choose(stop)
    camera.menu("32-block-menu", view, view.mapFromScene(stop.rect.center()))
    middle = view.mapFromScene(stop.rect.center())
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    after = next(item for item in view.items_ if item.block.number == "2.2")
    to = view.mapFromScene(after.rect.center()) + QPoint(0, 10)
    for at in (middle + QPoint(0, 10), (middle + to) / 2, to):
        carry(view.viewport(), at)
    camera.shot("32-drag")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    inspector = tours.inspector
    if tours.split.is_narrow:
        tours.inspector_action.trigger()
    findings = inspector.findings
    for row, entry in enumerate(findings.entries.rows):
        if entry.finding is not None:
            findings.setCurrentIndex(findings.entries.index(row, 0))
            break
    reveal(findings)
    camera.menu("32-check-menu", findings, findings.visualRect(findings.currentIndex()).center())
    for row in range(len(findings.entries.rows)):
        if findings._may_accept(row):
            findings.setCurrentIndex(findings.entries.index(row, 0))
            tours.accept_action.trigger()
            camera.shot("32-check-accept")
            QTest.keyClick(inspector.accept.why, Qt.Key.Key_Escape)
            break
    tours.board_actions.take_off.trigger()
    camera.settle()
    waiting = inspector.not_placed.table
    waiting.choose(0)
    reveal(waiting)
    camera.shot("32-not-placed")
    camera.menu("32-not-placed-menu", waiting, waiting.visualRect(waiting.currentIndex()).center())
    window.session.undo()
    camera.settle()
    if tours.split.is_narrow:
        tours.inspector_action.trigger()
    window.nav.choose_tab(2)
    tours.result.others.look.click()
    camera.settle()
    camera.shot("32-other-plans")
    camera.below("32-other-plans-below", tours.result)
    window.nav.choose_tab(0)
    tours.asides.show_about()
    camera.shot("33-about")
    camera.below("33-about-below", tours.asides.about)
    tours.asides.about.add.click()
    camera.settle()
    camera.shot("33-about-coaches")
    window.session.undo()
    camera.settle()
    tours.asides.leave()
    window.files.new_file()
    form = window.stack.currentWidget()
    form.name.setText(LONG)
    form.start.field.setText("Lincoln")
    form.make.click()
    camera.shot("33-new-tour-asks")
    form.findChild(DateBox)._open()
    camera.shot("33-calendar")
    office = window.session.path
    form.state.field.setText("CA")
    form.make.click()
    camera.until(lambda: window.session.path != office)
    window.go("sites")
    sites = window.place("sites")
    sites.field.setText("madison")
    camera.until(lambda: sites.model.rowCount() > 0)
    sites.table.choose(0)
    camera.shot("33-long-name")
    window.go("tours")
    camera.shot("33-long-name-tours")
    window.open_path(office)
    camera.settle()


def carry(widget: QWidget, to: QPoint) -> None:
    """Move the pointer with its button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at, there = QPointF(to), QPointF(widget.mapToGlobal(to))
    move = QMouseEvent(QEvent.Type.MouseMove, at, there, Qt.MouseButton.NoButton, left, none)
    QApplication.sendEvent(widget, move)


def reveal(widget: QWidget) -> None:
    """Scroll a page so far that a part of it is seen."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget)


def take_sites(camera: Camera) -> None:
    """Take the menus of the list, and the blocks of a candidate's page."""
    window = camera.window
    window.go("sites")
    sites = window.place("sites")
    window.nav.choose_tab(1)
    camera.settle()
    camera.until(lambda: sites.model.rowCount() > 0)
    sites.table.choose(0)
    camera.settle()
    sites.columns.ask()
    camera.shot("11-sites-columns")
    sites.table.ask_order()
    camera.shot("34-order")
    sites.filters.ask()
    camera.shot("34-filter")
    sites.filters.ask()
    menu = QApplication.activePopupWidget()
    menu.setActiveAction(menu.actions()[1])
    QTest.keyClick(menu, Qt.Key.Key_Right)
    camera.shot("34-filter-choices")
    blocks = sites.blocks
    sites.split.show_detail()
    for name, act, widget in (
        ("by-hand", blocks.finder.by_hand.begin, blocks.finder.by_hand),
        ("online", partial(blocks.finder.look_up, online=True), blocks.finder),
        ("case-menu", blocks.case.ask, blocks.case.add),
        ("case-need", partial(blocks.case.add_line, "need"), blocks.case.form),
        ("twice", blocks.twice.other.setFocus, blocks.twice),
        ("record", blocks.record.show, blocks.record),
        ("entry", blocks.record.parts["entry"].edit.click, blocks.record.parts["entry"]),
        ("districts", blocks.districts.show, blocks.districts),
    ):
        reveal(widget)
        act()
        camera.settle()
        if not name.endswith("menu"):
            reveal(widget)
        camera.shot(f"35-site-{name}")
    next(b for b in sites.lacks.findChildren(QPushButton) if "counties" in b.text()).click()
    camera.shot("34-lacks")
    sites.filters.set_filters(())
    sites.split.show_list()
    camera.settle()


def take_map(camera: Camera) -> None:
    """Take what is within a time, the lasso and the pins that are moved, on the plain map."""
    window = camera.window
    window.go("map")
    place = window.place("map")
    camera.settle()
    place.acts.plain.trigger()
    place.list.table.choose(1)
    camera.settle()
    place.acts.within.trigger()
    camera.shot("39-within")
    place.acts.lasso.trigger()
    camera.shot("39-lasso")
    QTest.keyClick(place.choosing.sheet, Qt.Key.Key_Escape)
    place.acts.all.trigger()
    place.acts.move.trigger()
    camera.shot("39-move-pins")
    place.acts.move.trigger()
    window.menuBar().setActiveAction(window.commands.menus["&Tour"].menuAction())
    camera.shot("39-map-menu")
    place.acts.plain.trigger()
