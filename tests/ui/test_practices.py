"""Practices in the window: a card from a note in two keys, the way back, filters, the matrix."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.ui.practices.place import CARDS, MATRIX, PracticesPlace
from tourplanner.ui.theme import tokens
from tourplanner.ui.visits.place import VisitsPlace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, keys)


def type_(text: str) -> None:
    """Type where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def practices_of(desk: Desk) -> PracticesPlace:
    place = desk.go("practices")
    assert isinstance(place, PracticesPlace)
    desk.until(lambda: "contact" in place.page_of_card.fields)
    return place


def told(visits: VisitsPlace) -> int:
    """Where the note stands that somebody told; both of the sample are of the same moment."""
    notes = visits.notes.values
    return next(k for k, n in enumerate(notes) if (n.kind, n.evidence) == ("note", "told"))


def card_from_told_note(desk: Desk) -> PracticesPlace:
    """Make a card of what was told, by keys."""
    practices_of(desk)
    visits = desk.go("visits")
    assert isinstance(visits, VisitsPlace)
    visits.note_list.choose(told(visits))
    visits.editor.setFocus()
    press(Qt.Key.Key_K, CTRL | SHIFT)
    place = desk.window.place("practices")
    assert isinstance(place, PracticesPlace)
    desk.until(lambda: place.page_of_card.shown is not None)
    desk.settle()
    return place


def test_a_card_is_made_from_a_note_with_one_key_and_leads_back(sample: Desk) -> None:
    visits = sample.go("visits")
    assert isinstance(visits, VisitsPlace)
    note = visits.notes.values[told(visits)]
    place = card_from_told_note(sample)
    assert sample.window.current_place() is place
    field = place.page_of_card.fields["title"]
    assert field.hasFocus()
    heads = [one.text() for one in place.page_of_card.findChildren(QLabel) if one.isVisible()]
    assert field.accessibleName() in heads, "its name stands over it"
    title = place.page_of_card.fields["title"].toPlainText()
    assert note.text.startswith(f"{title}. "), "its first sentence"
    assert place.page_of_card.site.currentText() == "Madison Elementary"
    press(Qt.Key.Key_J, CTRL)
    sample.until(lambda: sample.window.current_place() is visits)
    sample.until(lambda: visits.middle.record == note.id)


def test_a_card_is_made_from_a_note_with_the_button_under_its_name(sample: Desk) -> None:
    visits = sample.go("visits")
    assert isinstance(visits, VisitsPlace)
    visits.note_list.choose(0)
    make = visits.middle.review.card
    sample.until(make.isVisible)
    sample.qtbot.mouseClick(make, Qt.MouseButton.LeftButton)
    sample.settle()
    assert sample.window.current_place() is sample.window.place("practices")
    assert sample.window.session.undo_label.startswith("Make practice card")


