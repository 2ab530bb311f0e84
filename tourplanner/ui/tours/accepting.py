"""The lines under the checks in which a warning is accepted: a reason and a name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tourplanner.core.checks.finding import Finding
from tourplanner.ui.widgets.basic import button, column, label, row


class AcceptForm(QWidget):
    """Asks why a warning may stand and who says so; Enter accepts, Escape leaves it as it is.

    Signals
    -------
    accepted : Finding, reason, name. left : nothing is accepted.
    """

    accepted = Signal(object, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=6)
        self._about = label("", "strong", wraps=True)
        self.why, self.by = QLineEdit(), QLineEdit()
        self._missing = label("", "bad", wraps=True)
        layout.addWidget(self._about)
        for words, field in (("Why it may stand", self.why), ("Who says so", self.by)):
            name = label(words, "second")
            name.setBuddy(field)
            field.setAccessibleName(words)
            field.setMaxLength(200)
            field.returnPressed.connect(self._accept)
            layout.addWidget(name)
            layout.addWidget(field)
        layout.addWidget(self._missing)
        line = row(gap=8)
        line.addWidget(button("Accept", "primary", click=self._accept))
        line.addWidget(button("Leave it", "quiet", click=self._leave))
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(label("It comes back as soon as its figures change.", "hint", wraps=True))
        self._finding: Finding | None = None
        self.hide()

    def begin(self, finding: Finding, by: str) -> None:
        """Ask about a warning; ``by`` is the name that is offered."""
        self._finding = finding
        self._about.setText(f"Accept: {finding.text}")
        self.why.clear()
        self.by.setText(self.by.text() or by)
        self._missing.hide()
        self.show()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        for field, words in ((self.why, "Type why it may stand."), (self.by, "Type a name.")):
            if not field.text().strip():
                self._missing.setText(words)
                self._missing.show()
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        finding, self._finding = self._finding, None
        self.hide()
        self.accepted.emit(finding, self.why.text().strip(), self.by.text().strip())

    def _leave(self) -> None:
        self._finding = None
        self.hide()
        self.left.emit()
