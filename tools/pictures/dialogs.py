"""Pictures of the dialogs, menus, forms and questions that a place opens, with long names in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QScrollArea, QWidget

from tests.pictures import picture
from tools.pictures.camera import Camera
from tourplanner.store import seal
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.visits.sketch import SketchDialog
from tourplanner.ui.widgets.fields import DateBox

LONG = (
    "Escuela Comunitaria Benito Juárez & Dr. Martin Luther King, Jr. K-8 Academy of the Arts "
    "and Sciences <b>at Lincoln Park</b>"
)
CARDS = (
    f"BEGIN:VCARD\nFN:{LONG}\nORG:{LONG}\nTEL:626-555-0117\nEND:VCARD\n"
    "BEGIN:VCARD\nFN:Bo Lind\nORG:Library\nEMAIL:bo@example.org\nEND:VCARD\n"
    "BEGIN:VCARD\nFN:Robert Lind\nEMAIL:bo@example.org\nEND:VCARD\n"
    "BEGIN:VCARD\nORG:A card without a person\nEND:VCARD\n"
)
BUSY = "".join(
    f"BEGIN:VEVENT\nUID:{day}\nSUMMARY:Secret\nDTSTART:201310{day}T170000Z\nDURATION:PT1H30M\n"
    "END:VEVENT\n"
    for day in (14, 15, 16)
)
MAP = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    "<Folder><name>Partners</name><Placemark><name>Sunrise Community House</name>"
    "<Point><coordinates>-119.78,36.74</coordinates></Point></Placemark><Placemark>"
    "<name>Madison Elementary &amp; Family Center</name>"
    "<Point><coordinates>-118.14,34.17</coordinates></Point></Placemark></Folder></Document></kml>"
)
CHANGED = (
    "School,Town,Lat,Long,Why\nSunrise Community House,Clovis,36.80,-119.70,"
    "the best garden of the valley\nHarbor House,Fresno,36.75,-119.80,new\n"
)
WALK = ("Bus bay", "Front office", LONG.replace("á", "a"))  # a keyboard of the tests has no á


def take_all(camera: Camera, home: Path) -> None:
    """Take them place by place; what makes the file another one comes last."""
    take_window(camera)
    take_tours(camera)
    take_sites(camera)
    take_imports(camera, home)
    take_visits(camera, home)
    take_papers(camera, home)
    take_map(camera)
    take_practices(camera)
    take_settings(camera)
    take_records(camera, home)


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
    for step in (10, 60, 130):
        carry(view.viewport(), middle + QPoint(0, step))
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


def reveal(widget: QWidget) -> None:
    """Scroll a page so far that a part of it is seen."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget)


