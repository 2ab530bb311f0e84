"""Pictures of the dialogs and forms that a place opens, with long names in them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QScrollArea

from tests.pictures import picture
from tools.pictures.camera import Camera
from tools.pictures.menus import LONG, take_map, take_sites, take_tours, take_window
from tourplanner.store import seal
from tourplanner.ui.visits.sketch import SketchDialog

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
    for row in (1, 0):  # what is chosen already is not opened anew
        visits.note_list.choose(row)
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
    for number, name in enumerate(
        ("Google Pixel 9 Pro Fold of the district office", "Nikon Z 6", "Canon EOS 5D")
    ):
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


def take_practices(camera: Camera) -> None:
    """Take a card's tags and lower end, a new partner, and what a site needs."""
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
    window.nav.choose_tab(2)
    practices.new()
    camera.shot("40-partner")
    window.nav.choose_tab(3)
    camera.shot("40-needs")


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
