"""What people agreed to, use by use, from which day and until when; of a quote and of a photo."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tourplanner.core.clock import read_day
from tourplanner.core.consent import DAYS, NO, NOT_ASKED, USE_WORDS, YES, answer_of
from tourplanner.core.errors import InputError
from tourplanner.ui.icons import set_icon
from tourplanner.ui.session import Session
from tourplanner.ui.visits.form_line import FormLine
from tourplanner.ui.widgets.basic import button, column, label, row, set_words
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine
from tourplanner.ui.words import stored_day_words

STATES = {
    "draft": ("Not approved", "plain", "circle-dashed"),
    "approved": ("Approved", "good", "circle-check"),
    "withdrawn": ("Consent withdrawn", "bad", "circle-x"),
}
_NEXT = {NOT_ASKED: YES, YES: NO, NO: NOT_ASKED}
_ANSWERS = {
    YES: ("agreed", "check", "good"),
    NO: ("refused", "x", "bad"),
    NOT_ASKED: ("not asked", "circle-dashed", "warn"),
}


class DayLine(SavedLine):
    """A day as people type it: saved while it is typed, read in full once the field is left.

    Parameters
    ----------
    fact : under which it is saved. is_end : without a year it is the next such day, else the last.
    """

    def __init__(
        self, session: Session, name: str, hint: str, fact: str, *, is_end: bool = False
    ) -> None:
        super().__init__(name, hint)
        self._session = session
        self._fact, self._is_end = fact, is_end
        self._saver: FieldSaver | None = None
        self.typed.connect(lambda _: self._on_typed())
        self.left.connect(self._on_left)

    def open(self, saver: FieldSaver) -> None:
        """Take up another record; its day comes with ``show_day``."""
        self._saver = saver
        if not saver.is_typed(self._fact):
            self.show_text("")

    def show_day(self, stored: object, *, read_only: bool) -> None:
        """Show the day that is stored (ISO); what is being typed stays."""
        saver = self._saver
        if not self.isModified() and not (saver and saver.is_typed(self._fact)):
            self.show_text(stored_day_words(stored))
        self.setReadOnly(read_only)

    def commit(self) -> None:
        """Something else will be shown: take up a day that was typed and not left."""
        self._on_left()
        self.setModified(False)  # what is no day was told, and its field goes

    def _on_typed(self) -> None:
        """Save a day while it is typed; one that is none yet waits until the field is left."""
        if self._saver is not None:
            with contextlib.suppress(InputError):
                self._saver.edit(self._fact, self._day())

    def _on_left(self) -> None:
        if self._saver is None or not self.isModified():
            return
        self.setModified(False)
        try:
            day = self._day()
        except InputError as error:
            self._session.tell_error(error)
            return
        self.show_text(stored_day_words(day))
        self._saver.edit(self._fact, day)
        self._saver.leave()

    def _day(self) -> str | None:
        """Give the typed day as ISO, None for none; InputError where it is no day."""
        text = self.text().strip()
        if not text:
            return None
        today = self._session.doors.now().date()
        first = today if self._is_end else today - timedelta(days=360)
        return read_day(text, first).isoformat()


class ConsentBlock(QWidget):
    """A button for each use, the days of the consent, and the signed form.

    Parameters
    ----------
    title : what stands over it. of : whose consent is withdrawn, for a screen reader.
    is_anybodys : people who were never asked may say no as well, such as those on a photo.

    Signals
    -------
    asked : use, answer. withdraw_wished : the button.
    """

    asked = Signal(str, str)
    withdraw_wished = Signal()

    def __init__(
        self,
        session: Session,
        title: str,
        uses: Sequence[str],
        of: str,
        *,
        is_anybodys: bool = False,
    ) -> None:
        super().__init__()
        self._is_anybodys = is_anybodys
        self._saver: FieldSaver | None = None
        self._consent: object = None
        layout = column(self, margins=(0, 4, 0, 0), gap=4)
        line = row()
        line.addWidget(label(title, "section"))
        self.signed = label("", "hint", wraps=True)
        line.addWidget(self.signed, 1)
        self.withdraw = button("Withdraw", "quiet", click=self._on_withdraw)
        self.withdraw.setAccessibleName(f"Withdraw {of}")
        line.addWidget(self.withdraw)
        layout.addLayout(line)
        box = FlowBox()
        self.uses: dict[str, QPushButton] = {}
        for use in uses:
            chip = button(USE_WORDS[use], "small", "circle-dashed", partial(self._ask, use))
            self.uses[use] = chip
            box.flow.addWidget(chip)
        layout.addWidget(box)
        self.day = DayLine(session, "Day of the consent", "Day", "consent_date")
        self.until = DayLine(session, "Consent ends", "No end", "consent_until", is_end=True)
        self.details = FieldGrid((("Day", self.day, ""), ("Ends", self.until, "")))
        layout.addWidget(self.details)
        self.form = FormLine()
        layout.addWidget(self.form)

    def open(self, saver: FieldSaver) -> None:
        """Take up another record; its values come with ``show_consent``."""
        self._saver, self._consent = saver, None
        for line in (self.day, self.until):
            line.open(saver)

    def show_consent(
        self, values: Mapping[str, Any], form: tuple[str, str], *, read_only: bool
    ) -> None:
        """Show what a record says of it; ``form`` = name of the signed form, where it is missing.

        The days are shown once somebody was asked.
        """
        self._consent = consent = values.get("consent")
        has, is_back = isinstance(consent, Mapping), values.get("state") == "withdrawn"
        for use, chip in self.uses.items():
            words, icon, tone = _ANSWERS[answer_of(consent, use)]
            set_words(chip, f"{USE_WORDS[use]}: {words}")
            set_icon(chip, icon, tone, 14)
            chip.setEnabled(not read_only and not is_back)
        for line, fact in ((self.day, "consent_date"), (self.until, "consent_until")):
            stored = consent.get(DAYS[fact]) if isinstance(consent, Mapping) else None
            line.show_day(stored, read_only=read_only)
        self.details.setVisible(has and not is_back)
        self.withdraw.setVisible((has or self._is_anybodys) and not is_back)
        self.withdraw.setEnabled(not read_only)
        self.signed.setText(_signed_words(values))
        self.form.show_form(*form, read_only=read_only)

    def commit(self) -> None:
        """Something else will be shown: take up days that were typed and not left."""
        for line in (self.day, self.until):
            line.commit()

    def _ask(self, use: str) -> None:
        if self._saver is not None:
            answer = _NEXT[answer_of(self._consent, use)]
            self._saver.leave()
            self.asked.emit(use, answer)

    def _on_withdraw(self) -> None:
        if self._saver is not None:
            self._saver.leave()
        self.withdraw_wished.emit()


def _signed_words(values: Mapping[str, Any]) -> str:
    back, consent = values.get("withdrawn"), values.get("consent")
    if values.get("state") == "withdrawn" and isinstance(back, Mapping):
        return f"Withdrawn {stored_day_words(back.get('date'))}, written down by {back.get('by')}"
    if not isinstance(consent, Mapping):
        return "Nobody asked yet. Press a use: agreed, refused, not asked."
    language = f"in {consent['language']}, " if consent.get("language") else ""
    return f"{language}asked by {consent.get('by')}"
