"""What is arranged for the stops, and what bears on it, one list at a time.

They share a tab: a tab each would leave no room for what the place does most, in large text.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTableView, QWidget

from tourplanner.ui.lists import ListEditor
from tourplanner.ui.papers.templates import TemplatesEditor
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, column, row
from tourplanner.ui.widgets.flow import FlowBox

SHOWN = (
    (
        "program",
        "Program",
        "What happens at each stop, as papers print it. Start counts minutes from the visit's own "
        "start; while nobody is named who confirmed it, no public paper has it.",
    ),
    (
        "bookings",
        "Interpreters and handouts",
        "Interpreters, captions and translated handouts by stop (1.2): who does it, from when, and "
        "who confirmed it.",
    ),
    (
        "payments",
        "Payments",
        "Who paid bus, lunch and rooms, what it was worth, and the form that is due for it. "
        "Tours, Ready, adds a to-do for each form that is not filed. Campaign keeps a cost apart.",
    ),
    (
        "elections",
        "Elections",
        "Days of elections, each with who gave it out. Checks and papers for the press tell when "
        "a day lies in the time before one in which mass mailings are barred.",
    ),
)


class OfStops(QWidget):
    """The lists, and a button for each."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.editors = [ListEditor(session, *one) for one in SHOWN]
        self.templates = TemplatesEditor(session)
        self.editors.append(self.templates)
        self._pages = QStackedWidget()
        self.buttons: list[QPushButton] = []
        chips = FlowBox()
        line = row(margins=(14, 10, 14, 0))
        line.addWidget(chips)
        for number, editor in enumerate(self.editors):
            title = editor.table.accessibleName()
            made = button(title, "small", click=partial(self.choose, number))
            made.setProperty("chip", "true")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setAccessibleName(f"Show {title.lower()}")
            self.buttons.append(made)
            chips.flow.addWidget(made)
            self._pages.addWidget(editor)
        layout = column(self)
        layout.addLayout(line)
        layout.addWidget(self._pages, 1)
        self.buttons[0].setChecked(True)

    @property
    def table(self) -> QTableView:
        """The table that is shown."""
        return self.editors[self._pages.currentIndex()].table

    def choose(self, number: int) -> None:
        """Show another list, from 0, and go to its table."""
        self.buttons[number].setChecked(True)
        self._pages.setCurrentIndex(number)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_templates(self, stop: str) -> None:
        """Show the templates, for a stop."""
        self.templates.wanted = stop
        self.choose(self.editors.index(self.templates))
        self.templates.template.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the list that is shown."""
        self.editors[self._pages.currentIndex()].refresh()
