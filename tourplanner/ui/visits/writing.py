"""All that was typed at the stops and is on its way to the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from tourplanner.core.errors import NotFoundError
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.session import Session
from tourplanner.ui.visits.drafts import Draft
from tourplanner.ui.widgets.saving import FieldSaver

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

NOTE, ANSWER, QUOTE, PROMISE = "note", "answer", "quote", "promise"
PHOTO, MEMO = "photo", "memo"
Make = Callable[["Workspace", "str | None"], Any]  # with the action that it is a part of


class Writing(QObject):
    """Notes and answers as drafts, quotes and promises by their fields.

    Signals
    -------
    made : a quote or promise is on the disk for the first time.
    """

    made = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.draft: Draft | None = None  # the one that is shown
        self._waiting: list[Draft] = []  # left, but not on the disk yet
        self._savers: dict[str, FieldSaver] = {}  # by record
        self.landed = 0  # answers that came to the disk; what was read before the last is old
        self._unmade: dict[str, Make] = {}  # what is not on the disk yet, and how it is made

    def forget(self) -> None:
        """Another file is open."""
        self._savers.clear()
        self._unmade.clear()

    # -- notes and answers -----------------------------------------------------------------------

    def draft_of(self, stop: str, record: str, text: str, question: str = "") -> Draft:
        """Give the draft of a note or answer; one that waits for the disk is taken up again."""
        waiting = (d for d in self._waiting if (d.stop, d.note) == (stop, record))
        return next(waiting, None) or self.new_draft(stop, record, text, question)

    def new_draft(self, stop: str, record: str = "", text: str = "", question: str = "") -> Draft:
        """Give a draft of its own."""
        session = self._session
        made = Draft(session, session.tour_id, stop, record, text, question=question)
        made.failed.connect(self._on_error)
        made.saved.connect(lambda _: self._on_saved(made))
        return made

    def answers(self, stop: str) -> dict[str, str]:
        """Give the answers of a stop that are on their way to the disk, by question."""
        mine = (d for d in self._waiting if d.stop == stop and d.question)
        return {draft.question: draft.text for draft in mine if not draft.is_clean}

    def _on_saved(self, draft: Draft) -> None:
        self.landed += bool(draft.question)
        self._drop_if_done(draft)

    def _drop_if_done(self, draft: Draft) -> None:
        if draft.is_clean and draft in self._waiting:
            self._waiting.remove(draft)
        if draft.is_clean and draft is not self.draft:
            draft.deleteLater()

    # -- quotes and promises ---------------------------------------------------------------------

    def saver(self, record: str, kind: str) -> FieldSaver:
        """Give what saves the fields of a quote or promise."""
        if record not in self._savers:

            def change(ws: Workspace, id_: str, facts: Any, texts: Any, action: str) -> None:
                self._ensure(ws, kind, id_, action)
                write = {
                    NOTE: ws.visits.change,
                    QUOTE: ws.quotes.change,
                    PROMISE: ws.form.change_promise,
                    PHOTO: ws.photos.change,
                    MEMO: ws.memos.change,
                }[kind]
                write(id_, facts, texts, action)

            self._savers[record] = made = FieldSaver(self._session, record, change)
            made.saved.connect(self._on_made)
            made.failed.connect(self._on_error)
        return self._savers[record]

    def begin(self, record: str, kind: str, words: str, make: Make) -> None:
        """Begin a quote or promise: with words it is stored at once, else with what is typed."""
        self._unmade[record] = make
        if words:
            saver = self.saver(record, kind)
            saver.edit_text("words", words)
            saver.leave()

    def is_unmade(self, record: str) -> bool:
        """Whether a quote or promise is not on the disk yet."""
        return record in self._unmade

    def write_quote(
        self, quote: str, write: Callable[[Workspace], Any], *, acted: str = ""
    ) -> None:
        """Write something of a quote, which may not be on the disk yet."""

        def work(ws: Workspace, _: Progress) -> None:
            self._ensure(ws, QUOTE, quote, None)
            write(ws)

        self._session.write(work, lambda _: self._on_made(quote), acted=acted)

    def _ensure(self, ws: Workspace, kind: str, record: str, action: str | None) -> None:
        """Make a quote or promise where it is not on the disk yet; on the thread that writes."""
        make = self._unmade.get(record)
        if make is not None and ws.file.tables.get(kind, record) is None:
            make(ws, action)

    def _on_made(self, record: str) -> None:
        if self._unmade.pop(record, None) is not None:
            self.made.emit()

    # -- leaving ---------------------------------------------------------------------------------

    def leave(self) -> None:
        """Something else will be shown: save what was typed."""
        draft, self.draft = self.draft, None
        self.leave_fields()
        if draft is not None:
            if draft not in self._waiting:
                self._waiting.append(draft)
            draft.leave()
            self._drop_if_done(draft)

    def leave_fields(self) -> None:
        """Save what was typed in the fields of quotes and promises."""
        for saver in self._savers.values():
            saver.leave()

    def flush(self) -> None:
        """Send all that was typed to the store."""
        for draft in [*self._waiting, *([self.draft] if self.draft else [])]:
            draft.leave()
        self.leave_fields()

    def _on_error(self, error: BaseException) -> None:
        self._session.unsaved.emit()
        notice = notice_for(error)
        if notice is not None:
            words = f"Not saved: {notice.text} The text is kept here and tried again."
            if isinstance(error, NotFoundError):
                words = f"Not saved: {notice.text}"
            self._session.tell(Notice(Tone.BAD, words, notice.details))
