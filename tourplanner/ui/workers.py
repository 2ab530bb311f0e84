"""The threads of background work: one that owns the office file, and helpers that read it.

Each takes jobs from a queue and posts how they ended to the window's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QThread, Signal

from tourplanner.core.errors import Cancelled

if TYPE_CHECKING:
    import queue

    from tourplanner.core.changes import Action, Changes
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.jobs import Job, Jobs

STACK_BYTES = 8 << 20  # some systems give threads half a megabyte
doing = threading.local()  # .job: what this thread is working on


class Opens(Protocol):
    """The part of the program's doors that background work needs."""

    def open(self, path: Path, *, write: bool) -> Workspace:
        """Open an office file."""


def new_queue() -> queue.SimpleQueue[Job | None]:
    """Give a queue of jobs; None in it ends the thread that takes it."""
    import queue  # with the first work: it takes 2 ms of the first paint

    return queue.SimpleQueue()


class Post(QObject):
    """Carries what happened from the threads to the window's thread."""

    progressed = Signal(object, int, int, str)
    ended = Signal(object, object, object)  # job, value, error
    changed = Signal(object)  # Changes


class Helper(QThread):
    """Takes jobs from a queue that it shares with its sisters, until it gets None."""

    def __init__(self, jobs: queue.SimpleQueue[Job | None], post: Post, readers: Readers) -> None:
        super().__init__()
        self.setStackSize(STACK_BYTES)
        self._jobs = jobs
        self._post = post
        self._readers = readers

    def run(self) -> None:
        """Work until told to end."""
        own: dict[Path, Workspace] = {}
        while (job := self._jobs.get()) is not None:
            _carry_out(job, self._post, partial(self._readers.get, own, job.path))
        for workspace in own.values():
            workspace.close()


class Readers:
    """Opens a reading workspace per helper and file; only the newest file's is kept."""

    def __init__(self, jobs: Jobs, doors: Opens) -> None:
        self._jobs = jobs
        self._doors = doors

    def get(self, own: dict[Path, Workspace], path: Path | None) -> Workspace | None:
        """Give the calling helper's workspace of a file."""
        for other in [known for known in own if known != path]:
            own.pop(other).close()
        if path is None:
            return None
        if path not in own:
            workspace = self._doors.open(path, write=False)
            # Services write through their file. This one only reads; what they write goes to the
            # store thread, and they wait for it there as they would for their own file.
            relay = partial(self._jobs.hand_over, path)
            setattr(workspace.file, "write", relay)  # noqa: B010  mypy: a method
            self._jobs.sign(workspace)
            own[path] = workspace
        return own[path]


class StoreThread(QThread):
    """Owns the workspace that writes: opens it, does its jobs in order, closes it."""

    opened = Signal(object, object)  # workspace or None, error or None

    def __init__(self, opens: Callable[[], Workspace], post: Post) -> None:
        super().__init__()
        self.setStackSize(STACK_BYTES)
        self._jobs = new_queue()
        self._opens = opens
        self._post = post
        self._gate = threading.Lock()
        self._is_closing = False

    def take(self, job: Job) -> bool:
        """Queue a job; False where the file is being closed and the job will never be done."""
        with self._gate:
            if not self._is_closing:
                self._jobs.put(job)
            return not self._is_closing

    def end(self) -> None:
        """Let the jobs that are queued be done, close the file and wait for it."""
        with self._gate:
            self._is_closing = True
            self._jobs.put(None)
        self.wait()

    def run(self) -> None:
        """Open the file and work until told to end."""
        try:
            workspace = self._opens()
        except BaseException as error:
            self.opened.emit(None, error)
            self._refuse_all(error)
            return
        write = workspace.file.write

        def told(action: Action, **more: Any) -> Changes:
            changes = write(action, **more)
            doing.job.wrote = changes.action_id
            self._post.changed.emit(changes)
            return changes

        setattr(workspace.file, "write", told)  # noqa: B010  mypy: a method
        self.opened.emit(workspace, None)
        while (job := self._jobs.get()) is not None:
            _carry_out(job, self._post, lambda: workspace)
        workspace.close()

    def _refuse_all(self, error: BaseException) -> None:
        while (job := self._jobs.get()) is not None:
            self._post.ended.emit(job, None, error)


def _carry_out(job: Job, post: Post, workspace: Callable[[], Workspace | None]) -> None:
    """Do one job and post how it ended; never raises."""

    told: tuple[int, int, str] | None = None

    def progress(done: int, total: int, words: str) -> None:
        nonlocal told
        if job.is_cancelled:
            raise Cancelled
        if told != (done, total, words):  # much work only asks whether it may go on
            told = (done, total, words)
            post.progressed.emit(job, done, total, words)

    doing.job = job
    try:
        if job.is_cancelled:
            raise Cancelled
        value = job.work(workspace(), progress)
    except BaseException as error:
        post.ended.emit(job, None, error)
    else:
        post.ended.emit(job, value, None)
