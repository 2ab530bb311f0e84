"""Undo and redo of every kind of edit, alone and with colleagues."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.kit import delete, give, office, put, shown, type_text
from tourplanner.core.changes import Action, Edit, Record
from tourplanner.core.errors import NotFoundError
from tourplanner.services.undo import Undo, UndoRefused
from tourplanner.store.file import OfficeFile

A, B = "a" * 32, "b" * 32


def _site(file: OfficeFile, record: str = A) -> Record:
    found = file.tables.get("site", record)
    assert found is not None
    return found


def test_an_edit_goes_back_and_comes_again(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        put(file, A, name="Dorsa", score=1)
        file.write(Action("Rename", (Edit(A, "site", {"name": "Alview", "zip": "93701"}),)))
        assert (undo.next_undo(), undo.next_redo()) == ("Rename", None)
        changes = undo.undo()
        assert (changes.label, changes.touched) == ("Rename", {"site": frozenset({A})})
        assert (_site(file)["name"], _site(file)["zip"]) == ("Dorsa", None)
        assert (undo.next_undo(), undo.next_redo()) == ("Edit", "Rename")
        undo.redo()
        assert (_site(file)["name"], _site(file)["zip"]) == ("Alview", "93701")
        assert (undo.next_undo(), undo.next_redo()) == ("Rename", None)
        undo.undo()
        told = [action.label for action in reversed(file.tables.actions())]
        assert told == ["Edit", "Rename", "Undo: Rename", "Redo: Rename", "Undo: Rename"]


def test_all_the_way_back_and_forth(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        for n in range(6):
            put(file, A, name=f"name {n}", **{"tag/x": n % 2 == 0})
        names = []
        while undo.next_undo():
            undo.undo()
            names.append(_site(file)["name"] if not _site(file).deleted else None)
        assert names == ["name 4", "name 3", "name 2", "name 1", "name 0", None]
        with pytest.raises(NotFoundError):
            undo.undo()
        names = []
        while undo.next_redo():
            undo.redo()
            names.append(_site(file)["name"])
        assert names == [f"name {n}" for n in range(6)]
        with pytest.raises(NotFoundError):
            undo.redo()
        undo.undo()
        undo.undo()
        put(file, A, name="another way")
        assert undo.next_redo() is None, "a new edit ends what could be brought back"
        undo.undo()
        assert _site(file)["name"] == "name 3"
        undo.undo()
        assert _site(file)["name"] == "name 2"
        assert file.verify().is_good


def test_making_a_record_is_undone_by_deleting_it(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        file.write(Action("Add", (Edit(A, "site", {"name": "Dorsa"}, {"remarks": "x"}),)))
        undo.undo()
        assert _site(file).deleted
        assert _site(file)["name"] == "Dorsa", "it can be found among the deleted"
        undo.redo()
        assert not _site(file).deleted
        undo.undo()
        assert _site(file).deleted


def test_a_delete_is_undone(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        put(file, A, name="Dorsa")
        delete(file, A)
        undo.undo()
        assert not _site(file).deleted
        undo.redo()
        assert _site(file).deleted
        undo.undo()
        delete(file, A)
        delete(file, A, deleted=False)
        undo.undo()
        assert _site(file).deleted
        assert file.tables.conflicts() == []


def test_texts_go_back_to_what_they_were(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        type_text(file, A, "site", "remarks", "one")
        type_text(file, A, "site", "remarks", "one two")
        type_text(file, A, "site", "remarks", "two")
        undo.undo()
        assert _site(file)["remarks"] == "one two"
        undo.undo()
        assert _site(file)["remarks"] == "one"
        undo.redo()
        assert _site(file)["remarks"] == "one two"
        undo.redo()
        assert _site(file)["remarks"] == "two"
        assert file.verify().is_good


def test_typing_under_one_action_is_one_step(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        type_text(file, A, "site", "remarks", "before")
        action = file.new_id()
        put(file, B, name="in between")
        for n in range(1, 6):
            type_text(file, A, "site", "remarks", "before" + " word" * n, action)
            file.write(Action("Type", (Edit(A, "site", {"name": "x" * n}),), action))
        undo.undo()
        assert (_site(file)["remarks"], _site(file)["name"]) == ("before", None)
        undo.redo()
        assert _site(file)["remarks"] == "before word word word word word"
        assert _site(file)["name"] == "xxxxx"


def test_typing_goes_on_after_an_undo(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        put(file, A, name="Dorsa")
        action = file.new_id()
        type_text(file, A, "site", "remarks", "one", action)
        undo.undo()
        changes = type_text(file, A, "site", "remarks", "two", action)
        assert changes.action_id != action, "a step of its own"
        again = type_text(file, A, "site", "remarks", "two three", changes.action_id)
        assert again.action_id == changes.action_id
        undo.undo()
        assert _site(file)["remarks"] == ""
        assert undo.next_undo() == "Edit"


def test_a_bulk_edit_is_one_step(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        ids = [f"{n:032x}" for n in range(1_200)]
        file.write(Action("Import", tuple(Edit(i, "site", {"name": "S"}) for i in ids)))
        file.write(Action("Mark", tuple(Edit(i, "site", {"ladder": "idea"}) for i in ids)))
        undo.undo()
        assert file.tables.count("site", ladder="idea") == 0
        undo.undo()
        assert file.tables.count("site") == 0
        undo.redo()
        undo.redo()
        assert file.tables.count("site", ladder="idea") == 1_200
        assert file.verify().is_good


def test_it_outlives_closing(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        put(file, A, name="one")
        put(file, A, name="two")
        Undo(file).undo()
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        assert undo.next_redo() == "Edit"
        undo.redo()
        assert _site(file)["name"] == "two"


class TestColleagues:
    """Undo never takes away what somebody else wrote."""

    def test_it_refuses_and_names_who_changed_it(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            put(a, A, score=5, city="Fresno")
            give(a, b)
            put(b, A, score=7)
            give(b, a)
            before = shown(a)
            with pytest.raises(UndoRefused, match="Bob changed Worth of Dorsa since") as caught:
                Undo(a).undo()
            assert caught.value.hint
            assert shown(a) == before

    def test_a_conflict_refuses(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            give(a, b)
            put(a, A, score=5)
            put(b, A, score=7)
            give(b, a)
            with pytest.raises(UndoRefused, match="Bob"):
                Undo(a).undo()

    def test_another_fact_of_the_record_does_not_stand_in_the_way(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            put(a, A, score=5)
            give(a, b)
            put(b, A, city="Fresno")
            give(b, a)
            Undo(a).undo()
            assert (_site(a)["score"], _site(a)["city"]) == (None, "Fresno")

    def test_a_record_that_a_colleague_worked_on_is_not_deleted(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            give(a, b)
            put(b, A, city="Fresno")
            give(b, a)
            with pytest.raises(UndoRefused, match="Bob changed City of Dorsa"):
                Undo(a).undo()
            assert not _site(a).deleted

    def test_a_delete_of_what_a_colleague_kept_alive_is_undone(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            give(a, b)
            delete(a, A)
            put(b, A, city="Fresno")
            give(b, a)
            assert not _site(a).deleted, "Bob's edit keeps it on the screen until somebody settles"
            undo = Undo(a)
            delete(a, A)
            assert _site(a).deleted
            for is_deleted, step in ((False, undo.undo), (True, undo.redo), (False, undo.undo)):
                step()
                assert _site(a).deleted == is_deleted
            assert _site(a)["city"] == "Fresno"

    def test_a_text_that_a_colleague_changed(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            type_text(a, A, "site", "remarks", "one")
            give(a, b)
            type_text(b, A, "site", "remarks", "one two")
            give(b, a)
            with pytest.raises(UndoRefused, match="Bob changed Remarks"):
                Undo(a).undo()

    def test_the_other_laptops_actions_are_not_ours(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            give(a, b)
            assert Undo(b).next_undo() is None

    def test_an_undo_travels_like_any_change(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            put(a, A, name="Alview")
            Undo(a).undo()
            give(a, b)
            assert shown(a) == shown(b)
            assert b.tables.actions()[0].undoes == b.tables.actions()[1].id

    def test_settling_a_conflict_is_undone_to_what_was_shown(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
            put(a, A, name="Dorsa")
            give(a, b)
            put(a, A, score=5)
            put(b, A, score=7)
            give(b, a)
            shown_before = _site(a)["score"]
            put(a, A, score=shown_before)
            undo = Undo(a)
            undo.undo()
            assert _site(a)["score"] == shown_before
            assert undo.next_redo() == "Edit", (
                "it counts as undone although nothing looks different"
            )


def test_a_value_that_is_no_longer_declared(tmp_path: Path) -> None:
    """What a newer version wrote before us cannot be typed by this one."""
    import json

    from tourplanner.core.changes import canonical

    with office(tmp_path / "a.tour", "Ana") as a:
        put(a, A, name="Dorsa")
        raw = json.loads(next(iter(a.log.bodies())))
        raw |= {"lam": 2, "device": "Bob", "action": "d" * 32, "set": {"ladder": {"v": "beamed"}}}
        a.receive([canonical(raw)])
        put(a, A, ladder="yes")
        with pytest.raises(UndoRefused, match="newer version"):
            Undo(a).undo()


def test_an_act_that_is_meant_is_taken_back_only_while_it_is_the_last(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        undo = Undo(file)
        put(file, A, name="Dorsa")
        first = file.write(Action("First", (Edit(A, "site", {"name": "Alview"}),)))
        file.write(Action("Second", (Edit(A, "site", {"zip": "93701"}),)))
        with pytest.raises(UndoRefused):
            undo.undo(first.action_id)
        assert undo.next_undo() == "Second"
        undo.undo()
        undo.undo(first.action_id)
        assert _site(file)["name"] == "Dorsa"
