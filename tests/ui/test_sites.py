"""Sites in the window: search as one types, candidates, marks for the tour."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Desk
from tourplanner.ui.sites.place import SitesPlace


def sites_of(desk: Desk) -> SitesPlace:
    place = desk.go("sites")
    assert isinstance(place, SitesPlace)
    return place


def test_the_directory_is_searched_as_one_types(sample: Desk) -> None:
    sites = sites_of(sample)
    assert sites.empty.isVisible()
    sample.qtbot.keyClicks(sites.field, "madison pusd")
    sample.until(lambda: sites.model.rowCount() > 0)
    names = {(s.name, s.district) for s in sites.model.rows}
    assert names == {
        ("Madison Elementary", "Pasadena Unified"),
        ("Madison Elementary", "Pomona Unified"),
    }
    assert sites._hidden.text() == "2 schools"
    assert sites.tabs[0] == ("Directory", "10,614")


def test_a_search_that_finds_nothing_says_what_to_try(sample: Desk) -> None:
    sites = sites_of(sample)
    sample.qtbot.keyClicks(sites.field, "zzzzqq")
    sample.until(lambda: "zzzzqq" in sites.empty.sentence.text())
    assert sites.empty.isVisible()


def test_a_school_is_marked_with_one_key(sample: Desk) -> None:
    sites = sites_of(sample)
    sample.qtbot.keyClicks(sites.field, "pomona madison")
    sample.until(lambda: sites.model.rowCount() == 1)
    sample.qtbot.keyClick(sites.field, Qt.Key.Key_Return)
    assert sites.table.hasFocus()
    sample.settle()
    sample.qtbot.keyClick(sites.table, Qt.Key.Key_M)
    sample.until(lambda: sites.model.rows[0].wish == "must")
    sample.settle()
    assert sites.site.buttons["must"].isChecked()
    assert sites.tabs[1] == ("Candidates", "14")
    assert sample.window.sidebar._dates.text().endswith("14 sites")


def test_marks_of_several_candidates_are_one_step_back(sample: Desk) -> None:
    sites = sites_of(sample)
    sites.choose_tab(1)
    sample.until(lambda: sites.model.rowCount() == 13)
    sample.settle()
    before = [(s.name, s.wish) for s in sites.model.rows]
    sites.table.selectAll()
    assert "13 sites" in [label.text() for label in sites.site.findChildren(QLabel)]
    sample.qtbot.mouseClick(sites.site.buttons["not"], Qt.MouseButton.LeftButton)
    sample.until(lambda: {s.wish for s in sites.model.rows} == {"not"})
    sample.settle()
    sample.window.session.undo()
    sample.until(lambda: [(s.name, s.wish) for s in sites.model.rows] == before)


def test_each_fact_of_a_school_names_its_year(sample: Desk) -> None:
    sites = sites_of(sample)
    sample.qtbot.keyClicks(sites.field, "19648816021687")
    sample.until(lambda: sites.model.rowCount() == 1)
    sites.table.choose(0)
    words = [label.text() for label in sites.site.findChildren(QLabel)]
    assert "Pasadena Unified · CDS 19648816021687" in words
    facts = {name: (value, when) for name, value, when in sites.model.rows[0].facts}
    assert facts["Pupils"] == ("459", "2014-15")
    assert facts["Grades"] == ("K-5", "2018-06")


def test_rows_are_copied_as_a_spreadsheet_takes_them(sample: Desk) -> None:
    sites = sites_of(sample)
    sample.qtbot.keyClicks(sites.field, "madison pusd")
    sample.until(lambda: sites.model.rowCount() == 2)
    sites.table.selectAll()
    sites.table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Mark\tSchool\tDistrict\tCity\tCounty\tGrades"
    assert len(lines) == 3
    assert all(line.count("\t") == 5 for line in lines)


def test_without_a_tour_nothing_can_be_marked_and_the_reason_is_there(
    desk: Desk, office_file: Path
) -> None:
    desk.window.open_path(office_file)
    desk.until(lambda: desk.window.session.path is not None)
    sites = sites_of(desk)
    desk.qtbot.keyClicks(sites.field, "madison pusd")
    desk.until(lambda: sites.model.rowCount() == 2)
    sites.table.choose(0)
    assert not sites.site.buttons["must"].isEnabled()
    assert sites.site._why_not.text().startswith("No tour in this file yet")
    sites.add_action.trigger()
    desk.until(lambda: bool(sites.model.rows[0].site))