def carry(widget: QWidget, to: QPoint) -> None:
    """Move the pointer with its button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at, there = QPointF(to), QPointF(widget.mapToGlobal(to))
    move = QMouseEvent(QEvent.Type.MouseMove, at, there, Qt.MouseButton.NoButton, left, none)
    QApplication.sendEvent(widget, move)


def take_sites(camera: Camera) -> None:
    """Take the menus of the list, and the blocks of a candidate's page."""
    window = camera.window
    window.go("sites")
    sites = window.place("sites")
    window.nav.choose_tab(1)
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
    if sites.split.is_narrow:
        sites.show_page()
    for name, act, widget in (
        ("by-hand", blocks.finder.by_hand.begin, blocks.finder.by_hand),
        ("online", partial(blocks.finder.look_up, online=True), blocks.finder),
        ("case-menu", blocks.case.ask, blocks.case.add),
        ("case-need", partial(blocks.case.add_line, "need"), blocks.case.form),
        ("twice", blocks.twice.other.setFocus, blocks.twice),
        ("record", blocks.record.show, blocks.record),
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
    camera.settle()


def take_imports(camera: Camera, home: Path) -> None:
    """Take a map that comes in, where a column goes, and a list that comes in again."""
    window = camera.window
    window.go("sites")
    taking = window.place("sites").taking
    path = home / "partners.kml"
    path.write_text(MAP, "utf-8")
    taking.import_file(path)
    camera.until(lambda: taking.wizard is not None and taking.wizard.step == 1)
    camera.shot("36-map-file")
    taking.wizard.columns_page.table.ask(0)
    camera.shot("36-column-menu")
    taking.wizard.next.click()
    camera.until(lambda: taking.wizard.step == 2)
    camera.shot("36-map-rows")
    for row in range(2):
        taking.wizard.rows_page.table.choose(row)
        QTest.keyClick(taking.wizard.rows_page.table, Qt.Key.Key_H)
    camera.settle()
    taking.wizard.next.click()
    camera.until(lambda: taking.wizard is None)
    again = home / "partners again.csv"
    again.write_text(CHANGED, "utf-8")
    taking.import_file(again)
    camera.until(lambda: taking.wizard is not None and taking.wizard.step == 1)
    taking.wizard.next.click()
    camera.until(lambda: taking.wizard.step == 2)
    camera.shot("36-again")
    taking.wizard.cancel.click()
    camera.settle()


def take_visits(camera: Camera, home: Path) -> None:
    """Take the walk-through, the camera's clock, the rating, the tags, the memo, the review."""
    window = camera.window
    window.go("visits")
    visits = window.place("visits")
    camera.until(lambda: visits.notes.rowCount() > 0)
    middle = visits.middle
    visits.note_list.choose(0)
    camera.settle()
    visits.rating.ask()
    camera.shot("37-rating")
    middle.making.tag()
    camera.shot("37-tags")
    middle.review.comments.click()
    camera.shot("37-comments")
    middle.review.changes.click()
    camera.shot("37-changes")
    visits.asking.ask()
    camera.settle()
    camera.shot("37-question")
    middle.open_photo(middle.strip.photos.values[0].id)
    camera.settle()
    middle.photo_page.sketch.click()
    camera.settle()
    sketch = visits.findChild(SketchDialog)
    for number, words in enumerate(WALK):
        at = QPoint((number + 1) * sketch.plan.width() // 4, sketch.plan.height() // 2)
        QTest.mouseClick(sketch.plan, Qt.MouseButton.LeftButton, pos=at)
        QTest.keyClicks(sketch.lines[number], words)
    camera.shot("37-walk-through")
    folder = home / "unknown cameras"
    for number, name in enumerate(("Google Pixel 9 Pro Fold of the district office", LONG[:60])):
        at = f"2013:10:14 10:4{number}:07"
        picture(folder / f"{number}.jpg", at, camera=name, seed=9 + number)
    visits.taking.take([folder], visits.stops.values[0].stop)
    camera.settle()
    camera.shot("37-camera-clock")


def take_papers(camera: Camera, home: Path) -> None:
    """Take people who come in from files, the other ways to write a paper, and messages."""
    window = camera.window
    window.go("papers")
    papers = window.place("papers")
    window.nav.choose_tab(0)
    camera.settle()
    cards, calendar = home / "people of the tour.vcf", home / "calendar of the member.ics"
    cards.write_text(CARDS, "utf-8")
    calendar.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{BUSY}END:VCALENDAR\n", "utf-8")
    papers.take_cards(cards)
    camera.shot("38-contact-cards")
    papers.take_cards(cards)
    camera.settle()
    papers.findChild(QDialog)._on_add()
    camera.settle()
    papers.take_calendar(calendar)
    camera.settle()
    papers.findChild(QDialog).who.setCurrentIndex(1)
    camera.shot("38-busy")
    window.nav.choose_tab(0)
    papers.papers.choose("advisory")
    camera.settle()
    papers.other.menu().popup(papers.other.mapToGlobal(QPoint()))
    camera.shot("38-other-formats")
    menu = papers.other.menu()
    menu.popup(papers.other.mapToGlobal(QPoint()))
    menu.setActiveAction(menu.actions()[-1])
    QTest.keyClick(menu, Qt.Key.Key_Right)
    camera.shot("38-binder")
    papers.message_action.trigger()
    camera.shot("38-message")
    papers.mail_action.trigger()
    camera.shot("38-mail")


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


def take_practices(camera: Camera) -> None:
    """Take a card's tags and lower end, a partner and a need."""
    window = camera.window
    window.go("practices")
    practices = window.place("practices")
    window.nav.choose_tab(1)
    camera.settle()
    practices.cards.table.choose(0)
    camera.settle()
    practices.cards.table.opened.emit(0)
    practices.tag()
    camera.shot("40-card-tags")
    camera.below("40-card-below", practices.page_of_card)


def take_settings(camera: Camera) -> None:
    """Take the lower ends of the settings."""
    window = camera.window
    window.go("settings")
    settings = window.place("settings")
    for number in range(len(settings.tabs)):
        window.nav.choose_tab(number)
        camera.settle()
        areas = [a for a in settings.findChildren(QScrollArea) if a.isVisible()]
        camera.below(f"20-settings-{number}-below", areas[0])


def take_records(camera: Camera, home: Path) -> None:
    """Take the records, a seal and what asks for its passphrase."""
    window = camera.window
    window.files.show_records()
    form = window.stack.currentWidget()
    form.reason.setText(f"Request of Sept. 3 by {LONG}")
    form.hold_tour.click()
    form.until.setFocus()
    QTest.keyClicks(form.until, "1/31/2030")
    QTest.keyClick(form.until, Qt.Key.Key_Return)
    form.private.setChecked(True)
    camera.shot("41-records")
    camera.below("41-records-below", form)
    form.back.click()
    window.files.seal_file()
    form = window.stack.currentWidget()
    form.passphrase.setText("four words of ours")
    form.again.setText("five words of ours")
    form.seal.click()
    camera.shot("41-seal")
    form.again.setText("four words of ours")
    form.seal.click()
    camera.settle()
    camera.until(form.code.isVisible)
    camera.shot("41-seal-code")
    form.back.click()
    path = window.session.path
    window.files.close_file()
    seal.forget()  # as in a program that was just started
    camera.settle()
    window.open_path(path)
    camera.settle()
    camera.shot("41-passphrase")
