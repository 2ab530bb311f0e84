"""In which formats papers are written: four buttons, the rest and the binders under Other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from tourplanner.core.papers.specs import PaperFormat
from tourplanner.ui.papers.choices import (
    FORMAT_WORDS,
    OPEN_FORMATS,
    PaperChoice,
    choices,
    groups,
)
from tourplanner.ui.widgets.basic import button
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.menu import Menu

STAFF, NAMED = "Staff", "Named people only"
WEB_FOLDER = "web-folder"
BINDERS = {
    "For everyone and the press": "The press",
    "On the bus": "People on the bus",
    "Hosts": "Hosts",
    STAFF: "The staff",
    NAMED: "Named people",
}
_AT_FIRST = (PaperFormat.PDF, PaperFormat.DOCX)
# Of visits that were made, and what is put on the web.
_BY_NAME = ("best-practices", "release", WEB_FOLDER)


def in_binder(group: str) -> list[PaperChoice]:
    """Give the papers that a reader may have; the staff has all but those for named people."""
    return [
        choice
        for choice in choices()
        if choice.key not in _BY_NAME
        and (choice.group == group or (group == STAFF and choice.group != NAMED))
    ]


class WriteAs(FlowBox):
    """The formats, Copy, and Other."""

    changed = Signal()
    binder_wished = Signal(str)  # group of readers
    web_wished = Signal()

    def __init__(self, copy: QAction, others: Sequence[QAction]) -> None:
        """Make them; ``others`` stand under Other, before the web folder."""
        super().__init__()
        self.formats: dict[PaperFormat, QPushButton | QAction] = {}
        self.other = button("Other", "small")
        self.other.setAccessibleName("Other formats, the web folder and the binder")
        menu = Menu(self.other)
        for paper_format, words in FORMAT_WORDS.items():
            if paper_format is PaperFormat.WEB:  # no form of other papers: written by itself, below
                continue
            if paper_format in OPEN_FORMATS:
                made = button(words, "small")
                made.setProperty("chip", "true")
                self.flow.addWidget(made)
                one: QPushButton | QAction = made
            else:
                one = menu.addAction(words)
            one.setCheckable(True)
            one.setChecked(paper_format in _AT_FIRST)
            one.toggled.connect(lambda _: self.changed.emit())
            self.formats[paper_format] = one
        menu.addSeparator()
        menu.addActions(list(others))
        menu.addAction("Web folder of the tour").triggered.connect(
            lambda _=False: self.web_wished.emit()
        )
        binder = menu.submenu("Binder, all papers for")
        for group in groups():
            binder.addAction(BINDERS[group]).triggered.connect(
                lambda _=False, group=group: self.binder_wished.emit(group)
            )
        self.other.setMenu(menu)
        self.copy_button = button("Copy", "small", click=copy.trigger)
        self.copy_button.setAccessibleName("Copy for a mail")
        self.flow.addWidget(self.copy_button)
        self.flow.addWidget(self.other)

    def chosen(self) -> list[PaperFormat]:
        """Give the formats that are chosen, in order."""
        return [f for f, made in self.formats.items() if made.isChecked()]
