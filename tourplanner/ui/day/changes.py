"""The change sheet: what differs between the current plan and an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourplanner.core.versions import Changed
    from tourplanner.services.versions import ChangeSheet, Version


class ChangesPage(QWidget):
    """A table of what was planned and what is new; Ctrl+A and Ctrl+C copy it for a mail.

    Signals
    -------
    chosen : id of another plan to compare with.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        head = pane("canvas")
        line = row(head, margins=(14, 10, 14, 10), gap=10)
        self.title = label("", "strong", wraps=True)
        self.against = ComboBox()
        self.against.setAccessibleName("Compare with")
        self.against.setMinimumWidth(200)
        self.against.activated.connect(
            lambda index: self.chosen.emit(str(self.against.itemData(index)))
        )
        line.addWidget(self.title, 1)
        line.addWidget(label("Compare with", "second"))
        line.addWidget(self.against)
        layout.addWidget(head)
        self.lines: RowsModel[Changed] = RowsModel(
            [
                TableColumn("What", lambda line: line.what),
                TableColumn("Was", lambda line: line.planned),
                TableColumn("Is now", lambda line: line.new),
            ],
            lambda line: f"{line.what}: was {line.planned}, is now {line.new}",
        )
        self.table = Table("Change sheet", self.lines, TextDelegate(strong_column=2), many=True)
        layout.addWidget(self.table, 1)
        self.note = label("", "hint", wraps=True)
        foot = row(margins=(14, 8, 14, 8))
        foot.addWidget(self.note, 1)
        layout.addLayout(foot)

    def show_sheet(self, sheet: ChangeSheet, versions: Sequence[Version]) -> None:
        """Show what differs, and what else can be compared with."""
        self.against.clear()
        for version in versions:
            if version.id != sheet.after.id:
                self.against.addItem(version.name, version.id)
        self.against.setCurrentIndex(self.against.findData(sheet.before.id))
        self.against.setEnabled(self.against.count() > 1)
        changes = count_words(len(sheet.lines), "change") if sheet.lines else "nothing changed"
        self.title.setText(f"{sheet.after.name} against {sheet.before.name}: {changes}")
        self.lines.show(sheet.lines)
        self.table.choose(0)
        self.note.setText(
            "As it was when this plan was chosen on the day."
            if sheet.is_as_made
            else "Both are timed with the lengths of visits and the typed minutes of today."
        )

    def show_none(self, sentence: str) -> None:
        """Say that there is nothing to compare."""
        self.against.clear()
        self.against.setEnabled(False)
        self.lines.show([])
        self.title.setText(sentence)
        self.note.setText("")
