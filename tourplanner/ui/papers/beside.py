"""What stands beside a paper: what it holds back, the words that people type, who got it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QStackedWidget, QWidget

from tourplanner.core.errors import InputError
from tourplanner.core.papers.specs import PaperKind
from tourplanner.ui.papers.choices import PaperChoice
from tourplanner.ui.papers.held_back import HeldBack
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.basic import button, clear, column, label, pane, scroll_page
from tourplanner.ui.widgets.segments import SegmentedTabs
from tourplanner.ui.widgets.typed_field import TypedField
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.office import ProfileEntry
    from tourplanner.services.paper_values import IssueRow

_HELD, _WORDS, _SENT = range(3)


class Beside(QWidget):
    """Three panes at the right of a paper; the paper and its stop are told by ``show_paper``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.held_back = HeldBack()
        self.words = WordsPane(session)
        self.sent = SentPane(session)
        self.tabs = SegmentedTabs("Beside the paper")
        self.tabs.set_tabs(["Held back", "Words", "Sent"])
        self.stack = QStackedWidget()
        for part in (self.held_back, self.words, self.sent):
            self.stack.addWidget(part)
        self.tabs.currentChanged.connect(self._on_tab)
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(self)
        self._head = pane("canvas")
        head = column(self._head, margins=(14, 10, 14, 2))
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._head)
        layout.addWidget(self.stack, 1)

    def show_paper(self, choice: PaperChoice, tour_id: str, stop: str) -> None:
        """Show the words and the log of another paper."""
        has_pages = choice.has_pages
        self._head.setVisible(has_pages)
        if not has_pages:
            self.tabs.setCurrentIndex(_HELD)
        self.words.show_paper(choice, tour_id, stop)
        self.sent.show_paper(choice, tour_id, stop)

    def open_words(self) -> None:
        """Show the words and go to the first."""
        self.tabs.setCurrentIndex(_WORDS)
        first = next(iter(self.words.fields.values()), None)
        if first is not None:
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tab(self, index: int) -> None:
        self.stack.setCurrentIndex(max(0, index))


