"""The watchdog of the window's tests: it sees what holds the window, and nothing else."""

from __future__ import annotations

import contextlib
import socket
import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.offline.sitecustomize import OutsideReached
from tests.ui.conftest import Desk
from tests.ui.watchdog import CPU_MS, WALL_MS, Watchdog


def compute(ms: float) -> None:
    end = time.thread_time() + ms / 1000
    while time.thread_time() < end:
        pass


def seen(watchdog: Watchdog) -> str:
    """What it saw; forgotten, so that the fixture has nothing to say."""
    told = "\n".join(watchdog.slow)
    watchdog.slow.clear()
    return told


def test_a_slot_that_computes_too_long_is_named(
    desk: Desk, watchdog: Watchdog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.window.toast, "say", lambda *_: compute(9 * CPU_MS))
    desk.window.session.acted.emit("Move a stop")
    assert "_say_act" in seen(watchdog)


def test_a_slot_that_waits_too_long_is_named(
    desk: Desk, watchdog: Watchdog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.window.toast, "say", lambda *_: time.sleep(4 * WALL_MS / 1000))
    desk.window.session.acted.emit("Move a stop")
    assert "_say_act" in seen(watchdog)


def test_a_test_that_computes_and_many_short_slots_are_not(
    qtbot: QtBot, desk: Desk, watchdog: Watchdog
) -> None:
    compute(3 * CPU_MS)
    left = 20

    def short() -> None:
        nonlocal left
        compute(CPU_MS / 5)
        left -= 1
        if left:
            QTimer.singleShot(0, short)

    short()
    qtbot.waitUntil(lambda: left == 0)
    assert seen(watchdog) == ""


def test_asking_another_machine_is_seen_even_where_the_refusal_is_caught(
    outside: list[str],
) -> None:
    with contextlib.suppress(OutsideReached):
        socket.getaddrinfo("example.org", 443)
    assert outside == ["example.org"]
    outside.clear()
