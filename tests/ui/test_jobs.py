"""Background work: order, answers on the window's thread, cancelling, handing a write over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.fakes import FakeDoors
from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.errors import InputError, StoreError, StoreLocked
from tourplanner.ui.jobs import Jobs

PATH = Path("/office.tour")


class Desk:
    """Jobs over a fake file, open."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.doors = FakeDoors()
        self.jobs = Jobs(self.doors)
        self.answers: list[Any] = []
        self.errors: list[BaseException] = []
        self.changes: list[Changes] = []
        self.jobs.changed.connect(self.changes.append)

    def open(self) -> None:
        opened: list[Any] = []
        self.jobs.open_file(
            lambda: self.doors.open(PATH, write=True), opened.append, self.errors.append
        )
        self.qtbot.waitUntil(lambda: bool(opened or self.errors))

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.jobs.is_idle)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.jobs.close()


def action(label: str) -> Action:
    return Action(label, (Edit("1" * 32, "note", {"author": "A"}),))


def test_writes_keep_their_order_and_their_thread(desk: Desk) -> None:
    desk.open()
    for k in range(20):
        desk.jobs.write(lambda ws, _, k=k: ws.file.write(action(str(k))), desk.answers.append)
    desk.settle()
    file = desk.doors.opened[0].file
    assert [a.label for a in file.written] == [str(k) for k in range(20)]
    assert [c.label for c in desk.changes] == [str(k) for k in range(20)]
    assert len(desk.answers) == 20
    assert set(file.threads) != {threading.get_ident()}
    assert len(set(file.threads)) == 1


def test_answers_come_on_the_thread_of_the_window(desk: Desk) -> None:
    threads: list[int] = []
    desk.open()
    desk.jobs.write(lambda ws, _: None, lambda _: threads.append(threading.get_ident()))
    desk.jobs.read(lambda ws, _: None, lambda _: threads.append(threading.get_ident()))
    desk.settle()
    assert threads == [threading.get_ident()] * 2


def test_a_helper_hands_its_write_to_the_store_thread(desk: Desk) -> None:
    desk.open()
    desk.jobs.read(lambda ws, _: ws.file.write(action("plan")), desk.answers.append)
    desk.settle()
    writer, reader = (ws.file for ws in desk.doors.opened)
    assert reader.read_only
    assert reader.written == []
    assert [a.label for a in writer.written] == ["plan"]
    assert desk.answers[0].label == "plan"
    assert desk.changes[0].touched == {"note": frozenset({"1" * 32})}


def test_what_the_store_refuses_comes_back_to_the_helper(desk: Desk) -> None:
    desk.jobs.open_file(
        lambda: desk.doors.open(PATH, write=False), desk.answers.append, desk.errors.append
    )
    desk.qtbot.waitUntil(lambda: bool(desk.answers))
    desk.jobs.read(lambda ws, _: ws.file.write(action("x")), failed=desk.errors.append)
    desk.settle()
    assert isinstance(desk.errors[0], StoreError)


def test_a_cancelled_job_stops_at_its_next_step_and_says_nothing(desk: Desk) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def work(_: object, progress: Any) -> str:
        entered.set()
        go_on.wait(5)
        progress(1, 2, "half")
        return "late"

    job = desk.jobs.read(work, desk.answers.append, desk.errors.append, title="Plan")
    assert entered.wait(5)
    assert [j.title for j in desk.jobs.running()] == ["Plan"]
    desk.jobs.cancel(job)
    go_on.set()
    desk.settle()
    assert desk.answers == []
    assert desk.errors == []
    assert desk.jobs.running() == []


def test_the_answer_of_an_overtaken_job_is_dropped(desk: Desk) -> None:
    go_on = threading.Event()

    def slow(_: object, __: object) -> str:
        go_on.wait(5)
        return "old"

    desk.jobs.read(slow, desk.answers.append, topic="find")
    desk.jobs.read(lambda _, __: "new", desk.answers.append, topic="find")
    go_on.set()
    desk.settle()
    assert desk.answers == ["new"]


def test_progress_is_listed(desk: Desk) -> None:
    seen: list[tuple[int, int, str]] = []
    desk.jobs.listed.connect(lambda: seen.extend((*j.steps, j.words) for j in desk.jobs.running()))

    def work(_: object, progress: Any) -> None:
        for _ in range(1_000):  # a search asks at every trial whether it may go on
            progress(12, 40, "Placing")

    desk.jobs.read(work, title="Placing", needs_file=False)
    desk.settle()
    assert (12, 40, "Placing") in seen
    assert len(seen) < 10, "what is told again is told once"


def test_errors_go_to_their_job_or_to_all(desk: Desk) -> None:
    everybody: list[BaseException] = []
    desk.jobs.failed.connect(everybody.append)

    def fails(_: object, __: object) -> None:
        raise InputError("No.")

    desk.jobs.read(fails, failed=desk.errors.append)
    desk.jobs.read(fails)
    desk.settle()
    assert [str(e) for e in desk.errors] == ["No."]
    assert [str(e) for e in everybody] == ["No."]


def test_a_file_that_does_not_open_is_told_and_writes_are_refused(desk: Desk) -> None:
    def opens() -> Any:
        raise StoreLocked("Sam has it open.")

    desk.jobs.open_file(opens, desk.answers.append, desk.errors.append)
    desk.qtbot.waitUntil(lambda: bool(desk.errors))
    desk.jobs.write(lambda ws, _: None, desk.answers.append, desk.errors.append)
    desk.settle()
    assert [str(e) for e in desk.errors] == ["Sam has it open.", "No file is open."]
    assert desk.answers == []


def test_closing_lets_writes_end_and_closes_every_workspace(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.open()
    desk.jobs.read(lambda ws, _: None)
    desk.settle()
    for k in range(5):
        desk.jobs.write(lambda ws, _, k=k: ws.file.write(action(str(k))))
    desk.jobs.close()
    assert [a.label for a in desk.doors.opened[0].file.written] == [str(k) for k in range(5)]
    assert [ws.file.is_closed for ws in desk.doors.opened] == [True, True]


def test_a_plan_of_a_closed_file_never_reaches_the_next_one(desk: Desk) -> None:
    desk.open()
    entered, go_on = threading.Event(), threading.Event()

    def work(ws: Any, _: object) -> None:
        entered.set()
        go_on.wait(5)
        ws.file.write(action("old plan"))

    desk.jobs.read(work, desk.answers.append, desk.errors.append)
    assert entered.wait(5)
    other: list[Any] = []
    desk.jobs.open_file(
        lambda: desk.doors.open(Path("/next.tour"), write=True), other.append, desk.errors.append
    )
    desk.qtbot.waitUntil(lambda: bool(other))
    go_on.set()
    desk.settle()
    assert [ws.file.written for ws in desk.doors.opened] == [[], [], []][: len(desk.doors.opened)]
    assert desk.errors == []
