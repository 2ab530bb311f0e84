"""The log of the tour in Day: who changed what, when and why; marks against the plan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.hostile import PAYLOADS
from tests.support import SetClock
from tests.ui.conftest import Desk
from tests.ui.test_day import ON_THE_ROAD, day_of, press
from tourplanner.app import ProgramDoors
from tourplanner.core.safe_text import one_line
from tourplanner.services.tour_log import LogLine
from tourplanner.ui.words import window_times


def lines(desk: Desk) -> list[LogLine]:
    return desk.window.place("day").log_page.lines.rows  # type: ignore[attr-defined]


def test_marks_stand_with_who_when_and_how_late(sample: Desk, clock: SetClock) -> None:
    clock.at = ON_THE_ROAD
    day = day_of(sample)
    press(sample, Qt.Key.Key_L)
    sample.until(lambda: day.now_page.badge.text().endswith("late"))
    day.choose_tab(3)
    sample.until(lambda: bool(lines(sample)))
    newest = next(line for line in lines(sample) if line.what.startswith("Left "))
    assert newest.why.endswith("after plan")
    assert newest.at == ON_THE_ROAD
    assert newest.who == sample.window.session.author
    spoken = day.log_page.lines.data(
        day.log_page.lines.index(lines(sample).index(newest), 0), Qt.ItemDataRole.AccessibleTextRole
    )
    assert window_times(newest.what, is_sentence=False) in spoken
    assert "a.m." not in spoken

    # Taken back: the mark stays in the log, with what took it back.
    count = len(lines(sample))
    sample.window.session.undo()
    sample.until(lambda: len(lines(sample)) == count + 1)
    assert f"Undo: {newest.what}" in {line.what for line in lines(sample)}
    assert newest in lines(sample)

    table = day.log_page.table
    table.setFocus()
    sample.qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    sample.qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert window_times(newest.what, is_sentence=False) in text
    assert newest.why in text


def test_a_reason_stands_as_it_was_typed(
    desk: Desk, sample_file: Path, doors: ProgramDoors, clock: SetClock
) -> None:
    clock.at = ON_THE_ROAD
    why = one_line(PAYLOADS["jinja"])
    with doors.open(sample_file, write=True) as office:
        here = office.arranging.current(office.tours.all()[0].id)
        warning = next(f for f in here.planned.findings if f.severity == "W")
        office.arranging.accept(here.plan.tour.id, warning, why, "Lena Park")
    desk.open(sample_file)
    day = day_of(desk)
    day.choose_tab(3)
    desk.until(lambda: bool(lines(desk)))
    accepted = next(line for line in lines(desk) if line.what.startswith("Accept: "))
    assert accepted.why == f"{why} (Lena Park)"
