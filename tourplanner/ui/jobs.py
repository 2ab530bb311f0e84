"""Background work: one thread that writes the office file, two for everything else.

The *store thread* owns the only workspace that may write; every write is a job on it, in order.
Two *helpers* read and compute with workspaces of their own, opened for reading; a service that
writes at its end (planning) is run by a helper, and its write is handed to the store thread.
Answers come back to the window's thread as calls of ``done`` or ``failed``; the answer of a job
that was cancelled, overtaken by a newer one of the same ``topic``, or asked for by a page that is
gone, is dropped.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from tourplanner.core.errors import Cancelled, StoreError
from tourplanner.ui.workers import Helper, Opens, Post, Readers, StoreThread, doing, new_queue

if TYPE_CHECKING:
    import queue

    from tourplanner.core.changes import Action, Changes
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

    Work = Callable[[Workspace, Progress], Any]

HELPERS = 2
LET_GO_S = 60.0  # at most: a helper that is still at work ends it first
_numbers = itertools.count(1)


Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Job:
    """One piece of background work, as the window sees it.

    ``title`` is shown while it runs; an empty one is work that nobody waits for knowingly.
    ``path`` is the office file it was started for; None where it needs none.
    ``owner`` is the page that asked, None where it is there as long as the window.
    ``wrote`` is the id of the last action that it wrote; empty where it wrote none.
    """

    def __init__(
        self,
        title: str,
        work: Callable[..., Any],
        done: Done | None = None,
        failed: Failed | None = None,
        topic: str = "",
        path: Path | None = None,
        *,
        is_write: bool = False,
        owner: QObject | None = None,
    ) -> None:
        self.title = title
        self.work = work
        self.done = done
        self.failed = failed
        self.topic = topic
        self.path = path
        self.is_write = is_write
        self.owner = owner
        self.number = next(_numbers)
        self.steps = (0, 0)
        self.words = ""
        self.wrote = ""
        self.began_s = time.monotonic()
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; its answer is used only where it had written already."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked it to stop, or the page that asked is gone."""
        return self._stop.is_set() or not (self.owner is None or isValid(self.owner))


