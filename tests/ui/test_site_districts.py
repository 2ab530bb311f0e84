"""The districts on a site's page: those of the visit's day, and lines loaded by hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.district_files import nevada, write_zip
from tests.ui.conftest import Desk
from tests.ui.test_import import drop
from tourplanner.ui.settings.districts import DistrictsPage
from tourplanner.ui.settings.place import SettingsPlace
from tourplanner.ui.sites.districts import DistrictBlock
from tourplanner.ui.sites.place import SitesPlace


def shown(block: DistrictBlock) -> list[str]:
    return [part.text() for part in block.findChildren(QLabel) if part.isVisible() and part.text()]


def open_page(desk: Desk) -> DistrictsPage:
    """Go to the districts of the settings."""
    place = desk.go("settings")
    assert isinstance(place, SettingsPlace)
    place.show_tab("Districts")
    desk.settle()
    page = place.shown()
    assert isinstance(page, DistrictsPage)
    return page


def choose(desk: Desk, words: str) -> DistrictBlock:
    place = desk.go("sites")
    assert isinstance(place, SitesPlace)
    before = place.model.rows
    place.field.setText(words)
    desk.until(lambda: place.model.rows is not before)
    desk.until(lambda: bool(place.model.rows) and place.model.rows[0].name.startswith(words[:4]))
    desk.settle()
    place.table.selectRow(0)
    desk.settle()
    return place.blocks.districts


def test_a_site_shows_the_districts_of_the_day_of_its_visit(sample: Desk) -> None:
    block = choose(sample, "Madison Pasadena")
    sample.until(lambda: any("District" in text for text in shown(block)))
    texts = shown(block)
    assert "On Oct. 14, 2013" in texts, "as the sentences under it write a day"
    assert "Senate District 25" in texts
    assert "Congressional District 27" in texts  # by the lines of 2013
    assert "lines of 2011" in texts


def test_lines_are_loaded_and_asked_from_when_they_count(sample: Desk, tmp_path: Path) -> None:
    block = choose(sample, "Madison Elementary")
    block.loader.load_file(write_zip(tmp_path, "tl_2024_32_sldu", nevada()))
    sample.until(lambda: block.loader.first_day is not None)
    asked = block.loader.first_day
    assert asked is not None
    assert asked.accessibleName() == "First day in force"
    asked.setText("someday")
    asked.textEdited.emit("someday")
    assert asked.day is None
    asked.setText("1/1/2025")
    asked.textEdited.emit("1/1/2025")
    asked.returnPressed.emit()
    sample.until(lambda: block.loader.first_day is None)
    sample.settle()
    with sample.window.session.doors.open(sample.window.session.path, write=False) as office:
        loaded = [info for info in office.districts.layers() if not info.is_shipped]
    assert [(info.state, info.starts) for info in loaded] == [("NV", "2025-01-01")]


def test_the_settings_list_lines_and_read_a_roster(sample: Desk, tmp_path: Path) -> None:
    page = open_page(sample)

    def said() -> str:
        return "\n".join(part.text() for part in page.findChildren(QLabel) if part.isVisible())

    sample.until(lambda: "CA, upper chamber: 40 districts" in said())
    assert "in force from Mon, Dec 5, 2022" in said()
    assert "No roster is here yet." in said()
    page.loader.load_file(write_zip(tmp_path, "tl_2024_32_unsd", nevada("unsd")))
    sample.until(lambda: "NV, school district: 3 districts" in said())
    table = tmp_path / "members.csv"
    table.write_text("Name,Chamber,District,As of\nAna Ruiz,Assembly,41,2013-09-01\nX,Diet,1,\n")
    page.read_file(table)
    sample.until(lambda: "CA, lower: 1 member" in said())
    sample.window.commands.by_name["undo"].trigger()
    sample.until(lambda: "No roster is here yet." in said())


def test_lines_dropped_on_the_window_are_loaded_where_they_are_listed(
    sample: Desk, tmp_path: Path
) -> None:
    drop(sample, write_zip(tmp_path, "tl_2024_32_sldu", nevada()))
    sample.until(lambda: sample.window.current_place() is sample.window.place("settings"))
    settings = sample.window.place("settings")
    assert isinstance(settings, SettingsPlace)
    page = settings.shown()
    assert isinstance(page, DistrictsPage)
    sample.until(lambda: page.loader.first_day is not None)
    asked = page.loader.first_day
    assert asked is not None
    asked.setText("1/1/2025")
    asked.textEdited.emit("1/1/2025")
    asked.returnPressed.emit()
    sample.until(lambda: page.loader.first_day is None)
    sample.settle()
    with sample.window.session.doors.open(sample.window.session.path, write=False) as office:
        assert "NV" in {info.state for info in office.districts.layers()}


def test_the_settings_list_schools_in_another_county(sample: Desk) -> None:
    page = open_page(sample)
    block = page.counties
    sample.until(block.compare.isVisible)
    assert not block.table.isVisible()
    block.compare.setFocus()
    sample.qtbot.keyClick(block.compare, Qt.Key.Key_Space)
    sample.until(block.table.isVisible)
    assert "lie in the county that the directory says" in block.told.text()
    block.table.setFocus()
    sample.qtbot.keyClick(block.table, Qt.Key.Key_End)
    last = block.model.rows[-1]
    assert block.why.text() == last.answer.sentence
    sample.qtbot.keyClick(block.table, Qt.Key.Key_Return)
    sites = sample.window.current_place()
    assert isinstance(sites, SitesPlace)
    sample.until(lambda: [row.key for row in sites.rows_chosen()] == [last.school.key])
    sample.until(lambda: last.answer.sentence in shown(sites.blocks.districts))