def test_what_is_typed_in_a_card_is_saved_and_undone_in_one_step(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    place = card_from_told_note(sample)
    press(Qt.Key.Key_A, CTRL)
    type_("Furnish homes")
    press(Qt.Key.Key_Tab)
    assert place.page_of_card.fields["one_line"].hasFocus()
    sample.settle()
    assert "Furnish homes" in [row.title for row in place.cards.model.rows]
    with doors.open(sample_file, write=False) as office:
        assert "Furnish homes" in [row.title for row in office.practices.rows()]
    sample.window.session.undo()
    sample.settle()
    assert "Furnish homes" not in [row.title for row in place.cards.model.rows]
    sample.window.session.undo()
    sample.settle()
    assert len(place.cards.model.rows) == 1, "the card itself was taken back"
    assert place.detail.currentWidget() is place.no_card


def test_two_cards_are_made_one_by_keys(sample: Desk) -> None:
    place = card_from_told_note(sample)
    page = place.page_of_card
    title = page.fields["title"].toPlainText()
    press(Qt.Key.Key_Return, CTRL)
    sample.settle()
    type_("Give homes their furniture")
    place.page_of_card.site.setCurrentIndex(page.site.findText("Madison Elementary"))
    page.site.activated.emit(0)
    sample.settle()
    assert page.alike.isVisible()
    page.alike.setFocus()
    page.alike.setCurrentIndex(page.alike.findText(title))
    press(Qt.Key.Key_Tab)
    assert page.join.hasFocus()
    press(Qt.Key.Key_Space)
    sample.settle()
    titles = [row.title for row in place.cards.model.rows]
    assert "Give homes their furniture" in titles
    assert title not in titles
    assert title in page.fields["story"].toPlainText(), "its name is not lost"
    sample.window.session.undo()
    sample.settle()
    assert title in [row.title for row in place.cards.model.rows]


def test_the_list_is_narrowed_to_no_new_money(sample: Desk) -> None:
    place = card_from_told_note(sample)
    money = place.page_of_card.fields["new_money"]
    money.setFocus()
    press(Qt.Key.Key_Down)  # as Qt's own list does, without opening it
    money.activated.emit(money.currentIndex())
    sample.settle()
    assert money.currentText() == "No new money"
    place.cards.no_new_money.setFocus()
    press(Qt.Key.Key_Space)
    sample.settle()
    assert [row.new_money for row in place.cards.model.rows] == ["none"]
    assert place.cards.count.text() == "1 of 2"
    pillar = place.cards.pillar
    words = [pillar.itemText(k) for k in range(pillar.count())]
    wide = max(map(pillar.fontMetrics().horizontalAdvance, words))
    assert pillar.width() > wide, "the longest pillar is whole, once it is chosen"


def test_permission_needs_somebody_who_gave_it_and_the_ladder_is_kept(sample: Desk) -> None:
    place = card_from_told_note(sample)
    page = place.page_of_card
    page.scope.setCurrentIndex(page.scope.findData("named"))
    page.scope.activated.emit(0)
    assert page.permitted_by.hasFocus()
    assert "Type who" in page.permission_said.text()
    type_("M. Serrano")
    press(Qt.Key.Key_Return)
    sample.settle()
    assert page.scope.currentText() == "Publish with the name"
    page.state.setCurrentIndex(page.state.findData("approved"))
    page.state.activated.emit(0)
    sample.settle()
    notice = sample.window.notices.current
    assert notice is not None
    assert "The site has not checked this card." in notice.text
    assert page.state.currentText() == "Draft"
    for state in ("checked", "approved"):
        page.state.setCurrentIndex(page.state.findData(state))
        page.state.activated.emit(0)
        sample.settle()
    assert page.inside.text() == "May stand on papers for everyone."


def test_a_cell_of_the_matrix_opens_what_stands_in_it(sample: Desk) -> None:
    place = card_from_told_note(sample)
    place.choose_tab(MATRIX)
    sample.settle()
    matrix = place.matrix
    words = matrix.model.words(matrix.model.index(0, 0))
    assert words == "1.1 Madison Elementary, Integrated student supports: 4 excerpts, seen"
    assert matrix.model.words(matrix.model.index(0, 2)).endswith("and practices: not asked")
    assert matrix.model.index(1, 0).data() == "not asked"
    assert matrix.model.index(13, 0).data() == "4", "the sum below"
    heads = matrix.view.verticalHeader()
    drawn = heads.grab().toImage()
    left = QColor(drawn.pixel(10, heads.sectionViewportPosition(0) + heads.sectionSize(0) // 2))
    assert left.name() == tokens().day(0).lower(), "the badge of its day"
    made = place.page_of_card.card
    matrix.view.setFocus()
    matrix.view.setCurrentIndex(matrix.model.index(0, 1))
    press(Qt.Key.Key_Return)
    sample.settle()
    assert place.page_of_card.card != made, "the one card of the cell"
    matrix.view.setFocus()
    matrix.view.setCurrentIndex(matrix.model.index(0, 0))
    press(Qt.Key.Key_Return)
    sample.settle()
    assert place.tab == CARDS
    assert place.cards.cell.isVisible()
    assert made in [row.id for row in place.cards.model.rows], "a cell of several lists them"
    place.cards.cell.setFocus()
    press(Qt.Key.Key_Space)
    assert not place.cards.cell.isVisible()


def test_a_card_is_found_from_the_search_of_the_notes(sample: Desk) -> None:
    visits = sample.go("visits")
    assert isinstance(visits, VisitsPlace)
    press(Qt.Key.Key_F, CTRL)
    assert visits.left.search.hasFocus()
    type_("furnish")
    sample.until(lambda: [hit.kind for hit in visits.left.hits.values] == ["practice"])
    press(Qt.Key.Key_Return)
    place = sample.window.place("practices")
    assert isinstance(place, PracticesPlace)
    sample.until(lambda: place.page_of_card.shown is not None)
    assert place.tab == CARDS


def test_tags_are_put_on_and_taken_away_by_keys(sample: Desk) -> None:
    place = card_from_told_note(sample)
    press(Qt.Key.Key_T, CTRL)
    type_("eviction")
    press(Qt.Key.Key_Return)
    sample.settle()
    assert place.page_of_card.shown is not None
    assert place.page_of_card.shown.tags == ("BN-FUR", "HOU-EVI", "ISS")
    names = [b.accessibleName() for b in place.page_of_card.tag_row.findChildren(QPushButton)]
    assert "Take away tag Eviction prevention and tenant help of the card" in names
    press(Qt.Key.Key_T, CTRL)
    press(Qt.Key.Key_Return)
    sample.settle()
    assert place.page_of_card.shown.tags == ("BN-FUR", "HOU-EVI"), "those that are on come first"
