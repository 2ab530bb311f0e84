"""Fields of quotes, promises and cards: on the disk within two seconds, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import StoreFull
from tourplanner.services.testimony import QuoteService
from tourplanner.ui.visits.place import VisitsPlace
from tourplanner.ui.widgets.saving import AGAIN_MS, MOST_MS


def visits_of(desk: Desk) -> VisitsPlace:
    place = desk.go("visits")
    assert isinstance(place, VisitsPlace)
    return place


def words_of(path: Path, doors: ProgramDoors) -> list[tuple[str, str]]:
    """The quotes of a file as another program reads them: words and role."""
    with doors.open(path, write=False) as office:
        quotes = office.file.tables.all("quote")
    return [(str(q["words"] or ""), str(q["speaker_role"] or "")) for q in quotes]


def test_a_quote_is_saved_while_it_is_typed(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    visits.middle.making.quote()
    page = visits.middle.quote_page
    assert page.saver is not None
    QTest.keyClicks(page.words, "We did this together")
    assert page.saver._most.isActive()
    assert page.saver._most.interval() == MOST_MS < 2_000
    with sample.qtbot.waitSignal(page.saver.saved, timeout=2_000):
        pass
    assert ("We did this together", "") in words_of(sample_file, doors)
    sample.settle()
    assert page.words.toPlainText() == "We did this together", "and goes on in the field"
    sample.until(visits.middle.review.isVisible)
    states = (visits.middle.review.state.accessibleName(), page.state.accessibleName())
    assert states == ("Draft", "Not approved"), "reviewed by us is not yet approved to go out"
    QTest.keyClicks(page.words, ".")
    page.role.setFocus()
    QTest.keyClicks(page.role, "parent ")
    saver = page.saver
    sample.until(lambda: saver.is_clean)  # between two words
    sample.settle()
    QTest.keyClicks(page.role, "leader")
    sample.window.close()
    assert ("We did this together.", "parent leader") in words_of(sample_file, doors)


def test_a_quote_that_nobody_types_in_is_none(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    visits = visits_of(sample)
    before = len(words_of(sample_file, doors))
    visits.middle.making.quote()
    visits.middle.new_note()
    sample.settle()
    assert len(words_of(sample_file, doors)) == before
    visits.middle.making.quote()
    page = visits.middle.quote_page
    page.consent.uses["press"].click()
    sample.settle()
    assert len(words_of(sample_file, doors)) == before + 1, "its consent came first"
    assert page.consent.uses["press"].accessibleName() == "Press: agreed"


def test_on_a_full_disk_a_new_quote_stays_and_is_made_later_as_one_step(
    sample: Desk, sample_file: Path, doors: ProgramDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = visits_of(sample)
    before = words_of(sample_file, doors)
    write = QuoteService.write

    def full(*_: object, **__: object) -> None:
        raise StoreFull("The disk is full.", "Make room.")

    monkeypatch.setattr(QuoteService, "write", full)
    visits.middle.making.quote()
    page = visits.middle.quote_page
    assert page.saver is not None
    QTest.keyClicks(page.words, "Kept")
    page.saver.save()
    sample.until(lambda: sample.window.notices.current is not None)
    QTest.keyClicks(page.role, "parent")
    assert page.saver.is_typed("words")
    assert page.saver.is_typed("speaker_role")
    assert page.words.toPlainText() == "Kept"
    monkeypatch.setattr(QuoteService, "write", write)
    assert page.saver._most.isActive()
    assert page.saver._most.interval() == AGAIN_MS
    page.saver.save()
    sample.until(lambda: page.saver is not None and page.saver.is_clean)
    assert ("Kept", "parent") in words_of(sample_file, doors)
    sample.settle()
    sample.window.session.undo()
    sample.settle()
    assert sorted(words_of(sample_file, doors)) == sorted(before)
