"""A quote: exact words, who said them, and what the speaker agreed to, use by use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from tourplanner.core.consent import USE_WORDS, shown_as
from tourplanner.ui.session import Session
from tourplanner.ui.theme import tokens
from tourplanner.ui.visits.consent_block import STATES, ConsentBlock, DayLine
from tourplanner.ui.visits.held_row import Held, HeldRow, held_of
from tourplanner.ui.visits.strength import StrengthBox
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, column, label, row, scroll_page
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine, SavedText
from tourplanner.ui.widgets.tags import TagRow

if TYPE_CHECKING:
    from tourplanner.core.changes import Record
    from tourplanner.core.model.framework import Frameworks
    from tourplanner.services.workspace import Workspace

_AGES: dict[str, bool | None] = {
    "Not known: a minor": None,
    "Adult": False,
    "Minor": True,
}


@dataclass(frozen=True, slots=True)
class QuoteValues:
    """A quote as the page shows it."""

    id: str
    values: Mapping[str, Any]
    tags: tuple[str, ...]
    form: tuple[str, str] = ("", "")  # name of the signed form, where it is missing
    held: tuple[Held, ...] = ()


def read_quote(workspace: Workspace, quote: str) -> QuoteValues | None:
    """Give a quote, None where it is gone."""
    record: Record | None = workspace.file.tables.there("quote", quote)
    if record is None:
        return None
    tags = tuple(sorted(code for code, on in record.member("tag").items() if on))
    form = workspace.consent_forms.shown(record.values)
    return QuoteValues(quote, record.values, tags, form, held_of(record))


class QuotePage(QScrollArea):
    """The page. What is typed is saved as it is typed.

    Signals
    -------
    asked : quote, use, answer. approve_wished, withdraw_wished : quote. tagged : quote, code, on.
    hold_wished : the selected words. released : id of what was held back.
    """

    asked = Signal(str, str, str)
    approve_wished = Signal(str)
    withdraw_wished = Signal(str)
    tagged = Signal(str, str, bool)
    hold_wished = Signal()
    released = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.quote = ""
        self.saver: FieldSaver | None = None
        self._shown: QuoteValues | None = None
        self._is_filling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Quote")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = scroll_page("surface")
        layout = column(whole, gap=6)
        layout.addLayout(self._head())
        layout.addWidget(self._words())
        layout.addWidget(self._speaker())
        self.consent = ConsentBlock(session, "Agreed to", tuple(USE_WORDS), "the speaker's consent")
        self.consent.asked.connect(lambda use, yes: self.asked.emit(self.quote, use, yes))
        self.consent.withdraw_wished.connect(lambda: self.withdraw_wished.emit(self.quote))
        layout.addWidget(self.consent)
        self.disagrees = self._line("Who disagrees", "Who says otherwise, and what", "disagrees")
        self.strength = StrengthBox("quote")
        self.strength.chosen.connect(self._on_strength)
        fields = (("Strength", self.strength, ""), ("Who disagrees", self.disagrees, ""))
        layout.addWidget(FieldGrid(fields))
        self.held = HeldRow("quote")
        self.held.wished.connect(self.hold_wished)
        self.held.released.connect(self.released)
        layout.addWidget(self.held)
        self.tag_row = TagRow("quote", "Ctrl+T")
        self.tag_row.toggled.connect(lambda code, on: self.tagged.emit(self.quote, code, on))
        layout.addWidget(self.tag_row)
        layout.addStretch(1)
        self.setWidget(whole)

    # -- building --------------------------------------------------------------------------------

    def _head(self) -> Any:
        line = row()
        self.state = Chip(*STATES["draft"])
        self.approve = button("Approve", "small", "check", lambda: self._wish(self.approve_wished))
        self.why_not = label("", "hint", wraps=True)
        line.addWidget(self.state)
        line.addWidget(self.why_not, 1)
        line.addWidget(self.approve)
        return line

    def _words(self) -> QWidget:
        made = QWidget()
        layout = column(made, gap=4)
        self.words = SavedText(
            "Exact words", "Exactly as they were said, [sic] too", px=15, least=2
        )
        self._follow_text(self.words, "words")
        self.translation = self._line("In English", "Only if said in another", "translation")
        self.clean = self._line("Clean version", "Stands beside the words", "clean")
        line = row(gap=6)
        line.addWidget(_Edge())
        line.addWidget(self.words, 1)
        layout.addLayout(line)
        layout.addWidget(
            FieldGrid((("In English", self.translation, ""), ("Clean", self.clean, "")))
        )
        return made

    def _speaker(self) -> QWidget:
        self.speaker = self._line("Speaker", "Name", "speaker")
        self.role = self._line("Role", "parent, coordinator", "speaker_role")
        self.language = self._line("Language", "English, Spanish", "language")
        self.heard = self._line("Heard by", "Who heard it", "heard_by")
        self.translated = self._line("Translated by", "Who put it into English", "translated_by")
        self.checked = DayLine(
            self._session, "Checked with the speaker", "Day, such as Oct 15", "checked"
        )
        self.age = ComboBox()
        self.age.setAccessibleName("Age of the speaker")
        self.age.addItems(list(_AGES))
        self.age.activated.connect(lambda _: self._on_age())
        grid = FieldGrid(
            (
                ("Speaker", self.speaker, "R"),
                ("Role", self.role, ""),
                ("Age", self.age, "R"),
                ("Language", self.language, ""),
                ("Heard by", self.heard, ""),
                ("Checked", self.checked, ""),
                ("Translated by", self.translated, ""),
            )
        )
        self.outside = label("", "hint", wraps=True)
        made = QWidget()
        layout = column(made, gap=3)
        layout.addWidget(grid)
        layout.addWidget(self.outside)
        return made

    def _line(self, name: str, hint: str, fact: str) -> SavedLine:
        made = SavedLine(name, hint)
        made.typed.connect(partial(self._on_typed, fact))
        made.left.connect(self._leave)
        return made

    def _follow_text(self, field: SavedText, name: str) -> None:
        field.typed.connect(partial(self._on_text, name))
        field.left.connect(self._leave)

    # -- showing ---------------------------------------------------------------------------------

    def open(self, quote: str, saver: FieldSaver) -> None:
        """Take another quote up; its values come with ``show_quote``."""
        self.quote, self.saver, self._shown = quote, saver, None
        self.verticalScrollBar().setValue(0)
        for name, field in self._fields().items():
            if not saver.is_typed(name):
                field.show_text("")
        self.checked.open(saver)
        self.consent.open(saver)

    def _fields(self) -> dict[str, SavedLine | SavedText]:
        return {
            "words": self.words,
            "translation": self.translation,
            "clean": self.clean,
            "speaker": self.speaker,
            "speaker_role": self.role,
            "language": self.language,
            "heard_by": self.heard,
            "translated_by": self.translated,
            "disagrees": self.disagrees,
        }

    def show_quote(self, quote: QuoteValues, frameworks: Frameworks, today: date) -> None:
        """Show a quote as it is stored; what is being typed stays."""
        if quote.id != self.quote or self.saver is None:
            return
        is_first, self._shown = self._shown is None, quote
        values, read_only = quote.values, self._session.is_read_only
        state = str(values.get("state") or "draft")
        self._is_filling = True
        for name, field in self._fields().items():
            if not self.saver.is_typed(name):
                field.show_text(str(values.get(name) or ""))
            field.setReadOnly(read_only)
        age = next(k for k, known in enumerate(_AGES.values()) if known is values.get("minor"))
        self.age.setCurrentIndex(age)
        self.age.setEnabled(not read_only)
        if not self.saver.is_typed("strength"):
            self.strength.show_strength(str(values.get("strength") or ""))
        self.strength.setEnabled(not read_only)
        self.checked.show_day(values.get("checked"), read_only=read_only)
        self._is_filling = False
        self.state.set(*STATES[state])
        self.consent.show_consent(values, quote.form, read_only=read_only)
        self.outside.setText(_outside_words(values, today))
        missing = _missing(values)
        self.why_not.setText(missing if state == "draft" else "")
        self.approve.setVisible(state == "draft")
        self.approve.setEnabled(not read_only and not missing)
        self.held.show_held(quote.held, read_only=read_only)
        self.tag_row.show_tags(quote.tags, frameworks, read_only=read_only)
        if is_first:
            QTimer.singleShot(0, self, self._show_focus)  # what stands above it has its height then

    def _show_focus(self) -> None:
        field = self.focusWidget()
        if field is not None and field.hasFocus():
            self.ensureWidgetVisible(field)

    # -- what is done ----------------------------------------------------------------------------

    def _on_typed(self, name: str, text: str) -> None:
        if self.saver is not None and not self._is_filling:
            self.saver.edit(name, text.strip() or None)

    def _on_text(self, name: str, text: str) -> None:
        if self.saver is not None and not self._is_filling:
            self.saver.edit_text(name, text)

    def _leave(self) -> None:
        if self.saver is not None:
            self.saver.leave()

    def _on_age(self) -> None:
        if self.saver is not None and not self._is_filling:
            self.saver.edit("minor", _AGES[self.age.currentText()])
            self.saver.leave()

    def _on_strength(self, strength: str) -> None:
        if self.saver is not None:
            self.saver.edit("strength", strength or None)
            self.saver.leave()

    def chosen_words(self) -> str:
        """Give the words that are selected in the quote, its translation or clean version."""
        cursor = self.words.textCursor()
        if cursor.hasSelection():
            return cursor.selectedText().replace("\u2029", " ")
        return self.translation.selectedText() or self.clean.selectedText()

    def commit(self) -> None:
        """Something else will be shown: take up days that were typed and not left."""
        self.checked.commit()
        self.consent.commit()

    def _wish(self, signal: Any) -> None:
        self._leave()
        signal.emit(self.quote)


class _Edge(QWidget):
    """The edge that marks the exact words of somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge."""
        QPainter(self).fillRect(self.rect(), QColor(tokens().accent))


def _missing(values: Mapping[str, Any]) -> str:
    """Say what must be there before a quote is approved; empty where all is."""
    if not str(values.get("words") or "").strip():
        return "The words are missing."
    if not values.get("speaker") and not values.get("speaker_role"):
        return "Who said it is missing."
    return ""


def _outside_words(values: Mapping[str, Any], today: date) -> str:
    if values.get("state") == "withdrawn":
        return "Shown to nobody outside: the speaker withdrew consent."
    return f"Shown outside as “{shown_as(values, today)}”."
