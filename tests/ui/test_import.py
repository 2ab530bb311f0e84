"""Any list into the file: dropped, pasted or chosen; by keyboard; one step, one undo."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from tests.office import DORSA, MADISON
from tests.ui.conftest import Desk
from tourplanner.core.model.list_rows import Result
from tourplanner.services.importing import ImportService
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.sites.wizard import COLUMNS, FILE, ROWS, ImportWizard

LIST = (
    "Long list of September;;;;;;\n"
    "School;CDS code;Address;Town;Lat / Long;Call first;Ana\n"
    "Altadena Elementary;;743 East Calaveras Street;Altadena;;(626) 555-0117;ok?\n"
    "Somewhere;4.81E+11;1 Main St;Fresno;;;\n"
    "Madison Elementary;;;;;;\n"
    "Sunrise Center;;PO Box 12;Fresno;-119.78, 36.74;;\n"
    f"Wrong Name High;{DORSA};;San Jose;;;\n"
    f"Madison Elementary;{MADISON};;Pasadena;;;\n"
)


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    path = tmp_path / "long list.csv"
    path.write_text(LIST, "cp1252")
    return path


def sites_of(desk: Desk) -> SitesPlace:
    place = desk.window.place("sites")
    assert isinstance(place, SitesPlace)
    return place


def wizard_of(desk: Desk, step: int = COLUMNS) -> ImportWizard:
    place = sites_of(desk)
    desk.until(lambda: place.pages.currentWidget() is place.taking.wizard)
    wizard = place.taking.wizard
    assert wizard is not None
    desk.until(lambda: wizard.step == step)
    desk.settle()
    return wizard


def drop(desk: Desk, path: Path) -> None:
    """Drop a file in the middle of the window, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, copies = QPointF(500, 300), Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at, copies, data, left, none)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(at, copies, data, left, none))


def count_sites(desk: Desk) -> int:
    desk.settle()
    return desk.window.session.overview.sites


def results(wizard: ImportWizard) -> dict[int, str]:
    return {row.number: str(row.result) for row in wizard._rows}


def look_through(desk: Desk, wizard: ImportWizard) -> None:
    desk.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    desk.until(lambda: wizard.step == ROWS)


def go_to(wizard: ImportWizard, number: int) -> None:
    page = wizard.rows_page
    page.filter.setCurrentIndex(0)
    rows = page.table.model_of.rows
    page.table.choose(next(k for k, row in enumerate(rows) if row.number == number))


def test_a_dropped_list_is_mapped_looked_through_and_added_in_one_step(
    sample: Desk, list_file: Path
) -> None:
    before = count_sites(sample)
    drop(sample, list_file)
    wizard = wizard_of(sample)
    assert wizard.about.text() == "long list.csv, header in row 2"
    goes = {row.column.header: row.goes for row in wizard.columns_page.table.model_of.rows}
    assert goes["CDS code"] == "State school code"
    assert goes["Ana"] == "Leave out"
    shown = [str(row.result) for row in wizard.columns_page.preview.model_of.rows]
    assert shown == ["New", "Refused", "Which one?", "Incomplete", "Which one?", "Here"]
    look_through(sample, wizard)
    assert "2 rows without an answer" in wizard.reason.text()
    assert count_sites(sample) == before, "nothing is saved before the last step"
    page, keys = wizard.rows_page, sample.qtbot.keyClick
    go_to(wizard, 7)
    said = " ".join(made.text() for made in page.answers.findChildren(QLabel))
    assert "Its code is that of A. J. Dorsa Elementary" in said
    keys(page.table, "1")
    sample.until(lambda: results(wizard)[7] in ("New", "Here"))
    go_to(wizard, 5)
    keys(page.table, "X")
    sample.until(lambda: results(wizard)[5] == "Left out")
    sample.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: sites_of(sample).split.isVisible())
    added = count_sites(sample) - before
    assert added == 2 + (results(wizard)[7] == "New")
    sample.window.session.undo()
    assert count_sites(sample) == before


