"""The log of the tour: what was changed, by whom, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tourplanner.core.clock import local
from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words, day_words, time_words, window_times

if TYPE_CHECKING:
    from tourplanner.services.tour_log import LogLine


class LogPage(QWidget):
    """A table of the steps, the newest first; Ctrl+A and Ctrl+C copy it."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        head = pane("canvas")
        line = row(head, margins=(14, 10, 14, 10))
        self.title = label("", "strong", wraps=True)
        line.addWidget(self.title, 1)
        layout.addWidget(head)
        self._zone = ""
        self.lines: RowsModel[LogLine] = RowsModel(
            [
                TableColumn("When", lambda one: self._when(one.at), 170),
                TableColumn("Who", lambda one: one.who or "not known", 140),
                TableColumn("What", _what),
                TableColumn("Why, or against plan", lambda one: one.why or "none"),
            ],
            lambda one: f"{self._when(one.at)}, {one.who}: {_what(one)}. {one.why}".strip(),
        )
        self.table = Table("Log of the tour", self.lines, TextDelegate(strong_column=2), many=True)
        self.table.show_columns([one.title for one in self.lines.columns], spare=("Who",))
        layout.addWidget(self.table, 1)
        foot = row(margins=(14, 8, 14, 8))
        hint = "Times are those of the tour's start. What is written here is never changed: a step "
        hint += "that was taken back stands with the one that took it back."
        foot.addWidget(label(hint, "hint", wraps=True), 1)
        layout.addLayout(foot)

    def show_lines(self, lines: Sequence[LogLine], zone: str) -> None:
        """Show other steps; the chosen one stays where it is."""
        self._zone = zone
        at = self.table.currentIndex().row()
        self.title.setText(f"{count_words(len(lines), 'step')}, the newest first")
        self.lines.show(list(lines))
        self.table.choose(min(max(at, 0), len(lines) - 1))

    def _when(self, at: datetime | None) -> str:
        if at is None:
            return "not known"
        return f"{day_words(local(at, self._zone).date())}, {time_words(at, self._zone)}"


def _what(one: LogLine) -> str:
    return window_times(one.what, is_sentence=False)
