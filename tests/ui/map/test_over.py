"""Layers over the tour: the schools of the directory and district lines, on maps and list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tests.ui.map.conftest import ask, canvas_of, open_map, open_map_of
from tourplanner.app import ProgramDoors
from tourplanner.services.maps import MarkKind
from tourplanner.ui.map.layer_paint import PlainLines, PlainSchools
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.web import WebMap

OpenWeb = Callable[[Desk], WebMap]


def wish(desk: Desk, place: MapPlace, name: str) -> None:
    """Tick a layer with the keyboard and wait until it is read."""
    place.stack.fold.setChecked(True)
    box = place.stack.boxes[name]
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Space)
    desk.until(lambda: name in place.over.shown())
    desk.settle()


def test_schools_are_drawn_listed_and_opened(plain: MapPlace, sample: Desk) -> None:
    before = plain.list.model.rows
    wish(sample, plain, "schools")
    assert plain.stack.counts["schools"].text() == "10,614"
    (drawn,) = plain.plain.drawing.over
    assert isinstance(drawn, PlainSchools)
    for scale in (0.05, 0.6, 5.0):  # none is lost, however far away
        assert sum(group.count for group in drawn.groups(scale)) == 10_614
    assert len(drawn.groups(0.05)) < 400

    rows = plain.list.model.rows
    assert rows[: len(before)] == before
    assert rows[len(before)].name == "Schools nearby"
    nearest = rows[len(before) + 1]
    assert "straight line" in nearest.far
    assert "in the directory" in nearest.spoken
    plain.list.table.choose(len(before) + 1)
    assert plain.plain.current == nearest.mark
    sample.qtbot.keyClick(plain.list.table, Qt.Key.Key_Return)
    sample.settle()
    sites = sample.window.current_place()
    assert sites is not None
    assert sites.name == "sites"
    sample.until(lambda: sites.model.rowCount() == 1)  # type: ignore[attr-defined]

    sample.go("map")
    sample.qtbot.keyClick(plain.stack.boxes["schools"], Qt.Key.Key_Space)
    sample.until(lambda: plain.list.model.rows == before)
    assert plain.plain.drawing.over == []


def test_a_click_picks_a_school_or_comes_closer(plain: MapPlace, sample: Desk) -> None:
    wish(sample, plain, "schools")
    (drawn,) = plain.plain.drawing.over
    assert isinstance(drawn, PlainSchools)
    view = plain.plain

    def click(is_wanted: Callable[[int], bool]) -> None:
        area = view.viewport().rect()
        for group, at in drawn.seen(view.viewportTransform(), area.toRectF()):
            if is_wanted(group.count) and area.contains(at.toPoint()) and not view.mark_at(at):
                break
        else:
            raise AssertionError("no such group in view")
        sample.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())

    scale = view.transform().m11()
    click(lambda count: count > 1)
    assert view.transform().m11() > 2 * scale
    click(lambda count: count == 1)
    mark = plain.shown.mark(plain.chosen)
    assert mark.kind is MarkKind.SCHOOL
    assert plain.list.current() == mark.id
    assert plain.acts.open.isEnabled()


def test_district_lines_are_those_of_the_tour(plain: MapPlace, sample: Desk) -> None:
    wish(sample, plain, "lower")
    (drawn,) = plain.plain.drawing.over
    assert isinstance(drawn, PlainLines)
    codes = {words for words, _ in drawn.codes}
    assert len(codes) == 80
    assert "AD 41" in codes
    wish(sample, plain, "congress")
    assert len(plain.plain.drawing.over) == 2


def test_lines_that_are_not_loaded_are_said(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    place = open_map_of(desk, sample_file, doors, home_state="NV")
    box = place.stack.boxes["upper"]
    box.setChecked(True)
    desk.until(lambda: not box.isChecked())
    assert place.plain.drawing.over == []
    said = desk.window.notices.words.text()
    assert "2013 lines" in said
    assert "not loaded" in said


@pytest.mark.web
def test_the_page_shows_them_and_tells_what_was_picked(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = open_map(sample)
    before = canvas_of(sample, web)
    wish(sample, place, "schools")
    sample.until(lambda: canvas_of(sample, web) != before)
    wish(sample, place, "upper")
    sample.until(lambda: ask(sample, web, "document.querySelectorAll('.code').length") > 0)
    labels = ask(
        sample,
        web,
        "JSON.stringify([].map.call(document.querySelectorAll('.code'),"
        " function (e) { return e.textContent; }))",
    )
    assert all(words.startswith("SD ") for words in json.loads(labels))
    # Come closer to one school that no stop is near, and click on it.
    mark = [m for m in place.shown.marks if m.kind is MarkKind.SCHOOL][-1]
    ask(sample, web, f"map_tour.setView([{mark.point.lat}, {mark.point.lon}], 14); 1")
    middle = QPoint(web.width() // 2, web.height() // 2)
    surface = web.view.focusProxy()
    assert surface is not None
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, none, middle)
    sample.until(lambda: place.chosen == mark.id)
    assert place.list.current() == mark.id
    assert web.blocker.refused == []
    assert web.web.said == []
