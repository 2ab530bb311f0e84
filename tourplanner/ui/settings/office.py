"""The office profile: what papers print of the member, whom the press calls, the home state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tourplanner.core.errors import InputError
from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.widgets.basic import clear, label
from tourplanner.ui.widgets.typed_field import TypedField

if TYPE_CHECKING:
    from tourplanner.services.office import ProfileEntry


class OfficePage(SettingsPage):
    """The profile of the office file that is open."""

    title = "Office"
    kinds = frozenset({"office"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.fields: dict[str, TypedField] = {}
        self._wished = ""  # the field to go to when the profile is there

    def show_field(self, name: str) -> None:
        """Go to the field of that name, once it is there."""
        self._wished = name
        self._go_to_wished()

    def _go_to_wished(self) -> None:
        for field in self.fields.values():
            if self._wished and field.field.accessibleName() == self._wished:
                self._wished = ""
                field.field.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(field)

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
                made = TypedField(entry)
                made.typed.connect(self._on_typed)
                self.fields[entry.name] = made
                box.addWidget(made)
            self.body.addStretch(1)
        for entry in entries:
            field = self.fields[entry.name]
            field.show_value(entry.value)
            field.set_read_only(self.session.is_read_only)
        self._go_to_wished()

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
