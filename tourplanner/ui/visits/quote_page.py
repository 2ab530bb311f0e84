"""A quote: exact words, who said them, and what the speaker agreed to, use by use."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from tourplanner.core.clock import parse_date, read_day
from tourplanner.core.consent import DAYS, NO, NOT_ASKED, USE_WORDS, YES, answer_of, shown_as
from tourplanner.core.errors import InputError
from tourplanner.ui.icons import set_icon
from tourplanner.ui.session import Session
from tourplanner.ui.theme import tokens
from tourplanner.ui.visits.form_line import FormLine
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import button, column, label, pane, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine, SavedText
from tourplanner.ui.widgets.tags import TagRow
from tourplanner.ui.words import day_words

if TYPE_CHECKING:
    from tourplanner.core.changes import Record
    from tourplanner.core.model.framework import Frameworks
    from tourplanner.services.workspace import Workspace

_NEXT = {NOT_ASKED: YES, YES: NO, NO: NOT_ASKED}
_ANSWERS = {
    YES: ("agreed", "check", "good"),
    NO: ("refused", "x", "bad"),
    NOT_ASKED: ("not asked", "circle-dashed", "warn"),
}
_AGES: dict[str, bool | None] = {
    "Not known: a minor": None,
    "Adult": False,
    "Minor": True,
}
_STATES = {
    "draft": ("Draft", "plain", "circle-dashed"),
    "approved": ("Approved", "good", "circle-check"),
    "withdrawn": ("Consent withdrawn", "bad", "circle-x"),
}


@dataclass(frozen=True, slots=True)
class QuoteValues:
    """A quote as the page shows it."""

    id: str
    values: Mapping[str, Any]
    tags: tuple[str, ...]
    form: tuple[str, str] = ("", "")  # name of the signed form, where it is missing


def read_quote(workspace: Workspace, quote: str) -> QuoteValues | None:
    """Give a quote, None where it is gone."""
    record: Record | None = workspace.file.tables.get("quote", quote)
    if record is None or record.deleted:
        return None
    tags = tuple(sorted(code for code, on in record.member("tag").items() if on))
    return QuoteValues(quote, record.values, tags, workspace.consent_forms.shown(record.values))


class QuotePage(QScrollArea):
    """The page. What is typed is saved as it is typed.

    Signals
    -------
    asked : quote, use, answer. approve_wished, withdraw_wished : quote. tagged : quote, code, on.
    """

    asked = Signal(str, str, str)
    approve_wished = Signal(str)
    withdraw_wished = Signal(str)
    tagged = Signal(str, str, bool)

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
        whole = pane("surface")
        layout = column(whole, gap=6)
        layout.addLayout(self._head())
        layout.addWidget(self._words())
        layout.addWidget(self._speaker())
        layout.addWidget(self._consent())
        self.tag_row = TagRow("quote", "Ctrl+T")
        self.tag_row.toggled.connect(lambda code, on: self.tagged.emit(self.quote, code, on))
        layout.addWidget(self.tag_row)
        layout.addStretch(1)
        self.setWidget(whole)

    # -- building --------------------------------------------------------------------------------

    def _head(self) -> Any:
        line = row()
        self.state = Chip("Draft", "plain")
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
        self.checked = self._line("Checked with the speaker", "Day, such as Oct 15")
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
            )
        )
        self._follow_day(self.checked, "checked")
        self.outside = label("", "hint", wraps=True)
        made = QWidget()
        layout = column(made, gap=3)
        layout.addWidget(grid)
        layout.addWidget(self.outside)
        return made

    def _consent(self) -> QWidget:
        made = QWidget()
        layout = column(made, margins=(0, 4, 0, 0), gap=4)
        line = row()
        line.addWidget(label("Agreed to", "section"))
        self.signed = label("", "hint", wraps=True)
        line.addWidget(self.signed, 1)
        self.withdraw = button("Withdraw", "quiet", click=lambda: self._wish(self.withdraw_wished))
        self.withdraw.setAccessibleName("Withdraw the speaker's consent")
        line.addWidget(self.withdraw)
        layout.addLayout(line)
        box = FlowBox()
        self.uses: dict[str, QPushButton] = {}
        for use in USE_WORDS:
            chip = button(USE_WORDS[use], "small", "circle-dashed", partial(self._ask, use))
            self.uses[use] = chip
            box.flow.addWidget(chip)
        layout.addWidget(box)
        self.day = self._line("Day of the consent", "Day")
        self.until = self._line("Consent ends", "No end")
        self._follow_day(self.day, "consent_date")
        self._follow_day(self.until, "consent_until")
        self.details = FieldGrid((("Day", self.day, ""), ("Ends", self.until, "")))
        layout.addWidget(self.details)
        self.form = FormLine()
        layout.addWidget(self.form)
        return made

    def _line(self, name: str, hint: str, fact: str = "") -> SavedLine:
        made = SavedLine(name, hint)
        return self._follow_line(made, fact) if fact else made

    def _follow_line(self, field: SavedLine, name: str) -> SavedLine:
        field.typed.connect(partial(self._on_typed, name))
        field.left.connect(self._leave)
        return field

    def _follow_day(self, field: SavedLine, name: str) -> None:
        field.typed.connect(lambda _: self._on_day_typed(name, field))
        field.left.connect(lambda: self._on_day(name, field))

    def _follow_text(self, field: SavedText, name: str) -> None:
        field.typed.connect(partial(self._on_text, name))
        field.left.connect(self._leave)

    # -- showing ---------------------------------------------------------------------------------

    def open(self, quote: str, saver: FieldSaver) -> None:
        """Take another quote up; its values come with ``show_quote``."""
        self.quote, self.saver, self._shown = quote, saver, None
        self.verticalScrollBar().setValue(0)
        for name, field in (*self._fields().items(), *self._day_lines().items()):
            if not saver.is_typed(name):
                field.show_text("")

    def _fields(self) -> dict[str, SavedLine | SavedText]:
        return {
            "words": self.words,
            "translation": self.translation,
            "clean": self.clean,
            "speaker": self.speaker,
            "speaker_role": self.role,
            "language": self.language,
            "heard_by": self.heard,
        }

    def show_quote(self, quote: QuoteValues, frameworks: Frameworks, today: date) -> None:
        """Show a quote as it is stored; what is being typed stays."""
        if quote.id != self.quote or self.saver is None:
            return
        self._shown = quote
        values, read_only = quote.values, self._session.is_read_only
        state = str(values.get("state") or "draft")
        self._is_filling = True
        for name, field in self._fields().items():
            if not self.saver.is_typed(name):
                field.show_text(str(values.get(name) or ""))
            field.setReadOnly(read_only)
        known = values.get("consent")
        consent = known if isinstance(known, Mapping) else {}
        age = next(k for k, known in enumerate(_AGES.values()) if known is values.get("minor"))
        self.age.setCurrentIndex(age)
        self.age.setEnabled(not read_only)
        for name, line in self._day_lines().items():
            stored = consent.get(DAYS[name]) if name in DAYS else values.get(name)
            if not line.isModified() and not self.saver.is_typed(name):
                line.show_text(_day_text(stored))
            line.setReadOnly(read_only)
        self._is_filling = False
        self.state.set(*_STATES[state])
        self._show_consent(values, state, read_only)
        self.form.show_form(*quote.form, read_only=read_only)
        self.outside.setText(_outside_words(values, today))
        missing = _missing(values)
        self.why_not.setText(missing if state == "draft" else "")
        self.approve.setVisible(state == "draft")
        self.approve.setEnabled(not read_only and not missing)
        self.tag_row.show_tags(quote.tags, frameworks, read_only=read_only)

    def _show_consent(self, values: Mapping[str, Any], state: str, read_only: bool) -> None:
        consent = values.get("consent")
        is_back = state == "withdrawn"
        for use, chip in self.uses.items():
            words, icon, tone = _ANSWERS[answer_of(consent, use)]
            chip.setText(f" {USE_WORDS[use]}: {words}")
            chip.setAccessibleName(f"{USE_WORDS[use]}: {words}")
            set_icon(chip, icon, tone, 14)
            chip.setEnabled(not read_only and not is_back)
        has = isinstance(consent, Mapping)
        self.details.setVisible(has and not is_back)
        self.withdraw.setVisible(has and not is_back)
        self.withdraw.setEnabled(not read_only)
        self.signed.setText(_signed_words(values))

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

    def commit(self) -> None:
        """Something else will be shown: take up days that were typed and not left."""
        for name, line in self._day_lines().items():
            self._on_day(name, line)
            line.setModified(False)  # what is no day was told, and its field goes

    def _day_lines(self) -> dict[str, SavedLine]:
        return {"checked": self.checked, "consent_date": self.day, "consent_until": self.until}

    def _on_day_typed(self, name: str, line: SavedLine) -> None:
        """Save a day while it is typed; one that is none yet waits until the field is left."""
        if self.saver is not None and not self._is_filling:
            with contextlib.suppress(InputError):
                self.saver.edit(name, self._day_of(line))

    def _on_day(self, name: str, line: SavedLine) -> None:
        if self.saver is None or not line.isModified():
            return
        line.setModified(False)
        try:
            day = self._day_of(line)
        except InputError as error:
            self._session.tell_error(error)
            return
        line.show_text(_day_text(day))
        self.saver.edit(name, day)
        self.saver.leave()

    def _day_of(self, line: SavedLine) -> str | None:
        """Give a typed day as ISO, None for none; InputError where it is no day."""
        text = line.text().strip()
        if not text:
            return None
        today = self._session.doors.now().date()
        # A day without a year is the last one that was, but for an end the next to come.
        first = today if line is self.until else today - timedelta(days=360)
        return read_day(text, first).isoformat()

    def _ask(self, use: str) -> None:
        if self._shown is not None:
            answer = _NEXT[answer_of(self._shown.values.get("consent"), use)]
            self._leave()
            self.asked.emit(self.quote, use, answer)

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


def _signed_words(values: Mapping[str, Any]) -> str:
    back, consent = values.get("withdrawn"), values.get("consent")
    if values.get("state") == "withdrawn" and isinstance(back, Mapping):
        return f"Withdrawn {_day_text(back.get('date'))}, written down by {back.get('by')}"
    if not isinstance(consent, Mapping):
        return "Nobody asked yet. Press a use: agreed, refused, not asked."
    language = f"in {consent['language']}, " if consent.get("language") else ""
    return f"{language}asked by {consent.get('by')}"


def _day_text(stored: object) -> str:
    try:
        return day_words(parse_date(str(stored)), year=True) if stored else ""
    except InputError:
        return ""
