"""Review, comments, the lock and sound memos in the window, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from tests.services.test_memos import recording
from tests.support import SetClock
from tests.ui.conftest import Desk
from tourplanner.ui.visits.place import VisitsPlace


def visits_of(desk: Desk) -> VisitsPlace:
    place = desk.go("visits")
    assert isinstance(place, VisitsPlace)
    return place


def write(desk: Desk, visits: VisitsPlace, words: str) -> None:
    visits.new_note()
    QTest.keyClicks(visits.editor, words)
    draft = visits.draft
    assert draft is not None
    draft.save()
    desk.until(lambda: draft.is_clean)
    desk.settle()
    at = next(k for k, note in enumerate(visits.notes.values) if note.first == words)
    visits.note_list.choose(at)
    desk.settle()


def test_a_note_is_commented_and_reviewed(sample: Desk) -> None:
    visits = visits_of(sample)
    visits.note_list.choose(0)
    bar = visits.middle.review
    sample.until(bar.isVisible)
    assert bar.state.accessibleName() == "Draft"
    middle = bar.mark.geometry().center().y()
    assert bar.state.geometry().center().y() == middle, "chip and button stand on one middle"
    sample.qtbot.keyClick(bar.comments, Qt.Key.Key_Space)
    assert bar.comment.hasFocus()
    QTest.keyClicks(bar.comment, "How many families?")
    sample.qtbot.keyClick(bar.comment, Qt.Key.Key_Return)
    sample.until(lambda: bar.said.count() == 1)
    assert "How many families?" in bar.said.item(0).text()
    assert bar.comments.text() == "1 comment"
    QTest.keyClicks(bar.comment, "Which year?")
    sample.qtbot.keyClick(bar.comment, Qt.Key.Key_Return)
    sample.until(lambda: bar.said.count() == 2)
    bar.said.setFocus()
    sample.qtbot.keyClick(bar.said, Qt.Key.Key_Space)
    sample.until(lambda: "(done, " in bar.said.item(0).text())
    assert bar.comments.text() == "2 comments, 1 open"
    sample.qtbot.keyClick(bar.mark, Qt.Key.Key_Space)
    sample.until(lambda: bar.state.accessibleName().startswith("Reviewed"))
    sample.qtbot.keyClick(bar.changes, Qt.Key.Key_Space)
    assert "Note reviewed" in bar.lines.toPlainText()
    sample.window.session.undo()
    sample.until(lambda: bar.state.accessibleName() == "Draft")


def test_a_week_later_a_change_needs_its_reason(sample: Desk, clock: SetClock) -> None:
    visits = visits_of(sample)
    write(sample, visits, "Full hall")
    bar = visits.middle.review
    sample.until(bar.isVisible)
    assert not bar.locked.isVisible()
    assert not visits.editor.isReadOnly()
    clock.forward(days=8)
    visits.middle.reviewing.read(visits.middle.stop)
    sample.until(bar.locked.isVisible)
    assert bar.locked.text() == "Locked since Fri, Oct 18, 2013, seven days after the visit."
    assert visits.editor.isReadOnly()
    QTest.keyClicks(bar.why, "Counted again")
    sample.qtbot.keyClick(bar.why, Qt.Key.Key_Return)
    sample.until(lambda: not visits.editor.isReadOnly())
    visits.new_note()
    assert not visits.editor.isReadOnly()
    assert not bar.isVisible()


def test_a_memo_is_attached_coded_and_played(
    sample: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    visits = visits_of(sample)
    visits.media.attach_memo(recording(tmp_path / "walk.wav"))
    sample.until(lambda: visits.middle.kind == "memo")
    page = visits.middle.memo_page
    sample.until(lambda: page.file.text() == "walk.wav")
    QTest.keyClicks(page.mark, "2:75 nothing")
    sample.qtbot.keyClick(page.mark, Qt.Key.Key_Return)
    assert page.problem.isVisible()
    page.mark.setText("2:05 the furniture room #HOU-EVI")
    sample.qtbot.keyClick(page.mark, Qt.Key.Key_Return)
    sample.until(lambda: page.marks.count() == 1)
    QTest.keyClicks(page.words, "Walk")
    page._leave()
    sample.until(lambda: any(n.first == "Walk" for n in visits.notes.values))
    assert visits.left.notes_count.text().endswith("1 memo")
    sample.qtbot.keyClick(page.play, Qt.Key.Key_Space)
    sample.until(lambda: bool(opened))
    assert Path(opened[0]).read_bytes() == (tmp_path / "walk.wav").read_bytes()
    visits.middle.take_away()
    sample.until(lambda: not any(n.kind == "memo" for n in visits.notes.values))
