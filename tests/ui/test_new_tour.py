"""The form of a new tour: five fields, one file, and a question where a town is not one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget

from tests.ui.conftest import Desk
from tourplanner.ui.tours.new_tour import NewTourForm


def form_of(desk: Desk) -> NewTourForm:
    form = desk.window.stack.currentWidget()
    assert isinstance(form, NewTourForm)
    return form


def fill(form: NewTourForm, name: str, start: str, end: str = "") -> None:
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
    assert form.first.text() == "Fri, Nov 8, 2013"  # four weeks from the clock of the tests
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
    calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert form.first.text() == "Wed, Oct 16, 2013"
    assert form._dates.text() == "Oct 16–18, 2013"


def test_a_town_that_nobody_knows_keeps_the_form(desk: Desk, sample_file: Path) -> None:
    desk.open(sample_file)
    desk.window.files.new_tour()
    form = form_of(desk)
    fill(form, "Second tour", "Qwertyuiop")
    form.make.click()
    desk.until(lambda: bool(form.problem.text()))
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
