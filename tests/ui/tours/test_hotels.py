"""Hotels are added, named, moved and taken away in the window, with or without a plan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.ui.tours.hotels import HotelsPage
from tourplanner.ui.tours.place import ToursPlace


def hotels_of(desk: Desk) -> HotelsPage:
    desk.qtbot.keyClick(
        desk.window,
        Qt.Key.Key_H,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    desk.settle()
    place = desk.window.place("tours")
    assert isinstance(place, ToursPlace)
    assert place.asides.hotels is not None
    assert place.asides.hotels.isVisible()
    return place.asides.hotels


def names(page: HotelsPage) -> list[str]:
    return [one.name.text() for one in page.cards]


def add(desk: Desk, page: HotelsPage, name: str, where: str) -> None:
    page.name.setFocus()
    QTest.keyClicks(page.name, name)
    page.where.field.setFocus()
    QTest.keyClicks(page.where.field, where)
    desk.qtbot.keyClick(page.where.field, Qt.Key.Key_Return)
    desk.settle()


def test_a_hotel_is_added_named_moved_and_taken_away(sample: Desk) -> None:
    page = hotels_of(sample)
    before = names(page)
    add(sample, page, "Quill Inn", "Fresno, CA")
    assert "Quill Inn" in names(page)
    card = page.cards[names(page).index("Quill Inn")]
    assert card.where.text().startswith("Fresno, CA")
    assert page.name.text() == ""

    card.name.setFocus()
    card.name.selectAll()
    QTest.keyClicks(card.name, "Quill Lodge")
    sample.qtbot.keyClick(card.name, Qt.Key.Key_Return)
    sample.settle()
    card = page.cards[names(page).index("Quill Lodge")]

    card.where.field.setFocus()
    card.where.field.selectAll()
    QTest.keyClicks(card.where.field, "Modesto, CA")
    sample.qtbot.keyClick(card.where.field, Qt.Key.Key_Return)
    sample.settle()
    card = page.cards[names(page).index("Quill Lodge")]
    assert card.where.text().startswith("Modesto, CA")

    sample.qtbot.mouseClick(card.away, Qt.MouseButton.LeftButton)
    sample.settle()
    assert names(page) == before
    sample.window.commands.by_name["undo"].trigger()
    sample.settle()
    assert "Quill Lodge" in names(page)


def test_where_the_bus_sleeps_stands_first_and_a_further_hotel_is_typed_on_top(
    sample: Desk,
) -> None:
    page = hotels_of(sample)
    add(sample, page, "A Quill Inn", "Fresno, CA")
    nights = [one.shown.nights for one in page.cards]
    assert names(page)[-1] == "A Quill Inn"
    assert nights == sorted(nights, reverse=True)
    said = [made.text() for made in page.cards[-1].findChildren(QLabel)]
    assert "No night of the plan." in said
    assert page.name.mapTo(page, QPoint(0, 0)).y() < page.cards[0].mapTo(page, QPoint(0, 0)).y()


def test_the_ring_follows_a_field_that_is_pushed_down(sample: Desk) -> None:
    page = hotels_of(sample)
    field = page.cards[0].name
    field.setFocus()
    before = field.mapTo(page, QPoint(0, 0)).y()
    page.problem.setText("Type the name of the hotel.")
    page.problem.show()
    sample.qtbot.wait(20)
    assert field.hasFocus()
    assert field.mapTo(page, QPoint(0, 0)).y() > before
    ring, window = sample.window.ring, sample.window
    assert ring.isVisible()
    assert ring.geometry().contains(field.mapTo(window, field.rect().center()))
    assert ring.height() < 2 * field.height()


def test_words_that_mean_several_towns_ask(sample: Desk) -> None:
    page = hotels_of(sample)
    before = names(page)
    add(sample, page, "Quill Inn", "Mountain View, CA")
    assert page.problem.text() == "“Mountain View, CA” may be several places. Choose one."
    assert names(page) == before
    assert page.where.buttons[0].hasFocus()
    sample.qtbot.keyClick(page.where.buttons[0], Qt.Key.Key_Space)
    sample.qtbot.keyClick(page.where.field, Qt.Key.Key_Return)
    sample.settle()
    assert "Quill Inn" in names(page)
    assert page.problem.isHidden()


def test_a_hotel_needs_a_name_and_a_place(sample: Desk) -> None:
    page = hotels_of(sample)
    add(sample, page, "", "Fresno, CA")
    assert page.problem.text() == "Type the name of the hotel."
    page.where.field.clear()
    add(sample, page, "Quill Inn", "Nowhere at all")
    assert "No place" in page.problem.text()
    assert page.name.text() == "Quill Inn"  # nothing typed is lost


def test_a_night_of_the_plan_stays_at_a_hotel_that_is_moved(sample: Desk) -> None:
    page = hotels_of(sample)
    slept = next(one for one in page.cards if one.shown.nights)
    hotel = slept.shown.id
    slept.where.field.setFocus()
    slept.where.field.selectAll()
    QTest.keyClicks(slept.where.field, "Modesto, CA")
    sample.qtbot.keyClick(slept.where.field, Qt.Key.Key_Return)
    sample.settle()
    again = next(one for one in page.cards if one.shown.id == hotel)
    assert again.shown.nights == slept.shown.nights
    sample.qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    place = sample.window.place("tours")
    assert isinstance(place, ToursPlace)
    assert place.board_view.isVisible()


def test_a_file_without_a_tour_offers_to_make_one(
    desk: Desk, office_file: Path, doors: ProgramDoors
) -> None:
    desk.window.open_path(office_file)
    desk.until(lambda: desk.window.session.path is not None)
    desk.settle()
    place = desk.window.place("tours")
    assert isinstance(place, ToursPlace)
    assert place.empty.make_first.isVisible()
    assert not place.empty.plan_first.isVisible()
    desk.qtbot.mouseClick(place.empty.make_first, Qt.MouseButton.LeftButton)
    assert desk.window.files.has_form
