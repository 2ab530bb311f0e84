"""A note that is being typed: on the disk after a second of rest, within two at the latest."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from tourplanner.ui.session import Session

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

# MOST_MS leaves most of a second of the two for the disk of a laptop that is busy.
REST_MS, MOST_MS, AGAIN_MS = 1000, 1200, 5000
BURST_S = 30.0


class Draft(QObject):
    """One note's text on its way to the disk; goes on saving when another note is shown.

    One save is under way at a time; what is typed meanwhile is the next. The saves of a burst of
    typing, until the field is left or 30 seconds are over, are one step of Undo.
    """

    saved = Signal(str)  # the note's id
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        tour: str,
        stop: str,
        note: str = "",
        text: str = "",
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._path = session.path
        self.tour, self.stop, self.note = tour, stop, note
        self.text = text
        self._saved_text = text
        self._clock = clock
        self._burst, self._burst_at = "", 0.0
        self._is_saving = False
        self.saves = 0  # that came back; what was read before the last of them is old
        self._rest = self._timer(REST_MS)
        self._most = self._timer(MOST_MS)

    def _timer(self, milliseconds: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(self.save)
        return made

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is on the disk."""
        return self.text == self._saved_text and not self._is_saving

    def edit(self, text: str) -> None:
        """Take the whole text as it stands now."""
        self.text = text
        self._rest.start(REST_MS)
        if not self._most.isActive():
            self._most.start(MOST_MS)

    def leave(self) -> None:
        """The field was left: save, and end the burst."""
        self.save()
        self._burst = ""

    def save(self) -> None:
        """Save now, unless there is nothing new or a save is under way."""
        self._rest.stop()
        self._most.stop()
        text = self.text
        if self._session.path != self._path:
            return  # its file is closed, and it belongs into no other
        if self._is_saving or text == self._saved_text or not (self.note or text.strip()):
            return
        self._is_saving = True
        action, note = self._action(), self.note

        def work(workspace: Workspace, _: Progress) -> str:
            if note:
                workspace.visits.change_note(note, text, action)
                return note
            return workspace.visits.write_note(self.tour, self.stop, text)

        self._session.write(work, lambda note: self._on_saved(note, text), self._on_error)

    def _action(self) -> str:
        now = self._clock()
        if not self._burst or now - self._burst_at > BURST_S:
            self._burst, self._burst_at = uuid.uuid4().hex, now
        return self._burst

    def _on_saved(self, note: str, text: str) -> None:
        self._is_saving = False
        self.saves += 1
        self._saved_text = text
        self.note = note
        self.saved.emit(note)
        if self.text != text and not self._most.isActive():
            self.save()

    def _on_error(self, error: BaseException) -> None:
        # The text stays here and in the field; it is tried again until it is saved.
        self._is_saving = False
        self._most.start(AGAIN_MS)
        self.failed.emit(error)
