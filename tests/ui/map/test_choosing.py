"""Picking sites out of the map: within reach, inside a lasso; on both maps and in the list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.hostile import PAYLOADS
from tests.ui.conftest import Desk
from tests.ui.map.conftest import ask, mark_id, open_map
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.geo import LatLon
from tourplanner.services.map_layers import SchoolLayer
from tourplanner.ui.map.choice import MOST_SCHOOLS, START, Pickable
from tourplanner.ui.map.ground import to_plane
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.rows import RowKind
from tourplanner.ui.map.web import WebMap, plane_of

OpenWeb = Callable[[Desk], WebMap]
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def choose(place: MapPlace, label: str) -> str:
    """Choose the stop with a number in the list."""
    at = next(k for k, row in enumerate(place.list.model.rows) if row.label == label)
    place.list.table.choose(at)
    return mark_id(place, label)


def listed(place: MapPlace) -> list[str]:
    return [row.mark for row in place.list.model.rows if row.mark]


def within(desk: Desk, place: MapPlace, label: str, minutes: int = 45) -> None:
    choose(place, label)
    place.stack.minutes.setValue(minutes)
    desk.qtbot.keyClick(
        place.list.table,
        Qt.Key.Key_W,
        Qt.KeyboardModifier.ControlModifier | SHIFT,
    )
    desk.until(lambda: place.choosing.choice is not None)
    desk.settle()


def test_within_reach_filters_the_list_and_rings_the_marks(plain: MapPlace, sample: Desk) -> None:
    before = listed(plain)
    start = choose(plain, "2.1")
    within(sample, plain, "2.1")
    choice = plain.choosing.choice
    assert choice.title.startswith("Within 45 min of 2.1 Yosemite")
    assert listed(plain) == list(choice.found)
    assert set(listed(plain)) < set(before)
    assert start not in choice.found
    minutes = list(choice.found.values())
    assert minutes == sorted(minutes)
    assert all(taken <= 45 for taken in minutes)
    row = plain.list.model.rows[1]
    assert f"{minutes[0]} min by bus" in row.spoken
    assert plain.list.bar.isVisible()
    assert plain.plain.drawing.choice is choice
    few = len(listed(plain))
    plain.stack.minutes.setValue(240)  # the box is followed
    sample.until(lambda: len(listed(plain)) > few)
    sample.qtbot.keyClick(plain.list.table, Qt.Key.Key_Escape)
    assert listed(plain) == before
    assert not plain.list.bar.isVisible()


def test_what_was_found_is_marked_in_one_act_and_undone(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    near = {"lat": 34.16, "lon": -118.14, "precision": "pin", "source": "test"}
    names = [PAYLOADS["img"], PAYLOADS["jinja"], PAYLOADS["direction"], PAYLOADS["quotes"]]
    with doors.open(sample_file, write=True) as office:
        edits = (
            Edit(f"{k:032x}", "site", {"name": name, "point": near})
            for k, name in enumerate(names, 1)
        )
        office.file.write(Action("Add", tuple(edits)))
    desk.open(sample_file)
    place = open_map(desk)
    within(desk, place, "1.1", 30)
    assert place.acts.mark.text() == "Mark 4 as may"
    assert {row.name for row in place.list.model.rows} >= set(names)
    place.acts.mark.trigger()
    ids = [f"{k:032x}" for k in range(1, 5)]
    desk.until(lambda: [place.shown.mark(one).wish for one in ids] == ["may"] * 4)
    desk.until(lambda: place.acts.mark.text() == "All are marked")
    assert not place.acts.mark.isEnabled()
    desk.window.session.undo()
    desk.until(lambda: place.acts.mark.text() == "Mark 4 as may")
    place.plain.select(ids[0])
    assert not place.plain.grab().isNull()


def test_a_start_is_pointed_at_by_keys_and_dragged(plain: MapPlace, sample: Desk) -> None:
    plain.list.select("")
    plain._on_list("")
    plain.acts.within.trigger()  # nothing is chosen, so the map asks where
    sheet = plain.choosing.sheet
    assert sheet.isVisible()
    assert sheet.hasFocus()
    at = sheet.cross
    sample.qtbot.keyClick(sheet, Qt.Key.Key_Right)
    sample.qtbot.keyClick(sheet, Qt.Key.Key_Up, SHIFT)
    assert (sheet.cross - at).toTuple() == (10, -1)
    sample.qtbot.keyClick(sheet, Qt.Key.Key_Return)
    sample.until(lambda: plain.choosing.choice is not None)
    assert plain.choosing.choice.title == "Within 45 min of the point"
    start = plain.choosing.choice.start
    view = plain.plain
    there = view.viewportTransform().map(to_plane(start.lat, start.lon)).toPoint()
    target = view.viewport()
    sample.qtbot.mousePress(target, LEFT, pos=there)
    for part in range(1, 5):
        sample.qtbot.mouseMove(target, there + QPoint(20, 10) * part)
    sample.qtbot.mouseRelease(target, LEFT, pos=there + QPoint(80, 40))
    sample.until(lambda: plain.choosing.choice.start != start)
    assert plain.choosing.choice.start.lon > start.lon
    assert plain.choosing.choice.start.lat < start.lat


def test_a_lasso_is_drawn_with_the_pointer(plain: MapPlace, sample: Desk) -> None:
    plain.acts.lasso.trigger()
    sheet = plain.choosing.sheet
    wanted = next(p for p in plain.plain.placed if p.mark.label == "1.1")
    assert not plain.stack.panel.isVisible()  # nothing lies over what one draws on
    home, corners = wanted.home.toPoint(), ((-30, -30), (30, -30), (30, 30), (-30, 30))
    sample.qtbot.mousePress(sheet, LEFT, pos=home + QPoint(-30, 0))
    for x, y in corners:
        sample.qtbot.mouseMove(sheet, home + QPoint(x, y))
    sample.qtbot.mouseRelease(sheet, LEFT, pos=home + QPoint(-30, 5))
    sample.until(lambda: plain.choosing.choice is not None)
    assert not sheet.isVisible()
    area = {
        p.mark.id
        for p in plain.plain.placed
        if p.mark.site and (p.home - wanted.home).manhattanLength() < 28
    }
    assert wanted.mark.id in area
    assert area <= set(listed(plain))
    assert plain.list.bar.words.text() == "Inside the lasso"
    assert plain.list.model.rows[0].spoken.startswith("Inside the lasso: ")
    assert plain.list.model.rows[1].kind is RowKind.FOUND


def test_a_lasso_is_a_box_by_keys(plain: MapPlace, sample: Desk) -> None:
    choose(plain, "2.1")
    sample.qtbot.keyClick(
        plain.list.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | SHIFT
    )
    sheet = plain.choosing.sheet
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        sample.qtbot.keyClick(sheet, key)
    wide = sheet.box.width()
    sample.qtbot.keyClick(sheet, Qt.Key.Key_Right, SHIFT)
    assert sheet.box.width() == wide - 24
    assert " site" in sheet.words.text().split(".")[0]
    said = int(sheet.words.text().split()[0])
    sample.qtbot.keyClick(sheet, Qt.Key.Key_Return)
    sample.until(lambda: plain.choosing.choice is not None)
    assert len(listed(plain)) == said
    assert plain.plain.current == mark_id(plain, "2.1")
    plain.acts.lasso.trigger()
    sample.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert plain.list.bar.isVisible()  # the choice before is still there


def test_schools_of_the_directory_are_picked_and_marked(plain: MapPlace, sample: Desk) -> None:
    plain.stack.boxes["schools"].setChecked(True)
    sample.until(lambda: "schools" in plain.over.shown())
    within(sample, plain, "2.2", 15)
    choice = plain.choosing.choice
    schools = [key for key in choice.found if key.startswith("school:")]
    assert schools
    count = len(plain.choosing.to_mark())
    plain.acts.mark.trigger()
    sample.until(lambda: plain.acts.mark.text() == "All are marked")
    sample.settle()
    assert len([m for m in plain.shown.marks if m.wish == "may" and m.is_dot]) >= count
    left = [key for key in plain.choosing.choice.found if key.startswith("school:")]
    assert not left  # they are sites of the file now, listed once


def test_schools_that_are_not_listed_are_counted(plain: MapPlace, sample: Desk) -> None:
    plain.stack.boxes["schools"].setChecked(True)
    sample.until(lambda: "schools" in plain.over.shown())
    layer = plain.over.schools()
    assert isinstance(layer, SchoolLayer)
    ring = (LatLon(33, -120), LatLon(33, -116), LatLon(36, -116), LatLon(36, -120))
    plain.choosing.choose_inside(ring)
    sample.until(lambda: plain.choosing.choice is not None)
    choice = plain.choosing.choice
    assert len([key for key in choice.found if key.startswith("school:")]) == MOST_SCHOOLS
    assert choice.more > 1000
    assert f"{choice.more:,} more schools not listed" in plain.list.bar.note.text()
    whole = Pickable.of([], layer).inside(ring, "")
    assert len(whole.found) + whole.more >= choice.more + MOST_SCHOOLS


@pytest.mark.web
def test_the_page_shows_reach_and_lasso(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = open_map(sample)
    within(sample, place, "2.1")
    count = "document.querySelectorAll('.mark.found').length"
    stops = [m for m in place.choosing.choice.found if place.shown.mark(m).label]
    assert ask(sample, web, count) == len(stops) > 0
    # The start is dragged on the page; what the page says is looked at.
    start = place.choosing.choice.start
    found = ask(
        sample,
        web,
        "var r = document.querySelector('.start').getBoundingClientRect();"
        "JSON.stringify([r.left + r.width / 2, r.top + r.height / 2])",
    )
    at = QPoint(*(round(number) for number in json.loads(found)))
    surface = web.view.focusProxy()
    QTest.mousePress(surface, LEFT, NONE, at)
    for part in range(1, 6):
        QTest.mouseMove(surface, at + QPoint(12, -8) * part)
    QTest.mouseRelease(surface, LEFT, NONE, at + QPoint(60, -40))
    sample.until(lambda: place.choosing.choice.start != start)
    moved = place.choosing.choice.start
    assert moved.lon > start.lon
    for lat, lon in ((float("nan"), 0.0), (0.0, 0.0), (91.0, -500.0)):
        web.channel.moved(START, lat, lon)
    sample.settle()
    assert place.choosing.choice.start == moved

    # A lasso over the page takes what lies there on the earth.
    place.acts.all.trigger()
    assert ask(sample, web, count) == 0
    place.acts.lasso.trigger()
    sheet = place.choosing.sheet
    sample.until(sheet.isVisible)
    wanted = place.shown.mark(mark_id(place, "2.1"))
    where = ask(
        sample,
        web,
        f"var p = map_tour.latLngToContainerPoint([{wanted.point.lat}, {wanted.point.lon}]);"
        "JSON.stringify([p.x, p.y])",
    )
    home = QPoint(*(round(number) for number in json.loads(where)))
    sample.qtbot.mousePress(sheet, LEFT, pos=home + QPoint(-12, 0))
    for x, y in ((0, -12), (12, 0), (0, 12)):
        sample.qtbot.mouseMove(sheet, home + QPoint(x, y))
    sample.qtbot.mouseRelease(sheet, LEFT, pos=home + QPoint(-12, 2))
    sample.until(lambda: place.choosing.choice is not None)
    assert wanted.id in place.choosing.choice.found
    assert web.blocker.refused == []
    assert web.web.said == []


@pytest.mark.parametrize(
    "said", [None, 7, "", "[", "[1, 2]", '["a", 1, 2]', "[1e999, 0, 0]", "[0, 1, 2]", "{}"]
)
def test_a_place_that_a_page_makes_up_is_none(said: object) -> None:
    assert plane_of(said) is None
