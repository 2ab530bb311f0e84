"""From question to question, as down a paper sheet, and to the other lines beside the notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.visits.beside import SidePane
from tourplanner.ui.visits.middle import Middle
from tourplanner.ui.visits.rows import BLANK, MORE, PROMISE, QUESTION, SideRow

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace


class Asking(QObject):
    """Opens what is chosen beside the notes, and writes what was looked for.

    Parameters
    ----------
    stop : gives the id of the stop.
    """

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        middle: Middle,
        side: SidePane,
        stop: Callable[[], str],
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._middle = middle
        self._side = side
        self._stop = stop
        middle.answered.connect(self.ask_next)
        side.opened.connect(self.open_line)
        side.kept.connect(middle.acts.keep)
        side.looked.connect(self._looked)
        side.added.connect(self._add_look_for)
        side.wondered.connect(self._add_question)
        side.dropped.connect(self._drop)

    def ask(self) -> None:
        """Go to the first question without an answer, and type it."""
        self._show_answered()
        line = self._side.list.go_to_blank()
        if line is None:
            self._session.tell(Notice(Tone.GOOD, "All questions have an answer here."))
        else:
            self.open_line(line)

    def ask_next(self) -> None:
        """Go from one question to the next, as on a paper sheet; after the last to the lines."""
        here = self._show_answered()
        line = self._side.list.go_to_blank(here)
        if line is None:
            self._side.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.open_line(line)

    def _show_answered(self) -> str:
        """Let the question that is typed in be answered beside; give its code."""
        draft = self._middle.draft
        if draft is None or not draft.question:
            return ""
        self._side.show_answer(draft.question, draft.text)
        return draft.question

    def open_line(self, line: SideRow) -> None:
        """Go to what was chosen beside the notes."""
        middle = self._middle
        if line.kind == QUESTION:
            middle.open_answer(line)
        elif line.kind == PROMISE or (line.kind == BLANK and line.code == "promise"):
            middle.open_promise(line.record)
        elif line.kind == BLANK:
            middle.open_quote(line.record)
        elif line.kind == MORE and line.code == "promise":
            middle.making.promise()
            return
        middle.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _looked(self, look_for: str, state: str) -> None:
        stop = self._stop()
        if not self._session.is_read_only:
            self._session.write(lambda ws, _: ws.form.looked(stop, look_for, state))

    def _add_look_for(self, words: str) -> None:
        stop = self._stop()
        self._session.write(lambda ws, _: ws.form.add_look_for(stop, words))

    def _add_question(self, words: str) -> None:
        self._session.write(lambda ws, _: ws.forms.ask(words), acted="Asked at every stop now.")

    def _drop(self, line: SideRow) -> None:
        """Ask the form of a question no more; those of the program stay."""
        if self._session.is_read_only:
            return

        def work(workspace: Workspace, _: Progress) -> str:
            form = workspace.forms.form_of(line.code)
            if form is None:
                return ""
            workspace.forms.remove(form.id)
            return str(form["name"] or "The form")

        def told(name: str) -> None:
            if name:
                self._session.acted.emit(f"Not asked any more: {name}")
            else:
                words = "This question is the program's own; it may stay open."
                self._session.tell(Notice(Tone.INFO, words))

        self._session.write(work, told)
