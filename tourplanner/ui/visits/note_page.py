"""A note or an answer: the text, whether it was seen, told or read, and its tags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea, QWidget

from tourplanner.core.model.framework import Frameworks
from tourplanner.ui.icons import set_icon
from tourplanner.ui.theme import THEME, font
from tourplanner.ui.visits.held_row import Held, HeldRow, held_of
from tourplanner.ui.visits.rows import EVIDENCE, NoteRow
from tourplanner.ui.visits.strength import StrengthBox
from tourplanner.ui.visits.taking_in import photos_in
from tourplanner.ui.widgets.basic import button, column, label, pane, row
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine
from tourplanner.ui.widgets.tags import TagRow

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

NO_NOTE = "Comes with the first words of the note."


@dataclass(frozen=True, slots=True)
class NoteMarks:
    """What stands under a note: how strong it is, who disagrees, and what is held back."""

    note: str
    strength: str
    disagrees: str
    held: tuple[Held, ...]


def read_marks(workspace: Workspace, note: str) -> NoteMarks | None:
    """Give what stands under a note, None where it is gone."""
    found = workspace.file.tables.there("note", note)
    if found is None:
        return None
    strength, disagrees = str(found["strength"] or ""), str(found["disagrees"] or "")
    return NoteMarks(note, strength, disagrees, held_of(found))


class NoteEditor(QPlainTextEdit):
    """The text of a note; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bare")
        self.setAccessibleName("Note")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(4)  # the focus ring stands clear of the words
        THEME.changed.connect(self._set_font)
        self._set_font()

    def _set_font(self) -> None:
        self.setFont(font(14))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Let photos that are dropped go to the place; anything else is words."""
        return not photos_in(source) and super().canInsertFromMimeData(source)

    def chosen_words(self) -> str:
        """Give the selected words, without quotation marks around them."""
        words = self.textCursor().selectedText().replace("\u2029", "\n").strip()
        return words.strip('“”"«» ')


class NotePage(QWidget):
    """The page of a note.

    Signals
    -------
    evidence_chosen : one of core.fields.EVIDENCE, empty takes it back. tagged : code, on.
    hold_wished : the selected words. released : id of what was held back.
    """

    evidence_chosen = Signal(str)
    tagged = Signal(str, bool)
    hold_wished = Signal()
    released = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=6)
        self.question = label("", "hint", wraps=True)
        self.question.hide()
        layout.addWidget(self.question)
        self.editor = NoteEditor()
        layout.addWidget(self.editor, 1)
        self._inside = pane("surface")
        self._inside.installEventFilter(self)
        marks = column(self._inside, gap=6)
        self._marks = QScrollArea()  # where there is little room, the words keep the larger part
        self._marks.setWidgetResizable(True)
        self._marks.setFrameShape(QScrollArea.Shape.NoFrame)
        self._marks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._marks.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._marks.setAccessibleName("Marks of the note")
        self._marks.setWidget(self._inside)
        line = row(gap=6)
        line.addWidget(label("This was", "second"))
        self.evidence: dict[str, QPushButton] = {}
        for kind, (words, icon, tone) in EVIDENCE.items():
            made = button(words, "small", icon, partial(self._on_evidence, kind))
            set_icon(made, icon, tone, 14)
            made.setCheckable(True)
            self.evidence[kind] = made
            line.addWidget(made)
        line.addStretch(1)
        marks.addLayout(line)
        self.disagrees = SavedLine("Who disagrees", "Who says otherwise, and what")
        self.disagrees.typed.connect(self._on_disagrees)
        self.disagrees.left.connect(self._leave)
        self.strength = StrengthBox("note")
        self.strength.chosen.connect(self._on_strength)
        fields = (("Strength", self.strength, ""), ("Who disagrees", self.disagrees, ""))
        marks.addWidget(FieldGrid(fields))
        self.held = HeldRow("note")
        self.held.wished.connect(self.hold_wished)
        self.held.released.connect(self.released)
        marks.addWidget(self.held)
        self.tag_row = TagRow("note", "Ctrl+T")
        self.tag_row.toggled.connect(self.tagged)
        marks.addWidget(self.tag_row)
        self._saver: FieldSaver | None = None
        self._read: tuple[NoteMarks, bool] | None = (
            None  # what was read last, and whether it may change
        )
        layout.addWidget(self._marks)
        self._shown = ""
        self._note = ""  # empty while it is stored for the first time
        self._chosen: str | None = None  # evidence on its way to the disk
        self._frameworks = Frameworks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the text at least half of the room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as high as the marks, where there is room."""
        if watched is self._inside and event.type() in (
            QEvent.Type.LayoutRequest,
            QEvent.Type.Resize,
        ):
            self._fit()
        return False

    def _fit(self) -> None:
        layout = self._inside.layout()
        if layout is not None:
            wanted = layout.totalHeightForWidth(self._marks.viewport().width())
            wanted = max(wanted, layout.totalSizeHint().height() if wanted < 0 else 0)
            self._marks.setFixedHeight(max(0, min(wanted, self.height() // 2)))

    def show_note(self, note: NoteRow | None, frameworks: Frameworks, *, read_only: bool) -> None:
        """Show what stands beside the text of a note; None = one that is not stored yet."""
        self.question.hide()
        self.editor.setAccessibleName("Note")
        self.editor.setPlaceholderText("What did people say, what did you see?")
        self._marks.show()
        self._shown = self._evidence_of(note)
        for kind, made in self.evidence.items():
            made.setChecked(note is not None and kind == self._shown)
            made.setEnabled(note is not None and not read_only)
            words = EVIDENCE[kind][0].lower()
            made.setAccessibleName(f"This was {words}" if kind != "document" else "From a paper")
            made.setToolTip("" if note is not None else NO_NOTE)
        self._frameworks = frameworks
        codes = note.tags if note is not None else ()
        self.tag_row.show_tags(codes, frameworks, read_only=read_only or note is None)

    def open_marks(self, saver: FieldSaver | None) -> None:
        """Take up what stands under another note; None = it is not stored yet."""
        if saver is not self._saver:
            self._saver = saver
            self.disagrees.show_text("")
            self.strength.show_strength("")
            self.held.show_held((), read_only=saver is None)
            if saver is not None and self._read is not None:
                self.show_marks(*self._read)  # they may have been read before the note itself
        for field in (self.disagrees, self.strength):
            field.setEnabled(saver is not None)
        self.disagrees.setToolTip("" if saver is not None else NO_NOTE)

    def show_marks(self, marks: NoteMarks, read_only: bool) -> None:
        """Show what stands under the note as it is stored; what is being typed stays."""
        self._read = (marks, read_only)
        if self._saver is None or self._saver.record != marks.note:
            return
        if not self._saver.is_typed("disagrees"):
            self.disagrees.show_text(marks.disagrees)
        if not self._saver.is_typed("strength"):
            self.strength.show_strength(marks.strength)
        self.strength.setEnabled(not read_only)
        self.disagrees.setReadOnly(read_only)
        self.held.show_held(marks.held, read_only=read_only)

    def _on_disagrees(self, text: str) -> None:
        if self._saver is not None:
            self._saver.edit("disagrees", text.strip() or None)

    def _on_strength(self, strength: str) -> None:
        if self._saver is not None:
            self._saver.edit("strength", strength or None)
            self._saver.leave()

    def _leave(self) -> None:
        if self._saver is not None:
            self._saver.leave()

    def _evidence_of(self, note: NoteRow | None) -> str:
        """Give the evidence of a note; one that was just chosen holds until it is read again."""
        is_other = note is None or self._note not in ("", note.id)
        self._note = note.id if note else ""
        if note is None or is_other or self._chosen in (None, note.evidence):
            self._chosen = None
            return note.evidence if note else ""
        return self._chosen

    def show_question(self, words: str, es: str, help_: str) -> None:
        """Show that an answer is being typed, and how to ask in Spanish."""
        self.question.setText("\n".join(filter(None, (es, help_ or "Saved as you type."))))
        self.question.show()
        self.editor.setAccessibleName(f"Answer: {words}")
        self.editor.setPlaceholderText("What did they say?")
        self._marks.hide()

    def next_evidence(self) -> None:
        """Go on from seen to told to paper to nothing."""
        kinds = [*EVIDENCE, ""]
        if self.evidence["seen"].isEnabled():
            at = kinds.index(self._shown)
            self._on_evidence(kinds[(at + 1) % len(kinds)], toggles=False)

    def _on_evidence(self, kind: str, *, toggles: bool = True) -> None:
        self._shown = self._chosen = "" if toggles and kind == self._shown else kind
        for each, made in self.evidence.items():
            made.setChecked(each == self._shown)
        self.evidence_chosen.emit(self._shown)

    def allow_marks(self) -> None:
        """The note is stored now: it can be marked before the list is read again."""
        for made in self.evidence.values():
            made.setEnabled(True)
        self.tag_row.show_tags((), self._frameworks)
