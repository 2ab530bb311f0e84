"""The line of an attached file, such as a signed form: attached, opened, taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from tourplanner.core.declaring import Level
from tourplanner.services.consent_forms import FORM_SUFFIXES
from tourplanner.ui.widgets.badges import LevelTile
from tourplanner.ui.widgets.basic import button, icon_button, label, row


class FormLine(QWidget):
    """Says which file is attached, such as a signed form. It is private: no paper holds it.

    Signals
    -------
    attached : path of a chosen file. opened, removed : the buttons.
    """

    attached = Signal(str)
    opened = Signal()
    removed = Signal()

    def __init__(
        self,
        title: str = "Signed form",
        what: str = "the signed consent form",
        suffixes: Sequence[str] = FORM_SUFFIXES,
    ) -> None:
        super().__init__()
        self._what = what
        self._kinds = f"Files ({' '.join(f'*{end} *{end.upper()}' for end in suffixes)})"
        line = row(gap=6)
        self.setLayout(line)
        line.addWidget(label(title, "section"))
        line.addWidget(LevelTile(Level.RESTRICTED))
        self.words = label("", "hint", wraps=True)
        line.addWidget(self.words, 1)
        self.attach = button("Attach", "small", "file-plus", self.pick)
        self.attach.setAccessibleName(f"Attach {what}")
        self.open = button("Open", "small", "file-text", self.opened.emit)
        self.open.setAccessibleName(f"Open {what}")
        self.away = icon_button("x", f"Take away {what}")
        self.away.clicked.connect(lambda: self.removed.emit())
        for part in (self.attach, self.open, self.away):
            line.addWidget(part)
        self.show_form("", "", read_only=True)

    def show_form(self, name: str, missing: str, *, read_only: bool) -> None:
        """Show which file is attached, and where it is not on this laptop."""
        self.words.setText(missing or (f"{name}, private" if name else "None attached"))
        self.attach.setVisible(not name)
        self.attach.setEnabled(not read_only)
        self.open.setVisible(bool(name))
        self.open.setEnabled(not missing)
        self.away.setVisible(bool(name))
        self.away.setEnabled(not read_only)

    def pick(self) -> None:
        """Let somebody choose the scan."""
        name, _ = QFileDialog.getOpenFileName(self, f"Attach {self._what}", "", self._kinds)
        if name:
            self.attached.emit(name)
