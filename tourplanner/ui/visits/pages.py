"""The pages of what can be shown in the middle of visits; each is made when it is first wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.visits.acts import Acts
from tourplanner.ui.visits.note_page import NotePage
from tourplanner.ui.visits.outside import play_memo
from tourplanner.ui.visits.writing import MEMO, NOTE, PHOTO, PROMISE, QUOTE

if TYPE_CHECKING:
    from tourplanner.ui.visits.memo_page import MemoPage
    from tourplanner.ui.visits.photo_page import PhotoPage
    from tourplanner.ui.visits.promise_page import PromisePage
    from tourplanner.ui.visits.quote_page import QuotePage


class Pages(QStackedWidget):
    """One page at a time; what is done on them is written."""

    def __init__(self, session: Session, acts: Acts) -> None:
        super().__init__()
        self._session = session
        self._acts = acts
        self._quote: QuotePage | None = None
        self._promise: PromisePage | None = None
        self._photo: PhotoPage | None = None
        self._memo: MemoPage | None = None
        self.note = page = NotePage()
        self.addWidget(page)
        page.evidence_chosen.connect(
            lambda evidence: acts.write_shown(
                lambda ws, _, note: ws.visits.set_evidence(note, evidence)
            )
        )
        page.tagged.connect(acts.tag)
        page.released.connect(acts.release)
        page.hold_wished.connect(self.hold_back)

    @property
    def quote(self) -> QuotePage:
        """The page of quotes."""
        if self._quote is None:
            from tourplanner.ui.visits.quote_page import QuotePage

            self._quote = page = QuotePage(self._session)
            self.addWidget(page)
            acts = self._acts
            page.asked.connect(
                lambda q, use, answer: acts.write_quote(
                    q, lambda ws: ws.quotes.agree(q, use, answer)
                )
            )
            page.approve_wished.connect(
                lambda q: acts.write_quote(q, lambda ws: ws.quotes.approve(q), "Quote approved.")
            )
            page.withdraw_wished.connect(acts.withdraw_quote)
            acts.connect_form(page.consent.form)
            page.tagged.connect(lambda _, code, on: acts.tag(code, on))
            page.released.connect(acts.release)
            page.hold_wished.connect(self.hold_back)
        return self._quote

    @property
    def promise(self) -> PromisePage:
        """The page of promises."""
        if self._promise is None:
            from tourplanner.ui.visits.promise_page import PromisePage

            self._promise = page = PromisePage(self._session)
            self.addWidget(page)
            page.kept.connect(self._acts.keep)
        return self._promise

    @property
    def photo(self) -> PhotoPage:
        """The page of photos."""
        if self._photo is None:
            from tourplanner.ui.visits.photo_page import PhotoPage

            self._photo = page = PhotoPage(self._session)
            self.addWidget(page)
            write = self._acts.write
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
                    "Photo approved." if on else "Photo is no longer approved.",
                )
            )
            page.withdraw_wished.connect(self._acts.withdraw_photo)
            self._acts.connect_form(page.consent.form)
        return self._photo

    @property
    def memo(self) -> MemoPage:
        """The page of sound memos."""
        if self._memo is None:
            from tourplanner.ui.visits.memo_page import MemoPage

            self._memo = page = MemoPage(self._session)
            self.addWidget(page)
            page.play_wished.connect(lambda memo: play_memo(self._session, memo))
            page.marked.connect(
                lambda memo, second, words, tag: self._acts.write(
                    lambda ws: ws.memos.mark(memo, second, words, tag)
                )
            )
        return self._memo

    @property
    def kind(self) -> str:
        """What is shown: note (an answer too), quote, promise, photo or memo."""
        shown = self.currentWidget()
        of = {self._quote: QUOTE, self._promise: PROMISE, self._photo: PHOTO, self._memo: MEMO}
        return next((kind for page, kind in of.items() if page is shown and page is not None), NOTE)

    @property
    def record(self) -> str:
        """The id of the quote, promise, photo or memo that is shown; empty for a note."""
        shown = {
            QUOTE: self._quote and self._quote.quote,
            PROMISE: self._promise and self._promise.promise,
            PHOTO: self._photo and self._photo.photo,
            MEMO: self._memo and self._memo.memo,
        }
        return shown.get(self.kind) or ""

    def first_widget(self) -> QWidget:
        """Give the main field of what is shown."""
        kind = self.kind
        if kind == PHOTO:
            return self.photo.caption
        of = {QUOTE: self._quote, PROMISE: self._promise, MEMO: self._memo}
        page = of.get(kind)
        return page.words if page is not None else self.note.editor

    def hold_back(self) -> None:
        """Hold the selected words of the note or quote back."""
        if self.kind == NOTE:
            self._acts.hold_back(self.note.editor.chosen_words())
        elif self.kind == QUOTE:
            self._acts.hold_back(self.quote.chosen_words())

    def commit(self) -> None:
        """Take up what was typed in a field that is read when it is left."""
        shown = self.currentWidget()
        for page in (self._quote, self._promise, self._photo, self._memo):
            if page is not None and page is shown:
                page.commit()
