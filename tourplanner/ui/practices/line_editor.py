"""One line of the case, or one partner, edited away from the page of its site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from tourplanner.core.changes import Changes
from tourplanner.core.fields import record_kind
from tourplanner.ui.session import Session
from tourplanner.ui.sites.case import KINDS
from tourplanner.ui.sites.case_form import CaseForm, FormRead, read_form
from tourplanner.ui.widgets.basic import column

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace


class LineEditor(QFrame):
    """The form of the open line, read anew with every change of the case.

    Signals
    -------
    ended : the form was closed. partner_wished : record.
    """

    ended = Signal()
    partner_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.open_line: tuple[str, str] | None = None
        self._wants_focus = False
        self.form = CaseForm(session)
        column(self).addWidget(self.form)
        self.form.ended.connect(self.end)
        self.form.taken_away.connect(self._take_away)
        self.form.partner_wished.connect(self.partner_wished)
        session.changed.connect(self._on_changes)
        session.file_changed.connect(self.end)

    def open(self, kind: str, record: str, *, focus: bool = False) -> None:
        """Show a line; what was typed in the one before is saved."""
        if self.open_line != (kind, record):
            self.form.leave()
            self.open_line = (kind, record)
        self._wants_focus = focus and not self._session.is_read_only
        self.refresh()

    def refresh(self) -> None:
        """Read the open line anew."""
        wanted = self.open_line
        if wanted is None or self._session.path is None:
            return

        def work(workspace: Workspace, _: object) -> FormRead:
            return read_form(workspace, wanted)

        def show(found: FormRead) -> None:
            if wanted == self.open_line:
                self._show(found)

        self._session.read(work, show, topic=f"line {id(self)}")

    def _show(self, found: FormRead) -> None:
        line, shown = found.line, self.form.line
        if line is None:
            self.end()
            return
        if shown is None or (shown.kind, shown.record) != (line.kind, line.record):
            self.form.open(found)
        else:
            self.form.show_line(line)
        self.form.setEnabled(not self._session.is_read_only)
        if self._wants_focus:
            self._wants_focus = False
            self.form.focus_first()

    def end(self) -> None:
        """Close the form; what was typed is saved."""
        self.form.leave()
        self.form.line = None
        self.form.hide()
        if self.open_line is not None:
            self.open_line = None
            self.ended.emit()

    def first_widget(self) -> QWidget:
        """Give the first field, or the editor itself while none is open."""
        return next(iter(self.form.fields.values()), self) if self.open_line else self

    def _take_away(self, kind: str, record: str) -> None:
        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services import case

            return case.remove(workspace, kind, record)

        self.end()
        self._session.write(work, acted=f"{record_kind(kind).label} taken away.")

    def _on_changes(self, changes: Changes) -> None:
        if KINDS & changes.touched.keys():
            self.refresh()

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.form.leave()
