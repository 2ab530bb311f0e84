"""What is made of the note or quote that is shown, quotes, promises, cards, and its marks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from tourplanner.ui.session import Session
from tourplanner.ui.visits.writing import ANSWER, NOTE, PROMISE, QUOTE, Writing

if TYPE_CHECKING:
    from tourplanner.ui.visits.middle import Middle


class Making(QObject):
    """Makes it, and shows it in the middle ready to be typed in."""

    def __init__(self, session: Session, middle: Middle, writing: Writing) -> None:
        super().__init__(middle)
        self._session = session
        self._middle = middle
        self._writing = writing

    def quote(self) -> None:
        """Make the selected words of the note a quote; without any, begin an empty one."""
        middle = self._middle
        if middle.stop is None or not middle.can_write:
            return
        words, stop, quote = self._chosen_words(), middle.stop.stop, uuid.uuid4().hex
        facts = self._made_in()
        self._writing.begin(
            quote,
            QUOTE,
            words,
            lambda ws, act: ws.quotes.write(stop, "", facts, quote=quote, action_id=act),
        )
        middle.open_quote(quote)
        page = middle.pages.quote
        page.words.show_text(words)
        (page.speaker if words else page.words).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def promise(self) -> None:
        """Make the selected words of the note a promise; without any, begin an empty one."""
        middle = self._middle
        if middle.stop is None or not middle.can_write:
            return
        words, stop, promise = self._chosen_words(), middle.stop.stop, uuid.uuid4().hex
        tour, facts = self._session.tour_id, self._made_in()
        self._writing.begin(
            promise,
            PROMISE,
            words,
            lambda ws, act: ws.form.promise(tour, stop, "", facts, promise=promise, action_id=act),
        )
        middle.open_promise(promise)
        page = middle.pages.promise
        page.words.show_text(words)
        (page.whom if words else page.words).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def card(self) -> None:
        """Make a practice card from the note or quote."""
        middle = self._middle
        if middle.kind == QUOTE:
            self._writing.leave_fields()
            self._write_card(QUOTE, middle.record)
        elif middle.kind == NOTE:
            self._when_stored(lambda note: self._write_card(NOTE, note))

    def next_evidence(self) -> None:
        """Say that the note was seen, told or read."""
        if self._middle.kind == NOTE:
            self._when_stored(lambda _: self._middle.note_page.next_evidence())

    def tag(self) -> None:
        """Find a tag for the note or quote."""
        middle = self._middle
        if middle.kind == QUOTE:
            middle.pages.quote.tag_row.pick()
        elif middle.kind == NOTE:
            self._when_stored(lambda _: middle.note_page.tag_row.pick())

    def hold_back(self) -> None:
        """Hold the selected words of the note or quote back."""
        middle = self._middle
        if middle.kind == QUOTE:
            middle.pages.hold_back()
        elif middle.kind == NOTE:
            self._when_stored(lambda _: middle.pages.hold_back())

    def _chosen_words(self) -> str:
        middle = self._middle
        return middle.editor.chosen_words() if middle.kind in (NOTE, ANSWER) else ""

    def _made_in(self) -> dict[str, str]:
        """Name the note in which a quote or promise is made, where that has an id already."""
        middle = self._middle
        return {"note": middle.record} if middle.kind == NOTE and middle.record else {}

    def _write_card(self, kind: str, record: str) -> None:
        card = uuid.uuid4().hex
        if not self._session.is_read_only:
            self._session.write(
                lambda ws, _: ws.practices.make_from(kind, record, practice=card),
                lambda _: self._middle.card_made.emit(card),
                acted="Practice card made.",
            )

    def _when_stored(self, act: Callable[[str], None]) -> None:
        """Do something with the note as soon as it is on the disk."""
        middle = self._middle
        draft = middle.draft
        if draft is None or self._session.is_read_only:
            return
        draft.leave()
        if draft.is_clean and draft.note:
            act(draft.note)
        elif draft.text.strip():

            def then(note: str) -> None:
                draft.saved.disconnect(then)
                if draft is middle.draft:
                    middle.note_page.allow_marks()
                    act(note)

            draft.saved.connect(then)
