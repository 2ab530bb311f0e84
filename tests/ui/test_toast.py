"""The words of what was just done: their Undo takes back that act and no other."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt

from tests.ui.conftest import Desk

RING = 6  # px that the ring around Undo needs over the words of the status bar


def rename(desk: Desk, name: str) -> None:
    tour = desk.window.session.tour_id
    desk.window.session.write(
        lambda ws, _: ws.tours.change(tour, {"name": name}, f"Name {name}"), acted=f"Named {name}."
    )
    desk.until(lambda: desk.window.toast.button.accessibleName() == f"Undo: Named {name}.")
    desk.settle()


def name_of(desk: Desk) -> str:
    desk.settle()
    tour = desk.window.session.tour
    assert tour is not None
    return tour.name


def test_the_toast_takes_back_what_it_names(sample: Desk) -> None:
    rename(sample, "First")
    rename(sample, "Second")
    sample.qtbot.mouseClick(sample.window.toast.button, Qt.MouseButton.LeftButton)
    sample.until(lambda: sample.window.session.redo_label == "Name Second")
    assert name_of(sample) == "First"
    assert not sample.window.toast.isVisible()


def test_the_toast_goes_with_an_undo_and_a_redo(sample: Desk) -> None:
    rename(sample, "First")
    rename(sample, "Second")
    sample.window.session.undo()
    sample.until(lambda: not sample.window.toast.isVisible())
    assert name_of(sample) == "First"
    sample.window.session.redo()
    sample.settle()
    assert not sample.window.toast.isVisible()


def test_the_toast_goes_with_the_next_act_even_one_without_words(sample: Desk) -> None:
    rename(sample, "First")
    tour = sample.window.session.tour_id
    sample.window.session.write(lambda ws, _: ws.tours.change(tour, {"party": 12}, "Party"))
    sample.until(lambda: not sample.window.toast.isVisible())


def test_a_click_that_comes_after_another_act_takes_nothing_back(sample: Desk) -> None:
    rename(sample, "First")
    rename(sample, "Second")
    sample.window.session.undo()  # its answer is not here yet
    sample.qtbot.mouseClick(sample.window.toast.button, Qt.MouseButton.LeftButton)
    assert name_of(sample) == "First"
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("Something else was done since")


def test_the_toast_goes_with_its_file(sample: Desk, sample_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tour"
    shutil.copy(sample_file, other)
    rename(sample, "First")
    sample.window.open_path(other)
    assert not sample.window.toast.isVisible()
    sample.settle()
    rename(sample, "Second")
    sample.window.files.close_file()
    assert not sample.window.toast.isVisible()


def test_what_was_done_covers_nothing_that_one_works_with(sample: Desk) -> None:
    rename(sample, "First")
    window = sample.window
    foot = window.status.geometry().translated(window.centralWidget().pos())
    toast = window.toast.geometry()
    assert toast.top() >= foot.top() - RING
    assert window.rect().contains(toast)
    release = Event()
    window.session.read(lambda _ws, _: release.wait(20), lambda _: None, title="Counting")
    sample.until(window.status.tray.cancel.isVisible)
    cancel = window.status.tray.cancel
    tray = window.status.tray.mapTo(window, window.status.tray.rect().topLeft())
    sample.until(lambda: window.toast.geometry().right() < tray.x())
    sample.qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    release.set()


def test_words_without_a_change_offer_no_undo(sample: Desk) -> None:
    rename(sample, "First")
    sample.window.session.write(lambda _ws, _p: None, acted="All as it was.")
    sample.until(lambda: sample.window.toast.button.accessibleName() == "Undo: All as it was.")
    assert sample.window.toast.isVisible()
    assert not sample.window.toast.button.isVisible()


def test_long_words_take_the_width_before_they_cover_the_work(sample: Desk) -> None:
    words = "A school was confirmed for 9:30 am and another for 11:30 am: ask their hosts again. "
    sample.window.toast.say(words * 3)
    line = sample.window.toast.fontMetrics().lineSpacing()
    assert sample.window.toast.height() < 3 * line + RING, "two lines, as wide as there is room"
