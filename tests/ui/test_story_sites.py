"""Story 1 through the window: the list is dropped and looked through; the gaps are said."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import Qt

from tests.journeys.test_choose_the_sites import ACALANES, LIST_HEADER, ROWS
from tests.ui.conftest import Desk
from tests.ui.test_import import count_sites, drop, go_to, look_through, wizard_of
from tourplanner.core.model.list_rows import Result, count_results
from tourplanner.ui.sites.columns import MATRIX
from tourplanner.ui.sites.filter_values import Filter
from tourplanner.ui.sites.place import SitesPlace


def test_the_chief_of_staff_chooses_the_sites(
    desk: Desk, office_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "long list.csv"
    rows = (next(csv.reader([row])) for row in (LIST_HEADER, *ROWS))
    path.write_text("\n".join(";".join(row) for row in rows), "cp1252")
    desk.window.open_path(office_file)
    desk.until(lambda: desk.window.session.path is not None)
    desk.settle()
    drop(desk, path)
    wizard = wizard_of(desk)
    look_through(desk, wizard)
    assert count_results(wizard._rows) == {Result.NEW: 8, Result.CLOSED: 1, Result.REPEAT: 1}
    go_to(wizard, 11)
    current = wizard.rows_page.current()
    assert current is not None
    assert current.remark.startswith("The same code as row 7.")
    assert wizard.next.accessibleName() == "Add 9 sites"
    desk.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    place = desk.window.place("sites")
    assert isinstance(place, SitesPlace)
    desk.until(place.split.isVisible)
    assert count_sites(desk) == 9
    desk.until(lambda: place.tab == 1 and len(place.model.rows) == 9)
    assert ACALANES in {row.key for row in place.model.rows}
    streets = {row.view.street for row in place.model.rows if row.view is not None}
    assert any(street.startswith("12861 Avenue 18") for street in streets)
    place.filters.set_filters(tuple(Filter("grades", g) for g in ("P-K", "1-5", "6-8")))
    desk.until(lambda: len(place.model.rows) == 8)
    assert place._hidden.text() == "8 of 9 candidates", (
        "the adult center is left out, and that is said"
    )
    desk.until(place.lacks.isVisible)
    lacks = {one.words: one.names for one in place.lacks._shown}
    assert "No grades 9-12" in lacks
    assert "Practices: not known of any of them" in lacks, "unknown is not none"
    assert any("Fresno" in names for words, names in lacks.items() if "counties" in words)
    site = place.model.rows[0].site
    desk.window.session.write(lambda ws, _: ws.sites.add_tag([site], "ISS"))
    desk.until(lambda: any(one.words.startswith("No site shows") for one in place.lacks._shown))
    place.choose_tab(MATRIX)
    desk.settle()
    matrix = place.matrix
    assert matrix.told.text() == "9 candidates; none is chosen yet."
    assert matrix.pane.model.rowCount() == 10, "a row each, and the sums"
    matrix.by.setCurrentIndex(matrix.by.findData("grades"))
    matrix.by.activated.emit(matrix.by.currentIndex())
    desk.settle()
    assert matrix.pane.model.index(9, 3).data() == "0", "no site has grades 9-12"
    desk.window.session.undo()
    assert count_sites(desk) == 9, "the tag goes first"
    desk.window.session.undo()
    assert count_sites(desk) == 0
