"""The middle of visits: the note, answer, quote, promise or photo that is shown and typed in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.core.model.framework import Frameworks
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.visits.drafts import Draft
from tourplanner.ui.visits.note_page import NotePage
from tourplanner.ui.visits.outside import open_form, play_memo
from tourplanner.ui.visits.photo_rows import StopPhotos, read_thumbs
from tourplanner.ui.visits.photo_strip import PhotoStrip
from tourplanner.ui.visits.review_bar import ReviewBar, read_review
from tourplanner.ui.visits.rows import NoteRow, SideRow, StopRow
from tourplanner.ui.visits.shown import reader_of
from tourplanner.ui.visits.writing import ANSWER, MEMO, NOTE, PHOTO, PROMISE, QUOTE, Writing
from tourplanner.ui.widgets.basic import column, label, pane
from tourplanner.ui.words import count_words, stamp_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.visits.form_line import FormLine
    from tourplanner.ui.visits.memo_page import MemoPage
    from tourplanner.ui.visits.photo_page import PhotoPage
    from tourplanner.ui.visits.promise_page import PromisePage
    from tourplanner.ui.visits.quote_page import QuotePage
    from tourplanner.ui.visits.review_bar import ReviewValues

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
        self._quotes: QuotePage | None = None  # made when first wished
        self._promises: PromisePage | None = None
        self._photos: PhotoPage | None = None
        self._memos: MemoPage | None = None
        whole = pane("surface")
        column(self).addWidget(whole)
        layout = column(whole, margins=(18, 12, 18, 12), gap=4)
        self.head = label("", "heading", wraps=True)
        self.sub = label("", "hint", wraps=True)
        layout.addWidget(self.head)
        layout.addWidget(self.sub)
        self.review = ReviewBar()
        layout.addWidget(self.review)
        self._connect_review()
        layout.addSpacing(4)
        self._pages = QStackedWidget()
        self.note_page = NotePage()
        self._pages.addWidget(self.note_page)
        layout.addWidget(self._pages, 1)
        self.strip = PhotoStrip()
        layout.addWidget(self.strip)
        self.strip.opened.connect(self.open_photo)
        self.strip.deleted.connect(self._take_photo_away)
        self.strip.wanted.connect(self._fetch_thumbs)
        self.strip.ruled.connect(self._set_photo_rule)
        self._stop_photos = StopPhotos()
        self.stops: list[StopRow] = []  # of the tour, for a photo that is to go to another one
        self.editor = self.note_page.editor
        self.editor.installEventFilter(self)
        self.editor.textChanged.connect(self._on_typed)
        self.note_page.evidence_chosen.connect(self._set_evidence)
        self.note_page.tagged.connect(self._tag_note)

    @property
    def quote_page(self) -> QuotePage:
        """The page of quotes."""
        if self._quotes is None:
            from tourplanner.ui.visits.quote_page import QuotePage

            self._quotes = page = QuotePage(self._session)
            self._pages.addWidget(page)
            write = self._writing.write_quote
            page.asked.connect(
                lambda q, use, answer: write(q, lambda ws: ws.quotes.agree(q, use, answer))
            )
            page.approve_wished.connect(
                lambda q: write(q, lambda ws: ws.quotes.approve(q), acted="Quote approved.")
            )
            page.withdraw_wished.connect(self._withdraw)
            self._connect_form(page.consent.form)
            page.tagged.connect(
                lambda q, code, on: write(q, lambda ws: ws.visits.tag("quote", q, code, on=on))
            )
        return self._quotes

    @property
    def promise_page(self) -> PromisePage:
        """The page of promises."""
        if self._promises is None:
            from tourplanner.ui.visits.promise_page import PromisePage

            self._promises = PromisePage(self._session)
            self._pages.addWidget(self._promises)
            self._promises.kept.connect(self.keep)
        return self._promises

    @property
    def photo_page(self) -> PhotoPage:
        """The page of photos."""
        if self._photos is None:
            from tourplanner.ui.visits.photo_page import PhotoPage

            self._photos = page = PhotoPage(self._session)
            self._pages.addWidget(page)
            write = self._write_here
            page.asked.connect(
                lambda photo, use, answer: write(lambda ws: ws.photos.agree(photo, use, answer))
            )
            page.looked.connect(
                lambda photo, on: write(lambda ws: ws.photos.no_child(photo, on=on))
            )
            page.moved.connect(
                lambda photo, stop: write(lambda ws: ws.photos.move([photo], stop), "Photo moved.")
            )
            page.approve_wished.connect(
                lambda photo, on: write(
                    lambda ws: ws.photos.approve(photo, on=on),
                    "Photo approved." if on else "Photo is a draft again.",
                )
            )
            page.withdraw_wished.connect(
                lambda photo: write(lambda ws: ws.photos.withdraw(photo), "Consent withdrawn.")
            )
            self._connect_form(page.consent.form)
        return self._photos

    @property
    def memo_page(self) -> MemoPage:
        """The page of sound memos."""
        if self._memos is None:
            from tourplanner.ui.visits.memo_page import MemoPage

            self._memos = page = MemoPage(self._session)
            self._pages.addWidget(page)
            page.play_wished.connect(lambda memo: play_memo(self._session, memo))
            page.marked.connect(
                lambda memo, second, words, tag: self._write_here(
                    lambda ws: ws.memos.mark(memo, second, words, tag)
                )
            )
        return self._memos

    @property
    def draft(self) -> Draft | None:
        """The note or answer that is shown."""
        return self._writing.draft

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """What is shown: note, answer, quote, promise or photo."""
        page = self._pages.currentWidget()
        if page is self.note_page:
            return ANSWER if self.draft is not None and self.draft.question else NOTE
        if page in (self._photos, self._memos):
            return PHOTO if page is self._photos else MEMO
        return QUOTE if page is self._quotes else PROMISE

    @property
    def record(self) -> str:
        """The id of what is shown; empty for a note that has none yet."""
        if self.kind == QUOTE:
            return self.quote_page.quote
        if self.kind == PROMISE:
            return self.promise_page.promise
        if self.kind == PHOTO:
            return self.photo_page.photo
        if self.kind == MEMO:
            return self.memo_page.memo
        return self.draft.note if self.draft is not None else ""

    def first_widget(self) -> QWidget:
        """Give the main field of what is shown."""
        if self.kind == QUOTE:
            return self.quote_page.words
        if self.kind == PHOTO:
            return self.photo_page.caption
        if self.kind == MEMO:
            return self.memo_page.words
        return self.promise_page.words if self.kind == PROMISE else self.editor

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
        self._pages.setCurrentWidget(self.quote_page)
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
        self._pages.setCurrentWidget(self.promise_page)
        self._show_where("A promise. Saved as you type.")
        self.read()

    def open_photo(self, photo: str) -> None:
        """Show a photo."""
        self.leave()
        self.unlisted.emit()
        page = self.photo_page
        page.open(photo, self._writing.saver(photo, PHOTO), self.stops)
        self._pages.setCurrentWidget(page)
        self.strip.choose(photo)
        self._show_where("A photo. Saved as you type.")
        self.read()

    def open_memo(self, memo: str) -> None:
        """Show a sound memo."""
        self.leave()
        self.memo_page.open(memo, self._writing.saver(memo, MEMO))
        self._pages.setCurrentWidget(self.memo_page)
        self._show_where("A sound memo. Saved as you type.")
        self.read()

    def show_photos(self, found: StopPhotos) -> None:
        """Show the photos of the stop in the strip."""
        self._stop_photos = found
        self.strip.show_photos(found, read_only=self._session.is_read_only)

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
        self.read_review()
        read = reader_of(kind, record, self.stop.zone if self.stop else "UTC")
        if read is None:
            return

        def show(values: Any) -> None:
            if values is None:
                self._on_gone(record)
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
        if record == self.record and not self._writing.is_unmade(record):
            self.open_note(None)

    def _open_draft(self, draft: Draft, note: NoteRow | None) -> None:
        self.leave()
        self._writing.draft = draft
        self._pages.setCurrentWidget(self.note_page)
        self._is_filling = True
        if self.editor.toPlainText() != draft.text:
            self.editor.setPlainText(draft.text)
        self._is_filling = False
        self._show_note(note)
        self.read_review()

    def _draft_of(self, record: str, text: str, question: str = "") -> Draft:
        return self._writing.draft_of(self.stop.stop if self.stop else "", record, text, question)

    def _show_note(self, note: NoteRow | None) -> None:
        if self.kind == ANSWER:
            return
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

    # -- review ----------------------------------------------------------------------------------

    def _connect_review(self) -> None:
        bar = self.review

        def of_shown(act: Callable[[Workspace, str, str, Any], Any]) -> Callable[[Any], None]:
            def done(value: Any) -> None:
                kind, record = self.kind, self.record
                self._write_here(lambda ws: act(ws, kind, record, value))

            return done

        bar.reviewed.connect(
            of_shown(lambda ws, kind, record, on: ws.review.set_reviewed(kind, record, on=on))
        )
        bar.commented.connect(
            of_shown(lambda ws, kind, record, words: ws.review.comment(kind, record, words))
        )
        bar.unlocked.connect(
            of_shown(lambda ws, kind, record, why: ws.review.unlock(kind, record, why))
        )

    def read_review(self) -> None:
        """Read the review of the note or quote that is shown."""
        kind, record = self.kind, self.record
        read_only = self._session.is_read_only
        if kind not in (NOTE, QUOTE) or not record or self._writing.is_unmade(record):
            self.review.show_review(None, read_only=read_only)
            self.editor.setReadOnly(read_only)
            return
        zone = self.stop.zone if self.stop else "UTC"

        def show(review: ReviewValues | None) -> None:
            if (self.kind, self.record) == (kind, record):
                self.review.show_review(review, read_only=read_only)
                is_locked = review is not None and bool(review.locked)
                self.editor.setReadOnly(read_only or (is_locked and kind == NOTE))

        self._session.read(
            lambda ws, _: read_review(ws, kind, record, zone), show, topic="visits-review"
        )

    # -- what is done ----------------------------------------------------------------------------

    @property
    def _can_write(self) -> bool:
        return self.stop is not None and not self._session.is_read_only

    def new_note(self) -> None:
        """Begin a new note."""
        if self._can_write:
            stop = self.stop.stop if self.stop else ""
            self._open_draft(self._writing.new_draft(stop), None)
            self.unlisted.emit()
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stamp(self) -> None:
        """Put the time, by the clock of the stop, where one is typing."""
        if self.stop is not None and self._can_write and self.kind in (NOTE, ANSWER):
            at = self._session.doors.now()
            self.editor.insertPlainText(f"{stamp_words(at, self.stop.zone)} ")
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def new_quote(self) -> None:
        """Make the selected words of the note a quote; without any, begin an empty one."""
        if self.stop is None or not self._can_write:
            return
        words, stop, quote = self._chosen_words(), self.stop.stop, uuid.uuid4().hex
        facts = self._made_in()
        self._writing.begin(
            quote,
            QUOTE,
            words,
            lambda ws, act: ws.quotes.write(stop, "", facts, quote=quote, action_id=act),
        )
        self.open_quote(quote)
        self.quote_page.words.show_text(words)
        first = self.quote_page.speaker if words else self.quote_page.words
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def new_promise(self) -> None:
        """Make the selected words of the note a promise; without any, begin an empty one."""
        if self.stop is None or not self._can_write:
            return
        words, stop, promise = self._chosen_words(), self.stop.stop, uuid.uuid4().hex
        tour, facts = self._session.tour_id, self._made_in()
        self._writing.begin(
            promise,
            PROMISE,
            words,
            lambda ws, act: ws.form.promise(tour, stop, "", facts, promise=promise, action_id=act),
        )
        self.open_promise(promise)
        self.promise_page.words.show_text(words)
        first = self.promise_page.whom if words else self.promise_page.words
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chosen_words(self) -> str:
        return self.editor.chosen_words() if self.kind in (NOTE, ANSWER) else ""

    def _made_in(self) -> dict[str, str]:
        """Name the note in which a quote or promise is made, where that has an id already."""
        return {"note": self.record} if self.kind == NOTE and self.record else {}

    def next_evidence(self) -> None:
        """Say that the note was seen, told or read."""
        if self.kind == NOTE:
            self._when_stored(lambda _: self.note_page.next_evidence())

    def tag(self) -> None:
        """Find a tag for the note or quote."""
        if self.kind == QUOTE:
            self.quote_page.tag_row.pick()
        elif self.kind == NOTE:
            self._when_stored(lambda _: self.note_page.tag_row.pick())

    def make_card(self) -> None:
        """Make a practice card from the note or quote."""
        if self.kind == QUOTE:
            self._writing.leave_fields()
            self._write_card(QUOTE, self.record)
        elif self.kind == NOTE:
            self._when_stored(lambda note: self._write_card(NOTE, note))

    def _write_card(self, kind: str, record: str) -> None:
        card = uuid.uuid4().hex
        if not self._session.is_read_only:
            self._session.write(
                lambda ws, _: ws.practices.make_from(kind, record, practice=card),
                self.card_made.emit,
                acted="Practice card made.",
            )

    def _write_here(self, write: Callable[[Workspace], Any], acted: str = "") -> None:
        if not self._session.is_read_only:
            self._session.write(lambda ws, _: write(ws), acted=acted)

    def _connect_form(self, line: FormLine) -> None:
        """Let the signed form of what is shown be attached, opened and taken away."""

        def write(act: Callable[[Workspace, str, str], Any], acted: str) -> None:
            kind, record = self.kind, self.record
            if kind == QUOTE and not self._session.is_read_only:
                self._writing.write_quote(record, lambda ws: act(ws, kind, record), acted=acted)
            else:
                self._write_here(lambda ws: act(ws, kind, record), acted)

        line.attached.connect(
            lambda name: write(
                lambda ws, kind, record: ws.consent_forms.attach(kind, record, Path(name)),
                "Signed form attached.",
            )
        )
        line.removed.connect(
            lambda: write(
                lambda ws, kind, record: ws.consent_forms.remove(kind, record),
                "Signed form taken away.",
            )
        )
        line.opened.connect(lambda: open_form(self._session, self.kind, self.record))

    def _take_photo_away(self, photo: str) -> None:
        if self.record == photo:
            self.open_note(None)
        self._write_here(lambda ws: ws.photos.remove([photo]), "Photo taken away.")

    def _set_photo_rule(self, rule: str, words: str) -> None:
        found = self._stop_photos
        if found.site and (rule, words) != (found.rule, found.rule_words):
            self._write_here(lambda ws: ws.photos.set_rule(found.site, rule, words))

    def _fetch_thumbs(self, photos: list[str]) -> None:
        self._session.read(lambda ws, _: read_thumbs(ws, photos), self.strip.take_thumbs)

    def take_away(self) -> None:
        """Take the note, quote, promise or photo that is shown away."""
        kind, record = self.kind, self.record
        if kind == PHOTO:
            self._take_photo_away(record)
            return
        if kind == MEMO:
            self.open_note(None)
            self._write_here(lambda ws: ws.memos.remove(record), "Memo taken away.")
            return
        if record and kind != ANSWER and not self._session.is_read_only:
            self.open_note(None)
            self.unlisted.emit()
            self._session.write(
                lambda ws, _: ws.visits.remove(kind, record),
                acted=f"{_WORDS[kind]} taken away.",
            )

    def keep(self, promise: str, done: bool) -> None:
        """Say that a promise was kept, or not."""
        if not self._session.is_read_only:
            self._session.write(lambda ws, _: ws.form.keep(promise, done=done))

    def _when_stored(self, act: Callable[[str], None]) -> None:
        """Do something with the note as soon as it is on the disk."""
        draft = self.draft
        if draft is None or self._session.is_read_only:
            return
        draft.leave()
        if draft.is_clean and draft.note:
            act(draft.note)
        elif draft.text.strip():

            def then(note: str) -> None:
                draft.saved.disconnect(then)
                if draft is self.draft:
                    self.note_page.allow_marks()
                    act(note)

            draft.saved.connect(then)

    def _set_evidence(self, evidence: str) -> None:
        note = self.record
        if note:
            self._session.write(lambda ws, _: ws.visits.set_evidence(note, evidence))

    def _tag_note(self, code: str, on: bool) -> None:
        note = self.record
        if note:
            self._session.write(lambda ws, _: ws.visits.tag("note", note, code, on=on))

    def _withdraw(self, quote: str) -> None:
        """Take the consent back, and say which papers are out already."""

        def work(workspace: Workspace, _: object) -> list[str]:
            workspace.quotes.withdraw(quote)
            out = workspace.quotes.out_already(quote)
            return [f"{one.paper} v{one.version} ({', '.join(one.files)})" for one in out]

        def done(papers: list[str]) -> None:
            words = "Consent withdrawn. No paper with these words went out."
            if papers:
                count = count_words(len(papers), "paper")
                words = f"Consent withdrawn. {count} with these words went out: call them back."
            tone = Tone.WARN if papers else Tone.GOOD
            self._session.tell(Notice(tone, words, "\n".join(papers)))

        self._session.write(work, done, acted="Consent withdrawn.")

    # -- saving ----------------------------------------------------------------------------------

    def leave(self) -> None:
        """Something else will be shown: save what was typed."""
        self._commit()
        self._writing.leave()

    def answers_on_their_way(self) -> dict[str, str]:
        """Give the answers of the stop that are not on the disk yet, by question."""
        return self._writing.answers(self.stop.stop) if self.stop is not None else {}

    def flush(self) -> None:
        """Send what was typed to the store."""
        self._commit()
        self._writing.flush()

    def _commit(self) -> None:
        """Take up what was typed in a field that is read when it is left."""
        shown = self._pages.currentWidget()
        for page in (self._quotes, self._promises, self._photos, self._memos):
            if page is not None and page is shown:
                page.commit()

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
