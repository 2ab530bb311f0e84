"""Visits in the window: what is typed is on the disk within two seconds, whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support import SetClock
from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import StoreFull
from tourplanner.services.site_visits import visits_of as visits_to
from tourplanner.ui.visits.drafts import AGAIN_MS, MOST_MS, Draft
from tourplanner.ui.visits.place import FIRST_NOTES, VisitsPlace


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
    assert [note.kind for note in visits.notes.values].count("note") == 2
    assert visits.left.notes_count.text() == "2 notes, 2 quotes"


def test_a_visit_is_rated_from_a_menu_in_one_step_of_undo(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    (act,) = (action for action in visits.menu_actions() if action.text() == "Rate this visit")
    act.trigger()
    menu = visits.rating.menu
    assert menu is not None
    assert [choice.text() for choice in menu.actions() if choice.isChecked()] == ["&Not rated"]
    sample.qtbot.keyClick(menu, Qt.Key.Key_4)
    sample.settle()
    assert visits.stops.values[0].rating == 4
    site = visits.stops.values[0].site
    with doors.open(sample_file, write=False) as office:
        assert "rated 4" in visits_to(office, site)[0].words
    act.trigger()
    menu = visits.rating.menu
    assert menu is not None
    assert [choice.text() for choice in menu.actions() if choice.isChecked()] == ["&4"]
    sample.qtbot.keyClick(menu, Qt.Key.Key_Escape)
    sample.window.session.undo()
    sample.settle()
    assert visits.stops.values[0].rating is None


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
    sample.until(lambda: visits.left.notes_count.text() == "3 notes, 2 quotes")


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


def test_notes_that_were_read_before_the_last_save_do_not_come_into_the_field(
    sample: Desk,
) -> None:
    visits = visits_of(sample)
    visits.note_list.choose(0)
    draft = visits.draft
    assert draft is not None
    answers = []
    read = sample.window.session.read

    def held(work: object, done: object, *more: object, **named: object) -> object:
        if named.get("topic") == "visits-notes":
            return read(work, lambda notes: answers.append((done, notes)), **named)
        return read(work, done, *more, **named)

    sample.window.session.read = held  # type: ignore[method-assign, assignment]
    visits.refresh()
    sample.until(lambda: bool(answers))
    sample.qtbot.keyClick(visits.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    sample.qtbot.keyClicks(visits.editor, " And more.")
    draft.save()
    sample.until(lambda: draft.is_clean)
    done, notes = answers[0]
    done(notes)
    assert visits.editor.toPlainText().endswith(" And more.")
    sample.until(lambda: len(answers) > 1)
    done, notes = answers[-1]
    done(notes)
    assert visits.editor.toPlainText().endswith(" And more.")
    assert visits.notes.values[0].text.endswith(" And more.")


def test_what_was_read_before_an_answer_landed_does_not_show_its_question_blank(
    sample: Desk,
) -> None:
    visits = visits_of(sample)
    answers = []
    read = sample.window.session.read

    def held(work: object, done: object, *more: object, **named: object) -> object:
        if named.get("topic") == "visits-notes":
            return read(work, lambda notes: answers.append((done, notes)), **named)
        return read(work, done, *more, **named)

    visits.asking.ask()
    draft = visits.draft
    assert draft is not None
    assert draft.question
    sample.window.session.read = held  # type: ignore[method-assign, assignment]
    visits.refresh()
    sample.until(lambda: bool(answers))
    sample.qtbot.keyClicks(visits.editor, "Told")
    sample.qtbot.keyClick(visits.editor, Qt.Key.Key_Tab)  # on to the next question
    sample.until(lambda: draft.is_clean)

    def state() -> str:
        lines = visits.side.list.lines.values
        return next(line.state for line in lines if line.code == draft.question)

    assert state() == "done"
    done, notes = answers[0]
    done(notes)
    assert state() == "done", "read before the answer was on the disk"
    sample.until(lambda: len(answers) > 1)
    done, notes = answers[-1]
    done(notes)
    assert state() == "done"


def test_a_note_that_waits_for_the_disk_is_there_when_one_comes_back(
    sample: Desk, sample_file: Path, doors: ProgramDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tourplanner.services.visits import VisitService

    visits = visits_of(sample)
    visits.note_list.choose(0)
    change, write = VisitService.change_note, VisitService.write_note

    def full(*_: object, **__: object) -> None:
        raise StoreFull("The disk is full.", "Make room.")

    monkeypatch.setattr(VisitService, "change_note", full)
    monkeypatch.setattr(VisitService, "write_note", full)
    sample.qtbot.keyClicks(visits.editor, "Not lost. ")
    visits.note_list.choose(1)
    assert "Not lost." not in visits.editor.toPlainText()
    sample.settle()
    visits.note_list.choose(0)
    assert visits.editor.toPlainText().startswith("Not lost. ")
    visits.new_note()
    sample.qtbot.keyClicks(visits.editor, "Nor this.")
    visits.stop_list.choose(1)
    assert visits.editor.toPlainText() == ""
    sample.settle()
    visits.stop_list.choose(0)
    assert visits.editor.toPlainText() == "Nor this."
    monkeypatch.setattr(VisitService, "change_note", change)
    monkeypatch.setattr(VisitService, "write_note", write)
    sample.window.close()
    saved = bodies(sample_file, doors)
    assert "Nor this." in saved
    assert any(body.startswith("Not lost. ") for body in saved)


def test_a_new_note_while_the_last_one_is_still_being_saved(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    visits.setFocus()
    for words in ("One", "Two", "Three"):
        sample.qtbot.keyClick(visits, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        sample.qtbot.keyClicks(visits.editor, words)
    sample.settle()
    sample.window.close()
    assert {"One", "Two", "Three"} <= set(bodies(sample_file, doors))


def test_a_new_note_by_key_from_the_sidebar(sample: Desk) -> None:
    visits = visits_of(sample)
    sample.window.sidebar.setFocus()
    assert not visits.isAncestorOf(QApplication.focusWidget())
    sample.qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert visits.editor.hasFocus()


def test_the_time_of_the_school_is_stamped_where_one_types(sample: Desk, clock: SetClock) -> None:
    clock.at = datetime(2013, 10, 14, 17, 34, 12, tzinfo=UTC)
    visits = visits_of(sample)
    visits.new_note()
    sample.qtbot.keyClicks(visits.editor, "Panel. ")
    modifier = Qt.KeyboardModifier
    keys = modifier.ControlModifier | modifier.ShiftModifier
    sample.qtbot.keyClick(visits.editor, Qt.Key.Key_Period, keys)
    sample.qtbot.keyClicks(visits.editor, "Applause")
    assert visits.editor.toPlainText() == "Panel. 10:34:12 am Applause"
    sample.until(lambda: "Panel. 10:34:12 am Applause" in [n.text for n in visits.notes.values])


def test_a_stop_of_many_notes_shows_the_newest_at_once_and_the_rest_behind(
    sample: Desk, clock: SetClock
) -> None:
    visits = visits_of(sample)
    stop, many = visits.stops.values[1].stop, FIRST_NOTES + 60
    at = clock.at.isoformat()
    edits = [
        Edit(f"{n:032x}", "note", {"stop": stop, "at": at}, {"body": f"Note {n}"})
        for n in range(many)
    ]
    sample.window.session.write(lambda ws, _: ws.file.write(Action("Many", tuple(edits))))
    sample.until(lambda: visits.stops.values[1].notes == many)
    sample.settle()
    shown = []
    visits.notes.modelReset.connect(
        lambda: shown.append((visits.notes.rowCount(), visits.left.notes_count.text()))
    )
    visits.stop_list.choose(1)
    sample.until(lambda: len(visits.notes.values) == many)
    assert [count for count, _ in shown] == [FIRST_NOTES, many]
    assert shown[1][1] == visits.left.notes_count.text() == f"{many} notes", "told from the first"
    assert len({note.id for note in visits.notes.values}) == many


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2013, 10, 14, 21, 30, tzinfo=UTC), "1.2"),  # 2:30 pm
        (datetime(2013, 10, 14, 17, 0, tzinfo=UTC), "1.1"),
        (datetime(2013, 10, 20, 20, 10, tzinfo=UTC), "1.1"),  # after the tour: the first one
    ],
)
def test_visits_open_at_the_stop_where_the_bus_is(
    desk: Desk, sample_file: Path, clock: SetClock, at: datetime, number: str
) -> None:
    clock.at = at
    desk.open(sample_file)
    visits = visits_of(desk)
    desk.settle()
    stop = visits.left.current_stop()
    assert stop is not None
    assert stop.number == number
    assert visits.middle.stop == stop
