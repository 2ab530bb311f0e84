"""The middle of visits: the note, answer, quote, promise or photo that is shown and typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tourplanner.core.model.framework import Frameworks
from tourplanner.ui.session import Session
from tourplanner.ui.visits.acts import Acts
from tourplanner.ui.visits.drafts import Draft
from tourplanner.ui.visits.making import Making
from tourplanner.ui.visits.pages import Pages
from tourplanner.ui.visits.photo_strip import PhotoStrip
from tourplanner.ui.visits.review_bar import ReviewBar
from tourplanner.ui.visits.reviewing import Reviewing
from tourplanner.ui.visits.rows import NoteRow, SideRow, StopRow
from tourplanner.ui.visits.shown import reader_of
from tourplanner.ui.visits.strip_acts import StripActs
from tourplanner.ui.visits.writing import ANSWER, MEMO, NOTE, PHOTO, PROMISE, QUOTE, Writing
from tourplanner.ui.widgets.basic import column, label, pane
from tourplanner.ui.words import stamp_words

if TYPE_CHECKING:
    from tourplanner.ui.visits.memo_page import MemoPage
    from tourplanner.ui.visits.photo_page import PhotoPage
    from tourplanner.ui.visits.promise_page import PromisePage
    from tourplanner.ui.visits.quote_page import QuotePage

_WORDS = {NOTE: "Note", QUOTE: "Quote", PROMISE: "Promise", PHOTO: "Photo", MEMO: "Memo"}


class Middle(QWidget):
    """Shows one thing at a time; what is typed in it is saved, also when something else is shown.

    Signals
    -------
    unlisted : what is shown stands in no list. card_made : a practice card was made, its id.
    answered : Tab in the answer to a question.
    """

    unlisted = Signal()
    card_made = Signal(str)
    answered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setMinimumWidth(300)
        self._session = session
        self.stop: StopRow | None = None
        self.frameworks = Frameworks()
        self._writing = Writing(session, self)
        self._writing.made.connect(self.read)
        self._is_filling = False
        self.acts = Acts(session, self._writing, lambda: (self.kind, self.record))
        whole = pane("surface")
        column(self).addWidget(whole)
        layout = column(whole, margins=(18, 12, 18, 12), gap=4)
        self.head = label("", "heading", wraps=True)
        self.sub = label("", "hint", wraps=True)
        layout.addWidget(self.head)
        layout.addWidget(self.sub)
        self.review = ReviewBar()
        layout.addWidget(self.review)
        layout.addSpacing(4)
        self.pages = Pages(session, self.acts)
        self.note_page = self.pages.note
        layout.addWidget(self.pages, 1)
        self.reviewing = Reviewing(
            session, self.review, self.acts, self._stored, self.note_page.editor.setReadOnly
        )
        self.making = Making(session, self, self._writing)
        self.review.card_wished.connect(self.making.card)
        self.strip = PhotoStrip()
        layout.addWidget(self.strip)
        self.strip_acts = StripActs(session, self)
        self.stops: list[StopRow] = []  # of the tour, for a photo that is to go to another one
        self.editor = self.note_page.editor
        self.editor.installEventFilter(self)
        self.editor.textChanged.connect(self._on_typed)

    @property
    def quote_page(self) -> QuotePage:
        """The page of quotes."""
        return self.pages.quote

    @property
    def promise_page(self) -> PromisePage:
        """The page of promises."""
        return self.pages.promise

    @property
    def photo_page(self) -> PhotoPage:
        """The page of photos."""
        return self.pages.photo

    @property
    def memo_page(self) -> MemoPage:
        """The page of sound memos."""
        return self.pages.memo

    @property
    def draft(self) -> Draft | None:
        """The note or answer that is shown."""
        return self._writing.draft

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """What is shown: note, answer, quote, promise, photo or memo."""
        kind = self.pages.kind
        is_answer = kind == NOTE and self.draft is not None and self.draft.question
        return ANSWER if is_answer else kind

    @property
    def record(self) -> str:
        """The id of what is shown; empty for a note that has none yet."""
        if self.kind in (NOTE, ANSWER):
            return self.draft.note if self.draft is not None else ""
        return self.pages.record

    def _stored(self) -> tuple[str, str]:
        """Give kind and id of what is shown; no id where nothing of it is on the disk yet."""
        record = self.record
        return self.kind, "" if self._writing.is_unmade(record) else record

    def first_widget(self) -> QWidget:
        """Give the main field of what is shown."""
        return self.pages.first_widget()

    def set_stop(self, stop: StopRow) -> None:
        """Begin a new note at another stop; the same one goes on."""
        if self.stop is not None and self.stop.stop == stop.stop:
            self.stop = stop
            return
        self.leave()
        self.stop = stop
        self.open_note(None)

    def forget(self) -> None:
        """Another file is open."""
        self.stop = None
        self._writing.forget()
        self.strip.forget()

    def open_row(self, note: NoteRow) -> None:
        """Show a note or a quote of the list."""
        if note.kind == QUOTE:
            self.open_quote(note.id)
        elif note.kind == MEMO:
            self.open_memo(note.id)
        else:
            self.open_note(note)

    def open_note(self, note: NoteRow | None) -> None:
        """Show a note, or the beginning of a new one; what waits for the disk is taken up again."""
        self._open_draft(self._draft_of(note.id if note else "", note.text if note else ""), note)

    def open_answer(self, line: SideRow) -> None:
        """Show the answer to a question, to be typed."""
        self._open_draft(self._draft_of(line.record, line.text, line.code), None)
        self.unlisted.emit()
        self.head.setText(line.words)
        self.sub.setText(self._name())
        self.note_page.show_question(line.words, line.es, line.hint)

    def open_quote(self, quote: str) -> None:
        """Show a quote."""
        self.leave()
        self.quote_page.open(quote, self._writing.saver(quote, QUOTE))
        self.pages.setCurrentWidget(self.quote_page)
        self._show_where("A quote. Saved as you type.")
        if self._writing.is_unmade(quote):
            from tourplanner.ui.visits.quote_page import QuoteValues

            empty = QuoteValues(quote, {"heard_by": self._session.author}, ())
            today = self._session.doors.now().date()
            self.quote_page.show_quote(empty, self.frameworks, today)
        else:
            self.read()

    def open_promise(self, promise: str) -> None:
        """Show a promise."""
        self.leave()
        self.unlisted.emit()
        self.promise_page.open(promise, self._writing.saver(promise, PROMISE))
        self.pages.setCurrentWidget(self.promise_page)
        self._show_where("A promise. Saved as you type.")
        self.read()

    def open_photo(self, photo: str) -> None:
        """Show a photo."""
        self.leave()
        self.unlisted.emit()
        page = self.photo_page
        page.open(photo, self._writing.saver(photo, PHOTO), self.stops)
        self.pages.setCurrentWidget(page)
        self.strip.choose(photo)
        self._show_where("A photo. Saved as you type.")
        self.read()

    def open_memo(self, memo: str) -> None:
        """Show a sound memo."""
        self.leave()
        self.memo_page.open(memo, self._writing.saver(memo, MEMO))
        self.pages.setCurrentWidget(self.memo_page)
        self._show_where("A sound memo. Saved as you type.")
        self.read()

    def show_notes(self, notes: list[NoteRow], *, is_new: bool) -> None:
        """Let what changed elsewhere come into the note that is shown.

        Parameters
        ----------
        is_new : they were read after the last save of the note that is being written. Older ones
            do not know what was typed since, and must not come into the field.
        """
        draft = self.draft
        if draft is None or self.kind != NOTE:
            return
        note = next((note for note in notes if note.id == draft.note), None)
        if note is not None and draft.is_clean:
            if is_new and draft.text != note.text:  # a colleague or Undo changed it
                self.open_note(note)
            self._show_note(note)
        elif not draft.note and not draft.text:
            self._show_note(None)
        elif is_new and draft.is_clean and draft.note:  # taken away, here or by a colleague
            self.open_note(None)

    def show_answers(self, asked: tuple[SideRow, ...], *, is_new: bool) -> None:
        """Let an answer that was changed elsewhere come into the field."""
        draft = self.draft
        if draft is None or self.kind != ANSWER or not is_new or not draft.is_clean:
            return
        line = next((line for line in asked if line.record == draft.note), None)
        if line is None:
            return
        if draft.text != line.text:
            self.open_answer(line)
        else:  # what is asked, and whether the answer fits, may hang on the answer
            self.note_page.show_question(line.words, line.es, line.hint)

    def read(self) -> None:
        """Read the quote, promise, photo or memo that is shown anew, and its review."""
        kind, record = self.kind, self.record
        self.reviewing.read(self.stop)
        read = reader_of(kind, record, self.stop.zone if self.stop else "UTC")
        if read is None:
            return

        def show(values: Any) -> None:
            if values is None:
                self._on_gone(record)
            elif kind == NOTE:
                self.note_page.show_marks(values, self._session.is_read_only)
            elif kind == QUOTE:
                today = self._session.doors.now().date()
                self.quote_page.show_quote(values, self.frameworks, today)
            elif kind == PROMISE:
                self.promise_page.show_promise(values)
            elif kind == PHOTO:
                self.photo_page.show_photo(values)
            else:
                self.memo_page.show_memo(values)

        self._session.read(lambda ws, _: read(ws), show, topic="visits-shown")

    def _on_gone(self, record: str) -> None:
        if self.kind == NOTE:  # the list of the stop says so too
            return
        if record == self.record and not self._writing.is_unmade(record):
            self.open_note(None)

    def _open_draft(self, draft: Draft, note: NoteRow | None) -> None:
        self.leave()
        self._writing.draft = draft
        self.pages.setCurrentWidget(self.note_page)
        self._is_filling = True
        if self.editor.toPlainText() != draft.text:
            self.editor.setPlainText(draft.text)
        self._is_filling = False
        self._show_note(note)
        self.read()

    def _draft_of(self, record: str, text: str, question: str = "") -> Draft:
        return self._writing.draft_of(self.stop.stop if self.stop else "", record, text, question)

    def _show_note(self, note: NoteRow | None) -> None:
        if self.kind == ANSWER:
            return
        self.note_page.open_marks(self._writing.saver(note.id, NOTE) if note else None)
        if note is None:
            self._show_where("A new note. Saved as you type.")
        else:
            self._show_where(" · ".join(part for part in (note.time, note.author) if part))
        read_only = self._session.is_read_only
        self.note_page.show_note(note, self.frameworks, read_only=read_only)

    def _show_where(self, words: str) -> None:
        self.head.setText(self._name())
        read_only = "This file is open for reading only."
        self.sub.setText(read_only if self._session.is_read_only else words)

    def _name(self) -> str:
        return f"{self.stop.number} {self.stop.name}".strip() if self.stop else ""

    # -- what is done ----------------------------------------------------------------------------

    @property
    def can_write(self) -> bool:
        """Whether something may be written at a stop."""
        return self.stop is not None and not self._session.is_read_only

    def new_note(self) -> None:
        """Begin a new note."""
        if self.can_write:
            stop = self.stop.stop if self.stop else ""
            self._open_draft(self._writing.new_draft(stop), None)
            self.unlisted.emit()
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stamp(self) -> None:
        """Put the time, by the clock of the stop, where one is typing."""
        if self.stop is not None and self.can_write and self.kind in (NOTE, ANSWER):
            at = self._session.doors.now()
            self.editor.insertPlainText(f"{stamp_words(at, self.stop.zone)} ")
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_away(self) -> None:
        """Take the note, quote, promise or photo that is shown away."""
        kind, record = self.kind, self.record
        if kind == PHOTO:
            self.strip_acts.take_away(record)
            return
        if kind == MEMO:
            self.open_note(None)
            self.acts.write(lambda ws: ws.memos.remove(record), "Memo taken away.")
            return
        if record and kind != ANSWER and not self._session.is_read_only:
            self.open_note(None)
            self.unlisted.emit()
            self._session.write(
                lambda ws, _: ws.visits.remove(kind, record),
                acted=f"{_WORDS[kind]} taken away.",
            )

    # -- saving ----------------------------------------------------------------------------------

    def leave(self) -> None:
        """Something else will be shown: save what was typed."""
        self.pages.commit()
        self._writing.leave()

    def answers_on_their_way(self) -> dict[str, str]:
        """Give the answers of the stop that are not on the disk yet, by question."""
        return self._writing.answers(self.stop.stop) if self.stop is not None else {}

    @property
    def answers_landed(self) -> int:
        """How many answers came to the disk; what was read before the last of them is old."""
        return self._writing.landed

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.pages.commit()
        self._writing.flush()

    def _on_typed(self) -> None:
        if not self._is_filling and self.draft is not None:
            self.draft.edit(self.editor.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the field is left; Tab goes from one question to the next."""
        if watched is self.editor and event.type() == QEvent.Type.FocusOut and self.draft:
            self.draft.leave()
        if watched is self.editor and self.kind == ANSWER and isinstance(event, QKeyEvent):
            is_tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
            if is_tab and event.type() == QEvent.Type.KeyPress:
                self.answered.emit()
                return True
        return False
