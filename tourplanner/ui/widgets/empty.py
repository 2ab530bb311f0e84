"""What a place shows that has nothing yet: a sentence, a button, how else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tourplanner.ui.widgets.basic import column, label, row


class EmptyState(QWidget):
    """One sentence what this is for, at most one button, one line how else."""

    def __init__(self, sentence: str, else_how: str = "", act: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = column(self, margins=28, gap=12)
        outer.addStretch(2)
        self.sentence = label(sentence, "heading", wraps=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(self.sentence)
        if act is not None:
            line = row()
            line.addStretch()
            line.addWidget(act)
            line.addStretch()
            outer.addLayout(line)
        self.else_how = label(else_how, "hint", wraps=True)
        self.else_how.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(self.else_how)
        self.else_how.setVisible(bool(else_how))
        outer.addStretch(3)

    def say(self, sentence: str, else_how: str = "") -> None:
        """Say something else."""
        self.sentence.setText(sentence)
        self.else_how.setText(else_how)
        self.else_how.setVisible(bool(else_how))
