"""Kills a program in the middle of its work, and tells what it had acknowledged until then.

What is killed is a function of a module, run in a process of its own::

    def save_again_and_again(folder: Path, say: Say) -> None:
        with open_something(folder) as file:
            say.ready()
            for n in itertools.count():
                file.save(n)
                say(str(n))      # from here on it must never be lost

    killed = nursery.kill_after("tests.faults.x.save_again_and_again", tmp_path, delay_s=0.03)
    assert highest_saved(tmp_path) in (int(killed.said[-1]), int(killed.said[-1]) + 1)

An acknowledgement is on the disk before ``say`` returns. A function that ends by itself before the
kill is fine: ``killed.was_killed`` is False then.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "build" / "kills"  # a row of the help's table for each kind, when tests have run
_SAID = "said.txt"
_CAN_FORK = hasattr(os, "fork")


class Say:
    """What the child tells: that it starts now, and each thing that must never be lost."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def ready(self) -> None:
        """Say that preparations are over: the time until the kill runs from here."""
        print("ready", flush=True)

    def __call__(self, text: str) -> None:
        """Acknowledge one thing."""
        os.write(self._fd, f"{text}\n".encode())
        os.fsync(self._fd)


Work = Callable[[Path, Say], None]


@dataclass(frozen=True)
class Killed:
    """What came of it; ``at_s`` is the moment of the kill, as time.monotonic has it."""

    said: list[str]
    was_killed: bool
    at_s: float


@dataclass
class Toll:
    """What came of all kills of one kind, for the table in the help."""

    kind: str
    kills: int = 0
    acknowledged: int = 0
    longest_s: float = 0.0
    told: list[str] = field(default_factory=list)

    def count(self, killed: Killed) -> None:
        """Count one, after everything about it was found to be right."""
        self.kills += killed.was_killed
        self.acknowledged += len(killed.said)

    def write(self) -> None:
        """Leave the row where the table is gathered from, and print it."""
        row = (
            f"| {self.kind} | {self.kills} | within {self.longest_s * 1e3:,.0f} ms "
            f"| {self.acknowledged:,} | 0 | 0 |"
        )
        print(row)
        TABLE.mkdir(parents=True, exist_ok=True)
        (TABLE / f"{self.kind}.md".replace(" ", "-")).write_text(row + "\n", encoding="utf-8")


class Nursery:
    """A process that has loaded what it was asked for once, and bears the children that are killed.

    Loading takes longer than the work that is killed. Where a process cannot be forked (Windows),
    each child loads for itself.
    """

    def __init__(self) -> None:
        self._trouble = tempfile.TemporaryFile(  # noqa: SIM115 - closed in __exit__
            "w+", encoding="utf-8", errors="replace"
        )
        self._process = self._start("nurse") if _CAN_FORK else None

    def _start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.kill", *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._trouble,
            text=True,
        )

    def kill_after(self, work: str, folder: Path, delay_s: float) -> Killed:
        """Run a function in a process; kill it ``delay_s`` after it says ready.

        Parameters
        ----------
        work : the function with its module's name before it; what is called ``warm_up`` there runs
            before the module's first child is born.

        Raises
        ------
        AssertionError : the child failed by itself; its last words are in the message.
        """
        order = json.dumps([work, str(folder)])
        if self._process is None:
            child = self._start("once", order)
            self._expect(child, "ready")
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=delay_s)
            was_killed, at_s = child.poll() is None, time.monotonic()
            child.kill()
            child.communicate()
            code = 0 if was_killed else child.returncode
        else:
            child = self._process
            assert child.stdin is not None
            child.stdin.write(order + "\n")
            child.stdin.flush()
            pid = int(self._expect(child, "child").split()[1])
            self._expect(child, "ready")
            time.sleep(delay_s)  # the moment of the kill
            at_s = time.monotonic()
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            _, ended, status = self._expect(child, "ended").split()
            was_killed, code = ended == "killed", int(status)
        assert code == 0, f"the child failed: {self._last_words()}"
        said = folder / _SAID
        words = said.read_text("utf-8").split("\n")[:-1] if said.exists() else []
        return Killed(words, was_killed, at_s)

    def _expect(self, child: subprocess.Popen[str], word: str) -> str:
        assert child.stdout is not None
        line = child.stdout.readline().strip()
        assert line.startswith(word), f"no “{word}”, but “{line}”: {self._last_words()}"
        return line

    def _last_words(self) -> str:
        self._trouble.seek(0)
        return self._trouble.read()[-4_000:]

    def __enter__(self) -> Nursery:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.communicate()
        self._trouble.close()


def duration_s(nursery: Nursery, work: str, fresh: Callable[[str], Path], said: int) -> float:
    """Measure how long a function takes from ready until it has acknowledged so many things."""
    longest, attempt = 0.1, 0
    while True:
        killed = nursery.kill_after(work, fresh(f"measured{attempt}"), longest)
        if len(killed.said) >= said or not killed.was_killed:
            return longest
        longest, attempt = longest * 1.5, attempt + 1


def delays(count: int, longest_s: float, seed: int) -> Iterator[float]:
    """Give random moments for kills, the same in every run."""
    rng = random.Random(seed)
    for _ in range(count):
        yield rng.uniform(0, longest_s)


def _main() -> None:
    how, *words = sys.argv[1:]
    if how == "once":
        _live(*_loaded(words[0]))
        return
    for order in sys.stdin:
        work, folder = _loaded(order)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                print(f"child {os.getpid()}", flush=True)
                _live(work, folder)
                code = 0
            except BaseException:
                traceback.print_exc()
            sys.stderr.flush()
            os._exit(code)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            print("ended killed 0", flush=True)
        else:
            print(f"ended alone {os.WEXITSTATUS(status)}", flush=True)


def _loaded(order: str) -> tuple[Work, Path]:
    """Load what an order asks for; give the function and the folder that it works in."""
    work, folder = json.loads(order)
    name, function = work.rsplit(".", 1)
    is_new = name not in sys.modules
    module = importlib.import_module(name)
    if is_new and hasattr(module, "warm_up"):
        module.warm_up()
    return getattr(module, function), Path(folder)


def _live(work: Work, folder: Path) -> None:
    work(folder, Say(folder / _SAID))


if __name__ == "__main__":
    _main()
