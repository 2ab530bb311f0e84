"""What can be done with a stop of the board: each with its key, in the menu and under the pointer.

The keys belong to the board, to the list that is its twin and to the list of stops not placed;
elsewhere they keep their other meanings, so they are taken only while one of these has the focus.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from tourplanner.ui.icons import set_icon
from tourplanner.ui.letters import LETTERS, is_letter
from tourplanner.ui.tours.blocks import Block, Board

Act = Callable[[], None]


class KeyCatcher(QObject):
    """Lets some widgets start actions by their keys before anything else takes these.

    Signals
    -------
    refused : a QAction whose key was pressed and that cannot act now.
    """

    refused = Signal(object)

    def __init__(self, actions: list[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions

    def watch(self, widget: QWidget) -> None:
        """Take the keys of a widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the action whose key was pressed; the key is taken even where it cannot act."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        assert isinstance(event, QKeyEvent)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(plain.value | event.key())
        for action in self._actions:
            if pressed in action.shortcuts() and (LETTERS.are_on or not is_letter(pressed)):
                event.accept()
                if event.type() is QEvent.Type.KeyPress:
                    if action.isEnabled():
                        action.trigger()
                    elif not event.isAutoRepeat():
                        self.refused.emit(action)
                return True
        return False


class BoardActions(QObject):
    """The actions, and which of them the chosen block allows."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.all: list[QAction] = []
        self.earlier = self._make("Move earlier", "Alt+Up", "arrow-up", "Earlier")
        self.later = self._make("Move later", "Alt+Down", "arrow-down", "Later")
        self.day_before = self._make("Move to the day before", "Alt+Left", "arrow-left")
        self.day_after = self._make("Move to the day after", "Alt+Right", "arrow-right")
        self.place = self._make("Place on its best day", "Ins", "plus", "Place")
        self.take_off = self._make("Take off its day", "Del", "minus", "Take off")
        self.lock = self._make("Lock to its day", "L", "lock", "Lock")
        self.free = self._make("Free its time", "Shift+L", "clock")
        self.type = self._make("Type its time or minutes", "F2", "clock")
        self.type.setShortcuts([QKeySequence("F2"), QKeySequence("Return"), QKeySequence("Enter")])
        self.leave = self._make("Type when the day leaves", "Shift+F2", "bus")
        self.host = self._make("Type who confirmed it", "C", "user")
        self.press = self._make("Choose its press rule", "P", "newspaper")
        self.campaign = self._make("Mark it as campaign, or not", "Shift+P", "eye-off", "Campaign")
        self.template = self._make("Take its program from a template", "T", "list", "Template")
        self._of_stop = [a for a in self.all if a not in (self.place, self.type, self.leave)]
        self.copy_day = self._make(
            "Copy the day for a mail", "Ctrl+Shift+C", "mail", "Copy the day"
        )
        self.show_block(None, None, can_edit=False)

    def _make(self, text: str, key: str, icon: str, short: str = "") -> QAction:
        made = QAction(text, self._owner)
        made.setShortcut(QKeySequence(key))
        # The owner never has the focus itself: only the catcher starts these by key.
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        set_icon(made, icon)
        made.setIconVisibleInMenu(False)
        made.setIconText(short or text)
        made.setToolTip(f"{text} ({key})")
        self._owner.addAction(made)
        self.all.append(made)
        return made

    def connect_to(self, acts: dict[QAction, Act]) -> None:
        """Say what each does."""
        for action, act in acts.items():
            action.triggered.connect(lambda _on=False, act=act: act())

    def why_not(self, action: QAction, block: Block | None) -> str:
        """Say why an action of the board cannot act now; empty where there is nothing to say."""
        if block is None:
            return "Choose a stop on the board first."
        if not block.stop and action in (*self._of_stop, self.type):
            return "This acts on a stop; choose one on the board."
        ends = {
            self.earlier: "is the first stop of its day",
            self.later: "is the last stop of its day",
            self.day_before: "is on the first day",
            self.day_after: "is on the last day",
            self.free: "has no typed time",
        }
        return f"{block.title} {ends[action]}." if action in ends else ""

    def for_block(self) -> list[QAction]:
        """Give what stands in the menu of a block."""
        return [action for action in self.all if action is not self.place]

    def show_block(self, block: Block | None, board: Board | None, *, can_edit: bool) -> None:
        """Allow what can be done with the chosen block."""
        is_stop = can_edit and block is not None and bool(block.stop)
        days = len(board.columns) if board is not None else 0
        day = block.day if block is not None else 0
        stops = board.columns[day].stops if board is not None and day < days else 0
        position = block.position if block is not None else 0
        self.earlier.setEnabled(is_stop and position > 0)
        self.later.setEnabled(is_stop and position < stops - 1)
        self.day_before.setEnabled(is_stop and day > 0)
        self.day_after.setEnabled(is_stop and day < days - 1)
        self.take_off.setEnabled(is_stop)
        for action in (self.lock, self.host, self.press, self.campaign, self.template):
            action.setEnabled(is_stop)
        self.free.setEnabled(is_stop and block is not None and block.is_pinned)
        has_field = block is not None and (is_stop or block.leg is not None or bool(block.hotel))
        self.type.setEnabled(can_edit and has_field)
        self.leave.setEnabled(can_edit and block is not None)
        self.place.setEnabled(can_edit and board is not None and bool(board.not_placed))
        if board is not None and day < days:
            title = board.columns[day].title
            self.copy_day.setText(f"Copy {title} for a mail")
            self.copy_day.setIconText(f"Copy {title.partition(',')[0]}")
            self.copy_day.setToolTip(
                f"What the press may know of {title}, as formatted text (Ctrl+Shift+C)"
            )
        locked = block is not None and block.is_locked
        self.lock.setText("Unlock its day" if locked else "Lock to its day")
        self.lock.setIconText("Unlock" if locked else "Lock")
        self.lock.setToolTip(f"{self.lock.text()} (L)")
        set_icon(self.lock, "lock-open" if locked else "lock")
