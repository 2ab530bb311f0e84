"""Whether the tour is ready: what breaks comes first, then what is to be done and whom to tell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.ui.lists import ListEditor
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.tours.findings import FindingsList, counts_of
from tourplanner.ui.widgets.basic import button, column, label, pane, row
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

_HINT = (
    "Due takes T-7 or a date; one that falls on a weekend or holiday moves to the working day "
    "before. Stop takes its number (1.2), a day (2) or nothing."
)


_HIGH = 150  # of what breaks, at 100 % text


class ReadyPage(QWidget):
    """What stands in the way, then the to-dos and what fills them: checklist, notices, forms."""

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
        self.forms = button(
            "Add forms that are due", "small", "file-text", partial(self._fill, "reminder")
        )
        self.forms.setToolTip("Of the payments, Papers: forms that nobody filed; nothing twice")
        self.checklist.setToolTip("What every stop and the tour need beforehand; nothing twice")
        self.courtesy.setToolTip("Whose districts the plan visits, and whom to tell; nothing twice")
        layout = column(self)
        layout.addWidget(self._way())
        top = row(margins=(14, 10, 14, 0), gap=8)
        fills = FlowBox()
        for made in (self.checklist, self.courtesy, self.forms):
            fills.flow.addWidget(made)
        top.addWidget(fills, 1)
        self.open = label("", "second")
        top.addWidget(self.open)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        cells = self.list.table.cells
        cells.modelReset.connect(self._count)
        cells.dataChanged.connect(lambda *_: self._count())

    def _way(self) -> QWidget:
        """Make the head: what breaks, of which little is seen at once where it is much."""
        head = pane("canvas")
        inner = column(head, margins=(14, 10, 14, 4), gap=4)
        self.verdict = label("", "section", wraps=True)
        inner.addWidget(self.verdict)
        self.breaks = FindingsList()
        self.breaks.setAccessibleName("What stands in the way")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.breaks)
        self.breaks.moved_to.connect(
            lambda at: self._area.ensureVisible(at.left(), at.center().y(), 0, at.height() // 2)
        )
        inner.addWidget(self._area)
        return head

    def show_findings(self, findings: Sequence[Finding], *, can_edit: bool) -> None:
        """Show what breaks; what is only worth a look is counted."""
        broken = [one for one in findings if one.severity is Severity.ERROR]
        others = [one for one in findings if one.severity is not Severity.ERROR]
        words = "Stands in the way" if broken else "Nothing breaks"
        if others:
            words += f". On the board: {counts_of(others)}"
        self.verdict.setText(f"{words}.")
        self._area.setVisible(bool(broken))
        if broken:
            self.breaks.show_findings(broken, can_edit=can_edit)
            self._area.setFixedHeight(min(self.breaks.height(), look().px(_HIGH)))

    def _count(self) -> None:
        cells = self.list.table.cells
        done = [n for n, field in enumerate(cells.columns) if field.name == "done"]
        rows = [texts for id_, texts in cells.rows if id_]
        if not rows or not done:
            self.open.setText("")
            return
        still = sum(not texts[done[0]] for texts in rows)
        self.open.setText(f"{still:,} of {count_words(len(rows), 'to-do')} open")

    def refresh(self) -> None:
        """Read the list."""
        can = bool(self._session.tour_id) and not self._session.is_read_only
        self.checklist.setEnabled(can)
        self.courtesy.setEnabled(can)
        self.forms.setEnabled(can)
        self.list.refresh()

    def _fill(self, what: str) -> None:
        tour_id = self._session.tour_id

        def work(workspace: Workspace, _: Progress) -> int:
            todos = workspace.todos
            fills = {
                "line": todos.add_checklist,
                "notice": todos.add_courtesy,
                "reminder": todos.add_forms,
            }
            return fills[what](tour_id)

        def done(added: int) -> None:
            if added:
                self._session.acted.emit(f"{count_words(added, what)} added.")
            else:
                known = f"Every {what} is in the list already, or was taken out of it."
                self._session.tell(Notice(Tone.GOOD, known))
            self.list.refresh()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.write(work, done)
