"""Needs and services over all sites: the matrix with its gaps, and the line that is edited."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QScrollArea,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tourplanner.core.fields import record_kind
from tourplanner.core.model.case import Entry
from tourplanner.ui.practices.line_editor import LineEditor
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look, tokens
from tourplanner.ui.widgets.basic import (
    button,
    clear,
    column,
    icon_label,
    label,
    pane,
    row,
    scroll_page,
)
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.list_detail import ListDetail
from tourplanner.ui.widgets.pivot import PivotPane
from tourplanner.ui.widgets.rows import draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.values import ValuesModel
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.partner_links import Needs
    from tourplanner.services.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
_WIDTH = 340


class NeedsView(QWidget):
    """The matrix of sites by services at the left, the chosen site's gaps and a form at the right.

    Signals
    -------
    site_wished : the site of the chosen row. partner_wished : record.
    """

    site_wished = Signal(str)
    partner_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._needs: Needs | None = None
        self.told = label("", "hint", wraps=True)
        self.entries: ValuesModel[Entry] = ValuesModel(_spoken)
        names = ("Sites by needs and services", "Needs and services", "Sites")
        self.pane = PivotPane(names, self.entries, EntryDelegate(self.entries))
        self.empty = EmptyState("", "")
        self.lists = QStackedWidget()
        self.lists.addWidget(self.pane)
        self.lists.addWidget(self.empty)
        main = pane("surface")
        layout = column(main)
        line = row(margins=(14, 10, 14, 8))
        line.addWidget(self.told, 1)
        layout.addLayout(line)
        layout.addWidget(self.lists, 1)
        self.editor = LineEditor(session)
        self.editor.partner_wished.connect(self.partner_wished)
        self.editor.ended.connect(self._back)
        self.head = label("", "heading", wraps=True)
        self._findings = column(gap=6)
        self.add_need = button("Add a need", "small", "plus", lambda: self.add("need"))
        self.add_service = button("Add a service", "small", "plus", lambda: self.add("service"))
        self.to_site = button("Show the site", "small", click=self._to_site)
        self.split = ListDetail("needs", session.memory, main, self._detail(), width=_WIDTH)
        column(self).addWidget(self.split)
        self.pane.view.selectionModel().currentChanged.connect(lambda *_: self._show_site())
        self.pane.entered.connect(self._enter)
        self.pane.opened.connect(lambda entry: self.edit(entry.kind, entry.record))
        session.file_changed.connect(self._forget)

    def _detail(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("The chosen site and service")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = scroll_page("canvas")
        area.setWidget(whole)
        layout = column(whole, margins=(16, 12, 16, 16), gap=8)
        layout.addWidget(self.head)
        for made in (self.add_need, self.add_service, self.to_site):
            layout.addWidget(made)
        layout.addWidget(self.editor)
        layout.addLayout(self._findings)
        layout.addStretch(1)
        return area

    def _forget(self) -> None:
        self._needs = None

    def refresh(self) -> None:
        """Read anew what is shown."""
        if self._session.path is not None:
            self._session.read(lambda ws, _: _read(ws), self._show, topic="needs")

    def _show(self, needs: Needs) -> None:
        self._needs = needs
        by_site = [needs.pivot.row_sum(k) for k in range(len(needs.pivot.rows))]
        sites = count_words(sum(map(bool, by_site)), "site")
        gaps = f"{count_words(sum(by_site), 'gap')} at {sites}" if any(by_site) else "No gap"
        told = f"{gaps}; the sums count gaps."
        if needs.unasked:
            unasked = count_words(needs.unasked, "candidate")
            told = f"{told} Of {unasked} no need or service is known."
        self.told.setText(told)
        self.pane.show_pivot(needs.pivot)
        self.empty.say(
            "No needs or services yet.",
            "Add them in the case for a site: Sites, Candidates."
            if needs.unasked
            else "Choose candidates in Sites, Ctrl+1.",
        )
        self.lists.setCurrentWidget(self.pane if needs.pivot.rows else self.empty)
        self.told.setVisible(bool(needs.pivot.rows))
        self._show_site()

    # -- the chosen cell -------------------------------------------------------------------------

    def _chosen(self) -> tuple[str, str]:
        """Give site and code of the chosen cell; empty where it is a sum, or none is chosen."""
        pivot, (at, side) = self.pane.model.pivot, self.pane.chosen()
        site = pivot.rows[at][0] if 0 <= at < len(pivot.rows) else ""
        code = pivot.columns[side].code if 0 <= side < len(pivot.columns) else ""
        return site, code

    def _show_site(self) -> None:
        (at, side), pivot = self.pane.chosen(), self.pane.model.pivot
        site, code = self._chosen()
        can_add = bool(site) and not self._session.is_read_only
        for made in (self.add_need, self.add_service):
            made.setEnabled(can_add)
            made.setVisible(bool(site))
        self.to_site.setVisible(bool(site))
        clear(self._findings)
        if not site or self._needs is None:
            self.head.setText("Choose a site and a service." if pivot.rows else "")
            return
        name = pivot.rows[at][1]
        service = pivot.columns[side].label if code else ""
        self.head.setText(f"{name}: {service}" if service else name)
        findings = [told for of, told in self._needs.findings if of == site]
        for told in findings:
            made_line = QWidget()
            line = row(made_line, gap=8)
            line.addWidget(icon_label("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(told, "warn", wraps=True, selectable=True), 1)
            self._findings.addWidget(made_line)
        if not findings:
            self._findings.addWidget(label("No gap and no double here.", "hint", wraps=True))

    def _enter(self) -> None:
        if len(self.entries.values) == 1:
            self.edit(self.entries.values[0].kind, self.entries.values[0].record)
        else:
            self.pane.show_entries()

    def edit(self, kind: str, record: str) -> None:
        """Open the form of a need or service."""
        self.split.show_detail()
        self.editor.open(kind, record, focus=True)

    def add(self, kind: str) -> None:
        """Add a need or a service of the chosen cell, ready to be typed in."""
        site, code = self._chosen()
        if not site or self._session.is_read_only:
            return
        record = uuid.uuid4().hex
        typed = {"code": code} if code else {}

        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services import case

            return case.add(workspace, kind, site, typed, record=record)

        self._session.write(work, lambda _: self.edit(kind, record))

    def _to_site(self) -> None:
        site, _ = self._chosen()
        if site:
            self.site_wished.emit(site)

    def _back(self) -> None:
        self.split.show_list()

    def panes(self) -> list[QWidget]:
        """Give what F6 goes through."""
        return [self.pane.view, self.pane.list, self.editor.first_widget()]

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.editor.flush()


def _read(workspace: Workspace) -> Needs:
    from tourplanner.services.partner_links import read_needs

    return read_needs(workspace)


def _kind(entry: Entry) -> str:
    over = " (over)" if entry.is_over else ""
    return f"{record_kind(entry.kind).label}{over}"


def _spoken(entry: Entry) -> str:
    parts = (_kind(entry), entry.words, entry.detail, entry.dated, *entry.lacks)
    return ", ".join(part for part in parts if part)


class EntryDelegate(QStyledItemDelegate):
    """Draws a need or service: what it is, its words, and its year and source at the right."""

    def __init__(self, model: ValuesModel[Entry]) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(120, look().row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry, t = self._model.values[index.row()], tokens()
        draw_ground(painter, option)
        rect = QRectF(option.rect).adjusted(14, 0, -14, 0)
        kind = QRectF(rect.left(), rect.top(), look().px(104), rect.height())
        draw_text(painter, kind, _kind(entry), px=12, color=t.ink2)
        told = entry.dated or ", ".join(entry.lacks)
        wide = draw_text(painter, rect, told, px=12, color=t.ink2, right=True) if told else 0.0
        room = rect.adjusted(look().px(112), 0, -wide - 12, 0)
        words = "; ".join(part for part in (entry.words, entry.detail) if part)
        draw_text(painter, room, words or "Nothing typed yet")
        draw_focus(painter, option)
