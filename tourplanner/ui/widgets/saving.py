"""What is typed goes to the disk by itself: after a second of rest, within two at the latest."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, font, look

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

    Work = Callable[[Workspace, Progress], Any]
    Change = Callable[[Workspace, str, Mapping[str, Any], Mapping[str, str], str], Any]

# MOST_MS leaves more than one second of the two for the disk of a laptop that is busy.
REST_MS, MOST_MS, AGAIN_MS = 700, 900, 5000
BURST_S = 30.0


class Saving(QObject):
    """Something typed on its way to the disk; goes on saving when something else is shown.

    One save is under way at a time; what is typed meanwhile is the next. The saves of a burst of
    typing, until the field is left or 30 seconds are over, are one step of Undo.

    Signals
    -------
    saved : the record's id. failed : the error; what was typed is kept and tried again.
    """

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(session)
        self._session = session
        self._path = session.path
        self._clock = clock
        self._burst, self._burst_at = "", 0.0
        self._is_saving = False
        self.saves = 0  # that came back; what was read before the last of them is old
        self._rest = self._timer(REST_MS)
        self._most = self._timer(MOST_MS)

    def _timer(self, milliseconds: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(self.save)
        return made

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is on the disk."""
        return not self._is_saving and not self._is_due()

    def leave(self) -> None:
        """The field was left: save, and end the burst."""
        self.save()
        self._burst = ""

    def save(self) -> None:
        """Save now, unless there is nothing new or a save is under way."""
        self._rest.stop()
        self._most.stop()
        if self._session.path != self._path:
            return  # its file is closed, and it belongs into no other
        if self._is_saving or not self._is_due():
            return
        self._is_saving = True
        work, done = self._take(self._action())

        def ended(value: Any) -> None:
            self._is_saving = False
            self.saves += 1
            self.saved.emit(done(value))
            if self._is_due() and not self._most.isActive():
                self.save()

        self._session.write(work, ended, self._on_error)

    def _touch(self) -> None:
        """Somebody typed."""
        self._rest.start(REST_MS)
        if not self._most.isActive():
            self._most.start(MOST_MS)

    def _is_due(self) -> bool:
        """Whether there is something to save."""
        raise NotImplementedError

    def _take(self, action: str) -> tuple[Work, Callable[[Any], str]]:
        """Give the work of a save, and what to do with its answer: give the record's id."""
        raise NotImplementedError

    def _put_back(self) -> None:
        """A save failed: what it took is due again."""

    def _action(self) -> str:
        now = self._clock()
        if not self._burst or now - self._burst_at > BURST_S:
            self._burst, self._burst_at = uuid.uuid4().hex, now
        return self._burst

    def _on_error(self, error: BaseException) -> None:
        # What was typed stays here and in the field; it is tried again until it is saved.
        self._is_saving = False
        self._put_back()
        self._most.start(AGAIN_MS)
        self.failed.emit(error)


class FieldSaver(Saving):
    """The typed fields of one record."""

    def __init__(self, session: Session, record: str, change: Change) -> None:
        super().__init__(session)
        self.record = record
        self._change = change
        self._facts: dict[str, Any] = {}
        self._texts: dict[str, str] = {}
        self._taken: tuple[dict[str, Any], dict[str, str]] = ({}, {})

    def edit(self, name: str, value: Any) -> None:
        """Take a fact as it stands now."""
        self._facts[name] = value
        self._touch()

    def edit_text(self, name: str, text: str) -> None:
        """Take a long text as it stands now."""
        self._texts[name] = text
        self._touch()

    def is_typed(self, name: str) -> bool:
        """Whether a field was typed in and is not on the disk yet."""
        facts, texts = self._taken
        return any(name in held for held in (self._facts, self._texts, facts, texts))

    def _is_due(self) -> bool:
        return bool(self._facts or self._texts)

    def _take(self, action: str) -> tuple[Work, Callable[[Any], str]]:
        facts, texts = self._facts, self._texts
        self._taken, self._facts, self._texts = (facts, texts), {}, {}
        record, change = self.record, self._change

        def done(_: Any) -> str:
            self._taken = ({}, {})
            return record

        return lambda ws, _: change(ws, record, facts, texts, action), done

    def _put_back(self) -> None:
        facts, texts = self._taken
        self._facts, self._texts = {**facts, **self._facts}, {**texts, **self._texts}
        self._taken = ({}, {})


def _is_being_typed(field: QWidget, shown: str, stored: str) -> bool:
    """Whether somebody writes here and only blanks differ: a blank at the end is not stored.

    To show the stored text then would put the next word before the others.
    """
    return field.hasFocus() and shown.split() == stored.split()


class SavedLine(QLineEdit):
    """A line of a form; each stroke is told, and so is leaving it."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textEdited.connect(self.typed)
        self.editingFinished.connect(self.left)

    def show_text(self, text: str) -> None:
        """Show what is stored."""
        if self.text() != text and not _is_being_typed(self, self.text(), text):
            self.setText(text)
            self.setCursorPosition(0)


class SavedText(QPlainTextEdit):
    """A text of a form, as high as its lines up to eight; Tab leaves it."""

    typed = Signal(str)
    left = Signal()
    _MOST_LINES = 8

    def __init__(self, name: str, hint: str = "", *, px: int = 13, least: int = 1) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._px, self._least = px, least
        self._is_filling = False
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda *_: self._fit())
        THEME.changed.connect(self._set_font)
        self._set_font()

    def show_text(self, text: str) -> None:
        """Show what is stored."""
        shown = self.toPlainText()
        if shown != text and not _is_being_typed(self, shown, text):
            self._is_filling = True
            self.setPlainText(text)
            self._is_filling = False

    def _on_text(self) -> None:
        if not self._is_filling:
            self.typed.emit(self.toPlainText())

    def _set_font(self) -> None:
        self.setFont(font(self._px))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        # The layout of plain text counts its height in lines.
        lines = round(self.document().documentLayout().documentSize().height())
        shown = max(self._least, min(lines, self._MOST_LINES))
        inside = 2 * self.frameWidth() + 2 * round(self.document().documentMargin())
        self.setFixedHeight(
            max(shown * self.fontMetrics().lineSpacing() + inside + 4, look().px(28))
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left; a menu that opens over it does not leave it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
