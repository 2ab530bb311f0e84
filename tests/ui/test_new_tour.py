"""The form of a new tour: five fields, one file, and a question where a town is not one."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QTableView, QToolButton

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.theme import tokens
from tourplanner.ui.tours.new_tour import NewTourForm


def form_of(desk: Desk) -> NewTourForm:
    form = desk.window.stack.currentWidget()
    assert isinstance(form, NewTourForm)
    return form


def fill(form: NewTourForm, name: str, start: str, end: str = "", state: str = "CA") -> None:
    if form.state is not None:
        form.state.field.setText(state)
    form.name.setText(name)
    form.first.setText("")
    QTest.keyClicks(form.first, "10/14/2013")
    form.start.field.setText(start)
    form.end.field.setText(end)


def test_five_fields_make_a_file_with_a_tour(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.window.start.choices["new"], Qt.MouseButton.LeftButton)
    form = form_of(desk)
    assert form.name.hasFocus()
    assert form.party.value() == 45
    fill(form, "Fall tour", "91104", "Sacramento, CA")
    assert form._dates.text() == "Oct 14–16, 2013"
    desk.qtbot.keyClick(form.name, Qt.Key.Key_Return)
    desk.until(lambda: desk.window.session.tour is not None)
    desk.settle()
    tour = desk.window.session.tour
    assert tour is not None
    assert (tour.name, tour.first) == ("Fall tour", date(2013, 10, 14))
    assert (tour.days, tour.party) == (3, 45)
    assert desk.window.session.path == desk.window.files.documents / "Fall tour.tour"
    assert desk.window.current_place() is desk.window.place("sites")
    tours = desk.go("tours")
    assert tours.empty.sentence.text() == "3 empty days. Choose sites first."  # type: ignore[attr-defined]


def test_a_town_that_may_be_several_asks_which(desk: Desk, sample_file: Path) -> None:
    desk.open(sample_file)
    desk.window.files.new_tour()
    form = form_of(desk)
    fill(form, "Second tour", "Springfield")
    form.make.click()
    desk.until(lambda: bool(form.start.buttons))
    assert form.problem.text() == "“Springfield” may be several places. Choose one."
    assert QApplication.focusWidget() is form.start.buttons[0]
    chosen = form.start.buttons[0].text()
    desk.qtbot.keyClick(form.start.buttons[0], Qt.Key.Key_Space)
    assert form.start.text() == chosen
    assert form.start.buttons == []
    form.make.click()
    desk.until(
        lambda: [t.name for t in desk.window.session.overview.tours].count("Second tour") == 1
    )
    desk.settle()
    assert desk.window.session.tour is not None
    assert desk.window.session.tour.name == "Second tour"
    assert desk.window.place("tours").picker.count() == 2  # type: ignore[attr-defined]


def test_what_is_missing_is_said_in_place_and_nothing_is_made(desk: Desk) -> None:
    desk.window.files.new_file()
    form = form_of(desk)
    form.make.click()
    assert form.problem.text() == "A tour needs a name."
    form.name.setText("Fall tour")
    form.make.click()
    assert form.problem.text() == "A tour needs a start: a town, a ZIP or an address."
    assert form.start.field.hasFocus()
    form.start.field.setText("Fresno")
    form.make.click()
    assert form.problem.text().startswith("An office has a home state")
    assert form.state is not None
    assert form.state.field.hasFocus()
    QTest.keyClicks(form.state.field, "New")
    assert not form.problem.isVisible(), "what is being mended is no longer said"
    form.make.click()
    assert form.problem.isVisible()
    assert form.problem.text().startswith("“New” is no state.")
    form.state.field.setText("CA")
    form.first.setText("")
    QTest.keyClicks(form.first, "Tue, Oct 14, 2013")
    form.make.click()
    assert form.problem.text().startswith("Oct. 14, 2013 is a Monday.")
    assert form.first.hasFocus()
    assert form.first.text() == "Tue, Oct 14, 2013"
    assert not desk.window.files.documents.exists()


def test_the_first_day_is_typed_stepped_or_taken_from_a_calendar(desk: Desk) -> None:
    desk.window.files.new_file()
    form = form_of(desk)
    assert form.first.text() == "Mon, Nov 11, 2013"  # the Monday four weeks or more from now
    form.first.setFocus()
    form.first.selectAll()
    QTest.keyClicks(form.first, "10/14")
    QTest.keyClick(form.first, Qt.Key.Key_Tab)
    assert form.first.text() == "Mon, Oct 14, 2013"
    QTest.keyClick(form.first, Qt.Key.Key_Up)
    assert form.values().first == date(2013, 10, 15)
    QTest.keyClick(form.first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = form.first.findChild(QCalendarWidget)
    assert calendar is not None
    for side in ("prev", "next"):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{side}month")
        assert arrow is not None
        drawn = arrow.grab().toImage()
        spots = ((x, y) for x in range(drawn.width()) for y in range(drawn.height()))
        colors = {drawn.pixelColor(*spot).name() for spot in spots}
        assert tokens().ink.lower() in colors, "in the ink of the running look"
    days = calendar.findChild(QTableView)
    assert days is not None
    week = [days.model().index(1, column) for column in range(days.model().columnCount())]
    inks = {day.data(): day.data(Qt.ItemDataRole.ForegroundRole) for day in week}
    assert inks[30] == QColor(tokens().off), "a day of the month before"
    assert inks[1] != inks[30] != inks[5]
    calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert form.first.text() == "Wed, Oct 16, 2013"
    assert form._dates.text() == "Oct 16–18, 2013"


def test_a_town_that_nobody_knows_keeps_the_form(desk: Desk, sample_file: Path) -> None:
    desk.open(sample_file)
    desk.window.files.new_tour()
    form = form_of(desk)
    desk.window.resize(1280, 720)
    desk.window.commands.by_name["text_200"].trigger()
    desk.settle()
    fill(form, "Second tour", "Qwertyuiop")
    form.make.click()
    desk.until(lambda: bool(form.problem.text()))
    for part in (form.problem, form.make):
        desk.until(lambda part=part: part.visibleRegion().boundingRect() == part.rect())
    assert form.problem.text().startswith("No place “Qwertyuiop” is known.")
    assert form.make.isEnabled()
    assert form_of(desk) is form


def test_going_back_brings_back_what_was_there(desk: Desk, sample_file: Path) -> None:
    desk.window.files.new_file()
    form_of(desk).back.click()
    assert desk.window.stack.currentWidget() is desk.window.start
    desk.open(sample_file)
    desk.go("visits")
    desk.window.files.new_tour()
    form_of(desk).back.click()
    assert desk.window.current_place() is desk.window.place("visits")


def test_a_new_file_asks_for_the_state_and_the_next_one_knows_it(desk: Desk) -> None:
    desk.window.files.new_file()
    form = form_of(desk)
    assert form.state is not None
    assert form.state.text() == "", "no state is guessed"
    form.state.setFocus()
    QTest.keyClicks(form.state.field, "Nev")
    assert form.state.meaning.text() == "Nevada"
    QTest.keyClick(form.state.field, Qt.Key.Key_Tab)
    assert form.state.text() == "Nevada"
    fill(form, "Silver tour", "Reno", state="Nevada")
    form.make.click()
    desk.until(lambda: desk.window.session.tour is not None)
    desk.settle()
    sites = desk.window.place("sites")
    assert isinstance(sites, SitesPlace)
    assert sites.model.rowCount() == 0, "no other state's schools"
    desk.window.files.new_file()
    again = form_of(desk)
    assert again.state is not None
    assert again.state.text() == "Nevada"


def test_the_sample_says_nothing_of_the_own_state(sample: Desk) -> None:
    sample.window.files.new_file()
    form = form_of(sample)
    assert form.state is not None
    assert form.state.text() == ""


def test_nothing_is_typed_while_the_file_is_made(desk: Desk) -> None:
    desk.window.files.new_file()
    form = form_of(desk)
    fill(form, "Fall tour", "Qwertyuiop")
    form.start.field.setFocus()
    form.make.click()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "late words")
    assert [form.name.text(), form.start.text()] == ["Fall tour", "Qwertyuiop"]
    assert not form.name.isEnabled()
    desk.until(lambda: bool(form.problem.text()))
    assert form.name.isEnabled(), "what was wrong can be mended"
    form.start.field.setText("Fresno")
    form.make.click()
    desk.until(lambda: desk.window.session.tour is not None)


def test_another_file_begins_without_what_was_looked_for_in_the_last(sample: Desk) -> None:
    sites = sample.go("sites")
    assert isinstance(sites, SitesPlace)
    sites.field.setText("Dorsa")
    sites.choose_tab(1)
    sites.field.setText("Madison")
    sample.settle()
    sample.window.files.new_file()
    form = form_of(sample)
    fill(form, "Second tour", "Fresno, CA")
    form.make.click()
    sample.until(lambda: sample.window.current_place() is sites)
    sample.settle()
    assert (sites.tab, sites.field.text()) == (0, "")
    sites.choose_tab(1)
    assert sites.field.text() == ""


def test_the_office_of_the_last_file_is_offered_and_taken_only_when_ticked(
    desk: Desk, doors: ProgramDoors, tmp_path: Path, sample_file: Path
) -> None:
    last = tmp_path / "Spring.tour"
    profile = {"home_state": "CA", "member_title": "Senator", "member_name": "Ana Ruiz"}
    profile |= {"press_contact": "Lee Wong", "press_phone": "916-555-0111", "hashtag": "#Spring"}
    doors.create(last, profile).close()
    desk.window.memory.add_recent(last)
    desk.window.memory.add_recent(sample_file)  # what is invented is nobody's profile
    kept = []
    for name, ticks in (("Fall", False), ("Winter", True)):
        desk.window.files.new_file()
        form = form_of(desk)
        desk.until(form.office.isVisible)
        assert form.office.box.text() == "Take the office profile from Spring"
        words = form.office.box.accessibleDescription()
        assert words == "Senator Ana Ruiz; press contact Lee Wong, 916-555-0111"
        assert not form.office.box.isChecked()
        if ticks:
            form.office.box.setFocus()
            desk.qtbot.keyClick(form.office.box, Qt.Key.Key_Space)
        fill(form, name, "91104")
        form.make.click()
        desk.until(lambda: desk.window.session.tour is not None)
        desk.settle()
        desk.window.files.close_file()
        with closing(doors.open(desk.window.files.documents / f"{name}.tour", write=False)) as made:
            kept.append({one.name: one.value for one in made.profile.read() if one.value})
        desk.window.memory.add_recent(last)
    assert kept[0] == {"home_state": "CA"}
    assert kept[1] == {name: value for name, value in profile.items() if name != "hashtag"}
