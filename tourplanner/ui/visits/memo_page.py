"""A sound memo: what it is, played by the system's player, and coded by time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tourplanner.core.errors import InputError
from tourplanner.core.model.kept_file import kept_file
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, clear, column, icon_button, label, row
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine

if TYPE_CHECKING:
    from tourplanner.services.memos import Mark
    from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MemoValues:
    """A memo as the page shows it."""

    id: str
    words: str
    file: str
    missing: str
    marks: tuple[Mark, ...]


def read_memo(workspace: Workspace, memo: str) -> MemoValues | None:
    """Give a memo, None where it is gone."""
    from tourplanner.services.memos import marks_of

    record = workspace.file.tables.there("memo", memo)
    if record is None:
        return None
    return MemoValues(
        memo,
        str(record["words"] or ""),
        kept_file(record["file"]).name,
        workspace.memos.where_is(record),
        tuple(marks_of(record)),
    )


class MemoPage(QWidget):
    """The page. What is typed is saved as it is typed.

    Signals
    -------
    play_wished : memo. marked : memo, second, words, code of a tag; empty words clear the mark.
    """

    play_wished = Signal(str)
    marked = Signal(str, int, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.memo = ""
        self.saver: FieldSaver | None = None
        layout = column(self, gap=6)
        line = row()
        self.play = button("Play", "", "mic", lambda: self.play_wished.emit(self.memo))
        self.play.setAccessibleName("Play in the system's player")
        self.file = label("", "hint", wraps=True)
        line.addWidget(self.play)
        line.addWidget(self.file, 1)
        layout.addLayout(line)
        self.words = SavedLine("What the memo is", "What it is, such as: walk through the center")
        self.words.typed.connect(self._on_typed)
        self.words.left.connect(self._leave)
        layout.addWidget(FieldGrid((("What it is", self.words, ""),), columns=1))
        layout.addWidget(label("By time", "section"))
        self.marks = column(gap=2)
        layout.addLayout(self.marks)
        self.mark = SavedLine("Time, words, and #tag", "2:05 the furniture room #HOU-EVI")
        self.mark.returnPressed.connect(self._on_mark)
        layout.addWidget(self.mark)
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addStretch(1)

    def open(self, memo: str, saver: FieldSaver) -> None:
        """Take another memo up; its values come with ``show_memo``."""
        self.memo, self.saver = memo, saver
        if not saver.is_typed("words"):
            self.words.show_text("")
        self.mark.clear()
        self.problem.hide()
        clear(self.marks)

    def show_memo(self, memo: MemoValues) -> None:
        """Show a memo as it is stored; what is being typed stays."""
        if memo.id != self.memo or self.saver is None:
            return
        read_only = self._session.is_read_only
        if not self.saver.is_typed("words"):
            self.words.show_text(memo.words)
        self.words.setReadOnly(read_only)
        self.mark.setReadOnly(read_only)
        self.file.setText(memo.missing or memo.file)
        self.play.setEnabled(not memo.missing)
        clear(self.marks)
        for each in memo.marks:
            line = row(gap=8)
            line.addWidget(label(each.time, "second"))
            said = f"{each.words} #{each.tag}" if each.tag else each.words
            line.addWidget(label(said, wraps=True, selectable=True), 1)
            away = icon_button("x", f"Take away the mark at {each.time}")
            away.setEnabled(not read_only)
            away.clicked.connect(
                lambda _=False, second=each.second: self.marked.emit(self.memo, second, "", "")
            )
            line.addWidget(away)
            self.marks.addLayout(line)

    def _on_typed(self, text: str) -> None:
        if self.saver is not None:
            self.saver.edit("words", text.strip() or None)

    def _leave(self) -> None:
        if self.saver is not None:
            self.saver.leave()

    def commit(self) -> None:
        """Something else will be shown: take up a mark that was typed and not entered."""
        if self.mark.text().strip():
            self._on_mark()
            if self.mark.text():
                self._session.tell(Notice(Tone.WARN, f"Mark not saved. {self.problem.text()}"))

    def _on_mark(self) -> None:
        from tourplanner.services.memos import parse_second

        time, _, rest = self.mark.text().strip().partition(" ")
        words, _, tag = rest.partition("#")
        try:
            second = parse_second(time)
            if not words.strip() and not tag.strip():
                raise InputError("There are no words.", "Type them after the time.")
        except InputError as error:
            self.problem.setText(f"{error.text} {error.hint}")
            self.problem.show()
            return
        self.problem.hide()
        self.mark.clear()
        self.marked.emit(self.memo, second, words.strip(), tag.strip())
