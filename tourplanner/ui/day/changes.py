"""The change sheet: what differs between any two plans of the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words, window_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourplanner.core.versions import Changed
    from tourplanner.services.versions import ChangeSheet, Version


class ChangesPage(QWidget):
    """A table of what was planned and what is new; Ctrl+A and Ctrl+C copy it for a mail.

    Signals
    -------
    chosen : ids of the plans before and after.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        head = pane("canvas")
        line = row(head, margins=(14, 10, 14, 10), gap=10)
        self.title = label("", "strong", wraps=True)
        self.against, self.plan = ComboBox(), ComboBox()
        for combo, name in ((self.against, "Plan that was"), (self.plan, "Plan that is now")):
            combo.setAccessibleName(name)
            combo.setMinimumWidth(150)
            combo.activated.connect(lambda _: self._on_chosen())
        line.addWidget(self.title, 1)
        line.addWidget(label("From", "second"))
        line.addWidget(self.against)
        line.addWidget(label("to", "second"))
        line.addWidget(self.plan)
        layout.addWidget(head)
        self.lines: RowsModel[Changed] = RowsModel(
            [
                TableColumn("What", lambda line: line.what),
                TableColumn("Was", lambda line: _shown(line.planned)),
                TableColumn("Is now", lambda line: _shown(line.new)),
            ],
            lambda line: f"{line.what}: was {_shown(line.planned)}, is now {_shown(line.new)}",
        )
        self.table = Table("Change sheet", self.lines, TextDelegate(strong_column=2), many=True)
        layout.addWidget(self.table, 1)
        self.note = label("", "hint", wraps=True)
        foot = row(margins=(14, 8, 14, 8))
        foot.addWidget(self.note, 1)
        layout.addLayout(foot)

    def show_sheet(self, sheet: ChangeSheet, versions: Sequence[Version]) -> None:
        """Show what differs, and what else can be compared with."""
        for combo, shown in ((self.against, sheet.before), (self.plan, sheet.after)):
            combo.clear()
            for version in versions:
                combo.addItem(version.name, version.id)
            combo.setCurrentIndex(combo.findData(shown.id))
            combo.setEnabled(combo.count() > 1)
        changes = count_words(len(sheet.lines), "change") if sheet.lines else "nothing changed"
        self.title.setText(f"{sheet.after.name} against {sheet.before.name}: {changes}")
        self.lines.show(sheet.lines)
        self.table.choose(0)
        self.note.setText(
            "As it was when this plan was chosen on the day."
            if sheet.is_as_made
            else "Both are timed with the lengths of visits and the typed minutes of today."
        )

    def _on_chosen(self) -> None:
        self.chosen.emit(str(self.against.currentData()), str(self.plan.currentData()))

    def show_none(self, sentence: str) -> None:
        """Say that there is nothing to compare."""
        for combo in (self.against, self.plan):
            combo.clear()
            combo.setEnabled(False)
        self.lines.show([])
        self.title.setText(sentence)
        self.note.setText("")


def _shown(said: str) -> str:
    return window_times(said, is_sentence=False)
