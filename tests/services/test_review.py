"""Review, comments, the change log with reasons, and the lock seven days after a visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_school import Stop, at_madison
from tests.support import SetClock
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import InputError, Locked


@pytest.fixture
def madison(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    with at_madison(sample_file, doors) as stop:
        yield stop


def test_reviewed_by_somebody_and_back(madison: Stop) -> None:
    office = madison.office
    note = office.visits.write_note(madison.tour, madison.stop, "Full hall")
    office.review.set_reviewed("note", note, on=True)
    record = office.file.tables.get("note", note)
    assert record is not None
    assert (record["review"], record["reviewed"]["by"]) == ("reviewed", office.file.author)
    office.review.set_reviewed("note", note, on=False)
    record = office.file.tables.get("note", note)
    assert record is not None
    assert (record["review"], record["reviewed"]) == ("draft", None)
    with pytest.raises(InputError):
        office.review.set_reviewed("promise", note, on=True)


def test_comments_stay_with_what_they_are_about(madison: Stop, clock: SetClock) -> None:
    office = madison.office
    note = office.visits.write_note(madison.tour, madison.stop, "Full hall")
    first = office.review.comment("note", note, "How many?")
    clock.forward(seconds=1)
    office.review.comment("note", note, "Ask Lena")
    assert [c["words"] for c in office.review.comments(note)] == ["How many?", "Ask Lena"]
    office.review.settle(first)
    assert office.review.comments(note)[0]["done"]["by"] == office.file.author
    with pytest.raises(InputError, match="empty"):
        office.review.comment("note", note, "  ")


def test_a_week_after_the_visit_a_change_needs_its_reason(madison: Stop, clock: SetClock) -> None:
    office = madison.office
    note = office.visits.write_note(madison.tour, madison.stop, "Full hall, 100 people")
    quote = office.quotes.write(madison.stop, "Yes", {"speaker": "Ana Ruiz"})
    clock.forward(days=6, hours=23)
    office.visits.change_note(note, "Full hall, 110 people")
    clock.forward(hours=2)
    assert office.review.is_locked("note", note)
    with pytest.raises(Locked, match="locked"):
        office.visits.change_note(note, "Full hall, 120 people")
    with pytest.raises(Locked):
        office.visits.remove("note", note)
    with pytest.raises(Locked):
        office.quotes.change(quote, {"speaker": "Ana Ruiz Vega"})
    office.quotes.agree(quote, "press", "yes")
    office.quotes.withdraw(quote)  # always
    with pytest.raises(InputError, match="reason"):
        office.review.unlock("note", note, " ")
    office.review.unlock("note", note, "The coordinator counted again")
    office.visits.change_note(note, "Full hall, 120 people")
    log = office.review.log("note", note)
    assert [(line.what.split(":")[0], line.reason, line.is_late) for line in log][:2] in (
        [
            ("Write note", "", True),
            ("Reason given", "The coordinator counted again", True),
        ],
        [
            ("Reason given", "The coordinator counted again", True),
            ("Write note", "", True),
        ],
    )
    assert [line.is_late for line in log].count(False) == 2
    clock.forward(hours=13)
    assert office.review.is_locked("note", note)


def test_the_lock_counts_from_when_the_bus_left(madison: Stop, clock: SetClock) -> None:
    office = madison.office
    note = office.visits.write_note(madison.tour, madison.stop, "Prepared before the visit")
    from tourplanner.core.changes import Action, Edit

    left = Edit(madison.stop, "stop", {"left_at": "2013-10-14T18:10:00.000000+00:00"})
    office.file.write(Action("Left", (left,)))
    clock.forward(days=9)  # October 20
    assert not office.review.is_locked("note", note)
    clock.forward(days=2)
    assert office.review.is_locked("note", note)


def test_an_answer_is_locked_too(madison: Stop, clock: SetClock) -> None:
    form = madison.office.form
    form.answer(madison.tour, madison.stop, "needs", "Housing")
    clock.forward(days=8)
    with pytest.raises(Locked):
        form.answer(madison.tour, madison.stop, "needs", "Food")
    form.answer(madison.tour, madison.stop, "rule", "Written late, for the first time")
