"""The case for a site on its page: each line with year and source, gaps and doubles, one form."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from tourplanner.core.fields import record_kind
from tourplanner.core.model.case import CASE_PARTS, Case, Entry
from tourplanner.ui.session import Session
from tourplanner.ui.sites.block import SiteBlock
from tourplanner.ui.sites.case_form import CaseForm, FormRead, read_form
from tourplanner.ui.sites.rows import SiteRow
from tourplanner.ui.widgets.basic import button, clear, column, icon_label, label, row
from tourplanner.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

CODED = frozenset({"need", "service"})  # what has a kind in the list of services
KINDS = frozenset({*CASE_PARTS, "partner"})


@dataclass(frozen=True, slots=True)
class CaseRead:
    """The case for a site, and the line of it whose form is open."""

    case: Case
    form: FormRead


def read(workspace: Workspace, site: str, open_line: tuple[str, str] | None) -> CaseRead:
    """Read it; called on a helper's thread."""
    from tourplanner.services import case

    return CaseRead(case.read_case(workspace, site), read_form(workspace, open_line))


class CaseBlock(SiteBlock["CaseRead"]):
    """The lines of the case, a button that adds one, and the form of the open one."""

    kinds = KINDS
    topic = "case"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: Case | None = None
        self._open: tuple[str, str] | None = None
        self._wants_focus = False
        self._field = ""  # that is gone to when the form opens; empty = its first
        layout = column(self, gap=6)
        head = row(gap=6)
        head.addWidget(label("The case for this site", "section"))
        head.addStretch(1)
        self.add = button("Add…", "small", "plus", self.ask)
        self.add.setAccessibleName("Add to the case for this site")
        head.addWidget(self.add)
        layout.addLayout(head)
        self._lines = column(gap=6)
        self.form = CaseForm(session)
        self.form.ended.connect(self.end)
        self.form.taken_away.connect(self._take_away)
        self.form.partner_wished.connect(lambda partner: self.open_line("partner", partner))
        layout.addWidget(self.form)
        layout.addLayout(self._lines)

    # -- the site that is shown ------------------------------------------------------------------

    def show_site(self, site: SiteRow | None) -> None:
        """Show the case for a candidate; none where ``site`` is none."""
        super().show_site(site)
        self.setVisible(bool(self._site))
        self.add.setEnabled(not self._session.is_read_only)

    def reading(self, site: str) -> Callable[[Workspace, Progress], CaseRead]:
        """Read the case for a site, and what the open form wants."""
        line = self._open
        return lambda workspace, _: read(workspace, site, line)

    def _leave(self) -> None:
        self._shown = None
        clear(self._lines)
        self.end()

    def _show(self, found: CaseRead) -> None:
        if found.case != self._shown:
            self._shown = found.case
            self._show_lines(found.case)
        line = found.form.line
        if line is None or (line.kind, line.record) != self._open:
            return
        shown = self.form.line
        if shown is None or (shown.kind, shown.record) != self._open:
            self.form.open(found.form)
        else:
            self.form.show_line(line)
        if self._wants_focus:
            self._wants_focus = False
            self.form.focus(self._field)
            QTimer.singleShot(0, self, self._bring_form)  # it has its height then

    def _bring_form(self) -> None:
        """Scroll the page to the form."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.form, 0, 0)
            above.ensureWidgetVisible(self.form.head, 0, 40)

    def _show_lines(self, case: Case) -> None:
        clear(self._lines)
        for told in case.findings:
            made = QWidget()
            line = row(made, gap=8)
            line.addWidget(icon_label("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(told, "warn", wraps=True, selectable=True), 1)
            self._lines.addWidget(made)
        for kind, title in CASE_PARTS.items():
            entries = case.of(kind)
            if entries:
                self._lines.addWidget(label(title, "second"))
            for entry in entries:
                self._lines.addWidget(self._entry(entry))
        if not case.entries:
            words = (
                "Nothing yet. Add needs, strengths, partners and services, each with its source."
            )
            self._lines.addWidget(label(words, "hint", wraps=True))

    def _entry(self, entry: Entry) -> QWidget:
        made = QWidget()
        layout = column(made, gap=2)
        words = entry.words or f"{record_kind(entry.kind).label}: nothing typed yet"
        line = row(gap=8)
        over = " (over)" if entry.is_over else ""
        line.addWidget(label(f"{words}{over}", wraps=True, selectable=True), 1)
        told = ", ".join(part for part in (words, entry.detail, entry.dated, *entry.lacks) if part)
        edit = button("Edit", "small", click=partial(self.open_line, entry.kind, entry.record))
        edit.setAccessibleName(f"Edit {told}")
        edit.setEnabled(not self._session.is_read_only)
        if entry.kind in CODED and not entry.code:
            kind = button("Kind…", "small", click=partial(self.open_line, entry.kind, entry.record,
                                                          "code"))  # fmt: skip
            kind.setAccessibleName(f"Choose the kind of {told}")
            kind.setToolTip("Only needs and services of one kind are held against each other")
            kind.setEnabled(not self._session.is_read_only)
            line.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)
        if entry.detail:
            layout.addWidget(label(entry.detail, "second", wraps=True, selectable=True))
        if entry.dated:
            layout.addWidget(label(entry.dated, "hint", wraps=True))
        if entry.lacks:
            layout.addWidget(label(f"{', '.join(entry.lacks).capitalize()}.", "warn", wraps=True))
        return made

    # -- the form --------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask in a menu what to add."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Add to the case for this site")
        for kind in CASE_PARTS:
            menu.addAction(record_kind(kind).label, partial(self.add_line, kind))
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def add_line(self, kind: str) -> None:
        """Begin a line of a kind, ready to be typed in."""
        site = self._site
        if not site or self._session.is_read_only:
            return
        record = uuid.uuid4().hex

        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services import case

            return case.add(workspace, kind, site, {}, record=record)

        self._session.write(work, lambda _: self.open_line(kind, record))

    def open_line(self, kind: str, record: str, field: str = "") -> None:
        """Open the form of a line, at a field of it, else at the first."""
        if self._session.is_read_only:
            return
        self.form.leave()
        self._open, self._wants_focus, self._field = (kind, record), True, field
        self.refresh()

    def end(self) -> None:
        """Close the form; what was typed is saved."""
        had_focus = self.form.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.form.leave()
        self.form.line = None
        self.form.hide()
        self._open = None
        if had_focus:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self, kind: str, record: str) -> None:
        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services import case

            return case.remove(workspace, kind, record)

        self.end()
        self._session.write(work, acted=f"{record_kind(kind).label} taken away.")

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.form.leave()
