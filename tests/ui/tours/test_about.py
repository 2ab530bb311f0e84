"""The tour itself is changed in the window: each line a step of Undo, what does not fit is told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Desk
from tourplanner.core.checks import bus
from tourplanner.ui.tours.about import AboutPage
from tourplanner.ui.tours.place import ToursPlace


def place_of(desk: Desk) -> ToursPlace:
    place = desk.window.place("tours")
    assert isinstance(place, ToursPlace)
    return place


def about_of(desk: Desk) -> AboutPage:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_T, keys)
    desk.settle()
    about = place_of(desk).asides.about
    assert about is not None
    assert about.isVisible()
    desk.until(lambda: bool(about.fields))
    return about


def kind(desk: Desk, about: AboutPage, name: str, words: str) -> None:
    field = about.fields[name].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()


def rules(desk: Desk) -> set[str]:
    arrangement = place_of(desk).editor.arrangement
    assert arrangement is not None
    return {finding.rule for finding in arrangement.planned.findings}


def test_the_coach_gets_a_lift_and_seats_and_the_checks_follow(sample: Desk) -> None:
    sample.go("tours")
    about = about_of(sample)
    sample.until(about.fields["name"].field.hasFocus)
    kind(sample, about, "lift_users", "1")
    kind(sample, about, "has_lift", "no")
    sample.until(lambda: bus.LIFT in rules(sample))
    kind(sample, about, "seats", "30")
    sample.until(lambda: bus.CAPACITY in rules(sample))
    kind(sample, about, "has_lift", "yes")
    sample.until(lambda: bus.LIFT not in rules(sample))
    kind(sample, about, "seats", "56")
    sample.until(lambda: bus.CAPACITY not in rules(sample))
    kind(sample, about, "name", "Fall round")
    assert sample.window.session.tour.name == "Fall round"
    for _ in range(2):
        sample.window.session.undo()
        sample.settle()
    sample.until(lambda: about.fields["seats"].text() == "30")
    assert bus.CAPACITY in rules(sample)


def test_a_second_coach_is_typed_beside_the_first_and_taken_out_again(sample: Desk) -> None:
    sample.go("tours")
    about = about_of(sample)
    assert not about.away, "one coach: nothing to take out, no heads"
    alone = list(about.fields)
    kind(sample, about, "seats", "30")
    sample.until(lambda: bus.CAPACITY in rules(sample))
    QTest.keyClick(about.add, Qt.Key.Key_Space)
    sample.until(lambda: len(about.away) == 2)
    second = next(coach for coach in about.away if coach)
    sample.until(about.fields[f"{second}/coach"].field.hasFocus)
    sample.until(lambda: bus.CAPACITY not in rules(sample))
    kind(sample, about, f"{second}/coach", "Minibus")
    kind(sample, about, f"{second}/seats", "12")
    sample.until(lambda: bus.CAPACITY in rules(sample))
    assert about.fields[f"{second}/seats"].field.accessibleName() == "Seats, coach 2"
    kind(sample, about, f"{second}/driver_name", "Ana Ruiz")
    kind(sample, about, f"{second}/yard", "Nowhereville Q")
    assert "No place" in about.fields[f"{second}/yard"].problem.text()
    kind(sample, about, f"{second}/yard", "Fresno")
    field = about.fields[f"{second}/yard"]
    sample.until(lambda: field.text() == "Fresno, CA")
    kind(sample, about, f"{second}/coach", about.fields["coach"].text())
    assert "There is a coach" in about.fields[f"{second}/coach"].problem.text()
    kind(sample, about, f"{second}/coach", "Minibus")
    about.away[second].click()
    sample.until(lambda: list(about.fields) == alone)
    sample.window.session.undo()
    sample.settle()
    sample.until(lambda: len(about.away) == 2)
    assert about.fields[f"{second}/driver_name"].text() == "Ana Ruiz"
    first = about.fields["coach"].text()
    about.away[""].click()
    sample.until(lambda: "coach" not in about.fields)
    assert about.fields[f"{second}/coach"].text() == "Minibus"
    assert about.fields[f"{second}/seats"].field.accessibleName() == "Seats"
    assert not about.away
    for _ in range(7):  # take out, yard, driver, seats, name, add, seats
        sample.window.session.undo()
        sample.settle()
    sample.until(lambda: list(about.fields) == alone)
    assert about.fields["coach"].text() == first


def test_the_keyboard_and_what_is_typed_stay_where_coaches_change_places(sample: Desk) -> None:
    sample.go("tours")
    about = about_of(sample)
    for count in (2, 3):
        about.add.click()
        sample.until(lambda count=count: len(about.away) == count)
        sample.settle()
    kind(sample, about, "seats", "9999")
    before = list(about.fields)
    second, third = (coach for coach in about.away if coach)
    name, seats = (about.fields[f"{second}/{line}"].field for line in ("coach", "seats"))
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Van")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    QTest.keyClicks(seats, "2")
    sample.until(lambda: list(about.fields) != before)  # the Van comes after Coach 3
    sample.settle()
    assert QApplication.focusWidget() is about.fields[f"{second}/seats"].field is seats
    QTest.keyClicks(seats, "4")
    QTest.keyClick(seats, Qt.Key.Key_Return)
    sample.settle()
    assert about.fields[f"{second}/seats"].text() == "24"
    assert seats.accessibleName() == "Seats, coach 3"
    assert about.away[second].accessibleName() == "Take coach 3 out"
    # Tab goes on in the order that is seen.
    above = about.fields[f"{third}/driver_phone"].field
    above.setFocus()
    QTest.keyClick(above, Qt.Key.Key_Tab)
    assert about.away[second].hasFocus()
    QTest.keyClick(about.away[second], Qt.Key.Key_Tab)
    assert name.hasFocus()
    assert "does not fit" in about.fields["seats"].problem.text()
    assert about.fields["seats"].text() == "9999", "it was never kept, and stays to be mended"
    about.away[second].setFocus()
    for _ in "ab":  # pressed twice it is once
        QTest.keyClick(about.away[second], Qt.Key.Key_Space)
    sample.until(lambda: len(about.away) == 2)
    sample.settle()
    assert sample.window.notices.current is None
    assert about.add.hasFocus(), "the keyboard is not lost with the button"
    about.add.click()
    sample.until(lambda: len(about.away) == 3)
    sample.settle()
    about.away[""].click()
    sample.until(lambda: len(about.away) == 2)
    heads = {away.accessibleName() for away in about.away.values()}
    assert heads == {"Take coach 1 out", "Take coach 2 out"}
    number = about.away[third].accessibleName().split()[2]
    assert about.fields[f"{third}/seats"].field.accessibleName() == f"Seats, coach {number}"


def test_what_does_not_fit_is_told_and_stays_in_its_field(sample: Desk) -> None:
    sample.go("tours")
    about = about_of(sample)
    before = {name: field.text() for name, field in about.fields.items()}
    for name, words, told in (
        ("days", "soon", "“soon” is no number"),
        ("days", "", "at least one day"),
        ("start_date", "never", "“never” is not a date"),
        ("has_lift", "perhaps", "neither yes nor no"),
        ("seats", "9999", "A coach of 9999 seats does not fit"),
        ("start_place", "Nowhereville Q", "No place “Nowhereville Q” is known"),
        ("name", "", "needs a name"),
    ):
        field = about.fields[name]
        field.field.setFocus()
        field.field.selectAll()
        QTest.keyClick(field.field, Qt.Key.Key_Delete)
        kind(sample, about, name, words)
        assert told in field.problem.text(), name
        assert field.text() == words
        kind(sample, about, name, before[name])
    kind(sample, about, "start_date", "Oct 21, 2013")
    sample.until(lambda: sample.window.session.tour.first.day == 21)
    about.back.click()
    sample.settle()
    assert place_of(sample).board.columns[0].title.startswith("Mon")


def test_how_fast_the_bus_is_is_typed_and_what_it_comes_to_is_shown(sample: Desk) -> None:
    sample.go("tours")
    about = about_of(sample)
    sample.until(lambda: "are planned with" in about.effect.text())
    before = about.effect.text()
    kind(sample, about, "bus_factor_percent", "150 %")
    sample.until(lambda: "more than before the change" in about.effect.text())
    assert about.fields["bus_factor_percent"].text() == "150"
    kind(sample, about, "peak_percent", "9000")
    assert "Type 50 to 500 %." in about.fields["peak_percent"].problem.text()
    kind(sample, about, "peak_percent", "140")
    kind(sample, about, "mountain_mph", "35 mph")
    assert about.fields["mountain_mph"].text() == "35"
    for _ in range(2):
        sample.window.session.undo()
        sample.settle()
    sample.until(lambda: about.effect.text().startswith(before))
    assert about.fields["bus_factor_percent"].text() == "110"


def test_words_that_mean_several_places_are_asked_about(sample: Desk) -> None:
    sample.go("tours")
    about = about_of(sample)
    field, choices = about.fields["end_place"], about.choices["end_place"]
    end = field.text()
    kind(sample, about, "end_place", "Springfield")
    sample.until(lambda: len(choices.buttons) > 1)
    assert "may be several places. Choose one." in field.problem.text()
    assert choices.buttons[0].hasFocus()
    wanted = choices.buttons[1].text()
    choices.buttons[1].setFocus()
    QTest.keyClick(choices.buttons[1], Qt.Key.Key_Space)
    sample.settle()
    assert not field.problem.isVisible(), field.problem.text()
    arrangement = place_of(sample).editor.arrangement
    assert arrangement is not None
    # The choice tells county and state apart; the place is then called as people call it.
    assert wanted == "Springfield, Hampden County, Massachusetts"
    assert arrangement.plan.tour.end.name == field.text() == "Springfield, MA"
    assert not choices.buttons
    sample.window.session.undo()
    sample.settle()
    sample.until(lambda: field.text() == end)
