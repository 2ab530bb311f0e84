"""Kills a program in the middle of its work, and tells what it had acknowledged until then.

What is killed is a function of a test module, run in a process of its own::

    def save_again_and_again(folder: Path, say: Say) -> None:
        with open_something(folder) as file:
            say.ready()
            for n in itertools.count():
                file.save(n)
                say(str(n))      # from here on it must never be lost

    killed = kill_after("tests.faults.test_x:save_again_and_again", tmp_path, delay_s=0.03)
    assert highest_saved(tmp_path) in (int(killed.said[-1]), int(killed.said[-1]) + 1)

An acknowledgement is on the disk before ``say`` returns. A function that ends by itself before the
kill is fine: ``killed.was_killed`` is False then.
"""

from __future__ import annotations

import importlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_READY = "ready"


class Say:
    """What the child tells: that it starts now, and each thing that must never be lost."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def ready(self) -> None:
        """Say that preparations are over: the time until the kill runs from here."""
        print(_READY, flush=True)

    def __call__(self, text: str) -> None:
        """Acknowledge one thing."""
        os.write(self._fd, f"{text}\n".encode())
        os.fsync(self._fd)


@dataclass(frozen=True)
class Killed:
    """What came of it; ``at_s`` is the moment of the kill on the clock of time.monotonic."""

    said: list[str]
    was_killed: bool
    at_s: float = 0.0


def kill_after(target: str, folder: Path, delay_s: float) -> Killed:
    """Run ``module:function`` in a process, kill it ``delay_s`` after it says ready.

    Raises
    ------
    AssertionError : the child failed by itself; its last words are in the message.
    """
    said = folder / "said.txt"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.kill", target, str(folder), str(said)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        first = child.stdout.readline().strip()
        at_s = 0.0
        if first == _READY:
            try:
                child.wait(timeout=delay_s)
            except subprocess.TimeoutExpired:
                at_s = time.monotonic()
                child.kill()
        rest, trouble = child.communicate(timeout=60)
    killed = child.returncode < 0 if os.name != "nt" else child.returncode == 1
    assert first == _READY, f"the child did not start: {first} {rest} {trouble}"
    assert killed or child.returncode == 0, f"the child failed: {trouble}"
    lines = said.read_text("utf-8").split("\n")[:-1] if said.exists() else []
    return Killed(lines, killed, at_s)


def delays(count: int, longest_s: float, seed: int) -> Iterator[float]:
    """Give random moments for kills, the same in every run."""
    rng = random.Random(seed)
    for _ in range(count):
        yield rng.uniform(0, longest_s)


def _main() -> None:
    target, folder, said = sys.argv[1:]
    module, _, name = target.partition(":")
    function: Callable[[Path, Say], None] = getattr(importlib.import_module(module), name)
    function(Path(folder), Say(Path(said)))


if __name__ == "__main__":
    _main()
