"""What was just done, with Undo beside it, for 8 seconds; Ctrl+Z does the same for longer.

It lies on the words of the status bar, so it covers nothing that one works with.

The button takes back the act that it names and no other: with the next act, with an undo and with
another file the toast goes away.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from tourplanner.ui.shell.notices import announce
from tourplanner.ui.shell.status import StatusBar
from tourplanner.ui.theme import THEME
from tourplanner.ui.widgets.basic import button, icon_label, label, row
from tourplanner.ui.words import window_times

SHOWN_MS = 8000
_ALL_ROOM = 1000  # beside the free room at the end, which is 1
_OTHER_ROOM = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class Toast(QFrame):
    """Lies at the lower left; the time stops while the pointer or the keyboard is on it.

    Signals
    -------
    undo : the id of the action that is to be taken back.
    """

    undo = Signal(str)

    def __init__(self, window: QWidget, foot: StatusBar) -> None:
        """Take the status bar on which it lies."""
        super().__init__(window)
        self.setObjectName("done")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line = layout = row(self, margins=(12, 3, 8, 3), gap=8)
        layout.addWidget(icon_label("circle-check", "good"))
        self._words = label("")
        layout.addWidget(self._words)
        self.button = button("Undo", "quiet", click=self._on_undo)
        layout.addWidget(self.button)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._end)
        self._action = self._newest = ""
        self._foot = foot
        foot.installEventFilter(self)  # a job that comes or goes leaves another room
        window.installEventFilter(self)
        THEME.changed.connect(self.place)
        self.hide()

    def say(self, words: str, action: str = "") -> None:
        """Say what was done; without the id of its action it cannot be taken back from here."""
        words = window_times(words)
        self._action = action if action == self._newest else ""
        self.button.setVisible(bool(self._action))
        self._words.setText(words)
        self.button.setAccessibleName(f"Undo: {words}")
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, words)

    def place(self) -> None:
        """Lie on the words of the status bar; higher where the own words need more lines."""
        parent = self.parentWidget()
        if parent is None:
            return
        wide, high = parent.width(), 0
        if self._foot.isVisible():
            wide, high = self._foot.room(), self._foot.height()
        self._words.setWordWrap(False)
        is_long = self.sizeHint().width() > wide
        self._words.setWordWrap(is_long)
        self._line.setStretchFactor(self._words, _ALL_ROOM if is_long else 0)
        # A hint of before would be of other words or of another size of letters.
        self._words.updateGeometry()
        needed = self.heightForWidth(wide) if self._words.wordWrap() else self.sizeHint().height()
        high = max(high, needed)
        self.setGeometry(0, parent.height() - high, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window and the room that the status bar leaves."""
        if event.type() in _OTHER_ROOM and not self.isHidden():
            self.place()
        return False

    def _end(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def follow(self, action: str) -> None:
        """Something was written: another act than the one that is named takes its place."""
        self._newest = action
        if action != self._action:
            self.end()

    def end(self) -> None:
        """Go away; there is nothing to take back from here any more."""
        self._action = ""
        self._timer.stop()
        self.hide()

    def _on_undo(self) -> None:
        action = self._action
        self.end()
        self.undo.emit(action)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stop the time."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Let the time go on."""
        self._timer.start()
