"""A tour of ten days and thirty stops: the watchdog of these tests asserts that nothing waits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.ranks import spread
from tourplanner.services.tours import NewPlace, stop_id
from tourplanner.ui.tours.place import ToursPlace

DAYS, PER_DAY, SPARE = 10, 3, 6


def a_place(name: str, lat: float, lon: float) -> NewPlace:
    return NewPlace(name, "hotel", LatLon(lat, lon), Precision.PIN, "typed")


@pytest.fixture
def large_file(office_file: Path, doors: ProgramDoors) -> Path:
    """Ten days of three schools each, arranged by hand, and six that are left out."""
    with doors.open(office_file, write=True) as office:
        hits = []
        for city in ("Fresno", "Oakland", "San Jose", "Stockton", "Modesto"):
            hits += office.directory.find(f"elementary {city}", limit=12).hits[:9]
        keys = list(dict.fromkeys(hit.row.key for hit in hits))[: DAYS * PER_DAY + SPARE]
        office.sites.add_from_directory(keys)
        sites = [office.sites.id_of(key) for key in keys]
        tour = office.tours.create(
            "Long tour",
            date(2013, 10, 14),
            DAYS,
            a_place("Fresno Inn", 36.74, -119.78),
            party=45,
            hotels=[a_place("Stockton Inn", 37.96, -121.29)],
        )
        office.tours.mark(tour, sites, "may")
        facts: dict[str, object] = {"tour": tour, "name": "By hand"}
        for day in range(DAYS):
            own = sites[day * PER_DAY : (day + 1) * PER_DAY]
            for rank, site in zip(spread(PER_DAY), own, strict=True):
                at = {"day": day, "rank": rank, "pin": None}
                facts[f"at/{stop_id(tour, site)}"] = at
        variant = "5" * 32
        edits = (
            Edit(variant, "variant", facts),
            Edit(tour, "tour", {"current_variant": variant}),
        )
        office.file.write(Action("By hand", edits))
    return office_file


def test_dragging_and_keys_never_hold_the_window(desk: Desk, large_file: Path) -> None:
    desk.open(large_file)
    place = desk.window.place("tours")
    assert isinstance(place, ToursPlace)
    assert place.board is not None
    assert sum(column.stops for column in place.board.columns) == DAYS * PER_DAY
    assert len(place.board.not_placed) == SPARE
    view, port = place.board_view.view, place.board_view.view.viewport()
    first = next(item for item in view.items_ if item.block.number == "1.2")
    view.ensureVisible(first.rect)
    start = view.mapFromScene(first.rect.center())
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(port, Qt.MouseButton.LeftButton, none, start)
    seen = set()
    for x in range(60, port.width(), 110):
        for y in (80, port.height() // 2, port.height() - 40):
            at = port.rect().topLeft()
            at.setX(x)
            at.setY(y)
            QTest.mouseMove(port, at)
            desk.qtbot.wait(1)
            block = place.board_view.board.block_of(first.block.stop)
            seen.add((block.day, block.position))
    assert len(seen) > 4, "the stop was tried in many places"
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, none, at)
    desk.settle()
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
        desk.qtbot.wait(1)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    desk.settle()
    assert len(place.board.not_placed) == SPARE + 1
