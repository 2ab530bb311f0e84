"""The map in a window. Tests of the web map are marked ``web``; all others see the plain one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.model.ids import derived_id
from tourplanner.ui.map import both, scheme
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.web import WebMap

# Before the first test makes Qt's application.
scheme.prepare()
os.environ.setdefault(both.PLAIN_WISHED, "1")


def open_map(desk: Desk) -> MapPlace:
    """Go to the map and wait until it is drawn."""
    place = desk.go("map")
    assert isinstance(place, MapPlace)
    return place


def open_map_of(desk: Desk, file: Path, doors: ProgramDoors, *, home_state: str) -> MapPlace:
    """Open a file whose office is in another state at its map."""
    with doors.open(file, write=True) as office:
        profile = derived_id("office", "profile")
        edit = Edit(profile, "office", {"home_state": home_state})
        office.file.write(Action("Home", (edit,)))
    desk.open(file)
    return open_map(desk)


@pytest.fixture
def plain(sample: Desk) -> MapPlace:
    """The plain map of the planned sample."""
    return open_map(sample)


@pytest.fixture
def open_web(monkeypatch: pytest.MonkeyPatch) -> Callable[[Desk], WebMap]:
    """Open the web map and wait until it is shown."""
    monkeypatch.delenv(both.PLAIN_WISHED)

    def open_it(desk: Desk) -> WebMap:
        place = open_map(desk)
        desk.until(lambda: place.web is not None and place.stack.currentWidget() is place.web)
        web = place.web
        assert web is not None
        # The page hears of its size a moment later and fits the tour into it.
        desk.until(lambda: ask(desk, web, "map_tour.getSize().x") == web.width())
        return web

    return open_it


def ask(desk: Desk, web: WebMap, script: str) -> Any:
    """Run a script in the page and give its value, which is text, a number or true or false."""
    desk.until(lambda: not web._calls)  # what the window asked before, the page hears first
    answers: list[Any] = []
    web.web.runJavaScript(script, 0, answers.append)
    desk.until(lambda: bool(answers))
    return answers[0]


def canvas_of(desk: Desk, web: WebMap) -> str:
    """Give what the canvas of the ground and of the layers on it shows, as text to compare."""
    canvas = "document.querySelector('.leaflet-ground-pane canvas').toDataURL()"
    return str(ask(desk, web, canvas))


def mark_id(place: MapPlace, label: str) -> str:
    """Give the id of the stop with a number."""
    assert place.shown is not None
    return next(mark.id for mark in place.shown.marks if mark.label == label)
