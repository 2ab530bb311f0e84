"""Four laptops, each with its own file, that edit, deliver, crash and undo in any order.

At the end everything is united: all four show the same values and the same conflicts, live and
made anew, and nothing that anybody wrote has gone without somebody having seen it.
"""

from __future__ import annotations

import itertools
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.store.kit import delete, office, only_kinds, put, shown, type_text
from tests.support import figure
from tourplanner.core.changes import fold
from tourplanner.core.errors import TourPlannerError
from tourplanner.services.undo import Undo
from tourplanner.store.file import OfficeFile
from tourplanner.store.log import Log

PEOPLE = ("Ana", "Bob", "Cho", "Dee")
RECORDS = ("a" * 32, "b" * 32, "c" * 32)
KIND, TEXT = "practice", "story"
FACTS = ("title", "cost", "tag/garden")
MEMORY_DISK = Path("/dev/shm")  # the machine is about merging; the disk has its own tests

laptops = st.integers(0, 3)
records = st.sampled_from(RECORDS)


class FourLaptops(RuleBasedStateMachine):
    """Each rule is one thing that a person or the world does."""

    def __init__(self) -> None:
        super().__init__()
        where = MEMORY_DISK if MEMORY_DISK.is_dir() else None
        self.folder = Path(tempfile.mkdtemp(prefix="tourplanner-", dir=where))
        self.files = [self._open(n) for n in range(4)]
        self.numbers = itertools.count()
        self.written: list[tuple[str, str, str]] = []
        self.tokens: list[tuple[str, str]] = []
        self.has_undone_text = False

    def _open(self, number: int) -> OfficeFile:
        return office(self.folder / f"{number}.tour", PEOPLE[number])

    def _text(self, laptop: int, record: str) -> str:
        found = self.files[laptop].tables.get(KIND, record)
        return (found[TEXT] or "") if found else ""

    @rule(laptop=laptops, record=records, fact=st.sampled_from(FACTS))
    def write_a_fact(self, laptop: int, record: str, fact: str) -> None:
        value = f"v{next(self.numbers)}"
        self.written.append((record, fact, value))
        before = self.files[laptop].tables.get(KIND, record)
        put(self.files[laptop], record, KIND, **{fact: value})
        after = self.files[laptop].tables.get(KIND, record)
        assert after is not None
        assert fact not in after.conflicts, "a write settles what it was written over"
        assert value in (after[fact], after.member("tag").get("garden"))
        assert after.deleted == (before is not None and before.deleted)

    @rule(laptop=laptops, record=records)
    def write_several_facts(self, laptop: int, record: str) -> None:
        value = f"v{next(self.numbers)}"
        self.written += [(record, fact, value) for fact in FACTS]
        put(self.files[laptop], record, KIND, **dict.fromkeys(FACTS, value))

    @rule(laptop=laptops, record=records, fact=st.sampled_from(FACTS[:2]))
    def write_what_stands(self, laptop: int, record: str, fact: str) -> None:
        """Settle a conflict by choosing what is shown; without one, nothing happens."""
        found = self.files[laptop].tables.get(KIND, record)
        put(self.files[laptop], record, KIND, **{fact: found[fact] if found else None})

    @rule(laptop=laptops, record=records, place=st.integers(0, 8))
    def type_into_the_text(self, laptop: int, record: str, place: int) -> None:
        token = f"<{next(self.numbers)}>"
        words = [word + ">" for word in self._text(laptop, record).split(">") if word]
        words.insert(min(place, len(words)), token)
        type_text(self.files[laptop], record, KIND, TEXT, "".join(words))
        self.tokens.append((record, token))

    @rule(laptop=laptops, record=records)
    def read_a_merged_text(self, laptop: int, record: str) -> None:
        type_text(self.files[laptop], record, KIND, TEXT, self._text(laptop, record))

    @rule(laptop=laptops, record=records, deleted=st.booleans())
    def delete_or_restore(self, laptop: int, record: str, deleted: bool) -> None:
        if self.files[laptop].tables.get(KIND, record):
            delete(self.files[laptop], record, KIND, deleted)
            found = self.files[laptop].tables.get(KIND, record)
            assert found is not None
            assert found.deleted == deleted
            assert "deleted" not in found.conflicts

    @rule(laptop=laptops, back=st.booleans())
    def undo_or_redo(self, laptop: int, back: bool) -> None:
        undo = Undo(self.files[laptop])
        before = self.files[laptop].log.count()
        try:
            changes = undo.redo() if back else undo.undo()
        except TourPlannerError:
            assert self.files[laptop].log.count() == before, "a refusal changes nothing"
        else:
            done = self.files[laptop].log.of_action(changes.action_id)
            self.has_undone_text |= any(change.text for change in done)

    @rule(giver=laptops, taker=laptops, seed=st.integers(0, 9999), part=st.floats(0, 1))
    def deliver_some(self, giver: int, taker: int, seed: int, part: float) -> None:
        rng = random.Random(seed)
        bodies = list(self.files[giver].log.bodies())
        rng.shuffle(bodies)
        bodies = bodies[: int(part * len(bodies))]
        assert self.files[taker].receive(bodies + bodies[:3]).refused == ()

    @rule(giver=laptops, taker=laptops)
    def deliver_all(self, giver: int, taker: int) -> None:
        assert self.files[taker].receive(list(self.files[giver].log.bodies())).refused == ()

    @rule(laptop=laptops)
    def crash(self, laptop: int) -> None:
        """Forget everything in memory; the WAL is as a crash would leave it."""
        self.files[laptop].close()
        self.files[laptop] = self._open(laptop)

    @rule(laptop=laptops)
    def make_the_tables_anew(self, laptop: int) -> None:
        before = shown(self.files[laptop])
        self.files[laptop].rebuild()
        assert shown(self.files[laptop]) == before

    def teardown(self) -> None:
        try:
            # One laptop as it was left, each in its turn; all four would take too long.
            self._check_tables(self.files[next(self.numbers) % 4])
            self._unite()
            self._check_nothing_is_lost()
        finally:
            for file in self.files:
                file.close()
            shutil.rmtree(self.folder)

    def _unite(self) -> None:
        bodies = [body for file in self.files for body in file.log.bodies()]
        for number, file in enumerate(self.files):
            order = bodies[:]
            random.Random(number).shuffle(order)
            file.receive(order)
        self.shown = shown(self.files[0])
        actions = self.shown.pop("action")
        for file in self.files[1:]:
            other = shown(file)
            assert {row[0] for row in other.pop("action")} == {row[0] for row in actions}
            assert other == self.shown
        self._check_tables(self.files[0])

    def _check_tables(self, file: OfficeFile) -> None:
        """Compare live tables with fresh ones made from the log; texts load, hashes fit."""
        report = file.verify()
        assert report.is_good, report.findings

    def _check_nothing_is_lost(self) -> None:
        log = self.files[0].log
        for record in RECORDS:
            self._check_facts(log, record)
        if not self.has_undone_text:
            for record, token in self.tokens:
                assert token in self._text(0, record), (record, token)

    def _check_facts(self, log: Log, record: str) -> None:
        changes = log.changes_of([(KIND, record)])[KIND, record]
        folded = fold(changes)
        for owner, fact, value in self.written:
            if owner != record:
                continue
            wrote = {k for k, c in changes.items() if fact in c.set and c.set[fact].value == value}
            assert wrote, "what was acknowledged is in the log"
            replaced = any(wrote & set(c.set[fact].over) for c in changes.values() if fact in c.set)
            conflict = folded.conflicts.get(fact)
            listed = conflict is not None and value in [head.value for head in conflict.heads]
            assert replaced or folded.values[fact] == value or listed


