"""A file is opened: nothing is denied before it is read, and the window stays awake."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.ui.conftest import Desk
from tourplanner.ui import places
from tourplanner.ui.tours.place import ToursPlace


def test_a_plan_that_is_not_read_yet_is_waited_for(
    desk: Desk, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, bool]] = []
    show = ToursPlace.show_empty

    def noted(tours: ToursPlace) -> None:
        show(tours)
        if tours.session.path is not None:
            said.append(
                (tours.empty.sentence.text(), tours.empty.plan_first.isVisibleTo(tours.empty))
            )

    monkeypatch.setattr(ToursPlace, "show_empty", noted)
    for _ in range(2):
        desk.open(sample_file)
        assert isinstance(desk.window.place("tours"), ToursPlace)
        desk.until(lambda: getattr(desk.window.place("tours"), "board", None) is not None)
        desk.window.files.close_file()
    assert set(said) == {("Reading the plan.", False)}


def test_a_tour_without_a_plan_says_so_when_that_is_known(desk: Desk, sample_file: Path) -> None:
    desk.open(sample_file)
    tours = desk.window.place("tours")
    assert isinstance(tours, ToursPlace)
    desk.until(lambda: tours.board is not None)
    desk.window.session.undo()  # the plan
    desk.until(lambda: tours.board is None)
    desk.settle()
    assert tours.empty.sentence.text().endswith("no plan yet.")
    assert tours.empty.plan_first.isVisible()


def test_the_modules_of_the_places_are_not_imported_by_the_window(
    desk: Desk, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by: list[bool] = []
    load = places.load

    def loads() -> None:
        by.append(threading.current_thread() is threading.main_thread())
        load()

    places._loaded.clear()  # as right after the start
    monkeypatch.setattr(places, "load", loads)
    desk.window.open_path(sample_file)
    desk.until(lambda: isinstance(desk.window.current_place(), ToursPlace))
    desk.settle()
    assert by == [False]
