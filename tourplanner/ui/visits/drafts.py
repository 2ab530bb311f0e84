"""A note or an answer that is being typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tourplanner.ui.session import Session
from tourplanner.ui.widgets.saving import AGAIN_MS, BURST_S, MOST_MS, REST_MS, Saving

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.widgets.saving import Work

__all__ = ["AGAIN_MS", "BURST_S", "MOST_MS", "REST_MS", "Draft"]


class Draft(Saving):
    """One note's text on its way to the disk; a new note gets its id with the first save.

    Parameters
    ----------
    question : the code of the question that it answers; empty = a note. An answer has its id from
        the beginning.
    """

    def __init__(
        self,
        session: Session,
        tour: str,
        stop: str,
        note: str = "",
        text: str = "",
        *,
        question: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(session, clock)
        self.tour, self.stop, self.note, self.question = tour, stop, note, question
        self.text = text
        self._saved_text = text

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is on the disk."""
        return self.text == self._saved_text and not self._is_saving

    def edit(self, text: str) -> None:
        """Take the whole text as it stands now."""
        self.text = text
        self._touch()

    def _is_due(self) -> bool:
        return self.text != self._saved_text and bool(self.note or self.text.strip())

    def _take(self, action: str) -> tuple[Work, Callable[[Any], str]]:
        text, note = self.text, self.note

        def work(workspace: Workspace, _: Progress) -> str:
            if self.question:
                return workspace.form.answer(self.tour, self.stop, self.question, text, action)
            if note:
                workspace.visits.change_note(note, text, action)
                return note
            return workspace.visits.write_note(self.tour, self.stop, text, action_id=action)

        def done(note: str) -> str:
            self._saved_text = text
            self.note = note
            return note

        return work, done
