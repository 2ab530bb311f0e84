"""Visits in the window: what is typed is on the disk within two seconds, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import StoreFull
from tourplanner.ui.visits.drafts import AGAIN_MS, MOST_MS, Draft
from tourplanner.ui.visits.place import VisitsPlace


def visits_of(desk: Desk) -> VisitsPlace:
    place = desk.go("visits")
    assert isinstance(place, VisitsPlace)
    return place


def bodies(path: Path, doors: ProgramDoors) -> list[str]:
    """The notes of a file as another program reads them."""
    with doors.open(path, write=False) as office:
        return [str(note["body"]) for note in office.file.tables.all("note")]


def test_stops_stand_in_the_order_of_the_plan_with_their_notes(sample: Desk) -> None:
    visits = visits_of(sample)
    stops = visits.stops.values
    assert (stops[0].number, stops[0].name, stops[0].notes) == ("1.1", "Madison Elementary", 2)
    numbers = [stop.number for stop in stops]
    planned = [number for number in numbers if number]
    assert planned == sorted(planned)
    assert numbers[len(planned) :] == [""] * (len(numbers) - len(planned))
    assert len(visits.notes.values) == 2


def test_what_is_typed_is_saved_without_a_key(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    sample.qtbot.keyClick(visits.stop_list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert visits.editor.hasFocus()
    sample.qtbot.keyClicks(visits.editor, "Three calls the same day")
    assert visits.draft is not None
    draft = visits.draft
    with sample.qtbot.waitSignal(draft.saved, timeout=2_000):
        pass
    assert "Three calls the same day" in bodies(sample_file, doors)
    sample.settle()
    assert "Three calls the same day" in [note.first for note in visits.notes.values]
    assert visits.header_note == "3 notes"


def test_typing_that_goes_on_is_saved_meanwhile(sample: Desk) -> None:
    visits = visits_of(sample)
    visits.new_note()
    draft = visits.draft
    assert draft is not None
    draft._rest.setInterval(60_000)
    sample.qtbot.keyClicks(visits.editor, "no rest at all")
    draft._rest.stop()  # as if the next key came each time before the rest was over
    assert draft._most.isActive()
    assert draft._most.interval() == MOST_MS < 2_000
    draft._most.setInterval(1)
    with sample.qtbot.waitSignal(draft.saved, timeout=2_000):
        pass


def test_a_burst_of_typing_is_one_step_of_undo(sample: Desk) -> None:
    visits = visits_of(sample)
    visits.note_list.choose(0)
    draft = visits.draft
    assert draft is not None
    first = draft.text
    for words in (" One.", " Two.", " Three."):
        draft.edit(draft.text + words)
        draft.save()
        sample.until(lambda: draft.is_clean)
    sample.settle()
    sample.window.session.undo()
    sample.until(lambda: any(note.text == first for note in visits.notes.values))
    sample.until(lambda: visits.editor.toPlainText() == first)


def test_another_stop_is_chosen_and_nothing_typed_is_lost(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    visits.new_note()
    sample.qtbot.keyClicks(visits.editor, "On the way out")
    visits.stop_list.choose(2)
    assert visits.editor.toPlainText() == ""
    sample.settle()
    assert "On the way out" in bodies(sample_file, doors)
    visits.stop_list.choose(0)
    sample.until(lambda: len(visits.notes.values) == 3)


def test_closing_the_window_saves_what_was_typed_a_moment_ago(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    visits.new_note()
    sample.qtbot.keyClicks(visits.editor, "Last word")
    sample.window.close()
    assert "Last word" in bodies(sample_file, doors)


def test_a_full_disk_keeps_the_text_and_tries_again(
    sample: Desk, sample_file: Path, doors: ProgramDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tourplanner.services.visits import VisitService

    visits = visits_of(sample)
    visits.new_note()
    draft = visits.draft
    assert draft is not None
    write = VisitService.write_note

    def full(*_: object, **__: object) -> None:
        raise StoreFull("The disk is full.", "Make room.")

    monkeypatch.setattr(VisitService, "write_note", full)
    sample.qtbot.keyClicks(visits.editor, "Kept")
    draft.save()
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text == (
        "Not saved: The disk is full. Make room. The text is kept here and tried again."
    )
    assert visits.editor.toPlainText() == "Kept"
    assert "Not saved" in sample.window.menu_corner.words()
    assert draft._most.isActive()
    assert draft._most.interval() == AGAIN_MS
    monkeypatch.setattr(VisitService, "write_note", write)
    draft.save()
    sample.until(lambda: draft.is_clean)
    assert "Kept" in bodies(sample_file, doors)
    sample.settle()
    assert "Not saved" not in sample.window.menu_corner.words()


def test_one_save_at_a_time_and_none_of_nothing(sample: Desk) -> None:
    session = sample.window.session
    stop = visits_of(sample).stops.values[0].stop
    draft = Draft(session, session.tour_id, stop)
    draft.edit("   ")
    draft.save()
    assert draft.is_clean is False
    assert session.jobs.is_idle
    draft.edit("a")
    draft.save()
    draft.edit("ab")
    draft.save()
    sample.until(lambda: draft.is_clean)
    assert draft.text == "ab"
    assert draft.note


KILLED = """
import os, signal, sys
from pathlib import Path
from tourplanner.app import ProgramDoors
from tourplanner.ui.memory import Memory
from tourplanner.ui.run import make_app, make_window
from PySide6.QtTest import QTest
app = make_app()
window = make_window(ProgramDoors(), Memory(Path(sys.argv[2])))
window.show()
window.open_path(Path(sys.argv[1]))

def typed():
    visits = window.place("visits")
    window.go("visits")
    if not visits.stops.values or visits.draft is None:
        return
    timer.stop()
    visits.new_note()
    QTest.keyClicks(visits.editor, "A line before the battery died")
    QTimer.singleShot(2000, lambda: os.kill(os.getpid(), signal.SIGKILL))

from PySide6.QtCore import QTimer
timer = QTimer()
timer.timeout.connect(typed)
timer.start(50)
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_killed_window_has_lost_nothing_two_seconds_old(
    sample_file: Path, tmp_path: Path, doors: ProgramDoors
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(sample_file), str(tmp_path / "window.ini")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert "A line before the battery died" in bodies(sample_file, doors)