class _Pane(QScrollArea):
    """A pane that scrolls; ``body`` takes its widgets."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self.session = session
        self.choice: PaperChoice | None = None
        self.tour_id = self.stop = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        ground = scroll_page("canvas")
        self.setWidget(ground)
        self.body = column(ground, margins=(14, 10, 14, 14), gap=12)

    def show_paper(self, choice: PaperChoice, tour_id: str, stop: str) -> None:
        """Show what belongs to another paper."""
        self.choice, self.tour_id, self.stop = choice, tour_id, stop
        self.read()

    def is_of(self, choice: PaperChoice, stop: str) -> bool:
        """Whether this is still the paper that is shown."""
        return self.choice is choice and self.stop == stop

    def read(self) -> None:
        """Read what is to be shown."""
        raise NotImplementedError


class WordsPane(_Pane):
    """The words of a paper that people type; saved as one types."""

    def show_paper(self, choice: PaperChoice, tour_id: str, stop: str) -> None:
        """Show the words of another paper; what was typed on this one is saved first."""
        if (choice, stop) != (self.choice, self.stop):
            self.flush()
        super().show_paper(choice, tour_id, stop)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Words of this paper")
        self.fields: dict[str, TypedField] = {}
        self._of: tuple[str, str] = ("", "")

    def read(self) -> None:
        """Read the words of the paper that is shown."""
        choice, tour_id, stop = self.choice, self.tour_id, self.stop
        if choice is None or not tour_id:
            return
        if not choice.has_words or (choice.per_stop and not stop):
            self._show((), choice)
            return
        kind = PaperKind(choice.key)
        self.session.read(
            lambda ws, _: ws.papers.words.read(tour_id, kind, stop),
            lambda entries: self._show(entries, choice) if self.is_of(choice, stop) else None,
            topic="paper-words",
        )

    def _show(self, entries: Sequence[ProfileEntry], choice: PaperChoice) -> None:
        of = (choice.key, self.stop)
        if of != self._of or [e.name for e in entries] != list(self.fields):
            self._of = of
            self.fields = {}
            clear(self.body)
            words = "Saved as you type. The paper prints them; the tile says who may see them."
            if not entries:
                words = "This paper has no words of its own."
            self.body.addWidget(label(words, "hint", wraps=True))
            for entry in entries:
                made = TypedField(entry, stacked=True)
                made.typed.connect(self._on_typed)
                self.fields[entry.name] = made
                self.body.addWidget(made)
            self.body.addStretch(1)
        for entry in entries:
            field = self.fields[entry.name]
            field.show_value(entry.value)
            field.set_read_only(self.session.is_read_only)

    def _on_typed(self, name: str, text: str) -> None:
        field, choice = self.fields.get(name), self.choice
        if field is None or choice is None:
            return
        tour_id, stop, kind = self.tour_id, self.stop, PaperKind(choice.key)

        def done(_: object) -> None:
            if self.fields.get(name) is field and field.text() == text:
                field.keep(text.strip())

        def failed(error: BaseException) -> None:
            if isinstance(error, InputError) and self.fields.get(name) is field:
                field.refuse(f"Not kept: {error.text} {error.hint}")
            else:
                self.session.unsaved.emit()
                self.session.tell_error(error)

        self.session.write(
            lambda ws, _: ws.papers.words.set(tour_id, kind, {name: text}, stop), done, failed
        )

    def flush(self) -> None:
        """Send what was typed."""
        for field in self.fields.values():
            field.send()


class SentPane(_Pane):
    """Which issues there are and who got them; more names are noted here."""

    noted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Who got this paper")
        self.log = column(gap=8)
        self.body.addLayout(self.log)
        self.ask = label("Who got it? One name a line", "second", wraps=True)
        self.names = QPlainTextEdit()
        self.names.setTabChangesFocus(True)
        self.names.setAccessibleName("Who got it, one name a line")
        self.names.setFixedHeight(look().px(84))
        self.ask.setBuddy(self.names)
        self.note = button("Note who got it", "small", click=self._note)
        self.names.textChanged.connect(self._show_note)
        for part in (self.ask, self.names):
            self.body.addWidget(part)
        self.body.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._version = 0

    def read(self) -> None:
        """Read the log of the paper that is shown."""
        choice, tour_id, stop = self.choice, self.tour_id, self.stop
        if choice is None or not tour_id or not choice.has_pages:
            return
        kind = PaperKind(choice.key)
        self.session.read(
            lambda ws, _: ws.papers.sent_log(tour_id, kind, stop),
            lambda rows: self._show(rows) if self.is_of(choice, stop) else None,
            topic="paper-sent",
        )

    def _show(self, rows: Sequence[IssueRow]) -> None:
        clear(self.log)
        self._version = rows[0].version if rows else 0
        if not rows:
            self.log.addWidget(label("Not issued yet. Write it, then note who got it.", "hint",
                                     wraps=True))  # fmt: skip
        for issue in rows:
            who = ", ".join(issue.names) or "Nobody is noted"
            self.log.addWidget(label(f"Version {issue.version}", "heading"))
            self.log.addWidget(label(who, wraps=True, selectable=True))
        if self._version:
            self.ask.setText(f"Who got version {self._version}? One name a line")
        self._show_note()

    def _show_note(self) -> None:
        can = bool(self._version) and not self.session.is_read_only
        self.names.setEnabled(can)
        self.note.setEnabled(can and bool(self.names.toPlainText().strip()))

    def _note(self) -> None:
        choice = self.choice
        if choice is None:
            return
        tour_id, stop, kind = self.tour_id, self.stop, PaperKind(choice.key)
        names = self.names.toPlainText().splitlines()
        count = count_words(len([name for name in names if name.strip()]), "reader")

        def done(_: object) -> None:
            self.names.clear()
            self.read()
            self.noted.emit()

        self.session.write(
            lambda ws, _: ws.papers.sent(tour_id, kind, names, stop),
            done,
            title=f"Noting {count}",
        )
