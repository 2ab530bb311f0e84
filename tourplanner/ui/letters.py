"""Keys that are a single letter: they act while no text is typed, and can be turned off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QApplication

from tourplanner.ui.memory import Memory

WORDS = "Single letters are keys"


def is_letter(key: QKeySequence) -> bool:
    """Whether a key is one sign without Ctrl or Alt, such as L or ?."""
    return key.count() == 1 and len(key.toString()) == 1


class LetterKeys(QObject):
    """Whether such keys act; it looks at the program's events only while they do not."""

    def __init__(self) -> None:
        super().__init__()
        self.are_on = True

    def turn(self, on: bool) -> None:
        """Let them act, or not."""
        app = QApplication.instance()
        if app is None or on == self.are_on:
            return
        self.are_on = on
        if on:
            app.removeEventFilter(self)
        else:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep single letters from starting a command."""
        return (
            event.type() is QEvent.Type.Shortcut
            and isinstance(event, QShortcutEvent)
            and is_letter(event.key())
        )


LETTERS = LetterKeys()


def set_letter_keys(memory: Memory, on: bool) -> None:
    """Let single letters act or not, now and at the next start."""
    memory.letter_keys = on
    LETTERS.turn(on)
