"""The office profile: checked, one undoable action, and the state's own directory."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from tests.hostile import PAYLOADS
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import KINDS
from tourplanner.services.workspace import Workspace


@pytest.fixture
def desk(tmp_path: Path, doors: ProgramDoors) -> Workspace:
    return doors.create(tmp_path / "office.tour", {"home_state": "nevada"})


def shown(office: Workspace) -> dict[str, str]:
    return {entry.name: entry.value for entry in office.profile.read() if entry.value}


def test_every_declared_field_is_shown_with_its_level(desk: Workspace) -> None:
    entries = desk.profile.read()
    declared = KINDS["office"].fields
    assert [(e.name, e.label, e.level) for e in entries] == [
        (f.name, f.label, f.level) for f in declared
    ]
    assert shown(desk) == {"home_state": "NV"}
    assert desk.home_state() == "NV"


def test_facts_set_together_are_one_step_of_undo(desk: Workspace) -> None:
    changes = desk.profile.set({"press_phone": " 775-555-0100 ", "letterhead": "One\r\n\nTwo"})
    assert changes is not None
    assert shown(desk)["press_phone"] == "775-555-0100"
    assert shown(desk)["letterhead"] == "One\nTwo"
    assert desk.profile.set({"press_phone": "775-555-0100"}) is None  # nothing changes
    desk.undo.undo()
    assert shown(desk) == {"home_state": "NV"}


def test_undo_stops_at_what_the_new_file_began_with(desk: Workspace) -> None:
    assert desk.undo.next_undo() is None
    desk.profile.set({"home_state": "AZ"})
    desk.undo.undo()
    assert desk.home_state() == "NV"
    with pytest.raises(NotFoundError, match="nothing to undo"):
        desk.undo.undo()
    desk.undo.redo()
    assert desk.home_state() == "AZ"


def test_a_fact_is_taken_away_by_an_empty_text(desk: Workspace) -> None:
    desk.profile.set({"hashtag": "#Bus"})
    desk.profile.set({"hashtag": " "})
    assert "hashtag" not in shown(desk)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("home_state", "ZZ", "ZZ"),
        ("home_state", "Nevda", "Nevda"),
        ("carrier_zone", "Pacific", "not a time zone"),
        ("press_email", "press at example", "no e-mail"),
        ("press_phone", "call me", "no telephone"),
        ("hashtag", "two words", "no hashtag"),
        ("paper_size", "A4", "US Letter"),
        ("letterhead", "a\nb\nc\nd", "4 lines"),
        ("member_name", "two\nlines", "2 lines"),
        ("boilerplate", "x" * 2_001, "2,001"),
        ("pres_phone", "1", "press_phone"),
    ],
)
def test_what_cannot_be_is_refused_whole(
    desk: Workspace, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.profile.set({"carrier": "Sierra Coach", name: value})
    assert sentence in f"{refused.value.text} {refused.value.hint}"
    assert refused.value.hint
    assert shown(desk) == {"home_state": "NV"}


def test_a_misspelled_state_is_offered_right(desk: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        desk.profile.set({"home_state": "Nevda"})
    assert "Nevada" in refused.value.hint


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_hostile_text_is_kept_as_text_or_refused(desk: Workspace, text: str) -> None:
    with suppress(InputError):  # a text of many lines
        desk.profile.set({"boilerplate": text})
    assert desk.home_state() == "NV"


def test_the_home_state_brings_its_shipped_directory_and_no_other(desk: Workspace) -> None:
    assert desk.directory.editions() == []
    hint = desk.directory.hint()
    assert hint is not None
    assert "Nevada" in hint.text
    assert "EDGE_GEOCODE_PUBLICSCH" in hint.hint
    desk.profile.set({"home_state": "CA"})
    assert [info.states for info in desk.directory.editions()] == [("CA",)]
    assert desk.directory.hint() is None


def test_a_state_that_does_not_exist_makes_no_file(tmp_path: Path, doors: ProgramDoors) -> None:
    with pytest.raises(InputError):
        doors.create(tmp_path / "z.tour", {"home_state": "ZZ"})
    assert list(tmp_path.iterdir()) == []


def test_the_sample_cannot_be_undone_to_pieces(sample_file: Path, doors: ProgramDoors) -> None:
    with doors.open(sample_file, write=True) as office:
        while office.undo.next_undo():
            office.undo.undo()
        assert office.home_state() == "CA"
        assert len(office.sites.all()) >= 12
