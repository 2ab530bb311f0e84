"""Finds code of the window that holds its thread, while the tests of the window run.

Every few milliseconds the window's thread is interrupted by a signal and looks at its own stack.
The outermost function of the window there is what Qt (or a test) called: a slot, a painter, a
filter of events. While the same call stands there, its time is counted. Nothing may take over 50 ms
(design.md): that is computing time of the window's thread, which a busy machine does not stretch. A
call that waits (for a lock, a disk, another thread) uses none, so it is judged by the clock on the
wall, less the time in which it had no core, and less what its computing may have taken there on a
machine that gives the threads it waits for a tenth of a core.

Other ways end in crashes: an application with a ``notify`` of its own, or a filter for all events,
gives Python names of objects that Chromium is just taking apart; another thread that looks at this
one's stack may be the last to hold a frame, and with it a painter that must die on this one.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from types import FrameType
from typing import Any

# A look comes up to 4 ms late and costs time itself.
CPU_MS = 50.0 * 1.2
# What the yardstick takes on a machine that does nothing else. A core whose twin is busy computes
# slower: what takes 34 ms alone was seen at 56 ms. So a call is judged by the core of that moment.
YARD_MS = 2.4
WALL_MS = 250.0
YARD = 8000  # entries of a table
SHARE = 0.1  # of a core, on a machine that others use
LOOK_S = 0.004

# Whole paths: the folder of the checkout may be called as the program is.
_PROGRAM = str(Path(__file__).resolve().parents[2] / "tourplanner") + "/"
_UI = f"{_PROGRAM}ui/"

# What may compute for longer, how long in ms, and why.
MAY_COMPUTE = {
    "want_web": (1500.0, "Chromium starts on the thread of the window and nowhere else"),
}
# What may wait, and why. Computing is counted there as well.
MAY_WAIT = {
    "closeEvent": "what was typed reaches the disk before the window goes",
    "close_file": "the writes of a file end before the next one is opened",
    "open_path": "the file before it is closed first",
    "open_sample": "the file before it is closed first",
}


@dataclass(slots=True)
class _Call:
    """The outermost call of the window that was seen last; it hangs at its frame as a mark."""

    cpu_s: float
    wall_s: float
    coreless_s: float
    slowness: float | None = None  # of its core, measured once it seems too long
    is_told: bool = False

    def __call__(self, *_: object) -> None:
        """Be what may hang at a frame; it is never called, since nothing is traced."""


class Watchdog:
    """Looks at the thread that made it, the main one, while it is on."""

    def __init__(self) -> None:
        self.slow: list[str] = []
        self._call: _Call | None = None
        self._last_cpu = 0.0
        self._schedule = Schedule()
        self._on = threading.Event()
        self._is_ended = False
        self._before: Any = signal.signal(signal.SIGUSR2, self._look)
        signal.siginterrupt(signal.SIGUSR2, False)
        self._knocker = threading.Thread(target=self._knock, daemon=True, name="watchdog")
        self._knocker.start()

    def start(self) -> None:
        """Begin to look."""
        self.slow, self._call, self._last_cpu = [], None, time.thread_time()
        self._on.set()

    def stop(self) -> list[str]:
        """Stop looking and give what was seen."""
        self._on.clear()
        return self.slow

    @contextmanager
    def away(self) -> Iterator[None]:
        """Look away while something is made that nobody can use yet."""
        was_on = self._on.is_set()
        self._on.clear()
        yield
        if was_on:
            self._call, self._last_cpu = None, time.thread_time()
            self._on.set()

    def end(self) -> None:
        """End the thread; those who share it may each do so."""
        if self._is_ended:
            return
        self._is_ended = True
        self._on.set()
        self._knocker.join()
        self._schedule.close()
        signal.signal(signal.SIGUSR2, self._before)

    def _knock(self) -> None:
        main = threading.main_thread().ident or 0
        while self._on.wait() and not self._is_ended:
            signal.pthread_kill(main, signal.SIGUSR2)
            time.sleep(LOOK_S)

    def _look(self, _number: int, here: FrameType | None) -> None:
        if not self._on.is_set():
            return
        frame = _outermost(here)
        cpu, wall = time.thread_time(), time.perf_counter()
        last_cpu, self._last_cpu = self._last_cpu, cpu
        if frame is None:
            self._call = None
            return
        # A frame is never kept: its locals must die when its call ends. So it gets a mark. Python
        # looks between its own steps only, so a long step of Qt's is over when it is seen first:
        # the call's computing is counted from the look before. Where the call has not taken a step
        # of its own yet, that was somebody else's: a test's, or Qt's that then called it.
        call = self._call
        if call is None or frame.f_trace is not call:
            has_begun = here is not frame or frame.f_lineno != frame.f_code.co_firstlineno
            since = last_cpu if has_begun else cpu
            frame.f_trace = call = self._call = _Call(since, wall, self._schedule.coreless_s())
        cpu_ms, wall_ms = (cpu - call.cpu_s) * 1000, (wall - call.wall_s) * 1000
        waits = wall_ms - cpu_ms / SHARE > WALL_MS and not _names(here) & MAY_WAIT.keys()
        if waits and not call.is_told:
            coreless_ms = (self._schedule.coreless_s() - call.coreless_s) * 1000
            waits = wall_ms - coreless_ms - cpu_ms / SHARE > WALL_MS
        if call.is_told or not (waits or cpu_ms > CPU_MS):
            return
        exempt = [MAY_COMPUTE[name][0] for name in _names(here) & MAY_COMPUTE.keys()]
        limit_ms = max(exempt, default=CPU_MS)
        if cpu_ms > limit_ms and call.slowness is None:
            call.slowness = inf  # a look may come while the yardstick is laid on
            call.slowness = slowness()
            call.cpu_s += time.thread_time() - cpu  # which is no time of the call's
        if waits or cpu_ms > limit_ms * (call.slowness or 1.0):
            call.is_told = True
            told = f"{cpu_ms:.0f} ms computing, {wall_ms:.0f} ms in all"
            self.slow.append(f"{_words(frame, here)}: {told}")


class Schedule:
    """What Linux tells of the turns on a core of the thread that made it; elsewhere nothing."""

    def __init__(self) -> None:
        path = Path("/proc/thread-self/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else None

    def coreless_s(self) -> float:
        """Give the seconds in which the thread could have computed and had no core."""
        if self._file is None:
            return 0.0
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9

    def close(self) -> None:
        """Look no more."""
        if self._file is not None:
            os.close(self._file)


@cache
def the_watchdog() -> Watchdog:
    """Give the one of this run: two would take the signal from each other."""
    return Watchdog()


def _yard_ms() -> float:
    """Measure what the yardstick takes now, in ms of computing: 2 to 4 ms of what a window does."""
    before = time.thread_time()
    made = {str(number): [number] for number in range(YARD)}
    for name in made:
        made[name].append(len(name))
    return (time.thread_time() - before) * 1000


def slowness() -> float:
    """Tell how many times longer a core takes now than on a machine that does nothing else."""
    return max(1.0, sorted(_yard_ms() for _ in range(3))[1] / YARD_MS)


def _outermost(frame: FrameType | None) -> FrameType | None:
    """Give the outermost call of the window on a stack; None where there is none."""
    found, seen = None, frame
    while seen is not None:
        where = _whose(seen.f_code.co_filename)
        if where == "window":
            found = seen
        elif where == "program":
            found = None  # a service or a command that a test calls runs it
        elif where == "runner":
            break
        seen = seen.f_back
    return found


@cache
def _whose(source: str) -> str:
    """Tell whose a source file is: the window's, the program's, the test runner's, or none."""
    if source.startswith(_UI):
        return "window"
    if source.startswith(_PROGRAM):
        return "program"
    return "runner" if "/pluggy/" in source else ""


def _names(frame: FrameType | None) -> set[str]:
    """Give the names of the window's functions on a stack."""
    names: set[str] = set()
    while frame is not None:
        if frame.f_code.co_filename.startswith(_UI):
            names.add(frame.f_code.co_name)
        frame = frame.f_back
    return names


def _words(frame: FrameType, inner: FrameType | None) -> str:
    """Name a call and what it is doing now."""
    path = []
    while inner is not None and inner is not frame:
        path.append(
            f"{Path(inner.f_code.co_filename).stem}.{inner.f_code.co_name}:{inner.f_lineno}"
        )
        inner = inner.f_back
    name = getattr(frame.f_code, "co_qualname", frame.f_code.co_name)
    where = f"{name} ({Path(frame.f_code.co_filename).name}:{frame.f_lineno})"
    return " > ".join([where, *reversed(path[-6:])])