class Jobs(QObject):
    """All background work of one window.

    ``wrote`` is the id of the last action of the job whose ``done`` is being called; else empty.

    Signals
    -------
    changed : Changes of every write, in order. failed : an error that nobody asked to be told of.
    listed : the list of running jobs, or the progress of one, is not what it was.
    """

    changed = Signal(object)
    failed = Signal(object)
    listed = Signal()

    def __init__(self, doors: Opens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._post = Post()
        queued = Qt.ConnectionType.QueuedConnection
        self._post.progressed.connect(self._on_progress, queued)
        self._post.ended.connect(self._on_end, queued)
        self._post.changed.connect(self.changed, queued)
        self._helpers: list[Helper] = []
        self._store: StoreThread | None = None
        self._running: list[Job] = []
        self._newest: dict[str, int] = {}
        self._signs: tuple[str, str, Callable[[], datetime]] | None = None
        self._is_closed = False
        self.wrote = ""
        self.path: Path | None = None

    @cached_property
    def _queue(self) -> queue.SimpleQueue[Job | None]:
        return new_queue()

    # -- the office file -----------------------------------------------------------------------

    def open_file(
        self,
        opens: Callable[[], Workspace],
        done: Callable[[Workspace], None],
        failed: Failed,
        *,
        title: str = "Opening the file",
    ) -> None:
        """Open an office file on a new store thread; a file that is open is closed first.

        Parameters
        ----------
        opens : gives the workspace; called on the store thread.
        done : gets the workspace for its plain facts (path, notices); nothing is read through it.
        """
        if self._is_closed:
            return
        self.close_file()
        store = StoreThread(opens, self._post)
        self._store = store
        job = Job(title, opens, is_write=True)
        self._list(job)

        def opened(workspace: Workspace | None, error: BaseException | None) -> None:
            self._on_end(job, None, Cancelled())
            if self._store is not store:
                return
            if workspace is None:
                self.close_file()
                failed(error or StoreError("The file could not be opened."))
                return
            file = workspace.file
            self.path = Path(file.path)
            self._signs = None if file.read_only else (file.author, file.device, file.now)
            done(workspace)

        store.opened.connect(opened, Qt.ConnectionType.QueuedConnection)
        store.start()

    def let_go(self) -> Callable[[], None]:
        """Make every helper close its file; what is given back waits until all did.

        To be called on the window's thread once no file is open, and the waiting on the store's.
        """
        everybody = threading.Barrier(len(self._helpers) + 1)

        def meet(*_: object) -> None:
            everybody.wait(LET_GO_S)

        for _ in self._helpers:  # each waits for the others, so none takes two of these
            self._queue.put(Job("", meet, failed=lambda _: None))
        return meet

    def close_file(self) -> None:
        """Cancel what runs for the open file, let its writes end, and close it."""
        for job in self._running:
            if job.path is not None and not job.is_write:
                job.cancel()
        if self._store is not None:
            self._store.end()
            self._store = None
        self.path = None

    # -- starting work -------------------------------------------------------------------------

    def write(
        self,
        work: Work,
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        title: str = "",
    ) -> Job:
        """Do work on the store thread, in order; it gets the workspace that writes."""
        job = Job(title, work, done, failed, path=self.path, is_write=True)
        if self._is_closed:
            return job
        self._list(job)
        if self._store is None or not self._store.take(job):
            self._post.ended.emit(job, None, StoreError("No file is open.", "Open or make one."))
        return job

    def read(
        self,
        work: Work,
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        title: str = "",
        topic: str = "",
        needs_file: bool = True,
        owner: QObject | None = None,
    ) -> Job:
        """Do work on a helper's thread; it gets a workspace of its own for reading.

        Parameters
        ----------
        topic : a newer job of the same topic cancels this one and its answer.
        owner : once it is gone, the work is cancelled and nobody gets the answer.
        """
        path = self.path if needs_file else None
        job = Job(title, work, done, failed, topic, path, owner=owner)
        if self._is_closed:
            return job
        if topic:
            for other in self._running:
                if other.topic == topic:
                    other.cancel()
            self._newest[topic] = job.number
        self._list(job)
        if not self._helpers:
            readers = Readers(self, self._doors)
            self._helpers = [Helper(self._queue, self._post, readers) for _ in range(HELPERS)]
            for helper in self._helpers:
                helper.start()
        self._queue.put(job)
        return job

    def sign(self, workspace: Workspace) -> None:
        """Let what a helper's workspace writes carry the same name and clock as the file's own."""
        if self._signs is not None:
            file = workspace.file
            file.author, file.device, file.now = self._signs

    def hand_over(self, path: Path, action: Action) -> Changes:
        """Let the store thread write an action to a file and wait; called by a helper."""
        from concurrent.futures import Future

        store = self._store
        answer: Future[Changes] = Future()

        def work(workspace: Workspace, progress: Progress) -> None:
            try:
                answer.set_result(workspace.file.write(action))
            except BaseException as error:
                answer.set_exception(error)

        # A plan of a file that is not open any more must not land in the next one.
        if store is None or self.path != path or not store.take(Job("", work)):
            raise Cancelled
        changes = answer.result()
        doing.job.wrote = changes.action_id
        return changes

    # -- what runs -----------------------------------------------------------------------------

    def running(self) -> list[Job]:
        """Give the jobs with a title that are waiting or running, oldest first."""
        return [job for job in self._running if job.title and not job.is_cancelled]

    @property
    def is_idle(self) -> bool:
        """Whether nothing is waiting or running."""
        return not self._running

    def writes_since_s(self) -> float:
        """Give for how long the oldest write has been on its way; 0 where there is none."""
        began = [job.began_s for job in self._running if job.is_write]
        return time.monotonic() - min(began) if began else 0.0

    def cancel(self, job: Job) -> None:
        """Cancel one job; the list is told at once."""
        job.cancel()
        self.listed.emit()

    def close(self) -> None:
        """Cancel everything but writes, wait, and close the office file; no more work is taken."""
        self._is_closed = True
        for job in self._running:
            if not job.is_write:
                job.cancel()
        for _ in self._helpers:
            self._queue.put(None)
        # A helper that is just handing a write over waits for the store thread, so it goes last.
        for helper in self._helpers:
            helper.wait()
        self._helpers = []
        self.close_file()

    def _list(self, job: Job) -> None:
        self._running.append(job)
        if job.title:
            self.listed.emit()

    def _on_progress(self, job: Job, done: int, total: int, words: str) -> None:
        job.steps, job.words = (done, total), words
        if job.title and job in self._running:
            self.listed.emit()

    def _on_end(self, job: Job, value: Any, error: BaseException | None) -> None:
        if job in self._running:
            self._running.remove(job)
            if job.title:
                self.listed.emit()
        overtaken = job.topic and self._newest.get(job.topic) != job.number
        is_written = job.is_write and error is None  # to cancel it came too late
        dropped = overtaken or isinstance(error, Cancelled)
        dropped = dropped or (job.is_cancelled and not is_written)
        # A helper keeps its last job for a while; a page that is let go must not die with it there.
        done, failed = job.done, job.failed
        job.done = job.failed = job.owner = None
        if dropped:
            return
        if error is None:
            if done is not None:
                self.wrote = job.wrote
                try:
                    done(value)
                finally:
                    self.wrote = ""
        elif failed is not None:
            failed(error)
        else:
            self.failed.emit(error)
