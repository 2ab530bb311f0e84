"""What can be done on the day, each with its key, and what each key does just now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction

from tourplanner.ui.day.large import KeyButton
from tourplanner.ui.day.now import NowPage
from tourplanner.ui.day.screen import Caller, Screen
from tourplanner.ui.day.ways import Choice
from tourplanner.ui.place import Place
from tourplanner.ui.widgets.tips import plain_tip

_MOST = 22  # letters on a key


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the actions have to know: what is shown, what is chosen, what may be written."""

    glance: Screen | None
    choice: Choice | None
    called: Caller | None
    can_write: bool
    is_read_only: bool
    is_rehearsal: bool
    days: int
    day: int


class DayActions:
    """The actions of the place; ``all`` is what stands in the menu."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.all: list[QAction] = []
        self.late = self._make("We are late", "D", "clock")
        self.arrived = self._make("Arrived", "A", "check")
        self.left = self._make("Left", "L", "bus")
        self.note = self._make("Note", "N", "notebook-pen")
        self.copy = self._make("Copy the message", "C", "file")
        self.told = self._make("Told", "T", "phone")
        self.day_before = self._make("Day before", "Ctrl+Left")
        self.day_after = self._make("Day after", "Ctrl+Right")
        self.rehearse = self._make("Rehearse", "R", "refresh-cw")
        self.sunlight = self._make("Sunlight", "F11", "sun")
        self.sunlight.setCheckable(True)
        self.rehearse.setToolTip("Try the day with a time that you type; nothing is saved (R)")

    def _make(self, text: str, key: str, icon: str = "") -> QAction:
        made = self._place.action(text, lambda: None, icon, key, f"{text} ({key})")
        self.all.append(made)
        return made

    def connect_to(self, acts: dict[QAction, Callable[[], None]]) -> None:
        """Say what each does."""
        for action, act in acts.items():
            action.triggered.connect(lambda _on=False, act=act: act())

    def put_on(self, page: NowPage) -> None:
        """Put the large keys on the page."""
        self.late_button = KeyButton(self.late, "primary")
        page.foot.flow.addWidget(self.late_button)
        for action in (self.arrived, self.left, self.note, self.sunlight):
            page.foot.flow.addWidget(KeyButton(action))
        for action in (self.copy, self.told):
            page.keys.flow.addWidget(KeyButton(action))

    def allow(self, now: Allowed) -> None:
        """Allow what can be done now, and say on each key what it does."""
        glance, called, choice = now.glance, now.called, now.choice
        is_today = glance is not None and glance.run.is_today
        for action, turn, did in (
            (self.arrived, glance.arrived if glance else None, "Arrived"),
            (self.left, glance.left if glance else None, "Left"),
        ):
            action.setEnabled(is_today and now.can_write and turn is not None)
            where = f"{did} {turn.node.name}" if turn is not None and is_today else did
            action.setText(where)
            action.setIconText(_short(where))
            tip = f"{where}, at this minute ({action.shortcut().toString()})"
            action.setToolTip(plain_tip(tip))
        self.late.setEnabled(is_today and (choice is None or now.can_write))
        self.late.setText(f"Use choice {choice.number}" if choice else "We are late")
        self.late_button.show_key("Enter" if choice else "D")
        self.copy.setEnabled(called is not None)
        can_tell = called is not None and called.is_told is not None and now.can_write
        self.told.setEnabled(can_tell)
        self.told.setText("Not told" if called is not None and called.is_told else "Told")
        self.note.setEnabled(glance is not None and not now.is_read_only)
        self.rehearse.setEnabled(glance is not None)
        self.rehearse.setText("End the rehearsal" if now.is_rehearsal else "Rehearse")
        self.day_before.setEnabled(glance is not None and now.day > 0)
        self.day_after.setEnabled(glance is not None and now.day < now.days - 1)


def _short(words: str) -> str:
    return words if len(words) <= _MOST else f"{words[: _MOST - 1].rstrip()}…"
