"""Sensitive facts held back by keys, who disagrees, answers out of bounds, photos called back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.pictures import picture
from tests.services.test_forms import COUNTED
from tests.ui.conftest import Desk
from tourplanner.adapters.imports.xlsforms import XlsForms
from tourplanner.app import ProgramDoors
from tourplanner.ui.visits.held_row import HeldRow
from tourplanner.ui.visits.place import VisitsPlace
from tourplanner.ui.visits.rows import QUESTION, TOLD, SideRow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FACT = "came from Fresno"


def visits_of(desk: Desk) -> VisitsPlace:
    place = desk.go("visits")
    assert isinstance(place, VisitsPlace)
    return place


def press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, keys)


def facts_of(row: HeldRow) -> list[str]:
    """The facts that are held back, as their buttons are spoken."""
    names = [b.accessibleName() for b in row.findChildren(QPushButton) if b.isVisible()]
    return [n.removeprefix("Let go out again: ") for n in names if n.startswith("Let go")]


def test_a_fact_is_held_back_and_let_go_by_keys(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    visits.new_note()
    QTest.keyClicks(visits.editor, f"The mother of two {FACT}")
    for _ in FACT:
        visits.editor.moveCursor(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
    press(Qt.Key.Key_H, CTRL | SHIFT)
    held = visits.middle.note_page.held
    sample.until(lambda: facts_of(held) == [FACT])
    sample.settle()
    disagrees = visits.middle.note_page.disagrees
    disagrees.setFocus()
    QTest.keyClicks(disagrees, "Her sister")
    press(Qt.Key.Key_Tab)
    sample.settle()
    with doors.open(sample_file, write=False) as office:
        (note,) = [n for n in office.file.tables.all("note") if n["disagrees"] == "Her sister"]
        assert list(note.member("held").values()) == [FACT]
    other = next(k for k, n in enumerate(visits.notes.values) if n.id != note.id)
    visits.note_list.choose(other)
    sample.settle()
    assert (facts_of(held), disagrees.text()) == ([], ""), "that is another note"
    visits.middle.open_row(next(n for n in visits.notes.values if n.id == note.id))
    sample.until(lambda: facts_of(held) == [FACT])
    assert disagrees.text() == "Her sister"
    let_go = next(b for b in held.findChildren(QPushButton) if "Let go" in b.accessibleName())
    sample.settle()
    let_go.setFocus()
    assert let_go.hasFocus()
    press(Qt.Key.Key_Space)
    sample.until(lambda: facts_of(held) == [])
    sample.window.session.undo()
    sample.until(lambda: facts_of(held) == [FACT])


def test_without_selected_words_nothing_is_held_back(sample: Desk) -> None:
    visits = visits_of(sample)
    visits.note_list.choose(0)
    sample.settle()
    visits.middle.first_widget().setFocus()
    press(Qt.Key.Key_H, CTRL | SHIFT)
    notice = sample.window.notices.current
    assert notice is not None
    assert "Select the words" in notice.text


def test_an_answer_out_of_its_bounds_is_kept_and_marked(sample: Desk, tmp_path: Path) -> None:
    (tmp_path / "served.xlsx").write_bytes(XlsForms().write(COUNTED))
    visits = visits_of(sample)
    visits.researchers.take_form(tmp_path / "served.xlsx")
    sample.settle()
    notice = sample.window.notices.current
    assert notice is not None
    assert "1 question with a rule that is not understood" in notice.text

    def line(words: str) -> SideRow:
        return next(each for each in visits.side.list.lines.values if each.words == words)

    def answer(words: str, text: str) -> None:
        visits.side.opened.emit(line(words))
        QTest.keyClicks(visits.editor, text)
        press(Qt.Key.Key_Tab)
        sample.settle()

    answer("How many families?", "1200")
    assert line("How many families?").state == "odd"
    assert line("How many families?").hint == "Between 0 and 999."
    assert line("How many families?").text == "1200"
    answer("How many served?", "300")
    told = [each.words for each in visits.side.list.lines.values if each.kind == TOLD]
    assert told == ["That is 25% of 1200."]
    assert any(
        each.words == "Why not all 1200?" and each.kind == QUESTION
        for each in visits.side.list.lines.values
    )
    spanish = line("How many served?")
    assert spanish.es == "¿Cuántas de 1200?"


def test_a_photo_whose_consent_is_withdrawn_names_the_pack(sample: Desk, tmp_path: Path) -> None:
    visits = visits_of(sample)
    taken = picture(tmp_path / "hall.jpg", seed=5)
    visits.taking.take([taken], visits.stops.values[0].stop, "")
    sample.until(lambda: len(visits.middle.strip.photos.values) == 1)
    photo = visits.middle.strip.photos.values[0].id

    def approve(ws: object, _: object) -> None:
        ws.photos.change(photo, {"alt": "A hall"})  # type: ignore[attr-defined]
        ws.photos.no_child(photo, on=True)  # type: ignore[attr-defined]
        ws.photos.approve(photo)  # type: ignore[attr-defined]

    sample.window.session.write(approve)
    sample.settle()
    visits.media.write_pack(tmp_path / "pack")
    sample.settle()
    visits.middle.open_photo(photo)
    sample.settle()
    visits.middle.photo_page.withdraw_wished.emit(photo)
    sample.settle()
    words = [each.text for each in sample.window.notices.history]
    assert "Consent withdrawn. 1 paper with this photo went out: call them back." in words


def test_the_strength_of_a_note_and_of_a_quote_is_chosen_by_keys(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    visits.new_note()
    QTest.keyClicks(visits.editor, "Chronic absence fell")
    press(Qt.Key.Key_E, CTRL)
    note_page = visits.middle.note_page
    sample.until(lambda: note_page.strength.isEnabled())
    note_page.strength.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        press(key)
    assert note_page.strength.currentText() == "●●○ Fair"
    sample.settle()

    def shown() -> list[str]:
        model = visits.notes
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.data(model.index(k, 0), role)) for k in range(model.rowCount())]

    sample.until(lambda: any("Seen, fair, Chronic absence fell" in row for row in shown()))
    visits.new_note()
    assert note_page.strength.currentText() == "Not said", "that is another note"
    QTest.keyClicks(visits.editor, "It fell by half")
    visits.editor.selectAll()
    visits.middle.making.quote()
    sample.settle()
    strength = visits.middle.pages.quote.strength
    strength.setFocus()
    press(Qt.Key.Key_End)
    sample.settle()
    sample.until(lambda: any("Told, strong, “It fell by half”" in row for row in shown()))
    with doors.open(sample_file, write=False) as office:
        tables = office.file.tables
        assert [n["strength"] for n in tables.all("note") if n["strength"]] == ["fair"]
        assert [q["strength"] for q in tables.all("quote") if q["strength"]] == ["strong"]
