"""The office profile: what papers print of the member, whom the press calls, the home state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from tourplanner.core.errors import InputError
from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.badges import LevelTile
from tourplanner.ui.widgets.basic import clear, column, label, row

if TYPE_CHECKING:
    from tourplanner.services.office import ProfileEntry

_REST_MS = 1000
_NAME_WIDTH = 150


class ProfileField(QWidget):
    """One line of the profile: its name, what is typed, who may see it.

    Signals
    -------
    typed : name and text, when the field is left or typing rests.
    """

    typed = Signal(str, str)

    def __init__(self, entry: ProfileEntry) -> None:
        super().__init__()
        self.name = entry.name
        self._shown = ""
        line = row(self, gap=12)
        name = label(entry.label, "second", wraps=True)
        name.setFixedWidth(look().px(_NAME_WIDTH))
        line.addWidget(name)
        words = column(gap=2)
        self.field = self._make_field(entry)
        self.field.setAccessibleName(entry.label)
        name.setBuddy(self.field)
        words.addWidget(self.field)
        if entry.help:
            words.addWidget(label(entry.help, "hint", wraps=True))
        self.problem: QLabel = label("", "bad", wraps=True)
        self.problem.hide()
        words.addWidget(self.problem)
        line.addLayout(words, 1)
        line.addWidget(LevelTile(str(entry.level)))
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
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the field is left."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.send()
        return False


class OfficePage(SettingsPage):
    """The profile of the office file that is open."""

    title = "Office"
    kinds = frozenset({"office"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.fields: dict[str, ProfileField] = {}

    def first_widget(self) -> QWidget:
        """Give the first field."""
        return next((field.field for field in self.fields.values()), self)

    def refresh(self) -> None:
        """Read the profile of the file that is open."""
        if self.session.path is None:
            self._clear("No file open.", "The profile is kept in the office file. Ctrl+O opens it.")
        else:
            path = self.session.path
            self.session.read(
                lambda ws, _: ws.profile.read(),
                lambda entries: self._show(entries) if path == self.session.path else None,
                topic="settings-office",
            )

    def flush(self) -> None:
        """Send what was typed."""
        for field in self.fields.values():
            field.send()

    def _clear(self, words: str, how: str) -> None:
        clear(self.body)
        self.fields = {}
        self.body.addWidget(label(words, "heading"))
        self.body.addWidget(label(how, "second", wraps=True))
        self.body.addStretch(1)

    def _show(self, entries: tuple[ProfileEntry, ...]) -> None:
        if [entry.name for entry in entries] != list(self.fields):
            clear(self.body)
            box = self.section(
                "Office profile",
                "Papers print it. Saved as you type; the tile says who may see it at most.",
            )
            self.fields = {}
            for entry in entries:
                made = ProfileField(entry)
                made.typed.connect(self._on_typed)
                self.fields[entry.name] = made
                box.addWidget(made)
            self.body.addStretch(1)
        for entry in entries:
            field = self.fields[entry.name]
            field.show_value(entry.value)
            field.set_read_only(self.session.is_read_only)

    def _on_typed(self, name: str, text: str) -> None:
        field = self.fields[name]

        def done(_: object) -> None:
            if self.fields.get(name) is field and field.text() == text:
                field.keep(text.strip())
                self.refresh()

        def failed(error: BaseException) -> None:
            if isinstance(error, InputError) and self.fields.get(name) is field:
                field.refuse(f"Not kept: {error.text} {error.hint}")
            else:
                self.session.unsaved.emit()
                self.session.tell_error(error)

        self.session.write(lambda ws, _: ws.profile.set({name: text}), done, failed)
