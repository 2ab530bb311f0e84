"""The case for a site on its page: lines with year and source, gaps, one form, undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.services.case import read_case
from tourplanner.ui.sites.case import CaseBlock
from tourplanner.ui.sites.columns import CANDIDATES
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.widgets.fields import ComboBox

PARENTS = "Edit Parents who lead, no year, no source"


def case_of(desk: Desk, name: str = "Madison Elementary") -> CaseBlock:
    place = desk.go("sites")
    assert isinstance(place, SitesPlace)
    place.choose_tab(CANDIDATES)
    desk.settle()
    place.table.choose(next(k for k, row in enumerate(place.model.rows) if row.name == name))
    desk.settle()
    return place.blocks.case


def said(block: CaseBlock) -> list[str]:
    return [label.text() for label in block.findChildren(QLabel)]


def type_in(desk: Desk, block: CaseBlock, name: str, text: str) -> None:
    """Type into a field of the form and leave it."""
    field = block.form.fields[name]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    desk.qtbot.keyClicks(field, text)
    desk.qtbot.keyClick(field, Qt.Key.Key_Tab)
    desk.settle()


def choose(desk: Desk, block: CaseBlock, name: str, value: str) -> None:
    box = block.form.fields[name]
    assert isinstance(box, ComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    desk.settle()


def test_a_need_is_a_gap_until_a_service_meets_it(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    block = case_of(sample)
    assert any(words.startswith("Nothing yet.") for words in said(block))
    block.add_line("need")
    sample.settle()
    assert block.form.fields["words"].hasFocus(), "ready to be typed in"
    type_in(sample, block, "words", "Dentist")
    choose(sample, block, "code", "HLT-DEN")
    assert "No year, no source." in said(block)
    type_in(sample, block, "as_of", "2013")
    type_in(sample, block, "source", "Parent survey")
    gap = "Gap: Dentist (2013 · Parent survey), and no service here."
    assert gap in said(block)
    block.add_line("service")
    sample.settle()
    type_in(sample, block, "words", "Dentist on wheels")
    choose(sample, block, "code", "HLT-DEN")
    choose(sample, block, "change", "existing")
    assert gap not in said(block)
    type_in(sample, block, "partner", "Smile Clinic")
    type_in(sample, block, "until", "2012")
    assert f"{gap} A service ended." in said(block)
    sample.window.session.undo()
    sample.settle()
    assert gap not in said(block)
    site = block._site
    with doors.open(sample_file, write=False) as office:
        kept = read_case(office, site)
        assert [entry.kind for entry in kept.entries] == ["need", "service"]
        assert "by Smile Clinic" in kept.entries[1].detail


def test_what_cannot_be_read_stays_in_its_field(sample: Desk) -> None:
    block = case_of(sample)
    block.add_line("service")
    sample.settle()
    type_in(sample, block, "places", "many")
    assert "whole number" in block.form.problem.text()
    field = block.form.fields["places"]
    assert isinstance(field, QLineEdit)
    assert field.text() == "many"
    type_in(sample, block, "places", "1,200")
    assert block.form.problem.isHidden()
    assert any("1,200 places" in words for words in said(block))


def test_a_partner_is_one_for_all_sites_under_any_name(sample: Desk) -> None:
    block = case_of(sample)
    block.add_line("partnership")
    sample.settle()
    type_in(sample, block, "partner", "Jet Propulsion Laboratory")
    assert block.form.about.isVisible()
    sample.qtbot.mouseClick(block.form.about, Qt.MouseButton.LeftButton)
    sample.settle()
    assert block.form.head.text() == "Partner"
    type_in(sample, block, "alias", "JPL; Jet Propulsion Laboratories")
    choose(sample, block, "sector", "research or technology lab")
    block.end()
    block = case_of(sample, "Emerson Middle")
    assert "Jet Propulsion Laboratory" not in " ".join(said(block))
    block.add_line("volunteer")
    sample.settle()
    type_in(sample, block, "words", "Engineers")
    type_in(sample, block, "partner", "jpl")
    sample.until(lambda: any("Jet Propulsion Laboratory" in words for words in said(block)))


def test_a_line_is_taken_away_and_comes_back(sample: Desk) -> None:
    block = case_of(sample)
    block.add_line("strength")
    sample.settle()
    type_in(sample, block, "words", "Parents who lead")
    block.end()
    sample.settle()
    (line,) = (b for b in block.findChildren(QPushButton) if b.accessibleName() == PARENTS)
    sample.qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    sample.settle()
    sample.qtbot.mouseClick(block.form.away, Qt.MouseButton.LeftButton)
    sample.settle()
    assert block.form.isHidden()
    assert any(words.startswith("Nothing yet.") for words in said(block))
    sample.window.session.undo()
    sample.settle()
    assert PARENTS in [b.accessibleName() for b in block.findChildren(QPushButton)]


def test_the_file_of_a_survey_is_attached_and_taken_away(sample: Desk, tmp_path: Path) -> None:
    block = case_of(sample)
    block.add_line("need")
    sample.settle()
    assert block.form.file.isHidden()
    block.add_line("survey")
    sample.settle()
    assert not block.form.file.isHidden()
    source = tmp_path / "EDI 2013.csv"
    source.write_bytes(b"q,n\n")
    block.form.file.attached.emit(str(source))
    sample.settle()
    assert block.form.file.words.text() == "EDI 2013.csv, private"
    assert any("file: EDI 2013.csv" in words for words in said(block))
    block.form.file.removed.emit()
    sample.settle()
    assert block.form.file.words.text() == "None attached"
    sample.window.session.undo()
    sample.settle()
    assert block.form.file.words.text() == "EDI 2013.csv, private"


def test_a_need_without_a_kind_has_the_way_to_it(sample: Desk) -> None:
    block = case_of(sample)
    block.add_line("need")
    sample.settle()
    assert any(words.startswith("A need has no words yet: type it") for words in said(block))
    type_in(sample, block, "words", "A quiet room")
    block.end()
    (kind,) = [b for b in block.findChildren(QPushButton) if b.text() == "Kind…" and b.isVisible()]
    assert kind.accessibleName().startswith("Choose the kind of A quiet room")
    sample.qtbot.mouseClick(kind, Qt.MouseButton.LeftButton)
    sample.settle()
    assert block.form.fields["code"].hasFocus()
    choose(sample, block, "code", "HLT-DEN")
    assert not [b for b in block.findChildren(QPushButton) if b.text() == "Kind…" and b.isVisible()]