def choose_in_menu(desk: Desk, words: str) -> None:
    desk.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    act = next(act for act in menu.actions() if act.text() == words)
    menu.setActiveAction(act)
    desk.qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_columns_are_changed_by_key_and_kept_for_the_next_time(
    sample: Desk, list_file: Path
) -> None:
    drop(sample, list_file)
    wizard = wizard_of(sample)
    table, keys = wizard.columns_page.table, sample.qtbot.keyClick
    rows = table.model_of.rows
    at = next(k for k, row in enumerate(rows) if row.column.header == "Call first")
    table.choose(at)
    keys(table, Qt.Key.Key_Return)
    choose_in_menu(sample, "Host's cell phone")
    sample.until(lambda: table.model_of.rows[at].goes == "Host's cell phone")
    assert table.model_of.rows[at].level == "R"
    assert table.model_of.rows[at].how[0] == "You chose"
    school = next(k for k, row in enumerate(table.model_of.rows) if row.goes == "Name")
    code = next(k for k, row in enumerate(rows) if row.column.header == "CDS code")
    table.choose(code)
    keys(table, Qt.Key.Key_Delete)
    table.choose(school)
    keys(table, Qt.Key.Key_Delete)
    assert not wizard.next.isEnabled()
    assert wizard.reason.text() == "Say which column holds the names or the codes."
    keys(table, Qt.Key.Key_Space)
    choose_in_menu(sample, "Name")
    sample.until(lambda: wizard.next.isEnabled())
    look_through(sample, wizard)
    sample.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: sites_of(sample).split.isVisible())
    drop(sample, list_file)
    again = wizard_of(sample).columns_page.table.model_of.rows
    assert (again[at].goes, again[at].how[0]) == ("Host's cell phone", "As last time")
    assert again[code].goes == "Leave out"


