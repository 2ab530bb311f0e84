"""What is done with the note, quote, promise, photo or memo that is shown, apart from typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.visits.outside import open_form
from tourplanner.ui.visits.writing import QUOTE, Writing
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.testimony import OutAlready
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.visits.form_line import FormLine

Act = Callable[["Workspace", str, str], Any]  # with kind and record of what is shown


class Acts(QObject):
    """Writes what was done; in a file that is open for reading only nothing is.

    Parameters
    ----------
    shown : gives kind and record of what is shown.
    """

    def __init__(
        self, session: Session, writing: Writing, shown: Callable[[], tuple[str, str]]
    ) -> None:
        super().__init__(writing)
        self._session = session
        self._writing = writing
        self._shown = shown

    def write(self, write: Callable[[Workspace], Any], acted: str = "") -> None:
        """Write something."""
        if not self._session.is_read_only:
            self._session.write(lambda ws, _: write(ws), acted=acted)

    def write_shown(self, act: Act, acted: str = "") -> None:
        """Write something of what is shown; a quote may not be on the disk yet."""
        kind, record = self._shown()
        if kind == QUOTE:
            self.write_quote(record, lambda ws: act(ws, kind, record), acted)
        elif record:
            self.write(lambda ws: act(ws, kind, record), acted)

    def write_quote(self, quote: str, write: Callable[[Workspace], Any], acted: str = "") -> None:
        """Write something of a quote, which may not be on the disk yet."""
        if not self._session.is_read_only:
            self._writing.write_quote(quote, write, acted=acted)

    def tag(self, code: str, on: bool) -> None:
        """Tag what is shown, or take the tag away."""
        self.write_shown(lambda ws, kind, record: ws.visits.tag(kind, record, code, on=on))

    def hold_back(self, words: str) -> None:
        """Hold the selected words of what is shown back."""
        if not words.strip():
            self._session.tell(Notice(Tone.INFO, "Select the words that shall stay inside first."))
            return
        self.write_shown(
            lambda ws, kind, record: ws.visits.hold_back(kind, record, words),
            "These words stay inside.",
        )

    def release(self, held: str) -> None:
        """Let words go out again that were held back."""
        self.write_shown(
            lambda ws, kind, record: ws.visits.release(kind, record, held),
            "These words may go out again.",
        )

    def keep(self, promise: str, done: bool) -> None:
        """Say that a promise was kept, or not."""
        self.write(lambda ws: ws.form.keep(promise, done=done))

    def connect_form(self, line: FormLine) -> None:
        """Let the signed form of what is shown be attached, opened and taken away."""
        line.attached.connect(
            lambda name: self.write_shown(
                lambda ws, kind, record: ws.consent_forms.attach(kind, record, Path(name)),
                "Signed form attached.",
            )
        )
        line.removed.connect(
            lambda: self.write_shown(
                lambda ws, kind, record: ws.consent_forms.remove(kind, record),
                "Signed form taken away.",
            )
        )
        line.opened.connect(lambda: open_form(self._session, *self._shown()))

    def withdraw_quote(self, quote: str) -> None:
        """Take a speaker's consent back, and say which papers are out already."""
        self._withdraw(
            lambda ws: (ws.quotes.withdraw(quote), ws.quotes.out_already(quote))[1], "these words"
        )

    def withdraw_photo(self, photo: str) -> None:
        """Take the consent to a photo back, and say what is out already."""
        self._withdraw(
            lambda ws: (ws.photos.withdraw(photo), ws.photos.out_already(photo))[1], "this photo"
        )

    def _withdraw(self, withdraw: Callable[[Workspace], Sequence[OutAlready]], what: str) -> None:
        def work(workspace: Workspace, _: object) -> list[str]:
            out = withdraw(workspace)
            return [f"{one.paper} v{one.version} ({', '.join(one.files)})" for one in out]

        def done(papers: list[str]) -> None:
            words = f"Consent withdrawn. No paper with {what} went out."
            if papers:
                count = count_words(len(papers), "paper")
                words = f"Consent withdrawn. {count} with {what} went out: call them back."
            tone = Tone.WARN if papers else Tone.GOOD
            self._session.tell(Notice(tone, words, "\n".join(papers)))

        if not self._session.is_read_only:
            self._session.write(work, done, acted="Consent withdrawn.")
