"""A promise: what we said we would do, for whom, who does it, and by when."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from tourplanner.core.clock import read_day
from tourplanner.core.errors import InputError
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, column, label, row, scroll_page, set_words
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine, SavedText
from tourplanner.ui.words import stored_day_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PromiseValues:
    """A promise as the page shows it."""

    id: str
    values: Mapping[str, Any]


def read_promise(workspace: Workspace, promise: str) -> PromiseValues | None:
    """Give a promise, None where it is gone."""
    record = workspace.file.tables.there("promise", promise)
    if record is None:
        return None
    return PromiseValues(promise, record.values)


class PromisePage(QScrollArea):
    """The page. What is typed is saved as it is typed.

    Signals
    -------
    kept : promise, whether it is done now.
    """

    kept = Signal(str, bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.promise = ""
        self.saver: FieldSaver | None = None
        self._values: Mapping[str, Any] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Promise")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = scroll_page("surface")
        layout = column(page, gap=6)
        self.words = SavedText("What we promised", "What we said we would do", px=15, least=2)
        self.words.typed.connect(self._on_words)
        self.words.left.connect(self._leave)
        layout.addWidget(self.words)
        self.whom = SavedLine("To whom", "the city, the coordinator")
        self.owner = SavedLine("Who does it", "Name of one of us")
        self.due = SavedLine("Due", "Day, such as Oct 25")
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        fields = (("To whom", self.whom), ("Who does it", self.owner), ("Due", self.due))
        layout.addWidget(FieldGrid([(words, field, "") for words, field in fields], columns=1))
        layout.addWidget(self.problem)
        line = row()
        self.done = button("Done", "small", "check", self._on_done)
        self.said = label("", "hint", wraps=True)
        line.addWidget(self.done)
        line.addWidget(self.said, 1)
        layout.addLayout(line)
        layout.addStretch(1)
        self.setWidget(page)
        for name, part in (("whom", self.whom), ("owner", self.owner)):
            part.typed.connect(lambda text, name=name: self._on_typed(name, text))
            part.left.connect(self._leave)
        self.due.typed.connect(lambda _: self._on_due_typed())
        self.due.left.connect(self._on_due)

    def open(self, promise: str, saver: FieldSaver) -> None:
        """Take another promise up; its values come with ``show_promise``."""
        self.promise, self.saver, self._values = promise, saver, {}
        for name, field in (("words", self.words), ("whom", self.whom), ("owner", self.owner)):
            if not saver.is_typed(name):
                field.show_text("")
        self.due.show_text("")
        self.problem.hide()

    def show_promise(self, promise: PromiseValues) -> None:
        """Show a promise as it is stored; what is being typed stays."""
        if promise.id != self.promise or self.saver is None:
            return
        values, read_only = promise.values, self._session.is_read_only
        self._values = values
        for name, field in (("words", self.words), ("whom", self.whom), ("owner", self.owner)):
            if not self.saver.is_typed(name):
                field.show_text(str(values.get(name) or ""))
            field.setReadOnly(read_only)
        if not self.due.hasFocus() or not self.due.isModified():
            self.due.show_text(stored_day_words(values.get("due")))
        self.due.setReadOnly(read_only)
        done = values.get("done")
        set_words(self.done, "Not done" if done else "Done")
        self.done.setEnabled(not read_only)
        self.said.setText(f"Done {stored_day_words(done)}" if done else "")

    def commit(self) -> None:
        """Something else will be shown: take up a day that was typed and not left."""
        self._on_due()
        if self.due.isModified():  # it is no day, and its field goes
            self._session.tell(Notice(Tone.WARN, f"Due day not saved. {self.problem.text()}"))
            self.due.setModified(False)

    def _on_words(self, text: str) -> None:
        if self.saver is not None:
            self.saver.edit_text("words", text)

    def _on_typed(self, name: str, text: str) -> None:
        if self.saver is not None:
            self.saver.edit(name, text.strip() or None)

    def _due_day(self) -> str | None:
        """Give the typed day as ISO, None for none; InputError where it is no day."""
        text = self.due.text().strip()
        return read_day(text, self._session.doors.now().date()).isoformat() if text else None

    def _on_due_typed(self) -> None:
        """Save a day while it is typed; one that is none yet waits until the field is left."""
        with contextlib.suppress(InputError):
            self._on_typed("due", self._due_day() or "")

    def _on_due(self) -> None:
        if self.saver is None or not self.due.isModified():
            return
        try:
            day = self._due_day()
        except InputError as error:
            self.problem.setText(f"{error.text} {error.hint}")
            self.problem.show()
            return
        self.problem.hide()
        self.due.setModified(False)
        self.due.show_text(stored_day_words(day))
        self.saver.edit("due", day)
        self.saver.leave()

    def _leave(self) -> None:
        if self.saver is not None:
            self.saver.leave()

    def _on_done(self) -> None:
        self._leave()
        self.kept.emit(self.promise, not self._values.get("done"))