def _run(examples: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        FourLaptops,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def one_kind() -> Iterator[None]:
    """Declare only the kind that the machine writes: the empty tables of others only cost time."""
    with only_kinds(KIND):
        yield


@pytest.mark.timeout(3_600)
@pytest.mark.usefixtures("one_kind")
def test_four_laptops_agree() -> None:
    _run(figure(120, 5_000))


def _every_order(keys: list[bytes]) -> Iterator[list[bytes]]:
    for order in itertools.permutations(keys):
        yield list(order)


def test_four_bodies_in_every_order(tmp_path: Path) -> None:
    """A small case of the same, gone through completely: 24 orders of four bodies."""
    with office(tmp_path / "a.tour", "Ana") as a, office(tmp_path / "b.tour", "Bob") as b:
        record = RECORDS[0]
        put(a, record, KIND, title="Garden")
        b.receive(list(a.log.bodies()))
        put(a, record, KIND, title="School garden")
        delete(b, record, KIND)
        type_text(a, record, KIND, TEXT, "story")
        bodies = [*a.log.bodies(), *b.log.bodies()]
        bodies = sorted(set(bodies))
        assert len(bodies) == 4
        expected = None
        for number, order in enumerate(_every_order(bodies)):
            with office(tmp_path / f"{number}.tour", "Cho") as file:
                for body in order:
                    file.receive([body])
                state = shown(file)
                state.pop("action")
                expected = expected or state
                assert state == expected
