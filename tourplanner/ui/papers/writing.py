"""Writing papers into a folder: one go at a time, with progress and Cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tourplanner.core.papers.specs import PaperFormat
from tourplanner.ui.jobs import Job
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.papers.choices import PaperChoice, Written, write
from tourplanner.ui.session import Session
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace


class Writing(QObject):
    """The go that runs now, None where there is none; what came of it is told in the window."""

    changed = Signal()  # one was begun or ended
    written = Signal(object)  # Written

    def __init__(self, session: Session, open_folder: Callable[[], None]) -> None:
        super().__init__()
        self._session, self._open_folder = session, open_folder
        self.job: Job | None = None

    def begin(
        self,
        chosen: Sequence[PaperChoice],
        formats: Sequence[PaperFormat],
        folder: Path,
        *,
        draft: bool,
        stop: str,
    ) -> None:
        """Write papers of the tour that is shown; nothing happens while others are written."""
        tour_id = self._session.tour_id
        if not tour_id or not chosen or not formats or self.job is not None:
            return

        def work(workspace: Workspace, progress: Progress) -> Written:
            return write(workspace, chosen, formats, tour_id, folder, draft, progress, stop)

        self.job = self._session.read(
            work, self._on_written, self._on_not_written, title="Writing papers", topic="papers"
        )
        self._session.jobs.listed.connect(self._on_listed)
        self.changed.emit()

    def _on_listed(self) -> None:
        if self.job is not None and self.job.is_cancelled:
            self._end()
            self._session.tell(Notice(Tone.INFO, "Writing stopped."))

    def _on_written(self, written: Written) -> None:
        self._end()
        self.written.emit(written)
        if not written.files:
            words = "No file was written; what is in the way stands beside the page."
            self._session.tell(Notice(Tone.WARN, words))
            return
        words = f"{count_words(len(written.files), 'file')} written, "
        words += f"{count_words(written.withheld, 'thing')} held back."
        self._session.tell(Notice(Tone.GOOD, words, "", "Open folder", self._open_folder))

    def _on_not_written(self, error: BaseException) -> None:
        self._end()
        self._session.tell_error(error)

    def _end(self) -> None:
        self.job = None
        self._session.jobs.listed.disconnect(self._on_listed)
        self.changed.emit()
