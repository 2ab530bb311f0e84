"""One line of typed text with its name, saved as one types, and who may see it at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from tourplanner.ui.theme import look
from tourplanner.ui.tokens import BUTTON_HEIGHT
from tourplanner.ui.widgets.badges import LEVEL_SIZE, LevelTile
from tourplanner.ui.widgets.basic import column, label, row

if TYPE_CHECKING:
    from tourplanner.services.office import ProfileEntry

_REST_MS = 1000
NAME_WIDTH = 150


class TypedField(QWidget):
    """A field of a form: its name, what is typed, who may see it.

    ``stacked``: the name stands over the field, for a narrow pane. ``at_rest``: also what is typed
    half is sent when typing rests; else only what is there when the field is left.

    Signals
    -------
    typed : name and text, when the field is left or typing rests.
    """

    typed = Signal(str, str)

    def __init__(self, entry: ProfileEntry, *, stacked: bool = False, at_rest: bool = True) -> None:
        super().__init__()
        self._at_rest = at_rest
        self.name = entry.name
        self._shown = ""
        name = label(entry.label, "second", wraps=True)
        tile = LevelTile(str(entry.level))
        words = column(gap=2)
        if stacked:
            box, head = column(self, gap=3), row(gap=8)
            head.addWidget(name, 1)
            head.addWidget(tile)
            box.addLayout(head)
            box.addLayout(words)
        else:
            line = row(self, gap=12)
            name.setFixedWidth(look().px(NAME_WIDTH))
            top = Qt.AlignmentFlag.AlignTop
            name.setMinimumHeight(look().px(BUTTON_HEIGHT))  # in line with the first line of it
            line.addWidget(name, 0, top)
            line.addLayout(words, 1)
            beside = column(margins=(0, look().px(BUTTON_HEIGHT - LEVEL_SIZE) // 2, 0, 0))
            beside.addWidget(tile, 0, top)
            beside.addStretch(1)
            line.addLayout(beside)
        self.field = self._make_field(entry)
        self.field.setAccessibleName(entry.label)
        name.setBuddy(self.field)
        words.addWidget(self.field)
        if entry.help:
            words.addWidget(label(entry.help, "hint", wraps=True))
        self.problem: QLabel = label("", "bad", wraps=True)
        self.problem.hide()
        words.addWidget(self.problem)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.send)
        self.show_value(entry.value)

    def _make_field(self, entry: ProfileEntry) -> QLineEdit | QPlainTextEdit:
        if entry.lines > 1:
            made = QPlainTextEdit()
            made.setTabChangesFocus(True)
            made.setFixedHeight(look().px(22 * min(entry.lines, 5) + 16))
            made.textChanged.connect(self._on_edit)
            made.installEventFilter(self)
            return made
        line = QLineEdit()
        if entry.choices:
            line.setPlaceholderText(", ".join(entry.choices))
        line.textEdited.connect(lambda _: self._on_edit())
        line.editingFinished.connect(self.send)
        return line

    def text(self) -> str:
        """Give what stands in the field."""
        field = self.field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def show_value(self, value: str) -> None:
        """Show what is kept; what somebody is typing stays."""
        if self.text() not in (value, self._shown):
            return  # typed and refused, or not sent yet
        if self.field.hasFocus() and self.text().strip() == value:
            self._shown = self.text()  # a space that was just typed stays for the next word
            return
        self._shown = value
        if self.text() == value:
            return
        if isinstance(self.field, QLineEdit):
            self.field.setText(value)
            if not self.field.hasFocus():
                self.field.home(False)  # where it is longer than the field, its beginning is seen
        else:
            self.field.blockSignals(True)
            self.field.setPlainText(value)
            self.field.blockSignals(False)

    def send(self) -> None:
        """Say what was typed, where it is new."""
        self._rest.stop()
        if self.text() != self._shown:
            self.typed.emit(self.name, self.text())
        else:
            self.problem.hide()

    def keep(self, value: str) -> None:
        """What was typed is saved; ``value`` is as it is kept."""
        self.problem.hide()
        self._shown = self.text()
        self.show_value(value)

    def refuse(self, words: str) -> None:
        """Say why what was typed is not kept; it stays in the field."""
        self.problem.setText(words)
        self.problem.show()

    def set_read_only(self, is_on: bool) -> None:
        """Let nothing be typed, or let it."""
        self.field.setReadOnly(is_on)

    def _on_edit(self) -> None:
        if self._at_rest:
            self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the field is left."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.send()
        return False
