"""What is still to be done before the tour, and whom to tell: a list with owners and days."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tourplanner.ui.lists import ListEditor
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, column, row
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

_HINT = (
    "Due takes T-7 or a date; one that falls on a weekend or holiday moves to the working day "
    "before. Stop takes its number (1.2), a day (2) or nothing."
)


class ReadyPage(QWidget):
    """The list of to-dos, and what fills it: the advance checklist, the courtesy notices."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.list = ListEditor(session, "todos", "To-dos", _HINT)
        self.checklist = button(
            "Add the advance checklist", "small", "square-check", partial(self._fill, "line")
        )
        self.courtesy = button(
            "Add courtesy notices", "small", "mail", partial(self._fill, "notice")
        )
        self.checklist.setToolTip("What every stop and the tour need beforehand; nothing twice")
        self.courtesy.setToolTip("Whose districts the plan visits, and whom to tell; nothing twice")
        layout = column(self)
        top = row(margins=(14, 10, 14, 0), gap=8)
        top.addWidget(self.checklist)
        top.addWidget(self.courtesy)
        top.addStretch(1)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read the list."""
        can = bool(self._session.tour_id) and not self._session.is_read_only
        self.checklist.setEnabled(can)
        self.courtesy.setEnabled(can)
        self.list.refresh()

    def _fill(self, what: str) -> None:
        tour_id = self._session.tour_id

        def work(workspace: Workspace, _: Progress) -> int:
            todos = workspace.todos
            fill = todos.add_courtesy if what == "notice" else todos.add_checklist
            return fill(tour_id)

        def done(added: int) -> None:
            if added:
                self._session.acted.emit(f"{count_words(added, what)} added.")
            else:
                known = f"Every {what} is in the list already, or was taken out of it."
                self._session.tell(Notice(Tone.GOOD, known))
            self.list.refresh()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.write(work, done)
