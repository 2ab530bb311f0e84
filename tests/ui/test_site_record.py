"""The record of a site on its page: hosts, bells, access; typed, read, undone; own columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from tests.ui.conftest import Desk
from tourplanner.ui.sites.columns import CANDIDATES
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.sites.record import OWN, RecordBlock
from tourplanner.ui.widgets.fields import ComboBox


def record_of(desk: Desk, name: str = "Madison Elementary") -> RecordBlock:
    place = desk.go("sites")
    assert isinstance(place, SitesPlace)
    place.choose_tab(CANDIDATES)
    desk.settle()
    place.table.choose(next(k for k, row in enumerate(place.model.rows) if row.name == name))
    desk.settle()
    return place.blocks.record


def type_in(desk: Desk, block: RecordBlock, name: str, text: str) -> None:
    """Type into a field of the open part and leave it."""
    assert block.typed is not None
    field = block.typed.fields[name]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    desk.qtbot.keyClicks(field, text)
    desk.qtbot.keyClick(field, Qt.Key.Key_Tab)
    desk.settle()


def open_part(desk: Desk, block: RecordBlock, code: str) -> None:
    desk.qtbot.mouseClick(block.parts[code].edit, Qt.MouseButton.LeftButton)
    desk.settle()


def test_the_school_day_is_typed_kept_and_undone(sample: Desk) -> None:
    block = record_of(sample)
    assert block.parts["day"].told.text() == "Bells: 8 am–2:30 pm"
    assert block.parts["access"].told.text() == "nothing typed yet"
    open_part(sample, block, "day")
    assert block.typed is not None
    assert block.typed.fields["bells"].hasFocus()
    type_in(sample, block, "bells", "8:05-2:45")
    type_in(sample, block, "minimum_days", "soon")
    assert "Wednesdays, 10/18/2013 until 12:40 pm" in block.typed.problem.text()
    assert block.typed.fields["minimum_days"].property("text") == "soon"
    type_in(sample, block, "minimum_days", "Weds until 12:40")
    assert block.typed.problem.isHidden()
    open_part(sample, block, "day")
    assert block.typed is None
    assert block.parts["day"].told.text() == (
        "Bells: 8:05 am–2:45 pm · Minimum days: Wednesdays until 12:40 pm"
    )
    block = record_of(sample, "Emerson Middle")
    assert "8:05" not in block.parts["day"].told.text()
    block = record_of(sample)
    sample.window.session.undo()
    sample.settle()
    assert block.parts["day"].told.text() == "Bells: 8:05 am–2:45 pm"


def test_tab_goes_on_from_the_last_field_of_a_part_to_what_stands_under_it(sample: Desk) -> None:
    block = record_of(sample)
    open_part(sample, block, "entry")
    for said in ("every visitor, at the front office", "photo ID", "the coordinator"):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        sample.qtbot.keyClicks(field, said)
        sample.qtbot.keyClick(field, Qt.Key.Key_Tab)
    press = QApplication.focusWidget()
    assert press is not None
    assert press.accessibleName() == "Press on the campus"
    sample.qtbot.keyClick(press, Qt.Key.Key_Tab)
    assert block.parts["bus"].edit.hasFocus()
    sample.qtbot.keyClick(block.parts["bus"].edit, Qt.Key.Key_Backtab)
    assert press.hasFocus()
    open_part(sample, block, "entry")
    sample.until(lambda: "Escort: the coordinator" in block.parts["entry"].told.text())


def test_a_column_of_the_office_stands_on_every_candidate(sample: Desk) -> None:
    block = record_of(sample)
    open_part(sample, block, OWN)
    assert block.own.name.hasFocus()
    sample.qtbot.keyClicks(block.own.name, "Bus & captain")
    block.own.level.setCurrentIndex(1)
    sample.qtbot.keyClick(block.own.name, Qt.Key.Key_Return)
    sample.settle()
    assert block.typed is not None
    (fact,) = block.typed.fields
    assert block.typed.fields[fact].hasFocus(), "ready to be typed in"
    type_in(sample, block, fact, "Ana")
    assert block.parts[OWN].told.text() == "Bus & captain: Ana"
    (name,) = (one for one in block.typed.findChildren(QLabel) if one.buddy() is not None)
    assert QKeySequence.mnemonic(name.text()).isEmpty(), "a typed & is seen, and no key"
    assert name.text().replace("&&", "&") == "Bus & captain"
    block = record_of(sample, "Emerson Middle")
    open_part(sample, block, OWN)
    assert block.typed is not None
    assert list(block.typed.fields) == [fact]
    block.own.columns.setCurrentIndex(1)
    block.own._take_away()
    sample.settle()
    assert not block.typed.fields
    sample.window.session.undo()
    sample.settle()
    assert list(block.typed.fields) == [fact]


def test_a_way_in_without_steps_is_chosen(sample: Desk) -> None:
    block = record_of(sample)
    open_part(sample, block, "access")
    assert block.typed is not None
    box = block.typed.fields["step_free"]
    assert isinstance(box, ComboBox)
    box.setCurrentIndex(box.findData("no"))
    box.activated.emit(box.currentIndex())
    sample.settle()
    assert block.parts["access"].told.text() == "A way in without steps: no"


def test_two_records_of_one_site_are_proposed_and_made_one_by_hand(sample: Desk) -> None:
    session = sample.window.session
    street = "515 E. Ashtabula St."
    session.write(lambda ws, _: ws.sites.add_by_hand("Madison", street, "Pasadena", "CA"))
    sample.settle()
    record_of(sample)
    place = sample.window.place("sites")
    assert isinstance(place, SitesPlace)
    (line,) = [w.text() for w in place.blocks.twice.findChildren(QLabel) if "Perhaps" in w.text()]
    assert line == "Perhaps the same as Madison: name and address alike."
    count = place.model.rowCount()
    place.blocks.twice.other.setText("nobody")
    sample.qtbot.keyClick(place.blocks.twice.other, Qt.Key.Key_Return)
    assert place.model.rowCount() == count, "nothing is guessed"
    (join,) = [
        w
        for w in place.blocks.twice.findChildren(QPushButton)
        if w.accessibleName() == "Make this site and Madison one"
    ]
    sample.qtbot.mouseClick(join, Qt.MouseButton.LeftButton)
    sample.settle()
    assert place.model.rowCount() == count - 1
    assert not [w for w in place.blocks.twice.findChildren(QLabel) if "Perhaps" in w.text()]
    session.undo()
    sample.settle()
    assert place.model.rowCount() == count


def test_what_was_written_at_a_visit_is_one_press_away(sample: Desk) -> None:
    record_of(sample)
    place = sample.window.place("sites")
    assert isinstance(place, SitesPlace)
    shows = [
        w
        for w in place.blocks.visited.findChildren(QPushButton)
        if w.accessibleName().startswith("Show the note: ")
    ]
    words = shows[0].accessibleName().removeprefix("Show the note: ")
    sample.qtbot.mouseClick(shows[0], Qt.MouseButton.LeftButton)
    sample.settle()
    visits = sample.window.current_place()
    assert visits is not None
    assert visits.name == "visits"
    shown = [w.toPlainText() for w in visits.findChildren(QPlainTextEdit)]
    assert any(words[:30] in " ".join(text.split()) for text in shown)
