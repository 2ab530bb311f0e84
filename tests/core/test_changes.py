"""The fold: what a set of changes of one record amounts to, whatever the order of arrival."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.bodies import seal
from tourplanner.core.changes import Change, FactWrite, TextWrite, causes, fold

RECORD = "a" * 32


class Desk:
    """Makes sealed changes of one record by hand."""

    def __init__(self) -> None:
        self.all: dict[str, Change] = {}

    def change(
        self, who: str = "Ana", lam: int = 1, saw: tuple[str, ...] = (), **facts: Any
    ) -> str:
        """Add a change; a fact is a value, or (value, over), or (value, over, seen)."""
        writes = {
            f: FactWrite(*w) if isinstance(w, tuple) else FactWrite(w) for f, w in facts.items()
        }
        return self._add(who, lam, writes, {}, saw)

    def text(self, name: str, over: tuple[str, ...] = (), who: str = "Ana", lam: int = 1) -> str:
        update = f"{who}{lam}{len(self.all)}".encode()
        return self._add(who, lam, {}, {name: TextWrite(update, over)}, ())

    def _add(
        self,
        who: str,
        lam: int,
        facts: dict[str, FactWrite],
        texts: dict[str, TextWrite],
        saw: tuple[str, ...],
    ) -> str:
        draft = Change(
            "", RECORD, "site", "b" * 32, "Label", who, who, "2013-10-14T09:00:00+00:00", lam,
            facts, texts, None, saw,
        )  # fmt: skip
        change, _ = seal(draft)
        self.all[change.key] = change
        return change.key


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_later_write_replaces_the_one_it_saw(desk: Desk) -> None:
    first = desk.change(name="Dorsa")
    second = desk.change(lam=2, name=("Dorsa Elementary", (first,)))
    folded = fold(desk.all)
    assert folded.values == {"name": "Dorsa Elementary"}
    assert folded.heads == {"name": (second,)}
    assert not folded.conflicts


def test_two_writes_that_did_not_see_each_other_are_a_conflict(desk: Desk) -> None:
    first = desk.change(name="Dorsa")
    a = desk.change("Ana", 2, name=("Dorsa A", (first,)))
    b = desk.change("Bob", 3, name=("Dorsa B", (first,)))
    folded = fold(desk.all)
    assert folded.values["name"] == "Dorsa B", "the highest counter is shown"
    conflict = folded.conflicts["name"]
    assert conflict.flavor == "values"
    assert [(head.key, head.value) for head in conflict.heads] == [(a, "Dorsa A"), (b, "Dorsa B")]
    assert not conflict.waiting


def test_equal_counters_are_ordered_by_key(desk: Desk) -> None:
    a, b = desk.change("Ana", name="A"), desk.change("Bob", name="B")
    winner = "A" if a > b else "B"
    assert fold(desk.all).values["name"] == winner


def test_the_same_value_twice_is_no_conflict(desk: Desk) -> None:
    desk.change("Ana", name="Dorsa")
    desk.change("Bob", name="Dorsa")
    folded = fold(desk.all)
    assert not folded.conflicts
    assert len(folded.heads["name"]) == 2, "the next write replaces both"


def test_true_and_one_are_different_values(desk: Desk) -> None:
    desk.change("Ana", bus_fits=True)
    desk.change("Bob", bus_fits=1)
    assert "bus_fits" in fold(desk.all).conflicts


def test_settling_writes_over_all_heads(desk: Desk) -> None:
    a, b = desk.change("Ana", name="A"), desk.change("Bob", name="B")
    desk.change("Cho", 2, name=("B", (a, b)))
    assert not fold(desk.all).conflicts


def test_a_write_over_something_missing_waits_in_the_conflict_list(desk: Desk) -> None:
    a = desk.change("Ana", name="A")
    missing = desk.change("Bob", 2, name=("B", (a,)))
    held_back = desk.all.pop(missing)
    desk.change("Cho", 3, name=("C", (missing,)))
    folded = fold(desk.all)
    assert folded.values["name"] == "C"
    assert folded.conflicts["name"].waiting
    desk.all[missing] = held_back
    assert not fold(desk.all).conflicts


def test_a_missing_write_alone_is_no_conflict(desk: Desk) -> None:
    desk.change("Cho", 3, name=("C", ("f" * 64,)))
    assert not fold(desk.all).conflicts


def test_members_are_facts_of_their_own(desk: Desk) -> None:
    desk.change("Ana", **{"tag/garden": True})
    desk.change("Bob", **{"tag/clinic": True})
    assert not fold(desk.all).conflicts


def test_texts_merge_and_ask_to_be_read(desk: Desk) -> None:
    first = desk.text("remarks")
    a = desk.text("remarks", (first,), "Ana", 2)
    b = desk.text("remarks", (first,), "Bob", 2)
    folded = fold(desk.all)
    assert folded.conflicts["remarks"].flavor == "text"
    assert folded.text_heads == {"remarks": tuple(sorted((a, b)))}
    desk.text("remarks", (a, b), "Cho", 3)
    assert not fold(desk.all).conflicts


def test_a_text_knows_what_it_was_made_upon(desk: Desk) -> None:
    first = desk.text("remarks")
    a = desk.text("remarks", (first,), "Ana", 2)
    b = desk.text("remarks", (first,), "Bob", 2)
    assert causes(desk.all, "remarks", [a]) == {first, a}
    assert causes(desk.all, "remarks", [a, b]) == {first, a, b}
    assert causes(desk.all, "name", [a]) == set()


class TestDelete:
    """Deleting against editing."""

    def test_a_delete_that_saw_everything_deletes(self, desk: Desk) -> None:
        first = desk.change(name="Dorsa")
        desk.change(lam=2, deleted=(True, (), (first,)))
        folded = fold(desk.all)
        assert folded.deleted
        assert not folded.conflicts

    def test_an_edit_that_the_delete_did_not_see_keeps_the_record(self, desk: Desk) -> None:
        first = desk.change(name="Dorsa")
        delete = desk.change("Ana", 2, deleted=(True, (), (first,)))
        edit = desk.change("Bob", 2, city="Fresno")
        folded = fold(desk.all)
        assert not folded.deleted
        conflict = folded.conflicts["deleted"]
        assert conflict.flavor == "deleted"
        assert [(head.key, head.fact, head.value) for head in conflict.heads] == [
            (delete, "deleted", True),
            (edit, "city", "Fresno"),
        ]

    def test_a_text_that_the_delete_did_not_see_keeps_the_record(self, desk: Desk) -> None:
        first = desk.change(name="Dorsa")
        desk.change("Ana", 2, deleted=(True, (), (first,)))
        desk.text("remarks", (), "Bob", 2)
        assert "deleted" in fold(desk.all).conflicts

    def test_an_edit_that_saw_the_delete_leaves_it_deleted(self, desk: Desk) -> None:
        first = desk.change(name="Dorsa")
        delete = desk.change("Ana", 2, deleted=(True, (), (first,)))
        desk.change("Bob", 3, (delete,), city="Fresno")
        folded = fold(desk.all)
        assert folded.deleted
        assert not folded.conflicts

    def test_an_edit_made_on_such_an_edit_by_somebody_unaware_is_a_conflict(
        self, desk: Desk
    ) -> None:
        first = desk.change(name="Dorsa")
        delete = desk.change("Ana", 2, deleted=(True, (), (first,)))
        aware = desk.change("Bob", 3, (delete,), city="Fresno")
        desk.change("Cho", 4, city=("Clovis", (aware,)))
        assert "deleted" in fold(desk.all).conflicts

    @pytest.mark.parametrize("choice", [True, False])
    def test_settling_either_way_ends_it(self, desk: Desk, choice: bool) -> None:
        first = desk.change(name="Dorsa")
        delete = desk.change("Ana", 2, deleted=(True, (), (first,)))
        edit = desk.change("Bob", 2, city="Fresno")
        seen = (first, edit, delete) if choice else ()
        desk.change("Cho", 3, deleted=(choice, (delete,), seen))
        folded = fold(desk.all)
        assert folded.deleted is choice
        assert not folded.conflicts

    def test_deleted_by_one_and_restored_by_another_stays_visible(self, desk: Desk) -> None:
        first = desk.change("Ana", deleted=(True, (), ()))
        desk.change("Ana", 2, deleted=(True, (first,), ()))
        desk.change("Bob", 2, deleted=(False, (first,), ()))
        folded = fold(desk.all)
        assert not folded.deleted
        assert folded.conflicts["deleted"].flavor == "values"

    def test_two_deletes_agree_if_one_saw_the_edit(self, desk: Desk) -> None:
        first = desk.change(name="Dorsa")
        desk.change("Ana", 2, deleted=(True, (), (first,)))
        edit = desk.change("Bob", 2, city="Fresno")
        desk.change("Cho", 3, deleted=(True, (), (first, edit)))
        folded = fold(desk.all)
        assert folded.deleted
        assert not folded.conflicts

    def test_facts_written_with_the_delete_are_seen_by_it(self, desk: Desk) -> None:
        desk.change("Ana", name="Dorsa", deleted=(True, (), ()))
        assert fold(desk.all).deleted


def _random_set(seed: int, size: int) -> dict[str, Change]:
    """Make a set of changes as careless laptops would: partial sight, deletes, missing pieces."""
    rng = random.Random(seed)
    desk = Desk()
    for number in range(size):
        known = [key for key in sorted(desk.all) if rng.random() < 0.7]
        fact = rng.choice(["name", "city", "deleted", "remarks"])
        over = tuple(
            key for key in known if fact in desk.all[key].set or fact in desk.all[key].text
        )
        lam = 1 + max((desk.all[key].lam for key in known), default=0)
        who = rng.choice(["Ana", "Bob", "Cho"])
        if fact == "remarks":
            desk.text("remarks", over, who, lam)
        elif fact == "deleted":
            desk.change(who, lam, deleted=(rng.random() < 0.7, over, tuple(known)))
        else:
            saw = tuple(key for key in known if "deleted" in desk.all[key].set)
            value = f"v{number % 4}"
            desk.change(who, lam, saw, **{fact: (value, over)})
    for key in sorted(desk.all):
        if rng.random() < 0.1:
            del desk.all[key]
    return desk.all


@given(st.integers(0, 2**32), st.integers(0, 14), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(seed: int, size: int, order: random.Random) -> None:
    changes = _random_set(seed, size)
    keys = list(changes)
    order.shuffle(keys)
    assert fold({key: changes[key] for key in keys}) == fold(changes)


@given(st.integers(0, 2**32), st.integers(1, 14))
def test_every_fact_has_a_head_and_nothing_replaced_is_one(seed: int, size: int) -> None:
    changes = _random_set(seed, size)
    folded = fold(changes)
    for fact in {fact for change in changes.values() for fact in change.set}:
        assert folded.heads[fact]
        replaced = {
            over for change in changes.values() if fact in change.set
            for over in change.set[fact].over
        }  # fmt: skip
        assert not replaced & set(folded.heads[fact])


@given(st.integers(0, 2**32), st.integers(1, 14))
def test_a_write_over_all_heads_settles_its_fact(seed: int, size: int) -> None:
    changes = _random_set(seed, size)
    folded = fold(changes)
    lam = 1 + max((change.lam for change in changes.values()), default=0)
    deletes = tuple(folded.heads.get("deleted", ()))
    for fact in set(folded.heads) - {"deleted"}:
        draft = next(iter(changes.values()))._replace(
            lam=lam,
            set={fact: FactWrite("settled", folded.heads[fact])},
            text={},
            saw=deletes,
        )
        change, _ = seal(draft)
        after = fold({**changes, change.key: change})
        assert after.values[fact] == "settled"
        assert fact not in after.conflicts
