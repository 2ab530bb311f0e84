"""Shortlist and matrix in the window: how far along, why not chosen, what the set lacks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Desk
from tourplanner.ui.sites.columns import CANDIDATES, MATRIX, SHORTLIST
from tourplanner.ui.sites.place import SitesPlace


def sites_at(desk: Desk, tab: int) -> SitesPlace:
    place = desk.go("sites")
    assert isinstance(place, SitesPlace)
    place.choose_tab(tab)
    desk.settle()
    return place


def test_the_shortlist_is_the_ladder_with_reasons(sample: Desk) -> None:
    place = sites_at(sample, SHORTLIST)
    rows = place.model.rows
    assert len(rows) == 13
    steps = [row.ladder for row in rows]
    assert steps == sorted(steps, key=["visited", "yes", "asked", "idea", "dropped"].index)
    left_out = next(k for k, row in enumerate(rows) if row.why_not)
    assert rows[left_out].why_not.startswith("Left out of the plan: ")
    place.table.choose(left_out)
    told = [label.text() for label in place.site.findChildren(QLabel)]
    assert f"Not chosen. {rows[left_out].why_not}" in told
    place.table.selectAll()
    place.table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Step"
    assert lines[0].split("\t")[-1] == "Why not chosen"
    assert len(lines) == 14


def test_several_are_dropped_in_one_step_with_a_reason(sample: Desk) -> None:
    place = sites_at(sample, SHORTLIST)
    before = [(row.name, row.ladder) for row in place.model.rows]
    place.table.selectAll()
    edits = place.blocks.edits
    edits.ladder.setCurrentIndex(edits.ladder.findData("dropped"))
    edits.ladder.activated.emit(edits.ladder.currentIndex())
    sample.qtbot.keyClicks(edits.why, "The bus is full")
    sample.qtbot.keyClick(edits.why, Qt.Key.Key_Return)
    sample.until(lambda: {row.why_not for row in place.model.rows} == {"Dropped: The bus is full"})
    sample.window.session.undo()
    sample.until(lambda: [(row.name, row.ladder) for row in place.model.rows] == before)


def test_the_matrix_compares_the_chosen_and_opens_a_site(sample: Desk) -> None:
    place = sites_at(sample, MATRIX)
    matrix = place.matrix
    model = matrix.pane.model
    assert matrix.told.text() == "7 sites chosen for Pathways to Partnership."
    assert model.rowCount() == 8, "a row each, and the sums"
    matrix.by.setCurrentIndex(matrix.by.findData("grades"))
    matrix.by.activated.emit(matrix.by.currentIndex())
    sample.settle()
    heads = [model.headerData(k, Qt.Orientation.Horizontal) for k in range(model.columnCount())]
    assert heads == ["P-K", "1-5", "6-8", "9-12", "Adult", "All"]
    assert model.index(0, 0).data() == "K-5"
    assert model.index(0, 4).data() == "no"
    assert model.index(7, 4).data() == "0"
    matrix.pane.view.setFocus()
    matrix.pane.view.setCurrentIndex(model.index(7, 2))
    told = matrix.pane.cell_words.text()
    assert told == "All, 6-8: 2 sites; candidates outside the set that have it"
    fill = matrix.known.values[0]
    sample.qtbot.keyClick(matrix.pane.view, Qt.Key.Key_Return)
    assert matrix.pane.list.hasFocus()
    sample.qtbot.keyClick(matrix.pane.list, Qt.Key.Key_Return)
    sample.until(lambda: place.tab == CANDIDATES)
    sample.settle()
    assert [row.site for row in place.rows_chosen()] == [fill.site]


def test_what_is_unknown_is_told_as_that(sample: Desk) -> None:
    place = sites_at(sample, MATRIX)
    matrix = place.matrix
    sample.until(matrix.lacks.isVisible)
    assert "City or rural: not known of any of them" in [o.words for o in matrix.lacks._shown]
    at = matrix.by.findData("practices")
    matrix.by.setCurrentIndex(at)
    matrix.by.activated.emit(at)
    sample.settle()
    model = matrix.pane.model
    assert {model.index(1, k).data() for k in range(4)} == {"unknown"}
    matrix.who.setCurrentIndex(1)
    matrix.who.activated.emit(1)
    sample.settle()
    assert model.rowCount() == 14


def test_weights_are_set_where_the_score_is_explained(sample: Desk) -> None:
    place = sites_at(sample, SHORTLIST)
    place.table.choose(0)
    sample.until(place.blocks.score.isVisible)
    sample.settle()
    before = place.blocks.score.told.text()
    assert "not known: " in before
    assert place.blocks.score.values["services"].text() == "unknown"
    row = place.model.rows[0]
    assert row.score is not None
    assert before.startswith(f"{row.score.words} of 100")
    box = place.blocks.score.weights["meals"]
    box.setFocus()
    box.selectAll()
    sample.qtbot.keyClicks(box, "10")
    sample.qtbot.keyClick(box, Qt.Key.Key_Return)
    sample.until(lambda: place.blocks.score.told.text() != before)
    sample.settle()
    sample.window.session.undo()
    sample.until(lambda: place.blocks.score.told.text() == before)
