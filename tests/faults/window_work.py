"""A window in which somebody types until it is killed. No pytest here: it is slow."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from tests.faults.kill import Say
from tourplanner.app import ProgramDoors, prepare
from tourplanner.ui import places
from tourplanner.ui.memory import Memory
from tourplanner.ui.run import make_app, make_window
from tourplanner.ui.visits.place import VisitsPlace

OFFICE, TYPED = "office.tour", "typed.txt"
_WORDS = ("families", "come", "back", "when", "the", "telephone", "is", "answered:", "¡sí!\n")
_KEY_MS, _PAUSE_MS = (15, 140), (200, 1_900)


def warm_up() -> None:
    """Load what the window loads; nothing of Qt runs before the children are born."""
    prepare()
    places.load()


def type_notes(folder: Path, say: Say) -> None:
    """Type notes, as people do: in bursts, with pauses, at one stop and the next. Says ready first.

    Each key is put down as one line of JSON before the next one: when it was typed, and all of its
    note until then. Only this process is killed, so the file needs no flush of the disk.
    """
    app = make_app()
    window = make_window(ProgramDoors(), Memory(folder / "window.ini"))
    window.show()
    window.activateWindow()
    window.open_path(folder / OFFICE)
    visits = window.place("visits")
    assert isinstance(visits, VisitsPlace)
    typist = _Typist(visits, folder, random.Random(folder.name))

    def begin() -> None:
        if window.session.path is not None and window.nav.current_name() != "visits":
            window.go("visits")  # once more where the file's first place came after it
        if visits.stops.values and visits.draft is not None and window.isActiveWindow():
            waiting.stop()
            say.ready()
            typist.new_note()

    waiting = QTimer()
    waiting.timeout.connect(begin)
    waiting.start(20)
    app.exec()


class _Typist:
    """Presses keys, each one some milliseconds after the one before."""

    def __init__(self, visits: VisitsPlace, folder: Path, chance: random.Random) -> None:
        self._visits = visits
        self._put_down = (folder / TYPED).open("ab", buffering=0)
        self._chance = chance
        self._note = 0
        self._text = ""
        self._coming = ""

    def new_note(self) -> None:
        """Begin a note with a number of its own."""
        QTest.keyClick(self._visits, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._note += 1
        self._text, self._coming = "", f"Note {self._note}: "
        self._press()

    def _press(self) -> None:
        character, self._coming = self._coming[0], self._coming[1:]
        if character == "\n":
            QTest.keyClick(self._visits.editor, Qt.Key.Key_Return)
        elif character.isascii():
            QTest.keyClick(self._visits.editor, character)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                QCoreApplication.sendEvent(self._visits.editor, event)
        self._text += character
        line = json.dumps([time.monotonic(), self._note, self._text])
        self._put_down.write(f"{line}\n".encode())
        self._go_on()

    def _go_on(self) -> None:
        chance = self._chance
        if self._coming:
            QTimer.singleShot(chance.randint(*_KEY_MS), self._press)
            return
        self._coming = chance.choice(_WORDS) + " "
        act = chance.random()
        if act < 0.05:
            QTimer.singleShot(chance.randint(*_KEY_MS), self.new_note)
        elif act < 0.1:
            QTimer.singleShot(chance.randint(*_KEY_MS), self._next_stop)
        else:
            pause = act < 0.2
            QTimer.singleShot(chance.randint(*(_PAUSE_MS if pause else _KEY_MS)), self._press)

    def _next_stop(self) -> None:
        stops = self._visits.stop_list
        stops.setFocus()
        QTest.keyClick(stops, Qt.Key.Key_Down)
        QTimer.singleShot(self._chance.randint(*_KEY_MS), self.new_note)