def test_cells_of_a_spreadsheet_are_a_table_and_lines_of_a_mail_are_not(sample: Desk) -> None:
    sample.go("sites")
    place = sites_of(sample)
    QGuiApplication.clipboard().setText(
        "School\tTown\tWhy\nAltadena Elementary\tAltadena\tgarden\nWeed High\tWeed\t\n"
    )
    place.field.setFocus()
    sample.qtbot.keyClick(place.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wizard = wizard_of(sample)
    look_through(sample, wizard)
    assert set(results(wizard).values()) == {"New"}
    wizard.cancel.click()
    assert place.split.isVisible()
    QGuiApplication.clipboard().setText("Altadena Elementary, Altadena\nWeed High, Weed\n")
    sample.qtbot.keyClick(place.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert place.taking.review is not None
    assert place.pages.currentWidget() is place.taking.review


def test_odd_points_are_turned_by_one_answer_and_refused_rows_are_saved(
    sample: Desk, list_file: Path, tmp_path: Path
) -> None:
    drop(sample, list_file)
    wizard = wizard_of(sample)
    look_through(sample, wizard)
    page = wizard.rows_page
    page.offers_taken.emit("swapped", True)
    row = next(row for row in wizard._rows if row.number == 6)
    assert row.takes_offer
    assert "The point is read as 36.74000, -119.78000." in row.remark
    assert wizard.save.isVisible()
    out = tmp_path / "refused.csv"
    wizard.save_rejected(out)
    sample.until(out.exists)
    sample.settle()
    text = out.read_text("utf-8-sig")
    assert "4.81E+11" in text
    assert "its last digits are lost" in text
    assert "3 rows saved to refused.csv" in sample.window.notices.words.text()


def test_a_list_without_a_header_asks_for_it_and_a_file_that_is_none_says_so(
    sample: Desk, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_text("Sun Center,1 A St,Fresno\nMoon Center,2 B St,Fresno\n", "utf-8")
    drop(sample, bare)
    wizard = wizard_of(sample, FILE)
    sample.until(lambda: wizard.file_page.problem.isVisible())
    assert wizard.next.isEnabled()
    sample.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    headers = [row.column.header for row in wizard.columns_page.table.model_of.rows]
    assert headers == ["Column A", "Column B", "Column C"]
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"PK\x03\x04 no workbook")
    drop(sample, empty)
    sample.until(lambda: "damaged or no workbook" in wizard.reason.text())
    assert "damaged or no workbook" in wizard.file_page.empty.sentence.text()
    other = tmp_path / "photo.png"
    other.write_bytes(b"png")
    drop(sample, other)
    sample.settle()
    assert "no table, no map, no contact cards, no calendar" in sample.window.notices.words.text()


def test_a_long_list_is_canceled_at_once_and_holds_nothing_up(sample: Desk, tmp_path: Path) -> None:
    before = count_sites(sample)
    path = tmp_path / "long.csv"
    rows = "\n".join(f"School {n},{n} A St,Fresno,CA" for n in range(1, 4_000))
    path.write_text(f"Name,Street,City,State\n{rows}\n", "utf-8")
    drop(sample, path)
    wizard = wizard_of(sample)
    assert wizard.columns_page.large.isVisible()
    assert "first 60 of 3,999 rows" in " ".join(
        made.text() for made in wizard.columns_page.findChildren(QLabel)
    )
    sample.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: "Looking at row" in wizard.reason.text())
    wizard.cancel.click()
    assert sites_of(sample).split.isVisible()
    sample.qtbot.waitUntil(lambda: sample.window.session.jobs.is_idle, timeout=1_000)
    assert count_sites(sample) == before


def to_the_last_step(desk: Desk, folder: Path) -> ImportWizard:
    path = folder / "two.csv"
    path.write_text("Name,City,State\nHill Center,Fresno,CA\nDale Center,Fresno,CA\n", "utf-8")
    drop(desk, path)
    wizard = wizard_of(desk)
    look_through(desk, wizard)
    return wizard


def test_cancel_while_sites_are_being_added_adds_none(sample: Desk, tmp_path: Path) -> None:
    before = count_sites(sample)
    wizard, goes_on = to_the_last_step(sample, tmp_path), threading.Event()
    sample.window.session.write(lambda _ws, _: goes_on.wait(30))  # another one is being saved
    wizard.next.click()
    wizard.cancel.click()
    assert sites_of(sample).split.isVisible()
    goes_on.set()
    assert count_sites(sample) == before


def test_cancel_after_the_sites_were_saved_says_so_and_undo_takes_them(
    sample: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = count_sites(sample)
    wizard, add = to_the_last_step(sample, tmp_path), ImportService.add
    saved, goes_on = threading.Event(), threading.Event()

    def add_and_wait(*args: Any, **words: Any) -> Any:
        applied = add(*args, **words)
        saved.set()
        goes_on.wait(30)
        return applied

    monkeypatch.setattr(ImportService, "add", add_and_wait)
    wizard.next.click()
    assert saved.wait(30)
    wizard.cancel.click()
    goes_on.set()
    assert count_sites(sample) == before + 2
    assert "2 sites" in sample.window.toast.button.accessibleName()
    sample.qtbot.mouseClick(sample.window.toast.button, Qt.MouseButton.LeftButton)
    assert count_sites(sample) == before


def test_a_list_that_is_stopped_among_what_runs_can_be_looked_through_again(
    sample: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    rows = "\n".join(f"School {n},{n} A St,Fresno,CA" for n in range(1, 4_000))
    path.write_text(f"Name,Street,City,State\n{rows}\n", "utf-8")
    drop(sample, path)
    wizard, jobs = wizard_of(sample), sample.window.session.jobs
    wizard.next.click()
    sample.until(lambda: "Looking at row" in wizard.reason.text())
    jobs.cancel(next(job for job in jobs.running() if job.title == "Looking at the rows"))
    assert wizard.next.isEnabled()
    assert wizard.next.text().strip() == "Next: look through the rows"
    wizard.cancel.click()


def test_the_menu_begins_with_an_empty_page_and_a_file_for_reading_takes_nothing(
    sample: Desk, sample_file: Path, list_file: Path
) -> None:
    sample.window.commands.by_name["import"].trigger()
    wizard = wizard_of(sample, FILE)
    assert not wizard.next.isEnabled()
    assert "paste a table" in wizard.reason.text()
    assert wizard.file_page.choose.isVisible()
    wizard.cancel.click()
    sample.window.session.is_read_only = True
    drop(sample, list_file)
    sample.settle()
    assert "reading only" in sample.window.notices.words.text()


def test_results_have_a_word_each(sample: Desk, list_file: Path) -> None:
    drop(sample, list_file)
    wizard = wizard_of(sample)
    look_through(sample, wizard)
    go_to(wizard, 4)
    model = wizard.rows_page.table.model_of
    spoken = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert str(Result.REFUSED) in spoken
    assert "its last digits are lost" in spoken


def test_a_dropped_map_is_a_list_and_district_lines_go_where_they_belong(
    sample: Desk, tmp_path: Path
) -> None:
    before = count_sites(sample)
    places = tmp_path / "places.geojson"
    places.write_text(
        '{"type": "FeatureCollection", "features": ['
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [-119.78, 36.74]},'
        ' "properties": {"name": "Grange Hall of Nowhere Gulch"}},'
        '{"type": "Feature", "geometry": {"type": "LineString", "coordinates": []}}]}',
        "utf-8",
    )
    drop(sample, places)
    wizard = wizard_of(sample)
    goes = {row.column.header: row.goes for row in wizard.columns_page.table.model_of.rows}
    assert goes == {"Latitude": "Latitude", "Longitude": "Longitude", "name": "Name"}
    assert "1 line not taken" in wizard.about.text()
    wizard.show_step(FILE)
    assert wizard.file_page.problem.text() == "1 line not taken: only points can be sites."
    assert not wizard.file_page.header.isVisible()
    wizard.show_step(COLUMNS)
    look_through(sample, wizard)
    assert results(wizard) == {1: "Incomplete"}
    sample.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: sites_of(sample).split.isVisible())
    assert count_sites(sample) == before + 1
    sample.window.session.undo()
    sample.until(lambda: count_sites(sample) == before)
    areas = tmp_path / "areas.geojson"
    areas.write_text(
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": []}, "properties": {}}]}',
        "utf-8",
    )
    drop(sample, areas)
    sample.until(lambda: sample.window.nav.current_name() == "settings")
